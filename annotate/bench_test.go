package annotate

import (
	"strings"
	"testing"
)

var megabyte = strings.Repeat("“We counted them,” said the 🙂 harbor office of Nuñez on Friday, “twice.”\n", 1<<20/80)

func BenchmarkNewText(b *testing.B) {
	b.SetBytes(int64(len(megabyte)))
	for b.Loop() {
		_ = NewText(megabyte)
	}
}

func BenchmarkUTF16(b *testing.B) {
	t := NewText(megabyte)
	n := t.Len()
	for i := Pos(0); b.Loop(); i = (i + 7919) % n {
		_, _ = t.FromUTF16(t.UTF16(i))
	}
}

func BenchmarkApply(b *testing.B) {
	l := crowded(20_000)
	tx := Tx{AddSpan{Span{ID: "new", Label: "claim", Ranges: []Range{{50_001, 50_003}}}}}
	for b.Loop() {
		_, _, _ = l.Apply(tx)
	}
}

func BenchmarkRuns(b *testing.B) {
	l := crowded(20_000)
	screen := Range{50_000, 53_000}
	for b.Loop() {
		_ = l.Runs(screen)
	}
}

func BenchmarkSentences(b *testing.B) {
	t := NewText(megabyte)
	r := Range{t.Len() / 2, t.Len()/2 + 3000}
	for b.Loop() {
		_ = t.Segments(Sentence, r)
	}
}

package annotate

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// longLines are lines that are read in pieces: prose, prose with one space too many, Chinese, and what has no place to cut at.
var longLines = map[string]string{
	"prose":    strings.Repeat("The port of Ely said on Monday that “boats sail.” Mr. Osk, who runs it, agreed; nobody else did. ", 150),
	"spaces":   strings.Repeat("The port said so.   It did not say why.  ", 300) + strings.Repeat(" ", 5000),
	"Chinese":  strings.Repeat("港口星期一說船會開。沒有人同意。", 300),
	"no words": strings.Repeat("👨‍👩‍👧‍👦é", 800),
	"no end":   strings.Repeat("and so on ", 900),
}

func TestStretches(t *testing.T) {
	for name, line := range longLines {
		t.Run(name, func(t *testing.T) {
			text := NewText("A headline\n\n" + line + "\nThe end.\n")
			all := text.Stretches()
			if all[0] != (Range{0, 10}) || text.Slice(all[len(all)-1]) != "The end." {
				t.Fatalf("the lines around it are %q and %q", text.Slice(all[0]), text.Slice(all[len(all)-1]))
			}
			all = all[1 : len(all)-1]
			if len(all) < 2 {
				t.Fatalf("%d stretches", len(all))
			}
			at := Pos(12)
			for _, r := range all {
				if gap := text.Slice(Range{at, r.From}); strings.TrimSpace(gap) != "" || r.From < at {
					t.Fatalf("%v comes behind %d, and %q between them", r, at, gap)
				}
				if n := len(strings.TrimRight(text.Slice(r), " ")); n > longLine {
					t.Errorf("%v has %d bytes", r, n)
				}
				if !text.IsBoundary(r.From) || !text.IsBoundary(r.To) {
					t.Errorf("%v cuts a character", r)
				}
				at = r.To
			}
			if rest := text.Slice(Range{at, text.LineAt(12).To}); strings.TrimSpace(rest) != "" {
				t.Errorf("%q is in no stretch", rest)
			}
		})
	}
}

// Whoever reads a long line in pieces finds in it what is found in it as a whole.
func TestUnitsOfLongLines(t *testing.T) {
	for _, name := range []string{"prose", "spaces", "Chinese"} {
		line := longLines[name]
		text := NewText(line)
		whole := Range{0, text.Len()}
		for u, cut := range map[Unit]func(string) []byteRange{Word: words, Phrase: phrases, Quotation: quotations, Clause: clauses, Sentence: sentences} {
			want := text.ranges(whole, cut(line))
			if got := text.Segments(u, whole); !slices.Equal(got, want) {
				t.Errorf("%s: %d of kind %v, %d as a whole", name, len(got), u, len(want))
			}
		}
	}
}

// Whoever goes from unit to unit comes through all of them, either way, and to an end.
func TestStepsThroughLongLines(t *testing.T) {
	for name, line := range longLines {
		text := NewText("One.\n" + line + "\nTwo.")
		for _, u := range []Unit{Grapheme, Word, Sentence, ParagraphUnit} {
			var want, there, back []Pos
			for _, r := range text.Segments(u, Range{0, text.Len()}) {
				want = append(want, r.From)
			}
			for p := text.Next(u, 0); p < text.Len(); p = text.Next(u, p) {
				there = append(there, p)
			}
			for p := text.Prev(u, text.Len()); p > 0; p = text.Prev(u, p) {
				back = append(back, p)
			}
			slices.Reverse(back)
			if !slices.Equal(there, want[1:]) || !slices.Equal(back, want[1:]) {
				t.Errorf("%s, by %v: %d, %d there, %d back", name, u, len(want)-1, len(there), len(back))
			}
		}
	}
}

// Where text is cut hangs on the text alone, and every place lies in a stretch or at its end.
func TestStretchAtLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ferry.", " ", "  ", "“No,”", "she said.", "é", "。", "\n", "👨‍👩‍👧", strings.Repeat("x", 3000), strings.Repeat("So it is. ", 300)}), 1, 40).Draw(t, "words")
		text := NewText(strings.Join(words, " "))
		all := text.Stretches()
		for _, p := range rapid.SliceOfN(rapid.IntRange(0, int(text.Len())), 10, 10).Draw(t, "places") {
			s := text.stretchAt(Pos(p))
			if s.From > Pos(p) || s.To < Pos(p) {
				t.Fatalf("%d is not in %v", p, s)
			}
			if !slices.Contains(all, s) && strings.TrimSpace(text.Slice(s)) != "" {
				t.Fatalf("%v is none of the stretches", s)
			}
		}
	})
}

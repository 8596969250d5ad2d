package carry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/carry"

	"pgregory.net/rapid"
)

// words are what articles of the laws are made of: few, so that they occur again and again, and ugly ones among them.
var words = rapid.SampledFrom([]string{
	"the", "pier", "port", "said", "on", "Friday", "14", "$2.5", "million", "crews", "snow", "“We", "sail”", "of", "and", "Osk",
	"cafe\u0301", "👩\u200d👧", "🇳🇱", "東京は", "e\u0301", "don’t", "U.S.", "\u200d", "—", "\u0301",
})

// paragraph is a paragraph that no other is alike: its number is in it. Of two that are the same, who could say which of them went?
func paragraph(t *rapid.T, n int) string {
	w := rapid.SliceOfN(words, 2, 14).Draw(t, "words")
	return strings.Join(slices.Insert(w, rapid.IntRange(0, len(w)).Draw(t, "at"), fmt.Sprint("P", n)), " ")
}

// article draws paragraphs and a layer over them, each span within one of them unless it is drawn long.
func article(t *rapid.T) ([]string, annotate.Layer) {
	var ps []string
	for n := range rapid.IntRange(1, 8).Draw(t, "paragraphs") {
		ps = append(ps, paragraph(t, n))
	}
	text := annotate.NewText(joined(ps))
	l := annotate.NewLayer(text)
	for n := range rapid.IntRange(0, 8).Draw(t, "spans") {
		from := rapid.IntRange(0, int(text.Len())-1).Draw(t, "from")
		r := text.SnapGraphemes(annotate.Range{From: annotate.Pos(from), To: annotate.Pos(from + rapid.IntRange(1, 40).Draw(t, "len"))})
		span := annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", n)), Label: "claim", Ranges: []annotate.Range{r}}
		if next, _, err := l.Apply(annotate.Tx{annotate.AddSpan{Span: span}}); err == nil {
			l = next
		}
	}
	return ps, l
}

func joined(ps []string) string { return strings.Join(ps, "\n\n") + "\n" }

// The same text leaves every mark where it is.
func TestIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, l := article(t)
		for i, c := range carry.Over(l, annotate.NewText(l.Text().String())).Spans {
			s := slices.Collect(l.Spans())[i]
			if c.Span != s.ID || c.Fate != carry.Unchanged || !slices.Equal(c.Ranges, s.Ranges) || c.Score != 1 {
				t.Errorf("%+v became %+v", s, c)
			}
		}
	})
}

// A paragraph more shifts what comes after it, and touches nothing.
func TestInsertion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps, l := article(t)
		at := rapid.IntRange(0, len(ps)).Draw(t, "where")
		more := paragraph(t, 99)
		text := annotate.NewText(joined(slices.Insert(slices.Clone(ps), at, more)))
		place := annotate.Pos(0)
		if at > 0 {
			place = annotate.NewText(joined(ps[:at])).Len() + 1 // behind the blank line
		}
		by := annotate.NewText(more).Len() + 2
		for i, c := range carry.Over(l, text).Spans {
			s := slices.Collect(l.Spans())[i]
			r := s.Ranges[0]
			switch {
			case r.To < place:
			case r.From >= place:
				r.From, r.To = r.From+by, r.To+by
			default: // the paragraph came into it
				continue
			}
			if c.Fate != carry.Unchanged || c.Ranges[0] != r {
				t.Errorf("%q at %v with a paragraph more at %d: %+v, want it at %v", l.Surface(s), s.Ranges, place, c, r)
			}
		}
		fits(t, carry.Over(l, text), text)
	})
}

// The marks of a paragraph that is gone are lost, and the others stay: no mark is put on words that were there before.
func TestDeletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps, l := article(t)
		at := rapid.IntRange(0, len(ps)-1).Draw(t, "where")
		from := annotate.Pos(0)
		if at > 0 {
			from = annotate.NewText(joined(ps[:at])).Len() + 1
		}
		gone := annotate.Range{From: from, To: from + annotate.NewText(ps[at]).Len()}
		text := annotate.NewText(joined(slices.Delete(slices.Clone(ps), at, at+1)))
		for i, c := range carry.Over(l, text).Spans {
			s := slices.Collect(l.Spans())[i]
			switch {
			case gone.Contains(s.Ranges[0]):
				if c.Fate != carry.Lost {
					t.Errorf("%q went with its paragraph, and became %+v %q", l.Surface(s), c, annotate.Span{Ranges: c.Ranges}.Surface(text))
				}
			case s.Ranges[0].To < gone.From || s.Ranges[0].From > gone.To+1:
				if c.Fate != carry.Unchanged {
					t.Errorf("%q stayed, and became %+v", l.Surface(s), c)
				}
			}
		}
		fits(t, carry.Over(l, text), text)
	})
}

// Whatever the newer text is: what is called unchanged or moved reads the same to the byte, everything fits, and asking
// again says the same.
func TestAnyChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps, l := article(t)
		var next []string
		for _, p := range ps {
			switch rapid.IntRange(0, 6).Draw(t, "change") {
			case 0: // gone
			case 1:
				next = append(next, paragraph(t, 50), p)
			case 2: // a word changed
				w := strings.Fields(p)
				w[rapid.IntRange(0, len(w)-1).Draw(t, "word")] = words.Draw(t, "for")
				next = append(next, strings.Join(w, " "))
			case 3: // a character gone
				r := []rune(p)
				k := rapid.IntRange(0, len(r)-1).Draw(t, "char")
				next = append(next, string(slices.Delete(r, k, k+1)))
			case 4: // to the front
				next = slices.Insert(next, 0, p)
			case 5: // wrapped
				next = append(next, strings.Replace(p, " ", "\n", rapid.IntRange(1, 3).Draw(t, "wraps")))
			default:
				next = append(next, p)
			}
		}
		text := annotate.NewText(joined(next))
		r := carry.Over(l, text)
		fits(t, r, text)
		for i, c := range r.Spans {
			s := slices.Collect(l.Spans())[i]
			if got := (annotate.Span{Ranges: c.Ranges}).Surface(text); (c.Fate == carry.Unchanged || c.Fate == carry.Moved) && got != l.Surface(s) {
				t.Errorf("%q is %s, and reads %q", l.Surface(s), c.Fate, got)
			}
		}
		if again := carry.Over(l, text); fmt.Sprint(again) != fmt.Sprint(r) {
			t.Errorf("asked again it says\n%v\nand not\n%v", again, r)
		}
	})
}

// long is an article of a megabyte with 20,000 spans, and how its next version reads: every tenth paragraph edited, some
// moved, some gone.
func long() (annotate.Layer, annotate.Text, annotate.Text) {
	var old, next []string
	nouns := []string{"harbor", "bridge", "council", "ferry", "bakery", "school", "market", "museum"}
	for i := range 4000 {
		p := fmt.Sprintf("%s spokesman No. %d said on Friday that the %s at quay %d had counted %d visitors, “%d more than we hoped,” before the %s closed its %d doors. Crews from %d towns came, and the old %s stayed open for %d days to everybody else.",
			nouns[i%8], i, nouns[i*7%8], i*3, i*i%977, i%13, nouns[i*5%8], i%41, i%9, nouns[i*3%8], i*11%365)
		old = append(old, p)
		switch {
		case i%10 == 3:
			next = append(next, strings.Replace(p, "said on Friday", "told reporters on Saturday", 1))
		case i%50 == 7:
			next = slices.Insert(next, len(next)/2, p)
		case i%50 == 8:
		default:
			next = append(next, p)
		}
	}
	text := annotate.NewText(joined(old))
	var spans []annotate.Span
	n := text.Len() - 40
	for i := range 20_000 {
		from := annotate.Pos(i) * n / 20_000
		r := text.SnapWords(annotate.Range{From: from, To: from + annotate.Pos(5+i%30)})
		spans = append(spans, annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", i)), Label: "claim", Ranges: []annotate.Range{r}})
	}
	return annotate.Laid(text, spans, nil, nil), annotate.NewText(joined(next)), text
}

func BenchmarkOver(b *testing.B) {
	l, next, text := long()
	b.Run("corrected", func(b *testing.B) {
		b.SetBytes(int64(len(text.String())))
		for b.Loop() {
			_ = carry.Over(l, next)
		}
	})
	b.Run("rewritten", func(b *testing.B) { // nothing stays: the worst there is
		other := annotate.NewText(strings.NewReplacer("said", "told", "the", "a", "counted", "seen", "Crews", "Teams", ". ", ".\n").Replace(next.String()))
		b.SetBytes(int64(len(text.String())))
		for b.Loop() {
			_ = carry.Over(l, other)
		}
	})
	b.Run("another", func(b *testing.B) {
		other := annotate.NewText(strings.Repeat("Snow fell over the northern towns, and 3 ferries stayed on shore until Sunday. ", 12000))
		for b.Loop() {
			_ = carry.Over(l, other)
		}
	})
}

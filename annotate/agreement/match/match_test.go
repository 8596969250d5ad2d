package match

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func genSpans(name string) *rapid.Generator[[]Span] {
	return rapid.Custom(func(t *rapid.T) []Span {
		var all []Span
		for i := range rapid.IntRange(0, 5).Draw(t, "spans") {
			from := rapid.IntRange(0, 12).Draw(t, "from")
			s := Span{ID: fmt.Sprint(name, i), Label: rapid.SampledFrom([]string{"claim", "source"}).Draw(t, "label"), Parts: []Range{{from, from + rapid.IntRange(1, 6).Draw(t, "length")}}}
			if rapid.IntRange(0, 4).Draw(t, "parts") == 0 {
				last := s.to() + 1
				s.Parts = append(s.Parts, Range{last, last + 2})
			}
			all = append(all, s)
		}
		return all
	})
}

// A worth is what pairs are worth, in the words of the definition: pairs, equal in label and edges, in edges, in label, text.
type worth [5]int

func (w worth) plus(a, b Span) worth {
	edges, label := fmt.Sprint(a.Parts) == fmt.Sprint(b.Parts), a.Label == b.Label
	for i, is := range []bool{true, edges && label, edges, label} {
		if is {
			w[i]++
		}
	}
	w[4] += Overlap(&a, &b)
	return w
}

func (m Matching) worth() worth {
	var w worth
	for _, p := range m.Pairs {
		w = w.plus(m.A[p.A], m.B[p.B])
	}
	return w
}

// best is what the best pairing is worth, by trying all.
func best(a, b []Span, taken []bool, so worth) worth {
	if len(a) == 0 {
		return so
	}
	most := best(a[1:], b, taken, so)
	for j := range b {
		if !taken[j] && Overlap(&a[0], &b[j]) > 0 {
			taken[j] = true
			if w := best(a[1:], b, taken, so.plus(a[0], b[j])); slices.Compare(most[:], w[:]) < 0 {
				most = w
			}
			taken[j] = false
		}
	}
	return most
}

// The pairing is one to one, pairs only what shares text, and none is better.
func TestSpansLaws(t *testing.T) { rapid.Check(t, holdSpans) }

// inCommon counts what has the same key in both, each once.
func inCommon(a, b []Span, key func(Span) string) Hits {
	times := map[string]int{}
	for _, s := range a {
		times[key(s)]++
	}
	h := Hits{A: len(a), B: len(b)}
	for _, s := range b {
		if times[key(s)]--; times[key(s)] >= 0 {
			h.Both++
		}
	}
	return h
}

func FuzzSpans(f *testing.F) { f.Fuzz(rapid.MakeFuzz(holdSpans)) }

func holdSpans(t *rapid.T) {
	a, b := genSpans("a").Draw(t, "a"), genSpans("b").Draw(t, "b")
	m := Spans(a, b)
	seen := map[int]bool{}
	for _, p := range m.Pairs {
		if Overlap(&a[p.A], &b[p.B]) == 0 || seen[p.B] {
			t.Fatalf("%v is no pair", p)
		}
		seen[p.B] = true
	}
	if got, want := m.worth(), best(a, b, make([]bool, len(b)), worth{}); got != want {
		t.Fatalf("the pairing is worth %v, the best %v", got, want)
	}

	// Who is A makes no difference, nor does the order of the lists.
	turned := Spans(b, a)
	var back []Pair
	for _, p := range turned.Pairs {
		back = append(back, Pair{p.B, p.A})
	}
	slices.SortFunc(back, func(x, y Pair) int { return x.A - y.A })
	if !slices.Equal(back, m.Pairs) && !slices.EqualFunc(a, b, func(x, y Span) bool { return x.Label == y.Label && SameEdges(&x, &y) }) {
		t.Fatalf("turned round the pairs are %v, not %v", back, m.Pairs)
	}
	other := slices.Clone(b)
	slices.Reverse(other)
	shuffled := Spans(a, other)
	for name, of := range map[string]func(Matching) any{
		"overlap": func(m Matching) any { return m.Overlapping(true) }, "half": func(m Matching) any { return m.Half() },
		"muc": func(m Matching) any { return m.MUC() }, "answers": func(m Matching) any { return fmt.Sprint(m.Answers()) },
	} {
		if x, y := of(m), of(shuffled); x != y {
			t.Fatalf("%s: %v in one order, %v in another", name, x, y)
		}
	}

	// Every count stays within bounds, and a list agrees with itself.
	for name, h := range map[string]Hits{"exact": Exact(a, b), "edges": ExactEdges(a, b), "overlap": m.Overlapping(false), "half": m.Half(), "characters": Units(a, b, Characters)} {
		if h.Both < 0 || h.Both > min(h.A, h.B) {
			t.Fatalf("%s: %v", name, h)
		}
	}
	for name, h := range map[string]Hits{"exact": Exact(a, a), "overlap": Spans(a, a).Overlapping(true), "half": Spans(a, a).Half(), "characters": Units(a, a, Characters)} {
		if f, ok := h.F1(); ok && f != 1 {
			t.Fatalf("%s with itself is %v", name, f)
		}
	}
	if d := Spans(a, a).Disagreements(); len(d) != 0 {
		t.Fatalf("with itself it disagrees: %v", d)
	}
	for name, h := range map[string][2]Hits{
		"exact": {Exact(a, b), inCommon(a, b, func(s Span) string { return fmt.Sprint(s.Label, s.Parts) })},
		"edges": {ExactEdges(a, b), inCommon(a, b, func(s Span) string { return fmt.Sprint(s.Parts) })},
	} {
		if h[0] != h[1] {
			t.Fatalf("%s: %v, counted one by one %v", name, h[0], h[1])
		}
	}
	var labels Hits
	for _, h := range ExactByLabel(a, b) {
		labels = labels.Plus(h)
	}
	if labels != Exact(a, b) {
		t.Fatalf("label by label %v, at once %v", labels, Exact(a, b))
	}
	n, of := Overlapped(a, b)
	slow := 0
	for _, s := range a {
		if slices.ContainsFunc(b, func(x Span) bool { return Overlap(&s, &x) > 0 }) {
			slow++
		}
	}
	if n != slow || of != len(a) {
		t.Fatalf("%d of %d are overlapped, want %d", n, of, slow)
	}
}

func BenchmarkSpans(b *testing.B) {
	var x, y []Span
	for i := range 10_000 {
		x = append(x, Span{Label: "claim", Parts: []Range{{i * 10, i*10 + 12}}})
		y = append(y, Span{Label: "claim", Parts: []Range{{i*10 + i%3, i*10 + 9}}})
	}
	for b.Loop() {
		Spans(x, y)
	}
}

// A mark over the whole article ties all others into one knot.
func BenchmarkKnot(b *testing.B) {
	x, y := []Span{{Label: "article", Parts: []Range{{0, 20_000}}}}, []Span{{Label: "article", Parts: []Range{{0, 19_999}}}}
	for i := range 1000 {
		x = append(x, Span{Label: "claim", Parts: []Range{{i * 10, i*10 + 12}}})
		y = append(y, Span{Label: "claim", Parts: []Range{{i*10 + i%3, i*10 + 9}}})
	}
	for b.Loop() {
		Spans(x, y)
	}
}

// Marks that all lie on each other: as many pairs to choose from as there can be.
func BenchmarkPile(b *testing.B) {
	var x, y []Span
	for i := range 300 {
		x = append(x, Span{Label: "claim", Parts: []Range{{i, 1000 - i%7}}})
		y = append(y, Span{Label: "claim", Parts: []Range{{i + i%3, 1000 + i%5}}})
	}
	for b.Loop() {
		Spans(x, y)
	}
}

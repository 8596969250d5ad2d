package match_test

import (
	"fmt"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

func layer(t *testing.T, text annotate.Text, tx ...annotate.Op) annotate.Layer {
	t.Helper()
	l, _, err := annotate.NewLayer(text).Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func add(id, label string, attrs annotate.Attrs, ranges ...annotate.Range) annotate.Op {
	return annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(id), Label: annotate.Label(label), Ranges: ranges, Attrs: attrs}}
}

// From two layers to figures: 🙂 is one code point, a mark in two parts is one mark, and a word counts once.
func TestFromLayer(t *testing.T) {
	text := annotate.NewText("Ferries stop 🙂 at dusk, the harbour master said.")
	hedged := annotate.Attrs{{Name: "hedged", Value: "true"}}
	a := match.FromLayer(layer(t, text,
		add("s1", "source", nil, annotate.Range{From: 24, To: 42}),
		add("c1", "claim", hedged, annotate.Range{From: 0, To: 12}, annotate.Range{From: 15, To: 22}),
		annotate.AddRelation{Relation: annotate.Relation{ID: "r1", Label: "says", Head: "s1", Tail: "c1"}},
	))
	b := match.FromLayer(layer(t, text,
		add("c2", "claim", nil, annotate.Range{From: 0, To: 10}),
		add("s2", "source", nil, annotate.Range{From: 28, To: 42}),
		annotate.AddRelation{Relation: annotate.Relation{ID: "r2", Label: "says", Head: "s2", Tail: "c2"}},
	))
	if got, want := fmt.Sprint(a), "{[{c1 claim [{0 12} {15 22}] [{hedged true}]} {s1 source [{24 42}] []}] [{r1 says 1 0}]}"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	m := match.Spans(a.Spans, b.Spans)
	for name, c := range map[string]struct{ got, want match.Hits }{
		"overlap":    {m.Overlapping(true), match.Hits{Both: 2, A: 2, B: 2}},
		"half":       {m.Half(), match.Hits{Both: 2, A: 2, B: 2}}, // 10 of 19 and 14 of 18
		"exact":      {match.Exact(a.Spans, b.Spans), match.Hits{A: 2, B: 2}},
		"words":      {match.Units(a.Spans, b.Spans, match.Words(text)), match.Hits{Both: 4, A: 7, B: 4}},
		"characters": {match.Units(a.Spans, b.Spans, match.Characters), match.Hits{Both: 24, A: 37, B: 24}},
		"links":      {m.Relations(a.Links, b.Links, match.Linking{}), match.Hits{Both: 1, A: 1, B: 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
	for r, want := range map[match.Range][2]int{
		{From: 0, To: 7}:   {0, 0},
		{From: 7, To: 12}:  {1, 1}, // begins where a word ends
		{From: 6, To: 9}:   {0, 1},
		{From: 12, To: 13}: {2, 1}, // between two words
		{From: 12, To: 16}: {2, 3}, // 🙂 counts as a word
	} {
		if first, last := match.Words(text)(r); [2]int{first, last} != want {
			t.Errorf("%v touches words %d to %d, want %v", r, first, last, want)
		}
	}
}

package unitizing_test

import (
	"fmt"
	"math"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/unitizing"
)

func layer(t *testing.T, text annotate.Text, spans ...annotate.Span) annotate.Layer {
	t.Helper()
	l := annotate.NewLayer(text)
	for i, s := range spans {
		s.ID = annotate.SpanID(fmt.Sprint("s", i))
		next, _, err := l.Apply(annotate.Tx{annotate.AddSpan{Span: s}})
		if err != nil {
			t.Fatal(err)
		}
		l = next
	}
	return l
}

// Parts are units of their own, marks over each other are one, marks that touch stay two, and other labels are gap.
func TestFromLayers(t *testing.T) {
	text := annotate.NewText("🙂 Trams are free from Friday, the city says.")
	span := func(label annotate.Label, ranges ...annotate.Range) annotate.Span {
		return annotate.Span{Label: label, Ranges: ranges}
	}
	a := layer(t, text, span("claim", annotate.Range{From: 2, To: 7}, annotate.Range{From: 12, To: 16}), span("claim", annotate.Range{From: 5, To: 10}),
		span("claim", annotate.Range{From: 16, To: 20}), span("source", annotate.Range{From: 31, To: 39}))
	b := layer(t, text, span("source", annotate.Range{From: 31, To: 39}))
	c := unitizing.FromLayers(text, []annotate.Layer{a, b}, "claim")
	if got, want := fmt.Sprint(c), "{0 44 [[{2 10 claim} {12 16 claim} {16 20 claim}] []]}"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	s, err := unitizing.Of(unitizing.FromLayers(text, []annotate.Layer{a, b}, "source"))
	if err != nil {
		t.Fatal(err)
	}
	if x, why := s.Alpha(); why != "" || math.Abs(x-1) > 1e-12 {
		t.Errorf("sources: %v %s", x, why)
	}
}

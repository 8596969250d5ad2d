package annotate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/google/go-cmp/cmp"
)

func TestLaidIsAdding(t *testing.T) {
	text := annotate.NewText(strings.Repeat("harbour ", 3000))
	for _, n := range []int{0, 1, 255, 256, 257, 3000} {
		var tx annotate.Tx
		var spans []annotate.Span
		var relations []annotate.Relation
		for i := range n {
			at := annotate.Pos(i * 7919 % 20000)
			s := annotate.Span{
				ID: annotate.SpanID(fmt.Sprintf("s%d", i)), Label: "claim",
				Ranges: []annotate.Range{{From: at, To: at + annotate.Pos(i%97+1)}},
			}
			spans, tx = append(spans, s), append(tx, annotate.AddSpan{Span: s})
		}
		for i := range n / 3 {
			r := annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("r%d", i)), Label: "source", Head: spans[i].ID, Tail: spans[i*2].ID}
			relations, tx = append(relations, r), append(tx, annotate.AddRelation{Relation: r})
		}
		want, _, err := annotate.NewLayer(text).Apply(tx)
		if err != nil {
			t.Fatal(err)
		}
		got := annotate.Laid(text, spans, relations, nil)
		if d := cmp.Diff(slices.Collect(want.Spans()), slices.Collect(got.Spans())); d != "" {
			t.Errorf("%d spans (-want +got):\n%s", n, d)
		}
		if d := cmp.Diff(want.Relations(), got.Relations()); d != "" {
			t.Errorf("%d spans: relations (-want +got):\n%s", n, d)
		}
		middle := annotate.Range{From: 9000, To: 9100}
		if d := cmp.Diff(want.In(middle), got.In(middle)); d != "" {
			t.Errorf("%d spans in %v (-want +got):\n%s", n, middle, d)
		}
		if n > 0 && len(want.RelationsOf("s0")) != len(got.RelationsOf("s0")) {
			t.Errorf("%d spans: relations of s0 differ", n)
		}
		if n > 0 {
			extra := annotate.AddSpan{Span: annotate.Span{ID: "x", Label: "claim", Ranges: []annotate.Range{{From: 10, To: 20}}}}
			if next, _, err := got.Apply(annotate.Tx{extra, annotate.RemoveSpan(extra)}); err != nil || next.Len() != n {
				t.Errorf("%d spans: editing on: %v", n, err)
			}
		}
	}
}

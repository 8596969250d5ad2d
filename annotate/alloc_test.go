package annotate

import "testing"

// Applying an operation costs what its place in the layer costs, not what the layer holds: allocations grow with the depth of
// the trees, which a hundred times as many spans make a few steps deeper.
func TestApplyAllocations(t *testing.T) {
	const most = 16 // allocations of any one operation on 20,000 spans; tighten it when there are fewer
	value := "yes"
	for _, n := range []int{200, 20_000} {
		l := crowded(n)
		s, ok := l.Span("s000100")
		if !ok {
			t.Fatal("the span in the middle is gone")
		}
		ops := []Op{
			AddSpan{Span{ID: "new", Label: "claim", Ranges: []Range{{501, 503}}}},
			RemoveSpan{s},
			MoveSpan{s.ID, s.Ranges, []Range{{501, 503}}},
			Relabel{s.ID, s.Label, "source"},
			SetAttr{ID: s.ID, Name: "note", To: &value},
			SetAttr{Name: AttrState, To: &value},
			AddRelation{Relation{ID: "r", Label: "source", Head: "s000100", Tail: "s000101"}},
		}
		for _, op := range ops {
			tx := Tx{op}
			if _, _, err := l.Apply(tx); err != nil {
				t.Fatalf("%s: %v", op.Kind(), err)
			}
			got := testing.AllocsPerRun(100, func() { _, _, _ = l.Apply(tx) })
			t.Logf("%6d spans, %-12s %3.0f allocations", n, op.Kind(), got)
			if got > most {
				t.Errorf("%d spans, %s: %.0f allocations, want at most %d", n, op.Kind(), got, most)
			}
		}
	}
}

package annotate

import (
	"slices"

	"galley/annotate/order"
)

// A Run is a piece of text with the spans that are active on all of it.
type Run struct {
	Range
	Spans []SpanID // in the layer's order; shared between runs, not to be changed
}

// Runs cuts the part of the text in r at every end of a span's part and returns the pieces that any span covers, in
// order and without gaps between those that touch. It is what overlapping marks look like once they lie flat: each
// piece is drawn one way. O(k log k) in the parts that meet r.
func (l Layer) Runs(r Range) []Run {
	type edge struct {
		pos  Pos
		open bool
		span int // index into spans
	}
	spans := l.In(r)
	var edges []edge
	for i, s := range spans {
		for _, part := range s.Ranges {
			if part.Overlaps(r) {
				edges = append(edges, edge{max(part.From, r.From), true, i}, edge{min(part.To, r.To), false, i})
			}
		}
	}
	order.By(edges, func(a, b edge) int {
		if a.pos != b.pos {
			return int(a.pos - b.pos)
		}
		return a.span - b.span
	})
	var runs []Run
	var active []int
	for i := 0; i < len(edges); {
		at := edges[i].pos
		for ; i < len(edges) && edges[i].pos == at; i++ {
			e := edges[i]
			j, _ := slices.BinarySearch(active, e.span)
			if e.open {
				active = slices.Insert(active, j, e.span)
			} else {
				active = slices.Delete(active, j, j+1)
			}
		}
		if len(active) == 0 {
			continue
		}
		ids := make([]SpanID, len(active))
		for k, s := range active {
			ids[k] = spans[s].ID
		}
		runs = append(runs, Run{Range{at, edges[i].pos}, ids})
	}
	return runs
}

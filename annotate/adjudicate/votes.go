package adjudicate

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/order"
)

// Votes is how many readers stand behind a mark on gold: a label with the doubt that there was.
type Votes struct {
	Readers int     // who have read the document
	Marked  int     // of them, those who marked it, under any label
	Same    int     // of those, the ones who called it as gold does
	Labels  []Share // of each label among all readers, the greatest first; what is missing to 1 had nothing there
}

// A Share is how much of the readers used a label.
type Share struct {
	Label annotate.Label
	Share float64 // 0 to 1
}

// A Provenance says where a mark on gold comes from.
type Provenance struct {
	Decision
	Case string
}

// Provenances returns the decisions that made the marks and links of a gold layer, by their id. What was marked on gold without
// a case has none.
func Provenances(gold annotate.Layer) map[annotate.SpanID]Provenance {
	all := map[annotate.SpanID]Provenance{}
	for _, f := range gold.Attrs() {
		id, ok := strings.CutPrefix(f.Name, annotate.AttrCase)
		if !ok {
			continue
		}
		if d, ok := decode(f.Value); ok {
			for _, g := range d.Gold {
				if _, claimed := all[g]; !claimed {
					all[g] = Provenance{d, id}
				}
			}
		}
	}
	return all
}

// VotesOn returns the votes for every mark on gold. They are counted from the records of what was decided, and for marks
// without one from the layers of the readers, paired with gold as for the figures of agreement; readers may be nil where a
// file holds the gold layer alone. Readers who came after a decision count with what they have where it was decided.
func VotesOn(gold annotate.Layer, readers []Reader) map[annotate.SpanID]Votes {
	sides := Lay(readers)
	from := Provenances(gold)
	people := map[annotate.Annotator]bool{}
	for _, p := range from {
		for _, q := range p.Said {
			people[q.Annotator] = true
		}
	}
	for _, r := range sides.Readers {
		people[r.Annotator] = true
	}
	all := make(map[annotate.SpanID]Votes, gold.Len())
	var bare []annotate.Span
	for s := range gold.Spans() {
		p, ok := from[s.ID]
		if !ok {
			bare = append(bare, s)
			continue
		}
		labels := map[annotate.Annotator]annotate.Label{}
		for _, q := range p.Said {
			if q.ID != "" {
				labels[q.Annotator] = q.Label
			}
		}
		all[s.ID] = count(s.Label, labels, len(people))
	}
	if len(bare) == 0 {
		return all
	}
	labels := make([]map[annotate.Annotator]annotate.Label, len(bare))
	for i := range labels {
		labels[i] = map[annotate.Annotator]annotate.Label{}
	}
	alone := match.FromLayer(annotate.Laid(gold.Text(), slices.Clone(bare), nil, nil)).Spans
	for _, r := range sides.Readers {
		theirs := match.FromLayer(r.Layer).Spans
		for _, p := range match.Spans(alone, theirs).Pairs {
			labels[p.A][r.Annotator] = annotate.Label(theirs[p.B].Label)
		}
	}
	for i, s := range bare {
		all[s.ID] = count(s.Label, labels[i], len(people))
	}
	return all
}

// count makes votes of who called a mark what.
func count(gold annotate.Label, labels map[annotate.Annotator]annotate.Label, readers int) Votes {
	v := Votes{Readers: readers, Marked: len(labels)}
	times := map[annotate.Label]int{}
	for _, l := range labels {
		times[l]++
		if l == gold {
			v.Same++
		}
	}
	for l, n := range times {
		v.Labels = append(v.Labels, Share{l, float64(n) / float64(readers)})
	}
	order.By(v.Labels, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), strings.Compare(string(a.Label), string(b.Label)))
	})
	return v
}

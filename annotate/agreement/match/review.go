package match

import (
	"cmp"
	"slices"
	"strings"
)

// A Document is what two annotators marked in one text.
type Document struct {
	ID   string
	A, B Marks
}

// A Reviewed is a document with what its two annotators see differently.
type Reviewed struct {
	Document      string         `json:"document"`
	Alike         int            `json:"alike"` // marks and links that both have, the same in every respect
	Of            int            `json:"of"`    // marks and links that either has
	Disagreements []Disagreement `json:"disagreements"`
}

// Review looks for what two annotators see differently and puts the document first in which the smallest share is alike; of
// equal shares, the one with more to settle, then the one that comes first by id. Documents that nobody marked come last.
func Review(documents []Document, symmetric func(label string) bool) []Reviewed {
	all := make([]Reviewed, len(documents))
	for i, d := range documents {
		all[i] = d.review(symmetric)
	}
	slices.SortFunc(all, func(x, y Reviewed) int {
		// Shares are compared as products: they are equal when they are, whatever the rounding. 0 of 0 is all alike.
		return cmp.Or(
			cmp.Compare((x.Alike+nothing(x))*(y.Of+nothing(y)), (y.Alike+nothing(y))*(x.Of+nothing(x))),
			cmp.Compare(len(y.Disagreements), len(x.Disagreements)),
			cmp.Compare(nothing(x), nothing(y)),
			strings.Compare(x.Document, y.Document),
		)
	})
	return all
}

func nothing(r Reviewed) int {
	if r.Of == 0 {
		return 1
	}
	return 0
}

func (d Document) review(symmetric func(string) bool) Reviewed {
	m := Spans(d.A.Spans, d.B.Spans)
	marks, links := m.Disagreements(), m.LinkDisagreements(d.A.Links, d.B.Links, symmetric)
	r := Reviewed{Document: d.ID, Disagreements: slices.Concat(marks, links)}
	slices.SortFunc(r.Disagreements, compareDisagreements)
	for i := range r.Disagreements {
		r.Disagreements[i].Document = d.ID
	}
	for _, p := range m.Pairs {
		a, b := m.A[p.A], m.B[p.B]
		if a.Label == b.Label && SameEdges(a, b) && len(differing(a.Attrs, b.Attrs)) == 0 {
			r.Alike++
		}
	}
	r.Of = len(m.A) + len(m.B) - len(m.Pairs)
	// A link that both have is two in the lists and none in the disagreements; one called otherwise is two and one.
	ours := len(d.A.Links) + len(d.B.Links)
	for _, x := range links {
		r.Of++
		ours--
		if x.A != "" && x.B != "" {
			ours--
		}
	}
	r.Alike += ours / 2
	r.Of += ours / 2
	return r
}

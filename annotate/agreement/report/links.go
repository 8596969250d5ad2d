package report

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
)

// links are the figures of links: all types first, where there are several, then each by name.
func (w *work) links() []LinkRow {
	type sums struct {
		all                      match.Hits
		labelled, anyType, given []match.Hits
	}
	of := map[annotate.Label]*sums{}
	var names []annotate.Label
	for _, t := range w.LinkTallies(w.only) {
		x := of[t.Label]
		if x == nil {
			x = &sums{labelled: make([]match.Hits, len(w.Documents)), anyType: make([]match.Hits, len(w.Documents)), given: make([]match.Hits, len(w.Documents))}
			of[t.Label] = x
			names = append(names, t.Label)
		}
		x.all = x.all.Plus(t.Labelled)
		x.labelled[t.Document] = x.labelled[t.Document].Plus(t.Labelled)
		x.anyType[t.Document] = x.anyType[t.Document].Plus(t.AnyType)
		x.given[t.Document] = x.given[t.Document].Plus(t.Given)
	}
	slices.Sort(names) // "" comes first
	var rows []LinkRow
	for _, name := range names {
		x := of[name]
		row := LinkRow{Label: name, Links: x.all, Labelled: w.figure(F1Links, agreement.SpanF1(x.labelled)), Given: w.figure(LinkAccuracy, agreement.SpanF1(x.given))}
		if name == "" {
			f := w.figure(F1AnyLink, agreement.SpanF1(x.anyType))
			row.AnyType = &f
		}
		rows = append(rows, row)
	}
	return rows
}

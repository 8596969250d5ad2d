package report

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// counts are what rows of every kind are made of, by document.
type counts struct {
	answer                match.Answer
	answers               []match.Answer
	exact, overlap, token []match.Hits
}

func newCounts(documents int) *counts {
	hits := make([]match.Hits, 3*documents)
	return &counts{answers: make([]match.Answer, documents), exact: hits[:documents], overlap: hits[documents : 2*documents], token: hits[2*documents:]}
}

// add counts a tally at a place among the documents.
func (c *counts) add(at int, t *survey.Tally) {
	c.answer, c.answers[at] = c.answer.Plus(t.Answer), c.answers[at].Plus(t.Answer)
	c.exact[at], c.overlap[at], c.token[at] = c.exact[at].Plus(t.Exact()), c.overlap[at].Plus(t.Overlapping()), c.token[at].Plus(t.Tokens())
}

// count sums up the tallies that are wanted.
func (w *work) count(wanted func(*survey.Tally) bool) *counts {
	c := newCounts(len(w.Documents))
	for i := range w.tallies {
		if t := &w.tallies[i]; wanted == nil || wanted(t) {
			c.add(t.Document, t)
		}
	}
	return c
}

// three computes the three kinds of F1.
func (w *work) three(c *counts) (exact, overlap, token Figure) {
	return w.figure(F1Exact, agreement.SpanF1(c.exact)), w.figure(F1Overlap, agreement.SpanF1(c.overlap)), w.figure(F1Token, agreement.SpanF1(c.token))
}

// shares are the three answers as samples.
func (c *counts) shares() (found, same, edges agreement.Sample) {
	portions := func(of func(match.Answer) (n, all int)) agreement.Sample {
		documents := make([]agreement.Portion, len(c.answers))
		for i, a := range c.answers {
			documents[i].N, documents[i].Of = of(a)
		}
		return agreement.Share(documents)
	}
	return portions(func(a match.Answer) (int, int) { return a.Found, a.Marks }),
		portions(func(a match.Answer) (int, int) { return a.Same, a.Found }),
		portions(func(a match.Answer) (int, int) { return a.Edges, a.Same })
}

// labelSteps make the table of labels and the headline.
func (w *work) labelSteps(r *Report) []step {
	var steps []step
	first := 0
	if len(w.labels) > 1 {
		first = 1
	}
	r.Marks = make([]LabelRow, len(w.labels)+first)
	if first == 1 {
		steps = append(steps, step{"all labels", func() {
			c := w.count(nil)
			units := agreement.Undefined(agreement.Overlapping)
			row := w.labelRow("", c)
			row.Units = Figure{Measure: UAlpha, Figure: units}
			if documents := w.units().Values; documents != nil {
				row.Units = w.figure(UAlpha, agreement.UnitsAlpha(documents))
			}
			w.put(r, 0, row)
			r.Headline = append(w.headline(row), w.figure(UAlphaAny, agreement.UnitAlpha(w.units().Any)))
		}})
	}
	numbers := map[annotate.Label]int{}
	for k, l := range w.Labels() {
		numbers[l] = k
	}
	for i, l := range w.labels {
		steps = append(steps, step{fmt.Sprintf("label %s", l), func() {
			row := w.labelRow(l, w.count(func(t *survey.Tally) bool { return t.Label == numbers[l] }))
			row.Units = w.figure(UAlpha, agreement.UnitAlpha(w.units().ByLabel[i]))
			w.put(r, i+first, row)
			if first == 0 {
				r.Headline = w.headline(row)
			}
		}})
	}
	return steps
}

// put writes a row but for what its words come to, which another step writes.
func (w *work) put(r *Report, i int, row LabelRow) {
	at := &r.Marks[i]
	at.Label, at.Answer, at.Found, at.Same, at.Edges = row.Label, row.Answer, row.Found, row.Same, row.Edges
	at.Exact, at.Overlap, at.Token, at.Units = row.Exact, row.Overlap, row.Token, row.Units
}

func (w *work) labelRow(l annotate.Label, c *counts) LabelRow {
	row := LabelRow{Label: l, Answer: c.answer}
	found, same, edges := c.shares()
	row.Found, row.Same, row.Edges = w.figure(Found, found), w.figure(Same, same), w.figure(Edges, edges)
	row.Exact, row.Overlap, row.Token = w.three(c)
	return row
}

// headline is what stands above everything; α over words is added once it is known.
func (w *work) headline(row LabelRow) []Figure {
	return []Figure{row.Exact, row.Overlap, row.Token, row.Units}
}

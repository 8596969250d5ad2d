package report

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/unitizing"
)

// A CutRow is how people agree on a label as a way to cut the text. Called is Krippendorff's (k)uα, of all labels together cuα.
type CutRow struct {
	Label    annotate.Label `json:"label"` // "" is all labels; marks of any of them cut
	Called   Figure         `json:"k_unitizing_alpha"`
	Coverage Figure         `json:"coverage"` // what Called stands on
	Older    Figure         `json:"older_unitizing_alpha"`
	Boundary Figure         `json:"boundary"`
	Pi       Figure         `json:"boundary_pi"`
}

// nearMiss is how far apart cuts may be, in words, to be near: one beside the other.
const nearMiss = 2

// cutSteps compute the table of cuts: all labels first, where there are several.
func (w *work) cutSteps(r *Report) []step {
	var of [][]annotate.Label
	if len(w.labels) > 1 {
		of = append(of, w.labels)
	}
	for i := range w.labels {
		of = append(of, w.labels[i:i+1])
	}
	r.Cuts = make([]CutRow, len(of))
	// αU is one walk from end to end, which nothing else waits for.
	steps := []step{{"labels laid end to end", func() {
		older := w.older()
		for i, labels := range of {
			r.Cuts[i].Older = older(labels)
		}
	}}}
	for i, labels := range of {
		row := &r.Cuts[i]
		what := "all labels as cuts"
		if len(labels) == 1 {
			row.Label, what = labels[0], fmt.Sprintf("label %s as cuts", labels[0])
		}
		steps = append(steps, step{what, func() {
			row.Called, row.Coverage = w.called(labels)
			w.boundaries(row, labels)
		}})
	}
	return steps
}

// called computes (k)uα of a label, cuα of several, and the share of their text that either stands on.
func (w *work) called(labels []annotate.Label) (alpha, coverage Figure) {
	name, k := CUAlpha, -1
	if len(labels) == 1 {
		name, k = KUAlpha, slices.Index(w.labels, labels[0])
	}
	documents := w.units().Values
	if documents == nil {
		none := agreement.Undefined(agreement.Overlapping)
		return Figure{Measure: name, Figure: none}, Figure{Measure: Coverage, Figure: none}
	}
	sample := agreement.UnitLabelsAlpha(documents)
	if k >= 0 {
		sample = agreement.UnitLabelAlpha(documents, k)
	}
	return w.figure(name, sample), w.figure(Coverage, agreement.UnitCoverage(documents, k))
}

// older works out αU over the documents that everybody has read, laid end to end, and returns what has it of one of the labels, or of
// all.
func (w *work) older() func(labels []annotate.Label) Figure {
	laid := w.units().EndToEnd
	documents := laid.Documents()
	work := func(draws [][]int32) [][]agreement.Figure { // all labels, and each; by draw
		all, of := laid.AlphaU(draws)
		out := make([][]agreement.Figure, 1+len(w.labels))
		for r := range draws {
			out[0] = append(out[0], olderFigure(all[r], documents))
			for i, o := range of[r] {
				out[1+i] = append(out[1+i], olderFigure(o, documents))
			}
		}
		return out
	}
	var figures []agreement.Figure
	for _, f := range work([][]int32{slices.Repeat([]int32{1}, documents)}) {
		figures = append(figures, f[0])
	}
	if w.replicates > 0 {
		intervals := w.draws.documents(documents).Percentiles(figures, func(draws [][]int32) [][]agreement.Number {
			values := make([][]agreement.Number, len(figures))
			for i, drawn := range work(draws) {
				for _, f := range drawn {
					values[i] = append(values[i], f.Value)
				}
			}
			return values
		})
		for i := range figures {
			figures[i].Interval = intervals[i]
		}
	}
	return func(labels []annotate.Label) Figure {
		f := figures[0]
		if len(labels) == 1 {
			f = figures[1+slices.Index(w.labels, labels[0])]
		}
		return Figure{Measure: UOlder, Figure: f}
	}
}

// olderFigure is αU as a figure, without its interval.
func olderFigure(o unitizing.Older, documents int) agreement.Figure {
	f := agreement.Figure{Items: documents, Status: agreement.OK}
	switch o.Why {
	case unitizing.FewCoders:
		f.Status = agreement.FewCoders
	case unitizing.NothingDone:
		f.Status = agreement.NothingDone
	case unitizing.NoVariation:
		f.Status = agreement.NoVariation
	default:
		f.Pairable = documents
		f.Value, f.Observed, f.Expected = agreement.Of(o.Alpha), agreement.Of(o.Observed), agreement.Of(o.Expected)
	}
	return f
}

// boundaries computes boundary similarity, and how much of it is left beyond luck.
func (w *work) boundaries(row *CutRow, labels []annotate.Label) {
	both := agreement.BoundaryBoth(w.cutBy(labels), nearMiss)
	figures := both.Figures()
	row.Boundary, row.Pi = Figure{Measure: "boundary", Figure: figures[0]}, Figure{Measure: "boundary-pi", Figure: figures[1]}
	if w.replicates > 0 {
		intervals := both.Intervals(w.draws.documents(len(w.Documents)))
		row.Boundary.Interval, row.Pi.Interval = intervals[0], intervals[1]
	}
}

// cutBy returns the cuts of one of the labels, or of all.
func (w *work) cutBy(labels []annotate.Label) agreement.Cuts {
	c := w.cuts()
	if len(labels) == 1 {
		return c.by[slices.Index(w.labels, labels[0])]
	}
	return c.any
}

// labelCuts is where the text is cut by marks of any label, and of each.
type labelCuts struct {
	any agreement.Cuts
	by  []agreement.Cuts
}

// mucOf counts by document, over all pairs, what is right from both sides, of the marks of both: a partial hit is one of two. Where labels are given, marks of others are
// taken out of what was paired.
func (w *work) mucOf(labels []annotate.Label, of func(match.MUC) match.Tally) []agreement.Portion {
	documents := make([]agreement.Portion, len(w.Documents))
	hits := w.HitsOf(labels, func(m match.Matching) match.Hits {
		t := of(m.MUC())
		return match.Hits{Both: 2*t.Correct + t.Partial, A: 2*(t.Correct+t.Incorrect+t.Partial) + t.Missed + t.Spurious}
	})
	for i, h := range hits {
		documents[i] = agreement.Portion{N: h.Both, Of: h.A}
	}
	return documents
}

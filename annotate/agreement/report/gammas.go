package report

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/gamma"
)

// A Gamma is γ and its relatives over all documents.
type Gamma struct {
	All       Figure       `json:"gamma"`
	Labels    Figure       `json:"gamma_cat"`
	ByLabel   []GammaLabel `json:"gamma_k"`
	Samples   int          `json:"samples"`          // of luck, a document
	Error     float64      `json:"sampling_error"`   // of γ: in 95 of 100 cases it is off by no more
	Low       float64      `json:"low"`              // between these γ lies, where an alignment is not known to be the best
	High      float64      `json:"high"`             // else both are γ
	Exact     bool         `json:"exact"`            // every alignment is known to be the best
	Fragments int          `json:"fragments"`        // marks of several parts, which are taken from end to end
	Failed    string       `json:"failed,omitempty"` // why there is none
}

// A GammaLabel is γ-k of one label.
type GammaLabel struct {
	Label annotate.Label `json:"label"`
	Figure
}

// gammaSteps compute γ, a step a document, and put them together at last.
func (w *work) gammaSteps(r *Report) []step {
	g := &Gamma{Samples: gamma.SamplesFor(len(w.Documents)), Exact: true}
	r.Gamma = g
	documents, failed := make([]gamma.Document, len(w.Documents)), make([]error, len(w.Documents))
	fragments := make([]int, len(w.Documents))
	o := gamma.Options{Samples: g.Samples, Seed: w.seed}
	var steps []step
	for i, d := range w.Documents {
		steps = append(steps, step{"γ of " + string(d.ID), func() {
			var c gamma.Continuum
			c, fragments[i] = w.continuum(i)
			documents[i], failed[i] = gamma.Compare(c, o, i)
		}})
	}
	r.finish = append(r.finish, func() {
		for i, err := range failed {
			g.Fragments += fragments[i]
			if err != nil && g.Failed == "" {
				g.Failed = fmt.Sprintf("document %s: %v", w.Documents[i].ID, err)
			}
			g.Exact = g.Exact && documents[i].Exact
		}
		if g.Failed != "" {
			g.Exact = false
			return
		}
		over := gamma.Over(documents)
		g.Error, g.Low, g.High = over.Error, over.Low, over.High
		g.All = w.figure(GammaAll, agreement.Gamma(documents))
		g.Labels = w.figure(GammaCat, agreement.GammaOfLabels(documents, -1))
		for k, l := range w.labels {
			g.ByLabel = append(g.ByLabel, GammaLabel{l, w.figure(GammaK, agreement.GammaOfLabels(documents, int32(k)))})
		}
	})
	return steps
}

// continuum returns what was marked in a document, under the labels that are reported on, and how many marks have several parts:
// these go in from end to end.
func (w *work) continuum(i int) (gamma.Continuum, int) {
	c, fragments := gamma.Continuum{}, 0
	for a := range w.Annotators {
		l, ok := w.Documents[i].Layer(a)
		if !ok {
			continue
		}
		units := []gamma.Unit{}
		for s := range l.Spans() {
			if k, ok := slices.BinarySearch(w.labels, s.Label); ok {
				e := s.Envelope()
				units = append(units, gamma.Unit{From: float64(e.From), To: float64(e.To), Label: int32(k)})
				if len(s.Ranges) > 1 {
					fragments++
				}
			}
		}
		c = append(c, units)
	}
	return c, fragments
}

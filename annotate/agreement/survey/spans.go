package survey

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
)

// Marks is how the marks of one label agree, over all documents and all pairs of annotators who have both read them.
type Marks struct {
	Label   annotate.Label   `json:"label"` // "" is all labels together
	Answer  match.Answer     `json:"answer"`
	Exact   agreement.Figure `json:"exact_f1"`   // equal in label and edges
	Overlap agreement.Figure `json:"overlap_f1"` // of one label and sharing text, paired one to one

	// Units is Krippendorff's uα of all annotators at once. All labels together have none: their marks may overlap.
	Units *agreement.Figure `json:"unitizing_alpha,omitempty"`
}

// A pairing is the marks of two annotators, by number, in a document that both have read. Every figure about marks is made of
// these, so that what is the same mark is settled once.
type pairing struct {
	document, a, b int
	match.Matching
	linksA, linksB []match.Relation
}

// pair pairs the marks of all annotators, by document and name.
func (s *Survey) pair() {
	of := make([][]pairing, len(s.Documents))
	onAllCores(len(s.Documents), func(i int) {
		d := s.Documents[i]
		marks := make([]match.Marks, len(s.Annotators))
		for k, l := range d.layers {
			if l != nil {
				marks[k] = match.FromLayer(*l)
			}
		}
		for a := range s.Annotators {
			for b := range s.Annotators {
				if d.layers[a] != nil && d.layers[b] != nil && s.compares(a, b) {
					of[i] = append(of[i], pairing{i, a, b, match.Spans(marks[a].Spans, marks[b].Spans), marks[a].Links, marks[b].Links})
				}
			}
		}
	})
	s.pairings = slices.Concat(of...)
}

// compares reports whether a and b, by number, are to be compared, in this order: all pairs by name, or gold with everybody.
func (s Survey) compares(a, b int) bool {
	if s.gold >= 0 {
		return a == s.gold && b != a
	}
	return a < b
}

// Marks returns how marks agree: all labels first where there are several, then each by name. Labels given limit it to
// these. Intervals are by the draws; none, when there are none.
func (s Survey) Marks(only []annotate.Label, draws agreement.Draws) []Marks {
	labels := s.Labels()
	if len(only) > 0 {
		labels = slices.DeleteFunc(labels, func(l annotate.Label) bool { return !slices.Contains(only, l) })
	}
	type sums struct {
		answer         match.Answer
		exact, overlap []match.Hits // by document
	}
	of := map[string]*sums{}
	for _, l := range labels {
		of[string(l)] = &sums{exact: make([]match.Hits, len(s.Documents)), overlap: make([]match.Hits, len(s.Documents))}
	}
	for _, m := range s.pairings {
		i := m.document
		answers := m.Answers()
		overlap := map[string]match.Hits{}
		for _, p := range m.Pairs {
			if l := m.A[p.A].Label; l == m.B[p.B].Label {
				overlap[l] = overlap[l].Plus(match.Hits{Both: 1})
			}
		}
		for l, exact := range match.ExactByLabel(m.A, m.B) {
			if t := of[l]; t != nil {
				t.answer = t.answer.Plus(answers[l])
				t.exact[i] = t.exact[i].Plus(exact)
				t.overlap[i] = t.overlap[i].Plus(match.Hits{Both: overlap[l].Both, A: exact.A, B: exact.B})
			}
		}
	}
	figure := func(sample agreement.Sample) agreement.Figure {
		f := sample.Figure()
		if draws.Len() > 0 {
			f.Interval = sample.Interval(draws)
		}
		return f
	}
	units := s.Units(labels)
	var all []Marks
	whole := sums{exact: make([]match.Hits, len(s.Documents)), overlap: make([]match.Hits, len(s.Documents))}
	for _, l := range labels {
		t := of[string(l)]
		unit := figure(agreement.UnitAlpha(units.ByLabel[slices.Index(labels, l)]))
		all = append(all, Marks{l, t.answer, figure(agreement.SpanF1(t.exact)), figure(agreement.SpanF1(t.overlap)), &unit})
		whole.answer = whole.answer.Plus(t.answer)
		for i := range s.Documents {
			whole.exact[i], whole.overlap[i] = whole.exact[i].Plus(t.exact[i]), whole.overlap[i].Plus(t.overlap[i])
		}
	}
	if len(labels) > 1 {
		all = slices.Insert(all, 0, Marks{"", whole.answer, figure(agreement.SpanF1(whole.exact)), figure(agreement.SpanF1(whole.overlap)), nil})
	}
	return all
}

package survey

import (
	"cmp"
	"maps"
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
}

// A Difference is one thing that two annotators see differently, with what each has marked: nil for nothing.
type Difference struct {
	Document annotate.DocID     `json:"document"`
	Kind     string             `json:"kind"` // of [match.Disagreement]
	Name     string             `json:"attribute,omitempty"`
	A        annotate.Annotator `json:"a"`
	B        annotate.Annotator `json:"b"`
	OfA      *annotate.Span     `json:"span_a"`
	OfB      *annotate.Span     `json:"span_b"`
}

// pairs calls f for each document and each pair of annotators who have read it, by document and name.
func (s Survey) pairs(f func(document, a, b int, m match.Matching)) {
	for i, d := range s.Documents {
		lists := make([][]match.Span, len(s.Annotators))
		for k, l := range d.layers {
			if l != nil {
				lists[k] = spansOf(*l)
			}
		}
		for a := range s.Annotators {
			for b := a + 1; b < len(s.Annotators); b++ {
				if d.layers[a] != nil && d.layers[b] != nil {
					f(i, a, b, match.Spans(lists[a], lists[b]))
				}
			}
		}
	}
}

// spansOf returns a layer's spans in its order, without what is Galley's own.
func spansOf(l annotate.Layer) []match.Span {
	var all []match.Span
	for s := range l.Spans() {
		x := match.Span{ID: string(s.ID), Label: string(s.Label)}
		for _, r := range s.Ranges {
			x.Parts = append(x.Parts, match.Range{From: int(r.From), To: int(r.To)})
		}
		for _, f := range s.Attrs {
			if own(f.Name) {
				continue
			}
			if x.Attrs == nil {
				x.Attrs = map[string]string{}
			}
			x.Attrs[f.Name] = f.Value
		}
		all = append(all, x)
	}
	return all
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
	s.pairs(func(i, _, _ int, m match.Matching) {
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
	})
	figure := func(hits []match.Hits) agreement.Figure {
		sample := agreement.SpanF1(hits)
		f := sample.Figure()
		if draws.Len() > 0 {
			f.Interval = sample.Interval(draws)
		}
		return f
	}
	var all []Marks
	whole := sums{exact: make([]match.Hits, len(s.Documents)), overlap: make([]match.Hits, len(s.Documents))}
	for _, l := range labels {
		t := of[string(l)]
		all = append(all, Marks{l, t.answer, figure(t.exact), figure(t.overlap)})
		whole.answer = whole.answer.Plus(t.answer)
		for i := range s.Documents {
			whole.exact[i], whole.overlap[i] = whole.exact[i].Plus(t.exact[i]), whole.overlap[i].Plus(t.overlap[i])
		}
	}
	if len(labels) > 1 {
		all = slices.Insert(all, 0, Marks{"", whole.answer, figure(whole.exact), figure(whole.overlap)})
	}
	return all
}

// Differences lists what annotators see differently, the documents with the most of it first, within each in the order of
// the text. Labels given limit it to what one of the two has called so.
func (s Survey) Differences(only []annotate.Label) []Difference {
	var all []Difference
	many := map[annotate.DocID]int{}
	s.pairs(func(i, a, b int, m match.Matching) {
		d := s.Documents[i]
		span := func(of, at int, list []match.Span) *annotate.Span {
			if at < 0 {
				return nil
			}
			x, _ := d.layers[of].Span(annotate.SpanID(list[at].ID))
			return &x
		}
		for _, x := range m.Disagreements() {
			f := Difference{d.ID, x.Kind, x.Name, s.Annotators[a], s.Annotators[b], span(a, x.A, m.A), span(b, x.B, m.B)}
			if len(only) > 0 && !(f.OfA != nil && slices.Contains(only, f.OfA.Label) || f.OfB != nil && slices.Contains(only, f.OfB.Label)) {
				continue
			}
			all = append(all, f)
			many[d.ID]++
		}
	})
	slices.SortStableFunc(all, func(x, y Difference) int {
		return cmp.Or(cmp.Compare(many[y.Document], many[x.Document]), cmp.Compare(x.Document, y.Document))
	})
	return all
}

// Kinds counts differences by kind, in the order of the names.
func Kinds(all []Difference) (kinds []string, count map[string]int) {
	count = map[string]int{}
	for _, d := range all {
		count[d.Kind]++
	}
	return slices.Sorted(maps.Keys(count)), count
}

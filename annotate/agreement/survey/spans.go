package survey

import (
	"cmp"
	"iter"
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

	// Units is Krippendorff's uα of all annotators at once. All labels together have none: their marks may overlap.
	Units *agreement.Figure `json:"unitizing_alpha,omitempty"`
}

// A Difference is one thing that two annotators see differently, with what each has: nil for nothing.
type Difference struct {
	Document annotate.DocID     `json:"document"`
	Kind     match.Kind         `json:"kind"`
	Name     string             `json:"attribute,omitempty"`
	A        annotate.Annotator `json:"a"`
	B        annotate.Annotator `json:"b"`
	OfA      *annotate.Span     `json:"span_a"`
	OfB      *annotate.Span     `json:"span_b"`
	LinkOfA  *Linked            `json:"link_a,omitempty"`
	LinkOfB  *Linked            `json:"link_b,omitempty"`
	Follows  bool               `json:"follows,omitempty"` // a link at a mark that one of them has missed
}

// A Linked is a link with the marks at its ends.
type Linked struct {
	annotate.Relation
	From annotate.Span `json:"head_span"`
	To   annotate.Span `json:"tail_span"`
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

// Differences lists what annotators see differently, the documents with the most of it first, within each in the order of
// the text. Labels given limit it to marks that one of the two has called so, and links at such marks.
func (s Survey) Differences(only []annotate.Label) []Difference {
	all := slices.Collect(s.DifferencesOf(only))
	many := map[annotate.DocID]int{}
	for _, d := range all {
		many[d.Document]++
	}
	slices.SortStableFunc(all, func(x, y Difference) int {
		return cmp.Or(cmp.Compare(many[y.Document], many[x.Document]), cmp.Compare(x.Document, y.Document))
	})
	return all
}

// KindsByDocument counts differences of each document by kind. Labels given limit it as in [Survey.Differences].
func (s Survey) KindsByDocument(only []annotate.Label) []map[match.Kind]int {
	kinds := make([]map[match.Kind]int, len(s.Documents))
	for i := range kinds {
		kinds[i] = map[match.Kind]int{}
	}
	if len(only) > 0 {
		place := make(map[annotate.DocID]int, len(s.Documents))
		for i, d := range s.Documents {
			place[d.ID] = i
		}
		for d := range s.DifferencesOf(only) {
			kinds[place[d.Document]][d.Kind]++
		}
		return kinds
	}
	documents := slices.Collect(chunked(s.pairings))
	onAllCores(len(documents), func(i int) {
		for _, p := range documents[i] {
			p.Count(kinds[p.document], p.linksA, p.linksB, nil)
		}
	})
	return kinds
}

// DifferencesOf yields the same by document and pair, without keeping them: there may be a great many.
func (s Survey) DifferencesOf(only []annotate.Label) iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		for _, p := range s.pairings {
			d := s.Documents[p.document]
			a, b := d.layers[p.a], d.layers[p.b]
			for _, x := range match.Sorted(p.Disagreements(), p.LinkDisagreements(p.linksA, p.linksB, nil)) {
				f := Difference{Document: d.ID, Kind: x.Kind, Name: x.Name, A: s.Annotators[p.a], B: s.Annotators[p.b], Follows: x.Follows}
				if x.Kind == match.Link {
					f.LinkOfA, f.LinkOfB = linked(a, x.A), linked(b, x.B)
				} else {
					f.OfA, f.OfB = span(a, x.A), span(b, x.B)
				}
				if len(only) > 0 && !slices.ContainsFunc(f.labels(), func(l annotate.Label) bool { return slices.Contains(only, l) }) {
					continue
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}

// span returns the mark of that id; nil where there is none.
func span(l *annotate.Layer, id string) *annotate.Span {
	if x, ok := l.Span(annotate.SpanID(id)); ok {
		return &x
	}
	return nil
}

// linked returns the link of that id; nil where there is none.
func linked(l *annotate.Layer, id string) *Linked {
	r, ok := l.Relation(annotate.SpanID(id))
	if !ok {
		return nil
	}
	from, _ := l.Span(r.Head)
	to, _ := l.Span(r.Tail)
	return &Linked{r, from, to}
}

// labels returns what the marks that it is about are called.
func (d Difference) labels() []annotate.Label {
	var all []annotate.Label
	for _, s := range []*annotate.Span{d.OfA, d.OfB} {
		if s != nil {
			all = append(all, s.Label)
		}
	}
	for _, l := range []*Linked{d.LinkOfA, d.LinkOfB} {
		if l != nil {
			all = append(all, l.From.Label, l.To.Label)
		}
	}
	return all
}

// Kinds counts differences by kind, in the order of the names.
func Kinds(all []Difference) (kinds []match.Kind, count map[match.Kind]int) {
	count = map[match.Kind]int{}
	for _, d := range all {
		count[d.Kind]++
	}
	return slices.Sorted(maps.Keys(count)), count
}

package report

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// A By says what a table has a row of.
type By string

// The rows of a table.
const (
	ByLabel    By = "label"
	ByDocument By = "document"
	ByPair     By = "pair"
)

// Names returns the names of all measures that a table can have, those of marks first.
func Names() []string {
	var names []string
	for _, m := range spanMeasures() {
		names = append(names, m.name)
	}
	for _, m := range agreement.Measures() {
		if m.Of != nil {
			names = append(names, m.Name)
		}
	}
	return names
}

// Table computes measures by name, of each label, attribute and type of link that they suit: over all documents, or for each
// document, or each pair of annotators. No measures means those that suit what is rated, and F1 of marks. It fails as [Make] does. The report has
// figures alone.
func Table(sheets []survey.Sheet, scheme annotate.Scheme, by By, measures []string, o Options) (Report, error) {
	o.Labels = slices.Sorted(slices.Values(o.Labels))
	sheets = o.Apply(sheets)
	s := survey.New(sheets)
	r := Report{Galley: Format, Scheme: Scheme{scheme.ID, scheme.Version, scheme.Title}, Options: o, Annotators: s.Annotators, Documents: len(s.Documents), LeftOut: s.LeftOut}
	r.Options.Progress = nil
	if err := nothing(s); err != nil {
		return r, err
	}
	if err := used(o.Labels, s.Labels()); err != nil {
		return r, err
	}
	w := newWork(s, scheme, o)
	r.Seed = fmt.Sprintf("%016x", w.seed)
	var coding, spans []string
	for _, name := range measures {
		if slices.ContainsFunc(spanMeasures(), func(m spanMeasure) bool { return m.name == name }) {
			spans = append(spans, name)
		} else {
			coding = append(coding, name)
		}
	}
	if len(measures) == 0 {
		spans = []string{F1Exact, F1Overlap, F1Token}
	}
	if len(coding) > 0 || len(measures) == 0 {
		r.Figures = w.ratings(by, coding)
	}
	if len(spans) == 0 {
		r.name()
		return r, nil
	}
	parts := []part{{w: w}}
	switch by {
	case ByDocument:
		parts = nil
		for _, d := range s.Documents {
			parts = append(parts, part{document: d.ID, filter: survey.Filter{Documents: []annotate.DocID{d.ID}}})
		}
	case ByPair:
		parts = nil
		for a := range s.Annotators {
			for b := a + 1; b < len(s.Annotators); b++ {
				two := []annotate.Annotator{s.Annotators[a], s.Annotators[b]}
				parts = append(parts, part{pair: []string{string(two[0]), string(two[1])}, filter: survey.Filter{Annotators: two}})
			}
		}
	}
	var steps []step
	found := make([][]SubjectFigure, len(parts))
	for i, p := range parts {
		steps = append(steps, step{p.String(), func() {
			if p.w == nil {
				p.w = newWork(survey.New(p.filter.Apply(sheets)), scheme, o)
				p.w.seed = w.seed
			}
			if by == ByDocument {
				p.w.replicates = 0 // one document has no interval
			}
			for _, m := range spanMeasures() {
				if !slices.Contains(spans, m.name) {
					continue
				}
				for _, f := range m.of(p.w, m.name) {
					f.Document, f.Pair = p.document, p.pair
					found[i] = append(found[i], f)
				}
			}
		}})
	}
	if err := run(steps, o.Progress); err != nil {
		return r, err
	}
	r.Figures = append(r.Figures, slices.Concat(found...)...)
	r.name()
	return r, nil
}

// used returns an error for a label that is not among those used.
func used(wanted []annotate.Label, all ...[]annotate.Label) error {
	for _, l := range wanted {
		if !slices.Contains(slices.Concat(all...), l) {
			return fmt.Errorf("no label %q on documents that two people have read", l)
		}
	}
	return nil
}

// A part is what one row of a table is about.
type part struct {
	document annotate.DocID
	pair     []string
	filter   survey.Filter
	w        *work
}

func (p part) String() string {
	switch {
	case p.document != "":
		return string(p.document)
	case p.pair != nil:
		return p.pair[0] + " and " + p.pair[1]
	}
	return "marks"
}

// ratings are the figures of what annotators put into categories; no measures means those that suit.
func (w *work) ratings(by By, measures []string) []SubjectFigure {
	var all []SubjectFigure
	for _, s := range w.Subjects(w.scheme, w.only) {
		add := func(f SubjectFigure, x *agreement.Items, suited []string, interval bool) {
			if len(measures) > 0 {
				suited = measures
			}
			f.Kind, f.Name, f.On = s.Kind, s.Name, s.Def.On
			for _, name := range suited {
				if sets := s.Items.Sets != nil; sets && inOrder(name) || !sets && ofSets(name) {
					continue // sets of labels have no order, and what is no set has nothing in common with others
				}
				f.Figure = w.rated(s, x, name)
				if !interval {
					f.Interval = agreement.Interval{}
				}
				all = append(all, f)
			}
		}
		switch by {
		case ByLabel:
			add(SubjectFigure{}, s.Items, s.Measures, true)
		case ByDocument:
			if s.Kind == survey.OfAttribute { // of which a document is a single item
				continue
			}
			for i, d := range w.Documents {
				add(SubjectFigure{Document: d.ID}, s.Items.In(i), s.Measures, false)
			}
		case ByPair:
			for a := range w.Annotators {
				for b := range a {
					place, n := w.shared(func(read []bool) bool { return read[a] && read[b] })
					x := s.Items.Pair(b, a).Within(place, n)
					add(SubjectFigure{Pair: x.Coders}, x, s.Pairwise, true)
				}
			}
		}
	}
	return all
}

func inOrder(measure string) bool {
	return slices.Contains([]string{"alpha-ordinal", "alpha-interval", "alpha-ratio"}, measure)
}

func ofSets(measure string) bool {
	return slices.Contains([]string{"alpha-masi", "alpha-jaccard"}, measure)
}

// A spanMeasure computes one measure of marks or links, of all that it suits.
type spanMeasure struct {
	name string
	of   func(w *work, name string) []SubjectFigure
}

// Of links, as a kind of subject.
const OfLinks survey.Kind = "link"

func spanMeasures() []spanMeasure {
	return []spanMeasure{
		{Found, ofAnswers(0)},
		{Same, ofAnswers(1)},
		{Edges, ofAnswers(2)},
		{F1Exact, ofTallies((*survey.Tally).Exact)},
		{F1Edges, ofPairings(func(m match.Matching) match.Hits { return match.ExactEdges(m.A, m.B) })},
		{F1Overlap, ofTallies((*survey.Tally).Overlapping)},
		{F1AnyLabel, ofPairings(func(m match.Matching) match.Hits { return m.Overlapping(false) })},
		{F1Half, ofTallies((*survey.Tally).Halves)},
		{F1Token, ofTallies((*survey.Tally).Tokens)},
		{F1Character, ofCharacters},
		{UAlpha, ofUnits},
		{UAlphaAny, func(w *work, name string) []SubjectFigure {
			return w.ofAll(w.figure(name, agreement.UnitAlpha(w.units().Any)))
		}},
		{CUAlpha, func(w *work, name string) []SubjectFigure {
			f := Figure{Measure: name, Figure: agreement.Undefined(agreement.Overlapping)}
			if documents := w.units().Values; documents != nil {
				f = w.figure(name, agreement.UnitLabelsAlpha(documents))
			}
			return w.ofAll(f)
		}},
		{KUAlpha, func(w *work, name string) []SubjectFigure {
			alpha := func(labels []annotate.Label) Figure { alpha, _ := w.called(labels); return alpha }
			return slices.DeleteFunc(w.ofEach(alpha), func(f SubjectFigure) bool { return f.Measure != name })
		}},
		{Coverage, func(w *work, _ string) []SubjectFigure {
			return w.ofEach(func(labels []annotate.Label) Figure { _, coverage := w.called(labels); return coverage })
		}},
		{UOlder, func(w *work, _ string) []SubjectFigure { return w.ofEach(w.older()) }},
		{"boundary", ofCuts},
		{"boundary-pi", ofCuts},
		{"boundary-kappa", ofCuts},
		{MUCStrict, ofMUC(func(m match.MUC) match.Tally { return m.Strict })},
		{MUCExact, ofMUC(func(m match.MUC) match.Tally { return m.Exact })},
		{MUCPartial, ofMUC(func(m match.MUC) match.Tally { return m.Partial })},
		{MUCType, ofMUC(func(m match.MUC) match.Tally { return m.Type })},
		{GammaAll, ofGamma(func(g *Gamma) []GammaLabel { return []GammaLabel{{"", g.All}} })},
		{GammaCat, ofGamma(func(g *Gamma) []GammaLabel { return []GammaLabel{{"", g.Labels}} })},
		{GammaK, ofGamma(func(g *Gamma) []GammaLabel { return g.ByLabel })},
		{Presence, ofValues(func(t survey.ValueTally) (agreement.Portion, match.Hits) { return t.Presence, match.Hits{} })},
		{F1Joint, ofValues(func(t survey.ValueTally) (agreement.Portion, match.Hits) { return agreement.Portion{}, t.Joint })},
		{F1Links, ofLinks(func(l LinkRow) *Figure { return &l.Labelled })},
		{F1AnyLink, ofLinks(func(l LinkRow) *Figure { return l.AnyType })},
		{LinkAccuracy, ofLinks(func(l LinkRow) *Figure { return &l.Given })},
	}
}

// ofAll is a figure of all labels; of the only one, where there is no other.
func (w *work) ofAll(f Figure) []SubjectFigure {
	if len(w.labels) == 1 {
		return []SubjectFigure{{Kind: survey.OfLabel, Name: string(w.labels[0]), Figure: f}}
	}
	return []SubjectFigure{{Kind: survey.OfLabels, Figure: f}}
}

// ofEach is a figure of all labels, where there are several, and of each.
func (w *work) ofEach(of func(labels []annotate.Label) Figure) []SubjectFigure {
	var all []SubjectFigure
	if len(w.labels) != 1 {
		all = w.ofAll(of(w.labels))
	}
	for _, l := range w.labels {
		all = append(all, SubjectFigure{Kind: survey.OfLabel, Name: string(l), Figure: of([]annotate.Label{l})})
	}
	return all
}

// countOf sums up the tallies of these labels.
func (w *work) countOf(labels []annotate.Label, count func(*survey.Tally)) {
	wanted := make([]bool, len(w.Labels()))
	for k, l := range w.Labels() {
		wanted[k] = slices.Contains(labels, l)
	}
	for i := range w.tallies {
		if t := &w.tallies[i]; wanted[t.Label] {
			count(t)
		}
	}
}

func ofTallies(of func(*survey.Tally) match.Hits) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		return w.ofEach(func(labels []annotate.Label) Figure {
			hits := make([]match.Hits, len(w.Documents))
			w.countOf(labels, func(t *survey.Tally) { hits[t.Document] = hits[t.Document].Plus(of(t)) })
			return w.figure(name, agreement.SpanF1(hits))
		})
	}
}

func ofAnswers(which int) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		return w.ofEach(func(labels []annotate.Label) Figure {
			c := newCounts(len(w.Documents))
			w.countOf(labels, func(t *survey.Tally) { c.add(t.Document, t) })
			found, same, edges := c.shares()
			return w.figure(name, []agreement.Sample{found, same, edges}[which])
		})
	}
}

// ofPairings counts marks whatever their label. Where labels are asked for, marks of others are not there.
func ofPairings(of func(match.Matching) match.Hits) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		return w.ofAll(w.figure(name, agreement.SpanF1(w.HitsOf(w.only, of))))
	}
}

func ofCuts(w *work, name string) []SubjectFigure {
	m, _ := agreement.Find(name)
	return w.ofEach(func(labels []annotate.Label) Figure { return w.figure(name, m.In(w.cutBy(labels), nearMiss)) })
}

// ofMUC is the F1 of two of equal standing: half hits are why everything counts twice.
func ofMUC(of func(match.MUC) match.Tally) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		return w.ofEach(func(labels []annotate.Label) Figure {
			return w.figure(name, agreement.Share(w.mucOf(labels, of)))
		})
	}
}

func ofCharacters(w *work, name string) []SubjectFigure {
	return w.ofEach(func(labels []annotate.Label) Figure {
		return w.figure(name, agreement.SpanF1(w.HitsOf(labels, func(m match.Matching) match.Hits {
			return match.Units(m.A, m.B, match.Characters)
		})))
	})
}

func ofUnits(w *work, name string) []SubjectFigure {
	return w.ofEach(func(labels []annotate.Label) Figure {
		if len(labels) == 1 {
			return w.figure(name, agreement.UnitAlpha(w.units().ByLabel[slices.Index(w.labels, labels[0])]))
		}
		if documents := w.units().Values; documents != nil {
			return w.figure(name, agreement.UnitsAlpha(documents))
		}
		return Figure{Measure: name, Figure: agreement.Undefined(agreement.Overlapping)}
	})
}

func ofGamma(of func(*Gamma) []GammaLabel) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		var r Report
		for _, s := range w.gammaSteps(&r) {
			s.do()
		}
		for _, finish := range r.finish {
			finish()
		}
		var all []SubjectFigure
		for _, x := range of(r.Gamma) {
			x.Measure = name
			if x.Label == "" {
				all = append(all, w.ofAll(x.Figure)...)
				continue
			}
			all = append(all, SubjectFigure{Kind: survey.OfLabel, Name: string(x.Label), Figure: x.Figure})
		}
		return all
	}
}

func ofValues(of func(survey.ValueTally) (agreement.Portion, match.Hits)) func(*work, string) []SubjectFigure {
	return func(w *work, name string) []SubjectFigure {
		var all []SubjectFigure
		for _, def := range w.scheme.Attributes {
			documents := w.ValueTallies(def, w.only)
			portions, hits := make([]agreement.Portion, len(documents)), make([]match.Hits, len(documents))
			marked := match.Hits{}
			for i, t := range documents {
				portions[i], hits[i] = of(t)
				marked = marked.Plus(t.Marked)
			}
			if marked.A+marked.B == 0 {
				continue
			}
			sample := agreement.Share(portions)
			if name == F1Joint {
				sample = agreement.SpanF1(hits)
			}
			all = append(all, SubjectFigure{Kind: survey.OfValue, Name: def.ID, On: def.On, Figure: w.figure(name, sample)})
		}
		return all
	}
}

func ofLinks(of func(LinkRow) *Figure) func(*work, string) []SubjectFigure {
	return func(w *work, _ string) []SubjectFigure {
		var all []SubjectFigure
		for _, row := range w.links() {
			if f := of(row); f != nil {
				all = append(all, SubjectFigure{Kind: OfLinks, Name: string(row.Label), Figure: *f})
			}
		}
		return all
	}
}

package report

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

// shared returns the documents that all of these annotators, by number, have read: their places among the documents kept, or -1,
// and how many there are. An interval must not draw documents that have no say.
func (w *work) shared(wanted func(read []bool) bool) (place []int, n int) {
	place = make([]int, len(w.Documents))
	read := make([]bool, len(w.Annotators))
	for i, d := range w.Documents {
		for a := range read {
			_, read[a] = d.Layer(a)
		}
		place[i] = -1
		if wanted(read) {
			place[i] = n
			n++
		}
	}
	return place, n
}

// countIn sums up tallies that are wanted, over the documents that have a place.
func (w *work) countIn(place []int, n int, wanted func(*survey.Tally) bool) *counts {
	c := newCounts(n)
	for i := range w.tallies {
		if t := &w.tallies[i]; place[t.Document] >= 0 && wanted(t) {
			c.add(place[t.Document], t)
		}
	}
	return c
}

// pairSteps compare annotators two by two.
func (w *work) pairSteps(r *Report, subjects []survey.Subject) []step {
	words, measure := wordsOfAll(subjects)
	var steps []step
	for a := range w.Annotators {
		for b := a + 1; b < len(w.Annotators); b++ {
			i := len(r.Pairs)
			r.Pairs = append(r.Pairs, PairRow{})
			steps = append(steps, step{fmt.Sprintf("%s and %s", w.Annotators[a], w.Annotators[b]), func() {
				place, n := w.shared(func(read []bool) bool { return read[a] && read[b] })
				c := w.countIn(place, n, func(t *survey.Tally) bool { return t.A == a && t.B == b })
				row := PairRow{A: w.Annotators[a], B: w.Annotators[b], Documents: n, Answer: c.answer}
				row.Exact, row.Overlap, row.Token = w.three(c)
				if words != nil {
					row.Words = w.rated(*words, words.Items.Pair(a, b).Within(place, n), measure)
				}
				r.Pairs[i] = row
			}})
		}
	}
	return steps
}

// wordsOfAll returns the subject that all words under all labels are, and the measure that suits it; nil where nobody has
// marked anything.
func wordsOfAll(subjects []survey.Subject) (all *survey.Subject, measure string) {
	for i, s := range subjects {
		switch s.Kind {
		case survey.OfLabels:
			return &subjects[i], "alpha-masi"
		case survey.OfLabel:
			all, measure = &subjects[i], "alpha" // the only label, where there is no subject of several
		}
	}
	return all, measure
}

// peopleSteps hold each annotator against the rest.
func (w *work) peopleSteps(r *Report, subjects []survey.Subject) []step {
	r.People = make([]PersonRow, len(w.Annotators))
	var steps []step
	for a, name := range w.Annotators {
		steps = append(steps, step{fmt.Sprintf("%s and the rest", name), func() {
			place, n := w.shared(func(read []bool) bool { return read[a] })
			c := w.countIn(place, n, func(t *survey.Tally) bool { return t.A == a || t.B == a })
			row := &r.People[a]
			row.Annotator, row.Documents = name, n
			for _, d := range w.Documents {
				if l, ok := d.Layer(a); ok {
					row.Marks += w.marks(l)
				}
			}
			row.Exact, row.Overlap, row.Token = w.three(c)
		}})
	}
	// People of one subject are found together, and steps of different subjects must not write to one list.
	subjectsOf := make([][]survey.Person, len(subjects))
	for i, s := range subjects {
		steps = append(steps, step{"people on " + subjectName(s), func() {
			subjectsOf[i] = w.Survey.People(s, w.draws.documents(len(w.Documents)), w.seed)
		}})
	}
	r.finish = append(r.finish, func() {
		for a := range r.People {
			for i, s := range subjects {
				p := subjectsOf[i][a]
				p.WithRest.SE = agreement.Number{}
				if w.replicates == 0 {
					p.WithRest.Interval = agreement.Interval{}
				}
				r.People[a].Subjects = append(r.People[a].Subjects, PersonSubject{s.Kind, s.Name, s.Def.On, p})
			}
		}
	})
	return steps
}

// marks counts the marks of a layer that are reported on.
func (w *work) marks(l annotate.Layer) int {
	if len(w.only) == 0 {
		return l.Len()
	}
	n := 0
	for s := range l.Spans() {
		if slices.Contains(w.only, s.Label) {
			n++
		}
	}
	return n
}

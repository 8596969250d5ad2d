package report

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

// ErrNobody reports that there is nobody to compare with: fewer than two people have read a document in common, and there is
// no gold layer of what they have read.
var ErrNobody = errors.New("agreement needs two who have")

// Make works out a report of sheets: layers with the documents that they lie on, gold layers among them, in any order. An error
// says why nothing can be compared, that a label is not used, or is what Progress returned. It takes about a second for a
// hundred thousand marks with intervals; γ takes longer.
func Make(sheets []survey.Sheet, scheme annotate.Scheme, o Options) (Report, error) {
	r, _, err := MakeLaid(sheets, scheme, o)
	return r, err
}

// Laid is what a report was made of.
type Laid struct {
	People survey.Survey
	Gold   survey.Survey // beside gold, as [survey.Against] has it; empty where nothing is settled
}

// MakeLaid is [Make], and hands out what the report was made of: what is behind the figures need not be laid side by side again.
func MakeLaid(sheets []survey.Sheet, scheme annotate.Scheme, o Options) (Report, Laid, error) {
	o.Labels = slices.Sorted(slices.Values(o.Labels))
	r := Report{Galley: Format, Scheme: Scheme{scheme.ID, scheme.Version, scheme.Title}, Options: o}
	r.Options.Progress = nil
	sheets = o.Apply(sheets)
	var people, gold survey.Survey
	var settled bool
	laying := []step{
		{"laying layers side by side", func() { people = survey.New(sheets) }},
		{"laying layers beside gold", func() { gold, settled = survey.Against(sheets) }},
	}
	if err := run(laying, nil); err != nil {
		return r, Laid{}, err
	}
	laid := Laid{People: people}
	if settled {
		laid.Gold = gold
	}
	r.Annotators, r.Documents, r.LeftOut = people.Annotators, len(people.Documents), people.LeftOut
	if why := nothing(people); why != nil {
		if !settled {
			return r, laid, why
		}
		r.NoAgreement = why.Error()
	}
	if err := used(o.Labels, people.Labels(), gold.Labels()); err != nil {
		return r, laid, err
	}
	var steps []step
	if r.NoAgreement == "" {
		w := newWork(people, scheme, o)
		r.Seed = fmt.Sprintf("%016x", w.seed)
		steps = append(steps, w.steps(&r)...)
	}
	if settled {
		r.Gold = &Gold{}
		steps = append(steps, newWork(gold, scheme, o).goldSteps(r.Gold)...)
	}
	if err := run(steps, o.Progress); err != nil {
		return r, laid, err
	}
	for _, finish := range r.finish {
		finish()
	}
	r.finish = nil
	r.name()
	return r, laid, nil
}

// nothing says why the survey has nothing to compare; nil when it has.
func nothing(s survey.Survey) error {
	switch {
	case len(s.Annotators) == 0:
		return fmt.Errorf("nobody has marked or finished a document: %w", ErrNobody)
	case len(s.Annotators) == 1:
		return fmt.Errorf("only %s has marked or finished a document: %w", s.Annotators[0], ErrNobody)
	case len(s.Documents) == 0:
		return errors.New("no document was read by two people")
	}
	return nil
}

// work is what all parts of a report are made of.
type work struct {
	survey.Survey
	scheme     annotate.Scheme
	only       []annotate.Label
	labels     []annotate.Label // that are reported on, by name
	tallies    []survey.Tally   // of these labels
	seed       uint64
	replicates int
	gamma      bool
	draws      *draws
	units      func() survey.Units // of these labels, worked out when it is first asked for
	cuts       func() labelCuts    // the same
}

func newWork(s survey.Survey, scheme annotate.Scheme, o Options) *work {
	w := &work{Survey: s, scheme: scheme, only: o.Labels, seed: s.Seed(), replicates: o.Replicates, gamma: o.Gamma}
	w.draws = &draws{seed: w.seed, replicates: o.Replicates, of: map[int]agreement.Draws{}}
	w.units = sync.OnceValue(func() survey.Units { return s.Units(w.labels) })
	w.cuts = sync.OnceValue(func() labelCuts {
		any, by := s.Cuts(w.labels)
		return labelCuts{any, by}
	})
	wanted := make([]bool, len(s.Labels()))
	for k, l := range s.Labels() {
		if wanted[k] = len(o.Labels) == 0 || slices.Contains(o.Labels, l); wanted[k] {
			w.labels = append(w.labels, l)
		}
	}
	w.tallies = s.Tallies()
	if len(w.labels) < len(wanted) {
		w.tallies = slices.DeleteFunc(w.tallies, func(t survey.Tally) bool { return !wanted[t.Label] })
	}
	return w
}

// draws are resamples of so many documents, made when they are first asked for.
type draws struct {
	lock       sync.Mutex
	seed       uint64
	replicates int
	of         map[int]agreement.Draws
}

func (d *draws) documents(n int) agreement.Draws {
	d.lock.Lock()
	defer d.lock.Unlock()
	drawn, ok := d.of[n]
	if !ok {
		drawn = agreement.NewDraws(d.seed, n, d.replicates)
		d.of[n] = drawn
	}
	return drawn
}

// figure computes a sample with its interval.
func (w *work) figure(measure string, s agreement.Sample) Figure {
	f := Figure{Measure: measure, Figure: s.Figure()}
	f.Parts = nil
	// The formulas take items for independent, which words and marks of one article are not.
	f.SE, f.Interval = agreement.Number{}, agreement.Interval{}
	if w.replicates > 0 {
		f.Interval = s.Interval(w.draws.documents(s.Documents()))
	}
	return f
}

// plain computes a sample of a single document, which has no interval.
func plain(measure string, s agreement.Sample) Figure {
	f := Figure{Measure: measure, Figure: s.Figure()}
	f.Parts = nil
	f.SE, f.Interval = agreement.Number{}, agreement.Interval{}
	return f
}

// steps are the parts of a report on people.
func (w *work) steps(r *Report) []step {
	subjects := w.Subjects(w.scheme, w.only)
	var all []step
	r.finish = append(r.finish, func() {
		if len(r.Marks) > 0 {
			r.Headline = append(r.Headline, r.Marks[0].Words)
		}
	})
	all = append(all, w.labelSteps(r)...)
	all = append(all, w.cutSteps(r)...)
	all = append(all, w.subjectSteps(r, subjects)...)
	all = append(all, w.attributeSteps(r, subjects)...)
	all = append(all, w.peopleSteps(r, subjects)...) // before the pairs: models take long, and what takes long must not be all that is left
	all = append(all, w.pairSteps(r, subjects)...)
	all = append(all,
		step{"links", func() { r.Links = w.links() }},
		step{"confusion", func() { c := w.Confusion(w.only, -1); r.Confusion = &c }},
		step{"rounds", func() { r.Rounds, r.NoRounds = w.rounds() }},
		step{"documents", func() { r.ByDocument, r.Kinds = w.documents() }},
	)
	if w.gamma {
		all = append(all, w.gammaSteps(r)...)
	}
	return all
}

// name lists what is meant by every measure that the report has a figure of, in the order of [All].
func (r *Report) name() {
	used := map[string]bool{}
	r.Each(func(f *Figure) { used[f.Measure] = true })
	if len(r.People) > 0 {
		used[WithRest], used[DawidSkene], used[MACE] = true, true, true
	}
	r.Measures = []Measure{}
	for _, m := range All() {
		if used[m.Name] {
			r.Measures = append(r.Measures, m)
		}
	}
}

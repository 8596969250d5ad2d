package gamma

import "math"

// A Document is what comparing its annotators came to.
type Document struct {
	Annotators, Units int
	Mean              float64 // units of an annotator
	Best              Alignment

	// Costs of alignments, not divided by the mean number of units: they add up over documents.
	Observed, Least float64 // of the best alignment, and a bound that it cannot lie below
	Expected        float64 // what luck comes to: the mean disorder of samples by this document's mean number of units
	LeastExpected   float64 // the same from the bounds of the samples' alignments

	Samples  int
	Variance float64 // of Expected, from one sample to the next
	Exact    bool    // all alignments are known to be the best

	Labels []Labelled // of γ-cat; then of γ-k, by label
}

// A Labelled is how far labels of aligned units are apart, in one document. Weight times a mean adds up over documents.
type Labelled struct {
	Label    int32   // -1 for all
	Weight   float64 // by how much pairs of the best alignment are trusted in all; 0 where no unit has a counterpart
	Observed float64 // Weight times the mean distance of labels
	Expected float64 // Weight times what luck comes to
	Samples  int     // in which it is defined; 0 leaves the document out
}

// Compare compares the annotators of one document. Its number among the documents chooses its random numbers. Without
// any unit there is nothing to compare, which counts as no cost and none expected.
func Compare(c Continuum, o Options, number int) (Document, error) {
	o = o.filled()
	if err := o.Check(); err != nil {
		return Document{}, err
	}
	if err := c.Check(o); err != nil {
		return Document{}, err
	}
	d := Document{Annotators: len(c), Units: c.Units(), Mean: c.Mean(), Exact: true}
	if d.Units == 0 {
		return d, nil
	}
	s, tally := newSource(c, o, uint64(number)), newTally(c, o)
	for range o.Samples {
		tally.add(s.next())
	}
	if o.Precision > 0 {
		for range Required(tally.disorders, o.Precision) - o.Samples {
			tally.add(s.next())
		}
	}
	tally.sumUp(&d)
	return d, nil
}

// Replay compares the annotators of one document with samples that were made elsewhere, and returns the disorder of each.
func Replay(c Continuum, samples []Continuum, o Options) (Document, []float64, error) {
	o = o.filled()
	if err := o.Check(); err != nil {
		return Document{}, nil, err
	}
	for _, one := range append([]Continuum{c}, samples...) {
		if err := one.Check(o); err != nil {
			return Document{}, nil, err
		}
	}
	d := Document{Annotators: len(c), Units: c.Units(), Mean: c.Mean(), Exact: true}
	if d.Units == 0 {
		return d, nil, nil
	}
	t := newTally(c, o)
	t.slack = 0
	for _, s := range samples {
		t.add(s)
	}
	t.sumUp(&d)
	return d, t.disorders, nil
}

// sampleSlack is how far a sample's alignment may be off, as a share: it disappears in the spread of samples.
const sampleSlack = 1e-4

// A tally adds samples up.
type tally struct {
	document  Continuum
	o         Options
	slack     float64
	labels    int // up to the last that occurs
	disorders []float64
	least     float64
	exact     bool
	expected  []Labelled // Expected is the sum over samples of the mean distance
}

func newTally(c Continuum, o Options) *tally {
	t := &tally{document: c, o: o, slack: sampleSlack, exact: true}
	for _, units := range c {
		for _, u := range units {
			t.labels = max(t.labels, int(u.Label)+1)
		}
	}
	t.expected = make([]Labelled, t.labels+1)
	return t
}

// add aligns a sample. One without units has no disorder, and is left out.
func (t *tally) add(c Continuum) {
	a := align(c, t.o, t.slack)
	disorder, ok := a.Disorder()
	if !ok {
		return
	}
	t.disorders = append(t.disorders, disorder)
	t.least += a.Bound / c.Mean()
	t.exact = t.exact && a.Exact()
	for i, apart := range a.Labels(c, t.o, t.labels) {
		if apart.Weight > 0 {
			t.expected[i].Samples++
			t.expected[i].Expected += apart.Sum / apart.Weight
		}
	}
}

// sumUp writes what the samples and the best alignment came to.
func (t *tally) sumUp(d *Document) {
	d.Best = align(t.document, t.o, 0)
	d.Observed, d.Least = d.Best.Cost, d.Best.Bound
	d.Exact = t.exact && d.Best.Exact()
	if d.Samples = len(t.disorders); d.Samples > 0 {
		mean, s := t.document.Mean(), spreadOf(t.disorders)
		d.Expected = s.Mean * mean
		d.LeastExpected = t.least / float64(d.Samples) * mean
		d.Variance = s.Deviation * s.Deviation * mean * mean
	}
	for i, apart := range d.Best.Labels(t.document, t.o, t.labels) {
		l := t.expected[i]
		if l.Label = int32(i) - 1; l.Label >= 0 && apart.Weight == 0 && l.Samples == 0 {
			continue // a label that is not used
		}
		if l.Weight = apart.Weight; l.Samples > 0 {
			l.Expected *= apart.Weight / float64(l.Samples)
		}
		l.Observed = apart.Sum
		d.Labels = append(d.Labels, l)
	}
}

// A Sum of how far labels are apart, weighted, and the weight.
type Sum struct{ Sum, Weight float64 }

func (a *Sum) add(distance, weight float64) {
	a.Sum += distance * weight
	a.Weight += weight
}

// Labels returns how far labels of aligned units are apart: first of all pairs, then, for each of so many labels, of
// pairs in which a unit has it. A pair is trusted the more, the less its boundaries differ. c is what was aligned.
func (a Alignment) Labels(c Continuum, o Options, labels int) []Sum {
	o = o.filled()
	found := make([]Sum, labels+1)
	put := func(distance, weight float64, u, v Unit) {
		found[0].add(distance, weight)
		if i := int(u.Label) + 1; i < len(found) {
			found[i].add(distance, weight)
		}
		if i := int(v.Label) + 1; i < len(found) && u.Label != v.Label {
			found[i].add(distance, weight)
		}
	}
	for _, t := range a.Tuples {
		for i, r := range t {
			u := c[r.Annotator][r.Unit]
			for _, q := range t[:i] {
				v := c[q.Annotator][q.Unit]
				if trust := 1 - o.Position*o.ApartInPlace(u, v); trust > 0 {
					put(o.ApartInLabel(u, v), trust/float64(len(t)-1), u, v)
				}
			}
			if o.WithEmpty {
				for range len(c) - len(t) {
					put(o.Empty, o.Empty, u, u)
				}
			}
		}
	}
	return found
}

// A Figure is γ, or γ of labels, with how far off it may be.
type Figure struct {
	Value     float64
	Defined   bool
	Observed  float64 // disorders, or mean distances of labels; of several documents, weighted means
	Expected  float64
	Low, High float64 // between these the value lies where an alignment is not known to be the best; else both are Value
	Error     float64 // of the value, from sampling: in 95 of 100 cases it is off by no more
}

// figure returns 1 − observed/expected of sums, divided by weight to be shown.
func figure(observed, expected, weight float64) Figure {
	if weight <= 0 || expected <= 0 {
		return Figure{}
	}
	f := Figure{Value: 1 - observed/expected, Observed: observed / weight, Expected: expected / weight}
	if math.IsNaN(f.Value) || math.IsInf(f.Value, 0) {
		return Figure{}
	}
	f.Defined, f.Low, f.High = true, f.Value, f.Value
	return f
}

// Counts reports whether a document has a say in γ: it has units, and luck was asked, unless all marked the same.
func (d Document) Counts() bool { return d.Units > 0 && (d.Samples > 0 || d.Observed == 0) }

// Over returns γ over documents: 1 less the sum of what their best alignments cost by the sum of what luck comes to. Of
// one document that is the γ of the paper, which speaks of no more.
func Over(documents []Document) Figure {
	observed, expected, least, leastExpected, weight, variance := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for _, d := range documents {
		if !d.Counts() {
			continue
		}
		observed, expected = observed+d.Observed, expected+d.Expected
		least, leastExpected = least+d.Least, leastExpected+d.LeastExpected
		weight += d.Mean
		variance += d.Variance / float64(max(d.Samples, 1))
	}
	if observed == 0 && weight > 0 {
		return Figure{Value: 1, Defined: true, Expected: expected / weight, Low: 1, High: 1}
	}
	f := figure(observed, expected, weight)
	if !f.Defined {
		return f
	}
	f.Error = (1 - f.Value) * normal95 * math.Sqrt(variance) / expected
	f.High = max(f.Value, 1-least/expected) // rounding aside, the greater anyway
	f.Low = -math.MaxFloat64
	if leastExpected > 0 {
		f.Low = max(f.Low, min(f.Value, 1-observed/leastExpected))
	}
	return f
}

// LabelsOver returns γ-cat over documents for label -1, else γ-k. A document counts by how much its pairs are trusted;
// of one document that is the figure of the paper. It is not defined where no unit has a counterpart.
func LabelsOver(documents []Document, label int32) Figure {
	observed, expected, weight := 0.0, 0.0, 0.0
	for _, d := range documents {
		for _, l := range d.Labels {
			if l.Label == label && l.Samples > 0 {
				observed, expected, weight = observed+l.Observed, expected+l.Expected, weight+l.Weight
			}
		}
	}
	return figure(observed, expected, weight)
}

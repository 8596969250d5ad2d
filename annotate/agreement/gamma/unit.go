package gamma

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Unit is what an annotator marked once: from From up to To, as a label.
type Unit struct {
	From, To float64
	Label    int32 // its place among the labels
}

// A Continuum is what annotators marked on one text: the units of each. One who marked nothing counts, with no units.
// The order of units says nothing.
type Continuum [][]Unit

// Bounds of what is computed, so that no figure overflows.
const (
	farthest = 1e9  // how far from 0 a unit may lie
	shortest = 1e-3 // the least length of a unit
	heaviest = 1e6  // the greatest weight or distance
	mostTags = 1 << 16
)

var errFew = errors.New("γ needs two annotators or more")

// Check says what is wrong with a continuum.
func (c Continuum) Check(o Options) error {
	if len(c) < 2 {
		return errFew
	}
	for a, units := range c {
		for i, u := range units {
			switch {
			case !(u.From >= -farthest && u.To <= farthest):
				return fmt.Errorf("annotator %d, unit %d: from %v to %v: positions go to %v", a+1, i+1, u.From, u.To, farthest)
			case !(u.To-u.From >= shortest):
				return fmt.Errorf("annotator %d, unit %d: from %v to %v: empty", a+1, i+1, u.From, u.To)
			case u.Label < 0 || u.Label >= mostTags || o.Distance != nil && int(u.Label) >= len(o.Distance):
				return fmt.Errorf("annotator %d, unit %d: no label %d", a+1, i+1, u.Label)
			}
		}
	}
	return nil
}

// Units returns how many units there are.
func (c Continuum) Units() int {
	n := 0
	for _, units := range c {
		n += len(units)
	}
	return n
}

// Mean returns how many units an annotator has on average.
func (c Continuum) Mean() float64 {
	if len(c) == 0 {
		return 0
	}
	return float64(c.Units()) / float64(len(c))
}

// An owned unit knows whose it is and which of theirs.
type owned struct {
	Unit
	who, place int32
}

// inOrder returns all units by start, end, label and annotator. What follows numbers them so.
func (c Continuum) inOrder() []owned {
	all := make([]owned, 0, c.Units())
	for a, units := range c {
		for i, u := range units {
			all = append(all, owned{u, int32(a), int32(i)})
		}
	}
	slices.SortFunc(all, func(x, y owned) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), cmp.Compare(x.Label, y.Label),
			cmp.Compare(x.who, y.who), cmp.Compare(x.place, y.place))
	})
	return all
}

// Options say how far units are apart and how luck is sampled. The zero value is ready to use.
type Options struct {
	Position float64 // weight α of boundaries that differ; where both weights are 0 they are 3 and 1
	Category float64 // weight β of labels that differ
	Empty    float64 // Δ∅, what it costs to have no counterpart; 0 means 1

	Distance [][]float64 // how far labels are apart, from 0 to 1, before Empty multiplies it; nil means 0 or 1

	Sampler   Sampler // how luck marks a text; "" means Statistical
	Samples   int     // how often, of each document; 0 means 30
	Precision float64 // the error of each document's expected disorder, in its own size, that one more batch aims at; 0 means no such batch
	Seed      uint64  // of the samples, so that a figure can be repeated
	WithEmpty bool    // γ-cat as pygamma-agreement has it, where units without counterpart count as a label that differs

	Steps int // after looking at so many tuples, a search gives up and says how far off it may be; 0 means 100 million
}

// The defaults.
const (
	defaultSamples = 30
	mostSamples    = 10_000
	defaultSteps   = 100_000_000
)

// SamplesFor returns how many samples of each of so many documents make a figure over them as sure as one of a single
// document is: about 300 in all, 30 of each at most and 2 at least.
func SamplesFor(documents int) int {
	return min(max((300+documents-1)/max(documents, 1), 2), defaultSamples)
}

func (o Options) filled() Options {
	if o.Position == 0 && o.Category == 0 {
		o.Position, o.Category = 3, 1
	}
	o.Empty = cmp.Or(o.Empty, 1)
	o.Sampler = cmp.Or(o.Sampler, Statistical)
	o.Samples = cmp.Or(o.Samples, defaultSamples)
	o.Steps = cmp.Or(o.Steps, defaultSteps)
	return o
}

// Check says what is wrong with options.
func (o Options) Check() error {
	o = o.filled()
	within := func(x, low, high float64) bool { return x >= low && x <= high } // false for what is no number
	switch {
	case !within(o.Position, 0, heaviest) || !within(o.Category, 0, heaviest):
		return fmt.Errorf("weights %v and %v: from 0 to %v", o.Position, o.Category, heaviest)
	case !within(o.Empty, 1/heaviest, heaviest):
		return fmt.Errorf("cost %v of an empty place: from %v to %v", o.Empty, 1/heaviest, heaviest)
	case o.Samples < 1 || o.Samples > mostSamples:
		return fmt.Errorf("%d samples: from 1 to %d", o.Samples, mostSamples)
	case o.Precision != 0 && !within(o.Precision, 0.001, 1):
		return fmt.Errorf("precision %v: from 0.001 to 1, or 0 for none", o.Precision)
	case o.Steps < 0:
		return fmt.Errorf("%d steps: at least 1", o.Steps)
	case !slices.Contains(Samplers(), o.Sampler):
		return fmt.Errorf("sampler %q: one of %v", o.Sampler, Samplers())
	}
	for i, row := range o.Distance {
		if len(row) != len(o.Distance) {
			return fmt.Errorf("distances of label %d: %d, not %d", i, len(row), len(o.Distance))
		}
		for j, d := range row {
			if !within(d, 0, heaviest) || o.Distance[j][i] != d || i == j && d != 0 {
				return fmt.Errorf("distance %v of labels %d and %d: not below 0, the same both ways, and 0 from itself", d, i, j)
			}
		}
	}
	return nil
}

// ApartInPlace returns how far the boundaries of two units are apart, measured by their lengths: 0 where they are the
// same, at least Empty where the units do not overlap.
func (o Options) ApartInPlace(u, v Unit) float64 {
	off := math.Abs(u.From-v.From) + math.Abs(u.To-v.To)
	off /= (u.To - u.From) + (v.To - v.From)
	return off * off * o.Empty
}

// ApartInLabel returns how far their labels are apart.
func (o Options) ApartInLabel(u, v Unit) float64 {
	switch {
	case u.Label == v.Label:
		return 0
	case o.Distance == nil:
		return o.Empty
	}
	return o.Distance[u.Label][v.Label] * o.Empty
}

// Apart returns how far two units are apart in all. Options are taken as they are, without defaults.
func (o Options) Apart(u, v Unit) float64 {
	return o.Position*o.ApartInPlace(u, v) + o.Category*o.ApartInLabel(u, v)
}

// TupleCost returns what a tuple costs: how far its units are apart, on average over all pairs of its places. nil is an
// empty place. A tuple has two places or more.
func (o Options) TupleCost(tuple []*Unit) float64 {
	sum, pairs := 0.0, 0
	for i, u := range tuple {
		for _, v := range tuple[:i] {
			pairs++
			if u == nil || v == nil {
				sum += o.Empty
			} else {
				sum += o.Apart(*v, *u)
			}
		}
	}
	if pairs == 0 {
		return 0
	}
	return sum / float64(pairs)
}

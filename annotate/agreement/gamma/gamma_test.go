package gamma_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"galley/annotate/agreement/gamma"
	"pgregory.net/rapid"
)

// units draws what annotators marked: few places, so that much overlaps, is nested, the same or tied.
func units(t *rapid.T, fewest, most, longest int) gamma.Continuum {
	c := make(gamma.Continuum, rapid.IntRange(fewest, most).Draw(t, "annotators"))
	for a := range c {
		c[a] = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) gamma.Unit {
			from := rapid.IntRange(0, 15).Draw(t, "from")
			return gamma.Unit{From: float64(from), To: float64(from + rapid.IntRange(1, 9).Draw(t, "length")), Label: rapid.Int32Range(0, 2).Draw(t, "label")}
		}), 0, longest).Draw(t, "units")
	}
	return c
}

func options(t *rapid.T) gamma.Options {
	o := gamma.Options{
		Position: rapid.SampledFrom([]float64{0, 0.5, 1, 3}).Draw(t, "alpha"),
		Category: rapid.SampledFrom([]float64{0, 1, 2}).Draw(t, "beta"),
		Empty:    rapid.SampledFrom([]float64{0.5, 1, 4}).Draw(t, "empty"),
		Samples:  3, Seed: rapid.Uint64().Draw(t, "seed"),
		Sampler: rapid.SampledFrom(gamma.Samplers()).Draw(t, "sampler"),
	}
	if o.Position == 0 && o.Category == 0 {
		o.Position, o.Category = 3, 1
	}
	if rapid.Bool().Draw(t, "distances") {
		o.Distance = [][]float64{{0, 0.3, 1}, {0.3, 0, 0.6}, {1, 0.6, 0}}
	}
	return o
}

// exhaustive tries every way of putting units into tuples: the least cost, and the fewest tuples at that cost.
func exhaustive(c gamma.Continuum, o gamma.Options) (least float64, fewest, ties int) {
	type owned struct {
		who int
		u   gamma.Unit
	}
	var all []owned
	for a, units := range c {
		for _, u := range units {
			all = append(all, owned{a, u})
		}
	}
	least = math.Inf(1)
	var tuples [][]*gamma.Unit
	var put func(i int)
	put = func(i int) {
		if i == len(all) {
			cost := 0.0
			for _, t := range tuples {
				cost += o.TupleCost(t)
			}
			switch {
			case cost < least-1e-9:
				least, fewest, ties = cost, len(tuples), 1
			case cost < least+1e-9:
				fewest = min(fewest, len(tuples))
				ties++
			}
			return
		}
		for _, t := range tuples {
			if t[all[i].who] == nil {
				t[all[i].who] = &all[i].u
				put(i + 1)
				t[all[i].who] = nil
			}
		}
		alone := make([]*gamma.Unit, len(c))
		alone[all[i].who] = &all[i].u
		tuples = append(tuples, alone)
		put(i + 1)
		tuples = tuples[:len(tuples)-1]
	}
	put(0)
	return least, fewest, ties
}

func TestExactIsExhaustive(t *testing.T) {
	for _, size := range []struct {
		name            string
		annotators, all int
	}{{"two", 2, 4}, {"three", 3, 3}, {"five", 5, 2}, {"nine", 9, 1}} {
		t.Run(size.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c, o := units(t, size.annotators, size.annotators, size.all), options(t)
				for c.Units() > 9 || size.annotators < 9 && c.Units() > 8 {
					longest := slices.IndexFunc(c, func(u []gamma.Unit) bool { return len(u)*len(c) >= c.Units() })
					c[longest] = c[longest][1:]
				}
				sameAsExhaustive(t, c, o)
			})
		})
	}
	// What is drawn above is mostly small. These are all as large as can be searched in a moment.
	for _, size := range [][2]int{{2, 4}, {3, 3}, {4, 2}, {8, 1}} {
		for seed := range uint64(60) {
			r := rand.New(rand.NewPCG(13, seed))
			o := gamma.Options{Position: []float64{0.5, 1, 3}[r.IntN(3)], Category: float64(r.IntN(3)), Empty: 1}
			sameAsExhaustive(t, stacked(r, size[0], size[1]), o)
		}
	}
}

func sameAsExhaustive(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, c gamma.Continuum, o gamma.Options) {
	a := align(t, c, o)
	least, fewest, ties := exhaustive(c, o)
	if math.Abs(a.Cost-least) > 1e-9*math.Max(1, o.Empty) || len(a.Tuples) != fewest || !a.Exact() {
		t.Fatalf("%v tuples %v: exhaustive search finds %v in %d tuples", a.Cost, a.Tuples, least, fewest)
	}
	if n, ok := gamma.Ties(c, o); !ok || n != ties {
		t.Fatalf("%d alignments as good, %v: exhaustive search finds %d", n, ok, ties)
	}
}

func align(t interface{ Fatal(...any) }, c gamma.Continuum, o gamma.Options) gamma.Alignment {
	a, err := gamma.Align(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func compare(t interface{ Fatal(...any) }, c gamma.Continuum, o gamma.Options) gamma.Document {
	d, err := gamma.Compare(c, o, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// An alignment has every unit once, no two of an annotator in a tuple, and costs what its tuples cost: no more than
// leaving every unit alone, no less than nothing.
func TestAlignmentIsAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, o := units(t, 2, 7, 4), options(t)
		o.Steps = rapid.SampledFrom([]int{1, 1000, 100_000}).Draw(t, "steps") // what is not the best is an alignment, too
		a := align(t, c, o)
		found, cost := map[gamma.Ref]bool{}, 0.0
		for _, tuple := range a.Tuples {
			places := make([]*gamma.Unit, len(c))
			for _, r := range tuple {
				if found[r] || places[r.Annotator] != nil {
					t.Fatalf("%v twice in %v", r, a.Tuples)
				}
				found[r], places[r.Annotator] = true, &c[r.Annotator][r.Unit]
			}
			cost += o.TupleCost(places)
		}
		if len(found) != c.Units() {
			t.Fatalf("%d of %d units", len(found), c.Units())
		}
		if math.Abs(cost-a.Cost) > 1e-9 {
			t.Fatalf("tuples cost %v, not %v", cost, a.Cost)
		}
		if a.Bound < 0 || a.Bound > a.Cost || a.Cost > float64(c.Units())*o.Empty+1e-9 {
			t.Fatalf("cost %v, bound %v, %d units", a.Cost, a.Bound, c.Units())
		}
	})
}

func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, o := units(t, 2, 5, 4), options(t)
		a := align(t, c, o)
		other := make(gamma.Continuum, len(c))
		for i, from := range rapid.Permutation(index(len(c))).Draw(t, "annotators") {
			other[i] = rapid.Permutation(c[from]).Draw(t, "units")
		}
		if b := align(t, other, o); math.Abs(a.Cost-b.Cost) > 1e-9*o.Empty || len(a.Tuples) != len(b.Tuples) {
			t.Fatalf("%v in %d tuples, in another order %v in %d", a.Cost, len(a.Tuples), b.Cost, len(b.Tuples))
		}
		// The order of each annotator's units changes nothing at all, samples included.
		again := make(gamma.Continuum, len(c))
		for i := range c {
			again[i] = rapid.Permutation(c[i]).Draw(t, "units again")
		}
		x, y := []gamma.Document{compare(t, c, o)}, []gamma.Document{compare(t, again, o)}
		if gamma.Over(x) != gamma.Over(y) || gamma.LabelsOver(x, -1) != gamma.LabelsOver(y, -1) {
			t.Fatalf("%v and %v", gamma.Over(x), gamma.Over(y))
		}
	})
}

func index(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// Neither the unit of length nor where the text begins matters to an alignment, nor what Empty costs to γ.
func TestScaleChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, o := units(t, 2, 4, 5), options(t)
		a := align(t, c, o)
		other := make(gamma.Continuum, len(c))
		for i := range c {
			for _, u := range c[i] {
				other[i] = append(other[i], gamma.Unit{From: 4*u.From - 64, To: 4*u.To - 64, Label: u.Label})
			}
		}
		o.Empty *= 2
		if b := align(t, other, o); b.Cost != 2*a.Cost {
			t.Fatalf("%v is not twice %v", b.Cost, a.Cost)
		}
	})
}

func TestIdentityIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := options(t)
		c := units(t, 1, 1, 5)
		for range rapid.IntRange(1, 3).Draw(t, "others") {
			c = append(c, slices.Clone(c[0]))
		}
		if a := align(t, c, o); a.Cost != 0 {
			t.Fatalf("cost %v of annotators who marked the same", a.Cost)
		}
		d := []gamma.Document{compare(t, c, o)}
		f := gamma.Over(d)
		if f.Defined != (c.Units() > 0) || f.Defined && f.Value != 1 {
			t.Fatalf("γ %+v of annotators who marked the same", f)
		}
		if cat := gamma.LabelsOver(d, -1); cat.Defined && o.Category > 0 && cat.Value != 1 {
			t.Fatalf("γ-cat %v of annotators who marked the same", cat.Value)
		}
	})
}

// holds says what in a document's figures is no number, or out of its bounds.
func holds(t interface{ Fatalf(string, ...any) }, all []gamma.Document) {
	figures := []gamma.Figure{gamma.Over(all)}
	for label := int32(-1); label < 4; label++ {
		figures = append(figures, gamma.LabelsOver(all, label))
	}
	for _, f := range figures {
		for _, x := range []float64{f.Value, f.Observed, f.Expected, f.Low, f.High, f.Error} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%+v", f)
			}
		}
		if f.Defined && (f.Low > f.Value || f.Value > f.High || f.High > 1+1e-9 || f.Error < 0) {
			t.Fatalf("%+v: out of its bounds", f)
		}
	}
}

func TestNeverNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := options(t)
		o.WithEmpty, o.Steps = rapid.Bool().Draw(t, "empty pairs"), rapid.SampledFrom([]int{1, 1000, 100_000}).Draw(t, "steps")
		o.Precision = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "precision")
		all := []gamma.Document{compare(t, units(t, 2, 6, 4), o), compare(t, units(t, 2, 3, 1), o)}
		holds(t, all)
		if twice := gamma.Over(append(all, all...)); math.Abs(twice.Value-gamma.Over(all).Value) > 1e-9 {
			t.Fatalf("every document twice: %v, not %v", twice.Value, gamma.Over(all).Value)
		}
	})
}

// A search that gives up says between what the best cost lies, and it does: whether it gave up on the tuples there are or
// on choosing among them.
func TestBoundHolds(t *testing.T) {
	for _, steps := range []int{1, 200, 20_000} {
		open := 0
		for seed := range uint64(12) {
			c := stacked(rand.New(rand.NewPCG(7, seed)), 4, 9)
			best := align(t, c, gamma.Options{})
			if !best.Exact() {
				t.Fatal("not solved")
			}
			soon := align(t, c, gamma.Options{Steps: steps})
			if soon.Bound > best.Cost+1e-9 || soon.Cost < best.Cost-1e-9 {
				t.Errorf("%d steps: the best costs %v: not from %v to %v", steps, best.Cost, soon.Bound, soon.Cost)
			}
			if soon.Exact() {
				continue
			}
			open++
			d := compare(t, c, gamma.Options{Steps: steps, Samples: 3})
			if f := gamma.Over([]gamma.Document{d}); d.Exact || f.Low > f.Value || f.High <= f.Value {
				t.Errorf("%d steps: γ %v from %v to %v, though nobody knows", steps, f.Value, f.Low, f.High)
			}
		}
		t.Logf("%d steps: %d of 12 stayed open", steps, open)
		if open == 0 {
			t.Errorf("every search was done after %d steps: nothing was tried", steps)
		}
	}
}

package agreement

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestQuantiles(t *testing.T) {
	for _, c := range []struct{ p, df, want float64 }{ // printed tables
		{0.975, 1, 12.7062047364}, {0.975, 2, 4.30265272975}, {0.975, 11, 2.20098516009}, {0.95, 30, 1.69726088659},
		{0.995, 5, 4.03214298356}, {0.975, 1e6, 1.95996635682}, {0.5, 7, 0},
	} {
		if got := studentQuantile(c.p, c.df); math.Abs(got-c.want) > 1e-9*max(1, c.want) {
			t.Errorf("t(%v, %v) = %.12v, not %v", c.p, c.df, got, c.want)
		}
	}
	if got := normalQuantile(0.975); math.Abs(got-1.959963984540054) > 1e-14 {
		t.Errorf("z = %v", got)
	}
	if got := Quantile([]float64{1, 2, 3, 4}, 0.25); got != 1.75 {
		t.Errorf("type 7: %v", got)
	}
}

// article draws ratings of an article's words by three coders who agree the less the worse the article is.
func articles(n int, seed uint64) *Items {
	source := rand.New(rand.NewPCG(seed, 1))
	x := NewItems(Scale{Categories: []string{"fact", "view", "quote"}}, []string{"ana", "ben", "cleo"})
	for d := range n {
		slip := source.Float64() / 2
		for range 20 {
			truth := int32(source.IntN(3))
			row := []int32{truth, truth, truth}
			for c := range row {
				if source.Float64() < slip {
					row[c] = int32(source.IntN(3))
				}
			}
			x.Add(d, row...)
		}
	}
	return x
}

func TestReplicateIsTheDataDrawn(t *testing.T) {
	x := articles(8, 3)
	draws := NewDraws(7, 8, 5)
	for _, m := range Measures() {
		if m.Of == nil || m.Coders != 0 {
			continue
		}
		got := m.Of(x, Weights{}).Replicates(draws)
		for r, times := range draws.times {
			again := NewItems(x.Scale, x.Coders)
			for i := range x.Len() {
				for range times[x.document[i]] {
					again.Add(int(x.document[i]), x.row(i)...)
				}
			}
			want := m.Of(again, Weights{}).Figure().Value
			if math.Abs(got[r].is-want.is) > 1e-12 || got[r].there != want.there {
				t.Errorf("%s, replicate %d: %v, from the data %v", m.Name, r, got[r], want)
			}
		}
	}
}

func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		documents int
		method    string
		reason    string
	}{
		{4, "none", "fewer than five"},
		{10, "bootstrap percentile", ""},
		{25, "bootstrap BCa", ""},
	} {
		s := Alpha(articles(c.documents, 5).Counts(), Nominal)
		i := s.Interval(NewDraws(1, c.documents, 1000))
		if i.Method != c.method || !strings.Contains(i.Reason, c.reason) {
			t.Errorf("%d documents: %+v", c.documents, i)
		}
		if again := s.Interval(NewDraws(1, c.documents, 1000)); !reflect.DeepEqual(i, again) {
			t.Errorf("the same seed gave %+v, then %+v", i, again)
		}
		if v := s.Figure().Value.is; c.method != "none" && (i.Low.is >= v || i.High.is <= v) {
			t.Errorf("%d documents: %v outside of %+v", c.documents, v, i)
		}
	}
}

// The interval must hold the true value about as often as it says. Many articles stand for the truth.
func TestCoverage(t *testing.T) {
	truth := Alpha(articles(20_000, 99).Counts(), Nominal).Figure().Value.is
	const tries = 300
	held := 0
	for try := range tries {
		i := Alpha(articles(30, uint64(try)).Counts(), Nominal).Interval(NewDraws(uint64(try), 30, 400))
		if i.Low.is <= truth && truth <= i.High.is {
			held++
		}
	}
	if share := float64(held) / tries; share < 0.89 || share > 0.99 {
		t.Errorf("95 %% intervals hold the true value in %.1f %% of tries", 100*share)
	}
}

func TestUndefinedReplicatesAreCounted(t *testing.T) {
	x := NewItems(Scale{Categories: []string{"yes", "no"}}, []string{"ana", "ben"})
	for d := range 12 {
		k := int32(0)
		if d == 0 { // without this document nothing varies, and a third of all draws miss it
			k = 1
		}
		x.Add(d, k, k)
	}
	s := Alpha(x.Counts(), Nominal)
	i := s.Interval(NewDraws(1, 12, 500))
	if i.Method != "none" || i.Undefined < 120 || i.Undefined > 240 || !strings.Contains(i.Reason, "a tenth") {
		t.Errorf("%+v", i)
	}
}

func TestSegmentations(t *testing.T) {
	sets := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(1, 4), 0, 3), 12, 12)
	rapid.Check(t, func(t *rapid.T) {
		a, b := BoundarySets(sets.Draw(t, "a")), BoundarySets(sets.Draw(t, "b"))
		reach := rapid.IntRange(1, 6).Draw(t, "reach")
		e, back := Compare(a, b, reach), Compare(b, a, reach)
		if e != back && math.Abs(e.Weighted-back.Weighted) > 1e-12 {
			t.Fatalf("%+v one way, %+v the other", e, back)
		}
		if v := e.B(); v < 0 || v > 1 || (v == 1) != (e.Weighted == 0) {
			t.Fatalf("B %v of %+v", v, e)
		}
		if same := Compare(a, a, reach); same.B() != 1 || same.Weighted != 0 || same.Matches != a.boundaries() {
			t.Fatalf("a and a: %+v", same)
		}
		if far := Compare(a, b, reach+1); far.Transpositions < e.Transpositions {
			t.Fatalf("more reach, fewer near misses: %+v, then %+v", e, far)
		}
		// Every boundary is matched, substituted, moved or added.
		if n := 2*(e.Matches+e.Substitutions+e.Transpositions) + e.Additions; n != a.boundaries()+b.boundaries() {
			t.Fatalf("%d boundaries settled of %d: %+v", n, a.boundaries()+b.boundaries(), e)
		}
	})
}

func TestWindowDiffCountsWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(rapid.Bool(), 9, 9)
		a, b := places.Draw(t, "a"), places.Draw(t, "b")
		k := rapid.IntRange(1, 9).Draw(t, "k")
		wrong := 0
		for from := 0; from+k <= 9; from++ {
			n := 0
			for i := from; i < from+k; i++ {
				if a[i] {
					n++
				}
				if b[i] {
					n--
				}
			}
			if n != 0 {
				wrong++
			}
		}
		cuts := func(at []bool) Segmentation {
			s := Segmentation{Places: 9}
			for place, cut := range at {
				if cut {
					s.At = append(s.At, Boundary{place, []int{1}})
				}
			}
			return s
		}
		if got, want := WindowDiff(cuts(a), cuts(b), k), Of(float64(wrong)/float64(10-k)); got != want {
			t.Fatalf("%v, counted %v", got, want)
		}
	})
}

// Boundaries of one type take a short way, which leads to the same edits.
func TestBoundariesOfOneType(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfNDistinct(rapid.IntRange(0, 20), 0, 15, rapid.ID)
		draw := func(name string) Segmentation {
			at := places.Draw(t, name)
			slices.Sort(at)
			return CutAt(21, at)
		}
		a, b, reach := draw("a"), draw("b"), rapid.IntRange(1, 5).Draw(t, "reach")
		if got, want := Compare(a, b, reach), compareTypes(a, b, reach); got != want {
			t.Fatalf("%v and %v: %+v, by types %+v", a, b, got, want)
		}
	})
}

func TestBoundaryStatuses(t *testing.T) {
	cut := func(masses ...int) *Segmentation {
		s, err := Masses(masses)
		if err != nil {
			t.Fatal(err)
		}
		return &s
	}
	two := []string{"ana", "ben"}
	for _, c := range []struct {
		name string
		cuts Cuts
		want Status
	}{
		{"nobody", Cuts{}, FewCoders},
		{"no text", Cuts{Coders: two}, NothingDone},
		{"no cut", Cuts{two, [][]*Segmentation{{cut(5), cut(5)}}}, NothingDone},
		{"each alone", Cuts{two, [][]*Segmentation{{cut(2, 3), nil}, {nil, cut(3, 2)}}}, NoPairs},
		{"cut wherever one can", Cuts{two, [][]*Segmentation{{cut(1, 1, 1), cut(1, 1, 1)}}}, NoVariation},
		{"the same", Cuts{two, [][]*Segmentation{{cut(2, 3), cut(2, 3)}}}, OK},
	} {
		for _, m := range []func(Cuts, int) Sample{BoundaryPi, BoundaryKappa} {
			f := m(c.cuts, 2).Figure()
			if v, ok := f.Value.Get(); f.Status != c.want || ok != (c.want == OK) || ok && v != 1 {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}

// The probabilities are those that SciPy's private BCa comes to on the mean of nine numbers and twenty replicates.
func TestBCa(t *testing.T) {
	data := []float64{0.1, 0.2, 0.2, 0.3, 0.35, 0.4, 0.5, 0.9, 1.4}
	replicates := []float64{0.31, 0.35, 0.38, 0.4, 0.41, 0.42, 0.45, 0.46, 0.47, 0.5, 0.52, 0.55, 0.58, 0.6, 0.61, 0.64, 0.7, 0.75, 0.8, 0.9}
	var without []Number
	for _, x := range data {
		without = append(without, Of((total(data)-x)/float64(len(data)-1)))
	}
	low, high, why := bca(replicates, total(data)/float64(len(data)), without, 0.025, 0.975)
	if why != "" || math.Abs(low-0.02689919608058051) > 1e-12 || math.Abs(high-0.9773710315877652) > 1e-12 {
		t.Errorf("%v to %v %s", low, high, why)
	}
	for _, c := range []struct {
		value   float64
		without []Number
		why     string
	}{
		{2, without, "one side"},
		{0.2, without, "one side"},
		{0.5, append([]Number{{}}, without...), "without one of the documents"},
	} {
		if _, _, why := bca(replicates, c.value, c.without, 0.025, 0.975); !strings.Contains(why, c.why) {
			t.Errorf("%v: %q", c.value, why)
		}
	}
}

func TestPairsLeftOut(t *testing.T) {
	x := NewItems(Scale{Categories: []string{"yes", "no"}}, []string{"ana", "ben", "cleo"})
	x.Add(0, 0, 0, Missing)
	x.Add(0, 1, 1, Missing)
	x.Add(0, Missing, Missing, 1) // Cleo shares no item with anybody
	if f := Light(x, Weights{}).Figure(); f.LeftOut != 2 || f.Value != Of(1) {
		t.Errorf("%+v", f)
	}
}

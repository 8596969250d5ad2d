package agreement_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate/agreement"
)

// A data is random ratings, kept in a form that is easily shuffled.
type data struct {
	categories []string
	scores     []float64
	coders     []string
	document   []int
	rows       [][]int32
}

func (d data) items() *agreement.Items {
	x := agreement.NewItems(agreement.Scale{Categories: d.categories, Scores: d.scores}, d.coders)
	for i, row := range d.rows {
		x.Add(d.document[i], row...)
	}
	return x
}

// someData draws ratings; extreme scores and empty tables among them.
func someData(t *rapid.T, wild bool) data {
	var d data
	q := rapid.IntRange(1, 5).Draw(t, "categories")
	for k := range q {
		d.categories = append(d.categories, fmt.Sprint("c", k))
	}
	low, high := 0.0, 10.0
	if wild {
		low, high = -math.MaxFloat64, math.MaxFloat64
	}
	if rapid.Bool().Draw(t, "scored") {
		d.scores = rapid.SliceOfN(rapid.Float64Range(low, high), q, q).Draw(t, "scores")
		slices.Sort(d.scores)
	}
	coders := rapid.IntRange(0, 5).Draw(t, "coders")
	for c := range coders {
		d.coders = append(d.coders, fmt.Sprint("coder", c))
	}
	rating := rapid.Map(rapid.IntRange(-1, q-1), func(k int) int32 { return int32(k) })
	for range rapid.IntRange(0, 25).Draw(t, "items") {
		d.rows = append(d.rows, rapid.SliceOfN(rating, coders, coders).Draw(t, "row"))
		d.document = append(d.document, rapid.IntRange(0, 6).Draw(t, "document"))
	}
	return d
}

var weightings = []agreement.Weighting{
	agreement.Identity, agreement.Linear, agreement.Quadratic, agreement.ByRank, agreement.Radical, agreement.ByRatio,
}

// everyMeasure calls f for every measure of items under every weighting.
func everyMeasure(f func(name string, m agreement.Measure, w agreement.Weights)) {
	for _, m := range agreement.Measures() {
		if m.Of == nil {
			continue
		}
		for _, w := range weightings {
			f(fmt.Sprint(m.Name, " ", w), m, agreement.Weights{Name: w})
		}
	}
}

// same fails unless two figures say the same, but for rounding.
func same(t *rapid.T, what string, a, b agreement.Figure) {
	t.Helper()
	x, okX := a.Value.Get()
	y, okY := b.Value.Get()
	if a.Status != b.Status || okX != okY || math.Abs(x-y) > 1e-9*max(1, math.Abs(x)) {
		t.Fatalf("%s: %v (%s) and %v (%s)", what, x, a.Status, y, b.Status)
	}
}

func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		shuffled := d
		coders := permutation(t, len(d.coders), "coders")
		items := permutation(t, len(d.rows), "items")
		shuffled.coders, shuffled.rows, shuffled.document = nil, nil, nil
		for _, c := range coders {
			shuffled.coders = append(shuffled.coders, d.coders[c])
		}
		for _, i := range items {
			row := make([]int32, 0, len(coders))
			for _, c := range coders {
				row = append(row, d.rows[i][c])
			}
			shuffled.rows = append(shuffled.rows, row)
			shuffled.document = append(shuffled.document, 6-d.document[i])
		}
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			a, b := m.Of(d.items(), w).Figure(), m.Of(shuffled.items(), w).Figure()
			same(t, name, a, b)
			if a.Items != b.Items || a.Pairable != b.Pairable {
				t.Fatalf("%s: %d items and %d ratings became %d and %d", name, a.Items, a.Pairable, b.Items, b.Pairable)
			}
		})
	})
}

func TestNamesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		d.scores = nil
		renamed := d
		to := permutation(t, len(d.categories), "categories")
		renamed.rows = nil
		for _, row := range d.rows {
			next := slices.Clone(row)
			for c, k := range row {
				if k != agreement.Missing {
					next[c] = int32(to[k])
				}
			}
			renamed.rows = append(renamed.rows, next)
		}
		for _, m := range agreement.Measures() {
			switch m.Name {
			case "alpha-ordinal", "alpha-interval", "alpha-ratio": // go by the order of categories
			default:
				if m.Of != nil {
					same(t, m.Name, m.Of(d.items(), agreement.Weights{}).Figure(), m.Of(renamed.items(), agreement.Weights{}).Figure())
				}
			}
		}
	})
}

func TestTheSameIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		for _, row := range d.rows {
			for c := range row {
				row[c] = row[0]
			}
		}
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			f := m.Of(d.items(), w).Figure()
			if v, ok := f.Value.Get(); ok && math.Abs(v-1) > 1e-12 {
				t.Fatalf("%s of the same ratings: %v", name, v)
			}
		})
	})
}

func TestNobodyToAgreeWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		d.coders = d.coders[:min(1, len(d.coders))]
		for i := range d.rows {
			d.rows[i] = d.rows[i][:len(d.coders)]
		}
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			f := m.Of(d.items(), w).Figure()
			if _, ok := f.Value.Get(); ok || f.Status != agreement.FewCoders {
				t.Fatalf("%s of %d coders: %v", name, len(d.coders), f)
			}
		})
	})
}

func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, rapid.Bool().Draw(t, "wild"))
		draws := agreement.NewDraws(1, d.items().Documents, 20)
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			s := m.Of(d.items(), w)
			f := s.Figure()
			v, ok := f.Value.Get()
			if ok != (f.Status == agreement.OK) {
				t.Fatalf("%s: value %v with status %q", name, v, f.Status)
			}
			if ok && v > 1+1e-12 {
				t.Fatalf("%s: %v is more than all", name, v)
			}
			if m.Name == "percent" && ok && (v < 0 || v > 1) {
				t.Fatalf("%s: %v", name, v)
			}
			i := s.Interval(draws)
			for _, n := range []agreement.Number{f.Value, f.Observed, f.Expected, f.SE, f.Interval.Low, f.Interval.High, i.Low, i.High} {
				if x, ok := n.Get(); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
					t.Fatalf("%s: %v got out", name, x)
				}
			}
			low, okLow := i.Low.Get()
			high, okHigh := i.High.Get()
			if okLow != okHigh || low > high || (i.Method == "none") == okLow {
				t.Fatalf("%s: interval %+v", name, i)
			}
		})
	})
}

// Data twice over says what it said before, where nothing depends on how much there is: α knows how much there is.
func TestTwiceTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		twice := d
		twice.rows = append(slices.Clone(d.rows), d.rows...)
		twice.document = append(slices.Clone(d.document), d.document...)
		for _, m := range agreement.Measures() {
			if m.Of != nil && !m.Apart {
				same(t, m.Name, m.Of(d.items(), agreement.Weights{}).Figure(), m.Of(twice.items(), agreement.Weights{}).Figure())
			}
		}
	})
}

// An entry that occurs so many times is so many entries.
func TestTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		each, often := d.items(), agreement.NewItems(d.items().Scale, d.coders)
		for i, row := range d.rows {
			n := rapid.IntRange(1, 4).Draw(t, "times")
			often.AddTimes(d.document[i], n, row...)
			for range n - 1 {
				each.Add(d.document[i], row...)
			}
		}
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			a, b := m.Of(each, w).Figure(), m.Of(often, w).Figure()
			same(t, name, a, b)
			x, _ := a.SE.Get()
			y, _ := b.SE.Get()
			if a.Items != b.Items || math.Abs(x-y) > 1e-9*max(1, x) {
				t.Fatalf("%s: %d items with error %v, and %d with %v", name, a.Items, x, b.Items, y)
			}
		})
	})
}

// What are two names for the same coefficient comes to the same.
func TestSpecialCases(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		if len(d.coders) < 2 {
			return
		}
		d.coders = d.coders[:2]
		for i := range d.rows {
			d.rows[i] = d.rows[i][:2]
		}
		everyMeasure(func(name string, m agreement.Measure, w agreement.Weights) {
			x := d.items()
			switch m.Name {
			case "scott":
				same(t, name+" is Fleiss", m.Of(x, w).Figure(), agreement.Fleiss(x.Counts(), w).Figure())
			case "light":
				same(t, name+" is Cohen", m.Of(x, w).Figure(), agreement.Cohen(x, w).Figure())
				same(t, name+" is each with the rest", m.Of(x, w).Figure(), agreement.WithRest(x, 1, w).Figure())
			}
		})
		complete := d
		complete.rows, complete.document = nil, nil
		for i, row := range d.rows {
			if !slices.Contains(row, agreement.Missing) {
				complete.rows, complete.document = append(complete.rows, row), append(complete.document, d.document[i])
			}
		}
		for _, w := range weightings {
			x := complete.items()
			same(t, "Conger is Cohen", agreement.Conger(x, agreement.Weights{Name: w}).Figure(), agreement.Cohen(x, agreement.Weights{Name: w}).Figure())
		}
	})
}

// Gwet writes α as agreement, drawing with replacement and correcting for it: another way to the same figure.
func TestAlphaAnotherWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someData(t, false)
		for _, name := range weightings {
			w := agreement.Weights{Name: name}
			got := agreement.AlphaWeighted(d.items().Counts(), w).Figure()
			v, ok := got.Value.Get()
			if !ok {
				continue
			}
			// Only items with two ratings, and their mean number of ratings for a yardstick.
			pairs, ratings, near := 0.0, 0.0, 0.0
			shares := make([]float64, len(d.categories))
			weight := func(k, l int32) float64 { return weightOf(d, name, int(k), int(l)) }
			var rows [][]int32
			for _, row := range d.rows {
				row = slices.DeleteFunc(slices.Clone(row), func(k int32) bool { return k == agreement.Missing })
				if len(row) > 1 {
					rows = append(rows, row)
					pairs++
					ratings += float64(len(row))
				}
			}
			mean := ratings / pairs
			for _, row := range rows {
				one := 0.0
				for i, k := range row {
					shares[k] += 1 / ratings
					for j, l := range row {
						if i != j {
							one += weight(k, l)
						}
					}
				}
				near += one / (mean * float64(len(row)-1))
			}
			near /= pairs
			chance := 0.0
			for k := range shares {
				for l := range shares {
					chance += weight(int32(k), int32(l)) * shares[k] * shares[l]
				}
			}
			e := 1 / ratings
			want := ((1-e)*near + e - chance) / (1 - chance)
			// That way takes chance from one, which leaves few digits where categories are nearly alike.
			if math.Abs(want-v) > 1e-9*max(1, math.Abs(v))+1e-14/(1-chance) {
				t.Fatalf("%s: %v, and Gwet's way %v", name, v, want)
			}
		}
	})
}

// weightOf is the definition of the weights, written down once more.
func weightOf(d data, name agreement.Weighting, k, l int) float64 {
	score := func(k int) float64 {
		if d.scores == nil {
			return float64(k + 1)
		}
		return d.scores[k]
	}
	x, y, low, high := score(k), score(l), score(0), score(len(d.categories)-1)
	if k == l || x == y && name != agreement.Identity && name != agreement.ByRank {
		return 1
	}
	apart := math.Abs(x-y) / (high - low)
	switch name {
	case agreement.Linear:
		return 1 - apart
	case agreement.Quadratic:
		return 1 - apart*apart
	case agreement.Radical:
		return 1 - math.Sqrt(apart)
	case agreement.ByRank:
		n, q := math.Abs(float64(k-l)), float64(len(d.categories))
		return 1 - n*(n+1)/(q*(q-1))
	case agreement.ByRatio:
		r := ((x - y) / (x + y)) / ((high - low) / (high + low))
		return 1 - r*r
	}
	return 0
}

func permutation(t *rapid.T, n int, label string) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return rapid.Permutation(all).Draw(t, label)
}

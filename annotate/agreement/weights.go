package agreement

import (
	"fmt"
	"math"
)

// Weights says how near two categories are: 1 for the same, 0 for as far apart as can be. The zero Weights count
// anything but the same category as disagreement.
type Weights struct {
	Name  Weighting   // "" means identity
	Table [][]float64 // of custom weights: see [Custom]
}

// A Weighting names weights.
type Weighting string

// The weights that have names. Linear, quadratic, radical and ratio go by scores, ordinal by rank.
const (
	Identity  Weighting = "identity"
	Linear    Weighting = "linear"
	Quadratic Weighting = "quadratic"
	ByRank    Weighting = "ordinal"
	Radical   Weighting = "radical"
	ByRatio   Weighting = "ratio"
	custom    Weighting = "custom"
)

// WeightsNamed returns the weights of that name.
func WeightsNamed(name string) (Weights, error) {
	switch w := Weighting(name); w {
	case "", "unweighted", "nominal", "none":
		return Weights{Name: Identity}, nil
	case "squared":
		return Weights{Name: Quadratic}, nil
	case Identity, Linear, Quadratic, ByRank, Radical, ByRatio:
		return Weights{Name: w}, nil
	}
	return Weights{}, fmt.Errorf("weights %q: there are identity, linear, quadratic, ordinal, radical and ratio", name)
}

// Custom returns weights of one's own: a square table of numbers from 0 to 1, with ones on the diagonal.
func Custom(table [][]float64) (Weights, error) {
	for k, row := range table {
		if len(row) != len(table) {
			return Weights{}, fmt.Errorf("weights: row %d has %d numbers, not %d", k+1, len(row), len(table))
		}
		for l, w := range row {
			if !(w >= 0 && w <= 1) || k == l && w != 1 {
				return Weights{}, fmt.Errorf("weights: %v in row %d, column %d: they go from 0 to 1, and a category is 1 from itself", w, k+1, l+1)
			}
		}
	}
	return Weights{Name: custom, Table: table}, nil
}

// gaps are weights the other way round, 1 − w, for one scale. All sums are taken over them: they are exactly zero
// where nothing disagrees, so that what has no variation is found without a rounding error in the way.
type gaps struct {
	q     int
	of    func(k, l int) float64 // nil: identity, where everything but itself is 1 away
	total float64                // Σ of the gaps of all pairs of categories, both ways
}

func (g gaps) at(k, l int) float64 {
	switch {
	case k == l:
		return 0
	case g.of == nil:
		return 1
	}
	return g.of(k, l)
}

// gaps returns the gaps between the categories of a scale.
func (w Weights) gaps(s Scale) (gaps, Status) {
	q := len(s.Categories)
	g := gaps{q: q, total: float64(q) * float64(q-1)}
	low, high := s.span()
	width := high - low
	if !finite(width) {
		return g, OutOfRange
	}
	apart := func(k, l int) float64 { // from 0 to 1
		if width == 0 {
			return 0
		}
		return math.Abs(s.Score(k)-s.Score(l)) / width
	}
	switch w.Name {
	case "", Identity:
		return g, OK
	case Linear:
		g.of = apart
	case Quadratic:
		g.of = func(k, l int) float64 { a := apart(k, l); return a * a }
	case Radical:
		g.of = func(k, l int) float64 { return math.Sqrt(apart(k, l)) }
	case ByRank:
		g.of = func(k, l int) float64 { return choose2(math.Abs(float64(k-l))+1) / choose2(float64(q)) }
	case ByRatio:
		if low < 0 {
			return g, BelowZero
		}
		if high > 0 && width > 0 {
			most := width / (high + low)
			g.of = func(k, l int) float64 {
				x, y := s.Score(k), s.Score(l)
				if x+y == 0 {
					return 0
				}
				a := (x - y) / (x + y) / most
				return a * a
			}
		} else {
			g.of = func(int, int) float64 { return 0 }
		}
	case custom:
		g.of = func(k, l int) float64 {
			if max(k, l) >= len(w.Table) {
				return 1 // found beside the declared categories: as far as can be
			}
			return 1 - w.Table[k][l]
		}
	default:
		return g, OutOfRange
	}
	g.total = 0
	for k := range q {
		for l := range q {
			g.total += g.at(k, l)
		}
	}
	return g, OK
}

func choose2(n float64) float64 { return n * (n - 1) / 2 }

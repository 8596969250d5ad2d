package gamma

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Two annotators' units are assigned by shortest paths; the search for any number of annotators has to come to the same
// cost, and the prices of both must fit.
func TestAssignmentIsTheSearch(t *testing.T) {
	larger := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(17, seed))
		c := Continuum{nil, nil}
		for range 4 + r.IntN(40) {
			from := float64(r.IntN(120))
			who := r.IntN(2)
			c[who] = append(c[who], Unit{From: from, To: from + float64(1+r.IntN(25)), Label: int32(r.IntN(3))})
		}
		p := newProblem(c, Options{Position: float64(1 + 2*r.IntN(2)), Category: 1, Empty: 1}.filled())
		for _, part := range p.components() {
			if len(part.columns) == 0 {
				continue
			}
			if len(part.units) > 20 {
				larger++
			}
			x, y := p.newCover(part), p.newCover(part)
			x.assign()
			y.raise()
			y.branch()
			if !y.exact || math.Abs(x.upper-y.upper) > x.near || math.Abs(x.upper-x.lower) > x.near {
				t.Fatalf("seed %d: %v (bound %v) by shortest paths, %v by search, %v", seed, x.upper, x.lower, y.upper, y.exact)
			}
			for j := range x.cost {
				if beyond := x.reduced(int32(j), x.duals); beyond < -x.near {
					t.Fatalf("seed %d: column %d costs %v less than its units", seed, j, -beyond)
				}
			}
		}
	}
	if larger == 0 {
		t.Error("all components were small")
	}
}

// Of alignments that cost the same and have as many tuples, the first by its units is taken. All are tied here: two units
// of one annotator, three of another and one of a third, all the same. A tuple that stops comes before one that goes on.
func TestTiesAreSettled(t *testing.T) {
	same := Unit{From: 4, To: 9}
	a, err := Align(Continuum{{same, same}, {same, same, same}, {same}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Tuple{{{0, 0}, {1, 0}}, {{0, 1}, {1, 1}, {2, 0}}, {{1, 2}}}
	if !slices.EqualFunc(a.Tuples, want, func(x, y Tuple) bool { return slices.Equal(x, y) }) {
		t.Errorf("%v, not %v", a.Tuples, want)
	}
}

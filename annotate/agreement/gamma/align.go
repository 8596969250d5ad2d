package gamma

import (
	"cmp"
	"slices"
)

// An Alignment is units put into tuples.
type Alignment struct {
	Tuples []Tuple // by their first units
	Cost   float64 // of all tuples
	Bound  float64 // no alignment costs less; Cost where this one is known to be the best
	mean   float64 // units an annotator has on average
}

// A Tuple is units of different annotators that are thought to be about the same thing, in order.
type Tuple []Ref

// A Ref names a unit: the annotator's place in the continuum and the unit's among theirs.
type Ref struct{ Annotator, Unit int }

// Exact reports whether no alignment costs less.
func (a Alignment) Exact() bool { return a.Bound >= a.Cost }

// Disorder returns the cost by the mean number of units of an annotator, and false where there are no units.
func (a Alignment) Disorder() (float64, bool) {
	if a.mean <= 0 {
		return 0, false
	}
	return a.Cost / a.mean, true
}

// Align returns the alignment that costs least. Of those it returns one with fewest tuples, and of these the first in
// the order of units, so far as their number lets it look at them.
func Align(c Continuum, o Options) (Alignment, error) {
	o = o.filled()
	if err := o.Check(); err != nil {
		return Alignment{}, err
	}
	if err := c.Check(o); err != nil {
		return Alignment{}, err
	}
	return align(c, o, 0), nil
}

// align solves component by component. Where slack is above 0, a component is done once it is within that share of its
// bound.
func align(c Continuum, o Options, slack float64) Alignment {
	p := newProblem(c, o)
	parts := p.components()
	a := Alignment{mean: c.Mean()}
	var chosen [][]int32
	exact := !p.partial
	for _, part := range parts {
		s := p.solve(part, slack)
		chosen = append(chosen, s.tuples...)
		exact = exact && s.exact
		a.Bound += s.bound
	}
	slices.SortFunc(chosen, func(x, y []int32) int { return cmp.Compare(x[0], y[0]) })
	a.Tuples = make([]Tuple, len(chosen))
	for i, units := range chosen {
		a.Cost += p.cost(units)
		a.Tuples[i] = make(Tuple, len(units))
		for j, u := range units {
			a.Tuples[i][j] = Ref{int(p.units[u].who), int(p.units[u].place)}
		}
	}
	switch {
	case exact:
		a.Bound = a.Cost
	case p.partial:
		a.Bound = 0
		for i := range p.units {
			a.Bound += p.least(i)
		}
	default:
		a.Bound -= p.extra * float64(len(p.units)) // the prices had it in them, once a tuple
	}
	a.Bound = max(0, min(a.Bound, a.Cost))
	return a
}

// A component is units that share tuples with each other only, with these tuples.
type component struct {
	units   []int32
	columns []int32
}

// components splits the problem. They come by their first units.
func (p *problem) components() []component {
	root := make([]int32, len(p.units))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, c := range p.columns {
		members := p.of(c)
		for _, u := range members[1:] {
			x, y := find(members[0]), find(u)
			root[max(x, y)] = min(x, y)
		}
	}
	number := make([]int32, len(p.units))
	var parts []component
	for i := range p.units {
		r := find(int32(i))
		if r == int32(i) {
			number[i] = int32(len(parts))
			parts = append(parts, component{})
		}
		part := &parts[number[r]]
		part.units = append(part.units, int32(i))
	}
	for j, c := range p.columns {
		part := &parts[number[find(p.of(c)[0])]]
		part.columns = append(part.columns, int32(j))
	}
	return parts
}

// A solution of a component. Its bound is priced as its tuples are, extra included.
type solution struct {
	tuples [][]int32
	bound  float64
	exact  bool
}

// solve finds the cheapest tuples that have each unit of the component once.
func (p *problem) solve(part component, slack float64) solution {
	if len(part.columns) == 0 {
		return solution{tuples: [][]int32{part.units}, bound: p.price, exact: true}
	}
	c := p.newCover(part)
	c.slack = slack
	if p.n == 2 {
		c.assign()
	} else {
		c.raise()
		c.branch()
	}
	if slack == 0 && c.exact {
		c.settle()
	}
	s := solution{bound: c.lower, exact: c.exact}
	for _, j := range c.best {
		units := make([]int32, 0, p.n)
		for _, u := range c.of(j) {
			units = append(units, part.units[u])
		}
		s.tuples = append(s.tuples, units)
	}
	return s
}

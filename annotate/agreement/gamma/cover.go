package gamma

import (
	"cmp"
	"math"
	"slices"
)

// A cover is a component as a set partition: choose columns of least cost so that each unit is in one. Units are
// numbered anew; each alone is a column, too, so there is always a choice.
type cover struct {
	units   int
	cost    []float64 // of columns, extra included
	first   []int32   // where the members of a column stand; one more at the end
	members []int32
	having  [][]int32 // by unit, the columns that have it
	live    []int32   // columns that may still be in a best choice

	duals []float64 // a price for each unit, so that no column costs less than its units
	upper float64   // cost of best
	lower float64   // no choice costs less: the sum of duals
	best  []int32
	exact bool // best is the best, within tolerance or slack

	near  float64 // costs less than this apart are the same
	slack float64
	steps *int // taken by the whole problem
	most  int
}

func (p *problem) newCover(part component) *cover {
	m := len(part.units)
	c := &cover{units: m, near: p.extra / 4, steps: &p.steps, most: p.o.Steps, upper: math.Inf(1)}
	number := make(map[int32]int32, m)
	for i, u := range part.units {
		number[u] = int32(i)
	}
	add := func(cost float64, members ...int32) {
		c.first = append(c.first, int32(len(c.members)))
		c.cost = append(c.cost, cost)
		c.members = append(c.members, members...)
	}
	for i := range m {
		add(p.price, int32(i))
	}
	for _, j := range part.columns {
		add(p.columns[j].cost)
		for _, u := range p.of(p.columns[j]) {
			c.members = append(c.members, number[u])
		}
	}
	c.first = append(c.first, int32(len(c.members)))
	c.live = make([]int32, len(c.cost))
	for j := range c.live {
		c.live[j] = int32(j)
	}
	c.index()
	return c
}

func (c *cover) of(j int32) []int32 { return c.members[c.first[j]:c.first[j+1]] }

// index lists, for each unit, the live columns that have it.
func (c *cover) index() {
	if c.having == nil {
		c.having = make([][]int32, c.units)
	}
	for u := range c.having {
		c.having[u] = c.having[u][:0]
	}
	for _, j := range c.live {
		for _, u := range c.of(j) {
			c.having[u] = append(c.having[u], j)
		}
	}
}

// reduced returns what a column costs beyond the prices of its units.
func (c *cover) reduced(j int32, prices []float64) float64 {
	r := c.cost[j]
	for _, u := range c.of(j) {
		r -= prices[u]
	}
	return r
}

// closed reports whether best is good enough.
func (c *cover) closed() bool {
	return c.upper-c.lower <= max(c.near, c.slack*c.lower)
}

// Steps of the ascent.
const (
	mostRises = 300
	everyRise = 10 // after so many, prices are repaired and a choice is tried
)

// raise finds prices for units whose sum is as high as may be, by subgradient steps on the Lagrangian, and good choices
// along the way. Columns too dear to be in any best choice are dropped.
func (c *cover) raise() {
	prices := make([]float64, c.units)
	for u, columns := range c.having {
		prices[u] = math.Inf(1)
		for _, j := range columns {
			prices[u] = min(prices[u], c.cost[j]/float64(c.first[j+1]-c.first[j]))
		}
	}
	c.accept(slices.Clone(prices))
	over := make([]float64, c.units)
	reach, stale, top := 1.0, 0, c.lower
	for rise := 1; rise <= mostRises && !c.closed() && *c.steps <= c.most; rise++ {
		*c.steps += len(c.live)
		value := 0.0
		for u := range over {
			over[u] = 1
			value += prices[u]
		}
		for _, j := range c.live {
			if r := c.reduced(j, prices); r < 0 {
				value += r
				for _, u := range c.of(j) {
					over[u]--
				}
			}
		}
		squares := 0.0
		for _, g := range over {
			squares += g * g
		}
		if value > top+c.near {
			top, stale = value, 0
		} else if stale++; stale >= 8 {
			reach, stale = reach/2, 0
		}
		if squares > 0 {
			step := reach * max(c.upper-value, c.near) / squares
			for u, g := range over {
				prices[u] += step * g
			}
		}
		if rise%everyRise == 0 || squares == 0 {
			c.accept(slices.Clone(prices))
		}
		if squares == 0 {
			break
		}
	}
}

// accept repairs prices so that no column costs less than its units, takes them if their sum is the highest yet, tries
// a choice by them, and drops the columns that are now known to be too dear.
func (c *cover) accept(prices []float64) {
	for _, j := range c.live {
		if r := c.reduced(j, prices); r < 0 {
			share := r / float64(c.first[j+1]-c.first[j])
			for _, u := range c.of(j) {
				prices[u] += share
			}
		}
	}
	sum := 0.0
	for u, columns := range c.having {
		slack := math.Inf(1)
		for _, j := range columns {
			slack = min(slack, c.reduced(j, prices))
		}
		prices[u] += slack
		sum += prices[u]
	}
	if c.duals == nil || sum > c.lower {
		c.duals, c.lower = prices, sum
	}
	c.greedy(prices)
	if kept := c.affordable(); len(kept) < len(c.live)*3/4 {
		c.live = kept
		c.index()
	}
}

// affordable returns the live columns that may be in a choice as good as best.
func (c *cover) affordable() []int32 {
	var kept []int32
	for _, j := range c.live {
		if c.lower+c.reduced(j, c.duals) <= c.upper+c.near {
			kept = append(kept, j)
		}
	}
	return kept
}

// greedy takes columns by what they cost beyond the prices of their units, while they fit.
func (c *cover) greedy(prices []float64) {
	order := make([]priced, len(c.live))
	for i, j := range c.live {
		order[i] = priced{j, c.reduced(j, prices)}
	}
	slices.SortFunc(order, byReduced)
	taken, left := make([]bool, c.units), c.units
	var choice []int32
	cost := 0.0
	for _, o := range order {
		if left == 0 {
			break
		}
		if c.fits(o.column, taken) {
			c.take(o.column, taken, true)
			left -= len(c.of(o.column))
			choice = append(choice, o.column)
			cost += c.cost[o.column]
		}
	}
	if left == 0 && cost < c.upper {
		c.upper, c.best = cost, choice
	}
}

// A priced column is one with what it costs beyond the prices of its units.
type priced struct {
	column int32
	beyond float64
}

func byReduced(x, y priced) int {
	return cmp.Or(cmp.Compare(x.beyond, y.beyond), cmp.Compare(x.column, y.column))
}

func (c *cover) fits(j int32, taken []bool) bool {
	for _, u := range c.of(j) {
		if taken[u] {
			return false
		}
	}
	return true
}

func (c *cover) take(j int32, taken []bool, as bool) {
	for _, u := range c.of(j) {
		taken[u] = as
	}
}

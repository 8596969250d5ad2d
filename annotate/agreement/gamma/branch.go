package gamma

import (
	"cmp"
	"slices"
)

// branch searches for a better choice than best, depth first, until there can be none or the steps are used up.
func (c *cover) branch() {
	if c.exact = c.closed(); c.exact {
		return
	}
	c.live = c.affordable()
	c.index()
	s := search{cover: c, taken: make([]bool, c.units), beyond: c.beyond()}
	c.exact = s.deeper(c.lower, c.units)
}

// beyond returns what each column costs beyond the prices of its units.
func (c *cover) beyond() []float64 {
	all := make([]float64, len(c.cost))
	for _, j := range c.live {
		all[j] = max(0, c.reduced(j, c.duals))
	}
	return all
}

// A search has chosen some columns. Its bound is what they cost and the prices of all units not taken: since no column
// costs less than its units, no way to go on is cheaper, and with a column the bound grows by what that is beyond.
type search struct {
	*cover
	taken  []bool
	chosen []int32
	beyond []float64
}

// deeper goes on from a bound with so many units left, and reports whether it looked at all that could be better.
func (s *search) deeper(bound float64, left int) bool {
	if left == 0 {
		if cost := s.sum(s.chosen); cost < s.upper {
			s.upper, s.best = cost, slices.Clone(s.chosen)
		}
		return true
	}
	if *s.steps > s.most {
		return false
	}
	// The unit with the fewest ways to go leaves the least to try.
	var ways []priced
	fewest := len(s.cost) + 1
	for u := range s.taken {
		if s.taken[u] {
			continue
		}
		n := 0
		*s.steps += len(s.having[u])
		for _, j := range s.having[u] {
			if bound+s.beyond[j] < s.goal() && s.fits(j, s.taken) {
				if n++; n >= fewest {
					break
				}
			}
		}
		if n < fewest {
			fewest, ways = n, ways[:0]
			for _, j := range s.having[u] {
				if bound+s.beyond[j] < s.goal() && s.fits(j, s.taken) {
					ways = append(ways, priced{j, s.beyond[j]})
				}
			}
			if n <= 1 {
				break
			}
		}
	}
	slices.SortFunc(ways, byReduced)
	for _, way := range ways {
		if bound+way.beyond >= s.goal() {
			break // the goal may have moved
		}
		s.take(way.column, s.taken, true)
		s.chosen = append(s.chosen, way.column)
		all := s.deeper(bound+way.beyond, left-len(s.of(way.column)))
		s.chosen = s.chosen[:len(s.chosen)-1]
		s.take(way.column, s.taken, false)
		if !all {
			return false
		}
	}
	return true
}

// goal returns the cost that a choice must stay below to be worth finding.
func (s *search) goal() float64 { return s.upper - max(s.near, s.slack*s.lower) }

func (c *cover) sum(columns []int32) float64 {
	sum := 0.0
	for _, j := range columns {
		sum += c.cost[j]
	}
	return sum
}

// mostTies bounds the steps that choosing among equals may take in a component.
const mostTies = 100_000

// settle takes, of all choices that cost the same as best, the first: the one whose tuples, each by its first unit, have
// the earliest units. Where there are too many equals to look through, best stays, which is at least the same each time.
func (c *cover) settle() {
	found := false
	c.live = c.affordable()
	for _, j := range c.best {
		if !slices.Contains(c.live, j) { // by a hair's breadth of rounding
			c.live = append(c.live, j)
		}
	}
	c.equals(c.upper+c.near, func(choice []int32) bool {
		c.best, found = slices.Clone(choice), true
		return false
	})
	if found {
		c.upper = c.sum(c.best)
	}
}

// equals yields the choices of live columns that cost no more than goal, in order, and reports whether that was all of
// them.
func (c *cover) equals(goal float64, yield func([]int32) bool) bool {
	slices.SortFunc(c.live, func(i, j int32) int {
		return cmp.Or(slices.Compare(c.of(i), c.of(j)), cmp.Compare(i, j))
	})
	c.index()
	beyond, taken := c.beyond(), make([]bool, c.units)
	chosen, steps := []int32(nil), 0
	var deeper func(u int, bound float64) bool
	deeper = func(u int, bound float64) bool {
		for u < c.units && taken[u] {
			u++
		}
		if u == c.units {
			return yield(chosen)
		}
		for _, j := range c.having[u] {
			if steps++; steps > mostTies {
				return false
			}
			if bound+beyond[j] > goal || !c.fits(j, taken) {
				continue
			}
			c.take(j, taken, true)
			chosen = append(chosen, j)
			all := deeper(u+1, bound+beyond[j])
			chosen = chosen[:len(chosen)-1]
			c.take(j, taken, false)
			if !all {
				return false
			}
		}
		return true
	}
	return deeper(0, c.lower)
}

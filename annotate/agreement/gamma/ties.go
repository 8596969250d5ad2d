package gamma

import "math"

// Ties returns how many alignments cost as little as the best, whatever their number of tuples, and false where there
// are too many to count. Where there are several, γ is the same for all but γ-cat is not.
func Ties(c Continuum, o Options) (int, bool) {
	o = o.filled()
	if o.Check() != nil || c.Check(o) != nil {
		return 0, false
	}
	p := newProblem(c, o)
	if p.partial {
		return 0, false
	}
	product := 1
	for _, part := range p.components() {
		if len(part.columns) == 0 {
			continue
		}
		n, ok := p.ties(part)
		if !ok || product > math.MaxInt32/n {
			return 0, false
		}
		product *= n
	}
	return product, true
}

func (p *problem) ties(part component) (int, bool) {
	c := p.newCover(part)
	all := c.live
	c.raise()
	if c.branch(); !c.exact {
		return 0, false
	}
	// Columns may have been dropped because they cost a little more only by what is extra on each tuple: all of them
	// come back, and the prices are made to fit them.
	c.live = all
	c.index()
	prices := c.duals
	c.duals = nil
	c.accept(prices)
	c.live = all
	c.index()
	best := c.upper - p.extra*float64(len(c.best))
	n := 0
	done := c.equals(c.upper+p.extra*float64(c.units)+c.near, func(choice []int32) bool {
		if cost := c.sum(choice) - p.extra*float64(len(choice)); cost <= best+c.near {
			n++
		}
		return true
	})
	return max(n, 1), done
}

package gamma

import "math"

// A problem is an alignment to be found: the units in order, and which tuples of several units may be in it.
type problem struct {
	o     Options
	units []owned
	n     int     // annotators
	pairs float64 // of annotators
	extra float64 // by which each tuple is priced dearer, so that of two alignments that cost the same, fewer tuples win
	price float64 // of a unit alone: Empty + extra

	columns []column
	members []int32 // units of all columns
	partial bool    // there were too many tuples: some are missing
	steps   int     // taken so far
}

// A column is a tuple of two units or more.
type column struct {
	first, size int32   // where its members stand, in the order of units
	cost        float64 // with extra
}

// Bounds on the enumeration. What goes beyond is a text that annotators stacked with marks by the hundred.
const (
	mostColumns = 1_000_000
	mostVisits  = 5_000_000
	mostSplits  = 8 // tuples up to this size are held against every way of cutting them in two
)

func newProblem(c Continuum, o Options) *problem {
	n := len(c)
	p := &problem{o: o, units: c.inOrder(), n: n, pairs: float64(n*(n-1)) / 2}
	p.extra = 1e-7 * o.Empty / float64(len(p.units)+1)
	p.price = o.Empty + p.extra
	p.enumerate()
	return p
}

func (p *problem) of(c column) []int32 { return p.members[c.first : c.first+c.size] }

// cost returns what a tuple of the units costs, without extra.
func (p *problem) cost(units []int32) float64 {
	sum := 0.0
	for i, u := range units {
		for _, v := range units[:i] {
			sum += p.o.Apart(p.units[v].Unit, p.units[u].Unit) - p.o.Empty
		}
	}
	return p.o.Empty + sum/p.pairs
}

// A candidate may still join the tuple in hand. gain is Σ(d − Empty) to the units in it.
type candidate struct {
	unit int32
	gain float64
}

// An enumeration walks the tuples that begin with one unit, depth first.
type enumeration struct {
	*problem
	tuple   []int32
	rows    []float64 // of each unit in the tuple, Σ(d − Empty) to the others
	sum     float64   // over all pairs in the tuple
	within  []float64 // by subset of the tuple, Σ(d − Empty) of its pairs; up to mostSplits units
	row     []float64 // scratch of the same shape
	free    [][]candidate
	visited int
}

// enumerate collects the tuples that may be in a best alignment.
func (p *problem) enumerate() {
	e := &enumeration{problem: p, free: make([][]candidate, p.n+1)}
	e.within, e.row = make([]float64, 1<<mostSplits), make([]float64, 1<<mostSplits)
	longest := 0.0
	for _, u := range p.units {
		longest = max(longest, u.To-u.From)
	}
	for i, u := range p.units {
		first := e.free[1][:0]
		length := u.To - u.From + longest
		for j := i + 1; j < len(p.units); j++ {
			v := p.units[j]
			// Beyond a gap, even the longest unit would be too far apart, and so are all that start later.
			if gap := v.From - u.To; gap > 0 {
				off := (2*gap + length) / length
				if p.hopeless(p.o.Position*off*off*p.o.Empty-p.o.Empty, 2) {
					break
				}
			}
			if v.who == u.who {
				continue
			}
			if gain := p.o.Apart(u.Unit, v.Unit) - p.o.Empty; !p.hopeless(gain, 2) {
				first = append(first, candidate{int32(j), gain})
			}
		}
		e.free[1] = first
		e.tuple, e.rows, e.sum, e.within[0], e.within[1] = append(e.tuple[:0], int32(i)), append(e.rows[:0], 0), 0, 0, 0
		e.extend()
		if p.partial {
			return
		}
	}
}

// hopeless reports whether a unit with this Σ(d − Empty) to the others of a tuple of a size is better off alone, whoever
// joins the tuple.
func (p *problem) hopeless(gain float64, size int) bool {
	return gain-float64(p.n-size)*p.o.Empty >= p.pairs*p.price
}

// extend tries each candidate as the next unit of the tuple.
func (e *enumeration) extend() {
	size := len(e.tuple)
	candidates := e.free[size]
	for at, next := range candidates {
		if e.visited++; e.visited > min(mostVisits, e.o.Steps) || len(e.columns) >= mostColumns {
			e.partial = true
			return
		}
		u := e.units[next.unit]
		stays := true
		for i, v := range e.tuple {
			gain := e.o.Apart(e.units[v].Unit, u.Unit) - e.o.Empty
			e.rows[i] += gain
			e.weigh(i, gain)
			stays = stays && !e.hopeless(e.rows[i], size+1)
		}
		e.tuple, e.rows, e.sum = append(e.tuple, next.unit), append(e.rows, next.gain), e.sum+next.gain
		if stays {
			e.join(size)
			if e.sum <= e.pairs*float64(size)*e.price && !e.dearer() {
				first := int32(len(e.members))
				e.members = append(e.members, e.tuple...)
				e.columns = append(e.columns, column{first, int32(size + 1), e.o.Empty + e.sum/e.pairs + e.extra})
			}
			if size+1 < e.n {
				later := e.free[size+1][:0]
				for _, c := range candidates[at+1:] {
					v := e.units[c.unit]
					if v.who == u.who {
						continue
					}
					c.gain += e.o.Apart(u.Unit, v.Unit) - e.o.Empty
					if !e.hopeless(c.gain, size+2) {
						later = append(later, c)
					}
				}
				e.free[size+1] = later
				e.extend()
			}
		}
		e.tuple, e.rows, e.sum = e.tuple[:size], e.rows[:size], e.sum-next.gain
		for i, v := range e.tuple {
			e.rows[i] -= e.o.Apart(e.units[v].Unit, u.Unit) - e.o.Empty
		}
		if e.partial {
			return
		}
	}
}

// weigh notes the gain of the unit about to join with unit i of the tuple.
func (e *enumeration) weigh(i int, gain float64) {
	if i < mostSplits {
		e.row[1<<i] = gain
	}
}

// join fills within for the subsets that have the unit that joined a tuple of this size.
func (e *enumeration) join(size int) {
	if size >= mostSplits {
		return
	}
	bit := 1 << size
	e.within[bit] = 0
	for set := 1; set < bit; set++ {
		low := set & -set
		if set != low {
			e.row[set] = e.row[low] + e.row[set^low]
		}
		e.within[set|bit] = e.within[set] + e.row[set]
	}
}

// dearer reports whether the tuple in hand is no better than its units cut into two tuples some way.
func (e *enumeration) dearer() bool {
	limit := e.pairs * e.price
	if size := len(e.tuple); size <= mostSplits {
		all := 1<<size - 1
		for set := 1; set < 1<<(size-1); set++ {
			if e.within[all]-e.within[set]-e.within[all^set] >= limit {
				return true
			}
		}
		return false
	}
	for _, gain := range e.rows {
		if gain >= limit {
			return true
		}
	}
	return false
}

// least returns, for a unit, what it adds at least to any alignment: its share of the cheapest tuple it can be
// thought to be in, with the nearest unit of each other annotator. It bounds a problem whose tuples are not all known.
func (p *problem) least(i int) float64 {
	near := make([]float64, p.n)
	for a := range near {
		near[a] = math.Inf(1)
	}
	for j := range p.units {
		if v := p.units[j]; v.who != p.units[i].who {
			near[v.who] = min(near[v.who], p.o.Apart(p.units[i].Unit, v.Unit))
		}
	}
	best, sum := p.o.Empty, 0.0
	for k := 2; k <= p.n; k++ {
		at := 0
		for a := range near {
			if near[a] < near[at] {
				at = a
			}
		}
		if math.IsInf(near[at], 1) {
			break
		}
		sum += near[at]
		near[at] = math.Inf(1)
		inside := float64(k*(k-1)) / 2
		best = min(best, p.o.Empty*(1-inside/p.pairs)/float64(k)+sum/(2*p.pairs))
	}
	return best
}

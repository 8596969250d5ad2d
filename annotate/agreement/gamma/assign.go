package gamma

import "container/heap"

// assign solves a component of two annotators: pairs are chosen by shortest augmenting paths over the pairs there are,
// one unit of the first annotator after the other. Each may also stay alone, which is a way out of every path. The
// prices that come with it are exact.
func (c *cover) assign() {
	a := newAssignment(c)
	for i := range a.rows {
		a.insert(int32(i))
	}
	c.duals = make([]float64, c.units)
	taken := make([]bool, c.units)
	for i, u := range a.rows {
		c.duals[u] = a.alone + a.row[i]
		if e := a.matched[i]; e >= 0 {
			c.best = append(c.best, a.edges[e].column)
			c.take(a.edges[e].column, taken, true)
		}
	}
	for k, u := range a.columns {
		c.duals[u] = a.alone + a.column[k]
	}
	for u := range c.units {
		c.lower += c.duals[u]
		if !taken[u] {
			c.best = append(c.best, int32(u)) // the columns of units alone come first, in order
		}
	}
	c.upper, c.exact = c.sum(c.best), true
	c.lower = min(c.lower, c.upper)
}

// An assignment of units of one annotator, the rows, to those of the other, the columns. What a pair saves over two
// units alone is its weight, below or about 0.
type assignment struct {
	alone         float64
	rows, columns []int32 // units of the cover
	edges         []edge
	from          [][]int32 // by row, its edges
	matched       []int32   // by row, its edge, or -1 for alone
	owner         []int32   // by column, the row it is matched to, or -1
	row, column   []float64 // potentials: no edge weighs less than those of its ends, and none is above 0

	// Of the search in hand; seen lists the columns to clean up after.
	distance []float64
	via      []int32 // the edge by which a column was reached, or -1
	done     []bool
	seen     []int32
}

type edge struct {
	row, end int32 // end is a column of the assignment
	column   int32 // of the cover
	weight   float64
}

func newAssignment(c *cover) *assignment {
	a := &assignment{alone: c.cost[0]}
	// A pair's first member may be of either annotator: two sides are told apart by walking from one to the other.
	side := make([]int8, c.units)
	for start := range c.units {
		if side[start] != 0 {
			continue
		}
		side[start] = 1
		for queue := []int32{int32(start)}; len(queue) > 0; {
			u := queue[0]
			queue = queue[1:]
			for _, j := range c.having[u] {
				for _, v := range c.of(j) {
					if side[v] == 0 {
						side[v] = -side[u]
						queue = append(queue, v)
					}
				}
			}
		}
	}
	place := make([]int32, c.units)
	for u, s := range side {
		if s > 0 {
			place[u] = int32(len(a.rows))
			a.rows = append(a.rows, int32(u))
		} else {
			place[u] = int32(len(a.columns))
			a.columns = append(a.columns, int32(u))
		}
	}
	a.from = make([][]int32, len(a.rows))
	for j := c.units; j < len(c.cost); j++ {
		pair := c.of(int32(j))
		r, k := pair[0], pair[1]
		if side[r] < 0 {
			r, k = k, r
		}
		a.from[place[r]] = append(a.from[place[r]], int32(len(a.edges)))
		a.edges = append(a.edges, edge{place[r], place[k], int32(j), c.cost[j] - 2*a.alone})
	}
	a.row, a.column = make([]float64, len(a.rows)), make([]float64, len(a.columns))
	a.matched, a.owner = make([]int32, len(a.rows)), make([]int32, len(a.columns))
	a.distance, a.via, a.done = make([]float64, len(a.columns)), make([]int32, len(a.columns)), make([]bool, len(a.columns))
	for i := range a.matched {
		a.matched[i] = -1
	}
	for k := range a.owner {
		a.owner[k], a.via[k] = -1, -1
	}
	return a
}

// A frontier is columns by distance.
type frontier []reached

type reached struct {
	column   int32
	distance float64
}

func (f frontier) Len() int { return len(f) }
func (f frontier) Less(i, j int) bool {
	return f[i].distance < f[j].distance || f[i].distance == f[j].distance && f[i].column < f[j].column
}
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)   { *f = append(*f, x.(reached)) }
func (f *frontier) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

// insert gives a row its place by the shortest path to a column that is free or a row that may as well stay alone,
// itself to begin with.
func (a *assignment) insert(start int32) {
	// The row's potential is 0 until it is in: no edge weighs less than its ends once it is lowered to the least of them.
	for _, e := range a.from[start] {
		a.row[start] = min(a.row[start], a.edges[e].weight-a.column[a.edges[e].end])
	}
	var open frontier
	visited, at := []int32{start}, []float64{0} // rows, and how far they are
	best, last, free := -a.row[start], start, int32(-1)
	walk := func(r int32, so float64) {
		for _, e := range a.from[r] {
			k := a.edges[e].end
			if a.done[k] || e == a.matched[r] {
				continue
			}
			d := so + max(0, a.edges[e].weight-a.row[r]-a.column[k])
			if a.via[k] < 0 {
				a.seen = append(a.seen, k)
			} else if d >= a.distance[k] {
				continue
			}
			a.distance[k], a.via[k] = d, e
			heap.Push(&open, reached{k, d})
		}
	}
	walk(start, 0)
	for open.Len() > 0 {
		next := heap.Pop(&open).(reached)
		if next.distance >= best {
			break
		}
		k := next.column
		if a.done[k] {
			continue
		}
		a.done[k] = true
		r := a.owner[k]
		if r < 0 {
			best, free = next.distance, k
			break
		}
		visited, at = append(visited, r), append(at, next.distance)
		if d := next.distance - a.row[r]; d < best {
			best, last, free = d, r, -1
		}
		walk(r, next.distance)
	}
	// Potentials move by how much nearer than the end of the path a row or column lies.
	for i, r := range visited {
		if at[i] < best {
			a.row[r] = min(0, a.row[r]+best-at[i])
		}
	}
	for _, k := range a.seen {
		if a.done[k] && a.distance[k] < best {
			a.column[k] -= best - a.distance[k]
		}
	}
	// Along the path, rows take the column they came to; the row at its end may be left alone.
	if free < 0 {
		if last == start {
			a.matched[start] = -1
			a.reset()
			return
		}
		free = a.edges[a.matched[last]].end
		a.matched[last] = -1
	}
	for {
		e := a.via[free]
		r := a.edges[e].row
		before := a.matched[r]
		a.matched[r], a.owner[free] = e, r
		if r == start {
			break
		}
		free = a.edges[before].end
	}
	a.reset()
}

func (a *assignment) reset() {
	for _, k := range a.seen {
		a.via[k], a.done[k] = -1, false
	}
	a.seen = a.seen[:0]
}

package match

import (
	"container/heap"
	"slices"
)

// A gain is what a pair is worth: itself, equal in label and edges, in edges, in label, and the text that both cover. Gains
// add up and compare by the first of these that differs, and that is all that the assignment asks of a number.
type gain struct {
	marks int64 // pairs in the upper half, those equal in label and edges in the lower
	edges int64 // in the same way those equal in edges, and in label
	text  int64 // code points
}

const (
	upper int64 = 1 << 32
	lower int64 = 1
)

func gainOf(a, b *Span) gain {
	both := Overlap(a, b)
	if both == 0 {
		return gain{}
	}
	g := gain{marks: upper, text: int64(both)}
	edges, label := SameEdges(a, b), a.Label == b.Label
	if edges {
		g.edges += upper
	}
	if label {
		g.edges += lower
	}
	if edges && label {
		g.marks += lower
	}
	return g
}

func (g gain) plus(h gain) gain  { return gain{g.marks + h.marks, g.edges + h.edges, g.text + h.text} }
func (g gain) minus(h gain) gain { return gain{g.marks - h.marks, g.edges - h.edges, g.text - h.text} }

func (g gain) less(h gain) bool {
	if g.marks != h.marks {
		return g.marks < h.marks
	}
	if g.edges != h.edges {
		return g.edges < h.edges
	}
	return g.text < h.text
}

// assign gives each row a column of its own, or none (-1), so that the gains add up to the most: the Hungarian method by
// shortest augmenting paths (Kuhn 1955; Jonker & Volgenant 1987) over the pairs there are. Every row has one column more that
// only it can take and that gains nothing.
func assign(rows [][]overlap, columns int) []int {
	s := search{
		rows: rows, columns: columns, ofRow: slices.Repeat([]int{-1}, len(rows)), rowOf: slices.Repeat([]int{-1}, columns+len(rows)),
		priceOfRow: make([]gain, len(rows)), priceOfColumn: make([]gain, columns+len(rows)),
		distance: make([]gain, columns+len(rows)), from: make([]int, columns+len(rows)), state: make([]state, columns+len(rows)), place: make([]int, columns+len(rows)),
	}
	for row, all := range rows {
		for _, o := range all { // no column is dearer than its price at the start
			if p := (gain{}).minus(o.gain); p.less(s.priceOfRow[row]) {
				s.priceOfRow[row] = p
			}
		}
	}
	for row := range rows {
		if len(rows[row]) > 0 { // one that shares text with nothing has no column to take
			s.add(row)
		}
	}
	for row, column := range s.ofRow {
		if column >= columns {
			s.ofRow[row] = -1
		}
	}
	return s.ofRow
}

// A search holds an assignment of the rows so far with the prices that prove it best: no pair costs less than the prices of its
// ends, and pairs that are made cost just that.
type search struct {
	rows                      [][]overlap
	columns                   int
	ofRow, rowOf              []int
	priceOfRow, priceOfColumn []gain

	// Of the path in hand; met lists the columns to clean up after.
	distance []gain
	from     []int // the row from which a column was reached
	state    []state
	met      []int
	queue    []int // a heap of columns that are reached, the nearest first
	place    []int // of a column in the queue
}

type state uint8

const (
	far state = iota
	reached
	settled
)

// add finds the cheapest way to give a row a column, by moving others along a path of pairs.
func (s *search) add(row int) {
	s.reach(row, gain{})
	end := s.nearest()
	for s.rowOf[end] >= 0 {
		s.reach(s.rowOf[end], s.distance[end])
		end = s.nearest()
	}
	length := s.distance[end]
	s.priceOfRow[row] = s.priceOfRow[row].plus(length)
	for _, c := range s.met {
		if s.state[c] == settled && c != end {
			rest := length.minus(s.distance[c])
			r := s.rowOf[c]
			s.priceOfRow[r] = s.priceOfRow[r].plus(rest)
			s.priceOfColumn[c] = s.priceOfColumn[c].minus(rest)
		}
		s.state[c] = far
	}
	s.met, s.queue = s.met[:0], s.queue[:0]
	for at := end; ; {
		r := s.from[at]
		s.rowOf[at] = r
		at, s.ofRow[r] = s.ofRow[r], at
		if r == row {
			return
		}
	}
}

// reach walks from a row that is so far away to every column it could take.
func (s *search) reach(row int, away gain) {
	away = away.minus(s.priceOfRow[row])
	for _, o := range s.rows[row] {
		s.see(o.column, row, away.minus(o.gain).minus(s.priceOfColumn[o.column]))
	}
	s.see(s.columns+row, row, away.minus(s.priceOfColumn[s.columns+row]))
}

func (s *search) see(column, row int, d gain) {
	switch s.state[column] {
	case far:
		s.met = append(s.met, column)
		s.distance[column], s.from[column], s.state[column] = d, row, reached
		heap.Push(s, column)
	case reached:
		if d.less(s.distance[column]) {
			s.distance[column], s.from[column] = d, row
			heap.Fix(s, s.place[column])
		}
	}
}

// nearest settles the nearest column that is not. There always is one: that of the row itself.
func (s *search) nearest() int {
	c := heap.Pop(s).(int)
	s.state[c] = settled
	return c
}

// Of equally near columns the first is taken, so that the same lists give the same pairs.

func (s *search) Len() int { return len(s.queue) }
func (s *search) Less(i, j int) bool {
	x, y := s.queue[i], s.queue[j]
	return s.distance[x].less(s.distance[y]) || s.distance[x] == s.distance[y] && x < y
}
func (s *search) Swap(i, j int) {
	s.queue[i], s.queue[j] = s.queue[j], s.queue[i]
	s.place[s.queue[i]], s.place[s.queue[j]] = i, j
}
func (s *search) Push(column any) {
	s.place[column.(int)] = len(s.queue)
	s.queue = append(s.queue, column.(int))
}
func (s *search) Pop() any {
	last := s.queue[len(s.queue)-1]
	s.queue = s.queue[:len(s.queue)-1]
	return last
}

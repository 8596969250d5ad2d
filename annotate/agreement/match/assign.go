package match

import "slices"

// A gain is what a pair is worth: itself, equal in label and edges, in edges, in label, and the text that both cover. Gains
// add up place by place and compare from the first place on, and that is all that the assignment asks of a number.
type gain [5]int64

func gainOf(a, b Span) gain {
	both := Overlap(a, b)
	if both == 0 {
		return gain{}
	}
	g := gain{1, 0, 0, 0, int64(both)}
	if SameEdges(a, b) {
		g[2] = 1
	}
	if a.Label == b.Label {
		g[3] = 1
	}
	g[1] = g[2] * g[3]
	return g
}

func (g gain) plus(h gain) gain {
	for i := range g {
		g[i] += h[i]
	}
	return g
}

func (g gain) minus(h gain) gain {
	for i := range g {
		g[i] -= h[i]
	}
	return g
}

func (g gain) less(h gain) bool { return slices.Compare(g[:], h[:]) < 0 }

// assign gives every row a column of its own, so that the gains add up to the most: the Hungarian method by shortest
// augmenting paths (Kuhn 1955; Jonker & Volgenant 1987). There are no more rows than columns. O(rows² · columns).
func assign(gains [][]gain) []int {
	rows, columns := len(gains), len(gains[0])
	cost := func(r, c int) gain { return gain{}.minus(gains[r-1][c-1]) }
	// Rows and columns count from 1; 0 is the row that is being placed.
	potentialOfRow, potentialOfColumn := make([]gain, rows+1), make([]gain, columns+1)
	rowOf, from := make([]int, columns+1), make([]int, columns+1)
	for r := 1; r <= rows; r++ {
		rowOf[0] = r
		at := 0
		slack, seen, reached := make([]gain, columns+1), make([]bool, columns+1), make([]bool, columns+1)
		for rowOf[at] != 0 {
			seen[at] = true
			row, next := rowOf[at], 0
			var least gain
			for c := 1; c <= columns; c++ {
				if seen[c] {
					continue
				}
				if d := cost(row, c).minus(potentialOfRow[row]).minus(potentialOfColumn[c]); !reached[c] || d.less(slack[c]) {
					slack[c], from[c], reached[c] = d, at, true
				}
				if next == 0 || slack[c].less(least) {
					least, next = slack[c], c
				}
			}
			for c := 0; c <= columns; c++ {
				if seen[c] {
					potentialOfRow[rowOf[c]] = potentialOfRow[rowOf[c]].plus(least)
					potentialOfColumn[c] = potentialOfColumn[c].minus(least)
				} else {
					slack[c] = slack[c].minus(least)
				}
			}
			at = next
		}
		for at != 0 {
			rowOf[at] = rowOf[from[at]]
			at = from[at]
		}
	}
	column := make([]int, rows)
	for c := 1; c <= columns; c++ {
		if rowOf[c] > 0 {
			column[rowOf[c]-1] = c - 1
		}
	}
	return column
}

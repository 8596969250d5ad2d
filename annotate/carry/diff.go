package carry

import "slices"

// maxEdits bounds the edits that are looked for between two stretches without a unique common element: what differs
// more has nothing in common that is worth carrying.
const maxEdits = 400

// diff calls match for pairs of equal elements of a and b, rising on both sides. Elements that occur once on either side
// anchor it (as in patience diff), so that it reads as a person would tell the change; between anchors Myers' algorithm
// finds the rest. offA and offB are added to what match is given.
func diff(a, b []int32, offA, offB int, match func(i, j int)) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		match(offA, offB)
		a, b, offA, offB = a[1:], b[1:], offA+1, offB+1
	}
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	defer func(i, j int) { // the common end, after all that comes before it
		for k := range n {
			match(i+k, j+k)
		}
	}(offA+len(a)-n, offB+len(b)-n)
	a, b = a[:len(a)-n], b[:len(b)-n]
	if len(a) == 0 || len(b) == 0 {
		return
	}
	chain := anchors(a, b)
	if len(chain) == 0 {
		myers(a, b, offA, offB, match)
		return
	}
	i, j := 0, 0
	for _, p := range append(chain, pair{len(a), len(b)}) {
		diff(a[i:p.a], b[j:p.b], offA+i, offB+j, match)
		if p.a < len(a) {
			match(offA+p.a, offB+p.b)
		}
		i, j = p.a+1, p.b+1
	}
}

// A pair is two places that belong together.
type pair struct{ a, b int }

// anchors returns the longest rising chain of elements that occur exactly once in a and once in b.
func anchors(a, b []int32) []pair {
	type seen struct{ inA, inB, at int32 }
	count := make(map[int32]seen, len(a))
	for _, x := range a {
		s := count[x]
		s.inA++
		count[x] = s
	}
	for j, x := range b {
		if s, ok := count[x]; ok {
			s.inB, s.at = s.inB+1, int32(j)
			count[x] = s
		}
	}
	var common []pair
	for i, x := range a {
		if s := count[x]; s.inA == 1 && s.inB == 1 {
			common = append(common, pair{i, int(s.at)})
		}
	}
	return rising(common)
}

// rising returns the longest part of pairs, which rise in a, that rises in b too. O(n log n).
func rising(pairs []pair) []pair {
	var tails []int // tails[k] is the pair that ends the best chain of k+1
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(tails, p.b, func(t, b int) int { return pairs[t].b - b })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	chain := make([]pair, len(tails))
	for k, i := len(tails)-1, tails[len(tails)-1]; k >= 0; k, i = k-1, before[i] {
		chain[k] = pairs[i]
	}
	return chain
}

// myers is the greedy algorithm of Myers, “An O(ND) Difference Algorithm and Its Variations” (1986), which gives up
// beyond [maxEdits].
func myers(a, b []int32, offA, offB int, match func(i, j int)) {
	n, m := len(a), len(b)
	limit := min(n+m, maxEdits)
	if n-m > limit || m-n > limit {
		return
	}
	zero := limit + 1
	reach := make([]int, 2*limit+3) // reach[zero+k]: how far in a diagonal k has come
	var trace [][]int               // trace[d][d+k]: the same before round d
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(reach[zero-d:zero+d+1]))
		for k := -d; k <= d; k += 2 {
			x := reach[zero+k-1] + 1
			if k == -d || k != d && reach[zero+k-1] < reach[zero+k+1] {
				x = reach[zero+k+1]
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			if reach[zero+k] = x; x == n && x-k == m {
				for _, p := range slices.Backward(walk(trace, n, m)) {
					match(offA+p.a, offB+p.b)
				}
				return
			}
		}
	}
}

// walk returns the pairs on the way that myers found to (x, y), the last first.
func walk(trace [][]int, x, y int) []pair {
	var back []pair
	for d := len(trace) - 1; d >= 0; d-- {
		fromX, fromY := 0, 0
		if k := x - y; d > 0 {
			before := k - 1
			if k == -d || k != d && trace[d][d+k-1] < trace[d][d+k+1] {
				before = k + 1
			}
			fromX = trace[d][d+before]
			fromY = fromX - before
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			back = append(back, pair{x, y})
		}
		x, y = fromX, fromY
	}
	return back
}

package carry

import (
	"cmp"
	"slices"

	"galley/annotate/order"
)

// shingle is how many tokens in a row make a fingerprint of a line, and maxShared how many lines may have one before it
// says nothing.
const (
	shingle   = 3
	maxShared = 40
)

// elsewhere finds the lines that left their place for another, edited on the way or not.
func (v *versions) elsewhere(la, lb []line) {
	goneA, newB := v.unheld(la, lb)
	if len(goneA) == 0 || len(newB) == 0 {
		return
	}
	taken := map[int]bool{}
	same := map[string][]int{}
	for _, j := range newB {
		text := trimmed(v.b, lb[j])
		same[text] = append(same[text], j)
	}
	var left []int
	for _, i := range goneA {
		text := trimmed(v.a, la[i])
		if places := same[text]; len(places) > 0 {
			same[text] = places[1:]
			taken[places[0]] = true
			from, to := trim(v.a, la[i].from, la[i].to)
			at, _ := trim(v.b, lb[places[0]].from, lb[places[0]].to)
			v.moved = append(v.moved, stretch{from, to, at, true})
			continue
		}
		left = append(left, i)
	}
	v.rewritten(left, slices.DeleteFunc(newB, func(j int) bool { return taken[j] }))
	order.By(v.moved, func(x, y stretch) int { return cmp.Compare(x.from, y.from) })
	v.mark(v.moved)
}

func trimmed(s string, l line) string {
	from, to := trim(s, l.from, l.to)
	return s[from:to]
}

// unheld returns the changed lines of which little stayed in place.
func (v *versions) unheld(la, lb []line) (a, b []int) {
	heldA := make([]bool, len(v.ta))
	for _, s := range v.held {
		first, end := within(v.ta, s.from, s.to)
		for i := first; i < end; i++ {
			heldA[i] = true
		}
	}
	return mostly(v.ta, heldA), mostly(v.tb, v.usedB)
}

// mostly returns the lines of all of which little is held.
func mostly(all []token, held []bool) []int {
	var out []int
	for i := 0; i < len(all); {
		n, k, l := 0, 0, all[i].line
		for ; i < len(all) && all[i].line == l; i++ {
			n += all[i].to - all[i].from
			if held[i] {
				k += all[i].to - all[i].from
			}
		}
		if float64(k) < kept*float64(n) {
			out = append(out, l)
		}
	}
	return out
}

// rewritten pairs lines that are alike without being the same, each with the likest that is free.
func (v *versions) rewritten(a, b []int) {
	index := map[[shingle]int32][]int{}
	for _, j := range b {
		seen := map[[shingle]int32]bool{}
		for _, s := range shingles(v.lineOf(v.tb, j)) {
			if !seen[s] {
				seen[s] = true
				index[s] = append(index[s], j)
			}
		}
	}
	taken := map[int]bool{}
	for _, i := range a {
		ta := v.lineOf(v.ta, i)
		votes := map[int]int{}
		for _, s := range shingles(ta) {
			if lines := index[s]; len(lines) <= maxShared {
				for _, j := range lines {
					votes[j]++
				}
			}
		}
		best := -1
		for j, n := range votes {
			if !taken[j] && (best < 0 || n > votes[best] || n == votes[best] && j < best) {
				best = j
			}
		}
		if best < 0 {
			continue
		}
		tb := v.lineOf(v.tb, best)
		all := clean(ta, tb, runs(ta, tb))
		common := 0
		for _, r := range all {
			common += r.size(ta)
		}
		if float64(2*common) < alike*float64(size(ta)+size(tb)) {
			continue
		}
		taken[best] = true
		for _, r := range all {
			v.moved = v.join(v.moved, ta, tb, r, true)
		}
	}
}

// lineOf returns the tokens of line n.
func (v *versions) lineOf(all []token, n int) []token {
	first, _ := slices.BinarySearchFunc(all, n, func(t token, n int) int { return cmp.Compare(t.line, n) })
	end, _ := slices.BinarySearchFunc(all, n+1, func(t token, n int) int { return cmp.Compare(t.line, n) })
	return all[first:end]
}

func shingles(all []token) [][shingle]int32 {
	var out [][shingle]int32
	for i := 0; i+shingle <= len(all); i++ {
		out = append(out, [shingle]int32{all[i].id, all[i+1].id, all[i+2].id})
	}
	return out
}

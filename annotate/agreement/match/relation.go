package match

import "slices"

// A Relation is a typed link between two spans of one annotator, by their places in the list that was matched.
type Relation struct {
	ID    string
	Label string
	Head  int
	Tail  int
}

// A Linking says when two links are the same: both their ends are the same mark, and what else.
type Linking struct {
	ExactEnds   bool // the ends must have the same edges, too
	AnyLabel    bool // whatever the links are called
	MatchedOnly bool // only links are counted whose two ends the other annotator has marked at all
	Symmetric   func(label string) bool
}

// mostLooked is up to how many comparisons two short lists are looked through, which is faster than a map of them.
const mostLooked = 1 << 12

// Relations counts the links that two annotators have in common. nil for Symmetric means that every link has a direction.
func (m Matching) Relations(a, b []Relation, by Linking) Hits {
	ofA := func(i int) int { return m.ofA[i] }
	own := func(i int) int {
		if m.ofB[i] < 0 {
			return -1
		}
		return i
	}
	type link struct {
		label      string
		head, tail int
	}
	key := func(r Relation, end func(int) int) (link, bool) {
		k := link{r.Label, end(r.Head), end(r.Tail)}
		if by.Symmetric != nil && by.Symmetric(r.Label) && k.head > k.tail {
			k.head, k.tail = k.tail, k.head
		}
		if by.AnyLabel {
			k.label = ""
		}
		return k, k.head >= 0 && k.tail >= 0
	}
	same := func(i int) bool { // of B
		return !by.ExactEnds || m.ofB[i] >= 0 && SameEdges(&m.A[m.ofB[i]], &m.B[i])
	}
	var h Hits
	var few [32]link
	open := few[:0] // of A, that no link of B is yet
	for _, r := range a {
		k, matched := key(r, ofA)
		if matched || !by.MatchedOnly {
			h.A++
		}
		if matched && same(k.head) && same(k.tail) {
			open = append(open, k)
		}
	}
	take := func(k link) bool {
		i := slices.Index(open, k)
		if i >= 0 {
			open[i] = open[len(open)-1]
			open = open[:len(open)-1]
		}
		return i >= 0
	}
	if len(a)*len(b) > mostLooked {
		times := make(map[link]int, len(open))
		for _, k := range open {
			times[k]++
		}
		take = func(k link) bool {
			times[k]--
			return times[k] >= 0
		}
	}
	for _, r := range b {
		k, matched := key(r, own)
		if matched || !by.MatchedOnly {
			h.B++
		}
		if matched && take(k) {
			h.Both++
		}
	}
	return h
}

package carry

import (
	"cmp"
	"math"
	"slices"
)

// Bounds of the search for a quotation.
const (
	around   = 6    // tokens of context that are compared on either side
	maxTried = 48   // places that are looked at for one range
	fresh    = 0.6  // of what is found must be new text
	fuzzy    = 0.7  // of the words must be the same
	longer   = 4    // from so many words on, a quotation needs no context
	nearby   = 0.34 // of the surroundings must be the same for a shorter one
)

// search looks for the words of [from, to) in new text, by quotation and context.
func (c *carrier) search(from, to int) spot {
	first, end := within(c.ta, from, to)
	if first == end {
		return nowhere
	}
	quote := c.ta[first:end]
	if c.uncovered(quote, from, to) {
		return nowhere
	}
	if c.index == nil {
		c.index = map[int32][]int32{}
		for i, t := range c.tb {
			c.index[t.id] = append(c.index[t.id], int32(i))
		}
	}
	want := c.near(from)
	best, bestScore, ties := nowhere, -1.0, 0
	for _, start := range c.starts(quote) {
		s, ok := c.read(first, end, start, from, to)
		if !ok {
			continue
		}
		total := s.score
		if s.fate == Moved {
			total++ // the very words are better than any like them
		}
		switch {
		case total > bestScore || total == bestScore && distance(s.from, want) < distance(best.from, want):
			if total > bestScore {
				ties = 0
			}
			best, bestScore = s, total
			ties++
		case total == bestScore:
			ties++
		}
	}
	if best.fate == Moved && ties > 1 {
		best.why = "its words stand in several places now"
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }

// uncovered reports whether a range holds text that the tokens of the changed lines do not: it is not looked for then.
func (c *carrier) uncovered(quote []token, from, to int) bool {
	p := from
	for _, t := range quote {
		if lo, hi := trim(c.a, min(p, t.from), t.from); lo < hi {
			return true
		}
		p = max(p, t.to)
	}
	lo, hi := trim(c.a, min(p, to), to)
	return lo < hi
}

// starts lists where the quotation might begin among the tokens of the newer text, judged by its rarest words.
func (c *carrier) starts(quote []token) []int {
	at := make([]int, 0, len(quote))
	for i, t := range quote {
		if n := len(c.index[t.id]); n > 0 && n <= maxTried {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(x, y int) int {
		return cmp.Compare(len(c.index[quote[x].id]), len(c.index[quote[y].id]))
	})
	var out []int
	for _, i := range at[:min(len(at), 4)] {
		for _, p := range c.index[quote[i].id] {
			if s := int(p) - i; s >= 0 && s < len(c.tb) && !slices.Contains(out, s) && len(out) < maxTried {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return out
}

// read compares the quotation, tokens first to end of the older text, with what stands at token start of the newer.
func (c *carrier) read(first, end, start, from, to int) (spot, bool) {
	quote := c.ta[first:end]
	n := len(quote)
	same := start+n <= len(c.tb)
	for k := 0; same && k < n; k++ {
		same = c.tb[start+k].id == quote[k].id
	}
	if same {
		lo, hi := c.tb[start].from+from-quote[0].from, c.tb[start+n-1].to+to-quote[n-1].to
		if lo < 0 || hi > len(c.b) || !c.fresh(start, start+n) {
			return spot{}, false
		}
		near := c.context(first, end, start, start+n)
		if words(quote) < longer && near < nearby {
			return spot{}, false
		}
		if c.b[lo:hi] == c.a[from:to] {
			return spot{lo, hi, Moved, round(0.5 + near/2), "its words stand elsewhere now"}, true
		}
		lo, hi = c.tb[start].from, c.tb[start+n-1].to
		return spot{lo, hi, Altered, round(0.5 + near/2), "only the space between its words changed"}, true
	}
	if words(quote) < 3 {
		return spot{}, false
	}
	lo, hi := max(start-2, 0), min(start+n+2, len(c.tb))
	all := runs(quote, c.tb[lo:hi])
	if len(all) == 0 {
		return spot{}, false
	}
	last := all[len(all)-1]
	lo, hi = lo+all[0].b, lo+last.b+last.n
	common := 0
	for _, r := range all {
		common += r.size(quote)
	}
	s := float64(2*common) / float64(size(quote)+size(c.tb[lo:hi]))
	if s < fuzzy || !c.fresh(lo, hi) {
		return spot{}, false
	}
	near := c.context(first, end, lo, hi)
	if words(quote) < longer && near < nearby {
		return spot{}, false
	}
	return spot{c.tb[lo].from, c.tb[hi-1].to, Altered, round(s * (0.8 + near/5)), "like words stand elsewhere now"}, true
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// fresh reports whether tokens of the newer text are mostly spoken for by nothing of the older.
func (c *carrier) fresh(from, to int) bool {
	free := 0
	for i := from; i < to; i++ {
		if !c.usedB[i] {
			free += c.tb[i].to - c.tb[i].from
		}
	}
	return float64(free) >= fresh*float64(size(c.tb[from:to]))
}

// context says how alike the surroundings are, 0 to 1: which of the tokens on either side are there in both, within the
// line. Two lines that begin or end there are alike on that side.
func (c *carrier) context(fromA, toA, fromB, toB int) float64 {
	before := overlap(side(c.ta, fromA-1, -1), side(c.tb, fromB-1, -1))
	after := overlap(side(c.ta, toA, 1), side(c.tb, toB, 1))
	return (before + after) / 2
}

// side lists tokens from i on, one way, to the end of the line.
func side(all []token, i, by int) []token {
	var out []token
	from := i - by
	for ; i >= 0 && i < len(all) && len(out) < around && from >= 0 && from < len(all) && all[i].line == all[from].line; i += by {
		out = append(out, all[i])
	}
	return out
}

func overlap(a, b []token) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	have := map[int32]int{}
	for _, t := range a {
		have[t.id]++
	}
	n := 0
	for _, t := range b {
		if have[t.id] > 0 {
			have[t.id]--
			n += t.to - t.from
		}
	}
	return float64(2*n) / float64(size(a)+size(b))
}

package carry

import "unicode"

// edited is how much of the words must be the same, 0 to 1, for them to be the same words, edited.
const edited = 0.5

var nowhere = spot{fate: Lost}

// place finds where [from, to) of the older text belongs, in bytes: where the comparison put it, or else where its words
// are quoted in text that is new.
func (c *carrier) place(from, to int) spot {
	if s, ok := c.through(c.held, from, to); ok {
		return s
	}
	if s, ok := c.through(c.moved, from, to); ok {
		s.fate, s.why = Moved, "its paragraph stands elsewhere now"
		return s
	}
	if s := c.edited(c.held, from, to); s.fate != Lost {
		return s
	}
	switch s := c.edited(c.moved, from, to); s.fate {
	case Unchanged:
		s.fate, s.why = Moved, "its paragraph stands elsewhere now"
		return s
	case Altered:
		s.why = "its paragraph stands elsewhere now, and its words were edited"
		return s
	}
	return c.search(from, to)
}

// through takes a range through one stretch.
func (c *carrier) through(all []stretch, from, to int) (spot, bool) {
	i := at(all, from)
	if i == len(all) || all[i].from > from || to > all[i].to {
		return spot{}, false
	}
	by := all[i].at - all[i].from
	return spot{from + by, to + by, Unchanged, 1, ""}, true
}

// edited finds the place of a range of which a part stands in stretches, or whose two neighbours do.
func (c *carrier) edited(all []stretch, from, to int) spot {
	i := at(all, from)
	end := i
	for end < len(all) && all[end].from < to {
		end++
	}
	if i == end {
		return c.between(all, i, from, to)
	}
	first, last := all[i], all[end-1]
	at := first.at + max(0, from-first.from)
	if from < first.from {
		at = c.back(all, i, from)
	}
	stop := last.at + min(to, last.to) - last.from
	if to > last.to {
		stop = c.forth(all, end-1, to)
	}
	if stop <= at { // of moved stretches, one may lie before the other
		return nowhere
	}
	if at, stop = trim(c.b, at, stop); c.a[from:to] == c.b[at:stop] {
		return spot{at, stop, Unchanged, 1, ""}
	}
	s := likeness(c.a[from:to], c.b[at:stop])
	if s < edited {
		return nowhere
	}
	return spot{at, stop, Altered, s, "its words were edited"}
}

// back returns where a range that begins at byte from, in the edit before stretch i, begins in the newer text: as many
// tokens before the stretch as in the older, and not beyond the edit.
func (c *carrier) back(all []stretch, i, from int) int {
	oldFirst, oldEnd := within(c.ta, from, all[i].from)
	lo := 0
	if i > 0 {
		lo = all[i-1].at + all[i-1].to - all[i-1].from
	}
	first, end := within(c.tb, lo, all[i].at)
	whole := i > 0 && c.blank(all[i-1].to, from)
	n := oldEnd - oldFirst
	if whole && c.sameLine(lo, all[i].at) { // the edit is the range's own from its first word on
		n = end - first
	}
	if n = min(n, end-first); n <= 0 {
		return all[i].at
	}
	return max(c.tb[end-n].from, lo)
}

// forth does the same for the end.
func (c *carrier) forth(all []stretch, i, to int) int {
	lo := all[i].at + all[i].to - all[i].from
	oldFirst, oldEnd := within(c.ta, all[i].to, to)
	hi := len(c.b)
	if i+1 < len(all) {
		hi = all[i+1].at
	}
	if hi < lo {
		return lo
	}
	first, end := within(c.tb, lo, hi)
	n := oldEnd - oldFirst
	if i+1 < len(all) && c.blank(to, all[i+1].from) && c.sameLine(lo, hi) {
		n = end - first
	}
	if n = min(n, end-first); n <= 0 {
		return lo
	}
	return min(c.tb[first+n-1].to, hi)
}

// blank reports whether no token of the older text lies between two places.
func (c *carrier) blank(from, to int) bool {
	first, end := within(c.ta, from, to)
	return first == end
}

// sameLine reports whether no line ends between two places of the newer text.
func (c *carrier) sameLine(from, to int) bool {
	first, end := within(c.tb, from, to)
	return first == end || c.tb[first].line == c.tb[end-1].line
}

// between finds what stands in the newer text where a range stood between stretches i-1 and i: a figure or name that was
// put right.
func (c *carrier) between(all []stretch, i, from, to int) spot {
	if i == 0 || i == len(all) || !c.blank(all[i-1].to, from) || !c.blank(to, all[i].from) {
		return nowhere
	}
	lo, hi := all[i-1].at+all[i-1].to-all[i-1].from, all[i].at
	if lo >= hi {
		return nowhere
	}
	if lo, hi = trim(c.b, lo, hi); lo == hi || !c.sameLine(lo, hi) {
		return nowhere
	}
	s := likeness(c.a[from:to], c.b[lo:hi])
	if s < edited && !(figure(c.a[from:to]) && figure(c.b[lo:hi])) {
		return nowhere
	}
	return spot{lo, hi, Altered, s, "its words were edited"}
}

// figure reports whether s is a word or two with a figure in it.
func figure(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= 12
}

// likeness says how much of two stretches is the same, 0 to 1: of long ones by their words, of short ones by their
// characters.
func likeness(a, b string) float64 {
	lex := lexicon{}
	ta, tb := lex.tokens(nil, a, 0, line{to: len(a)}), lex.tokens(nil, b, 0, line{to: len(b)})
	common := 0
	for _, r := range runs(ta, tb) {
		common += r.size(ta)
	}
	all := size(ta) + size(tb)
	if all == 0 {
		return 0
	}
	s := float64(2*common) / float64(all)
	if s < edited && len(a) <= maxSpelt && len(b) <= maxSpelt {
		return max(s, spelling(a, b))
	}
	return s
}

// maxSpelt bounds, in bytes, what is compared letter by letter.
const maxSpelt = 100

// spelling compares two short stretches letter by letter: the part of the longer that need not be changed.
func spelling(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	row := make([]int, len(rb)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range ra {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range rb {
			change := diagonal
			if x != y {
				change++
			}
			diagonal, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	n := max(len(ra), len(rb))
	if n == 0 {
		return 0
	}
	return 1 - float64(row[len(rb)])/float64(n)
}

package carry

import (
	"sort"
)

// A stretch is text that stands in both versions, byte for byte.
type stretch struct {
	from, to int // in the older text
	at       int // where it begins in the newer
	moved    bool
}

// versions is what two versions of a text have in common.
type versions struct {
	a, b   string    // the older and the newer text
	held   []stretch // in place, rising on both sides
	moved  []stretch // elsewhere, rising in the older text
	ta, tb []token   // the tokens of the lines that changed
	usedB  []bool    // of tb: it stands in held or moved
	index  map[int32][]int32
}

// Bounds of what is held for the same.
const (
	kept  = 0.3 // of a line's letters must be the same for it to be the same line, edited
	alike = 0.5 // of two lines' tokens must be common for one to be the other, moved and edited
)

// compare finds what a and b have in common.
func compare(a, b string) *versions {
	v := &versions{a: a, b: b}
	la, lb := lines(a), lines(b)
	lex := lexicon{}
	ia, ib := make([]int32, len(la)), make([]int32, len(lb))
	for i, l := range la {
		ia[i] = lex.id(a[l.from:l.to])
	}
	for i, l := range lb {
		ib[i] = lex.id(b[l.from:l.to])
	}
	next := pair{}
	words := lexicon{}
	gap := func(i, j int) {
		if i > next.a || j > next.b {
			v.changed(words, la, lb, next, pair{i, j})
		}
	}
	diff(ia, ib, 0, 0, func(i, j int) {
		gap(i, j)
		v.held = push(v.held, stretch{la[i].from, la[i].to, lb[j].from, false})
		next = pair{i + 1, j + 1}
	})
	gap(len(la), len(lb))
	v.usedB = make([]bool, len(v.tb))
	v.mark(v.held)
	v.elsewhere(la, lb)
	return v
}

// push adds s to all, joined with the last when one goes on where the other ends.
func push(all []stretch, s stretch) []stretch {
	if n := len(all); n > 0 && all[n-1].to == s.from && all[n-1].at+all[n-1].to-all[n-1].from == s.at && all[n-1].moved == s.moved {
		all[n-1].to = s.to
		return all
	}
	return append(all, s)
}

// changed compares lines from to end, which differ, token by token.
func (v *versions) changed(lex lexicon, la, lb []line, from, end pair) {
	a, b := len(v.ta), len(v.tb)
	for i := from.a; i < end.a; i++ {
		v.ta = lex.tokens(v.ta, v.a, i, la[i])
	}
	for j := from.b; j < end.b; j++ {
		v.tb = lex.tokens(v.tb, v.b, j, lb[j])
	}
	ta, tb := v.ta[a:], v.tb[b:]
	for _, r := range dense(ta, tb, clean(ta, tb, runs(ta, tb))) {
		v.held = v.join(v.held, ta, tb, r, false)
	}
}

// A run is n tokens in a row that are the same from a and from b on.
type run struct{ a, b, n int }

func (r run) size(ta []token) int { return size(ta[r.a : r.a+r.n]) }

// runs compares two lists of tokens.
func runs(ta, tb []token) []run {
	var all []run
	diff(ids(ta), ids(tb), 0, 0, func(i, j int) {
		if n := len(all); n > 0 && all[n-1].a+all[n-1].n == i && all[n-1].b+all[n-1].n == j {
			all[n-1].n++
			return
		}
		all = append(all, run{i, j, 1})
	})
	return all
}

// clean drops runs of one or two words that stand between edits larger than they are: two texts on one subject have such
// words in common by chance.
func clean(ta, tb []token, all []run) []run {
	edit := func(p, q run) int { // between two runs
		return max(size(ta[p.a+p.n:q.a]), size(tb[p.b+p.n:q.b]))
	}
	end := run{len(ta), len(tb), 0}
	var out []run
	for i, r := range all {
		after := end
		if i+1 < len(all) {
			after = all[i+1]
		}
		out = append(out, r)
		for n := len(out); n > 0; n = len(out) { // what is dropped makes the edit before it larger
			last, before := out[n-1], run{}
			if n > 1 {
				before = out[n-2]
			}
			if s := last.size(ta); words(ta[last.a:last.a+last.n]) > 2 || s > edit(before, last) || s > edit(last, after) {
				break
			}
			out = out[:n-1]
		}
	}
	return out
}

func words(all []token) int {
	n := 0
	for _, t := range all {
		if t.word {
			n++
		}
	}
	return n
}

// dense drops what pairs of lines have in common that have little in common: one was written in the other's place.
func dense(ta, tb []token, all []run) []run {
	sizeA, sizeB, commonA, commonB := map[int]int{}, map[int]int{}, map[int]int{}, map[int]int{}
	for _, t := range ta {
		sizeA[t.line] += t.to - t.from
	}
	for _, t := range tb {
		sizeB[t.line] += t.to - t.from
	}
	for _, r := range all {
		for k := range r.n {
			n := ta[r.a+k].to - ta[r.a+k].from
			commonA[ta[r.a+k].line] += n
			commonB[tb[r.b+k].line] += n
		}
	}
	same := func(i, j int) bool {
		return float64(commonA[i]) >= kept*float64(sizeA[i]) || float64(commonB[j]) >= kept*float64(sizeB[j])
	}
	var out []run
	for _, r := range all {
		from := 0
		for k := 0; k <= r.n; k++ {
			if k < r.n && same(ta[r.a+k].line, tb[r.b+k].line) {
				continue
			}
			if k > from {
				out = append(out, run{r.a + from, r.b + from, k - from})
			}
			from = k + 1
		}
	}
	return out
}

// join adds the tokens of a run to stretches: in one piece as far as the white space between them is the same too.
func (v *versions) join(all []stretch, ta, tb []token, r run, moved bool) []stretch {
	open := false
	for k := range r.n {
		x, y := ta[r.a+k], tb[r.b+k]
		if n := len(all); open && v.a[all[n-1].to:x.from] == v.b[all[n-1].at+all[n-1].to-all[n-1].from:y.from] {
			all[n-1].to = x.to
			continue
		}
		all, open = append(all, stretch{x.from, x.to, y.from, moved}), true
	}
	return all
}

// mark notes which tokens of the newer text are spoken for.
func (v *versions) mark(all []stretch) {
	for _, s := range all {
		first, end := within(v.tb, s.at, s.at+s.to-s.from)
		for i := first; i < end; i++ {
			v.usedB[i] = true
		}
	}
}

// at returns the stretch of all that holds byte p of the older text, or the first one after it.
func at(all []stretch, p int) int {
	return sort.Search(len(all), func(i int) bool { return all[i].to > p })
}

// near returns where byte p of the older text lies in the newer, or would if it were there: after what stood before it.
func (v *versions) near(p int) int {
	i := at(v.held, p)
	if i < len(v.held) && v.held[i].from <= p {
		return v.held[i].at + p - v.held[i].from
	}
	if i == 0 {
		return 0
	}
	return v.held[i-1].at + v.held[i-1].to - v.held[i-1].from
}

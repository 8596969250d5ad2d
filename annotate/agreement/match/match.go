package match

import (
	"cmp"
	"slices"
)

// A Pair is a span of each annotator that are taken for one mark, by their places in the lists that were matched.
type Pair struct{ A, B int }

// A Matching is what two annotators marked on one document, and which of it is the same mark. Match once, count often.
type Matching struct {
	A, B  []Span
	Pairs []Pair // by place of the span of A
	ofA   []int  // the partner in B of each span of A, or -1
	ofB   []int
}

// PartnerOfA returns the place in B of the partner of A's i-th span.
func (m Matching) PartnerOfA(i int) (int, bool) { return m.ofA[i], m.ofA[i] >= 0 }

// PartnerOfB returns the place in A of the partner of B's i-th span.
func (m Matching) PartnerOfB(i int) (int, bool) { return m.ofB[i], m.ofB[i] >= 0 }

// Spans pairs the spans of two annotators that share text, one to one: as many pairs as can be, among those the most that
// are equal in label and edges, then in edges, then in label, and then those that share the most text. It finds the best
// pairing, not the first: a greedy one hangs on the order of the lists and can leave an exact hit without partner.
//
// Spans that share text with each other, directly or through others, are solved together and nothing else is, so the cost
// is that of sorting, of the overlaps, and of n³ for each knot of n spans, which are almost always one to three.
func Spans(a, b []Span) Matching {
	m := Matching{A: a, B: b, ofA: slices.Repeat([]int{-1}, len(a)), ofB: slices.Repeat([]int{-1}, len(b))}
	left, right := order(a), order(b)
	if slices.CompareFunc(left, right, func(i, j int) int { return compare(a[i], b[j]) }) > 0 {
		// Where two pairings are equally good, which one is found must not hang on whose list came first.
		turned := Spans(b, a)
		m.ofA, m.ofB = turned.ofB, turned.ofA
		m.collect()
		return m
	}
	for _, k := range knots(a, b, left, right) {
		for _, p := range k.solve(a, b) {
			m.ofA[p.A], m.ofB[p.B] = p.B, p.A
		}
	}
	m.collect()
	return m
}

func (m *Matching) collect() {
	for i, j := range m.ofA {
		if j >= 0 {
			m.Pairs = append(m.Pairs, Pair{i, j})
		}
	}
}

// order returns the places of all spans, in the order of the text.
func order(spans []Span) []int {
	places := make([]int, len(spans))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int { return cmp.Or(compare(spans[i], spans[j]), cmp.Compare(i, j)) })
	return places
}

// A knot is spans that share text with each other, directly or through others.
type knot struct{ a, b []int }

// knots finds the knots that have spans of both, in the order of the text: by a sweep over where spans begin.
func knots(a, b []Span, left, right []int) []knot {
	node := func(j int) int { return len(a) + j }
	parent := make([]int, len(a)+len(b))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var openA, openB []int
	still := func(open []int, spans []Span, at int) []int {
		return slices.DeleteFunc(open, func(i int) bool { return spans[i].to() <= at })
	}
	for i, j := 0, 0; i < len(left) || j < len(right); {
		if j == len(right) || i < len(left) && a[left[i]].from() <= b[right[j]].from() {
			x := left[i]
			i++
			openB = still(openB, b, a[x].from())
			for _, y := range openB {
				if Overlap(a[x], b[y]) > 0 {
					parent[root(x)] = root(node(y))
				}
			}
			openA = append(openA, x)
			continue
		}
		y := right[j]
		j++
		openA = still(openA, a, b[y].from())
		for _, x := range openA {
			if Overlap(a[x], b[y]) > 0 {
				parent[root(x)] = root(node(y))
			}
		}
		openB = append(openB, y)
	}
	at := map[int]int{}
	var all []knot
	for _, x := range left {
		r := root(x)
		n, ok := at[r]
		if !ok {
			n = len(all)
			at[r] = n
			all = append(all, knot{})
		}
		all[n].a = append(all[n].a, x)
	}
	for _, y := range right {
		if n, ok := at[root(node(y))]; ok {
			all[n].b = append(all[n].b, y)
		}
	}
	return slices.DeleteFunc(all, func(k knot) bool { return len(k.b) == 0 })
}

// solve pairs the spans of a knot.
func (k knot) solve(a, b []Span) []Pair {
	if len(k.a) == 1 && len(k.b) == 1 {
		return []Pair{{k.a[0], k.b[0]}}
	}
	rows, columns, turned := k.a, k.b, false
	if len(rows) > len(columns) {
		rows, columns, turned = columns, rows, true
	}
	gains := make([][]gain, len(rows))
	for r, i := range rows {
		gains[r] = make([]gain, len(columns))
		for c, j := range columns {
			if turned {
				gains[r][c] = gainOf(a[j], b[i])
			} else {
				gains[r][c] = gainOf(a[i], b[j])
			}
		}
	}
	var pairs []Pair
	for r, c := range assign(gains) {
		switch {
		case gains[r][c] == (gain{}): // they share nothing
		case turned:
			pairs = append(pairs, Pair{columns[c], rows[r]})
		default:
			pairs = append(pairs, Pair{rows[r], columns[c]})
		}
	}
	return pairs
}

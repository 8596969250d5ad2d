package match

import (
	"slices"

	"galley/annotate/order"
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
// The cost is that of sorting and of the overlaps there are. A span is placed by a search that never leaves the knot of spans
// that share text with it, directly or through others, and ends at the first that is free: mostly at once.
func Spans(a, b []Span) Matching {
	m := Matching{A: a, B: b, ofA: slices.Repeat([]int{-1}, len(a)), ofB: slices.Repeat([]int{-1}, len(b))}
	left, right := placesOf(a), placesOf(b)
	if slices.CompareFunc(left, right, func(i, j int) int { return compare(&a[i], &b[j]) }) > 0 {
		// Where two pairings are equally good, which one is found must not hang on whose list came first.
		turned := Spans(b, a)
		m.ofA, m.ofB = turned.ofB, turned.ofA
		m.collect()
		return m
	}
	rows := overlaps(a, b, left, right)
	columns := lonely(rows, len(b))
	if slices.ContainsFunc(rows, func(row []overlap) bool { return len(row) > 0 }) {
		for row, column := range assign(rows, len(b)) {
			if columns[row] < 0 {
				columns[row] = column
			}
		}
	}
	for row, column := range columns {
		if column >= 0 {
			i, j := left[row], right[column]
			m.ofA[i], m.ofB[j] = j, i
		}
	}
	m.collect()
	return m
}

// Only returns the matching with the spans of these labels alone. Pairs are as they were found among all; where one of the two is
// taken out, the other has no partner.
func (m Matching) Only(wanted func(label string) bool) Matching {
	some := Matching{}
	place := func(all []Span) (kept []Span, at []int) {
		at = slices.Repeat([]int{-1}, len(all))
		for i, s := range all {
			if wanted(s.Label) {
				at[i] = len(kept)
				kept = append(kept, s)
			}
		}
		return kept, at
	}
	var atA, atB []int
	some.A, atA = place(m.A)
	some.B, atB = place(m.B)
	some.ofA, some.ofB = slices.Repeat([]int{-1}, len(some.A)), slices.Repeat([]int{-1}, len(some.B))
	for _, p := range m.Pairs {
		if i, j := atA[p.A], atB[p.B]; i >= 0 && j >= 0 {
			some.ofA[i], some.ofB[j] = j, i
		}
	}
	some.collect()
	return some
}

// lonely returns for each row the only column that it could take, where no other row could take that; else -1. Such a pair is in
// every best pairing, and is taken out of the rows.
func lonely(rows [][]overlap, columns int) []int {
	alone, degree := make([]int, len(rows)), make([]int, columns)
	for _, row := range rows {
		for _, o := range row {
			degree[o.column]++
		}
	}
	for i, row := range rows {
		alone[i] = -1
		if len(row) == 1 && degree[row[0].column] == 1 {
			alone[i], rows[i] = row[0].column, nil
		}
	}
	return alone
}

func (m *Matching) collect() {
	n := 0
	for _, j := range m.ofA {
		if j >= 0 {
			n++
		}
	}
	m.Pairs = slices.Grow(m.Pairs, n)
	for i, j := range m.ofA {
		if j >= 0 {
			m.Pairs = append(m.Pairs, Pair{i, j})
		}
	}
}

// placesOf returns the places of all spans, in the order of the text.
func placesOf(spans []Span) []int {
	return order.Places(len(spans), func(i, j int) int { return compare(&spans[i], &spans[j]) })
}

// An overlap is a span that shares text with another one, and what the pair would be worth.
type overlap struct {
	column int // its place among B's spans in the order of the text
	gain   gain
}

// overlaps finds for each of A's spans, in the order of the text, those of B that share text with it: by a sweep over where
// spans begin.
func overlaps(a, b []Span, left, right []int) [][]overlap {
	all, first := make([][]overlap, len(left)), make([]overlap, len(left))
	var openA, openB []int // by place in the order of the text
	meet := func(row, column int) {
		if g := gainOf(&a[left[row]], &b[right[column]]); g != (gain{}) {
			if all[row] == nil { // most share text with one alone
				all[row], first = first[:0:1], first[1:]
			}
			all[row] = append(all[row], overlap{column, g})
		}
	}
	for row, column := 0, 0; row < len(left) || column < len(right); {
		if column == len(right) || row < len(left) && a[left[row]].from() <= b[right[column]].from() {
			at := a[left[row]].from()
			openB = slices.DeleteFunc(openB, func(c int) bool { return b[right[c]].to() <= at })
			for _, c := range openB {
				meet(row, c)
			}
			openA = append(openA, row)
			row++
			continue
		}
		at := b[right[column]].from()
		openA = slices.DeleteFunc(openA, func(r int) bool { return a[left[r]].to() <= at })
		for _, r := range openA {
			meet(r, column)
		}
		openB = append(openB, column)
		column++
	}
	return all
}

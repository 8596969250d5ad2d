package match

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"galley/annotate/order"
)

// A Hits is what agreement of spans is made of: how many marks each has, and how many of them are hits. Hits add up.
type Hits struct {
	Both int `json:"both"`
	A    int `json:"a"`
	B    int `json:"b"`
}

// Plus adds the hits of another document, or label.
func (h Hits) Plus(x Hits) Hits { return Hits{h.Both + x.Both, h.A + x.A, h.B + x.B} }

// F1 returns 2·both/(a+b), from 0 to 1, which is the same whoever is a; ok is false when neither has marked anything, and
// then there is nothing to agree on. With ever more text that nobody marks, κ tends to it (Hripcsak & Rothschild 2005), which
// is why κ of spans is not offered.
func (h Hits) F1() (value float64, ok bool) {
	if h.A+h.B == 0 {
		return 0, false
	}
	return 2 * float64(h.Both) / float64(h.A+h.B), true
}

// Precision and recall take A for the gold; ok is false where there is nothing to divide by.
func (h Hits) Precision() (value float64, ok bool) { return share(h.Both, h.B) }
func (h Hits) Recall() (value float64, ok bool)    { return share(h.Both, h.A) }

func share(of, all int) (float64, bool) {
	if all == 0 {
		return 0, false
	}
	return float64(of) / float64(all), true
}

// Exact counts marks that are equal in label and edges. What an annotator marked twice counts twice.
func Exact(a, b []Span) Hits {
	var all Hits
	merge(a, b, compareExact, func(_ string, h Hits) { all = all.Plus(h) })
	return all
}

// ExactEdges counts marks of equal edges, whatever they are called.
func ExactEdges(a, b []Span) Hits {
	var all Hits
	merge(a, b, compareEdges, func(_ string, h Hits) { all = all.Plus(h) })
	return all
}

// ExactByLabel is [Exact] for each label that either has used.
func ExactByLabel(a, b []Span) map[string]Hits {
	all := map[string]Hits{}
	merge(a, b, compareExact, func(label string, h Hits) { all[label] = all[label].Plus(h) })
	return all
}

func compareExact(a, b *Span) int {
	return cmp.Or(strings.Compare(a.Label, b.Label), compareEdges(a, b))
}

func compareEdges(a, b *Span) int { return slices.CompareFunc(a.Parts, b.Parts, compareRanges) }

// merge walks through two lists in the order of compare and counts what they have in common, span by span with its label.
func merge(a, b []Span, compare func(a, b *Span) int, count func(label string, h Hits)) {
	left, right := sorted(a, compare), sorted(b, compare)
	for len(left) > 0 || len(right) > 0 {
		first := 0
		switch {
		case len(left) == 0:
			first = 1
		case len(right) == 0:
			first = -1
		default:
			first = compare(left[0], right[0])
		}
		switch {
		case first < 0:
			count(left[0].Label, Hits{A: 1})
			left = left[1:]
		case first > 0:
			count(right[0].Label, Hits{B: 1})
			right = right[1:]
		default:
			count(left[0].Label, Hits{Both: 1, A: 1, B: 1})
			left, right = left[1:], right[1:]
		}
	}
}

func sorted(spans []Span, compare func(a, b *Span) int) []*Span {
	all := make([]*Span, len(spans))
	for i := range spans {
		all[i] = &spans[i]
	}
	order.By(all, compare)
	return all
}

// MacroF1 is the mean F1 over labels, each with the same say; ok is false when none has one.
func MacroF1(of map[string]Hits) (value float64, ok bool) {
	sum, n := 0.0, 0
	for _, label := range slices.Sorted(maps.Keys(of)) { // in order, so that the last digit repeats
		if f, ok := of[label].F1(); ok {
			sum += f
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / float64(n), true
}

// Overlapping counts pairs that share text, and those of one label only when labelled.
func (m Matching) Overlapping(labelled bool) Hits { return m.where(labelled, 0) }

// Half counts pairs of one label that share at least half of what either covers.
func (m Matching) Half() Hits { return m.where(true, 0.5) }

func (m Matching) where(labelled bool, least float64) Hits {
	h := Hits{A: len(m.A), B: len(m.B)}
	for _, p := range m.Pairs {
		a, b := &m.A[p.A], &m.B[p.B]
		if (!labelled || a.Label == b.Label) && (least == 0 || Jaccard(a, b) >= least) {
			h.Both++
		}
	}
	return h
}

// Units counts the units of text, such as words or single characters, that lie under a label: a unit under two marks of one
// label counts twice. cut returns the units that a range touches, by number.
func Units(a, b []Span, cut func(Range) (first, last int)) Hits {
	type unit struct {
		label string
		n     int
	}
	under := func(spans []Span) (map[unit]int, int) {
		count, all := map[unit]int{}, 0
		for _, s := range spans {
			last := -1 << 62 // parts of one mark may touch one word: it counts once
			for _, r := range s.Parts {
				if r.To <= r.From {
					continue
				}
				from, to := cut(r)
				for n := max(from, last+1); n <= to; n++ {
					count[unit{s.Label, n}]++
					all++
					last = n
				}
			}
		}
		return count, all
	}
	ua, na := under(a)
	ub, nb := under(b)
	h := Hits{A: na, B: nb}
	for u, n := range ua {
		h.Both += min(n, ub[u])
	}
	return h
}

// Characters is the cut of [Units] for single code points.
func Characters(r Range) (first, last int) { return r.From, r.To - 1 }

// Overlapped returns how many of a share text with some span of b, which is directional: agr(a‖b) of Wiebe, Wilson & Cardie
// (2005) is its share of a. Several may share text with the same one.
func Overlapped(a, b []Span) (n, of int) {
	sorted := placesOf(b)
	reach := make([]int, len(b)) // how far the spans up to each one reach
	for i, j := range sorted {
		reach[i] = b[j].to()
		if i > 0 {
			reach[i] = max(reach[i], reach[i-1])
		}
	}
	for _, s := range a {
		behind := sort.Search(len(sorted), func(i int) bool { return b[sorted[i]].from() >= s.to() })
		for i := behind - 1; i >= 0 && reach[i] > s.from(); i-- {
			if Overlap(&s, &b[sorted[i]]) > 0 {
				n++
				break
			}
		}
	}
	return n, len(a)
}

// Package match pairs the spans that two annotators marked on one document, and counts from the pairs how far they agree:
// F1 by several notions of a hit, the counts of MUC-5, links, and for every label whether its marks were found, called the
// same, and cut the same.
//
// Positions count code points; ranges are half-open. All counts add up over documents, so that a figure over many is made
// of sums. Two annotators who change places get the same figures.
//
// Start reading at [Spans].
package match

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// A Span is one mark: its label and the parts it covers, in order, without overlap.
type Span struct {
	ID    string
	Label string
	Parts []Range
	Attrs annotate.Attrs // what is set
}

// A Range is From up to but not including To.
type Range struct{ From, To int }

// Len returns how many code points s covers.
func (s Span) Len() int {
	n := 0
	for _, r := range s.Parts {
		n += max(r.To-r.From, 0)
	}
	return n
}

func (s *Span) from() int {
	if len(s.Parts) == 0 {
		return 0
	}
	return s.Parts[0].From
}

func (s *Span) to() int {
	if len(s.Parts) == 0 {
		return 0
	}
	return s.Parts[len(s.Parts)-1].To
}

// SameEdges reports whether two spans cover the same parts.
func SameEdges(a, b *Span) bool { return slices.Equal(a.Parts, b.Parts) }

// Overlap returns how many code points both cover.
func Overlap(a, b *Span) int {
	n := 0
	for i, j := 0, 0; i < len(a.Parts) && j < len(b.Parts); {
		x, y := a.Parts[i], b.Parts[j]
		n += max(0, min(x.To, y.To)-max(x.From, y.From))
		if x.To < y.To {
			i++
		} else {
			j++
		}
	}
	return n
}

// Jaccard returns the share of what either covers that both cover, from 0 to 1; 0 for two empty spans.
func Jaccard(a, b *Span) float64 {
	both := Overlap(a, b)
	if either := a.Len() + b.Len() - both; either > 0 {
		return float64(both) / float64(either)
	}
	return 0
}

// compare orders spans by where they begin and end, then by label, parts and id. Mostly the first tells, and the others are not asked:
// that halves the time of matching.
func compare(a, b *Span) int {
	if c := cmp.Compare(a.from(), b.from()); c != 0 {
		return c
	}
	if c := cmp.Compare(a.to(), b.to()); c != 0 {
		return c
	}
	if c := strings.Compare(a.Label, b.Label); c != 0 {
		return c
	}
	return cmp.Or(slices.CompareFunc(a.Parts, b.Parts, compareRanges), strings.Compare(a.ID, b.ID))
}

func compareRanges(x, y Range) int {
	return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
}

package agreement

import (
	"slices"
	"strconv"
)

// A Scale is the categories that coders choose from: those the scheme declares, in its order, then any that were
// found beside them. Their number matters to the measures that ask how many choices a coder had (AC1, Brennan–Prediger).
type Scale struct {
	Categories []string
	Scores     []float64  // what each is worth on a numeric scale; nil means its rank, from 1
	Sets       [][]string // the members of each, sorted, where a rating is a set of labels; nil otherwise
}

// Score returns what category k is worth.
func (s Scale) Score(k int) float64 {
	if s.Scores == nil {
		return float64(k + 1)
	}
	return s.Scores[k]
}

// span returns the least and the greatest score.
func (s Scale) span() (low, high float64) {
	for k := range s.Categories {
		x := s.Score(k)
		if k == 0 {
			low, high = x, x
		}
		low, high = min(low, x), max(high, x)
	}
	return low, high
}

// Numeric returns the scale of these categories with the numbers they are written as for scores, from low to
// high, or as it stands, by rank, unless all of them are numbers.
func Numeric(categories []string) Scale {
	type level struct {
		name  string
		score float64
	}
	levels := make([]level, len(categories))
	for k, name := range categories {
		x, err := strconv.ParseFloat(name, 64)
		if err != nil || !finite(x) {
			return Scale{Categories: categories}
		}
		levels[k] = level{name, x}
	}
	slices.SortStableFunc(levels, func(a, b level) int {
		switch {
		case a.score < b.score:
			return -1
		case a.score > b.score:
			return 1
		}
		return 0
	})
	s := Scale{Categories: make([]string, len(levels)), Scores: make([]float64, len(levels))}
	for k, l := range levels {
		s.Categories[k], s.Scores[k] = l.name, l.score
	}
	return s
}

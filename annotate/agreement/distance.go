package agreement

import "slices"

// A Level says what the categories are, and so how far apart two of them lie when Krippendorff's α compares them.
type Level string

// The levels. Interval and ratio go by scores, ordinal by how many ratings lie between two scores; the others take
// a category for a set of labels.
const (
	Nominal      Level = "nominal"
	Ordinal      Level = "ordinal"
	Metric       Level = "interval"
	Proportional Level = "ratio"
	Jaccard      Level = "jaccard" // 1 − shared/all labels
	MASI         Level = "masi"    // 1 − Jaccard's share × 1, 2/3, 1/3 or 0, as Passonneau (2006) has it

	// Two more that others compute, for comparison with their figures.
	Passonneau2004 Level = "passonneau2004" // 0 the same, 1/3 one holds the other, 2/3 they share, 1 nothing shared
	DKProMASI      Level = "dkpro_masi"     // the product of the distances, not of the likenesses
)

// Levels returns all levels, those for sets last.
func Levels() []Level {
	return []Level{Nominal, Ordinal, Metric, Proportional, Jaccard, MASI, Passonneau2004, DKProMASI}
}

// OfSets reports whether l compares sets of labels.
func (l Level) OfSets() bool {
	return l == Jaccard || l == MASI || l == Passonneau2004 || l == DKProMASI
}

// distance returns the squared distance δ² between two categories, for levels where it hangs on nothing else.
func (l Level) distance(s Scale) (func(c, k int) float64, Status) {
	switch l {
	case Metric:
		return func(c, k int) float64 { d := s.Score(c) - s.Score(k); return d * d }, OK
	case Proportional:
		if low, _ := s.span(); low < 0 {
			return nil, BelowZero
		}
		return func(c, k int) float64 {
			x, y := s.Score(c), s.Score(k)
			if x+y == 0 {
				return 0
			}
			d := (x - y) / (x + y)
			return d * d
		}, OK
	case Jaccard, MASI, Passonneau2004, DKProMASI:
		return func(c, k int) float64 { return SetDistance(l, s.set(c), s.set(k)) }, OK
	}
	return func(int, int) float64 { return 1 }, OK
}

// set returns the labels that category k stands for: itself, where ratings are no sets.
func (s Scale) set(k int) []string {
	if s.Sets == nil {
		return s.Categories[k : k+1]
	}
	return s.Sets[k]
}

// SetDistance returns how far apart two sets of labels are, from 0 to 1; members in any order, each once. Two empty
// sets are the same.
func SetDistance(l Level, a, b []string) float64 {
	shared := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			shared++
		}
	}
	all := len(a) + len(b) - shared
	if all == shared {
		return 0
	}
	likeness := float64(shared) / float64(all)
	held := 1.0 / 3 // how much of a whole the way they overlap is worth
	switch {
	case shared == len(a) || shared == len(b):
		held = 2.0 / 3
	case shared == 0:
		held = 0
	}
	switch l {
	case Jaccard:
		return 1 - likeness
	case MASI:
		return 1 - likeness*held
	case Passonneau2004:
		return 1 - held
	case DKProMASI:
		return (1 - likeness) * (1 - held)
	}
	return 1
}

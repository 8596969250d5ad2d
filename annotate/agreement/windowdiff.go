package agreement

import "slices"

// WindowDiff returns the share of windows of k places in which two segmentations do not have the same number of
// boundaries: 0 is agreement. It is here for comparison with older figures; prefer boundary similarity. It has no
// value unless 1 ≤ k ≤ places.
func WindowDiff(a, b Segmentation, k int) Number {
	places := max(a.Places, b.Places)
	if k < 1 || k > places {
		return Number{}
	}
	// The difference between the counts changes only where a boundary enters the window or leaves it.
	change := map[int]int{}
	var at []int
	shift := func(place, by int) {
		if place > places-k {
			return
		}
		if _, known := change[place]; !known {
			at = append(at, place)
		}
		change[place] += by
	}
	for _, side := range []struct {
		s  Segmentation
		by int
	}{{a, 1}, {b, -1}} {
		for _, boundary := range side.s.At {
			n := side.by * len(boundary.Types)
			shift(max(0, boundary.Place-k+1), n)
			shift(boundary.Place+1, -n)
		}
	}
	slices.Sort(at)
	windows, wrong, difference, from := places-k+1, 0, 0, 0
	for _, place := range at {
		if difference != 0 {
			wrong += place - from
		}
		difference, from = difference+change[place], place
	}
	if difference != 0 {
		wrong += windows - from
	}
	return Of(float64(wrong) / float64(windows))
}

// HalfMeanSegment returns the window that is usual for WindowDiff: half the mean length of a's segments, two at least.
func HalfMeanSegment(a Segmentation) int {
	return max(2, (a.Places+1)/(len(a.At)+1)/2)
}

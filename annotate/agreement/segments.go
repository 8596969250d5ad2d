package agreement

import (
	"fmt"
	"slices"
)

// A Segmentation is where a coder cut a text: the places between two units (words, sentences, characters) at which
// there is a boundary, each of one or more types. A text of n units has n−1 places, numbered from 0.
type Segmentation struct {
	Places int
	At     []Boundary // by place, each at most once
}

// A Boundary is the boundaries of one place, by their types.
type Boundary struct {
	Place int
	Types []int // sorted, each once, at least one
}

// Masses returns the segmentation into segments of these lengths, in units, with boundaries of type 1.
func Masses(lengths []int) (Segmentation, error) {
	var s Segmentation
	units := 0
	for i, n := range lengths {
		if n < 1 || n > mostUnits-units {
			return Segmentation{}, fmt.Errorf("segment %d: a length of %d units: segments have one to %d, all together", i+1, n, mostUnits)
		}
		if i > 0 {
			s.At = append(s.At, Boundary{Place: units - 1, Types: []int{1}})
		}
		units += n
	}
	s.Places = max(0, units-1)
	return s, nil
}

// mostUnits bounds the length of a text.
const mostUnits = 1 << 40

// BoundarySets returns the segmentation with these types of boundary at each place.
func BoundarySets(sets [][]int) Segmentation {
	s := Segmentation{Places: len(sets)}
	for place, types := range sets {
		if len(types) > 0 {
			types = slices.Clone(types)
			slices.Sort(types)
			s.At = append(s.At, Boundary{place, slices.Compact(types)})
		}
	}
	return s
}

// CutAt returns the segmentation with boundaries of type 1 at these places, which are sorted and each once.
func CutAt(places int, at []int) Segmentation {
	s := Segmentation{Places: places, At: make([]Boundary, len(at))}
	for i, p := range at {
		s.At[i] = Boundary{p, oneType}
	}
	return s
}

// oneType is the types of a boundary where there is only one. Nobody writes to it.
var oneType = []int{1}

// onlyType returns the type that all boundaries have, if there is but one.
func onlyType(all ...Segmentation) (is int, only bool) {
	for _, s := range all {
		for _, b := range s.At {
			if len(b.Types) != 1 || only && b.Types[0] != is {
				return 0, false
			}
			is, only = b.Types[0], true
		}
	}
	return is, only
}

// boundaries returns how many boundaries there are, of all types.
func (s Segmentation) boundaries() int {
	n := 0
	for _, b := range s.At {
		n += len(b.Types)
	}
	return n
}

// typesOf returns the types that occur, sorted.
func typesOf(all ...Segmentation) []int {
	var types []int
	for _, s := range all {
		for _, b := range s.At {
			types = append(types, b.Types...)
		}
	}
	slices.Sort(types)
	return slices.Compact(types)
}

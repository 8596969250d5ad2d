package agreement

import (
	"math"
	"slices"
)

// Edits is what turns one segmentation into another: Fournier's boundary edit distance.
type Edits struct {
	Matches        int // boundaries in both
	Additions      int // in one alone
	Substitutions  int // of one type here and another there
	Transpositions int // moved by less than the reach
	Weighted       float64
	Potential      int // places × types: where a boundary could have been
}

// B returns boundary similarity: 1 where the boundaries are the same, and where there are none on either side.
func (e Edits) B() float64 {
	num, den := e.shared()
	if den == 0 {
		return 1
	}
	return num / den
}

// shared returns B as a fraction, so that several texts and pairs can be pooled.
func (e Edits) shared() (num, den float64) {
	den = float64(e.Matches + e.Additions + e.Substitutions + e.Transpositions)
	return den - e.Weighted, den
}

// S returns segmentation similarity: the share of all places that needs no edit. It is near 1 for any two sparse
// segmentations; B is the one to read.
func (e Edits) S() float64 {
	if e.Potential == 0 {
		return 1
	}
	return 1 - e.Weighted/float64(e.Potential)
}

// A place holds what two segmentations have at one place and what is not settled yet.
type place struct {
	at           int
	a, b         []int // all types there
	onlyA, onlyB []int // what is in one alone and not moved away
	moved        []int // types of which a transposition begins or ends here
}

// Compare returns the edits between two segmentations of one text. A boundary may move by less than reach places
// (2: only to the place next to it) and still count as a near miss.
func Compare(a, b Segmentation, reach int) Edits {
	if _, one := onlyType(a, b); one {
		return compareOne(a, b, reach)
	}
	return compareTypes(a, b, reach)
}

// compareTypes is Compare for any types of boundary.
func compareTypes(a, b Segmentation, reach int) Edits {
	types := typesOf(a, b)
	spread := 1
	if len(types) > 0 {
		spread = types[len(types)-1] - types[0] + 1
	}
	places := merge(a, b)
	var e Edits
	e.Potential = max(a.Places, b.Places) * max(1, len(types))
	for _, p := range places {
		e.Matches += len(p.a) - len(p.onlyA)
	}
	// Near misses first, the nearest before the farther, from left to right. What moves is no addition any more.
	for distance := 1; distance < reach && len(places) > 1 && distance <= places[len(places)-1].at-places[0].at; distance++ {
		for i := range places {
			j := i + 1
			for j < len(places) && places[j].at < places[i].at+distance {
				j++
			}
			if j == len(places) || places[j].at != places[i].at+distance {
				continue
			}
			p, q := &places[i], &places[j]
			for _, t := range movable(*p, *q) {
				if slices.Contains(p.moved, t) || slices.Contains(q.moved, t) || twoSubstitutions(*p, *q, t) {
					continue
				}
				p.settle(t)
				q.settle(t)
				e.Transpositions++
				e.Weighted += float64(distance) / float64(reach)
			}
		}
	}
	for _, p := range places {
		pairs, apart := substitutions(p.onlyA, p.onlyB)
		added := len(p.onlyA) + len(p.onlyB) - 2*pairs
		e.Substitutions += pairs
		e.Additions += added
		e.Weighted += float64(added) + apart/float64(spread)
	}
	return e
}

// compareOne is Compare where there is only one type of boundary, which leaves no substitution: what is at one side alone moves, or
// is added.
func compareOne(a, b Segmentation, reach int) Edits {
	e := Edits{Potential: max(a.Places, b.Places)}
	type lone struct {
		at  int
		ofA bool
	}
	var room [24]lone // mostly enough
	alone := room[:0]
	for i, j := 0, 0; i < len(a.At) || j < len(b.At); {
		switch {
		case j == len(b.At) || i < len(a.At) && a.At[i].Place < b.At[j].Place:
			alone = append(alone, lone{a.At[i].Place, true})
			i++
		case i == len(a.At) || b.At[j].Place < a.At[i].Place:
			alone = append(alone, lone{b.At[j].Place, false})
			j++
		default:
			e.Matches++
			i++
			j++
		}
	}
	for distance := 1; distance < reach && len(alone) > 1; distance++ {
		var moved []bool // nil while none is
		for i := range alone {
			j := i + 1
			for j < len(alone) && alone[j].at < alone[i].at+distance {
				j++
			}
			if j < len(alone) && alone[j].at == alone[i].at+distance && alone[j].ofA != alone[i].ofA {
				if moved == nil {
					moved = make([]bool, len(alone))
				}
				if moved[i] || moved[j] {
					continue
				}
				moved[i], moved[j] = true, true
				e.Transpositions++
				e.Weighted += float64(distance) / float64(reach)
			}
		}
		if moved == nil {
			continue
		}
		left := alone[:0]
		for i, l := range alone {
			if !moved[i] {
				left = append(left, l)
			}
		}
		alone = left
	}
	for range alone { // one by one, as they are added up elsewhere
		e.Additions++
		e.Weighted++
	}
	return e
}

// merge returns the places at which either has a boundary, in order.
func merge(a, b Segmentation) []place {
	var places []place
	for i, j := 0, 0; i < len(a.At) || j < len(b.At); {
		at := math.MaxInt
		if i < len(a.At) {
			at = a.At[i].Place
		}
		if j < len(b.At) {
			at = min(at, b.At[j].Place)
		}
		p := place{at: at}
		if i < len(a.At) && a.At[i].Place == at {
			p.a = a.At[i].Types
			i++
		}
		if j < len(b.At) && b.At[j].Place == at {
			p.b = b.At[j].Types
			j++
		}
		p.onlyA, p.onlyB = without(p.a, p.b), without(p.b, p.a)
		places = append(places, p)
	}
	return places
}

// without returns what of a is not in b.
func without(a, b []int) []int {
	var rest []int
	for _, t := range a {
		if !slices.Contains(b, t) {
			rest = append(rest, t)
		}
	}
	return rest
}

// movable returns the types that one side has at p alone and the other at q alone, in order.
func movable(p, q place) []int {
	var types []int
	for _, t := range p.a {
		if !slices.Contains(p.b, t) && !slices.Contains(q.a, t) && slices.Contains(q.b, t) {
			types = append(types, t)
		}
	}
	for _, t := range p.b {
		if !slices.Contains(p.a, t) && !slices.Contains(q.b, t) && slices.Contains(q.a, t) {
			types = append(types, t)
		}
	}
	slices.Sort(types)
	return types
}

// twoSubstitutions reports whether both places could be settled by substituting, which moving t would undo.
func twoSubstitutions(p, q place, t int) bool {
	open := func(p place) bool {
		return len(p.onlyA) > 0 && len(p.onlyB) > 0 && (slices.Contains(p.onlyA, t) || slices.Contains(p.onlyB, t))
	}
	return open(p) && open(q)
}

func (p *place) settle(t int) {
	p.moved = append(p.moved, t)
	p.onlyA = without(p.onlyA, []int{t})
	p.onlyB = without(p.onlyB, []int{t})
}

// substitutions pairs types of one side with types of the other, as many as can be, so that they differ least in
// all: sorted, they never cross. It returns the number of pairs and Σ |difference|.
func substitutions(a, b []int) (pairs int, apart float64) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0, 0
	}
	// least[j] is the least for the first i of a and j of b.
	least := make([]float64, len(b)+1)
	for i := 1; i <= len(a); i++ {
		before := least[i-1]
		least[i-1] = math.Inf(1)
		for j := i; j <= len(b); j++ {
			pair := before + math.Abs(float64(a[i-1])-float64(b[j-1]))
			before = least[j]
			least[j] = pair
			if j > i {
				least[j] = min(pair, least[j-1])
			}
		}
	}
	return len(a), least[len(b)]
}

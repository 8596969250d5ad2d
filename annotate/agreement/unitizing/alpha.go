package unitizing

import (
	"maps"
	"slices"
)

// A Table is the sums as matrices, values by name with the gap first.
type Table struct {
	Values   []string    // the first stands for the gap and is empty
	Observed [][]float64 // how much text is given the row's value by one annotator and the column's by another
	Expected [][]float64 // how much would be by chance (equation 33); nil where there is none to be had
	squares  []float64
	shared   []sharedOfValue
}

// Table returns the matrices.
func (s Sums) Table() Table {
	names := slices.Sorted(maps.Keys(s.values))
	t := Table{Values: append([]string{""}, names...)}
	number := []int{gap}
	for _, n := range names {
		number = append(number, s.values[n])
	}
	for _, v := range number {
		row := make([]float64, len(number))
		for k, w := range number {
			row[k] = s.observed[[2]int{v, w}]
		}
		t.Observed = append(t.Observed, row)
		t.squares = append(t.squares, s.squares[v])
		t.shared = append(t.shared, s.shared[v])
	}
	t.Expected = expected(t.Observed, t.squares)
	return t
}

// expected spreads the margins of an observed matrix as chance would, a unit never being paired with itself.
func expected(observed [][]float64, squares []float64) [][]float64 {
	margin := make([]float64, len(observed))
	all, own := 0.0, 0.0
	for i, row := range observed {
		for _, x := range row {
			margin[i] += x
		}
		all += margin[i]
		own += squares[i]
	}
	if all*all-own <= 0 {
		return nil
	}
	matrix := make([][]float64, len(observed))
	for i := range matrix {
		matrix[i] = make([]float64, len(observed))
		for k := range matrix[i] {
			x := margin[i] * margin[k]
			if i == k {
				x -= squares[i]
			}
			matrix[i][k] = all * x / (all*all - own)
		}
	}
	return matrix
}

// A Why says why a figure has no value; "" when it has one.
type Why string

const (
	FewCoders   Why = "fewer than two annotators"
	NothingDone Why = "nothing annotated"
	NoVariation Why = "no variation"
	NothingBoth Why = "nothing that two annotators have marked"
)

// Alpha returns uα: units, their edges and values against chance. It is 1 for equal cuts and about 0 for chance.
func (s Sums) Alpha() (float64, Why) { return s.Table().alpha(s.texts > 0, len(s.values) > 0) }

// Binary returns |uα: the same for units alone, whatever their values.
func (s Sums) Binary() (float64, Why) { return s.Cuts().Alpha() }

// Cuts is what |uα is made of: a few numbers that add up over documents, whatever values there are. Lengths are in code points.
type Cuts struct {
	Gap, Mixed, Unit float64 // how much text two annotators both leave out; one of two leaves out; both put into units
	OwnGap, OwnUnit  float64 // what an annotator would be paired with themselves: the length of gaps, the squares of units' lengths
	Texts            float64 // that two annotators have read
}

// Cuts returns what |uα of one document is made of: what [Sums.Cuts] comes to where all units have one value, without the sums.
func (s Sections) Cuts() Cuts {
	m := len(s.Coders)
	if m < 2 {
		return Cuts{}
	}
	cuts := Cuts{Texts: 1}
	for _, own := range s.of {
		for _, x := range own {
			if length := float64(x.end - x.start); x.value == gap {
				cuts.OwnGap += length
			} else {
				cuts.OwnUnit += length * length
			}
		}
	}
	at, mixed := make([]int, m), 0.0
	for from := s.Start; from < s.End; {
		to, marked := s.End, 0
		for i := range s.of {
			x := &s.of[i][at[i]]
			to, marked = min(to, x.end), marked+x.value
		}
		length, others := float64(to-from), float64(m-1)
		cuts.Gap += length * float64((m-marked)*(m-marked-1)) / others
		cuts.Unit += length * float64(marked*(marked-1)) / others
		mixed += length * float64(marked*(m-marked)) / others
		for i := range s.of {
			if s.of[i][at[i]].end == to && at[i] < len(s.of[i])-1 {
				at[i]++
			}
		}
		from = to
	}
	cuts.Mixed = 2 * mixed
	return cuts
}

// Cuts returns the sums without values.
func (s Sums) Cuts() Cuts {
	c := Cuts{Texts: float64(s.texts)}
	t := s.Table()
	for i, row := range t.Observed {
		for k, x := range row {
			switch {
			case i == 0 && k == 0:
				c.Gap += x
			case i == 0 || k == 0:
				c.Mixed += x
			default:
				c.Unit += x
			}
		}
		if i == 0 {
			c.OwnGap = t.squares[i]
		} else {
			c.OwnUnit += t.squares[i]
		}
	}
	return c
}

// Alpha returns |uα.
func (c Cuts) Alpha() (float64, Why) {
	chance, ok := c.Chance()
	return alpha(c.Texts > 0, c.OwnUnit > 0, c.Mixed, chance, ok)
}

// Chance returns how much of Mixed there would be by chance (equation 33, of two values); ok is false when there is nothing to
// tell it from.
func (c Cuts) Chance() (mixed float64, ok bool) {
	gap, unit := c.Gap+c.Mixed/2, c.Mixed/2+c.Unit
	all, own := gap+unit, c.OwnGap+c.OwnUnit
	if all*all-own <= 0 {
		return 0, false
	}
	return 2 * (all * (gap * unit) / (all*all - own)), true
}

// alpha compares what lies beside the diagonals.
func (t Table) alpha(text, unit bool) (float64, Why) {
	return alpha(text, unit, off(t.Observed), off(t.Expected), t.Expected != nil)
}

// alpha compares what differs with what would by chance, once there is a text that two annotators have read, and a unit.
func alpha(text, unit bool, observed, expected float64, known bool) (float64, Why) {
	switch {
	case !text:
		return 0, FewCoders
	case !unit:
		return 0, NothingDone
	case observed == 0: // even where chance could not err: a text that all have marked to its ends, under one value
		return 1, ""
	case known && expected > 0:
		return 1 - observed/expected, ""
	}
	return 0, NoVariation
}

// off sums what lies beside the diagonal.
func off(matrix [][]float64) float64 {
	sum := 0.0
	for i, row := range matrix {
		for k, x := range row {
			if i != k {
				sum += x
			}
		}
	}
	return sum
}

// valued is the part of the table where two annotators have both marked something. A unit weighs what it shares with units
// of others: only so does the printed example come out (Krippendorff et al. 2016).
func (t Table) valued() Table {
	v := Table{Values: t.Values[1:], Observed: make([][]float64, len(t.Values)-1)}
	for i := range v.Observed {
		v.Observed[i] = t.Observed[i+1][1:]
		v.squares = append(v.squares, t.shared[i+1].squares)
	}
	v.Expected = expected(v.Observed, v.squares)
	return v
}

// Values returns cuα: whether values agree where two annotators have both marked something. It is 1 where they never differ,
// even when only one value was used.
func (s Sums) Values() (float64, Why) {
	switch {
	case s.texts == 0:
		return 0, FewCoders
	case len(s.values) == 0:
		return 0, NothingDone
	}
	v := s.Table().valued()
	all := 0.0
	for i := range v.Observed {
		all += margin(v.Observed, i)
	}
	if all == 0 {
		return 0, NothingBoth
	}
	do := off(v.Observed)
	if do == 0 {
		return 1, ""
	}
	if v.Expected == nil {
		return 0, NoVariation
	}
	if de := off(v.Expected); de > 0 {
		return 1 - do/de, ""
	}
	return 0, NoVariation
}

func margin(matrix [][]float64, i int) float64 {
	sum := 0.0
	for _, x := range matrix[i] {
		sum += x
	}
	return sum
}

// Value returns (k)uα: whether one value is agreed on where it and another annotator's unit meet, and coverage, the share of
// its text that others have marked at all, from 0 to 1. The figure has no value where coverage is 0.
func (s Sums) Value(value string) (alpha, coverage float64, why Why) {
	switch {
	case s.texts == 0:
		return 0, 0, FewCoders
	case s.values[value] == 0:
		return 0, 0, NothingDone
	}
	t := s.Table()
	k := slices.Index(t.Values[1:], value)
	v := t.valued()
	marked, shared := margin(t.Observed, k+1), margin(v.Observed, k)
	if marked > 0 {
		coverage = shared / marked
	}
	if shared == 0 {
		return 0, coverage, NothingBoth
	}
	do := shared - v.Observed[k][k]
	if do == 0 {
		return 1, coverage, ""
	}
	if v.Expected == nil {
		return 0, coverage, NoVariation
	}
	chance := margin(v.Expected, k)
	if chance-v.Expected[k][k] <= 0 {
		return 0, coverage, NoVariation
	}
	return 1 - chance/shared*do/(chance-v.Expected[k][k]), coverage, ""
}

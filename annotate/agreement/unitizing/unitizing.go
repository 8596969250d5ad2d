// Package unitizing computes how far annotators agree who each cut a text into units and gave them values, without units
// that were agreed on before: the family of Krippendorff, Mathet, Bouvry & Widlöcher (2016) in [Sums], and Krippendorff's older
// αU in [AlphaU].
//
// Positions count code points; units are half-open. Units of one annotator must not overlap: of marks that do, take one label
// at a time and merge what lies over each other. Units that touch stay two. The parts of a discontinuous mark are units each.
package unitizing

import (
	"fmt"
	"maps"
	"slices"
)

// A Unit is a stretch of text with a value.
type Unit struct {
	Start, End int
	Value      string
}

// A Continuum is one text as several annotators have cut it. An annotator who marked nothing counts; one who has not read
// the text must not be among them.
type Continuum struct {
	Start, End int
	Coders     [][]Unit
}

// gap is the value of what lies between units. A unit's own value may be empty, too: gaps are told apart by their place.
const gap = 0

// Sums is what the figures are made of. Sums add up over documents, each with annotators of its own number: since gaps count
// by their length, it makes no difference where one document ends. The zero Sums is of no document.
type Sums struct {
	values   map[string]int        // number of a value, from 1; 0 is the gap
	observed map[[2]int]float64    // how much text two annotators give these two values, per other annotator
	squares  map[int]float64       // of a value, the squares of its units' lengths; of the gap, its length
	shared   map[int]sharedOfValue // of a value, what its units share with units of others
	texts    int                   // that two annotators have read
	Few      int                   // that fewer have, and which are left out
}

type sharedOfValue struct{ length, squares float64 }

// Of returns the sums of one document. It costs as much as there are borders, times the annotators, and looks at no single
// position.
func Of(c Continuum) (Sums, error) {
	s := Sums{values: map[string]int{}, observed: map[[2]int]float64{}, squares: map[int]float64{}, shared: map[int]sharedOfValue{}}
	sections, err := c.sections(s.number)
	if err != nil {
		return s, err
	}
	m := len(c.Coders)
	if m < 2 { // nothing of it is in the sums, not even what values there are
		return Sums{Few: 1}, nil
	}
	s.texts = 1
	for _, own := range sections {
		for _, x := range own {
			length := float64(x.end - x.start)
			if x.value == gap {
				s.squares[gap] += length
			} else {
				s.squares[x.value] += length * length
			}
		}
	}
	at := make([]int, m)         // the section of each annotator
	shares := make([]float64, m) // what that section has shared with units of others
	values := len(s.values) + 1
	count, used := make([]int, values), make([]int, 0, m) // annotators by value, and the values they have
	observed := newPairs(values)
	for from := c.Start; from < c.End; {
		to := c.End
		for _, v := range used {
			count[v] = 0
		}
		used = used[:0]
		for i := range sections {
			x := sections[i][at[i]]
			to = min(to, x.end)
			if count[x.value] == 0 {
				used = append(used, x.value)
			}
			count[x.value]++
		}
		length := float64(to - from)
		marked := m - count[gap]
		for _, v := range used {
			for _, w := range used {
				n := count[w]
				if v == w {
					n--
				}
				if n > 0 {
					observed.add(v, w, length*float64(count[v]*n)/float64(m-1))
				}
			}
		}
		for i := range sections {
			x := sections[i][at[i]]
			if x.value != gap {
				shares[i] += length * float64(marked-1) / float64(m-1)
			}
			if x.end == to {
				if x.value != gap {
					of := s.shared[x.value]
					s.shared[x.value] = sharedOfValue{of.length + shares[i], of.squares + shares[i]*shares[i]}
				}
				shares[i] = 0
				if at[i] < len(sections[i])-1 {
					at[i]++
				}
			}
		}
		from = to
	}
	observed.into(s.observed)
	return s, nil
}

// pairs adds up by two values: in a square where that is small, else in a map.
type pairs struct {
	values int
	square []float64
	far    map[[2]int]float64
}

// mostSquare is up to how many values make a square.
const mostSquare = 64

func newPairs(values int) pairs {
	if values <= mostSquare {
		return pairs{values, make([]float64, values*values), nil}
	}
	return pairs{values, nil, map[[2]int]float64{}}
}

func (p pairs) add(v, w int, x float64) {
	if p.square != nil {
		p.square[v*p.values+w] += x
		return
	}
	p.far[[2]int{v, w}] += x
}

// into puts what there is into a map.
func (p pairs) into(m map[[2]int]float64) {
	for i, x := range p.square {
		if x != 0 {
			m[[2]int{i / p.values, i % p.values}] = x
		}
	}
	maps.Copy(m, p.far)
}

// A section is a unit or a gap.
type section struct{ start, end, value int }

// Sections is a continuum as each annotator has cut it, from its start to its end: units with the gaps between them.
type Sections struct {
	Continuum
	of [][]section
}

// Sections cuts the text. An error names a unit that is empty, lies outside of the text or overlaps another of its annotator's.
func (c Continuum) Sections() (Sections, error) {
	of, err := c.sections(func(string) int { return gap + 1 })
	return Sections{c, of}, err
}

// sections returns the sections of every annotator, with the numbers of values.
func (c Continuum) sections(number func(value string) int) ([][]section, error) {
	if c.End < c.Start {
		return nil, fmt.Errorf("the text ends at %d, before it begins at %d", c.End, c.Start)
	}
	units := 0
	for _, own := range c.Coders {
		units += len(own)
	}
	all, flat := make([][]section, len(c.Coders)), make([]section, 0, 2*units+len(c.Coders))
	for i, units := range c.Coders {
		from := len(flat)
		var err error
		if flat, err = c.cut(flat, units, number); err != nil {
			return nil, fmt.Errorf("annotator %d: %w", i+1, err)
		}
		all[i] = flat[from:len(flat):len(flat)]
	}
	return all, nil
}

// cut adds the sections of one annotator.
func (c Continuum) cut(all []section, units []Unit, number func(value string) int) ([]section, error) {
	units = sorted(units)
	at := c.Start
	for _, u := range units {
		switch {
		case u.End <= u.Start:
			return nil, fmt.Errorf("unit %d–%d is empty", u.Start, u.End)
		case u.Start < c.Start || u.End > c.End:
			return nil, fmt.Errorf("unit %d–%d lies outside of the text, %d–%d", u.Start, u.End, c.Start, c.End)
		case u.Start < at:
			return nil, fmt.Errorf("unit %d–%d overlaps the one before it", u.Start, u.End)
		}
		if u.Start > at {
			all = append(all, section{at, u.Start, gap})
		}
		all = append(all, section{u.Start, u.End, number(u.Value)})
		at = u.End
	}
	if at < c.End {
		all = append(all, section{at, c.End, gap})
	}
	return all, nil
}

func (s *Sums) number(value string) int {
	n, ok := s.values[value]
	if !ok {
		n = len(s.values) + 1
		s.values[value] = n
	}
	return n
}

// Plus returns the sums of both. Neither is changed.
func (s Sums) Plus(t Sums) Sums {
	sum := Sums{
		values: maps.Clone(s.values), observed: maps.Clone(s.observed), squares: maps.Clone(s.squares), shared: maps.Clone(s.shared),
		texts: s.texts + t.texts, Few: s.Few + t.Few,
	}
	if sum.values == nil {
		sum = Sums{map[string]int{}, map[[2]int]float64{}, map[int]float64{}, map[int]sharedOfValue{}, sum.texts, sum.Few}
	}
	number := map[int]int{gap: gap}
	for _, v := range slices.Sorted(maps.Keys(t.values)) {
		number[t.values[v]] = sum.number(v)
	}
	for k, x := range t.observed {
		sum.observed[[2]int{number[k[0]], number[k[1]]}] += x
	}
	for k, x := range t.squares {
		sum.squares[number[k]] += x
	}
	for k, x := range t.shared {
		of := sum.shared[number[k]]
		sum.shared[number[k]] = sharedOfValue{of.length + x.length, of.squares + x.squares}
	}
	return sum
}

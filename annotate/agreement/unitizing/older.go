package unitizing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
)

// An Older is αU of one value, or of all: observed and expected disagreement and what they come to.
type Older struct {
	Observed, Expected float64
	Alpha              float64
	Why                Why
}

// AlphaU returns Krippendorff's αU (1995, with the expected disagreement as corrected in 2004) for each value, and over all of
// them. It is here to compare with tools that print it. It squares the distances of edges, so that a near miss can score
// above a hit: show [Sums.Alpha] instead. Units of one annotator and one value must not overlap; those of different values may.
func AlphaU(c Continuum) (all Older, of map[string]Older, err error) {
	of = map[string]Older{}
	if len(c.Coders) < 2 {
		return Older{Why: FewCoders}, of, nil
	}
	byValue := map[string][][]Unit{}
	for i, units := range c.Coders {
		for _, u := range units {
			if byValue[u.Value] == nil {
				byValue[u.Value] = make([][]Unit, len(c.Coders))
			}
			byValue[u.Value][i] = append(byValue[u.Value][i], u)
		}
	}
	if len(byValue) == 0 {
		return Older{Why: NothingDone}, of, nil
	}
	for _, value := range slices.Sorted(maps.Keys(byValue)) {
		x, err := olderOf(c, byValue[value])
		if err != nil {
			return Older{}, nil, fmt.Errorf("value %q: %w", value, err)
		}
		of[value] = x
		all.Observed += x.Observed / float64(len(byValue))
		all.Expected += x.Expected / float64(len(byValue))
	}
	return all.settle(), of, nil
}

func (o Older) settle() Older {
	switch {
	case o.Observed == o.Expected:
		o.Alpha = 0
	case o.Expected <= 0:
		o.Why = NoVariation
	default:
		o.Alpha = 1 - o.Observed/o.Expected
	}
	return o
}

// olderOf works one value out. Lengths are float64 throughout: a length cubed times the number of units leaves int64 at two
// million characters.
func olderOf(c Continuum, coders [][]Unit) (Older, error) {
	length, r := float64(c.End-c.Start), float64(len(coders))
	gaps := make([][]section, len(coders))
	var free []float64 // lengths of all gaps
	n, within := 0, 0.0
	for i := range coders {
		slices.SortFunc(coders[i], func(a, b Unit) int { return cmp.Compare(a.Start, b.Start) })
		sections, err := c.cut(coders[i], func(string) int { return gap + 1 })
		if err != nil {
			return Older{}, fmt.Errorf("annotator %d: %w", i+1, err)
		}
		gaps[i], free = make([]section, 0, len(sections)-len(coders[i])), slices.Grow(free, len(sections)-len(coders[i]))
		for _, x := range sections {
			l := float64(x.end - x.start)
			if x.value != gap {
				n++
				within += l * (l - 1)
				continue
			}
			gaps[i] = append(gaps[i], x)
			free = append(free, l)
		}
	}
	var o Older
	for i := range coders {
		for j := range coders {
			if i == j {
				continue
			}
			for _, u := range coders[i] {
				if i < j {
					k := sort.Search(len(coders[j]), func(k int) bool { return coders[j][k].End > u.Start })
					for ; k < len(coders[j]) && coders[j][k].Start < u.End; k++ {
						v := coders[j][k]
						o.Observed += square(u.Start-v.Start) + square(u.End-v.End)
					}
				}
				k := sort.Search(len(gaps[j]), func(k int) bool { return gaps[j][k].end >= u.End })
				if k < len(gaps[j]) && gaps[j][k].start <= u.Start {
					o.Observed += square(u.End - u.Start)
				}
			}
		}
	}
	o.Observed *= 2 / (r * (r - 1) * length * length)

	slices.Sort(free)
	rest := make([]float64, len(free)+1) // of the gaps from here on, the sum of their lengths
	for i := len(free) - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + free[i]
	}
	for _, units := range coders {
		for _, u := range units {
			l := float64(u.End - u.Start)
			k := sort.SearchFloat64s(free, l)
			o.Expected += float64(n-1)*(2*l*l*l-3*l*l+l)/3 + l*l*(rest[k]-float64(len(free)-k)*(l-1))
		}
	}
	if pairs := r*length*(r*length-1) - within; pairs > 0 {
		o.Expected *= 2 / length / pairs
	} else {
		o.Expected = 0
	}
	return o.settle(), nil
}

func square(n int) float64 { return float64(n) * float64(n) }

package unitizing

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// FromLayers returns a text as its annotators have cut it under one label, a layer for each who has read it. What else they
// marked there is gap. Each part of a mark is a unit, and parts that lie over each other are one.
func FromLayers(t annotate.Text, layers []annotate.Layer, label annotate.Label) Continuum {
	c := Continuum{End: int(t.Len()), Coders: make([][]Unit, len(layers))}
	for i, l := range layers {
		for s := range l.Spans() {
			if s.Label != label {
				continue
			}
			for _, r := range s.Ranges {
				c.Coders[i] = append(c.Coders[i], Unit{int(r.From), int(r.To), string(label)})
			}
		}
		c.Coders[i] = Merge(c.Coders[i])
	}
	return c
}

// FromAll returns a text as its annotators have cut it under all of these labels, a value each. Marks of different labels that
// overlap stay as they are, and then [Of] has no sums.
func FromAll(t annotate.Text, layers []annotate.Layer, labels []annotate.Label) Continuum {
	c := Continuum{End: int(t.Len()), Coders: make([][]Unit, len(layers))}
	for i, l := range layers {
		of := map[annotate.Label][]Unit{}
		for s := range l.Spans() {
			for _, r := range s.Ranges {
				of[s.Label] = append(of[s.Label], Unit{int(r.From), int(r.To), string(s.Label)})
			}
		}
		for _, label := range labels {
			c.Coders[i] = append(c.Coders[i], Merge(of[label])...)
		}
	}
	return c
}

// Overlap reports whether units of one annotator overlap.
func (c Continuum) Overlap() bool {
	for _, units := range c.Coders {
		units = sorted(units)
		for i := 1; i < len(units); i++ {
			if units[i].Start < units[i-1].End {
				return true
			}
		}
	}
	return false
}

// Marked returns the continuum without values: what overlaps is one unit.
func (c Continuum) Marked() Continuum {
	coders := make([][]Unit, len(c.Coders))
	for i, units := range c.Coders {
		coders[i] = Merge(units)
		for k := range coders[i] {
			coders[i][k].Value = "marked"
		}
	}
	c.Coders = coders
	return c
}

// Merge makes one unit of those that overlap and returns them in order. Units that only touch stay apart. The value is that of
// the first: merge units of one value.
func Merge(units []Unit) []Unit {
	merged := make([]Unit, 0, len(units))
	units = sorted(units)
	for _, u := range units {
		if last := len(merged) - 1; last >= 0 && u.Start < merged[last].End {
			merged[last].End = max(merged[last].End, u.End)
			continue
		}
		merged = append(merged, u)
	}
	return merged
}

// Sort puts units in the order of the text.
func Sort(units []Unit) { slices.SortStableFunc(units, compareUnits) }

func compareUnits(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// sorted returns units in the order of the text: themselves, where they are.
func sorted(units []Unit) []Unit {
	if !slices.IsSortedFunc(units, compareUnits) {
		units = slices.Clone(units)
		Sort(units)
	}
	return units
}

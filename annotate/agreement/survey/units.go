package survey

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/agreement/unitizing"
)

// Units is how documents were cut, by document.
type Units struct {
	ByLabel [][]unitizing.Cuts  // under each label, whatever else was marked
	Any     []unitizing.Cuts    // under any of the labels, whatever it was called
	Values  []unitizing.Margins // under all of them, each a value of its own; nil where marks of one annotator overlap, for then a place has no one value
}

// Units returns how each document was cut under these labels. Each part of a mark is a unit; parts under one label that
// overlap are one unit, those that touch are two.
func (s Survey) Units(labels []annotate.Label) Units {
	u := Units{ByLabel: make([][]unitizing.Cuts, len(labels)), Any: make([]unitizing.Cuts, len(s.Documents)), Values: make([]unitizing.Margins, len(s.Documents))}
	for k := range labels {
		u.ByLabel[k] = make([]unitizing.Cuts, len(s.Documents))
	}
	values := make([]string, len(labels))
	place := make(map[annotate.Label]int, len(labels))
	for k, l := range labels {
		place[l], values[k] = k, string(l)
	}
	overlap := make([]bool, len(s.Documents))
	onAllCores(len(s.Documents), func(i int) {
		d := s.Documents[i]
		all := unitizing.Continuum{End: int(d.Text.Len())}
		by := make([]unitizing.Continuum, len(labels))
		for k := range by {
			by[k] = unitizing.Continuum{End: all.End}
		}
		for _, l := range d.layers {
			if l == nil {
				continue
			}
			own := make([][]unitizing.Unit, len(labels))
			for span := range l.Spans() {
				k, ok := place[span.Label]
				if !ok {
					continue
				}
				for _, r := range span.Ranges {
					own[k] = append(own[k], unitizing.Unit{Start: int(r.From), End: int(r.To), Value: values[k]})
				}
			}
			var together []unitizing.Unit
			for k := range by {
				merged := unitizing.Merge(own[k])
				by[k].Coders = append(by[k].Coders, merged)
				together = append(together, merged...)
			}
			all.Coders = append(all.Coders, together)
		}
		for k := range by {
			u.ByLabel[k][i] = sumsOf(d.ID, by[k]).Cuts()
		}
		u.Any[i] = sumsOf(d.ID, all.Marked()).Cuts()
		if overlap[i] = all.Overlap(); !overlap[i] {
			u.Values[i] = sumsOf(d.ID, all).Margins(values)
		}
	})
	for _, o := range overlap {
		if o {
			u.Values = nil
			break
		}
	}
	return u
}

// sumsOf returns the sums of a document in which no annotator's units overlap.
func sumsOf(id annotate.DocID, c unitizing.Continuum) unitizing.Sums {
	sums, err := unitizing.Of(c)
	if err != nil { // marks lie within their text
		panic(fmt.Sprintf("survey: document %q: %v", id, err))
	}
	return sums
}

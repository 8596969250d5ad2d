package survey

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement/unitizing"
)

// Units is how documents were cut, by document.
type Units struct {
	ByLabel [][]unitizing.Cuts  // under each label, whatever else was marked
	Any     []unitizing.Cuts    // under any of the labels, whatever it was called
	Values  []unitizing.Margins // under all of them, each a value of its own; nil where marks of one annotator overlap, for then a place has no one value

	EndToEnd unitizing.Laying // the documents that everybody has read, laid end to end as one text, under each label
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
	pieces := make([][]unitizing.Piece, len(labels))
	for k := range pieces {
		pieces[k] = make([]unitizing.Piece, len(s.Documents))
	}
	onAllCores(len(s.Documents), func(i int) {
		d := s.Documents[i]
		all := unitizing.Continuum{End: int(d.Text.Len())}
		count := make([]int, len(labels)+1)
		by := make([]unitizing.Continuum, len(labels))
		for k := range by {
			by[k] = unitizing.Continuum{End: all.End}
		}
		for _, l := range d.layers {
			if l == nil {
				continue
			}
			clear(count)
			for span := range l.Spans() {
				if k, ok := place[span.Label]; ok {
					count[k+1] += len(span.Ranges)
				}
			}
			for k := range labels {
				count[k+1] += count[k]
			}
			own := make([]unitizing.Unit, count[len(labels)]) // label after label
			next := slices.Clone(count)
			for span := range l.Spans() {
				k, ok := place[span.Label]
				if !ok {
					continue
				}
				for _, r := range span.Ranges {
					own[next[k]] = unitizing.Unit{Start: int(r.From), End: int(r.To), Value: values[k]}
					next[k]++
				}
			}
			together := make([]unitizing.Unit, 0, len(own))
			for k := range by {
				merged := unitizing.Merge(own[count[k]:count[k+1]])
				by[k].Coders = append(by[k].Coders, merged)
				together = append(together, merged...)
			}
			unitizing.Sort(together)
			all.Coders = append(all.Coders, together)
		}
		for k := range by {
			cut := cutOf(d.ID, by[k])
			u.ByLabel[k][i], pieces[k][i] = cut.Cuts(), cut.Piece()
		}
		u.Any[i] = cutOf(d.ID, all.Marked()).Cuts()
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
	for k := range pieces { // the number of those who have read it tells
		pieces[k] = slices.DeleteFunc(pieces[k], func(p unitizing.Piece) bool { return p.Coders() < len(s.Annotators) })
	}
	u.EndToEnd = unitizing.EndToEnd(pieces)
	return u
}

func cutOf(id annotate.DocID, c unitizing.Continuum) unitizing.Sections {
	cut, err := c.Sections()
	if err != nil { // marks lie within their text
		panic(fmt.Sprintf("survey: document %q: %v", id, err))
	}
	return cut
}

// sumsOf returns the sums of a document in which no annotator's units overlap.
func sumsOf(id annotate.DocID, c unitizing.Continuum) unitizing.Sums {
	sums, err := unitizing.Of(c)
	if err != nil { // marks lie within their text
		panic(fmt.Sprintf("survey: document %q: %v", id, err))
	}
	return sums
}

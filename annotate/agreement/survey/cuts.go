package survey

import (
	"cmp"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
)

// Cuts returns where annotators cut each document by beginning or ending marks: of any of these labels, and of each. Cuts are places
// between words, for it is by words that a near miss is near. What begins or ends within a word cuts beside it, on the outer side.
func (s Survey) Cuts(labels []annotate.Label) (any agreement.Cuts, by []agreement.Cuts) {
	all := make([]agreement.Cuts, len(labels)+1) // any of them last
	for k := range all {
		all[k] = agreement.Cuts{Coders: s.coders(), Texts: make([][]*agreement.Segmentation, len(s.Documents))}
	}
	number := make(map[annotate.Label]int, len(labels))
	for k, l := range labels {
		number[l] = k
	}
	onAllCores(len(s.Documents), func(i int) {
		d := &s.Documents[i]
		segmentations := make([]agreement.Segmentation, len(all)*len(d.layers))
		for k := range all {
			all[k].Texts[i] = make([]*agreement.Segmentation, len(d.layers))
		}
		places := make([][]int, len(all))
		for a, l := range d.layers {
			if l == nil {
				continue
			}
			for k := range places {
				places[k] = places[k][:0]
			}
			for span := range l.Spans() {
				if k, wanted := number[span.Label]; wanted {
					for _, r := range span.Ranges {
						before := len(places[k])
						places[k] = d.cut(places[k], r)
						places[len(labels)] = append(places[len(labels)], places[k][before:]...)
					}
				}
			}
			for k := range places {
				slices.Sort(places[k])
				at := &segmentations[k*len(d.layers)+a]
				*at = agreement.CutAt(max(0, len(d.words)-1), slices.Compact(places[k]))
				all[k].Texts[i][a] = at
			}
		}
	})
	return all[len(labels)], all[:len(labels)]
}

// cut adds the places at which a range cuts the words.
func (d *Document) cut(places []int, r annotate.Range) []int {
	first, _ := slices.BinarySearchFunc(d.words, r.From, func(w annotate.Range, p annotate.Pos) int { return cmp.Compare(w.To, p+1) })
	end := first
	for end < len(d.words) && d.words[end].From < r.To {
		end++
	}
	if end == first { // it has no word: of a mark on signs alone nothing is cut
		return places
	}
	if first > 0 {
		places = append(places, first-1)
	}
	if end < len(d.words) {
		places = append(places, end-1)
	}
	return places
}

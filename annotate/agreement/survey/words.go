package survey

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement"
)

// What a word is to a label.
const (
	unmarked = iota
	marked
)

// A touch is a word of a document that an annotator put under a label, all by number, and under how many spans of it.
type touch struct{ word, annotator, label, times int32 }

// touched finds the words of a document under any of the labels, in order and each once for an annotator and label.
// A word belongs to a span that shares a character with it, however many parts the span has.
func (d *Document) touched(labels map[annotate.Label]int32) {
	for a, l := range d.layers {
		if l == nil {
			continue
		}
		for span := range l.Spans() {
			k, last := labels[span.Label], -1
			for _, r := range span.Ranges {
				first, _ := slices.BinarySearchFunc(d.words, r.From, func(w annotate.Range, p annotate.Pos) int { return cmp.Compare(w.To, p+1) })
				for w := first; w < len(d.words) && d.words[w].From < r.To; w++ {
					if w > last { // parts of one span may touch one word: it counts once
						d.touches = append(d.touches, touch{int32(w), int32(a), k, 1})
						last = w
					}
				}
			}
		}
	}
	slices.SortFunc(d.touches, func(a, b touch) int {
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.annotator, b.annotator), cmp.Compare(a.label, b.label))
	})
	kept := d.touches[:0]
	for _, t := range d.touches {
		if last := len(kept) - 1; last >= 0 && kept[last].word == t.word && kept[last].annotator == t.annotator && kept[last].label == t.label {
			kept[last].times++
			continue
		}
		kept = append(kept, t)
	}
	d.touches = kept
}

// under returns the touches of these labels.
func (d Document) under(labels []int32) []touch {
	var some []touch
	for _, t := range d.touches {
		if slices.Contains(labels, t.label) {
			some = append(some, t)
		}
	}
	return some
}

// byWord yields the touches of one word after the other.
func byWord(all []touch, yield func([]touch)) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].word == all[0].word {
			n++
		}
		yield(all[:n])
		all = all[n:]
	}
}

// A tally counts equal rows of a document, which are then one entry of a table.
type tally struct {
	places map[string]int // of rows, by their bytes
	rows   [][]int32
	times  []int
	key    []byte // to look a row up with
}

func (t *tally) add(row []int32, times int) {
	t.key = t.key[:0]
	for _, k := range row {
		t.key = binary.LittleEndian.AppendUint32(t.key, uint32(k))
	}
	i, known := t.places[string(t.key)]
	if !known {
		i = len(t.rows)
		t.places[string(t.key)] = i
		t.rows, t.times = append(t.rows, slices.Clone(row)), append(t.times, 0)
	}
	t.times[i] += times
}

// table makes a table of words: a row of each word that somebody put under one of the labels, from rate, and the
// rest, which nobody did, as blank.
func (s Survey) table(scale agreement.Scale, labels []int32, blank int32, rate func(word []touch, row []int32)) *agreement.Items {
	x := agreement.NewItems(scale, s.coders())
	x.Documents = len(s.Documents)
	row, empty := make([]int32, len(s.Annotators)), make([]int32, len(s.Annotators))
	for i, d := range s.Documents {
		for a, l := range d.layers {
			empty[a] = blank
			if l == nil {
				empty[a] = agreement.Missing
			}
		}
		counts := tally{places: map[string]int{}}
		rest := len(d.words)
		byWord(d.under(labels), func(word []touch) {
			copy(row, empty)
			rate(word, row)
			counts.add(row, 1)
			rest--
		})
		counts.add(empty, rest)
		for j, row := range counts.rows {
			x.AddTimes(i, counts.times[j], row...)
		}
	}
	return x
}

// numbers returns the numbers of labels that somebody used.
func (s Survey) numbers(labels []annotate.Label) []int32 {
	var all []int32
	for k, l := range s.labels {
		if slices.Contains(labels, l) {
			all = append(all, int32(k))
		}
	}
	return all
}

// Words returns the table of a label: an item a word, which lies under a span of the label or does not. It is about
// text, not spans: two spans that touch and one that covers both are the same here.
func (s Survey) Words(label annotate.Label) *agreement.Items {
	scale := agreement.Scale{Categories: []string{"unmarked", string(label)}}
	return s.table(scale, s.numbers([]annotate.Label{label}), unmarked, func(word []touch, row []int32) {
		for _, t := range word {
			row[t.annotator] = marked
		}
	})
}

// WordSets returns the table of all these labels at once: an item a word, a rating the set of labels it lies under.
func (s Survey) WordSets(labels []annotate.Label) *agreement.Items {
	scale := agreement.Scale{Categories: []string{"∅"}, Sets: [][]string{{}}}
	places := map[string]int32{"": 0}
	var key []byte
	// set returns the category of the labels that one annotator put on a word.
	set := func(of []touch) int32 {
		key = key[:0]
		for _, t := range of {
			key = binary.LittleEndian.AppendUint32(key, uint32(t.label))
		}
		k, known := places[string(key)]
		if !known {
			names := make([]string, len(of))
			for i, t := range of {
				names[i] = string(s.labels[t.label])
			}
			k = int32(len(scale.Sets))
			places[string(key)] = k
			scale.Categories, scale.Sets = append(scale.Categories, strings.Join(names, " + ")), append(scale.Sets, names)
		}
		return k
	}
	each := func(word []touch, yield func(annotator, set int32)) {
		for len(word) > 0 {
			n := 1
			for n < len(word) && word[n].annotator == word[0].annotator {
				n++
			}
			yield(word[0].annotator, set(word[:n]))
			word = word[n:]
		}
	}
	numbers := s.numbers(labels)
	for _, d := range s.Documents { // the scale is known before the table
		byWord(d.under(numbers), func(word []touch) { each(word, func(_, _ int32) {}) })
	}
	return s.table(scale, numbers, 0, func(word []touch, row []int32) {
		each(word, func(annotator, k int32) { row[annotator] = k })
	})
}

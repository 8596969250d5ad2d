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
	spans := 0
	for _, l := range d.layers {
		if l != nil {
			spans += l.Len()
		}
	}
	keys := make([]uint64, 0, spans*someWords)
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
						keys = append(keys, uint64(w)<<(2*numberBits)|uint64(a)<<numberBits|uint64(k))
						last = w
					}
				}
			}
		}
	}
	slices.Sort(keys)
	d.touches = make([]touch, 0, len(keys))
	const mask = 1<<numberBits - 1
	for i, key := range keys {
		if i > 0 && key == keys[i-1] {
			d.touches[len(d.touches)-1].times++
			continue
		}
		d.touches = append(d.touches, touch{int32(key >> (2 * numberBits)), int32(key >> numberBits & mask), int32(key & mask), 1})
	}
	d.labelled = d.byLabel()
}

// someWords is how many words a mark has, more or less.
const someWords = 6

// numberBits is how many bits the number of an annotator, or of a label, has in a key: a million of either are more than a
// project holds. Sorting keys takes a fifth of the time of sorting touches.
const numberBits = 20

// under returns the touches of these labels, of which there are so many in all, by word and annotator.
func (d Document) under(labels []int32, all int) []touch {
	switch len(labels) {
	case all:
		return d.touches
	case 1:
		return d.ofLabel(labels[0])
	}
	var some []touch
	for _, t := range d.touches {
		if slices.Contains(labels, t.label) {
			some = append(some, t)
		}
	}
	return some
}

// ofLabel returns the touches of a label, by word and annotator.
func (d Document) ofLabel(label int32) []touch {
	from, _ := slices.BinarySearchFunc(d.labelled, label, func(t touch, l int32) int { return cmp.Compare(t.label, l) })
	to, _ := slices.BinarySearchFunc(d.labelled, label+1, func(t touch, l int32) int { return cmp.Compare(t.label, l) })
	return d.labelled[from:to]
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
	places map[string]int // of rows, by their bytes, once there are many
	rows   [][]int32
	times  []int
	key    []byte // to look a row up with
}

// fewRows is how many different rows are looked through one by one: people who agree, and two labels or three, make few.
const fewRows = 16

// reset forgets the rows.
func (t *tally) reset() { t.places, t.rows, t.times = nil, t.rows[:0], t.times[:0] }

func (t *tally) add(row []int32, times int) {
	i := t.find(row)
	if i < 0 {
		i = len(t.rows)
		if t.places != nil {
			t.places[string(t.key)] = i
		}
		if t.times = append(t.times, 0); i < cap(t.rows) {
			t.rows = t.rows[:i+1] // which has a row of another document to write over
		} else {
			t.rows = append(t.rows, nil)
		}
		t.rows[i] = append(t.rows[i][:0], row...)
	}
	t.times[i] += times
}

// find returns the place of a row, or -1.
func (t *tally) find(row []int32) int {
	if t.places == nil && len(t.rows) <= fewRows {
		return slices.IndexFunc(t.rows, func(known []int32) bool { return slices.Equal(known, row) })
	}
	key := func(row []int32) []byte {
		t.key = t.key[:0]
		for _, k := range row {
			t.key = binary.LittleEndian.AppendUint32(t.key, uint32(k))
		}
		return t.key
	}
	if t.places == nil {
		t.places = map[string]int{}
		for i, known := range t.rows {
			t.places[string(key(known))] = i
		}
	}
	if i, known := t.places[string(key(row))]; known {
		return i
	}
	return -1
}

// table makes a table of words: a row of each word that somebody put under one of the labels, from rate, and the
// rest, which nobody did, as blank.
func (s Survey) table(scale agreement.Scale, labels []int32, blank int32, rate func(word []touch, row []int32)) *agreement.Items {
	x := agreement.NewItems(scale, s.coders())
	x.Documents = len(s.Documents)
	row, empty := make([]int32, len(s.Annotators)), make([]int32, len(s.Annotators))
	var counts tally
	for i, d := range s.Documents {
		for a, l := range d.layers {
			empty[a] = blank
			if l == nil {
				empty[a] = agreement.Missing
			}
		}
		counts.reset()
		rest := len(d.words)
		byWord(d.under(labels, len(s.labels)), func(word []touch) {
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
	alone := make([]int32, len(s.labels)) // the category of a label by itself, as mostly; 0 while nobody had it
	var key []byte
	// set returns the category of the labels that one annotator put on a word.
	set := func(of []touch) int32 {
		if len(of) == 1 && alone[of[0].label] != 0 {
			return alone[of[0].label]
		}
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
			if len(of) == 1 {
				alone[of[0].label] = k
			}
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
		byWord(d.under(numbers, len(s.labels)), func(word []touch) { each(word, func(_, _ int32) {}) })
	}
	return s.table(scale, numbers, 0, func(word []touch, row []int32) {
		each(word, func(annotator, k int32) { row[annotator] = k })
	})
}

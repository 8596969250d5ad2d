package survey

import (
	"cmp"
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

// A touch is a word of a document that an annotator put under a label, all by number.
type touch struct{ word, annotator, label int }

// touches returns the words of a document under any of the labels, in order and each once for an annotator and
// label. A word belongs to a span that shares a character with it, however many parts the span has.
func (d Document) touches(labels []annotate.Label) []touch {
	var all []touch
	for a, l := range d.layers {
		if l == nil {
			continue
		}
		for span := range l.Spans() {
			k := slices.Index(labels, span.Label)
			if k < 0 {
				continue
			}
			for _, r := range span.Ranges {
				first, _ := slices.BinarySearchFunc(d.words, r.From, func(w annotate.Range, p annotate.Pos) int { return cmp.Compare(w.To, p+1) })
				for w := first; w < len(d.words) && d.words[w].From < r.To; w++ {
					all = append(all, touch{w, a, k})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b touch) int {
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.annotator, b.annotator), cmp.Compare(a.label, b.label))
	})
	return slices.Compact(all)
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
	rows  map[string]int // place in counts, by the row's bytes
	keys  [][]int32
	times []int
}

func (t *tally) add(row []int32, times int) {
	var key strings.Builder
	for _, k := range row {
		key.WriteByte(byte(k))
		key.WriteByte(byte(k >> 8))
		key.WriteByte(byte(k >> 16))
	}
	i, known := t.rows[key.String()]
	if !known {
		i = len(t.keys)
		t.rows[key.String()] = i
		t.keys, t.times = append(t.keys, slices.Clone(row)), append(t.times, 0)
	}
	t.times[i] += times
}

// table makes a table of words: a row of each word that somebody touched, from rate, and the rest, which nobody
// did, as blank.
func (s Survey) table(scale agreement.Scale, touches [][]touch, blank int32, rate func(word []touch, row []int32)) *agreement.Items {
	x := agreement.NewItems(scale, s.coders())
	x.Documents = len(s.Documents)
	row := make([]int32, len(s.Annotators))
	for i, d := range s.Documents {
		empty := func() {
			for a, l := range d.layers {
				row[a] = blank
				if l == nil {
					row[a] = agreement.Missing
				}
			}
		}
		counts := tally{rows: map[string]int{}}
		rest := len(d.words)
		byWord(touches[i], func(word []touch) {
			empty()
			rate(word, row)
			counts.add(row, 1)
			rest--
		})
		empty()
		counts.add(row, rest)
		for j, key := range counts.keys {
			x.AddTimes(i, counts.times[j], key...)
		}
	}
	return x
}

// Words returns the table of a label: an item a word, which lies under a span of the label or does not. It is about
// text, not spans: two spans that touch and one that covers both are the same here.
func (s Survey) Words(label annotate.Label) *agreement.Items {
	touches := make([][]touch, len(s.Documents))
	for i, d := range s.Documents {
		touches[i] = d.touches([]annotate.Label{label})
	}
	scale := agreement.Scale{Categories: []string{"unmarked", string(label)}}
	return s.table(scale, touches, unmarked, func(word []touch, row []int32) {
		for _, t := range word {
			row[t.annotator] = marked
		}
	})
}

// WordSets returns the table of all these labels at once: an item a word, a rating the set of labels it lies under.
func (s Survey) WordSets(labels []annotate.Label) *agreement.Items {
	touches := make([][]touch, len(s.Documents))
	scale := agreement.Scale{Categories: []string{"∅"}, Sets: [][]string{{}}}
	places := map[string]int32{"": 0}
	// set returns the category of the labels that one annotator put on a word.
	set := func(of []touch) int32 {
		names := make([]string, len(of))
		for i, t := range of {
			names[i] = string(labels[t.label])
		}
		slices.Sort(names)
		key := strings.Join(names, " + ")
		k, known := places[key]
		if !known {
			k = int32(len(scale.Sets))
			places[key] = k
			scale.Categories, scale.Sets = append(scale.Categories, key), append(scale.Sets, names)
		}
		return k
	}
	each := func(word []touch, yield func(annotator int, set int32)) {
		for len(word) > 0 {
			n := 1
			for n < len(word) && word[n].annotator == word[0].annotator {
				n++
			}
			yield(word[0].annotator, set(word[:n]))
			word = word[n:]
		}
	}
	for i, d := range s.Documents {
		touches[i] = d.touches(labels)
		byWord(touches[i], func(word []touch) { each(word, func(int, int32) {}) }) // to know the scale before the table
	}
	return s.table(scale, touches, 0, func(word []touch, row []int32) {
		each(word, func(annotator int, k int32) { row[annotator] = k })
	})
}

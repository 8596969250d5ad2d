package agreement

import (
	"cmp"
	"math/bits"
	"slices"
)

// A packed sample is one made ready for many replicates. Most of what samples count are whole numbers, and of these
// several fit into one word of 64 bits: adding words adds all of them at once. Sums are the same as without, to the last
// bit: whole numbers below 2⁵³ are exact in a float64.
type packed struct {
	lanes []lane // of columns that are whole numbers

	// What most documents have something in stands column by column, and is added up for all replicates together.
	words  [][]uint64 // by word and document: the first words
	broken []column   // the others are not whole

	// The rest stands document by document.
	whole rows[uint64] // words
	rest  rows[float64]
	more  int // words in whole
}

// A lane is where a column of whole numbers lies: in which word, how far to the left, under which mask, and what one is.
type lane struct {
	column, word, shift int
	mask                uint64
	one                 float64
}

type column struct {
	column int
	by     []float64
}

// rows are sparse rows, one after the other.
type rows[T uint64 | float64] struct {
	from []int32 // where each document begins; one more than there are
	at   []int32
	by   []T
}

// Numbers with a few binary places are whole numbers of sixteenths, as what five annotators share by four is.
const sixteenths = 16

// scale returns by what a number must be multiplied to be whole, and whether it then has room in a lane.
func scale(v float64) (by float64, ok bool) {
	by = 1
	if v != float64(uint64(v)) {
		by = sixteenths
	}
	v *= by
	return by, v >= 0 && v <= 1<<32 && v == float64(uint64(v))
}

// pack makes a sample ready for replicates of which none draws more than so many documents.
func (s Sample) pack(drawn int) packed {
	var p packed
	ones, most, often := make([]float64, s.width), make([]float64, s.width), make([]int, s.width) // one is 0 where numbers are broken
	for c := range ones {
		ones[c] = 1
	}
	for _, d := range s.documents {
		for j, at := range d.at {
			often[at]++
			by, ok := scale(d.by[j])
			if !ok {
				ones[at] = 0
			} else if by != 1 && ones[at] != 0 {
				ones[at] = 1 / by
			}
			most[at] = max(most[at], d.by[j])
		}
	}
	// Columns that most documents have come first, so that they share words. In which order whole numbers are added makes no difference.
	order := make([]int, s.width)
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(often[b], often[a]) })
	laneOf, brokenOf := make([]int, s.width), make([]int, s.width)
	words, used := 0, 64 // bits of the word in hand
	for _, c := range order {
		laneOf[c], brokenOf[c] = -1, -1
		need := 64
		if ones[c] > 0 {
			need = max(bits.Len64(uint64(most[c]/ones[c])*uint64(max(drawn, 1))), 1)
		}
		switch {
		case need <= 52:
			if used+need > 64 {
				words++
				used = 0
			}
			laneOf[c] = len(p.lanes)
			p.lanes = append(p.lanes, lane{c, words - 1, used, 1<<need - 1, ones[c]})
			used += need
		case dense(often[c], len(s.documents)):
			brokenOf[c] = len(p.broken)
			p.broken = append(p.broken, column{c, make([]float64, len(s.documents))})
		}
	}
	by := make([][]uint64, words)
	for w := range by {
		by[w] = make([]uint64, len(s.documents))
	}
	p.rest.from = append(make([]int32, 0, len(s.documents)+1), 0)
	for i, d := range s.documents {
		for j, at := range d.at {
			v := d.by[j]
			if n := laneOf[at]; n >= 0 {
				l := &p.lanes[n]
				by[l.word][i] |= uint64(v/l.one) << l.shift
			} else if k := brokenOf[at]; k >= 0 {
				p.broken[k].by[i] = v
			} else {
				p.rest.at, p.rest.by = append(p.rest.at, at), append(p.rest.by, v)
			}
		}
		p.rest.from = append(p.rest.from, int32(len(p.rest.at)))
	}
	p.split(by, len(s.documents))
	return p
}

// dense reports whether so many documents have something in a column that it is best added up for all replicates together.
func dense(have, documents int) bool { return have*4 >= documents }

// split leaves words that most documents have as they are, and puts the others into rows.
func (p *packed) split(by [][]uint64, documents int) {
	first := len(by)
	for w, column := range by {
		have := 0
		for _, v := range column {
			if v != 0 {
				have++
			}
		}
		if !dense(have, documents) {
			first = w
			break
		}
	}
	p.words, by = by[:first], by[first:]
	if p.more = len(by); p.more == 0 {
		return
	}
	p.whole.from = append(make([]int32, 0, documents+1), 0)
	for d := range documents {
		for w, column := range by {
			if v := column[d]; v != 0 {
				p.whole.at, p.whole.by = append(p.whole.at, int32(w)), append(p.whole.by, v)
			}
		}
		p.whole.from = append(p.whole.from, int32(len(p.whole.at)))
	}
}

// replicates returns what puts the sums of each replicate of the draws into sums.
func (p packed) replicates(d Draws) func(r int, sums []float64) {
	totals, broken := make([][]uint64, len(p.words)), make([][]float64, len(p.broken))
	for w, by := range p.words {
		totals[w] = d.wholes(by)
	}
	for k, c := range p.broken {
		broken[k] = d.broken(c.by)
	}
	words := make([]uint64, len(p.words)+p.more)
	return func(r int, sums []float64) {
		clear(sums)
		for w := range totals {
			words[w] = totals[w][r]
		}
		clear(words[len(totals):])
		p.whole.add(words[len(totals):], d.times[r], d.drawn[r])
		for _, l := range p.lanes {
			sums[l.column] = float64(words[l.word]>>l.shift&l.mask) * l.one
		}
		for k, c := range p.broken {
			sums[c.column] = broken[k][r]
		}
		p.rest.add(sums, d.times[r], d.drawn[r])
	}
}

// add adds the documents that were drawn to sums, each as often as times says.
func (r rows[T]) add(sums []T, times, drawn []int32) {
	if len(r.at) == 0 {
		return
	}
	for _, d := range drawn {
		n := T(times[d])
		at := r.at[r.from[d]:r.from[d+1]]
		by := r.by[r.from[d]:r.from[d+1]]
		by = by[:len(at)]
		for j, w := range at {
			sums[w] += n * by[j]
		}
	}
}

package agreement

import (
	"cmp"
	"math/bits"
	"slices"
)

// A packed sample is one made ready for many replicates. Most of what samples count are whole numbers, and of these
// several fit into one word of 64 bits: a multiplication by how often a document was drawn multiplies all of them at
// once. Sums are the same as without, to the last bit: whole numbers below 2⁵³ are exact in a float64.
type packed struct {
	lanes []lane // of columns that are whole numbers
	words int    // how many words a document has

	dense []block      // the first words, of which most documents have something in most
	whole rows[uint64] // the others
	rest  rows[float64]
	few   []int // columns that are not whole, where they are so few that every document has all of them in rest
}

// A lane is where a column of whole numbers lies: in which word, how far to the left, and under which mask.
type lane struct {
	column, word, shift int
	mask                uint64
}

// A block is a few words side by side, which every document has: one, two or [blockWords] of them.
type block struct {
	words int
	by    []uint64 // document after document
}

// blockWords is how many words are added up in one go: as many as a processor holds at hand.
const blockWords = 4

// rows are sparse rows, one after the other.
type rows[T any] struct {
	from []int32 // where each document begins; one more than there are
	at   []int32
	by   []T
}

// pack makes a sample ready for replicates of which none draws more than so many documents.
func (s Sample) pack(drawn int) packed {
	var p packed
	whole, most, often := make([]bool, s.width), make([]float64, s.width), make([]int, s.width)
	for c := range whole {
		whole[c] = true
	}
	for _, d := range s.documents {
		for j, at := range d.at {
			v := d.by[j]
			often[at]++
			if v < 0 || v > 1<<32 || v != float64(uint64(v)) {
				whole[at] = false
				continue
			}
			most[at] = max(most[at], v)
		}
	}
	// Columns that most documents have come first, so that they share words. In which order whole numbers are added makes no difference.
	order := make([]int, s.width)
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(often[b], often[a]) })
	laneOf, used := make([]int, s.width), 64 // bits of the word in hand
	for _, c := range order {
		laneOf[c] = -1
		need := max(bits.Len64(uint64(most[c])*uint64(max(drawn, 1))), 1)
		if !whole[c] || need > 52 {
			p.few = append(p.few, c)
			continue
		}
		if used+need > 64 {
			p.words++
			used = 0
		}
		laneOf[c] = len(p.lanes)
		p.lanes = append(p.lanes, lane{c, p.words - 1, used, 1<<need - 1})
		used += need
	}
	slices.Sort(p.few)
	if len(p.few) > mostFew {
		p.few = nil
	}
	words := make([]uint64, p.words)
	cells := 0
	for _, d := range s.documents {
		cells += len(d.at)
	}
	p.whole.at, p.whole.by = make([]int32, 0, min(cells, p.words*len(s.documents))), make([]uint64, 0, min(cells, p.words*len(s.documents)))
	p.whole.from, p.rest.from = append(make([]int32, 0, len(s.documents)+1), 0), append(p.rest.from, 0)
	for _, d := range s.documents {
		clear(words)
		begin := len(p.rest.by)
		p.rest.by = append(p.rest.by, make([]float64, len(p.few))...)
		for j, at := range d.at {
			if n := laneOf[at]; n >= 0 {
				words[p.lanes[n].word] |= uint64(d.by[j]) << p.lanes[n].shift
			} else if p.few != nil {
				p.rest.by[begin+slices.Index(p.few, int(at))] = d.by[j]
			} else {
				p.rest.at, p.rest.by = append(p.rest.at, at), append(p.rest.by, d.by[j])
			}
		}
		for w, v := range words {
			if v != 0 {
				p.whole.at, p.whole.by = append(p.whole.at, int32(w)), append(p.whole.by, v)
			}
		}
		p.whole.from, p.rest.from = append(p.whole.from, int32(len(p.whole.at))), append(p.rest.from, int32(len(p.rest.at)))
	}
	p.split(len(s.documents))
	return p
}

// split takes the words that most documents have out of the rows, and puts them into blocks.
func (p *packed) split(documents int) {
	often := make([]int, p.words)
	for _, w := range p.whole.at {
		often[w]++
	}
	dense := 0 // words
	for dense < p.words {
		n, there := min(blockWords, p.words-dense), 0
		for _, o := range often[dense : dense+n] {
			there += o
		}
		if p.words > 2 && there*3 < n*documents {
			break
		}
		b := block{words: n}
		if n == 3 {
			b.words = blockWords
		}
		b.by = make([]uint64, b.words*documents)
		p.dense = append(p.dense, b)
		dense += n
	}
	whole := rows[uint64]{}
	if dense < p.words {
		whole.from = append(make([]int32, 0, documents+1), 0)
	}
	for d := range documents {
		for j := p.whole.from[d]; j < p.whole.from[d+1]; j++ {
			w, v := int(p.whole.at[j]), p.whole.by[j]
			if w < dense {
				b := p.dense[w/blockWords]
				b.by[d*b.words+w%blockWords] = v
			} else {
				whole.at, whole.by = append(whole.at, int32(w)), append(whole.by, v)
			}
		}
		if dense < p.words {
			whole.from = append(whole.from, int32(len(whole.at)))
		}
	}
	p.whole = whole
}

// mostFew is how many columns that are not whole numbers are few.
const mostFew = 3

// sum adds the documents up, each as often as times says. words is for as many words as there are.
func (p packed) sum(sums []float64, words []uint64, times []int32) {
	clear(sums)
	clear(words)
	for i := range p.dense {
		p.dense[i].sum(words[i*blockWords:], times)
	}
	if len(p.whole.at) > 0 {
		for d, n := range times {
			if n == 0 {
				continue
			}
			at := p.whole.at[p.whole.from[d]:p.whole.from[d+1]]
			by := p.whole.by[p.whole.from[d]:p.whole.from[d+1]]
			by = by[:len(at)]
			for j, w := range at {
				words[w] += uint64(n) * by[j]
			}
		}
	}
	for _, l := range p.lanes {
		sums[l.column] = float64(words[l.word] >> l.shift & l.mask)
	}
	// What is not whole is added up in the order of the documents, so that the last digit is that of every other way.
	var a, b, c float64
	by := p.rest.by
	switch len(p.few) {
	case 0:
		p.restOf(sums, times)
	case 1:
		for d, n := range times {
			a += float64(n) * by[d]
		}
		sums[p.few[0]] = a
	case 2:
		for d, n := range times {
			m := float64(n)
			a += m * by[2*d]
			b += m * by[2*d+1]
		}
		sums[p.few[0]], sums[p.few[1]] = a, b
	case 3:
		for d, n := range times {
			m := float64(n)
			a += m * by[3*d]
			b += m * by[3*d+1]
			c += m * by[3*d+2]
		}
		sums[p.few[0]], sums[p.few[1]], sums[p.few[2]] = a, b, c
	}
}

// sum adds the block's words up, and puts them where words begins.
func (b *block) sum(words []uint64, times []int32) {
	var w, x, y, z uint64
	by := b.by[:b.words*len(times)]
	switch b.words {
	case 1:
		for d, n := range times {
			w += uint64(n) * by[d]
		}
		words[0] = w
	case 2:
		for d, n := range times {
			row := (*[2]uint64)(by[2*d:])
			w += uint64(n) * row[0]
			x += uint64(n) * row[1]
		}
		words[0], words[1] = w, x
	default:
		for d, n := range times {
			row, m := (*[blockWords]uint64)(by[blockWords*d:]), uint64(n)
			w += m * row[0]
			x += m * row[1]
			y += m * row[2]
			z += m * row[3]
		}
		copy(words, []uint64{w, x, y, z}) // of three words the fourth is not there
	}
}

// restOf adds up columns that are not whole numbers and not few.
func (p packed) restOf(sums []float64, times []int32) {
	if len(p.rest.at) == 0 {
		return
	}
	for d, n := range times {
		if n == 0 {
			continue
		}
		m := float64(n)
		at := p.rest.at[p.rest.from[d]:p.rest.from[d+1]]
		by := p.rest.by[p.rest.from[d]:p.rest.from[d+1]]
		for j, c := range at {
			sums[c] += m * by[j]
		}
	}
}

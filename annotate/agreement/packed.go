package agreement

import "math/bits"

// A packed sample is one made ready for many replicates. Most of what samples count are whole numbers, and of these
// several fit into one word of 64 bits: a multiplication by how often a document was drawn multiplies all of them at
// once. Sums are the same as without, to the last bit: whole numbers below 2⁵³ are exact in a float64.
type packed struct {
	width int
	lanes []lane // of columns that are whole numbers
	bits  int    // of a lane
	words int    // how many words a document has

	whole rows[uint64]
	rest  rows[float64]
}

// A lane is where a column of whole numbers lies: in which word, and how far to the left.
type lane struct{ column, word, shift int }

// rows are sparse rows, one after the other.
type rows[T any] struct {
	from []int32 // where each document begins; one more than there are
	at   []int32
	by   []T
}

// pack makes a sample ready for replicates of which none draws more than so many documents.
func (s Sample) pack(drawn int) packed {
	p := packed{width: s.width}
	whole, most := make([]bool, s.width), make([]float64, s.width)
	for c := range whole {
		whole[c] = true
	}
	greatest := 0.0
	for _, d := range s.documents {
		for j, at := range d.at {
			v := d.by[j]
			if v < 0 || v > 1<<32 || v != float64(uint64(v)) {
				whole[at] = false
				continue
			}
			most[at] = max(most[at], v)
		}
	}
	for c, w := range whole {
		if w {
			greatest = max(greatest, most[c])
		}
	}
	p.bits = bits.Len64(uint64(greatest) * uint64(max(drawn, 1)))
	if p.bits == 0 {
		p.bits = 1
	}
	laneOf := make([]int, s.width)
	for c := range laneOf {
		laneOf[c] = -1
	}
	if p.bits <= 52 {
		each := 64 / p.bits
		for c, w := range whole {
			if w {
				n := len(p.lanes)
				laneOf[c] = n
				p.lanes = append(p.lanes, lane{c, n / each, n % each * p.bits})
				p.words = n/each + 1
			}
		}
	}
	words := make([]uint64, p.words)
	p.whole.from, p.rest.from = append(p.whole.from, 0), append(p.rest.from, 0)
	for _, d := range s.documents {
		clear(words)
		for j, at := range d.at {
			if n := laneOf[at]; n >= 0 {
				words[p.lanes[n].word] |= uint64(d.by[j]) << p.lanes[n].shift
			} else {
				p.rest.at, p.rest.by = append(p.rest.at, at), append(p.rest.by, d.by[j])
			}
		}
		for w, v := range words {
			if v != 0 || p.words <= dense {
				p.whole.at, p.whole.by = append(p.whole.at, int32(w)), append(p.whole.by, v)
			}
		}
		p.whole.from, p.rest.from = append(p.whole.from, int32(len(p.whole.at))), append(p.rest.from, int32(len(p.rest.at)))
	}
	return p
}

// dense is up to how many words every document has all of them, whether or not there is anything in them.
const dense = 2

// sum adds the documents up, each as often as times says. words is for as many words as there are.
func (p packed) sum(sums []float64, words []uint64, times []int32) {
	clear(sums)
	clear(words)
	switch p.words {
	case 0:
	case 1:
		var a uint64
		by := p.whole.by[:len(times)]
		for d, n := range times {
			a += uint64(n) * by[d]
		}
		words[0] = a
	case 2:
		var a, b uint64
		by := p.whole.by[:2*len(times)]
		for d, n := range times {
			a += uint64(n) * by[2*d]
			b += uint64(n) * by[2*d+1]
		}
		words[0], words[1] = a, b
	default:
		for d, n := range times {
			at := p.whole.at[p.whole.from[d]:p.whole.from[d+1]]
			by := p.whole.by[p.whole.from[d]:p.whole.from[d+1]]
			for j, w := range at {
				words[w] += uint64(n) * by[j]
			}
		}
	}
	mask := uint64(1)<<p.bits - 1
	for _, l := range p.lanes {
		sums[l.column] = float64(words[l.word] >> l.shift & mask)
	}
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

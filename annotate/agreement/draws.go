package agreement

import "math/rand/v2"

// Draws are resamples of documents: how often each was drawn in each replicate. One set of draws serves every
// measure over the same documents.
type Draws struct {
	times [][]int32 // by replicate and document
	drawn [][]int32 // by replicate: the documents that it draws at all, in order
	most  int       // documents that a replicate draws, at most
	tiles []tile
}

// NewDraws draws documents with replacement, so many replicates. The same seed draws the same, anywhere, ever.
func NewDraws(seed uint64, documents, replicates int) Draws {
	source := rand.New(rand.NewPCG(seed, 0x67616c6c6579))
	d := Draws{times: make([][]int32, replicates), most: documents}
	all := make([]int32, documents*replicates)
	for r := range d.times {
		d.times[r] = all[r*documents : (r+1)*documents]
		for range documents {
			d.times[r][source.IntN(documents)]++
		}
	}
	d.lay(documents)
	return d
}

// DrawsOf returns the draws that lists of document numbers make.
func DrawsOf(documents int, lists [][]int) Draws {
	d := Draws{times: make([][]int32, len(lists))}
	for r, list := range lists {
		d.times[r] = make([]int32, documents)
		d.most = max(d.most, len(list))
		for _, doc := range list {
			d.times[r][doc]++
		}
	}
	d.lay(documents)
	return d
}

// Len returns how many replicates there are.
func (d Draws) Len() int { return len(d.times) }

// documents returns how many there are to draw from; 0 where nothing is drawn.
func (d Draws) documents() int {
	if len(d.times) == 0 {
		return 0
	}
	return len(d.times[0])
}

// A tile is how often thirty documents next to each other are drawn, in every replicate.
type tile struct {
	codes []uint64 // by replicate: two bits a document, up to three times
	over  []over   // what is beyond three times, which is rare
}

type over struct{ replicate, document, times int32 }

// A tile's documents are added up three at a time, since of three documents, each drawn up to three times, there are 64 sums.
const (
	tileGroups = 10
	groupSums  = 64
	groupBits  = 6
	tileSize   = tileGroups * groupBits / 2 // documents
	mostInTile = 3                          // times that a document is drawn
)

// lay makes ready what sums are made of.
func (d *Draws) lay(documents int) {
	d.tiles = make([]tile, (documents+tileSize-1)/tileSize)
	for i := range d.tiles {
		d.tiles[i].codes = make([]uint64, len(d.times))
	}
	d.drawn = make([][]int32, len(d.times))
	for r, times := range d.times {
		drawn := make([]int32, 0, 2*documents/3)
		for doc, n := range times {
			if n == 0 {
				continue
			}
			drawn = append(drawn, int32(doc))
			t := &d.tiles[doc/tileSize]
			t.codes[r] |= uint64(min(n, mostInTile)) << (doc % tileSize * 2)
			if n > mostInTile {
				t.over = append(t.over, over{int32(r), int32(doc), n - mostInTile})
			}
		}
		d.drawn[r] = drawn
	}
}

// wholes adds up whole numbers, one of each document, in every replicate. It adds the sums of three documents at a time, which it
// makes beforehand for all replicates: the method of the four Russians (Arlazarov, Dinic, Kronrod & Faradzhev 1970). So a thousand
// replicates of a thousand documents cost a third of a million additions and no multiplication.
func (d Draws) wholes(by []uint64) []uint64 {
	sums := make([]uint64, len(d.times))
	var table [tileGroups][groupSums]uint64
	for i, t := range d.tiles {
		from := i * tileSize
		for g := range table {
			group := &table[g]
			for n := 1; n < groupSums; n *= mostInTile + 1 { // sums of no document, of one, of two
				v := uint64(0)
				if from < len(by) {
					v = by[from]
				}
				from++
				for k := n; k < n*(mostInTile+1); k++ {
					group[k] = group[k-n] + v
				}
			}
		}
		const last = groupSums - 1
		sums := sums[:len(t.codes)]
		for r, c := range t.codes {
			sums[r] += table[0][c&last] + table[1][c>>6&last] + table[2][c>>12&last] + table[3][c>>18&last] + table[4][c>>24&last] +
				table[5][c>>30&last] + table[6][c>>36&last] + table[7][c>>42&last] + table[8][c>>48&last] + table[9][c>>54&last]
		}
		for _, o := range t.over {
			sums[o.replicate] += uint64(o.times) * by[o.document]
		}
	}
	return sums
}

// side is how many replicates broken numbers are added up in side by side: one addition waits for the one before it, but not for
// those of other replicates.
const side = 4

// broken adds up numbers that need not be whole, one of each document, in every replicate: in the order of the documents, so that
// the last digit is that of every other way.
func (d Draws) broken(by []float64) []float64 {
	sums := make([]float64, len(d.times))
	r := 0
	for ; r+side <= len(d.times); r += side {
		var w, x, y, z float64
		n, m, k, l := d.times[r][:len(by)], d.times[r+1][:len(by)], d.times[r+2][:len(by)], d.times[r+3][:len(by)]
		for i, v := range by {
			w += float64(n[i]) * v
			x += float64(m[i]) * v
			y += float64(k[i]) * v
			z += float64(l[i]) * v
		}
		sums[r], sums[r+1], sums[r+2], sums[r+3] = w, x, y, z
	}
	for ; r < len(d.times); r++ {
		for i, n := range d.times[r] {
			sums[r] += float64(n) * by[i]
		}
	}
	return sums
}

package export

import (
	"math"
	"math/bits"
	"strings"
	"unicode"
)

// Which texts tell one story is found by what Broder describes in On the Resemblance and Containment of Documents (1997):
// a text is the set of its shingles, runs of a few words, and a sketch of that set is the least value that each of many
// hashes takes on it. Two sets agree in a place of their sketches as often as they resemble each other. Sketches are put
// in bands, so that only pairs are compared that agree in one. The libraries that do this are not kept any more, and choose
// their hashes by lot; a split must be the same always.

const (
	shingle = 4  // words
	bands   = 64 // of height places each: two texts that are 0.3 alike share a band 997 times in 1000
	height  = 2
)

// A sketch is the least hashes of a text, and how many shingles it has.
type sketch struct {
	least [bands * height]uint64
	low   [bands * height / 8]uint64 // the lowest byte of each, eight to a word, to compare at a glance
	size  int
}

// sketchOf returns the sketch of a text. Letters and figures count, in lower case; a text without any is like no other.
func sketchOf(text string) sketch {
	var s sketch
	for i := range s.least {
		s.least[i] = math.MaxUint64
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = hashOf(w)
	}
	seen := make(map[uint64]bool, len(words))
	for i := 0; i == 0 && len(words) > 0 || i+shingle <= len(words); i++ {
		h := uint64(0)
		for _, w := range hashes[i:min(i+shingle, len(words))] {
			h = mix(h ^ w)
		}
		if seen[h] {
			continue
		}
		seen[h] = true
		for k := range s.least {
			s.least[k] = min(s.least[k], mix(h^mix(uint64(k))))
		}
	}
	for i, v := range s.least {
		s.low[i/8] |= v & 0xff << (i % 8 * 8)
	}
	s.size = len(seen)
	return s
}

// hashOf is FNV-1a: it is the same everywhere and always, as a split must be.
func hashOf(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}

// like returns how alike two texts are, 0 to 1: what they share of both or, for a text that all but stands in a longer
// one, as a first take does in the write-through, of the shorter.
func like(a, b *sketch) float64 {
	if a.size == 0 || b.size == 0 {
		return 0
	}
	same := 0
	for i := range a.least {
		if a.least[i] == b.least[i] {
			same++
		}
	}
	return alike(same, a.size, b.size)
}

// atMost is what like returns, or a little more, at a tenth of the cost: places whose lowest bytes agree count as the same.
func atMost(a, b *sketch) float64 {
	const low7 = 0x7f7f7f7f7f7f7f7f
	same := 0
	for i := range a.low {
		x := a.low[i] ^ b.low[i]
		same += bits.OnesCount64(^((x&low7 + low7) | x | low7)) // a bit for every byte that is 0
	}
	return alike(same, a.size, b.size)
}

func alike(same, m, n int) float64 {
	both := float64(same) / (bands * height)
	held := both * float64(m+n) / (1 + both) / float64(min(m, n))
	if held >= 0.8 {
		return 1
	}
	return both
}

// A bucket is the texts whose sketches agree in a band.
type bucket struct {
	texts []int
	one   bool // all are of one story
}

// stories numbers the stories that texts tell, from 0 in the order of their first texts.
func stories(texts []sketch, near float64) []int {
	first := make([]int, len(texts)) // an earlier text of the same story, or the text itself
	for i := range first {
		first[i] = i
	}
	find := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
	type key struct {
		band int
		hash uint64
	}
	held := map[key]*bucket{}
	compared := make([]int, len(texts)) // the text that each was last compared with, from 1: a pair shares many bands
	for i := range texts {
		if texts[i].size == 0 {
			continue
		}
		twin := false
		for b := 0; b < bands && !twin; b++ {
			k := key{b, mix(texts[i].least[b*height] ^ mix(texts[i].least[b*height+1]))}
			h := held[k]
			if h == nil {
				h = &bucket{one: true}
				held[k] = h
			}
			for _, o := range h.texts {
				x, y := find(i), find(o)
				if x == y && h.one {
					break // the others are of that story too
				}
				if compared[o] == i+1 || x == y {
					continue
				}
				compared[o] = i + 1
				if atMost(&texts[i], &texts[o]) < near || like(&texts[i], &texts[o]) < near {
					continue
				}
				first[max(x, y)] = min(x, y)
				if twin = texts[i].least == texts[o].least; twin {
					break
				}
			}
			if twin { // it is found wherever its twin is
				break
			}
			h.one = h.one && (len(h.texts) == 0 || find(i) == find(h.texts[0]))
			h.texts = append(h.texts, i)
		}
	}
	number := map[int]int{}
	out := make([]int, len(texts))
	for i := range texts {
		root := find(i)
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		out[i] = number[root]
	}
	return out
}

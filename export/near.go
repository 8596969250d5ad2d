package export

import (
	"math"
	"strings"
	"unicode"
)

// Which texts tell one story is found by what Broder describes in On the Resemblance and Containment of Documents (1997):
// a text is the set of its shingles, runs of a few words, and a sketch of that set is the least value that each of many
// hashes takes on it. Two sets agree in a place of their sketches as often as they resemble each other. Sketches are put
// in bands, so that only pairs are compared that agree in one.

const (
	shingle = 4  // words
	bands   = 64 // of height places each: two texts that are 0.3 alike share a band 997 times in 1000
	height  = 2
)

// A sketch is the least hashes of a text, and how many shingles it has.
type sketch struct {
	least [bands * height]uint64
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
	both := float64(same) / float64(len(a.least))
	held := both * float64(a.size+b.size) / (1 + both) / float64(min(a.size, b.size))
	if held >= 0.8 {
		return 1
	}
	return both
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
	held := map[key][]int{}
	for i := range texts {
		if texts[i].size == 0 {
			continue
		}
		twin := false
		for b := 0; b < bands && !twin; b++ {
			k := key{b, mix(texts[i].least[b*height] ^ mix(texts[i].least[b*height+1]))}
			for _, o := range held[k] {
				x, y := find(i), find(o)
				if x != y && like(&texts[i], &texts[o]) >= near {
					first[max(x, y)] = min(x, y)
				}
				twin = twin || texts[i].least == texts[o].least
			}
			if !twin { // it would be found wherever its twin is
				held[k] = append(held[k], i)
			}
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

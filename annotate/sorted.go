package annotate

import (
	"iter"
	"slices"
	"sort"
)

// chunkSize is how many elements a chunk holds at the most before it is cut in two. An edit copies one chunk and the
// list of chunks: at this size both are a few kilobytes for tens of thousands of elements.
const chunkSize = 512

// A sorted is an immutable ordered list in chunks. Every edit returns another list that shares all chunks but one
// with it. The zero value is empty.
type sorted[T any] struct {
	chunks [][]T // none of them empty
	n      int
}

// A spot is a place in a sorted list.
type spot struct{ chunk, at int }

// search returns the first spot whose element compares at or after the target, and whether it equals it. cmp says
// how an element compares to the target. O(log n).
func (s sorted[T]) search(cmp func(T) int) (spot, bool) {
	c := sort.Search(len(s.chunks), func(c int) bool {
		chunk := s.chunks[c]
		return cmp(chunk[len(chunk)-1]) >= 0
	})
	if c == len(s.chunks) {
		if c == 0 {
			return spot{}, false
		}
		return spot{c - 1, len(s.chunks[c-1])}, false
	}
	chunk := s.chunks[c]
	i := sort.Search(len(chunk), func(i int) bool { return cmp(chunk[i]) >= 0 })
	return spot{c, i}, cmp(chunk[i]) == 0
}

func (s sorted[T]) get(p spot) T { return s.chunks[p.chunk][p.at] }

// step returns the spot after p, or with by < 0 before it, going round at the ends.
func (s sorted[T]) step(p spot, by int) spot {
	last := len(s.chunks) - 1
	switch {
	case by > 0 && p.at+1 < len(s.chunks[p.chunk]):
		return spot{p.chunk, p.at + 1}
	case by > 0 && p.chunk < last:
		return spot{p.chunk + 1, 0}
	case by > 0:
		return spot{0, 0}
	case p.at > 0:
		return spot{p.chunk, p.at - 1}
	case p.chunk > 0:
		return spot{p.chunk - 1, len(s.chunks[p.chunk-1]) - 1}
	}
	return spot{last, len(s.chunks[last]) - 1}
}

// insert returns the list with x at p.
func (s sorted[T]) insert(p spot, x T) sorted[T] {
	if len(s.chunks) == 0 {
		return sorted[T]{[][]T{{x}}, 1}
	}
	old := s.chunks[p.chunk]
	chunk := make([]T, 0, len(old)+1)
	chunk = append(chunk, old[:p.at]...)
	chunk = append(chunk, x)
	chunk = append(chunk, old[p.at:]...)
	if len(chunk) <= chunkSize {
		return sorted[T]{s.with(p.chunk, chunk), s.n + 1}
	}
	half := len(chunk) / 2
	return sorted[T]{s.with(p.chunk, chunk[:half:half], chunk[half:]), s.n + 1}
}

// replace returns the list with x in place of what is at p.
func (s sorted[T]) replace(p spot, x T) sorted[T] {
	chunk := slices.Clone(s.chunks[p.chunk])
	chunk[p.at] = x
	return sorted[T]{s.with(p.chunk, chunk), s.n}
}

// remove returns the list without what is at p.
func (s sorted[T]) remove(p spot) sorted[T] {
	old := s.chunks[p.chunk]
	if len(old) == 1 {
		return sorted[T]{s.with(p.chunk), s.n - 1}
	}
	chunk := make([]T, 0, len(old)-1)
	chunk = append(chunk, old[:p.at]...)
	chunk = append(chunk, old[p.at+1:]...)
	return sorted[T]{s.with(p.chunk, chunk), s.n - 1}
}

// with returns the list of chunks in which those given stand for chunk c.
func (s sorted[T]) with(c int, chunks ...[]T) [][]T {
	out := make([][]T, 0, len(s.chunks)+len(chunks)-1)
	out = append(out, s.chunks[:c]...)
	out = append(out, chunks...)
	return append(out, s.chunks[c+1:]...)
}

// all yields every element in order.
func (s sorted[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, chunk := range s.chunks {
			for _, x := range chunk {
				if !yield(x) {
					return
				}
			}
		}
	}
}

// from yields the elements from p on.
func (s sorted[T]) from(p spot) iter.Seq[T] {
	return func(yield func(T) bool) {
		for c := p.chunk; c < len(s.chunks); c++ {
			chunk := s.chunks[c]
			if c == p.chunk {
				chunk = chunk[p.at:]
			}
			for _, x := range chunk {
				if !yield(x) {
					return
				}
			}
		}
	}
}

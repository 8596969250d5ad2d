package annotate

import (
	"cmp"
	"iter"
	"strings"
)

// A SpanSet is an immutable set of spans, ordered by where they begin, the longer first, then by id. An edit copies
// one chunk of it and shares the rest. The zero SpanSet is empty.
type SpanSet struct {
	byPlace sorted[*Span]
	byID    sorted[*Span]
	ends    []Pos // for each chunk of byPlace, the last end among its spans: what lets In skip it
}

// Len returns the number of spans.
func (s SpanSet) Len() int { return s.byPlace.n }

// All yields the spans in order.
func (s SpanSet) All() iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for x := range s.byPlace.all() {
			if !yield(*x) {
				return
			}
		}
	}
}

// Get returns the span with that id. O(log n).
func (s SpanSet) Get(id SpanID) (Span, bool) {
	at, ok := s.find(id)
	if !ok {
		return Span{}, false
	}
	return *s.byID.get(at), true
}

// In returns, in order, the spans whose envelope shares a character with r. Chunks that end before r are skipped, so
// the cost is that of the spans found plus the number of chunks.
func (s SpanSet) In(r Range) []Span {
	var found []Span
	for c, chunk := range s.byPlace.chunks {
		if chunk[0].Envelope().From >= r.To {
			break
		}
		if s.ends[c] <= r.From {
			continue
		}
		for _, x := range chunk {
			if x.Envelope().Overlaps(r) {
				found = append(found, *x)
			}
		}
	}
	return found
}

// Neighbor returns the span that comes after the span of that id in order, or with by < 0 before it; behind the last
// comes the first. ok is false when the set does not hold the id. O(log n).
func (s SpanSet) Neighbor(id SpanID, by int) (x Span, ok bool) {
	i, ok := s.find(id)
	if !ok {
		return Span{}, false
	}
	at, _ := s.place(s.byID.get(i))
	return *s.byPlace.get(s.byPlace.step(at, by)), true
}

// FirstFrom returns the first span that begins at p or behind it. O(log n).
func (s SpanSet) FirstFrom(p Pos) (x Span, ok bool) {
	at, _ := s.byPlace.search(func(x *Span) int {
		if x.Envelope().From < p {
			return -1
		}
		return 1
	})
	if s.byPlace.n == 0 || at.at >= len(s.byPlace.chunks[at.chunk]) {
		return Span{}, false
	}
	return *s.byPlace.get(at), true
}

// From yields the spans in order from the i-th on, counted from 0. Getting there costs a step a chunk of some hundred spans.
func (s SpanSet) From(i int) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for _, chunk := range s.byPlace.chunks {
			if i >= len(chunk) {
				i -= len(chunk)
				continue
			}
			for _, x := range chunk[max(i, 0):] {
				if !yield(*x) {
					return
				}
			}
			i = 0
		}
	}
}

// Index returns how many spans stand before span id; ok is false when it is not there. It costs as much as [SpanSet.From].
func (s SpanSet) Index(id SpanID) (n int, ok bool) {
	i, ok := s.find(id)
	if !ok {
		return 0, false
	}
	at, _ := s.place(s.byID.get(i))
	for _, chunk := range s.byPlace.chunks[:at.chunk] {
		n += len(chunk)
	}
	return n + at.at, true
}

func (s SpanSet) find(id SpanID) (spot, bool) {
	return s.byID.search(func(x *Span) int { return strings.Compare(string(x.ID), string(id)) })
}

func (s SpanSet) place(of *Span) (spot, bool) {
	return s.byPlace.search(func(x *Span) int { return comparePlace(x, of) })
}

// add returns the set with x, whose id must be new.
func (s SpanSet) add(x *Span) SpanSet {
	id, _ := s.find(x.ID)
	at, _ := s.place(x)
	s.byID = s.byID.insert(id, x)
	return s.placed(s.byPlace.insert(at, x), at.chunk)
}

// remove returns the set without the span of that id, which must be there.
func (s SpanSet) remove(id SpanID) SpanSet {
	i, _ := s.find(id)
	at, _ := s.place(s.byID.get(i))
	s.byID = s.byID.remove(i)
	return s.placed(s.byPlace.remove(at), at.chunk)
}

// replace returns the set with x in place of the span of its id, which must be there.
func (s SpanSet) replace(x *Span) SpanSet {
	i, _ := s.find(x.ID)
	old := s.byID.get(i)
	if comparePlace(old, x) != 0 {
		return s.remove(x.ID).add(x)
	}
	at, _ := s.place(old)
	s.byID = s.byID.replace(i, x)
	return s.placed(s.byPlace.replace(at, x), at.chunk)
}

// placed returns the set with next as its order by place, in which chunks from c on may have changed, one for one or
// by one more or less.
func (s SpanSet) placed(next sorted[*Span], c int) SpanSet {
	ends := make([]Pos, 0, len(next.chunks))
	ends = append(ends, s.ends[:min(c, len(s.ends))]...)
	tail := len(next.chunks) - len(s.byPlace.chunks) // -1, 0 or 1
	for i := len(ends); i < len(next.chunks); i++ {
		if old := i - tail; i > c+1 && old < len(s.ends) {
			ends = append(ends, s.ends[old])
			continue
		}
		ends = append(ends, lastEnd(next.chunks[i]))
	}
	s.byPlace, s.ends = next, ends
	return s
}

func lastEnd(chunk []*Span) Pos {
	var last Pos
	for _, x := range chunk {
		last = max(last, x.Envelope().To)
	}
	return last
}

// comparePlace orders spans by where they begin, the longer first, then by id.
func comparePlace(a, b *Span) int {
	ea, eb := a.Envelope(), b.Envelope()
	return cmp.Or(cmp.Compare(ea.From, eb.From), cmp.Compare(eb.To, ea.To), strings.Compare(string(a.ID), string(b.ID)))
}

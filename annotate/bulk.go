package annotate

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate/order"
)

// Laid returns the layer over t that holds exactly these marks: what adding them one by one would make, in one go.
// Everything must fit, as [AddSpan] and [AddRelation] demand; that is not looked at again. The slices belong to the
// layer afterwards. O(n log n).
func Laid(t Text, spans []Span, relations []Relation, attrs Attrs) Layer {
	// Sorted by envelopes that are worked out once, since a comparison would work out two.
	type placed struct {
		at   Range
		span *Span
	}
	places := make([]placed, len(spans))
	for i := range spans {
		places[i] = placed{spans[i].Envelope(), &spans[i]}
	}
	order.By(places, func(a, b placed) int {
		switch {
		case a.at.From != b.at.From:
			return int(a.at.From - b.at.From)
		case a.at.To != b.at.To:
			return int(b.at.To - a.at.To)
		}
		return strings.Compare(string(a.span.ID), string(b.span.ID))
	})
	byPlace := make([]*Span, len(spans))
	for i, p := range places {
		byPlace[i] = p.span
	}
	byID := slices.Clone(byPlace)
	slices.SortFunc(byID, func(a, b *Span) int { return strings.Compare(string(a.ID), string(b.ID)) })
	l := Layer{text: t, attrs: attrs, spans: SpanSet{byPlace: chunked(byPlace), byID: chunked(byID)}}
	for _, chunk := range l.spans.byPlace.chunks {
		l.spans.ends = append(l.spans.ends, lastEnd(chunk))
	}
	links := make([]*Relation, len(relations))
	ends := make([]relationEnd, 0, 2*len(relations))
	for i := range relations {
		links[i] = &relations[i]
		ends = append(ends, endsOf(links[i])...)
	}
	slices.SortFunc(links, func(a, b *Relation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	order.By(ends, func(a, b relationEnd) int {
		return cmp.Or(strings.Compare(string(a.span), string(b.span)), strings.Compare(string(a.relation), string(b.relation)))
	})
	l.relations = relationSet{byID: chunked(links), byEnd: chunked(ends)}
	return l
}

// chunked returns the sorted elements in half-full chunks, so that the next edits do not split them.
func chunked[T any](all []T) sorted[T] {
	s := sorted[T]{n: len(all)}
	for chunk := range slices.Chunk(all, chunkSize/2) {
		s.chunks = append(s.chunks, chunk)
	}
	return s
}

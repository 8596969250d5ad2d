package match

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// Marks is what one annotator marked in one document.
type Marks struct {
	Spans []Span
	Links []Relation // their ends are places in Spans
}

// FromLayer returns the marks of a layer, in its order, without attributes that are Galley's own. A link without a span at each end is left out: nothing can be said of it.
func FromLayer(l annotate.Layer) Marks {
	m := Marks{Spans: make([]Span, 0, l.Len())}
	parts := make([]Range, 0, l.Len()) // of all spans, one behind the other
	for s := range l.Spans() {
		first := len(parts)
		for _, r := range s.Ranges {
			parts = append(parts, Range{int(r.From), int(r.To)})
		}
		m.Spans = append(m.Spans, Span{ID: string(s.ID), Label: string(s.Label), Parts: parts[first:len(parts):len(parts)], Attrs: ownLeftOut(s.Attrs)})
	}
	relations := l.Relations()
	if len(relations) == 0 {
		return m
	}
	at := make(map[annotate.SpanID]int, len(m.Spans))
	for i, s := range m.Spans {
		at[annotate.SpanID(s.ID)] = i
	}
	for _, r := range relations {
		head, ok1 := at[r.Head]
		tail, ok2 := at[r.Tail]
		if ok1 && ok2 {
			m.Links = append(m.Links, Relation{ID: string(r.ID), Label: string(r.Label), Head: head, Tail: tail})
		}
	}
	return m
}

// ownLeftOut returns the attributes that are not Galley's own: the same list, where there are none of these.
func ownLeftOut(attrs annotate.Attrs) annotate.Attrs {
	own := func(f annotate.Field) bool { return strings.HasPrefix(f.Name, annotate.OwnAttr) }
	if !slices.ContainsFunc(attrs, own) {
		return attrs
	}
	return slices.DeleteFunc(slices.Clone(attrs), own)
}

// Words returns the cut of [Units] for the words of a text. What lies between words belongs to none.
func Words(t annotate.Text) func(Range) (first, last int) {
	return cutAt(t.Segments(annotate.Word, annotate.Range{To: t.Len()}))
}

// cutAt cuts by ranges that are in order and do not overlap.
func cutAt(units []annotate.Range) func(Range) (first, last int) {
	return func(r Range) (first, last int) {
		first, _ = slices.BinarySearchFunc(units, annotate.Pos(r.From), func(u annotate.Range, p annotate.Pos) int { return cmp.Compare(u.To, p+1) })
		last, _ = slices.BinarySearchFunc(units, annotate.Pos(r.To), func(u annotate.Range, p annotate.Pos) int { return cmp.Compare(u.From, p) })
		return first, last - 1
	}
}

package journal

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// A live board is a layer, for a few operations on many marks.
type live struct{ annotate.Layer }

func (b *live) do(op annotate.Op) error {
	next, _, err := b.Apply(annotate.Tx{op})
	if err == nil {
		b.Layer = next
	}
	return err
}

// A table is a board for many operations at once: maps that become a layer at the end.
type table struct {
	text      annotate.Text
	spans     map[annotate.SpanID]annotate.Span
	relations map[annotate.SpanID]annotate.Relation
	ends      map[annotate.SpanID][]annotate.SpanID // relations that have had an end at the span
	attrs     annotate.Attrs
}

// newTable returns an empty table for what entries add.
func newTable(t annotate.Text, entries []Entry) *table {
	n := 0
	for i := range entries {
		for _, op := range entries[i].Tx {
			if _, ok := op.(annotate.AddSpan); ok {
				n++
			}
		}
	}
	return &table{
		text:      t,
		spans:     make(map[annotate.SpanID]annotate.Span, n),
		relations: map[annotate.SpanID]annotate.Relation{},
		ends:      map[annotate.SpanID][]annotate.SpanID{},
	}
}

func (b *table) Span(id annotate.SpanID) (annotate.Span, bool) {
	s, ok := b.spans[id]
	return s, ok
}

func (b *table) Relation(id annotate.SpanID) (annotate.Relation, bool) {
	r, ok := b.relations[id]
	return r, ok
}

// RelationsOf returns the relations with an end at id, by their ids.
func (b *table) RelationsOf(id annotate.SpanID) []annotate.Relation {
	var out []annotate.Relation
	for _, rid := range b.ends[id] {
		if r, ok := b.relations[rid]; ok && (r.Head == id || r.Tail == id) {
			out = append(out, r)
		}
	}
	byID := func(x, y annotate.Relation) int { return strings.Compare(string(x.ID), string(y.ID)) }
	slices.SortFunc(out, byID)
	return slices.CompactFunc(out, func(x, y annotate.Relation) bool { return x.ID == y.ID })
}

func (b *table) Attr(name string) (string, bool) { return b.attrs.Get(name) }

func (b *table) do(op annotate.Op) error {
	switch op := op.(type) {
	case annotate.AddSpan:
		b.spans[op.Span.ID] = op.Span
	case annotate.RemoveSpan:
		delete(b.spans, op.Span.ID)
	case annotate.MoveSpan:
		s := b.spans[op.ID]
		s.Ranges = op.To
		b.spans[op.ID] = s
	case annotate.Relabel:
		if s, ok := b.spans[op.ID]; ok {
			s.Label = op.To
			b.spans[op.ID] = s
		} else {
			r := b.relations[op.ID]
			r.Label = op.To
			b.relations[op.ID] = r
		}
	case annotate.SetAttr:
		if op.ID == "" {
			b.attrs = b.attrs.With(op.Name, op.To)
		} else if s, ok := b.spans[op.ID]; ok {
			s.Attrs = s.Attrs.With(op.Name, op.To)
			b.spans[op.ID] = s
		} else {
			r := b.relations[op.ID]
			r.Attrs = r.Attrs.With(op.Name, op.To)
			b.relations[op.ID] = r
		}
	case annotate.AddRelation:
		r := op.Relation
		b.relations[r.ID] = r
		b.ends[r.Head] = append(b.ends[r.Head], r.ID)
		if r.Tail != r.Head {
			b.ends[r.Tail] = append(b.ends[r.Tail], r.ID)
		}
	case annotate.RemoveRelation:
		delete(b.relations, op.Relation.ID)
	}
	return nil
}

// layer returns the marks as a layer.
func (b *table) layer() annotate.Layer {
	return annotate.Laid(b.text, slices.Collect(maps.Values(b.spans)), slices.Collect(maps.Values(b.relations)), b.attrs)
}

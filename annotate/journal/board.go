package journal

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// A live board is a layer, for a few operations on many marks. What is set of the document goes onto it at the end, since each time
// would copy all that is set.
type live struct {
	annotate.Layer
	attrs map[string]*string
}

func (b *live) Attr(name string) (string, bool) {
	if v, ok := b.attrs[name]; ok {
		if v == nil {
			return "", false
		}
		return *v, true
	}
	return b.Layer.Attr(name)
}

func (b *live) do(op annotate.Op) error {
	if set, ok := op.(annotate.SetAttr); ok && set.ID == "" {
		if b.attrs == nil {
			b.attrs = map[string]*string{}
		}
		b.attrs[set.Name] = set.To
		return nil
	}
	next, _, err := b.Apply(annotate.Tx{op})
	if err == nil {
		b.Layer = next
	}
	return err
}

// layer returns the marks with what was set of the document.
func (b *live) layer() annotate.Layer {
	var tx annotate.Tx
	for name, to := range b.attrs {
		set := annotate.SetAttr{Name: name, To: to}
		if was, ok := b.Layer.Attr(name); ok {
			set.From = &was
		}
		tx = append(tx, set)
	}
	next, _, _ := b.Apply(tx) // it says what stands there, so it fits
	return next
}

// A table is a board for many operations at once: lists that become a layer at the end.
type table struct {
	text      annotate.Text
	spans     []annotate.Span // as they were added, which is mostly how a layer has them; one that is gone has no id
	spanAt    map[annotate.SpanID]int
	relations []annotate.Relation // likewise
	linkAt    map[annotate.SpanID]int
	ends      map[annotate.SpanID][]annotate.SpanID // relations that have had an end at the span; nil until somebody asks, as few histories do
	attrs     map[string]string                     // of the document: there is one for each suggestion that was taken or refused
}

// newTable returns an empty table for what entries add.
func newTable(t annotate.Text, entries []Entry) *table {
	spans, relations := 0, 0
	for i := range entries {
		for _, op := range entries[i].Tx {
			switch op.(type) {
			case annotate.AddSpan:
				spans++
			case annotate.AddRelation:
				relations++
			}
		}
	}
	return &table{
		text:      t,
		spans:     make([]annotate.Span, 0, spans),
		spanAt:    make(map[annotate.SpanID]int, spans),
		relations: make([]annotate.Relation, 0, relations),
		linkAt:    make(map[annotate.SpanID]int, relations),
		attrs:     map[string]string{},
	}
}

// tableOf returns a table with what is on a layer, for entries that come after.
func tableOf(l annotate.Layer, entries []Entry) *table {
	b := newTable(l.Text(), entries)
	for s := range l.Spans() {
		b.spanAt[s.ID] = len(b.spans)
		b.spans = append(b.spans, s)
	}
	for _, r := range l.Relations() {
		b.linkAt[r.ID] = len(b.relations)
		b.relations = append(b.relations, r)
	}
	for _, f := range l.Attrs() {
		b.attrs[f.Name] = f.Value
	}
	return b
}

func (b *table) Span(id annotate.SpanID) (annotate.Span, bool) {
	if i, ok := b.spanAt[id]; ok {
		return b.spans[i], true
	}
	return annotate.Span{}, false
}

func (b *table) Relation(id annotate.SpanID) (annotate.Relation, bool) {
	if i, ok := b.linkAt[id]; ok {
		return b.relations[i], true
	}
	return annotate.Relation{}, false
}

// RelationsOf returns the relations with an end at id, by their ids.
func (b *table) RelationsOf(id annotate.SpanID) []annotate.Relation {
	if b.ends == nil {
		b.ends = make(map[annotate.SpanID][]annotate.SpanID, len(b.relations))
		for _, r := range b.relations {
			b.tie(r)
		}
	}
	var out []annotate.Relation
	for _, rid := range b.ends[id] {
		if r, ok := b.Relation(rid); ok && (r.Head == id || r.Tail == id) {
			out = append(out, r)
		}
	}
	byID := func(x, y annotate.Relation) int { return strings.Compare(string(x.ID), string(y.ID)) }
	order.By(out, byID)
	return slices.CompactFunc(out, func(x, y annotate.Relation) bool { return x.ID == y.ID })
}

// tie notes where a relation ends.
func (b *table) tie(r annotate.Relation) {
	b.ends[r.Head] = append(b.ends[r.Head], r.ID)
	if r.Tail != r.Head {
		b.ends[r.Tail] = append(b.ends[r.Tail], r.ID)
	}
}

func (b *table) Attr(name string) (string, bool) {
	v, ok := b.attrs[name]
	return v, ok
}

func (b *table) do(op annotate.Op) error {
	switch op := op.(type) {
	case annotate.AddSpan:
		b.spanAt[op.Span.ID] = len(b.spans)
		b.spans = append(b.spans, op.Span)
	case annotate.RemoveSpan:
		b.spans[b.spanAt[op.Span.ID]].ID = ""
		delete(b.spanAt, op.Span.ID)
	case annotate.MoveSpan:
		b.spans[b.spanAt[op.ID]].Ranges = op.To
	case annotate.Relabel:
		if i, ok := b.spanAt[op.ID]; ok {
			b.spans[i].Label = op.To
		} else {
			b.relations[b.linkAt[op.ID]].Label = op.To
		}
	case annotate.SetAttr:
		i, ok := b.spanAt[op.ID]
		switch {
		case op.ID == "" && op.To == nil:
			delete(b.attrs, op.Name)
		case op.ID == "":
			b.attrs[op.Name] = *op.To
		case ok:
			b.spans[i].Attrs = b.spans[i].Attrs.With(op.Name, op.To)
		default:
			r := &b.relations[b.linkAt[op.ID]]
			r.Attrs = r.Attrs.With(op.Name, op.To)
		}
	case annotate.AddRelation:
		r := op.Relation
		b.linkAt[r.ID] = len(b.relations)
		b.relations = append(b.relations, r)
		if b.ends != nil {
			b.tie(r)
		}
	case annotate.RemoveRelation:
		b.relations[b.linkAt[op.Relation.ID]].ID = ""
		delete(b.linkAt, op.Relation.ID)
	}
	return nil
}

// layer returns the marks as a layer, to which the lists belong from then on.
func (b *table) layer() annotate.Layer {
	spans := slices.DeleteFunc(b.spans, func(s annotate.Span) bool { return s.ID == "" })
	relations := slices.DeleteFunc(b.relations, func(r annotate.Relation) bool { return r.ID == "" })
	var attrs annotate.Attrs
	for _, name := range slices.Sorted(maps.Keys(b.attrs)) {
		attrs = append(attrs, annotate.Field{Name: name, Value: b.attrs[name]})
	}
	return annotate.Laid(b.text, spans, relations, attrs)
}

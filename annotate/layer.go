package annotate

import (
	"fmt"
	"iter"
)

// A Layer is one annotator's marks on one document at one moment. It never changes: [Layer.Apply] returns
// another, which shares with it all that the operations did not touch. The zero Layer is empty, over an empty text.
type Layer struct {
	text      Text
	spans     SpanSet
	relations relationSet
	attrs     Attrs
}

// NewLayer returns an empty layer over t.
func NewLayer(t Text) Layer { return Layer{text: t} }

// Apply returns the layer after tx and the transaction that undoes it. If any operation does not fit, l still
// stands and the error says which one. It is strict, for a person at work; merging, which must never fail, folds
// (package journal). The cost is that of the operations, not of the layer.
func (l Layer) Apply(tx Tx) (next Layer, undo Tx, err error) {
	next = l
	doc := attrEdit{was: l.attrs} // thousands of suggestions accepted at once are as many of these
	for i, op := range tx {
		if set, ok := op.(SetAttr); !ok || set.ID != "" {
			next, err = op.Apply(next)
		} else if samePointer(doc.pointer(set.Name), set.From) {
			doc.put(set.Name, set.To)
		} else {
			_, err = set.stale(l)
		}
		if err != nil {
			if len(tx) > 1 {
				err = fmt.Errorf("operation %d of %d: %w", i+1, len(tx), err)
			}
			return l, nil, err
		}
	}
	next.attrs = doc.done()
	return next, tx.Invert(), nil
}

// Text returns the text that the layer's positions count in.
func (l Layer) Text() Text { return l.text }

// Len returns the number of spans.
func (l Layer) Len() int { return l.spans.Len() }

// SpanSet returns the spans themselves.
func (l Layer) SpanSet() SpanSet { return l.spans }

// Spans yields the spans by where they begin, the longer first, then by id.
func (l Layer) Spans() iter.Seq[Span] { return l.spans.All() }

// Span returns the span with that id. O(log n).
func (l Layer) Span(id SpanID) (Span, bool) { return l.spans.Get(id) }

// In returns the spans whose envelope shares a character with r, in order.
func (l Layer) In(r Range) []Span { return l.spans.In(r) }

// Relations returns all relations by id.
func (l Layer) Relations() []Relation {
	all := make([]Relation, 0, l.relations.byID.n)
	for r := range l.relations.byID.all() {
		all = append(all, *r)
	}
	return all
}

// Relation returns the relation with that id. O(log n).
func (l Layer) Relation(id SpanID) (Relation, bool) {
	r, ok := l.relations.get(id)
	if !ok {
		return Relation{}, false
	}
	return *r, true
}

// RelationsOf returns the relations that have the span id at either end, by id. O(log n) and one for each.
func (l Layer) RelationsOf(id SpanID) []Relation { return l.relations.of(id) }

// Attrs returns the attributes of the document that this annotator set, Galley's own ([AttrState]) among them.
func (l Layer) Attrs() Attrs { return l.attrs }

// Attr returns an attribute of the document, and whether it is set.
func (l Layer) Attr(name string) (string, bool) { return l.attrs.Get(name) }

// State returns how far the annotator says to have come; [Todo] when nothing was said.
func (l Layer) State() State {
	if s, ok := l.attrs.Get(AttrState); ok {
		return State(s)
	}
	return Todo
}

// Surface returns what the span s covers, its parts joined by " … ".
func (l Layer) Surface(s Span) string { return s.Surface(l.text) }

// has reports whether id names a span or relation of the layer.
func (l Layer) has(id SpanID) bool {
	if _, ok := l.Span(id); ok {
		return true
	}
	_, ok := l.Relation(id)
	return ok
}

// DeleteSpan returns the transaction that takes the span id off with the relations that it has.
func DeleteSpan(l Layer, id SpanID) (Tx, error) {
	s, ok := l.Span(id)
	if !ok {
		return nil, fmt.Errorf("span %q: %w", id, ErrNotFound)
	}
	var tx Tx
	for _, r := range l.RelationsOf(id) {
		tx = append(tx, RemoveRelation{r})
	}
	return append(tx, RemoveSpan{s}), nil
}

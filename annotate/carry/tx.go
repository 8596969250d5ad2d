package carry

import (
	"slices"
	"strings"

	"galley/annotate"
)

// Tx returns the one transaction that puts the marks of a layer, as the report has them carried, beside what its annotator has on
// the newer text already: marks that have a place, or with sure those alone that lie on the very same words there; links that keep
// both ends; and values of the document that are not set there. What is there already is not made twice, so that the transaction
// is empty where all was brought over before. id names what is new.
func (r Report) Tx(old, has annotate.Layer, sure bool, id func() annotate.SpanID) annotate.Tx {
	ids := map[annotate.SpanID]annotate.SpanID{}
	var tx annotate.Tx
	for _, to := range r.Spans {
		if to.Fate == Lost || sure && to.Fate != Unchanged {
			continue
		}
		s, _ := old.Span(to.Span)
		s.Ranges = to.Ranges
		for _, h := range has.In(s.Envelope()) {
			if h.Label == s.Label && slices.Equal(h.Ranges, s.Ranges) {
				ids[to.Span] = h.ID // it is there already
			}
		}
		if ids[to.Span] != "" {
			continue
		}
		s.ID = id()
		ids[to.Span] = s.ID
		tx = append(tx, annotate.AddSpan{Span: s})
	}
	for _, link := range r.Relations {
		l, _ := old.Relation(link)
		head, tail := ids[l.Head], ids[l.Tail]
		if head == "" || tail == "" {
			continue
		}
		there := slices.ContainsFunc(has.RelationsOf(head), func(h annotate.Relation) bool { return h.Label == l.Label && h.Head == head && h.Tail == tail })
		if !there {
			l.ID, l.Head, l.Tail = id(), head, tail
			tx = append(tx, annotate.AddRelation{Relation: l})
		}
	}
	for _, a := range old.Attrs() {
		if _, set := has.Attr(a.Name); !set && (a.Name == annotate.AttrState || !strings.HasPrefix(a.Name, annotate.OwnAttr)) {
			tx = append(tx, annotate.SetAttr{Name: a.Name, To: &a.Value})
		}
	}
	return tx
}

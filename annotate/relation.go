package annotate

import (
	"cmp"
	"strings"
)

// A Relation is a typed, directed link from one span (its head) to another (its tail).
type Relation struct {
	ID     SpanID  `json:"id"`
	Label  Label   `json:"label"`
	Head   SpanID  `json:"head"`
	Tail   SpanID  `json:"tail"`
	Attrs  Attrs   `json:"attrs,omitempty"`
	Origin *Origin `json:"origin,omitempty"`
}

// relationSet is an immutable set of relations, found by id and by either end.
type relationSet struct {
	byID  sorted[*Relation]
	byEnd sorted[relationEnd]
}

// A relationEnd says that a relation begins or ends at a span.
type relationEnd struct{ span, relation SpanID }

func (s relationSet) find(id SpanID) (spot, bool) {
	return s.byID.search(func(x *Relation) int { return strings.Compare(string(x.ID), string(id)) })
}

func (s relationSet) get(id SpanID) (*Relation, bool) {
	at, ok := s.find(id)
	if !ok {
		return nil, false
	}
	return s.byID.get(at), true
}

func (s relationSet) findEnd(e relationEnd) (spot, bool) {
	return s.byEnd.search(func(x relationEnd) int {
		return cmp.Or(strings.Compare(string(x.span), string(e.span)), strings.Compare(string(x.relation), string(e.relation)))
	})
}

// of returns the relations that have span at either end, by id.
func (s relationSet) of(span SpanID) []Relation {
	var found []Relation
	at, _ := s.findEnd(relationEnd{span, ""})
	for e := range s.byEnd.from(at) {
		if e.span != span {
			break
		}
		r, _ := s.get(e.relation)
		found = append(found, *r)
	}
	return found
}

func (s relationSet) add(r *Relation) relationSet {
	at, _ := s.find(r.ID)
	s.byID = s.byID.insert(at, r)
	for _, e := range endsOf(r) {
		at, _ := s.findEnd(e)
		s.byEnd = s.byEnd.insert(at, e)
	}
	return s
}

func (s relationSet) remove(id SpanID) relationSet {
	at, _ := s.find(id)
	r := s.byID.get(at)
	s.byID = s.byID.remove(at)
	for _, e := range endsOf(r) {
		at, _ := s.findEnd(e)
		s.byEnd = s.byEnd.remove(at)
	}
	return s
}

// replace puts r, whose ends are those of the relation of its id, in that one's place.
func (s relationSet) replace(r *Relation) relationSet {
	at, _ := s.find(r.ID)
	s.byID = s.byID.replace(at, r)
	return s
}

func endsOf(r *Relation) []relationEnd {
	if r.Head == r.Tail {
		return []relationEnd{{r.Head, r.ID}}
	}
	return []relationEnd{{r.Head, r.ID}, {r.Tail, r.ID}}
}

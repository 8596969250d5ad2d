package rules

import (
	"slices"
	"strings"

	"galley/annotate"
)

// Waiting is what waits for an annotator, by place, less the relations that will come along with their ends. It never changes:
// [Waiting.After] returns what waits after a change, at the cost of what the change touched and of a copy of the list.
type Waiting struct {
	desk    Desk
	pending []pending
	all     []*Suggestion // pointers, which are copied for each change
}

// Waiting returns what waits on d. O(n log n) in the marks and suggestions.
func (d Desk) Waiting() Waiting { return Waiting{desk: d, pending: pendings(d.Suggested, "")}.anew() }

// All returns what waits. It belongs to w.
func (w Waiting) All() []*Suggestion { return w.all }

// Find returns the place of a suggestion among all. O(log n) but for those that are about marks on other layers.
func (w Waiting) Find(id annotate.SpanID) (at int, ok bool) {
	for _, look := range w.about(map[annotate.SpanID]bool{id: true}) {
		if s, waits := w.look(look); waits && s.ID == id {
			return search(w.all, &s)
		}
	}
	return 0, false
}

// After returns what waits when tx has made of the annotator's layer what own is now.
func (w Waiting) After(own annotate.Layer, tx annotate.Tx) Waiting {
	next := w
	next.desk.Own = own
	looks := w.about(w.touched(own, tx))
	if len(looks) > len(w.all)/16+16 {
		return next.anew()
	}
	next.all = slices.Clone(w.all)
	for _, look := range looks {
		was, waited := w.look(look)
		is, waits := next.look(look)
		if i, ok := search(next.all, &was); waited && ok {
			next.all = slices.Delete(next.all, i, i+1)
		}
		if i, ok := search(next.all, &is); waits && !ok {
			next.all = slices.Insert(next.all, i, &is)
		}
	}
	return next
}

// anew looks at everything.
func (w Waiting) anew() Waiting {
	open := w.desk.open(w.pending)
	w.all = make([]*Suggestion, 0, len(open))
	for _, s := range open {
		if w.desk.Ready(s) {
			w.all = append(w.all, &s)
		}
	}
	return w
}

func search(all []*Suggestion, s *Suggestion) (at int, ok bool) {
	return slices.BinarySearchFunc(all, s, func(a, b *Suggestion) int { return compareSuggestions(*a, *b) })
}

// A look finds out what one suggestion is on a desk, and whether it is open there.
type look func(Desk) (Suggestion, bool)

func (w Waiting) look(f look) (Suggestion, bool) {
	s, ok := f(w.desk)
	return s, ok && w.desk.Ready(s)
}

// about returns looks at the suggestions that ids name or that are about marks which they name, by id.
func (w Waiting) about(ids map[annotate.SpanID]bool) map[annotate.SpanID]look {
	looks := map[annotate.SpanID]look{}
	link := func(r annotate.Relation) {
		looks[r.ID] = func(d Desk) (Suggestion, bool) { return d.relation(r) }
	}
	for id := range ids {
		if s, ok := w.desk.Suggested.Span(id); ok {
			looks[id] = func(d Desk) (Suggestion, bool) { return d.span(s) }
		}
		if r, ok := w.desk.Suggested.Relation(id); ok {
			link(r)
		}
		for _, r := range w.desk.Suggested.RelationsOf(id) {
			link(r)
		}
	}
	for _, p := range w.pending {
		for _, id := range p.names() {
			if ids[id] {
				looks[p.names()[0]] = func(d Desk) (Suggestion, bool) { return d.pending(p) }
			}
		}
	}
	return looks
}

// names returns the id of the proposal, and those of the marks that it is about.
func (p pending) names() []annotate.SpanID {
	switch {
	case p.Link != nil:
		return []annotate.SpanID{p.Link.ID, p.Link.Head, p.Link.Tail}
	case p.Value != nil:
		return []annotate.SpanID{p.Value.ID, p.Value.On}
	}
	return nil
}

// touched returns the suggestions that tx settles, the marks that it changes, what these stand for, and the suggested spans where
// they lie or lay.
func (w Waiting) touched(own annotate.Layer, tx annotate.Tx) map[annotate.SpanID]bool {
	ids := map[annotate.SpanID]bool{}
	mine := AcceptedID("", w.desk.By)
	mark := func(id annotate.SpanID) {
		ids[id] = true
		if of, ok := strings.CutSuffix(string(id), string(mine)); ok {
			ids[annotate.SpanID(of)] = true
		}
		for _, l := range []annotate.Layer{w.desk.Own, own} {
			for _, r := range l.RelationsOf(id) {
				ids[r.ID] = true
			}
			if s, ok := l.Span(id); ok {
				for _, there := range w.desk.Suggested.In(s.Envelope()) {
					ids[there.ID] = true
				}
			}
		}
	}
	for _, op := range tx {
		id := op.Target()
		if set, ok := op.(annotate.SetAttr); ok && id == "" {
			if of, ok := strings.CutPrefix(set.Name, annotate.AttrSettled); ok {
				ids[annotate.SpanID(of)] = true
			}
			continue
		}
		mark(id)
		for _, l := range []annotate.Layer{w.desk.Own, own} {
			if r, ok := l.Relation(id); ok {
				mark(r.Head)
				mark(r.Tail)
			}
		}
	}
	return ids
}

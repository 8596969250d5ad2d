package rules

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/order"
)

// A Suggestion is a proposal that waits for a person. Exactly one of Span, Link and Value is set.
type Suggestion struct {
	ID    annotate.SpanID
	At    annotate.Range // of the span, of the head of the relation, or of the mark that the attribute is for
	Span  *Span
	Link  *Link
	Value *Value
}

// Origin says which rule proposed it.
func (s Suggestion) Origin() annotate.Origin {
	var o *annotate.Origin
	switch {
	case s.Span != nil:
		o = s.Span.Origin
	case s.Link != nil:
		o = s.Link.Origin
	case s.Value != nil:
		o = s.Value.Origin
	}
	if o == nil {
		return annotate.Origin{}
	}
	return *o
}

// A Desk is a document as one annotator has it: what rules proposed, and the annotator's own marks.
type Desk struct {
	Suggested annotate.Layer // the stream [annotate.Suggested], folded
	Own       annotate.Layer
	By        annotate.Annotator
}

// AcceptedID is the id that a suggestion has on the layer of an annotator who accepted it: ids are unique in a document,
// across all layers.
func AcceptedID(id annotate.SpanID, by annotate.Annotator) annotate.SpanID {
	known, ok := endings.Load(by)
	if !ok {
		known = "-" + finish(identity("annotator", string(by)))[2:8]
		endings.Store(by, known)
	}
	return id + known.(annotate.SpanID)
}

// endings are those of ids, by annotator: a hash is dear in a browser, and there are two to ask for each relation.
var endings sync.Map

const (
	accepted = "accepted "
	rejected = "rejected "
)

// Open returns what waits for the annotator, by place: what was neither accepted nor rejected, does not repeat a mark that
// was made by hand, and is not about marks that are not there. O(n) in the marks and suggestions.
func (d Desk) Open() []Suggestion { return d.open(pendings(d.Suggested, "")) }

func (d Desk) open(more []pending) []Suggestion {
	var all []Suggestion
	add := func(s Suggestion, ok bool) {
		if ok {
			all = append(all, s)
		}
	}
	for s := range d.Suggested.Spans() {
		add(d.span(s))
	}
	for _, r := range d.Suggested.Relations() {
		add(d.relation(r))
	}
	for _, p := range more {
		add(d.pending(p))
	}
	order.By(all, compareSuggestions)
	return all
}

// span returns what is suggested by s, and whether it waits; relation, link and pending likewise.
func (d Desk) span(s annotate.Span) (Suggestion, bool) {
	if !d.Waits(s) {
		return Suggestion{}, false
	}
	x := Span{Span: s}
	x.Attrs, x.Reason = splitReason(s.Attrs)
	return Suggestion{ID: s.ID, At: s.Envelope(), Span: &x}, true
}

func (d Desk) relation(r annotate.Relation) (Suggestion, bool) {
	x := Link{Relation: r}
	x.Attrs, x.Reason = splitReason(r.Attrs)
	return d.link(x)
}

func (d Desk) link(l Link) (Suggestion, bool) {
	at, head := d.end(l.Head)
	_, tail := d.end(l.Tail)
	return Suggestion{ID: l.ID, At: at, Link: &l}, head && tail && !d.settled(l.ID) && !d.linked(l.Relation)
}

func (d Desk) pending(p pending) (Suggestion, bool) {
	if p.Link != nil {
		return d.link(*p.Link)
	}
	v := p.Value
	if v == nil || d.settled(v.ID) {
		return Suggestion{}, false
	}
	at, now, ok := d.valued(v)
	return Suggestion{ID: v.ID, At: at, Value: v}, ok && now != v.Value
}

// pendings are the relations and values that a layer of suggestions has for marks that lie on other layers, those in which id
// occurs; "" are all.
func pendings(suggested annotate.Layer, id annotate.SpanID) []pending {
	var all []pending
	for _, f := range suggested.Attrs() {
		var p pending
		if strings.HasPrefix(f.Name, annotate.AttrSuggestion) && strings.Contains(f.Value, string(id)) && json.Unmarshal([]byte(f.Value), &p) == nil {
			all = append(all, p)
		}
	}
	return all
}

// compareSuggestions orders by place, and there by kind.
func compareSuggestions(a, b Suggestion) int {
	return cmp.Or(cmp.Compare(a.At.From, b.At.From), cmp.Compare(b.At.To, a.At.To), cmp.Compare(kind(a), kind(b)), strings.Compare(string(a.ID), string(b.ID)))
}

// kind orders spans before the relations between them.
func kind(s Suggestion) int {
	switch {
	case s.Span != nil:
		return 0
	case s.Link != nil:
		return 1
	}
	return 2
}

// Waits reports whether the annotator has still to say something to a proposed span, as [Desk.Open] would have it. It looks
// at that span alone.
func (d Desk) Waits(s annotate.Span) bool { return !d.settled(s.ID) && !d.marked(s) }

// Ready reports whether s can be accepted by itself: a relation needs both of its ends on the layer, and comes along with
// the second of them.
func (d Desk) Ready(s Suggestion) bool {
	if s.Link == nil {
		return true
	}
	_, head := d.own(s.Link.Head)
	_, tail := d.own(s.Link.Tail)
	return head && tail
}

func splitReason(a annotate.Attrs) (annotate.Attrs, string) {
	reason, _ := a.Get(annotate.AttrReason)
	return a.With(annotate.AttrReason, nil), reason
}

func (d Desk) settled(id annotate.SpanID) bool {
	_, ok := d.Own.Attr(annotate.AttrSettled + string(id))
	return ok
}

// hand returns the annotator's own mark that says what s would say.
func (d Desk) hand(s annotate.Span) (annotate.SpanID, bool) {
	for _, x := range d.Own.In(s.Envelope()) {
		if x.Label == s.Label && slices.Equal(x.Ranges, s.Ranges) {
			return x.ID, true
		}
	}
	return "", false
}

func (d Desk) marked(s annotate.Span) bool {
	_, ok := d.hand(s)
	return ok
}

// own returns the mark on the annotator's layer that stands for the end of a proposed relation.
func (d Desk) own(id annotate.SpanID) (annotate.SpanID, bool) {
	if mine := AcceptedID(id, d.By); d.has(mine) {
		return mine, true
	}
	if d.has(id) {
		return id, true
	}
	if s, ok := d.Suggested.Span(id); ok {
		return d.hand(s)
	}
	return "", false
}

func (d Desk) has(id annotate.SpanID) bool {
	_, ok := d.Own.Span(id)
	return ok
}

// end returns where the end of a proposed relation lies, if it is on the layer or still waits.
func (d Desk) end(id annotate.SpanID) (annotate.Range, bool) {
	if mine, ok := d.own(id); ok {
		s, _ := d.Own.Span(mine)
		return s.Envelope(), true
	}
	s, ok := d.Suggested.Span(id)
	return s.Envelope(), ok && !d.settled(id)
}

// linked reports whether the annotator's layer has the relation already.
func (d Desk) linked(r annotate.Relation) bool {
	head, ok := d.own(r.Head)
	if !ok {
		return false
	}
	tail, ok := d.own(r.Tail)
	return ok && slices.ContainsFunc(d.Own.RelationsOf(head), func(x annotate.Relation) bool {
		return x.Label == r.Label && x.Head == head && x.Tail == tail
	})
}

// valued returns where the mark lies that v is for, and what it has now.
func (d Desk) valued(v *Value) (at annotate.Range, now string, ok bool) {
	if s, ok := d.Own.Span(v.On); ok {
		now, _ = s.Attrs.Get(v.Name)
		return s.Envelope(), now, true
	}
	r, ok := d.Own.Relation(v.On)
	if !ok {
		return at, "", false
	}
	now, _ = r.Attrs.Get(v.Name)
	s, _ := d.Own.Span(r.Head)
	return s.Envelope(), now, true
}

// note is the operation that keeps what was done with a suggestion.
func note(s Suggestion, what string) annotate.Op {
	o := s.Origin()
	value := what + o.Rule + "@" + o.Version
	return annotate.SetAttr{Name: annotate.AttrSettled + string(s.ID), To: &value}
}

// Reject returns the transaction on the annotator's layer that keeps s from being shown again, whatever version of its rule
// proposes it. Undoing it brings s back.
func (d Desk) Reject(s Suggestion) annotate.Tx { return annotate.Tx{note(s, rejected)} }

// Accept returns the transaction on the annotator's layer that makes s a mark, with its origin, and with it the relations
// that were proposed between it and what is on the layer. The scheme may forbid it (the error wraps [annotate.ErrScheme]);
// a relation whose other end still waits is an error too.
func (d Desk) Accept(s Suggestion, scheme annotate.Scheme) (annotate.Tx, error) {
	tx, err := d.accept(s, scheme)
	if err != nil || s.Span == nil {
		return tx, err
	}
	next := d
	if next.Own, _, err = d.Own.Apply(tx); err != nil {
		return nil, err
	}
	for _, r := range next.linksOf(s.ID) {
		more, err := next.accept(r, scheme)
		if err != nil {
			continue // it waits: its other end is not there yet, or the scheme has no room for it
		}
		if next.Own, _, err = next.Own.Apply(more); err != nil {
			return nil, err
		}
		tx = append(tx, more...)
	}
	return tx, nil
}

// linksOf returns the open relations that end at id, in the order of [Desk.Open].
func (d Desk) linksOf(id annotate.SpanID) []Suggestion {
	var all []Suggestion
	for _, r := range d.Suggested.RelationsOf(id) {
		if s, ok := d.relation(r); ok {
			all = append(all, s)
		}
	}
	for _, p := range pendings(d.Suggested, id) {
		if s, ok := d.pending(p); ok && p.Link != nil && (p.Link.Head == id || p.Link.Tail == id) {
			all = append(all, s)
		}
	}
	order.By(all, compareSuggestions)
	return all
}

// accept accepts s alone: an operation that makes it a mark or a value, and one that keeps that it was accepted.
func (d Desk) accept(s Suggestion, scheme annotate.Scheme) (annotate.Tx, error) {
	switch {
	case s.Span != nil:
		x := s.Span.Span
		x.ID = AcceptedID(s.ID, d.By)
		if err := scheme.CheckSpan(d.Own, x); err != nil {
			return nil, err
		}
		return annotate.Tx{annotate.AddSpan{Span: x}, note(s, accepted)}, nil
	case s.Link != nil:
		x := s.Link.Relation
		var head, tail bool
		x.ID = AcceptedID(s.ID, d.By)
		x.Head, head = d.own(x.Head)
		x.Tail, tail = d.own(x.Tail)
		if !head || !tail {
			return nil, fmt.Errorf("relation %s: accept what it links first: %w", x.Label, annotate.ErrNotFound)
		}
		if err := scheme.CheckRelation(d.Own, x); err != nil {
			return nil, err
		}
		return annotate.Tx{annotate.AddRelation{Relation: x}, note(s, accepted)}, nil
	}
	var label annotate.Label
	var attrs annotate.Attrs
	if x, ok := d.Own.Span(s.Value.On); ok {
		label, attrs = x.Label, x.Attrs
	} else if x, ok := d.Own.Relation(s.Value.On); ok {
		label, attrs = x.Label, x.Attrs
	} else {
		return nil, fmt.Errorf("mark %q: %w", s.Value.On, annotate.ErrNotFound)
	}
	if err := scheme.CheckAttr(string(label), s.Value.Name, s.Value.Value); err != nil {
		return nil, err
	}
	var from *string
	if v, ok := attrs.Get(s.Value.Name); ok {
		from = &v
	}
	value := s.Value.Value
	return annotate.Tx{annotate.SetAttr{ID: s.Value.On, Name: s.Value.Name, From: from, To: &value}, note(s, accepted)}, nil
}

// AcceptAll accepts what ok holds for, in order: spans, then relations, then attributes. left are those that the scheme
// does not allow beside what came before them, with the reasons; they go on waiting.
func (d Desk) AcceptAll(scheme annotate.Scheme, ok func(Suggestion) bool) (tx annotate.Tx, left []error) {
	open := d.Open()
	order.By(open, func(a, b Suggestion) int { return cmp.Compare(kind(a), kind(b)) })
	for _, s := range open {
		if !ok(s) {
			continue
		}
		more, err := d.accept(s, scheme)
		if err == nil {
			var next annotate.Layer
			if next, _, err = d.Own.Apply(more[:1]); err == nil { // the mark: what says that it was accepted is one of thousands on the document
				d.Own = next
				tx = append(tx, more...)
				continue
			}
		}
		left = append(left, fmt.Errorf("%s: %w", s.Origin().Rule, err))
	}
	return tx, left
}

package annotate

import (
	"fmt"
	"slices"
)

// An Op is one reversible change of a layer. Ops are values: compared in tests, written to the journal. Each
// carries what it replaces, so that it can be turned round without the layer, and so that merging notices a
// change made by someone who did not know of another.
type Op interface {
	// Apply returns the layer after it, or an *OpError that says why it does not fit.
	Apply(Layer) (Layer, error)
	// Invert returns the Op that undoes it.
	Invert() Op
	// Kind is the operation's name in JSON.
	Kind() string
	// Target is the span or relation it changes; "" for the document.
	Target() SpanID
}

// A Tx is the operations of one action: they happen together or not at all.
type Tx []Op

// Invert returns the transaction that undoes tx.
func (tx Tx) Invert() Tx {
	if tx == nil {
		return nil
	}
	undo := make(Tx, 0, len(tx))
	for _, op := range slices.Backward(tx) {
		undo = append(undo, op.Invert())
	}
	return undo
}

// The operations. A nil *string is "unset". Values that they hold are never changed, so they may be shared.
type (
	// AddSpan puts a span on the layer. Its id must be new; its ranges must lie on the text, hold something, be in
	// order, neither overlap nor touch, and split no grapheme.
	AddSpan struct{ Span Span }
	// RemoveSpan takes a span off, as it was. Relations to it must have been removed before.
	RemoveSpan struct{ Span Span }
	// MoveSpan gives a span other ranges. Attributes and relations stay.
	MoveSpan struct {
		ID       SpanID
		From, To []Range
	}
	// Relabel gives a span or relation another label. Attributes stay.
	Relabel struct {
		ID       SpanID
		From, To Label
	}
	// SetAttr sets or unsets an attribute of the span or relation ID, or of the document when ID is "".
	SetAttr struct {
		ID       SpanID
		Name     string
		From, To *string
	}
	// AddRelation links two spans of the layer.
	AddRelation struct{ Relation Relation }
	// RemoveRelation takes a link off, as it was.
	RemoveRelation struct{ Relation Relation }
)

// The operations' names in JSON.
const (
	opAddSpan        = "add-span"
	opRemoveSpan     = "remove-span"
	opMoveSpan       = "move-span"
	opRelabel        = "relabel"
	opSetAttr        = "set-attr"
	opAddRelation    = "add-relation"
	opRemoveRelation = "remove-relation"
)

func (AddSpan) Kind() string        { return opAddSpan }
func (RemoveSpan) Kind() string     { return opRemoveSpan }
func (MoveSpan) Kind() string       { return opMoveSpan }
func (Relabel) Kind() string        { return opRelabel }
func (SetAttr) Kind() string        { return opSetAttr }
func (AddRelation) Kind() string    { return opAddRelation }
func (RemoveRelation) Kind() string { return opRemoveRelation }

func (o AddSpan) Target() SpanID        { return o.Span.ID }
func (o RemoveSpan) Target() SpanID     { return o.Span.ID }
func (o MoveSpan) Target() SpanID       { return o.ID }
func (o Relabel) Target() SpanID        { return o.ID }
func (o SetAttr) Target() SpanID        { return o.ID }
func (o AddRelation) Target() SpanID    { return o.Relation.ID }
func (o RemoveRelation) Target() SpanID { return o.Relation.ID }

func (o AddSpan) Invert() Op        { return RemoveSpan(o) }
func (o RemoveSpan) Invert() Op     { return AddSpan(o) }
func (o MoveSpan) Invert() Op       { return MoveSpan{o.ID, o.To, o.From} }
func (o Relabel) Invert() Op        { return Relabel{o.ID, o.To, o.From} }
func (o SetAttr) Invert() Op        { return SetAttr{o.ID, o.Name, o.To, o.From} }
func (o AddRelation) Invert() Op    { return RemoveRelation(o) }
func (o RemoveRelation) Invert() Op { return AddRelation(o) }

// fail wraps err as the *OpError of op.
func fail(l Layer, op Op, err error) (Layer, error) {
	return l, &OpError{Op: op.Kind(), ID: op.Target(), Err: err}
}

func (o AddSpan) Apply(l Layer) (Layer, error) {
	if l.has(o.Span.ID) {
		return fail(l, o, ErrExists)
	}
	if err := o.Span.check(l.text); err != nil {
		return fail(l, o, err)
	}
	l.spans = l.spans.add(&o.Span)
	return l, nil
}

func (o RemoveSpan) Apply(l Layer) (Layer, error) {
	now, ok := l.Span(o.Span.ID)
	switch {
	case !ok:
		return fail(l, o, ErrNotFound)
	case !EqualSpan(now, o.Span):
		return fail(l, o, ErrStale)
	case len(l.RelationsOf(o.Span.ID)) > 0:
		return fail(l, o, ErrInUse)
	}
	l.spans = l.spans.remove(o.Span.ID)
	return l, nil
}

func (o MoveSpan) Apply(l Layer) (Layer, error) {
	now, ok := l.Span(o.ID)
	switch {
	case !ok:
		return fail(l, o, ErrNotFound)
	case !slices.Equal(now.Ranges, o.From):
		return fail(l, o, ErrStale)
	}
	if err := checkRanges(l.text, o.To); err != nil {
		return fail(l, o, err)
	}
	now.Ranges = o.To
	l.spans = l.spans.replace(&now)
	return l, nil
}

func (o Relabel) Apply(l Layer) (Layer, error) {
	if r, ok := l.Relation(o.ID); ok {
		if r.Label != o.From {
			return fail(l, o, ErrStale)
		}
		r.Label = o.To
		l.relations = l.relations.replace(&r)
		return l, nil
	}
	now, ok := l.Span(o.ID)
	switch {
	case !ok:
		return fail(l, o, ErrNotFound)
	case now.Label != o.From:
		return fail(l, o, ErrStale)
	}
	now.Label = o.To
	l.spans = l.spans.replace(&now)
	return l, nil
}

func (o SetAttr) Apply(l Layer) (Layer, error) {
	set := func(a *Attrs) bool {
		fits := samePointer(a.pointer(o.Name), o.From)
		if fits {
			*a = a.With(o.Name, o.To)
		}
		return fits
	}
	if o.ID == "" {
		if !set(&l.attrs) {
			return o.stale(l)
		}
		return l, nil
	}
	if r, ok := l.Relation(o.ID); ok {
		if !set(&r.Attrs) {
			return o.stale(l)
		}
		l.relations = l.relations.replace(&r)
		return l, nil
	}
	s, ok := l.Span(o.ID)
	if !ok {
		return fail(l, o, ErrNotFound)
	}
	if !set(&s.Attrs) {
		return o.stale(l)
	}
	l.spans = l.spans.replace(&s)
	return l, nil
}

func (o SetAttr) stale(l Layer) (Layer, error) {
	return fail(l, o, fmt.Errorf("attribute %q: %w", o.Name, ErrStale))
}

func (o AddRelation) Apply(l Layer) (Layer, error) {
	r := o.Relation
	switch {
	case !validID(r.ID):
		return fail(l, o, ErrID)
	case l.has(r.ID):
		return fail(l, o, ErrExists)
	case !r.Attrs.sorted():
		return fail(l, o, ErrAttrs)
	}
	for _, end := range []SpanID{r.Head, r.Tail} {
		if _, ok := l.Span(end); !ok {
			return fail(l, o, fmt.Errorf("span %q: %w", end, ErrNotFound))
		}
	}
	l.relations = l.relations.add(&r)
	return l, nil
}

func (o RemoveRelation) Apply(l Layer) (Layer, error) {
	now, ok := l.Relation(o.Relation.ID)
	switch {
	case !ok:
		return fail(l, o, ErrNotFound)
	case !EqualRelation(now, o.Relation):
		return fail(l, o, ErrStale)
	}
	l.relations = l.relations.remove(o.Relation.ID)
	return l, nil
}

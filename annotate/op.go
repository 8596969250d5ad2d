package annotate

// An Op is one reversible change of a layer. Ops are values: compared in tests, written to the journal. Each
// carries what it replaces, so that it can be turned round without the layer, and so that merging notices a
// change made by someone who did not know of another.
type Op interface {
	// Apply returns the layer after it, or an *OpError that says why it does not fit.
	Apply(Layer) (Layer, error)
	// Invert returns the Op that undoes it.
	Invert() Op
}

// A Tx is the operations of one action: they happen together or not at all.
type Tx []Op

// The operations. A nil *string is "unset".
type (
	AddSpan    struct{ Span Span }
	RemoveSpan struct{ Span Span } // the span as it was; relations must have been removed before
	MoveSpan   struct {
		ID       SpanID
		From, To []Range
	}
	Relabel struct { // a span or a relation
		ID       SpanID
		From, To Label
	}
	SetAttr struct { // of the span or relation ID, or of the document when ID is ""
		ID       SpanID
		Name     string
		From, To *string
	}
	AddRelation    struct{ Relation Relation }
	RemoveRelation struct{ Relation Relation }
)

package annotate

import "slices"

// A Layer is one annotator's marks on one document at one moment. It never changes: [Layer.Apply] returns
// another, which shares with it all that the operations did not touch.
type Layer struct {
	text      Text
	spans     []Span
	relations []Relation
	attrs     Attrs
}

// NewLayer returns an empty layer over t.
func NewLayer(t Text) Layer { return Layer{text: t} }

// Text returns the text that the layer's positions count in.
func (l Layer) Text() Text { return l.text }

// Apply returns the layer after tx and the transaction that undoes it. If any operation does not fit, l still
// stands and the error says which one.
func (l Layer) Apply(tx Tx) (next Layer, undo Tx, err error) {
	next = l
	for _, op := range tx {
		undo = append(undo, op.Invert())
		if next, err = op.Apply(next); err != nil {
			return l, nil, err
		}
	}
	slices.Reverse(undo)
	return next, undo, nil
}

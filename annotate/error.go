package annotate

import (
	"errors"
	"fmt"
)

var (
	// ErrNotFound reports an id that the layer does not hold.
	ErrNotFound = errors.New("not found")
	// ErrExists reports an id that the layer already holds.
	ErrExists = errors.New("already exists")
	// ErrStale reports an operation made on a value that has changed since.
	ErrStale = errors.New("changed since")
	// ErrInUse reports a span that relations still point to.
	ErrInUse = errors.New("still linked")
	// ErrOutside reports a position outside the text.
	ErrOutside = errors.New("outside the text")
	// ErrEmpty reports a range without any character.
	ErrEmpty = errors.New("holds no character")
	// ErrGrapheme reports a position inside what people see as one character.
	ErrGrapheme = errors.New("inside a character that people see as one")
	// ErrOrder reports parts of a span that are out of order, overlap or touch.
	ErrOrder = errors.New("before or at the end of the part before it")
	// ErrID reports an id that is not one to 64 of A–Z a–z 0–9 _ -.
	ErrID = errors.New("not an id: one to 64 of A–Z a–z 0–9 _ -")
	// ErrAttrs reports attributes that are out of order or name one thing twice.
	ErrAttrs = errors.New("attributes out of order")
	// ErrSurrogate reports a UTF-16 offset between the two halves of one character.
	ErrSurrogate = errors.New("inside a surrogate pair")
	// ErrMidRune reports a byte offset inside one character's UTF-8 form.
	ErrMidRune = errors.New("inside a character")
	// ErrScheme reports a label, attribute or relation that the scheme does not allow.
	ErrScheme = errors.New("not in the scheme")
)

// A PosError reports a position that does not fit a text.
type PosError struct {
	Pos  int    // the position, in Unit
	Len  int    // the length of the text, in Unit
	Unit string // "code points", "UTF-16 units" or "bytes"
	Err  error  // the reason
}

func (e *PosError) Error() string {
	return fmt.Sprintf("position %d of %d %s: %v", e.Pos, e.Len, e.Unit, e.Err)
}
func (e *PosError) Unwrap() error { return e.Err }

// An OpError reports an operation that does not fit the layer it was meant for.
type OpError struct {
	Op  string // the operation's JSON name
	ID  SpanID // the span or relation, "" for the document
	Err error  // the reason
}

func (e *OpError) Error() string {
	if e.ID == "" {
		return fmt.Sprintf("%s: %v", e.Op, e.Err)
	}
	return fmt.Sprintf("%s %q: %v", e.Op, e.ID, e.Err)
}
func (e *OpError) Unwrap() error { return e.Err }

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

package annotate

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Reasons why bytes are no text. A [CanonError] wraps one of them.
var (
	ErrUTF8     = errors.New("not valid UTF-8")
	ErrNUL      = errors.New("a NUL character, which several of the tools that read training data refuse")
	ErrLoneHalf = errors.New("half of a surrogate pair, which is no character")
)

// A CanonError says why bytes are no text, and where.
type CanonError struct {
	Line, Column int  // from 1; the column counts code points
	Byte         Byte // offset in the bytes as they came
	Bytes        []byte
	Err          error // [ErrUTF8], [ErrNUL] or [ErrLoneHalf]
}

func (e *CanonError) Error() string {
	remedy := "save the file as UTF-8 and load it again"
	if !errors.Is(e.Err, ErrUTF8) {
		remedy = "remove it and load the file again"
	}
	return fmt.Sprintf("line %d, column %d (byte %d, % X): %v: %s", e.Line, e.Column, e.Byte, e.Bytes, e.Err, remedy)
}

func (e *CanonError) Unwrap() error { return e.Err }

// Canonical makes data a Text, the one time that happens: UTF-8 is checked, a byte order mark at the start is
// dropped, CR LF and CR become LF. Nothing else is changed, ever. NUL and lone surrogates are refused, since
// several consumers of training data cannot hold them. The error is a *CanonError.
func Canonical(data []byte) (Text, error) {
	s := string(data)
	if at := badByte(s); at >= 0 {
		return Text{}, canonError(data, at)
	}
	s = strings.TrimPrefix(s, "\ufeff")
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return NewText(s), nil
}

// badByte returns the offset of the first byte that no text may hold, or -1.
func badByte(s string) int {
	nul := strings.IndexByte(s, 0)
	if utf8.ValidString(s) {
		return nul
	}
	for i, r := range s {
		if r == 0 {
			return i
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return nul
}

func canonError(data []byte, at int) *CanonError {
	before := string(data[:at])
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	e := &CanonError{Line: line, Column: column, Byte: Byte(at), Bytes: data[at : at+1], Err: ErrUTF8}
	switch {
	case data[at] == 0:
		e.Err = ErrNUL
	case len(data) >= at+3 && data[at] == 0xED && data[at+1] >= 0xA0:
		// What a surrogate looks like when a program writes UTF-16 halves as if they were characters.
		e.Err, e.Bytes = ErrLoneHalf, data[at:at+3]
	}
	return e
}

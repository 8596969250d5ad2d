package article

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
)

// What an [*Error] wraps, for callers that must tell one from another.
var (
	ErrEmpty    = errors.New("empty file")
	ErrTooLarge = errors.New("file too large")
	ErrBinary   = errors.New("not a text file")
	ErrText     = errors.New("not valid text")
	ErrRecord   = errors.New("not a record")
	ErrNative   = errors.New("galley's own file")
	ErrArchive  = errors.New("archive refused")
)

// An Error says in one sentence what is wrong with a file, where, and what to do.
type Error struct {
	File string
	Line int // from 1; 0 when the whole file is meant
	What string
	Do   string
	Err  error // one of the above
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": " + e.What)
	if e.Do != "" {
		b.WriteString(": " + e.Do)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

func tooLarge(src source) error {
	limit := src.opt.Limits.File
	if choose(src).Name == ZIP.Name {
		limit = src.opt.Limits.Unpacked
	}
	return &Error{File: src.name, What: fmt.Sprintf("%s is over the limit of %s for one file", size(int64(len(src.data))), size(limit)),
		Do: "split it into smaller files", Err: ErrTooLarge}
}

// size prints bytes as people say them.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}

// canonError makes the core's report on bytes one on a file. base is added to its line.
func canonError(file string, base int, err error) error {
	c, ok := errors.AsType[*annotate.CanonError](err)
	if !ok {
		return &Error{File: file, Line: base, What: err.Error(), Err: ErrText}
	}
	do := "save the file as UTF-8 and load it again"
	if !errors.Is(c.Err, annotate.ErrUTF8) {
		do = "remove it and load the file again"
	}
	return &Error{File: file, Line: base + c.Line, What: fmt.Sprintf("column %d (byte %d, % X): %v", c.Column, c.Byte, c.Bytes, c.Err), Do: do,
		Err: errors.Join(ErrText, c)}
}

package strict

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A FileError is an error at a place in a file.
type FileError struct {
	File   string
	Line   int // from 1; 0 is the file as a whole
	Column int // from 1, in code points; 0 is the line as a whole
	Field  string
	Reason string // what is wrong and how to mend it
	Err    error  // what a program may ask for, or nil
}

func (e *FileError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&b, ":%d", e.Column)
		}
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Reason)
	return b.String()
}

func (e *FileError) Unwrap() error { return e.Err }

// At places err, which came of reading line number line of a file, in that file. Errors that are not of this
// package stay what they are, behind the place.
func At(file string, line int, text []byte, err error) *FileError {
	if e, ok := errors.AsType[*Error](err); ok {
		off := min(e.Offset, len(text))
		return &FileError{
			File: file, Line: line, Column: utf8.RuneCount(text[:off]) + 1, Field: e.Field, Reason: e.Reason, Err: err,
		}
	}
	return &FileError{File: file, Line: line, Reason: err.Error(), Err: err}
}

// ErrTooLong reports a line longer than is allowed.
var ErrTooLong = errors.New("the line is too long")

// Lines reads a file line by line. Lines end with LF or CR LF.
type Lines struct {
	r      *bufio.Reader
	buf    []byte
	raw    []byte
	max    int
	number int
	offset int64
}

// NewLines returns a reader of lines of at most max bytes.
func NewLines(r io.Reader, max int) *Lines {
	return &Lines{r: bufio.NewReaderSize(r, 1<<18), max: max}
}

// Next returns the next line without its end, and whether it had one: only the last may lack it. The line is valid
// until the next call. After the last line the error is io.EOF; a line that is too long is ErrTooLong.
func (l *Lines) Next() (line []byte, whole bool, err error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.offset += int64(len(part))
		switch {
		case err == nil && len(l.buf) == 0:
			line, whole = part, true
		case err == nil:
			l.buf = append(l.buf, part...)
			line, whole = l.buf, true
		case errors.Is(err, bufio.ErrBufferFull):
			if l.buf = append(l.buf, part...); len(l.buf) > l.max {
				l.number++
				return nil, false, ErrTooLong
			}
			continue
		case err == io.EOF:
			if l.buf = append(l.buf, part...); len(l.buf) == 0 {
				return nil, false, io.EOF
			}
			line = l.buf
		default:
			return nil, false, err
		}
		break
	}
	l.number++
	l.raw = line
	if whole {
		line = bytes.TrimSuffix(line[:len(line)-1], []byte{'\r'})
	}
	if l.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	if len(line) > l.max {
		return nil, false, ErrTooLong
	}
	return line, whole, nil
}

// Raw returns the line that Next returned last as it stands in the file.
func (l *Lines) Raw() []byte { return l.raw }

// Number returns the number of the line that Next returned last, from 1.
func (l *Lines) Number() int { return l.number }

// Offset returns how many bytes have been read, to the end of that line.
func (l *Lines) Offset() int64 { return l.offset }

// Rest returns all that has not been read yet.
func (l *Lines) Rest() ([]byte, error) { return io.ReadAll(l.r) }

package annotate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SchemeVersion is the "galley" field of scheme files of this version.
const SchemeVersion = "scheme/1"

// Bounds of a scheme file: far beyond what people can keep in mind, and small enough to be read at once.
const (
	maxSchemeBytes = 4 << 20
	maxSchemeDepth = 16
	maxSchemeItems = 500 // labels, attributes, relations, values: each
)

// A SchemeError is one thing that is wrong with a scheme file, and where.
type SchemeError struct {
	File         string
	Line, Column int    // from 1; the column counts bytes
	Field        string // "labels[3].key"; "" is the file
	Reason       string // what is wrong and how to mend it
}

func (e *SchemeError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s: %s", e.File, e.Line, e.Column, e.Field, e.Reason)
}

func (e *SchemeError) Unwrap() error { return ErrScheme }

// ParseScheme reads a scheme file. name is the file's in messages. The error joins a *SchemeError for everything that is
// wrong, in the order of the file.
func ParseScheme(name string, data []byte) (Scheme, error) {
	p := &schemeParser{file: name, data: data, at: map[string]int{}}
	if len(data) > maxSchemeBytes {
		p.fail("", 0, "the file has %d bytes, more than the %d a scheme may have", len(data), maxSchemeBytes)
		return Scheme{}, p.err()
	}
	if !utf8.Valid(data) {
		p.fail("", 0, "the file is not valid UTF-8: save it as UTF-8")
		return Scheme{}, p.err()
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	p.data = data
	if !p.index() {
		return Scheme{}, p.err()
	}
	var s Scheme
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		p.decodeError(err)
		return Scheme{}, p.err()
	}
	p.validate(s)
	return s, p.err()
}

// Marshal writes the scheme as ParseScheme reads it: indented, one trailing line feed, the same bytes every time.
func (s Scheme) Marshal() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// Validate returns what is wrong with a scheme that was made in memory, without places, or nil.
func (s Scheme) Validate() error {
	p := &schemeParser{file: s.Name(), at: map[string]int{}}
	p.validate(s)
	return p.err()
}

// A schemeParser collects what is wrong with a file.
type schemeParser struct {
	file     string
	data     []byte
	at       map[string]int // where the value of each field begins: "labels[3].key"
	problems []problem
}

type problem struct {
	offset int
	err    *SchemeError
}

func (p *schemeParser) fail(field string, offset int, format string, args ...any) {
	before := p.data[:min(max(offset, 0), len(p.data))]
	p.problems = append(p.problems, problem{offset, &SchemeError{
		File: p.file, Line: 1 + bytes.Count(before, []byte("\n")), Column: len(before) - bytes.LastIndexByte(before, '\n'),
		Field: field, Reason: fmt.Sprintf(format, args...),
	}})
}

// bad reports that the value of a field is wrong.
func (p *schemeParser) bad(field, format string, args ...any) {
	at, ok := p.at[field]
	for path := field; !ok && path != ""; at, ok = p.at[path] {
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	p.fail(field, at, format, args...)
}

func (p *schemeParser) err() error {
	slices.SortStableFunc(p.problems, func(a, b problem) int { return a.offset - b.offset })
	var all []error
	for _, x := range p.problems {
		all = append(all, x.err)
	}
	return errors.Join(all...)
}

// index notes where every value stands and finds names that stand twice in one object, which encoding/json would let
// pass. It reports whether the file is JSON at all.
func (p *schemeParser) index() bool {
	d := json.NewDecoder(bytes.NewReader(p.data))
	d.UseNumber()
	if err := p.value(d, "", 0); err != nil {
		var syntax *json.SyntaxError
		at := int(d.InputOffset())
		if errors.As(err, &syntax) {
			at = int(syntax.Offset) - 1
		}
		reason := strings.TrimPrefix(err.Error(), "json: ")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			reason = "the file ends too early: a bracket or brace is not closed"
		}
		p.fail("", at, "not JSON: %s", reason)
		return false
	}
	if rest := bytes.TrimSpace(p.data[d.InputOffset():]); len(rest) > 0 {
		p.fail("", int(d.InputOffset()), "something stands behind the scheme: remove it")
		return false
	}
	return true
}

var errDeep = errors.New("nested too deeply for a scheme")

func (p *schemeParser) value(d *json.Decoder, path string, depth int) error {
	if depth > maxSchemeDepth {
		return errDeep
	}
	start := p.skip(int(d.InputOffset()))
	p.at[path] = start
	tok, err := d.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			at := p.skip(int(d.InputOffset()))
			key, err := d.Token()
			if err != nil {
				return err
			}
			name := fmt.Sprint(key)
			field := strings.TrimPrefix(path+"."+name, ".")
			if seen[name] {
				p.fail(field, at, "stands twice in one object: remove one of them")
			}
			seen[name] = true
			if err := p.value(d, field, depth+1); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			if err := p.value(d, path+"["+strconv.Itoa(i)+"]", depth+1); err != nil {
				return err
			}
		}
		_, err = d.Token()
	}
	return err
}

// skip moves over what stands between two tokens.
func (p *schemeParser) skip(at int) int {
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

// decodeError places what encoding/json says.
func (p *schemeParser) decodeError(err error) {
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		p.fail(typ.Field, int(typ.Offset)-1, "is %s where %s belongs", typ.Value, kindName(typ.Type.Kind().String()))
		return
	}
	text := strings.TrimPrefix(err.Error(), "json: ")
	if name, ok := strings.CutPrefix(text, "unknown field "); ok {
		if bare, e := strconv.Unquote(name); e == nil {
			p.unknown(bare)
			return
		}
	}
	p.fail("", 0, "%s", text)
}

func kindName(kind string) string {
	switch kind {
	case "int", "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "slice":
		return "a list"
	case "struct", "map":
		return "an object"
	}
	return "text"
}

// unknown reports every field of that name that a scheme does not have, by the places in which none is known.
func (p *schemeParser) unknown(name string) {
	for path, at := range p.at {
		if path == name || strings.HasSuffix(path, "."+name) {
			p.fail(path, at, "is no field of a scheme: check its spelling, or remove it")
		}
	}
}

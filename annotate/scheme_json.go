package annotate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate/order"
	"galley/annotate/strict"
)

// schemeFormat is the version of scheme files that this program reads and writes.
const schemeFormat = "scheme/1"

// maxScheme bounds a scheme file, in bytes.
const maxScheme = 1 << 20

// A SchemeError says what is wrong with a scheme, where, and how to mend it. It wraps [ErrScheme].
type SchemeError struct {
	File         string // as it was given to [ParseScheme]
	Line, Column int    // from 1, the column in code points; 0 for a scheme that was not read from a file
	Field        string // "labels[3].group"; "" is the whole file
	Reason       string // what is wrong
	Remedy       string // what to do about it
}

func (e *SchemeError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Reason)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}

func (e *SchemeError) Unwrap() error { return ErrScheme }

// ParseScheme reads a scheme file of at most 1 MiB; name is what errors call it. JSON that is broken or says
// something twice ends the reading at once. Everything else that is wrong is found and reported together: the error
// joins one [*SchemeError] for each, in the order of the file.
func ParseScheme(name string, data []byte) (Scheme, error) {
	if len(data) > maxScheme {
		return Scheme{}, &SchemeError{File: name, Reason: fmt.Sprintf("the file has %d bytes, more than %d", len(data), maxScheme), Remedy: "shorten its guidelines"}
	}
	p := schemeReader{name: name, data: data, places: map[string]int{}}
	r := strict.NewReader(data)
	p.walk(r, reflect.TypeFor[Scheme](), "")
	r.End()
	if err := r.Err(); err != nil {
		e, _ := errors.AsType[*strict.Error](err)
		p.add(e.Offset, e.Field, e.Reason, "")
		return Scheme{}, p.err()
	}
	if p.found != nil {
		return Scheme{}, p.err()
	}
	var s Scheme
	if err := json.Unmarshal(data, &s); err != nil {
		p.add(0, "", strings.TrimPrefix(err.Error(), "json: "), "")
		return Scheme{}, p.err()
	}
	for _, e := range s.problems() {
		p.add(p.place(e.Field), e.Field, e.Reason, e.Remedy)
	}
	if p.found != nil {
		return Scheme{}, p.err()
	}
	return s, nil
}

// Marshal returns the file that [ParseScheme] reads as s: indented JSON with a line feed at its end. Equal schemes
// give equal bytes. A scheme that has problems is an error, which joins them as ParseScheme does.
func (s Scheme) Marshal() ([]byte, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("scheme %s: %w", s.Name(), err)
	}
	return b.Bytes(), nil
}

// Validate reports all that is wrong with s, joined, each a [*SchemeError] without a place; nil if nothing is.
func (s Scheme) Validate() error {
	found := s.problems()
	errs := make([]error, len(found))
	for i, e := range found {
		errs[i] = e
	}
	return errors.Join(errs...)
}

// A schemeReader finds where each field of a scheme file stands, and which do not belong there.
type schemeReader struct {
	name   string
	data   []byte
	places map[string]int // by field path, the byte where its value begins
	found  []schemeProblem
}

type schemeProblem struct {
	at  int // in bytes
	err *SchemeError
}

func (p *schemeReader) add(at int, field, reason, remedy string) {
	at = min(at, len(p.data))
	before := p.data[:at]
	line := bytes.Count(before, []byte{'\n'}) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	p.found = append(p.found, schemeProblem{at, &SchemeError{p.name, line, column, field, reason, remedy}})
}

func (p *schemeReader) err() error {
	order.By(p.found, func(a, b schemeProblem) int { return cmp.Compare(a.at, b.at) })
	errs := make([]error, len(p.found))
	for i, f := range p.found {
		errs[i] = f.err
	}
	return errors.Join(errs...)
}

// place returns where a field stands or, if it is missing, the nearest one around it.
func (p *schemeReader) place(field string) int {
	for {
		if at, ok := p.places[field]; ok {
			return at
		}
		cut := strings.LastIndexAny(field, ".[")
		if cut < 0 {
			return 0
		}
		field = field[:cut]
	}
}

// walk reads one value that is to become a t, and notes its place and those of all in it.
func (p *schemeReader) walk(r *strict.Reader, t reflect.Type, field string) {
	switch t.Kind() {
	case reflect.Struct:
		p.object(r, t, field)
	case reflect.Slice:
		r.Array()
		p.places[field] = r.Start()
		for i := 0; r.More(); i++ {
			p.walk(r, t.Elem(), fmt.Sprintf("%s[%d]", field, i))
		}
	case reflect.String:
		_ = r.String()
		p.places[field] = r.Start()
	case reflect.Int:
		r.Int(0, 1<<31-1)
		p.places[field] = r.Start()
	default:
		r.Bool()
		p.places[field] = r.Start()
	}
}

func (p *schemeReader) object(r *strict.Reader, t reflect.Type, field string) {
	r.Object()
	p.places[field] = r.Start()
	for {
		name, ok := r.Name()
		if !ok {
			return
		}
		path := string(name)
		if field != "" {
			path = field + "." + path
		}
		known := fieldsOf(t)
		if at := slices.IndexFunc(known, func(f string) bool { return f == string(name) }); at >= 0 {
			p.walk(r, t.Field(at).Type, path)
			continue
		}
		r.Skip()
		p.add(r.Start(), path, "unknown field", "known are "+strings.Join(known, ", "))
	}
}

// fieldsOf returns the JSON names of the fields of t, in order.
func fieldsOf(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	return names
}

package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"galley/annotate/journal"
	"galley/annotate/strict"
)

var (
	// ErrNotBundle reports a file that is something else than a bundle.
	ErrNotBundle = errors.New("not a Galley bundle")
	// ErrVersion reports a bundle of a version that this program does not know.
	ErrVersion = errors.New("newer than this Galley")
	// ErrDigest reports a text that does not match its digest.
	ErrDigest = errors.New("the text does not match its digest")
	// ErrTooLarge reports a bundle beyond the Limits.
	ErrTooLarge = errors.New("too large")
)

// A Bundle is what a file holds.
type Bundle struct {
	Records []journal.Record // in the order of the file
	Damage  *Damage          // where the file stops being readable, or nil
}

// Damage is the end of a file that is no JSON any more, as when a disk was full or a download broke off. What lies
// before it has been read.
type Damage struct {
	Line   int    // the first damaged line
	Offset int64  // of that line, in bytes from the start of the file
	Reason string // what is wrong with it
	Rest   []byte // all from there to the end of the file
}

// Read reads a bundle; name is the file's in messages. It refuses a file that is not a bundle, is of a version it
// does not know, or holds something that cannot be right: the error is a [*strict.FileError] with line and field. A
// file that from some line on is no JSON is read up to that line; the rest is in Bundle.Damage.
func Read(name string, r io.Reader, l Limits) (Bundle, error) {
	var b Bundle
	damage, err := each(name, r, l, func(rec journal.Record, _ stretch) { b.Records = append(b.Records, rec) })
	if err != nil {
		return Bundle{}, err
	}
	b.Damage = damage
	return b, nil
}

// each calls f for every record of a bundle, with the line that it stands in, as far as the bundle is sound.
func each(name string, r io.Reader, l Limits, f func(journal.Record, stretch)) (*Damage, error) {
	l = l.filled()
	limited := &io.LimitedReader{R: r, N: l.Bytes + 1}
	in := &input{name: name, lines: strict.NewLines(limited, l.Line), limits: l}
	damage, err := in.each(f)
	if err == nil && limited.N <= 0 {
		err = in.fail("", ErrTooLarge, "the bundle is larger than %d MiB, which is the most that is read", l.Bytes>>20)
	}
	return damage, err
}

// An input is a file being read.
type input struct {
	name   string
	lines  *strict.Lines
	limits Limits
}

func (in *input) fail(field string, err error, format string, args ...any) error {
	return &strict.FileError{
		File: in.name, Line: in.lines.Number(), Field: field, Reason: fmt.Sprintf(format, args...), Err: err,
	}
}

func (in *input) each(f func(journal.Record, stretch)) (*Damage, error) {
	if err := in.header(); err != nil {
		return nil, err
	}
	check := newChecker(in)
	var parser journal.Parser
	for n := 0; ; {
		at := in.lines.Offset()
		line, whole, err := in.lines.Next()
		switch {
		case err == io.EOF:
			return nil, nil
		case errors.Is(err, strict.ErrTooLong):
			return nil, in.fail("", ErrTooLarge, "the line is longer than %d MiB, which is the most that is read", in.limits.Line>>20)
		case err != nil:
			return nil, in.fail("", err, "%v", err)
		case len(bytes.TrimSpace(line)) == 0:
			continue
		case n == in.limits.Records:
			return nil, in.fail("", ErrTooLarge, "there are more than %d records, which is the most that are read", in.limits.Records)
		}
		rec, err := parser.Parse(line)
		if e, ok := errors.AsType[*strict.Error](err); ok && e.Syntax {
			return in.damage(at, whole, e)
		}
		if err != nil {
			e := strict.At(in.name, in.lines.Number(), line, err)
			e.Column = 0
			return nil, e
		}
		if err := check.record(rec); err != nil {
			return nil, err
		}
		n++
		f(rec, stretch{at, int32(len(line))})
	}
}

// damage takes the line and all after it as they are.
func (in *input) damage(at int64, whole bool, e *strict.Error) (*Damage, error) {
	d := &Damage{Line: in.lines.Number(), Offset: at, Reason: e.Error()}
	if !whole {
		d.Reason = "the file breaks off in the middle of a line: " + d.Reason
	}
	d.Rest = bytes.Clone(in.lines.Raw())
	rest, err := in.lines.Rest()
	if err != nil {
		return nil, in.fail("", err, "%v", err)
	}
	d.Rest = append(d.Rest, rest...)
	return d, nil
}

// header reads the first line.
func (in *input) header() error {
	line, _, err := in.lines.Next()
	switch {
	case err == io.EOF:
		return &strict.FileError{File: in.name, Reason: "the file is empty; a bundle begins with " + Header[:len(Header)-1], Err: ErrNotBundle}
	case err != nil && !errors.Is(err, strict.ErrTooLong):
		return in.fail("", err, "%v", err)
	}
	r := strict.NewReader(line)
	kind, version := "", -1
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "galley":
			kind = r.String()
		case "version":
			version = r.Int(1, strict.MaxInt)
		default:
			r.Skip()
		}
	}
	r.End()
	switch {
	case kind == "bundle" && version > 1:
		return in.fail("version", ErrVersion, "this bundle is of version %d and this Galley reads version 1; get a newer Galley", version)
	case kind == "1":
		return in.fail("", ErrNotBundle, "this is a file of training records, not a bundle; import it as format jsonl")
	case kind != "bundle" || r.Err() != nil || version < 1 || string(bytes.TrimSpace(line)) != Header[:len(Header)-1]:
		return in.fail("", ErrNotBundle, "not a Galley bundle: the first line must be %s", Header[:len(Header)-1])
	}
	return nil
}

// atLine moves an error of this package to another line.
func atLine(err error, line int) error {
	if e, ok := errors.AsType[*strict.FileError](err); ok {
		e.Line = line
	}
	return err
}

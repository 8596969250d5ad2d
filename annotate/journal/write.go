package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"galley/annotate"
	"galley/annotate/strict"
)

// MarshalJSON returns the one form of the record: what [AppendRecord] appends.
func (r Record) MarshalJSON() ([]byte, error) { return AppendRecord(nil, r) }

// AppendRecord appends r as one JSON object without a line end. Equal records are equal bytes. It fails, and appends
// nothing, for a record that [ParseRecord] would refuse: one that sets no field or several, has no name, or holds a
// text with U+0000 or a span that covers nothing.
func AppendRecord(dst []byte, r Record) ([]byte, error) {
	set := 0
	for _, is := range []bool{r.Project != nil, r.Scheme != nil, r.Document != nil, r.Entry != nil} {
		if is {
			set++
		}
	}
	if set != 1 {
		return dst, errors.New("record: exactly one of project, scheme, document and entry must be set")
	}
	var err error
	start := len(dst)
	switch {
	case r.Project != nil && r.Project.ID == "":
		err = errNameless
	case r.Document != nil && (r.Document.ID == "" || r.Document.Digest == ""):
		err = errNameless
	case r.Project != nil:
		dst = appendProject(append(dst, `{"project":`...), *r.Project)
	case r.Scheme != nil:
		dst, err = appendPlain(append(dst, `{"scheme":`...), *r.Scheme)
	case r.Document != nil:
		dst = appendDocument(append(dst, `{"document":`...), r.Document)
	default:
		dst, err = appendEntry(append(dst, `{"entry":`...), r.Entry)
	}
	if err == nil && !strict.Sound(dst[start:]) {
		err = errors.New("a text in it holds U+0000 or is not UTF-8; take that out")
	}
	if err != nil {
		return dst[:start], fmt.Errorf("record %q: %w", r.Key(), err)
	}
	return append(dst, '}'), nil
}

// appendPlain appends v by its JSON tags, without the escapes that only web pages need.
func appendPlain(dst []byte, v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return dst, err
	}
	return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...), nil
}

// member appends a member whose value is a string.
func member[S ~string](dst []byte, name string, s S) []byte {
	if c := dst[len(dst)-1]; c != '{' {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':')
	return strict.AppendString(dst, string(s))
}

// optional appends the member unless it is empty.
func optional[S ~string](dst []byte, name string, s S) []byte {
	if s == "" {
		return dst
	}
	return member(dst, name, s)
}

func number(dst []byte, name string, n int) []byte {
	if c := dst[len(dst)-1]; c != '{' {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':')
	return strict.AppendInt(dst, n)
}

func appendProject(dst []byte, p annotate.Project) []byte {
	dst = member(append(dst, '{'), "id", p.ID)
	dst = member(dst, "name", p.Name)
	dst = member(dst, "scheme", p.Scheme)
	return append(optional(dst, "preset", p.Preset), '}')
}

func appendDocument(dst []byte, d *annotate.Document) []byte {
	dst = member(append(dst, '{'), "id", d.ID)
	dst = member(dst, "title", d.Title)
	dst = optional(dst, "lang", d.Lang)
	if len(d.Meta) > 0 {
		dst = appendFields(append(dst, `,"meta":`...), d.Meta)
	}
	if d.Order != 0 {
		dst = number(dst, "order", d.Order)
	}
	dst = member(dst, "sha256", d.Digest)
	dst = member(dst, "text", d.Text.String())
	if len(d.Blocks) > 0 {
		dst = append(dst, `,"blocks":[`...)
		for i, b := range d.Blocks {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = number(append(dst, '{'), "id", b.ID)
			dst = member(dst, "kind", b.Kind)
			dst = number(dst, "start", int(b.From))
			dst = number(dst, "end", int(b.To))
			if b.Of != 0 {
				dst = number(dst, "of", b.Of)
			}
			if b.Repeats != 0 {
				dst = number(dst, "repeats", b.Repeats)
			}
			dst = append(optional(dst, "note", b.Note), '}')
		}
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

func appendFields(dst []byte, fields []annotate.Field) []byte {
	dst = append(dst, '[')
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = member(append(dst, '{'), "name", f.Name)
		dst = append(member(dst, "value", f.Value), '}')
	}
	return append(dst, ']')
}

// errNameless reports a record that nothing could refer to.
var errNameless = errors.New("an id, digest, actor or number of it is missing")

func appendEntry(dst []byte, e *Entry) ([]byte, error) {
	if e.Actor == "" || e.Seq < 1 || e.Lamport < 1 || e.Lamport > MaxLamport || e.Doc == "" && e.Layer != "" {
		return dst, errNameless
	}
	dst = member(append(dst, '{'), "actor", e.Actor)
	dst = number(dst, "seq", e.Seq)
	dst = number(dst, "lamport", e.Lamport)
	dst = number(dst, "time", int(e.Time))
	dst = optional(dst, "doc", e.Doc)
	dst = optional(dst, "layer", e.Layer)
	dst = appendRef(dst, "undoes", e.Undoes)
	dst = appendRef(dst, "redoes", e.Redoes)
	dst = append(dst, `,"tx":[`...)
	for i, op := range e.Tx {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = appendOp(dst, op); err != nil {
			return dst, fmt.Errorf("operation %d: %w", i, err)
		}
	}
	return append(dst, ']', '}'), nil
}

func appendRef(dst []byte, name string, r *Ref) []byte {
	if r == nil {
		return dst
	}
	dst = append(append(append(dst, ',', '"'), name...), '"', ':')
	dst = member(append(dst, '{'), "actor", r.Actor)
	return append(number(dst, "seq", r.Seq), '}')
}

// appendOp writes the common operations straight away; the form is that of [annotate.Tx], which writes the rest.
func appendOp(dst []byte, op annotate.Op) ([]byte, error) {
	switch op := op.(type) {
	case annotate.AddSpan:
		return appendSpan(append(dst, `{"op":"add-span","span":`...), op.Span)
	case annotate.RemoveSpan:
		return appendSpan(append(dst, `{"op":"remove-span","span":`...), op.Span)
	case annotate.AddRelation:
		return appendRelation(append(dst, `{"op":"add-relation","relation":`...), op.Relation)
	case annotate.RemoveRelation:
		return appendRelation(append(dst, `{"op":"remove-relation","relation":`...), op.Relation)
	case annotate.MoveSpan:
		if !ordered(op.From) || !ordered(op.To) {
			return dst, errRanges
		}
		dst = member(append(dst, `{"op":"move-span"`...), "id", op.ID)
		dst = appendRanges(append(dst, `,"from":`...), op.From)
		dst = appendRanges(append(dst, `,"to":`...), op.To)
	case annotate.Relabel:
		if op.From == "" || op.To == "" {
			return dst, errLabel
		}
		dst = member(append(dst, `{"op":"relabel"`...), "id", op.ID)
		dst = member(dst, "from", op.From)
		dst = member(dst, "to", op.To)
	case annotate.SetAttr:
		if op.Name == "" {
			return dst, errLabel
		}
		dst = optional(append(dst, `{"op":"set-attr"`...), "id", op.ID)
		dst = member(dst, "name", op.Name)
		dst = appendValue(append(dst, `,"from":`...), op.From)
		dst = appendValue(append(dst, `,"to":`...), op.To)
	default:
		tx, err := appendPlain(nil, annotate.Tx{op})
		if err != nil {
			return dst, err
		}
		return append(dst, tx[1:len(tx)-1]...), nil
	}
	return append(dst, '}'), nil
}

var (
	errLabel  = errors.New("a label or name is missing")
	errRanges = errors.New("a span's parts are missing, empty, out of order, or touch")
)

// ordered reports whether a reader will take the ranges.
func ordered(rs []annotate.Range) bool {
	for i, r := range rs {
		if r.From < 0 || r.Empty() || i > 0 && r.From <= rs[i-1].To {
			return false
		}
	}
	return len(rs) > 0
}

func appendValue(dst []byte, s *string) []byte {
	if s == nil {
		return append(dst, "null"...)
	}
	return strict.AppendString(dst, *s)
}

func appendRanges(dst []byte, ranges []annotate.Range) []byte {
	dst = append(dst, '[')
	for i, r := range ranges {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = number(append(dst, '{'), "start", int(r.From))
		dst = append(number(dst, "end", int(r.To)), '}')
	}
	return append(dst, ']')
}

// appendSpan appends s and the end of its operation.
func appendSpan(dst []byte, s annotate.Span) ([]byte, error) {
	switch {
	case s.Label == "":
		return dst, errLabel
	case !validID(s.ID):
		return dst, annotate.ErrID
	case !ordered(s.Ranges):
		return dst, errRanges
	}
	dst = member(append(dst, '{'), "id", s.ID)
	dst = member(dst, "label", s.Label)
	dst = appendRanges(append(dst, `,"parts":`...), s.Ranges)
	return appendRest(dst, s.Attrs, s.Origin)
}

// appendRelation appends r and the end of its operation.
func appendRelation(dst []byte, r annotate.Relation) ([]byte, error) {
	switch {
	case r.Label == "":
		return dst, errLabel
	case !validID(r.ID) || !validID(r.Head) || !validID(r.Tail):
		return dst, annotate.ErrID
	}
	dst = member(append(dst, '{'), "id", r.ID)
	dst = member(dst, "label", r.Label)
	dst = member(dst, "head", r.Head)
	dst = member(dst, "tail", r.Tail)
	return appendRest(dst, r.Attrs, r.Origin)
}

func appendRest(dst []byte, attrs annotate.Attrs, o *annotate.Origin) ([]byte, error) {
	if len(attrs) > 0 {
		for i, a := range attrs {
			if a.Name == "" || i > 0 && attrs[i-1].Name >= a.Name {
				return dst, annotate.ErrAttrs
			}
		}
		dst = appendFields(append(dst, `,"attrs":`...), attrs)
	}
	if o != nil {
		if o.Rule == "" || !(0 <= o.Score && o.Score <= 1) {
			return dst, fmt.Errorf("the origin %q with score %v: it needs a rule and a score from 0 to 1", o.Rule, o.Score)
		}
		dst = member(append(dst, `,"origin":{`...), "rule", o.Rule)
		dst = member(dst, "version", o.Version)
		dst = append(strict.AppendFloat(append(dst, `,"score":`...), o.Score), '}')
	}
	return append(dst, '}', '}'), nil
}

package journal

import (
	"errors"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// UnmarshalJSON reads what [AppendRecord] wrote, as [ParseRecord] does.
func (r *Record) UnmarshalJSON(data []byte) error {
	rec, err := ParseRecord(data)
	if err == nil {
		*r = rec
	}
	return err
}

// ParseRecord reads one record. Unknown and missing fields, names that occur twice, ranges out of order and ids of
// a wrong form are errors, which name the field and the byte: [*strict.Error].
func ParseRecord(data []byte) (Record, error) { return new(Parser).Parse(data) }

// A Parser reads many records, faster than ParseRecord each. The zero Parser is ready to use.
type Parser struct{ r strict.Reader }

// Parse does what [ParseRecord] does. The record keeps nothing of data.
func (p *Parser) Parse(data []byte) (Record, error) {
	p.r.Reset(data)
	rec := readRecord(&p.r)
	p.r.End()
	if err := p.r.Err(); err != nil {
		return Record{}, err
	}
	return rec, nil
}

func readRecord(r *strict.Reader) Record {
	var rec Record
	n := 0
	for r.Object(); ; n++ {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "project":
			rec.Project = readProject(r)
		case "scheme":
			rec.Scheme = readScheme(r)
		case "document":
			rec.Document = readDocument(r)
		case "entry":
			rec.Entry = readEntry(r)
		default:
			r.Unknown("project, scheme, document and entry")
		}
	}
	if n != 1 {
		r.Fail("a record holds exactly one of project, scheme, document and entry")
	}
	return rec
}

func readProject(r *strict.Reader) *annotate.Project {
	p := &annotate.Project{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			p.ID = annotate.ProjectID(r.Filled())
		case "name":
			p.Name = r.String()
		case "scheme":
			p.Scheme = r.String()
		case "preset":
			p.Preset = r.String()
		default:
			r.Unknown("id, name, scheme and preset")
		}
	}
	if p.ID == "" {
		r.Missing("id")
	}
	return p
}

func readScheme(r *strict.Reader) *annotate.Scheme {
	at := r.Offset()
	raw := r.Skip()
	if raw == nil {
		return nil
	}
	s, err := annotate.ParseScheme("", raw)
	if err == nil {
		return &s
	}
	// A line is one error: the first of all that is wrong. Its own place is within the scheme.
	if e, ok := errors.AsType[*annotate.SchemeError](firstOf(err)); ok {
		reason := e.Reason
		if e.Remedy != "" {
			reason += "; " + e.Remedy
		}
		r.FailIn(strings.TrimSuffix("scheme."+e.Field, "."), at, "%s", reason)
	} else {
		r.FailAt(at, "%s", err.Error())
	}
	return nil
}

// firstOf returns the first of joined errors.
func firstOf(err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return joined.Unwrap()[0]
	}
	return err
}

func readDocument(r *strict.Reader) *annotate.Document {
	d := &annotate.Document{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			d.ID = annotate.DocID(r.Filled())
		case "title":
			d.Title = r.String()
		case "lang":
			d.Lang = r.String()
		case "meta":
			d.Meta = ReadFields(r)
		case "order":
			d.Order = r.Int(-strict.MaxInt, strict.MaxInt)
		case "sha256":
			d.Digest = annotate.Digest(r.Filled())
		case "text":
			d.Text = annotate.NewText(r.String())
		case "blocks":
			for r.Array(); r.More(); {
				d.Blocks = append(d.Blocks, readBlock(r))
			}
		default:
			r.Unknown("id, title, lang, meta, order, sha256, text and blocks")
		}
	}
	switch {
	case d.ID == "":
		r.Missing("id")
	case d.Digest == "":
		r.Missing("sha256")
	}
	return d
}

func readBlock(r *strict.Reader) annotate.Block {
	var b annotate.Block
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "id":
			b.ID = r.Int(1, strict.MaxInt)
		case "kind":
			b.Kind = annotate.BlockKind(r.Filled())
		case "start":
			b.From = annotate.Pos(r.Int(0, strict.MaxInt))
		case "end":
			b.To = annotate.Pos(r.Int(0, strict.MaxInt))
		case "of":
			b.Of = r.Int(0, strict.MaxInt)
		case "repeats":
			b.Repeats = r.Int(0, strict.MaxInt)
		case "note":
			b.Note = r.String()
		default:
			r.Unknown("id, kind, start, end, of, repeats and note")
		}
	}
	if b.To < b.From {
		r.Fail("the block ends at %d, before its start %d", b.To, b.From)
	}
	return b
}

// ReadFields reads a list of objects with a name and a value.
func ReadFields(r *strict.Reader) []annotate.Field {
	var out []annotate.Field
	for r.Array(); r.More(); {
		var f annotate.Field
		for r.Object(); ; {
			name, ok := r.Name()
			if !ok {
				break
			}
			switch string(name) {
			case "name":
				f.Name = r.Filled()
			case "value":
				f.Value = r.Word()
			default:
				r.Unknown("name and value")
			}
		}
		if f.Name == "" {
			r.Missing("name")
		}
		out = append(out, f)
	}
	return out
}

// readAttrs reads attributes, which are sorted by name.
func readAttrs(r *strict.Reader) annotate.Attrs {
	attrs := ReadFields(r)
	for i := 1; i < len(attrs); i++ {
		if attrs[i-1].Name >= attrs[i].Name {
			r.Fail("attribute %q stands after %q; attributes are sorted by name, each but once", attrs[i].Name, attrs[i-1].Name)
		}
	}
	return attrs
}

func readEntry(r *strict.Reader) *Entry {
	e := &Entry{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "actor":
			e.Actor = Actor(r.Filled())
		case "seq":
			e.Seq = r.Int(1, strict.MaxInt)
		case "lamport":
			e.Lamport = r.Int(1, MaxLamport)
		case "time":
			e.Time = int64(r.Int(-strict.MaxInt, strict.MaxInt))
		case "doc":
			e.Doc = annotate.DocID(r.Word())
		case "layer":
			e.Layer = annotate.Annotator(r.Word())
		case "undoes":
			e.Undoes = readRef(r)
		case "redoes":
			e.Redoes = readRef(r)
		case "tx":
			e.Tx = readTx(r)
		default:
			r.Unknown("actor, seq, lamport, time, doc, layer, undoes, redoes and tx")
		}
	}
	switch {
	case e.Actor == "":
		r.Missing("actor")
	case e.Seq == 0:
		r.Missing("seq")
	case e.Lamport == 0:
		r.Missing("lamport")
	case e.Doc == "" && e.Layer != "":
		r.Fail("layer %q of no document; say which in \"doc\"", e.Layer)
	case e.Undoes != nil && e.Redoes != nil:
		r.Fail("an entry undoes or redoes, not both")
	case e.Tx == nil:
		r.Missing("tx")
	}
	return e
}

func readRef(r *strict.Reader) *Ref {
	ref := &Ref{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "actor":
			ref.Actor = Actor(r.Filled())
		case "seq":
			ref.Seq = r.Int(1, strict.MaxInt)
		default:
			r.Unknown("actor and seq")
		}
	}
	if ref.Actor == "" || ref.Seq == 0 {
		r.Fail("an entry is named by its actor and seq")
	}
	return ref
}

func readTx(r *strict.Reader) annotate.Tx {
	tx := annotate.Tx{}
	for r.Array(); r.More(); {
		if op := readOp(r); op != nil {
			tx = append(tx, op)
		}
	}
	return tx
}

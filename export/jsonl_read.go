package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/strict"
)

// ErrVersion reports records of a version that this program does not know.
var ErrVersion = errors.New("newer than this Galley")

// A rowReader reads records of JSONL.
type rowReader struct {
	name  string
	opt   ReadOptions
	lines map[annotate.DocID]int // where each document came
	sum   hash.Hash              // of all that was read
	out   Imported
	spans []readSpan // of the row before, to be used again
	*strict.Reader
}

func newRowReader(name string, opt ReadOptions) *rowReader {
	in := &rowReader{
		name: name, opt: opt, lines: map[annotate.DocID]int{}, sum: sha256.New(), Reader: strict.NewReader(nil),
	}
	in.sum.Write([]byte(opt.Annotator + "\n"))
	return in
}

func readJSONL(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newRowReader(name, opt)
	err := in.each(r, func(n int, line []byte) error {
		in.Reset(line)
		in.row(n)
		return in.Err()
	})
	if err != nil {
		return Imported{}, err
	}
	in.finish()
	return in.out, nil
}

// EachJSONL reads records of JSONL as [JSONL] does, and hands on what a line held before it reads the next: the document, then
// entries in the order of a bundle. r is read twice, as entries bear the name of all that it holds. What was handed on counts
// for nothing if an error follows.
func EachJSONL(name string, r io.ReadSeeker, opt ReadOptions, hand func(journal.Record) error) (notes []string, err error) {
	in := newRowReader(name, opt)
	if err := in.each(r, func(int, []byte) error { return nil }); err != nil {
		return nil, err
	}
	actor := in.actor()
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	seq := 0
	var refused error // by whoever takes them: that is no fault of the file
	err = in.each(r, func(n int, line []byte) error {
		in.Reset(line)
		in.row(n)
		if err := in.Err(); err != nil {
			return err
		}
		for _, rec := range in.out.Records {
			if rec.Entry != nil {
				seq++
				rec.Entry.Ref, rec.Entry.Lamport = journal.Ref{Actor: actor, Seq: seq}, seq
			}
			if refused = hand(rec); refused != nil {
				return refused
			}
		}
		in.out.Records = in.out.Records[:0]
		return nil
	})
	return in.out.Notes, cmp.Or(refused, err)
}

// each calls f for every line that holds something.
func (in *rowReader) each(r io.Reader, f func(n int, line []byte) error) error {
	max := cmp.Or(in.opt.Bytes, 1<<30)
	limited := &io.LimitedReader{R: r, N: max + 1}
	lines := strict.NewLines(limited, cmp.Or(in.opt.Line, 64<<20))
	for {
		line, _, err := lines.Next()
		if limited.N <= 0 {
			return &strict.FileError{File: in.name, Reason: fmt.Sprintf("the file is larger than %d MiB, which is the most that is read", max>>20)}
		}
		if err == io.EOF {
			return nil
		}
		if err == nil && len(strings.TrimSpace(string(line[:min(len(line), 8)]))) > 0 {
			in.sum.Write(line)
			in.sum.Write([]byte{'\n'})
			err = f(lines.Number(), line)
		}
		if err != nil {
			return strict.At(in.name, lines.Number(), line, err)
		}
	}
}

// actor is who the entries are by: made of the file's content.
func (in *rowReader) actor() journal.Actor {
	return journal.Actor("import-" + hex.EncodeToString(in.sum.Sum(nil)[:6]))
}

// finish numbers the entries, in the name of the file's content.
func (in *rowReader) finish() {
	actor := in.actor()
	seq := 0
	for _, r := range in.out.Records {
		if r.Entry != nil {
			seq++
			r.Entry.Ref, r.Entry.Lamport = journal.Ref{Actor: actor, Seq: seq}, seq
		}
	}
	journal.SortRecords(in.out.Records)
}

// A row is what a line says, before it is looked at as a whole.
type row struct {
	annotate.Document
	url, published string
	spans          []readSpan
	relations      []readRelation
	attrs          []docAttr
}

type readSpan struct {
	annotate.Span
	text   string
	by     annotate.Annotator
	status string
	start  int // in the line
	place  annotate.Range
}

type readRelation struct {
	annotate.Relation
	start int
}

type docAttr struct {
	annotate.Field
	by annotate.Annotator
}

// fields are the members of a line, for messages.
const fields = "galley, id, text, lang, title, url, published, sha256, offset_unit, spans, relations, doc_attrs and meta"

func (in *rowReader) row(line int) {
	r := row{spans: in.spans[:0]}
	defer func() { in.spans = r.spans }()
	var has struct{ galley, text, unit, spans, relations, attrs bool }
	digest := ""
	idAt, digestAt := 0, 0
	for in.Object(); ; {
		name, ok := in.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "galley":
			v := in.String()
			if n, err := strconv.Atoi(v); err == nil && n > 1 {
				in.Fail("these records are of version %s and this Galley reads version 1; get a newer Galley", v)
			} else if v != "1" {
				in.Fail("%q is no version of Galley records; this Galley reads \"1\"", v)
			}
			has.galley = true
		case "id":
			r.ID = annotate.DocID(in.Filled())
			idAt = in.Start()
		case "text":
			r.Text = annotate.NewText(in.String())
			has.text = true
			if i := strings.IndexByte(r.Text.String(), '\r'); i >= 0 {
				in.Fail("a carriage return at byte %d of the text; records hold LF alone, so load the article anew", i)
			}
		case "lang":
			r.Lang = in.String()
		case "title":
			r.Title = in.String()
		case "url":
			r.url = in.String()
		case "published":
			r.published = in.String()
		case "sha256":
			digest = in.String()
			digestAt = in.Start()
		case "offset_unit":
			if v := in.String(); v != "codepoint" {
				in.Fail("the unit is %q; Galley records count code points, \"codepoint\"", v)
			}
			has.unit = true
		case "spans":
			for in.Array(); in.More(); {
				r.spans = append(r.spans, in.span())
			}
			has.spans = true
		case "relations":
			for in.Array(); in.More(); {
				r.relations = append(r.relations, in.relation())
			}
			has.relations = true
		case "doc_attrs":
			for in.Array(); in.More(); {
				r.attrs = append(r.attrs, in.docAttr())
			}
			has.attrs = true
		case "meta":
			r.Meta = in.fields()
		default:
			in.Unknown(fields)
		}
	}
	in.End()
	switch {
	case in.Err() != nil:
		return
	case !has.galley:
		in.Missing("galley")
	case r.ID == "":
		in.Missing("id")
	case !has.text:
		in.Missing("text")
	case !has.unit:
		in.Missing("offset_unit")
	case !has.spans:
		in.Missing("spans")
	case !has.relations:
		in.Missing("relations")
	case !has.attrs:
		in.Missing("doc_attrs")
	}
	if first, ok := in.lines[r.ID]; ok {
		in.FailIn("id", idAt, "document %q stands in line %d already; give one of them another id", r.ID, first)
	}
	in.lines[r.ID] = line
	r.Digest = annotate.DigestOf(r.Text)
	if digest != "" && digest != string(r.Digest) {
		in.FailIn("sha256", digestAt, "the text has digest %.12s…, not %.12s…: it was changed after it was exported", r.Digest, digest)
	}
	var head []annotate.Field
	if r.url != "" {
		head = append(head, annotate.Field{Name: "url", Value: r.url})
	}
	if r.published != "" {
		head = append(head, annotate.Field{Name: "published", Value: r.published})
	}
	r.Meta = append(head, r.Meta...)
	r.Order = line
	if in.Err() == nil {
		in.records(&r, line)
	}
}

// records turns a row that has been read into a document and an entry for each layer.
func (in *rowReader) records(r *row, line int) {
	layers := map[annotate.Annotator]*annotate.Tx{}
	layer := func(a annotate.Annotator) *annotate.Tx {
		a = cmp.Or(in.opt.Annotator, a, "import")
		if layers[a] == nil {
			layers[a] = new(annotate.Tx)
		}
		return layers[a]
	}
	owner := make(map[annotate.SpanID]*annotate.Tx, len(r.spans))
	used := make(map[annotate.SpanID]bool, len(r.spans)+len(r.relations))
	open := map[*annotate.Tx]bool{}
	rejected := 0
	for i := range r.spans {
		s := &r.spans[i]
		in.check(r.Text, s, i)
		if used[s.ID] {
			in.FailIn(fmt.Sprintf("spans[%d].id", i), s.start, "the id %q is used twice in this document; ids are unique among spans and relations", s.ID)
		}
		used[s.ID] = true
		if in.Err() != nil {
			return
		}
		if s.status == "rejected" {
			rejected++
			continue
		}
		tx := layer(s.by)
		*tx = append(*tx, annotate.AddSpan{Span: s.Span})
		owner[s.ID] = tx
		open[tx] = open[tx] || s.status != "done"
	}
	for i := range r.relations {
		l := &r.relations[i]
		field := fmt.Sprintf("relations[%d]", i)
		head, tail := owner[l.Head], owner[l.Tail]
		switch {
		case used[l.ID]:
			in.FailIn(field+".id", l.start, "the id %q is used twice in this document; ids are unique among spans and relations", l.ID)
		case !used[l.Head]:
			in.FailIn(field+".head", l.start, "there is no span %q in this document", l.Head)
		case !used[l.Tail]:
			in.FailIn(field+".tail", l.start, "there is no span %q in this document", l.Tail)
		case (head == nil || tail == nil) && rejected > 0:
			in.note(line, "the relation %s is left out, as a span at its end is rejected", l.ID)
			continue
		case head != tail:
			in.FailIn(field, l.start, "it links spans of two annotators; a relation lies within one layer")
		}
		if in.Err() != nil {
			return
		}
		used[l.ID] = true
		*head = append(*head, annotate.AddRelation{Relation: l.Relation})
	}
	if rejected > 0 {
		in.note(line, "%d rejected spans are left out", rejected)
	}
	attrs := map[*annotate.Tx]annotate.Attrs{}
	for _, a := range r.attrs {
		tx := layer(a.by)
		if old, ok := attrs[tx].Get(a.Name); ok && old != a.Value {
			in.note(line, "%s is given twice, as %q and %q; the first stands", a.Name, old, a.Value)
			continue
		}
		attrs[tx] = attrs[tx].With(a.Name, &a.Value)
	}
	in.out.Records = append(in.out.Records, journal.Record{Document: &r.Document})
	for _, a := range slices.Sorted(maps.Keys(layers)) {
		tx := layers[a]
		if _, ok := attrs[tx].Get(annotate.AttrState); !ok && len(*tx) > 0 && !open[tx] {
			done := string(annotate.Done)
			attrs[tx] = attrs[tx].With(annotate.AttrState, &done)
		}
		for _, f := range attrs[tx] {
			*tx = append(*tx, annotate.SetAttr{Name: f.Name, To: &f.Value})
		}
		in.out.Records = append(in.out.Records, journal.Record{Entry: &journal.Entry{
			Stream: journal.Stream{Doc: r.ID, Layer: a}, Tx: *tx,
		}})
	}
}

func (in *rowReader) note(line int, format string, args ...any) {
	in.out.Notes = append(in.out.Notes, fmt.Sprintf("%s:%d: ", in.name, line)+fmt.Sprintf(format, args...))
}

// check compares a span with the text it lies in.
func (in *rowReader) check(t annotate.Text, s *readSpan, i int) {
	field := func(name string) string { return fmt.Sprintf("spans[%d].%s", i, name) }
	env := s.Envelope()
	if env.To > t.Len() {
		in.FailIn(field("parts"), s.start, "it ends at %d, outside the text, which has %d characters; offsets count code points", env.To, t.Len())
		return
	}
	if s.place != env {
		in.FailIn(field("start"), s.start, "start and end say %v, the parts %v", s.place, env)
		return
	}
	for _, r := range s.Ranges {
		if wide := t.SnapGraphemes(r); wide != r {
			in.FailIn(field("parts"), s.start, "%v splits a character made of several code points; make it %v", r, wide)
			return
		}
	}
	if got := surface(t, s.Ranges); got != s.text {
		in.FailIn(field("text"), s.start, "the text at %v is %s, not %s; offsets count code points", env, quote(got), quote(s.text))
	}
}

// quote shows a text in a message, shortened.
func quote(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		s = string(r[:40]) + "…" + string(r[len(r)-19:])
	}
	return strconv.Quote(s)
}

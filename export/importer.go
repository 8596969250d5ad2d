package export

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/strict"
)

// An importer turns documents that were found in other tools' files into records. Every mark is placed by its words, and
// what was done to it is noted. Each annotator's marks become a layer; no layer that is there already is read, let alone
// changed, as the entries are numbered in the name of the files' content.
type importer struct {
	opt   ReadOptions
	sum   hash.Hash // of all that was read
	docs  map[annotate.DocID]*taken
	order int
	out   Imported
}

// A taken is a document that has come in.
type taken struct {
	digest annotate.Digest
	place  string
	used   map[annotate.SpanID]bool // ids of its marks
}

func newImporter(opt ReadOptions) *importer {
	in := &importer{opt: opt, sum: sha256.New(), docs: map[annotate.DocID]*taken{}}
	in.sum.Write([]byte(opt.Annotator + "\n"))
	return in
}

func (in *importer) note(place, format string, args ...any) {
	in.out.Notes = append(in.out.Notes, place+": "+fmt.Sprintf(format, args...))
}

// read reads a whole file and checks that it is text: what is kept must be sound.
func (in *importer) read(name string, r io.Reader) ([]byte, error) {
	most := cmp.Or(in.opt.Bytes, 1<<30)
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(data)) > most {
		return nil, &strict.FileError{File: name, Reason: fmt.Sprintf("the file is larger than %d MiB, which is the most that is read", most>>20)}
	}
	if _, err := annotate.Canonical(data); err != nil {
		e, _ := errors.AsType[*annotate.CanonError](err)
		return nil, &strict.FileError{File: name, Line: e.Line, Column: e.Column, Reason: err.Error(), Err: err}
	}
	fmt.Fprintf(in.sum, "%s %d\n", name, len(data))
	in.sum.Write(data)
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// open reads a file of a folder.
func (in *importer) open(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	return in.read(name, f)
}

// filesOf lists the files of a folder, and of those in it, whose names have an ending: "a1/ex1.ann". A reader is told of
// every file by its path below the folder.
func filesOf(files fs.FS, ext ...string) ([]string, error) {
	var all []string
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && slices.ContainsFunc(ext, func(x string) bool { return strings.HasSuffix(strings.ToLower(name), x) }) {
			all = append(all, name)
		}
		return err
	})
	return all, err
}

// folderOf returns the name of the folder that a file lies in, or "" for the outermost.
func folderOf(name string) string {
	dir := path.Dir(name)
	if dir == "." {
		return ""
	}
	return path.Base(dir)
}

// setText makes data the text of d, keeping what offsets may have been counted in.
func (d *found) setText(data string) error {
	t, err := annotate.Canonical([]byte(data))
	if err != nil {
		return err
	}
	d.Text, d.raw = t, ""
	if strings.Contains(data, "\r") {
		d.raw = strings.TrimPrefix(data, "\ufeff")
	}
	return nil
}

// add takes a document in. One that came already may come again, as when each annotator has a folder, with the same text.
func (in *importer) add(d *found) error {
	doc := d.Document
	doc.Digest = annotate.DigestOf(doc.Text)
	if doc.ID == "" {
		doc.ID = annotate.DocID(doc.Digest[:16])
	}
	have := in.docs[doc.ID]
	switch {
	case have == nil:
		have = &taken{doc.Digest, d.place, map[annotate.SpanID]bool{}}
		in.docs[doc.ID] = have
		in.order++
		doc.Order = cmp.Or(doc.Order, in.order)
		in.out.Records = append(in.out.Records, journal.Record{Document: &doc})
	case have.digest != doc.Digest:
		return &strict.FileError{File: d.place, Reason: fmt.Sprintf("document %q stands in %s already, with another text; give one of them another name", doc.ID, have.place)}
	}
	if !d.shown {
		d.unit = cmp.Or(in.opt.Unit, d.unit)
	}
	p, note := newPlacer(d)
	if note != "" {
		in.note(d.place, "%s", note)
	}
	for _, l := range d.layers {
		tx := in.layer(p, l, have.used)
		if len(tx) == 0 {
			continue
		}
		by := l.by
		if strings.HasPrefix(string(by), annotate.OwnAttr) {
			by = ""
		}
		in.out.Records = append(in.out.Records, journal.Record{Entry: &journal.Entry{
			Stream: journal.Stream{Doc: doc.ID, Layer: cmp.Or(in.opt.Annotator, by, "import")}, Tx: tx,
		}})
	}
	return nil
}

// layer returns the operations that make a layer.
func (in *importer) layer(p *placer, l *foundLayer, used map[annotate.SpanID]bool) (tx annotate.Tx) {
	ids := map[annotate.SpanID]annotate.SpanID{} // the file's, to ours
	for i := range l.spans {
		s := &l.spans[i]
		at, note, ok := p.span(s)
		switch {
		case !ok:
			in.note(s.place, "the span %s is left out: %s", s.Label, note)
			continue
		case note != "":
			in.note(s.place, "the span %s is placed at %v: %s", s.Label, annotate.Span{Ranges: at}.Envelope(), note)
		}
		if _, twice := ids[s.ID]; twice && s.ID != "" {
			in.note(s.place, "the id %s is given twice; relations mean the first", s.ID)
		}
		span := s.Span
		span.ID, span.Ranges = freeID(s.ID, "s", used), at
		if _, twice := ids[s.ID]; !twice && s.ID != "" {
			ids[s.ID] = span.ID
		}
		tx = append(tx, annotate.AddSpan{Span: span})
	}
	for _, r := range l.relations {
		head, tail := ids[r.Head], ids[r.Tail]
		if head == "" || tail == "" {
			in.note(r.place, "the relation %s is left out, as the span at one of its ends is not there", r.Label)
			continue
		}
		rel := r.Relation
		rel.ID, rel.Head, rel.Tail = freeID(r.ID, "r", used), head, tail
		tx = append(tx, annotate.AddRelation{Relation: rel})
	}
	for _, a := range l.attrs {
		tx = append(tx, annotate.SetAttr{Name: a.Name, To: &a.Value})
	}
	return tx
}

// freeID makes a file's own id one that we can keep, and that no mark of the document has. An empty one is made of letter.
func freeID(id annotate.SpanID, letter string, used map[annotate.SpanID]bool) annotate.SpanID {
	if id == "" {
		id = annotate.SpanID(fmt.Sprintf("%s%d", letter, len(used)+1))
	}
	sound := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' {
			return c
		}
		return '-'
	}, string(id))
	id = annotate.SpanID(sound[:min(len(sound), 64)])
	if used[id] {
		return other(id, used)
	}
	used[id] = true
	return id
}

// finish numbers the entries and returns what came in.
func (in *importer) finish() Imported {
	actor := journal.Actor("import-" + hex.EncodeToString(in.sum.Sum(nil)[:6]))
	seq := 0
	for _, r := range in.out.Records {
		if r.Entry != nil {
			seq++
			r.Entry.Ref, r.Entry.Lamport = journal.Ref{Actor: actor, Seq: seq}, seq
		}
	}
	journal.SortRecords(in.out.Records)
	return in.out
}

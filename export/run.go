package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"galley/annotate"
)

// Export writes what j asks for into dir and reads it back: every mark must cover in the files the words that it covers
// in the article. If one does not, the error is a *[MismatchError], and the files are not to be used. A format of one
// file writes stem and its ending or, when j has a split, one file for each part of it.
func (f Format) Export(dir Dir, stem string, j Job) (Loss, error) {
	if !f.Writes() {
		return nil, fmt.Errorf("%s is only read, not written", f.Name)
	}
	j.said = new(said)
	made := &maker{Sink: dir}
	loss, err := f.write(made, stem, j)
	if err != nil {
		return loss, err
	}
	return loss, f.check(dir, made.names, *j.said)
}

func (f Format) write(s Sink, stem string, j Job) (loss Loss, err error) {
	if f.WriteFiles != nil {
		return f.WriteFiles(s, j)
	}
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		name := stem
		if j.Splits != nil {
			name = p.Name
		}
		if err := create(s, name+f.Ext, func(w io.Writer) error {
			l, err := f.Write(w, p.Job)
			loss.Add(l)
			return err
		}); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

// Loss returns what writing j would leave out or change, and writes nothing. It costs what writing costs.
func (f Format) Loss(j Job) (Loss, error) { return f.write(nowhere{}, "loss", j) }

// Add adds what another run lost.
func (l *Loss) Add(o Loss) {
	for _, x := range o {
		l.add(x.What, x.Count)
	}
}

// create writes one file of a sink.
func create(s Sink, name string, fill func(io.Writer) error) error {
	w, err := s.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(fill(w), w.Close())
}

type nowhere struct{}

func (nowhere) Create(string) (io.WriteCloser, error) { return nopCloser{io.Discard}, nil }

// A maker notes the names of the files that are created.
type maker struct {
	Sink
	names []string
}

func (m *maker) Create(name string) (io.WriteCloser, error) {
	m.names = append(m.names, name)
	return m.Sink.Create(name)
}

// said is what the marks that a format wrote cover in the articles, in the order of writing. The words are pieces of the
// articles, so that keeping them costs a few bytes a mark.
type said []saying

type saying struct {
	doc   annotate.DocID
	span  annotate.SpanID
	words string
}

// say notes that a mark was written which covers these words of doc. Formats call it once for everything that their
// [Format.Surfaces] reads back, in the same order.
func (j Job) say(doc annotate.DocID, span annotate.SpanID, words string) {
	if j.said != nil {
		*j.said = append(*j.said, saying{doc, span, words})
	}
}

// sayParts says every part of a span.
func (j Job) sayParts(doc annotate.DocID, span annotate.SpanID, t annotate.Text, parts []annotate.Range) {
	if j.said != nil {
		for _, r := range parts {
			j.say(doc, span, t.Slice(r))
		}
	}
}

// A MismatchError says that a written mark does not cover, as its consumer reads it, what it covers in the article.
type MismatchError struct {
	File, Place string
	Doc         annotate.DocID
	Span        annotate.SpanID
	Got, Want   string

	own bool // of a template's record, which says by itself what its text has there
}

func (e *MismatchError) Error() string {
	at := strings.TrimSuffix(e.File+": "+e.Place, ": ")
	switch {
	case e.own:
		return fmt.Sprintf("%s: its text is %s, and the record's text has %s from its start to its end: nothing was exported", at, quote(e.Got), quote(e.Want))
	case e.Doc == "":
		return fmt.Sprintf("%s: %s is marked there, and nothing was meant to be: nothing was exported", at, quote(e.Got))
	case e.Place == "":
		return fmt.Sprintf("%s: span %q of document %q, %s, is not there: nothing was exported", at, e.Span, e.Doc, quote(e.Want))
	}
	return fmt.Sprintf("%s: span %q of document %q covers %s there, not %s: nothing was exported", at, e.Span, e.Doc, quote(e.Got), quote(e.Want))
}

// check reads what was written and compares it with what was meant.
func (f Format) check(files fs.FS, names []string, meant said) error {
	if f.Surfaces == nil {
		return nil
	}
	var bad *MismatchError
	at := 0
	for _, name := range names {
		err := f.Surfaces(files, name, func(place, words string) {
			switch {
			case bad != nil:
			case at == len(meant):
				bad = &MismatchError{File: name, Place: place, Got: words}
			case meant[at].words != words:
				bad = &MismatchError{File: name, Place: place, Doc: meant[at].doc, Span: meant[at].span, Got: words, Want: meant[at].words}
			}
			at++
		})
		if bad != nil {
			return bad
		}
		if mismatch, ok := errors.AsType[*MismatchError](err); ok {
			return mismatch
		}
		if err != nil {
			return fmt.Errorf("%s: what was written cannot be read again: %w", name, err)
		}
	}
	if at < len(meant) {
		return &MismatchError{File: f.Name, Doc: meant[at].doc, Span: meant[at].span, Want: meant[at].words}
	}
	return nil
}

// A Part is the documents of a job that belong together in a split.
type Part struct {
	Name string // "train", "validation", "test"; "train" too when all is in one
	Job  Job
}

// Parts returns the parts of j's split that hold a document, or all of j as one.
func (j Job) Parts() ([]Part, error) {
	if j.Splits == nil {
		return []Part{{Name: string(Train), Job: j}}, nil
	}
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	of := map[annotate.DocID]SplitName{}
	for _, d := range j.Splits.Documents {
		of[d.ID] = d.Split
	}
	in := map[SplitName][]annotate.DocID{}
	for m := range docs {
		part, ok := of[m.ID]
		if !ok {
			return nil, fmt.Errorf("document %q is in no part of the split: make the split anew", m.ID)
		}
		in[part] = append(in[part], m.ID)
	}
	var parts []Part
	for _, name := range SplitNames() {
		if len(in[name]) > 0 {
			p := j
			p.Docs = in[name]
			parts = append(parts, Part{string(name), p})
		}
	}
	return parts, nil
}

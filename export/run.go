package export

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
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
	return loss, f.check(dir, made.names, j)
}

func (f Format) write(s Sink, stem string, j Job) (loss Loss, err error) {
	j, failed := j.failing()
	loss, err = f.writeAll(s, stem, j)
	return loss, cmp.Or(failed(), err)
}

func (f Format) writeAll(s Sink, stem string, j Job) (loss Loss, err error) {
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

// said is what the marks that a format wrote cover in the articles, in the order of writing: a sum of the words of each, eight
// bytes a mark, so that no article is held for it. What the words were is found out when they are wanted.
type said struct {
	sums []uint64
	docs []saidOf

	want  int // the mark, counted from 1, that is to be found out; 0: none
	span  annotate.SpanID
	words string
}

// A saidOf is marks of one document that were written one after the other.
type saidOf struct {
	doc  annotate.DocID
	from int // the first of them
}

// say notes that a mark was written which covers these words of doc. Formats call it once for everything that their
// [Format.Surfaces] reads back, in the same order.
func (j Job) say(doc annotate.DocID, span annotate.SpanID, words string) {
	s := j.said
	if s == nil {
		return
	}
	if n := len(s.docs); n == 0 || s.docs[n-1].doc != doc {
		s.docs = append(s.docs, saidOf{doc, len(s.sums)})
	}
	s.sums = append(s.sums, sumOf(words))
	if len(s.sums) == s.want {
		s.span, s.words = span, words
	}
}

// sumOf is FNV-1a in 64 bits.
func sumOf(words string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(words) {
		h = (h ^ uint64(words[i])) * 1099511628211
	}
	return h
}

// mark returns whose the mark is that was written as the at-th, and what it covers: its document is written once more, into
// nothing.
func (s *said) mark(f Format, j Job, at int) (doc annotate.DocID, span annotate.SpanID, words string) {
	i, _ := slices.BinarySearchFunc(s.docs, at+1, func(d saidOf, at int) int { return cmp.Compare(d.from, at) })
	doc = s.docs[i-1].doc
	again := &said{want: at - s.docs[i-1].from + 1}
	for k, d := range s.docs[:i-1] {
		if d.doc == doc { // it was written in several pieces
			again.want += s.docs[k+1].from - d.from
		}
	}
	j.Docs, j.Splits, j.Progress, j.said = []annotate.DocID{doc}, nil, nil, again
	if _, err := f.write(nowhere{}, "again", j); err != nil {
		return doc, "", ""
	}
	return doc, again.span, again.words
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
func (f Format) check(files fs.FS, names []string, j Job) error {
	if f.Surfaces == nil {
		return nil
	}
	var bad *MismatchError
	meant, at := j.said, 0
	for _, name := range names {
		err := f.Surfaces(files, name, func(place, words string) {
			switch {
			case bad != nil:
			case at >= len(meant.sums):
				bad = &MismatchError{File: name, Place: place, Got: words}
			case meant.sums[at] != sumOf(words):
				bad = &MismatchError{File: name, Place: place, Got: words}
				bad.Doc, bad.Span, bad.Want = meant.mark(f, j, at)
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
	if at < len(meant.sums) {
		bad = &MismatchError{File: f.Name}
		bad.Doc, bad.Span, bad.Want = meant.mark(f, j, at)
		return bad
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

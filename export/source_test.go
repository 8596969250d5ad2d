package export_test

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/export"

	"github.com/google/go-cmp/cmp"
)

// leafedJob is a job whose articles lie in a bundle, and are read from there one at a time.
func leafedJob(t fataler, recs []journal.Record, o export.Options) export.Job {
	var b bytes.Buffer
	if err := bundle.Write(&b, recs); err != nil {
		t.Fatal(err)
	}
	x, err := bundle.NewIndex("desk", bytes.NewReader(b.Bytes()), int64(b.Len()), bundle.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return export.Job{Records: x.Records, Source: x, Options: o}
}

// A failing source gives out at its second document.
type failing struct {
	export.Source
	loads int
}

var errGone = errors.New("the disk is gone")

func (f *failing) Load(id annotate.DocID) (annotate.Document, func(annotate.Annotator) []journal.Entry, error) {
	if f.loads++; f.loads > 1 {
		return annotate.Document{}, nil, errGone
	}
	return f.Source.Load(id)
}

// A source that gives out in mid-export is an error, and never a file that ends early and looks whole.
func TestSourceGivesOut(t *testing.T) {
	var recs []journal.Record
	for _, id := range []annotate.DocID{"a", "b", "c"} {
		doc := annotate.NewDocument(id, "", annotate.NewText("Kim said "+string(id)+"."))
		recs = append(recs, journal.Record{Document: &doc})
	}
	for _, f := range export.Formats() {
		if !f.Writes() {
			continue
		}
		j := leafedJob(t, recs, export.Options{})
		whole := j.Source
		for what, try := range map[string]func() error{
			"export": func() error { _, err := f.Export(new(export.Memory), "x", j); return err },
			"loss":   func() error { _, err := f.Loss(j); return err },
			"look":   func() error { _, err := f.Look(j, 1, nil); return err },
			"deal":   func() error { _, err := export.Deal(j, export.SplitOptions{}); return err },
		} {
			j.Source = &failing{Source: whole}
			if err := try(); !errors.Is(err, errGone) {
				t.Errorf("%s, %s: %v", f.Name, what, err)
			}
		}
	}
}

// What was meant at a place that turns out wrong is told in full, though only sums are kept of it; a document may be written in
// several pieces.
func TestMismatchTold(t *testing.T) {
	doc := annotate.NewDocument("d", "", annotate.NewText("Kim said no."))
	more := annotate.NewDocument("e", "", annotate.NewText("Lee said yes."))
	clock := journal.Clock{Actor: "a"}
	mark := func(doc annotate.DocID, id annotate.SpanID, from, to annotate.Pos) journal.Record {
		e := clock.Next(journal.Stream{Doc: doc, Layer: "Ana"}, 1, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: id, Label: "source", Ranges: []annotate.Range{{From: from, To: to}}}}})
		return journal.Record{Entry: &e}
	}
	recs := []journal.Record{{Document: &doc}, {Document: &more}, mark("d", "s1", 0, 3), mark("d", "s2", 4, 8), mark("e", "s3", 0, 3), mark("e", "s4", 4, 8)}
	f := export.JSONL
	right := f.Surfaces
	n := 0
	f.Surfaces = func(files fs.FS, name string, say func(place, words string)) error {
		return right(files, name, func(place, words string) {
			if n++; n == 4 {
				words = "sad"
			}
			say(place, words)
		})
	}
	for _, j := range []export.Job{{Records: recs}, leafedJob(t, recs, export.Options{})} {
		n = 0
		_, err := f.Export(new(export.Memory), "x", j)
		mismatch, ok := errors.AsType[*export.MismatchError](err)
		if !ok || mismatch.Doc != "e" || mismatch.Span != "s4" || mismatch.Want != "said" || mismatch.Got != "sad" || !strings.Contains(err.Error(), `span "s4" of document "e" covers "sad" there, not "said"`) {
			t.Errorf("%v", err)
		}
	}
}

// Read line by line, a file is what it is when it is read whole; and what whoever takes the records says is what is told.
func TestEachJSONL(t *testing.T) {
	data := write(t, nasty(), "all")
	whole, err := export.JSONL.Read("desk.jsonl", bytes.NewReader(data), export.ReadOptions{Annotator: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	var recs []journal.Record
	notes, err := export.EachJSONL("desk.jsonl", bytes.NewReader(data), export.ReadOptions{Annotator: "ana"}, func(r journal.Record) error {
		recs = append(recs, r)
		return nil
	})
	if err != nil || len(notes) != len(whole.Notes) {
		t.Errorf("%v, notes %q, want %q", err, notes, whole.Notes)
	}
	bytesOf := func(recs []journal.Record) string {
		var b bytes.Buffer
		if err := bundle.Write(&b, recs); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if d := cmp.Diff(bytesOf(whole.Records), bytesOf(recs)); d != "" {
		t.Errorf("line by line (-whole +lines):\n%s", d)
	}
	kinds := [2][]journal.Record{}
	for _, r := range recs {
		if r.Entry != nil {
			kinds[1] = append(kinds[1], r)
		} else {
			kinds[0] = append(kinds[0], r)
		}
	}
	if !slices.IsSortedFunc(append(kinds[0], kinds[1]...), journal.CompareRecords) {
		t.Error("documents and entries do not come in the order of a bundle")
	}
	if _, err := export.EachJSONL("desk.jsonl", bytes.NewReader(data), export.ReadOptions{}, func(journal.Record) error { return errGone }); err != errGone {
		t.Errorf("refused: %v", err)
	}
	bad := append(bytes.Clone(data), "{}\n"...)
	_, want := export.JSONL.Read("desk.jsonl", bytes.NewReader(bad), export.ReadOptions{})
	if _, err := export.EachJSONL("desk.jsonl", bytes.NewReader(bad), export.ReadOptions{}, func(journal.Record) error { return nil }); want == nil || err == nil || err.Error() != want.Error() {
		t.Errorf("damaged: %v, want %v", err, want)
	}
}

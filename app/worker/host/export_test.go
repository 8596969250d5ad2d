package host_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker/host"
	"galley/export"
	"galley/export/parquet"
)

// What the desk offers is what is written here, by the same names and titles, with the same choices.
func TestExportFormats(t *testing.T) {
	here := map[string]export.Format{}
	for _, f := range append(export.Formats(), parquet.Formats()...) {
		if f.Writes() {
			here[f.Name] = f
		}
	}
	for _, f := range editor.ExportFormats() {
		is := here[f.Name]
		if is.Title != f.Title {
			t.Errorf("%s is offered as %q and is %q", f.Name, f.Title, is.Title)
		}
		if (f.Ext == "") != (is.WriteFiles != nil) || f.Ext != "" && f.Ext != is.Ext || !slices.Equal(f.Takes, is.Takes) {
			t.Errorf("%s is %q with %q, and offered as %q with %q", f.Name, is.Ext, is.Takes, f.Ext, f.Takes)
		}
		if _, usual := export.Find(f.Name); usual == f.Apart() {
			t.Errorf("%s is offered as what the usual worker writes: %t", f.Name, !f.Apart())
		}
		delete(here, f.Name)
	}
	if len(here) > 0 {
		t.Errorf("not offered: %v", here)
	}
}

func quiet(editor.ExportProgress) {}

// everything is the bench that knows every format: that of the worker for Parquet.
func everything(s host.Store) host.Local {
	return host.Local{Store: s, More: parquet.Formats(), Recognise: parquet.Recognise}
}

// kept is a store that holds a project.
func kept(t *testing.T, p annotate.ProjectID, recs []journal.Record) host.Store {
	t.Helper()
	s := &mem.Store{}
	if err := s.Append(t.Context(), p, recs...); err != nil {
		t.Fatal(err)
	}
	return s
}

// Every format that is offered is written, checked, as one file or as an archive, and told of beforehand.
func TestExports(t *testing.T) {
	doc := annotate.NewDocument("d1", "Pier", annotate.NewText("🙂 “We sail,” said Ida Holm. It rained.\n"))
	clock := journal.Clock{Actor: "a1"}
	e := clock.Next(journal.Stream{Doc: "d1", Layer: "Ana"}, 1, annotate.Tx{
		annotate.AddSpan{Span: annotate.Span{ID: "c", Label: "content", Ranges: []annotate.Range{{From: 2, To: 12}}}},
		annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "source", Ranges: []annotate.Range{{From: 18, To: 26}}}},
		annotate.AddRelation{Relation: annotate.Relation{ID: "r", Label: "source", Head: "c", Tail: "s"}},
	})
	recs := []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk"}}, {Document: &doc}, {Entry: &e}}
	bench := everything(kept(t, "p", recs))
	for _, f := range editor.ExportFormats() {
		for _, split := range []bool{false, true} {
			job := editor.ExportJob{Project: "p", Me: "Ana", Export: editor.Export{Format: f.Name, Layer: "Ana", Split: split, Seed: 7, Pseudonyms: true}}
			job.Name = job.File("The desk")
			var told editor.ExportProgress
			out, err := bench.Export(t.Context(), job, func(p editor.ExportProgress) { told = p })
			if err != nil {
				t.Errorf("%s, split %t: %v", f.Name, split, err)
				continue
			}
			zip := strings.HasPrefix(string(out.Data), "PK")
			if len(out.Data) == 0 || zip != strings.HasSuffix(job.Name, ".zip") || !strings.HasPrefix(job.Name, "the-desk.") {
				t.Errorf("%s, split %t: %d bytes as %s", f.Name, split, len(out.Data), job.Name)
			}
			if told.Stage == "" {
				t.Errorf("%s tells nothing of how far it is", f.Name)
			}
			look, err := bench.Look(t.Context(), job, quiet)
			if err != nil || !slices.Equal(look.Lost, out.Lost) || look.Documents != 1 || look.Spans() == 0 || len(look.Heads) == 0 || len(look.Samples) != 1 || look.Hidden {
				t.Errorf("%s: shown beforehand is %+v (%v), lost %v", f.Name, look, err, out.Lost)
			}
		}
	}
	accepted := editor.Export{Format: "jsonl", Layer: "Ana", Origin: "accepted"}
	if out, err := bench.Export(t.Context(), editor.ExportJob{Project: "p", Name: "desk", Export: accepted}, quiet); err != nil || strings.Contains(string(out.Data), "Ida Holm\",") {
		t.Errorf("made by hand, and written as accepted: %s, %v", out.Data, err)
	}
	bundled, err := bench.Export(t.Context(), editor.ExportJob{Project: "p", Name: "desk", Export: editor.Export{Format: "bundle"}}, quiet)
	if got, bad := bundle.Read("desk", bytes.NewReader(bundled.Data), bundle.Limits{}); err != nil || bad != nil || len(got.Records) != len(recs) {
		t.Errorf("a bundle of %d records: %d, %v, %v", len(recs), len(got.Records), err, bad)
	}
	for _, bench := range []host.Local{bench, {}} {
		if _, err := bench.Export(t.Context(), editor.ExportJob{Project: "another", Name: "desk", Export: editor.Export{Format: "jsonl"}}, quiet); err == nil {
			t.Error("a project that is not there was written")
		}
	}
	if slices.ContainsFunc(editor.ExportFormats(), func(f editor.ExportFormat) bool { return f.Name == "bundle" }) {
		t.Error("a bundle is no format of the worker's")
	}
}

// Who marks in a project does not see, before they are done with an article, what others marked on it.
func TestLookIsBlind(t *testing.T) {
	var recs []journal.Record
	clock := journal.Clock{Actor: "a1"}
	mark := func(doc annotate.DocID, by annotate.Annotator, ops ...annotate.Op) {
		ops = append(ops, annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 7}}}})
		e := clock.Next(journal.Stream{Doc: doc, Layer: by}, 1, ops)
		recs = append(recs, journal.Record{Entry: &e})
	}
	done := string(annotate.Done)
	recs = append(recs, journal.Record{Project: &annotate.Project{ID: "p", Name: "Desk"}})
	for i, id := range []annotate.DocID{"d1", "d2"} {
		doc := annotate.NewDocument(id, string(id), annotate.NewText("Ferries run again."))
		doc.Order = i + 1
		recs = append(recs, journal.Record{Document: &doc})
		mark(id, "Ben")
	}
	mark("d2", "Ana", annotate.SetAttr{Name: annotate.AttrState, To: &done})
	flagged := string(annotate.Flagged)
	mark("d1", "Dan", annotate.SetAttr{Name: annotate.AttrState, To: &flagged})
	bench := host.Local{Store: kept(t, "p", recs)}
	for _, tt := range []struct {
		me, layer string
		shown     []string
		hidden    bool
	}{
		{"Dan", "Ben", []string{"d1"}, true},
		{"Ana", "Ana", []string{"d2"}, false},
		{"Ana", "Ben", []string{"d2"}, true},
		{"Ana", "all", []string{"d2"}, true},
		{"Ben", "all", nil, true},
		{"Cleo", "all", []string{"d1", "d2"}, false},
	} {
		look, err := bench.Look(t.Context(), editor.ExportJob{Project: "p", Me: annotate.Annotator(tt.me), Export: editor.Export{Format: "jsonl", Layer: tt.layer}}, quiet)
		var shown []string
		for _, s := range look.Samples {
			shown = append(shown, s.Title)
		}
		if err != nil || !slices.Equal(shown, tt.shown) || look.Hidden != tt.hidden || tt.hidden != (len(look.Heads) == 0) || len(look.Layers) != 3 {
			t.Errorf("%s looks at %s: %+v, %v", tt.me, tt.layer, look, err)
		}
	}
	yes := "true"
	e := clock.Next(journal.Stream{}, 2, annotate.Tx{annotate.SetAttr{Name: annotate.AttrOpenLayers, To: &yes}})
	bench = host.Local{Store: kept(t, "p", append(recs, journal.Record{Entry: &e}))}
	look, err := bench.Look(t.Context(), editor.ExportJob{Project: "p", Me: "Ana", Export: editor.Export{Format: "jsonl", Layer: "all"}}, quiet)
	if err != nil || look.Hidden || len(look.Samples) != 2 {
		t.Errorf("while layers are open: %+v, %v", look, err)
	}
}

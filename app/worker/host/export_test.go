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
)

// What the desk offers is what is written here, by the same names and titles.
func TestExportFormats(t *testing.T) {
	titles := map[string]string{}
	for _, f := range export.Formats() {
		if f.Writes() {
			titles[f.Name] = f.Title
		}
	}
	for _, f := range editor.ExportFormats() {
		if titles[f.Name] != f.Title {
			t.Errorf("%s is offered as %q and is %q", f.Name, f.Title, titles[f.Name])
		}
		delete(titles, f.Name)
	}
	if len(titles) > 0 {
		t.Errorf("not offered: %v", titles)
	}
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
	bench := host.Local{Store: kept(t, "p", recs)}
	for _, f := range editor.ExportFormats() {
		for _, split := range []bool{false, true} {
			job := editor.ExportJob{Project: "p", Name: "desk", Export: editor.Export{Format: f.Name, Layer: "Ana", Split: split, Pseudonyms: true}}
			out, err := bench.Export(t.Context(), job)
			if err != nil {
				t.Errorf("%s, split %t: %v", f.Name, split, err)
				continue
			}
			zip := strings.HasPrefix(string(out.Data), "PK")
			if len(out.Data) == 0 || zip != strings.HasSuffix(out.Ext, ".zip") {
				t.Errorf("%s, split %t: %d bytes as %s", f.Name, split, len(out.Data), out.Ext)
			}
			job.Dry = true
			if dry, err := bench.Export(t.Context(), job); err != nil || dry.Loss != out.Loss || len(dry.Data) > 0 {
				t.Errorf("%s: told beforehand is %q (%v), lost %q", f.Name, dry.Loss, err, out.Loss)
			}
		}
	}
	if out, err := bench.Export(t.Context(), editor.ExportJob{Project: "p", Name: "desk", Export: editor.Export{Format: "jsonl", Layer: "Ana", Origin: "accepted"}}); err != nil || strings.Contains(string(out.Data), "Ida Holm\",") {
		t.Errorf("made by hand, and written as accepted: %s, %v", out.Data, err)
	}
	bundled, err := bench.Export(t.Context(), editor.ExportJob{Project: "p", Name: "desk", Export: editor.Export{Format: "bundle"}})
	if got, bad := bundle.Read("desk", bytes.NewReader(bundled.Data), bundle.Limits{}); err != nil || bad != nil || len(got.Records) != len(recs) || bundled.Ext != ".galley.jsonl" {
		t.Errorf("a bundle of %d records: %d, %v, %v", len(recs), len(got.Records), err, bad)
	}
	for _, bench := range []host.Local{bench, {}} {
		if _, err := bench.Export(t.Context(), editor.ExportJob{Project: "another", Name: "desk", Export: editor.Export{Format: "jsonl"}}); err == nil {
			t.Error("a project that is not there was written")
		}
	}
	if slices.ContainsFunc(editor.ExportFormats(), func(f editor.ExportFormat) bool { return f.Name == "bundle" }) {
		t.Error("a bundle is no format of the worker's")
	}
}

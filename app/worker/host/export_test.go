package host_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
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
	for _, f := range editor.ExportFormats() {
		for _, split := range []bool{false, true} {
			job := editor.ExportJob{Records: recs, Name: "desk", Export: editor.Export{Format: f.Name, Layer: "Ana", Split: split, Pseudonyms: true}}
			out, err := host.Local{}.Export(t.Context(), job)
			if err != nil {
				t.Errorf("%s, split %t: %v", f.Name, split, err)
				continue
			}
			zip := strings.HasPrefix(string(out.Data), "PK")
			if len(out.Data) == 0 || zip != strings.HasSuffix(out.Ext, ".zip") {
				t.Errorf("%s, split %t: %d bytes as %s", f.Name, split, len(out.Data), out.Ext)
			}
			job.Dry = true
			if dry, err := (host.Local{}).Export(t.Context(), job); err != nil || dry.Loss != out.Loss || len(dry.Data) > 0 {
				t.Errorf("%s: told beforehand is %q (%v), lost %q", f.Name, dry.Loss, err, out.Loss)
			}
		}
	}
	if out, err := (host.Local{}).Export(t.Context(), editor.ExportJob{Records: recs, Name: "desk", Export: editor.Export{Format: "jsonl", Layer: "Ana", Origin: "accepted"}}); err != nil || strings.Contains(string(out.Data), "Ida Holm\",") {
		t.Errorf("made by hand, and written as accepted: %s, %v", out.Data, err)
	}
	if slices.ContainsFunc(editor.ExportFormats(), func(f editor.ExportFormat) bool { return f.Name == "bundle" }) {
		t.Error("a bundle is no format of the worker's")
	}
}

package editor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// doccanoLines are the ferries, marked by somebody else in doccano, and an article that is not here.
func doccanoLines() editor.File {
	text := strings.ReplaceAll(strings.ReplaceAll(ferries, "\n", `\n`), `"`, `\"`)
	return editor.File{Name: "notes.jsonl", Data: []byte(`{"text":"` + text + `","label":[[0,7,"claim"]]}` + "\n" + `{"text":"The bakery opened.","label":[[4,10,"source"],[90,95,"claim"]]}`)}
}

// records are what the store holds of a document's layers, in words.
func (p *page) layers(layer annotate.Annotator) (n int) {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, r := range loaded.Records {
		if r.Entry != nil && r.Entry.Layer == layer {
			n++
		}
	}
	return n
}

// What another tool's file holds is shown before it is taken in; articles that are here already are known by their text.
func TestImport(t *testing.T) {
	p := atDesk(t, ferries)
	p.keys("] c")
	mine := p.marks()
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}})
	if len(p.m.Imports) != 1 || p.m.Panel != editor.ImportPanel || p.layers("import") != 0 || len(p.m.Docs) != 1 {
		t.Fatalf("before it is taken in: panel %s, %d articles, %+v", p.m.Panel, len(p.m.Docs), p.m.Imports)
	}
	if in := p.m.Imports[0]; in.Format != "doccano" || in.Documents != 2 || in.Spans != 2 || len(in.Notes) != 1 {
		t.Errorf("found %+v", in)
	}
	p.send(editor.AcceptImports{})
	if len(p.m.Docs) != 2 || p.layers("import") != 2 || p.marks() != mine || p.m.Panel != editor.NoPanel || p.m.Busy != "" {
		t.Errorf("after it: %d articles, %d entries, marks %q, %s", len(p.m.Docs), p.layers("import"), p.marks(), p.m.Busy)
	}
	has(t, "notices", p.notices(), "1 article was here already")
	has(t, "notices", p.notices(), "1 article and 2 changes came in.")

	// Again, nothing changes.
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.AcceptImports{})
	has(t, "notices", p.notices(), "All of it was here already: 2 changes.")
	if len(p.m.Docs) != 2 || p.layers("import") != 2 {
		t.Errorf("again: %d articles, %d entries", len(p.m.Docs), p.layers("import"))
	}
}

// Left alone, it is set aside, and can be shown again.
func TestImportLeft(t *testing.T) {
	p := atDesk(t, ferries)
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.Key{Key: "Escape"})
	if p.m.Imports != nil || len(p.m.Docs) != 1 || p.layers("import") != 0 {
		t.Fatalf("left, and %+v", p.m.Imports)
	}
	has(t, "notices", p.notices(), "Not taken in: notes.jsonl.")
	last := p.m.Notices[len(p.m.Notices)-1]
	p.send(editor.Act{Notice: last.ID})
	if len(p.m.Imports) != 1 || p.m.Panel != editor.ImportPanel {
		t.Errorf("shown again: %+v", p.m.Imports)
	}
	p.send(editor.AcceptImports{}, editor.AcceptImports{})
	if len(p.m.Docs) != 2 {
		t.Errorf("%d articles", len(p.m.Docs))
	}
}

// No layer that is there is written into: what a file calls by the name of an annotator here gets a name of its own.
func TestImportOverwritesNothing(t *testing.T) {
	p := atDesk(t, ferries)
	p.keys("] c Escape")
	mine, id := p.marks(), p.m.Open.Doc.ID
	file := func(label annotate.Label) []journal.Record {
		e := journal.Entry{Ref: journal.Ref{Actor: journal.Actor("import-" + label), Seq: 1}, Lamport: 1, Stream: journal.Stream{Doc: "their-name", Layer: "Ana"},
			Tx: annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "s1", Label: label, Ranges: []annotate.Range{{From: 0, To: 7}}}}}}
		doc := annotate.NewDocument("their-name", "", p.m.Open.Doc.Text)
		other := annotate.NewDocument(id, "", annotate.NewText("Another text under the same id.\n"))
		return []journal.Record{{Document: &doc}, {Document: &other}, {Entry: &e}}
	}
	take := func(label annotate.Label) {
		p.send(editor.ImportsAgain{Imports: []editor.Import{{Name: "theirs", Records: file(label)}}}, editor.AcceptImports{})
	}
	take("claim")
	if p.marks() != mine || p.layers("Ana 2") != 1 || len(p.m.Docs) != 2 {
		t.Fatalf("marks %q, were %q; %d entries of Ana 2; %d articles", p.marks(), mine, p.layers("Ana 2"), len(p.m.Docs))
	}
	has(t, "notices", p.notices(), "the layer “Ana 2”")
	take("claim")
	take("source")
	if p.marks() != mine || p.layers("Ana 2") != 1 || p.layers("Ana 3") != 1 || len(p.m.Docs) != 2 {
		t.Errorf("marks %q, %d entries of Ana 2, %d of Ana 3, %d articles", p.marks(), p.layers("Ana 2"), p.layers("Ana 3"), len(p.m.Docs))
	}
}

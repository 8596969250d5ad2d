package editor_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// folded is what the store holds of a layer, as the words under its marks, over all articles that are not in the bin.
func (p *page) folded(layer annotate.Annotator) (words []string) {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		p.t.Fatal(err)
	}
	streams := journal.Streams(journal.Entries(loaded.Records))
	for _, r := range loaded.Records {
		if r.Document == nil {
			continue
		}
		own, _ := journal.Fold(annotate.NewText(""), streams[journal.Stream{Doc: r.Document.ID}])
		if gone, _ := own.Attr(annotate.AttrDeleted); gone == "true" {
			continue
		}
		l, _ := journal.Fold(r.Document.Text, streams[journal.Stream{Doc: r.Document.ID, Layer: layer}])
		for s := range l.Spans() {
			words = append(words, r.Document.Text.Slice(s.Envelope()))
		}
	}
	slices.Sort(words)
	return words
}

// act presses the button of the last notice.
func (p *page) act(button string) {
	p.t.Helper()
	last := p.m.Notices[len(p.m.Notices)-1]
	if last.Action != button {
		p.t.Fatalf("the last notice, %q, offers %q, not %q", last.Text, last.Action, button)
	}
	p.send(editor.Act{Notice: last.ID})
}

// An import is taken back whole, brought back whole, and comes again when its file does; marks of one's own stay throughout.
func TestImportTakenBack(t *testing.T) {
	p := atDesk(t, ferries)
	p.keys("] c")
	mine := p.marks()
	before := p.folded("import")
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.AcceptImports{})
	there := p.folded("import")
	if len(there) != 2 || len(p.m.Queue()) != 2 {
		t.Fatalf("came in: %q, %d articles", there, len(p.m.Queue()))
	}
	check := func(when string, want []string, articles int) {
		t.Helper()
		if got := p.folded("import"); !slices.Equal(got, want) || len(p.m.Queue()) != articles || p.marks() != mine || p.m.Busy != "" {
			t.Errorf("%s: %q, %d articles, mine %q, busy %q", when, got, len(p.m.Queue()), p.marks(), p.m.Busy)
		}
	}
	p.act("Take it back")
	check("taken back", before, 1)
	has(t, "notices", p.notices(), "2 marks and 1 article are taken back, the article into the bin.")
	p.act("Bring it back")
	check("brought back", there, 2)
	has(t, "notices", p.notices(), "2 marks and 1 article are back.")
	p.act("Take it back")
	check("taken back again", before, 1)
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.AcceptImports{})
	check("taken in again", there, 2)

	// From the panel of its file, later: the articles stay, as nobody knows any more who brought them.
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}})
	if !p.m.ImportsHere() {
		t.Error("the panel does not know that articles of the file are here")
	}
	p.send(editor.ImportsOut{})
	check("taken back by its file", before, 2)
	has(t, "notices", p.notices(), "2 marks are taken back.")
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.ImportsOut{})
	has(t, "notices", p.notices(), "There is nothing of it here.")
}

// What somebody has worked on since stays, and is told of.
func TestImportTakenBackInPart(t *testing.T) {
	p := atDesk(t, ferries)
	p.send(editor.Dropped{Files: []editor.File{doccanoLines()}}, editor.AcceptImports{})
	notice := len(p.m.Notices) - 1
	take := p.m.Notices[notice].Msg
	bakery := p.m.Docs[1].ID
	// Somebody relabels the imported mark on the ferries, and marks the bakery.
	var span annotate.Span
	loaded, err := p.store.Load(t.Context(), p.m.Project.ID, editor.Selection{Doc: p.m.Docs[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range loaded.Records {
		if r.Entry != nil && r.Entry.Layer == "import" {
			span = r.Entry.Tx[0].(annotate.AddSpan).Span
		}
	}
	clock := journal.Clock{Actor: "ben", Lamport: 1000}
	relabels := clock.Next(journal.Stream{Doc: p.m.Docs[0].ID, Layer: "import"}, 1, annotate.Tx{annotate.Relabel{ID: span.ID, From: span.Label, To: "source"}})
	marks := clock.Next(journal.Stream{Doc: bakery, Layer: "Ben"}, 1, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "b1", Label: "claim", Ranges: []annotate.Range{{From: 4, To: 10}}}}})
	p.send(editor.Heard{Project: p.m.Project.ID, Records: []journal.Record{{Entry: &relabels}, {Entry: &marks}}})
	if err := p.store.Append(t.Context(), p.m.Project.ID, journal.Record{Entry: &relabels}, journal.Record{Entry: &marks}); err != nil {
		t.Fatal(err)
	}
	p.send(take)
	if got := p.folded("import"); len(got) != 1 || !strings.HasPrefix(ferries, got[0]) || len(p.m.Queue()) != 2 || len(p.folded("Ben")) != 1 {
		t.Errorf("stays: %q, %d articles, Ben's %q", got, len(p.m.Queue()), p.folded("Ben"))
	}
	has(t, "notices", p.notices(), "1 mark is taken back; 1 mark was changed or linked to since and stays.")
}

package editor_test

import (
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/app/editor"
)

// A difference is opened at its place, in an article that lies open and in one that does not: with one's own mark in hand, or
// with the words selected.
func TestOpenDifference(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] c Escape")
	own := ""
	for s := range p.m.Open.Layer.Spans() {
		own = string(s.ID)
	}
	docs := p.m.Queue()
	at := annotate.Range{From: 30, To: 43}
	first := editor.Difference{Doc: docs[0].ID, Kind: match.Missed, A: "Ana", OfA: annotate.SpanID(own), B: "Ben", At: at}
	second := editor.Difference{Doc: docs[1].ID, Kind: match.Missed, A: "Ben", OfA: "x1", B: "Cleo", At: at}

	p.send(editor.OpenDifference{Difference: first})
	is(t, "in hand", string(p.m.Open.Selected), own)
	p.send(editor.Show{Panel: editor.ProjectsPanel}, editor.OpenDifference{Difference: second})
	is(t, "open", p.title(), "Bakery")
	is(t, "panel", string(p.m.Panel), "")
	is(t, "selected", p.m.Open.Doc.Text.Slice(p.m.Open.Sel.Range()), bakery[30:43])
	has(t, "said", p.m.Say.Text, "Ben and Cleo differ")

	p.send(editor.OpenDifference{Difference: first})
	is(t, "back", p.title(), "Ferries")
	is(t, "in hand again", string(p.m.Open.Selected), own)

	second.At = annotate.Range{From: 5000, To: 6000}
	p.send(editor.OpenDifference{Difference: second}, editor.OpenDoc{Doc: docs[0].ID}, editor.OpenDoc{Doc: docs[1].ID})
	is(t, "another article is opened as always", p.m.Open.Doc.Text.Slice(p.m.Open.Sel.Range()), "")
}

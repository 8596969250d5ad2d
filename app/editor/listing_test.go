package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// manyMarks is a desk with n words marked, one a line.
func manyMarks(t *testing.T, n int) *page {
	var text strings.Builder
	text.WriteString("A list of words\n\n")
	for i := range n {
		fmt.Fprintf(&text, "word%d\n\n", i)
	}
	p := atDesk(t, text.String())
	at := annotate.Pos(strings.Index(text.String(), "word0"))
	var tx annotate.Tx
	for i := range n {
		label := annotate.Label("source")
		if i%3 == 0 {
			label = "claim"
		}
		end := at + annotate.Pos(len(fmt.Sprintf("word%d", i)))
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprintf("s%05d", i)), Label: label, Ranges: []annotate.Range{{From: at, To: end}}}})
		at = end + annotate.Pos(strings.Index(p.m.Open.Doc.Text.String()[end:]+"word", "word"))
	}
	other := journal.Clock{Actor: "a0"}
	return p.send(editor.Heard{Project: p.m.Project.ID, Records: []journal.Record{entry(other.Next(journal.Stream{Doc: p.m.Open.Doc.ID, Layer: p.m.Name}, p.m.Now, tx))}})
}

func entry(e journal.Entry) journal.Record { return journal.Record{Entry: &e} }

// Any part of a long list can be asked for, with a filter and without; choosing all is choosing all, not only what is drawn.
func TestListing(t *testing.T) {
	p := manyMarks(t, 1200)
	words := func(l editor.Listing) string {
		var all []string
		for _, r := range l.Rows {
			all = append(all, r.Text)
		}
		return strings.Join(all, " ")
	}
	l := p.m.Listing(700, 3)
	is(t, "in the middle", words(l), "word700 word701 word702")
	if l.All != 1200 || l.First != 700 || l.At != 0 {
		t.Errorf("%d of %d, the caret at %d", l.First, l.All, l.At)
	}
	is(t, "at the end", words(p.m.Listing(5000, 2)), "word1198 word1199")
	p.send(editor.Pick{Span: "s00900"})
	if l := p.m.Listing(0, 1); l.At != 900 {
		t.Errorf("the mark in hand stands at %d", l.At)
	}
	p.send(editor.SetFilter{Filter: editor.Filter{Label: "claim"}})
	l = p.m.Listing(1, 2)
	is(t, "of a label", words(l), "word3 word6")
	if l.All != 400 || l.At != 300 {
		t.Errorf("%d are listed, the mark in hand at %d", l.All, l.At)
	}
	p.send(editor.TickAll{})
	if n := len(p.m.Open.Chosen); n != 400 {
		t.Errorf("%d are chosen", n)
	}
	p.send(editor.TickAll{}, editor.SetFilter{}, editor.Tick{Span: "s01100"}, editor.Tick{Span: "s00010", Through: true})
	if n := len(p.m.Open.Chosen); n != 1091 {
		t.Errorf("from one to another %d are chosen", n)
	}
}

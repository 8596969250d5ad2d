package editor_test

import (
	"fmt"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

const tolls = `Bridge tolls rise

The port said tolls rise. Tolls pay for the port. The mayor said tolls hurt.
`

// query is a search for words.
func query(words string) editor.Looked { return editor.Looked{Query: annotate.Query{Words: words}} }

func TestFindInArticle(t *testing.T) {
	p := atDesk(t, tolls).keys("Ctrl+f")
	if p.m.Panel != editor.FindPanel || p.focus != "find" {
		t.Fatal("the strip opens, and its field has the keyboard")
	}
	p.send(query("tolls"))
	is(t, "found", p.m.FindText(), "4 places")
	enter := editor.Key{Key: "Enter", InField: true}
	p.send(enter, enter)
	is(t, "gone to", p.m.FindText(), "2 of 4")
	is(t, "selected", p.selection(), "tolls")
	p.send(editor.Key{Key: "Shift+Enter", InField: true}, editor.Key{Key: "Shift+Enter", InField: true})
	is(t, "back, and round", p.m.FindText(), "4 of 4")
	p.keys("m")
	has(t, "a label’s key on the sheet marks it", p.marks(), "*claim tolls")
	p.keys("F3")
	is(t, "and on", p.m.FindText(), "1 of 4")
	p.send(editor.Looked{Query: annotate.Query{Words: "(", Regexp: true}})
	has(t, "a bad expression", p.m.FindText(), "missing closing")
	p.keys("Escape")
	if p.m.Panel != editor.NoPanel || p.selection() == "" {
		t.Error("Escape closes the strip and leaves the selection")
	}
	p.keys("Escape").send(query("nowhere"))
	is(t, "nothing", p.m.FindText(), "Nothing is found.")
}

func TestMarkAll(t *testing.T) {
	p := atDesk(t, tolls).keys("a")
	has(t, "nothing in hand", p.notices(), "Take a mark in hand first")
	p.selects("port").keys("s 1 3 a")
	is(t, "one more", p.m.ManyText(), "1 place to mark as Source; 1 is marked so.")
	h := p.m.Many.Hits[0]
	is(t, "around it", h.Before+"|"+h.Words+"|"+h.After, "…said tolls rise. Tolls pay for the |port|. The mayor said tolls hurt.")
	p.send(editor.CopyValues{Yes: true}).keys("Enter")
	is(t, "made", p.marks(), "source port kind=named_group; source port kind=named_group")
	p.keys("u")
	is(t, "one step", p.marks(), "source port kind=named_group")

	p.keys("Ctrl+f").send(query("tolls"), editor.Do{Command: "mark-all"})
	is(t, "all that were found", p.m.ManyText(), "4 places to mark as Source.")
	p.send(editor.Key{Key: " "}, editor.Mark{Label: "claim"}, editor.WholeProject{Yes: true}, editor.WholeProject{})
	if n := p.m.Many.Chosen(); n != 3 {
		t.Errorf("%d places are chosen, want all but the one that was left out before the label and the articles were others", n)
	}
	p.send(editor.Key{Key: " "}, editor.Mark{Label: "cue"})
	is(t, "another label, pressed", p.m.ManyText(), "4 places to mark as Cue.")
	p.keys("m")
	is(t, "or its key", p.m.ManyText(), "4 places to mark as Claim.")
	p.keys("ArrowDown")
	is(t, "the sheet follows", p.selection(), "tolls")
	p.keys(" ")
	p.send(editor.Key{Key: " "})
	if n := p.m.Many.Chosen(); n != 3 {
		t.Fatalf("%d are ticked", n)
	}
	p.keys("Enter")
	has(t, "three made", p.notices(), "3 marks made.")
	p.press()
	is(t, "taken back by the button", p.marks(), "source port kind=named_group")
	has(t, "a second time", p.press().m.Say.Text, "back already")
}

// In the whole project: articles that are not finished, each one step, and one button for all.
func TestMarkAllInProject(t *testing.T) {
	p := atDesk(t, tolls, "Port and port\n\nA port again.\n", "Done port\n\nThe port is done.\n")
	last := p.m.Queue()[2].ID
	p.send(editor.OpenDoc{Doc: last}, editor.Do{Command: "done"}, editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	p.selects("port").keys("s a").send(editor.WholeProject{Yes: true})
	is(t, "places", p.m.ManyText(), "3 places to mark as Source; 1 is marked so.")
	p.keys("Enter")
	has(t, "made", p.notices(), "3 marks made in 2 articles.")
	is(t, "in both", p.queue(), "Bridge: in-progress 2; Port: todo 2; Done: done 0")
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	is(t, "on the other", p.marks(), "source port; source port")
	p.keys("u")
	is(t, "its own undo", p.marks(), "")
	p.keys("U")
	for _, n := range p.m.Notices {
		if n.Action == "Undo" {
			p.send(editor.Act{Notice: n.ID})
		}
	}
	is(t, "and all back", p.queue(), "Bridge: in-progress 1; Port: todo 0; Done: done 0")
}

func TestChosen(t *testing.T) {
	p := atDesk(t, ferries)
	for _, s := range []string{"the union", "Ida Holm", "port board"} {
		p.selects(s).keys("s 1 1")
	}
	p.selects("“We sail at dawn,”").keys("c S f Escape l")
	ids := p.ids() // union, dawn, Ida, board
	p.send(editor.Tick{Span: ids[0]}, editor.Tick{Span: ids[3], Through: true})
	if n := len(p.m.Open.Chosen); n != 4 {
		t.Fatalf("%d chosen", n)
	}
	p.send(editor.Tick{Span: ids[1]}).keys("q")
	has(t, "what cannot be is left and said", p.notices(), "2 marks are now Cue. 1 stayed: Remove its link first")
	is(t, "marks", p.marks(), "cue the union; content “We sail at dawn,” source→Ida Holm; source Ida Holm kind=named_individual; cue port board")
	p.keys("u")
	has(t, "one step", p.marks(), "source the union kind=named_individual")
	p.send(editor.Tick{Span: ids[0]}, editor.Tick{Span: ids[2]}).keys("s")
	has(t, "what has the label is not counted", p.notices(), "None of them can take that label: they have it")
	p.send(editor.Tick{Span: ids[0]}, editor.Tick{Span: ids[2]})
	p.send(editor.TickAll{}, editor.TickAll{})
	if n := len(p.m.Open.Chosen); n != 0 {
		t.Errorf("all, and none: %d", n)
	}
	p.send(editor.SetFilter{Filter: editor.Filter{Label: "source", Words: "BOARD"}}, editor.TickAll{}).keys("Delete")
	has(t, "removed", p.notices(), "1 mark removed")
	p.press()
	has(t, "taken back by the button", p.marks(), "port board")
	p.send(editor.TickAll{}).keys("Delete")
	p.send(editor.SetFilter{}, editor.TickAll{}).keys("Delete")
	is(t, "all, with the link", p.marks(), "")
	p.keys("u")
	has(t, "and back", p.marks(), "source→Ida Holm")
	p.send(editor.TickAll{}).keys("Escape")
	if len(p.m.Open.Chosen) != 0 {
		t.Error("Escape lets them go")
	}
}

// Of a project only the articles are read whose text has the words that are looked for.
func TestMarkAllReadsWhatHasTheWords(t *testing.T) {
	var docs []string
	for i := range 30 {
		docs = append(docs, fmt.Sprintf("Story %d\n\nThe ferry left. It rained.\n", i))
	}
	docs = append(docs, "Last\n\nAna Ruiz sailed. Ana Ruiz came back.\n")
	p, counting := reopened(t, atDesk(t, append([]string{"First\n\nAna Ruiz was there.\n"}, docs...)...))
	p.selects("Ana Ruiz").keys("s a")
	counting.opened = 0
	p.send(editor.WholeProject{Yes: true})
	if len(p.m.Many.Hits) != 2 || counting.opened != 1 {
		t.Errorf("%d places, by %d articles read", len(p.m.Many.Hits), counting.opened)
	}
	p.send(editor.MakeMany{})
	has(t, "made", p.notices(), "2 marks made")
	p.selects("was").keys("s a").send(editor.WholeProject{Yes: true})
	if p.m.Many.Busy || len(p.m.Many.Hits) != 0 {
		t.Errorf("nothing is like that: %+v", p.m.Many)
	}
}

package editor_test

import (
	"strings"
	"testing"

	"galley/app/editor"
)

// hints are the letters that are shown, each with what it stands on.
func (p *page) hints() string {
	if p.m.Open.Linking == nil {
		return ""
	}
	var all []string
	for _, h := range p.m.Open.Linking.Hints {
		s, _ := p.m.Open.Layer.Span(h.Span)
		all = append(all, h.Key+" "+p.m.Open.Layer.Surface(s))
	}
	return strings.Join(all, "; ")
}

// twoSources is the article with two sources marked and a quotation in hand.
func twoSources(t *testing.T) *page {
	return atDesk(t, ferries).selects("the union").keys("s").selects("Ida Holm").keys("s Escape").selects("“We sail at dawn,”").keys("c")
}

func TestLinks(t *testing.T) {
	const (
		union = "source the union"
		ida   = "source Ida Holm"
		dawn  = "*content “We sail at dawn,”"
	)
	tests := []struct{ name, keys, hints, marks string }{
		{"the nearest first", "S", "f Ida Holm; j the union", union + "; " + dawn + "; " + ida},
		{"Enter takes the nearest", "S Enter", "", union + "; " + dawn + " source→Ida Holm; " + ida},
		{"a letter takes its own", "S j", "", union + "; " + dawn + " source→the union; " + ida},
		{"another letter does nothing", "S m", "f Ida Holm; j the union", union + "; " + dawn + "; " + ida},
		{"Escape makes none", "S Escape", "", union + "; " + dawn + "; " + ida},
		{"a second said by takes the place of the first", "S f S j", "", union + "; " + dawn + " source→the union; " + ida},
		{"the same link again", "S f S f", "", union + "; " + dawn + " source→Ida Holm; " + ida},
		{"the old link comes back with undo", "S f S j u .", "", union + "; " + dawn + " source→Ida Holm; " + ida},
		{"and both go", "S f S j u u", "", union + "; " + dawn[1:] + "; " + ida},
		{"from its tail", ". S Enter", "", union + "; " + dawn[1:] + " source→Ida Holm; *" + ida},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := twoSources(t).keys(tt.keys)
			is(t, "hints", p.hints(), tt.hints)
			is(t, "marks", p.marks(), tt.marks)
		})
	}
}

func TestLinkByPointer(t *testing.T) {
	p := twoSources(t).keys("S").taps("union")
	has(t, "marks", p.marks(), "content “We sail at dawn,” source→the union")
	p.keys("S").taps("Ferries")
	is(t, "a press beside every mark ends it", p.hints(), "")
	has(t, "and makes none", p.marks(), "source→the union")

	source := func(words string) editor.Pick {
		for s := range p.m.Open.Layer.Spans() {
			if p.m.Open.Layer.Surface(s) == words {
				return editor.Pick{Span: s.ID}
			}
		}
		t.Fatalf("no mark is %q", words)
		return editor.Pick{}
	}
	p.keys("S").send(source("Ida Holm"))
	has(t, "a letter, a note or a row that is pressed is its mark", p.marks(), "*content “We sail at dawn,” source→Ida Holm")
	p.keys("S").send(source("“We sail at dawn,”"))
	is(t, "one that cannot be the other end leaves it", p.hints(), "")
}

func TestUnlink(t *testing.T) {
	p := twoSources(t).keys("S f")
	links := p.m.Open.Layer.Relations()
	p.send(editor.Unlink{Relation: links[0].ID})
	if n := len(p.m.Open.Layer.Relations()); n != 0 {
		t.Errorf("%d links are left", n)
	}
	has(t, "said", p.m.Say.Text, "said by removed")
	p.keys("u")
	has(t, "undone", p.marks(), "source→Ida Holm")
}

// A caption and its credit are marked and linked without a hand on the pointer, and the notes in the margin tell it.
func TestCaptionAndCredit(t *testing.T) {
	p := atDesk(t, ferries).keys("ArrowDown ArrowDown ArrowDown ArrowDown p 1 2 Escape r 1 4 R Enter")
	is(t, "marks", p.marks(), "caption Crews clear snow in Port Elin, Monday, Jan. 5, 2026. kind=file; "+
		"*credit (Northline Photo/Ana Ruiz) rights=agency credit-of→Crews clear snow in Port Elin, Monday, Jan. 5, 2026.")

	notes, credit := p.m.Notes(), held(p.m)
	if len(notes) != 1 || notes[0].Brief != "file" || len(credit.Links) != 1 {
		t.Fatalf("a folded note, and one in hand with a link, not %+v and %+v", notes, credit)
	}
	if arcs := p.m.Arcs(); len(arcs) != 1 || arcs[0].To.Line != 4 || !arcs[0].Held {
		t.Errorf("the hairlines are %+v", arcs)
	}
	p.send(editor.Pick{Span: notes[0].Span})
	caption := held(p.m)
	if out, in := credit.Links[0], caption.Links[0]; !out.Out || in.Out || out.Other != caption.Span || in.Other != credit.Span {
		t.Errorf("the link goes from the credit to the caption: %+v, %+v", out, in)
	}
	p.send(editor.Pick{Span: credit.Span})
	rows := p.m.Listing(0, 10).Rows
	if len(rows) != 2 || !rows[1].Selected {
		t.Fatalf("the list has %+v", rows)
	}
	has(t, "list", rows[1].Detail, ", rights agency, credit of: Crews clear snow")
}

// The full preset marks what is inside a caption, and only there.
func TestCaptionFields(t *testing.T) {
	p := atDesk(t).send(editor.NewProject{Name: "Pictures", Preset: "full"}, editor.Pasted{Text: ferries})
	p.selects("Crews").send(editor.Mark{Label: "who"})
	has(t, "too early", p.notices(), "Who stands only inside Caption")
	p.keys("Escape p Escape").selects("Crews").send(editor.Mark{Label: "who"}).keys("F Enter")
	is(t, "marks", p.marks(), "caption Crews clear snow in Port Elin, Monday, Jan. 5, 2026.; "+
		"*who Crews field-of→Crews clear snow in Port Elin, Monday, Jan. 5, 2026.")
}

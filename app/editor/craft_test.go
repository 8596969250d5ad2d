package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/app/editor"
)

// The ladder: a digit for every rung while nothing is in hand, larger and smaller around what is.
func TestLadder(t *testing.T) {
	tests := []struct{ keys, want string }{
		{"1", "Ida"},
		{"2", "Ida Holm"},
		{"3", "“The pier is safe.”"},
		{"4", "said Ida Holm, who chairs the port board"},
		{"5", "“We sail at dawn,” said Ida Holm, who chairs the port board."},
		{"1 =", "Ida Holm"},
		{"1 = =", "Ida Holm, who chairs the port board"},
		{"1 = = -", "Ida Holm"},
		{"1 = = =", "said Ida Holm, who chairs the port board"},
		{"1 = = = -", "said"},
		{"1 = = = =", "“We sail at dawn,” said Ida Holm, who chairs the port board."},
	}
	for _, tt := range tests {
		p := atDesk(t, ferries).send(editor.Select{A: editor.Point{Line: 3, Off: 24}, B: editor.Point{Line: 3, Off: 24}}).keys(tt.keys)
		is(t, tt.keys, p.selection(), tt.want)
	}
}

// A mark in hand grows, shrinks and is nudged by word and character; its values and links stay.
func TestMarkKeepsItsValues(t *testing.T) {
	tests := []struct{ name, keys, surface string }{
		{"larger", "=", "Ida Holm, who chairs the port board"},
		{"larger and smaller", "= -", "Ida Holm"},
		{"its end a word on", "Shift+ArrowRight", "Ida Holm, who"},
		{"its end a word back", "Shift+ArrowLeft", "Ida"},
		{"its start a word back", "Ctrl+Shift+ArrowLeft", "said Ida Holm"},
		{"its start a word on", "Ctrl+Shift+ArrowRight", "Holm"},
		{"its end a character on", "Alt+Shift+ArrowRight", "Ida Holm,"},
		{"its end a character back", "Alt+Shift+ArrowLeft", "Ida Hol"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries).selects("“We sail at dawn,”").keys("c").selects("Ida Holm").keys("s 1 1 S Enter")
			p.keys(tt.keys)
			has(t, "mark", p.marks(), "*source "+tt.surface+" kind=named_individual")
			has(t, "link", p.marks(), "source→"+tt.surface)
			p.keys(strings.Repeat("u ", len(strings.Fields(tt.keys))))
			has(t, "undone", p.marks(), "source Ida Holm kind=named_individual")
		})
	}
}

// Outer punctuation goes as the label wants it, quotation marks come in pairs, and Alt takes what was chosen.
func TestEnds(t *testing.T) {
	tests := []struct {
		chosen string
		raw    bool
		key    string
		want   string
	}{
		{"Ida Holm,", false, "s", "*source Ida Holm"},
		{"Ida Holm,", true, "s", "*source Ida Holm,"},
		{"“We sail at dawn", false, "c", "*content “We sail at dawn,”"},
		{"“We sail at dawn,”", false, "m", "*claim We sail at dawn"},
		{"a Hol", false, "s", "*source Ida Holm"},
		{"a Hol", true, "s", "*source a Hol"},
	}
	for _, tt := range tests {
		p := atDesk(t, ferries)
		p.send(editor.Select{A: p.point(tt.chosen, 0), B: p.point(tt.chosen, len(tt.chosen)), Raw: tt.raw}).keys(tt.key)
		is(t, fmt.Sprintf("%q, raw %v", tt.chosen, tt.raw), p.marks(), tt.want)
	}
}

func TestAgain(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s Escape").selects("the union").keys("Enter")
	is(t, "Enter marks with the last label", p.marks(), "*source the union; source Ida Holm")
	p.keys("1 4 . 1 Enter")
	has(t, "Enter gives the last value", p.marks(), "*source Ida Holm kind=unnamed_group")
	p.keys("2 3 . *")
	has(t, "a star repeats what is not set", p.marks(), "source the union form=name kind=unnamed_group")
	p = atDesk(t, ferries).selects("“We sail at dawn,”").keys("c 1 Enter")
	has(t, "with nothing given before, the default", p.marks(), "directness=direct")
}

func TestSticky(t *testing.T) {
	p := atDesk(t, ferries).keys(";")
	has(t, "nothing to hold yet", p.notices(), "Mark something first")
	p.selects("Ida Holm").keys("s ;").selects("the union").selects("“The pier is safe.”")
	is(t, "each selection is marked", p.marks(), "source the union; source Ida Holm; *source “The pier is safe.”")
	held := 0
	for _, k := range p.m.Bar() {
		if k.Sticky {
			held++
		}
	}
	if held != 1 {
		t.Errorf("%d labels are held on the bar", held)
	}
	p.keys(";").selects("dawn")
	is(t, "let go", p.selection(), "dawn")
}

// Values beyond the ninth have letters, which are no labels' keys then.
func TestManyValues(t *testing.T) {
	p := atDesk(t, ferries).selects("the union").keys("s 1 a")
	is(t, "the tenth", p.marks(), "*source the union kind=author")
	is(t, "its key", editor.ValueKey(10), "a")
	is(t, "none", editor.ValueKey(40), "")
	p.keys("3")
	is(t, "an attribute that is typed gets the keyboard", p.focus, "attr-anonymity_reason")
}

func TestStack(t *testing.T) {
	p := atDesk(t, ferries).selects("“We sail at dawn,”").keys("c Escape").selects("We sail").keys("m")
	p.send(editor.Select{A: p.point("sail at", 0), B: p.point("sail at", 0)})
	var taken []string
	for range 3 {
		p.keys("Enter")
		taken = append(taken, string(mustLabel(p)))
	}
	is(t, "Enter goes through the stack", strings.Join(taken, " "), "claim content claim")
}

func mustLabel(p *page) string {
	s, _ := p.m.Open.Layer.Span(p.m.Open.Selected)
	return string(s.Label)
}

func TestSplitAndJoin(t *testing.T) {
	p := atDesk(t, ferries).selects("The pier lost 40 jobs last year").keys("m 1 3").taps("jobs").keys("|")
	is(t, "cut at the caret", p.marks(), "claim The pier lost 40 check_worthy=yes; *claim jobs last year check_worthy=yes")
	p.keys(", _")
	is(t, "and joined", p.marks(), "*claim The pier lost 40 jobs last year check_worthy=yes")
	p.keys("u u")
	is(t, "one step each", p.marks(), "claim The pier lost 40 jobs last year check_worthy=yes")
	p.selects("lost 40").keys("|")
	is(t, "words cut out", p.marks(), "*claim The pier … jobs last year check_worthy=yes")

	p = atDesk(t, ferries).selects("Ida Holm").keys("s").selects("port board").keys("s").selects("“We sail at dawn,”").keys("c S j")
	has(t, "linked to the second", p.marks(), "source→port board")
	p.keys(". _")
	has(t, "joined over words, in two parts, with the link", p.marks(), "source→Ida Holm … port board; *source Ida Holm … port board")
	p.keys("u")
	has(t, "taken apart again", p.marks(), "source→port board; source Ida Holm; source port board")
	p.send(editor.Pick{Span: p.ids()[2]}).keys("_")
	has(t, "nothing further", p.m.Say.Text, "no further Source")
	has(t, "a cue is one piece", atDesk(t, ferries).selects("said Ida").keys("q").send(editor.Select{A: editor.Point{Line: 3, Off: 22}, B: editor.Point{Line: 3, Off: 22}}).keys("Enter").marks(), "*cue said Ida")
}

func TestMovingByMarks(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s").selects("“We sail at dawn,”").keys("c").selects("the union").keys("s")
	p.keys("'")
	has(t, "the next source", p.marks(), "*source Ida Holm")
	p.keys("'")
	has(t, "and round", p.marks(), "*source the union")
	p.keys("\"")
	has(t, "and back", p.marks(), "*source Ida Holm")

	p = atDesk(t, ferries).keys("j m }")
	is(t, "the next without a mark", p.selection(), "By LENA MOSS")
	p.keys("J m } {")
	is(t, "back over marks", p.selection(), "By LENA MOSS")
	p = atDesk(t, bakery).keys("m } m } m }")
	has(t, "no more", p.m.Say.Text, "has a mark")
}

// Hints stay with their target while it is on screen, and beyond 26 targets there are pairs.
func TestHintsStay(t *testing.T) {
	p := twoSources(t).keys("S")
	is(t, "first", p.hints(), "f Ida Holm; j the union")
	p.keys("Escape").selects("The pier is safe").keys("c S")
	is(t, "still", p.hints(), "f Ida Holm; j the union")

	var many strings.Builder
	many.WriteString("A headline of names\n\n“We sail.”")
	for i := range 40 {
		fmt.Fprintf(&many, " N%d", i)
	}
	p = atDesk(t, many.String()+"\n").keys("] c Escape")
	for i := range 40 {
		p.selects(fmt.Sprintf(" N%d", i)).keys("s")
	}
	p.send(editor.Pick{Span: p.ids()[0]}).keys("S")
	hints := p.m.Open.Linking.Hints
	seen := map[string]bool{}
	for _, h := range hints {
		for k := range seen {
			if strings.HasPrefix(h.Key, k) || strings.HasPrefix(k, h.Key) {
				t.Errorf("%q and %q begin alike", h.Key, k)
			}
		}
		seen[h.Key] = true
	}
	last := hints[len(hints)-1].Key
	if len(hints) != 40 || len(last) != 2 {
		t.Fatalf("40 targets, the last with a pair, not %v", hints)
	}
	p.keys(last[:1] + " " + last[1:])
	has(t, "a pair links", p.marks(), "source→N39")
}

// With Shift a link is made and the next begins at its other end.
func TestChains(t *testing.T) {
	p := atDesk(t, "She spoke\n\nIda Holm spoke. Holm sang. She left.\n")
	for _, s := range []string{"Ida Holm", "Holm sang", "She left"} {
		p.selects(s).keys("s Escape")
	}
	p.send(editor.Pick{Span: p.ids()[2]}).keys("A F")
	has(t, "one link", p.marks(), "source She left same-as→Holm sang")
	if p.m.Open.Linking == nil {
		t.Fatal("the chain goes on")
	}
	p.keys("j")
	has(t, "and another", p.marks(), "Holm sang same-as→Ida Holm")
	p.send(editor.Pick{Span: p.ids()[2]}).keys("G")
	has(t, "along the chain", p.marks(), "*source Holm sang")
	p.keys("G")
	has(t, "to its end", p.marks(), "*source Ida Holm")
	if n := len(p.m.Arcs()); n != 1 {
		t.Errorf("%d hairlines for the mark in hand", n)
	}
	if n := len(p.keys("L").m.Arcs()); n != 2 {
		t.Errorf("%d hairlines for all", n)
	}
}

func TestProblems(t *testing.T) {
	p := atDesk(t, ferries).keys("!")
	has(t, "nothing", p.notices(), "Nothing is unfinished")
	p.selects("(Northline Photo/Ana Ruiz)").keys("r Escape K !")
	has(t, "a credit belongs to a caption", p.notices(), "Credit needs a link")
	has(t, "and is in hand", p.marks(), "*credit")
	p.keys("y")
	has(t, "done says so", p.notices(), "1 mark is unfinished")
}

// The labels come to a selection by pointer and to a long press, and go with the next thing that is done.
func TestPopUp(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm")
	if !p.m.Open.PopUp {
		t.Error("the labels come to the selection")
	}
	if p.keys("s"); p.m.Open.PopUp {
		t.Error("they go with a key")
	}
	p.send(editor.Hold{At: p.point("Holm", 1)})
	if has(t, "the mark under the finger", p.marks(), "*source Ida Holm"); !p.m.Open.PopUp {
		t.Error("they come to the mark")
	}
	p.selects("said Ida Holm").keys("q").send(editor.Hold{At: p.point("Holm", 1)})
	has(t, "the mark in hand stays there, where another lies within it", p.marks(), "*cue said Ida Holm")
	p.keys("Escape u")
	p.send(editor.Hold{At: p.point("union", 1)})
	is(t, "or to the phrase", p.selection(), "the union")
	p.send(editor.Do{Command: "grow"}, editor.Viewed{Lines: editor.LineRange{First: 0, Last: 3}})
	if !p.m.Open.PopUp {
		t.Error("a page that scrolls is nothing that was done")
	}
	p.send(editor.Hold{At: p.point("Holm", 1)}, editor.Do{Command: "delete"})
	if has(t, "removed", p.m.Say.Text, "removed"); p.m.Open.PopUp {
		t.Error("they go with what was pressed among them")
	}
	p.send(editor.Hold{At: p.point("union", 1)})
	if p.keys("Escape"); p.m.Open.PopUp || p.selection() != "" {
		t.Error("Escape takes them and the selection away")
	}
}

// Counting is off until it is asked for, and leaves pauses out.
func TestRhythm(t *testing.T) {
	p := atDesk(t, ferries).keys("j m")
	is(t, "off", p.m.RhythmText(), "")
	p.send(editor.Do{Command: "rhythm"})
	p.keys("j")
	p.m.Now += 2000
	p.keys("m")
	p.m.Now += 600_000
	p.keys("j j")
	is(t, "on", p.m.RhythmText(), "4.0 keys, 2.0 s a mark")
}

// On a small screen it is told for a finger.
func TestGuidedStartByTouch(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Resized{Narrow: true})
	p.taps("Holm").send(editor.Mark{Label: "source"}, editor.Tap{At: p.point("lost", 1), Clicks: 1, Finger: true}, editor.Handle{At: p.point("jobs", 4)}, editor.Hold{At: p.point("union", 1)}, editor.Mark{Label: "source"}, editor.Do{Command: "undo"})
	if _, _, ok := p.m.Step(); ok || !p.m.Guided {
		t.Error("it is over")
	}
}

// The guided start goes on when a thing was done, however it was done, and is offered once.
func TestGuidedStart(t *testing.T) {
	p := atDesk(t, ferries)
	for i, keys := range []string{"j", "=", "m", "]", "c", "ArrowRight ArrowRight 2 s", "S Enter", "1 1", "u", "?"} {
		l, n, ok := p.m.Step()
		if !ok || n != i+1 || l.Text == "" {
			t.Fatalf("step %d is %d, %v", i+1, n, ok)
		}
		p.keys(keys)
	}
	if _, _, ok := p.m.Step(); ok || !p.m.Guided {
		t.Error("it is over, for good")
	}
	p.keys("Escape").send(editor.Do{Command: "lesson"}, editor.Do{Command: "lesson"})
	if _, n, _ := p.m.Step(); n != 2 {
		t.Errorf("begun again and gone on, it is at step %d", n)
	}
	p.send(editor.Do{Command: "skip-lessons"})
	if _, _, ok := p.m.Step(); ok {
		t.Error("skipped")
	}
}

// A selection is offered to the mark that was in hand before, when it may be a part of it.
func TestMayAdd(t *testing.T) {
	p := atDesk(t, ferries).keys("] c").selects("The pier is safe")
	is(t, "near", p.m.MayAdd(), "Content")
	p.keys("x")
	is(t, "not with a mark in hand", p.m.MayAdd(), "")
	p.selects("said").keys("q").selects("Ida Holm")
	is(t, "a cue is one piece", p.m.MayAdd(), "")
	p = atDesk(t, strings.Repeat("Nothing happened.\n\n", 9)+ferries).keys("] c").selects("Nothing happened")
	is(t, "far away", p.m.MayAdd(), "")
}

package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

// Each story begins with the article just opened and nothing marked. Keys are pressed in order; then, if words are
// named, they are selected by pointer and more keys pressed.
func TestMarking(t *testing.T) {
	const (
		lost   = "The pier lost 40 jobs last year, the union said" // a claim has no final period
		dawn   = "“We sail at dawn,”"
		safe   = "“The pier is safe.”"
		crews  = "Crews clear snow in Port Elin, Monday, Jan. 5, 2026."
		credit = "(Northline Photo/Ana Ruiz)"
	)
	tests := []struct {
		name   string
		keys   string
		chosen string
		then   string
		marks  string
	}{
		{name: "a claim is the sentence at the caret", keys: "j j j j m", marks: "*claim " + lost},
		{name: "a content is the quotation at the caret", keys: "] c", marks: "*content " + dawn},
		{name: "the next quotation", keys: "] ] c", marks: "*content " + safe},
		{name: "a source is what is selected", chosen: "Ida Holm", then: "s", marks: "*source Ida Holm"},
		{name: "a selection snaps to words", chosen: "da Hol", then: "s", marks: "*source Ida Holm"},
		{name: "a headline is the block of its name", keys: "h", marks: "*headline Ferries run again after nine days"},
		{name: "a byline from its line", keys: "j j b", marks: "*byline By LENA MOSS"},
		{name: "a dateline without its dash", keys: "ArrowDown ArrowDown d", marks: "*dateline PORT ELIN (NL)"},
		{name: "a caption without its credit", chosen: "Crews", keys: "", then: "Escape p", marks: "*caption " + crews},
		{name: "and the credit of that line", chosen: "Crews", then: "Escape r", marks: "*credit " + credit},

		{name: "a whole line is a caption without its credit", chosen: "Crews", then: "Escape J K J p", marks: "*caption " + crews},
		{name: "and then its credit", chosen: "Crews", then: "Escape J K J p Escape r", marks: "caption " + crews + "; *credit " + credit},

		{name: "a sentence of a line is its dateline too", keys: "j j j d", marks: "*dateline PORT ELIN (NL)"},
		{name: "and a sentence of a caption is the caption", chosen: "Crews", then: "Escape k j p", marks: "*caption " + crews},
		{name: "but words taken by hand are only these", chosen: "Port Elin, Monday", then: "p", marks: "*caption Port Elin, Monday"},

		{name: "a digit again goes on to the next", keys: "j j j 2 2 s", marks: "*source Friday"},
		{name: "the name behind a mark", keys: "] c Ctrl+ArrowRight s", marks: "content " + dawn + "; *source Ida Holm"},
		{name: "and the one before", keys: "] ] c Ctrl+ArrowLeft Ctrl+ArrowLeft Ctrl+ArrowLeft Ctrl+ArrowLeft s", marks: "*source Ida Holm; content " + safe},
		{name: "in full, with what stands in commas", keys: "] c Ctrl+ArrowRight = s", marks: "content " + dawn + "; *source Ida Holm, who chairs the port board"},

		{name: "only words, by keys alone", keys: "ArrowRight Shift+ArrowRight s", marks: "*source run"},
		{name: "a rung of the ladder by its digit", keys: "ArrowDown ArrowDown 5 m", marks: "*claim Ferries ran again on Friday"},
		{name: "grown and shrunk", keys: "ArrowDown ArrowDown 6 - - = m", marks: "*claim Ferries ran again on Friday"},

		{name: "a mark in hand takes another label", keys: "j j j j m c", marks: "*content " + lost},
		{name: "the same label again changes nothing", keys: "j j j j m m", marks: "*claim " + lost},
		{name: "a new label drops what it does not have", keys: "] c 1 1", then: "m", marks: "*claim We sail at dawn"},
		{name: "a content that becomes a claim and one again has its quotation marks", keys: "] c m c", marks: "*content " + dawn},
		{name: "a claim on a part of a quotation becomes a content of that part", chosen: "The pier is", then: "m c", marks: "*content The pier is"},
		{name: "ends that were chosen in spite of the label stay", keys: "] m Alt+Shift+ArrowRight", then: "c", marks: "*content We sail at dawn,"},
		{name: "attributes by two digits", keys: "] c 1 2 4 1", marks: "*content " + dawn + " complete=yes directness=indirect"},
		{name: "zero unsets", keys: "] c 1 2 1 0", marks: "*content " + dawn},
		{name: "a digit past the values does nothing", keys: "] c 1 9 3", marks: "*content " + dawn + " directness=mixed"},
		{name: "a digit without a mark in hand does nothing", keys: "] c Escape 1 1", marks: "content " + dawn},
		{name: "an attribute let go of", keys: "] c 1 Escape 2", marks: "*content " + dawn},

		{name: "deleted", keys: "] c Delete", marks: ""},
		{name: "the next mark is taken in hand", keys: "h ] c .", marks: "*headline Ferries run again after nine days; content " + dawn},
		{name: "and the one before", keys: "h ] c Escape , Delete", marks: "content " + dawn},
		{name: "its end a word on", chosen: "Ida", then: "s Shift+ArrowRight", marks: "*source Ida Holm"},
		{name: "its end a word back", chosen: "Ida Holm", then: "s Shift+ArrowLeft", marks: "*source Ida"},
		{name: "its start a word on", chosen: "said Ida Holm", then: "s Ctrl+Shift+ArrowRight", marks: "*source Ida Holm"},
		{name: "its start a word back", chosen: "Holm", then: "s Ctrl+Shift+ArrowLeft", marks: "*source Ida Holm"},
		{name: "its end to that of the sentence", chosen: "Ferries ran", then: "m Shift+End", marks: "*claim Ferries ran again on Friday"},
		{name: "its start to that of the sentence", chosen: "40 jobs", then: "m Shift+Home", marks: "*claim The pier lost 40 jobs"},
		{name: "its end to that of the next sentence", chosen: "Ferries ran", then: "m Shift+End Shift+End", marks: "*claim Ferries ran again on Friday. The pier lost 40 jobs last year, the union said"},
		{name: "its end to that of the clause", chosen: "The pier", then: "m Shift+ArrowDown", marks: "*claim The pier lost 40 jobs last year"},
		{name: "one word is the least", chosen: "Holm", then: "s Shift+ArrowLeft Ctrl+Shift+ArrowRight", marks: "*source Holm"},
		{name: "all the words of a quotation, as a content, have its marks", chosen: "We sail at dawn", then: "c", marks: "*content " + dawn},
		{name: "but not as a claim", chosen: "We sail at dawn", then: "m", marks: "*claim We sail at dawn"},
		{name: "a part is added", keys: "] c ]", then: "x", marks: "*content " + dawn + " … " + safe},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries).keys(tt.keys)
			if tt.chosen != "" {
				p.selects(tt.chosen)
			}
			p.keys(tt.then)
			is(t, "marks", p.marks(), tt.marks)
		})
	}
}

// What is chosen to the character is what gets marked.
func TestMarkingToTheCharacter(t *testing.T) {
	p := atDesk(t, ferries)
	p.send(editor.Select{A: p.point("We sail", 0), B: p.point("dawn", 4), Raw: true}).keys("c")
	is(t, "marks", p.marks(), "*content We sail at dawn")
}

// What the scheme does not allow is refused in words, and nothing changes.
func TestRefused(t *testing.T) {
	tests := []struct {
		name  string
		do    func(*page)
		marks string
		says  string
	}{
		{"two claims that overlap", func(p *page) { p.keys("j j j j m").selects("jobs last year").keys("m") },
			"claim The pier lost 40 jobs last year, the union said", "Claim may not overlap"},
		{"a label that the preset does not have", func(p *page) { p.send(editor.Mark{Label: "who"}) }, "", "not a label"},
		{"a cue of two parts", func(p *page) { p.selects("said").keys("q").selects("chairs").keys("x") }, "cue said", "one piece"},
		{"a value that is none of the values", func(p *page) {
			value := "sideways"
			p.keys("] c").send(editor.SetValue{Span: p.ids()[0], Name: "directness", Value: &value})
		}, "*content “We sail at dawn,”", "is one of"},
		{"a link without anything to link to", func(p *page) { p.keys("] c S") }, "*content “We sail at dawn,”", "mark it first"},
		{"a link that the label has not", func(p *page) { p.keys("h S") }, "*headline Ferries run again after nine days", "takes no link"},
		{"a label that the links do not allow", func(p *page) {
			p.selects("Ida Holm").keys("s ] c S Enter m")
		}, "source Ida Holm; *content “The pier is safe.” source→Ida Holm", "Remove its link first"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries)
			tt.do(p)
			has(t, "notice", p.notices(), tt.says)
			if tt.marks != "" {
				is(t, "marks", p.marks(), tt.marks)
			}
		})
	}
	t.Run("marked twice", func(t *testing.T) {
		p := atDesk(t, ferries).keys("] c Escape 3 c")
		is(t, "marks", p.marks(), "*content “We sail at dawn,”")
	})
}

func TestUndo(t *testing.T) {
	p := atDesk(t, ferries)
	steps := []string{p.marks()}
	for _, keys := range []string{"h", "] c", "1 2", "] ] c", "c", "S", "Escape"} {
		before := p.marks()
		if p.keys(keys); p.marks() != before {
			steps = append(steps, p.marks())
		}
	}
	p.keys("Escape")
	end, state := p.marks(), p.m.Open.Layer.State()
	if p.m.Open.Layer.Len() != 3 || state != annotate.InProgress {
		t.Fatalf("the story went wrong: %s, %s", end, state)
	}
	for range 4 {
		p.keys("u")
	}
	is(t, "all undone", p.marks(), "")
	is(t, "state, all undone", string(p.m.Open.Layer.State()), "todo")
	p.keys("u Ctrl+z")
	is(t, "one undo too many", p.m.Say.Text, "There is nothing to undo.")
	p.keys("U Ctrl+Shift+z Ctrl+y U")
	is(t, "all done again", p.marks(), end)
	is(t, "state, all done again", string(p.m.Open.Layer.State()), string(state))
	p.keys("U")
	is(t, "one redo too many", p.m.Say.Text, "There is nothing to redo.")

	p.keys("u h u u")
	if got := p.keys("U").marks(); got == end {
		t.Errorf("after an undo and another change the old redo still stands: %s", got)
	}
}

func TestUndoBringsLinksAndValuesBack(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s [ c 1 1 S Enter")
	const want = "*content “We sail at dawn,” directness=direct source→Ida Holm; source Ida Holm"
	is(t, "made", p.marks(), want)
	p.taps("Ida Holm").keys("Delete")
	is(t, "deleted with its link", p.marks(), "content “We sail at dawn,” directness=direct")
	p.keys("u")
	is(t, "back", p.marks(), want[1:])
}

func TestPointer(t *testing.T) {
	p := atDesk(t, ferries)
	p.taps("Holm")
	is(t, "one tap selects nothing", p.selection(), "")
	p.send(editor.Tap{At: p.point("Holm", 1), Clicks: 2})
	is(t, "two taps take the name", p.selection(), "Ida Holm")
	is(t, "and the labels come", fmt.Sprint(p.m.Open.PopUp), "true")
	p.send(editor.Tap{At: p.point("said Ida", 1), Clicks: 2})
	is(t, "or the word, where there is no name", p.selection(), "said")
	p.send(editor.Tap{At: p.point("Holm", 1), Clicks: 1, Finger: true})
	is(t, "a finger's tap takes the word", p.selection(), "Holm")
	is(t, "its labels are at the thumb", fmt.Sprint(p.m.Open.PopUp), "false")
	p.send(editor.Tap{At: p.point("Holm", 1), Clicks: 3})
	is(t, "three taps", p.selection(), "“We sail at dawn,” said Ida Holm, who chairs the port board.")

	p.keys("m").selects("Ida Holm").keys("s Escape").taps("Holm")
	has(t, "the smallest mark first", p.marks(), "*source Ida Holm")
	p.taps("Holm")
	has(t, "then the one around it", p.marks(), "*claim “We sail")
	p.taps("Holm")
	has(t, "and the smallest again", p.marks(), "*source Ida Holm")

	p.send(editor.Handle{At: p.point("chairs", 3), Live: true})
	has(t, "not yet moved", p.marks(), "*source Ida Holm")
	is(t, "where it would go", p.selection(), "Ida Holm, who chairs")
	p.send(editor.Handle{At: p.point("chairs", 3)})
	has(t, "dragged", p.marks(), "*source Ida Holm, who chairs")
	p.send(editor.Handle{At: p.point("olm", 0), Start: true, Raw: true})
	has(t, "dragged letter by letter", p.marks(), "*source olm, who chairs")
	p.keys("u u")
	has(t, "both undone", p.marks(), "source Ida Holm")

	p.send(editor.Select{A: p.point("dawn", 4), B: p.point("We", 0)})
	is(t, "selected backwards", p.selection(), "We sail at dawn")
	if s := p.m.Open.Sel; s.Focus >= s.Anchor {
		t.Errorf("the loose end of a selection made backwards is its start, not %d after %d", s.Focus, s.Anchor)
	}
	p.send(editor.Select{A: p.point("ail", 0), B: p.point("awn", 0), Raw: true})
	is(t, "raw", p.selection(), "ail at d")
}

// A screen reader hears what happened although the store answers at once.
func TestSayingOutlivesTheAnswer(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	is(t, "marked", p.m.Say.Text, "Content: “We sail at dawn,”")
	n := p.m.Say.N
	p.keys("u")
	is(t, "undone", p.m.Say.Text, "undone; 0 marks")
	if p.m.Say.N == n {
		t.Error("a second saying has the number of the first")
	}
}

// A label that is held goes with one tap on what it is usually put on, where the pointer is and nowhere else.
func TestStamp(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s Escape ;")
	p.taps("Crews clear")
	has(t, "a phrase for a source", p.marks(), "*source Crews")
	p.send(editor.Tap{At: p.point("Crews clear", 0), Clicks: 2})
	has(t, "the second click of two does nothing more", p.marks(), "*source Crews")
	p.taps("Holm")
	has(t, "a tap on a mark takes that", p.marks(), "*source Ida Holm")
	n := p.m.Open.Layer.Len()
	p.taps("said Ida")
	is(t, "where there is no phrase nothing is marked", fmt.Sprint(p.m.Open.Layer.Len()), fmt.Sprint(n))
	p.keys("Escape ;").taps("lost 40 jobs").keys("m Escape ; j").send(editor.Tap{At: p.point("The pier is safe", 5), Clicks: 1, Finger: true})
	has(t, "a sentence for a claim", p.marks(), "*claim The pier is safe")
}

// A finger points at a place: a label goes on what it is usually put on there, until the finger has chosen the words.
func TestTapAndLabel(t *testing.T) {
	tap := func(words string) *page {
		p := atDesk(t, ferries)
		return p.send(editor.Tap{At: p.point(words, 1), Clicks: 1, Finger: true})
	}
	is(t, "a claim", tap("lost 40").keys("m").marks(), "*claim The pier lost 40 jobs last year, the union said")
	is(t, "a source", tap("Holm").keys("s").marks(), "*source Ida Holm")
	is(t, "a content", tap("safe").keys("c").marks(), "*content “The pier is safe.”")
	is(t, "a caption", tap("clear snow").keys("p").marks(), "*caption Crews clear snow in Port Elin, Monday, Jan. 5, 2026.")
	is(t, "no quotation there", tap("union").keys("c").marks(), "*content union")
	p := tap("union")
	p.send(editor.Handle{At: p.point("said.", 4)}).keys("m")
	is(t, "words of one’s own", p.marks(), "*claim union said")
	p = atDesk(t, ferries)
	p.send(editor.Hold{At: p.point("Port Elin, Mon", 2)}).keys("p")
	is(t, "a caption that a finger was held on", p.marks(), "*caption Crews clear snow in Port Elin, Monday, Jan. 5, 2026.")
}

// A finger reaches the words of a mark, for another one within it: with a tap on the mark in hand, or by being held there.
func TestFingerWithinMarks(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s Escape").selects("said Ida Holm, who chairs").keys("m Escape")
	tap := func(words string) {
		p.send(editor.Tap{At: p.point(words, 1), Clicks: 1, Finger: true})
	}
	tap("Holm")
	has(t, "the smallest mark", p.marks(), "*source Ida Holm")
	tap("Holm")
	has(t, "the one around it", p.marks(), "*claim said Ida")
	tap("Holm")
	is(t, "the word", p.selection(), "Holm")
	if has(t, "and no mark in hand", "; "+p.marks(), "; source Ida Holm"); strings.Contains(p.marks(), "*") {
		t.Errorf("in hand is one of %s", p.marks())
	}
	tap("Holm")
	has(t, "the smallest again", p.marks(), "*source Ida Holm")

	tap("chairs")
	has(t, "a mark on other words", p.marks(), "*claim said Ida")
	tap("chairs")
	p.keys("q")
	has(t, "a cue within it", p.marks(), "claim said Ida Holm, who chairs; source Ida Holm; *cue chairs")

	p.keys("Escape").send(editor.Hold{At: p.point("Holm", 1), Finger: true})
	is(t, "held there, it means the name", p.selection(), "Ida Holm")
	p.send(editor.Hold{At: p.point("said Ida", 1), Finger: true})
	is(t, "or the word", p.selection(), "said")
	if strings.Contains(p.marks(), "*") {
		t.Errorf("a finger that is held takes one of %s", p.marks())
	}
	p.send(editor.Handle{At: p.point("aid Ida", 1), Raw: true}).keys("q")
	has(t, "letters", p.marks(), "*cue sa;")
	p.send(editor.Handle{At: p.point("said Ida", 0), Start: true})
	has(t, "the other end stays within the word", p.marks(), "*cue sa;")
	p.send(editor.Handle{At: p.point(" Ida", 1), Raw: true})
	has(t, "an end to the letter takes no space", p.marks(), "*cue said;")

	p.send(editor.Hold{At: p.point("said Ida", 1), Finger: true})
	if !p.m.Open.PopUp {
		t.Error("the labels come to the mark in hand")
	}
	tap("said Ida")
	if has(t, "the tap that sends them away leaves it in hand", p.marks(), "*cue said;"); p.m.Open.PopUp {
		t.Error("the labels stay")
	}

	p = atDesk(t, ferries)
	tap("lost 40")
	p.keys("m Escape")
	tap("union")
	has(t, "a claim", p.marks(), "*claim The pier lost 40 jobs last year, the union said")
	p.send(editor.Mark{Label: "source"})
	has(t, "a label goes on the words, and not on the mark that they are in", p.marks(), "claim The pier lost 40 jobs last year, the union said; *source the union")
	p.send(editor.Mark{Label: "cue"})
	has(t, "what was just made gets another label", p.marks(), "*cue the union")
	p.keys("u")
	tap("union")
	p.send(editor.Hold{At: p.point("union", 1), Finger: true}, editor.Mark{Label: "cue"})
	has(t, "so does what the labels were asked for at", p.marks(), "*cue the union")

	p = atDesk(t, ferries).selects("Crews clear snow in Port Elin").keys("p Escape").selects("clear").keys("q ;")
	tap("Port Elin, Mon")
	tap("Port Elin, Mon")
	has(t, "a label that is held goes on the words within the mark in hand", p.marks(), "*cue Port")
}

// A mark that is cut where the pointer was is never cut within a word.
func TestCutByPointer(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	p.send(editor.Hold{At: p.point("at dawn", 4)}, editor.Do{Command: "split"})
	is(t, "marks", p.marks(), "content “We sail at; *content dawn,”")
}

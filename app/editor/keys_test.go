package editor_test

import (
	"testing"

	"galley/annotate"
	"galley/annotate/schemes"
	"galley/app/editor"
)

// No key does two things: not in the whole scheme, and in none of its presets.
func TestNoKeyClashes(t *testing.T) {
	for _, s := range schemes.All() {
		for _, preset := range append([]annotate.Preset{{}}, s.Presets...) {
			part, err := s.With(preset.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, clash := range editor.Clashes(part) {
				t.Errorf("%s, preset %q: %s", s.Name(), preset.ID, clash)
			}
		}
	}
	taken := map[string]string{}
	ids := map[string]bool{}
	for _, c := range editor.CommandsOf(editor.Model{Scheme: schemes.Default()}) {
		if ids[c.ID] {
			t.Errorf("two commands are called %s", c.ID)
		}
		ids[c.ID] = true
		for _, k := range c.Keys {
			if other := taken[k]; other != "" {
				t.Errorf("key %s is both %s and %s", k, other, c.ID)
			}
			taken[k] = c.ID
		}
	}
}

func TestClashesAreTold(t *testing.T) {
	s := annotate.Scheme{Labels: []annotate.LabelDef{{ID: "joke", Title: "Joke", Key: "j"}, {ID: "lede", Title: "Lede", Key: "Z"}, {ID: "law", Title: "Law", Key: "Z"}}}
	got := editor.Clashes(s)
	if len(got) != 2 {
		t.Fatalf("two clashes, not %q", got)
	}
	is(t, "with a command", got[0], "key j is both “Joke” and “Next sentence”")
	is(t, "with another label", got[1], "key Z is both “Law” and “Lede”")
}

// While a text field has the focus, letters are text.
func TestKeysAreSilentInFields(t *testing.T) {
	for _, c := range editor.CommandsOf(atDesk(t, ferries).m) {
		for _, k := range c.Keys {
			p := atDesk(t, ferries).keys("] c")
			before := p.marks()
			key := editor.Key{Key: k, InField: true}
			if _, _, ok := editor.Press(p.m, key); ok {
				t.Errorf("in a field, key %s is %s", k, c.ID)
			}
			if p.send(key); p.marks() != before || p.m.Panel != editor.NoPanel {
				t.Errorf("in a field, key %s changes %q to %q, panel %q", k, before, p.marks(), p.m.Panel)
			}
		}
	}
	p := atDesk(t, ferries).keys("] c").send(editor.Key{Key: "1", InField: true})
	if p.m.Open.Attr != 0 {
		t.Error("in a field, a digit chose an attribute")
	}
}

func TestPanels(t *testing.T) {
	tests := []struct {
		keys  string
		panel editor.Panel
	}{
		{"?", editor.KeysPanel},
		{"? ?", editor.NoPanel},
		{"? Escape", editor.NoPanel},
		{":", editor.PalettePanel},
		{"Ctrl+k", editor.PalettePanel},
		{"w", editor.ExportPanel},
		{"? w", editor.ExportPanel},
		{"] c i", editor.GuidePanel},
	}
	for _, tt := range tests {
		p := atDesk(t, ferries).keys(tt.keys)
		if p.m.Panel != tt.panel {
			t.Errorf("after %s the panel is %q, not %q", tt.keys, p.m.Panel, tt.panel)
		}
		want := string(tt.panel)
		if tt.panel == editor.NoPanel {
			want = "sheet"
		}
		is(t, "focus after "+tt.keys, p.focus, want)
	}
	p := atDesk(t, ferries).keys("] c i")
	is(t, "the guide is that of the mark in hand", string(p.m.Guide), "content")
}

// Escape takes one step back at a time.
func TestEscape(t *testing.T) {
	p := atDesk(t, ferries).selects("Ida Holm").keys("s ] c \\ 1 ?")
	if !p.m.Focus || p.m.Open.Attr != 1 || p.m.Panel != editor.KeysPanel {
		t.Fatal("the story went wrong")
	}
	p.keys("Escape")
	if p.m.Panel != editor.NoPanel || p.m.Open.Attr != 1 {
		t.Error("the first Escape closes the panel and no more")
	}
	p.keys("Escape")
	if p.m.Open.Attr != 0 || p.m.Open.Selected == "" {
		t.Error("the second lets the attribute go and no more")
	}
	p.keys("S Escape")
	if p.m.Open.Linking != nil || p.m.Open.Selected == "" {
		t.Error("one ends the link and keeps the mark in hand")
	}
	p.keys("Escape")
	if p.m.Open.Selected != "" || !p.m.Focus {
		t.Error("one lets go of the mark")
	}
	p.keys("j Escape")
	if p.selection() != "" || !p.m.Focus {
		t.Error("one lets go of the selection")
	}
	p.keys("Escape")
	if p.m.Focus {
		t.Error("one brings the side panes back")
	}
	if _, _, ok := editor.Press(p.m, editor.Key{Key: "Escape"}); ok {
		t.Error("there is nothing left to step back from: Escape is the browser's")
	}
}

func TestPalette(t *testing.T) {
	p := atDesk(t, ferries).keys(":")
	p.keys("m")
	is(t, "what is typed is no label's key", p.marks(), "")

	p.send(editor.Typed{Query: "undo"})
	if list := p.m.Palette(); len(list) != 1 || list[0].ID != "undo" {
		t.Fatalf("“undo” finds %d commands", len(list))
	}
	p.send(editor.Typed{Query: "quot"})
	list := p.m.Palette()
	if len(list) < 2 || list[0].ID != "prev-quotation" && list[0].ID != "next-quotation" {
		t.Fatalf("“quot” finds %+v", list)
	}
	p.send(editor.Typed{Query: "next quotation"}, editor.Key{Key: "Enter", InField: true})
	is(t, "selected", p.selection(), "“We sail at dawn,”")
	if p.m.Panel != editor.NoPanel {
		t.Error("the palette is still open")
	}

	p.keys(":").send(editor.Typed{Query: "content"})
	down, up := editor.Key{Key: "ArrowDown", InField: true}, editor.Key{Key: "ArrowUp", InField: true}
	p.send(up, down, down, up, up, up, editor.Key{Key: "Enter", InField: true})
	is(t, "marked", p.marks(), "*content “We sail at dawn,”")

	p.keys(":").send(editor.Typed{Query: "no such thing"}, editor.Key{Key: "Enter", InField: true})
	if p.m.Panel != editor.PalettePanel {
		t.Error("Enter on nothing closes the palette")
	}
	for i, c := range p.send(editor.Typed{}).m.Palette() {
		if _, _, ok := c.Do(p.m); !ok {
			for _, later := range p.m.Palette()[i:] {
				if _, _, ok := later.Do(p.m); ok {
					t.Errorf("%s cannot be done now and stands before %s, which can", c.ID, later.ID)
				}
			}
			break
		}
	}
}

// On a narrow screen the side panes are panels, and choosing from one closes it.
func TestNarrow(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] c Escape").send(editor.Resized{Narrow: true})
	if p.keys("g").m.Panel != editor.QueuePanel {
		t.Errorf("the queue is not a panel: %q", p.m.Panel)
	}
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	if p.m.Panel != editor.NoPanel || p.m.Open.Doc.ID != p.m.Queue()[1].ID {
		t.Error("opening an article leaves the queue over it")
	}
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID}).keys("l")
	p.send(editor.Pick{Span: p.ids()[0]})
	if p.m.Panel != editor.NoPanel || p.m.Open.Selected == "" {
		t.Error("picking a mark leaves the list over it")
	}
	p.keys("l").send(editor.Resized{})
	if p.m.Panel != editor.NoPanel || p.m.List {
		t.Errorf("on the wide screen: panel %q, list %v", p.m.Panel, p.m.List)
	}
	if !p.keys("l").m.List {
		t.Error("on the wide screen the list is a pane")
	}
}

func TestTheme(t *testing.T) {
	p := atDesk(t, ferries)
	for _, want := range []editor.Theme{editor.LightTheme, editor.DarkTheme, editor.SystemTheme} {
		if p.keys("t"); p.m.Theme != want {
			t.Errorf("the lamp is %q, not %q", p.m.Theme, want)
		}
	}
}

// Notices that tell of nothing bad go by themselves; one with something to do stays longer; bad ones wait for a person.
func TestNotices(t *testing.T) {
	p := atDesk(t, ferries, bakery)
	p.send(editor.DeleteDoc{Doc: p.m.Queue()[1].ID}).send(editor.Mark{Label: "nothing"})
	has(t, "notices", p.notices(), "lies in the bin. | “nothing” is not a label")
	for _, timer := range p.timers {
		p.send(timer.Msg)
	}
	is(t, "left after a while", p.notices(), "“nothing” is not a label of this scheme.")
	p.send(editor.Dismiss{Notice: p.m.Notices[0].ID})
	is(t, "left", p.notices(), "")
}

// A command takes the key that is pressed for it; whoever had it gets the other, on the bar and everywhere.
func TestRekey(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Do{Command: "rekey"}, editor.Rekey{Command: "label:claim"}).keys("j")
	has(t, "they change places", p.notices(), "“Claim” has the key j. “Next sentence” had it, and has m now.")
	is(t, "on the bar", p.m.Bar()[0].Key, "j")
	p.keys("Escape m j")
	is(t, "marked with it", p.marks(), "*claim Ferries run again after nine days")
	q := p.tab("a2")
	is(t, "remembered", q.m.Bar()[0].Key, "j")
	p.send(editor.Do{Command: "rekey"}, editor.Rekey{Command: "palette"}).keys("Escape")
	if p.m.Rekey != "" || p.m.Panel != editor.RekeyPanel {
		t.Error("Escape leaves the key, not the panel")
	}
	p.send(editor.Rekey{Command: "label:cue"}).keys("Z Escape")
	if p.selects("nine days").keys("s a Z"); p.m.Many.Label != "cue" {
		t.Errorf("where many marks are made it is the key of %q", p.m.Many.Label)
	}
	p.keys("Escape").send(editor.Do{Command: "reset-keys"})
	is(t, "as it was", p.m.Bar()[0].Key, "m")
}

// With single-key shortcuts off a character does nothing by itself, and what it did with Alt.
func TestSingleKeysOff(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Do{Command: "single-keys"})
	has(t, "said", p.m.Say.Text, "only with Alt")
	p.keys("j m ? /")
	is(t, "nothing", p.marks()+p.selection()+string(p.m.Panel), "")
	p.keys("Alt+j Alt+m Alt+1 Alt+1")
	has(t, "with Alt", p.marks(), "*claim Ferries run again after nine days check_worthy=no")
	p.keys("Delete")
	is(t, "keys that are no characters work", p.marks(), "")
	p.send(editor.Do{Command: "single-keys"}).keys("j")
	if p.selection() == "" {
		t.Error("on again")
	}
}

// A scheme whose keys the desk has already says so when it is loaded, and leads to where others are chosen.
func TestClashesAreToldOnLoading(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Do{Command: "scheme"})
	i, l := p.label("claim")
	l.Key = "j"
	p.send(editor.EditLabel{N: i, Label: l}, editor.UseDraft{})
	has(t, "told at once", p.notices(), "Key j is both “Claim” and “Next sentence” here.")
	q := p.tab("a2")
	has(t, "told", q.notices(), "Key j is both “Claim” and “Next sentence” here.")
	if q.press(); q.m.Panel != editor.RekeyPanel {
		t.Error("the button leads to the keys")
	}
	q.send(editor.Rekey{Command: "label:claim"}).keys("Z")
	if again := q.tab("a3"); again.notices() != "" {
		t.Errorf("settled, and still told: %s", again.notices())
	}
}

package editor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

const council = `Council votes on the pier

The council votes on Tuesday. “We are ready,” said Tom Beck.
`

func (p *page) title() string {
	if p.m.Open == nil {
		return ""
	}
	title, _, _ := strings.Cut(p.m.Open.Title, " ")
	return title
}

func TestQueueStates(t *testing.T) {
	tests := []struct{ name, keys, open, queue string }{
		{"nothing done", "", "Ferries", "Ferries: todo 0; Bakery: todo 0; Council: todo 0"},
		{"a mark begins it", "h", "Ferries", "Ferries: in-progress 1; Bakery: todo 0; Council: todo 0"},
		{"its undo unbegins it", "h u", "Ferries", "Ferries: todo 0; Bakery: todo 0; Council: todo 0"},
		{"done, and on to the next", "h y", "Bakery", "Ferries: done 1; Bakery: todo 0; Council: todo 0"},
		{"done without a mark", "y", "Bakery", "Ferries: done 0; Bakery: todo 0; Council: todo 0"},
		{"skipped, and on to the next", "z", "Bakery", "Ferries: skipped 0; Bakery: todo 0; Council: todo 0"},
		{"flagged, and it stays", "v", "Ferries", "Ferries: flagged 0; Bakery: todo 0; Council: todo 0"},
		{"the flag taken off", "v v", "Ferries", "Ferries: in-progress 0; Bakery: todo 0; Council: todo 0"},
		{"done, and undone later", "y < u", "Ferries", "Ferries: todo 0; Bakery: todo 0; Council: todo 0"},
		{"a mark on a done article keeps it done", "y < h", "Ferries", "Ferries: done 1; Bakery: todo 0; Council: todo 0"},
		{"after the last comes what was left out", "> > y", "Ferries", "Ferries: todo 0; Bakery: todo 0; Council: done 0"},
		{"all done", "y y y", "Council", "Ferries: done 0; Bakery: done 0; Council: done 0"},
		{"there and back", "> > < h", "Bakery", "Ferries: todo 0; Bakery: in-progress 1; Council: todo 0"},
		{"no further than the ends", "< > > > >", "Council", "Ferries: todo 0; Bakery: todo 0; Council: todo 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries, bakery, council).keys(tt.keys)
			is(t, "open", p.title(), tt.open)
			is(t, "queue", p.queue(), tt.queue)
			is(t, "queue after a reload", p.tab("a2").queue(), tt.queue)
		})
	}
	p := atDesk(t, ferries, bakery).keys("y y")
	has(t, "notice", p.notices(), "Every article of this project is done")
}

func TestOpening(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] c")
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	is(t, "open", p.title(), "Bakery")
	is(t, "marks", p.marks(), "")
	is(t, "a tab opened now shows it too", p.tab("a2").title(), "Bakery")
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	is(t, "marks of the first", p.marks(), "content “We sail at dawn,”")
	p.send(editor.OpenDoc{Doc: "nowhere"})
	has(t, "notice", p.notices(), "not in this project")
	is(t, "still open", p.title(), "Ferries")
}

func TestRenaming(t *testing.T) {
	p := atDesk(t, ferries, bakery).send(editor.Do{Command: "rename"})
	is(t, "focus", p.focus, "rename")
	p.send(editor.Renamed{Title: "  Ice\non the\tpier "})
	is(t, "title", p.m.Open.Title, "Ice on the pier")
	is(t, "queue", p.queue(), "Ice: todo 0; Bakery: todo 0")
	is(t, "focus", p.focus, "sheet")

	p.send(editor.Rename{Doc: p.m.Queue()[1].ID}, editor.Renamed{Title: "Mill"})
	is(t, "one that is not open", p.queue(), "Ice: todo 0; Mill: todo 0")
	p.send(editor.Rename{Doc: p.m.Queue()[1].ID}, editor.Renamed{Title: " \n "})
	is(t, "an empty name changes nothing", p.queue(), "Ice: todo 0; Mill: todo 0")
	p.send(editor.Rename{Doc: p.m.Queue()[1].ID}).keys("Escape").send(editor.Renamed{Title: "Late"})
	is(t, "nor does one that comes after Esc", p.queue(), "Ice: todo 0; Mill: todo 0")
	is(t, "after a reload", p.tab("a2").queue(), "Ice: todo 0; Mill: todo 0")
}

func TestTheBin(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] c").send(editor.Do{Command: "delete-doc"})
	has(t, "notice", p.notices(), "lies in the bin.")
	is(t, "open", p.title(), "Bakery")
	is(t, "queue", p.queue(), "Bakery: todo 0")
	if len(p.m.Bin()) != 1 {
		t.Fatalf("the bin holds %+v", p.m.Bin())
	}
	is(t, "after a reload", p.tab("a2").queue(), "Bakery: todo 0")
	p.press()
	is(t, "brought back, with its mark and in its place", p.queue(), "Ferries: in-progress 1; Bakery: todo 0")
	has(t, "and its notice is gone", p.notices()+" gone", " gone")
	is(t, "after a reload", p.tab("a2").queue(), "Ferries: in-progress 1; Bakery: todo 0")

	entries := len(p.held())
	p.send(editor.RestoreDoc{Doc: p.m.Queue()[0].ID}, editor.RestoreDoc{Doc: "nowhere"})
	if n := len(p.held()); n != entries {
		t.Errorf("bringing back what lies in no bin wrote %d entries", n-entries)
	}

	for _, d := range p.m.Queue() {
		p.send(editor.DeleteDoc{Doc: d.ID}, editor.DeleteDoc{Doc: d.ID})
	}
	if p.m.Open != nil || p.queue() != "" || len(p.m.Bin()) != 2 {
		t.Errorf("all in the bin: open %q, queue %q, bin %d", p.title(), p.queue(), len(p.m.Bin()))
	}
	p.keys("j m u 1 Escape y").press()
	is(t, "the last brought back", p.queue(), "Bakery: todo 0")
	is(t, "is on the empty sheet again", p.title(), "Bakery")
}

func TestPasting(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Show{Panel: editor.PastePanel}, editor.Pasted{Text: " \n\t"})
	if p.m.Panel != editor.PastePanel {
		t.Error("pasting nothing closes the panel")
	}
	p.send(editor.Pasted{Text: bakery})
	if p.m.Panel != editor.NoPanel || p.m.Busy != "" {
		t.Errorf("panel %q, busy %q", p.m.Panel, p.m.Busy)
	}
	is(t, "open", p.title(), "Bakery")
	is(t, "queue", p.queue(), "Ferries: todo 0; Bakery: todo 0")
	is(t, "saved", string(p.m.Save.State), "saved")

	p.keys("<").send(editor.Pasted{Text: bakery})
	has(t, "notice", p.notices(), "1 of 1 articles are here already.")
	is(t, "the one that is here is opened", p.title(), "Bakery")
	is(t, "queue", p.queue(), "Ferries: todo 0; Bakery: todo 0")
}

func TestUnreadableFiles(t *testing.T) {
	p := atDesk(t, ferries).send(editor.Dropped{Files: []editor.File{
		{Name: "picture.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, {Name: "bakery.txt", Data: []byte(bakery)},
	}})
	has(t, "notice", p.notices(), "picture.png")
	is(t, "the other is taken in", p.queue(), "Ferries: todo 0; Bakery: todo 0")
}

// Files that come before there is a project wait for it.
func TestEarlyFiles(t *testing.T) {
	p := newPage(t, atDesk(t, ferries).store)
	p.send(editor.Started{Actor: "a3", Files: []editor.File{{Name: "b.txt", Data: []byte(bakery)}}})
	if p.m.Screen != editor.Welcome {
		t.Fatal("somebody without a name is asked for it")
	}
	p.send(editor.Named{Name: " \t"})
	has(t, "notice", p.notices(), "Type your name first")
	p.send(editor.Named{Name: "Ben"})
	is(t, "queue", p.queue(), "Ferries: todo 0; Bakery: todo 0")
}

func TestProjects(t *testing.T) {
	p := atDesk(t, ferries).keys("h")
	first := p.m.Project.ID
	p.send(editor.NewProject{Name: " "})
	has(t, "notice", p.notices(), "Give the project a name first.")
	p.send(editor.NewProject{Name: "Pictures", Preset: "lite"})
	is(t, "an empty queue", p.queue(), "")
	if n := len(p.m.Bar()); n != 3 {
		t.Errorf("the lite preset has %d labels on its bar, not 3", n)
	}
	p.send(editor.Pasted{Text: council}).keys("] c")
	is(t, "work in it", p.queue(), "Council: in-progress 1")
	p.send(editor.SwitchTo{Project: first})
	is(t, "the first again", p.queue(), "Ferries: in-progress 1")
	is(t, "with its mark", p.marks(), "headline Ferries run again after nine days")
	p.send(editor.SwitchTo{Project: p.m.Projects[1].ID})
	is(t, "and the second", p.marks(), "content “We are ready,”")
	p.send(editor.SwitchTo{Project: "nowhere"})
	is(t, "a project that is not there leaves this one", p.queue(), "Council: in-progress 1")
}

// Somebody else's layer is not shown, and not touched.
func TestLayersOfOthers(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	ben := newPage(t, p.store).send(editor.Started{Actor: "b1"}, editor.Named{Name: "Ben"})
	is(t, "Ben begins with an empty sheet", ben.marks(), "")
	is(t, "and has nothing to undo", ben.keys("u").m.Say.Text, "There is nothing to undo.")
	ben.keys("h")
	p.hear(ben)
	is(t, "Ana's marks", p.marks(), "*content “We sail at dawn,”")
	if got := p.held(); got[len(got)-1].Layer != annotate.Annotator("Ben") {
		t.Errorf("Ben's mark is kept under %q", got[len(got)-1].Layer)
	}
}

// Who begins in the middle of the queue goes on below, and comes to what lies above when the end is reached.
func TestDoneGoesOnBelow(t *testing.T) {
	p := atDesk(t, ferries, bakery, tolls)
	queue := p.m.Queue()
	p.send(editor.OpenDoc{Doc: queue[1].ID})
	for _, want := range []annotate.DocID{queue[2].ID, queue[0].ID} {
		if p.keys("y"); p.m.Open.Doc.ID != want {
			t.Errorf("%q lies on the desk, want the article %s", p.m.Open.Title, want)
		}
	}
}

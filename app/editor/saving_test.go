package editor_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"galley/annotate/bundle"
	"galley/app/editor"
	"galley/app/store/mem"
)

// save is what the slug line says: "saved", "saving 2", "failed 2: disk full, try 1".
func (p *page) save() string {
	s := p.m.Save
	switch {
	case s.State == editor.Failed:
		return fmt.Sprintf("failed %d: %s, try %d", s.Waiting, s.Reason, s.Tries)
	case s.Waiting > 0:
		return fmt.Sprintf("%s %d", s.State, s.Waiting)
	}
	return string(s.State)
}

// The slug line says saved only when all is durable, at every step of a slow store.
func TestSaving(t *testing.T) {
	p := atDesk(t, ferries)
	is(t, "at first", p.save(), "saved")
	p.slow = true
	p.keys("h")
	is(t, "a mark", p.save(), "saving 1")
	p.keys("] c").keys("1 1")
	is(t, "more, while the store writes", p.save(), "saving 3")
	if len(p.waits) != 1 || len(p.waits[0].Records) != 1 {
		t.Fatalf("the store was sent %d appends at once", len(p.waits))
	}
	p.answer()
	is(t, "the first is kept, the others are sent", p.save(), "saving 2")
	if len(p.waits) != 1 || len(p.waits[0].Records) != 2 {
		t.Fatalf("then it was sent %+v", p.waits)
	}
	if n := len(p.told); n == 0 || len(p.told[n-1].Records) != 1 {
		t.Errorf("the other tabs hear of what is durable, and of nothing else: %+v", p.told)
	}
	p.answer()
	is(t, "all is kept", p.save(), "saved")
	if p.m.Save.At != p.m.Now {
		t.Error("and when that was is not told")
	}
}

func TestNotSaved(t *testing.T) {
	p := atDesk(t, ferries)
	before := len(p.held())
	p.broken = "the disk is full"
	p.keys("h")
	is(t, "one mark", p.save(), "failed 1: the disk is full, try 1")
	has(t, "said", p.m.Say.Text, "Not saved: the disk is full. Your marks are kept here")
	p.keys("] c 1 1")
	is(t, "work goes on", p.marks(), "headline Ferries run again after nine days; *content “We sail at dawn,” directness=direct")
	is(t, "and waits", p.save(), "failed 3: the disk is full, try 3")

	p.send(editor.RetrySave{})
	is(t, "tried by hand", p.save(), "failed 3: the disk is full, try 4")
	p.broken = "the disk is locked"
	p.send(p.timers[len(p.timers)-1].Msg)
	is(t, "tried by the clock", p.save(), "failed 3: the disk is locked, try 5")
	if n := len(p.held()); n != before {
		t.Fatalf("the broken store holds %d entries more", n-before)
	}

	p.broken = ""
	p.send(editor.RetrySave{})
	is(t, "mended", p.save(), "saved")
	is(t, "said", p.m.Say.Text, "Saved again.")
	if n := len(p.held()); n != before+3 {
		t.Errorf("of three entries the store holds %d", n-before)
	}
	is(t, "after a reload", p.tab("a2").marks(), "headline Ferries run again after nine days; content “We sail at dawn,” directness=direct")

	p.send(editor.RetrySave{}, editor.RetrySave{})
	is(t, "a late try", p.save(), "saved")
	if len(p.held()) != before+3 {
		t.Error("a late try writes again")
	}
}

// It tries ever more patiently, and no more seldom than twice a minute.
func TestRetriesArePatient(t *testing.T) {
	p := atDesk(t, ferries)
	p.broken, p.timers = "the disk is full", nil
	p.keys("h")
	for range 7 {
		p.send(p.timers[len(p.timers)-1].Msg)
	}
	var waits []time.Duration
	for _, e := range p.timers {
		if _, ok := e.Msg.(editor.RetrySave); ok {
			waits = append(waits, e.D/time.Second)
		}
	}
	if want := []time.Duration{1, 2, 4, 8, 16, 32, 32, 32}; !slices.Equal(waits, want) {
		t.Errorf("it waits %v seconds, not %v", waits, want)
	}
}

// While nothing can be saved, the work leaves the desk as a file that another desk takes in.
func TestSaveUnsaved(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("h")
	p.broken = "the disk is full"
	p.keys("] c").send(editor.SaveUnsaved{})
	rec, ok := p.other[len(p.other)-1].(editor.SaveRecords)
	if !ok {
		t.Fatalf("no records are given out: %+v", p.other)
	}
	var b bytes.Buffer
	if err := bundle.Write(&b, rec.Records); err != nil {
		t.Fatal(err)
	}

	q := p.tab("a9") // a desk that does not hold the last mark
	is(t, "before", q.marks(), "headline Ferries run again after nine days")
	q.send(editor.Dropped{Files: []editor.File{{Name: rec.Name, Data: b.Bytes()}}})
	is(t, "after", q.marks(), "headline Ferries run again after nine days; content “We sail at dawn,”")
	has(t, "notice", q.notices(), "1 change came in.")

	p.broken = ""
	p.send(editor.RetrySave{})
	p.hear(q)
	is(t, "and the desk it came from may save it too", p.tab("a10").marks(), "headline Ferries run again after nine days; content “We sail at dawn,”")
}

// Until all is saved the project stays at the desk: what is pending belongs to it.
func TestUnsavedMarksStayWithTheirProject(t *testing.T) {
	p := atDesk(t, ferries).send(editor.NewProject{Name: "Other", Preset: "lite"}, editor.Pasted{Text: bakery})
	first, other := p.m.Projects[0].ID, p.m.Projects[1].ID
	p.send(editor.SwitchTo{Project: first})
	p.slow = true
	p.keys("h").send(editor.SwitchTo{Project: other}, editor.NewProject{Name: "Third"})
	has(t, "notice", p.notices(), "not saved yet")
	if p.m.Project.ID != first || len(p.m.Projects) != 2 {
		t.Fatalf("it went to %s", p.m.Project.ID)
	}
	p.answer()
	p.slow = false
	p.send(editor.SwitchTo{Project: other})
	is(t, "then it goes", p.queue(), "Bakery: todo 0")

	// A mark made while the other project is being read.
	loaded, err := p.store.Load(t.Context(), first, editor.Selection{Heads: true})
	if err != nil {
		t.Fatal(err)
	}
	p.slow = true
	p.keys("j m").send(editor.ProjectLoaded{Project: first, Loaded: loaded})
	is(t, "the mark stays", p.queue(), "Bakery: in-progress 1")
	p.answer()
	is(t, "and is kept", p.save(), "saved")
	is(t, "there", p.tab("a2").queue(), "Bakery: in-progress 1")
}

// A whole project comes in as a bundle, to a desk that has another.
func TestBundleOfAnotherProject(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	loaded, err := p.store.Load(t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := bundle.Write(&b, loaded.Records); err != nil {
		t.Fatal(err)
	}
	q := newPage(t, &mem.Store{}).send(editor.Started{Actor: "z1"}, editor.Named{Name: "Ana"})
	q.send(editor.Dropped{Files: []editor.File{{Name: "all.galley.jsonl", Data: b.Bytes()}}})
	if q.m.Project.ID != p.m.Project.ID || len(q.m.Projects) != 2 {
		t.Fatalf("at the desk is %s, notices %q", q.m.Project.ID, q.notices())
	}
	is(t, "its marks", q.marks(), "content “We sail at dawn,”")
	is(t, "busy", q.m.Busy, "")
	q.keys("h")
	is(t, "work goes on", q.save(), "saved")
	is(t, "and lasts", q.tab("z2").marks(), "headline Ferries run again after nine days; content “We sail at dawn,”")
}

func TestQuarantineIsTold(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	doc := p.m.Open.Doc
	p.send(editor.DocLoaded{Doc: doc.ID, Layer: "Ana", Document: &doc, Quarantined: []editor.Quarantine{{Key: "e/a1/1", Reason: "no JSON"}}})
	has(t, "notice", p.notices(), "1 pieces of the journal could not be read and are kept aside, untouched: e/a1/1: no JSON")
	is(t, "the rest is there", p.queue()+p.marks(), "Ferries: todo 0")
}

func TestStoreThatCannotBeRead(t *testing.T) {
	p := newPage(t, nil).send(editor.ProjectsLoaded{Err: "no access"})
	if p.m.Screen != editor.Welcome || p.m.Save.State != editor.Failed {
		t.Errorf("screen %d, save %+v", p.m.Screen, p.m.Save)
	}
	has(t, "notice", p.notices(), "store cannot be read: no access")
}

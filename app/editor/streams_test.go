package editor_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
)

// A countingStore counts the entries that are read from it.
type countingStore struct {
	opened int // documents
	*mem.Store
	read int
}

func (s *countingStore) Load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	out, err := s.Store.Load(ctx, p, sel)
	s.read += len(journal.Entries(out.Records))
	return out, err
}

func (s *countingStore) Open(ctx context.Context, p annotate.ProjectID, at journal.Stream, whole bool) (editor.Opened, error) {
	out, err := s.Store.Open(ctx, p, at, whole)
	s.opened++
	s.read += len(out.Entries)
	return out, err
}

// worked is a desk whose article has n operations in its journal, by another actor of the same person, and a tab opened
// over it with what opening it has read.
func worked(t *testing.T, n int) (*page, *countingStore) {
	t.Helper()
	p := atDesk(t, ferries)
	clock := journal.Clock{Actor: "a0"}
	at := journal.Stream{Doc: p.m.Open.Doc.ID, Layer: p.m.Name}
	var recs []journal.Record
	for i := range n {
		id := annotate.SpanID(fmt.Sprintf("old-%d", i/2%40))
		span := annotate.Span{ID: id, Label: "claim", Ranges: []annotate.Range{{From: annotate.Pos(i / 2 % 40), To: annotate.Pos(i/2%40 + 3)}}}
		tx := annotate.Tx{annotate.AddSpan{Span: span}}
		if i%2 == 1 && i < n-2*40 {
			tx = annotate.Tx{annotate.RemoveSpan{Span: span}}
		} else if i%2 == 1 {
			tx = annotate.Tx{annotate.Relabel{ID: id, From: "claim", To: "content"}}
		}
		e := clock.Next(at, p.m.Now, tx)
		recs = append(recs, journal.Record{Entry: &e})
	}
	if err := p.store.Append(t.Context(), p.m.Project.ID, recs...); err != nil {
		t.Fatal(err)
	}
	return reopened(t, p)
}

// reopened is the same person's desk opened anew, over a store that counts.
func reopened(t *testing.T, p *page) (*page, *countingStore) {
	t.Helper()
	counting := &countingStore{Store: p.store}
	q := newPage(t, p.store)
	q.count, q.m.Now = counting, p.m.Now
	q.send(editor.Started{Actor: p.m.Clock.Actor + "n", Settings: p.m.Settings})
	return q, counting
}

// A document of 100,000 operations is opened by a snapshot and the entries since, and a project by neither.
func TestOpeningReadsATail(t *testing.T) {
	p, counting := worked(t, 100_000)
	if counting.read < 100_000 {
		t.Fatalf("the first opening reads %d entries, and must read all", counting.read)
	}
	marks := p.marks()
	p.fire() // the moment for a snapshot
	p, counting = reopened(t, p)
	if counting.read != 0 {
		t.Errorf("opening by the snapshot reads %d entries", counting.read)
	}
	is(t, "the marks are the same", p.marks(), marks)
	p.keys("h m")
	p, counting = reopened(t, p)
	if counting.read == 0 || counting.read > 5 {
		t.Errorf("opening reads %d entries, want those since the snapshot", counting.read)
	}
	if p.m.Open.Layer.Len() != 41 {
		t.Errorf("%d marks, want the 40 and the one since", p.m.Open.Layer.Len())
	}
}

// Undo goes back behind the snapshot, however far, and forward again.
func TestUndoBehindTheSnapshot(t *testing.T) {
	p, _ := worked(t, 1_000)
	p.fire()
	before := p.marks()
	p.keys("] m")
	p, counting := reopened(t, p)
	p.keys("Ctrl+z") // the mark made since
	if counting.read > 5 {
		t.Errorf("undoing the last mark reads %d entries", counting.read)
	}
	is(t, "one step back", p.marks(), before)
	p.keys("Ctrl+z Ctrl+z")
	if counting.read < 1_000 {
		t.Errorf("two steps further back reads only %d entries", counting.read)
	}
	if p.m.Open.Layer.Len() != 39 {
		t.Errorf("after undoing a relabelling and an addition there are %d marks, want 39", p.m.Open.Layer.Len())
	}
	p.keys("Ctrl+y Ctrl+y")
	is(t, "and forward", p.marks(), before)
	p.keys("Ctrl+y")
	if p.m.Open.Layer.Len() != 41 {
		t.Errorf("redone to the end there are %d marks, want 41", p.m.Open.Layer.Len())
	}
	q, _ := reopened(t, p)
	is(t, "it is all kept", q.marks(), p.marks())
}

// An entry that was made earlier on another device, and comes in when a snapshot stands for later ones, takes its place
// among them.
func TestLateEntry(t *testing.T) {
	p, _ := worked(t, 1_000)
	p.fire()
	p, counting := reopened(t, p)
	late := journal.Entry{
		Ref: journal.Ref{Actor: "other", Seq: 1}, Lamport: 3, Stream: journal.Stream{Doc: p.m.Open.Doc.ID, Layer: p.m.Name},
		Tx: annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "late", Label: "source", Ranges: []annotate.Range{{From: 0, To: 7}}}}},
	}
	rec := journal.Record{Entry: &late}
	if err := p.store.Append(t.Context(), p.m.Project.ID, rec); err != nil {
		t.Fatal(err)
	}
	p.send(editor.Heard{Project: p.m.Project.ID, Records: []journal.Record{rec}})
	if counting.read < 1_000 {
		t.Errorf("the entries that it belongs among were not read: %d", counting.read)
	}
	if _, ok := p.m.Open.Layer.Span("late"); !ok || p.m.Open.Layer.Len() != 41 {
		t.Errorf("the late mark is not there: %d marks", p.m.Open.Layer.Len())
	}
	q, _ := reopened(t, p)
	is(t, "opened anew", q.marks(), p.marks())
	q.fire()
	q, counting = reopened(t, q)
	is(t, "and by a new snapshot", q.marks(), p.marks())
	if counting.read != 0 {
		t.Errorf("which reads %d entries", counting.read)
	}
}

// A queue of thousands is laid out without a single entry; what the store forgot is worked out again.
func TestQueueReadsNoEntries(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] m").send(editor.Do{Command: "done"})
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID}).keys("] m")
	p.send(editor.Rename{Doc: p.m.Queue()[0].ID}, editor.Renamed{Title: "Pier"})
	want := p.queue()
	is(t, "the queue", want, "Pier: done 1; Bakery: in-progress 1")
	q, counting := reopened(t, p)
	is(t, "opened anew", q.queue(), want)
	if counting.read != 1 {
		t.Errorf("opening reads %d entries, want those of the open document", counting.read)
	}
	p.store.Forget()
	q, counting = reopened(t, p)
	is(t, "worked out again", q.queue(), want)
	if counting.read == 0 {
		t.Error("nothing was read, yet the store has forgotten")
	}
	q, _ = reopened(t, p)
	q, counting = reopened(t, q)
	is(t, "and remembered", q.queue(), want)
	if counting.read > 1 {
		t.Errorf("it is worked out each time: %d entries", counting.read)
	}
}

// A bundle's streams stand at once, in a project of its own and in this one.
func TestBundleStands(t *testing.T) {
	p := atDesk(t, ferries).keys("] m")
	all, err := p.store.Load(t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	q, other := atDesk(t, bakery), p.m.Project
	other.ID = "other"
	theirs := slices.Clone(all.Records)
	for i := range theirs {
		if theirs[i].Project != nil {
			theirs[i].Project = &other
		}
	}
	q.send(editor.FilesLoaded{Loaded: editor.FilesRead{Records: theirs}})
	is(t, "as a project", q.queue(), "Ferries: in-progress 1")

	r := atDesk(t, bakery)
	for i := range all.Records {
		if all.Records[i].Project != nil {
			all.Records[i].Project = &r.m.Project
		}
	}
	r.send(editor.FilesLoaded{Loaded: editor.FilesRead{Records: all.Records}})
	is(t, "into this one", r.queue(), "Bakery: todo 0; Ferries: in-progress 1")
	has(t, "notice", r.notices(), "1 article and 1 change came in.")
	r.send(editor.FilesLoaded{Loaded: editor.FilesRead{Records: all.Records}})
	has(t, "again", r.notices(), "All of it was here already: 1 change.")
}

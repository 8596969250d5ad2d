// Package storetest is what every store must pass: the promises of [editor.Journals], as tests. It uses nothing of
// any platform, so that it runs in a browser's engine too.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// Run tests a store. Every call of open with one t is another handle on the same storage, which is empty at the
// first call and belongs to that t alone.
func Run(t *testing.T, open func(t *testing.T) editor.Journals) {
	tests := []struct {
		name string
		test func(*testing.T, func(t *testing.T) editor.Journals)
	}{
		{"empty", testEmpty},
		{"append and load", testAppend},
		{"order", testOrder},
		{"every field comes back", testFields},
		{"keys", testKeys},
		{"all or nothing", testAllOrNothing},
		{"selection", testSelection},
		{"streams", testStreams},
		{"open", testOpen},
		{"memos", testMemos},
		{"folded", testFolded},
		{"search", testSearch},
		{"projects", testProjects},
		{"reopen", testReopen},
		{"two handles", testTwoHandles},
		{"at the same time", testConcurrent},
		{"ten thousand", testMany},
		{"cancelled", testCancelled},
		{"odd names", testNames},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.test(t, open) })
	}
}

// RunDamaged tests that a store which finds part of a project unreadable reads what it can, tells of the rest and
// goes on. spoil makes the record with the given key unreadable, as a failing disk would, in the storage that open
// opens for t.
func RunDamaged(t *testing.T, open func(t *testing.T) editor.Journals, spoil func(t *testing.T, p annotate.ProjectID, key string)) {
	ctx := t.Context()
	s := open(t)
	must(t, s.Append(ctx, "p", project("p"), document("d1", 0), entry("ana", 1), entry("ana", 2)))
	spoil(t, "p", "e/ana/2")
	for round := range 2 {
		s = open(t)
		got, err := s.Load(ctx, "p", editor.Selection{})
		if err != nil {
			t.Fatalf("a damaged project must open: %v", err)
		}
		if want := "p/p d/d1 e/ana/1"; keys(got.Records) != want {
			t.Errorf("round %d: read %q, want %q", round, keys(got.Records), want)
		}
		if len(got.Quarantined) == 0 || got.Quarantined[0].Key == "" || got.Quarantined[0].Reason == "" {
			t.Errorf("round %d: nobody is told of the damage: %+v", round, got.Quarantined)
		}
	}
	must(t, s.Append(ctx, "p", entry("ben", 1)))
	check(t, open(t), "p", editor.Selection{}, "p/p d/d1 e/ana/1 e/ben/1")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func project(id annotate.ProjectID) journal.Record {
	return journal.Record{Project: &annotate.Project{ID: id, Name: "Desk " + string(id), Scheme: "galley-news@1"}}
}

func document(id annotate.DocID, order int) journal.Record {
	d := annotate.NewDocument(id, "Harbour reopens", annotate.NewText("Harbour reopens\nThe harbour opened on Monday.\n"))
	d.Order = order
	d.Blocks = []annotate.Block{{ID: 1, Kind: annotate.Headline, Range: annotate.Range{From: 0, To: 15}}}
	return journal.Record{Document: &d}
}

func entry(actor journal.Actor, seq int) journal.Record { return entryOn("d1", actor, seq, seq) }

func entryOn(doc annotate.DocID, actor journal.Actor, seq, lamport int) journal.Record {
	span := annotate.Span{
		ID: annotate.SpanID(fmt.Sprintf("%s-%d", actor, seq)), Label: "claim", Ranges: []annotate.Range{{From: 0, To: 7}},
	}
	return journal.Record{Entry: &journal.Entry{
		Ref: journal.Ref{Actor: actor, Seq: seq}, Lamport: lamport, Time: 1767225600000,
		Stream: journal.Stream{Doc: doc, Layer: annotate.Annotator(actor)}, Tx: annotate.Tx{annotate.AddSpan{Span: span}},
	}}
}

func keys(recs []journal.Record) string {
	var out []string
	for _, r := range recs {
		out = append(out, r.Key())
	}
	return strings.Join(out, " ")
}

func check(t *testing.T, s editor.Journals, p annotate.ProjectID, sel editor.Selection, want string) []journal.Record {
	t.Helper()
	got, err := s.Load(t.Context(), p, sel)
	must(t, err)
	if keys(got.Records) != want {
		t.Errorf("load %q %+v: got %q, want %q", p, sel, keys(got.Records), want)
	}
	return got.Records
}

func testEmpty(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	ps, err := s.Projects(t.Context())
	must(t, err)
	if len(ps) != 0 {
		t.Errorf("an empty store has projects %v", ps)
	}
	check(t, s, "none", editor.Selection{}, "")
	must(t, s.Append(t.Context(), "none"))
	check(t, s, "none", editor.Selection{}, "")
}

func testAppend(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0)))
	check(t, s, "p", editor.Selection{}, "p/p d/d1")
	must(t, s.Append(t.Context(), "p", entry("ana", 1)))
	must(t, s.Append(t.Context(), "p", entry("ana", 2)))
	check(t, s, "p", editor.Selection{}, "p/p d/d1 e/ana/1 e/ana/2")
}

func testOrder(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "p", entryOn("b", "ana", 2, 9), document("b", 1), entryOn("b", "ben", 1, 3)))
	must(t, s.Append(t.Context(), "p", entryOn("a", "ana", 1, 3), document("c", 0), document("a", 1)))
	must(t, s.Append(t.Context(), "p", project("p"), entryOn("b", "ana", 3, 10)))
	check(t, s, "p", editor.Selection{}, "p/p d/c d/a d/b e/ana/1 e/ben/1 e/ana/2 e/ana/3")
}

func testFields(t *testing.T, open func(t *testing.T) editor.Journals) {
	yes := "sì <&> \u2028"
	long := document("d2", 3)
	long.Document.Lang, long.Document.Meta = "it", []annotate.Field{{Name: "desk", Value: "city"}, {Name: "desk", Value: ""}}
	all := []journal.Record{
		{Project: &annotate.Project{ID: "p", Name: "Città ☂", Scheme: "galley-news@1", Preset: "lite"}},
		document("d1", 0), long,
		{Entry: &journal.Entry{
			Ref: journal.Ref{Actor: "ana", Seq: 1}, Lamport: 1, Time: -5, Stream: journal.Stream{Doc: "d1", Layer: "ana"},
			Tx: annotate.Tx{
				annotate.AddSpan{Span: annotate.Span{
					ID: "s1", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 2}, {From: 4, To: 7}},
					Attrs:  annotate.Attrs{{Name: "type", Value: "quantity"}},
					Origin: &annotate.Origin{Rule: "figures", Version: "1", Score: 0.5},
				}},
				annotate.MoveSpan{ID: "s1", From: []annotate.Range{{From: 0, To: 2}}, To: []annotate.Range{{From: 0, To: 3}}},
				annotate.Relabel{ID: "s1", From: "claim", To: "content"},
				annotate.SetAttr{ID: "s1", Name: "type", To: &yes},
				annotate.SetAttr{Name: "topic", From: &yes},
				annotate.AddRelation{Relation: annotate.Relation{ID: "r1", Label: "source", Head: "s1", Tail: "s1"}},
				annotate.RemoveRelation{Relation: annotate.Relation{ID: "r1", Label: "source", Head: "s1", Tail: "s1"}},
			},
		}},
		{Entry: &journal.Entry{
			Ref: journal.Ref{Actor: "ana", Seq: 2}, Lamport: 2, Stream: journal.Stream{Doc: "d1", Layer: "ana"},
			Undoes: &journal.Ref{Actor: "ana", Seq: 1}, Tx: annotate.Tx{},
		}},
		{Entry: &journal.Entry{
			Ref: journal.Ref{Actor: "ana", Seq: 3}, Lamport: 3, Redoes: &journal.Ref{Actor: "ana", Seq: 1}, Tx: annotate.Tx{},
		}},
	}
	must(t, open(t).Append(t.Context(), "p", all...))
	got, err := open(t).Load(t.Context(), "p", editor.Selection{})
	must(t, err)
	if len(got.Records) != len(all) {
		t.Fatalf("got %q", keys(got.Records))
	}
	for i := range all {
		want, err := journal.AppendRecord(nil, all[i])
		must(t, err)
		have, err := journal.AppendRecord(nil, got.Records[i])
		must(t, err)
		if !bytes.Equal(have, want) {
			t.Errorf("(-want +got):\n-%s\n+%s", want, have)
		}
	}
}

func testKeys(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	first := entry("ana", 1)
	must(t, s.Append(t.Context(), "p", first, first))
	other := entry("ana", 1)
	other.Entry.Time = 7
	must(t, s.Append(t.Context(), "p", other, entry("ana", 2)))
	recs := check(t, s, "p", editor.Selection{}, "e/ana/1 e/ana/2")
	if recs[0].Entry.Time != first.Entry.Time {
		t.Error("a record was changed by another of its key")
	}
}

func testAllOrNothing(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "p", project("p")))
	for _, bad := range []journal.Record{{}, project("q")} {
		if err := s.Append(t.Context(), "p", entry("ana", 1), bad, entry("ana", 2)); err == nil {
			t.Errorf("a record that does not belong there is taken: %+v", bad)
		}
		check(t, open(t), "p", editor.Selection{}, "p/p")
	}
}

func testSelection(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	onProject := journal.Record{Entry: &journal.Entry{Ref: journal.Ref{Actor: "ben", Seq: 1}, Lamport: 1, Tx: annotate.Tx{}}}
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0), document("d2", 0),
		entryOn("d1", "ana", 1, 1), entryOn("d2", "ana", 2, 2), onProject))
	all := "p/p d/d1 d/d2 e/ana/1 e/ben/1 e/ana/2"
	for _, r := range check(t, s, "p", editor.Selection{Heads: true}, "p/p d/d1 d/d2") {
		if d := r.Document; d != nil && (d.Text.Len() != 0 || d.Blocks != nil || d.Title == "" || d.Digest == "") {
			t.Errorf("the head of a document has no text and no blocks, but all else: %+v", d)
		}
	}
	for _, r := range check(t, s, "p", editor.Selection{Doc: "d1"}, "d/d1 e/ana/1") {
		if d := r.Document; d != nil && (d.Verify() != nil || len(d.Blocks) != 1) {
			t.Errorf("the document is not whole: %+v", d)
		}
	}
	check(t, s, "p", editor.Selection{Doc: "d3"}, "")
	for _, r := range check(t, s, "p", editor.Selection{}, all) {
		if r.Document != nil && r.Document.Text.Len() == 0 {
			t.Error("loading heads has changed the document")
		}
	}
}

// heads reads what is known of the streams, as "d1/ana:2@5" for two entries, the later of time 5.
func heads(t *testing.T, s editor.Journals) string {
	t.Helper()
	got, err := s.Load(t.Context(), "p", editor.Selection{Heads: true})
	must(t, err)
	var out []string
	for _, h := range got.Streams {
		out = append(out, fmt.Sprintf("%s/%s:%d@%d", h.Doc, h.Layer, h.Entries, h.Lamport))
	}
	return strings.Join(out, " ")
}

func testStreams(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	about := journal.Record{Entry: &journal.Entry{
		Ref: journal.Ref{Actor: "ben", Seq: 1}, Lamport: 8, Stream: journal.Stream{Doc: "d1"}, Tx: annotate.Tx{},
	}}
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0), entryOn("d1", "ana", 1, 1), entryOn("d1", "ana", 2, 5), about))
	must(t, s.Append(t.Context(), "p", entryOn("d1", "ana", 2, 5), entryOn("d2", "ana", 3, 6), entryOn("d1", "ana", 1, 1)))
	must(t, s.Append(t.Context(), "q", entryOn("d1", "ana", 9, 99)))
	for range 2 {
		if got, want := heads(t, open(t)), "d1/:1@8 d1/ana:2@5 d2/ana:1@6"; got != want {
			t.Errorf("got the streams %q, want %q", got, want)
		}
		must(t, open(t).Append(t.Context(), "p", entryOn("d1", "ana", 1, 1))) // it is there
	}
}

func testOpen(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0), document("d2", 1),
		entryOn("d1", "ana", 2, 2), entryOn("d1", "ana", 1, 1), entryOn("d1", "ben", 1, 3), entryOn("d2", "ana", 3, 4)))
	for _, whole := range []bool{false, true} {
		got, err := open(t).Open(t.Context(), "p", journal.Stream{Doc: "d1", Layer: "ana"}, whole)
		must(t, err)
		if got.Document == nil || got.Document.ID != "d1" || got.Document.Verify() != nil || len(got.Document.Blocks) != 1 {
			t.Errorf("the document is not whole: %+v", got.Document)
		}
		if got.Snapshot != nil || got.Covers != 0 || refs(got.Entries) != "ana/1 ana/2" {
			t.Errorf("got a snapshot of %d and the entries %q, want ana's on d1, in order", got.Covers, refs(got.Entries))
		}
	}
	got, err := s.Open(t.Context(), "p", journal.Stream{Doc: "d3", Layer: "ana"}, false)
	must(t, err)
	if got.Document != nil || len(got.Entries) != 0 {
		t.Errorf("a document that is not there opens: %+v", got)
	}
}

func refs(entries []journal.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, fmt.Sprintf("%s/%d", e.Actor, e.Seq))
	}
	return strings.Join(out, " ")
}

func testSearch(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	other := document("d2", 1)
	text := annotate.NewText("Übermut am Kai 👩‍🚒\nThe “harbour” stayed shut.")
	d := annotate.NewDocument("d2", "Paragraph", text)
	other.Document = &d
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0), other))
	must(t, s.Append(t.Context(), "q", document("d9", 0)))
	find := func(want string, words ...string) {
		t.Helper()
		found, err := open(t).Search(t.Context(), "p", words)
		must(t, err)
		slices.Sort(found)
		if got := fmt.Sprint(found); got != want {
			t.Errorf("%q is in %s, want %s", words, got, want)
		}
	}
	find("[d1 d2]", "harbour")
	find("[d1]", "harbour", "open")
	find("[d2]", "übermut", "👩‍🚒")
	find("[]", "harbour", "bakery")
	find("[]", "paragraph") // a title, and a word of the notation
	must(t, s.Append(t.Context(), "p", document("d3", 0)))
	find("[d1 d3]", "monday")
}

func testProjects(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "b", project("b")))
	must(t, s.Append(t.Context(), "a", project("a"), document("d1", 0)))
	must(t, s.Append(t.Context(), "c", document("d1", 0)))
	ps, err := s.Projects(t.Context())
	must(t, err)
	if len(ps) != 2 || ps[0].ID != "a" || ps[1].ID != "b" || ps[1].Name != "Desk b" {
		t.Errorf("got %+v, want the projects a and b; c has no project record", ps)
	}
	check(t, s, "b", editor.Selection{}, "p/b")
	check(t, s, "c", editor.Selection{}, "d/d1")
}

func testReopen(t *testing.T, open func(t *testing.T) editor.Journals) {
	for i := range 5 {
		must(t, open(t).Append(t.Context(), "p", entry("ana", i+1)))
	}
	check(t, open(t), "p", editor.Selection{}, "e/ana/1 e/ana/2 e/ana/3 e/ana/4 e/ana/5")
}

func testTwoHandles(t *testing.T, open func(t *testing.T) editor.Journals) {
	a, b := open(t), open(t)
	must(t, a.Append(t.Context(), "p", entry("ana", 1)))
	check(t, b, "p", editor.Selection{}, "e/ana/1")
	must(t, b.Append(t.Context(), "p", entry("ana", 1), entry("ben", 2)))
	must(t, a.Append(t.Context(), "p", entry("ben", 2), entry("ana", 3)))
	check(t, a, "p", editor.Selection{}, "e/ana/1 e/ben/2 e/ana/3")
	check(t, b, "p", editor.Selection{}, "e/ana/1 e/ben/2 e/ana/3")
}

func testConcurrent(t *testing.T, open func(t *testing.T) editor.Journals) {
	const each = 20
	handles := []editor.Journals{open(t), open(t)}
	actors := []journal.Actor{"ana", "ben"}
	errs := make([]error, len(handles))
	var wg sync.WaitGroup
	for i, s := range handles {
		wg.Go(func() {
			for n := range each {
				if err := s.Append(t.Context(), "p", entry(actors[i], 2*n+1), entry(actors[i], 2*n+2)); err != nil {
					errs[i] = err
					return
				}
			}
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	got, err := open(t).Load(t.Context(), "p", editor.Selection{})
	must(t, err)
	if len(got.Records) != 4*each || len(got.Quarantined) != 0 {
		t.Errorf("got %d records and %v, want %d", len(got.Records), got.Quarantined, 4*each)
	}
}

func testMany(t *testing.T, open func(t *testing.T) editor.Journals) {
	recs := []journal.Record{project("p"), document("d1", 0)}
	for i := range 10_000 {
		recs = append(recs, entry("ana", i+1))
	}
	must(t, open(t).Append(t.Context(), "p", recs...))
	s := open(t)
	must(t, s.Append(t.Context(), "p", entry("ana", 10_001)))
	got, err := s.Load(t.Context(), "p", editor.Selection{})
	must(t, err)
	if len(got.Records) != 10_003 {
		t.Errorf("got %d records", len(got.Records))
	}
}

func testCancelled(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	must(t, s.Append(t.Context(), "p", project("p")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, "p", entry("ana", 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("append after a cancel: %v", err)
	}
	if _, err := s.Load(ctx, "p", editor.Selection{}); !errors.Is(err, context.Canceled) {
		t.Errorf("load after a cancel: %v", err)
	}
	if _, err := s.Projects(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("projects after a cancel: %v", err)
	}
	check(t, s, "p", editor.Selection{}, "p/p")
}

func testNames(t *testing.T, open func(t *testing.T) editor.Journals) {
	names := []annotate.ProjectID{"a", "A", "../a", "a/b", "é", "con", "a.galley.jsonl", "%41", " "}
	for _, p := range names {
		must(t, open(t).Append(t.Context(), p, project(p)))
	}
	ps, err := open(t).Projects(t.Context())
	must(t, err)
	if len(ps) != len(names) {
		t.Errorf("got %d projects of %d: %+v", len(ps), len(names), ps)
	}
}

package storetest

import (
	"fmt"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// testMemos holds for a store that forgets what is noted, too: it is either there as it was noted, or not at all.
func testMemos(t *testing.T, open func(t *testing.T) editor.Journals) {
	ana := journal.Stream{Doc: "d1", Layer: "ana"}
	state := annotate.Attrs{{Name: annotate.AttrState, Value: "done"}}
	s := open(t)
	must(t, s.Append(t.Context(), "p", project("p"), document("d1", 0), entry("ana", 1), entry("ana", 2)))
	must(t, s.Remember(t.Context(), "p",
		editor.Memo{Stream: ana, Entries: 2, Standing: journal.Standing{Spans: 7, Attrs: state}, Snapshot: []byte("two\x00\xff")},
		editor.Memo{Stream: journal.Stream{Doc: "d9"}, Entries: 1}))
	opened := func(want string) editor.Opened {
		t.Helper()
		got, err := open(t).Open(t.Context(), "p", ana, false)
		must(t, err)
		if got.Snapshot == nil && got.Covers == 0 { // forgotten: then all entries are there
			return editor.Opened{Snapshot: []byte("two\x00\xff"), Covers: 2, Entries: got.Entries[2:]}
		}
		if string(got.Snapshot) != "two\x00\xff" || got.Covers != 2 || refs(got.Entries) != want {
			t.Errorf("got %q of %d, then %q; want the snapshot of 2, then %q", got.Snapshot, got.Covers, refs(got.Entries), want)
		}
		return got
	}
	opened("")
	must(t, s.Append(t.Context(), "p", entryOn("d1", "ana", 4, 9)))
	must(t, s.Append(t.Context(), "p", entryOn("d1", "ana", 3, 1), entryOn("d1", "ana", 1, 1))) // older, but came later; there already
	opened("ana/3 ana/4")
	must(t, s.Remember(t.Context(), "p", editor.Memo{Stream: ana, Entries: 3, Snapshot: []byte("late")}))
	opened("ana/3 ana/4")
	must(t, s.Remember(t.Context(), "p", editor.Memo{Stream: ana, Entries: 4, Standing: journal.Standing{Spans: 9}})) // no snapshot of its own
	opened("ana/3 ana/4")
	whole, err := s.Open(t.Context(), "p", ana, true)
	must(t, err)
	if whole.Snapshot != nil || refs(whole.Entries) != "ana/1 ana/3 ana/2 ana/4" {
		t.Errorf("the whole stream is %q, with a snapshot of %d", refs(whole.Entries), whole.Covers)
	}
	got, err := open(t).Load(t.Context(), "p", editor.Selection{Heads: true})
	must(t, err)
	for _, h := range got.Streams {
		if h.Stream == ana && h.StandsFor != 0 && (h.StandsFor != 4 || h.Spans != 9) && h.Spans != 4 {
			t.Errorf("got %+v, want what was noted, or what the entries come to", h)
		}
	}
}

// testFolded holds for a store that forgets what is noted, too: a stream comes as a snapshot of all its entries or as these, never
// as both.
func testFolded(t *testing.T, open func(t *testing.T) editor.Journals) {
	s := open(t)
	recs := []journal.Record{project("p")}
	var memos []editor.Memo
	at := int64(1767225600000)
	for i := range 9 {
		d := annotate.DocID(fmt.Sprintf("d%d", i))
		recs = append(recs, document(d, i), entryOn(d, "ana", 2*i+1, 2*i+1), entryOn(d, "ana", 2*i+2, 2*i+2))
		memos = append(memos, editor.Memo{Stream: journal.Stream{Doc: d, Layer: "ana"}, Entries: 2, Snapshot: []byte("shot\x00" + d), Worked: &at})
	}
	memos[3].Worked = nil // a snapshot that does not know when
	must(t, s.Append(t.Context(), "p", recs...))
	load := func(shots int, entries string) {
		t.Helper()
		got, err := open(t).Load(t.Context(), "p", editor.Selection{Folded: true})
		must(t, err)
		of := journal.Streams(journal.Entries(got.Records))
		for _, shot := range got.Shots {
			if string(shot.Data) != "shot\x00"+string(shot.Doc) || shot.At != at || shot.Layer != "ana" || of[shot.Stream] != nil {
				t.Errorf("got %+v beside %d entries", shot, len(of[shot.Stream]))
			}
			of[shot.Stream] = []journal.Entry{}
		}
		for d := range 9 {
			if of[journal.Stream{Doc: annotate.DocID(fmt.Sprintf("d%d", d)), Layer: "ana"}] == nil {
				t.Errorf("nothing of d%d", d)
			}
		}
		for _, r := range got.Records {
			if r.Document != nil && r.Document.Verify() != nil {
				t.Errorf("document %s is not whole", r.Document.ID)
			}
		}
		if forgets := got.Shots == nil; !forgets && (len(got.Shots) != shots || refs(journal.Entries(got.Records)) != entries) {
			t.Errorf("%d snapshots and the entries %s, want %d and %s", len(got.Shots), refs(journal.Entries(got.Records)), shots, entries)
		}
	}
	must(t, s.Remember(t.Context(), "p", memos[:4]...)) // few of them
	load(3, "ana/7 ana/8 ana/9 ana/10 ana/11 ana/12 ana/13 ana/14 ana/15 ana/16 ana/17 ana/18")
	must(t, s.Remember(t.Context(), "p", memos[4:]...)) // most of them
	load(8, "ana/7 ana/8")
	must(t, s.Append(t.Context(), "p", entryOn("d4", "ana", 30, 30))) // which no snapshot has
	load(7, "ana/7 ana/8 ana/9 ana/10 ana/30")
}

package journal_test

import (
	"errors"
	"fmt"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"

	"pgregory.net/rapid"
)

var harbour = journal.Stream{Doc: "harbour", Layer: "ana"}

// A snapshot and the entries since are the same as all entries: the marks, what was settled, and all that may still
// have to be settled.
func TestResumedIsFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journal.Streams(union(genHistory(t)))[harbour]
		text := annotate.NewText(article)
		want := journal.FoldAll(text, all)
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		snapshot := journal.FoldAll(text, all[:cut]).Snapshot()
		got, err := journal.Resume(text, snapshot)
		if err != nil {
			t.Fatal(err)
		}
		if got.Len() != cut {
			t.Fatalf("stands for %d entries, want %d", got.Len(), cut)
		}
		got, ok := got.More(all[cut:]...)
		if !ok {
			t.Fatal("the entries since do not fold on")
		}
		if show(got.Layer) != show(want.Layer) || lines(got.Conflicts) != lines(want.Conflicts) {
			t.Fatalf("(-want +got):\n-%s\n%s\n+%s\n%s", show(want.Layer), lines(want.Conflicts), show(got.Layer), lines(got.Conflicts))
		}
		if a, b := got.Snapshot(), want.Snapshot(); string(a) != string(b) {
			t.Fatalf("the snapshots differ:\n%q\n%q", a, b)
		}
		if cut > 0 && len(all) > 0 {
			if _, ok := got.More(all[cut-1]); ok {
				t.Fatal("an entry that the snapshot stands for folds on")
			}
		}
	})
}

// What the tail alone tells of undo and redo is what all entries tell.
func TestTailHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journal.Streams(union(genHistory(t)))[harbour]
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		h, undo, redo := journal.TailHistory(all[cut:])
		want := journal.NewHistory(all)
		if undo && h.Undo[len(h.Undo)-1].Ref != want.Undo[len(want.Undo)-1].Ref {
			t.Fatalf("undo takes back %v, want %v", h.Undo[len(h.Undo)-1].Ref, want.Undo[len(want.Undo)-1].Ref)
		}
		if redo && fmt.Sprint(refs(h.Redo)) != fmt.Sprint(refs(want.Redo)) {
			t.Fatalf("redo does %v, want %v", refs(h.Redo), refs(want.Redo))
		}
	})
}

func refs(entries []journal.Entry) []journal.Ref {
	var out []journal.Ref
	for _, e := range entries {
		out = append(out, e.Ref)
	}
	return out
}

func TestDamagedSnapshot(t *testing.T) {
	text, entries := many(40)
	snapshot := journal.FoldAll(text, entries).Snapshot()
	if _, err := journal.Resume(annotate.NewText("Another text."), snapshot); !errors.Is(err, journal.ErrSnapshot) {
		t.Errorf("over another text: %v", err)
	}
	for i := range snapshot {
		torn := append([]byte{}, snapshot...)
		torn[i] ^= 0x40
		if _, err := journal.Resume(text, torn); !errors.Is(err, journal.ErrSnapshot) {
			t.Fatalf("byte %d damaged: %v", i, err)
		}
		if _, err := journal.Resume(text, snapshot[:i]); !errors.Is(err, journal.ErrSnapshot) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

// FuzzResume feeds what no checksum would let through: a writer that went wrong must not take the desk with it.
func FuzzResume(f *testing.F) {
	text, entries := many(12)
	f.Add(journal.FoldAll(text, entries).Snapshot())
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, data []byte) {
		journal.Resume(text, journal.Summed(data))
	})
}

func TestStanding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journal.Streams(union(genHistory(t)))[harbour]
		folded := journal.FoldAll(annotate.NewText(article), all)
		if len(folded.Conflicts) > 0 {
			return // a count without the text may be off where two have changed one mark
		}
		got, on := journal.StandingOf(all), journal.Standing{}
		there, twice := map[annotate.SpanID]bool{}, false
		for _, e := range all {
			on = on.With(e)
			for _, op := range e.Tx {
				switch op := op.(type) {
				case annotate.AddSpan:
					twice = twice || there[op.Span.ID]
					there[op.Span.ID] = true
				case annotate.RemoveSpan:
					twice = twice || !there[op.Span.ID]
					there[op.Span.ID] = false
				}
			}
		}
		want := journal.Standing{Spans: folded.Layer.Len(), Attrs: folded.Layer.Attrs()}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		// With knows no ids: what two devices made or took away alike, it counts twice.
		if !twice && fmt.Sprint(on) != fmt.Sprint(want) {
			t.Fatalf("entry by entry %v, want %v", on, want)
		}
	})
}

// BenchmarkResume is a desk that opens a document of so many operations by its snapshot.
func BenchmarkResume(b *testing.B) {
	for _, n := range []int{20_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text, entries := many(n)
			folded := journal.FoldAll(text, entries)
			snapshot := folded.Snapshot()
			b.SetBytes(int64(len(snapshot)))
			for b.Loop() {
				if _, err := journal.Resume(text, snapshot); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSnapshot(b *testing.B) {
	text, entries := many(40_000)
	folded := journal.FoldAll(text, entries)
	for b.Loop() {
		folded.Snapshot()
	}
}

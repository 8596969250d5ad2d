package journal_test

import (
	"fmt"
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"

	"pgregory.net/rapid"
)

// What one actor brought goes, as far as nobody has made it theirs since, and comes back; what others made stays to the
// letter. The one who brought it may have done so in several entries, undone some of them, and others may have marked the
// same layer before, between and after.
func TestTakeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		theirs := &desk{clock: journal.Clock{Actor: "import"}, layer: "ana"}
		mine := &desk{clock: journal.Clock{Actor: "ana"}, layer: "ana"}
		brought := func(r journal.Ref) bool { return r.Actor == "import" }
		touched := map[annotate.SpanID]bool{} // by ana, in whatever way: an import keeps to what is its own, and takes nothing off
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			d, other := theirs, mine
			if rapid.Bool().Draw(t, "mine") {
				d, other = mine, theirs
			}
			var e journal.Entry
			last, ok := journal.UndoTarget(d.known())
			if ok && last.Actor == d.clock.Actor && rapid.IntRange(0, 5).Draw(t, "undo") == 0 {
				e = d.clock.Undo(last, 1)
			} else if tx := genTx(t, d.fold()); len(tx) > 0 && (d == mine || !slices.ContainsFunc(tx, func(op annotate.Op) bool { return touched[op.Target()] || removes(op) })) {
				e = d.clock.Next(d.stream(), 1, tx)
			} else {
				continue
			}
			for _, op := range e.Tx {
				if d == mine {
					touched[op.Target()] = true
					if add, ok := op.(annotate.AddRelation); ok {
						touched[add.Relation.Head], touched[add.Relation.Tail] = true, true
					}
				}
			}
			d.add(e)
			other.add(e)
		}
		text := annotate.NewText(article)
		before, had := journal.Fold(text, mine.known())
		back, stay := journal.TakeBack(text, mine.known(), brought)
		for i := range back {
			e := mine.clock.Number(back[i], 2)
			if !brought(*e.Undoes) {
				t.Fatalf("%v is taken back", *e.Undoes)
			}
			mine.add(e)
		}
		after := mine.fold()
		if _, conflicts := journal.Fold(text, mine.known()); len(conflicts) > len(had) {
			t.Fatalf("conflicts: %s", lines(conflicts))
		}
		left := 0
		for s := range before.Spans() {
			now, there := after.Span(s.ID)
			switch {
			case there && !annotate.EqualSpan(s, now):
				t.Errorf("span %s is neither as it was nor gone: %v, now %v", s.ID, s, now)
			case touched[s.ID] && !there && brings(mine.entries, s.ID, "ana"):
				t.Errorf("span %s is gone, and ana brought it", s.ID)
			case !touched[s.ID] && there && len(after.RelationsOf(s.ID)) == 0: // a link that stays keeps its ends
				t.Errorf("span %s stays, and nobody touched it", s.ID)
			}
			if there && !brings(mine.entries, s.ID, "ana") {
				left++
			}
		}
		for _, r := range before.Relations() {
			now, there := after.Relation(r.ID)
			if there && !annotate.EqualRelation(r, now) || !there && brings(mine.entries, r.ID, "ana") || there && !touched[r.ID] {
				t.Errorf("relation %s: %v, now %v, %t", r.ID, r, now, there)
			}
		}
		if left > 0 && stay == 0 {
			t.Errorf("%d spans stay, and none is told of", left)
		}
		again, _ := journal.TakeBack(text, mine.known(), brought)
		if len(again) > 0 {
			t.Errorf("taken back twice: %v", again)
		}
		for _, e := range journal.BringBack(text, mine.known(), func(r journal.Ref) bool {
			return slices.ContainsFunc(back, func(e journal.Entry) bool { return *e.Undoes == r }) // not what was undone before that
		}) {
			mine.add(mine.clock.Number(e, 3))
		}
		if got, want := show(mine.fold()), show(before); got != want {
			t.Errorf("brought back (-want +got):\n-%s\n+%s", want, got)
		}
	})
}

func removes(op annotate.Op) bool {
	switch op.(type) {
	case annotate.RemoveSpan, annotate.RemoveRelation:
		return true
	}
	return false
}

// brings reports whether an actor was the last to add what is called id.
func brings(entries []journal.Entry, id annotate.SpanID, actor journal.Actor) bool {
	var by journal.Actor
	for _, e := range journal.Sorted(entries) {
		for _, op := range e.Tx {
			if e.Undoes != nil { // what comes back is whose it was
				continue
			}
			switch op.(type) {
			case annotate.AddSpan, annotate.AddRelation:
				if op.Target() == id {
					by = e.Actor
				}
			}
		}
	}
	return by == actor
}

// A link that somebody made to a span keeps the span, and a value that somebody set since stays.
func TestTakeBackStays(t *testing.T) {
	text := annotate.NewText(article)
	imported := on("import", 1, 1, annotate.AddSpan{Span: span("a", 0, 7)}, annotate.AddSpan{Span: span("b", 8, 15)}, annotate.AddSpan{Span: span("c", 0, 15)},
		annotate.AddRelation{Relation: annotate.Relation{ID: "r", Label: "source", Head: "a", Tail: "b"}}, annotate.SetAttr{Name: "genre", To: ptr("report")}, annotate.SetAttr{Name: "desk", To: ptr("home")})
	theirs := on("ben", 1, 2, annotate.AddRelation{Relation: annotate.Relation{ID: "x", Label: "cue", Head: "c", Tail: "b"}}, annotate.SetAttr{Name: "genre", From: ptr("report"), To: ptr("comment")})
	back, stay := journal.TakeBack(text, []journal.Entry{theirs, imported}, func(r journal.Ref) bool { return r.Actor == "import" })
	if len(back) != 1 || stay != 3 {
		t.Fatalf("%d stay of %v", stay, back)
	}
	clock := journal.NewClock("ana", []journal.Entry{theirs, imported})
	l, conflicts := journal.Fold(text, []journal.Entry{imported, theirs, clock.Number(back[0], 3)})
	genre, _ := l.Attr("genre")
	_, desk := l.Attr("desk")
	if got := fmt.Sprint(l.Len(), len(l.Relations()), genre, desk, len(conflicts)); got != "2 1commentfalse 0" {
		t.Errorf("what stays: %s", got)
	}
}

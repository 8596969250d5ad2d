package journal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"

	"pgregory.net/rapid"
)

// article is what the histories mark: it holds a family emoji, a combining accent and two scripts.
const article = "Harbour reopens 👨‍👩‍👧 after storm.\n“We lost 40 boats,” said Ada Cafe\u0301. مرفأ"

// A desk is one actor's device: the entries that have reached it.
type desk struct {
	clock   journal.Clock
	layer   annotate.Annotator
	entries []journal.Entry
}

func (d *desk) stream() journal.Stream { return journal.Stream{Doc: "harbour", Layer: d.layer} }

func (d *desk) known() []journal.Entry {
	var out []journal.Entry
	for _, e := range d.entries {
		if e.Stream == d.stream() {
			out = append(out, e)
		}
	}
	journal.Sort(out)
	return out
}

func (d *desk) fold() annotate.Layer {
	l, _ := journal.Fold(annotate.NewText(article), d.known())
	return l
}

func (d *desk) add(e journal.Entry) {
	d.entries = append(d.entries, e)
	d.clock.Observe(e)
}

func (d *desk) has(r journal.Ref) bool {
	return slices.ContainsFunc(d.entries, func(e journal.Entry) bool { return e.Ref == r })
}

var labels = []annotate.Label{"claim", "source", "content"}

// genRanges draws ranges that fit the text.
func genRanges(t *rapid.T) []annotate.Range {
	text := annotate.NewText(article)
	var out []annotate.Range
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		from := annotate.Pos(rapid.IntRange(0, int(text.Len())-1).Draw(t, "from"))
		to := min(text.Len(), from+annotate.Pos(rapid.IntRange(1, 9).Draw(t, "len")))
		r := text.SnapGraphemes(annotate.Range{From: from, To: to})
		if len(out) == 0 || r.From > out[len(out)-1].To {
			out = append(out, r)
		}
	}
	return out
}

func pick[T any](t *rapid.T, s []T, name string) T {
	return s[rapid.IntRange(0, len(s)-1).Draw(t, name)]
}

// genTx draws a transaction that fits l. Ids are few, so that devices use the same ones.
func genTx(t *rapid.T, l annotate.Layer) annotate.Tx {
	spans := slices.Collect(l.Spans())
	id := annotate.SpanID(fmt.Sprintf("s%d", rapid.IntRange(0, 9).Draw(t, "id")))
	_, taken := l.Span(id)
	kind := rapid.IntRange(0, 9).Draw(t, "kind")
	if len(spans) == 0 || kind <= 2 && !taken {
		if taken {
			return nil
		}
		s := annotate.Span{ID: id, Label: pick(t, labels, "label"), Ranges: genRanges(t)}
		if rapid.Bool().Draw(t, "suggested") {
			s.Origin = &annotate.Origin{Rule: "quotes", Version: "2", Score: 0.25}
		}
		return annotate.Tx{annotate.AddSpan{Span: s}}
	}
	s := pick(t, spans, "span")
	value := rapid.SampledFrom([]*string{nil, ptr("yes"), ptr("no"), ptr("<&>\u2028")}).Draw(t, "value")
	switch kind {
	case 3:
		tx, _ := annotate.DeleteSpan(l, s.ID)
		return tx
	case 4:
		return annotate.Tx{annotate.MoveSpan{ID: s.ID, From: s.Ranges, To: genRanges(t)}}
	case 5:
		return annotate.Tx{annotate.Relabel{ID: s.ID, From: s.Label, To: pick(t, labels, "to")}}
	case 6:
		return annotate.Tx{annotate.SetAttr{ID: s.ID, Name: "checked", From: get(s.Attrs, "checked"), To: value}}
	case 7:
		return annotate.Tx{annotate.SetAttr{Name: "topic", From: get(l.Attrs(), "topic"), To: value}}
	case 8:
		rid := annotate.SpanID(fmt.Sprintf("r%d", rapid.IntRange(0, 5).Draw(t, "rid")))
		if r, ok := l.Relation(rid); ok {
			return annotate.Tx{annotate.RemoveRelation{Relation: r}}
		}
		return annotate.Tx{annotate.AddRelation{Relation: annotate.Relation{
			ID: rid, Label: "source", Head: s.ID, Tail: pick(t, spans, "tail").ID,
		}}}
	}
	if rs := l.Relations(); len(rs) > 0 {
		r := pick(t, rs, "relation")
		return annotate.Tx{annotate.SetAttr{ID: r.ID, Name: "sure", From: get(r.Attrs, "sure"), To: value}}
	}
	return nil
}

func ptr(s string) *string { return &s }

func get(a annotate.Attrs, name string) *string {
	if v, ok := a.Get(name); ok {
		return &v
	}
	return nil
}

// genHistory draws what three actors do, two of them one annotator on two devices: marks, undos, redos, and
// deliveries of any part of each other's entries in any order.
func genHistory(t *rapid.T) []*desk {
	desks := []*desk{
		{clock: journal.Clock{Actor: "ana-phone"}, layer: "ana"},
		{clock: journal.Clock{Actor: "ana-desk"}, layer: "ana"},
		{clock: journal.Clock{Actor: "ben"}, layer: "ben"},
	}
	for range rapid.IntRange(1, 40).Draw(t, "steps") {
		d := pick(t, desks, "desk")
		switch rapid.IntRange(0, 9).Draw(t, "step") {
		case 0, 1:
			from := pick(t, desks, "from")
			for _, e := range from.entries {
				if !d.has(e.Ref) && rapid.IntRange(0, 3).Draw(t, "deliver") > 0 {
					d.add(e)
				}
			}
		case 2:
			if e, ok := journal.UndoTarget(d.known()); ok {
				d.add(d.clock.Undo(e, 1))
			}
		case 3:
			if e, ok := journal.RedoTarget(d.known()); ok {
				d.add(d.clock.Redo(e, 1))
			}
		default:
			if tx := genTx(t, d.fold()); len(tx) > 0 {
				d.add(d.clock.Next(d.stream(), 1, tx))
			}
		}
	}
	return desks
}

func records(entries []journal.Entry) []journal.Record {
	var out []journal.Record
	for _, e := range entries {
		out = append(out, journal.Record{Entry: &e})
	}
	return out
}

func shuffled[T any](t *rapid.T, s []T) []T {
	if len(s) == 0 {
		return s
	}
	return rapid.Permutation(s).Draw(t, "order")
}

// show writes a layer down.
func show(l annotate.Layer) string {
	var b strings.Builder
	for s := range l.Spans() {
		fmt.Fprintf(&b, "%s %s %v %v", s.ID, s.Label, s.Ranges, s.Attrs)
		if s.Origin != nil {
			fmt.Fprintf(&b, " by %v", *s.Origin)
		}
		b.WriteByte('\n')
	}
	for _, r := range l.Relations() {
		fmt.Fprintf(&b, "%s %s %s→%s %v\n", r.ID, r.Label, r.Head, r.Tail, r.Attrs)
	}
	fmt.Fprintf(&b, "%v\n", l.Attrs())
	return b.String()
}

func lines(cs []journal.Conflict) string {
	var b strings.Builder
	for _, c := range cs {
		fmt.Fprintln(&b, c, c.Target)
	}
	return b.String()
}

func bytesOf(t interface{ Fatal(...any) }, recs []journal.Record) string {
	var out []byte
	for _, r := range recs {
		var err error
		if out, err = journal.AppendRecord(out, r); err != nil {
			t.Fatal(err)
		}
		out = append(out, '\n')
	}
	return string(out)
}

func union(desks []*desk) []journal.Entry {
	var recs []journal.Record
	for _, d := range desks {
		recs, _ = journal.Merge(recs, records(d.entries))
	}
	return journal.Entries(recs)
}

func TestFoldIsFreeOfOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journal.Streams(union(genHistory(t)))[journal.Stream{Doc: "harbour", Layer: "ana"}]
		text := annotate.NewText(article)
		want, wantConflicts := journal.Fold(text, all)
		some := shuffled(t, append(slices.Clone(all), all...))
		got, gotConflicts := journal.Fold(text, some)
		if show(got) != show(want) {
			t.Fatalf("order matters (-want +got):\n-%s\n+%s", show(want), show(got))
		}
		if lines(gotConflicts) != lines(wantConflicts) {
			t.Fatalf("order matters to the conflicts (-want +got):\n-%s\n+%s", lines(wantConflicts), lines(gotConflicts))
		}
	})
}

func TestFoldingOnIsFolding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := journal.Streams(union(genHistory(t)))[journal.Stream{Doc: "harbour", Layer: "ana"}]
		text := annotate.NewText(article)
		want := journal.FoldAll(text, all)
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		first := journal.FoldAll(text, all[:cut])
		before := show(first.Layer) + lines(first.Conflicts)
		got := first
		for _, e := range all[cut:] {
			var ok bool
			if got, ok = got.More(e); !ok {
				t.Fatal("an entry after all others does not fold on")
			}
		}
		if show(got.Layer) != show(want.Layer) || lines(got.Conflicts) != lines(want.Conflicts) {
			t.Fatalf("(-want +got):\n-%s\n%s\n+%s\n%s", show(want.Layer), lines(want.Conflicts), show(got.Layer), lines(got.Conflicts))
		}
		if show(first.Layer)+lines(first.Conflicts) != before {
			t.Fatal("folding on has changed what it went on from")
		}
		if len(all) > 1 {
			if _, ok := want.More(all[0]); ok {
				t.Fatal("an entry before others folds on")
			}
		}
	})
}

func TestFoldAgreesWithApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genHistory(t)[0]
		f := journal.FoldAll(annotate.NewText(article), d.known())
		tx := genTx(t, f.Layer)
		want, _, err := f.Layer.Apply(tx)
		if err != nil {
			t.Fatalf("drawn to fit, but: %v", err)
		}
		got, ok := f.More(d.clock.Next(d.stream(), 1, tx))
		if !ok || show(got.Layer) != show(want) {
			t.Fatalf("(-applied +folded):\n-%s\n+%s", show(want), show(got.Layer))
		}
	})
}

func TestMergeIsUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sets [3][]journal.Record
		for i, d := range genHistory(t) {
			sets[i] = records(d.entries)
			if rapid.Bool().Draw(t, "clash") && len(sets[i]) > 0 { // a copied profile went on under one name
				e := *pick(t, sets[i], "copied").Entry
				e.Time = int64(i + 100)
				sets[rapid.IntRange(0, 2).Draw(t, "copy")] = append(sets[i], journal.Record{Entry: &e})
			}
		}
		a, b, c := sets[0], sets[1], sets[2]
		merge := func(a, b []journal.Record) []journal.Record {
			out, _ := journal.Merge(shuffled(t, a), b)
			return out
		}
		ab := bytesOf(t, merge(a, b))
		if got := bytesOf(t, merge(b, a)); got != ab {
			t.Fatalf("not commutative:\n%s\n%s", ab, got)
		}
		if got := bytesOf(t, merge(merge(a, b), b)); got != ab {
			t.Fatalf("not idempotent:\n%s\n%s", ab, got)
		}
		l, r := bytesOf(t, merge(merge(a, b), c)), bytesOf(t, merge(a, merge(b, c)))
		if l != r {
			t.Fatalf("not associative:\n%s\n%s", l, r)
		}
		add, _ := journal.Additions(merge(a, nil), b)
		if got := bytesOf(t, merge(append(merge(a, nil), add...), nil)); got != ab {
			t.Fatalf("additions are not the union:\n%s\n%s", ab, got)
		}
	})
}

func TestUndoAllThenRedoAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &desk{clock: journal.Clock{Actor: "ana"}, layer: "ana"}
		states := []string{show(d.fold())}
		for range rapid.IntRange(1, 12).Draw(t, "edits") {
			if tx := genTx(t, d.fold()); len(tx) > 0 {
				d.add(d.clock.Next(d.stream(), 1, tx))
				states = append(states, show(d.fold()))
			}
		}
		at := len(states) - 1
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "undo") {
				if e, ok := journal.UndoTarget(d.known()); ok != (at > 0) {
					t.Fatalf("at %d of %d, may undo: %v", at, len(states), ok)
				} else if ok {
					d.add(d.clock.Undo(e, 1))
					at--
				}
			} else if e, ok := journal.RedoTarget(d.known()); ok != (at < len(states)-1) {
				t.Fatalf("at %d of %d, may redo: %v", at, len(states), ok)
			} else if ok {
				d.add(d.clock.Redo(e, 1))
				at++
			}
			if got := show(d.fold()); got != states[at] {
				t.Fatalf("(-want +got):\n-%s\n+%s", states[at], got)
			}
			if _, cs := journal.Fold(annotate.NewText(article), d.known()); len(cs) > 0 {
				t.Fatalf("one actor alone, yet: %v", cs)
			}
		}
		if tx := genTx(t, d.fold()); len(tx) > 0 {
			d.add(d.clock.Next(d.stream(), 1, tx))
			if e, ok := journal.RedoTarget(d.known()); ok {
				t.Fatalf("after a new edit %v can be redone", e)
			}
		}
	})
}

package journal

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
)

// Fold returns the layer that entries of one stream make over t, and what had to be settled on the way. It never
// fails, and neither the order of the entries nor having one twice makes a difference. The operations are taken in
// the order of their entries; each that fits does what it says, and one that does not fit is settled thus:
//
//   - Of two edits of one field the later stands.
//   - An edit of a span or relation that is deleted is left out: deletion stands.
//   - A deletion made without knowing of an edit stands.
//   - A relation goes when the span at either end goes, and one whose end is gone is left out.
//   - Of two additions under one id the first stands.
//   - Ranges outside the text, or that split what a reader takes for one character, are left out.
//
// Each case is a [Conflict], so nothing is lost without being told. Folding n operations costs O(n log n).
func Fold(t annotate.Text, entries []Entry) (annotate.Layer, []Conflict) {
	f := FoldAll(t, entries)
	return f.Layer, f.Conflicts
}

// A Folded is a layer folded from entries, which can be folded on. It is a value, safe to share.
type Folded struct {
	Layer     annotate.Layer
	Conflicts []Conflict // in the order of their entries
	n         int        // entries folded
	last      Entry      // the last of them
	gone      map[annotate.SpanID][]removal
}

// A removal is a deletion of a span or relation since it was last added.
type removal struct {
	by     Ref
	undoes Ref
}

// FoldAll folds entries of one stream as [Fold] does.
func FoldAll(t annotate.Text, entries []Entry) Folded {
	entries = sorted(entries)
	b := newTable(t, entries)
	f := folder{text: t, board: b, gone: map[annotate.SpanID][]removal{}}
	last := f.fold(entries)
	return Folded{Layer: b.layer(), Conflicts: f.conflicts, n: len(entries), last: last, gone: f.gone}
}

// More returns f with more entries folded in, at a cost that does not grow with those folded before. It reports
// false, and returns f as it is, if one of them does not come after all that f holds: then fold all again.
func (f Folded) More(entries ...Entry) (Folded, bool) {
	entries = sorted(entries)
	if len(entries) == 0 {
		return f, true
	}
	if f.last.Seq != 0 && compare(&f.last, &entries[0]) >= 0 {
		return f, false
	}
	var b interface {
		board
		layer() annotate.Layer
	} = &live{Layer: f.Layer}
	if Operations(entries) > manyOperations {
		b = tableOf(f.Layer, entries)
	}
	g := folder{text: f.Layer.Text(), board: b, conflicts: slices.Clip(f.Conflicts), gone: f.gone, shared: true}
	last := g.fold(entries)
	return Folded{Layer: b.layer(), Conflicts: g.conflicts, n: f.n + len(entries), last: last, gone: g.gone}, true
}

// manyOperations are better folded on a table, though the layer is laid anew afterwards: a layer copies a little for each.
const manyOperations = 2000

// Operations counts those of entries.
func Operations(entries []Entry) (n int) {
	for i := range entries {
		n += len(entries[i].Tx)
	}
	return n
}

// A board holds the marks while they are folded.
type board interface {
	Span(annotate.SpanID) (annotate.Span, bool)
	Relation(annotate.SpanID) (annotate.Relation, bool)
	RelationsOf(annotate.SpanID) []annotate.Relation
	Attr(name string) (string, bool)
	do(annotate.Op) error // an operation that fits
}

// A folder settles operations on a board.
type folder struct {
	text annotate.Text
	board
	conflicts []Conflict
	gone      map[annotate.SpanID][]removal
	shared    bool // gone belongs to another and must be copied before a change

	entry *Entry // the entry being folded
	op    int    // the index of its operation
}

// fold folds entries, which are sorted, and returns the last.
func (f *folder) fold(entries []Entry) (last Entry) {
	for i := range entries {
		f.entry = &entries[i]
		if i > 0 && compare(&entries[i-1], &entries[i]) == 0 {
			f.op = -1
			f.report(Clash, "", "two different entries are both number %d of %s; both count", f.entry.Seq, f.entry.Actor)
		}
		for j, op := range f.entry.Tx {
			f.op = j
			f.settle(op)
		}
		last = entries[i]
	}
	return last
}

func (f *folder) settle(whole annotate.Op) {
	switch op := whole.(type) {
	case annotate.AddSpan:
		f.addSpan(whole, op.Span)
	case annotate.RemoveSpan:
		f.removeSpan(op.Span)
	case annotate.MoveSpan:
		f.move(op)
	case annotate.Relabel:
		f.relabel(op)
	case annotate.SetAttr:
		f.setAttr(op)
	case annotate.AddRelation:
		f.addRelation(whole, op.Relation)
	case annotate.RemoveRelation:
		f.removeRelation(op.Relation)
	default:
		f.report(Unfit, "", "this version of Galley does not know the operation %T; it is left out", op)
	}
}

// must does an operation that fits.
func (f *folder) must(id annotate.SpanID, op annotate.Op) {
	if err := f.do(op); err != nil {
		f.report(Unfit, id, "%v; it is left out", err)
	}
}

// addSpan adds s, which is all that op says: most operations do, and to make each of them anew costs more than the adding.
func (f *folder) addSpan(op annotate.Op, s annotate.Span) {
	if !f.fits(s.ID, s.Ranges) || !f.named(s.ID, s.Attrs) || f.taken(s.ID, func() bool { old, ok := f.Span(s.ID); return ok && annotate.EqualSpan(old, s) }) {
		return
	}
	f.back(s.ID)
	f.must(s.ID, op)
}

func (f *folder) addRelation(op annotate.Op, r annotate.Relation) {
	if !f.named(r.ID, r.Attrs) || f.taken(r.ID, func() bool { old, ok := f.Relation(r.ID); return ok && annotate.EqualRelation(old, r) }) {
		return
	}
	for _, end := range []annotate.SpanID{r.Head, r.Tail} {
		if _, ok := f.Span(end); !ok {
			f.report(Unlinked, r.ID, "the %s relation %s is left out, as the span %s at its end is gone", r.Label, r.ID, end)
			return
		}
	}
	f.back(r.ID)
	f.must(r.ID, op)
}

// taken reports whether the id is in use, and tells of it unless by the same thing.
func (f *folder) taken(id annotate.SpanID, same func() bool) bool {
	if !validID(id) {
		f.report(Unfit, id, "the id %q is not one to 64 of A–Z a–z 0–9 _ -; what it names is left out", id)
		return true
	}
	_, span := f.Span(id)
	_, relation := f.Relation(id)
	if !span && !relation {
		return false
	}
	if !same() {
		f.report(Twice, id, "%s is added a second time with other content; the first stands", id)
	}
	return true
}

// back tells if an addition brings back what someone else deleted, unless it is their deletion that it undoes.
func (f *folder) back(id annotate.SpanID) {
	if len(f.gone[id]) == 0 {
		return
	}
	e := f.entry
	for _, g := range f.gone[id] {
		if g.by.Actor != e.Actor && (e.Undoes == nil || *e.Undoes != g.by) && (e.Redoes == nil || *e.Redoes != g.undoes) {
			f.report(Restored, id, "%s is back, though %s had deleted it too", id, g.by.Actor)
			break
		}
	}
	f.own()
	delete(f.gone, id)
}

// leave notes that the entry deletes id.
func (f *folder) leave(id annotate.SpanID) {
	f.own()
	g := removal{by: f.entry.Ref}
	if f.entry.Undoes != nil {
		g.undoes = *f.entry.Undoes
	}
	f.gone[id] = append(slices.Clip(f.gone[id]), g)
}

func (f *folder) own() {
	if f.shared {
		f.gone, f.shared = maps.Clone(f.gone), false
		if f.gone == nil {
			f.gone = map[annotate.SpanID][]removal{}
		}
	}
}

func (f *folder) removeSpan(s annotate.Span) {
	now, ok := f.Span(s.ID)
	if !ok {
		f.absent(s.ID)
		return
	}
	if !annotate.EqualSpan(now, s) {
		f.report(Unseen, s.ID, "%s is deleted by someone who did not know of its last change; deletion stands", f.name(s.ID))
	}
	for _, r := range f.RelationsOf(s.ID) {
		f.report(Unlinked, r.ID, "the %s relation %s goes, as the span %s at its end is deleted", r.Label, r.ID, s.ID)
		f.leave(r.ID)
		f.must(r.ID, annotate.RemoveRelation{Relation: r})
	}
	f.leave(s.ID)
	f.must(s.ID, annotate.RemoveSpan{Span: now})
}

func (f *folder) removeRelation(r annotate.Relation) {
	now, ok := f.Relation(r.ID)
	if !ok {
		f.absent(r.ID)
		return
	}
	if !annotate.EqualRelation(now, r) {
		f.report(Unseen, r.ID, "the %s relation %s is deleted by someone who did not know of its last change; deletion stands", now.Label, r.ID)
	}
	f.leave(r.ID)
	f.must(r.ID, annotate.RemoveRelation{Relation: now})
}

// absent notes the deletion of something that is not there. If it is deleted already, all agree.
func (f *folder) absent(id annotate.SpanID) {
	if len(f.gone[id]) == 0 {
		f.report(Missing, id, "%s is deleted, but nothing here has that id", id)
		return
	}
	f.leave(id)
}

func (f *folder) move(op annotate.MoveSpan) {
	s, ok := f.Span(op.ID)
	if !ok {
		f.lost(op.ID, "moved to "+ranges(op.To))
		return
	}
	if !f.fits(op.ID, op.To) || slices.Equal(s.Ranges, op.To) {
		return
	}
	if !slices.Equal(s.Ranges, op.From) {
		f.report(Edited, op.ID, "%s was moved to %s and, at the same time, to %s; the latter stands", f.name(op.ID), ranges(s.Ranges), ranges(op.To))
	}
	f.must(op.ID, annotate.MoveSpan{ID: op.ID, From: s.Ranges, To: op.To})
}

func (f *folder) relabel(op annotate.Relabel) {
	var now annotate.Label
	if s, ok := f.Span(op.ID); ok {
		now = s.Label
	} else if r, ok := f.Relation(op.ID); ok {
		now = r.Label
	} else {
		f.lost(op.ID, fmt.Sprintf("labelled %s", op.To))
		return
	}
	if op.To == "" {
		f.report(Unfit, op.ID, "%s is given no label; it stays %s", op.ID, now)
		return
	}
	if now == op.To {
		return
	}
	if now != op.From {
		f.report(Edited, op.ID, "%s was labelled %s and, at the same time, %s; the latter stands", op.ID, now, op.To)
	}
	f.must(op.ID, annotate.Relabel{ID: op.ID, From: now, To: op.To})
}

func (f *folder) setAttr(op annotate.SetAttr) {
	var v string
	var set bool
	if op.Name == "" {
		f.report(Unfit, op.ID, "an attribute without a name is left out")
		return
	}
	if op.ID == "" {
		v, set = f.Attr(op.Name)
	} else if s, ok := f.Span(op.ID); ok {
		v, set = s.Attrs.Get(op.Name)
	} else if r, ok := f.Relation(op.ID); ok {
		v, set = r.Attrs.Get(op.Name)
	} else {
		f.lost(op.ID, fmt.Sprintf("given %s %s", op.Name, value(op.To)))
		return
	}
	var now *string
	if set {
		now = &v
	}
	if equalValue(now, op.To) {
		return
	}
	if !equalValue(now, op.From) {
		what := op.ID
		if what == "" {
			what = "the document"
		}
		f.report(Edited, op.ID, "%s of %s was set to %s and, at the same time, to %s; the latter stands", op.Name, what, value(now), value(op.To))
	}
	f.must(op.ID, annotate.SetAttr{ID: op.ID, Name: op.Name, From: now, To: op.To})
}

// lost reports an edit of something that is not there.
func (f *folder) lost(id annotate.SpanID, edit string) {
	if g := f.gone[id]; len(g) > 0 {
		f.report(Deleted, id, "%s is %s, but %s had deleted it; deletion stands", id, edit, g[len(g)-1].by.Actor)
		return
	}
	f.report(Missing, id, "%s is %s, but nothing here has that id", id, edit)
}

// fits reports whether the ranges of span id fit the text, and tells if not.
func (f *folder) fits(id annotate.SpanID, rs []annotate.Range) bool {
	if len(rs) == 0 {
		f.report(Unfit, id, "the span %s covers nothing; it is left out", id)
		return false
	}
	for i, r := range rs {
		err := f.text.Check(r)
		switch {
		case errors.Is(err, annotate.ErrOutside):
			f.report(Outside, id, "%s lies outside the text, which has %d characters; it is left out", ranges(rs), f.text.Len())
		case errors.Is(err, annotate.ErrGrapheme):
			f.report(Split, id, "%v splits a character made of several code points; it is left out", r)
		case err != nil || i > 0 && r.From <= rs[i-1].To:
			f.report(Unfit, id, "%s holds an empty part, or parts that are out of order or touch; it is left out", ranges(rs))
		default:
			continue
		}
		return false
	}
	return true
}

// named reports whether attributes are in order, and tells if not.
func (f *folder) named(id annotate.SpanID, attrs annotate.Attrs) bool {
	for i := 1; i < len(attrs); i++ {
		if attrs[i-1].Name >= attrs[i].Name {
			f.report(Unfit, id, "the attributes of %s are out of order or given twice; it is left out", id)
			return false
		}
	}
	return true
}

// name names a span by its text, if that is short, and id.
func (f *folder) name(id annotate.SpanID) string {
	s, _ := f.Span(id)
	if r := s.Envelope(); r.To <= f.text.Len() && r.From >= 0 && r.Len() <= 40 && !r.Empty() {
		return fmt.Sprintf("%s “%s” (%s)", s.Label, f.text.Slice(r), id)
	}
	return fmt.Sprintf("%s %s", s.Label, id)
}

func ranges(rs []annotate.Range) string {
	out := ""
	for i, r := range rs {
		if i > 0 {
			out += ", "
		}
		if i == 8 {
			return out + "…"
		}
		out += r.String()
	}
	return out
}

func value(v *string) string {
	if v == nil {
		return "unset"
	}
	return fmt.Sprintf("%q", *v)
}

func equalValue(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

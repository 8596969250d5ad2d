package adjudicate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
)

var (
	// ErrWaiting reports a link whose ends are not settled.
	ErrWaiting = errors.New("settle the marks at its ends first")
	// ErrOneValue reports that more than one value was asked for where there is room for one.
	ErrOneValue = errors.New("an article has one value of each attribute: take one of them")
	// ErrNobody reports a reader that the document does not have.
	ErrNobody = errors.New("no reader of this document")
)

// A Verdict is what a person, or a rule for many cases, decides about a case.
type Verdict struct {
	Choice Choice
	Of     annotate.Annotator // whose, with Take
	How    How                // "" is [ByHand]
	By     annotate.Annotator // who decides
	Reason Reason             // "" is that of the first kind of difference, none for what all have alike
	Made   *Made              // with Anew: what it shall be; nil leaves what is on gold, or begins with what most readers have
}

// Made is what was made anew, instead of what readers have: a mark, a link by the readers' marks at its ends, or a value.
type Made struct {
	Label annotate.Label
	Parts []annotate.Range
	Attrs annotate.Attrs
	Like  annotate.Annotator // of a link: the reader whose ends it has
	Value *string            // of an attribute of the document
}

// Decide returns the transaction on the gold layer that settles the case by a verdict, with the record of it. What an earlier
// decision put on gold goes, or becomes what is wanted now and keeps its links as far as the scheme lets it. The scheme may
// forbid what is wanted (the error wraps [annotate.ErrScheme]); the zero Scheme is not asked.
func (c Cases) Decide(id string, v Verdict, scheme annotate.Scheme) (annotate.Tx, error) {
	k, ok := c.Case(id)
	if !ok {
		return nil, fmt.Errorf("case %q: %w", id, annotate.ErrNotFound)
	}
	if k.State == Waiting {
		return nil, ErrWaiting
	}
	if v.Choice == Take && !slices.ContainsFunc(k.Said, func(s Said) bool { return s.Annotator == v.Of }) {
		return nil, fmt.Errorf("%q: %w", v.Of, ErrNobody)
	}
	d := k.decision(v)
	w := &writer{layer: c.Gold, scheme: scheme}
	var err error
	switch {
	case k.Attr != "":
		err = c.value(w, k, v)
	case k.group < 0 && v.Choice == Anew:
		d.Gold, d.Kept = k.Gold, true
	case k.Link:
		d.Gold, err = c.linkUp(w, k, v)
	default:
		d.Gold, err = c.mark(w, k, v)
	}
	if err != nil {
		return nil, err
	}
	stands := k.group >= 0 || len(d.Gold) > 0
	if _, set := w.layer.Attr(k.Attr); k.Attr != "" && k.group < 0 {
		stands, d.Kept = set, true
	}
	for _, name := range k.drop {
		if name != record(k.ID) || !stands {
			w.set("", name, nil)
		}
	}
	if stands {
		text := d.encode()
		w.set("", record(k.ID), &text)
	}
	return w.tx, w.err
}

// decision begins the record of a verdict on the case.
func (k Case) decision(v Verdict) Decision {
	d := Decision{Choice: v.Choice, Of: v.Of, How: cmp.Or(v.How, ByHand), By: v.By, Reason: v.Reason, Attr: k.Attr}
	if d.Reason == "" && len(k.Kinds) > 0 {
		d.Reason = ReasonFor(k.Kinds[0])
	}
	for _, s := range k.Said {
		d.Said = append(d.Said, s.quote())
	}
	if k.group < 0 && k.Decision != nil { // what was said stays on record
		d.Said = k.Decision.Said
	}
	return d
}

// wanted returns what a verdict takes of a case: what is the same once, in the order of readers.
func (k Case) wanted(v Verdict) []Said {
	var all []Said
	for _, s := range k.Said {
		if s.Nothing() || v.Choice == Neither || v.Choice == Take && s.Annotator != v.Of {
			continue
		}
		if !slices.ContainsFunc(all, func(have Said) bool { return have.alike(s) }) {
			all = append(all, s)
		}
	}
	if v.Choice == Anew && len(all) > 1 { // what most have, or else the first
		best, most := 0, 0
		for i, s := range all {
			n := 0
			for _, x := range k.Said {
				if !x.Nothing() && s.alike(x) {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		all = all[best : best+1]
	}
	return all
}

// alike reports whether two have the same mark, whatever its attributes, or the same link from the ends that they have.
func (s Said) alike(x Said) bool {
	if s.Span != nil && x.Span != nil {
		return s.Span.Label == x.Span.Label && slices.Equal(s.Span.Ranges, x.Span.Ranges)
	}
	return false
}

// mark brings what is on gold for a case of marks to what is wanted.
func (c Cases) mark(w *writer, k Case, v Verdict) ([]annotate.SpanID, error) {
	var want []annotate.Span
	if v.Choice == Anew && len(k.Gold) > 0 && v.Made == nil {
		return k.Gold, nil
	}
	for _, s := range k.wanted(v) {
		x := annotate.Span{ID: GoldID(s.Annotator, s.Span.ID), Label: s.Span.Label, Ranges: s.Span.Ranges, Attrs: s.attrs(), Origin: s.Span.Origin}
		want = append(want, x)
	}
	if m := v.Made; v.Choice == Anew && m != nil {
		if len(want) == 0 {
			want = []annotate.Span{{ID: annotate.SpanID("g-" + identity("made", k.ID))}}
		}
		want[0].Label, want[0].Ranges, want[0].Attrs, want[0].Origin = m.Label, m.Parts, m.Attrs, nil
	}
	had := slices.DeleteFunc(slices.Clone(k.Gold), func(id annotate.SpanID) bool { _, ok := c.Gold.Span(id); return !ok })
	gold := make([]annotate.SpanID, len(want))
	taken := map[annotate.SpanID]bool{}
	keep := func(i int, id annotate.SpanID) { gold[i], taken[id] = id, true }
	// What is wanted and there already stays, by id or as it is; then one turns into the other.
	for i, x := range want {
		if slices.Contains(had, x.ID) {
			keep(i, x.ID)
		}
	}
	for i, x := range want {
		for _, id := range had {
			if s, _ := c.Gold.Span(id); gold[i] == "" && !taken[id] && s.Label == x.Label && slices.Equal(s.Ranges, x.Ranges) {
				keep(i, id)
			}
		}
	}
	for i := range want {
		for _, id := range had {
			if gold[i] == "" && !taken[id] {
				keep(i, id)
			}
		}
		if gold[i] == "" {
			if id, ok := c.unclaimed(want[i]); ok && !taken[id] {
				keep(i, id)
			}
		}
	}
	for _, id := range had {
		if !taken[id] {
			w.deleteSpan(id)
		}
	}
	for i, x := range want {
		if gold[i] != "" {
			w.become(gold[i], x)
			continue
		}
		gold[i] = w.addSpan(x)
	}
	return gold, w.err
}

// unclaimed returns a mark on gold that is the same and that no decision has made, as when gold was marked before.
func (c Cases) unclaimed(x annotate.Span) (annotate.SpanID, bool) {
	for _, s := range c.Gold.In(x.Envelope()) {
		if s.Label == x.Label && slices.Equal(s.Ranges, x.Ranges) && !slices.ContainsFunc(c.All, func(k Case) bool { return slices.Contains(k.Gold, s.ID) }) {
			return s.ID, true
		}
	}
	return "", false
}

// linkUp brings what is on gold for a case of a link to what is wanted.
func (c Cases) linkUp(w *writer, k Case, v Verdict) ([]annotate.SpanID, error) {
	var want []annotate.Relation
	if v.Choice == Anew && len(k.Gold) > 0 && v.Made == nil {
		return k.Gold, nil
	}
	for _, s := range k.wanted(v) {
		head, tail, ok := c.goldEnds(s)
		if m := v.Made; v.Choice == Anew && m != nil && m.Like == s.Annotator {
			want = []annotate.Relation{{ID: GoldID(s.Annotator, s.Link.ID), Label: m.Label, Head: head, Tail: tail, Attrs: m.Attrs}}
			break
		}
		x := annotate.Relation{ID: GoldID(s.Annotator, s.Link.ID), Label: s.Link.Label, Head: head, Tail: tail, Attrs: s.attrs(), Origin: s.Link.Origin}
		if !ok || slices.ContainsFunc(want, func(y annotate.Relation) bool { return x.Label == y.Label && x.Head == y.Head && x.Tail == y.Tail }) {
			continue
		}
		want = append(want, x)
	}
	// What is wanted and there already stays; the rest goes.
	gold := make([]annotate.SpanID, len(want))
	keep := func(r annotate.Relation) bool {
		for i, x := range want {
			if gold[i] == "" && r.Label == x.Label && r.Head == x.Head && r.Tail == x.Tail && slices.Equal(ownLeftOff(r.Attrs), x.Attrs) {
				gold[i] = r.ID
				return true
			}
		}
		return false
	}
	for _, id := range k.Gold {
		if r, ok := c.Gold.Relation(id); ok && !keep(r) {
			w.do(annotate.RemoveRelation{Relation: r})
		}
	}
	for _, x := range want {
		for _, r := range c.Gold.RelationsOf(x.Head) {
			if c.free(r.ID) {
				keep(r)
			}
		}
	}
	for i, x := range want {
		if gold[i] == "" {
			gold[i] = w.addRelation(x)
		}
	}
	return gold, w.err
}

// free reports whether no decision has made a link on gold.
func (c Cases) free(id annotate.SpanID) bool {
	return !slices.ContainsFunc(c.All, func(k Case) bool { return slices.Contains(k.Gold, id) })
}

// value brings an attribute of the document to what is wanted.
func (c Cases) value(w *writer, k Case, v Verdict) error {
	var to *string
	switch v.Choice {
	case Anew:
		if v.Made == nil {
			return nil
		}
		to = v.Made.Value
	case Both, Take:
		first := true
		for _, s := range k.Said {
			if v.Choice == Take && s.Annotator != v.Of {
				continue
			}
			if !first && ((to == nil) != (s.Value == nil) || to != nil && *to != *s.Value) {
				return ErrOneValue
			}
			to, first = s.Value, false
		}
	}
	w.set("", k.Attr, to)
	return w.err
}

// Attach returns the transaction that makes marks or links, which are on gold already or come there with it, what settles a
// case anew, together with what stands for it; nothing when the case cannot be decided, or is no mark or link.
func (c Cases) Attach(id string, v Verdict, made ...annotate.SpanID) annotate.Tx {
	k, ok := c.Case(id)
	if !ok || !k.ToDo() || k.group < 0 || k.Attr != "" {
		return nil
	}
	v.Choice, v.Of = Anew, ""
	d := k.decision(v)
	d.Gold = append(slices.Clone(k.Gold), made...)
	text := d.encode()
	var tx annotate.Tx
	for _, name := range k.drop {
		if was, there := c.Gold.Attr(name); there && name != record(k.ID) {
			tx = append(tx, annotate.SetAttr{Name: name, From: &was})
		}
	}
	set := annotate.SetAttr{Name: record(k.ID), To: &text}
	if was, there := c.Gold.Attr(set.Name); there {
		set.From = &was
	}
	return append(tx, set)
}

// Reconsider returns the transaction that gives a settled case another reason; nothing when it has that one.
func (c Cases) Reconsider(id string, r Reason) annotate.Tx {
	k, ok := c.Case(id)
	if !ok || k.Decision == nil || k.Decision.Reason == r || len(k.drop) != 1 {
		return nil
	}
	was, _ := c.Gold.Attr(k.drop[0])
	d := *k.Decision
	d.Reason = r
	text := d.encode()
	return annotate.Tx{annotate.SetAttr{Name: k.drop[0], From: &was, To: &text}}
}

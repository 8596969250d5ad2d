package editor

import (
	"slices"

	"galley/annotate"
)

// hintKeys are the letters that targets get, the easiest to reach first.
const hintKeys = "fjdksla;ghrueiwoqptyvmcnbxz"

// startLink begins a relation from the span in hand: letters appear on the spans that may be its other end, the
// nearest first. A span that can only be the tail looks for its head.
func (m Model) startLink(id annotate.Label) (Model, []Effect, bool) {
	def, ok := m.Scheme.RelationDef(id)
	s, held := m.Open.Layer.Span(m.Open.Selected)
	if !ok || !held {
		return m, nil, false
	}
	reverse := !slices.Contains(def.Heads, s.Label)
	ends := def.Tails
	if reverse {
		if !slices.Contains(def.Tails, s.Label) {
			return m.notice(m.labelTitle(s.Label)+" takes no link “"+def.Title+"”.", true), nil, true
		}
		ends = def.Heads
	}
	var targets []annotate.Span
	for t := range m.Open.Layer.Spans() {
		if t.ID != s.ID && slices.Contains(ends, t.Label) {
			targets = append(targets, t)
		}
	}
	if len(targets) == 0 {
		return m.notice("Nothing here can be the other end of “"+def.Title+"”: mark it first.", true), nil, true
	}
	at := s.Envelope()
	slices.SortStableFunc(targets, func(a, b annotate.Span) int { return distance(at, a.Envelope()) - distance(at, b.Envelope()) })
	l := &Linking{Relation: id, From: s.ID, Reverse: reverse}
	for i, t := range targets[:min(len(targets), len(hintKeys))] {
		l.Hints = append(l.Hints, Hint{t.ID, hintKeys[i : i+1]})
	}
	m.open().Linking = l
	return m.say("%s: press a letter, or Enter for %s", def.Title, clip(m.Open.Layer.Surface(targets[0]), 40)), nil, true
}

// distance is how many code points lie between two ranges.
func distance(a, b annotate.Range) int {
	switch {
	case b.From >= a.To:
		return int(b.From - a.To)
	case a.From >= b.To:
		return int(a.From - b.To)
	}
	return 0
}

// linkKey handles a key while letters are shown.
func (m Model) linkKey(key string) (Model, []Effect, bool) {
	l := m.Open.Linking
	switch {
	case key == "Escape":
		m.open().Linking = nil
		return m.say("no link made"), nil, true
	case key == "Enter" && len(l.Hints) > 0:
		m, effects := m.link(l.Hints[0].Span)
		return m, effects, true
	}
	for _, h := range l.Hints {
		if h.Key == key {
			m, effects := m.link(h.Span)
			return m, effects, true
		}
	}
	return m, nil, len([]rune(key)) == 1 // other letters do nothing while hints are shown
}

// link makes the relation that was begun. Where the scheme allows one per head, the new one takes the old one's place.
func (m Model) link(other annotate.SpanID) (Model, []Effect) {
	l := m.Open.Linking
	m.open().Linking = nil
	r := annotate.Relation{ID: m.newID(), Label: l.Relation, Head: l.From, Tail: other}
	if l.Reverse {
		r.Head, r.Tail = r.Tail, r.Head
	}
	var tx annotate.Tx
	def, _ := m.Scheme.RelationDef(l.Relation)
	for _, have := range m.Open.Layer.RelationsOf(r.Head) {
		if have.Label != r.Label || have.Head != r.Head {
			continue
		}
		if have.Tail == r.Tail {
			return m.say("These are linked already."), nil
		}
		if def.Max == 1 {
			tx = append(tx, annotate.RemoveRelation{Relation: have})
		}
	}
	cleared, _, err := m.Open.Layer.Apply(tx)
	if err == nil {
		err = m.Scheme.CheckRelation(cleared, r)
	}
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m, effects, err := m.commit(append(tx, annotate.AddRelation{Relation: r}))
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m.redrawEnds(r)
	tail, _ := m.Open.Layer.Span(r.Tail)
	return m.say("%s: %s", def.Title, clip(m.Open.Layer.Surface(tail), 60)), effects
}

// unlink removes a relation.
func (m Model) unlink(id annotate.SpanID) (Model, []Effect) {
	r, ok := m.Open.Layer.Relation(id)
	if !ok {
		return m, nil
	}
	m, effects, err := m.commit(annotate.Tx{annotate.RemoveRelation{Relation: r}})
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m.redrawEnds(r)
	return m.say("%s removed", m.relationTitle(r.Label)), effects
}

// redrawEnds lets the page know that the links at both ends have changed.
func (m *Model) redrawEnds(r annotate.Relation) {
	lr := noLines
	for _, id := range []annotate.SpanID{r.Head, r.Tail} {
		if s, ok := m.Open.Layer.Span(id); ok {
			lr = lr.join(m.Open.linesOf(s.Envelope()))
		}
	}
	m.redraw(lr)
}

func (m Model) relationTitle(id annotate.Label) string {
	if d, ok := m.Base.RelationDef(id); ok {
		return d.Title
	}
	return string(id)
}

package editor

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// hintKeys are the letters that targets get, the easiest to reach first.
const hintKeys = "fjdkslaghrueiwoqptyvmcnbxz"

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
	order.By(targets, func(a, b annotate.Span) int { return distance(at, a.Envelope()) - distance(at, b.Envelope()) })
	l := &Linking{Relation: id, From: s.ID, Reverse: reverse, Hints: m.hints(targets)}
	m.open().Linking = l
	return m.say("%s: press a letter, or Enter for %s", def.Title, clip(m.Open.Layer.Surface(targets[0]), 40)), nil, true
}

// maxHints bounds the targets that get letters: those further away are reached by taking the other end in hand.
const maxHints = 200

// hints gives targets letters, the nearest first. A target that had letters keeps them while it is on screen, so that the
// hand that has learned them finds them again. Beyond 26 targets the rare letters begin pairs.
func (m *Model) hints(targets []annotate.Span) []Hint {
	targets = targets[:min(len(targets), maxHints)]
	singles := len(hintKeys)
	for singles > 0 && singles+(len(hintKeys)-singles)*len(hintKeys) < len(targets) {
		singles--
	}
	var free []string
	for i := range singles {
		free = append(free, hintKeys[i:i+1])
	}
	for _, first := range hintKeys[singles:] {
		for _, second := range hintKeys {
			free = append(free, string(first)+string(second))
		}
	}
	o := m.open()
	view := o.viewed()
	letters := map[annotate.SpanID]string{}
	taken := map[string]bool{}
	for _, t := range targets {
		if key := o.letters[t.ID]; key != "" && view.Overlaps(t.Envelope()) && slices.Contains(free, key) && !taken[key] {
			letters[t.ID], taken[key] = key, true
		}
	}
	free = slices.DeleteFunc(free, func(key string) bool { return taken[key] })
	var hints []Hint
	for _, t := range targets {
		if letters[t.ID] == "" {
			letters[t.ID], free = free[0], free[1:]
		}
		hints = append(hints, Hint{t.ID, letters[t.ID]})
	}
	o.letters = letters
	return hints
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

// linkKey handles a key while letters are shown. With Shift the link is made and the next one begins at its other end, as
// chains want it.
func (m Model) linkKey(key string) (Model, []Effect, bool) {
	l := m.Open.Linking
	switch {
	case key == "Escape":
		m.open().Linking = nil
		return m.say("no link made"), nil, true
	case key == "Backspace" && l.Typed != "":
		return m.typeHint(""), nil, true
	case key == "Enter" && len(l.Hints) > 0:
		m, effects := m.link(l.Hints[0].Span)
		return m, effects, true
	}
	typed := l.Typed + strings.ToLower(key)
	begins := false
	for _, h := range l.Hints {
		switch {
		case h.Key == typed && key == strings.ToLower(key):
			m, effects := m.link(h.Span)
			return m, effects, true
		case h.Key == typed:
			return m.chain(h.Span)
		case strings.HasPrefix(h.Key, typed):
			begins = true
		}
	}
	if begins {
		return m.typeHint(typed), nil, true
	}
	return m, nil, len([]rune(key)) == 1 // other letters do nothing while hints are shown
}

// typeHint keeps the first letter of a pair.
func (m Model) typeHint(typed string) Model {
	l := *m.Open.Linking
	l.Typed = typed
	m.open().Linking = &l
	return m
}

// chain links, takes the other end in hand and begins the same relation there.
func (m Model) chain(other annotate.SpanID) (Model, []Effect, bool) {
	relation := m.Open.Linking.Relation
	m, effects := m.link(other)
	m = m.pick(other)
	next, more, ok := m.startLink(relation)
	if !ok || next.Open.Linking == nil { // the chain ends here
		return m, effects, true
	}
	return next, append(effects, more...), true
}

// along takes the other end of the mark's next link in hand, and so goes along a chain or round the ends.
func (m Model) along() (Model, []Effect, bool) {
	o := m.Open
	relations := o.Layer.RelationsOf(o.Selected)
	if len(relations) == 0 {
		return m, nil, false
	}
	i := slices.IndexFunc(relations, func(r annotate.Relation) bool { return r.ID == o.via })
	// Having come by a link, one goes on by the next; the way back is the last that is offered.
	r := relations[(i+1)%len(relations)]
	other := r.Tail
	if other == o.Selected {
		other = r.Head
	}
	m = m.pick(other)
	m.open().via = r.ID
	return m.say("%s: %s", m.relationTitle(r.Label), clip(m.Open.Layer.Surface(mustSpan(m, other)), 80)), nil, true
}

// linkTo makes the relation that was begun with the first of spans that may be its other end. If none may, it is left; ok is
// false then.
func (m Model) linkTo(spans ...annotate.Span) (next Model, effects []Effect, ok bool) {
	for _, s := range spans {
		if slices.ContainsFunc(m.Open.Linking.Hints, func(h Hint) bool { return h.Span == s.ID }) {
			m, effects := m.link(s.ID)
			return m, effects, true
		}
	}
	m.open().Linking = nil
	return m, nil, false
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
	m.did("linked")
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

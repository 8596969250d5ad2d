package editor

import (
	"slices"

	"galley/annotate"
	"galley/annotate/order"
)

// pointed takes a selection by pointer: trimmed, snapped to words unless raw, never splitting a grapheme.
func (m Model) pointed(msg Select) (Model, []Effect) {
	o := m.open()
	a, b := o.Pos(msg.A), o.Pos(msg.B)
	r := annotate.Range{From: min(a, b), To: max(a, b)}
	r = snapped(o.Doc.Text, r, msg.Raw)
	if !msg.Raw {
		r = o.Doc.Text.Balance(r)
	}
	if r.Empty() {
		r.From = o.place(r.From)
		r.To = r.From
	}
	m.drop()
	o = m.Open
	o.Sel = Caret{Anchor: r.From, Focus: r.To, Live: msg.Live, Raw: msg.Raw}
	if a > b {
		o.Sel.Anchor, o.Sel.Focus = r.To, r.From
	}
	if msg.Live || r.Empty() {
		return m, nil
	}
	if m.Sticky != "" {
		return m.label(m.Sticky)
	}
	o.PopUp = true
	return m.say("selected: %s", clip(o.Doc.Text.Slice(r), 80)), nil
}

// tapped places the caret, or takes the mark under it in hand; another tap in the same place takes the next one of the
// stack, and behind the last a finger takes the word itself, for a mark within the others. Two taps select the name or phrase, or else
// the word, three the sentence. While a label is held, one tap puts it on what it is usually put on. A finger that only sends the labels
// away, which were asked for at the mark in hand, leaves that there.
func (m Model) tapped(msg Tap, asked bool) (Model, []Effect) {
	p := m.Open.place(m.Open.Pos(msg.At))
	under := m.Open.stack(p)
	i := slices.IndexFunc(under, func(s annotate.Span) bool { return s.ID == m.Open.Selected })
	if m.Open.Linking != nil {
		m, effects, _ := m.linkTo(under...)
		return m, effects
	}
	pencil := m.pencilTapped(p, under)
	bare := len(under) == 0 && pencil == ""
	if msg.Finger && msg.Clicks == 1 && i >= 0 && pencil == "" {
		if asked {
			return m.caretIn(p), nil
		}
		bare = i == len(under)-1
	}
	switch {
	case m.Sticky != "" && msg.Clicks > 1:
		return m, nil // the first did it
	case m.Sticky != "" && bare:
		return m.stamp(p)
	case msg.Clicks == 1 && bare && m.caseTapped(p) != "":
		return m.toCase(m.caseTapped(p)), nil
	case msg.Finger && msg.Clicks == 1 && bare:
		m = m.touch(annotate.Word, m.Open.unitAt(annotate.Word, p))
		m.open().Sel.Loose = true
		return m, nil
	case msg.Clicks == 2:
		return m.touchPhrase(p).popUp(msg), nil
	case msg.Clicks >= 3:
		return m.touch(annotate.Sentence, m.Open.unitAt(annotate.Sentence, p)).popUp(msg), nil
	case pencil != "":
		return m.holdPencil(pencil), nil
	case len(under) > 0:
		m = m.hold(under[(i+1)%len(under)].ID).caretIn(p)
		m.open().Sel.Loose = msg.Finger
		return m, nil
	}
	return m.touch(annotate.Grapheme, annotate.Range{From: p, To: p}), nil
}

// touch makes r, a unit of kind u, the selection, and leaves the sheet where it is: what a pointer takes is in view, and the next click
// of a double click would fall on what had come to stand under it.
func (m Model) touch(u annotate.Unit, r annotate.Range) Model {
	at := m.Open.Scroll
	m = m.selectUnit(u, r)
	m.open().Scroll = at
	return m
}

// touchPhrase does so with the name or phrase at p, or else with the word.
func (m Model) touchPhrase(p annotate.Pos) Model {
	u := annotate.Phrase
	at := m.Open.unitAt(u, p)
	if !at.Contains(annotate.Range{From: p, To: p + 1}) {
		u = annotate.Word
		at = m.Open.unitAt(u, p)
	}
	return m.touch(u, at)
}

// caretIn puts the caret into the mark in hand, before the word at p: there it would be cut.
func (m Model) caretIn(p annotate.Pos) Model {
	o := m.open()
	s, _ := o.Layer.Span(o.Selected)
	for _, w := range o.Doc.Text.Segments(annotate.Word, annotate.Range{From: p, To: p + 1}) {
		if w.From < p && p < w.To {
			p = max(w.From, s.Envelope().From)
		}
	}
	o.Sel = Caret{Anchor: p, Focus: p}
	return m
}

// popUp brings the labels to what a mouse has selected; a finger has them at its thumb.
func (m Model) popUp(msg Tap) Model {
	if !msg.Finger {
		m.open().PopUp = true
	}
	return m
}

// stamp puts the label that is held on the unit at p that it is usually put on.
func (m Model) stamp(p annotate.Pos) (Model, []Effect) {
	m.drop()
	def, _ := m.Scheme.Label(m.Sticky)
	r := m.target(def, p)
	if line := m.Open.Lines; len(line) == 0 || !r.Contains(annotate.Range{From: p, To: p + 1}) {
		return m.touch(annotate.Grapheme, annotate.Range{From: p, To: p}).say("no %s here", def.Unit), nil
	}
	o := m.open()
	o.Sel = Caret{Anchor: p, Focus: p}
	return m.label(m.Sticky)
}

// heldAt opens the labels where the finger was held or the other button pressed: at the selection, at the mark there, that in hand
// before all others, or at the phrase. A finger, which has taps to take marks with, means the words of all marks but that in hand.
func (m Model) heldAt(msg Hold) Model {
	p := m.Open.place(m.Open.Pos(msg.At))
	r := m.Open.Sel.Range()
	under := m.Open.stack(p)
	switch {
	case !r.Empty() && r.From <= p && p < r.To:
	case slices.ContainsFunc(under, func(s annotate.Span) bool { return s.ID == m.Open.Selected }):
		m = m.caretIn(p)
	case len(under) > 0 && !msg.Finger:
		m = m.hold(under[0].ID).caretIn(p)
	default:
		m = m.touchPhrase(p)
	}
	m.open().PopUp = true
	return m
}

// place is where a caret stands that is put at p: never inside what a reader takes for one character.
func (o *Open) place(p annotate.Pos) annotate.Pos {
	for !o.Doc.Text.IsBoundary(p) {
		p--
	}
	return p
}

// stack returns the spans at p, the smallest first.
func (o *Open) stack(p annotate.Pos) []annotate.Span {
	found := slices.DeleteFunc(o.Layer.In(annotate.Range{From: p, To: p + 1}), func(s annotate.Span) bool {
		return !slices.ContainsFunc(s.Ranges, func(r annotate.Range) bool { return r.From <= p && p < r.To })
	})
	order.By(found, func(a, b annotate.Span) int { return int(a.Envelope().Len() - b.Envelope().Len()) })
	return found
}

// dragged moves an end of the span in hand. While the pointer is down the selection shows where it would go.
func (m Model) dragged(msg Handle) (Model, []Effect) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if hand, held := m.PencilHand(); held && hand.Span != nil && !msg.Live {
		return m.acceptWithin(hand, m.stretch(msg).Open.Sel.Range())
	}
	if !ok {
		return m.stretch(msg), nil
	}
	t := m.Open.Doc.Text
	p := m.Open.Pos(msg.At)
	to := slices.Clone(s.Ranges)
	part := &to[len(to)-1]
	if msg.Start {
		part = &to[0]
		part.From = min(p, part.To-1)
	} else {
		part.To = max(p, part.From+1)
	}
	r := snapped(t, *part, msg.Raw)
	switch {
	case r.Empty():
		return m, nil
	case msg.Start: // the other end may stand within a word
		part.From = r.From
	default:
		part.To = r.To
	}
	if msg.Live {
		o := m.open()
		o.Sel = Caret{Anchor: part.From, Focus: part.To, Live: true}
		return m, nil
	}
	o := m.open()
	o.Sel = Caret{Anchor: part.From, Focus: part.From}
	return m.moveTo(s, to)
}

// stretch moves an end of the selection.
func (m Model) stretch(msg Handle) Model {
	sel := m.Open.Sel
	r, p := sel.Range(), m.Open.Pos(msg.At)
	if !sel.Live { // the end that stays is the anchor until the handle is let go
		sel.Anchor = r.To
		if !msg.Start {
			sel.Anchor = r.From
		}
	}
	r = annotate.Range{From: min(sel.Anchor, p), To: max(sel.Anchor, p)}
	r = snapped(m.Open.Doc.Text, r, msg.Raw)
	if p < sel.Anchor { // which may stand within a word
		r.To = min(r.To, sel.Anchor)
	} else {
		r.From = max(r.From, sel.Anchor)
	}
	if r.Empty() {
		return m
	}
	o := m.open()
	o.Sel = Caret{Anchor: r.From, Focus: r.To, Live: msg.Live, Raw: msg.Raw}
	if p < sel.Anchor {
		o.Sel.Anchor, o.Sel.Focus = r.To, r.From
	}
	return m
}

// snapped is r, of text t, trimmed and with whole words, or to the letter if it is raw.
func snapped(t annotate.Text, r annotate.Range, raw bool) annotate.Range {
	if raw {
		return t.SnapGraphemes(t.Trim(r))
	}
	return t.SnapWords(r)
}

// moveTo gives span s other ranges.
func (m Model) moveTo(s annotate.Span, to []annotate.Range) (Model, []Effect) {
	if slices.Equal(s.Ranges, to) {
		return m, nil
	}
	moved := s
	moved.Ranges = to
	if err := m.Scheme.CheckSpan(m.Open.Layer, moved); err != nil {
		return m.notice(reason(err), true), nil
	}
	m, effects, err := m.commit(annotate.Tx{annotate.MoveSpan{ID: s.ID, From: s.Ranges, To: to}})
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	return m.say("%s: %s", m.labelTitle(s.Label), clip(m.Open.Layer.Surface(moved), 80)), effects
}

// selectRange makes r the selection; no span is in hand then.
func (m Model) selectRange(r annotate.Range) Model {
	m.drop()
	o := m.Open
	o.Sel = Caret{Anchor: r.From, Focus: r.To}
	o.unit = annotate.Grapheme
	o.Scroll++
	if r.Empty() {
		return m
	}
	return m.say("selected: %s", clip(o.Doc.Text.Slice(r), 80))
}

// drop lets go of the span in hand.
func (m *Model) drop() {
	o := m.open()
	if o.About {
		o.About, o.Attr = false, 0
	}
	m.dropPencil()
	if o = m.Open; o.Selected == "" {
		return
	}
	old := o.Selected
	o.last, o.Selected, o.Attr = old, "", 0
	if s, ok := o.Layer.Span(old); ok {
		m.redraw(o.linesOf(s.Envelope()))
	}
}

// hold takes span id in hand.
func (m Model) hold(id annotate.SpanID) Model {
	s, ok := m.Open.Layer.Span(id)
	if !ok {
		return m
	}
	m.drop()
	o := m.Open
	o.Selected, o.Attr = id, 0
	env := s.Envelope()
	o.Sel = Caret{Anchor: env.From, Focus: env.From}
	m.redraw(o.linesOf(env))
	return m.say("%s: %s%s", m.labelTitle(s.Label), clip(o.Layer.Surface(s), 80), m.detail(s))
}

// picked takes in hand what was pressed: a letter of a link, a note or a row of the list. While a link waits for its other end, that is
// meant.
func (m Model) picked(msg Pick) (Model, []Effect) {
	if s, _, ok := m.waiting(msg.Span); ok {
		m = m.holdPencil(s.ID)
		m.open().Scroll++
		return m, nil
	}
	if id, ok := caseOfNote(msg.Span); ok {
		return m.toCase(id), nil
	}
	if m.Panel == ListPanel {
		m.Panel = NoPanel
	}
	if m.Open.Linking != nil {
		s, _ := m.Open.Layer.Span(msg.Span)
		next, effects, ok := m.linkTo(s)
		if ok {
			return next, effects
		}
		m = next
	}
	return m.pick(msg.Span), nil
}

// pick takes span id in hand and brings it into view.
func (m Model) pick(id annotate.SpanID) Model {
	m = m.hold(id)
	m.open().Scroll++
	return m
}

// clip shortens s to n characters for a line of words.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

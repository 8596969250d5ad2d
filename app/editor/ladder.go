package editor

import (
	"slices"

	"galley/annotate"
)

// ladder is the units that digits choose while no mark is in hand, from 1.
var ladder = []annotate.Unit{annotate.Word, annotate.Phrase, annotate.Quotation, annotate.Clause, annotate.Sentence, annotate.ParagraphUnit}

// unitKey selects the n-th unit of the ladder where the caret or the selection begins; the same digit again, the next one.
func (m Model) unitKey(n int) (Model, []Effect, bool) {
	if n < 1 || n > len(ladder) || len(m.Open.Lines) == 0 {
		return m, nil, false
	}
	u, here := ladder[n-1], m.here()
	at := m.Open.unitAt(u, here.From)
	if at.Empty() {
		return m.say("no %s here", u), nil, true
	}
	if at == here && m.Open.unit == u {
		next := m.Open.Doc.Text.Next(u, here.From)
		if next >= m.Open.Doc.Text.Len() {
			return m.say("no further %s", u), nil, true
		}
		at = m.Open.unitAt(u, next)
	}
	m = m.selectUnit(u, at)
	m.open().unit = u
	return m, nil, true
}

// grow makes what is in hand the next larger unit: the mark itself, whose attributes and links stay, or the selection.
func (m Model) grow() (Model, []Effect, bool) {
	here := m.here()
	r := m.Open.Doc.Text.Grow(here)
	if past := m.Open.sentencePast(r); past.Contains(here) && past != here {
		r = past
	} else if past == here {
		r = m.Open.Doc.Text.Grow(r)
	}
	return m.climb(r)
}

// shrink makes it the next smaller one, at its start.
func (m Model) shrink() (Model, []Effect, bool) {
	here := m.here()
	r, ok := m.Open.Doc.Text.Shrink(here)
	if !ok {
		return m, nil, false
	}
	if past := m.Open.sentencePast(r); past != here {
		r = past
	}
	return m.climb(r)
}

// sentencePast is r without the dateline at its head, if r is a sentence and not a whole paragraph.
func (o *Open) sentencePast(r annotate.Range) annotate.Range {
	if o.Doc.Text.At(annotate.ParagraphUnit, r.From) == r {
		return r
	}
	return o.pastDateline(annotate.Sentence, r)
}

func (m Model) climb(r annotate.Range) (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok {
		return m.selectRange(r), nil, true
	}
	def, _ := m.Scheme.Label(s.Label)
	if t := m.trimmed(def, r); t != s.Envelope() { // else the step would be of punctuation that the label leaves off
		r = t
	}
	m, effects := m.moveTo(s, []annotate.Range{r})
	return m, effects, true
}

// nudge moves an end of the span in hand by one unit, a word or a character; attributes and links stay.
func (m Model) nudge(start bool, u annotate.Unit, by int) (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok {
		return m, nil, false
	}
	t := m.Open.Doc.Text
	to := slices.Clone(s.Ranges)
	first, last := &to[0], &to[len(to)-1]
	switch {
	case start && by < 0:
		first.From = t.Prev(u, first.From)
	case start:
		first.From = min(t.Next(u, first.From), first.To)
	case by > 0:
		last.To = m.endBeyond(s.Label, u, *last)
	default:
		units := t.Segments(u, *last)
		if len(units) < 2 {
			return m, nil, false
		}
		last.To = units[len(units)-2].To
	}
	if first.Empty() || last.Empty() {
		return m, nil, false
	}
	m, effects := m.moveTo(s, merge(to))
	return m, effects, true
}

// endBeyond is the end of the first unit that ends behind r, without what a label leaves off at the end of a clause or sentence.
func (m Model) endBeyond(l annotate.Label, u annotate.Unit, r annotate.Range) annotate.Pos {
	t := m.Open.Doc.Text
	def, _ := m.Scheme.Label(l)
	for p := r.To; p < t.Len(); p = t.Next(u, p) {
		end := t.At(u, p).To
		if u >= annotate.Clause {
			end = m.trimmed(def, annotate.Range{From: r.From, To: end}).To
		}
		if end > r.To {
			return end
		}
	}
	return r.To
}

// extend moves the end of the mark in hand, or of the selection.
func (m Model) extend(u annotate.Unit, by int) (Model, []Effect, bool) {
	if m.Open.Selected != "" {
		return m.nudge(false, u, by)
	}
	return m.step(u, by, true), nil, true
}

// again marks the selection with the label used last, gives an attribute that is chosen the value given last, or takes
// the next mark of the stack at the caret in hand: what Enter means follows from what is there.
func (m Model) again() (Model, []Effect, bool) {
	switch o := m.Open; {
	case o.Pencil.Hand != "":
		return m.acceptNext()
	case o.Attr != 0:
		return m.lastValue()
	case !o.Sel.Range().Empty() && m.recent != "":
		m, effects := m.label(m.recent)
		return m, effects, true
	case !o.Sel.Range().Empty():
		return m, nil, false
	}
	under := m.Open.stack(m.Open.Sel.Focus)
	i := slices.IndexFunc(under, func(s annotate.Span) bool { return s.ID == m.Open.Selected })
	if len(under) == 0 || len(under) == 1 && i == 0 {
		return m, nil, false
	}
	at := m.Open.Sel
	m = m.hold(under[(i+1)%len(under)].ID)
	m.open().Sel = at
	return m, nil, true
}

// lastValue gives the chosen attribute the value that marks of this label got last, or else the scheme's default.
func (m Model) lastValue() (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok {
		return m, nil, false
	}
	def := m.Scheme.AttrsOf(string(s.Label))[m.Open.Attr-1]
	v, ok := m.values[string(s.Label)+"."+def.ID]
	if !ok {
		v = def.Default
	}
	if v == "" {
		return m.say("%s has had no value yet", def.Title), nil, true
	}
	m, effects := m.setValue(s.ID, def.ID, &v)
	return m, effects, true
}

// sameValues gives the mark in hand every value that marks of its label got last, as one step. What is set stays.
func (m Model) sameValues() (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok {
		return m, nil, false
	}
	var tx annotate.Tx
	for _, def := range m.Scheme.AttrsOf(string(s.Label)) {
		v, remembered := m.values[string(s.Label)+"."+def.ID]
		if _, set := s.Attrs.Get(def.ID); !set && remembered && m.Scheme.CheckAttr(string(s.Label), def.ID, v) == nil {
			tx = append(tx, annotate.SetAttr{ID: s.ID, Name: def.ID, To: &v})
		}
	}
	if len(tx) == 0 {
		return m.say("no other values to repeat"), nil, true
	}
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	return m.say("%d values repeated", len(tx)), effects, true
}

// stick holds the label used last: every selection by pointer is marked with it. A second time lets it go.
func (m Model) stick() (Model, []Effect, bool) {
	switch {
	case m.Sticky != "":
		m.Sticky = ""
		return m.say("The label is let go."), nil, true
	case m.recent == "":
		return m.notice("Mark something first: the label used last is the one that is held.", false), nil, true
	}
	m.Sticky = m.recent
	return m.say("%s is held: every selection takes it", m.labelTitle(m.Sticky)), nil, true
}

// popDown takes the labels away from the selection.
func (m *Model) popDown() {
	if m.Open.PopUp {
		m.open().PopUp = false
	}
}

// longPause is how long nothing happens before the time no longer counts as work, in milliseconds.
const longPause = 30_000

// beat counts a key, and the time since the last thing that was done.
func (m *Model) beat(key bool) {
	if !m.Count {
		return
	}
	if since := m.Now - m.Rhythm.last; m.Rhythm.last != 0 && since < longPause {
		m.Rhythm.Millis += since
	}
	m.Rhythm.last = m.Now
	if key {
		m.Rhythm.Keys++
	}
}

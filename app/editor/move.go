package editor

import "galley/annotate"

// here is where the eye is: the span in hand, or the selection.
func (m Model) here() annotate.Range {
	if s, ok := m.Open.Layer.Span(m.Open.Selected); ok {
		return s.Envelope()
	}
	return m.Open.Sel.Range()
}

// nextUnit selects the unit at the caret, or the one behind what is selected.
func (m Model) nextUnit(u annotate.Unit) Model {
	t, r := m.Open.Doc.Text, m.here()
	if s, ok := m.Open.Layer.Span(m.Open.last); ok && r.Empty() && s.Envelope().From == r.From { // on from a mark that was put down
		r = s.Envelope()
	}
	if r.Empty() {
		if at := t.At(u, r.From); at.From <= r.From && r.From < at.To {
			return m.selectRange(at)
		}
	}
	if next := t.Next(u, max(r.To, r.From+1)-1); next < t.Len() {
		return m.selectRange(t.At(u, next))
	}
	return m
}

// prevUnit selects the unit before what is selected.
func (m Model) prevUnit(u annotate.Unit) Model {
	t, r := m.Open.Doc.Text, m.here()
	if at := t.At(u, t.Prev(u, r.From)); !at.Empty() && at.From < r.From {
		return m.selectRange(at)
	}
	return m
}

// step moves the caret by units, or with extend the loose end of the selection.
func (m Model) step(u annotate.Unit, by int, extend bool) Model {
	t, sel := m.Open.Doc.Text, m.Open.Sel
	r := m.here()
	p := sel.Focus
	switch {
	case !extend && !r.Empty() && by > 0: // a selection collapses to the side one moves to
		p = r.To
	case !extend && !r.Empty():
		p = r.From
	case by > 0 && extend:
		p = t.At(u, p).To
		if p <= sel.Focus {
			p = t.At(u, t.Next(u, sel.Focus)).To
		}
	case by > 0:
		p = t.Next(u, p)
	default:
		p = t.Prev(u, p)
	}
	if !extend {
		return m.selectRange(annotate.Range{From: p, To: p})
	}
	m.drop()
	o := m.Open
	o.Sel = Caret{Anchor: sel.Anchor, Focus: p}
	o.Scroll++
	return m.say("selected: %s", clip(t.Slice(o.Sel.Range()), 80))
}

// line moves the caret to the start of the line by lines away.
func (m Model) line(by int) Model {
	i := m.Open.lineAt(m.here().From) + by
	if i < 0 || i >= len(m.Open.Lines) {
		return m
	}
	l := m.Open.Lines[i]
	return m.selectRange(annotate.Range{From: l.From, To: l.From}).say("%s", clip(m.Open.Doc.Text.Slice(l.Range), 80))
}

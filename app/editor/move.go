package editor

import (
	"unicode"

	"galley/annotate"
)

// here is where the eye is: the span in hand, or the selection.
func (m Model) here() annotate.Range {
	if s, ok := m.Open.Layer.Span(m.Open.Selected); ok {
		return s.Envelope()
	}
	return m.Open.Sel.Range()
}

// unitAt is the unit at p, as [annotate.Text.At] finds it; a sentence begins behind the dateline of its article.
func (o *Open) unitAt(u annotate.Unit, p annotate.Pos) annotate.Range {
	return o.pastDateline(u, o.Doc.Text.At(u, p))
}

// pastDateline is unit r of kind u without a dateline at its head and the dash behind that: what the sentence says begins there.
func (o *Open) pastDateline(u annotate.Unit, r annotate.Range) annotate.Range {
	if u != annotate.Sentence {
		return r
	}
	for _, b := range o.Doc.Blocks {
		if b.From > r.From {
			break
		}
		if b.Kind != annotate.Dateline || b.From != r.From || b.To >= r.To {
			continue
		}
		past := annotate.Range{From: b.To, To: r.To}
		for _, c := range o.Doc.Text.Slice(past) {
			if !unicode.IsSpace(c) && !unicode.Is(unicode.Pd, c) {
				break
			}
			past.From++
		}
		return past
	}
	return r
}

// nextUnit selects the unit at the caret, or the one behind what is selected.
func (m Model) nextUnit(u annotate.Unit) Model {
	o, t, r := m.Open, m.Open.Doc.Text, m.here()
	if s, ok := o.Layer.Span(o.last); ok && r.Empty() && s.Envelope().From == r.From { // on from a mark that was put down
		r = s.Envelope()
	}
	if r.Empty() {
		if at := t.At(u, r.From); at.From <= r.From && r.From < at.To {
			return m.selectUnit(u, o.pastDateline(u, at))
		}
	} else if at := o.unitAt(u, r.To-1); at.From >= r.To { // a dateline lies before what its sentence says
		return m.selectUnit(u, at)
	}
	if next := t.Next(u, max(r.To, r.From+1)-1); next < t.Len() {
		return m.selectUnit(u, o.unitAt(u, next))
	}
	return m
}

// prevUnit selects the unit before what is selected.
func (m Model) prevUnit(u annotate.Unit) Model {
	t, r := m.Open.Doc.Text, m.here()
	for p := t.Prev(u, r.From); ; p = t.Prev(u, p) {
		if at := m.Open.unitAt(u, p); !at.Empty() && at.From < r.From {
			return m.selectUnit(u, at)
		}
		if p <= 0 {
			return m
		}
	}
}

// selectUnit makes r, a unit of kind u, the selection.
func (m Model) selectUnit(u annotate.Unit, r annotate.Range) Model {
	m = m.selectRange(r)
	m.open().Sel.Unit = u
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

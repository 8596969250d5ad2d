package editor

import (
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

// split cuts the mark in hand, or the smallest one at the caret, in two at the caret; the second has the same label and
// values, the links stay with the first. With a selection inside the mark, those words leave it and it has two parts.
func (m Model) split() (Model, []Effect, bool) {
	o := m.Open
	sel := o.Sel.Range()
	s, ok := o.Layer.Span(o.Selected)
	if !ok {
		under := o.stack(sel.From)
		if len(under) == 0 {
			return m, nil, false
		}
		s = under[0]
	}
	def, _ := m.Base.Label(s.Label)
	before := m.parts(def, s, annotate.Range{From: 0, To: sel.From})
	after := m.parts(def, s, annotate.Range{From: sel.To, To: o.Doc.Text.Len()})
	if len(before) == 0 || len(after) == 0 {
		return m.say("Put the caret inside the mark first."), nil, true
	}
	if !sel.Empty() {
		if def.Contiguous {
			return m.notice(def.Title+" is one piece: nothing can be cut out of it.", true), nil, true
		}
		m, effects := m.moveTo(s, append(before, after...))
		return m.hold(s.ID), effects, true
	}
	second := annotate.Span{ID: m.newID(), Label: s.Label, Ranges: after, Attrs: slices.Clone(s.Attrs)}
	m, effects, err := m.commit(annotate.Tx{annotate.MoveSpan{ID: s.ID, From: s.Ranges, To: before}, annotate.AddSpan{Span: second}})
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	return m.hold(second.ID).say("cut in two: %s", clip(m.Open.Layer.Surface(second), 60)), effects, true
}

// parts is what s covers of r, each part trimmed as its label wants it.
func (m Model) parts(def annotate.LabelDef, s annotate.Span, r annotate.Range) []annotate.Range {
	var out []annotate.Range
	for _, part := range s.Ranges {
		cut := annotate.Range{From: max(part.From, r.From), To: min(part.To, r.To)}
		if cut.Empty() {
			continue
		}
		if cut != part {
			cut = m.Open.Doc.Text.TrimOuter(cut, def.Trim)
		}
		if !cut.Empty() {
			out = append(out, cut)
		}
	}
	return out
}

// joinNext makes one mark of the mark in hand and the next of its label: over white space and punctuation it becomes one
// piece, over words it has two parts. Values of the first stand; links of the second come along.
func (m Model) joinNext() (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok {
		return m, nil, false
	}
	other, ok := m.neighbour(s, 1, func(x annotate.Span) bool { return x.Label == s.Label })
	if !ok || other.Envelope().From < s.Envelope().From {
		return m.say("There is no further %s to join.", m.labelTitle(s.Label)), nil, true
	}
	tx, err := m.joining(s, other)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	m = m.hold(s.ID)
	return m.say("joined: %s", clip(m.Open.Layer.Surface(mustSpan(m, s.ID)), 80)), effects, true
}

func mustSpan(m Model, id annotate.SpanID) annotate.Span {
	s, _ := m.Open.Layer.Span(id)
	return s
}

// joining is the transaction that makes s and other one.
func (m *Model) joining(s, other annotate.Span) (annotate.Tx, error) {
	def, _ := m.Base.Label(s.Label)
	to := merge(append(slices.Clone(s.Ranges), other.Ranges...))
	for i := 1; i < len(to); {
		gap := annotate.Range{From: to[i-1].To, To: to[i].From}
		if def.Contiguous || !strings.ContainsFunc(m.Open.Doc.Text.Slice(gap), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			to[i-1].To = to[i].To
			to = slices.Delete(to, i, i+1)
			continue
		}
		i++
	}
	tx, err := annotate.DeleteSpan(m.Open.Layer, other.ID)
	if err != nil {
		return nil, err
	}
	tx = append(tx, annotate.MoveSpan{ID: s.ID, From: s.Ranges, To: to})
	for _, a := range other.Attrs {
		if _, set := s.Attrs.Get(a.Name); !set {
			tx = append(tx, annotate.SetAttr{ID: s.ID, Name: a.Name, To: &a.Value})
		}
	}
	next, _, err := m.Open.Layer.Apply(tx)
	if err != nil {
		return nil, err
	}
	joined, _ := next.Span(s.ID)
	if err := m.Scheme.CheckSpan(next, joined); err != nil {
		return nil, err
	}
	for _, r := range m.Open.Layer.RelationsOf(other.ID) {
		moved := r
		moved.ID = m.newID()
		if moved.Head == other.ID {
			moved.Head = s.ID
		}
		if moved.Tail == other.ID {
			moved.Tail = s.ID
		}
		if m.Scheme.CheckRelation(next, moved) != nil { // the two were linked with each other, or the first has its own
			continue
		}
		op := annotate.AddRelation{Relation: moved}
		if next, _, err = next.Apply(annotate.Tx{op}); err != nil {
			return nil, err
		}
		tx = append(tx, op)
	}
	return tx, nil
}

// neighbour is the nearest span after s that wanted holds for, or with by < 0 before it, going round at the ends.
func (m Model) neighbour(s annotate.Span, by int, wanted func(annotate.Span) bool) (annotate.Span, bool) {
	set := m.Open.Layer.SpanSet()
	for x, ok := set.Neighbor(s.ID, by); ok && x.ID != s.ID; x, ok = set.Neighbor(x.ID, by) {
		if wanted(x) {
			return x, true
		}
	}
	return annotate.Span{}, false
}

// nextMark takes the next span of the layer in hand, or with by < 0 the one before; behind the last comes the first.
func (m Model) nextMark(by int) (Model, bool) {
	set := m.Open.Layer.SpanSet()
	if s, ok := set.Neighbor(m.Open.Selected, by); ok {
		return m.pick(s.ID), true
	}
	s, ok := set.FirstFrom(m.here().From)
	if !ok {
		s, ok = set.FirstFrom(0)
	}
	if ok && by < 0 {
		s, _ = set.Neighbor(s.ID, -1)
	}
	if !ok {
		return m, false
	}
	return m.pick(s.ID), true
}

// nextOfLabel does so among the marks that have the label of the one in hand, or the label used last.
func (m Model) nextOfLabel(by int) (Model, bool) {
	label := m.recent
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if ok {
		label = s.Label
	} else if s, ok = m.Open.Layer.SpanSet().FirstFrom(m.here().From); !ok {
		s, ok = m.Open.Layer.SpanSet().FirstFrom(0)
	}
	if !ok || label == "" {
		return m, false
	}
	if s.Label == label && m.Open.Selected == "" && by > 0 {
		return m.pick(s.ID), true
	}
	next, ok := m.neighbour(s, by, func(x annotate.Span) bool { return x.Label == label })
	if !ok {
		return m.say("There is no other %s.", m.labelTitle(label)), true
	}
	return m.pick(next.ID), true
}

// nextUnmarked selects the next sentence that no mark touches, or with by < 0 the one before.
func (m Model) nextUnmarked(by int) (Model, bool) {
	o := m.Open
	here := m.here()
	for i := o.lineAt(here.From); i >= 0 && i < len(o.Lines); i += by {
		sentences := o.Doc.Text.Segments(annotate.Sentence, o.Lines[i].Range)
		if by < 0 {
			slices.Reverse(sentences)
		}
		for _, s := range sentences {
			past := s.From > here.From || s.From == here.From && here.Empty()
			if by < 0 {
				past = s.From < here.From
			}
			s = o.pastDateline(annotate.Sentence, s)
			if past && len(o.Layer.In(s)) == 0 {
				return m.selectUnit(annotate.Sentence, s), true
			}
		}
	}
	return m.say("Every sentence from here on has a mark."), true
}

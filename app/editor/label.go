package editor

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// label does what a label's key does: it gives the span in hand that label, or marks the selection, or, without one,
// the unit that the label is usually put on at the caret. A finger that has tapped on a span means the words that it tapped on, as
// everywhere, unless they are that span, or may not have the label beside it.
func (m Model) label(id annotate.Label) (Model, []Effect) {
	def, ok := m.Scheme.Label(id)
	if !ok {
		return m.notice(fmt.Sprintf("“%s” is not a label of this scheme.", id), true), nil
	}
	m.recent = id
	if s, ok := m.PencilHand(); ok {
		return m.acceptAs(s, id)
	}
	if len(m.Open.Chosen) > 0 {
		return m.relabelChosen(id)
	}
	r := m.Open.Sel.Range()
	if s, ok := m.Open.Layer.Span(m.Open.Selected); ok {
		own := annotate.Span{ID: m.newID(), Label: id, Ranges: []annotate.Range{m.target(def, r.From)}}
		if !m.Open.Sel.Loose || own.Ranges[0] == s.Envelope() || !own.Ranges[0].Contains(annotate.Range{From: r.From, To: r.From + 1}) || m.Scheme.CheckSpan(m.Open.Layer, own) != nil {
			return m.relabel(s, id)
		}
		m.drop()
		return m.add(own)
	}
	if at := m.target(def, r.From); r.Empty() || m.Open.Sel.Loose && at.Contains(r) {
		r = at
	} else if b, ok := m.block(def, r.From); ok && (m.Open.Sel.Unit > annotate.Grapheme || r == m.Open.Doc.Text.Trim(m.Open.Lines[m.Open.lineAt(r.From)].Range)) {
		r = b // it was pointed at, not picked out: of a caption with its credit, either is its own part
	} else if !m.Open.Sel.Raw {
		r = m.trimmed(def, r)
	}
	if r.Empty() {
		return m.notice("There is nothing to mark here: select some text first.", true), nil
	}
	if m.lostInHand(id) {
		return m.putBack(r)
	}
	return m.add(annotate.Span{ID: m.newID(), Label: id, Ranges: []annotate.Range{r}})
}

// add puts span s on the layer and takes it in hand.
func (m Model) add(s annotate.Span) (Model, []Effect) {
	for _, have := range m.Open.Layer.In(s.Envelope()) {
		if have.Label == s.Label && slices.Equal(have.Ranges, s.Ranges) {
			return m.hold(have.ID).say("This is marked already."), nil
		}
	}
	if err := m.Scheme.CheckSpan(m.Open.Layer, s); err != nil {
		return m.notice(reason(err), true), nil
	}
	m, effects, err := m.commit(annotate.Tx{annotate.AddSpan{Span: s}})
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m.Rhythm.Marks++
	return m.hold(s.ID), effects
}

// relabel gives span s another label. Attributes that the new label does not have are unset, as one step.
func (m Model) relabel(s annotate.Span, id annotate.Label) (Model, []Effect) {
	if s.Label == id {
		return m.hold(s.ID), nil
	}
	tx, _, err := m.relabelling(m.Open.Layer, s, id)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	return m.hold(s.ID), effects
}

// relabelling is the transaction that gives span s of layer l another label, and the layer after it. A span that stands as its
// label has it then stands as the other one has it: a content that becomes a claim leaves its quotation marks, and takes them again
// when it becomes a content.
func (m Model) relabelling(l annotate.Layer, s annotate.Span, id annotate.Label) (annotate.Tx, annotate.Layer, error) {
	var tx annotate.Tx
	for _, a := range s.Attrs {
		if !slices.ContainsFunc(m.Scheme.AttrsOf(string(id)), func(d annotate.AttrDef) bool { return d.ID == a.Name }) {
			tx = append(tx, annotate.SetAttr{ID: s.ID, Name: a.Name, From: &a.Value})
		}
	}
	tx = append(tx, annotate.Relabel{ID: s.ID, From: s.Label, To: id})
	if to := m.recut(s, id); !slices.Equal(to, s.Ranges) {
		tx = append(tx, annotate.MoveSpan{ID: s.ID, From: s.Ranges, To: to})
	}
	next, _, err := l.Apply(tx)
	if err != nil {
		return nil, l, err
	}
	relabelled, _ := next.Span(s.ID)
	if err := m.Scheme.CheckSpan(l, relabelled); err != nil {
		return nil, l, err
	}
	for _, r := range l.RelationsOf(s.ID) {
		if err := m.Scheme.CheckRelation(next, r); err != nil {
			return nil, l, fmt.Errorf("remove its link first: %w", err)
		}
	}
	return tx, next, nil
}

// target is what a label is put on at p when nothing is selected: the block of the label's kind that is there, or the
// unit that the scheme names.
func (m Model) target(def annotate.LabelDef, p annotate.Pos) annotate.Range {
	o := m.Open
	if len(o.Lines) == 0 {
		return annotate.Range{From: p, To: p}
	}
	if b, ok := m.block(def, p); ok {
		return b
	}
	unit, ok := annotate.UnitNamed(def.Unit)
	if !ok {
		unit = annotate.Word
	}
	return o.Doc.Text.SnapGraphemes(m.trimmed(def, o.unitAt(unit, p)))
}

// trimmed is r without what the label leaves off its ends, and with both quotation marks where it has one, or where it has all
// the words between them and the label is put on quotations: their marks are too thin to aim at, for a finger above all.
func (m Model) trimmed(def annotate.LabelDef, r annotate.Range) annotate.Range {
	t := m.Open.Doc.Text
	r = t.Balance(r)
	if def.Unit == annotate.Quotation.String() {
		r = t.Quoted(r)
	}
	return t.TrimOuter(r, def.Trim)
}

// recut is the ranges of span s as label id has them: with what only its own label leaves off a quotation, without what id leaves off.
// A range whose ends somebody chose in spite of its label stays as it is.
func (m Model) recut(s annotate.Span, id annotate.Label) []annotate.Range {
	t := m.Open.Doc.Text
	from, _ := m.Scheme.Label(s.Label)
	def, _ := m.Scheme.Label(id)
	to := slices.Clone(s.Ranges)
	for i, r := range to {
		whole := r
		if q := t.Quoted(r); t.TrimOuter(q, from.Trim) == r {
			whole = q
		}
		if t.TrimOuter(r, from.Trim) == r {
			to[i] = t.TrimOuter(whole, def.Trim)
		}
	}
	return to
}

// block is the block of the label's kind in the line at p.
func (m Model) block(def annotate.LabelDef, p annotate.Pos) (annotate.Range, bool) {
	if len(m.Open.Lines) == 0 {
		return annotate.Range{}, false
	}
	line := m.Open.Lines[m.Open.lineAt(p)]
	for _, b := range m.Open.Doc.Blocks {
		if string(b.Kind) == string(def.ID) && b.Overlaps(line.Range) {
			return b.Range, true
		}
	}
	return annotate.Range{}, false
}

// newID names a span or relation: no other page makes the same.
func (m *Model) newID() annotate.SpanID {
	m.ids++
	return annotate.SpanID(fmt.Sprintf("%s-%d", m.Clock.Actor, m.ids))
}

// remove deletes a span with its relations, as one step.
func (m Model) remove(id annotate.SpanID) (Model, []Effect) {
	s, ok := m.Open.Layer.Span(id)
	if !ok {
		return m, nil
	}
	tx, err := annotate.DeleteSpan(m.Open.Layer, id)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	title, at := m.labelTitle(s.Label), s.Envelope()
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	o := m.open()
	o.Sel = Caret{Anchor: at.From, Focus: at.From}
	return m.say("%s removed", title), effects
}

// nearby is how many lines away a selection may lie that is offered to the last mark as a part: a photo may stand between.
const nearby = 3

// MayAdd is the name of the label whose mark the selection is likely a part of, "" when there is none.
func (m Model) MayAdd() string {
	o := m.Open
	s, ok := o.Layer.Span(o.last)
	r := o.Sel.Range()
	if def, _ := m.Scheme.Label(s.Label); !ok || def.Contiguous || r.Empty() || o.Selected != "" {
		return ""
	}
	at, of := o.linesOf(r), o.linesOf(s.Envelope())
	if at.First > of.Last+nearby || of.First > at.Last+nearby {
		return ""
	}
	return m.labelTitle(s.Label)
}

// addPart adds the selection to the span that was in hand before it was made.
func (m Model) addPart() (Model, []Effect, bool) {
	s, ok := m.Open.Layer.Span(m.Open.last)
	r := m.Open.Sel.Range()
	if !ok || r.Empty() || m.Open.Selected != "" {
		return m, nil, false
	}
	def, _ := m.Scheme.Label(s.Label)
	if def.Contiguous {
		return m.notice(m.labelTitle(s.Label)+" is one piece: it takes no further part.", true), nil, true
	}
	if !m.Open.Sel.Raw {
		r = m.trimmed(def, r)
	}
	m, effects := m.moveTo(s, merge(append(slices.Clone(s.Ranges), r)))
	return m.hold(s.ID), effects, true
}

// merge sorts ranges and joins those that overlap or touch.
func merge(ranges []annotate.Range) []annotate.Range {
	order.By(ranges, func(a, b annotate.Range) int { return int(a.From - b.From) })
	var out []annotate.Range
	for _, r := range ranges {
		if n := len(out); n > 0 && r.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// labelTitle is a label's name for people.
func (m Model) labelTitle(id annotate.Label) string {
	if d, ok := m.Base.Label(id); ok {
		return d.Title
	}
	return string(id)
}

// detail says a span's attributes and links in words.
func (m Model) detail(s annotate.Span) string {
	var b strings.Builder
	for _, a := range s.Attrs {
		fmt.Fprintf(&b, ", %s %s", strings.ReplaceAll(a.Name, "_", " "), strings.ReplaceAll(a.Value, "_", " "))
	}
	for _, r := range m.Open.Layer.RelationsOf(s.ID) {
		if other, ok := m.Open.Layer.Span(r.Tail); ok && r.Head == s.ID {
			fmt.Fprintf(&b, ", %s: %s", m.relationTitle(r.Label), clip(m.Open.Layer.Surface(other), 40))
		}
	}
	return b.String()
}

// reason is an error in the words of a notice.
func reason(err error) string {
	var op *annotate.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	s := err.Error()
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

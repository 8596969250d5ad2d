package editor

import (
	"cmp"
	"slices"

	"galley/annotate"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// What a rule that is being written proposes lies on the sheet in pencil as long as the rule's editor is open. It is a sketch: nobody
// can take it in hand, and no journal hears of it.

// sketch is what a report proposes, by place.
func sketch(r rules.Report) []annotate.Span {
	if len(r.Spans) == 0 {
		return nil
	}
	all := make([]annotate.Span, len(r.Spans))
	for i := range r.Spans {
		all[i] = r.Spans[i].Span
	}
	order.By(all, func(a, b annotate.Span) int {
		x, y := a.Envelope(), b.Envelope()
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(y.To, x.To))
	})
	return all
}

// sketched lays what the draft proposes on the sheet, or takes it off.
func (m Model) sketched() Model {
	if m.Open == nil {
		return m
	}
	var now []annotate.Span
	if d := m.RuleDraft; d != nil && m.Panel == RulePanel && d.Trial.Report.Doc == m.Open.Doc.ID {
		now = d.marks
	}
	was := m.Open.sketch
	if len(now) == len(was) && (len(now) == 0 || &now[0] == &was[0]) {
		return m
	}
	changed := noLines
	for _, marks := range [2][]annotate.Span{was, now} {
		for i := range marks {
			changed = changed.join(m.Open.linesOf(marks[i].Envelope()))
		}
	}
	m.open().sketch = now
	m.redraw(LineRange{changed.First, min(changed.Last, m.Open.drawn-1)})
	return m
}

// sketchIn returns the spans of the sketch that touch r and do not lie there as suggestions already.
func (o *Open) sketchIn(r annotate.Range, there []annotate.Span) []annotate.Span {
	if len(o.sketch) == 0 || o.Pencil.blind || o.Adjudication != nil {
		return nil
	}
	var all []annotate.Span
	for _, s := range o.sketch {
		if s.Envelope().Overlaps(r) && !slices.ContainsFunc(there, func(t annotate.Span) bool { return t.ID == s.ID }) {
			all = append(all, s)
		}
	}
	return all
}

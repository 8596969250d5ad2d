package editor

import (
	"fmt"
	"maps"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// tick chooses a mark of the list, or lets it go. With through, all those between it and the one ticked before are
// chosen with it.
func (m Model) tick(id annotate.SpanID, through bool) Model {
	o := m.open()
	chosen := maps.Clone(o.Chosen)
	if chosen == nil {
		chosen = map[annotate.SpanID]bool{}
	}
	if chosen[id] = !chosen[id]; !chosen[id] {
		delete(chosen, id)
	}
	if through && o.ticked != "" {
		var between []annotate.SpanID
		ends := 0
		for s := range m.listed() {
			end := s.ID == o.ticked || s.ID == id
			if end {
				ends++
			}
			if ends == 1 || end {
				between = append(between, s.ID)
			}
			if ends == 2 {
				break
			}
		}
		if ends == 2 {
			for _, id := range between {
				chosen[id] = true
			}
		}
	}
	o.Chosen, o.ticked = chosen, id
	return m.say("%d chosen", len(chosen))
}

// tickAll chooses all marks that the filter lets through, or none when all of them are chosen.
func (m Model) tickAll() Model {
	all := map[annotate.SpanID]bool{}
	for s := range m.listed() {
		all[s.ID] = true
	}
	o := m.open()
	if len(o.Chosen) == len(all) {
		all = nil
	}
	o.Chosen = all
	return m.say("%d chosen", len(all))
}

// chosen are the marks that are chosen and still there, by place.
func (m Model) chosen() []annotate.Span {
	var all []annotate.Span
	for id := range m.Open.Chosen {
		if s, ok := m.Open.Layer.Span(id); ok {
			all = append(all, s)
		}
	}
	order.By(all, func(a, b annotate.Span) int {
		if d := int(a.Envelope().From - b.Envelope().From); d != 0 {
			return d
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}

// relabelChosen gives every chosen mark the label, as one step. Those that cannot take it are left and counted.
func (m Model) relabelChosen(id annotate.Label) (Model, []Effect) {
	l := m.Open.Layer
	var tx annotate.Tx
	changed, left, why := 0, 0, "they have it."
	for _, s := range m.chosen() {
		if s.Label == id {
			continue
		}
		ops, next, err := m.relabelling(l, s, id)
		if err != nil {
			left++
			why = reason(err)
			continue
		}
		tx, l = append(tx, ops...), next
		changed++
	}
	if len(tx) == 0 {
		return m.notice("None of them can take that label: "+why, true), nil
	}
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	text := fmt.Sprintf("%s now %s.", things(changed, "mark is", "marks are"), m.labelTitle(id))
	if left > 0 {
		text += fmt.Sprintf(" %d stayed: %s.", left, strings.TrimSuffix(why, "."))
	}
	return m.notice(text, false), effects
}

// removeChosen deletes every chosen mark with its links, as one step.
func (m Model) removeChosen() (Model, []Effect) {
	l := m.Open.Layer
	var all annotate.Tx
	for _, s := range m.chosen() {
		tx, err := annotate.DeleteSpan(l, s.ID)
		if err != nil {
			continue
		}
		if l, _, err = l.Apply(tx); err != nil {
			return m.notice(reason(err), true), nil
		}
		all = append(all, tx...)
	}
	if len(all) == 0 {
		return m, nil
	}
	n := m.Open.Layer.Len() - l.Len()
	m, effects, err := m.commit(all)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m.open().Chosen = nil
	return m.offer(things(n, "mark", "marks")+" removed.", false, "Undo", Do{"undo"}), effects
}

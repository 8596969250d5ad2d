package rules

import (
	"encoding/json"
	"slices"
	"strings"

	"galley/annotate"
)

// Merge returns the transaction that brings what waits on the stream [annotate.Suggested] of a document, folded as l, up to
// the reports of rules that ran over that document. Of a rule that was stopped what stands stays. Of any other what it
// proposed before and proposes no longer goes, what it proposes anew is added, and what differs (as a newer version of the
// rule has it) is replaced under its id. Running a rule again therefore adds nothing; and since what people did with a
// suggestion lies on their own layers under its id, nothing that was settled comes back. The transaction is empty when
// there is nothing to do; it fits l as it is.
func Merge(l annotate.Layer, reports ...Report) annotate.Tx {
	m := merging{layer: l, spans: map[annotate.SpanID]annotate.Span{}, links: map[annotate.SpanID]annotate.Relation{}, more: map[string]string{}, ran: map[string]bool{}}
	for _, r := range reports {
		if r.Stop == nil {
			m.addSpans(r)
		}
	}
	for _, r := range reports { // which may link what another rule proposes
		if r.Stop == nil {
			m.addLinks(r)
		}
	}
	return m.tx()
}

// A merging gathers what is to stand of the rules that ran.
type merging struct {
	layer annotate.Layer
	ran   map[string]bool
	spans map[annotate.SpanID]annotate.Span
	links map[annotate.SpanID]annotate.Relation
	more  map[string]string // attributes of the stream, with the rule in their values
	order []annotate.SpanID // of spans and links, as they were proposed
	names []string          // of more
}

// A pending proposal is for marks that are on somebody's layer, and so cannot stand on the stream as a mark.
type pending struct {
	Link  *Link  `json:"relation,omitempty"`
	Value *Value `json:"attribute,omitempty"`
}

func (p pending) origin() *annotate.Origin {
	switch {
	case p.Link != nil:
		return p.Link.Origin
	case p.Value != nil:
		return p.Value.Origin
	}
	return nil
}

func withReason(a annotate.Attrs, reason string) annotate.Attrs {
	if reason == "" {
		return a
	}
	return a.With(annotate.AttrReason, &reason)
}

func (m *merging) addSpans(r Report) {
	m.ran[r.Rule] = true
	for _, x := range r.Spans {
		if _, ok := m.spans[x.ID]; !ok {
			m.order = append(m.order, x.ID)
		}
		x.Attrs = withReason(x.Attrs, x.Reason)
		m.spans[x.ID] = x.Span
	}
}

func (m *merging) addLinks(r Report) {
	for _, x := range r.Links {
		if !m.stands(x.Head) || !m.stands(x.Tail) {
			m.keep(x.ID, pending{Link: &x})
			continue
		}
		if _, ok := m.links[x.ID]; !ok {
			m.order = append(m.order, x.ID)
		}
		x.Attrs = withReason(x.Attrs, x.Reason)
		m.links[x.ID] = x.Relation
	}
	for _, x := range r.Values {
		m.keep(x.ID, pending{Value: &x})
	}
}

// stands reports whether a span is proposed, now or by a rule that did not run.
func (m *merging) stands(id annotate.SpanID) bool {
	if _, ok := m.spans[id]; ok {
		return true
	}
	s, ok := m.layer.Span(id)
	return ok && !m.mine(s.Origin)
}

func (m *merging) keep(id annotate.SpanID, p pending) {
	data, err := json.Marshal(p)
	if err != nil {
		return // confidences are numbers, so this cannot be
	}
	name := annotate.AttrSuggestion + string(id)
	if _, ok := m.more[name]; !ok {
		m.names = append(m.names, name)
	}
	m.more[name] = string(data)
}

// mine reports whether a rule that ran proposed it.
func (m *merging) mine(o *annotate.Origin) bool { return o != nil && m.ran[o.Rule] }

// tx compares what is to stand with what stands.
func (m *merging) tx() annotate.Tx {
	var tx annotate.Tx
	gone := map[annotate.SpanID]bool{}   // spans taken off, for good or to be put back
	cut := map[annotate.SpanID]bool{}    // relations taken off
	again := []annotate.Relation(nil)    // of rules that did not run, taken off for their ends' sake
	leave := func(r annotate.Relation) { // takes a relation off once
		if !cut[r.ID] {
			cut[r.ID] = true
			tx = append(tx, annotate.RemoveRelation{Relation: r})
		}
	}
	for _, r := range m.layer.Relations() {
		if want, ok := m.links[r.ID]; m.mine(r.Origin) && (!ok || !annotate.EqualRelation(want, r)) {
			leave(r)
		}
	}
	var off []annotate.Span
	for s := range m.layer.Spans() {
		want, ok := m.spans[s.ID]
		if !m.mine(s.Origin) || ok && annotate.EqualSpan(want, s) {
			continue
		}
		gone[s.ID] = true
		off = append(off, s)
		for _, r := range m.layer.RelationsOf(s.ID) {
			if !cut[r.ID] && !m.mine(r.Origin) && ok {
				again = append(again, r)
			}
			leave(r)
		}
	}
	for _, s := range off {
		tx = append(tx, annotate.RemoveSpan{Span: s})
	}
	for _, id := range m.order {
		if s, ok := m.spans[id]; ok {
			if _, stands := m.layer.Span(id); !stands || gone[id] {
				tx = append(tx, annotate.AddSpan{Span: s})
			}
		}
	}
	for _, id := range m.order {
		if r, ok := m.links[id]; ok {
			if _, stands := m.layer.Relation(id); !stands || cut[id] {
				tx = append(tx, annotate.AddRelation{Relation: r})
			}
		}
	}
	for _, r := range again {
		if m.after(r.Head, gone) && m.after(r.Tail, gone) {
			tx = append(tx, annotate.AddRelation{Relation: r})
		}
	}
	return append(tx, m.attrs()...)
}

// after reports whether a span stands when all is done.
func (m *merging) after(id annotate.SpanID, gone map[annotate.SpanID]bool) bool {
	if _, ok := m.spans[id]; ok {
		return true
	}
	_, ok := m.layer.Span(id)
	return ok && !gone[id]
}

// attrs does the same for proposals that stand as attributes.
func (m *merging) attrs() annotate.Tx {
	var tx annotate.Tx
	for _, f := range m.layer.Attrs() {
		if !strings.HasPrefix(f.Name, annotate.AttrSuggestion) || m.more[f.Name] != "" {
			continue
		}
		var p pending
		if json.Unmarshal([]byte(f.Value), &p) == nil && m.mine(p.origin()) {
			tx = append(tx, annotate.SetAttr{Name: f.Name, From: &f.Value})
		}
	}
	slices.Sort(m.names)
	for _, name := range m.names {
		want, have := m.more[name], (*string)(nil)
		if v, ok := m.layer.Attr(name); ok {
			have = &v
		}
		if have == nil || *have != want {
			tx = append(tx, annotate.SetAttr{Name: name, From: have, To: &want})
		}
	}
	return tx
}

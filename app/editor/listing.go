package editor

import (
	"iter"
	"strings"

	"galley/annotate"
)

// A ListRow is a mark in the annotation list, in words: the accessible twin of what is drawn.
type ListRow struct {
	Span       annotate.SpanID
	Key, Title string
	Hue, Style string
	Text       string
	Detail     string // attributes and links
	Selected   bool
	Chosen     bool
}

// A Listing is the part of the annotation list that is asked for.
type Listing struct {
	Rows  []ListRow
	First int // how many rows stand before them
	All   int // rows in the list, as the filter has it
	At    int // where the mark in hand stands in it, or else the first behind the caret; -1 when neither is there
}

// Listing returns n rows of the annotation list from the first on, fewer at the end. Without a filter it costs what it
// returns; with one, every mark is looked at.
func (m Model) Listing(first, n int) Listing {
	o := m.Open
	if o == nil {
		return Listing{At: -1}
	}
	l := Listing{At: -1}
	set := o.Layer.SpanSet()
	at, ok := annotate.Span{ID: o.Selected}, o.Selected != ""
	if !ok {
		at, ok = set.FirstFrom(m.here().From)
	}
	if m.Filter == (Filter{}) {
		l.All = set.Len()
		if i, there := set.Index(at.ID); ok && there {
			l.At = i
		}
		l.First = max(0, min(first, l.All-n))
		for s := range set.From(l.First) {
			if len(l.Rows) == n {
				break
			}
			l.Rows = append(l.Rows, m.row(s))
		}
		return l
	}
	var all []annotate.Span
	for s := range m.listed() {
		if ok && s.ID == at.ID {
			l.At = len(all)
		}
		all = append(all, s)
	}
	l.All = len(all)
	l.First = max(0, min(first, l.All-n))
	for _, s := range all[l.First:min(l.First+n, l.All)] {
		l.Rows = append(l.Rows, m.row(s))
	}
	return l
}

// listed yields the marks that the filter lets through, in order.
func (m Model) listed() iter.Seq[annotate.Span] {
	words := strings.ToLower(m.Filter.Words)
	return func(yield func(annotate.Span) bool) {
		for s := range m.Open.Layer.Spans() {
			if m.Filter.Label != "" && s.Label != m.Filter.Label || words != "" && !strings.Contains(strings.ToLower(m.Open.Layer.Surface(s)), words) {
				continue
			}
			if !yield(s) {
				return
			}
		}
	}
}

func (m Model) row(s annotate.Span) ListRow {
	def, _ := m.Base.Label(s.Label)
	return ListRow{
		Span: s.ID, Key: m.keyOf("label:"+string(s.Label), def.Key), Title: m.labelTitle(s.Label), Hue: def.Color, Style: def.Style,
		Text: clip(m.Open.Layer.Surface(s), 120), Detail: m.detail(s), Selected: s.ID == m.Open.Selected, Chosen: m.Open.Chosen[s.ID],
	}
}

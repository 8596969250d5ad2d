package editor

import (
	"cmp"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// A Problem is something about a mark that the scheme asks for and that is not so, or something that a validator found.
type Problem struct {
	Span     annotate.SpanID // "" for a place without a mark, or the article as a whole
	Text     string
	At       annotate.Range
	Rule     string // the validator; "" for the scheme
	Severity rules.Severity
}

// Problems lists what is unfinished or not allowed on the open layer, by place: values that are needed and not set,
// links that are needed and not there, labels that the scheme does not know, marks where they may not stand; and what
// validators found when they last looked. It looks at every span.
func (m Model) Problems() []Problem {
	if m.Open == nil {
		return nil
	}
	var all []Problem
	l := m.Open.Layer
	for s := range l.Spans() {
		add := func(format string, args ...any) {
			all = append(all, Problem{Span: s.ID, Text: fmt.Sprintf(format, args...), At: s.Envelope(), Severity: rules.Warning})
		}
		if err := m.Base.CheckSpan(l, s); err != nil {
			add("%s", reason(err))
		}
		for _, d := range m.Scheme.AttrsOf(string(s.Label)) {
			if _, set := s.Attrs.Get(d.ID); d.Required && !set {
				add("%s needs “%s”", m.labelTitle(s.Label), d.Title)
			}
		}
		for _, d := range m.Scheme.Relations {
			if d.Min == 0 || !slices.Contains(d.Heads, s.Label) {
				continue
			}
			n := 0
			for _, r := range l.RelationsOf(s.ID) {
				if r.Label == d.ID && r.Head == s.ID {
					n++
				}
			}
			if n < d.Min {
				add("%s needs a link “%s”", m.labelTitle(s.Label), d.Title)
			}
		}
	}
	all = append(all, m.findings(all)...)
	order.By(all, func(a, b Problem) int { return cmp.Compare(a.At.From, b.At.From) })
	return all
}

// nextProblem takes the next mark with a problem in hand and says what it is.
func (m Model) nextProblem() (Model, bool) {
	all := m.Problems()
	if len(all) == 0 {
		return m.notice("Nothing is unfinished in this article.", false), true
	}
	from := m.here().From
	i := slices.IndexFunc(all, func(p Problem) bool {
		return p.At.From > from || p.At.From == from && p.Span != m.Open.Selected
	})
	if i < 0 {
		i = 0
	}
	m = m.goToProblem(all[i])
	text := all[i].Text
	for _, p := range all[i+1:] { // what else is wrong with the same mark
		if p.Span != "" && p.Span == all[i].Span {
			text += "; " + p.Text
		}
	}
	return m.notice(fmt.Sprintf("%d of %d: %s.", i+1, len(all), text), false), true
}

package editor

import "galley/annotate"

// A Place is where an article that is being opened is to be shown.
type Place struct {
	Doc annotate.DocID
	At  annotate.Range
	Say string
}

// atPlace goes to the place for which the article was opened, if it was.
func (m Model) atPlace() Model {
	p := m.place
	if p == nil {
		return m
	}
	m.place = nil
	if m.Open == nil || m.Open.Doc.ID != p.Doc {
		return m
	}
	t := m.Open.Doc.Text
	m = m.selectRange(annotate.Range{From: max(0, min(p.At.From, t.Len())), To: max(0, min(p.At.To, t.Len()))})
	m.open().Scroll++
	return m.say("%s", p.Say)
}

package editor

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A Difference is one thing that two annotators see differently in an article.
type Difference struct {
	Doc  annotate.DocID     `json:"doc"`
	Kind match.Kind         `json:"kind"`
	Name string             `json:"attribute,omitempty"` // of the attribute that differs
	A    annotate.Annotator `json:"a"`
	B    annotate.Annotator `json:"b"`
	OfA  annotate.SpanID    `json:"of_a,omitempty"` // A's mark, or link; "" when A has none
	OfB  annotate.SpanID    `json:"of_b,omitempty"` // and B's
	At   annotate.Range     `json:"at"`             // where it lies: everything that either has marked there
}

// OpenDifference opens the article that a difference is about, at its place.
type OpenDifference struct{ Difference }

func (OpenDifference) msg() {}

// openDifference goes to the place at once when the article lies open, else as soon as it does.
func (m Model) openDifference(msg OpenDifference) (Model, []Effect) {
	d := msg.Difference
	m.Panel = NoPanel
	if m.Open != nil && m.Open.Doc.ID == d.Doc {
		return m.atDifference(d), []Effect{FocusOn{"sheet"}}
	}
	m.differs = &d
	return m.openDoc(d.Doc)
}

// arrive goes to the difference for which the article was opened, if it was.
func (m Model) arrive() Model {
	d := m.differs
	if d == nil {
		return m
	}
	m.differs = nil
	if m.Open == nil || m.Open.Doc.ID != d.Doc {
		return m
	}
	return m.atDifference(*d)
}

// atDifference takes the mark of this annotator in hand, if it is one of the two, or selects the words. While the gold layer
// lies on the sheet it goes to the case that the difference is of.
func (m Model) atDifference(d Difference) Model {
	if m.OnGold() && m.Open.Adjudication.loaded {
		return m.toDifference(d)
	}
	m = m.offerSettling(d)
	own := annotate.SpanID("")
	switch m.Name {
	case d.A:
		own = d.OfA
	case d.B:
		own = d.OfB
	}
	if _, ok := m.Open.Layer.Span(own); ok {
		return m.pick(own)
	}
	t := m.Open.Doc.Text
	at := annotate.Range{From: max(0, min(d.At.From, t.Len())), To: max(0, min(d.At.To, t.Len()))}
	return m.selectRange(at).say("%s", fmt.Sprintf("%s and %s differ: %s", d.A, d.B, clip(t.Slice(at), 80)))
}

// offerSettling shows a button to where the difference can be settled, if the article was read by two. What is said is left to
// what lies there.
func (m Model) offerSettling(d Difference) Model {
	if doc, ok := m.doc(d.Doc); !ok || doc.Readers() < 2 {
		return m
	}
	said := m.Say
	m = m.offer(fmt.Sprintf("%s and %s differ here.", d.A, d.B), false, "Settle it", Adjudicate{Doc: d.Doc, At: d})
	m.Say = said
	return m
}

package editor

import (
	"galley/annotate"
	"galley/annotate/journal"
)

type (
	// SetBlind hides suggestions from an annotator of the project, or from all; or shows them again.
	SetBlind struct {
		Who annotate.Annotator // "" is everybody
		On  bool
	}
	// SetBlindDocs hides them from everybody in the open article, or with Shelf in all articles that the queue shows.
	SetBlindDocs struct{ Shelf, On bool }
)

func (SetBlind) msg()     {}
func (SetBlindDocs) msg() {}

// Blind reports whether suggestions are hidden from this annotator, in the article that lies open.
func (m Model) Blind() bool {
	return m.blindFor("") || m.blindFor(m.Name) || m.Open != nil && m.blindIn(m.Open.Doc.ID)
}

// blindIn reports whether they are hidden in a document.
func (m Model) blindIn(id annotate.DocID) bool {
	i := m.docAt(id)
	return i >= 0 && m.Docs[i].Blind
}

// blindName is the attribute that hides suggestions from an annotator, or from everybody.
func blindName(who annotate.Annotator) string {
	if who == "" {
		return annotate.AttrBlind
	}
	return annotate.AttrBlind + "/" + string(who)
}

func (m Model) blindFor(who annotate.Annotator) bool {
	v, _ := m.ofProject.Attrs.Get(blindName(who))
	return v == "true"
}

func (m Model) setBlind(msg SetBlind) (Model, []Effect) {
	var to *string
	if yes := "true"; msg.On {
		to = &yes
	}
	entries := m.projectAttr(blindName(msg.Who), to)
	if entries == nil {
		return m, nil
	}
	m, effects := m.keep(entries...)
	if m.Blind() {
		return m.say("Suggestions are hidden."), effects
	}
	return m.say("Suggestions are shown."), effects
}

// setBlindDocs hides suggestions in a batch of articles, or shows them again: one entry for each that changes.
func (m Model) setBlindDocs(msg SetBlindDocs) (Model, []Effect) {
	var docs []*Doc
	switch {
	case msg.Shelf:
		docs = m.Shelved(0, len(m.Shelf.Places))
	case m.Open != nil:
		if i := m.docAt(m.Open.Doc.ID); i >= 0 {
			docs = append(docs, m.Docs[i])
		}
	}
	var to *string
	if yes := "true"; msg.On {
		to = &yes
	}
	var entries []journal.Entry
	for _, d := range docs {
		if d.Blind != msg.On {
			set := annotate.SetAttr{Name: annotate.AttrBlind, From: m.docAttr(d.ID, annotate.AttrBlind), To: to}
			entries = append(entries, m.Clock.Next(journal.Stream{Doc: d.ID}, m.Now, annotate.Tx{set}))
		}
	}
	if len(entries) == 0 {
		return m, nil
	}
	m, effects := m.keep(entries...)
	word := "shown"
	if msg.On {
		word = "hidden"
	}
	return m.say("Suggestions are %s in %s.", word, things(len(entries), "article", "articles")), effects
}

// seeAgain draws the open article anew when suggestions are hidden or shown there since it was drawn.
func (m Model) seeAgain() Model {
	if m.Open != nil && m.Open.Pencil.blind != m.Blind() {
		m.open().Pencil.blind = m.Blind()
		m.dropPencil()
		m.redraw(LineRange{0, m.Open.drawn - 1})
	}
	return m
}

package editor

import (
	"slices"

	"galley/annotate"
)

// Who may see what others marked: agreement is worth something only where people mark for themselves.

// Unseen counts the articles whose layers this annotator may not see yet, and says which of the queue they may. Somebody who
// marks in this project sees what others marked in an article once they have finished it themselves; a desk lead, who has
// no layer here, sees all. Which of the two somebody is, the queue knows.
func (m Model) Unseen() (unseen int, may []annotate.DocID) {
	marks := slices.ContainsFunc(m.Docs, func(d *Doc) bool { return d.own.Entries > 0 })
	for _, d := range m.Docs {
		switch {
		case d.Deleted:
		case MaySee(marks, m.LayersOpen(), d.State):
			may = append(may, d.ID)
		default:
			unseen++
		}
	}
	return unseen, may
}

// MaySee is the one rule on who may see what others marked in an article, on whatever screen: somebody who does not mark in the
// project, anybody while its layers are open, and whoever is through with the article: has finished, flagged or skipped it.
func MaySee(marks, open bool, own annotate.State) bool {
	return !marks || open || own == annotate.Done || own == annotate.Flagged || own == annotate.Skipped
}

// LayersOpen reports whether people of the project see each other's layers before they have finished their own.
func (m Model) LayersOpen() bool {
	v, _ := m.ofProject.Attrs.Get(annotate.AttrOpenLayers)
	return v == "true"
}

// openLayers lets people of the project see each other's layers before they have finished their own, or no more.
func (m Model) openLayers(msg OpenLayers) (Model, []Effect) {
	var to *string
	if yes := "true"; msg.On {
		to = &yes
	}
	entries := m.projectAttr(annotate.AttrOpenLayers, to)
	if entries == nil {
		return m, nil
	}
	m, effects := m.keep(entries...)
	m, more := m.reckon()
	return m, append(effects, more...)
}

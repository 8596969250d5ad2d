package editor

import (
	"fmt"
	"slices"

	"galley/annotate"
)

// maxHits bounds the hits that are kept and shown; how many there are is counted all the same.
const maxHits = 5000

// Find is the search in the open article. Its hits stay on the sheet while the strip is open.
type Find struct {
	Query annotate.Query
	Hits  []annotate.Range
	Total int
	At    int    // the hit that is selected, -1 for none
	Near  int    // the hit that Enter would select: it is brought into view
	Err   string // what is wrong with the expression
}

// openFind opens the strip, with the selected words in it when they stand on one line.
func (m Model) openFind() (Model, []Effect, bool) {
	if r := m.here(); !r.Empty() && r.Len() < 80 && m.Open.linesOf(r).First == m.Open.linesOf(r).Last && !m.Find.Query.Regexp {
		m.Find.Query.Words = m.Open.Doc.Text.Slice(r)
	}
	m.Panel = FindPanel
	m = m.look(m.Find.Query)
	return m, []Effect{FocusOn{"find"}}, true
}

// look searches anew. The hit nearest behind the caret is the one to go on from.
func (m Model) look(q annotate.Query) Model {
	f := Find{Query: q, At: -1}
	var err error
	if m.Open != nil {
		f.Hits, f.Total, err = m.Open.Doc.Text.Find(q, maxHits)
	}
	if err != nil {
		f.Err = err.Error()
	}
	m.Find = f
	if m.Open != nil {
		m.Find.Near = max(m.hitFrom(m.here()), 0)
	}
	return m
}

// hitFrom is the first hit behind the start of here, or at a caret; -1 when there is none.
func (m Model) hitFrom(here annotate.Range) int {
	return slices.IndexFunc(m.Find.Hits, func(r annotate.Range) bool { return r.From > here.From || r.From == here.From && here.Empty() })
}

// goToHit selects the next hit behind what is selected, or with by < 0 the one before, going round at the ends. A
// label's key marks it then.
func (m Model) goToHit(by int) (Model, []Effect, bool) {
	if len(m.Find.Hits) == 0 && m.Find.Query.Words != "" { // looked for in another article
		m = m.look(m.Find.Query)
	}
	if len(m.Find.Hits) == 0 {
		return m.say("Nothing is found."), nil, m.Panel == FindPanel
	}
	here := m.here()
	hits := m.Find.Hits
	i := m.hitFrom(here)
	switch {
	case by > 0 && i < 0:
		i = 0
	case by < 0:
		if i < 0 {
			i = len(hits)
		}
		if i--; i >= 0 && hits[i].From >= here.From {
			i--
		}
		if i < 0 {
			i = len(hits) - 1
		}
	}
	m = m.selectRange(hits[i])
	m.Find.At = i
	return m.say("%s of %d: %s", fmt.Sprint(i+1), m.Find.Total, clip(m.Open.Doc.Text.Slice(m.Open.Doc.Text.At(annotate.Sentence, hits[i].From)), 120)), nil, true
}

// findKey handles a key in the strip's field.
func (m Model) findKey(key string) (Model, []Effect, bool) {
	switch key {
	case "Enter", "ArrowDown":
		return m.goToHit(1)
	case "Shift+Enter", "ArrowUp":
		return m.goToHit(-1)
	case "Tab":
		if m.Find.At >= 0 { // to the sheet, where labels have their keys
			return m, []Effect{FocusOn{"sheet"}}, true
		}
	}
	return m, nil, false
}

// FindText says how the search stands.
func (m Model) FindText() string {
	f := m.Find
	switch {
	case f.Err != "":
		return f.Err
	case f.Query.Words == "":
		return ""
	case f.Total == 0:
		return "Nothing is found."
	case f.At < 0:
		return things(f.Total, "place", "places")
	}
	return fmt.Sprintf("%d of %d", f.At+1, f.Total)
}

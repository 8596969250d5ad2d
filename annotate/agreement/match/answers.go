package match

import (
	"maps"
	"slices"
)

// An Answer is three questions about the marks of one label, each asked only of what the one before left: was it found, was
// it called the same, and were the edges the same. Both annotators' marks are asked, so that the answer has no direction.
// Answers add up.
type Answer struct {
	Marks int // of the label, by either annotator
	Found int // of them, those that the other marked somehow
	Same  int // of those, the ones that the other gave the same label
	Edges int // of those, the ones that the other cut the same
}

// Plus adds the answers of another document.
func (a Answer) Plus(b Answer) Answer {
	return Answer{a.Marks + b.Marks, a.Found + b.Found, a.Same + b.Same, a.Edges + b.Edges}
}

// Answers returns them for each label that either annotator has used.
func (m Matching) Answers() map[string]Answer {
	all := map[string]Answer{}
	ask := func(s Span, partner Span, found bool) {
		a := all[s.Label]
		a.Marks++
		if found {
			a.Found++
			if s.Label == partner.Label {
				a.Same++
				if SameEdges(s, partner) {
					a.Edges++
				}
			}
		}
		all[s.Label] = a
	}
	for i, s := range m.A {
		j, found := m.PartnerOfA(i)
		if !found {
			ask(s, Span{}, false)
			continue
		}
		ask(s, m.B[j], true)
	}
	for j, s := range m.B {
		i, found := m.PartnerOfB(j)
		if !found {
			ask(s, Span{}, false)
			continue
		}
		ask(s, m.A[i], true)
	}
	return all
}

// The kinds of a [Disagreement].
const (
	Missed    = "missed"    // one marked it, the other did not
	Edges     = "edges"     // one mark, cut otherwise
	Label     = "label"     // one mark, called otherwise
	Attribute = "attribute" // one mark of one label, with another value
)

// A Disagreement is one thing that two annotators see differently, with what each has marked: places in the lists that were
// matched, -1 for nothing.
type Disagreement struct {
	Kind string
	A, B int
	Name string // of the attribute
}

// Disagreements lists what the two see differently, mark by mark in the order of the text. A pair may differ in several ways;
// attributes are compared only under one label. One that only one of them has set is a difference.
func (m Matching) Disagreements() []Disagreement {
	var all []Disagreement
	for _, i := range order(m.A) {
		j, found := m.PartnerOfA(i)
		if !found {
			all = append(all, Disagreement{Missed, i, -1, ""})
			continue
		}
		a, b := m.A[i], m.B[j]
		if !SameEdges(a, b) {
			all = append(all, Disagreement{Edges, i, j, ""})
		}
		if a.Label != b.Label {
			all = append(all, Disagreement{Label, i, j, ""})
			continue
		}
		names := map[string]bool{}
		for name := range a.Attrs {
			names[name] = true
		}
		for name := range b.Attrs {
			names[name] = true
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			x, inA := a.Attrs[name]
			y, inB := b.Attrs[name]
			if inA != inB || x != y {
				all = append(all, Disagreement{Attribute, i, j, name})
			}
		}
	}
	for _, j := range order(m.B) {
		if _, found := m.PartnerOfB(j); !found {
			all = append(all, Disagreement{Missed, -1, j, ""})
		}
	}
	slices.SortStableFunc(all, func(x, y Disagreement) int { return m.from(x) - m.from(y) })
	return all
}

func (m Matching) from(d Disagreement) int {
	if d.A >= 0 {
		return m.A[d.A].from()
	}
	return m.B[d.B].from()
}

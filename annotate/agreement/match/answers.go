package match

// An Answer is three questions about the marks of one label, each asked only of what the one before left: was it found, was
// it called the same, and were the edges the same. Both annotators' marks are asked, so that the answer has no direction.
// Answers add up.
type Answer struct {
	Marks int `json:"marks"` // of the label, by either annotator
	Found int `json:"found"` // of them, those that the other marked somehow
	Same  int `json:"same"`  // of those, the ones that the other gave the same label
	Edges int `json:"edges"` // of those, the ones that the other cut the same
}

// Plus adds the answers of another document.
func (a Answer) Plus(b Answer) Answer {
	return Answer{a.Marks + b.Marks, a.Found + b.Found, a.Same + b.Same, a.Edges + b.Edges}
}

// Answers returns them for each label that either annotator has used.
func (m Matching) Answers() map[string]Answer {
	all := map[string]Answer{}
	ask := func(s, partner Span, found bool) {
		a := all[s.Label]
		a.Marks++
		if found {
			a.Found++
			if s.Label == partner.Label {
				a.Same++
				if SameEdges(&s, &partner) {
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

package match

// A Values is one attribute on pairs of one label. Hand its pairs to a measure of categories (package agreement), and always
// show how many there are beside how many marks could have had one.
type Values struct {
	Pairs  [][2]*string // in the order of the pairs; nil is not set
	Marked Hits         // of marks that both made under one label, in all: what Pairs are out of
}

// Plus adds the values of another document.
func (v Values) Plus(w Values) Values {
	return Values{append(v.Pairs[:len(v.Pairs):len(v.Pairs)], w.Pairs...), v.Marked.Plus(w.Marked)}
}

// Values looks an attribute up on the pairs whose label carries it. unset, where it is not nil, is what a missing value stands
// for, as "false" does for a boolean; otherwise one that is missing is no answer.
func (m Matching) Values(attribute string, carries func(label string) bool, unset *string) Values {
	of := func(s Span) *string {
		if x, ok := s.Attrs.Get(attribute); ok {
			return &x
		}
		return unset
	}
	var v Values
	for _, s := range m.A {
		if carries(s.Label) {
			v.Marked.A++
		}
	}
	for _, s := range m.B {
		if carries(s.Label) {
			v.Marked.B++
		}
	}
	for _, p := range m.Pairs {
		a, b := m.A[p.A], m.B[p.B]
		if a.Label == b.Label && carries(a.Label) {
			v.Marked.Both++
			v.Pairs = append(v.Pairs, [2]*string{of(a), of(b)})
		}
	}
	return v
}

// Presence returns on how many pairs the two agree whether there is a value at all, and out of how many.
func (v Values) Presence() (alike, of int) {
	for _, p := range v.Pairs {
		if (p[0] == nil) == (p[1] == nil) {
			alike++
		}
	}
	return alike, len(v.Pairs)
}

// Same returns on how many pairs the two set the same value, out of those on which both set one: agreement on the value
// alone, once the mark is found.
func (v Values) Same() (alike, of int) {
	for _, p := range v.Pairs {
		if p[0] == nil || p[1] == nil {
			continue
		}
		of++
		if *p[0] == *p[1] {
			alike++
		}
	}
	return alike, of
}

// Joint counts a mark as a hit only if it was found, has the same label and the same value, or none on either side: the
// agreement of somebody who needs all of it.
func (v Values) Joint() Hits {
	h := Hits{A: v.Marked.A, B: v.Marked.B}
	for _, p := range v.Pairs {
		if p[0] == nil && p[1] == nil || p[0] != nil && p[1] != nil && *p[0] == *p[1] {
			h.Both++
		}
	}
	return h
}

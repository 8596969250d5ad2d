package unitizing

// Margins are what uα and cuα are made of when values are many: a number a value, which add up over documents, instead of a matrix.
// Lengths are in code points.
type Margins struct {
	Values []float64 // by value, the gap first: how much text is given it, over all ordered pairs of annotators
	Apart  float64   // of that, what the other annotator gives another value
	Own    float64   // what an annotator would be paired with themselves

	Both      []float64 // by value, without the gap: how much of it the other has marked somehow
	BothApart float64   // of that, with another value
	BothOwn   float64

	Texts, Units float64 // texts that two annotators have read, and values used in them

	ApartOf, OwnOf []float64 // by value, without the gap: what BothApart and BothOwn are sums of
}

// Margins returns the margins of the sums for these values, which must be all that occur.
func (s Sums) Margins(values []string) Margins {
	m := Margins{Values: make([]float64, len(values)+1), Both: make([]float64, len(values)), ApartOf: make([]float64, len(values)), OwnOf: make([]float64, len(values)), Texts: float64(s.texts), Units: float64(len(s.values))}
	place := make([]int, len(s.values)+1) // of a value of the sums, among the values
	for i, v := range values {
		if n, ok := s.values[v]; ok {
			place[n] = i + 1
		}
	}
	t := s.Table()
	number := []int{gap}
	for _, v := range t.Values[1:] {
		number = append(number, place[s.values[v]])
	}
	for i, row := range t.Observed {
		for k, x := range row {
			m.Values[number[i]] += x
			if i != k {
				m.Apart += x
			}
			if i > 0 && k > 0 {
				m.Both[number[i]-1] += x
				if i != k {
					m.BothApart += x
					m.ApartOf[number[i]-1] += x
				}
			}
		}
		m.Own += t.squares[i]
		if i > 0 {
			m.BothOwn += t.shared[i].squares
			m.OwnOf[number[i]-1] += t.shared[i].squares
		}
	}
	return m
}

// Alpha returns uα of added margins, with what was observed and expected as shares of all text.
func (m Margins) Alpha() (value, observed, expected float64, why Why) {
	switch {
	case m.Texts == 0:
		return 0, 0, 0, FewCoders
	case m.Units == 0:
		return 0, 0, 0, NothingDone
	}
	return alphaOf(m.Values, m.Apart, m.Own)
}

// Labels returns cuα of added margins: of text that two have both marked.
func (m Margins) Labels() (value, observed, expected float64, why Why) {
	switch {
	case m.Texts == 0:
		return 0, 0, 0, FewCoders
	case m.Units == 0:
		return 0, 0, 0, NothingDone
	}
	all := 0.0
	for _, x := range m.Both {
		all += x
	}
	if all == 0 {
		return 0, 0, 0, NothingBoth
	}
	return alphaOf(m.Both, m.BothApart, m.BothOwn)
}

// A ValueMargins is what (k)uα is made of: the margins of one value, and the sums of all. They add up over documents.
type ValueMargins struct {
	Both, Apart, Own float64 // of the value: of its text, what the other has marked somehow; with another value; and would be paired with itself
	All, AllOwn      float64 // the same of all values
	Marked           float64 // how much text is given the value
	Texts            float64
}

// Of returns the margins of one value, by its place among the values.
func (m Margins) Of(k int) ValueMargins {
	v := ValueMargins{Both: m.Both[k], Apart: m.ApartOf[k], Own: m.OwnOf[k], AllOwn: m.BothOwn, Marked: m.Values[k+1], Texts: m.Texts}
	for _, x := range m.Both {
		v.All += x
	}
	return v
}

// Covered returns how much text is given a value, by its place among the values, and how much of that the other annotator has marked
// somehow. Below 0 it is of all values.
func (m Margins) Covered(k int) (both, marked float64) {
	if k >= 0 {
		return m.Both[k], m.Values[k+1]
	}
	for k := range m.Both {
		both, marked = both+m.Both[k], marked+m.Values[k+1]
	}
	return both, marked
}

// Alpha returns (k)uα of added margins, with observed and expected as shares of the value's text that the other has marked.
func (v ValueMargins) Alpha() (value, observed, expected float64, why Why) {
	switch {
	case v.Texts == 0:
		return 0, 0, 0, FewCoders
	case v.Marked == 0:
		return 0, 0, 0, NothingDone
	case v.Both == 0:
		return 0, 0, 0, NothingBoth
	}
	observed = v.Apart / v.Both
	left, chance := v.All*v.All-v.AllOwn, v.Both*v.All-v.Own
	if left > 0 && chance > 0 {
		expected = v.Both * (v.All - v.Both) / chance
	}
	switch {
	case v.Apart == 0:
		return 1, 0, expected, ""
	case expected <= 0:
		return 0, observed, 0, NoVariation
	}
	return 1 - observed/expected, observed, expected, ""
}

func alphaOf(margins []float64, apart, own float64) (value, observed, expected float64, why Why) {
	all := 0.0
	for _, x := range margins {
		all += x
	}
	chance := 0.0
	for _, x := range margins {
		chance += x * (all - x)
	}
	if left := all*all - own; left > 0 {
		expected = chance / left
	} else {
		chance = 0
	}
	observed = apart / all // above zero: there is text
	switch {
	case apart == 0:
		return 1, 0, expected, ""
	case chance <= 0:
		return 0, observed, 0, NoVariation
	}
	return 1 - observed/expected, observed, expected, ""
}

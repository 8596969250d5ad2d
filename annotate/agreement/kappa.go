package agreement

import "math"

// level is the confidence of every interval.
const level = 0.95

// A cell of a table of two coders: what one said and what the other said.
type cell struct{ a, b int32 }

// A contingency is the table of two coders, by the cells that are not empty.
type contingency struct {
	q     int
	cells []cell
	dense []int32      // of a small table: one more than the number of each cell, by row and column
	at    map[cell]int // of a large one
}

// mostDense is how many categories a table may have that is kept as a square.
const mostDense = 128

// contingency finds the cells of two coders among the items that both judged.
func (x *Items) contingency(a, b int) contingency {
	t := contingency{q: len(x.Categories)}
	if t.q <= mostDense {
		t.dense = make([]int32, t.q*t.q)
	} else {
		t.at = map[cell]int{}
	}
	for i := range x.Len() {
		row := x.row(i)
		c := cell{row[a], row[b]}
		if _, known := t.find(c); known || c.a == Missing || c.b == Missing {
			continue
		}
		if t.dense != nil {
			t.dense[int(c.a)*t.q+int(c.b)] = int32(len(t.cells) + 1)
		} else {
			t.at[c] = len(t.cells)
		}
		t.cells = append(t.cells, c)
	}
	return t
}

// find returns the number of a cell, and whether it is one of the table's.
func (t contingency) find(c cell) (int, bool) {
	if t.dense == nil {
		j, ok := t.at[c]
		return j, ok
	}
	if c.a == Missing || c.b == Missing {
		return 0, false
	}
	j := int(t.dense[int(c.a)*t.q+int(c.b)])
	return j - 1, j > 0
}

// margins returns how often each coder used each category, and how many items there are.
func (t contingency) margins(q int, n []float64) (a, b []float64, total float64) {
	both := make([]float64, 2*q)
	a, b = both[:q:q], both[q:]
	for j, c := range t.cells {
		a[c.a] += n[j]
		b[c.b] += n[j]
		total += n[j]
	}
	return a, b, total
}

// kappa returns κ of counts of the cells.
func (t contingency) kappa(g gaps, n []float64) Figure {
	a, b, total := t.margins(g.q, n)
	f := Figure{Pairable: int(2 * total)}
	if total == 0 {
		return f.undefined(NoPairs)
	}
	apart := 0.0
	for j, c := range t.cells {
		if c.a != c.b {
			apart += n[j] * g.at(int(c.a), int(c.b))
		}
	}
	apart /= total
	for k := range a {
		a[k] /= total
		b[k] /= total
	}
	expected := product(g, a, b)
	f.Observed, f.Expected = Of(1-apart), Of(1-expected)
	return f.corrected(apart, expected)
}

// Cohen returns Cohen's κ of two coders over the items that both judged: each guesses with shares of their own.
func Cohen(x *Items, w Weights) Sample {
	g, status := w.gaps(x.Scale)
	if len(x.Coders) != 2 {
		why := ManyCoders
		if len(x.Coders) < 2 {
			why = FewCoders
		}
		return Percent(x.Counts(), w).refused(why)
	}
	t := x.contingency(0, 1)
	figure := func(sums []float64) Figure {
		f := t.kappa(g, sums[1:])
		f.Items = int(sums[0])
		switch {
		case f.Items == 0:
			return f.undefined(NothingDone)
		case status != OK:
			return Figure{Items: f.Items, Pairable: f.Pairable}.undefined(status)
		}
		return f
	}
	s := newSample(x.Documents, 1+len(t.cells), x.document, func(i int, put func(int, float64)) {
		row, times := x.row(i), x.timesOf(i)
		if row[0] != Missing || row[1] != Missing {
			put(0, times)
		}
		if j, ok := t.find(cell{row[0], row[1]}); ok {
			put(1+j, times)
		}
	}, figure)
	s.analytic = func(f Figure) Figure {
		sums := make([]float64, s.width)
		s.whole(sums)
		f.SE, _ = t.errors(g, sums[1:], f)
		if se, ok := f.SE.Get(); ok {
			reach := normalQuantile(1-(1-level)/2) * se
			f.Interval = Interval{Low: Of(f.Value.is - reach), High: Of(f.Value.is + reach), Level: level, Method: "normal"}
		}
		return f
	}
	return s
}

// CohenTest returns the standard error of κ were there no agreement but by chance, and κ in units of it.
func CohenTest(x *Items, w Weights) (se, z Number) {
	s := Cohen(x, w)
	f := s.Figure()
	g, _ := w.gaps(x.Scale)
	if f.Status != OK {
		return Number{}, Number{}
	}
	sums := make([]float64, s.width)
	s.whole(sums)
	_, se = x.contingency(0, 1).errors(g, sums[1:], f)
	if error0, ok := se.Get(); ok && error0 > 0 {
		z = Of(f.Value.is / error0)
	}
	return se, z
}

// errors returns the standard errors of Fleiss, Cohen and Everitt (1969): of κ as it is, and were there only chance.
func (t contingency) errors(g gaps, n []float64, f Figure) (se, se0 Number) {
	a, b, total := t.margins(g.q, n)
	for k := range a {
		a[k] /= total
		b[k] /= total
	}
	byA, byB := make([]float64, g.q), make([]float64, g.q) // mean weight of what one said against all the other says
	usedA, usedB := nonzero(a), nonzero(b)
	for _, k := range usedA {
		for _, l := range usedB {
			w := 1 - g.at(k, l)
			byA[k] += w * b[l]
			byB[l] += w * a[k]
		}
	}
	kappa, expected := f.Value.is, f.Expected.is
	sum, sum0 := 0.0, 0.0
	for j, c := range t.cells {
		d := 1 - g.at(int(c.a), int(c.b)) - (byA[c.a]+byB[c.b])*(1-kappa)
		sum += n[j] / total * d * d
	}
	for _, k := range usedA {
		for _, l := range usedB {
			d := 1 - g.at(k, l) - (byA[k] + byB[l])
			sum0 += a[k] * b[l] * d * d
		}
	}
	centre := kappa - expected*(1-kappa)
	below := total * (1 - expected) * (1 - expected)
	if below == 0 {
		return Number{}, Number{}
	}
	return Of(root((sum - centre*centre) / below)), Of(root((sum0 - expected*expected) / below))
}

// CohenMax returns the greatest κ that two coders could reach who use the categories as often as these two do.
func CohenMax(x *Items) Figure {
	if len(x.Coders) != 2 {
		return Cohen(x, Weights{}).Figure()
	}
	s := Cohen(x, Weights{})
	sums := make([]float64, s.width)
	s.whole(sums)
	f := s.figure(sums)
	if f.Status != OK {
		return f
	}
	a, b, total := x.contingency(0, 1).margins(len(x.Categories), sums[1:])
	shared := 0.0
	for k := range a {
		shared += min(a[k], b[k])
	}
	f.Observed = Of(shared / total)
	return f.corrected((total-shared)/total, 1-f.Expected.is)
}

// root is the square root of what may have come out just below zero.
func root(x float64) float64 { return math.Sqrt(max(0, x)) }

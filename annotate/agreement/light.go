package agreement

// Light returns the mean of Cohen's κ over all pairs of coders. Pairs that have no κ (no item in common, or no
// variation) are left out and counted.
func Light(x *Items, w Weights) Sample {
	return meanKappa(x, w, func(a, b int) bool { return true })
}

// WithRest returns the mean of Cohen's κ of one coder with each of the others: who stands apart.
func WithRest(x *Items, coder int, w Weights) Sample {
	return meanKappa(x, w, func(a, b int) bool { return a == coder || b == coder })
}

// meanKappa returns the mean of κ over the pairs that are wanted.
func meanKappa(x *Items, w Weights, wanted func(a, b int) bool) Sample {
	g, status := w.gaps(x.Scale)
	type pair struct {
		a, b, from int
		contingency
	}
	var pairs []pair
	width := 1
	for a := range x.Coders {
		for b := a + 1; b < len(x.Coders); b++ {
			if !wanted(a, b) {
				continue
			}
			t := x.contingency(a, b)
			pairs = append(pairs, pair{a, b, width, t})
			width += len(t.cells)
		}
	}
	figure := func(sums []float64) Figure {
		f := Figure{Items: int(sums[0])}
		var value, observed, expected float64
		n, varied := 0.0, true
		for _, p := range pairs {
			one := p.kappa(g, sums[p.from:p.from+len(p.cells)])
			f.Pairable += one.Pairable
			if status == OK && one.Status == OK {
				n++
				value, observed, expected = value+one.Value.is, observed+one.Observed.is, expected+one.Expected.is
				continue
			}
			f.LeftOut++
			varied = varied && one.Status != NoVariation
		}
		switch {
		case len(x.Coders) < 2 || f.Items == 0:
			return f.undefined(state(len(x.Coders), sums[0], 0))
		case status != OK:
			return f.undefined(status)
		case n == 0 && !varied:
			return f.undefined(NoVariation)
		case n == 0:
			return f.undefined(NoPairs)
		}
		f.Value, f.Status, f.Observed, f.Expected = Of(value/n), OK, Of(observed/n), Of(expected/n)
		return f
	}
	return newSample(x.Documents, width, x.document, func(i int, put func(int, float64)) {
		row, times := x.row(i), x.timesOf(i)
		for _, k := range row {
			if k != Missing {
				put(0, times)
				break
			}
		}
		for _, p := range pairs {
			if j, ok := p.find(cell{row[p.a], row[p.b]}); ok {
				put(p.from+j, times)
			}
		}
	}, figure)
}

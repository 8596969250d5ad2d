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

// WithRests returns [WithRest] of every coder, computed together.
func WithRests(x *Items, w Weights) Several {
	p, s := pairsOf(x, w, func(a, b int) bool { return true })
	kappas := make([]Figure, len(p.pairs)) // every pair counts for two coders
	return Several{s, func(sums []float64, all []Figure) {
		p.kappas(sums, kappas)
		for coder := range all {
			all[coder] = p.mean(sums[0], kappas, func(a, b int) bool { return a == coder || b == coder })
		}
	}, len(x.Coders)}
}

// meanKappa returns the mean of κ over the pairs that are wanted.
func meanKappa(x *Items, w Weights, wanted func(a, b int) bool) Sample {
	p, s := pairsOf(x, w, wanted)
	kappas := make([]Figure, len(p.pairs))
	s.figure = func(sums []float64) Figure {
		p.kappas(sums, kappas)
		return p.mean(sums[0], kappas, wanted)
	}
	return s
}

// A pairTable is the table of two coders, and where it lies among sums.
type pairTable struct {
	a, b, from int
	contingency
}

// pairTables are tables of pairs of coders over the same items.
type pairTables struct {
	gaps
	status Status
	coders int
	pairs  []pairTable
}

// pairsOf returns the tables of the pairs that are wanted, and the sums that they are made of, without a measure.
func pairsOf(x *Items, w Weights, wanted func(a, b int) bool) (pairTables, Sample) {
	p := pairTables{coders: len(x.Coders)}
	p.gaps, p.status = w.gaps(x.Scale)
	width := 1
	for a := range x.Coders {
		for b := a + 1; b < len(x.Coders); b++ {
			if !wanted(a, b) {
				continue
			}
			t := x.contingency(a, b)
			p.pairs = append(p.pairs, pairTable{a, b, width, t})
			width += len(t.cells)
		}
	}
	return p, newSample(x.Documents, width, x.document, func(i int, put func(int, float64)) {
		row, times := x.row(i), x.timesOf(i)
		for _, k := range row {
			if k != Missing {
				put(0, times)
				break
			}
		}
		for _, pair := range p.pairs {
			if j, ok := pair.find(cell{row[pair.a], row[pair.b]}); ok {
				put(pair.from+j, times)
			}
		}
	}, nil)
}

// kappas computes κ of every pair.
func (p pairTables) kappas(sums []float64, all []Figure) {
	for i, pair := range p.pairs {
		all[i] = pair.kappa(p.gaps, sums[pair.from:pair.from+len(pair.cells)])
	}
}

// mean returns the mean κ of the pairs that are wanted, of so many items.
func (p pairTables) mean(items float64, kappas []Figure, wanted func(a, b int) bool) Figure {
	f := Figure{Items: int(items)}
	var value, observed, expected float64
	n, varied := 0.0, true
	for i, pair := range p.pairs {
		if !wanted(pair.a, pair.b) {
			continue
		}
		one := &kappas[i]
		f.Pairable += one.Pairable
		if p.status == OK && one.Status == OK {
			n++
			value, observed, expected = value+one.Value.is, observed+one.Observed.is, expected+one.Expected.is
			continue
		}
		f.LeftOut++
		varied = varied && one.Status != NoVariation
	}
	switch {
	case p.coders < 2 || f.Items == 0:
		return f.undefined(state(p.coders, items, 0))
	case p.status != OK:
		return f.undefined(p.status)
	case n == 0 && !varied:
		return f.undefined(NoVariation)
	case n == 0:
		return f.undefined(NoPairs)
	}
	f.Value, f.Status, f.Observed, f.Expected = Of(value/n), OK, Of(observed/n), Of(expected/n)
	return f
}

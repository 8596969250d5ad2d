package agreement

// Conger returns Conger's κ, which is Hubert's and Davies and Fleiss's where nothing is missing and Cohen's for two
// coders: each coder guesses with shares of their own. A coder who judged nothing is left out.
func Conger(x *Items, w Weights) Sample {
	const items, pairs, pairable, apart, counts = 0, 1, 2, 3, 4
	g, status := w.gaps(x.Scale)
	c, coders := x.Counts(), len(x.Coders)
	figure := func(sums []float64) Figure {
		f := Figure{Items: int(sums[items]), Pairable: int(sums[pairable])}
		if s := state(coders, sums[items], sums[pairable]); s != OK {
			return f.undefined(s)
		}
		if status != OK {
			return f.undefined(status)
		}
		// The mean over pairs of different coders of the disagreement between their shares: all pairs less each
		// coder with themselves. It equals the covariance form, and is exactly zero where nothing varies.
		all, own, active := make([]float64, g.q), 0.0, 0.0
		for coder := range coders {
			share := append([]float64(nil), sums[counts+coder*g.q:counts+(coder+1)*g.q]...)
			n := 0.0
			for _, s := range share {
				n += s
			}
			if n == 0 {
				continue
			}
			active++
			for k := range share {
				share[k] /= n
				all[k] += share[k]
			}
			own += product(g, share, share)
		}
		expected := (product(g, all, all) - own) / (active * (active - 1))
		if len(nonzero(all)) < 2 {
			expected = 0
		}
		observed := sums[apart] / sums[pairs]
		f.Observed, f.Expected = Of(1-observed), Of(1-expected)
		return f.corrected(observed, expected)
	}
	return newSample(x.Documents, counts+coders*g.q, x.document, func(i int, put func(int, float64)) {
		times := x.timesOf(i)
		for coder, k := range x.row(i) {
			if k != Missing {
				put(counts+coder*g.q+int(k), times)
			}
		}
		category, n := c.row(i)
		d, r := apartness(g, category, n)
		if r > 0 {
			put(items, times)
		}
		if r >= 2 {
			put(pairs, times)
			put(pairable, times*r)
			put(apart, times*d)
		}
	}, figure)
}

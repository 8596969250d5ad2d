package agreement

// chance is what sets the measures of this family apart: how much disagreement they expect of coders who guess.
type chance struct {
	// expected returns the disagreement to be expected when the categories have these shares.
	expected func(g gaps, shares []float64) float64
	// pull returns, for each category, the agreement with chance of an item that was put there by everybody; it is
	// what an item adds to the variance through the shares. nil where shares do not matter.
	pull func(g gaps, shares []float64) []float64
}

// Where the sums of the family lie: Gwet's general form, which takes any number of coders and missing ratings.
const (
	gwetItems    = iota // items with a rating
	gwetPairs           // items with two ratings or more
	gwetPairable        // ratings of those
	gwetApart           // Σ over those of the disagreement between two ratings of the item
	gwetShares          // from here on, for each category: Σ over items of its share among the item's ratings
)

// gwet returns the sample of a measure of the family. Items with a single rating count for the shares.
func gwet(c *Counts, w Weights, by chance) Sample {
	g, status := w.gaps(c.Scale)
	figure := func(sums []float64) Figure {
		f := Figure{Items: int(sums[gwetItems]), Pairable: int(sums[gwetPairable])}
		if s := state(c.Coders, sums[gwetItems], sums[gwetPairable]); s != OK {
			return f.undefined(s)
		}
		if status != OK {
			return f.undefined(status)
		}
		apart := sums[gwetApart] / sums[gwetPairs]
		expected := by.expected(g, shares(sums))
		f.Observed, f.Expected = Of(1-apart), Of(1-expected)
		return f.corrected(apart, expected)
	}
	s := newSample(c.Documents, gwetShares+g.q, c.document, func(i int, put func(int, float64)) {
		category, n := c.row(i)
		times := c.timesOf(i)
		apart, r := apartness(g, category, n)
		if r == 0 {
			return
		}
		put(gwetItems, times)
		for j, k := range category {
			put(gwetShares+int(k), times*n[j]/r)
		}
		if r >= 2 {
			put(gwetPairs, times)
			put(gwetPairable, times*r)
			if apart > 0 {
				put(gwetApart, times*apart)
			}
		}
	}, figure)
	if status == OK {
		s.analytic = func(f Figure) Figure { return c.linearised(f, g, by, s) }
	}
	return s
}

// shares returns the share of each category.
func shares(sums []float64) []float64 {
	pi := make([]float64, len(sums)-gwetShares)
	for k := range pi {
		pi[k] = sums[gwetShares+k] / sums[gwetItems]
	}
	return pi
}

// apartness returns the mean disagreement between two different ratings of an item, and how many ratings it has.
func apartness(g gaps, category []int32, n []float64) (apart, ratings float64) {
	for _, n := range n {
		ratings += n
	}
	if ratings < 2 {
		return 0, ratings
	}
	for i, k := range category {
		for j, l := range category {
			if i != j {
				apart += n[i] * n[j] * g.at(int(k), int(l))
			}
		}
	}
	return apart / (ratings * (ratings - 1)), ratings
}

// linearised adds Gwet's standard error, from what each item adds to the coefficient, and Student's interval.
func (c *Counts) linearised(f Figure, g gaps, by chance, s Sample) Figure {
	sums := make([]float64, s.width)
	s.whole(sums)
	n, pairs := sums[gwetItems], sums[gwetPairs]
	if n < 2 {
		return f
	}
	value, pi := f.Value.is, shares(sums)
	expected := by.expected(g, pi) // 1 − p_e
	var pull []float64
	if by.pull != nil {
		pull = by.pull(g, pi)
	}
	squares := 0.0
	for i := range c.Len() {
		category, counts := c.row(i)
		apart, r := apartness(g, category, counts)
		if r == 0 {
			continue
		}
		own := 0.0
		if r >= 2 {
			own = n / pairs * (expected - apart) / expected
		}
		if pull != nil {
			e := 0.0
			for j, k := range category {
				e += counts[j] / r * pull[k]
			}
			own -= 2 * (1 - value) * (e - (1 - expected)) / expected
		}
		squares += c.timesOf(i) * (own - value) * (own - value)
	}
	f.SE = Of(root(squares / (n * (n - 1))))
	if se, ok := f.SE.Get(); ok {
		reach := studentQuantile(1-(1-level)/2, n-1) * se
		f.Interval = Interval{Low: Of(value - reach), High: Of(min(1, value+reach)), Level: level, Method: "Student t"}
	}
	return f
}

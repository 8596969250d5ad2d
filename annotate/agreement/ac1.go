package agreement

// AC1 returns Gwet's AC1, or AC2 where categories have weights: coders are thought to guess only on items that are
// hard, so it stays high where nearly everything is of one category and κ falls to nothing.
func AC1(c *Counts, w Weights) Sample {
	return gwet(c, w, chance{
		// 1 − T_w/(q(q−1)) Σ π(1−π), written so that nothing is taken from nearly the same: what categories that are
		// alike leave to disagree about, and how far the shares are from even.
		expected: func(g gaps, shares []float64) float64 {
			if g.q < 2 {
				return 0
			}
			q := float64(g.q)
			uneven := 0.0
			for _, p := range shares {
				uneven += (p - 1/q) * (p - 1/q)
			}
			far := g.total / (q * q)
			if far == 0 {
				return 0
			}
			return far + (1-far)*uneven*q/(q-1)
		},
		pull: func(g gaps, shares []float64) []float64 {
			pull := make([]float64, len(shares))
			for k, p := range shares {
				pull[k] = g.hardness() * (1 - p)
			}
			return pull
		},
	})
}

// hardness is T_w/(q(q−1)), with T_w the sum of all weights.
func (g gaps) hardness() float64 {
	q := float64(g.q)
	return (q*q - g.total) / (q * (q - 1))
}

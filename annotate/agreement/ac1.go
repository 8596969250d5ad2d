package agreement

// AC1 returns Gwet's AC1, or AC2 where categories have weights: coders are thought to guess only on items that are
// hard, so it stays high where nearly everything is of one category and κ falls to nothing.
func AC1(c *Counts, w Weights) Sample {
	return gwet(c, w, chance{
		expected: func(g gaps, shares []float64) float64 {
			if !g.varies() {
				return 0
			}
			spread := 0.0
			for _, p := range shares {
				spread += p * (1 - p)
			}
			return 1 - g.hardness()*spread
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

// varies reports whether there are two categories that differ.
func (g gaps) varies() bool { return g.q >= 2 && g.total < float64(g.q)*float64(g.q) }

// hardness is T_w/(q(q−1)).
func (g gaps) hardness() float64 { return g.total / (float64(g.q) * float64(g.q-1)) }

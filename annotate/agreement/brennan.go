package agreement

// BrennanPrediger returns the coefficient of Brennan and Prediger, which is Bennett's S for two coders and
// Randolph's free-marginal κ for more: a coder who guesses takes any of the declared categories alike.
func BrennanPrediger(c *Counts, w Weights) Sample {
	return gwet(c, w, chance{expected: func(g gaps, _ []float64) float64 {
		if g.q == 0 {
			return 0
		}
		return g.total / (float64(g.q) * float64(g.q))
	}})
}

package agreement

// Percent returns the share of pairs of ratings of an item that agree, or how near they are on average: no
// correction for chance. Always show it beside what is corrected.
func Percent(c *Counts, w Weights) Sample {
	return gwet(c, w, chance{expected: func(gaps, []float64) float64 { return 1 }})
}

package agreement

// Several is measures that are computed from the same sums: a replicate adds up once for all of them.
type Several struct {
	sample  Sample
	figures figures
	n       int // how many there are
}

// figures computes measures from the same sums, which it must not keep, and puts each at its place.
type figures func(sums []float64, all []Figure)

// alone is a single measure.
func alone(figure func(sums []float64) Figure) figures {
	return func(sums []float64, all []Figure) { all[0] = figure(sums) }
}

// Figures returns every measure over all documents.
func (s Several) Figures() []Figure {
	sums := make([]float64, s.sample.width)
	s.sample.whole(sums)
	all := make([]Figure, s.n)
	s.figures(sums, all)
	return all
}

// Intervals returns the interval of every measure, as [Sample.Interval] does.
func (s Several) Intervals(d Draws) []Interval {
	return d.intervals(s.sample.Documents(), s.Figures(), func() (replicates, without [][]Number) {
		without = make([][]Number, s.n)
		if s.sample.Documents() >= fewestForBCa {
			without = s.sample.leaveOneOut(s.n, s.figures)
		}
		return s.sample.replicates(d, s.n, s.figures), without
	})
}

package agreement

// Several is measures that are computed from the same sums: a replicate adds up once for all of them.
type Several struct {
	sample  Sample
	figures []func(sums []float64) Figure
}

// Figures returns every measure over all documents.
func (s Several) Figures() []Figure {
	sums := make([]float64, s.sample.width)
	s.sample.whole(sums)
	all := make([]Figure, len(s.figures))
	for i, figure := range s.figures {
		all[i] = figure(sums)
	}
	return all
}

// Intervals returns the interval of every measure, as [Sample.Interval] does.
func (s Several) Intervals(d Draws) []Interval {
	wholes := s.Figures()
	all := make([]Interval, len(wholes))
	ready := make([]bool, len(wholes))
	wanted := false
	for i, whole := range wholes {
		all[i], ready[i] = s.sample.startInterval(whole, d)
		wanted = wanted || ready[i]
	}
	if !wanted {
		return all
	}
	values := s.sample.replicates(d, s.figures)
	var without [][]Number
	if s.sample.Documents() >= fewestForBCa {
		without = s.sample.leaveOneOut(s.figures)
	}
	for i := range all {
		if ready[i] {
			var own []Number
			if without != nil {
				own = without[i]
			}
			all[i].finish(wholes[i], values[i], own)
		}
	}
	return all
}

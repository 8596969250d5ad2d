package agreement

// Scott returns Scott's π of two coders, who guess alike: with the shares both have together. Of items that only
// one of them judged it takes the shares, as [Fleiss] does.
func Scott(x *Items, w Weights) Sample {
	s := gwet(x.Counts(), w, fleissChance())
	if len(x.Coders) > 2 {
		return s.refused(ManyCoders)
	}
	return s
}

// refused returns a sample whose figure is undefined for a reason of the measure's own.
func (s Sample) refused(why Status) Sample {
	figure := s.figure
	s.figure = func(sums []float64) Figure {
		f := figure(sums)
		return Figure{Items: f.Items, Pairable: f.Pairable}.undefined(why)
	}
	return s
}

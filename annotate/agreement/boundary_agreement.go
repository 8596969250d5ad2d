package agreement

// Cuts is where each coder cut each text. A coder who did not work on a text has nil there.
type Cuts struct {
	Coders []string
	Texts  [][]*Segmentation // of each document, one a coder
}

// BoundaryPi returns boundary similarity corrected for chance as Scott does it: coders are expected to cut at the
// rate at which all of them cut. All pairs of coders and all documents are pooled.
func BoundaryPi(c Cuts, reach int) Sample { return boundaryAgreement(c, reach, atCommonRate) }

func atCommonRate(found, places []float64) float64 {
	rate, n := 0.0, 0.0
	for coder := range found {
		if places[coder] > 0 {
			rate += found[coder] / places[coder]
			n++
		}
	}
	rate /= n
	return rate * rate
}

// BoundaryBoth returns [BoundarySimilarity] and [BoundaryPi], computed together.
func BoundaryBoth(c Cuts, reach int) Several {
	s := boundaryAgreement(c, reach, nil)
	pi := boundaryFigure(len(c.Coders), atCommonRate)
	return Several{s, func(sums []float64, all []Figure) { all[0], all[1] = s.figure(sums), pi(sums) }, 2}
}

// BoundaryKappa returns boundary similarity corrected for chance as Cohen does it: each coder is expected to cut at
// a rate of their own. Expected is the mean over pairs of coders.
func BoundaryKappa(c Cuts, reach int) Sample {
	return boundaryAgreement(c, reach, func(found, places []float64) float64 {
		sum, pairs := 0.0, 0.0
		for a := range found {
			for b := range a {
				if places[a] > 0 && places[b] > 0 {
					sum += found[a] / places[a] * (found[b] / places[b])
					pairs++
				}
			}
		}
		return sum / pairs
	})
}

// BoundarySimilarity returns B over all pairs of coders and documents, uncorrected.
func BoundarySimilarity(c Cuts, reach int) Sample {
	return boundaryAgreement(c, reach, nil)
}

// Where the sums of boundaries lie; from rates on, boundaries and places of each coder.
const (
	boundaryTexts = iota
	boundaryPairs
	boundaryNum
	boundaryDen
	boundaryRates
)

func boundaryAgreement(c Cuts, reach int, chance func(found, places []float64) float64) Sample {
	coders := len(c.Coders)
	documents := make([]int32, len(c.Texts))
	types := map[int]bool{}
	for d, text := range c.Texts {
		documents[d] = int32(d)
		for _, s := range text {
			if s != nil {
				for _, b := range s.At {
					for _, t := range b.Types {
						types[t] = true
					}
				}
			}
		}
	}
	kinds := float64(max(1, len(types)))
	return newSample(len(c.Texts), boundaryRates+2*coders, documents, func(d int, put func(int, float64)) {
		text := c.Texts[d]
		for a, s := range text {
			if s == nil {
				continue
			}
			put(boundaryRates+2*a, float64(s.boundaries()))
			put(boundaryRates+2*a+1, float64(s.Places)*kinds)
			for _, other := range text[:a] {
				if other == nil {
					continue
				}
				n, m := Compare(*other, *s, reach).shared()
				put(boundaryPairs, 1)
				put(boundaryNum, n)
				put(boundaryDen, m)
			}
		}
		put(boundaryTexts, 1)
	}, boundaryFigure(coders, chance))
}

// boundaryFigure is the figure of sums; chance is nil where nothing is corrected.
func boundaryFigure(coders int, chance func(found, places []float64) float64) func(sums []float64) Figure {
	return func(sums []float64) Figure {
		f := Figure{Items: int(sums[boundaryTexts])}
		found, places := make([]float64, coders), make([]float64, coders)
		cut := 0.0
		for coder := range coders {
			found[coder], places[coder] = sums[boundaryRates+2*coder], sums[boundaryRates+2*coder+1]
			cut += found[coder]
		}
		switch {
		case coders < 2:
			return f.undefined(FewCoders)
		case sums[boundaryTexts] == 0:
			return f.undefined(NothingDone)
		case sums[boundaryPairs] == 0:
			return f.undefined(NoPairs)
		case cut == 0:
			return f.undefined(NothingDone)
		case sums[boundaryDen] == 0: // who cut worked alone on that text
			return f.undefined(NoPairs)
		}
		f.Pairable = int(sums[boundaryDen])
		observed := sums[boundaryNum] / sums[boundaryDen]
		f.Observed = Of(observed)
		if chance == nil {
			f.Value, f.Status = Of(observed), OK
			return f
		}
		expected := chance(found, places)
		f.Expected = Of(expected)
		return f.corrected(1-observed, 1-expected)
	}
}

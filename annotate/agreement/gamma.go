package agreement

import "galley/annotate/agreement/gamma"

// Gamma returns γ over documents that were compared, ready for the bootstrap: costs of documents add up, so a replicate
// aligns nothing anew. The figure's items are units. Where an alignment is not known to be the best, [gamma.Over] says
// between what γ lies.
func Gamma(documents []gamma.Document) Sample {
	return apartSample(len(documents), func(i int) (observed, expected, weight float64, units int) {
		d := documents[i]
		if !d.Counts() {
			return 0, 0, 0, 0
		}
		return d.Observed, d.Expected, d.Mean, d.Units
	}, true)
}

// GammaOfLabels returns γ-cat over documents for label -1, else γ-k, ready for the bootstrap.
func GammaOfLabels(documents []gamma.Document, label int32) Sample {
	return apartSample(len(documents), func(i int) (observed, expected, weight float64, units int) {
		for _, l := range documents[i].Labels {
			if l.Label == label && l.Samples > 0 {
				return l.Observed, l.Expected, l.Weight, documents[i].Units
			}
		}
		return 0, 0, 0, 0
	}, false)
}

// apartSample returns a sample of documents that each come to a disagreement observed and expected, and a weight to
// divide both by where they are shown. Where nothing was observed the figure may be one, whatever was expected.
func apartSample(documents int, of func(i int) (observed, expected, weight float64, units int), one bool) Sample {
	number := make([]int32, documents)
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		observed, expected, weight, units := of(i)
		for at, by := range []float64{observed, expected, weight, float64(units)} {
			put(at, by)
		}
	}
	return newSample(documents, 4, number, add, func(sums []float64) Figure {
		f := Figure{Items: int(sums[3]), Pairable: int(sums[3])}
		if sums[2] <= 0 {
			return f.undefined(NothingDone)
		}
		f.Observed, f.Expected = Of(sums[0]/sums[2]), Of(sums[1]/sums[2])
		if one && sums[0] == 0 {
			f.Value, f.Status = Of(1), OK
			return f
		}
		return f.corrected(sums[0], sums[1])
	})
}

package agreement

// A Portion is part of a whole: Of things, N of which are as asked. Parts add up over documents.
type Portion struct{ N, Of int }

// Share returns the share N/Of over documents, ready for the bootstrap: of marks, say, those that somebody else has found.
// Items are what is asked, Of. It is not corrected for chance.
func Share(documents []Portion) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		put(0, float64(documents[i].N))
		put(1, float64(documents[i].Of))
	}
	return newSample(len(documents), 2, number, add, func(sums []float64) Figure {
		f := Figure{Items: int(sums[1]), Pairable: int(sums[1])}
		if sums[1] <= 0 {
			return f.undefined(NothingDone)
		}
		f.Value, f.Status = Of(sums[0]/sums[1]), OK
		f.Observed = f.Value
		return f
	})
}

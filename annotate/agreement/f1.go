package agreement

import "galley/annotate/agreement/match"

// SpanF1 returns F1 over documents in which the hits of spans were counted, ready for the bootstrap. Observed is F1 itself:
// it is not corrected for chance. Items are the spans of both.
func SpanF1(documents []match.Hits) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		put(0, float64(documents[i].Both))
		put(1, float64(documents[i].A+documents[i].B))
	}
	return newSample(len(documents), 2, number, add, func(sums []float64) Figure {
		f := Figure{Items: int(sums[1]), Pairable: int(sums[1])}
		if sums[1] <= 0 {
			return f.undefined(NothingDone)
		}
		f.Value, f.Status = Of(2*sums[0]/sums[1]), OK
		f.Observed = f.Value
		return f
	})
}

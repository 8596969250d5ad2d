package agreement

import (
	"math/rand/v2"
	"testing"
)

// A million ratings: 200,000 items, five coders, seven categories, a tenth missing.
func million() *Items {
	source := rand.New(rand.NewPCG(1, 2))
	x := NewItems(Scale{Categories: numbered(7)}, numbered(5))
	row := make([]int32, 5)
	for i := range 200_000 {
		truth := source.IntN(7)
		for c := range row {
			switch r := source.Float64(); {
			case r < 0.1:
				row[c] = Missing
			case r < 0.3:
				row[c] = int32(source.IntN(7))
			default:
				row[c] = int32(truth)
			}
		}
		x.Add(i/200, row...)
	}
	return x
}

func BenchmarkAlpha(b *testing.B) {
	x := million()
	for _, l := range []Level{Nominal, Ordinal, Metric} {
		b.Run(string(l), func(b *testing.B) {
			for b.Loop() {
				Alpha(x.Counts(), l).Figure()
			}
		})
	}
}

// Every measure of a million ratings, with the interval of a thousand replicates over a thousand documents.
func BenchmarkIntervals(b *testing.B) {
	x := million()
	draws := NewDraws(1, x.Documents, 1000)
	for _, m := range Measures() {
		if m.Of == nil || m.Coders != 0 {
			continue
		}
		b.Run(m.Name, func(b *testing.B) {
			for b.Loop() {
				m.Of(x, Weights{}).Interval(draws)
			}
		})
	}
}

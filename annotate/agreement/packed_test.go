package agreement

import (
	"testing"

	"pgregory.net/rapid"
)

// Adding up words of several whole numbers is adding up: to the last bit, for whole numbers and others, few columns and many.
func TestPackedSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		documents, width := rapid.IntRange(1, 70).Draw(t, "documents"), rapid.IntRange(1, 40).Draw(t, "width")
		kind := make([]int, width)
		for c := range kind {
			kind[c] = rapid.IntRange(0, 6).Draw(t, "kind")
		}
		number := make([]int32, documents)
		cells := make([][]float64, documents)
		for d := range cells {
			number[d] = int32(d)
			cells[d] = make([]float64, width)
			for c, k := range kind {
				switch k {
				case 0, 1:
					cells[d][c] = float64(rapid.IntRange(0, 5).Draw(t, "small"))
				case 2:
					cells[d][c] = float64(rapid.IntRange(0, 1<<32).Draw(t, "large"))
				case 3:
					cells[d][c] = float64(max(0, rapid.IntRange(-20, 3).Draw(t, "rare")))
				case 4:
					cells[d][c] = rapid.Float64Range(-10, 10).Draw(t, "broken")
				case 5:
					cells[d][c] = float64(rapid.IntRange(0, 100).Draw(t, "quarters")) / 4
				}
			}
		}
		s := newSample(documents, width, number, func(i int, put func(at int, by float64)) {
			for c, v := range cells[i] {
				if v != 0 {
					put(c, v)
				}
			}
		}, func([]float64) Figure { return Figure{} })
		lists := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, documents-1), 0, 60), 1, 6).Draw(t, "drawn")
		draws := DrawsOf(documents, lists)
		replicate, got := s.pack(draws.most).replicates(draws), make([]float64, width)
		for r, times := range draws.times {
			replicate(r, got)
			for c := range got {
				want := 0.0
				for d, n := range times {
					if n > 0 {
						want += float64(n) * cells[d][c]
					}
				}
				if got[c] != want {
					t.Fatalf("replicate %d, column %d of kind %d: %v, want %v", r, c, kind[c], got[c], want)
				}
			}
		}
	})
}

// Measures that are computed together are the same as each alone.
func TestSeveral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		x := NewItems(Scale{Categories: []string{"a", "b", "c"}}, numbered(coders))
		for range rapid.IntRange(5, 40).Draw(t, "items") {
			row := make([]int32, coders)
			for i := range row {
				row[i] = int32(rapid.IntRange(-1, 2).Draw(t, "rating"))
			}
			x.Add(rapid.IntRange(0, 24).Draw(t, "document"), row...)
		}
		x.Documents = 25
		draws := NewDraws(1, 25, 30)
		all := WithRests(x, Weights{})
		figures, intervals := all.Figures(), all.Intervals(draws)
		for coder := range coders {
			alone := WithRest(x, coder, Weights{})
			if f := alone.Figure(); f.Value != figures[coder].Value || f.Status != figures[coder].Status || f.LeftOut != figures[coder].LeftOut || f.Pairable != figures[coder].Pairable {
				t.Fatalf("coder %d: %+v together, %+v alone", coder, figures[coder], f)
			}
			if i := alone.Interval(draws); i != intervals[coder] {
				t.Fatalf("coder %d: %+v together, %+v alone", coder, intervals[coder], i)
			}
		}
	})
}

package agreement_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"galley/annotate/agreement"
	"galley/annotate/agreement/gamma"
)

func compared(t *testing.T, n int) []gamma.Document {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 1))
	all := make([]gamma.Document, n)
	for i := range all {
		c := gamma.Continuum{nil, nil, nil}
		for at := 0; at < 200; at += 8 + r.IntN(20) {
			for a := range c {
				if r.IntN(5) > 0 {
					from := float64(at + r.IntN(4))
					c[a] = append(c[a], gamma.Unit{From: from, To: from + float64(3+r.IntN(4)), Label: int32(r.IntN(6) / 4)})
				}
			}
		}
		d, err := gamma.Compare(c, gamma.Options{Samples: gamma.SamplesFor(n)}, i)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = d
	}
	return all
}

// The sample that the bootstrap draws from comes to the same figure as gamma does, over all documents and over some.
func TestGammaSample(t *testing.T) {
	all := compared(t, 24)
	same := func(what string, s agreement.Sample, f gamma.Figure) {
		t.Helper()
		got := s.Figure()
		value, ok := got.Value.Get()
		observed, _ := got.Observed.Get()
		if ok != f.Defined || math.Abs(value-f.Value) > 1e-12 || math.Abs(observed-f.Observed) > 1e-12 {
			t.Errorf("%s: %+v, not %+v", what, got, f)
		}
	}
	same("γ", agreement.Gamma(all), gamma.Over(all))
	same("γ of none", agreement.Gamma(nil), gamma.Over(nil))
	same("γ-cat", agreement.GammaOfLabels(all, -1), gamma.LabelsOver(all, -1))
	same("γ-k", agreement.GammaOfLabels(all, 1), gamma.LabelsOver(all, 1))
	same("γ-k of no label", agreement.GammaOfLabels(all, 9), gamma.LabelsOver(all, 9))

	s := agreement.Gamma(all)
	some := append([]gamma.Document{all[3], all[3]}, all[7:20]...)
	replicate := s.Replicates(agreement.DrawsOf(len(all), [][]int{append([]int{3, 3}, span(7, 20)...)}))[0]
	if value, _ := replicate.Get(); math.Abs(value-gamma.Over(some).Value) > 1e-12 {
		t.Errorf("a replicate is %v, its documents come to %v", value, gamma.Over(some).Value)
	}
	i := s.Interval(agreement.NewDraws(1, len(all), 500))
	low, _ := i.Low.Get()
	high, _ := i.High.Get()
	if value := gamma.Over(all).Value; i.Method != "bootstrap BCa" || !(low < value && value < high) {
		t.Errorf("γ %v in %+v", value, i)
	}
}

func span(from, to int) []int {
	var all []int
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

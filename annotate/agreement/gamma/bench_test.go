package gamma_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"galley/annotate/agreement/gamma"
)

// near makes annotators who mark about the same units, some shifted, missed or labelled otherwise.
func near(r *rand.Rand, annotators, units int) gamma.Continuum {
	c := make(gamma.Continuum, annotators)
	for i := range units {
		from, length, label := float64(40*i+r.IntN(12)), float64(4+r.IntN(30)), int32(r.IntN(4))
		for a := range c {
			if r.IntN(8) == 0 {
				continue
			}
			u := gamma.Unit{From: from, To: from + length, Label: label}
			if r.IntN(3) == 0 {
				u.From, u.To = u.From+float64(r.IntN(3)), u.To+float64(r.IntN(6))
			}
			if r.IntN(6) == 0 {
				u.Label = int32(r.IntN(4))
			}
			c[a] = append(c[a], u)
		}
	}
	return c
}

// stacked makes annotators who mark the same few words over and over.
func stacked(r *rand.Rand, annotators, units int) gamma.Continuum {
	c := make(gamma.Continuum, annotators)
	for a := range c {
		for range units {
			from := float64(r.IntN(60))
			c[a] = append(c[a], gamma.Unit{From: from, To: from + float64(3+r.IntN(30)), Label: int32(r.IntN(3))})
		}
	}
	return c
}

func BenchmarkAlign(b *testing.B) {
	for _, c := range []struct {
		name string
		c    gamma.Continuum
	}{
		{"2x1000", near(rand.New(rand.NewPCG(1, 1)), 2, 1000)},
		{"2x5000", near(rand.New(rand.NewPCG(1, 2)), 2, 5000)},
		{"3x124", near(rand.New(rand.NewPCG(1, 3)), 3, 124)},
		{"3x500", near(rand.New(rand.NewPCG(1, 4)), 3, 500)},
		{"5x100", near(rand.New(rand.NewPCG(1, 5)), 5, 100)},
		{"2x200 stacked", stacked(rand.New(rand.NewPCG(1, 6)), 2, 200)},
		{"3x15 stacked", stacked(rand.New(rand.NewPCG(1, 7)), 3, 15)},
		{"5x8 stacked", stacked(rand.New(rand.NewPCG(1, 8)), 5, 8)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a, err := gamma.Align(c.c, gamma.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if !a.Exact() {
					b.ReportMetric(a.Cost-a.Bound, "off")
				}
			}
		})
	}
}

// BenchmarkCompare is γ as a report needs it: the alignment and thirty samples; and a project's worth of documents.
func BenchmarkCompare(b *testing.B) {
	for _, c := range []struct {
		name      string
		documents []gamma.Continuum
		samples   int
	}{
		{"3by100, 30 samples", []gamma.Continuum{threeByHundred(b)}, 30},
		{"200 documents of 3x40, 2 samples", many(200, 3, 40), 2},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var f gamma.Figure
			for b.Loop() {
				var all []gamma.Document
				for i, one := range c.documents {
					d, err := gamma.Compare(one, gamma.Options{Samples: c.samples}, i)
					if err != nil {
						b.Fatal(err)
					}
					all = append(all, d)
				}
				f = gamma.Over(all)
			}
			b.ReportMetric(f.Value, "gamma")
		})
	}
}

// threeByHundred is the text on which pygamma-agreement is measured, too.
func threeByHundred(b *testing.B) gamma.Continuum {
	data, err := os.ReadFile("../testdata/agreement-vectors.json")
	if err != nil {
		b.Fatal(err)
	}
	var vectors []struct {
		ID    string
		Input json.RawMessage
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		b.Fatal(err)
	}
	var in struct {
		Continuum map[string][][3]any
	}
	for _, v := range vectors {
		if v.ID == "gamma-3by100" {
			if err := json.Unmarshal(v.Input, &in); err != nil {
				b.Fatal(err)
			}
		}
	}
	c, labels := gamma.Continuum{}, []string{}
	for _, name := range slices.Sorted(maps.Keys(in.Continuum)) {
		var units []gamma.Unit
		for _, mark := range in.Continuum[name] {
			label := slices.Index(labels, mark[2].(string))
			if label < 0 {
				label, labels = len(labels), append(labels, mark[2].(string))
			}
			units = append(units, gamma.Unit{From: mark[0].(float64), To: mark[1].(float64), Label: int32(label)})
		}
		c = append(c, units)
	}
	if len(c) != 3 {
		b.Fatal("no gamma-3by100 among the vectors")
	}
	return c
}

func many(n, annotators, units int) []gamma.Continuum {
	all := make([]gamma.Continuum, n)
	for i := range all {
		all[i] = near(rand.New(rand.NewPCG(3, uint64(i))), annotators, units)
	}
	return all
}

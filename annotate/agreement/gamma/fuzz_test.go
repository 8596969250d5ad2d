package gamma_test

import (
	"encoding/json"
	"math"
	"testing"

	"galley/annotate/agreement/gamma"
)

// FuzzCompare holds that nothing anybody marks, at whatever weights, makes a figure that is no number, or takes for ever.
func FuzzCompare(f *testing.F) {
	f.Add([]byte{0, 4, 1, 1, 2, 4, 0, 0, 9, 3, 2}, 3.0, 1.0, 1.0, false)
	f.Add([]byte{0, 0, 255, 1, 255, 0, 2, 9, 1, 1, 3}, 0.0, 0.0, 0.0, true)
	f.Add([]byte{3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, 1e6, 1e6, 1e-6, true)
	f.Add([]byte{1, 1, 0, 0, 1}, math.NaN(), 1.0, math.Inf(1), false)
	f.Fuzz(func(t *testing.T, data []byte, position, category, empty float64, far bool) {
		c := gamma.Continuum{nil, nil, nil}
		for ; len(data) >= 3 && c.Units() < 24; data = data[3:] {
			u := gamma.Unit{From: float64(data[0]), To: float64(data[0]) + float64(data[1]), Label: int32(data[2] / 64)}
			if far {
				u.From, u.To = u.From*1e6-5e7, u.From*1e6-5e7+float64(data[1])/256
			}
			who := data[2] % 3
			c[who] = append(c[who], u)
		}
		o := gamma.Options{Position: position, Category: category, Empty: empty, Samples: 2, Steps: 10_000}
		if far {
			o.Sampler = gamma.Shuffle
		}
		d, err := gamma.Compare(c, o, 0)
		if err != nil {
			return
		}
		holds(t, []gamma.Document{d})
		if _, err := json.Marshal(d); err != nil {
			t.Fatal(err)
		}
	})
}

package agreement

import "testing"

// The likelihood that is worked out label by label is that of the model, even where somebody never spams, or an item has no answer.
func TestMACEByTheBook(t *testing.T) {
	a := Answers{Items: 4, Coders: 3, Labels: 4, All: []Answer{{0, 0, 1}, {0, 1, 1}, {0, 2, 3}, {1, 0, 2}, {1, 0, 2}, {1, 2, 0}, {2, 1, 3}}}
	for _, never := range []bool{false, true} {
		knows := [][2]float64{{0.3, 0.7}, {0.6, 0.4}, {0.9, 0.1}}
		strategy := [][]float64{{0.1, 0.2, 0.3, 0.4}, {0.25, 0.25, 0.25, 0.25}, {0.7, 0.1, 0.1, 0.1}}
		if never {
			knows[1] = [2]float64{0, 1}
		}
		m := Competence{Knows: knows, Strategy: strategy, Posterior: table(4, 4), Evidence: make([]float64, 4)}
		m.infer(a, a.byItem(), saidOf(a, a.byItem()), make([][2]float64, 3), table(3, 4))
		for item := range 3 {
			sum, like := 0.0, make([]float64, 4)
			for k := range like {
				like[k] = 0.25
				for _, one := range a.All {
					if one.Item == item {
						p := knows[one.Coder][0] * strategy[one.Coder][one.Label]
						if one.Label == k {
							p += knows[one.Coder][1]
						}
						like[k] *= p
					}
				}
				sum += like[k]
			}
			for k := range like {
				if d := m.Posterior[item][k] - like[k]/sum; d > 1e-12 || d < -1e-12 {
					t.Errorf("item %d, label %d: %v, want %v", item, k, m.Posterior[item][k], like[k]/sum)
				}
			}
		}
	}
	fitted := MACE(a, CompetenceOptions{})
	for _, p := range fitted.Posterior[3] {
		if p != 0.25 {
			t.Errorf("of an item without an answer: %v", fitted.Posterior[3])
		}
	}
}

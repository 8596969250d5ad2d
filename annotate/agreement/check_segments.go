package agreement

import (
	"encoding/json"
	"fmt"
)

// The vectors of boundary similarity and WindowDiff.

// readReach returns how far a boundary may move, from the parameters of a vector.
func readReach(par json.RawMessage) (int, error) {
	var p struct {
		Reach      int    `json:"n_t"`
		Similarity string `json:"similarity"`
	}
	if err := read(par, &p); err != nil {
		return 0, err
	}
	if p.Reach == 0 {
		p.Reach = 2
	}
	if p.Reach < 1 || p.Reach > 1000 {
		return 0, fmt.Errorf("n_t %d: from 1 to 1000", p.Reach)
	}
	if p.Similarity != "" && p.Similarity != "B" {
		return 0, fmt.Errorf("similarity %q: only B is computed", p.Similarity)
	}
	return p.Reach, nil
}

func checkBoundary(input, par json.RawMessage) (any, error) {
	var in struct {
		MassesA []int   `json:"masses_a"`
		MassesB []int   `json:"masses_b"`
		SetsA   [][]int `json:"sets_a"`
		SetsB   [][]int `json:"sets_b"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	reach, err := readReach(par)
	if err != nil {
		return nil, err
	}
	a, b := BoundarySets(in.SetsA), BoundarySets(in.SetsB)
	if in.SetsA == nil && in.SetsB == nil {
		if a, err = Masses(in.MassesA); err != nil {
			return nil, err
		}
		if b, err = Masses(in.MassesB); err != nil {
			return nil, err
		}
	}
	if a.Places != b.Places {
		return nil, fmt.Errorf("one text has %d places and the other %d", a.Places, b.Places)
	}
	e := Compare(a, b, reach)
	return map[string]any{
		"B": e.B(), "S": e.S(), "matches": e.Matches, "additions": e.Additions, "substitutions": e.Substitutions,
		"transpositions": e.Transpositions, "weighted_edits": e.Weighted, "potential_boundaries": e.Potential,
	}, nil
}

func checkBoundaryMatrix(input, par json.RawMessage) (any, error) {
	var in struct {
		Hypotheses map[string][]int `json:"hypotheses"`
		References map[string][]int `json:"references"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	reach, err := readReach(par)
	if err != nil {
		return nil, err
	}
	got := map[string]map[string]any{}
	for _, h := range sortedKeys(in.Hypotheses) {
		a, err := Masses(in.Hypotheses[h])
		if err != nil {
			return nil, err
		}
		got[h] = map[string]any{}
		for _, r := range sortedKeys(in.References) {
			b, err := Masses(in.References[r])
			if err != nil {
				return nil, err
			}
			e := Compare(a, b, reach)
			got[h][r] = map[string]float64{"B": e.B(), "S": e.S()}
		}
	}
	return got, nil
}

func checkBoundaryAgreement(input, par json.RawMessage) (any, error) {
	var in map[string]map[string][]int // by text and coder
	if err := read(input, &in); err != nil {
		return nil, err
	}
	reach, err := readReach(par)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, text := range in {
		for name := range text {
			names[name] = true
		}
	}
	c := Cuts{Coders: sortedKeys(names)}
	if len(in)*len(c.Coders) > mostCells {
		return nil, fmt.Errorf("%d texts and %d coders: too many", len(in), len(c.Coders))
	}
	for _, id := range sortedKeys(in) {
		text := make([]*Segmentation, len(c.Coders))
		for i, name := range c.Coders {
			if masses, ok := in[id][name]; ok {
				s, err := Masses(masses)
				if err != nil {
					return nil, err
				}
				text[i] = &s
			}
		}
		c.Texts = append(c.Texts, text)
	}
	pi, kappa := BoundaryPi(c, reach).Figure(), BoundaryKappa(c, reach).Figure()
	return map[string]any{
		"observed": pi.Observed, "pi_expected": pi.Expected, "pi": pi.Value, "kappa_expected": kappa.Expected, "kappa": kappa.Value, "status": pi.Status,
	}, nil
}

func checkWindowDiff(input, par json.RawMessage) (any, error) {
	var in struct {
		Segmentations []string `json:"segmentations"` // a character a place, 1 for a boundary
		Pairs         [][2]int `json:"pairs"`
	}
	var p struct {
		K int `json:"k"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	all := make([]Segmentation, len(in.Segmentations))
	for i, text := range in.Segmentations {
		all[i].Places = len(text)
		for place := range len(text) {
			if text[place] == '1' {
				all[i].At = append(all[i].At, Boundary{place, []int{1}})
			}
		}
	}
	got := make([]Number, len(in.Pairs))
	for i, pair := range in.Pairs {
		if min(pair[0], pair[1]) < 0 || max(pair[0], pair[1]) >= len(all) {
			return nil, fmt.Errorf("pair %d: there are %d segmentations", i+1, len(all))
		}
		k := p.K
		if k == 0 {
			k = HalfMeanSegment(all[pair[0]])
		}
		got[i] = WindowDiff(all[pair[0]], all[pair[1]], k)
	}
	return got, nil
}

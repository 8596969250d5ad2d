package agreement

import (
	"encoding/json"
	"fmt"
)

// The vectors of coding measures. Each checker computes whatever a vector of its measure may ask for.

func checkTable(input, par json.RawMessage) (any, error) {
	x, err := readTable(input)
	if err != nil {
		return nil, err
	}
	_, w, err := readParams(par)
	if err != nil {
		return nil, err
	}
	c := x.Counts()
	ac := AC1(c, w).Figure()
	kappa := Cohen(x, w).Figure()
	return map[string]any{
		"observed": Percent(c, w).Figure().Value, "cohen_kappa": kappa.Value, "scott_pi": Scott(x, w).Figure().Value,
		"brennan_prediger": BrennanPrediger(c, w).Figure().Value, "gwet_ac1": ac.Value, "gwet_ac2": ac.Value,
		"krippendorff_alpha": AlphaWeighted(c, w).Figure().Value, "kappa_max": CohenMax(x).Value, "status": kappa.Status,
	}, nil
}

func checkCustomDistance(input, _ json.RawMessage) (any, error) {
	x, err := readTable(input)
	if err != nil {
		return nil, err
	}
	var in struct {
		Distance [][]float64 `json:"distance"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if len(in.Distance) != len(x.Categories) {
		return nil, fmt.Errorf("distance: %d rows for %d categories", len(in.Distance), len(x.Categories))
	}
	most := 0.0
	for _, row := range in.Distance {
		for _, d := range row {
			most = max(most, d)
		}
	}
	if most == 0 {
		most = 1
	}
	near := make([][]float64, len(in.Distance))
	for k, row := range in.Distance {
		for _, d := range row {
			near[k] = append(near[k], 1-d/most)
		}
	}
	w, err := Custom(near)
	if err != nil {
		return nil, err
	}
	kappa, alpha := Cohen(x, w).Figure(), AlphaWeighted(x.Counts(), w).Figure()
	return map[string]any{
		"weighted_kappa": kappa.Value, "weighted_kappa_do": scaled(kappa.Observed, -most, most), "weighted_kappa_de": scaled(kappa.Expected, -most, most),
		"alpha": alpha.Value, "alpha_do": scaled(alpha.Observed, most, 0), "alpha_de": scaled(alpha.Expected, most, 0),
	}, nil
}

// scaled returns n·by + plus.
func scaled(n Number, by, plus float64) Number {
	if !n.there {
		return n
	}
	return Of(n.is*by + plus)
}

func checkCohenInference(input, par json.RawMessage) (any, error) {
	x, err := readTable(input)
	if err != nil {
		return nil, err
	}
	p, w, err := readParams(par)
	if err != nil {
		return nil, err
	}
	f := Cohen(x, w).Figure()
	se0, z := CohenTest(x, w)
	return map[string]any{
		"kappa": f.Value, "ase": f.SE, "ci": p.interval(f, false), "ase0": se0, "z": z, "status": f.Status,
	}, nil
}

func checkCohenWeights(input, _ json.RawMessage) (any, error) {
	x, err := readTable(input)
	if err != nil {
		return nil, err
	}
	got := map[string]any{}
	for _, name := range []Weighting{Identity, Linear, Quadratic, ByRank, Radical, ByRatio} {
		got[string(name)] = Cohen(x, Weights{Name: name}).Figure().Value
	}
	return got, nil
}

func readRatingsInput(input json.RawMessage) (*Items, error) {
	var in struct {
		Ratings    [][]any `json:"ratings"`
		Categories []any   `json:"categories"`
		Declared   []any   `json:"declared_categories"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if in.Categories == nil {
		in.Categories = in.Declared
	}
	return readRatings(in.Ratings, in.Categories)
}

func checkRaw(input, par json.RawMessage) (any, error) {
	x, err := readRatingsInput(input)
	if err != nil {
		return nil, err
	}
	p, w, err := readParams(par)
	if err != nil {
		return nil, err
	}
	one := func(f Figure) map[string]any {
		return map[string]any{
			"value": f.Value, "pe": f.Expected, "se": f.SE, "ci": p.interval(f, true), "status": f.Status,
		}
	}
	c := x.Counts()
	percent, alpha := Percent(c, w).Figure(), AlphaWeighted(c, w).Figure()
	// α's expected agreement as Gwet writes it, with replacement.
	n := float64(alpha.Pairable)
	if n > 0 {
		alpha.Expected = scaled(alpha.Expected, -(n-1)/n, 1)
	}
	return map[string]any{
		"observed": percent.Value, "percent": one(percent), "fleiss": one(Fleiss(c, w).Figure()), "conger": one(Conger(x, w).Figure()),
		"gwet": one(AC1(c, w).Figure()), "bp": one(BrennanPrediger(c, w).Figure()), "alpha": one(alpha),
	}, nil
}

func checkFamily(input, par json.RawMessage) (any, error) {
	x, err := readRatingsInput(input)
	if err != nil {
		return nil, err
	}
	_, w, err := readParams(par)
	if err != nil {
		return nil, err
	}
	return family(x, w), nil
}

// family computes everything that can be said of a table of ratings.
func family(x *Items, w Weights) map[string]any {
	c := x.Counts()
	conger, alpha := Conger(x, w).Figure().Value, AlphaWeighted(c, w).Figure()
	bp, ac := BrennanPrediger(c, w).Figure().Value, AC1(c, w).Figure().Value
	percent := Percent(c, w).Figure()
	return map[string]any{
		"observed": percent.Value, "percent": percent.Value, "fleiss": Fleiss(c, w).Figure().Value,
		"randolph": bp, "brennan_prediger": bp, "gwet": ac, "gwet_ac1": ac,
		"conger": conger, "conger_hubert": conger, "davies_fleiss": conger, "hubert": conger, "light": Light(x, w).Figure().Value,
		"cohen_kappa": Cohen(x, w).Figure().Value, "scott_pi": Scott(x, w).Figure().Value, "alpha": alpha.Value, "status": alpha.Status,
	}
}

func checkFleiss(input, _ json.RawMessage) (any, error) {
	var in struct {
		Counts     [][]float64 `json:"counts"`
		Categories []any       `json:"categories"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	c, err := readCounts(in.Counts, len(in.Categories))
	if err != nil {
		return nil, err
	}
	f := Fleiss(c, Weights{}).Figure()
	if f.Parts == nil {
		f.Parts = fleissParts(c)
	}
	se0, z := FleissTest(c)
	items, parts := make([]Number, c.Len()), make([]Number, len(f.Parts))
	for i := range items {
		category, n := c.row(i)
		if apart, r := apartness(gaps{q: len(c.Categories)}, category, n); r >= 2 {
			items[i] = Of(1 - apart)
		}
	}
	for k, p := range f.Parts {
		parts[k] = p.Value
	}
	return map[string]any{
		"po": f.Observed, "pe": f.Expected, "kappa": f.Value, "se0": se0, "z": z, "per_category": parts, "per_item": items, "status": f.Status,
	}, nil
}

func checkRandolph(input, par json.RawMessage) (any, error) {
	var in struct {
		Counts [][]float64 `json:"counts"`
	}
	var p struct {
		Declared int `json:"categories_declared"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	c, err := readCounts(in.Counts, p.Declared)
	if err != nil {
		return nil, err
	}
	f := Fleiss(c, Weights{}).Figure()
	return map[string]any{"po": f.Observed, "fleiss": f.Value, "randolph": BrennanPrediger(c, Weights{}).Figure().Value}, nil
}

func checkAttribute(input, _ json.RawMessage) (any, error) {
	var in struct {
		Pairs [][2]any `json:"matched_pairs"` // the values of an attribute on two spans that were matched; null is not set
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	rows := make([][]any, len(in.Pairs))
	both, alike := 0, 0
	for i, pair := range in.Pairs {
		rows[i] = pair[:]
		if (pair[0] == nil) == (pair[1] == nil) {
			alike++
		}
		if pair[0] != nil && pair[1] != nil {
			both++
		}
	}
	x, err := readRatings(rows, nil)
	if err != nil {
		return nil, err
	}
	presence := Number{}
	if len(rows) > 0 {
		presence = Of(float64(alike) / float64(len(rows)))
	}
	kappa := Cohen(x, Weights{}).Figure()
	return map[string]any{
		"n_matched": len(rows), "n_both_set": both, "observed": kappa.Observed, "cohen_kappa": kappa.Value, "presence_observed": presence,
		"alpha": Alpha(x.Counts(), Nominal).Figure().Value, "gwet_ac1": AC1(x.Counts(), Weights{}).Figure().Value, "status": kappa.Status,
	}, nil
}

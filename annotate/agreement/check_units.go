package agreement

import (
	"encoding/json"
	"fmt"

	"galley/annotate/agreement/unitizing"
)

// The vectors of unitizing.

// A vectorUnit is written [start, end, value], in older vectors [offset, length, value].
type vectorUnit struct {
	a, b  int
	value string
}

func (u *vectorUnit) UnmarshalJSON(data []byte) error {
	var raw []any
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	if len(raw) == 3 {
		a, ok1 := raw[0].(float64)
		b, ok2 := raw[1].(float64)
		value, ok3 := raw[2].(string)
		if ok1 && ok2 && ok3 && a == float64(int(a)) && b == float64(int(b)) && a >= 0 && b >= 0 && a <= mostCount && b <= mostCount {
			*u = vectorUnit{int(a), int(b), value}
			return nil
		}
	}
	return fmt.Errorf("unit %s: say [start, end, value], whole numbers up to %d", data, mostCount)
}

type vectorText struct {
	Begin  int            `json:"begin"`
	Length int            `json:"length"`
	Units  [][]vectorUnit `json:"units"`
}

func (t vectorText) continuum(older bool) (unitizing.Continuum, error) {
	if t.Begin < 0 || t.Length < 0 || t.Begin > mostCount || t.Length > mostCount {
		return unitizing.Continuum{}, fmt.Errorf("begin %d, length %d: from 0 to %d", t.Begin, t.Length, mostCount)
	}
	c := unitizing.Continuum{Start: t.Begin, End: t.Begin + t.Length}
	for _, units := range t.Units {
		own := []unitizing.Unit{}
		for _, u := range units {
			end := u.b
			if older {
				end += u.a
			}
			own = append(own, unitizing.Unit{Start: u.a, End: end, Value: u.value})
		}
		c.Coders = append(c.Coders, own)
	}
	return c, nil
}

func orWhy(value float64, why unitizing.Why) Number {
	if why != "" {
		return Number{}
	}
	return Of(value)
}

func checkUnitizing(input, _ json.RawMessage) (any, error) {
	var in struct {
		vectorText
		Documents []vectorText `json:"documents"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if in.Documents == nil {
		in.Documents = []vectorText{in.vectorText}
	}
	var sums unitizing.Sums
	for i, d := range in.Documents {
		c, err := d.continuum(false)
		if err != nil {
			return nil, err
		}
		s, err := unitizing.Of(c)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", i+1, err)
		}
		sums = sums.Plus(s)
	}
	return unitizingFigures(sums), nil
}

func unitizingFigures(sums unitizing.Sums) map[string]any {
	t := sums.Table()
	values := append([]string{"(gap)"}, t.Values[1:]...)
	of := map[string]any{}
	for _, v := range t.Values[1:] {
		alpha, coverage, why := sums.Value(v)
		of[v] = map[string]any{"alpha": orWhy(alpha, why), "coverage": coverage}
	}
	_, why := sums.Alpha()
	status := OK
	switch why {
	case unitizing.FewCoders:
		status = FewCoders
	case unitizing.NothingDone:
		status = NothingDone
	case unitizing.NoVariation:
		status = NoVariation
	}
	return map[string]any{
		"u_alpha_nominal": orWhy(sums.Alpha()), "u_alpha_binary": orWhy(sums.Binary()), "cu_alpha_nominal": orWhy(sums.Values()),
		"ku": of, "values": values, "observed": t.Observed, "expected_matrix": t.Expected, "status": status,
	}
}

func checkOlderUnitizing(input, _ json.RawMessage) (any, error) {
	var in vectorText
	if err := read(input, &in); err != nil {
		return nil, err
	}
	c, err := in.continuum(true)
	if err != nil {
		return nil, err
	}
	all, of, err := unitizing.AlphaU(c)
	if err != nil {
		return nil, err
	}
	per := map[string]any{}
	for value, x := range of {
		per[value] = older(x)
	}
	return map[string]any{"overall": older(all), "per_category": per}, nil
}

func older(x unitizing.Older) map[string]any {
	return map[string]any{"do": x.Observed, "de": x.Expected, "alpha": orWhy(x.Alpha, x.Why)}
}

// checkEdgeUnits computes an edge case of unitizing. Where nobody marked anything γ has no value either.
func checkEdgeUnits(input, _ json.RawMessage) (any, error) {
	var in vectorText
	if err := read(input, &in); err != nil {
		return nil, err
	}
	c, err := in.continuum(false)
	if err != nil {
		return nil, err
	}
	sums, err := unitizing.Of(c)
	if err != nil {
		return nil, err
	}
	all, _, err := unitizing.AlphaU(c)
	if err != nil {
		return nil, err
	}
	got := unitizingFigures(sums)
	got["alphaU"] = orWhy(all.Alpha, all.Why)
	if all.Why == unitizing.NothingDone {
		got["gamma"] = Number{}
	}
	return got, nil
}

package agreement

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The vectors of Krippendorff's α and of the bootstrap, which they show on it.

func readCodersByUnits(input json.RawMessage) (*Items, error) {
	var in struct {
		Rows     [][]any `json:"coders_by_units"`
		Declared []any   `json:"categories"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	items, err := transpose(in.Rows)
	if err != nil {
		return nil, err
	}
	x, err := readRatings(items, in.Declared)
	if err == nil && len(x.Coders) == 0 {
		x.Coders = numbered(len(in.Rows))
	}
	return x, err
}

func checkAlpha(input, par json.RawMessage) (any, error) {
	x, err := readCodersByUnits(input)
	if err != nil {
		return nil, err
	}
	p, _, err := readParams(par)
	if err != nil {
		return nil, err
	}
	if p.Levels == nil {
		p.Levels = []Level{Nominal, Ordinal, Metric, Proportional}
	}
	c, got := x.Counts(), map[string]any{}
	for _, l := range p.Levels {
		f := Alpha(c, l).Figure()
		got[string(l)] = alphaOf(f)
		got["pairable"], got["status"] = f.Pairable, f.Status
	}
	return got, nil
}

func alphaOf(f Figure) map[string]any {
	return map[string]any{"alpha": f.Value, "do": f.Observed, "de": f.Expected, "status": f.Status}
}

func checkCoincidence(input, _ json.RawMessage) (any, error) {
	x, err := readCodersByUnits(input)
	if err != nil {
		return nil, err
	}
	values, met, n := Coincidences(x.Counts())
	names := make([]any, len(values))
	for i, k := range values {
		names[i] = x.Categories[k]
		if number, err := strconv.ParseFloat(x.Categories[k], 64); err == nil && x.Scores != nil {
			names[i] = number
		}
	}
	return map[string]any{"values": names, "coincidence": met, "marginals": n}, nil
}

func checkAlphaParts(input, _ json.RawMessage) (any, error) {
	x, err := readCodersByUnits(input)
	if err != nil {
		return nil, err
	}
	got := map[string]any{}
	for _, p := range alphaParts(x.Counts()) {
		got[p.Label] = p.Value
	}
	return got, nil
}

func checkAlphaSets(input, _ json.RawMessage) (any, error) {
	var in struct {
		Units [][]*[]any `json:"units"` // null is a missing rating, [] an empty set
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	var s Scale
	places := map[string]int32{}
	coders := 0
	if len(in.Units) > 0 {
		coders = len(in.Units[0])
	}
	rows := make([][]int32, len(in.Units))
	for i, unit := range in.Units {
		if len(unit) != coders {
			return nil, fmt.Errorf("unit %d has %d ratings, not %d", i+1, len(unit), coders)
		}
		for _, rating := range unit {
			if rating == nil {
				rows[i] = append(rows[i], Missing)
				continue
			}
			set, err := readSet(*rating)
			if err != nil {
				return nil, err
			}
			key, _ := json.Marshal(set)
			k, known := places[string(key)]
			if !known {
				k = int32(len(s.Sets))
				places[string(key)] = k
				s.Sets, s.Categories = append(s.Sets, set), append(s.Categories, strings.Join(set, " + "))
			}
			rows[i] = append(rows[i], k)
		}
	}
	x := NewItems(s, numbered(coders))
	for i, row := range rows {
		x.Add(i, row...)
	}
	got := map[string]any{}
	for _, l := range Levels() {
		if l.OfSets() {
			got[string(l)] = alphaOf(Alpha(x.Counts(), l).Figure())
		}
	}
	return got, nil
}

// readSet returns the members of a set as text, sorted, each once.
func readSet(members []any) ([]string, error) {
	set := []string{}
	for _, v := range members {
		name, there, err := category(v)
		if err != nil {
			return nil, err
		}
		if there {
			set = append(set, name)
		}
	}
	slices.Sort(set)
	return slices.Compact(set), nil
}

func checkSetDistance(input, _ json.RawMessage) (any, error) {
	var in struct {
		Pairs [][2][]any `json:"pairs"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	got := make([]any, len(in.Pairs))
	for i, pair := range in.Pairs {
		a, err := readSet(pair[0])
		if err != nil {
			return nil, err
		}
		b, err := readSet(pair[1])
		if err != nil {
			return nil, err
		}
		one := map[string]float64{}
		for _, l := range Levels() {
			if l.OfSets() {
				one[string(l)] = SetDistance(l, a, b)
			}
		}
		got[i] = one
	}
	return got, nil
}

func readBootstrap(input, par json.RawMessage) (s Sample, resamples [][]int, conf float64, err error) {
	var p struct {
		Statistic string  `json:"statistic"`
		Conf      float64 `json:"conf"`
	}
	if err := read(par, &p); err != nil {
		return s, nil, 0, err
	}
	if p.Conf == 0 {
		p.Conf = level
	}
	if !(p.Conf > 0 && p.Conf < 1) {
		return s, nil, 0, fmt.Errorf("conf %v: a share between 0 and 1", p.Conf)
	}
	l := Level(strings.TrimPrefix(p.Statistic, "krippendorff alpha "))
	if p.Statistic == "" {
		l = Nominal
	}
	if !slices.Contains(Levels(), l) || l.OfSets() {
		return s, nil, 0, fmt.Errorf("statistic %q: krippendorff alpha nominal, ordinal, interval or ratio", p.Statistic)
	}
	var in struct {
		Units     [][]any `json:"units"`
		Resamples [][]int `json:"resamples"`
	}
	if err := read(input, &in); err != nil {
		return s, nil, 0, err
	}
	c, err := readUnits(in.Units)
	if err != nil {
		return s, nil, 0, err
	}
	if len(in.Resamples)*len(in.Units) > mostCells {
		return s, nil, 0, fmt.Errorf("%d resamples of %d units: too many", len(in.Resamples), len(in.Units))
	}
	for r, list := range in.Resamples {
		for _, u := range list {
			if u < 0 || u >= len(in.Units) {
				return s, nil, 0, fmt.Errorf("resample %d: there is no unit %d", r+1, u)
			}
		}
	}
	return Alpha(c, l), in.Resamples, p.Conf, nil
}

// mostCells bounds a table that a vector asks for.
const mostCells = 50_000_000

func checkBootstrap(input, par json.RawMessage) (any, error) {
	s, resamples, conf, err := readBootstrap(input, par)
	if err != nil {
		return nil, err
	}
	replicates := s.Replicates(DrawsOf(s.Documents(), resamples))
	values := defined(replicates)
	got := map[string]any{"replicates": replicates, "undefined": len(replicates) - len(values), "ci": nil, "mean": nil, "se_ddof1": nil}
	if n := float64(len(values)); n > 0 {
		slices.Sort(values)
		mean, squares := total(values)/n, 0.0
		for _, v := range values {
			squares += (v - mean) * (v - mean)
		}
		got["ci"] = []float64{Quantile(values, (1-conf)/2), Quantile(values, 1-(1-conf)/2)}
		got["mean"] = mean
		if n > 1 {
			got["se_ddof1"] = Of(root(squares / (n - 1)))
		}
	}
	return got, nil
}

func checkJackknife(input, par json.RawMessage) (any, error) {
	s, _, _, err := readBootstrap(input, par)
	if err != nil {
		return nil, err
	}
	without := s.LeaveOneOut()
	return map[string]any{"estimate": s.Figure().Value, "leave_one_out": without, "se": JackknifeError(without)}, nil
}

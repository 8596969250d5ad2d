package agreement

import (
	"encoding/json"
	"fmt"

	"galley/annotate/agreement/gamma"
)

// The vectors of γ.

// A drawn figure is one that luck has a part in: vectors give a band for it.
type drawn struct {
	Drawn float64 `json:"drawn"`
}

func checkPositional(input, par json.RawMessage) (any, error) {
	var in struct {
		Pairs [][2][]any `json:"pairs"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	o, labels, err := readGamma(input, par)
	if err != nil {
		return nil, err
	}
	got := make([]float64, len(in.Pairs))
	for i, pair := range in.Pairs {
		u, err := readMark(pair[0], &labels)
		if err != nil {
			return nil, err
		}
		v, err := readMark(pair[1], &labels)
		if err != nil {
			return nil, err
		}
		got[i] = o.ApartInPlace(u, v)
	}
	return got, nil
}

func checkPositionalMatrix(input, par json.RawMessage) (any, error) {
	return apartMatrix(input, par, gamma.Options.ApartInPlace)
}

func checkCombinedMatrix(input, par json.RawMessage) (any, error) {
	return apartMatrix(input, par, gamma.Options.Apart)
}

func apartMatrix(input, par json.RawMessage, apart func(o gamma.Options, u, v gamma.Unit) float64) (any, error) {
	var in struct {
		Rows [][]any `json:"rows"`
		Cols [][]any `json:"cols"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	o, labels, err := readGamma(input, par)
	if err != nil {
		return nil, err
	}
	if len(in.Rows)*len(in.Cols) > mostGamma {
		return nil, fmt.Errorf("%d × %d units: too many", len(in.Rows), len(in.Cols))
	}
	c, err := readMarks(map[string][][]any{"1": in.Rows, "2": in.Cols}, &labels)
	if err != nil {
		return nil, err
	}
	if err := c.Check(o); err != nil {
		return nil, err
	}
	got := make([][]float64, len(c[0]))
	for i, u := range c[0] {
		for _, v := range c[1] {
			got[i] = append(got[i], apart(o, u, v))
		}
	}
	return got, nil
}

func checkTuple(input, par json.RawMessage) (any, error) {
	var in struct {
		Tuple [][]any `json:"tuple"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	costs, mean, err := tupleCosts(input, par, [][][]any{in.Tuple})
	if err != nil {
		return nil, err
	}
	return map[string]float64{"unitary_disorder": costs[0], "as_one_tuple_alignment": costs[0] / mean}, nil
}

func checkGivenAlignment(input, par json.RawMessage) (any, error) {
	var in struct {
		Alignment [][][]any `json:"alignment"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	costs, mean, err := tupleCosts(input, par, in.Alignment)
	if err != nil {
		return nil, err
	}
	return map[string]any{"disorder": total(costs) / mean, "unitary": costs, "mean_units_per_annotator": mean}, nil
}

func tupleCosts(input, par json.RawMessage, tuples [][][]any) (costs []float64, mean float64, err error) {
	o, labels, err := readGamma(input, par)
	if err != nil {
		return nil, 0, err
	}
	read, units, err := readTuples(tuples, &labels, o)
	if err != nil {
		return nil, 0, err
	}
	if units == 0 {
		return nil, 0, fmt.Errorf("an alignment without units")
	}
	for _, tuple := range read {
		costs = append(costs, o.TupleCost(tuple))
	}
	return costs, float64(units) / float64(len(read[0])), nil
}

func checkAlignment(input, par json.RawMessage) (any, error) {
	c, o, labels, err := readContinuum(input, par)
	if err != nil {
		return nil, err
	}
	if len(c) < 2 {
		return noGamma(c), nil
	}
	a, err := gamma.Align(c, o)
	if err != nil {
		return nil, err
	}
	got := map[string]any{"disorder": nil, "unitary_alignments": len(a.Tuples), "optimal_alignments": nil, "exact": a.Exact(), "status": gammaStatus(c)}
	if d, ok := a.Disorder(); ok {
		got["disorder"] = d
	}
	if n, ok := gamma.Ties(c, o); ok {
		got["optimal_alignments"] = n
	}
	for name, empty := range map[string]bool{"paper": false, "pygamma": true} {
		o.WithEmpty = empty
		by := map[string]any{}
		for i, f := range a.Labels(c, o, len(labels)) {
			if i == 0 {
				got["gamma_cat_disorder_"+name] = Number{}
				if f.Weight > 0 {
					got["gamma_cat_disorder_"+name] = Of(f.Sum / f.Weight)
				}
				continue
			}
			by[labels[i-1]] = Number{}
			if f.Weight > 0 {
				by[labels[i-1]] = Of(f.Sum / f.Weight)
			}
		}
		got["gamma_k_disorder_"+name] = by
	}
	return got, nil
}

// checkGenerated aligns units that a generator makes, so that the file need not hold them.
func checkGenerated(input, par json.RawMessage) (any, error) {
	var in struct {
		Generator struct {
			Start uint64 `json:"x0"`
		} `json:"generator"`
		Annotators int     `json:"annotators"`
		Units      int     `json:"units"`
		First      [][]any `json:"first_units"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if in.Annotators < 2 || in.Annotators > 10 || in.Units < 1 || in.Units > mostGamma/in.Annotators {
		return nil, fmt.Errorf("%d annotators of %d units: from 2 to 10, and up to %d units in all", in.Annotators, in.Units, mostGamma)
	}
	x := in.Generator.Start
	r := func(m uint64) int {
		x = (1103515245*(x&(1<<31-1)) + 12345) & (1<<31 - 1)
		return int((x >> 16) % m)
	}
	c := make(gamma.Continuum, in.Annotators)
	for a := range c {
		for i := range in.Units {
			start := 40*i + r(12)
			end := start + 8 + r(20)
			label := i % 4
			if r(5) == 0 {
				label = r(4)
			}
			c[a] = append(c[a], gamma.Unit{From: float64(start), To: float64(end), Label: int32(label)})
		}
	}
	labels := []string{"A", "B", "C", "D"}
	for i, mark := range in.First {
		u, err := readMark(mark, &labels)
		if err != nil {
			return nil, err
		}
		if i >= in.Units || c[0][i] != u {
			return nil, fmt.Errorf("first_units: unit %d is made otherwise here", i+1)
		}
	}
	o, _, err := readGamma(nil, par)
	if err != nil {
		return nil, err
	}
	got := map[string]any{}
	for name, alpha := range map[string]float64{"alpha1": 1, "alpha3": 3} {
		o.Position = alpha
		a, err := gamma.Align(c, o)
		if err != nil {
			return nil, err
		}
		got[name], _ = a.Disorder()
	}
	return got, nil
}

// checkPerfect computes γ without samples, which is known where all marked the same, and not else.
func checkPerfect(input, par json.RawMessage) (any, error) {
	c, o, _, err := readContinuum(input, par)
	if err != nil {
		return nil, err
	}
	if len(c) < 2 {
		return noGamma(c), nil
	}
	d, _, err := gamma.Replay(c, nil, o)
	if err != nil {
		return nil, err
	}
	got := map[string]any{"observed_disorder": nil, "gamma": nil, "samples_needed": 0, "status": gammaStatus(c)}
	if f := gamma.Over([]gamma.Document{d}); f.Defined {
		got["observed_disorder"], got["gamma"] = f.Observed, f.Value
	} else if d.Units > 0 {
		got["observed_disorder"], got["samples_needed"] = d.Observed/d.Mean, 30
	}
	return got, nil
}

// gammaStatus says why a continuum has no γ, or that it has one.
func gammaStatus(c gamma.Continuum) Status {
	switch {
	case len(c) < 2:
		return FewCoders
	case c.Units() == 0:
		return NothingDone
	}
	return OK
}

// noGamma is everything that vectors of γ ask for, where there are no two annotators to compare.
func noGamma(c gamma.Continuum) map[string]any {
	got := map[string]any{"status": gammaStatus(c), "samples_needed": 0}
	for _, name := range []string{"gamma", "gamma_cat", "gamma_k", "disorder", "observed_disorder", "expected_disorder", "optimal_alignments",
		"gamma_cat_disorder_paper", "gamma_cat_disorder_pygamma", "gamma_k_disorder_paper", "gamma_k_disorder_pygamma"} {
		got[name] = nil
	}
	return got
}

func checkReplay(input, par json.RawMessage) (any, error) {
	c, o, labels, err := readContinuum(input, par)
	if err != nil {
		return nil, err
	}
	var in struct {
		Samples []map[string][][]any `json:"samples"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	var samples []gamma.Continuum
	units := 0
	for _, by := range in.Samples {
		s, err := readMarks(by, &labels)
		if err != nil {
			return nil, err
		}
		if units += s.Units(); units > mostGamma {
			return nil, fmt.Errorf("samples of more than %d units", mostGamma)
		}
		samples = append(samples, s)
	}
	if len(c) < 2 {
		return noGamma(c), nil
	}
	d, disorders, err := gamma.Replay(c, samples, o)
	if err != nil {
		return nil, err
	}
	f := gamma.Over([]gamma.Document{d})
	got := map[string]any{"observed_disorder": nil, "sample_disorders": disorders, "expected_disorder": nil, "gamma": nil, "status": gammaStatus(c)}
	cat := gamma.LabelsOver([]gamma.Document{d}, -1)
	got["gamma_cat"], got["gamma_k"] = orNull(cat.Value, cat.Defined), map[string]any{}
	for k, name := range labels {
		f := gamma.LabelsOver([]gamma.Document{d}, int32(k))
		got["gamma_k"].(map[string]any)[name] = orNull(f.Value, f.Defined)
	}
	if f.Defined {
		got["observed_disorder"], got["expected_disorder"], got["gamma"] = f.Observed, f.Expected, f.Value
	}
	return got, nil
}

func checkBand(input, par json.RawMessage) (any, error) {
	c, o, labels, err := readContinuum(input, par)
	if err != nil {
		return nil, err
	}
	if len(c) < 2 || c.Units() == 0 {
		return noGamma(c), nil
	}
	d, err := gamma.Compare(c, o, 0)
	if err != nil {
		return nil, err
	}
	all := []gamma.Document{d}
	got := map[string]any{}
	put := func(into map[string]any, name string, f gamma.Figure, value float64) {
		if f.Defined {
			into[name] = drawn{value}
		}
	}
	f, cat := gamma.Over(all), gamma.LabelsOver(all, -1)
	put(got, "gamma", f, f.Value)
	put(got, "expected_disorder", f, f.Expected)
	put(got, "gamma_cat", cat, cat.Value)
	by := map[string]any{}
	for k, name := range labels {
		f := gamma.LabelsOver(all, int32(k))
		put(by, name, f, f.Value)
		put(got, "gamma_k"+name, f, f.Value)
	}
	got["gamma_k"] = by
	return got, nil
}

func checkStatistics(input, par json.RawMessage) (any, error) {
	c, o, labels, err := readContinuum(input, par)
	if err != nil {
		return nil, err
	}
	if err := c.Check(o); err != nil {
		return nil, err
	}
	s := gamma.StatisticsOf(c)
	names := []string{}
	for _, l := range s.Labels {
		if int(l) < len(labels) {
			names = append(names, labels[l])
		}
	}
	return map[string]any{
		"avg_gap": s.Gap.Mean, "std_gap": s.Gap.Deviation, "avg_n": s.Count.Mean, "std_n": s.Count.Deviation,
		"avg_dur": s.Length.Mean, "std_dur": s.Length.Deviation, "cats": names, "weights": s.Shares,
	}, nil
}

func checkSampling(input, par json.RawMessage) (any, error) {
	var in struct {
		First []float64 `json:"first_batch"`
		Rest  float64   `json:"rest"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	o, _, err := readGamma(nil, par)
	if err != nil {
		return nil, err
	}
	if len(in.First) == 0 {
		return nil, fmt.Errorf("no first batch")
	}
	n := gamma.Required(in.First, o.Precision)
	got := map[string]any{"required_samples": n}
	got["expected_disorder"] = Of((total(in.First) + in.Rest*float64(n-len(in.First))) / float64(n))
	return got, nil
}

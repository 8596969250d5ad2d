package agreement

import (
	"encoding/json"
	"fmt"
	"maps"
)

// An edge is an edge case by a field that its input has, and the checkers that compute it.
type edge struct {
	field string
	run   []checker
}

// edges are the forms that the input of an edge case may have. The first that fits is taken.
func edges() []edge {
	return []edge{
		{"ratings", []checker{checkEdgeRatings}},
		{"continuum", []checker{checkPerfect}},
		{"table", []checker{checkTable, checkCohenInference}},
		{"counts", []checker{checkRandolph, checkFleiss}},
		{"coders_by_units", []checker{checkAlpha, checkEdgeAlpha}},
		{"masses_a", []checker{checkBoundary}},
		{"sets_a", []checker{checkBoundary}},
		{"segmentations", []checker{checkWindowDiff}},
		{"gold", []checker{checkMUC, checkExactMacro}},
		{"spans_a", []checker{checkRelations}},
		{"a", []checker{checkRelaxed, checkDirectional}},
		{"matched_pairs", []checker{checkAttribute}},
		{"patients_by_observer", []checker{checkDawidSkene}},
		{"answers_task_worker_label", []checker{checkMACE, checkDawidSkene}},
	}
}

// checkEdge computes an edge case of any measure, told by the form of its input.
func checkEdge(input, par json.RawMessage) (any, error) {
	var has map[string]json.RawMessage
	if err := read(input, &has); err != nil {
		return nil, err
	}
	run := []checker{checkEdgeUnits}
	if _, ok := has["documents"]; ok {
		run = []checker{checkEdgeDocuments}
	}
	for _, e := range edges() {
		if _, ok := has[e.field]; ok {
			run = e.run
			break
		}
	}
	got := map[string]any{}
	for _, one := range run {
		part, err := one(input, par)
		if err != nil {
			return nil, err
		}
		named, ok := part.(map[string]any)
		if !ok {
			return part, nil
		}
		maps.Copy(got, named)
	}
	return got, nil
}

func checkEdgeRatings(input, par json.RawMessage) (any, error) {
	var in struct {
		Ratings    [][]any `json:"ratings"`
		Categories []any   `json:"categories"`
	}
	var p struct {
		Declared []any `json:"declared_categories"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	if p.Declared == nil {
		p.Declared = in.Categories
	}
	_, w, err := readParams(par)
	if err != nil {
		return nil, err
	}
	x, err := readRatings(in.Ratings, p.Declared)
	if err != nil {
		return nil, err
	}
	got := family(x, w)
	if len(in.Ratings) == 0 { // nobody knows how many coders did nothing
		got["status"] = NothingDone
	}
	for _, l := range []Level{Nominal, Ordinal, Metric, Proportional} {
		got["alpha_"+string(l)] = Alpha(x.Counts(), l).Figure().Value
	}
	return got, nil
}

// checkEdgeAlpha gives nominal α the name that it has among ratings.
func checkEdgeAlpha(input, _ json.RawMessage) (any, error) {
	x, err := readCodersByUnits(input)
	if err != nil {
		return nil, err
	}
	f := Alpha(x.Counts(), Nominal).Figure()
	return map[string]any{"alpha": f.Value, "observed": Percent(x.Counts(), Weights{}).Figure().Value, "status": f.Status}, nil
}

// checkEdgeDocuments tells documents of units from documents of spans.
func checkEdgeDocuments(input, par json.RawMessage) (any, error) {
	var units struct {
		Documents []json.RawMessage `json:"documents"`
	}
	if json.Unmarshal(input, &units) == nil {
		return checkUnitizing(input, par)
	}
	got, err := checkExact(input, par)
	if named, ok := got.(map[string]any); ok && err == nil {
		named["f1"] = named["micro_f1"]
		named["status"] = OK
		if n, _ := named["n1"].(int); n == 0 && named["n2"] == 0 {
			named["status"] = NothingDone
		}
		return named, nil
	}
	return nil, fmt.Errorf("documents: %w", err)
}

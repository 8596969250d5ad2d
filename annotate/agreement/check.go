package agreement

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// A Vector is one case of a file of reference figures: an input, and what a measure comes to on it.
type Vector struct {
	ID        string          `json:"id"`
	Measure   string          `json:"measure"`
	Input     json.RawMessage `json:"input"`
	Params    json.RawMessage `json:"params"`
	Expected  json.RawMessage `json:"expected"`  // null wherever the measure is undefined
	Tolerance float64         `json:"tolerance"` // on every number of it, absolute
}

// A CheckReport is how a file of vectors was passed.
type CheckReport struct {
	Checks []Checked `json:"checks"` // in the order of the file
}

// A Checked is how one vector was passed.
type Checked struct {
	ID       string          `json:"id"`
	Measure  string          `json:"measure"`
	Passed   bool            `json:"passed"`
	Expected json.RawMessage `json:"expected"`
	Got      json.RawMessage `json:"got,omitempty"`     // of what was computed, what was asked for
	Problem  string          `json:"problem,omitempty"` // what differs first, or why nothing was computed
}

// Passed returns how many checks were passed.
func (r CheckReport) Passed() int {
	n := 0
	for _, c := range r.Checks {
		if c.Passed {
			n++
		}
	}
	return n
}

// Missed returns the checks that were not passed.
func (r CheckReport) Missed() []Checked {
	return slices.DeleteFunc(slices.Clone(r.Checks), func(c Checked) bool { return c.Passed })
}

// A checker computes all that a vector of its measure may ask for. It never changes what it is given.
type checker func(input, params json.RawMessage) (any, error)

// checkers are what computes the vectors of each measure: one line a measure.
func checkers() map[string]checker {
	return map[string]checker{
		"two-rater-table":                       checkTable,
		"custom-distance":                       checkCustomDistance,
		"cohen-kappa-inference":                 checkCohenInference,
		"cohen-kappa-weights":                   checkCohenWeights,
		"multi-rater-raw":                       checkRaw,
		"multi-rater-family":                    checkFamily,
		"fleiss-kappa":                          checkFleiss,
		"fleiss-randolph":                       checkRandolph,
		"krippendorff-alpha":                    checkAlpha,
		"krippendorff-alpha-coincidence":        checkCoincidence,
		"krippendorff-alpha-sets":               checkAlphaSets,
		"krippendorff-alpha-per-category":       checkAlphaParts,
		"attribute-agreement":                   checkAttribute,
		"set-distance":                          checkSetDistance,
		"boundary-similarity":                   checkBoundary,
		"boundary-similarity-matrix":            checkBoundaryMatrix,
		"boundary-agreement-pi":                 checkBoundaryAgreement,
		"windowdiff":                            checkWindowDiff,
		"dawid-skene":                           checkDawidSkene,
		"mace":                                  checkMACE,
		"bootstrap":                             checkBootstrap,
		"jackknife":                             checkJackknife,
		"edge-case":                             checkEdge,
		"span-f1-exact":                         checkExact,
		"span-f1-exact-macro":                   checkExactMacro,
		"span-f1-relaxed":                       checkRelaxed,
		"span-muc-semeval":                      checkMUC,
		"directional-agr":                       checkDirectional,
		"relation-f1":                           checkRelations,
		"unitizing-alpha-2016":                  checkUnitizing,
		"unitizing-alphaU-1995":                 checkOlderUnitizing,
		"gamma-positional-dissimilarity":        checkPositional,
		"gamma-positional-dissimilarity-matrix": checkPositionalMatrix,
		"gamma-combined-dissimilarity-matrix":   checkCombinedMatrix,
		"gamma-unitary-disorder":                checkTuple,
		"gamma-alignment-disorder":              checkGivenAlignment,
		"gamma-best-alignment":                  checkAlignment,
		"gamma-best-alignment-generated":        checkGenerated,
		"gamma-replay":                          checkReplay,
		"gamma-monte-carlo-band":                checkBand,
		"gamma-statistical-sampler-params":      checkStatistics,
		"gamma-sampling-rule":                   checkSampling,
	}
}

// checkLimit bounds a file of vectors, in bytes.
const checkLimit = 64 << 20

// Check reads a file of vectors, a JSON list, and computes every one of them. An error means that the file cannot be
// read; what is missed is in the report.
func Check(r io.Reader) (CheckReport, error) {
	data, err := io.ReadAll(io.LimitReader(r, checkLimit+1))
	if err != nil {
		return CheckReport{}, err
	}
	if len(data) > checkLimit {
		return CheckReport{}, fmt.Errorf("larger than %d MB, which is the most that is read: split it first", checkLimit>>20)
	}
	var vectors []Vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		return CheckReport{}, fmt.Errorf("not a list of vectors: %w", err)
	}
	inputs := map[string]json.RawMessage{}
	for _, v := range vectors {
		inputs[v.ID] = v.Input
	}
	report := CheckReport{Checks: make([]Checked, 0, len(vectors))}
	known := checkers()
	for _, v := range vectors {
		report.Checks = append(report.Checks, v.check(known, inputs))
	}
	return report, nil
}

func (v Vector) check(known map[string]checker, inputs map[string]json.RawMessage) Checked {
	c := Checked{ID: v.ID, Measure: v.Measure, Expected: v.Expected}
	run, ok := known[v.Measure]
	if !ok {
		c.Problem = fmt.Sprintf("no measure %q is computed here", v.Measure)
		return c
	}
	var ref struct {
		Ref string `json:"ref"`
	}
	input := v.Input
	if json.Unmarshal(input, &ref) == nil && ref.Ref != "" {
		if input, ok = inputs[ref.Ref]; !ok {
			c.Problem = fmt.Sprintf("its input is that of %q, which is not in the file", ref.Ref)
			return c
		}
		input = overlaid(input, v.Input)
	}
	got, err := run(input, v.Params)
	if err != nil {
		c.Problem = err.Error()
		return c
	}
	if c.Got, err = json.Marshal(got); err != nil {
		c.Problem = err.Error()
		return c
	}
	var want, have any
	if err := json.Unmarshal(v.Expected, &want); err != nil {
		c.Problem = "expected: " + err.Error()
		return c
	}
	if err := json.Unmarshal(c.Got, &have); err != nil {
		c.Problem = err.Error()
		return c
	}
	c.Problem = differs("", want, have, v.Tolerance)
	if asked, err := json.Marshal(askedFor(want, have)); err == nil {
		c.Got = asked
	}
	c.Passed = c.Problem == ""
	return c
}

// overlaid returns the input of another vector with what this one says otherwise.
func overlaid(input, own json.RawMessage) json.RawMessage {
	var under, over map[string]json.RawMessage
	if json.Unmarshal(input, &under) != nil || json.Unmarshal(own, &over) != nil || under == nil {
		return input
	}
	delete(over, "ref")
	if len(over) == 0 {
		return input
	}
	maps.Copy(under, over)
	both, err := json.Marshal(under)
	if err != nil {
		return input
	}
	return both
}

// differs says where have first differs from want, or "". What want does not ask for is not looked at.
func differs(path string, want, have any, tolerance float64) string {
	at := func() string {
		if path == "" {
			return ""
		}
		return strings.TrimPrefix(path, ".") + ": "
	}
	if h, ok := have.(map[string]any); ok { // a figure may be written as its value alone
		switch want.(type) {
		case nil, float64:
			for _, name := range []string{"alpha", "value", "f1"} {
				if value, ok := h[name]; ok {
					return differs(path, want, value, tolerance)
				}
			}
		}
	}
	miss := func() string { return fmt.Sprintf("%sexpected %s, got %s", at(), compact(want), compact(have)) }
	switch w := want.(type) {
	case map[string]any:
		h, ok := have.(map[string]any)
		if !ok {
			return miss()
		}
		names := make([]string, 0, len(w))
		for name := range w {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			value, ok := h[name]
			if !ok {
				return fmt.Sprintf("%sno %q is computed here", at(), name)
			}
			if p := differs(path+"."+name, w[name], value, tolerance); p != "" {
				return p
			}
		}
		return ""
	case []any:
		if h, ok := have.(map[string]any); ok && inBand(w, h) {
			return ""
		}
		h, ok := have.([]any)
		if !ok || len(h) != len(w) {
			return miss()
		}
		for i := range w {
			if p := differs(fmt.Sprintf("%s[%d]", path, i), w[i], h[i], tolerance); p != "" {
				return p
			}
		}
		return ""
	case float64:
		if h, ok := have.(float64); ok && math.Abs(h-w) <= tolerance {
			return ""
		}
		return miss()
	}
	if want != have {
		return miss()
	}
	return ""
}

// inBand reports whether have is a figure that luck has a part in, and lies between the two of want.
func inBand(want []any, have map[string]any) bool {
	x, ok := have["drawn"].(float64)
	if !ok || len(want) != 2 {
		return false
	}
	low, _ := want[0].(float64)
	high, _ := want[1].(float64)
	return low <= x && x <= high
}

// askedFor returns the part of have that want has names for.
func askedFor(want, have any) any {
	w, ok := want.(map[string]any)
	h, same := have.(map[string]any)
	if !ok || !same {
		return have
	}
	asked := map[string]any{}
	for name, value := range h {
		if wanted, ok := w[name]; ok {
			asked[name] = askedFor(wanted, value)
		}
	}
	return asked
}

// compact writes a value on one line, cut where it is long.
func compact(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if len(data) > 60 {
		return string(data[:60]) + "…"
	}
	return string(data)
}

package agreement_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"galley/annotate/agreement"
)

func TestVectors(t *testing.T) {
	f, err := os.Open("testdata/agreement-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := agreement.Check(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Checks) != 119 {
		t.Fatalf("%d vectors, not 119: the file is not the one we are held to", len(r.Checks))
	}
	for _, c := range r.Missed() {
		t.Errorf("%s (%s): %s", c.ID, c.Measure, c.Problem)
	}
}

// A checker that misses nothing checks nothing: every number of the file, changed, must be missed.
func TestCheckMisses(t *testing.T) {
	data, err := os.ReadFile("testdata/agreement-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []map[string]any
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		by := 0.001
		if v["measure"] == "gamma-monte-carlo-band" {
			by = 1 // a band is wider
		}
		v["expected"] = spoil(v["expected"], by)
	}
	if data, err = json.Marshal(vectors); err != nil {
		t.Fatal(err)
	}
	r, err := agreement.Check(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Checks {
		if c.Passed {
			t.Errorf("%s passes with other figures than it came to", c.ID)
		}
	}
}

// spoil changes every figure.
func spoil(v any, by float64) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = spoil(v[name], by)
		}
	case []any:
		for i := range v {
			v[i] = spoil(v[i], by)
		}
	case float64:
		return v + by
	case nil:
		return 0.5
	}
	return v
}

func TestCheckProblems(t *testing.T) {
	for _, c := range []struct{ name, vector, want string }{
		{"another figure", `{"measure":"krippendorff-alpha","input":{"coders_by_units":[[1,2,1],[1,2,2]]},"expected":{"nominal":{"alpha":0.5}},"tolerance":1e-9}`,
			"nominal.alpha: expected 0.5, got 0.4444444444444444"},
		{"undefined", `{"measure":"krippendorff-alpha","input":{"coders_by_units":[[1],[1]]},"expected":{"nominal":{"alpha":1}}}`,
			"nominal.alpha: expected 1, got null"},
		{"no such figure", `{"measure":"cohen-kappa-weights","input":{"table":[[1]]},"expected":{"cubic":1}}`, `no "cubic" is computed here`},
		{"no such measure", `{"measure":"phi","input":{},"expected":1}`, `no measure "phi" is computed here`},
		{"no such weights", `{"measure":"two-rater-table","input":{"table":[[1,2],[2,1]]},"params":{"weights":"cubic"},"expected":{}}`, `weights "cubic": there are`},
		{"not square", `{"measure":"two-rater-table","input":{"table":[[1,2]]},"expected":{}}`, "table: row 1 has 2 numbers, not 1"},
		{"half a rating", `{"measure":"two-rater-table","input":{"table":[[1.5]]},"expected":{}}`, "table: 1.5: not a whole number"},
		{"uneven rows", `{"measure":"multi-rater-family","input":{"ratings":[[1,2],[1]]},"expected":{}}`, "row 2 has 1 ratings, not 2"},
		{"no such reference", `{"measure":"mace","input":{"ref":"elsewhere"},"expected":{}}`, `its input is that of "elsewhere"`},
		{"not a unit", `{"measure":"bootstrap","input":{"units":[[1,1]],"resamples":[[1]]},"expected":{}}`, "resample 1: there is no unit 1"},
	} {
		r, err := agreement.Check(strings.NewReader("[" + c.vector + "]"))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Checks[0]; got.Passed || !strings.HasPrefix(got.Problem, c.want) {
			t.Errorf("%s: %q, not %q", c.name, got.Problem, c.want)
		}
	}
	if _, err := agreement.Check(strings.NewReader(`{"id":1}`)); err == nil {
		t.Error("a file that is no list was read")
	}
}

// FuzzCheck holds that no file makes a figure that is no number, or anything worse.
func FuzzCheck(f *testing.F) {
	data, err := os.ReadFile("testdata/agreement-vectors.json")
	if err != nil {
		f.Fatal(err)
	}
	var vectors []json.RawMessage
	if err := json.Unmarshal(data, &vectors); err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		if len(v) < 4000 {
			f.Add([]byte("[" + string(v) + "]"))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := agreement.Check(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, c := range r.Checks {
			if strings.Contains(c.Problem, "unsupported value") {
				t.Errorf("%s: %s", c.Measure, c.Problem)
			}
		}
	})
}

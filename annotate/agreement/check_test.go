package agreement_test

import (
	"os"
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
	t.Logf("%d of %d vectors computed", len(r.Checks)-len(r.NotYet()), len(r.Checks))
}

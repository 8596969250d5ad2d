package journal_test

import (
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
)

func TestSchemeInForce(t *testing.T) {
	p := annotate.Project{ID: "desk", Scheme: "news@1"}
	recs := []journal.Record{
		{Scheme: &annotate.Scheme{ID: "news", Version: 1}}, {Scheme: &annotate.Scheme{ID: "news", Version: 3}},
		{Scheme: &annotate.Scheme{ID: "news", Version: 2}}, {Scheme: &annotate.Scheme{ID: "sport", Version: 9}}, {Project: &p},
	}
	for range 2 {
		if s, ok := journal.SchemeInForce(p, recs); !ok || s.Name() != "news@3" {
			t.Errorf("in force is %s", s.Name())
		}
		slices.Reverse(recs) // whatever order they come in
	}
	if _, ok := journal.SchemeInForce(annotate.Project{Scheme: "radio@1"}, recs); ok {
		t.Error("no scheme of that name is there")
	}
}

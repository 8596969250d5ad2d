package annotate

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One name is changed wherever the scheme has it, and what is renamed back is what it was.
func TestRenamed(t *testing.T) {
	s := Scheme{
		Labels:     []LabelDef{{ID: "claim"}, {ID: "source", Inside: []Label{"claim"}}},
		Relations:  []RelationDef{{ID: "source", Heads: []Label{"claim"}, Tails: []Label{"source"}}},
		Attributes: []AttrDef{{ID: "check", On: []string{"claim", "source"}, Type: Enum, Values: []string{"yes", "no"}, Default: "no"}, {ID: "genre", On: []string{"document"}}},
		Presets:    []Preset{{ID: "all", Labels: []Label{"claim", "source"}, Attributes: []string{"claim.check", "document.genre"}, Relations: []Label{"source"}}},
	}
	r := Renaming{
		Label: map[Label]Label{"claim": "assertion"}, Relation: map[Label]Label{"source": "said_by"},
		Attr:  map[string]string{"claim.check": "worth", "source.check": "worth", "document.genre": "form"},
		Value: map[string]string{"claim.check=no": "never", "source.check=no": "never"},
	}
	want := Scheme{
		Labels:     []LabelDef{{ID: "assertion"}, {ID: "source", Inside: []Label{"assertion"}}},
		Relations:  []RelationDef{{ID: "said_by", Heads: []Label{"assertion"}, Tails: []Label{"source"}}},
		Attributes: []AttrDef{{ID: "worth", On: []string{"assertion", "source"}, Type: Enum, Values: []string{"yes", "never"}, Default: "never"}, {ID: "form", On: []string{"document"}}},
		Presets:    []Preset{{ID: "all", Labels: []Label{"assertion", "source"}, Attributes: []string{"assertion.worth", "document.form"}, Relations: []Label{"said_by"}}},
	}
	was := s.Labels[0]
	if d := cmp.Diff(want, s.Renamed(r)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if !slices.Equal(s.Labels[0].Inside, was.Inside) || s.Labels[0].ID != "claim" || s.Presets[0].Labels[0] != "claim" {
		t.Error("the scheme that was is changed")
	}
	if d := cmp.Diff(s, s.Renamed(Renaming{Label: map[Label]Label{"nobody": "x"}})); d != "" {
		t.Errorf("a name that it lacks (-want +got)\n%s", d)
	}
}

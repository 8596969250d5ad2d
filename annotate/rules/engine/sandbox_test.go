package engine

import (
	"context"
	"testing"

	"galley/annotate"
	"galley/annotate/rules"
)

// A sandbox goes on to runs of one rule, or of those that come with Galley, and to no other's.
func TestRulesOfTwoHandsNeverMeet(t *testing.T) {
	load := func(src rules.Source) *Rule {
		t.Helper()
		r, err := Load(context.Background(), src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	mine := rules.Source{Name: "mine.js", Code: `export const rule = { name: "mine", version: "1", labels: ["claim"] }; export function suggest() {}`}
	pack, _ := rules.Files("checks")
	one, copied, two := load(mine), load(mine), load(rules.Source{Name: "two.js", Code: mine.Code + "\n"})
	first, second := load(pack[0]), load(pack[1])
	boxes := new(Sandboxes)
	after := func(r *Rule) *sandbox {
		r.Run(t.Context(), Document{Document: annotate.NewDocument("d", "Day", annotate.NewText("The ferry left."))}, Options{Sandboxes: boxes})
		return boxes.idle[len(boxes.idle)-1]
	}
	own := after(one)
	for _, r := range []*Rule{copied, two, first} {
		if after(r) == own {
			t.Errorf("%s ran where the other rule had", r.file)
		}
	}
	if after(one) != own {
		t.Error("a rule does not get its own sandbox again")
	}
	if after(first) != after(second) {
		t.Error("the rules that come with Galley do not share")
	}
	for range 2 * mostIdle {
		after(load(mine))
	}
	if len(boxes.idle) != mostIdle {
		t.Errorf("%d sandboxes are kept", len(boxes.idle))
	}
}

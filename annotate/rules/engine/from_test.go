package engine_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

// A rule links what another proposes, without proposing it again.
func TestFrom(t *testing.T) {
	rule := func(name, body string) *engine.Rule {
		r, err := engine.Load(t.Context(), rules.Source{Name: name + ".js", Code: `export const rule = { name: "` + name + `", version: "1", labels: ["content", "source"], relations: ["source"] };
export function suggest(doc, emit) {` + body + `}`}, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	d := article("“We sail,” she said.")
	quotes := rule("quotes", `emit.span(doc.quotations[0], "content");`)
	links := rule("links", `emit.relation("source", emit.from("quotes", doc.quotations[0], "content"), emit.span(doc.range(11, 14), "source"));`)
	first, second := links.Run(t.Context(), d, engine.Options{}), quotes.Run(t.Context(), d, engine.Options{})
	if first.Stop != nil || len(first.Spans) != 1 || len(first.Links) != 1 || first.Links[0].Head != second.Spans[0].ID {
		t.Fatalf("%+v", first)
	}
	layer := annotate.NewLayer(d.Text)
	for range 2 { // the second time there is nothing to do
		next, _, err := layer.Apply(rules.Merge(layer, first, second))
		if err != nil {
			t.Fatal(err)
		}
		layer = next
	}
	// The rule alone leaves what the other proposed, and its own link to it.
	tx := rules.Merge(layer, first)
	if n := len(layer.Relations()); n != 1 || len(tx) != 0 {
		t.Errorf("%d relations, and alone it does %v", n, tx)
	}
	// What the other proposes no longer is linked no longer.
	none := second
	none.Spans = nil
	layer, _, err := layer.Apply(rules.Merge(layer, first, none))
	if err != nil || len(layer.Relations()) != 0 || len(rules.Desk{Suggested: layer, Own: annotate.NewLayer(d.Text), By: "ana"}.Open()) != 1 {
		t.Errorf("%v, %v", layer.Relations(), err)
	}
	for _, body := range []string{`emit.attribute(emit.from("quotes", doc.quotations[0], "content"), "kind", "x");`, `emit.from("bad", doc.quotations[0], "content");`} {
		if r := rule("bad", body).Run(t.Context(), d, engine.Options{}); r.Stop == nil || !strings.Contains(r.Stop.Text, "another rule") {
			t.Errorf("%s: %v", body, r.Stop)
		}
	}
}

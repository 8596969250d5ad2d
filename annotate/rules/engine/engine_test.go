package engine_test

import (
	"encoding/json"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

// head is what every rule of the tests begins with, on one line.
const head = `export const rule = { name: "test", version: "1", labels: ["claim", "source"], relations: ["source"] }; `

// load reads a rule that must be right.
func load(t testing.TB, code string) *engine.Rule {
	t.Helper()
	r, err := engine.Load(t.Context(), rules.Source{Name: "test.js", Code: code}, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// article is a document over text.
func article(text string) engine.Document {
	d := annotate.NewDocument("", "Test", annotate.NewText(text))
	return engine.Document{Document: d, Layer: annotate.NewLayer(d.Text)}
}

// suggest runs the body of a function suggest over text.
func suggest(t testing.TB, text, body string) rules.Report {
	t.Helper()
	return load(t, head+"export function suggest(doc, emit) {"+body+"}").Run(t.Context(), article(text), engine.Options{})
}

// evaluate returns what an expression over doc is, as JSON.
func evaluate(t testing.TB, text, expression string) string {
	t.Helper()
	r := load(t, head+"export function record(doc) { return {v: ("+expression+")}; } export function suggest() {}")
	out, err := r.Record(t.Context(), article(text), engine.Options{})
	if err != nil {
		return err.Error()
	}
	s := strings.TrimSuffix(strings.TrimPrefix(string(out), `{"v":`), "}\n")
	return s
}

func TestSmoke(t *testing.T) {
	r := suggest(t, "Rents fell 🙂, Ida Holm said.\n", `
		const [m] = doc.find(/(\p{Lu}\w+ \p{Lu}\w+) said/u, { group: 1 });
		const s = emit.span(m, "source", { confidence: 0.5, reason: "a name before said" });
		const c = emit.span({ start: 0, end: 10 }, "claim");
		emit.relation("source", c, s);
	`)
	t.Logf("%+v", r)
	if r.Stop != nil {
		t.Fatal(r.Stop)
	}
	t.Log(evaluate(t, "Rents 🙂 fell. So it is.", `[doc.text, doc.tokens.map(x => x.text), doc.sentences.map(x => [x.start, x.end]), "aXbX".replace(/x/gi, "$&-"), [..."ab".matchAll(/(?<n>.)/g)].map(m => m.groups.n)]`))
}

type annotateDocument = annotate.Document

// plain is a report as text.
func plain(r rules.Report) string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	return string(b)
}

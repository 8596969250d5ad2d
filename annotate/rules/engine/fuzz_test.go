package engine_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

// small bounds a run so that many fit into a second.
var small = rules.Limits{Source: 4096, Steps: 20_000, Text: 20_000, Depth: 50, Output: 50, Record: 10_000, Memory: 16 << 20}

// No file can make the engine fail: it is refused, stopped, or has a report whose marks lie on the text.
func FuzzRule(f *testing.F) {
	for _, body := range []string{
		``, `emit.span(doc, "claim")`, `emit.span(doc.tokens, "claim", { attrs: { a: 1 }, key: "k" })`, `emit.relation("source", emit.span(doc.words[0], "claim"), emit.span(doc.words[1], "source"))`,
		`emit.problem(doc.spans[0], "x"); emit.attribute(doc.spans[0], "a", true)`, `for (const m of doc.find(/(?<a>\w)|./g, { group: "a", in: doc.range(1, 3) })) emit.span(m, "claim")`,
		`const g = doc.grammar; for (const l of [g.tokens, g.chunks, g.verbs, g.clauses, g.quotes, g.attributions]) for (const x of l) emit.span(x, "claim"); g.tokensIn(doc)`,
		`Object.create(Object.getPrototypeOf(doc.grammar.tokens[0]), { index: { value: 1.5 } }).sentence`, `emit.relation("source", emit.from("other", doc.words, "claim"), emit.from("other", doc.words[0], "claim"))`,
		`doc.unitAt("word", 1e9); doc.slice(NaN)`, `emit.span({ start: 0, end: 1, parts: [{ get start() { throw 1 }, end: 2 }] }, "claim")`, `emit.span(new Array(5), "claim")`,
		`"x".replace(/x/y, "$1$<a>"); "aé🙂".split(/(?:)/)`, `JSON.stringify(doc.scheme, null, 2)`, `const s = Symbol("x"); doc.find(s)`, `emit.span(Object.create({ start: 0, end: 1 }), "claim")`,
		`doc.slice({ start: -1, end: 2 })`, `[].concat.call(1, 2)`, `Array.from({ length: -1 })`, `emit.span.call(null); emit.span.apply(1, { length: 3 })`, `({ valueOf() { return doc } }) + 1`,
		`String.prototype.match.call(null, /a/)`, `RegExp.prototype.exec.call({}, "a")`, `Object.getOwnPropertySymbols(/a/g).forEach((s) => { const o = Object.create(RegExp.prototype, { [s]: { value: 99 } }); o.test("a") })`,
		`const t = doc.words[0]; Object.setPrototypeOf(t, Object.create(t)); t.x`, `doc.words.sort(); doc.words.reverse()`, `doc.words.push(1)`, `doc.words.length = 0`, `delete doc.words[0]`, `1 instanceof doc.words[0]`, `new (doc.words[0])`,
		`const w = doc.words[Symbol.iterator](); w.next.call({}); for (const x of w) emit.span(x, "claim"); w.next().value = 1`, `class A { #x = 1; static f(o) { return #x in o || o.#x } } A.f(doc.words[0])`, `const a = [1, 2]; for (const x of a) if (a.length < 1e6) a.push(x)`,
		`Object.freeze(doc.words[0]); Object.isFrozen(doc.words); Object.defineProperty(doc.words[0], "start", { value: 9 }); Object.defineProperty(doc.words, 0, { get() { return 1 } })`, `const [a, ...b] = doc.words; emit.span(b, "claim"); new Set(doc.words).add(...doc.tokens)`,
		`const a = []; Object.defineProperty(a, 0, { get() { throw doc } }); for (const x of a) x`, `const t = doc.words[0]; t.me = t; JSON.stringify(t)`, `doc.words[-1]; doc.words["x"]; doc.words[1.5]; doc.words[Symbol("x")] = 1`,
		`throw { get message() { return doc.x.y } }`, `new (class extends Array {})(3).map((x) => x)`, "`${doc.text}${{ toString: () => emit }}`",
	} {
		f.Add(head+"\nexport function suggest(doc, emit) {"+body+"}", "Old 🙂 ferry, e\u0301 said.\nIt is.")
	}
	f.Fuzz(func(t *testing.T, code, text string) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x00") || len(text) > 2000 {
			return
		}
		r, err := engine.Load(t.Context(), rules.Source{Name: "fuzz.js", Code: code}, engine.Options{Limits: small})
		if err != nil {
			if _, ok := rules.StopOf(err); !ok {
				t.Fatalf("an error that is no stop: %v", err)
			}
			return
		}
		doc := article(text)
		if n := doc.Text.Len(); n > 0 {
			s := annotate.Span{ID: "s", Label: "claim", Ranges: []annotate.Range{doc.Text.SnapGraphemes(annotate.Range{From: 0, To: 1})}}
			if l, _, err := doc.Layer.Apply(annotate.Tx{annotate.AddSpan{Span: s}}); err == nil {
				doc.Layer = l
			}
		}
		report := r.Run(t.Context(), doc, engine.Options{Limits: small})
		if report.Stop != nil {
			if strings.Contains(report.Stop.Text, "engine fail") {
				t.Fatal(report.Stop)
			}
			return
		}
		tx := rules.Merge(annotate.NewLayer(doc.Text), report)
		if _, _, err := annotate.NewLayer(doc.Text).Apply(tx); err != nil {
			t.Fatalf("what was proposed does not lie on the text: %v", err)
		}
		if again := r.Run(t.Context(), doc, engine.Options{Limits: small}); plain(again) != plain(report) {
			t.Fatalf("twice is not the same:\n%s\n%s", plain(report), plain(again))
		}
		if r.Records {
			_, _ = r.Record(t.Context(), doc, engine.Options{Limits: small})
		}
	})
}

// No pattern can make the engine fail, and searching from a place inside a text finds what searching it all finds.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{`a`, `(a+)+$`, `[^]`, `[]`, `\p{Lu}\d`, `(?<x>.)\s`, `[\w-z]`, `\u{1F642}`, `a{2,3}?|^b`, `\bx\B`, `[\b\-\]]`, `(?:)`, `(?i:a)`, `\cA\x41\u0041`} {
		f.Add(s, "gi", "Aab 🙂 e\u0301 x\nb")
	}
	f.Fuzz(func(t *testing.T, source, flags, text string) {
		if len(source) > 200 || len(text) > 500 || !utf8.ValidString(source+text) {
			return
		}
		quote := literal
		code := head + `export function record() {
	const text = ` + quote(text) + `, make = () => new RegExp(` + quote(source) + `, ` + quote(flags) + `);
	const r = make(), all = [];
	for (let m, n = 0; r.global && n < 1000 && (m = r.exec(text)); n++) { all.push(m.index); if (!m[0]) r.lastIndex++; }
	return { all, once: text.search(make()), parts: text.split(make()).length, same: text.replace(make(), "$&") === text };
} export function suggest() {}`
		r, err := engine.Load(t.Context(), rules.Source{Name: "fuzz.js", Code: code}, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.Record(t.Context(), article("x"), engine.Options{Limits: rules.Limits{Steps: 200_000}})
		if err != nil {
			if stop, ok := rules.StopOf(err); !ok || strings.Contains(stop.Text, "engine fail") {
				t.Fatal(err)
			}
			return
		}
		if !strings.Contains(string(out), `"same":true`) {
			t.Errorf("/%s/%s in %q: %s", source, flags, text, out)
		}
	})
}

// literal is s as a script writes it.
func literal(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

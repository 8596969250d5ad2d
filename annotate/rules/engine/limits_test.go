package engine_test

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

// ample is the time of a run that a test wants ended by what is counted: no machine is as slow as that.
const ample = time.Hour

// Every way of asking for too much that we know of ends that rule, says why, and names a line of its file.
func TestLimits(t *testing.T) {
	tests := []struct {
		name, body string
		kind       string
		text       string // part of the message
	}{
		{"endless loop", `for (;;) {}`, rules.Steps, "does not end"},
		{"endless while", `while (true);`, rules.Steps, ""},
		{"endless do", `do {} while (1)`, rules.Steps, ""},
		{"endless loop that catches", `for (;;) { try { for (;;) {} } catch (e) {} }`, rules.Steps, ""},
		{"endless loop in finally", `try { for (;;) {} } finally { for (;;) {} }`, rules.Steps, ""},
		{"endless iterator laid out", `const it = { [Symbol.iterator]() { return { next() { return { value: 1, done: false } } } } }; [...it]`, "", ""},
		{"endless iterator to a list", `Array.from({ [Symbol.iterator]() { return { next: () => ({ value: 1 }) } } })`, "", ""},
		{"endless comparison", `[1, 2].sort(() => { for (;;); })`, rules.Steps, ""},
		{"endless getter", `({ get a() { for (;;); } }).a`, rules.Steps, ""},
		{"endless conversion", `"" + { toString() { for (;;); } }`, rules.Steps, ""},
		{"endless message", `throw { get message() { for (;;); } }`, rules.Thrown, "not an error"},
		{"list with no end", `Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)`, rules.Thrown, "lists only"},
		{"list with holes", `const a = []; a.length = 4e9; a.indexOf(1)`, rules.Memory, "members"},
		{"list with holes in a set", `const a = []; a.length = 4e9; new Set(a)`, rules.Memory, "members"},
		{"list with holes in a pattern", `const a = []; a.length = 4e9; const [...b] = a`, rules.Memory, "members"},
		{"list that grows while it is walked", `const a = [], walk = a.values(); a.length = 4e9; new Set(walk)`, "", ""},
		{"text of holes", `String.raw({ raw: { length: 1e9 } })`, rules.Thrown, "lists only"},
		{"huge list", `new Array(1e9).fill(0)`, rules.Memory, "members"},
		{"huge list from", `Array.from({ length: 1e9 })`, rules.Memory, "members"},
		{"huge list, doubled", `let a = [1]; for (;;) a = [...a, ...a]`, "", ""},
		{"huge list, put together", `let a = [1]; for (;;) a = a.concat(a)`, rules.Memory, "members"},
		{"huge list, flattened", `let a = [1, 1, 1, 1]; for (let i = 0; i < 30; i++) a = [a, a, a, a]; a.flat(Infinity)`, "", ""},
		{"huge list of arguments", `const a = new Array(300000).fill(1); let b = []; for (;;) b.push(...a)`, "", ""},
		{"huge text", `"x".repeat(1e9)`, rules.Memory, "characters"},
		{"huge text, doubled", `let s = "x"; for (;;) s += s`, rules.Memory, "characters"},
		{"huge text, doubled by a template", "let s = 'x'; for (;;) s = `${s}${s}`", rules.Memory, "characters"},
		{"huge text, padded", `"x".padEnd(1e9)`, rules.Memory, "characters"},
		{"huge text, replaced", `const s = "x".repeat(10000); s.replaceAll("x", s)`, rules.Memory, "characters"},
		{"huge text, replaced by reference", "const s = 'x'.repeat(100000); s.replace(/x/g, \"$`\")", "", ""},
		{"huge text, joined", `new Array(9e4).join("xxxxxxxxxxxxxxxxxxxx")`, rules.Memory, "characters"},
		{"huge text, nested", `let a = ["xxxxxxxx"]; for (let i = 0; i < 60; i++) a = [a, a]; String(a)`, rules.Memory, ""},
		{"huge JSON", `let a = ["xxxxxxxx"]; for (let i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a)`, rules.Output, "JSON"},
		{"hoard of objects", `const a = []; for (;;) a.push({ a: 1, b: [1, 2, 3], c: { d: 1 } })`, "", ""},
		{"hoard of texts", `const a = []; for (let i = 0; ; i++) a.push("y".repeat(1e5) + i)`, rules.Memory, "MB"},
		{"deep recursion", `function f(n) { return f(n + 1) + 1 } f(0)`, rules.Depth, "without end"},
		{"deep recursion between two", `const f = () => g(), g = () => f(); f()`, rules.Depth, ""},
		{"deep recursion through defaults", `function f(a = f()) {} f()`, rules.Depth, ""},
		{"deep recursion through sort", `const f = () => [2, 1].sort(f); f()`, rules.Depth, ""},
		{"deep list, as text", `let a = []; for (let i = 0; i < 1e5; i++) a = [a]; String(a)`, rules.Depth, "deep"},
		{"deep list, as JSON", `let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)`, rules.Depth, "deep"},
		{"deep JSON", `JSON.parse("[".repeat(1e5))`, rules.Depth, "deep"},
		{"deep prototypes", `let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o); o.x`, rules.Depth, ""},
		{"deep classes", `let c = class {}; for (let i = 0; i < 1e6; i++) c = class extends c {}; new c()`, rules.Depth, ""},
		{"deep bound functions", `let f = () => 1; for (let i = 0; i < 1e6; i++) f = f.bind(); f()`, rules.Depth, ""},
		{"flood of spans", `for (let i = 0; ; i++) emit.span({ start: 0, end: 1 }, "claim", { key: "" + i })`, rules.Output, "nobody"},
		{"flood of searches", `for (;;) doc.find(/e/g)`, "", ""},
		{"flood of expressions", `for (let i = 0; ; i++) new RegExp("a{500}b{400}" + i)`, "", ""},
		{"large expression", `new RegExp("(a{1000}){1000}")`, rules.Thrown, "regular expression"},
		{"thrown error", `null.x`, rules.Thrown, "TypeError"},
		{"thrown value", `throw 3`, rules.Thrown, "3"},
		{"thrown error of one's own", `class Odd extends Error {} throw new Odd("so it is")`, rules.Thrown, "so it is"},
		{"thrown nothing", `throw undefined`, rules.Thrown, ""},
		{"place outside", `emit.span({ start: 0, end: 99 }, "claim")`, rules.Thrown, "0 to 99"},
		{"label not declared", `emit.span({ start: 0, end: 1 }, "who")`, rules.Thrown, "rule.labels"},
		{"misspelt setting", `emit.span({ start: 0, end: 1 }, "claim", { reson: "x" })`, rules.Thrown, "reson"},
		{"confidence", `emit.span({ start: 0, end: 1 }, "claim", { confidence: 2 })`, rules.Thrown, "from 0 to 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := load(t, head+"\nexport function suggest(doc, emit) {\n"+tt.body+"\n}")

			report := r.Run(t.Context(), article("The ferry left."), engine.Options{Limits: rules.Limits{Steps: 500_000, Text: 400_000, Memory: 24 << 20, Output: 2000, Time: ample}})
			s := report.Stop
			if s == nil {
				t.Fatalf("it went through: %+v", report)
			}
			if tt.kind != "" && s.Kind != tt.kind || !strings.Contains(s.Text, tt.text) {
				t.Errorf("stopped by %s: %s", s.Kind, s.Text)
			}
			if s.File != "test.js" || s.Line != 3 {
				t.Errorf("blamed %v, not test.js:3", s)
			}
			if len(report.Spans)+len(report.Problems) > 0 {
				t.Error("a rule that was stopped proposed something")
			}
		})
	}
}

// What a rule made and needs no more is not held against it, however late it is swept up.
func TestGarbageIsNoMemory(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	r := load(t, head+`export function suggest(doc, emit) { for (let i = 0; i < 300; i++) { const s = "y".repeat(1e5) + i; if (s.length < 5) return; } }`)
	report := r.Run(t.Context(), article("The ferry left."), engine.Options{Limits: rules.Limits{Memory: 24 << 20, Time: ample}})
	if report.Stop != nil {
		t.Errorf("stopped: %v", report.Stop)
	}
}

func TestRefused(t *testing.T) {
	ok := "export function suggest() {}"
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }
	tests := []struct{ name, code, want string }{
		{"syntax", head + ok + "\nlet = ;", "test.js:2"},
		{"no rule", ok, "does not say what it is"},
		{"no function", head, "nothing to run"},
		{"no name", `export const rule = { version: "1" };` + ok, "rule.name"},
		{"no version", `export const rule = { name: "x" };` + ok, "rule.version"},
		{"misspelt", `export const rule = { name: "x", version: "1", lable: [] };` + ok, "rule.lable means nothing"},
		{"import", "import x from 'y'\n" + head + ok, "test.js:1:1: a rule is one file"},
		{"export default", head + "\nexport default 3", "test.js:2:1: write export before"},
		{"async", head + "\nexport async function suggest() {}", "test.js:2"},
		{"await", head + ok + "\nconst f = async () => { await 1 }", "test.js:2:11: a rule runs from top to bottom"},
		{"generator", head + ok + "\nfunction* g() {}", "test.js:2:1: generators"},
		{"generator method", head + ok + "\nconst o = { *g() {} }", "test.js:2"},
		{"looking ahead", head + ok + "\nconst r = /a(?=b)/", "test.js:2:11: regular expression /a(?=b)/: looking ahead"},
		{"a column in characters", head + ok + "\n/* 🙂é */ const r = /(?<!a)b/", "test.js:2:20"},
		{"looking behind", head + ok + "\nconst r = /(?<!a)b/", "test.js:2:11"},
		{"references", head + ok + "\nconst r = /(a)\\1/", "references to groups"},
		{"property", head + ok + "\nconst r = /\\p{Klingon}/u", "no such property"},
		{"flag", head + ok + "\nconst r = /a/z", "test.js:2"},
		{"prototype", head + ok + "\nconst o = { __proto__: null }", "__proto__"},
		{"endless load", head + ok + "\nfor (;;);", "test.js:2"},
		{"eval", head + ok + "\neval('1')", "test.js:2"},
		{"function twice", head + "export const suggest = 3", "suggest is a function"},
		{"large", head + ok + strings.Repeat(" ", 300_000), "262144"},
		{"not UTF-8", head + ok + "\xff", "not UTF-8"},
		{"nested brackets", head + ok + deep("(", ")", 80_000), "nested"},
		{"nested lists", head + ok + deep("[", "]", 80_000), "nested"},
		{"nested blocks", head + ok + deep("{a:", "}", 50_000), "nested"},
		{"nested functions", head + ok + strings.Repeat("a=>", 60_000) + "1", "nested"},
		{"operators in a row", head + ok + strings.Repeat("!", 200_000) + "1", "nested"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := engine.Load(t.Context(), rules.Source{Name: "test.js", Code: tt.code}, engine.Options{Limits: rules.Limits{Steps: 1_000_000, Time: ample}})
			if stop, ok := rules.StopOf(err); !ok || !strings.Contains(stop.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// A run that takes long says where it is, in the rule's own file, as long as it goes on.
func TestGoing(t *testing.T) {
	r := load(t, head+"function turn() {\n  for (;;) {}\n}\nexport function suggest(doc, emit) { turn(); }")
	now, told := time.Time{}, []rules.Place(nil)
	report := r.Run(t.Context(), article("Rents fell."), engine.Options{
		Limits: rules.Limits{Steps: 340_000, Time: ample},
		Now:    func() time.Time { now = now.Add(300 * time.Millisecond); return now },
		Going:  func(at rules.Place) { told = append(told, at) },
	})
	at := rules.Place{File: "test.js", Line: 2, Column: 3}
	if len(told) != 5 || told[0] != at || told[4] != at {
		t.Errorf("told %+v", told)
	}
	if report.Stop == nil || report.Stop.Kind != rules.Steps || report.Stop.Place != at {
		t.Errorf("stopped by %+v", report.Stop)
	}
}

// Nothing that a script can reach leads out of its run, or to code that is not counted.
func TestEscape(t *testing.T) {
	tests := []struct{ name, body string }{
		{"constructor", `doc.constructor.constructor("return 1")()`},
		{"constructor of a function", `(() => 1).constructor("return 1")()`},
		{"constructor of a method", `doc.find.constructor("return 1")()`},
		{"constructor of a generator", `(function* () {}).constructor("yield 1")()`},
		{"constructor of a generator's prototype", `Object.getPrototypeOf(function* () {}).constructor("yield 1")()`},
		{"constructor of an error", `try { null.x } catch (e) { e.constructor.constructor("return 1")() }`},
		{"Function", `Function("return 1")()`},
		{"eval", `eval("1")`},
		{"eval, aside", `(0, globalThis.eval)("1")`},
		{"clock", `Date.now()`},
		{"new date", `new Date()`},
		{"randomness", `Math.random()`},
		{"network", `fetch("https://example.org")`},
		{"process", `process.exit(1)`},
		{"module", `require("fs")`},
		{"timer", `setTimeout(() => {}, 1)`},
		{"promise", `Promise.resolve(1)`},
		{"proxy", `new Proxy({}, {})`},
		{"reflection", `Reflect.ownKeys({})`},
		{"bytes", `new Uint8Array(8)`},
		{"shared prototypes", `Object.prototype.polluted = 1`},
		{"shared methods", `Array.prototype.map = () => []`},
		{"shared prototype of texts", `String.prototype.trim = () => ""`},
		{"shared prototype of functions", `Object.getPrototypeOf(() => 1).call = 1`},
		{"shared prototype of iterators", `Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())).next = 1`},
		{"shared prototype of generators", `Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = 1`},
		{"shared prototype of expressions", `Object.getPrototypeOf(/a/).test = () => true`},
		{"new prototype", `Object.setPrototypeOf(Array.prototype, null)`},
		{"old prototype", `({}).__proto__.polluted = 1`},
		{"the document", `doc.text = ""`},
		{"the document's tokens", `doc.tokens.push(1)`},
		{"one token", `doc.tokens[0].start = 5`},
		{"emit", `emit.span = () => {}`},
		{"the counter", `globalThis["%tick"] = () => 1`},
		{"the counter, defined anew", `Object.defineProperty(globalThis, "%tick", { value: () => 1 })`},
		{"the counter, taken out", `delete globalThis["%tick"]`},
		{"big numbers", `10n ** 100000000n`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := engine.Load(t.Context(), rules.Source{Name: "test.js", Code: head + "export function suggest(doc, emit) {\n" + tt.body + "\n}"}, engine.Options{})
			if err != nil {
				return // refused when loaded is as good
			}
			if report := r.Run(t.Context(), article("The ferry left."), engine.Options{}); report.Stop == nil || report.Stop.Line != 2 {
				t.Errorf("it went through: %v", report.Stop)
			}
		})
	}
}

// What a run does to its world ends with it.
func TestRunsShareNothing(t *testing.T) {
	r := load(t, head+`let n = 0; const seen = [];
export function suggest(doc, emit) {
	n++; seen.push(n);
	for (const o of [globalThis, Array.prototype.map, Object.getPrototypeOf(doc), Symbol.iterator, /a/, "", doc.words[Symbol.iterator]().next]) {
		try { if (o.left) n += 10; o.left = 1; } catch { seen[0] = 1; }
	}
	emit.span({ start: 0, end: 3 }, "claim", { reason: [n, seen.length, "left" in globalThis].join() });
}`)
	want := plain(r.Run(t.Context(), article("The ferry left."), engine.Options{}))
	if !strings.Contains(want, `"1,1,false"`) {
		t.Fatal(want)
	}
	for range 3 {
		if got := plain(r.Run(t.Context(), article("The ferry left."), engine.Options{})); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	}
}

// What names stand for cannot be changed, nor can a prototype, of what has a name and of what has none.
func TestPrototypesAreFrozen(t *testing.T) {
	r := load(t, head+`export function record(doc) {
	const loose = [], left = [["globalThis", globalThis]];
	for (const name of Object.getOwnPropertyNames(globalThis)) left.push([name, globalThis[name]], [name + ".prototype", globalThis[name]?.prototype]);
	for (const [name, o] of [["function", function () {}], ["arrow", () => 0],
		["class", class {}], ["list", []], ["object", {}], ["expression", /a/], ["text", "".matchAll(/a/g)], ["walk", [][Symbol.iterator]()], ["keys", [].keys()],
		["entries", [].entries()], ["map", new Map().entries()], ["set", new Set().values()], ["letters", ""[Symbol.iterator]()], ["arguments", (function () { return arguments; })()],
		["words", doc.words], ["word", doc.words[0]], ["words' walk", doc.words[Symbol.iterator]()]])
		left.push([name + ".__proto__", Object.getPrototypeOf(o)]);
	let seen = 0;
	while (left.length > 0) {
		const [name, o] = left.pop();
		if (o === null || typeof o !== "object" && typeof o !== "function") continue;
		seen++;
		if (!Object.isFrozen(o)) loose.push(name);
		left.push([name + ".__proto__", Object.getPrototypeOf(o)]);
	}
	return { loose, enough: seen > 100 };
} export function suggest() {}`)
	out, err := r.Record(t.Context(), article("x"), engine.Options{})
	if err != nil || string(out) != `{"loose":[],"enough":true}`+"\n" {
		t.Fatalf("%s %v", out, err)
	}
}

// Cancelling ends a run that native code holds for long, and says that it was cancelled.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := load(t, head+`export function suggest(doc) { doc.grammar; for (;;); }`)
	opt := engine.Options{
		Limits:  rules.Limits{Steps: 1 << 40},
		Grammar: func(context.Context, annotateDocument) (any, error) { cancel(); return nil, nil },
	}
	if report := r.Run(ctx, article("x"), opt); report.Stop == nil || report.Stop.Kind != rules.Cancel {
		t.Fatalf("%+v", report)
	}
}

// A clock that is handed in ends a run where the context cannot.
func TestTimeout(t *testing.T) {
	r := load(t, head+`export function suggest(doc) { for (;;); }`)
	at := time.Unix(0, 0)
	opt := engine.Options{Limits: rules.Limits{Steps: 1 << 40, Time: ample}, Now: func() time.Time { at = at.Add(time.Minute); return at }}
	report := r.Run(t.Context(), article("x"), opt)
	if report.Stop == nil || report.Stop.Kind != rules.Timeout || report.Stop.Line != 1 {
		t.Fatalf("%+v", report)
	}
}

func TestGrammar(t *testing.T) {
	r := load(t, head+`export function suggest(doc, emit) {
	if (doc.grammar !== doc.grammar) throw 1;
	for (const n of doc.grammar.nouns) emit.span(n.at, "claim", { reason: n.tag });
}`)
	calls := 0
	opt := engine.Options{Grammar: func(_ context.Context, d annotateDocument) (any, error) {
		calls++
		return map[string]any{"nouns": []any{map[string]any{"at": d.Text.Lines()[0], "tag": "NP"}}}, nil
	}}
	report := r.Run(t.Context(), article("Ferry"), opt)
	if report.Stop != nil || len(report.Spans) != 1 || report.Spans[0].Reason != "NP" || calls != 1 {
		t.Fatalf("%+v after %d calls", report, calls)
	}
	opt.Grammar = func(context.Context, annotateDocument) (any, error) { return nil, errors.New("no model") }
	if report = r.Run(t.Context(), article("Ferry"), opt); report.Stop == nil || !strings.Contains(report.Stop.Text, "no model") {
		t.Fatalf("%+v", report)
	}
}

// The same rule over the same document is the same report, to the byte and to the step.
func TestDeterministic(t *testing.T) {
	r := load(t, head+`export function suggest(doc, emit) {
	const seen = new Map();
	for (const w of doc.words) seen.set(w.text, [...(seen.get(w.text) || []), w]);
	for (const [word, places] of seen) for (const p of places) emit.span(p, "claim", { confidence: 1 / places.length, reason: word });
}`)
	doc := article(strings.Repeat("The ferry left the old pier. ", 20))
	want := fmt.Sprintf("%+v", plain(r.Run(t.Context(), doc, engine.Options{})))
	for range 5 {
		if got := fmt.Sprintf("%+v", plain(r.Run(t.Context(), doc, engine.Options{}))); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	}
}

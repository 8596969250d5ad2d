package engine_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const notice = "Bridge 🙂 safe\n“Nobody has to worry,” Mayor Ida Brandt said. Fares rose 4%."

// marked is notice with marks of ana.
func marked(t testing.TB) engine.Document {
	t.Helper()
	d := article(notice)
	d.Title, d.Lang, d.By, d.Scheme = "Bridge", "en-GB", "ana", scheme()
	d.Meta = []annotate.Field{{Name: "desk", Value: "city"}, {Name: "toString", Value: "odd"}}
	d.Blocks = []annotate.Block{
		{ID: 1, Kind: annotate.Headline, Range: annotate.Range{From: 0, To: 13}},
		{ID: 2, Kind: annotate.Caption, Range: annotate.Range{From: 14, To: 36}, Repeats: 1, Note: "note"},
		{ID: 3, Kind: annotate.Credit, Range: annotate.Range{From: 37, To: 53}, Of: 2},
	}
	l, _, err := d.Layer.Apply(annotate.Tx{
		annotate.AddSpan{Span: annotate.Span{ID: "q", Label: "content", Ranges: []annotate.Range{{From: 14, To: 20}, {From: 22, To: 36}}}},
		annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "source", Ranges: []annotate.Range{{From: 37, To: 53}}, Attrs: annotate.Attrs{{Name: "kind", Value: "person"}}, Origin: &annotate.Origin{Rule: "names", Version: "1", Score: 0.5}}},
		annotate.AddRelation{Relation: annotate.Relation{ID: "r", Label: "source", Head: "q", Tail: "s"}},
		annotate.SetAttr{Name: "genre", To: new("hard_news")},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Layer = l
	return d
}

func scheme() annotate.Scheme {
	return annotate.Scheme{
		ID: "test", Version: 3, Groups: []annotate.Group{{ID: "g", Overlap: annotate.OverlapFree}},
		Labels:    []annotate.LabelDef{{ID: "content", Group: "g", Title: "Content"}, {ID: "source", Group: "g", Title: "Source", Contiguous: true}},
		Relations: []annotate.RelationDef{{ID: "source", Title: "Source", Heads: []annotate.Label{"content"}, Tails: []annotate.Label{"source"}, Max: 1}},
		Attributes: []annotate.AttrDef{
			{ID: "kind", On: []string{"source"}, Title: "Kind", Type: annotate.Enum, Values: []string{"person", "paper"}, Required: true},
		},
	}
}

// What a script sees of a document.
func TestView(t *testing.T) {
	texts := `.map((x) => x.text)`
	tests := []struct{ expression, want string }{
		{`[doc.id.length, doc.title, doc.lang, doc.annotator, doc.length]`, `[16,"Bridge","en-GB","ana",74]`},
		{`[doc.meta.desk, doc.meta.toString, doc.meta.constructor, doc.attrs]`, `["city","odd",null,{"genre":"hard_news"}]`},
		{`doc.blocks.map((b) => [b.id, b.kind, b.text, b.of, b.repeats, b.note])`,
			`[[1,"headline","Bridge 🙂 safe",null,null,null],[2,"caption","“Nobody has to worry,”",null,1,"note"],[3,"credit","Mayor Ida Brandt",2,null,null]]`},
		{`doc.paragraphs` + texts, `["Bridge 🙂 safe","“Nobody has to worry,” Mayor Ida Brandt said. Fares rose 4%."]`},
		{`doc.sentences` + texts, `["Bridge 🙂 safe","“Nobody has to worry,” Mayor Ida Brandt said.","Fares rose 4%."]`},
		{`doc.quotations` + texts, `["“Nobody has to worry,”"]`},
		{`doc.tokens.slice(-5)` + texts, `[".","Fares","rose","4%","."]`},
		{`doc.tokens.slice(0, 4).map((x) => [x.start, x.end, x.word])`, `[[0,6,true],[7,8,true],[9,13,true],[14,15,false]]`},
		{`doc.words.length`, `14`},
		{`doc.tokens === doc.tokens && doc.spans === doc.spans`, `true`},
		{`doc.spans.map((s) => [s.id, s.label, s.start, s.end, s.text, s.parts.length, s.attrs, s.origin])`,
			`[["q","content",14,36,"“Nobody has to worry,”",2,{},null],["s","source",37,53,"Mayor Ida Brandt",1,{"kind":"person"},{"confidence":0.5,"rule":"names","version":"1"}]]`},
		{`doc.relations.map((r) => [r.id, r.label, r.head === doc.spans[0], r.tail === doc.spans[1]])`, `[["r","source",true,true]]`},
		{`doc.spansIn({ start: 40, end: 41 }).map((s) => s.id)`, `["s"]`},
		{`doc.spansIn({ start: 0, end: 60 }, "content")[0] === doc.spans[0]`, `true`},
		{`[doc.scheme.id, doc.scheme.version, doc.scheme.labels.map((l) => l.id), doc.scheme.relations[0].heads, doc.scheme.attributes[0].required]`,
			`["test",3,["content","source"],["content"],true]`},
		{`[doc.grammar === doc.grammar, Object.isFrozen(doc.grammar), doc.grammar.sentences.length]`, `[true,true,4]`},
		{`[doc.slice(7, 8), doc.slice(70), doc.slice(doc.spans[1]), doc.text.slice(7, 8).length]`, `["🙂"," 4%.","Mayor Ida Brandt",1]`},
		{`doc.range(0, 6)`, `{"start":0,"end":6}`},
		{`doc.unitAt("word", 38).text`, `"Mayor"`},
		{`doc.units("word", { start: 0, end: 13 })` + texts, `["Bridge","🙂","safe"]`},
		{`[doc.trim({ start: 13, end: 37 }).start, doc.trim({ start: 14, end: 36 }, "quotes").text]`, `[14,"Nobody has to worry"]`},
		{`doc.find("o").length`, `6`},
		{`doc.find(/\p{Lu}\p{Ll}+/u, { in: doc.spans[1] })` + texts, `["Mayor","Ida","Brandt"]`},
		{`doc.find(/(\w+) said/, { group: 1 }).map((m) => [m.start, m.text, m.groups[0].text])`, `[[47,"Brandt","Brandt said"]]`},
		{`doc.find(/(?<n>\d)%|(?<x>zz)/).map((m) => [m.named.n.start, m.named.x])`, `[[71,null]]`},
		{`doc.find(/x*/).length`, `0`},
		{`doc.find(/^\S/gm)` + texts, `["B","“"]`},
	}
	for _, tt := range tests {
		r := load(t, head+"export function record(doc) { return { v: ("+tt.expression+") }; } export function suggest() {}")
		out, err := r.Record(t.Context(), marked(t), engine.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.expression, err)
			continue
		}
		if got := strings.TrimSuffix(strings.TrimPrefix(string(out), `{"v":`), "}\n"); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.expression, got, tt.want)
		}
	}
}

// What a script sees of the grammar of "Bridge 🙂 safe" and what follows.
func TestGrammarView(t *testing.T) {
	const text = "Bridge 🙂 safe\n“We sail,” Mayor Ida Brandt, a farmer, said. “Nobody has to worry.”\nShe urged them to wait, and said that fares had not been raised."
	tests := []struct{ expression, want string }{
		{`g.tokens.slice(0, 3).map((t) => [t.index, t.text, t.lower, t.pos, t.word])`, `[[0,"Bridge","bridge","noun",true],[1,"🙂","🙂","mark",false],[2,"safe","safe","adjective",true]]`},
		{`g.tokens.filter((t) => t.text === "said").map((t) => [t.lemma, t.form, t.quote, t.sentence.text])`,
			`[["say","past",null,"“We sail,” Mayor Ida Brandt, a farmer, said."],["say","past",null,"She urged them to wait, and said that fares had not been raised."]]`},
		{`g.tokensIn({ start: 14, end: 24 }).map((t) => [t.text, t.quote === g.quotes[0]])`, `[["“",true],["We",true],["sail",true],[",",true],["”",true]]`},
		{`g.chunks.filter((c) => c.name).map((c) => [c.text, c.full.text, c.head.text, c.sort, c.title, c.name, c.after])`,
			`[["Mayor Ida Brandt","Mayor Ida Brandt, a farmer","Brandt","person","Mayor","Ida Brandt",null]]`},
		{`g.verbs.slice(-1).map((v) => [v.text, v.head.text, v.lemma, v.finite, v.tense, v.passive, v.perfect, v.negative])`, `[["had not been raised","raised","raise",true,"past",true,true,true]]`},
		{`g.clauses.slice(-1).map((c) => [c.text, c.kind, c.verb === g.verbs[g.verbs.length - 1], c.subject.text, c.introducer.text])`,
			`[["that fares had not been raised","complement",true,"fares","that"]]`},
		{`g.quotes.map((q) => [q.text, q.inner.text, q.level, q.use, q.unclosed, q.reopened, q.parts.length])`,
			`[["“We sail,”","We sail,",1,"speech",false,false,1],["“Nobody has to worry.”","Nobody has to worry.",1,"speech",false,false,1]]`},
		{`g.attributions.map((a) => [a.content.map((p) => p.text).join("|"), a.source[0].text, a.cue[0].text, a.directness, a.reports, a.negative, a.order, a.inherited, a.depth, a.lemma, a.speaker.name])`,
			`[["“We sail,”|“Nobody has to worry.”","Mayor Ida Brandt, a farmer","said","direct","speech",false,"qsc",false,0,"say","Ida Brandt"],["that fares had not been raised","She","said","indirect","speech",false,"scq",false,0,"say","Ida Brandt"]]`},
		{`g.attributionsIn(doc.paragraphs[2]).length`, `1`},
		{`g.requests.map((r) => [r.content[0].text, r.cue[0].text])`, `[["to wait","urged"]]`},
		{`g.speakers.map((s) => [s.name, s.sort, s.text, s.mentions.length])`, `[["Ida Brandt","person","Mayor Ida Brandt",3]]`},
		{`g.sentences[1].tokens.length === g.tokensIn(g.sentences[1]).length`, `true`},
		{`Object.getPrototypeOf(g.tokens[0]) === Object.getPrototypeOf(g.tokens[1]) && Object.isFrozen(Object.getPrototypeOf(g.tokens[0]))`, `true`},
	}
	for _, tt := range tests {
		if got := evaluate(t, text, "((g) => "+tt.expression+")(doc.grammar)"); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.expression, got, tt.want)
		}
	}
	for _, tt := range []struct{ expression, want string }{
		{`Object.keys(g.tokens[1])`, `["start","end","index"]`},
		{`({ ...g.tokens[1] })`, `{"start":7,"end":8,"index":1}`},
		{`g.tokens[1]`, `{"start":7,"end":8,"index":1}`},
		{`Object.create(g.tokens[0]).lemma`, `"bridge"`},
		{`[Array.isArray(g.tokens), Object.isFrozen(g.tokens), Object.isFrozen(g.tokens[0]), g.tokens[-1] === undefined, g.tokens.slice(1, 2).concat(g.tokens.slice(2, 3)).length]`, `[true,true,false,true,2]`},
		{`(() => { const a = [1, 2], seen = []; for (const x of a) { seen.push(x); if (a.length < 4) a.push(x); } const w = [7, , 9].values(); return [seen, [...w], w.next(), typeof w[Symbol.iterator], Object.keys(g.tokens[Symbol.iterator]().next())]; })()`,
			`[[1,2,1,2],[7,null,9],{"done":true},"function",["value","done"]]`},
		{`(() => { const [first, ...rest] = g.tokens; return [first.text, rest.length === g.tokens.length - 1, new Set(g.tokens).size === g.tokens.length]; })()`, `["Bridge",true,true]`},
		{`(() => { const t = g.tokens[0]; t.mine = 1; t.mine++; const had = [t.mine, "mine" in t, Object.keys(t)]; delete t.mine; return [had, "mine" in t, Object.keys(t)]; })()`,
			`[[2,true,["start","end","index","mine"]],false,["start","end","index"]]`},
	} {
		if got := evaluate(t, text, "((g) => "+tt.expression+")(doc.grammar)"); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.expression, got, tt.want)
		}
	}
	for _, expression := range []string{`g.tokens[0].start = 3`, `g.tokens[0].lemma = "x"`, `delete g.tokens[0].end`, `Object.defineProperty(g.tokens[0], "text", { value: "x" })`, `doc.range(0, 1).text = "x"`,
		`g.tokens.sort()`, `g.tokens.push(1)`, `g.tokens[0] = 1`, `g.tokens.length = 0`, `Object.setPrototypeOf(g.tokens[0], null)`, `Object.setPrototypeOf(g.tokens, [])`, `g.tokens[Symbol.iterator]().next.call({})`} {
		if got := evaluate(t, text, "((g) => { "+expression+"; })(doc.grammar)"); !strings.Contains(got, "TypeError") {
			t.Errorf("%s: %s", expression, got)
		}
	}
	for _, text := range []string{"Der Hafen ist nach Angaben der Behörde bis Freitag geschlossen, und die Fähre ist nicht im Einsatz."} {
		if got := evaluate(t, text, "doc.grammar"); got != "null" {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// Rules that share a reading analyse a document once, and another document again.
func TestReadOnce(t *testing.T) {
	read := engine.ReadOnce()
	first, second := article("“We sail,” she said."), article("“We wait,” he said.")
	a, _ := read(t.Context(), first.Document)
	if b, _ := read(t.Context(), first.Document); a != b {
		t.Error("one document was analysed twice")
	}
	if b, _ := read(t.Context(), second.Document); a == b {
		t.Error("two documents have one analysis")
	}
	r := load(t, head+`export function suggest(doc, emit) { for (const a of doc.grammar.attributions) emit.span(a.source[0], "source"); }`)
	own, shared := r.Run(t.Context(), first, engine.Options{}), r.Run(t.Context(), first, engine.Options{Grammar: engine.ReadOnce()})
	if diff := cmp.Diff(plain(own), plain(shared)); diff != "" || len(own.Spans) != 1 {
		t.Errorf("%d spans (-own +shared)\n%s", len(own.Spans), diff)
	}
}

// What is ours of the language does what the language says.
func TestLanguage(t *testing.T) {
	tests := []struct{ expression, want string }{
		{`"a-b_c".split(/[-_]/)`, `["a","b","c"]`},
		{`"abc".split(/(b)/)`, `["a","b","c"]`},
		{`["".split(""), "".split(","), "".split(/x/), "a🙂".split("").length, "a,b,c".split(",", 2), "abc".split(/(?:)/), "abc".split()]`, `[[],[""],[""],3,["a","b"],["a","b","c"],["abc"]]`},
		{`"aXbX".replace("X", "-")`, `"a-bX"`},
		{`"aXbX".replaceAll("X", "$$$&$&")`, "\"a$XXb$XX\""},
		{"\"abc\".replace(/b/, \"[$`|$'|$0|$1|$<n>|$]\")", `"a[a|c|$0|$1||$]c"`},
		{`"John Smith".replace(/(\w+)\s(\w+)/, "$2, $1")`, `"Smith, John"`},
		{`"2026-11".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>")`, `"11/2026"`},
		{`"abc".replace(/./g, (c, at, all) => c + at + all.length)`, `"a03b13c23"`},
		{`"ab".replace(/(?<x>a)/, (m, x, at, all, named) => named.x + at)`, `"a0b"`},
		{`"🙂a".replace(/a/, (m, at) => at)`, `"🙂2"`},
		{`"aaa".match(/a/g)`, `["a","a","a"]`},
		{`"xay".match(/a/).index`, `1`},
		{`"🙂ay".match(/a/).index`, `2`},
		{`"b".match(/a/)`, `null`},
		{`[..."a1b2".matchAll(/[a-z](\d)/g)].map((m) => [m.index, m[1]])`, `[[0,"1"],[2,"2"]]`},
		{`"xyz".search(/z/)`, `2`},
		{`"x.z".match(".").index`, `0`},
		{`(() => { const r = /a(b)?/g, out = []; let m; while ((m = r.exec("ab a"))) out.push([m.index, m[1], r.lastIndex]); return out; })()`, `[[0,"b",2],[3,null,4]]`},
		{`(() => { const r = /\bb/g; r.lastIndex = 1; return [r.test("ab b"), r.lastIndex]; })()`, `[true,4]`},
		{`(() => { const r = /^b/g; r.lastIndex = 1; return r.test("ab"); })()`, `false`},
		{`(() => { const r = /b/y; return [r.test("ab"), (r.lastIndex = 1, r.test("ab")), r.lastIndex]; })()`, `[false,true,2]`},
		{`[/\u{1F642}/u.test("🙂"), /\uD83D\uDE42/.test("🙂"), /^.$/u.test("🙂"), /\x41\t?\cA?[\b]?/.test("A")]`, `[true,true,true,true]`},
		{`[/\p{L}/u.test("é"), /\P{L}/u.test("é"), /\p{Script=Greek}/u.test("α"), /[\p{Lu}\d]/u.test("É"), /\p{Uppercase_Letter}/.test("É")]`, `[true,false,true,true,true]`},
		{`[/[\w-]/.test("-"), /[a\-z]/.test("-"), /[^]/.test("\n"), /[]/.test("a"), /[[]/.test("["), /\s/.test("\u00a0"), /[^\s]/.test("\u00a0"), /[\S]/.test("\u2003")]`, `[true,true,true,false,true,true,false,false]`},
		{`[/a.c/.test("a\nc"), /a.c/s.test("a\nc"), /^b/m.test("a\nb"), /A/i.test("a"), /a{2,3}?/.exec("aaa")[0], /a\/b/.test("a/b")]`, `[false,true,true,true,"aa",true]`},
		{`[String(/a\/b/gi), /x/g.flags, /x/.source, /x/y.sticky, /x/g.global, new RegExp("a+", "g").flags, new RegExp(/b/i).source]`, `["/a\\/b/gi","g","x",true,true,"g","b"]`},
		{`[/(a+)+$/.test("a".repeat(5000) + "!"), /^(\w+\s?)*$/.test("x ".repeat(2000) + "!")]`, `[false,false]`},
		{`[/a/ instanceof RegExp, typeof /a/, Object.prototype.toString.call([])]`, `[true,"object","[object Array]"]`},
		{`[[1, [2, [3, [4]]]].flat(), [1, [2, [3]]].flat(Infinity), [[1], [2]].flatMap((x) => x)]`, `[[1,2,[3,[4]]],[1,2,3],[1,2]]`},
		{`[[1, , null, undefined, [2, 3]].join(), String([1, [2]]), [].join("x"), [1, 2].join("-")]`, `["1,,,,2,3","1,2","","1-2"]`},
		{`[Array.from("a🙂").length, Array.from({ length: 3 }, (_, i) => i * i), Array.from(new Set([1, 1, 2])), Array.from([5], (x) => x + 1)]`, `[2,[0,1,4],[1,2],[6]]`},
		{`[[3, 1, 2].sort(), [1, 2].concat([3], 4), [..."ab", ...[1]], Math.max(...[1, 5, 2]), [1, 2, 3].includes(2)]`, `[[1,2,3],[1,2,3,4],["a","b",1],5,true]`},
		{`[Math.max.apply(null, [1, 3]), ((...a) => a.length).apply(null, { length: 2 }), (function () { return this.x }).bind({ x: 1 })()]`, `[3,2,1]`},
		{`[JSON.stringify({ a: [1, "x", null, undefined, () => 1], b: undefined, c: { toJSON() { return 5 } } }), JSON.stringify(undefined), JSON.parse('{"a":[1]}').a[0]]`, `["{\"a\":[1,\"x\",null,null,null],\"c\":5}",null,1]`},
		{`JSON.stringify({ a: [1, { b: 2 }], c: [], d: {} }, null, 1)`, `"{\n \"a\": [\n  1,\n  {\n   \"b\": 2\n  }\n ],\n \"c\": [],\n \"d\": {}\n}"`},
		{`[0.1 + 0.2, 1e21, -0, NaN, 1 / 0, 5]`, `[0.30000000000000004,1e+21,0,null,null,5]`},
		{`(() => { class A { #x = 1; get x() { return this.#x } static s = 2 } class B extends A { get y() { return super.x } } return [new B().y, B.s] })()`, `[1,2]`},
		{`(() => { let s = "a"; s += 1 + 2; s += "b" + s; const o = { n: 1 }; o.n += 2; return [s, o.n, 1 + 2, [] + 1] })()`, `["a3ba3",3,3,"1"]`},
		{"(() => { const t = (s, ...v) => s.raw.join('|') + v; return [t`a${1}b`, `x${1 + 1}y`] })()", `["a|b1","x2y"]`},
		{`(() => { outer: for (const i of [1, 2]) { for (;;) { if (i === 1) continue outer; break outer } } let n = 0; do n++; while (n < 3); for (const k in { a: 1 }) n += k; return n })()`, `"3a"`},
		{`(() => { "use strict"; try { undefinedName } catch (e) { return [e.name, e instanceof ReferenceError] } finally { } })()`, `["ReferenceError",true]`},
		{`(function ({ a, ...rest } = { a: 1, b: 2 }, [c, d = 4] = [3]) { return [a, rest, c, d] })()`, `[1,{"b":2},3,4]`},
		{`["a".repeat(3), "a".padStart(3, "-"), "É".toLowerCase(), "e\u0301".normalize("NFC").length, "a,b".concat("c", 1), "abc".at(-1), " x ".trim()]`, `["aaa","--a","é",1,"a,bc1","c","x"]`},
		{`new Map([["a", 1]]).get("a") + new Set([1, 2]).size`, `3`},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			if got := evaluate(t, "x", tt.expression); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// What rules emit, as the report has it: the same bytes natively and in a browser.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.js"))
	if err != nil || len(files) == 0 {
		t.Fatal("there are no rules to try", err)
	}
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := engine.Load(t.Context(), rules.Source{Name: filepath.Base(file), Code: string(code)}, engine.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		got := strings.ReplaceAll(plain(r.Run(t.Context(), marked(t), engine.Options{})), `},{`, "},\n{") + "\n"
		golden := strings.TrimSuffix(file, ".js") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", file, diff)
		}
	}
}

// The declarations name what there is, and nothing else.
func TestTypes(t *testing.T) {
	names := func(of string) string {
		_, rest, _ := strings.Cut(rules.Types, "  interface "+of+" {\n")
		body, _, _ := strings.Cut(rest, "\n  }")
		seen := map[string]bool{}
		for line := range strings.Lines(body) {
			if !strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "     ") {
				continue
			}
			word := strings.TrimPrefix(strings.TrimSpace(line), "readonly ")
			if end := strings.IndexAny(word, ":(?"); end > 0 && !strings.HasPrefix(word, "/") && !strings.HasPrefix(word, "*") {
				seen[word[:end]] = true
			}
		}
		return strings.Join(slices.Sorted(maps.Keys(seen)), ",")
	}
	pieces := []string{"Word extends Piece", "GrammarSentence extends Piece", "Chunk extends Piece", "Verb extends Piece", "GrammarClause extends Piece", "Quote extends Piece", "Attribution extends Piece", "Speaker extends Piece"}
	declared := ""
	for _, of := range pieces {
		declared += "," + names(of)
	}
	r := load(t, head+`export function suggest(doc, emit) {
	const declared = Array.from(new Set("`+declared[1:]+`".split(","))).sort();
	emit.problem(null, Object.getOwnPropertyNames(doc).sort().join());
	emit.problem(null, Object.getOwnPropertyNames(emit).sort().join());
	const g = doc.grammar;
	emit.problem(null, Object.getOwnPropertyNames(g).sort().join());
	for (const x of [g.tokens[0], g.sentences[0], g.chunks[0], g.verbs[0], g.clauses[0], g.quotes[0], g.attributions[0], g.speakers[0]]) {
		emit.problem(null, declared.filter((name) => name in x).join());
	}
}`)
	report := r.Run(t.Context(), article("“We sail,” Mayor Ida Brandt said."), engine.Options{})
	if report.Stop != nil {
		t.Fatal(report.Stop)
	}
	for i, of := range append([]string{"Doc", "Emit", "Grammar"}, pieces...) {
		if diff := cmp.Diff(names(of), report.Problems[i].Message); diff != "" {
			t.Errorf("%s (-declared +there)\n%s", of, diff)
		}
	}
}

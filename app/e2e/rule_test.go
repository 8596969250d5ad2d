//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// codeJS is the text of the code editor, which stands in a shadow root.
const codeJS = `document.querySelector("#rule-code").shadowRoot.querySelector(".cm-content")`

// writes waits for the code editor, and types a whole new text into it.
func (b *browser) writes(code string) {
	b.t.Helper()
	b.waitFor("the code editor", `document.querySelector("#rule-code[data-ready]")`)
	b.waitFor("the focus in it", `document.querySelector("#rule-code").shadowRoot.activeElement?.matches(".cm-content")`)
	b.keys("Ctrl+a")
	b.pastes(code)
}

// pastes puts text where the focus is, as an input method does.
func (b *browser) pastes(text string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.t.Fatal(err)
	}
}

// ruleSays waits until the panel in which a rule is written says words.
func (b *browser) ruleSays(words string) {
	b.t.Helper()
	b.waitFor("the rule to say "+words, `document.querySelector("#rule-says")?.innerText.includes(`+quote(words)+`)`)
}

// sketchedJS counts the stretches of the sheet that are drawn in pencil.
const sketchedJS = marksJS + `.filter(e => e.classList[0].endsWith("p")).length`

// atSheet waits until no panel is open and the sheet has the focus.
func (b *browser) atSheet() {
	b.t.Helper()
	b.waitFor("the sheet", `!document.querySelector(".panel") && document.activeElement?.id === "sheet"`)
}

// TestWriteRule writes a rule on the desk: an error at its line, what it finds in the article while it is typed, completion
// from the declarations, saved with a key, run, and still there and writable without a network after a reload.
func TestWriteRule(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	eval[bool](b, `galleyOfflineReady`)
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l")
	if n := eval[int](b, `performance.getEntriesByType("resource").filter(e => e.name.endsWith("/code/editor.js") && e.initiatorType !== "other").length`); n != 0 {
		t.Error("the code editor was fetched before anybody wanted it")
	}
	b.keys("H")
	b.pencilSays("Write a rule")
	b.onlyOwn()
	b.press(`#pencil .rules .actions .button`)
	b.ruleSays("my-rule 1")

	const head = `export const rule = { name: "bridges", version: "1", labels: ["claim"] };` + "\n"
	b.writes(head + "export function suggest(doc, emit) {\n  for (const m of doc.find(/bridge/)) emit.span(m, \"clam\");\n}\n")
	b.ruleSays(`new.js:3`)
	b.waitFor("the problem at its line", `document.querySelector("#rule-code").shadowRoot.querySelectorAll(".cm-gutter-lint .cm-lint-marker-error").length === 1`)

	b.writes(head + "export function suggest(doc, emit) {\n  for (const m of doc.find(/bridge/)) emit.span(m, \"claim\", { reason: \"a bridge\" });\n}\n")
	bridges := strings.Count(story, "bridge")
	b.ruleSays(fmt.Sprintf("bridges 1: %d marks proposed", bridges))
	b.waitFor("them in words", fmt.Sprintf(`document.querySelectorAll("#rule .found .row").length === %d`, bridges))
	b.waitFor("and in pencil on the sheet", sketchedJS+` > 0`)
	b.press("#rule .found .row")
	b.waitFor("the place to be said", `document.querySelector("#say")?.innerText.includes("Claim: bridge")`)

	// Completion knows what a document has, and what a loop walks over.
	eval[bool](b, `(`+codeJS+`.focus(), true)`)
	b.writes(head + "export function suggest(doc, emit) {\n  for (const q of doc.quotations) emit.span(q, \"claim\", { reason: q")
	b.pastes(".")
	b.keys("Ctrl+ ")
	b.waitFor("what a piece has", `(() => {
		const all = [...document.querySelector("#rule-code").shadowRoot.querySelectorAll(".cm-tooltip-autocomplete li")].map(e => e.innerText);
		return all.length === 3 && all.some(e => e.startsWith("text"));
	})()`)
	b.keys("Escape")
	if !eval[bool](b, `document.querySelector("#rule") !== null`) {
		t.Fatal("Escape closed the panel, and not the list of names alone")
	}

	b.writes(head + "export function suggest(doc, emit) {\n  for (const m of doc.find(/bridge/)) emit.span(m, \"claim\", { reason: \"a bridge\" });\n}\n")
	b.ruleSays("marks proposed")
	b.keys("Ctrl+s")
	b.waitFor("the rule to be saved", `document.querySelector("#rule h2").innerText === "bridges.js"`)
	b.saved()
	b.keys("Escape")
	b.atSheet()
	b.waitFor("the pencil to go with the editor", sketchedJS+` === 0`)
	b.keys("V")
	b.waitFor("its pencil marks", fmt.Sprintf(`%s === %d`, pencilledJS, bridges))

	d.stop()
	b.expectFailures(true)
	b.reload()
	b.keys("H")
	b.pencilSays("bridges 1")
	b.press(`.rule-row[data-rule="bridges"] .rule-actions .button`)
	b.waitFor("the code without a network", `document.querySelector("#rule-code[data-ready]") && `+codeJS+`.innerText.includes("a bridge")`)
	b.writes(head + "export function suggest(doc, emit) {\n  for (const m of doc.find(/bridge|quay/)) emit.span(m, \"claim\", { reason: \"a bridge\" });\n}\n")
	b.ruleSays(fmt.Sprintf("%d marks proposed", bridges+strings.Count(story, "quay")))
	b.keys("Ctrl+s")
	b.waitFor("a new version", codeJS+`.innerText.includes('version: "2"')`)
	d.start()
	b.expectFailures(false)
}

// TestRunawayDraft writes a rule that does not end: the desk goes on, the worker is ended from outside, the rule is named,
// and the next text is tried in a fresh one.
func TestRunawayDraft(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("H")
	b.press(`#pencil .rules .actions .button`)
	b.ruleSays("my-rule 1")
	eval[bool](b, `(() => {
		globalThis.ended = 0;
		const terminate = Worker.prototype.terminate;
		Worker.prototype.terminate = function () { ended++; terminate.call(this); };
		globalThis.slowest = 0;
		let last = performance.now();
		const look = (now) => { slowest = Math.max(slowest, now - last); last = now; requestAnimationFrame(look); };
		requestAnimationFrame(look);
		return true;
	})()`)
	b.writes(endless)
	b.waitFor("the desk to be at hand meanwhile", `slowest > 0`)
	b.ruleSays("new.js:3")
	b.ruleSays("was ended")
	if ended := eval[int](b, `ended`); ended == 0 {
		t.Error("the rule was stopped by its own limits, which this test is not about")
	}
	t.Logf("the slowest frame beside it took %.0f ms", eval[float64](b, `slowest`))
	b.writes("export const rule = { name: \"quays\", version: \"1\", labels: [\"claim\"] };\nexport function suggest(doc, emit) {\n  for (const m of doc.find(/quay/)) emit.span(m, \"claim\");\n}\n")
	b.ruleSays(fmt.Sprintf("quays 1: %d mark", strings.Count(story, "quay")))
}

// TestMarkBesideRunaway marks words with the keyboard while a rule runs in a loop that does not end: the mark lands and is saved,
// the rule is stopped and named with its line, and nothing of it stays.
func TestMarkBesideRunaway(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l", "H")
	b.press(`#pencil .rules .actions .button`)
	b.ruleSays("my-rule 1")
	b.writes("export const rule = { name: \"endless\", version: \"1\", labels: [\"claim\"] };\nexport function suggest(doc, emit) {\n  emit.span(doc.words[0], \"claim\");\n  for (;;) {}\n}\n")
	eval[bool](b, `(document.querySelector("#sheet").focus(), true)`)
	b.keys("J", "3", "c")
	b.waitFor("the mark in the list", `document.querySelector("#list .row")`)
	b.saved()
	b.ruleSays("new.js:4")
	b.ruleSays("a loop that does not end")
	if n := eval[int](b, sketchedJS); n != 0 {
		t.Errorf("%d stretches in pencil of a rule that was stopped", n)
	}
	b.reload()
	b.opened("Swing bridge to reopen")
	b.waitFor("the mark after a reload", `document.querySelectorAll("#list .row").length === 1`)
}

// TestForkAndTest makes a rule of Galley's own one of the project's, tests it against one's own marks, and goes from what it
// missed to the place in the article.
func TestForkAndTest(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.openDoc("Ferry crews")
	b.drag("The crews of the northern ferries and the island council will meet on Thursday")
	b.keys("m")
	b.drag("both sides")
	b.keys("s")
	b.drag("We are not coming with our pockets open")
	b.keys("c")
	b.saved()
	b.openDoc("The Latest")
	b.keys("H")
	b.pencilSays("news-byline")
	b.press(`.rule-row[data-rule="news-claim"] .rule-actions .button`)
	b.waitFor("its code", `document.querySelector("#rule-code[data-ready]") && `+codeJS+`.innerText.includes('name: "my-claim"')`)
	b.ruleSays("my-claim")
	b.keys("Ctrl+s")
	b.waitFor("the rule to be saved", `document.querySelector("#rule h2").innerText === "my-claim.js"`)
	b.saved()
	b.waitFor("the way to the test", `[...document.querySelectorAll("#rule .button")].some(e => e.innerText === "Test on the project")`)
	eval[bool](b, `([...document.querySelectorAll("#rule .button")].find(e => e.innerText === "Test on the project").click(), true)`)
	b.waitFor("its figures", `document.querySelector('#ruletest tbody[data-rule="my-claim"]') && !document.querySelector("#ruletest progress")`)
	if text := eval[string](b, `document.querySelector("#ruletest").innerText`); !strings.Contains(text, "held against Ana’s marks, over 1 article") {
		t.Errorf("the panel says %q", text)
	}
	b.press(`#ruletest tbody[data-rule="my-claim"] button`)
	b.waitFor("what it differs in", `document.querySelector("#ruletest .misses .row")`)
	words := eval[string](b, `document.querySelector("#ruletest .misses .row-text").innerText`)
	b.press(`#ruletest .misses .row`)
	b.opened("Ferry crews")
	b.waitFor("the place to be said", `document.querySelector("#say")?.innerText.includes(`+quote(strings.TrimSuffix(words, "…")[:20])+`)`)

	// Validators over the project: how much each found, and where.
	eval[bool](b, `([...document.querySelectorAll("#ruletest .button")].find(e => e.innerText === "Run the validators").click(), true)`)
	b.press(`#ruletest tr[data-rule="check-source"] button`)
	b.waitFor("the problem", `document.querySelectorAll("#ruletest .misses .row").length === 1`)
	b.openDoc("The Latest")
	b.press(`#ruletest .misses .row`)
	b.opened("Ferry crews")
	b.waitFor("what is wrong to be said", `document.querySelector("#say")?.innerText.includes("source")`)

	// The declarations, for another editor.
	b.keys("Escape")
	b.atSheet()
	b.keys("H")
	b.press(`.rule-row[data-rule="my-claim"] .rule-actions .button`)
	b.waitFor("the code", `document.querySelector("#rule-code[data-ready]")`)
	eval[bool](b, `([...document.querySelectorAll("#rule .button")].find(e => e.innerText.includes(".d.ts")).click(), true)`)
	data, err := os.ReadFile(b.download(".d.ts"))
	if err != nil || !strings.Contains(string(data), "declare namespace Galley") {
		t.Errorf("%v: %.80s", err, data)
	}
}

// TestTemplate has a template of the project write an export: off until a person turns it on, then offered among the formats.
func TestTemplate(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("J", "3", "c")
	b.saved()
	b.drop(file{name: "who.js", data: []byte(`export const rule = { name: "who", version: "1" };
export function record(doc) { return { by: doc.annotator, marks: doc.spans.map((s) => [s.label, s.text, s.start]) }; }
`)})
	b.pencilSays("Writes exports.")
	b.exportPanel()
	offered := func(words string) string {
		return `[...document.querySelectorAll("#export-format option")].find(e => e.innerText.includes(` + quote(words) + `))`
	}
	b.waitFor("the template, off", offered("who 1 (off")+`?.disabled`)
	b.keys("Escape")
	b.atSheet()
	b.keys("H")
	b.turn("who", true)
	b.keys("Escape")
	b.atSheet()
	b.exportPanel()
	b.waitFor("the template", offered("who 1")+`&& !`+offered("who 1")+`.disabled`)
	eval[bool](b, `(() => { const s = document.querySelector("#export-format"); s.value = "rule:who"; s.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	b.looked("the first record", `document.querySelector("#export-format").value === "rule:who" && document.querySelector("#export-preview pre")?.textContent.startsWith('{"by":"Ana","marks":[["content",')`)
	b.press("#export-preview summary")
	for _, width := range []int64{390, 1280} {
		b.size(width, 900)
		eval[bool](b, `(document.querySelector("#export-preview pre").scrollIntoView({block: "center"}), true)`)
		for _, lamp := range []string{"dark", "light"} {
			b.theme(lamp)
			b.shot(fmt.Sprintf("export-template-%d-%s", width, lamp))
		}
		if wide := eval[string](b, wideJS); wide != "" {
			t.Errorf("wider than the page: %s", wide)
		}
	}
	b.press(exportSel + " .primary")
	data, err := os.ReadFile(b.download(".jsonl"))
	if err != nil || !strings.HasPrefix(string(data), `{"by":"Ana","marks":[["content",`) {
		t.Errorf("%v: %s", err, data)
	}
}

// TestExportRefused has a template write a record whose words are cut by JavaScript's own count: the story has emoji before its
// marks. What was written is read again and compared, and nothing is given out; put right, it is.
func TestExportRefused(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.drag("Families had petitioned")
	b.keys("m", "Escape")
	b.saved()
	template := func(name, cut string) file {
		return file{name: name + ".js", data: []byte(`export const rule = { name: "` + name + `", version: "1" };
export function record(doc) { return { text: doc.text, spans: doc.spans.map((s) => ({ start: s.start, end: s.end, text: ` + cut + ` })) }; }
`)}
	}
	b.drop(template("cut", "doc.text.slice(s.start, s.end)"))
	b.pencilSays("Writes exports.")
	b.drop(template("right", "doc.slice(s.start, s.end)"))
	b.waitFor("the other", `document.querySelector('.rule-row[data-rule="right"]')`)
	b.turn("cut", true)
	b.turn("right", true)
	b.keys("Escape")
	b.atSheet()
	b.exportPanel()
	b.choose("export-format", "rule:cut")
	b.looked("the template", `document.querySelector("#export-format").value === "rule:cut"`)
	b.press(exportSel + " .primary")
	b.waitFor("why it is refused", `[document.querySelector("#export-error")].some(n => n?.innerText.includes("The export was not written: sample-desk.jsonl: line 1, spans[0]: its text is") && n.innerText.includes("and the record's text has \"Families had petitioned\" from its start to its end: nothing was exported"))`)
	b.shot("export-refused")
	if found, _ := os.ReadDir(b.downloads); len(found) > 0 {
		t.Errorf("downloaded all the same: %v", found)
	}
	b.choose("export-format", "rule:right")
	b.looked("the other template", `document.querySelector("#export-format").value === "rule:right"`)
	b.press(exportSel + " .primary")
	data, err := os.ReadFile(b.download(".jsonl"))
	if err != nil || !strings.Contains(string(data), `"text":"Families had petitioned"`) {
		t.Errorf("%v: %s", err, data)
	}
}

//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// wordsRule proposes a claim for every word of a list.
func wordsRule(version, words string) file {
	return file{name: "words.js", data: fmt.Appendf(nil, `export const rule = { name: "words", version: %q, description: "Words that a desk looks out for.", labels: ["claim"] };
export function suggest(doc, emit) { for (const m of doc.find(/%s/)) emit.span(m, "claim", { confidence: 0.5, reason: "a word of the list" }); }
`, version, words)}
}

// pencilSays waits until the panel of suggestions says words.
func (b *browser) pencilSays(words string) {
	b.t.Helper()
	b.waitFor("the panel to say "+words, `document.querySelector("#pencil")?.innerText.includes(`+quote(words)+`)`)
}

// turn presses the switch of a rule, and waits for it.
func (b *browser) turn(rule string, on bool) {
	b.t.Helper()
	box := `.rule-row[data-rule=` + quote(rule) + `] input`
	b.press(box)
	b.waitFor(rule+" to turn", fmt.Sprintf(`document.querySelector(%s)?.checked === %v`, quote(box), on))
}

// onlyOwn turns off the rules for news copy that come along, whatever they are.
func (b *browser) onlyOwn() {
	b.t.Helper()
	on := `[...document.querySelectorAll('.rule-row[data-rule^="news-"] input')].find((e) => e.checked && !e.disabled)`
	for eval[bool](b, `!!`+on) {
		name := eval[string](b, on+`.closest(".rule-row").dataset.rule`)
		b.turn(name, false)
	}
}

// pencilInHand waits until a suggestion with these words in its note is in hand.
func (b *browser) pencilInHand(words string) {
	b.t.Helper()
	b.waitFor("a suggestion in hand: "+words, `document.querySelector("#hand[data-pencil]")?.textContent.includes(`+quote(words)+`)`)
}

// pencilledJS counts the notes of suggestions that wait, the one in hand among them.
const pencilledJS = `document.querySelectorAll(".note[data-pencil]").length`

// TestPencil is a desk with a rule of its own: brought in, turned on, run; what it suggests accepted, rejected, accepted all
// at once and taken back, through a reload and another run, to the file that is exported.
func TestPencil(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l")

	b.drop(wordsRule("1", "bridge|quay|March"))
	b.pencilSays("words 1")
	if eval[bool](b, `document.querySelector('.rule-row[data-rule="words"] input').checked`) {
		t.Error("a rule that was brought in is on")
	}
	b.pencilSays("May propose: Claim.")
	b.turn("words", true)
	b.onlyOwn()
	b.keys("V")
	want := strings.Count(story, "bridge") + strings.Count(story, "quay") + strings.Count(story, "March")
	b.pencilSays(fmt.Sprintf("%d suggestions wait", want))
	b.saved()
	b.keys("Escape")
	b.waitFor("pencil marks beside the sheet", fmt.Sprintf(`%s === %d`, pencilledJS, want))
	b.waitMarks(0)

	b.keys(")")
	b.pencilInHand("a word of the list")
	b.keys("&")
	b.waitMarks(1)
	b.keys(")")
	b.pencilInHand("1 of " + fmt.Sprint(want-1))
	b.keys("D")
	b.pencilInHand("1 of " + fmt.Sprint(want-2))
	b.keys("T")
	b.waitMarks(want - 1)
	b.keys("u")
	b.waitMarks(1)
	b.waitFor("them in pencil again", fmt.Sprintf(`%s === %d`, pencilledJS, want-2))
	b.saved()
	list := b.listText()

	b.reload()
	b.waitList(list)
	b.waitFor("the pencil marks", fmt.Sprintf(`%s === %d`, pencilledJS, want-2))
	b.keys("H")
	b.pencilSays("50 % of 2 accepted")
	b.keys("V")
	b.waitFor("another run to find nothing new", `document.querySelector("`+noticeSel+`").innerText.includes("0 new suggestions, `+fmt.Sprint(want-2)+` wait")`)
	b.keys("Escape", ")", "s") // with another label, by its key alone
	b.waitMarks(2)
	b.saved()

	b.keys("Escape")
	b.exportPanel()
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("sample-desk.jsonl is written"))`)
	data, err := os.ReadFile(b.download(".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"value":"words"`); n != 2 || !json.Valid([]byte(strings.SplitN(string(data), "\n", 2)[0])) {
		t.Errorf("%d spans of the export say where they come from, want 2", n)
	}
}

// endless is a rule that does not end. Two texts that are alike to their ends are compared at each turn, so that the count of steps, which
// stops other loops, is far away when time is up, and yet goes on fast enough for the rule to say where it is.
const endless = `export const rule = { name: "endless", version: "1", labels: ["claim"] };
export function suggest(doc, emit) {
  for (const a = "x".repeat(60_000), b = "x".repeat(60_000); a === b;) {}
}
`

// TestRunawayRule runs a rule that does not end: people mark and save meanwhile, the rule's worker is ended from outside, the
// rule is named, and what the others find comes from a fresh worker.
func TestRunawayRule(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l")
	b.drop(wordsRule("1", "bridge"), file{name: "endless.js", data: []byte(endless)})
	b.pencilSays("endless 1")
	b.turn("words", true)
	b.turn("endless", true)
	b.onlyOwn()
	eval[bool](b, `(() => {
		globalThis.ended = 0;
		const terminate = Worker.prototype.terminate;
		Worker.prototype.terminate = function () { ended++; terminate.call(this); };
		return true;
	})()`)
	b.keys("V")
	b.waitFor("the rules at work", `document.querySelector(".busy")?.textContent.includes("Rules are reading")`)
	b.keys("J", "3", "c") // the desk is at hand
	b.waitMarks(1)
	b.saved()
	if ended := eval[int](b, `ended`); ended != 0 {
		t.Fatal("the worker was ended before anything could be done beside it")
	}
	b.pencilSays("endless was stopped")
	b.pencilSays("endless.js:3")
	if ended := eval[int](b, `ended`); ended == 0 {
		t.Error("the rule was stopped by its own limits, which this test is not about")
	}
	b.pencilSays(fmt.Sprintf("%d suggestions wait", strings.Count(story, "bridge")))

	b.turn("endless", false)
	b.drop(wordsRule("2", "bridge|quay"))
	b.pencilSays("words 2")
	b.turn("words", true)
	b.keys("V")
	b.pencilSays(fmt.Sprintf("%d suggestions wait", strings.Count(story, "bridge")+strings.Count(story, "quay")))
}

// TestPack runs the news rules on a sample: one suggestion accepted, one rejected, both settled for good through a reload and
// another run, and the accepted one in the export with the rule that it came from.
func TestPack(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.openDoc("Ferry crews")
	b.keys("l", "V")
	b.waitFor("the rules to have run", `document.querySelector("`+noticeSel+`").innerText.includes("new suggestions")`)
	n := eval[int](b, `Number(/(\d+) wait here/.exec(document.querySelector("`+noticeSel+`").innerText)[1])`)
	if n < 10 {
		t.Fatalf("the news rules suggest %d things in the sample", n)
	}
	b.keys(")")
	b.waitFor("a suggestion in hand", `document.querySelector("#hand[data-pencil]")?.textContent.includes("1 of `+fmt.Sprint(n)+`")`)
	rule := eval[string](b, `/news-[a-z-]+/.exec(document.querySelector("#hand[data-pencil]").textContent)[0]`)
	b.keys("Y")
	b.waitMarks(1)
	b.keys("D")
	b.waitFor("the next one", `/1 of \d+/.exec(document.querySelector("#hand[data-pencil]")?.textContent ?? "")`)
	b.saved()
	b.reload()
	b.waitMarks(1)
	b.keys("V")
	b.waitFor("another run to find nothing new", `document.querySelector("`+noticeSel+`").innerText.includes("0 new suggestions, `+fmt.Sprint(n-2)+` wait")`)
	b.keys("Escape")
	b.exportPanel()
	b.press(exportSel + " .primary")
	data, err := os.ReadFile(b.download(".jsonl"))
	if err != nil || !strings.Contains(string(data), `"`+rule) {
		t.Errorf("%v: the export does not say that a mark is from %s", err, rule)
	}
}

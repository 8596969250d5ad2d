//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// counting makes the page count what a person does: presses of keys, but not of Shift and its like, drags and clicks of the mouse, and
// every modal dialog that comes up meanwhile.
const counting = `
(() => {
	const zero = { keys: 0, drags: 0, clicks: 0, dialogs: 0 };
	globalThis.did = { ...zero };
	globalThis.again = () => { const d = globalThis.did; globalThis.did = { ...zero }; return d; };
	addEventListener("keydown", (e) => { if (!["Shift", "Control", "Alt", "Meta"].includes(e.key)) did.keys++; }, true);
	let at = null;
	addEventListener("pointerdown", (e) => { at = [e.clientX, e.clientY]; }, true);
	addEventListener("pointerup", (e) => { if (at) Math.hypot(e.clientX - at[0], e.clientY - at[1]) > 4 ? did.drags++ : did.clicks++; at = null; }, true);
	new MutationObserver(() => { if (document.querySelector("dialog:modal, [aria-modal=true], [role=dialog], [role=alertdialog]")) did.dialogs++; })
		.observe(document, { subtree: true, childList: true, attributes: true });
	for (const name of ["alert", "confirm", "prompt"]) globalThis[name] = () => { did.dialogs++; };
	return true;
})()`

// A tally is what was counted.
type tally struct{ Keys, Drags, Clicks, Dialogs int }

func (c tally) String() string {
	var said []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Keys, "key"}, {c.Drags, "drag"}, {c.Clicks, "click"}} {
		switch {
		case p.n == 1:
			said = append(said, "1 "+p.what)
		case p.n > 1:
			said = append(said, fmt.Sprintf("%d %ss", p.n, p.what))
		}
	}
	return strings.Join(said, ", ")
}

// TestGestureCounts does the same few things on the sample stories that every annotator does all day, with real keys and a
// real mouse, and lets the page count them.
//
// Counted is every press from the moment the eye rests on what stands before: for a mark, on the sentence before the one that is
// marked, which is selected (how one came to read there is not counted); for a link or an attribute, on the mark in hand. Moving to the
// sentence and to the words in it is counted.
func TestGestureCounts(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.keys("l")
	eval[bool](b, counting)
	counted := map[[2]string]string{}
	count := func(tool, task string, most tally, do func()) {
		t.Helper()
		eval[any](b, `again()`)
		do()
		got := eval[tally](b, `again()`)
		if got.Keys > most.Keys || got.Drags > most.Drags || got.Clicks > most.Clicks {
			t.Errorf("%s, %s: %v, want at most %v", tool, task, got, most)
		}
		if got.Dialogs != 0 {
			t.Errorf("%s, %s: a dialog came up", tool, task)
		}
		if got == (tally{}) {
			t.Errorf("%s, %s: nothing was counted", tool, task)
		}
		counted[[2]string{tool, task}] = got.String()
	}
	keys, mouse := galleyName+", keys", galleyName+", mouse"
	rest := func(sentence string) { // the eye comes to rest
		t.Helper()
		eval[bool](b, `new Promise(r => setTimeout(() => r(true), 500))`) // no second half of a double click
		b.click(sentence)
		b.keys("j")
		b.waitFor("the selection on "+sentence, selectedJS+`.includes(`+quote(sentence)+`)`)
	}
	marked := func(words string) { t.Helper(); b.waitFor("the mark "+words, listJS+`.includes(`+quote(words)+`)`) }

	for _, c := range []struct{ doc, before, claim string }{ // the ferry's story lies open
		{"", "Falk said last week that", "The union called that unlawful"},
		{"", "Sollund has said that the council", "She did not say where the money would come from"},
		{"The Latest", "The mayor of Oudenwiel", "She said the first buses left at noon"},
	} {
		if c.doc != "" {
			b.openDoc(c.doc)
		}
		rest(c.before)
		count(keys, "sentence claim", tally{Keys: 3}, func() { b.keys("j", "m"); marked(c.claim) })
	}
	b.openDoc("Ferry crews")
	for _, c := range []struct{ doc, before, source string }{
		{"", "You cannot explain a roster", "Falk"},
		{"", "Two fish plants on", "Mussel farmer Ole Brandt"},
		{"The Latest", "The storm surge has reached", "Dike warden Joost Ameling"},
	} {
		if c.doc != "" {
			b.openDoc(c.doc)
		}
		rest(c.before)
		count(keys, "named source", tally{Keys: 3}, func() { b.keys("j", "2", "s"); marked(c.source) })
	}

	count(keys, "attribute", tally{Keys: 2}, func() {
		b.keys("1", "1")
		b.waitFor("the attribute", `document.querySelector("#hand select")?.value === "named_individual"`)
	})
	b.click("It will hold")
	b.keys("c")
	marked("“It will hold,”")
	count(keys, "link", tally{Keys: 2}, func() { b.keys("S", "Enter"); marked("said by: Dike warden Joost Ameling") })

	label := func(name string) { // one click on a label at the selection
		t.Helper()
		b.waitFor("the labels at the selection", `document.querySelector("#popup[data-placed]")`)
		at := eval[[]float64](b, `(() => {
			const r = [...document.querySelectorAll("#popup button")].find(e => e.innerText.includes(`+quote(name)+`)).getBoundingClientRect();
			return [r.left + r.width / 2, r.top + r.height / 2];
		})()`)
		b.mouse(input.DispatchMouseEventTypeMousePressed, point{at[0], at[1]}, 1)
		b.mouse(input.DispatchMouseEventTypeMouseReleased, point{at[0], at[1]}, 1)
	}
	b.openDoc("One market")
	for _, c := range []struct{ task, words, label, want string }{
		{"named source", "era Orlov", "Source", "Vera Orlova"},
		{"sentence claim", "ales rose 3% in Marc", "Claim", "Sales rose 3% in March"},
	} {
		count(mouse+", dragging", c.task, tally{Drags: 1, Clicks: 1}, func() { b.drag(c.words); label(c.label); marked(c.want) })
	}
	b.openDoc("Ferry crews")
	for _, c := range []struct {
		task, word string
		clicks     int
		label      string
		want       string
	}{
		{"named source", "Marit Sollund", 2, "Source", "Marit Sollund"},
		{"sentence claim", "said that the council", 3, "Claim", "Sollund has said that the council"},
	} {
		count(mouse, c.task, tally{Clicks: c.clicks + 1}, func() { b.clicks(c.word, c.clicks); label(c.label); marked(c.want) })
	}
	b.drag("“We are coming to the table because people need their boats,”")
	label("Content")
	marked("“We are coming to the table")
	count(mouse, "link", tally{Clicks: 3}, func() {
		b.clicks("need their boats", 1)
		b.waitFor("the links of the mark", `document.querySelector(".links-bar:not([hidden]) button")`)
		at := b.middle(".links-bar li button")
		b.mouse(input.DispatchMouseEventTypeMousePressed, at, 1)
		b.mouse(input.DispatchMouseEventTypeMouseReleased, at, 1)
		b.waitFor("letters", `document.querySelector(".hint")`)
		b.clicks("Marit Sollund", 1)
		marked("said by: Marit Sollund")
	})
	held := mouse + ", label held"
	b.openDoc("One market")
	b.clicks("Sales rose", 1)
	b.keys("m", "Escape", ";") // the claim's label is the last one used, and held
	count(held, "sentence claim", tally{Clicks: 1}, func() { b.clicks("fish is priced in one script", 1); marked("The fish is priced in one script") })
	b.keys("Escape", ";")
	b.saved()

	table := "# Gestures and their times\n\nCounted by the page itself over a fixed script on the sample stories; times by the keystroke-level model of Card, Moran and Newell.\n\n" + klmTable(counted)
	fmt.Print(table)
	dir := filepath.Join("..", "..", "artefacts", "bench")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "gestures.md"), []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
}

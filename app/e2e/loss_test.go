//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPowerCut kills Chromium, as a power cut would, the moment the page says "saved", and finds every mark again. Each
// seed marks other places in other ways.
func TestPowerCut(t *testing.T) {
	d := serve(t)
	profile := t.TempDir()
	b := start(t, d.origin(), profile, 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	b.keys("l")
	b.saved()
	for seed := range uint64(10) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		keys := []string{"j", "j", "k", "]", "[", "J", "Shift+Right", "Right", "Down", "m", "s", "c", "q", "m", "s", "u", "U", "1", "2", "Delete"}
		for range 8 + rnd.IntN(12) {
			b.keys(keys[rnd.IntN(len(keys))])
		}
		b.keys("j", "m") // the last thing is a change, where there is still something to mark
		b.saved()
		want := eval[string](b, drawnJS)
		b.kill()

		b = start(t, d.origin(), profile, 1280, 900)
		b.open("/")
		b.opened("Swing bridge")
		b.waitFor(fmt.Sprintf("the marks of seed %d after the cut:\n%s", seed, want), drawnJS+` === `+quote(want))
	}
}

// drawnJS is every mark as it is drawn, style and words. It is on the page as soon as a key was pressed, before any
// panel is drawn again, so nothing has to be waited for between "saved" and the cut.
const drawnJS = marksJS + `.map(e => e.classList[0].replace(/-\d+p?$/, "") + " " + e.textContent).sort().join("\n")`

// failing makes every write to the store fail as a full disk does, for as long as galleyTestFull is set.
const failing = `
	const add = IDBObjectStore.prototype.add;
	globalThis.galleyTestFull = false;
	IDBObjectStore.prototype.add = function (...args) {
		if (globalThis.galleyTestFull) throw new DOMException("full", "QuotaExceededError");
		return add.apply(this, args);
	};`

// TestFullDisk: the page says at once that a write failed, goes on, gives the unsaved work as a file, and saves all of
// it when there is room again.
func TestFullDisk(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: failing}); err != nil {
		t.Fatal(err)
	}
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	b.keys("l")
	b.saved()

	eval[bool](b, `globalThis.galleyTestFull = true`)
	b.keys("j", "m")
	b.waitFor("the alarm", `document.querySelector("`+bannerSel+`").innerText.includes("not saved")`)
	b.waitFor("the slug line's word", `document.querySelector("[data-save=failed]")?.innerText.includes("not saved")`)
	b.keys("j", "m") // the desk works on
	b.waitMarks(2)
	b.shot("full-disk")
	eval[bool](b, `([...document.querySelectorAll("`+bannerSel+` button")].find(e => e.innerText.includes("as a file")).click(), true)`)
	data, err := os.ReadFile(b.download(".galley.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"add_span"`) + strings.Count(string(data), `"add-span"`); n != 2 {
		t.Errorf("the file of unsaved work holds %d new marks, want 2:\n%s", n, data)
	}
	want := b.listText()

	eval[bool](b, `(globalThis.galleyTestFull = false, true)`)
	eval[bool](b, `([...document.querySelectorAll("`+bannerSel+` button")].find(e => e.innerText.includes("Try again")).click(), true)`)
	b.saved()
	b.reload()
	b.waitList(want)
}

// TestTwoTabs: two tabs on one project see each other's changes at once and lose none.
func TestTwoTabs(t *testing.T) {
	d := serve(t)
	a := start(t, d.origin(), t.TempDir(), 1280, 900)
	a.firstVisit("Ana")
	a.drop(file{name: "bridge.txt", data: []byte(story)})
	a.opened("Swing bridge")
	a.keys("l")
	a.saved()
	b := a.tab()
	b.open("/")
	b.opened("Swing bridge")
	a.keys("]", "c")
	b.waitRow(0, "“We are two weeks ahead,”")
	b.keys("]", "]", "c")
	a.waitMarks(2)
	b.waitMarks(2)
	a.keys("j", "m")
	b.waitMarks(3)
	a.saved()
	b.saved()
	want := a.listText()
	b.waitList(want)
	a.reload()
	a.waitList(want)
}

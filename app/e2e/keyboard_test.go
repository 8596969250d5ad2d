//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// keyboard has the keyboard of a small phone come up, or go: the page becomes smaller, as the browsers do that heed interactive-widget.
func (b *browser) keyboard(up bool) {
	b.t.Helper()
	height := int64(844)
	if up {
		height -= 336
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: height, DeviceScaleFactor: 1, Mobile: true}); err != nil {
		b.t.Fatal(err)
	}
	b.waitFor("the page to have that height", fmt.Sprintf(`innerHeight === %d`, height))
}

// Whether the field that has the keyboard is in sight, whole and on top, and so are the words that the mark in hand begins and ends with.
const (
	fieldSeenJS = `(e => { const r = e.getBoundingClientRect(); return e.matches("input, textarea, select") && [r.top + 1, r.bottom - 1].every(y => document.elementFromPoint(r.left + r.width / 2, y) === e); })(document.activeElement)`
	wordsSeenJS = `((page, hand) => [...document.querySelectorAll(".handle")].length === 2 && [...document.querySelectorAll(".handle")].every(e => { const r = e.getBoundingClientRect(); return r.top >= page.top && r.bottom <= hand.top; }))(document.querySelector("#page").getBoundingClientRect(), document.querySelector("#hand").getBoundingClientRect())`
)

// TestKeyboardOnScreen writes where a finger writes, with half of the screen taken by the keyboard: the field and the words that it is
// about stay in sight.
func TestKeyboardOnScreen(t *testing.T) {
	b := bridgeOnPhone(t, allTypes(t))
	if got := eval[string](b, `document.querySelector("meta[name=viewport]").content`); !strings.Contains(got, "interactive-widget=resizes-content") {
		t.Errorf("the page does not become smaller for a keyboard: %s", got)
	}

	// A field of a note, of a mark that stands as low as it can.
	at, _ := b.edges("harbour office")
	at.X += 5
	b.labelled(at, 2, "Source")
	b.noted()
	const reason = `document.querySelector("#attr-anonymity_reason")`
	eval[bool](b, `(`+reason+`.scrollIntoView({block: "nearest"}), true)`)
	b.resting("#attr-anonymity_reason")
	b.tap(b.middle("#attr-anonymity_reason"))
	b.waitFor("it to have the keyboard", `document.activeElement === `+reason)
	b.keyboard(true)
	b.waitFor("the field to be in sight", fieldSeenJS)
	b.waitFor("the words that it is about to be in sight", wordsSeenJS)
	b.typed("fear of reprisals")
	b.waitFor("both still to be", fieldSeenJS+" && "+wordsSeenJS)
	b.shot("keyboard-note")
	b.theme("dark")
	b.shot("keyboard-note-dark")
	b.theme("light")
	b.keyboard(false)
	b.waitFor("both to be when it has gone", fieldSeenJS+" && "+wordsSeenJS)

	// The same where the keyboard lies over the page, which nobody makes smaller.
	eval[bool](b, `(Object.defineProperty(visualViewport, "height", { configurable: true, get: () => 508 }), visualViewport.dispatchEvent(new Event("resize")), true)`)
	b.waitFor("the desk to end above it", `Math.abs(document.querySelector(".labelbar").getBoundingClientRect().bottom - 508) < 1`)
	b.waitFor("field and words to be in sight", fieldSeenJS+" && "+wordsSeenJS+` && document.activeElement.getBoundingClientRect().bottom < 508`)
	b.shot("keyboard-over")
	eval[bool](b, `(delete visualViewport.height, visualViewport.dispatchEvent(new Event("resize")), true)`)
	b.waitFor("the desk to have the whole screen again", `document.querySelector(".labelbar").getBoundingClientRect().bottom === innerHeight`)
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down", `!document.querySelector("#hand")`)

	// The search: what is found is in sight, while it is written.
	b.tap(b.middle(".all-button"))
	b.waitFor("all commands", `document.querySelector("#palette input")`)
	b.keyboard(true)
	b.waitFor("the field of the commands to be in sight", `document.activeElement.closest("#palette") && `+fieldSeenJS)
	b.typed("Find in this article")
	const row = `#palette .command`
	b.waitFor("the command", `document.querySelector("`+row+`")?.innerText.includes("Find in this article")`)
	b.resting(row)
	b.tap(b.middle(row))
	b.waitFor("the search, in sight", `document.activeElement.id === "find-words" && `+fieldSeenJS)
	b.typed("Traffic")
	b.waitFor("what was found to be in sight", `((page) => [...document.querySelectorAll("`+sheetSel+` .g-find")].some(e => { const r = e.getBoundingClientRect(); return r.top >= page.top && r.bottom <= page.bottom; }))(document.querySelector("#page").getBoundingClientRect())`)
	b.waitFor("the field still to be", fieldSeenJS)
	b.shot("keyboard-find")
	b.saved()
}

// TestLabelsAtTheThumb finds the labels that are needed all the time side by side, none of them cut off, and one row of them while a
// keyboard is there.
func TestLabelsAtTheThumb(t *testing.T) {
	b := onPhone(t)
	const whole = `[...document.querySelectorAll(".labels .label-key")].filter(e => { const r = e.getBoundingClientRect(); return [r.left + 2, r.right - 2].every(x => e.contains(document.elementFromPoint(x, r.top + r.height / 2))); }).map(e => e.innerText)`
	if got := eval[[]string](b, whole); len(got) < 6 || strings.Join(got[:6], " ") != "Claim Source Content Caption Credit Cue" {
		t.Errorf("within reach are %q", got)
	}
	const rows = `new Set([...document.querySelectorAll(".labels .label-key")].map(e => e.getBoundingClientRect().top)).size`
	if n := eval[int](b, rows); n != 2 {
		t.Errorf("labels stand in %d rows", n)
	}
	word, _ := b.edges("Lena")
	b.labelled(word, 2, "Source")
	b.noted()
	for _, up := range []bool{false, true} {
		b.keyboard(up)
		b.waitFor("the note to stand on the labels", `Math.abs(document.querySelector("#hand").getBoundingClientRect().bottom - document.querySelector(".labelbar").getBoundingClientRect().top) < 2`)
	}
	if n := eval[int](b, rows); n != 1 {
		t.Errorf("above a keyboard labels stand in %d rows", n)
	}
}

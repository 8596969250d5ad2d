//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// glided moves the finger that is down to a place, in steps.
func (b *browser) glided(from, to point) {
	b.t.Helper()
	const steps = 5
	for i := 1; i <= steps; i++ {
		s := float64(i) / steps
		b.finger(input.DispatchTouchEventTypeTouchMove, point{from.X + (to.X-from.X)*s, from.Y + (to.Y-from.Y)*s})
	}
}

// lettersOf is where the first letter of the first and of the last of some words stands now; nothing is scrolled.
func (b *browser) lettersOf(words string) (first, last point) {
	b.t.Helper()
	at := b.still(fmt.Sprintf("%q on the sheet", words), `(() => {
		const words = `+quote(words)+`;
		return [0, words.lastIndexOf(" ") + 1].flatMap((i) => {
			const box = `+rangeOf+`(words, i, i + 1)?.getBoundingClientRect();
			return box ? [box.left + box.width / 2, box.top + box.height / 2] : [];
		});
	})()`)
	return point{at[0], at[1]}, point{at[2], at[3]}
}

// held puts a finger on a place and waits until the desk has taken it for one that is held.
func (b *browser) held(at point) {
	b.t.Helper()
	b.finger(input.DispatchTouchEventTypeTouchStart, at)
	b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
}

// glideOver selects words that are on the sheet once, by holding a finger on the first and moving it to the last.
func (b *browser) glideOver(words string) {
	b.t.Helper()
	b.edges(words)
	b.resting("#sheet .line")
	from, to := b.lettersOf(words)
	b.held(from)
	b.glided(from, to)
	b.waitFor("the words", selectedJS+`.endsWith(`+quote(words[strings.LastIndex(words, " ")+1:])+`)`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the labels at them", `document.querySelector("#popup[data-placed]") && !document.querySelector(".glass")`)
}

const scrolledJS = `document.querySelector("#page").scrollTop`

// TestHoldAndDrag holds a finger on a word and goes on without lifting it: words are selected from there, forwards and back, over lines,
// with the end of them in a glass above the finger, and nothing scrolls.
func TestHoldAndDrag(t *testing.T) {
	b := onPhone(t)
	b.edges("The old swing bridge")
	was := eval[float64](b, scrolledJS)
	old, reopen := b.lettersOf("old swing bridge will reopen")
	b.held(old)
	b.waitFor("the phrase", selectedJS+` === "The old swing bridge"`)
	b.finger(input.DispatchTouchEventTypeTouchMove, point{old.X + 3, old.Y + 2}) // no finger is quite still
	if !eval[bool](b, `Boolean(document.querySelector("#popup")) && `+selectedJS+` === "The old swing bridge"`) {
		t.Error("a finger that trembles has changed what it holds")
	}
	b.glided(old, reopen)
	b.waitFor("words to be taken, whole, as the finger comes to them", selectedJS+` === "old swing bridge will reopen"`)
	b.waitFor("the labels to be out of the way", `!document.querySelector("#popup")`)
	const glass = `[...document.querySelectorAll(".glass mark, .glass span span")].map(e => e.localName + ":" + e.textContent).join("|")`
	b.waitFor("the end in a glass", glass+`.includes("bridge will reopen|span: in March")`)
	if under := eval[bool](b, fmt.Sprintf(`(r => r.bottom > %v && r.top < %v)(document.querySelector(".glass").getBoundingClientRect())`, reopen.Y-20, reopen.Y+20)); under {
		t.Error("the glass is under the finger")
	}
	b.shot("finger-glide")
	b.theme("dark")
	b.shot("finger-glide-dark")
	b.theme("light")

	dateline, _ := b.lettersOf("HALDEN BAY")
	b.glided(reopen, dateline)
	b.waitFor("words before it, too", selectedJS+`.startsWith("HALDEN BAY") && `+selectedJS+`.endsWith("old")`)
	b.waitFor("the start in the glass", glass+`.includes("mark:HALDEN BAY")`)
	osk, _ := b.lettersOf("Osk said")
	b.glided(dateline, osk)
	b.waitFor("lines further down", selectedJS+` === "old swing bridge will reopen in March, port director Lena Osk"`)
	if now := eval[float64](b, scrolledJS); now != was {
		t.Errorf("the page has scrolled by %v under the finger that selects", now-was)
	}
	march, _ := b.lettersOf("March,")
	b.glided(osk, march)
	b.waitFor("less again", selectedJS+` === "old swing bridge will reopen in March"`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the labels at it, its ends, and no glass", `document.querySelector("#popup[data-placed]") && document.querySelectorAll(".handle").length === 2 && !document.querySelector(".glass")`)
	b.shot("finger-glided")
	b.tap(b.middle("#popup .popup-labels li:nth-child(1) button"))
	b.waitFor("the claim, with the words that were taken", drawnJS+` === "g-0 old swing bridge will reopen in March"`)
	b.tap(b.middle(".labelbar .undo"))
	b.waitFor("it to go", drawnJS+` === ""`)

	// With a label held, one gesture marks.
	b.tap(b.middle(".labelbar .hold"))
	b.waitFor("the label to be held", `document.querySelector(".labelbar .hold[aria-pressed=true]")`)
	swing, _ := b.lettersOf("swing bridge will")
	b.held(swing)
	_, will := b.lettersOf("bridge will")
	b.glided(swing, will)
	b.waitFor("the words", selectedJS+` === "swing bridge will"`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the mark", drawnJS+` === "g-0 swing bridge will"`)
	b.saved()
}

// TestHoldAtTheFoot goes to the lower edge with a finger that selects: the text comes along.
func TestHoldAtTheFoot(t *testing.T) {
	b := onPhone(t)
	eval[bool](b, `(`+scrolledJS+` = 0, true)`)
	old, _ := b.lettersOf("old swing")
	foot := eval[float64](b, `document.querySelector("#page").getBoundingClientRect().bottom`)
	b.held(old)
	b.glided(old, point{old.X, foot - 4})
	b.waitFor("the end of the text to come, and to be taken", selectedJS+`.startsWith("old swing") && `+selectedJS+`.includes("11,000 cars") && `+scrolledJS+` > 100`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
}

// TestScrollIsAScroll moves a finger that was not held: the page scrolls, nothing is selected, and the finger that rests on the words
// after that takes none.
func TestScrollIsAScroll(t *testing.T) {
	b := onPhone(t)
	eval[bool](b, `(`+scrolledJS+` = 0, true)`)
	word, _ := b.lettersOf("Families had")
	eval[bool](b, `(globalThis.cancelled = 0, addEventListener("pointercancel", () => { cancelled++; }, true), true)`)
	b.finger(input.DispatchTouchEventTypeTouchStart, word)
	b.glided(word, point{word.X, word.Y - 200})
	b.waitFor("the page to scroll", scrolledJS+` > 100 && cancelled === 1`)
	eval[bool](b, `new Promise((r) => setTimeout(() => r(true), 700))`) // longer than what makes a press a long one
	b.finger(input.DispatchTouchEventTypeTouchMove, point{word.X, word.Y - 120})
	b.waitFor("it to go on with the finger", scrolledJS+` < 150`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	if got := eval[string](b, selectedJS); got != "" {
		t.Errorf("a scroll has selected %q", got)
	}
	if eval[bool](b, `Boolean(document.querySelector("#popup, .glass"))`) {
		t.Error("a scroll has brought up labels")
	}
}

// TestHoldBesideAMark holds a finger on the words right behind the mark in hand, and right before it, where the ends of the mark have
// their room for fingers: the words are meant, and the mark stays as it is. Pulled at once, from the same place, the end goes along.
func TestHoldBesideAMark(t *testing.T) {
	b := onPhone(t)
	b.glideOver("will reopen")
	b.tap(b.middle("#popup .popup-labels li:nth-child(1) button"))
	const claim = "g-0 will reopen"
	b.waitFor("the claim in hand", drawnJS+` === `+quote(claim)+` && document.querySelectorAll(".handle").length === 2`)
	for _, tt := range []struct{ from, to, want string }{{"in March", "March,", "in March"}, {"e will reopen", "swing bridge will", "swing bridge"}} {
		b.noted()
		b.resting(".handle")
		from, _ := b.lettersOf(tt.from)
		to, _ := b.lettersOf(tt.to)
		if !eval[bool](b, fmt.Sprintf(`Boolean(document.elementFromPoint(%v, %v).closest(".handle"))`, from.X, from.Y)) {
			t.Errorf("%q is not where an end has its room: nothing is tried", tt.from)
		}
		b.held(from)
		b.glided(from, to)
		b.waitFor("the words, and not the mark", selectedJS+` === `+quote(tt.want)+` && !document.querySelector("#hand")`)
		b.finger(input.DispatchTouchEventTypeTouchEnd)
		if got := eval[string](b, drawnJS); got != claim {
			t.Errorf("the mark has moved: %q", got)
		}
		word, _ := b.lettersOf("reopen in")
		b.tap(word)
		b.waitFor("the mark in hand again", `document.querySelector("#hand .label")?.innerText === "Claim"`)
	}
	b.noted()
	b.resting(".handle")
	from, _ := b.lettersOf("in March")
	to, _ := b.lettersOf("March,")
	b.finger(input.DispatchTouchEventTypeTouchStart, from)
	b.glided(from, to)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the end to have gone along", drawnJS+` !== `+quote(claim)+` && `+drawnJS+`.startsWith("g-0 will reopen in")`)
}

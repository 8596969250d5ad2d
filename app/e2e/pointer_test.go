//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
)

const selectedJS = `[...document.querySelectorAll("` + sheetSel + ` .g-selection")].map(e => e.textContent).join("")`

// resting waits until what a selector finds has stopped moving, as the sheet does when its width changes.
func (b *browser) resting(selector string) {
	b.t.Helper()
	b.still(selector, `[...document.querySelectorAll(`+quote(selector)+`)].slice(0, 1).map(e => e.getBoundingClientRect().top)`)
}

// TestLettersArePressed links by the letters themselves, with the mouse, with a finger, and by the note of the other end.
func TestLettersArePressed(t *testing.T) {
	b := atTheBridge(t)
	b.keys("l")
	b.drag("port director Lena Osk")
	b.keys("s")
	b.waitMarks(1)
	b.drag("“We are two weeks ahead,”")
	b.keys("c")
	b.waitMarks(2)
	linked := func(yes bool) {
		t.Helper()
		b.waitFor("the link to come or go", listJS+`.includes("said by: port director Lena Osk") === `+fmt.Sprint(yes))
	}

	b.keys("S")
	at := b.middle(".hint")
	b.mouse(input.DispatchMouseEventTypeMousePressed, at, 1)
	b.mouse(input.DispatchMouseEventTypeMouseReleased, at, 1)
	linked(true)
	b.waitFor("the letters to go", `!document.querySelector(".hint")`)
	b.keys("u")
	linked(false)

	b.pick("“We are two weeks ahead,”")
	b.keys("S")
	b.waitFor("letters", `document.querySelector(".hint")`)
	b.press(`#note-list [data-note] .note-title`)
	linked(true)
	b.keys("u")
	linked(false)

	b.pick("“We are two weeks ahead,”")
	eval[bool](b, `([...document.querySelectorAll(".notice .icon")].forEach((e) => e.click()), true)`) // on a small screen they lie over the article
	b.waitFor("the notices to go", `!document.querySelector(".notice")`)
	b.touch()
	b.waitFor("the desk of a small screen", `document.querySelector(".labelbar kbd").offsetWidth === 0`)
	b.resting(".links-bar li button")
	b.tap(b.middle(".links-bar li button"))
	b.waitFor("the note to fold, so that the other end is in sight", `document.querySelector("#hand .attrs")?.offsetHeight === 0`)
	b.resting(".hint")
	b.tap(b.middle(".hint"))
	b.waitFor("the link in the note", `document.querySelector("#hand .note-links")?.innerText.includes("Lena Osk")`)
	b.saved()
}

// TestSheetStaysUnderThePointer clicks where the sheet would scroll if a key had come there: the second click of a double click
// has to fall on the same words.
func TestSheetStaysUnderThePointer(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 420)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	const words = "Families"
	at, _ := b.edges(words)
	foot := eval[float64](b, `document.querySelector("#page").getBoundingClientRect().bottom`)
	eval[bool](b, `(document.querySelector("#page").scrollTop -= `+fmt.Sprint(foot-30-at.Y)+`, true)`)
	before := eval[float64](b, `document.querySelector("#page").scrollTop`)
	b.clicksAt(point{at.X + 3, foot - 30}, 2)
	b.waitFor("the words", selectedJS+`.endsWith(`+quote(words)+`)`)
	b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
	if after := eval[float64](b, `document.querySelector("#page").scrollTop`); after != before {
		t.Errorf("the sheet has moved by %v under the pointer", after-before)
	}
}

// TestLastHalfOfALetter presses the second half of a word's last letter twice: that word is meant, not the next.
func TestLastHalfOfALetter(t *testing.T) {
	b := atTheBridge(t)
	_, to := b.edges("she")
	b.clicksAt(to, 2)
	b.waitFor("the word", selectedJS+` === "she"`)
}

// TestDragBeyondTheEdge holds the mouse at the lower edge: the text comes along, and is selected.
func TestDragBeyondTheEdge(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 420)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	from, _ := b.edges("The old swing bridge")
	foot := eval[float64](b, `document.querySelector("#page").getBoundingClientRect().bottom`)
	b.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
	b.mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + 40, from.Y + 20}, 0)
	b.mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + 40, foot - 4}, 0)
	b.waitFor("the end of the text to come", `(p => p.scrollTop + p.clientHeight >= p.scrollHeight - 1)(document.querySelector("#page"))`)
	b.waitFor("the selection to take it in", selectedJS+`.includes("11,000 cars")`)
	b.mouse(input.DispatchMouseEventTypeMouseReleased, point{from.X + 40, foot - 4}, 1)
	b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
}

// TestNoteInHandIsLevel marks word after word, so that notes push each other far down, and takes one mark in hand: its note stands beside it.
func TestNoteInHandIsLevel(t *testing.T) {
	b := atTheBridge(t)
	b.keys("l")
	b.click("The old swing bridge")
	for n := range 9 {
		b.keys("q")
		b.waitMarks(n + 1)
		b.keys("Escape", "Right")
	}
	const off = `(h => Math.abs(h.getBoundingClientRect().top - document.querySelector(".handle").getBoundingClientRect().top))(document.querySelector("#hand"))`
	b.waitFor("notes that are pushed down", `document.querySelector("#notes .hairlines path")?.getAttribute("d").split("M").length > 5`)
	b.click("March")
	b.waitFor("the note of the mark", `document.querySelector("#hand") && `+off+` < 24`)
	b.waitFor("none to lie over another", `(() => {
		const all = [...document.querySelectorAll("#note-list .note:not([data-held]), #hand")].map(e => e.getBoundingClientRect()).filter(r => r.height > 0).sort((a, b) => a.top - b.top);
		return all.length === 9 && all.every((r, i) => i === 0 || r.top >= all[i - 1].bottom);
	})()`)
	// Those that it has pushed out of the page are counted where it begins, and the nearest is a press away.
	const away = `[...document.querySelectorAll(".note[data-away]")]`
	if out := eval[bool](b, `(top => [...document.querySelectorAll("#note-list .note")].some(e => !e.matches("[data-away]") && e.getBoundingClientRect().top < top))(document.querySelector("#notes").getBoundingClientRect().top)`); out {
		t.Error("a note is out of the page, and nothing says so")
	}
	b.waitFor("the others to be counted", away+`.length > 0 && document.querySelector(".note-more:not([hidden])").innerText.includes(`+away+`.length + " more above")`)
	b.shot("notes-away")
	nearest := eval[string](b, away+`.at(-1).dataset.note`)
	b.press(".note-more button")
	b.waitFor("its mark in hand", `!document.querySelector('[data-note=`+quote(nearest)+`].note') && document.querySelector("#hand")`)
	b.keys("Escape")
	b.waitFor("all to be there again", away+`.length === 0 && document.querySelector(".note-more").hidden`)
}

// TestDragBesideAMark begins drags with the first letter behind the mark in hand, and with its own first letter: neither takes hold of
// its ends, however narrow the space is.
func TestDragBesideAMark(t *testing.T) {
	b := atTheBridge(t)
	drag := func(words, want string) {
		t.Helper()
		from, to := b.edges(words)
		b.mouse(input.DispatchMouseEventTypeMousePressed, point{from.X - 0.5, from.Y}, 1)
		for i := range 4 {
			s := float64(i+1) / 4
			b.mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + (to.X-from.X)*s, from.Y + (to.Y-from.Y)*s}, 0)
		}
		b.mouse(input.DispatchMouseEventTypeMouseReleased, to, 1)
		b.waitFor(want+", with the labels", `document.querySelector("#popup[data-placed]") && `+selectedJS+` === `+quote(want))
	}
	b.click("repaired gear")
	b.keys("p")
	const caption = "g-3 Port director Lena Osk shows the repaired gear of the swing bridge in Halden Bay, Tuesday, Feb. 3, 2026."
	b.waitFor("the caption", drawnJS+` === `+quote(caption))
	drag("(Harbour Wire Photo/Ilse Marten)", "(Harbour Wire Photo/Ilse Marten)")
	b.keys("r")
	const both = caption + "\ng-4 (Harbour Wire Photo/Ilse Marten)"
	b.waitFor("the credit", drawnJS+` === `+quote(both))
	b.click("swing bridge in Halden")
	b.waitFor("the caption in hand", `document.querySelector("#hand .label")?.innerText === "Caption"`)
	drag("Port director Lena Osk shows", "Port director Lena Osk shows")
	if got := eval[string](b, drawnJS); got != both {
		t.Errorf("a mark has moved: %s", got)
	}
}

// TestLettersByMouse holds an end of a mark with the mouse before it pulls: it goes by letters, with no key. Pulled at once, by words.
func TestLettersByMouse(t *testing.T) {
	b := atTheBridge(t)
	b.click("reporters")
	b.keys("q")
	b.waitFor("the mark", drawnJS+` === "g-5 reporters"`)
	pull := func(edge string, by float64, hold bool) {
		t.Helper()
		b.resting(".handle")
		at := b.middle(`.handle[data-edge="` + edge + `"]`)
		b.mouse(input.DispatchMouseEventTypeMousePressed, at, 1)
		if hold {
			b.waitFor("the end to go by letters", `document.querySelector(".handle[data-fine]")`)
		}
		for i := range 4 {
			b.mouse(input.DispatchMouseEventTypeMouseMoved, point{at.X + by*float64(i+1)/4, at.Y}, 0)
		}
		if hold {
			b.waitFor("it in a glass", `document.querySelector(".glass")`)
			b.shot("mouse-letters")
		}
		b.mouse(input.DispatchMouseEventTypeMouseReleased, point{at.X + by, at.Y}, 1)
	}
	pull("to", -8, true)
	b.waitFor("a letter less", drawnJS+` === "g-5 reporter" && !document.querySelector(".glass, #popup")`)
	pull("from", 16, true)
	b.waitFor("two more", drawnJS+` === "g-5 porter"`)
	pull("from", -5, false)
	b.waitFor("a whole word", drawnJS+` === "g-5 reporter"`)
	b.saved()
}

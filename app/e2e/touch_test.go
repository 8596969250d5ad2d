//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/schemes"
)

// touch makes the page believe that it is on a small phone, whose pointer is a finger.
func (b *browser) touch() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 844, DeviceScaleFactor: 1, Mobile: true}); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 1}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) finger(kind input.DispatchTouchEventType, at ...point) {
	b.t.Helper()
	var points []*input.TouchPoint
	for _, p := range at {
		points = append(points, &input.TouchPoint{X: p.X, Y: p.Y})
	}
	if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) tap(p point) {
	b.t.Helper()
	eval[bool](b, `new Promise(r => setTimeout(() => r(true), 500))`) // no second half of a double tap, no brake on a fling
	b.tapAtOnce(p)
}

func (b *browser) tapAtOnce(p point) {
	b.t.Helper()
	b.finger(input.DispatchTouchEventTypeTouchStart, p)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
}

// middle is the middle of what a selector finds.
func (b *browser) middle(selector string) point {
	b.t.Helper()
	at := b.still(selector, `[...document.querySelectorAll(`+quote(selector)+`)].slice(0, 1).flatMap(e => {
		const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})`)
	return point{at[0], at[1]}
}

// byFinger opens the bridge story on a small screen that is touched.
func byFinger(t *testing.T) *browser {
	t.Helper()
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 390, 844)
	b.touch()
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	b.waitFor("the guided start", `document.querySelector("#lesson")`)
	b.resting("#sheet .line")
	return b
}

// TestFinger marks on a small screen with one finger: tap a word, pull the end of the selection, tap the label.
func TestFinger(t *testing.T) {
	b := byFinger(t)

	from, _ := b.edges("Lena")
	b.tap(from)
	b.waitFor("handles around the word", `document.querySelectorAll(".handle").length === 2`)
	_, to := b.edges("Lena Osk")
	start := b.middle(`.handle[data-edge="to"]`)
	eval[bool](b, `(globalThis.pulled = document.querySelector('.handle[data-edge="to"]'), true)`)
	b.finger(input.DispatchTouchEventTypeTouchStart, start)
	for i := 1; i <= 5; i++ {
		s := float64(i) / 5
		b.finger(input.DispatchTouchEventTypeTouchMove, point{start.X + (to.X-start.X)*s, start.Y + (to.Y-start.Y)*s})
	}
	b.waitFor("the selection to follow", selectedJS+` === "Lena Osk"`)
	if !eval[bool](b, `pulled.isConnected`) {
		t.Error("the end that the finger pulls at has gone from under it: what the finger does next may be lost")
	}
	b.shot("finger")
	// It lets go in a flick. The browser takes a tap after that for the brake on a fling, unless it is told that nothing scrolls.
	source := b.middle(`.labels li:nth-child(2) button`)
	for i := range 4 {
		b.finger(input.DispatchTouchEventTypeTouchMove, point{to.X - 9 + 3*float64(i), to.Y})
	}
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("handles at both its ends", `document.querySelectorAll(".handle").length === 2 && pulled.isConnected`)
	b.tapAtOnce(source)
	b.waitFor("the source's note", `document.querySelector(".note[data-selected]")?.innerText.includes("Source")`)
	b.saved()
	if got := eval[string](b, drawnJS); got != "g-1 Lena Osk" {
		t.Errorf("marked %q, want the source Lena Osk", got)
	}

	// What is tapped is big enough for a finger.
	small := eval[[]string](b, `[...document.querySelectorAll("button, select, input")].filter(e => {
		const r = e.getBoundingClientRect();
		return r.width > 0 && r.height > 0 && (r.height < 44 || r.width < 24) && !e.closest(".hidden");
	}).map(e => e.className + " " + e.innerText.slice(0, 20) + " " + Math.round(e.getBoundingClientRect().width) + "x" + Math.round(e.getBoundingClientRect().height))`)
	if len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
	b.tap(b.middle(".labelbar .undo"))
	b.waitFor("the mark to go", drawnJS+` === ""`)
}

// onPhone opens the bridge story on a small phone, with nothing in the way.
func onPhone(t *testing.T) *browser {
	t.Helper()
	b := byFinger(t)
	b.press("#lesson .button:last-child") // the guided start
	b.waitFor("it and the notices to go", `([...document.querySelectorAll(".notice .icon")].forEach((e) => e.click()), !document.querySelector("#lesson, .notice"))`)
	b.resting("#sheet .line")
	return b
}

// labelled taps on words and on the nth label, and waits for the mark to be in hand.
func (b *browser) labelled(at point, nth int, label string) {
	b.t.Helper()
	b.tap(at)
	b.waitFor("handles around the words", `document.querySelectorAll(".handle").length === 2`)
	b.tap(b.middle(fmt.Sprintf(".labels li:nth-child(%d) button", nth)))
	b.waitFor("the "+label+" in hand", `document.querySelector("#hand")?.innerText.includes(`+quote(label)+`)`)
}

// TestNoticeCoversNoWord has the desk complain while a finger works: the words stay where they are, and every tap on them counts.
func TestNoticeCoversNoWord(t *testing.T) {
	b := onPhone(t)
	quote, _ := b.edges("We are two weeks ahead")
	b.labelled(quote, 3, "Content")
	b.resting(".links-bar li button")
	const end = `document.querySelector('.handle[data-edge="to"]').getBoundingClientRect().top`
	was := eval[float64](b, end)
	b.tap(b.middle(".links-bar li button"))
	b.waitFor("the complaint", `document.querySelector(".notice.bad")?.innerText.includes("mark it first")`)
	b.waitFor("it to be read out", `document.querySelector("#say").innerText.includes("mark it first")`)
	b.shot("finger-notice")
	still := func(when string) {
		t.Helper()
		b.waitFor("the words where they were "+when, fmt.Sprintf(`Math.abs(%s - %v) < 1`, end, was))
	}
	still("when it has come")
	if over := eval[float64](b, `document.querySelector(".notice").getBoundingClientRect().bottom - document.querySelector("#page").getBoundingClientRect().top`); over > 0 {
		t.Errorf("the notice lies over %v px of the article", over)
	}
	if size := eval[[]float64](b, `(r => [r.width, r.height])(document.querySelector(".notice .icon").getBoundingClientRect())`); size[0] < 44 || size[1] < 44 {
		t.Errorf("what sends it away is %v px", size)
	}
	// The first words that are seen below it.
	below := eval[[]float64](b, `(() => {
		const top = document.querySelector("#page").getBoundingClientRect().top;
		for (let y = top + 4; ; y += 4) {
			const at = document.caretRangeFromPoint(60, y);
			const r = at?.startContainer.parentElement.closest(".line") && at.startContainer.nodeType === Node.TEXT_NODE && at.getBoundingClientRect();
			if (r && r.top >= top && r.height > 0) return [60, r.top + r.height / 2];
		}
	})()`)
	b.tap(point{below[0], below[1]})
	b.waitFor("a word to be taken", `document.querySelectorAll("`+sheetSel+` .g-selection").length === 1`)
	was = eval[float64](b, end)
	b.tap(b.middle(".notice.bad .icon"))
	b.waitFor("the complaint to go", `!document.querySelector(".notice")`)
	still("when it has gone")
}

// TestHandleIsHeld rests a finger on the end of a selection, and of a mark: the labels come, as they do on the words.
func TestHandleIsHeld(t *testing.T) {
	b := onPhone(t)
	hold := func(edge, says string) {
		t.Helper()
		b.resting(".handle")
		at := b.middle(`.handle[data-edge="` + edge + `"]`)
		b.finger(input.DispatchTouchEventTypeTouchStart, point{at.X, at.Y + 18}) // on its knob, below the words
		b.waitFor("the labels", `document.querySelector("#popup[data-placed]")?.innerText.includes(`+quote(says)+`)`)
		b.finger(input.DispatchTouchEventTypeTouchEnd)
	}
	word, _ := b.edges("Lena")
	b.tap(word)
	b.waitFor("handles around the word", `document.querySelectorAll(".handle").length === 2`)
	hold("to", "Source")
	b.shot("finger-held")
	b.tap(b.middle(`.popup-labels li:nth-child(2) button`))
	b.waitFor("the source in hand", `document.querySelector("#hand")?.innerText.includes("Source")`)
	for _, edge := range []string{"from", "to"} {
		hold(edge, "Remove")
		at := b.middle(`.handle[data-edge="from"]`)
		b.tap(point{at.X + 12, at.Y}) // the handle's, and meant for the words beneath: away with the labels
		b.waitFor("the labels to go, and the mark to stay in hand", `!document.querySelector("#popup") && document.querySelector("#hand")?.innerText.includes("Source")`)
	}
}

// noted waits until the note of the mark in hand stands where it will, and takes presses.
func (b *browser) noted() {
	b.t.Helper()
	b.waitFor("the note to stand", `document.querySelector("#hand")?.getAnimations().length === 0`)
}

// pulling takes the end of what is in hand, or selected, and moves it by so many pixels. The finger stays down.
func (b *browser) pulling(edge string, by float64, rests string) {
	b.t.Helper()
	b.resting(".handle")
	at := b.middle(`.handle[data-edge="` + edge + `"]`)
	at.Y += 18 // its knob, below the words
	b.finger(input.DispatchTouchEventTypeTouchStart, at)
	if rests != "" {
		b.waitFor("the finger to have rested", rests)
	}
	for i := range 5 {
		b.finger(input.DispatchTouchEventTypeTouchMove, point{at.X + by*float64(i+1)/5, at.Y})
	}
}

// TestWithinAMarkByFinger puts a mark within another, by a second tap and by holding, and moves an end of the outer one: each is what
// the finger meant, and no mark moves that was not meant.
func TestWithinAMarkByFinger(t *testing.T) {
	b := onPhone(t)
	said, _ := b.edges("We are two weeks ahead")
	b.labelled(said, 3, "Content")
	b.saved()
	const content = "g-2 “We are two weeks ahead,”"
	at, _ := b.edges("two weeks")
	b.tap(point{at.X + 5, at.Y})
	b.waitFor("the word, and no mark in hand", selectedJS+` === "two" && !document.querySelector("#hand") && document.querySelector('.handle[data-hue=""]')`)
	b.pulling("to", 50, "")
	b.waitFor("the selection to follow", selectedJS+` === "two weeks"`)
	if eval[bool](b, `Boolean(document.querySelector(".flag"))`) {
		t.Error("the end of a selection says that it is a mark’s")
	}
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.tap(b.middle(`.labels li:nth-child(2) button`))
	b.waitFor("the source within the content", drawnJS+` === `+quote("g-1 two weeks\n"+content))
	b.noted()
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down", `!document.querySelector("#hand")`)

	ahead, _ := b.edges("ahead")
	ahead.X += 5
	b.finger(input.DispatchTouchEventTypeTouchStart, ahead)
	b.waitFor("the phrase, with the labels", selectedJS+` === "two weeks ahead" && document.querySelector("#popup[data-placed]") && !document.querySelector("#hand")`)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.shot("finger-within")

	b.tap(ahead)
	b.waitFor("the content in hand, in its own hue", `document.querySelector("#hand")?.innerText.includes("Content") && document.querySelector('.handle:not([data-hue=""])')`)
	b.pulling("to", -75, "")
	b.waitFor("it to say whose end that is", `document.querySelector(".flag")?.textContent === "Content"`)
	b.waitFor("the end to be where the finger has it", `Math.abs(document.querySelector('.handle[data-edge="to"]').getBoundingClientRect().right - [...document.querySelectorAll("`+sheetSel+` .g-selection")].map(e => [...e.getClientRects()].at(-1).right).at(-1)) < 4`)
	b.shot("finger-flag")
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("it to be shorter, and the flag to go", drawnJS+` !== `+quote("g-1 two weeks\n"+content)+` && !document.querySelector(".flag")`)
	b.tap(b.middle(".labelbar .undo"))
	b.waitFor("it to be as it was", drawnJS+` === `+quote("g-1 two weeks\n"+content))
}

// TestLettersByFinger holds an end before it is pulled: it goes by letters, of a selection and of a mark.
func TestLettersByFinger(t *testing.T) {
	b := onPhone(t)
	word, _ := b.edges("reporters")
	b.tap(word)
	b.waitFor("the word", selectedJS+` === "reporters"`)
	const held = `document.querySelector(".handle[data-fine]") && document.querySelector("#popup[data-placed]")`
	b.pulling("to", -10, held)
	b.waitFor("a letter less", selectedJS+` === "reporter" && !document.querySelector("#popup")`)
	b.shot("finger-letters")
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("the end to be as others again", `document.querySelectorAll(".handle").length === 2 && !document.querySelector(".handle[data-fine]")`)
	b.tap(b.middle(`.labels li:nth-child(2) button`))
	b.waitFor("the mark, to the letter", drawnJS+` === "g-1 reporter"`)
	b.pulling("from", 20, held)
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("letters less", drawnJS+` === "g-1 porter"`)
	b.pulling("from", -9, "")
	b.finger(input.DispatchTouchEventTypeTouchEnd)
	b.waitFor("whole words, pulled at once", drawnJS+` === "g-1 reporter"`)
}

// allTypes is a bundle of the story with a scheme that has attributes of every type, one of them required.
func allTypes(t *testing.T) []byte {
	t.Helper()
	return bridgeWith(t,
		annotate.AttrDef{ID: "urgent", On: []string{"claim"}, Title: "Urgent", Type: annotate.Boolean, Required: true},
		annotate.AttrDef{ID: "figures", On: []string{"claim"}, Title: "Figures in it", Type: annotate.Number})
}

// bridgeWith is a bundle of the story with a scheme that has these attributes, too.
func bridgeWith(t *testing.T, attributes ...annotate.AttrDef) []byte {
	t.Helper()
	s := schemes.Default()
	s.ID = "desk-news"
	s.Attributes = append(slices.Clone(s.Attributes), attributes...)
	s.Presets = nil
	doc := annotate.NewDocument("bridge", "Swing bridge", annotate.NewText(story))
	var out bytes.Buffer
	if err := bundle.Write(&out, []journal.Record{{Project: &annotate.Project{ID: "types", Name: "Types", Scheme: "desk-news@" + fmt.Sprint(s.Version)}}, {Scheme: &s}, {Document: &doc}}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bridgeOnPhone opens a bundle's article about the bridge on a phone, with nothing lying over it.
func bridgeOnPhone(t *testing.T, data []byte) *browser {
	t.Helper()
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 390, 844)
	b.touch()
	b.firstVisit("Ana")
	b.press("#lesson .button:last-child")
	b.drop(file{name: "types.galley.jsonl", data: data})
	b.opened("Swing bridge")
	b.waitFor("the notices to go", `([...document.querySelectorAll(".notice .icon")].forEach((e) => e.click()), !document.querySelector("#lesson, .notice"))`)
	b.resting("#sheet .line")
	return b
}

// TestAttributesByFinger sets every attribute of four labels, of every type, by finger: each is in sight, large enough, and keeps what it
// was given, also when the finger goes on to other words before the field was left.
func TestAttributesByFinger(t *testing.T) {
	b := bridgeOnPhone(t, allTypes(t))
	const values = `JSON.stringify(Object.fromEntries([...document.querySelectorAll("#hand select, #hand .attr input")].map(e => [e.id, e.value])))`
	down := func() {
		t.Helper()
		b.noted()
		b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
		b.waitFor("it to be put down", `!document.querySelector("#hand")`)
	}
	for i, words := range []string{"will reopen", "port director Lena", "two weeks ahead", "repaired gear"} {
		at, _ := b.edges(words)
		at.X += 5
		label := []string{"Claim", "Source", "Content", "Caption"}[i]
		b.labelled(at, i+1, label)
		b.noted()
		fields := eval[[]string](b, `[...document.querySelectorAll("#hand select, #hand .attr input")].map(e => e.id)`)
		if len(fields) == 0 {
			t.Fatalf("a %s has nothing to be set", label)
		}
		want := map[string]string{}
		for _, id := range fields {
			field := `document.getElementById(` + quote(id) + `)`
			eval[bool](b, `(`+field+`.scrollIntoView({block: "nearest"}), true)`)
			b.resting("#" + id)
			b.waitFor(id+" to be in sight, and pressed", `(e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === e; })(`+field+`)`)
			if bad := eval[string](b, `(e => {
				const r = e.getBoundingClientRect(), l = document.querySelector("label[for=" + e.id + "]");
				if (r.height < 44 || r.width < 44) return "too small";
				if (l.scrollWidth > l.clientWidth) return "without all of its name";
				return "";
			})(`+field+`)`); bad != "" {
				t.Errorf("%s of a %s is %s", id, label, bad)
			}
			b.tap(b.middle("#" + id))
			b.waitFor("the field to have the keyboard", `document.activeElement === `+field)
			switch eval[string](b, field+`.type`) {
			case "select-one":
				b.keys("Down", "Enter") // as the system's list of choices does
				want[id] = eval[string](b, field+`.options[1].value`)
				b.waitFor(id+" to be set", field+`.value === `+quote(want[id]))
			case "number":
				b.typed("12")
				want[id] = "12"
			default:
				b.typed("fear of reprisals")
				want[id] = "fear of reprisals"
			}
		}
		b.shot("finger-values-" + label)
		// On to other words, with the last field still open.
		other, _ := b.edges("petitioned")
		b.tap(other)
		b.waitFor("other words", selectedJS+` === "petitioned" && !document.querySelector("#hand")`)
		at, _ = b.edges(words)
		at.X += 5
		b.tap(at)
		b.waitFor("the mark in hand again", `document.querySelector("#hand")?.innerText.includes(`+quote(label)+`)`)
		all, _ := json.Marshal(want)
		b.waitFor("what was set: "+string(all), `((got, want) => Object.keys(want).length === Object.keys(got).length && Object.entries(want).every(([k, v]) => got[k] === v))(JSON.parse(`+values+`), `+string(all)+`)`)
		down()
	}
	b.saved()
	b.waitFor("the claim still to be there, with the source in it", `new Set(`+marksJS+`.map(e => e.classList[0]).filter(name => /^g-[0-3]-/.test(name))).size === 4`)
}

// TestExportByFinger finds the export among all commands, which a finger reaches by scrolling only, and writes a file.
func TestExportByFinger(t *testing.T) {
	b := onPhone(t)
	word, _ := b.edges("Lena")
	b.labelled(word, 2, "Source")
	b.saved()
	b.tap(b.middle(".all-button"))
	const row = `[...document.querySelectorAll("#palette .command")].find(e => e.innerText.includes("Save as training data"))`
	b.waitFor("the command", row)
	at := eval[[]float64](b, `(() => { const e = `+row+`; e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	b.tap(point{at[0], at[1]})
	b.looked("the panel", `document.querySelector("#exports .primary")`)
	eval[bool](b, `(document.querySelector("#exports .primary").scrollIntoView({block: "center"}), true)`)
	b.resting("#exports .primary")
	b.tap(b.middle("#exports .primary"))
	b.waitFor("word of it, above the panel", `(n => n?.innerText.includes("is written") && n.getBoundingClientRect().bottom <= document.querySelector("#page").getBoundingClientRect().top)(document.querySelector(".notice:last-child"))`)
	b.shot("finger-exported")
	b.download(".jsonl")
}

// TestDoubleTapOverTheFoot taps on a mark low on the screen: the note that comes lies over it, and a second tap means the words all the
// same, which stay where they are till then. After that the mark stands above its note, each time it is taken.
func TestDoubleTapOverTheFoot(t *testing.T) {
	b := onPhone(t)
	low := func() point {
		t.Helper()
		eval[bool](b, `(document.querySelector("#page").scrollTop = 0, true)`)
		at := eval[[]float64](b, `(() => {
			const c = `+rangeOf+`("Traffic").getBoundingClientRect();
			return [c.left + c.width / 2, c.top + c.height / 2];
		})()`)
		return point{at[0], at[1]}
	}
	inHand := `document.querySelector("#hand")?.innerText.includes("Content")`
	seen := `document.querySelector('.handle[data-edge="to"]')?.getBoundingClientRect().bottom < document.querySelector("#hand").getBoundingClientRect().top`
	down := func() {
		t.Helper()
		b.press(`#hand .icon[aria-label="Put it down"]`)
		b.waitFor("the note to go", `!document.querySelector("#hand")`)
	}
	b.labelled(low(), 3, "Content")
	b.waitFor("it above its note", seen)
	down()
	b.tap(low())
	b.waitFor("it in hand again, above its note", inHand+" && "+seen)
	down()
	at := low()
	eval[bool](b, `(new MutationObserver((_, watch) => {
		const note = document.querySelector("#hand");
		if (!note) return;
		watch.disconnect();
		requestAnimationFrame(() => {
			const box = note.getBoundingClientRect(), under = document.elementFromPoint(`+fmt.Sprintf("%v, %v", at.X, at.Y)+`);
			globalThis.met = [box.top < `+fmt.Sprint(at.Y)+`, Boolean(under?.closest("#hand")), document.querySelector("#page").scrollTop];
		});
	}).observe(document.body, { childList: true, subtree: true }), true)`)
	b.tap(at)
	b.waitFor("the note to lie over the mark", `globalThis.met?.[0]`)
	if met := eval[[]any](b, `met`); met[1] != false || met[2] != 0.0 {
		t.Errorf("a second tap would meet the note: %v; the words have moved by %v", met[1], met[2])
	}
	b.waitFor("the mark above its note", inHand+" && "+seen)
}

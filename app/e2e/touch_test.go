//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
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
	b.waitFor(selector, `document.querySelector(`+quote(selector)+`)`)
	at := eval[[]float64](b, `(() => { const r = document.querySelector(`+quote(selector)+`).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	return point{at[0], at[1]}
}

// TestFinger marks on a small screen with one finger: tap a word, pull the end of the selection, tap the label.
func TestFinger(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 390, 844)
	b.touch()
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")

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
	b.waitFor("the selection to follow", `[...CSS.highlights.get("g-selection")].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset)).join("") === "Lena Osk"`)
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

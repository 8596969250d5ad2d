//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// TestMouse marks, links and corrects with the mouse alone: the labels come to the selection.
func TestMouse(t *testing.T) {
	b := atTheBridge(t)
	b.keys("l")

	label := func(name string) {
		t.Helper()
		b.waitFor("the labels at the selection", `document.querySelector("#popup[data-placed]")`)
		clear := eval[bool](b, `(() => {
			const p = document.querySelector("#popup").getBoundingClientRect();
			return [...document.querySelectorAll(".handle")].every(h => { const r = h.getBoundingClientRect(); return r.bottom <= p.top || r.top >= p.bottom || r.right <= p.left || r.left >= p.right; });
		})()`)
		if !clear {
			t.Error("the labels lie over the selection")
		}
		at := eval[[]float64](b, `(() => {
			const r = [...document.querySelectorAll("#popup button")].find(e => e.innerText.includes(`+quote(name)+`)).getBoundingClientRect();
			return [r.left + r.width / 2, r.top + r.height / 2];
		})()`)
		b.mouse(input.DispatchMouseEventTypeMousePressed, point{at[0], at[1]}, 1)
		b.mouse(input.DispatchMouseEventTypeMouseReleased, point{at[0], at[1]}, 1)
	}
	b.drag("“We are two weeks ahead,”")
	label("Content")
	b.waitMarks(1)
	b.drag("port director Lena Osk")
	label("Source")
	b.waitMarks(2)
	// The words beside a mark in hand, and its own once more: neither drag takes hold of its ends.
	b.drag("said Tuesday")
	label("Cue")
	b.waitMarks(3)
	b.drag("“We are two weeks ahead,”")
	label("Claim")
	b.waitMarks(4)
	b.drag("“We are two weeks ahead,”")
	b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
	b.keys("Escape", "Escape")
	for _, want := range []string{"Source port director Lena Osk", "Cue said Tuesday", "Content “We are two weeks ahead,”", "Claim We are two weeks ahead"} {
		if got := b.listText(); !strings.Contains(got, want) {
			t.Errorf("%q is not among the marks\n%s", want, got)
		}
	}
	b.keys("u", "u")
	b.waitMarks(2)
	b.rightClick("two weeks")
	label("said by")
	b.waitFor("a letter on the source", `document.querySelectorAll(".hint").length === 1`)
	b.click("Lena Osk")
	b.waitFor("the link", `document.querySelector("#list")?.innerText.includes("said by: port director Lena Osk")`)
	b.rightClick("two weeks")
	label("Remove")
	b.waitMarks(1)
	b.saved()

	// The minimap has a tick in the source's hue.
	b.waitFor("a tick on the minimap", `(() => {
		const c = document.querySelector("#minimap"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		for (let i = 3; i < d.length; i += 4) if (d[i]) return true;
	})()`)
}

// TestLongPress brings the labels to a finger that is held, and a mark that is held can be removed.
func TestLongPress(t *testing.T) {
	b := byFinger(t)

	hold := func(words string) {
		t.Helper()
		at, _ := b.edges(words)
		b.finger(input.DispatchTouchEventTypeTouchStart, at)
		b.waitFor("the labels", `document.querySelector("#popup[data-placed]")`)
		b.finger(input.DispatchTouchEventTypeTouchEnd)
	}
	hold("Lena")
	b.shot("long-press")
	b.waitFor("the phrase", selectedJS+`.includes("Lena Osk")`)
	small := eval[[]string](b, `[...document.querySelectorAll("#popup button")].filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44).map(e => e.innerText)`)
	if len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
	b.tap(b.middle("#popup .popup-labels li:nth-child(2) button"))
	b.waitFor("the source", drawnJS+`.includes("Lena Osk")`)
	hold("Osk")
	b.tap(b.middle(`#popup [aria-label="Remove the mark in hand"]`))
	b.waitFor("the mark to go", drawnJS+` === ""`)
	b.saved()
}

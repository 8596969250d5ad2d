//go:build e2e

package e2e

import "testing"

// wrappedJS is what stands in marks one of whose classes begins so.
func wrappedJS(class string) string {
	return `[...document.querySelectorAll("` + sheetSel + ` mark")].filter(e => [...e.classList].some(c => c.startsWith("` + class + `"))).map(e => e.textContent).join("")`
}

// TestMarksAreElements marks words inside one another and across one another, cuts them by a selection and by what is found, and undoes: each
// is an element around its words, and the text and what is set apart in it stay what they were.
func TestMarksAreElements(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	const textJS = `[...document.querySelectorAll("` + sheetSel + ` .line")].map(e => e.textContent).join("\n")`
	text := eval[string](b, textJS)
	kinds := eval[int](b, `document.querySelectorAll("`+sheetSel+` [data-seg]").length`)

	b.keys("]")
	b.waitFor("the selection", wrappedJS("g-selection")+` === "“We are two weeks ahead,”"`)
	b.keys("c")
	b.waitFor("the content in hand", wrappedJS("g-hand")+` === "“We are two weeks ahead,”"`)
	b.waitFor("its line", wrappedJS("g-2-0")+` === "“We are two weeks ahead,”"`)
	b.keys("Ctrl+Left", "Ctrl+Left", "s", "S", "Enter")
	b.waitFor("the source", wrappedJS("g-1-0")+`.includes("Lena Osk")`)
	b.keys("Escape")
	b.drag("two weeks")
	b.waitFor("words inside the content", wrappedJS("g-selection")+` === "two weeks"`)
	b.keys("m")
	b.waitFor("a claim inside the content", wrappedJS("g-0")+` === "two weeks" && `+wrappedJS("g-2")+` === "“We are two weeks ahead,”"`)
	if line := eval[string](b, `getComputedStyle(document.querySelector("mark[class^='g-0']")).textDecorationLine`); line != "underline" {
		t.Errorf("the claim's line is %q", line)
	}
	b.keys("Escape")
	b.drag("ahead,” she told")
	b.keys("m")
	b.waitFor("a claim that crosses the content's end", wrappedJS("g-0")+` === "two weeksahead,” she told" && `+wrappedJS("g-2")+` === "“We are two weeks ahead,”"`)
	b.shot("marks-within-marks")
	b.keys("u", "u")
	b.waitFor("the claims to go", wrappedJS("g-0")+` === ""`)
	b.click("weeks")
	b.waitFor("the content in hand again", wrappedJS("g-hand")+`.includes("two weeks")`)
	b.keys("Escape", "Ctrl+f")
	b.typed("bridge")
	b.waitFor("what is found", wrappedJS("g-find")+`.toLowerCase().startsWith("bridge")`)
	b.keys("Escape")
	b.waitFor("what was found to go", wrappedJS("g-find")+` === ""`)
	if now := eval[string](b, textJS); now != text {
		t.Errorf("the text reads\n%s\nand was\n%s", now, text)
	}
	if now := eval[int](b, `document.querySelectorAll("`+sheetSel+` [data-seg]").length`); now != kinds {
		t.Errorf("%d stretches are set apart, were %d", now, kinds)
	}
	b.saved()
	b.reload()
	b.waitFor("the marks after a reload", wrappedJS("g-2-0")+` === "“We are two weeks ahead,”"`)
}

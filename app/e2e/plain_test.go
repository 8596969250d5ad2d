//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// wrappedJS is what stands in marks of a class that begins so, without the handles and the caret.
func wrappedJS(class string) string {
	return `[...document.querySelectorAll("` + sheetSel + ` mark[class^='` + class + `']")].map(e => e.textContent).join("")`
}

// TestWithoutHighlights works in a browser that has no custom highlights: marks, the selection and what is found are elements
// then. Words are marked inside one another, cut by a selection, undone, and found, and the text stays what it was.
func TestWithoutHighlights(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `delete CSS.highlights`}); err != nil {
		t.Fatal(err)
	}
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	if eval[bool](b, `"highlights" in CSS`) {
		t.Fatal("the browser has highlights all the same")
	}
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
	b.shot("without-highlights")
	b.keys("u")
	b.waitFor("the claim to go", wrappedJS("g-0")+` === ""`)
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

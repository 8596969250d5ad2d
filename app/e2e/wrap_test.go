//go:build e2e

package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

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

// TestOneLongLine marks an article that stands on one line: it is set in stretches, which read as one paragraph, and what lies across two
// of them is one mark.
func TestOneLongLine(t *testing.T) {
	var text strings.Builder
	for i := range 600 {
		fmt.Fprintf(&text, "The harbour office counted %d boats on day %d. ", i%90, i)
	}
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "line.txt", data: []byte(text.String())})
	b.opened("The harbour office")
	const linesJS = `[...document.querySelectorAll("` + sheetSel + ` .line")]`
	if n := eval[int](b, linesJS+`.length`); n < 5 || n > 10 {
		t.Fatalf("%d stretches", n)
	}
	if loose := eval[bool](b, linesJS+`.some((e, i, all) => (getComputedStyle(e).marginBottom === "0px") === (i === all.length - 1))`); loose {
		t.Error("the stretches are set apart")
	}
	last := eval[string](b, linesJS+`[0].textContent.slice(-9)`)
	next := eval[string](b, linesJS+`[1].textContent.slice(0, 18)`)
	day := strings.TrimSuffix(last[strings.LastIndex(last, " ")+1:], ".")
	_, to := b.edges(fmt.Sprintf("on day %d", atoi(t, day)+1))
	at := b.still("the end of the first stretch", `(() => {
		const r = document.createRange(), n = `+linesJS+`[0].lastChild;
		r.setStart(n, n.length - `+fmt.Sprint(len(day)+1)+`);
		const box = r.getClientRects()[0];
		return box ? [box.left + 1, box.top + box.height / 2] : [];
	})()`)
	from := point{at[0], at[1]}
	b.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
	b.mouse(input.DispatchMouseEventTypeMouseMoved, to, 0)
	b.mouse(input.DispatchMouseEventTypeMouseReleased, to, 1)
	b.waitFor("words of both", wrappedJS("g-selection")+`.includes(`+quote(day+"."+next)+`)`)
	b.keys("m", "l")
	b.waitRow(0, fmt.Sprintf("%s. The harbour office counted %d boats on day %d", day, (atoi(t, day)+1)%90, atoi(t, day)+1))
	b.shot("one-long-line")
	b.keys("l", "Escape", "Escape", "j")
	b.waitFor("the next sentence", wrappedJS("g-selection")+fmt.Sprintf(`.startsWith("The harbour office counted %d boats")`, (atoi(t, day)+2)%90))
	b.keys("k", "k")
	b.waitFor("the sentence before the cut", wrappedJS("g-selection")+fmt.Sprintf(`.endsWith("on day %s.")`, day))
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

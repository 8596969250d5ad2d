//go:build e2e

package e2e

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What journeys look for on the page. Everything else they say in keys, pointers and visible words.
const (
	sheetSel   = "#sheet"            // the island that holds the article
	saveSel    = "[data-save]"       // the save state: its value is saved, saving or failed
	rowSel     = "#list [data-span]" // one row of the annotation list, the marks' accessible twin
	docSel     = "#queue [data-doc]" // one document of the queue
	noticeSel  = "#notices"          // one-line notices
	bannerSel  = "#banner"           // problems that stay until they are mended
	splitsSel  = "#review"           // the load review, where split points are confirmed
	exportSel  = "#exports"          // the export panel
	welcomeSel = "#welcome"          // the first visit
)

// marksJS is the elements of marks in the lines on screen, the outer ones first. The class that comes first says of which style and lane.
const marksJS = `[...document.querySelectorAll("` + sheetSel + ` mark")].filter(e => /^g-\d/.test(e.className))`

// rangeOf is a function of words that occur on the sheet, and of a stretch of them: it returns a range of where they first stand, however
// many marks cut them, or null.
const rangeOf = `((words, from = 0, to = words.length) => {
	for (const line of document.querySelectorAll("` + sheetSel + ` .line")) {
		const at = line.textContent.indexOf(words);
		if (at < 0) continue;
		const range = document.createRange(), walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
		for (let n, before = 0; (n = walk.nextNode()); before += n.length) {
			const a = at + from - before, z = at + to - before;
			if (0 <= a && a < n.length) range.setStart(n, a);
			if (0 < z && z <= n.length) { range.setEnd(n, z); return range; }
		}
	}
	return null;
})`

// quote makes a Go string a JavaScript literal.
func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// ready waits until an article stands on the sheet.
func (b *browser) ready() {
	b.t.Helper()
	b.waitFor("an article on the sheet", fmt.Sprintf(`document.querySelector(%q)?.textContent.trim().length > 40`, sheetSel))
}

// firstVisit gives a name and waits for the sample desk.
func (b *browser) firstVisit(name string) {
	b.t.Helper()
	b.visit("/", name)
}

// visit does so at a desk that does not live at the root.
func (b *browser) visit(base, name string) {
	b.t.Helper()
	b.open(base)
	b.waitFor("the welcome", fmt.Sprintf(`document.querySelector(%q)`, welcomeSel+" input"))
	b.do(chromedp.Focus(chromedp.CSS(welcomeSel + " input")))
	b.do(chromedp.KeyEvent(name))
	b.keys("Enter")
	b.ready()
	b.saved()
}

// saved waits for the slug line to say so.
func (b *browser) saved() {
	b.t.Helper()
	b.waitFor("the save state", fmt.Sprintf(`document.querySelector(%q)?.dataset.save === "saved"`, saveSel))
}

// marks counts the rows of the annotation list.
func (b *browser) marks() int {
	return eval[int](b, fmt.Sprintf(`document.querySelectorAll(%q).length`, rowSel))
}

// waitMarks waits until the list has n rows.
func (b *browser) waitMarks(n int) {
	b.t.Helper()
	b.waitFor(fmt.Sprintf("%d marks", n), fmt.Sprintf(`document.querySelectorAll(%q).length === %d`, rowSel, n))
}

// opened waits until the article whose title begins so stands on the sheet.
func (b *browser) opened(title string) {
	b.t.Helper()
	b.waitFor(title+" on the sheet", fmt.Sprintf(`document.querySelector(".slug")?.textContent.startsWith(%s)`, quote(title)))
	b.ready()
}

// openDoc opens the article of the queue whose title begins so.
func (b *browser) openDoc(title string) {
	b.t.Helper()
	js := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.textContent.startsWith(%s))`, docSel+" .doc-title", quote(title))
	b.waitFor(title+" in the queue", js)
	eval[bool](b, `(`+js+`.closest("button").click(), true)`)
	b.opened(title)
}

// press clicks what a selector finds. It is one step on the page, so that no drawing comes between finding and clicking.
func (b *browser) press(selector string) {
	b.t.Helper()
	b.waitFor(selector, fmt.Sprintf(`document.querySelector(%s)`, quote(selector)))
	eval[bool](b, fmt.Sprintf(`(document.querySelector(%s)?.click(), true)`, quote(selector)))
}

// typed writes into the field that has the focus.
func (b *browser) typed(words string) {
	b.t.Helper()
	b.waitFor("a field in focus", `document.activeElement?.matches("input, textarea")`)
	b.do(chromedp.KeyEvent(words))
}

// reload loads the page again and waits for the article.
func (b *browser) reload() {
	b.t.Helper()
	b.do(chromedp.Reload())
	b.ready()
}

// pick takes the mark with these words in hand, by its row of the list.
func (b *browser) pick(words string) {
	b.t.Helper()
	js := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.querySelector(".row-text").textContent === %s)`, rowSel, quote(words))
	b.waitFor("the mark "+words, js)
	eval[bool](b, `(`+js+`.querySelector("button").click(), true)`)
	b.waitFor(words+" in hand", js+`?.querySelector("[aria-current=true]")`)
}

// waitRow waits until the n-th mark of the list, from 0, has these words.
func (b *browser) waitRow(n int, words string) {
	b.t.Helper()
	b.waitFor("the mark "+words, fmt.Sprintf(`document.querySelectorAll(%q)[%d]?.querySelector(".row-text").textContent === %s`, rowSel, n, quote(words)))
}

// listText is the whole annotation list in words.
func (b *browser) listText() string {
	b.t.Helper()
	return eval[string](b, listJS)
}

const listJS = `[...document.querySelectorAll("` + rowSel + `")].map(e => e.innerText.replace(/\s+/g, " ")).join("\n")`

// waitList waits until the list reads so.
func (b *browser) waitList(want string) {
	b.t.Helper()
	b.waitFor("the marks\n"+want, listJS+` === `+quote(want))
}

// A file is something to drop on the page.
type file struct {
	name  string
	data  []byte
	times int // how often the data stands in the file; 0 is once
}

// drop lets files fall on the page, as from a folder.
func (b *browser) drop(files ...file) {
	b.t.Helper()
	var list []map[string]any
	for _, f := range files {
		list = append(list, map[string]any{"name": f.name, "data": base64.StdEncoding.EncodeToString(f.data), "times": max(f.times, 1)})
	}
	js, _ := json.Marshal(list)
	eval[bool](b, `(() => {
		const dt = new DataTransfer();
		for (const f of `+string(js)+`) {
			const bytes = Uint8Array.from(atob(f.data), c => c.charCodeAt(0));
			dt.items.add(new File(Array(f.times).fill(bytes), f.name));
		}
		for (const type of ["dragenter", "dragover", "drop"]) {
			document.body.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: dt}));
		}
		return true;
	})()`)
}

// A point is a place on the page in CSS pixels.
type point struct{ X, Y float64 }

// edges scrolls the first occurrence of words on the sheet to its upper part, where no note stands over it on a small
// screen, and returns where its text begins and ends.
func (b *browser) edges(words string) (from, to point) {
	b.t.Helper()
	at := b.still(fmt.Sprintf("%q on the sheet, with a place", words), `(() => {
		const r = `+rangeOf+`(`+quote(words)+`);
		if (!r) return [];
		r.startContainer.parentElement.scrollIntoView({block: "center"});
		const page = document.querySelector("#page"), box = page.getBoundingClientRect();
		page.scrollTop += r.getBoundingClientRect().top - box.top - box.height / 5;
		const rects = r.getClientRects(), a = rects[0], z = rects[rects.length - 1];
		return a ? [a.left + 1, a.top + a.height / 2, z.right - 1, z.top + z.height / 2] : [];
	})()`)
	return point{at[0], at[1]}, point{at[2], at[3]}
}

// still asks where something is until it is the same place after a drawing as before it: when a strip over the page goes, the page
// is put back by its height in the drawing that follows, and what was pressed in between would be other words. js gives
// numbers, none as long as there is nothing.
func (b *browser) still(what, js string) []float64 {
	b.t.Helper()
	b.waitFor(what, js+`.length > 0`)
	return eval[[]float64](b, `(async () => {
		for (let at, was; ; was = at) {
			at = `+js+`;
			if (at.length > 0 && String(at) === String(was)) return at;
			await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
		}
	})()`)
}

func (b *browser) mouse(kind input.DispatchMouseEventType, p point, clicks int64) {
	b.t.Helper()
	button := input.MouseButtonLeft
	if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: kind, X: p.X, Y: p.Y, Button: button, Buttons: pressed(kind), ClickCount: clicks,
	}); err != nil {
		b.t.Fatal(err)
	}
}

// clicks presses and releases the mouse n times on words, a hundredth of a second apart by the events' own clock, however
// slow the machine is.
func (b *browser) clicks(words string, n int) {
	b.t.Helper()
	at, _ := b.edges(words)
	at.X += 3
	b.clicksAt(at, n)
}

func (b *browser) clicksAt(at point, n int) {
	b.t.Helper()
	when := time.Now()
	for i := range 2 * n {
		kind := input.DispatchMouseEventTypeMousePressed
		if i%2 == 1 {
			kind = input.DispatchMouseEventTypeMouseReleased
		}
		stamp := input.TimeSinceEpoch(float64(when.UnixMilli()+int64(5*i)) / 1000)
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, Buttons: pressed(kind), ClickCount: int64(i/2 + 1), Timestamp: stamp,
		}); err != nil {
			b.t.Fatal(err)
		}
	}
}

func pressed(kind input.DispatchMouseEventType) int64 {
	if kind == input.DispatchMouseEventTypeMouseReleased {
		return 0
	}
	return 1
}

// drag selects words with the mouse.
func (b *browser) drag(words string) {
	b.t.Helper()
	from, to := b.edges(words)
	b.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
	for i := 1; i <= 4; i++ {
		s := float64(i) / 4
		b.mouse(input.DispatchMouseEventTypeMouseMoved, point{from.X + (to.X-from.X)*s, from.Y + (to.Y-from.Y)*s}, 0)
	}
	b.mouse(input.DispatchMouseEventTypeMouseReleased, to, 1)
}

// click presses and releases the mouse in the middle of words.
func (b *browser) click(words string) {
	b.t.Helper()
	from, _ := b.edges(words)
	from.X += 3
	b.mouse(input.DispatchMouseEventTypeMousePressed, from, 1)
	b.mouse(input.DispatchMouseEventTypeMouseReleased, from, 1)
}

// rightClick presses the other button on words.
func (b *browser) rightClick(words string) {
	b.t.Helper()
	at, _ := b.edges(words)
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: at.X + 3, Y: at.Y, Button: input.MouseButtonRight, Buttons: 2 * pressed(kind), ClickCount: 1,
		}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// download waits for a file whose name ends in suffix and returns its path.
func (b *browser) download(suffix string) string {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		// Chromium writes under a temporary name and renames when the last byte is there.
		if found, _ := filepath.Glob(filepath.Join(b.downloads, "*"+suffix)); len(found) > 0 {
			if info, err := os.Stat(found[len(found)-1]); err == nil && info.Size() > 0 {
				return found[len(found)-1]
			}
		}
		if time.Now().After(deadline) {
			break
		}
	}
	b.shot("failed-download")
	b.t.Fatalf("no download ends in %q", suffix)
	return ""
}

// sample reads one of the articles that the desk is delivered with.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "web", "samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

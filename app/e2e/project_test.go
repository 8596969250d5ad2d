//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A project of many articles: the queue draws those in view, finds by title and by text, and opens any.
func TestManyArticles(t *testing.T) {
	t.Parallel()
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "many.galley.jsonl", data: manyBundle(t, 0, 700, 3)})
	b.waitFor("the articles", `document.querySelector(".progress")?.innerText.includes("0 of 700 finished")`)
	rows := func() int { return eval[int](b, fmt.Sprintf(`document.querySelectorAll(%q).length`, docSel)) }
	if n := rows(); n == 0 || n > 60 {
		t.Errorf("%d rows of 700 are drawn", n)
	}
	title := func(n int) string {
		return fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.innerText.includes("no %d."))`, docSel+" .doc-title", n)
	}
	eval[bool](b, `(document.querySelector("#docs").scrollTop = 1e9, true)`)
	b.waitFor("the last article", title(699))
	if n := rows(); n > 60 {
		t.Errorf("at the end %d rows are drawn", n)
	}
	if text := eval[string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].pop().innerText`, docSel)); !strings.Contains(text, "3 marks") {
		t.Errorf("the last row says %q, want how many marks there are", text)
	}

	b.keys("Ctrl+Shift+F")
	b.typed("Boat321X office")
	b.waitFor("what was found in the text", `document.querySelector(".shelf-count")?.innerText === "1 article"`)
	b.shot("queue-found")
	b.keys("Enter")
	b.opened("The harbor office counted again, no 321.")
	b.keys("Escape")
	b.do(chromedp.Focus(sheetSel))
	b.keys("F3")
	b.waitFor("the first place said", `/(^|\D)1 of \d+: /.test(document.querySelector("#say").textContent)`)

	b.reload()
	b.opened("The harbor office counted again, no 321.")
	b.waitFor("the open article in view", `document.querySelector("#docs [aria-current=true]")`)
	if n := rows(); n > 60 {
		t.Errorf("after a reload %d rows are drawn", n)
	}
	b.shot("queue-long")
}

//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPaper: on paper every mark is drawn, those too that are off screen.
func TestPaper(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.openDoc("Ferry crews")
	b.keys("h") // the headline, and then far below it
	for range 30 {
		b.keys("J")
	}
	b.waitFor("the headline's mark to be off screen", drawnJS+` === ""`)
	eval[bool](b, `(addEventListener("beforeprint", () => { globalThis.printed = `+drawnJS+`; }), true)`)
	if _, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{}); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](b, `printed`); got == "" {
		t.Error("the headline's mark is not on paper")
	}
	b.waitFor("the screen as it was", drawnJS+` === ""`)
}

//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// How many DOM nodes one mark may touch on an article of 1 MB with 20,000 spans: put in or taken out, with all below them, or
// changed in an attribute or their text. A sentence that is marked has dozens of marks in it, which all become part of its element;
// then chrome, margin notes and all, and the annotation list, whose rows in view all move on by one.
const mostTouched = 250

// TestNodesTouched holds the work of one mark to a count, which no machine's speed can hide: what a mark touches must not grow
// with the article, nor with its lines.
func TestNodesTouched(t *testing.T) {
	p := compose(1_000_000, 20_000)
	t.Run("paragraphs", func(t *testing.T) { nodesTouched(t, p) })
	p.Text = strings.ReplaceAll(p.Text[:200_000], "\n", " ")
	for p.Spans[len(p.Spans)-1].To > len(p.Text) {
		p.Spans = p.Spans[:len(p.Spans)-1]
	}
	t.Run("one line", func(t *testing.T) { nodesTouched(t, p) })
}

func nodesTouched(t *testing.T, p passage) {
	t.Helper()
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "passage.galley.jsonl", data: passageBundle(t, p)})
	b.waitFor("the passage", `[...document.querySelectorAll("`+docSel+` .doc-title")].some(e => e.innerText.startsWith("A passage"))`)
	b.saved()
	b.openDoc("A passage")
	eval[bool](b, measureScript(t))
	eval[bool](b, drawnMarks)
	// Each live range, also one left behind, makes every element dearer that leaves the document from then on.
	eval[bool](b, `(globalThis.ranges = 0, document.createRange = () => { globalThis.ranges++; return new Range(); }, true)`)
	for i := range 8 {
		if i == 5 { // and with the annotation list open, which draws what is in view
			b.keys("l")
			b.waitFor("the list", `document.querySelector("#list .row")`)
			if n := eval[int](b, `document.querySelectorAll("#list .row").length`); n > 60 {
				t.Errorf("%d rows of %d are drawn", n, len(p.Spans))
			}
			eval[bool](b, `(document.querySelector("#rows").scrollTop = 1e5, true)`)
			b.waitFor("rows in the middle", `Number(document.querySelector("#rows").style.getPropertyValue("--before")) > 1000`)
			b.shot("list-long")
		}
		b.keys("j")
		eval[bool](b, `bench.settled().then(() => true)`)
		eval[bool](b, `bench.arm("keydown", drawnMarks)`)
		b.keys("m")
		made := eval[struct {
			MS      *float64 `json:"ms"`
			Touched int      `json:"touched"`
		}](b, "bench.made()")
		if made.MS == nil {
			t.Fatal("the mark was not drawn")
		}
		t.Logf("mark %d touches %d nodes", i+1, made.Touched)
		if made.Touched > mostTouched {
			t.Errorf("mark %d touches %d nodes, want at most %d", i+1, made.Touched, mostTouched)
		}
		if made.Touched == 0 {
			t.Error("nothing was counted: the count is blind")
		}
	}
	if n := eval[int](b, "ranges"); n > 0 {
		t.Errorf("eight marks left %d live ranges behind", n)
	}
}

//go:build e2e

package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// heard is the page as a screen reader goes through it: role and name of whatever has one, in reading order.
func (b *browser) heard() []string {
	b.t.Helper()
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		byID[n.NodeID] = n
	}
	said := func(v *accessibility.Value) (s string) {
		if v != nil {
			_ = json.Unmarshal([]byte(v.Value), &s) // what is no string says nothing
		}
		return strings.Join(strings.Fields(s), " ")
	}
	var out []string
	var walk func(*accessibility.Node)
	walk = func(n *accessibility.Node) {
		if n == nil {
			return
		}
		if name := said(n.Name); !n.Ignored && name != "" && said(n.Role) != "StaticText" && said(n.Role) != "InlineTextBox" {
			out = append(out, said(n.Role)+" "+name)
		}
		for _, id := range n.ChildIDs {
			walk(byID[id])
		}
	}
	walk(tree.Nodes[0])
	return out
}

// TestScreenReader marks, links and comes back to a mark by what a screen reader says and offers: every mark is a button that says
// its label and its words, in the order of the text, and every step is announced.
func TestScreenReader(t *testing.T) {
	b := atTheBridge(t)
	says := func(words string) {
		t.Helper()
		b.waitFor(words+" said", `document.querySelector("#say").textContent.includes(`+quote(words)+`)`)
	}
	b.keys("]")
	says("selected: “We are two weeks ahead,”")
	b.keys("c")
	says("Content: “We are two weeks ahead,”")
	b.keys("Ctrl+Left", "Ctrl+Left")
	says("selected: port director Lena Osk")
	b.keys("s")
	says("Source: port director Lena Osk")
	b.keys("S")
	says("said by: press a letter, or Enter for “We are two weeks ahead,”")
	b.keys("Enter")
	says("said by: port director Lena Osk")
	b.keys("Escape")
	b.waitFor("both notes folded", `!document.querySelector("#hand") && document.querySelectorAll("#note-list [data-note]").length === 2`)
	b.saved()

	at := -1
	tree := b.heard()
	for _, want := range []string{
		"heading Swing bridge", "navigation Articles", "main The article", "region Article: Swing bridge", "button Done, next article",
		"region Margin notes", "button s Source : port director Lena Osk", "button c Content : “We are two weeks ahead,”", "navigation Labels", "button m Claim",
	} {
		next := slices.IndexFunc(tree[at+1:], func(s string) bool { return strings.HasPrefix(s, want) })
		if next < 0 {
			t.Fatalf("%q does not come behind %q in\n%s", want, tree[max(at, 0)], strings.Join(tree, "\n"))
		}
		at += 1 + next
	}

	b.waitFor("the content's note", `[...document.querySelectorAll("#note-list [data-note]")].some(e => e.innerText.includes("Content"))`)
	eval[bool](b, `([...document.querySelectorAll("#note-list [data-note]")].find(e => e.innerText.includes("Content")).querySelector("button").focus(), true)`)
	b.keys("Enter")
	says("Content: “We are two weeks ahead,”, said by: port director Lena Osk")
	b.waitFor("its values", `document.querySelector("#hand select")`)
	if tree = b.heard(); !slices.Contains(tree, "group Content in hand") || !slices.Contains(tree, "combobox Directness") || !slices.Contains(tree, "button Remove the link said by") {
		t.Errorf("the mark in hand is heard as\n%s", strings.Join(tree, "\n"))
	}
	b.do(chromedp.Focus(chromedp.CSS(sheetSel)))
	b.keys("1", "1")
	says("direct")
	b.keys("l")
	b.waitFor("the list", `document.querySelector("#list .row")`)
	tree = b.heard()
	for _, want := range []string{"complementary Annotation list", "button Source port director Lena Osk", "button Content “We are two weeks ahead,”"} {
		if !slices.ContainsFunc(tree, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("%q is not in\n%s", want, strings.Join(tree, "\n"))
		}
	}

	// Nothing moves for those who asked for that.
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
		t.Fatal(err)
	}
	moving := eval[[]string](b, `[...document.querySelectorAll("*")].filter(e => {
		const s = getComputedStyle(e);
		return [...s.animationDuration.split(","), ...s.transitionDuration.split(",")].some(d => parseFloat(d) > 0);
	}).map(e => e.tagName + "." + e.className)`)
	if len(moving) > 0 {
		t.Errorf("these move all the same: %q", moving)
	}
}

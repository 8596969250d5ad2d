//go:build e2e

package e2e

import (
	"testing"

	"galley/annotate"
)

// linkTypes is a bundle of the story with a scheme in which links and the article have attributes of more than one type.
func linkTypes(t *testing.T) []byte {
	t.Helper()
	return bridgeWith(t,
		annotate.AttrDef{ID: "sure", On: []string{"credit-of"}, Title: "Sure", Type: annotate.Enum, Values: []string{"yes", "by_place"}, Required: true},
		annotate.AttrDef{ID: "remark", On: []string{"credit-of"}, Title: "Remark", Type: annotate.String},
		annotate.AttrDef{ID: "desk", On: []string{"document"}, Title: "Desk", Type: annotate.String},
		annotate.AttrDef{ID: "edition", On: []string{"document"}, Title: "Edition", Type: annotate.Number})
}

// filled sets a field of the note in hand by finger: the second choice, or these words.
func (b *browser) filled(name, words string) {
	b.t.Helper()
	id := eval[string](b, `[...document.querySelectorAll("#hand label")].find(e => e.innerText.replace(" needed", "") === `+quote(name)+`)?.htmlFor ?? ""`)
	if id == "" {
		b.t.Fatalf("nothing in the note is called %q: %s", name, eval[string](b, `document.querySelector("#hand").innerText`))
	}
	field := `document.getElementById(` + quote(id) + `)`
	eval[bool](b, `(`+field+`.scrollIntoView({block: "nearest"}), true)`)
	b.resting(`[id=` + quote(id) + `]`)
	if small := eval[bool](b, `(r => r.height < 44 || r.width < 44)(`+field+`.getBoundingClientRect())`); small {
		b.t.Errorf("%s is too small for a finger", name)
	}
	b.tap(b.middle(`[id=` + quote(id) + `]`))
	b.waitFor(name+" to have the keyboard", `document.activeElement === `+field)
	if words == "" {
		b.keys("Down", "Enter") // as the system's list of choices does
		return
	}
	b.typed(words)
}

const notedJS = `Object.fromEntries([...document.querySelectorAll("#hand .attr")].map(e => [e.querySelector("label").innerText, e.querySelector("select, input").value]))`

// TestValuesOfLinksByFinger gives a credit, its link and the article their values, and finds them there when they are in hand again.
func TestValuesOfLinksByFinger(t *testing.T) {
	b := bridgeOnPhone(t, linkTypes(t))

	b.glideOver("Port director Lena Osk shows the repaired gear of the swing bridge in Halden Bay, Tuesday, Feb. 3, 2026")
	b.tap(b.middle("#popup .popup-labels li:nth-child(4) button"))
	b.waitFor("the caption in hand", `document.querySelector("#hand .label")?.innerText === "Caption"`)
	b.noted()
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down", `!document.querySelector("#hand")`)
	b.glideOver("Harbour Wire Photo/Ilse Marten")
	b.tap(b.middle("#popup .popup-labels li:nth-child(5) button"))
	b.waitFor("the credit in hand", `document.querySelector("#hand .label")?.innerText === "Credit"`)
	b.noted()
	b.resting(".links-bar li button")
	b.tap(b.middle(".links-bar li button"))
	b.waitFor("what to tap", `document.querySelector(".linking:not([hidden])")?.innerText.includes("credit of")`)
	caption, _ := b.edges("repaired gear")
	b.tap(caption)
	b.waitFor("the link, with its values", `document.querySelector("#hand .note-links")?.innerText.includes("Port director") && document.querySelector("#hand .attrs")?.innerText.includes("credit of: Sure")`)
	b.noted()
	if !eval[bool](b, `[...document.querySelectorAll("#hand .attr[data-missing] label")].some(e => e.innerText.startsWith("credit of: Sure"))`) {
		t.Error("what the link needs does not stand as unfinished")
	}
	b.filled("Rights", "")
	b.filled("credit of: Sure", "")
	b.filled("credit of: Remark", "by its place")
	b.shot("finger-link-values")
	b.noted()
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down", `!document.querySelector("#hand")`)
	credit, _ := b.edges("Ilse Marten")
	credit.X += 5
	b.tap(credit)
	b.waitFor("the credit in hand, with all of it", `(v => v["Rights"] && v["credit of: Sure"] === "yes" && v["credit of: Remark"] === "by its place")(`+notedJS+`)`)
	b.noted()
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down", `!document.querySelector("#hand")`)

	// The article: at its foot it says what it is.
	const foot = `[...document.querySelectorAll(".foot .button")].find(e => e.innerText.startsWith("What it is"))`
	b.waitFor("what it is, not known yet", foot+`?.innerText === "What it is: genre?, desk?, edition?"`)
	press := func() {
		t.Helper()
		eval[bool](b, `(`+foot+`.scrollIntoView({block: "center"}), true)`)
		b.resting(".foot .button")
		was := eval[float64](b, scrolledJS)
		at := eval[[]float64](b, `(r => [r.left + r.width / 2, r.top + r.height / 2, r.height])(`+foot+`.getBoundingClientRect())`)
		if at[2] < 44 {
			t.Errorf("what says so is %v px high", at[2])
		}
		b.tap(point{at[0], at[1]})
		b.waitFor("its note", `document.querySelector("#hand")?.innerText.includes("The article")`)
		b.noted()
		if now := eval[float64](b, scrolledJS); now != was {
			t.Errorf("the article has moved by %v", now-was)
		}
	}
	press()
	b.filled("Genre", "")
	b.filled("Desk", "Harbour")
	b.filled("Edition", "2")
	b.shot("finger-article")
	b.theme("dark")
	b.shot("finger-article-dark")
	b.theme("light")
	b.tap(b.middle(`#hand .icon[aria-label="Put it down"]`))
	b.waitFor("it to be put down, and the foot to say what it is", `!document.querySelector("#hand") && /^What it is: [a-z ]+, Harbour, 2$/.test(`+foot+`.innerText)`)
	b.saved()
	press()
	b.waitFor("its values", `(v => v["Genre"] && v["Desk"] === "Harbour" && v["Edition"] === "2")(`+notedJS+`)`)
}

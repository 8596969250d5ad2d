//go:build e2e

package e2e

import (
	"os"
	"testing"
)

// TestScheme adds a label at the desk and uses it, takes a value away that is in use and is warned before, and comes back
// to the scheme that was saved as a file.
func TestScheme(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "levee.txt", data: []byte(levee)})
	b.opened("Levee holds")
	b.keys("l")
	b.drag("Ida Holm")
	b.keys("s", "1", "1")
	b.waitFor("the value", listJS+`.includes("named individual")`)
	b.keys("Escape")

	// What a change does stands where it is seen, however long the form is.
	const insight = `["#scheme-effect", "#scheme > .actions"].every(s => {
		const r = document.querySelector(s).getBoundingClientRect();
		return document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)?.closest(s);
	})`
	open := command("Labels, values and links", "#scheme")
	set := func(id, value string) { // as a person who types and moves on
		t.Helper()
		b.waitFor(id, `document.getElementById(`+quote(id)+`)`)
		eval[bool](b, `(() => { const e = document.getElementById(`+quote(id)+`); e.value = `+quote(value)+`; e.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	}
	button := func(text string) {
		t.Helper()
		js := `[...document.querySelectorAll("#scheme button")].find(e => e.innerText === ` + quote(text) + ` && !e.disabled)`
		b.waitFor(text, js)
		eval[bool](b, `(`+js+`.click(), true)`)
	}
	open(b)
	button("Save as a file")
	saved := b.download("galley-news-1.json")
	button("Add a label")
	b.waitFor("its name to have the keyboard", `document.activeElement?.id === "labels[19].title"`)
	set("labels[19].title", "Pull quote")
	set("labels[19].key", "Z")
	b.waitFor("what changes", `document.querySelector("#scheme-effect").innerText.includes("Pull quote")`)
	b.waitFor("that to be in sight beside the field", insight)
	b.shot("scheme-added")
	button("Use this scheme")
	b.waitFor("it on the bar", `document.querySelector(".labels").innerText.includes("Pull quote")`)
	b.drag("1961")
	b.keys("Z")
	b.waitFor("a mark of it", listJS+`.includes("Pull quote 1961")`)
	b.keys("Escape")
	b.saved()

	open(b)
	eval[bool](b, `(document.querySelector(".scheme-whole").click(), true)`)
	button("Add a group")
	b.waitFor("the group's fields", `document.getElementById("groups[4].title") || document.getElementById("groups[3].title")`)
	b.shot("scheme-whole")
	button("Undo a step")
	eval[bool](b, `([...document.querySelectorAll(".scheme-labels .row")].find(e => e.innerText.includes("Source")).click(), true)`)
	b.waitFor("the fields of the source", `document.getElementById("labels[1].title")?.value === "Source"`)
	b.waitFor("its key, and no other label's", `document.getElementById("labels[1].key").value === "s"`)
	button("Remove Kind")
	b.waitFor("the warning", `document.querySelector("#scheme-effect").innerText.includes("Kind, which is gone") || document.querySelector("#scheme-effect").innerText.includes("“Kind”")`)
	b.waitFor("the fields of the label to have the keyboard", `document.activeElement?.closest("#scheme-label")`)
	b.waitFor("the warning in sight", insight)
	b.shot("scheme-warning")
	button("Use this scheme")
	b.waitFor("the value to stay in the data", listJS+`.includes("named individual")`)

	data, err := os.ReadFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	b.drop(file{name: "galley-news-1.json", data: data})
	b.waitFor("the differences of the file", `document.querySelector("#scheme-effect")?.innerText.includes("Pull quote")`)
	button("Use this scheme")
	b.waitFor("the old labels", `!document.querySelector(".labels").innerText.includes("Pull quote")`)
	b.waitFor("and the mark of the one that is gone", listJS+`.includes("1961")`)
	b.saved()
	before := b.listText()
	b.reload()
	b.waitList(before)
}

//go:build e2e

package e2e

import "testing"

const levee = `Levee holds for now

The levee held on Tuesday, officials said. The levee was built in 1961.

“The levee will hold,” said Ida Holm. Officials in the city said the levee was safe.
`

// TestFind looks for words, marks a hit, then all others but one, chooses marks in the list and gives them another
// label; every step can be taken back, and all of it is there after a reload.
func TestFind(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "levee.txt", data: []byte(levee)})
	b.opened("Levee holds")
	b.keys("l", "Ctrl+f")
	// Before anything is found to be marked, Tab goes through what the search is asked for.
	b.waitFor("the field to have the keyboard", `document.activeElement?.id === "find-words"`)
	b.keys("Tab", "Tab", "Tab")
	b.waitFor("the switch of expressions", `document.activeElement?.ariaLabel === "Regular expression"`)
	b.keys("Enter")
	b.keys("Shift+Tab", "Shift+Tab", "Shift+Tab")
	b.typed("(the")
	b.waitFor("what is wrong, in the words that were typed", `document.querySelector(".find-text")?.innerText === "missing closing ): “(the”"`)
	b.keys("Tab", "Tab", "Tab")
	b.keys("Enter")
	b.keys("Shift+Tab", "Shift+Tab", "Shift+Tab", "Ctrl+a")
	b.typed("the levee")
	b.waitFor("the hits", `document.querySelector(".find-text")?.innerText === "4 places"`)
	b.waitFor("them on the sheet", `document.querySelectorAll("`+sheetSel+` .g-find").length === 4`)
	b.keys("Enter")
	b.waitFor("the first", `document.querySelector(".find-text").innerText === "1 of 4"`)
	b.keys("Tab")
	b.waitFor("the sheet to have the keyboard", `document.activeElement?.id === "sheet"`)
	b.keys("s")
	b.waitMarks(1)
	b.waitFor("the hits are still there", `document.querySelectorAll("`+sheetSel+` .g-find").length === 4`)
	b.keys("Ctrl+g")
	b.waitFor("the second", `document.querySelector(".find-text").innerText === "2 of 4"`)
	b.keys("Escape", "Escape")
	b.waitFor("the sheet to have the keyboard again", `document.activeElement?.id === "sheet"`)
	b.keys(".", "a")
	b.waitFor("the same words, written so", `document.querySelector("#many")?.innerText.includes("2 places to mark as Source; 1 is marked so")`)
	b.keys("Escape", "Escape", "Ctrl+f")
	b.waitFor("hits again", `document.querySelector("#find-mark:not(:disabled)")`)
	b.press("#find-mark")
	b.waitFor("every hit but the one marked", `document.querySelector("#many")?.innerText.includes("3 places to mark as Source; 1 is marked so")`)
	b.keys("Down", " ", "Enter")
	b.waitMarks(3)
	b.keys("u")
	b.waitMarks(1)
	b.keys("U")
	b.waitMarks(3)

	// A row that goes gives the keyboard to the next.
	eval[bool](b, `(document.querySelectorAll("`+rowSel+` input")[1].focus(), true)`)
	b.keys(" ", "Delete")
	b.waitMarks(2)
	b.waitFor("the box of the next row to have the keyboard", `document.activeElement === document.querySelectorAll("`+rowSel+` input")[1]`)
	b.keys("u")
	b.waitMarks(3)

	// The list is narrowed down and whole again, by what is shown and by nothing else.
	b.choose("list-label", "cue")
	b.waitFor("no cue", `document.querySelector("#list").innerText.includes("No mark is like that.") && document.querySelector("#list h2").innerText === "0 of 3 marks"`)
	b.chooseFirst("list-label")
	b.waitMarks(3)
	b.choose("queue-state", "done")
	b.waitFor("no article", `document.querySelector("#queue").innerText.includes("No article is like that.")`)
	b.chooseFirst("queue-state")
	b.waitFor("every article", `document.querySelectorAll("`+docSel+`").length > 1`)
	// A value that was set by the mouse is unset by it.
	b.pick("The levee")
	b.waitFor("its note", `document.getElementById("attr-kind")`)
	b.choose("attr-kind", "document")
	b.waitFor("the value", listJS+`.includes("kind document")`)
	b.chooseFirst("attr-kind")
	b.waitFor("none", `!`+listJS+`.includes("kind ")`)
	b.keys("Escape")

	b.press("#list-all")
	b.waitFor("three chosen", `document.querySelector("#list").innerText.includes("3 chosen")`)
	b.keys("m")
	b.waitFor("three claims", `[...document.querySelectorAll("`+rowSel+`")].every(e => e.innerText.includes("Claim"))`)
	b.keys("u")
	b.waitFor("three sources", `[...document.querySelectorAll("`+rowSel+`")].every(e => e.innerText.includes("Source"))`)
	b.saved()
	before := b.listText()
	b.reload()
	b.waitList(before)
}

//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// correctedStory is the next version of story: the month put right, the caption above the families' paragraph, who said
// what in another order, and the last paragraph gone.
func correctedStory() string {
	lines := strings.Split(story, "\n\n")
	families, caption := lines[3], lines[4]
	lines[3], lines[4] = caption, families
	return strings.NewReplacer(
		"reopen in March", "reopen in April",
		"“We are two weeks ahead,” she told reporters on the quay.", "She told reporters on the quay: “We are two weeks ahead.”",
	).Replace(strings.Join(lines[:5], "\n\n") + "\n")
}

// TestCorrectedArticle is a correction that comes in after the work: the marks go along, the doubtful ones are walked
// through, and all of it is one step that can be taken back, also after a reload.
func TestCorrectedArticle(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l")
	for i, m := range []struct{ words, key string }{
		{"he old swing bridge will reopen in Marc", "m"},
		{"port director Lena Osk", "s"},
		{"“We are two weeks ahead,”", "c"},
		{"Ines Caro", "s"},
		{"11,000 cars a day", "m"},
	} {
		b.drag(m.words)
		b.keys(m.key)
		b.waitMarks(i + 1)
	}
	b.saved()
	before := b.listText()

	command("Load a corrected version", "#newer")(b)
	b.drop(file{name: "bridge-2.txt", data: []byte(correctedStory())})
	b.waitFor("the report", `document.querySelector("#carry .doubt")`)
	tally := eval[string](b, `[...document.querySelectorAll("#carry .tally dd")].map(e => e.textContent).join(" ")`)
	if tally != "1 1 2 1" {
		t.Errorf("unchanged, moved, altered, lost: %s, want 1 1 2 1", tally)
	}
	b.waitMarks(4)
	b.shot("carry-walk")
	b.waitRow(0, "The old swing bridge will reopen in April")
	b.saved()

	b.keys("Enter") // the first is kept,
	b.waitFor("the second", `document.querySelector("#carry .doubt-place")?.textContent === "2 of 4"`)
	b.keys("Delete") // the second taken off,
	b.waitMarks(3)
	b.waitFor("the one that moved", `document.querySelector("#carry .doubt-place")?.textContent === "3 of 4"`)
	b.keys("Enter")
	b.waitFor("the lost one", `document.querySelector("#carry .doubt")?.dataset.fate === "lost"`)
	b.drag("Families had petitioned")
	b.keys("m") // and the lost one lies elsewhere now.
	b.waitMarks(4)
	b.waitFor("nothing left to look at", `document.querySelector("#carry .carry-rest")?.textContent.includes("Every doubtful mark is seen to")`)
	b.keys("Escape", "Escape")
	b.waitFor("the report to close", `!document.querySelector("#carry")`)
	b.saved()
	after := b.listText()

	b.reload()
	b.waitList(after)
	b.keys("u", "u") // the mark put on, and the one taken off
	b.waitMarks(4)
	b.keys("u") // all that was carried
	b.waitMarks(0)
	b.keys("U", "U", "U")
	b.waitList(after)
	b.saved()

	command("The bin", "#bin")(b)
	b.waitFor("the older version in the bin", `document.querySelector("#bin .binned")?.textContent.startsWith("Swing bridge")`)
	b.press("#bin .binned .button")
	b.keys("Escape")
	b.waitFor("both versions in the queue", `[...document.querySelectorAll("`+docSel+`")].filter(e => e.innerText.includes("Swing bridge")).length === 2`)
	eval[bool](b, `([...document.querySelectorAll("`+docSel+`")].find(e => e.innerText.includes("Swing bridge") && e.querySelector("[aria-current=false]")).querySelector("button").click(), true)`)
	b.waitList(before)
}

//go:build e2e

package e2e

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestImport drops files of other tools on the desk: CoNLL columns, a folder of brat's, a project of Label Studio's. Each is
// shown before it is taken in, becomes a layer of its own, and is exported again with every word where it was.
func TestImport(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	markFerry(b)
	mine := b.listed()

	take := func(what, says string, files ...file) {
		t.Helper()
		b.drop(files...)
		b.waitFor(what, `document.querySelector("#imports .primary") && document.querySelector("#imports").innerText.includes(`+quote(says)+`)`)
		b.press("#imports .primary")
		b.waitFor(what+" at the desk", `document.querySelector("#imports") === null && [...document.querySelectorAll(".notice")].some(n => n.innerText.includes("came in"))`)
		eval[bool](b, `([...document.querySelectorAll(".notice .icon")].forEach(x => x.click()), true)`)
	}
	take("columns", "1 article with 2 marks", file{name: "council.conll", data: []byte("Mayor\tO\nVera\tB-source\nLindqvist\tI-source\nsaid\tB-cue\nno\tO\n.\tO\n")})
	take("brat's", "1 article with 1 mark", file{name: "harbour.txt", data: []byte("🙂 The harbour froze, Per Lund said.\n")},
		file{name: "harbour.ann", data: []byte("T1\tsource 21 29\tPer Lund\nT2\tsource 0 4\tnowhere\n")})
	story := string(sample(t, "ferry-talks.txt"))
	at := len([]rune(story[:strings.Index(story, "Marit Sollund")]))
	take("Label Studio's", "1 article with 1 mark", file{name: "project.json", data: []byte(`[{"id":7,"data":{"text":` + quote(story) + `},"annotations":[{"completed_by":{"email":"ben@example.org"},"result":[` +
		`{"id":"x1","from_name":"label","to_name":"text","type":"labels","value":{"start":` + strconv.Itoa(at) + `,"end":` + strconv.Itoa(at+13) + `,"text":"Marit Sollund","labels":["source"]}}]}]}]`)})

	if got := b.listed(); got != mine {
		t.Errorf("my marks are now\n%s\nand were\n%s", got, mine)
	}
	b.exportPanel()
	b.looked("their layers", `["import", "ben@example.org"].every(n => [...document.querySelectorAll("#export-layer option")].some(o => o.value === n))`)
	b.choose("export-layer", "all")
	b.looked("everybody’s marks", `document.querySelector("#export-lead").innerText.includes("9 marks")`)
	if !eval[bool](b, `document.querySelector("#export-preview").innerText.includes("Nobody sees another’s marks")`) {
		t.Error("marks of others are shown before mine are done")
	}
	b.press(exportSel + " .primary")
	path := b.download(".jsonl")
	if n := checkRecords(t, path); n != 9 {
		t.Errorf("%d spans in the export, want 9", n)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"text":"Vera Lindqvist"`, `"text":"Per Lund"`, `"annotator":"ben@example.org"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is not in the export", want)
		}
	}
	if strings.Count(string(data), "\n") != 7 {
		t.Errorf("%d articles, want the five samples and two more: the same text is the same article", strings.Count(string(data), "\n"))
	}
}

// TestImportTakenBack takes an import back, brings it back, reloads, and takes it back by its file.
func TestImportTakenBack(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	markFerry(b)
	mine := b.listed()
	columns := file{name: "council.conll", data: []byte("Mayor\tO\nVera\tB-source\nLindqvist\tI-source\nsaid\tB-cue\nno\tO\n.\tO\n")}
	notice := func(says string) string {
		return `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes(` + quote(says) + `))`
	}
	act := func(button string) {
		t.Helper()
		eval[bool](b, `([...document.querySelectorAll(".notice button")].find(x => x.innerText === `+quote(button)+`).click(), true)`)
	}
	articles := func(n int) string {
		return `document.querySelectorAll("` + docSel + `").length === ` + strconv.Itoa(n)
	}
	b.drop(columns)
	b.waitFor("what was found", `document.querySelector("#imports .primary")`)
	b.press("#imports .primary")
	b.waitFor("it at the desk", notice("came in")+` && `+articles(6))
	b.shot("import-came")
	act("Take it back")
	b.waitFor("it to go", notice("2 marks and 1 article are taken back, the article into the bin.")+` && `+articles(5))
	b.shot("import-taken-back")
	act("Bring it back")
	b.waitFor("it to come back", notice("2 marks and 1 article are back.")+` && `+articles(6))
	b.saved()
	b.reload()
	b.ready()
	b.waitFor("it after a reload", articles(6))
	b.drop(columns)
	b.waitFor("the way out", `[...document.querySelectorAll("#imports button")].some(x => x.innerText === "Take back what it brought before")`)
	for _, lamp := range []string{"light", "dark"} {
		for _, width := range []int64{1280, 390} {
			b.theme(lamp)
			b.size(width, 900)
			b.shot("import-way-out-" + strconv.FormatInt(width, 10) + "-" + lamp)
		}
	}
	b.theme("light")
	b.size(1280, 900)
	eval[bool](b, `([...document.querySelectorAll("#imports button")].find(x => x.innerText.startsWith("Take back")).click(), true)`)
	b.waitFor("the marks to go", notice("2 marks are taken back."))
	b.saved()
	if got := b.listed(); got != mine {
		t.Errorf("my marks are now\n%s\nand were\n%s", got, mine)
	}
	b.exportPanel()
	b.choose("export-layer", "all")
	b.looked("mine alone", `document.querySelector("#export-lead").innerText.includes("5 marks in 6 articles")`)
}

// listed opens the list of marks, reads it and closes it again.
func (b *browser) listed() string {
	b.t.Helper()
	b.keys("l")
	b.waitFor("the list", `document.querySelector("#list .row")`)
	text := b.listText()
	b.keys("l")
	b.waitFor("the list to close", `!document.querySelector("#list .row")`)
	return text
}

//go:build e2e

package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A record is what this test reads of an exported line.
type record struct {
	Galley string
	Text   string
	SHA256 string `json:"sha256"`
	Unit   string `json:"offset_unit"`
	Spans  []struct {
		ID, Label, Text string
		Start, End      int
		Attrs           []struct{ Name, Value string }
	}
	Relations []struct{ Label, Head, Tail string }
}

// TestDay is an annotator's day: load, mark by keys, mark by drag, link, undo, reload, reload without a network, save
// the file, read it back in.
func TestDay(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge to reopen")
	b.keys("l")

	// By keys: the first quotation is a content, the words before it name who said so.
	b.keys("]", "c")
	b.waitRow(0, "“We are two weeks ahead,”")
	b.keys("Right", "Right", "Shift+Right", "s")
	b.waitMarks(2)
	b.saved()

	// By drag: the claim and its source, exact to the word without any care.
	b.drag("he old swing bridge will reopen in Marc")
	b.keys("m")
	b.waitRow(0, "The old swing bridge will reopen in March")
	b.drag("port director Lena Osk")
	b.keys("s")
	b.waitMarks(4)

	// A link from the content to who said it, and an attribute, by keys.
	b.keys(",")
	b.pick("“We are two weeks ahead,”")
	b.keys("S")
	b.waitFor("letters on the sources", `document.querySelectorAll(".hint").length === 2`)
	b.keys("Enter")
	b.waitFor("the link in the list", `[...document.querySelectorAll("#list [data-span]")].some(e => e.innerText.includes("said by"))`)
	b.pick("port director Lena Osk")
	b.keys("1", "1")
	b.waitFor("the attribute", `document.querySelector("#hand select")?.value === "named_individual"`)
	before := b.listText()

	// Undo takes back the attribute and the link, redo brings both again.
	b.keys("u", "u")
	b.waitFor("the link to go", `![...document.querySelectorAll("#list [data-span]")].some(e => e.innerText.includes("said by"))`)
	b.keys("U", "U")
	b.waitList(before)
	b.saved()

	b.reload()
	b.waitList(before)
	b.keys("u", "U") // undo reaches back across the reload
	b.waitList(before)
	b.saved()

	eval[bool](b, `galleyOfflineReady`)
	d.stop()
	b.expectFailures(true)
	b.reload()
	b.waitList(before)
	b.keys("Ctrl+Shift+r") // a hard reload, as people press it
	b.waitFor("the desk to begin anew", `performance.now() < 20000 && document.querySelector("#sheet")`)
	b.ready()
	b.waitList(before)

	b.exportPanel() // what it shows moves its button
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("sample-desk.jsonl is written"))`)
	path := b.download(".jsonl")
	n := checkRecords(t, path)
	if n != 4 {
		t.Errorf("%d spans in the export, want the 4 that were marked", n)
	}
	keep(t, path, "desk.jsonl")

	// The bundle, read by a stranger's browser, shows the same marks to the same annotator.
	b.keys("Ctrl+k")
	b.waitFor("the palette", `document.activeElement?.closest("#palette")`)
	b.typed("whole project as a bundle")
	b.keys("Enter")
	bundle := b.download(".galley.jsonl")
	data, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	d.start()
	c := start(t, d.origin(), t.TempDir(), 1280, 900)
	c.firstVisit("Ana")
	c.drop(file{name: "desk.galley.jsonl", data: data})
	c.waitFor("the bundle's project", `[...document.querySelectorAll("`+docSel+`")].some(e => e.innerText.includes("Swing bridge"))`)
	c.openDoc("Swing bridge")
	c.keys("l")
	c.waitList(before)
}

// checkRecords reads an export as its consumers do, and holds every offset against its text. It returns the number of
// spans.
func checkRecords(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(r.Text))
		if r.Galley != "1" || r.Unit != "codepoint" || r.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("version %q, unit %q, digest %.12s do not fit the text", r.Galley, r.Unit, r.SHA256)
		}
		text := []rune(r.Text)
		for _, s := range r.Spans {
			if got := string(text[s.Start:s.End]); got != s.Text {
				t.Errorf("%s %q: the text at %d–%d is %q", s.Label, s.Text, s.Start, s.End, got)
			}
			n++
		}
	}
	return n
}

// keep leaves a file for the consumers in export/interop, which run after the journeys.
func keep(t *testing.T, path, name string) {
	t.Helper()
	dir := filepath.Join("..", "..", "artefacts", "exports")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

//go:build e2e

package e2e

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// choose picks an option of a select by its value, as a person does.
func (b *browser) choose(id, value string) {
	b.t.Helper()
	eval[bool](b, `(() => {
		const s = document.getElementById(`+quote(id)+`);
		s.value = `+quote(value)+`;
		if (s.value !== `+quote(value)+`) throw new Error("no such choice");
		s.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})()`)
}

// chooseFirst picks what a select offers first: nothing in particular.
func (b *browser) chooseFirst(id string) {
	b.t.Helper()
	b.choose(id, eval[string](b, `document.getElementById(`+quote(id)+`).options[0].value`))
}

// exportPanel opens the panel and waits until it has looked at the project.
func (b *browser) exportPanel() {
	b.t.Helper()
	b.keys("w")
	b.looked("the panel", `true`)
}

// looked waits until what is shown of the export is up to date, and then that something is there.
func (b *browser) looked(what, js string) {
	b.t.Helper()
	b.waitFor(what, `document.querySelector("#export-preview[aria-busy=false]") && (`+js+`)`)
}

// TestKeyStillDown holds the key that opens the panel until the panel has the focus: a list of choices takes a letter for one.
func TestKeyStillDown(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	w := func(kind input.DispatchKeyEventType, text string, repeat bool) {
		t.Helper()
		p := input.DispatchKeyEventParams{Type: kind, Key: "w", Code: "KeyW", WindowsVirtualKeyCode: 'W', Text: text, AutoRepeat: &repeat}
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p); err != nil {
			t.Fatal(err)
		}
	}
	w(input.DispatchKeyEventTypeRawKeyDown, "", false)
	b.looked("the panel", `document.activeElement.id === "export-format"`)
	w(input.DispatchKeyEventTypeChar, "w", false)
	w(input.DispatchKeyEventTypeRawKeyDown, "", true)
	w(input.DispatchKeyEventTypeChar, "w", true)
	w(input.DispatchKeyEventTypeKeyUp, "", false)
	if got := eval[string](b, `document.querySelector("#export-format").value`); got != "jsonl" {
		t.Errorf("the key that opened the panel has chosen %s in it", got)
	}
	b.keys("w") // pressed anew it is the list's
	b.looked("a format that begins so", `document.querySelector("#export-format").value === "w3c"`)
}

// TestExportPanel goes through the panel: what the file will hold follows the choices, and the file holds it.
func TestExportPanel(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	markFerry(b)
	b.keys("Escape")
	b.drag("the island council")
	b.keys("s")
	b.saved()
	b.exportPanel()
	b.looked("counts", `document.querySelector("#export-lead").innerText.includes("6 marks")`)
	if got := eval[[]string](b, `[...document.querySelectorAll(".export-sample mark")].map(m => m.lastChild.data)`); !strings.Contains(strings.Join(got, "|"), "both sides") {
		t.Errorf("shown as marked: %q", got)
	}
	if got := eval[string](b, `document.querySelector("#export-preview pre").textContent`); !strings.HasPrefix(got, `{"galley":"1"`) {
		t.Errorf("the file begins %q", got)
	}
	if eval[bool](b, `document.querySelector("#export-overlap") !== null`) {
		t.Error("records are asked what becomes of marks that share words")
	}

	// Words have one label there: nested marks lose, and what is lost is said before.
	b.choose("export-format", "conll")
	b.looked("the choices of words", `document.querySelector("#export-overlap") && document.querySelector("#export-lost li")`)
	b.choose("export-overlap", "drop")
	b.looked("other losses", `document.querySelector("#export-lost").innerText.includes("share words with a longer one")`)
	b.press("#export-label-cue")
	b.looked("five marks", `document.querySelector("#export-lead").innerText.includes("5 marks")`)
	b.press("#export-label-cue")
	b.choose("export-origin", "hand")
	b.choose("export-origin", " ")
	b.looked("all of them again", `document.querySelector("#export-lead").innerText.includes("6 marks")`)
	b.choose("export-layer", "all")
	b.press("#export-split")
	b.looked("the parts", `document.querySelectorAll(".export-labels thead th").length > 3 && document.querySelector("#export-seed")`)
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("sample-desk.conll.zip is written"))`)
	z, err := zip.OpenReader(b.download(".conll.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	var all strings.Builder
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Error(err)
		}
		r.Close()
	}
	if len(names) < 2 || names[0] != "train.conll" || !strings.Contains(all.String(), "B-source") {
		t.Errorf("the archive holds %q", names)
	}
}

// TestExportThroughTheSystemsDialog has a browser with the File System Access API write into the file that was chosen.
func TestExportThroughTheSystemsDialog(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	markFerry(b)
	eval[bool](b, `(() => {
		Object.defineProperty(navigator, "webdriver", {value: false});
		globalThis.asked = [];
		globalThis.showSaveFilePicker = async (options) => {
			asked.push(options.suggestedName);
			if (asked.length === 1) throw new DOMException("no", "AbortError");
			const root = await navigator.storage.getDirectory();
			return root.getFileHandle("chosen.jsonl", {create: true});
		};
		return true;
	})()`)
	b.exportPanel()
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("nothing is written"))`)
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("sample-desk.jsonl is written"))`)
	text := eval[string](b, `navigator.storage.getDirectory().then(r => r.getFileHandle("chosen.jsonl")).then(h => h.getFile()).then(f => f.text())`)
	path := t.TempDir() + "/chosen.jsonl"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := checkRecords(t, path); n != 5 {
		t.Errorf("%d spans in the chosen file, want 5", n)
	}
	if got := eval[[]string](b, `asked`); len(got) != 2 || got[0] != "sample-desk.jsonl" {
		t.Errorf("asked for %q", got)
	}
	if found, _ := os.ReadDir(b.downloads); len(found) > 0 {
		t.Errorf("downloaded besides: %v", found)
	}
}

// TestExportStopped stops the writing of a large project, and then has it written all the same.
func TestExportStopped(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	b.drop(file{name: "many.galley.jsonl", data: manyBundle(t, 0, 1000, 20)})
	b.waitFor("the project", `document.querySelector(".slug").innerText.includes("counted again")`)
	b.exportPanel()
	b.choose("export-format", "hf")
	b.looked("all of it", `document.querySelector("#export-lead").innerText.includes("20000 marks")`)
	eval[bool](b, `new Promise((done) => {
		const look = () => {
			const p = document.querySelector("#exporting progress");
			if (p && p.value > 0) { document.querySelector("#exporting .button").click(); done(true); }
			else requestAnimationFrame(look);
		};
		document.querySelector("`+exportSel+` .primary").click();
		look();
	})`)
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("Stopped: nothing is written"))`)
	if found, _ := os.ReadDir(b.downloads); len(found) > 0 {
		t.Errorf("downloaded all the same: %v", found)
	}
	b.choose("export-format", "jsonl")
	b.looked("another worker's word", `document.querySelector("#export-preview pre")?.textContent.startsWith("{\"galley\"")`)
	b.press(exportSel + " .primary")
	data, err := os.ReadFile(b.download("many.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	var last record
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || len(lines) != 1000 || len(last.Spans) != 20 {
		t.Errorf("%d lines, the last with %d spans, %v", len(lines), len(last.Spans), err)
	}
}

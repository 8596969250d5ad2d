//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/app/cli"
)

// An agreed is what this test reads of galley agree --json.
type agreed struct {
	Headline []agreedFigure
	Marks    []struct {
		Label  string
		Answer struct{ Marks int }
		Found  agreedFigure
		Same   agreedFigure
		Edges  agreedFigure
		Exact  agreedFigure `json:"exact_f1"`
	}
	Kinds map[string]int
}

type agreedFigure struct {
	Measure  string
	Value    *float64
	Interval struct{ Low, High *float64 }
}

// text is a figure as the screen writes it.
func (f agreedFigure) text() string {
	two := func(x *float64) string {
		return strings.Replace(strings.Replace(fmt.Sprintf("%.2f", *x), "-0.00", "0.00", 1), "-", "−", 1)
	}
	switch {
	case f.Value == nil:
		return "–"
	case f.Interval.Low == nil:
		return two(f.Value)
	}
	return two(f.Value) + " " + two(f.Interval.Low) + " to " + two(f.Interval.High)
}

// agree runs galley agree on files.
func agree(t *testing.T, args ...string) agreed {
	t.Helper()
	var out, told bytes.Buffer
	if code := cli.Run(t.Context(), cli.Desk{Out: &out, Err: &told}, append([]string{"agree", "--json"}, args...)); code != cli.ExitOK {
		t.Fatalf("galley agree: %s", told.String())
	}
	var r agreed
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// tableJS is a table of the screen: its rows as lists of words.
func tableJS(id string) string {
	return `[...document.querySelectorAll("#agree-` + id + ` tbody tr")].map(r => [...r.cells].map(c => c.innerText.trim().replace(/\s+/g, " ")))`
}

// differJS is the differences that are listed, each with its article.
const differJS = `[...document.querySelectorAll(".differ-doc")].flatMap(d => [...d.querySelectorAll(".differ")].map(e => d.querySelector("h4").innerText + " " + e.innerText))`

// agreeLead waits until the screen says who is compared on what.
func (b *browser) agreeLead(words string) {
	b.t.Helper()
	b.waitFor("the screen to say "+words, `document.querySelector("#agreement .lead")?.innerText === `+quote(words)+` && !document.querySelector("#agree-run")`)
}

// TestAgreement is a desk lead's day: two bundles come in, one of them of another project with ids of its own, and the figures are
// those of the command line; a filter, the differences behind a figure, an article at the place, a way out of the work, and files.
func TestAgreement(t *testing.T) {
	other := crew{articles: harbor.articles, spans: harbor.spans, project: "bens-desk", ids: "x%03d"}
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "ana.galley.jsonl"), filepath.Join(dir, "ben.galley.jsonl")}
	for i, data := range [][]byte{harbor.bundle(t, "Ana", 20), other.bundle(t, "Ben", 35)} {
		if err := os.WriteFile(files[i], data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	drop := func(b *browser, i int) {
		data, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		b.drop(file{name: filepath.Base(files[i]), data: data})
	}
	want := agree(t, files...)

	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Lea")
	drop(b, 0)
	b.waitFor("the project", `document.querySelector(".progress")?.innerText.includes("of 24 finished")`)
	drop(b, 1)
	b.waitFor("Ben's marks on the same articles", `document.querySelector("`+noticeSel+`").innerText.includes("24 changes came in. They are of “Harbor desk”")`)
	drop(b, 1)
	b.waitFor("the same again", `document.querySelector("`+noticeSel+`").innerText.includes("All of it was here already: 24 changes.")`)
	b.waitFor("no article twice", `document.querySelector(".progress")?.innerText.includes("of 24 finished")`)

	b.keys("%")
	b.agreeLead("Ana and Ben on 24 articles.")
	tiles := eval[[]string](b, `[...document.querySelectorAll(".agree-tile dd")].map(e => [...e.children].slice(0, 2).map(c => c.innerText).join(" "))`)
	if len(tiles) != len(want.Headline) {
		t.Fatalf("headline %q, and %d figures of the command line", tiles, len(want.Headline))
	}
	for i, f := range want.Headline {
		if tiles[i] != f.text() {
			t.Errorf("%s: the screen says %s, the command line %s", f.Measure, tiles[i], f.text())
		}
	}
	b.press(`#agree-labels .toggle`)
	b.waitFor("the table", `document.querySelector("#agree-labels tbody tr")`)
	compare := func(want agreed) {
		t.Helper()
		rows := eval[[][]string](b, tableJS("labels"))
		if len(rows) != len(want.Marks) {
			t.Fatalf("%d labels on screen, %d of the command line", len(rows), len(want.Marks))
		}
		for i, m := range want.Marks {
			line := []string{fmt.Sprint(m.Answer.Marks), m.Found.text(), m.Same.text(), m.Edges.text()}
			if got := rows[i][1:5]; strings.Join(got, " | ") != strings.Join(line, " | ") {
				t.Errorf("%q: the screen says %v, the command line %v", m.Label, got, line)
			}
		}
	}
	compare(want)

	// What they ask, and whose it is, is a press away.
	b.press(".agree-tile .agree-measure")
	b.waitFor("its sentence and citation", `document.querySelector(".agree-said")?.innerText.includes("Hripcsak")`)

	// One label.
	eval[bool](b, `(() => { const s = document.querySelector("#agree-label"); s.value = "claim"; s.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	b.waitFor("one label", tableJS("labels")+`.length === 1`)
	compare(agree(t, append([]string{"--label", "claim"}, files...)...))
	eval[bool](b, `(() => { const s = document.querySelector("#agree-label"); s.value = ""; s.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	b.waitFor("all labels", tableJS("labels")+fmt.Sprintf(`.length === %d`, len(want.Marks)))

	// Behind a headline figure, a hundred and then the rest, by keyboard.
	all := 0
	for _, n := range want.Kinds {
		all += n
	}
	eval[bool](b, `(document.querySelector(".agree-tile .agree-value").focus(), true)`)
	b.keys("Enter")
	b.waitFor("the first hundred", fmt.Sprintf(`document.querySelectorAll(".differ").length === %d`, min(all, 100)))
	listed := eval[[]string](b, differJS)
	for len(listed) < all {
		eval[bool](b, `([...document.querySelectorAll("#agree-differences nav .button")].at(-1).focus(), true)`)
		b.keys("Enter")
		b.waitFor("the next", fmt.Sprintf(`document.querySelector("#agree-differences nav p").innerText.startsWith("%d to") && document.activeElement.id === "agree-differences-name"`, len(listed)+1))
		listed = append(listed, eval[[]string](b, differJS)...)
	}
	if seen := slices.Compact(slices.Sorted(slices.Values(listed))); all <= 100 || len(listed) != all || len(seen) < all/2 {
		t.Errorf("%d differences listed, %d of them different, of %d", len(listed), len(seen), all)
	}
	b.press(".agree-page:nth-child(1)")
	b.waitFor("the labels", `document.querySelector("#agree-labels tbody tr")`)
	b.keys("$")
	b.waitFor("drawings", `document.querySelector("#agree-labels .chart")`)
	b.keys("$")
	b.waitFor("tables", `document.querySelector("#agree-labels tbody tr")`)

	// Behind the figure, to the place.
	b.press(`#agree-labels tbody tr:first-child button`)
	b.waitFor("the differences", `document.querySelector(".differ")`)
	for i, kind := range []string{"missed", "edges", "label", "attribute", "link"} {
		says := eval[string](b, fmt.Sprintf(`document.querySelectorAll(".agree-kinds button")[%d].innerText`, i+1))
		if !strings.HasSuffix(says, fmt.Sprintf(" %d", want.Kinds[kind])) {
			t.Errorf("%s: the screen says %q, the command line %d", kind, says, want.Kinds[kind])
		}
	}
	b.press(`.agree-kinds button:nth-child(2)`)
	b.waitFor("those that one has missed", `document.querySelector(".differ-kind") && [...document.querySelectorAll(".differ-kind")].every(e => e.innerText === "Missed")`)
	title := eval[string](b, `document.querySelector(".differ-doc h4").innerText`)
	words := eval[string](b, `[...document.querySelector(".differ").querySelectorAll(".of-a:not(.differ-line), .of-b:not(.differ-line)")].map(e => e.textContent).join("")`)
	b.press(".differ")
	b.opened(title)
	b.waitFor("the panel to give way", `!document.querySelector("#agreement")`)
	b.waitFor("the words", `document.querySelector("#say").innerText.includes(`+quote(string([]rune(words)[:min(len([]rune(words)), 20)]))+`)`)
	b.keys("%")
	b.waitFor("the list as it was left", `document.querySelector(".differ")`)

	// A way out: the worker is ended, and a fresh one works the same out.
	eval[bool](b, `(() => {
		globalThis.ended = 0; globalThis.held = true;
		const { terminate, postMessage } = Worker.prototype;
		Worker.prototype.terminate = function () { ended++; terminate.call(this); };
		Worker.prototype.postMessage = function (...a) { if (!held) postMessage.apply(this, a); };
		return true;
	})()`)
	b.press(".agree-page:nth-child(2)")
	b.waitFor("the work, in words", `document.querySelector("#agree-run")?.innerText.includes("Reading the marks")`)
	b.press("#agree-run .button")
	b.waitFor("it to stop", `!document.querySelector("#agree-run") && document.querySelector("#agreement .field-error")?.innerText.includes("Stopped")`)
	if n := eval[int](b, `ended`); n != 1 {
		t.Errorf("%d workers were ended", n)
	}
	eval[bool](b, `(globalThis.held = false, true)`)
	b.press("#agreement .agree-state .actions .button")
	b.waitFor("the annotators", `document.querySelector("#agree-pairs .chart")`)

	// Files.
	for _, as := range []string{"CSV", "SVG", "PNG"} {
		eval[bool](b, `([...document.querySelectorAll("#agree-pairs .agree-tools button")].find(e => e.innerText === "`+as+`").click(), true)`)
		data, err := os.ReadFile(b.download("pairs." + strings.ToLower(as)))
		if err != nil {
			t.Fatal(err)
		}
		begin := map[string]string{"CSV": "One,The other,Articles,Exact F1,", "SVG": "<?xml", "PNG": "\x89PNG"}[as]
		if !strings.HasPrefix(string(data), begin) || len(data) < 150 {
			t.Errorf("%s: %d bytes, %.60q", as, len(data), data)
		}
	}
	eval[bool](b, `([...document.querySelectorAll(".agree-bar > .button")][0].click(), true)`)
	report, err := os.ReadFile(b.download("-agreement.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(report), "Hripcsak") || !strings.Contains(string(report), "Ana") || strings.Contains(string(report), "<script") {
		t.Errorf("the report: %.300s", report)
	}
}

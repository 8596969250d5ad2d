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

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/schemes"
)

// bundleOf is what somebody sends in: the project's articles, with their marks, all of them done. A mark is "claim some words".
func bundleOf(t testing.TB, who annotate.Annotator, marks map[string][]string) file {
	t.Helper()
	scheme := schemes.Default()
	recs := []journal.Record{{Project: &annotate.Project{ID: "harbour-desk", Name: "Harbour desk", Scheme: scheme.Name(), Preset: "standard"}}, {Scheme: &scheme}}
	clock := journal.Clock{Actor: journal.Actor(strings.ToLower(string(who)) + "-1")}
	done := string(annotate.Done)
	n := 0
	for i, text := range []string{story, another} {
		title, _, _ := strings.Cut(text, "\n")
		d := annotate.NewDocument(annotate.DocID(fmt.Sprint("story-", i+1)), title, annotate.NewText(text))
		d.Order = i + 1
		recs = append(recs, journal.Record{Document: &d})
		var tx annotate.Tx
		for _, line := range marks[title] {
			label, words, _ := strings.Cut(line, " ")
			at := strings.Index(text, words)
			if at < 0 {
				t.Fatalf("the story does not say %q", words)
			}
			from, err := d.Text.FromByte(annotate.Byte(at))
			if err != nil {
				t.Fatal(err)
			}
			n++
			tx = append(tx, annotate.AddSpan{Span: annotate.Span{
				ID: annotate.SpanID(fmt.Sprintf("%s-%d", clock.Actor, n)), Label: annotate.Label(label),
				Ranges: []annotate.Range{{From: from, To: from + annotate.Pos(len([]rune(words)))}},
			}})
		}
		tx = append(tx, annotate.SetAttr{Name: annotate.AttrState, To: &done})
		e := clock.Next(journal.Stream{Doc: d.ID, Layer: who}, 1767225600000, tx)
		recs = append(recs, journal.Record{Entry: &e})
	}
	journal.SortRecords(recs)
	var b bytes.Buffer
	if err := bundle.Write(&b, recs); err != nil {
		t.Fatal(err)
	}
	return file{name: strings.ToLower(string(who)) + ".galley.jsonl", data: b.Bytes()}
}

// ofAna and ofBen are what two people made of the same articles: alike in one mark, and different in every way there is.
var (
	ofAna = map[string][]string{
		"Swing bridge to reopen after a winter of repairs": {
			"claim The old swing bridge will reopen in March", "source port director Lena Osk", "content “We are two weeks ahead,”",
			"cue told reporters", "claim Families had petitioned for a ferry",
		},
		"Market hall lights stay on": {"source the traders’ council"},
	}
	ofBen = map[string][]string{
		"Swing bridge to reopen after a winter of repairs": {
			"claim The old swing bridge will reopen in March", "source director Lena Osk", "claim “We are two weeks ahead,”",
			"source Ines Caro", "claim Families had petitioned",
		},
		"Market hall lights stay on": {"source the traders’ council", "claim will keep its lights on until ten"},
	}
)

// bringBoth gives a lead's desk the bundles of two people.
func (b *browser) bringBoth() {
	b.t.Helper()
	b.drop(bundleOf(b.t, "Ana", ofAna))
	b.opened("Swing bridge to reopen")
	b.drop(bundleOf(b.t, "Ben", ofBen))
	b.waitFor("the queue to know that two have read it", `document.querySelector("#queue").innerText.includes("2 read it")`)
}

// caseSays waits until the case in hand says words.
func (b *browser) caseSays(words string) {
	b.t.Helper()
	b.waitFor("the case to say "+words, `document.querySelector("#case")?.innerText.replace(/\s+/g, " ").includes(`+quote(words)+`)`)
}

// goOn says that others' marks may show.
func (b *browser) goOn() {
	b.t.Helper()
	button := `[...document.querySelectorAll("` + noticeSel + ` button")].find((e) => e.innerText.includes("Go on all the same"))`
	b.waitFor("to be told that others’ marks will show", button)
	eval[bool](b, `(`+button+`.click(), true)`)
}

// TestAdjudication is a lead's hour: two bundles in, walked by keys, every kind of answer given, reloaded in the middle, taken
// back, done and on to the next article, and the gold layer saved with soft labels.
func TestAdjudication(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Lead")
	b.bringBoth()
	b.keys("l")

	b.keys("W")
	b.waitFor("to be told that others’ marks will show", `document.querySelector("`+noticeSel+`").innerText.includes("You have not finished your own marks")`)
	if eval[bool](b, `document.querySelector("#case") !== null`) {
		t.Error("others’ marks show before the person has said that they want to see them")
	}
	b.goOn()
	b.caseSays("Case 2 of 6, 6 open")
	b.caseSays("Edges differ")
	b.keys("T")
	b.caseSays("Case 2 of 6, 5 open")
	b.waitMarks(1)

	b.keys("A") // the longer name
	b.caseSays("Case 3 of 6, 4 open")
	b.waitRow(1, "port director Lena Osk")
	b.keys("6", "B") // a claim, says Ben; the guideline says nothing of it
	b.caseSays("Case 4 of 6, 3 open")
	b.keys("N") // no cue
	b.caseSays("Case 5 of 6, 2 open")
	b.saved()
	before := b.listText()

	b.reload()
	b.caseSays("Case 5 of 6, 2 open")
	b.waitList(before)
	b.keys("&") // both claims would lie on each other, which the scheme does not allow
	b.waitFor("to be told why", `document.querySelector("`+noticeSel+`").innerText.includes("may not overlap")`)
	b.keys("E", "Shift+Left", "Shift+Left")
	b.waitRow(3, "Families had petitioned for")
	b.waitFor("it to be settled", `document.querySelector(".facts").innerText.includes("5 of 6 settled")`)
	b.keys("Escape", ")")
	b.caseSays("Case 6 of 6, 1 open")
	b.keys("&") // all that there is
	b.waitFor("all of it to be settled", `document.querySelector("`+noticeSel+`").innerText.includes("Every case is settled, and the gold layer is done")`)
	b.waitRow(4, "Ines Caro")
	b.keys("u") // taken back, and done again
	b.waitFor("it to be open again", `document.querySelector(".facts").innerText.includes("5 of 6 settled")`)
	b.keys("U")
	b.waitFor("it to be settled again", `document.querySelector(".facts").innerText.includes("6 of 6 settled")`)
	b.saved()

	b.keys("y")
	b.goOn() // a page that was loaded again asks again
	b.opened("Market hall lights stay on")
	b.caseSays("2 open")
	b.keys("T", "B")
	b.waitFor("the end of the work", `document.querySelector("`+noticeSel+`").innerText.includes("No other article has open cases")`)
	b.saved()
	b.keys("Escape", "Escape")
	b.waitFor("the person’s own layer", `document.querySelector("#case") === null && document.querySelector(".facts").innerText.includes("Lead")`)
	b.waitFor("the queue to know", `(document.querySelector("#queue").innerText.match(/settled/g) || []).length === 2`)

	// The gold layer as data, with the votes behind each mark.
	b.exportPanel()
	b.choose("export-layer", "gold")
	b.press("#export-soft")
	b.waitFor("soft labels to be asked for", `document.querySelector("#export-soft")?.checked`)
	b.press(exportSel + " .primary")
	data, err := os.ReadFile(b.download(".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(data)) {
		var row struct {
			Spans []struct {
				Label, Text string
				Votes       struct {
					Readers, Marked, Same int
					Labels                []struct {
						Label string
						Share float64
					}
				}
			}
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		for _, s := range row.Spans {
			got = append(got, fmt.Sprintf("%s %s: %d of %d, %v", s.Label, s.Text, s.Votes.Same, s.Votes.Readers, s.Votes.Labels))
		}
	}
	want := []string{
		"claim The old swing bridge will reopen in March: 2 of 2, [{claim 1}]",
		"source port director Lena Osk: 2 of 2, [{source 1}]",
		"claim “We are two weeks ahead,”: 1 of 2, [{claim 0.5} {content 0.5}]",
		"claim Families had petitioned for: 2 of 2, [{claim 1}]",
		"source Ines Caro: 1 of 2, [{source 0.5}]",
		"source the traders’ council: 2 of 2, [{source 1}]",
		"claim will keep its lights on until ten: 1 of 2, [{claim 0.5}]",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the file says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(string(data), `\"reason\":\"guideline-gap\"`) {
		t.Error("the file does not say why the label was in doubt")
	}
}

// TestAdjudicationScreens looks at the desk while gold is made, at both widths and by both lamps.
func TestAdjudicationScreens(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("%v: make setup installs it", err)
	}
	d := serve(t)
	for _, size := range []struct {
		name   string
		width  int64
		height int64
	}{{"1280", 1280, 900}, {"390", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			b := start(t, d.origin(), t.TempDir(), size.width, size.height)
			b.firstVisit("Lead")
			b.bringBoth()
			b.press("#lesson .button:last-child")
			look := func(name string) { b.look(string(axe), name+"-"+size.name) }
			b.keys("W")
			b.goOn()
			b.caseSays("Edges differ")
			b.waitFor("notices to be read", `document.querySelector("`+noticeSel+`").innerText.trim() === ""`)
			look("adjudication")
			b.keys("A")
			b.caseSays("Labels differ")
			look("adjudication-labels")
			b.keys("E")
			b.waitFor("the mark in hand", `document.querySelector("#hand")`)
			look("adjudication-anew")
			b.keys("Escape")
			b.caseSays("Made anew")
			command("Hide the names", "#case")(b)
			b.caseSays("Annotator 1")
			look("adjudication-settled")
			b.forced(true)
			look("adjudication-forced-colors")
			b.forced(false)
			b.keys("g")
			b.waitFor("the queue", `document.querySelector("#queue").offsetWidth > 0`)
			look("adjudication-queue")
		})
	}
}

//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
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
	b.press(noticeSel + " button.button")
	b.caseSays("Case 2 of 7, 7 open")
	b.caseSays("Edges differ")
	b.shot("adjudication-first")
	b.keys("T")
	b.caseSays("Case 2 of 7, 6 open")
	b.waitMarks(1)

	b.keys("A") // the longer name
	b.caseSays("Case 3 of 7, 5 open")
	b.waitRow(1, "port director Lena Osk")
	b.keys("6", "B") // a claim, says Ben; the guideline says nothing of it
	b.caseSays("Case 4 of 7, 4 open")
	b.keys("N") // no cue
	b.caseSays("Edges differ")
	b.saved()
	before := b.listText()

	b.reload()
	b.caseSays("Case 5 of 7, 3 open")
	b.waitList(before)
	b.keys("&") // both claims would overlap, which the scheme does not allow
	b.waitFor("to be told why", `document.querySelector("`+noticeSel+`").innerText.includes("may not overlap")`)
	b.keys("E", "Shift+Left", "Shift+Left")
	b.waitRow(3, "Families had petitioned")
	b.keys("Escape", ")")
	_ = json.Marshal
	_ = os.ReadFile
}

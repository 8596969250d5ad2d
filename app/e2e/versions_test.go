//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// marked is a bundle of one article that somebody marked: labels by the words they lie under.
func marked(t *testing.T, project annotate.ProjectID, name annotate.Annotator, text string, marks ...[2]string) []byte {
	t.Helper()
	doc := annotate.NewDocument(annotate.DocID(project)+"-1", "Swing bridge", annotate.NewText(text))
	var tx annotate.Tx
	for i, m := range marks {
		from := annotate.Pos(len([]rune(text[:strings.Index(text, m[1])])))
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{
			ID: annotate.SpanID(fmt.Sprintf("%s-%d", name, i)), Label: annotate.Label(m[0]), Ranges: []annotate.Range{{From: from, To: from + annotate.Pos(len([]rune(m[1])))}},
		}})
	}
	done := "done"
	tx = append(tx, annotate.SetAttr{Name: annotate.AttrState, To: &done})
	clock := journal.Clock{Actor: journal.Actor("of-" + name)}
	e := clock.Next(journal.Stream{Doc: doc.ID, Layer: name}, 1767225600000, tx)
	var out bytes.Buffer
	if err := bundle.Write(&out, []journal.Record{
		{Project: &annotate.Project{ID: project, Name: "Bridge desk", Scheme: "galley-news@1", Preset: "standard"}}, {Document: &doc}, {Entry: &e},
	}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestOtherVersion brings in what two people marked, one of them on an earlier version of the article: it is told, what would become
// of the marks is shown, and once they are brought over the two are compared.
func TestOtherVersion(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("%v: make setup installs it", err)
	}
	ana := marked(t, "bridge", "Ana", "Swing bridge\n\nThe bridge closes on Friday, the council said.\n\n“It is quite safe,” said Tom Beck, the engineer.\n\nThe work costs 4 million euros in all.\n",
		[2]string{"claim", "The bridge closes on Friday"}, [2]string{"content", "“It is quite safe,”"}, [2]string{"source", "Tom Beck"}, [2]string{"claim", "The work costs 4 million euros"})
	ben := marked(t, "bridge", "Ben", "Swing bridge\n\nThe work costs 4 million euros in all.\n\nThe bridge closes on Friday, the council said.\n\n“It is safe,” said Tom Beck, the engineer.\n\nNobody was hurt in the winter storms.\n",
		[2]string{"claim", "The bridge closes on Friday"}, [2]string{"content", "“It is safe,”"}, [2]string{"source", "Tom Beck"}, [2]string{"claim", "The work costs 4 million euros"}, [2]string{"claim", "Nobody was hurt"})
	d := serve(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"1280", 1280, 900}, {"390", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			b := start(t, d.origin(), t.TempDir(), size.width, size.height)
			b.firstVisit("Lea")
			b.press("#lesson .button:last-child")
			b.drop(file{name: "ana.galley.jsonl", data: ana})
			b.waitFor("the article", `document.querySelector(".slug")?.innerText.includes("Swing bridge")`)
			b.drop(file{name: "ben.galley.jsonl", data: ben})
			b.waitFor("the offer", `document.querySelector("`+noticeSel+`")?.innerText.includes("What Ben marked in “Swing bridge” lies on another version of its text")`)
			eval[bool](b, `([...document.querySelectorAll("`+noticeSel+` button")].find(e => e.innerText.includes("See what would fit")).click(), true)`)
			b.waitFor("what would become of the marks", `document.querySelectorAll("#versions .fit").length > 0`)
			tally := eval[string](b, `document.querySelector("#versions .tally").innerText.replace(/\s+/g, " ").trim()`)
			lost := eval[string](b, `[...document.querySelectorAll("#versions .fit[data-fate=lost]")].map(e => e.querySelector(".doubt-words").innerText).join()`)
			if lost != "Nobody was hurt" || !strings.Contains(tally, "1") {
				t.Errorf("lost %q, of %q", lost, tally)
			}
			b.look(string(axe), "versions-"+size.name)
			b.press("#versions .primary")
			b.waitFor("that they are brought over", `document.querySelector("`+noticeSel+`")?.innerText.includes("4 marks of Ben lie on the version here.")`)
			b.waitFor("the panel to go", `!document.querySelector("#versions")`)
			b.keys("%")
			b.agreeLead("Ana and Ben on 1 article.")
			if told := eval[string](b, `document.querySelector("#agreement .agree-state").innerText`); strings.Contains(told, "another version") {
				t.Errorf("brought over, and still: %s", told)
			}
		})
	}
}

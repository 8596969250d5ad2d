package journal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/journal"
)

func textOf(id annotate.DocID, text string) annotate.Document {
	return annotate.NewDocument(id, "An article", annotate.NewText(text))
}

// marked is a bundle of these documents, with an entry of its actor on each.
func marked(actor journal.Actor, docs ...annotate.Document) []journal.Record {
	clock := journal.Clock{Actor: actor}
	var recs []journal.Record
	for i := range docs {
		recs = append(recs, journal.Record{Document: &docs[i]})
	}
	for _, d := range docs {
		done := "done"
		e := clock.Next(journal.Stream{Doc: d.ID, Layer: annotate.Annotator(actor)}, 1, annotate.Tx{annotate.SetAttr{Name: annotate.AttrState, To: &done}})
		recs = append(recs, journal.Record{Entry: &e})
	}
	return recs
}

// told writes what became of records: documents with the beginning of their text, entries with their document.
func told(recs []journal.Record) string {
	var out []string
	for _, r := range recs {
		switch {
		case r.Document != nil:
			out = append(out, fmt.Sprintf("%s=%s", r.Document.ID, r.Document.Text))
		case r.Entry != nil:
			out = append(out, fmt.Sprintf("%s@%s", r.Entry.Actor, r.Entry.Doc))
		}
	}
	return strings.Join(out, " ")
}

func TestPlace(t *testing.T) {
	pier, mill, dock := "Pier.", "Mill.", "Dock."
	digest := string(annotate.DigestOf(annotate.NewText(mill)))[:8]
	tests := []struct {
		name       string
		have, come []annotate.Document
		want       string
	}{
		{"the same id and text", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("p", pier)}, "p=Pier. b@p"},
		{"a new one", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("m", mill)}, "m=Mill. b@m"},
		{"one text, another id", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("x", pier)}, "p=Pier. b@p"},
		{"one id, another text", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("p", mill)}, "p-" + digest + "=Mill. b@p-" + digest},
		{"one id, another text, and that text is here", []annotate.Document{textOf("p", pier), textOf("m", mill)}, []annotate.Document{textOf("p", mill)}, "m=Mill. b@m"},
		{"ids exchanged", []annotate.Document{textOf("p", pier), textOf("m", mill)}, []annotate.Document{textOf("p", mill), textOf("m", pier)}, "m=Mill. p=Pier. b@m b@p"},
		{"two on purpose, one of them here", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("p", pier), textOf("x", pier)}, "p=Pier. x=Pier. b@p b@x"},
		{"two here, one comes", []annotate.Document{textOf("q", pier), textOf("p", pier)}, []annotate.Document{textOf("x", pier)}, "p=Pier. b@p"},
		{"two come, two here", []annotate.Document{textOf("q", pier), textOf("p", pier)}, []annotate.Document{textOf("x", pier), textOf("y", pier)}, "p=Pier. q=Pier. b@p b@q"},
		{"two come, one here", []annotate.Document{textOf("p", pier)}, []annotate.Document{textOf("x", pier), textOf("y", pier)}, "p=Pier. y=Pier. b@p b@y"},
		{"nothing here", nil, []annotate.Document{textOf("p", pier), textOf("d", dock)}, "p=Pier. d=Dock. b@p b@d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			come := marked("b", tt.come...)
			was := told(come)
			got, _ := journal.Place(tt.have, come)
			if told(got) != tt.want {
				t.Errorf("got %s, want %s", told(got), tt.want)
			}
			if told(come) != was {
				t.Error("what was handed in has changed")
			}
			again, _ := journal.Place(append(slices.Clone(tt.have), documents(got)...), come)
			if told(again) != told(got) {
				t.Errorf("brought in again: %s, want %s", told(again), told(got))
			}
		})
	}
}

func documents(recs []journal.Record) []annotate.Document {
	var docs []annotate.Document
	for _, r := range recs {
		if r.Document != nil {
			docs = append(docs, *r.Document)
		}
	}
	return docs
}

func TestUnite(t *testing.T) {
	pier, mill := "Pier.", "Mill."
	a, b, c := marked("a", textOf("p", pier), textOf("m", mill)), marked("b", textOf("x", pier)), marked("c", textOf("d", pier))
	united := journal.Unite(a, b, c)
	for i, want := range []string{"d=Pier. m=Mill. a@d a@m", "d=Pier. b@d", "d=Pier. c@d"} {
		if got := told(united[i]); got != want {
			t.Errorf("set %d: %s, want %s", i, got, want)
		}
	}
	twice := journal.Unite(marked("a", textOf("p", pier), textOf("q", pier)), b)
	if got := told(twice[1]); got != "x=Pier. b@x" {
		t.Errorf("a text that is two documents on purpose: %s", got)
	}
}

// Whatever comes in whatever order, an entry ends on the text that it was made on.
func TestPlacedOnTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := func(name string) []annotate.Document {
			n := rapid.IntRange(0, 4).Draw(t, name)
			seen := map[annotate.DocID]bool{}
			var out []annotate.Document
			for range n {
				id := annotate.DocID(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "id"))
				if seen[id] {
					continue
				}
				seen[id] = true
				out = append(out, textOf(id, rapid.SampledFrom([]string{"Pier.", "Mill.", "Dock."}).Draw(t, "text")))
			}
			return out
		}
		have, first, second := docs("have"), marked("x", docs("first")...), marked("y", docs("second")...)
		for _, come := range [][]journal.Record{first, second, first} {
			placed, _ := journal.Place(have, come)
			texts := map[annotate.DocID]annotate.Digest{}
			for _, d := range have {
				texts[d.ID] = d.Digest
			}
			for i, r := range placed {
				switch {
				case r.Document != nil:
					if was, ok := texts[r.Document.ID]; ok && was != r.Document.Digest {
						t.Fatalf("%s is two texts", r.Document.ID)
					}
					if _, ok := texts[r.Document.ID]; !ok {
						texts[r.Document.ID] = r.Document.Digest
						have = append(have, *r.Document)
					}
				case r.Entry != nil:
					var made annotate.Digest
					for _, d := range documents(come) {
						if d.ID == come[i].Entry.Doc {
							made = d.Digest
						}
					}
					if texts[r.Entry.Doc] != made {
						t.Fatalf("an entry on %s lies on another text as %s", come[i].Entry.Doc, r.Entry.Doc)
					}
				}
			}
		}
	})
}

// One id is one text, whatever the order of the files: that of most of them.
func TestApart(t *testing.T) {
	mill := string(annotate.DigestOf(annotate.NewText("Mill.")))[:8]
	a, b, c := marked("a", textOf("x", "Pier.")), marked("b", textOf("x", "Mill."), textOf("y", "Dock.")), marked("c", textOf("x", "Pier."))
	want := []string{"x=Pier. a@x", "x-" + mill + "=Mill. y=Dock. b@x-" + mill + " b@y", "x=Pier. c@x"}
	for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}} {
		all := [][]journal.Record{a, b, c}
		got := journal.Apart(all[order[0]], all[order[1]], all[order[2]])
		for i, k := range order {
			if told(got[i]) != want[k] {
				t.Errorf("in the order %v: %s, not %s", order, told(got[i]), want[k])
			}
		}
	}
	two := journal.Apart(marked("a", textOf("x", "Pier.")), marked("b", textOf("x", "Mill.")))
	turned := journal.Apart(marked("b", textOf("x", "Mill.")), marked("a", textOf("x", "Pier.")))
	if told(two[0]) != told(turned[1]) || told(two[1]) != told(turned[0]) || told(two[0]) == "x=Pier. a@x" && told(two[1]) == "x=Mill. b@x" {
		t.Errorf("of two: %v, turned round %v", two, turned)
	}
}

package article_test

import (
	"os"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/gold"
)

// Invented copy in the manners of many houses, marked by hand: its headlines, bylines, datelines, captions and credits are found.
func TestWire(t *testing.T) {
	data, err := os.ReadFile("testdata/wire.txt")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := gold.Parse("wire.txt", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"headline", "byline", "dateline", "caption", "credit"} {
		var s gold.SpanScore
		for _, want := range docs {
			found := gold.Doc{ID: want.ID, Text: want.Text}
			for _, b := range article.Blocks(annotate.NewText(want.Text)) {
				kind := b.Kind
				if kind == annotate.Signer {
					kind = annotate.Byline
				}
				found.Add(string(kind), b.Range)
			}
			found.Trim()
			s.Add(want, found, label, nil)
		}
		if s.Exact() < 0.95 {
			t.Errorf("%s: F1 %.3f\n%s\n%s", label, s.Exact(), gold.Head, s.Row(label))
		}
	}
}

// A caption that occurs again is linked to its first occurrence, whatever its credit, case and last mark are.
func TestRepeats(t *testing.T) {
	text := annotate.NewText("Ely bans fireworks\nFireworks light the harbor in Ely, Jan. 1, 2025. (AP Photo/Jon Roe)\nA man sweeps up in Ely, Jan. 1, 2025. (AP Photo/Jon Roe)\n" +
		"The council of Ely voted on Monday to ban fireworks from its harbor, officials said.\nFILE - Fireworks light the harbor in Ely, Jan. 1, 2025 (AP Photo/Jon Roe, File)\n")
	var repeats []int
	for _, b := range article.Blocks(text) {
		if b.Kind == annotate.Caption {
			repeats = append(repeats, b.Repeats)
		}
	}
	if len(repeats) != 3 || repeats[0] != 0 || repeats[1] != 0 || repeats[2] == 0 {
		t.Errorf("%v", repeats)
	}
}

package article_test

import (
	"testing"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/gold"
	"galley/annotate/gold/goldtest"
)

// structural are the labels whose places the block finder knows.
var structural = []string{"headline", "byline", "dateline", "caption", "credit"}

// Invented copy in the manners of many houses, marked by hand: its headlines, bylines, datelines, captions and credits are found.
// In forms.txt and held.txt the copy is plain, and bylines and credits are of every form that papers and agencies print; held.txt
// is only scored. In second.txt to seventh.txt and from tenth.txt on are captions that only their want of a verb gives away, which are found with grammar.
func TestWire(t *testing.T) {
	for name, floor := range map[string]float64{"wire.txt": 0.95, "forms.txt": 0.95, "held.txt": 0.95, "fresh.txt": 0.95, "second.txt": 0.90, "third.txt": 0.87, "fourth.txt": 0.95, "fifth.txt": 0.90, "sixth.txt": 0.95, "seventh.txt": 0.93, "tenth.txt": 0.95, "eleventh.txt": 0.95, "twelfth.txt": 0.95, "fourteenth.txt": 0.95, "fifteenth.txt": 0.93, "sixteenth.txt": 0.97, "seventeenth.txt": 0.97, "eighteenth.txt": 0.93, "nineteenth.txt": 0.9, "twentieth.txt": 0.9, "twentyfirst.txt": 0.93, "twentysecond.txt": 0.93, "twentythird.txt": 0.93, "twentyfourth.txt": 0.93} {
		docs := goldtest.Docs(t, "testdata/"+name)
		for _, label := range structural {
			var s gold.SpanScore
			missed := ""
			for _, want := range docs {
				found := blocksOf(want)
				s.Add(want, found, label, nil)
				missed += gold.MissedSpans(want, found, label)
			}
			if s.Exact() < floor {
				t.Errorf("%s: %s: F1 %.3f\n%s\n%s\n%s", name, label, s.Exact(), gold.Head, s.Row(label), missed)
			}
		}
	}
}

// blocksOf reads the text of a gold document as copy.
func blocksOf(want gold.Doc) gold.Doc {
	found := gold.Doc{ID: want.ID, Text: want.Text}
	for _, b := range article.Blocks(annotate.NewText(want.Text)) {
		kind := b.Kind
		if kind == annotate.Signer {
			kind = annotate.Byline
		}
		found.Add(string(kind), b.Range)
	}
	found.Trim()
	return found
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

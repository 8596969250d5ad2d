//go:build eval

package article_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
)

// TestEval prints precision, recall and F1 of the block finder against gold marks. It asserts nothing: the figures
// are for people. CORPUS names a .jsonl file, or a folder of them, whose lines hold "id", "text" and "spans"
// (label, start, end in code points); only the structural labels are scored.
func TestEval(t *testing.T) {
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(files) == 0 {
		files = []string{corpus}
	}
	scores := map[string]*score{}
	for _, name := range files {
		for _, doc := range readGold(t, name) {
			found := map[string][]annotate.Range{}
			for _, b := range article.Blocks(annotate.NewText(doc.Text)) {
				found[string(b.Kind)] = append(found[string(b.Kind)], b.Range)
			}
			for _, label := range structural {
				if scores[label] == nil {
					scores[label] = &score{}
				}
				scores[label].add(doc.ranges(label), found[label])
			}
		}
	}
	fmt.Printf("%-10s %5s %5s  %21s  %21s\n", "label", "gold", "found", "exact   P     R    F1", "overlap P     R    F1")
	for _, label := range structural {
		fmt.Println(scores[label].row(label))
	}
}

var structural = []string{"headline", "byline", "dateline", "caption", "credit"}

type gold struct {
	Text  string `json:"text"`
	Spans []struct {
		Label string `json:"label"`
		annotate.Range
	} `json:"spans"`
}

func readGold(t *testing.T, name string) (docs []gold) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d gold
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, d)
	}
	return docs
}

func (d gold) ranges(label string) (rs []annotate.Range) {
	for _, s := range d.Spans {
		if s.Label == label {
			rs = append(rs, s.Range)
		}
	}
	return rs
}

// A score counts matches both ways: exact ones, and those that share a character.
type score struct{ gold, found, exact, goldHit, foundHit int }

func (s *score) add(gold, found []annotate.Range) {
	s.gold += len(gold)
	s.found += len(found)
	for _, g := range gold {
		hit := false
		for _, f := range found {
			hit = hit || g.Overlaps(f)
			if g == f {
				s.exact++
			}
		}
		if hit {
			s.goldHit++
		}
	}
	for _, f := range found {
		for _, g := range gold {
			if g.Overlaps(f) {
				s.foundHit++
				break
			}
		}
	}
}

func (s *score) row(label string) string {
	return fmt.Sprintf("%-10s %5d %5d  %s  %s", label, s.gold, s.found,
		prf(s.exact, s.found, s.exact, s.gold), prf(s.foundHit, s.found, s.goldHit, s.gold))
}

// prf prints precision, recall and F1, or why there is none.
func prf(right, found, hit, gold int) string {
	if found == 0 || gold == 0 {
		return strings.Repeat(" ", 6) + "nothing to score"
	}
	p, r := float64(right)/float64(found), float64(hit)/float64(gold)
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return fmt.Sprintf("     %.3f %.3f %.3f", p, r, f)
}

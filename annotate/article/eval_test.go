//go:build eval

package article_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"galley/annotate/gold"
)

// TestEval prints, as a Markdown table, how well the block finder reads the structure of copy. It asserts nothing: the
// figures are for people. CORPUS names a .jsonl or .txt file in a form of package gold, or a folder of .jsonl files. MISSES=1
// prints what was missed, and what was found and is not in the gold.
func TestEval(t *testing.T) {
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(files) == 0 {
		files = []string{corpus}
	}
	scores := make([]gold.SpanScore, len(structural))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := gold.Parse(name, data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, want := range docs {
			found := blocksOf(want)
			for i, label := range structural {
				scores[i].Add(want, found, label, nil)
			}
			if os.Getenv("MISSES") != "" {
				fmt.Print(gold.MissedSpans(want, found, structural...))
			}
		}
	}
	fmt.Println(gold.Head)
	for i, label := range structural {
		fmt.Println(scores[i].Row(label))
	}
}

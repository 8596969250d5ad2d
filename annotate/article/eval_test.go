//go:build eval

package article_test

import (
	"fmt"
	"os"
	"testing"

	"galley/annotate/gold"
	"galley/annotate/gold/goldtest"
)

// TestEval prints, as a Markdown table, how well the block finder reads the structure of copy. It asserts nothing: the
// figures are for people. CORPUS names a .jsonl or .txt file in a form of package gold, or a folder of .jsonl files. MISSES=1
// prints what was missed, and what was found and is not in the gold.
func TestEval(t *testing.T) {
	scores := make([]gold.SpanScore, len(structural))
	for _, file := range goldtest.Corpus(t) {
		for _, want := range file.Docs {
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

//go:build eval

package grammar_test

import (
	"fmt"
	"os"
	"testing"

	"galley/annotate/gold"
	"galley/annotate/gold/goldtest"
)

// TestEval prints how well reported speech is found, as a Markdown table. It asserts nothing: the figures are for people.
// CORPUS names a .jsonl file, or a folder of them, in the form of package gold. MISSES=1 prints what was not found, and what
// was found and is not in the gold.
func TestEval(t *testing.T) {
	var want, found []gold.Doc
	for _, file := range goldtest.Corpus(t) {
		for _, d := range file.Docs {
			want, found = append(want, d), append(found, predict(d))
		}
	}
	fmt.Println(gold.Head)
	fmt.Println(gold.Attributions(want, found))
	if os.Getenv("MISSES") != "" {
		for i := range want {
			fmt.Print(gold.Misses(want[i], found[i]))
		}
	}
}

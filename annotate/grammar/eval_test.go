//go:build eval

package grammar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"galley/annotate/gold"
)

// TestEval prints how well reported speech is found, as a Markdown table. It asserts nothing: the figures are for people.
// CORPUS names a .jsonl file, or a folder of them, in the form of package gold. MISSES=1 prints what was not found, and what
// was found and is not in the gold.
func TestEval(t *testing.T) {
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(names) == 0 {
		names = []string{corpus}
	}
	var want, found []gold.Doc
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := gold.Parse(name, data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, d := range docs {
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

//go:build eval

package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"galley/annotate/gold"
)

// TestEval runs the news rules over a gold corpus and prints, as a Markdown table, how much of it they propose. It asserts
// nothing: the figures are for people. CORPUS names a .jsonl file, or a folder of them, in the form of package gold;
// PREDICTIONS a file to write what was proposed to, in the same form; MISSES=1 prints what of the attributions was missed.
func TestEval(t *testing.T) {
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(names) == 0 {
		names = []string{corpus}
	}
	var all []gold.Doc
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := gold.Parse(name, data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		found := make([]gold.Doc, len(docs))
		for i, d := range docs {
			found[i] = proposed(t, d)
		}
		fmt.Printf("\n%s, %d documents\n\n", filepath.Base(name), len(docs))
		table(docs, found)
		all = append(all, found...)
	}
	if name := os.Getenv("PREDICTIONS"); name != "" {
		f, err := os.Create(name)
		if err == nil {
			err = gold.Write(f, all)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// table prints the scores of one corpus. What it has none of is left out.
func table(want, found []gold.Doc) {
	fmt.Println(gold.Head)
	for _, row := range []struct {
		name, label string
	}{
		{"headline", "headline"}, {"dateline", "dateline"}, {"byline", "byline"}, {"caption", "caption"}, {"credit", "credit"}, {"claim", "claim"},
	} {
		var s gold.SpanScore
		for i := range want {
			s.Add(want[i], found[i], row.label, nil)
		}
		if s.Gold() > 0 {
			fmt.Println(s.Row(row.name))
		}
	}
	if slices.ContainsFunc(want, func(d gold.Doc) bool { return len(d.Relations) > 0 }) {
		fmt.Println(gold.Attributions(want, found))
	}
	if os.Getenv("MISSES") != "" {
		for i := range want {
			fmt.Print(gold.Misses(want[i], found[i]), gold.MissedSpans(want[i], found[i], "dateline", "byline", "caption", "credit", "claim"))
		}
	}
}

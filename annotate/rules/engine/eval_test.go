//go:build eval

package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"galley/annotate/gold"
	"galley/annotate/gold/goldtest"
)

// TestEval runs the news rules over a gold corpus and prints, as a Markdown table, how much of it they propose. It asserts
// nothing: the figures are for people. CORPUS names a .jsonl file, or a folder of them, in the form of package gold;
// PREDICTIONS a file to write what was proposed to, in the same form; MISSES=1 prints what of the attributions was missed.
func TestEval(t *testing.T) {
	var all []gold.Doc
	for _, file := range goldtest.Corpus(t) {
		found := make([]gold.Doc, len(file.Docs))
		for i, d := range file.Docs {
			found[i] = proposed(t, d)
		}
		fmt.Printf("\n%s, %d documents\n\n", filepath.Base(file.Name), len(file.Docs))
		table(file.Docs, found)
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

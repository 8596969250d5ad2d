//go:build eval

package grammar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/gold"
	"galley/annotate/grammar"
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
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := gold.Read(f)
		if _ = f.Close(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, d := range docs {
			want, found = append(want, d), append(found, predict(d))
		}
	}
	fmt.Println(gold.Head)
	for _, row := range []struct {
		name, label string
		kinds       []string
	}{{"content", "quote", nil}, {"direct and mixed content", "quote", []string{"direct", "mixed"}}, {"cue", "cue", nil}, {"source", "source", nil}} {
		var s gold.SpanScore
		for i := range want {
			s.Add(want[i], found[i], row.label, row.kinds)
		}
		fmt.Println(s.Row(row.name))
	}
	var l gold.LinkScore
	for i := range want {
		l.Add(want[i], found[i])
	}
	fmt.Println(l.Rows())
	if os.Getenv("MISSES") != "" {
		for i := range want {
			fmt.Print(gold.Misses(want[i], found[i]))
		}
	}
}

// predict analyses a document, in the form of the gold.
func predict(d gold.Doc) gold.Doc {
	text := annotate.NewText(d.Text)
	out := gold.Doc{ID: d.ID, Text: d.Text}
	for _, a := range grammar.Analyze(text, article.Blocks(text), "en").Attributions {
		out.Relations = append(out.Relations, gold.Relation{Label: "attribution", Quote: out.Add("quote", a.Content...), Source: out.Add("source", a.Source...), Cue: out.Add("cue", a.Cue...), Kind: a.Kind})
	}
	out.Trim()
	return out
}

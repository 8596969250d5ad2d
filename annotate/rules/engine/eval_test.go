//go:build eval

package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/gold"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
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

// proposed is what the news rules propose for a document, in the form of the gold.
func proposed(t *testing.T, d gold.Doc) gold.Doc {
	text := annotate.NewText(d.Text)
	doc := annotate.NewDocument(annotate.DocID(d.ID), d.ID, text)
	doc.Lang, doc.Blocks = d.Lang, loader.Blocks(text)
	out := gold.Doc{ID: d.ID, Text: d.Text}
	files, _ := rules.Files("news")
	read := engine.ReadOnce()
	spans := map[annotate.SpanID]rules.Span{}
	for _, src := range files {
		r, err := engine.Load(t.Context(), src, rules.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		report := r.Run(t.Context(), engine.Document{Document: doc, Layer: annotate.NewLayer(text), Scheme: schemes.Default()}, engine.Options{Grammar: read})
		if report.Stop != nil {
			t.Fatal(report.Stop)
		}
		for _, s := range report.Spans {
			spans[s.ID] = s
			out.Add(goldLabel(s.Label), s.Ranges...)
		}
		ends := map[annotate.SpanID]*gold.Relation{}
		var order []annotate.SpanID
		for _, s := range report.Spans {
			if s.Label == "content" {
				kind, _ := s.Attrs.Get("directness")
				ends[s.ID] = &gold.Relation{Label: "attribution", Quote: out.Add("quote", s.Ranges...), Source: []string{}, Cue: []string{}, Kind: kind}
				order = append(order, s.ID)
			}
		}
		for _, l := range report.Links {
			switch rel := ends[l.Head]; {
			case rel == nil:
			case l.Label == "source":
				rel.Source = append(rel.Source, out.Add("source", spans[l.Tail].Ranges...)...)
			case l.Label == "cue":
				rel.Cue = append(rel.Cue, out.Add("cue", spans[l.Tail].Ranges...)...)
			}
		}
		for _, id := range order {
			out.Relations = append(out.Relations, *ends[id])
		}
	}
	out.Trim()
	return out
}

// goldLabel is the label that a gold corpus has for one of the scheme's.
func goldLabel(l annotate.Label) string {
	if l == "content" {
		return "quote"
	}
	return string(l)
}

// table prints the scores of one corpus. What it has none of is left out.
func table(want, found []gold.Doc) {
	fmt.Println(gold.Head)
	for _, row := range []struct {
		name, label string
	}{
		{"headline", "headline"}, {"dateline", "dateline"}, {"byline", "byline"}, {"caption", "caption"}, {"credit", "credit"},
	} {
		var s gold.SpanScore
		for i := range want {
			s.Add(want[i], found[i], row.label, nil)
		}
		if s.Gold() > 0 {
			fmt.Println(s.Row(row.name))
		}
	}
	fmt.Println(gold.Attributions(want, found))
	if os.Getenv("MISSES") != "" {
		for i := range want {
			fmt.Print(gold.Misses(want[i], found[i]))
		}
	}
}

package engine_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/gold"
	"galley/annotate/gold/goldtest"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// Invented German and French copy, marked by hand, keeps being read about as well as it is.
func TestNewsOtherLanguages(t *testing.T) {
	for _, name := range []string{"de.txt", "fr.txt"} {
		var content, quoted gold.SpanScore
		var links gold.LinkScore
		for _, want := range goldtest.Docs(t, "testdata/"+name) {
			found := proposed(t, want)
			content.Add(want, found, "quote", gold.Reporting)
			quoted.Add(want, found, "quote", gold.Both(gold.Reporting, gold.Kinds("direct", "mixed")))
			links.Add(want, found, gold.Reporting)
		}
		if content.Overlap() < 0.93 || content.Exact() < 0.9 || quoted.Exact() < 0.9 || links.Whole() < 0.92 {
			t.Errorf("%s\n%s\n%s\n%s\n%s", name, gold.Head, content.Row("content"), quoted.Row("direct and mixed"), links.Rows())
		}
	}
}

// Claims worth checking in invented copy, marked by hand, keep being found about as well as they are. Each file was
// written after the rules had been mended over those before it, and scored before anybody looked at it.
func TestNewsClaims(t *testing.T) {
	for name, floor := range map[string]float64{"claims.txt": 0.9, "claims-second.txt": 0.9, "claims-third.txt": 0.88, "claims-fourth.txt": 0.86, "claims-fifth.txt": 0.85, "claims-sixth.txt": 0.88, "claims-seventh.txt": 0.86, "claims-eighth.txt": 0.78} {
		var claims gold.SpanScore
		missed := ""
		for _, want := range goldtest.Docs(t, "testdata/"+name) {
			found := proposed(t, want)
			claims.Add(want, found, "claim", nil)
			missed += gold.MissedSpans(want, found, "claim")
		}
		if claims.Exact() < floor {
			t.Errorf("%s\n%s\n%s\n%s", name, gold.Head, claims.Row("claim"), missed)
		}
	}
}

// Captions of Wikinews, lines of their own without a credit and most without a full stop, keep being told from subheads and paragraphs.
// ninth.txt and thirteenth.txt were written after the rules had been mended over those before, and scored before anybody looked at them.
func TestNewsWikinews(t *testing.T) {
	for name, floor := range map[string]float64{"eighth.txt": 0.95, "ninth.txt": 0.9, "thirteenth.txt": 0.9} {
		var captions gold.SpanScore
		missed := ""
		for _, want := range goldtest.Docs(t, "../../article/testdata/"+name) {
			found := proposed(t, want)
			captions.Add(want, found, "caption", nil)
			missed += gold.MissedSpans(want, found, "caption")
		}
		if captions.Exact() < floor {
			t.Errorf("%s\n%s\n%s\n%s", name, gold.Head, captions.Row("caption"), missed)
		}
	}
}

// newsPack is the pack, loaded once for all tests.
var newsPack struct {
	once  sync.Once
	rules []*engine.Rule
	err   error
}

// news returns the news pack.
func news(t testing.TB) []*engine.Rule {
	t.Helper()
	p := &newsPack
	p.once.Do(func() {
		files, _ := rules.Files("news")
		for _, src := range files {
			r, err := engine.Load(context.Background(), src, engine.Options{})
			p.rules, p.err = append(p.rules, r), errors.Join(p.err, err)
		}
	})
	if p.err != nil {
		t.Fatal(p.err)
	}
	return p.rules
}

// proposed is what the news rules propose for a document, in the form of the gold.
func proposed(t *testing.T, d gold.Doc) gold.Doc {
	text := annotate.NewText(d.Text)
	doc := annotate.NewDocument(annotate.DocID(d.ID), d.ID, text)
	doc.Lang, doc.Blocks = d.Lang, loader.Blocks(text)
	out := gold.Doc{ID: d.ID, Text: d.Text}
	read := engine.ReadOnce()
	spans := map[annotate.SpanID]rules.Span{}
	for _, r := range news(t) {
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

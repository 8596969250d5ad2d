package engine_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// What all news rules together propose for an invented story. The file is the same in the browser: this test runs there too.
func TestNewsGolden(t *testing.T) {
	story, err := os.ReadFile(filepath.Join("testdata", "news", "story.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := article(string(story))
	d.Lang, d.Blocks, d.Scheme = "en", loader.Blocks(d.Text), schemes.Default()
	files, _ := rules.Files("news")
	read := engine.ReadOnce()
	var spans []rules.Span
	var links []rules.Link
	for _, src := range files {
		r, err := engine.Load(t.Context(), src, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		report := r.Run(t.Context(), d, engine.Options{Grammar: read})
		if report.Stop != nil || len(report.Dropped) > 0 {
			t.Errorf("%s: %v %v", r.Name, report.Stop, report.Dropped)
		}
		spans, links = append(spans, report.Spans...), append(links, report.Links...)
	}
	slices.SortStableFunc(spans, func(a, b rules.Span) int {
		return cmp.Or(cmp.Compare(a.Envelope().From, b.Envelope().From), cmp.Compare(b.Envelope().To, a.Envelope().To), cmp.Compare(a.Label, b.Label))
	})
	var out strings.Builder
	surface := map[annotate.SpanID]string{}
	for _, s := range spans {
		var parts, attrs []string
		for _, r := range s.Ranges {
			parts = append(parts, d.Text.Slice(r))
		}
		for _, a := range s.Attrs {
			attrs = append(attrs, a.Name+"="+a.Value)
		}
		slices.Sort(attrs)
		surface[s.ID] = string(s.Label) + " " + strings.Join(parts, " | ")
		fmt.Fprintf(&out, "%d %s\n\t%.2f %s: %s\n", s.Envelope().From, surface[s.ID], s.Origin.Score, s.Origin.Rule, s.Reason)
		if len(attrs) > 0 {
			fmt.Fprintf(&out, "\t%s\n", strings.Join(attrs, " "))
		}
	}
	for _, l := range links {
		if surface[l.Head] == "" || surface[l.Tail] == "" {
			t.Errorf("%s links what no rule proposes: %q and %q", l.Origin.Rule, surface[l.Head], surface[l.Tail])
		}
		fmt.Fprintf(&out, "%s: %s → %s\n", l.Label, surface[l.Head], surface[l.Tail])
	}
	golden := filepath.Join("testdata", "news", "story.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff(string(want), out.String()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

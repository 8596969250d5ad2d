package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// packed loads a rule that comes with Galley.
func packed(t *testing.T, name string) *engine.Rule {
	t.Helper()
	for _, p := range rules.Packs() {
		files, _ := rules.Files(p.Name)
		for _, src := range files {
			if src.Name == "pack/"+name+".js" {
				r, err := engine.Load(t.Context(), src, engine.Options{})
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
		}
	}
	t.Fatalf("there is no rule %s", name)
	return nil
}

// Every rule that comes with Galley is called as its file, says what it is for, and proposes what the scheme that comes
// with Galley has.
func TestPacks(t *testing.T) {
	scheme := schemes.Default()
	for _, p := range rules.Packs() {
		files, ok := rules.Files(p.Name)
		if !ok || len(files) == 0 {
			t.Errorf("pack %s is empty", p.Name)
		}
		for _, src := range files {
			r, err := engine.Load(t.Context(), src, engine.Options{})
			if err != nil {
				t.Error(err)
				continue
			}
			if src.Name != "pack/"+r.Name+".js" || r.Description == "" || r.Suggests == r.Checks {
				t.Errorf("%s: %+v", src.Name, r.Meta)
			}
			for _, l := range r.Labels {
				if _, ok := scheme.Label(l); !ok {
					t.Errorf("%s: the scheme has no label %s", src.Name, l)
				}
			}
			for _, l := range r.Relations {
				if _, ok := scheme.RelationDef(l); !ok {
					t.Errorf("%s: the scheme has no relation %s", src.Name, l)
				}
			}
		}
	}
	if _, ok := rules.Files("nothing"); ok {
		t.Error("a pack that is not there was found")
	}
}

// drawn is a document whose text has marks drawn in it: [label#id:…], where parts of one id are one span.
func drawn(t *testing.T, text string, relations ...annotate.Relation) engine.Document {
	t.Helper()
	var plain strings.Builder
	var spans []annotate.Span
	type open struct {
		label, id string
		from      annotate.Pos
	}
	var stack []open
	pos := annotate.Pos(0)
	for i := 0; i < len(text); {
		if text[i] == '[' {
			colon := strings.IndexByte(text[i:], ':') + i
			label, id, _ := strings.Cut(text[i+1:colon], "#")
			stack = append(stack, open{label, id, pos})
			i = colon + 1
			continue
		}
		if text[i] == ']' {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			spans = append(spans, annotate.Span{ID: annotate.SpanID(o.id), Label: annotate.Label(o.label), Ranges: []annotate.Range{{From: o.from, To: pos}}})
			i++
			continue
		}
		for _, r := range text[i:] {
			plain.WriteRune(r)
			i += len(string(r))
			break
		}
		pos++
	}
	d := article(plain.String())
	d.Blocks, d.Scheme = loader.Blocks(d.Text), schemes.Default()
	var tx annotate.Tx
	for _, s := range spans {
		tx = append(tx, annotate.AddSpan{Span: s})
	}
	for _, r := range relations {
		tx = append(tx, annotate.AddRelation{Relation: r})
	}
	l, _, err := d.Layer.Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	d.Layer = l
	return d
}

func TestChecks(t *testing.T) {
	link := func(label annotate.Label, head, tail annotate.SpanID) annotate.Relation {
		return annotate.Relation{ID: head + "-" + tail, Label: label, Head: head, Tail: tail}
	}
	tests := []struct {
		rule, text string
		relations  []annotate.Relation
		want       string // ids of the marks with problems
	}{
		{rule: "check-source", text: "[content#a:Rents fell], [source#s:she] said.", want: "a"},
		{rule: "check-source", text: "[content#a:Rents fell], [source#s:she] said.", relations: []annotate.Relation{link("source", "a", "s")}},
		{rule: "check-credit", text: "[caption#a:The mayor speaks in Portvale.] It rained.", want: "a"},
		{rule: "check-credit", text: "[caption#a:The mayor speaks.] [credit#c:(CP Photo/Jan Roe)]", relations: []annotate.Relation{link("credit-of", "c", "a")}},
		{rule: "check-quotation", text: "[content#a:“Nobody has] to worry,” she said.", want: "a"},
		{rule: "check-quotation", text: "“[content#a:Nobody has to worry,”] she said.", want: "a"},
		{rule: "check-quotation", text: "[content#a:“Nobody has to worry,”] she said.", want: ""},
		{rule: "check-quotation", text: "[content#a:that nobody “has to worry,”] she said.", want: ""},
		{rule: "check-quotation", text: "“[content#a:Nobody has to worry],” she said.", want: ""},
		{rule: "check-quotation", text: "“Nobody [content#a:has to worry,” she said.]", want: "a"},
		{rule: "check-captions", text: "[caption#a:The mayor [caption#b:speaks.] So] it is.", want: "b"},
		{rule: "check-captions", text: "[caption#a:The mayor speaks.] [caption#b:So it is.]"},
	}
	for _, tt := range tests {
		report := packed(t, tt.rule).Run(t.Context(), drawn(t, tt.text, tt.relations...), engine.Options{})
		if report.Stop != nil {
			t.Fatal(report.Stop)
		}
		var got []string
		for _, p := range report.Problems {
			got = append(got, string(p.On))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s over %q: %v, want %q", tt.rule, tt.text, report.Problems, tt.want)
		}
	}

	d := drawn(t, "[source#s:She] said.")
	d.Scheme.Attributes = []annotate.AttrDef{{ID: "kind", On: []string{"source", "document"}, Title: "Kind", Type: annotate.String, Required: true}}
	if report := packed(t, "check-required").Run(t.Context(), d, engine.Options{}); len(report.Problems) != 2 || report.Problems[0].On != "" || report.Problems[1].On != "s" {
		t.Errorf("%+v", report)
	}
}

// Eight times the text is eight times the steps, on lines of its own or on one: on a megabyte a rule does what it does on a page.
func TestStepsGrowWithTheText(t *testing.T) {
	steps := func(rule string, n int, between string) int {
		var b strings.Builder
		b.WriteString("Ferries are late\n\n")
		for i := range n {
			fmt.Fprintf(&b, "“We sail on day %d,” Mayor Ida Brandt said. The union, which speaks for %d, said that ferries were late in 4 of ten weeks because of ice.%s", i, 300+i, between)
		}
		d := article(b.String())
		d.Blocks, d.Scheme = loader.Blocks(d.Text), schemes.Default()
		report := packed(t, rule).Run(t.Context(), d, engine.Options{Limits: rules.Limits{Time: ample}})
		if report.Stop != nil {
			t.Fatal(report.Stop)
		}
		return report.Steps
	}
	for _, rule := range []string{"news-quotation", "news-claim", "news-caption", "news-picture", "news-repeats", "news-headline", "news-byline", "news-dateline"} {
		for name, between := range map[string]string{"paragraphs": "\n\n", "one line": " "} {
			few, many := steps(rule, 60, between), steps(rule, 480, between)
			if many > 9*few+1_000 {
				t.Errorf("%s, %s: %d steps over 60 stories, %d over 480", rule, name, few, many)
			}
		}
	}
}

package paper_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"galley/annotate"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/report/paper"
	"galley/annotate/agreement/survey"
)

const nasty = `</style><script>alert("1")</script>'&`

// desk is a small project whose every name is out to break the page.
func desk(t *testing.T) ([]survey.Sheet, annotate.Scheme) {
	t.Helper()
	scheme := annotate.Scheme{ID: nasty, Version: 2, Title: nasty, Attributes: []annotate.AttrDef{{ID: nasty, On: []string{nasty}, Type: annotate.Boolean}}}
	var sheets []survey.Sheet
	for n := range 12 {
		d := annotate.NewDocument(annotate.DocID(fmt.Sprint("doc", n)), nasty, annotate.NewText(strings.Repeat(nasty+" The board met. ", 4)+fmt.Sprint(n)))
		for who, name := range []annotate.Annotator{"ana", nasty, "cleo", annotate.Gold} {
			tx := annotate.Tx{}
			for s := range 4 {
				if (s+n+who)%5 == 0 {
					continue
				}
				label := annotate.Label(nasty)
				if (s*who+n)%3 == 0 {
					label = "other"
				}
				from := annotate.Pos(20 * s)
				tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", s)), Label: label, Ranges: []annotate.Range{{From: from, To: from + 10 + annotate.Pos(who+n)%3}}}})
			}
			l, _, err := annotate.NewLayer(d.Text).Apply(tx)
			if err != nil {
				t.Fatal(err)
			}
			if all := slices.Collect(l.Spans()); len(all) > 1 {
				l, _, _ = l.Apply(annotate.Tx{annotate.AddRelation{Relation: annotate.Relation{ID: "r", Label: nasty, Head: all[0].ID, Tail: all[1].ID}}})
			}
			sheets = append(sheets, survey.Sheet{Document: &d, Annotator: name, Layer: l, At: int64(1e12 + 1e9*float64(n))})
		}
	}
	return sheets, scheme
}

func written(t *testing.T, sheets []survey.Sheet, scheme annotate.Scheme, o report.Options) (report.Report, string) {
	t.Helper()
	r, err := report.Make(sheets, scheme, o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := paper.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return r, b.String()
}

func TestPage(t *testing.T) {
	sheets, scheme := desk(t)
	r, page := written(t, sheets, scheme, report.Options{Replicates: 50, Gamma: true})
	if _, again := written(t, sheets, scheme, report.Options{Replicates: 50, Gamma: true}); again != page {
		t.Error("the same report makes two pages")
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, charts, tables := map[string]bool{}, 0, 0
	var text strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data + "\n")
			continue
		}
		if n.Type != html.ElementNode {
			continue
		}
		of := map[string]string{}
		for _, a := range n.Attr {
			of[a.Key] = a.Val
			if a.Key == "style" || a.Key == "src" || a.Key == "href" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s=%q: the page needs nothing and does nothing", n.Data, a.Key, a.Val)
			}
		}
		if id := of["id"]; id != "" {
			if ids[id] {
				t.Errorf("two elements are called %q", id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "script", "link", "img", "iframe":
			t.Errorf("there is a <%s>", n.Data)
		case "table":
			tables++
			if n.FirstChild == nil || n.FirstChild.Data != "caption" {
				t.Error("a table does not say what it shows")
			}
		case "svg":
			charts++
			for _, name := range strings.Fields(of["aria-labelledby"]) {
				if !strings.Contains(page, `id="`+name+`"`) {
					t.Errorf("a chart is labelled by %q, which is not there", name)
				}
			}
			if of["role"] != "img" || len(strings.Fields(of["aria-labelledby"])) != 2 {
				t.Errorf("a chart has role %q and is labelled by %q", of["role"], of["aria-labelledby"])
			}
		}
	}
	if charts < 6 || tables < charts {
		t.Errorf("%d charts, %d tables: behind every chart stands one", charts, tables)
	}
	all := text.String()
	for _, want := range []string{nasty, "NaN", "Inf", "%!"} {
		if has := strings.Contains(all, want); has != (want == nasty) {
			t.Errorf("the page has %q: %v", want, has)
		}
	}
	for _, m := range r.Measures {
		for _, want := range []string{m.Title, m.Question, m.Citation} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: the page does not say %q", m.Name, want)
			}
		}
	}
}

// What is not there leaves no empty heading, and a lone annotator is held against gold.
func TestPageOfLittle(t *testing.T) {
	sheets, scheme := desk(t)
	alone := slices.DeleteFunc(slices.Clone(sheets), func(s survey.Sheet) bool { return s.Annotator != "ana" && s.Annotator != annotate.Gold })
	r, page := written(t, alone, scheme, report.Options{})
	if !strings.Contains(page, "Only ana has marked") || !strings.Contains(page, "Against gold") || strings.Contains(page, "Two by two") || r.NoAgreement == "" {
		t.Errorf("a page of one annotator:\n%s", page)
	}
	_, page = written(t, sheets, scheme, report.Options{Labels: []annotate.Label{"other"}, Filter: survey.Filter{Annotators: []annotate.Annotator{"ana", "cleo"}, Documents: []annotate.DocID{"doc1"}, Origin: survey.ByHand}})
	for _, want := range []string{"only other", "only doc1", "only marks that people made"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

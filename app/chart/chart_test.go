package chart_test

import (
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/app/chart"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var drawings = map[string]chart.Node{
	"heat": chart.Heat("h", "Pairs", "Three people & what they share.", []string{"Ana", "Ben", "A person with a very long name <indeed>"}, []string{"Ana", "Ben", "Cleo"}, [][]chart.Cell{
		{{}, {Text: "0.72", Share: 0.72, Ref: "0"}, {Text: "0.03", Share: 0.03}},
		{{Text: "0.72", Share: 0.72}, {}, {Text: "1.00", Share: 1}},
		{{Text: "–", Share: chart.None()}, {Text: "1.00", Share: 1}, {}},
	}, 760),
	"intervals": chart.Intervals("i", "Labels", "Two labels.", []string{"Found", "Same label"}, rows, 760),
	"narrow":    chart.Intervals("n", "Labels", "Two labels.", []string{"Found", "Same label"}, rows, 322),
	"trend": chart.Trend("t", "Time", "Three parts.", []chart.Moment{
		{Value: chart.Value{Text: "0.50", Is: 0.5, Low: 0.4, High: 0.6, Small: "6 articles"}, When: "1 Jan"},
		{Value: chart.Value{Text: "–", Is: chart.None(), Low: chart.None(), High: chart.None()}, When: "7 Jan"},
		{Value: chart.Value{Text: "0.90", Is: 0.9, Low: chart.None(), High: chart.None(), Ref: "2"}, When: "13 Jan"},
	}, 322),
}

var rows = []chart.Row{
	{Name: "All labels", Small: "72 marks", Strong: true, Values: []chart.Value{{Text: "0.67", Is: 0.67, Low: 0.5, High: 0.8, Small: "48 of 72", Ref: "0-0"}, {Text: "1.00", Is: 1, Low: 1, High: 1}}},
	{Name: "Cue", Small: "0 marks", Values: []chart.Value{{Text: "–", Is: chart.None(), Low: chart.None(), High: chart.None(), Small: "0 of 0"}, {Text: "−0.10", Is: -0.1, Low: -0.3, High: 0.1}}},
}

// The drawings are as they were: run with -update after a change, and look at the files.
func TestDrawings(t *testing.T) {
	for name, n := range drawings {
		path := filepath.Join("testdata", name+".svg")
		got := strings.ReplaceAll(string(n.File()), "><", ">\n<")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v: go test ./app/chart -update writes it", err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// Every drawing is well-formed, has a name and a description that its image points to, and fits what it says it measures.
func TestDrawingsAreImages(t *testing.T) {
	for name, n := range drawings {
		file := n.File()
		text := ""
		for d := xml.NewDecoder(strings.NewReader(string(file))); ; {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if c, ok := tok.(xml.CharData); ok {
				text += string(c) + "\n"
			}
		}
		if n.Tag != "svg" || n.Kids[0].Tag != "title" || n.Kids[1].Tag != "desc" || !strings.Contains(string(file), `role="img"`) || !strings.Contains(string(file), `aria-labelledby="`+name[:1]+`-title `+name[:1]+`-desc"`) {
			t.Errorf("%s is not an image with a name and a description", name)
		}
		if w, h := n.Size(); w < 100 || h < 60 {
			t.Errorf("%s measures %d by %d", name, w, h)
		}
		if name == "heat" && (!strings.Contains(text, "Three people & what they share.") || !strings.Contains(text, "A person")) {
			t.Errorf("text is not as it was given: %s", text)
		}
	}
}

// A file has the colours of the day that the page has.
func TestColours(t *testing.T) {
	css, err := os.ReadFile(filepath.Join("..", "..", "web", "css", "tokens.css"))
	if err != nil {
		t.Fatal(err)
	}
	day := map[string]bool{}
	for _, m := range regexp.MustCompile(`--[a-z-]+: light-dark\((#[0-9a-f]{6}),`).FindAllStringSubmatch(string(css), -1) {
		day[m[1]] = true
	}
	for name, n := range drawings {
		for _, c := range regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(string(n.File()), -1) {
			if !day[c] {
				t.Errorf("%s: %s is no colour of tokens.css", name, c)
			}
		}
	}
}

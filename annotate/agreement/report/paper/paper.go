// Package paper writes a report of agreement as a page of HTML that needs nothing beside itself: no script, no font, no picture
// from elsewhere. It reads on a telephone, by day and by night, and prints in black and white as an appendix: the lists of
// documents and of what people do otherwise than gold are folded, and print only when they are opened.
//
// Start reading at [Write].
package paper

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

//go:embed style.css
var style string

// Write writes the page. The same report gives the same bytes.
func Write(out io.Writer, r report.Report) error {
	w := &writer{}
	w.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	w.raw("<title>Agreement, %s version %d</title>\n<style>\n", r.Scheme.ID, r.Scheme.Version)
	w.WriteString(style)
	w.raw("</style>\n</head>\n<body>\n<main>\n<h1>How far the annotators agree</h1>\n")
	w.facts(r)
	if r.NoAgreement != "" {
		w.raw("<p>%s.</p>\n", upper(r.NoAgreement))
	}
	w.headline(r)
	w.labels(r)
	w.gamma(r)
	w.matrices(r)
	w.ratings(r)
	w.links(r)
	w.people(r)
	w.gold(r)
	w.rounds(r)
	w.definitions(r)
	w.documents(r)
	w.feedback(r)
	w.raw("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(out, w.String())
	return err
}

// facts say what was compared.
func (w *writer) facts(r report.Report) {
	w.raw("<dl class=\"facts\">")
	fact := func(name, text string) { w.raw("<dt>%s</dt><dd>%s</dd>\n", name, text) }
	scheme := fmt.Sprintf("%s, version %d", r.Scheme.ID, r.Scheme.Version)
	if r.Scheme.Title != "" {
		scheme += fmt.Sprintf(" (%s)", r.Scheme.Title)
	}
	fact("Scheme", scheme)
	fact("Annotators", fmt.Sprintf("%d: %s", len(r.Annotators), list(r.Annotators)))
	documents := fmt.Sprintf("%d read by two annotators or more", r.Documents)
	if r.LeftOut > 0 {
		documents += fmt.Sprintf(", %d read by one and left out", r.LeftOut)
	}
	fact("Documents", documents)
	if len(r.Marks) > 0 {
		a := r.Marks[0].Answer
		fact("Marks", fmt.Sprintf("%d, each counted once for every annotator that it is compared with", a.Marks))
	}
	if len(r.Options.Labels) > 0 {
		fact("Labels", "only "+list(r.Options.Labels))
	}
	if len(r.Options.Documents) > 0 {
		fact("Of them", "only "+list(r.Options.Documents))
	}
	switch r.Options.Origin {
	case survey.ByHand:
		fact("Origin", "only marks that people made; accepted suggestions are left out")
	case survey.Suggested:
		fact("Origin", "only suggestions that people accepted")
	}
	if r.Options.Replicates > 0 && r.Seed != "" {
		fact("Intervals", fmt.Sprintf("95 %%, by drawing documents with replacement, %d times from seed %s: BCa from 20 documents on, else percentiles (Efron & Tibshirani 1993)", r.Options.Replicates, r.Seed))
	}
	w.raw("</dl>\n")
}

func (w *writer) headline(r report.Report) {
	if len(r.Headline) == 0 {
		return
	}
	w.raw("<h2>All labels</h2>\n<div class=\"beside\">")
	var rows []row
	var cells [][]cell
	for _, f := range r.Headline {
		m, _ := report.Describe(f.Measure)
		rows = append(rows, row{m.Title, f.Figure})
		cells = append(cells, []cell{words(m.Title), value(f.Figure), count(f.Items), {text: m.Question, ask: true}})
	}
	w.intervals("headline", "Agreement over all labels", "Dots are figures, lines their 95 % intervals. The table says the same.", rows)
	w.table("Agreement over all labels", []string{"Measure", "Value and 95 %", "Items", "What it asks"}, cells)
	w.raw("</div>\n")
}

func (w *writer) labels(r report.Report) {
	if len(r.Marks) == 0 {
		return
	}
	w.raw("<h2>Label by label</h2>\n<p>Three questions before any single figure, each asked of what the one before left: was a mark found by the other, was it called the same, were its edges the same?</p>\n")
	var found, cells = []row{}, [][]cell{}
	for _, m := range r.Marks {
		name := labelName(m.Label)
		found = append(found, row{name, m.Overlap.Figure})
		cells = append(cells, []cell{words(name), count(m.Answer.Marks), value(m.Found.Figure), value(m.Same.Figure), value(m.Edges.Figure),
			value(m.Exact.Figure), value(m.Overlap.Figure), value(m.Token.Figure), value(m.Units.Figure), value(m.Words.Figure)})
	}
	w.intervals("labels", "Overlap F1 of each label", "Dots are overlap F1, lines their 95 % intervals. The table says the same.", found)
	w.table("Every label: the three answers as shares, then single figures", []string{"Label", "Marks", "Found", "Same label", "Same edges", "Exact F1", "Overlap F1", "Word F1", "uα", "α of words"}, cells)
	w.cuts(r)
	if len(r.Kinds) > 0 {
		var parts []string
		for _, k := range []match.Kind{match.Missed, match.Edges, match.Label, match.Attribute, match.Link} {
			if n := r.Kinds[k]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", k, n))
			}
		}
		w.raw("<p>Differences by kind: %s.</p>\n", strings.Join(parts, ", "))
	}
}

// cuts is labels as ways to cut the text.
func (w *writer) cuts(r report.Report) {
	if len(r.Cuts) == 0 {
		return
	}
	var cells [][]cell
	for _, c := range r.Cuts {
		cells = append(cells, []cell{words(labelName(c.Label)), value(c.Called.Figure), value(c.Coverage.Figure), value(c.Boundary.Figure), value(c.Pi.Figure), value(c.Older.Figure)})
	}
	w.table("Every label as a way to cut the text; of all labels cuα stands for (k)uα. αU takes the documents end to end, so that none can be drawn, and has no interval", []string{"Label", "(k)uα", "Coverage", "Boundaries", "Boundaries, π", "αU of 1995"}, cells)
}

func (w *writer) gamma(r report.Report) {
	g := r.Gamma
	if g == nil {
		return
	}
	w.raw("<h2>γ</h2>\n")
	if g.Failed != "" {
		w.raw("<p>There is none: %s.</p>\n", g.Failed)
		return
	}
	w.raw("<p>%d samples of luck a document; γ is off by no more than %s for that in 95 of 100 cases.", g.Samples, decimal(g.Error, 3))
	if !g.Exact {
		w.raw(" Not every alignment is known to be the best: γ lies between %s and %s.", decimal(g.Low, 3), decimal(g.High, 3))
	}
	if g.Fragments > 0 {
		w.raw(" %d marks of several parts were taken from end to end.", g.Fragments)
	}
	w.raw("</p>\n")
	cells := [][]cell{
		{words("γ"), behind(g.All), number(g.All.Observed), number(g.All.Expected)},
		{words("γ-cat"), behind(g.Labels), number(g.Labels.Observed), number(g.Labels.Expected)},
	}
	for _, l := range g.ByLabel {
		cells = append(cells, []cell{words("γ-k, " + labelName(l.Label)), behind(l.Figure), number(l.Observed), number(l.Expected)})
	}
	w.table("γ, with disorder observed and expected", []string{"Measure", "Value, 95 % (units)", "Observed", "Expected"}, cells)
}

func (w *writer) matrices(r report.Report) {
	if len(r.Pairs) > 1 {
		w.raw("<h2>Two by two</h2>\n")
		place := map[annotate.Annotator]int{}
		names := make([]string, len(r.Annotators))
		for i, a := range r.Annotators {
			place[a], names[i] = i, string(a)
		}
		pair := map[[2]int]report.PairRow{}
		var cells [][]cell
		for _, p := range r.Pairs {
			pair[[2]int{place[p.A], place[p.B]}], pair[[2]int{place[p.B], place[p.A]}] = p, p
			cells = append(cells, []cell{words(fmt.Sprintf("%s and %s", p.A, p.B)), count(p.Documents), count(p.Answer.Marks), value(p.Exact.Figure), value(p.Overlap.Figure), value(p.Token.Figure), value(p.Words.Figure)})
		}
		w.raw("<div class=\"beside\">")
		w.heat("pairs", "Overlap F1 of each two annotators", "Every cell is the overlap F1 of the annotator of its row with that of its column. The table says the same.", square{
			names: names,
			text: func(i, j int) string {
				if v, ok := pair[[2]int{i, j}].Overlap.Value.Get(); ok && i != j {
					return decimal(v, 2)
				}
				return "–"
			},
			shade: func(i, j int) float64 { v, _ := pair[[2]int{i, j}].Overlap.Value.Get(); return v },
		})
		w.table("Every two annotators, on what both have read", []string{"Annotators", "Documents", "Marks", "Exact F1", "Overlap F1", "Word F1", "α of words"}, cells)
		w.raw("</div>\n")
	}
	if c := r.Confusion; c != nil && c.Pairs > 0 {
		w.raw("<h2>What was called what</h2>\n<p>Marks of two annotators that are one mark, by the labels that they gave it; what only one of them has made stands against nothing. " +
			"Nobody comes first: off the diagonal each is counted from both sides.</p>\n")
		w.confusion("confusion", "Labels of marks, two by two", *c)
	}
}

// confusion draws how marks were called, each row shaded by its share.
func (w *writer) confusion(id, title string, c survey.Confusion) {
	names := make([]string, len(c.Labels))
	sums := make([]int, len(c.Labels))
	for i, l := range c.Labels {
		if names[i] = string(l); l == "" {
			names[i] = "nothing"
		}
		for _, n := range c.Counts[i] {
			sums[i] += n
		}
	}
	w.heat(id, title, "Every cell counts marks of the label of its row that the other called as its column says; shades are shares of the row.", square{
		names: names,
		text: func(i, j int) string {
			if n := c.Counts[i][j]; n > 0 {
				return fmt.Sprint(n)
			}
			return ""
		},
		shade: func(i, j int) float64 { return float64(c.Counts[i][j]) / float64(max(sums[i], 1)) },
	})
	var cells [][]cell
	for i, name := range names {
		line := []cell{words(name)}
		for j := range names {
			line = append(line, count(c.Counts[i][j]))
		}
		cells = append(cells, line)
	}
	w.raw("<details><summary>%s, as a table</summary>\n", title)
	w.table(title, append([]string{"Label"}, names...), cells)
	w.raw("</details>\n")
}

func labelName(l annotate.Label) string {
	if l == "" {
		return "all labels"
	}
	return string(l)
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// list joins names with commas.
func list[T ~string](all []T) string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = string(a)
	}
	return strings.Join(names, ", ")
}

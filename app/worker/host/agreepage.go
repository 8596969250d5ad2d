package host

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
	"galley/app/chart"
	"galley/app/editor"
)

// mostDocs is how many documents the screen lists; a report has all.
const mostDocs = 200

// page lays a page of the screen out.
func (c *comparison) page(job editor.AgreeJob) editor.Agreement {
	r := &c.report
	out := editor.Agreement{Nothing: c.nothing, Everybody: sorted(c.names)}
	for _, l := range sorted(c.labels) {
		out.Labels = append(out.Labels, editor.AgreeName{Label: l, Title: c.label(l)})
	}
	if n := r.LeftOut; n > 0 {
		out.LeftOut = append(out.LeftOut, things(n, "article was read by one person only", "articles were read by one person only")+".")
	}
	out.Versions = c.versions()
	if c.nothing != "" {
		return out
	}
	if r.NoAgreement != "" {
		out.LeftOut = append(out.LeftOut, sentence(r.NoAgreement))
	}
	out.Lead = fmt.Sprintf("%s on %s.", names(r.Annotators), things(r.Documents, "article", "articles"))
	out.Kinds = kindsOf(r.Kinds)
	p := pager{c, float64(cmp.Or(job.Room, 940))}
	for _, f := range r.Headline {
		out.Tiles = append(out.Tiles, p.tile(f))
	}
	for _, t := range out.Tiles {
		out.Summary += t.Measure.Title + " " + t.Value + ". "
	}
	out.Summary = out.Lead + " " + strings.TrimSpace(out.Summary)
	switch job.Page {
	case editor.AgreeLabels:
		out.Blocks = []editor.AgreeBlock{p.labels(), p.scores(), p.cuts(), p.others()}
	case editor.AgreePeople:
		out.Blocks = []editor.AgreeBlock{p.pairs(), p.people()}
	case editor.AgreeConfusions:
		out.Blocks = []editor.AgreeBlock{p.confusion()}
	case editor.AgreeDocuments:
		out.Blocks = []editor.AgreeBlock{p.rounds(), p.documents()}
	case editor.AgreeFeedbacks:
		if r.Gold != nil {
			out.Blocks, out.Sheets = []editor.AgreeBlock{p.gold()}, c.sheetsOf(r.Gold)
		} else {
			out.Empty = "There is no gold layer of what they have read yet. Once differences are settled, everybody is held against it here."
		}
	}
	if job.Page != editor.AgreeLabels {
		out.Tiles = nil
	}
	out.Blocks = slices.DeleteFunc(out.Blocks, func(b editor.AgreeBlock) bool { return len(b.Rows) == 0 })
	if len(out.Blocks) == 0 && out.Empty == "" && job.Page != editor.AgreeDifferences {
		out.Empty = "Nobody has marked anything here that could be compared."
	}
	return out
}

func sorted[K ~string](set map[K]bool) []K {
	all := make([]K, 0, len(set))
	for k := range set {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// names lists people in a sentence, the first few of many.
func names(all []annotate.Annotator) string {
	if len(all) < 2 {
		return string(cmp.Or(append(slices.Clone(all), "")...))
	}
	var names []string
	for _, a := range all {
		names = append(names, string(a))
	}
	if len(names) > 6 {
		return fmt.Sprintf("%s and %d others", strings.Join(names[:5], ", "), len(names)-5)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// things counts in words.
func things(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// label is a label as the scheme calls it.
func (c *comparison) label(l annotate.Label) string {
	switch l {
	case "":
		return "All labels"
	case editor.Nothing:
		return "not marked"
	}
	if def, ok := c.scheme.Label(l); ok {
		return def.Title
	}
	return string(l)
}

// relation is a type of links as the scheme calls it.
func (c *comparison) relation(l annotate.Label) string {
	for _, d := range c.scheme.Relations {
		if d.ID == l {
			return d.Title
		}
	}
	return string(cmp.Or(l, "all types"))
}

// attribute is an attribute as the scheme calls it.
func (c *comparison) attribute(l annotate.Label, name string) string {
	for _, a := range c.scheme.Attributes {
		if a.ID == name && (l == "" || slices.Contains(a.On, string(l))) {
			return a.Title
		}
	}
	return name
}

// A pager lays figures out.
type pager struct {
	*comparison
	room float64
}

// measures are those that figures name, each once.
func measures(of ...report.Figure) []editor.AgreeMeasure {
	var all []editor.AgreeMeasure
	for _, f := range of {
		m := measure(f.Measure)
		if f.Measure != "" && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

func measure(name string) editor.AgreeMeasure {
	m, ok := report.Describe(name)
	if !ok {
		return editor.AgreeMeasure{Name: name, Title: name}
	}
	return editor.AgreeMeasure{Name: m.Name, Title: m.Title, Question: m.Question, Citation: m.Citation}
}

// shown writes a number as people read it.
func shown(n agreement.Number) string { return strings.Replace(n.Text(2), "-", "−", 1) }

// reach writes the interval of a figure, or why there is no value.
func reach(f report.Figure) string {
	switch _, ok := f.Interval.Low.Get(); {
	case f.Status != agreement.OK:
		return strings.TrimPrefix(string(f.Status), "undefined: ")
	case ok:
		return shown(f.Interval.Low) + " to " + shown(f.Interval.High)
	}
	return ""
}

// cell is a figure in a table; in a file it is three columns.
func cell(f report.Figure) editor.AgreeCell {
	return editor.AgreeCell{Text: shown(f.Value), Small: reach(f), Number: true, Raw: []string{exactly(f.Value), exactly(f.Interval.Low), exactly(f.Interval.High)}}
}

// single is a figure that never has an interval.
func single(n agreement.Number, why string) editor.AgreeCell {
	return editor.AgreeCell{Text: shown(n), Small: why, Number: true, Raw: []string{exactly(n)}}
}

func exactly(n agreement.Number) string {
	x, ok := n.Get()
	if !ok {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func word(s string) editor.AgreeCell { return editor.AgreeCell{Text: s} }

func number(n int) editor.AgreeCell { return editor.AgreeCell{Text: strconv.Itoa(n), Number: true} }

// value is a figure in a drawing.
func value(f report.Figure, small, ref string) chart.Value {
	v := chart.Value{Text: shown(f.Value), Is: chart.None(), Low: chart.None(), High: chart.None(), Small: small, Ref: ref}
	set := func(to *float64, n agreement.Number) {
		if x, ok := n.Get(); ok {
			*to = x
		}
	}
	set(&v.Is, f.Value)
	set(&v.Low, f.Interval.Low)
	set(&v.High, f.Interval.High)
	return v
}

// drawn says what a drawing holds, for who does not see it.
func drawn(what string, n int) string {
	return fmt.Sprintf("%s: %d. The table has the same figures.", what, n)
}

func (p pager) tile(f report.Figure) editor.AgreeTile {
	t := editor.AgreeTile{Measure: measure(f.Measure), Value: shown(f.Value), Small: []string{reach(f)}}
	switch f.Measure {
	case report.UAlphaAny: // which knows no labels
		t.Go.Kind = match.Missed
	}
	if f.Items > 0 {
		t.Small = append(t.Small, "on "+things(f.Items, "item", "items"))
	}
	return t
}

// labels is the three answers of every label.
func (p pager) labels() editor.AgreeBlock {
	columns := []string{"Found", "Same label", "Same edges"}
	b := editor.AgreeBlock{ID: "labels", Title: "Found, called the same, cut the same", Press: map[string]editor.DifferQuery{},
		About: "Three answers before any single figure. Each asks only of the marks that the one before left over.",
		Head:  append([]string{"Label", "Marks"}, columns...)}
	var rows []chart.Row
	for i, l := range p.report.Marks {
		name, a := p.label(l.Label), l.Answer
		row := chart.Row{Name: name, Small: things(a.Marks, "mark", "marks"), Strong: l.Label == ""}
		for k, f := range []report.Figure{l.Found, l.Same, l.Edges} {
			ref := fmt.Sprintf("%d-%d", i, k)
			b.Press[ref] = editor.DifferQuery{Kind: []match.Kind{match.Missed, match.Label, match.Edges}[k], Label: l.Label}
			counts := []int{a.Marks, a.Found, a.Same, a.Edges}
			row.Values = append(row.Values, value(f, fmt.Sprintf("%d of %d", counts[k+1], counts[k]), ref))
		}
		rows = append(rows, row)
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(name), number(a.Marks), cell(l.Found), cell(l.Same), cell(l.Edges)},
			Go:    &editor.DifferQuery{Label: l.Label}, About: "Differences about " + name,
		})
		b.Measures = measures(l.Found, l.Same, l.Edges)
	}
	b.Drawing = chart.Intervals("agree-labels", b.Title, drawn("A row for each label", len(rows)), columns, rows, p.room)
	return b
}

// scores is what each label comes to in single figures.
func (p pager) scores() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "scores", Title: "Each label in single figures",
		About: "F1 counts marks and knows nothing of luck. uα and α are what is left beyond luck: at 0, people might have drawn lots.",
		Head:  []string{"Label", "Exact F1", "Overlap F1", "Word F1", "uα", "α of words"}}
	for _, l := range p.report.Marks {
		name := p.label(l.Label)
		b.Rows = append(b.Rows, editor.AgreeRow{Cells: []editor.AgreeCell{word(name), cell(l.Exact), cell(l.Overlap), cell(l.Token), cell(l.Units), cell(l.Words)},
			Go: &editor.DifferQuery{Label: l.Label}, About: "Differences about " + name})
		b.Measures = measures(l.Exact, l.Overlap, l.Token, l.Units, l.Words)
	}
	return b
}

// cuts is each label as a way to cut the text.
func (p pager) cuts() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "cuts", Title: "Each label as a way to cut the text",
		About: "(k)uα asks where both have marked something, and of all labels is cuα; coverage is how much of the label’s text that is. Boundaries are the edges of marks, between words: one word beside counts half. αU is what other tools print.",
		Head:  []string{"Label", "(k)uα", "Coverage", "Boundaries", "Boundaries, π", "αU of 1995"}}
	for _, l := range p.report.Cuts {
		name := p.label(l.Label)
		b.Rows = append(b.Rows, editor.AgreeRow{Cells: []editor.AgreeCell{word(name), cell(l.Called), cell(l.Coverage), cell(l.Boundary), cell(l.Pi), cell(l.Older)},
			Go: &editor.DifferQuery{Label: l.Label}, About: "Differences about " + name})
		if b.Measures = measures(l.Called, l.Coverage, l.Boundary, l.Pi, l.Older); p.report.Cuts[0].Called.Measure != l.Called.Measure {
			b.Measures = measures(p.report.Cuts[0].Called, l.Called, l.Coverage, l.Boundary, l.Pi, l.Older)
		}
	}
	return b
}

// others is values, links and attributes of articles.
func (p pager) others() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "others", Title: "Values, links, and what the article is",
		About: "Values are compared on marks that both have made under one label, links between the same two marks.",
		Head:  []string{"What", "Measure", "Figure"}}
	var all []report.Figure
	add := func(name string, f report.Figure, behind *editor.DifferQuery) {
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(name), word(measure(f.Measure).Title), cell(f)}, Go: behind, About: "Differences: " + name,
		})
		all = append(all, f)
	}
	for _, x := range p.report.Attributes {
		var on []string
		for _, l := range x.On {
			on = append(on, p.label(annotate.Label(l)))
		}
		name := p.attribute("", x.Attribute) + " of " + strings.Join(on, ", ")
		query := &editor.DifferQuery{Kind: match.Attribute, Name: x.Attribute}
		if len(x.On) == 1 {
			query.Label = annotate.Label(x.On[0])
		}
		for _, f := range append(append([]report.Figure{x.Presence}, x.Values...), x.Joint) {
			add(name, f, query)
		}
	}
	for _, x := range p.report.Links {
		name, query := "Links: "+p.relation(x.Label), &editor.DifferQuery{Kind: match.Link, Name: string(x.Label)}
		add(name, x.Labelled, query)
		if x.AnyType != nil {
			add(name, *x.AnyType, query)
		}
		add(name, x.Given, query)
	}
	for _, x := range p.report.Figures {
		if x.Kind == survey.OfAttribute {
			add("The article: "+p.attribute("", x.Name), x.Figure, &editor.DifferQuery{Article: x.Name})
		}
	}
	b.Measures = measures(all...)
	return b
}

// confusion is what one called so and the other otherwise.
func (p pager) confusion() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "confusion", Title: "What one calls so, and the other", Press: map[string]editor.DifferQuery{},
		About: "Every two annotators, from both sides: how many marks under the label of a row the other has under that of a column. The darker, the larger a share of the row.",
		Head:  []string{"One", "The other", "Marks", "Share of the row"}}
	c := p.report.Confusion
	if c == nil || c.Pairs == 0 {
		return b
	}
	labels := slices.Clone(c.Labels)
	var titles []string
	for i, l := range labels {
		if l == "" {
			labels[i] = editor.Nothing
		}
		titles = append(titles, p.label(labels[i]))
	}
	cells := make([][]chart.Cell, len(labels))
	for i, row := range c.Counts {
		sum := 0
		for _, n := range row {
			sum += n
		}
		for j, n := range row {
			if labels[i] == editor.Nothing && labels[j] == editor.Nothing {
				cells[i] = append(cells[i], chart.Cell{})
				continue
			}
			share := 0.0
			if sum > 0 {
				share = float64(n) / float64(sum)
			}
			ref := fmt.Sprintf("%d-%d", i, j)
			cells[i] = append(cells[i], chart.Cell{Text: strconv.Itoa(n), Share: share, Ref: ref})
			if n == 0 {
				continue
			}
			query := editor.DifferQuery{Label: labels[i], As: labels[j]}
			switch {
			case i == j:
				query.As = ""
			case query.Label == editor.Nothing:
				query.Label, query.As = query.As, query.Label
			}
			b.Press[ref] = query
			b.Rows = append(b.Rows, editor.AgreeRow{
				Cells: []editor.AgreeCell{word(titles[i]), word(titles[j]), number(n), single(agreement.Of(share), "")},
				Go:    &query, About: fmt.Sprintf("Differences: %s and %s", titles[i], titles[j]),
			})
		}
	}
	b.Drawing = chart.Heat("agree-confusion", b.Title, drawn("A row and a column for each label", len(titles)), titles, titles, cells, p.room)
	return b
}

// rounds is agreement as time went on.
func (p pager) rounds() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "rounds", Title: "As time went on: overlap F1", Press: map[string]editor.DifferQuery{},
		About: "Articles in the order in which they could first be compared, in parts of the same size.",
		Head:  []string{"From", "To", "Articles", "Exact F1", "Overlap F1"}}
	var moments []chart.Moment
	for i, x := range p.report.Rounds {
		ref, query := strconv.Itoa(i), editor.DifferQuery{Round: i + 1}
		b.Press[ref] = query
		moments = append(moments, chart.Moment{Value: value(x.Overlap, things(x.Documents, "article", "articles"), ref), When: day(x.From)})
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(date(x.From)), word(date(x.To)), number(x.Documents), cell(x.Exact), cell(x.Overlap)},
			Go:    &query, About: fmt.Sprintf("Differences from %s to %s", date(x.From), date(x.To)),
		})
		b.Measures = measures(x.Exact, x.Overlap)
	}
	b.Drawing = chart.Trend("agree-rounds", b.Title, drawn("A dot for each part", len(moments)), moments, min(p.room, 640))
	return b
}

func day(ms int64) string { return time.UnixMilli(ms).UTC().Format("2 Jan") }

func date(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02") }

// documents lists articles, the worst first.
func (p pager) documents() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "documents", Title: "By article, the most differences first", Head: []string{"Article", "Readers", "Differences", "Exact F1", "Overlap F1"}}
	all := p.report.ByDocument
	if len(all) > mostDocs {
		b.About = fmt.Sprintf("The first %d of %d; the report has all.", mostDocs, len(all))
	}
	if p.report.NoRounds != "" {
		b.About = strings.TrimSpace(b.About + " There is nothing to say of time yet: " + p.report.NoRounds + ".")
	}
	for _, x := range all[:min(len(all), mostDocs)] {
		title := p.titles[x.Document]
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(title), number(len(x.Annotators)), number(x.Differences), single(x.Exact.Value, reach(x.Exact)), single(x.Overlap.Value, reach(x.Overlap))},
			Go:    &editor.DifferQuery{Document: x.Document}, About: "Differences in “" + title + "”",
		})
		b.Measures = measures(x.Exact, x.Overlap)
	}
	return b
}

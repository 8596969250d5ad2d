package editor

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/app/chart"
)

// An AgreeBlock is one drawing of the agreement screen, with the table behind it.
type AgreeBlock struct {
	ID, Title string
	About     string // what it says, in a sentence
	Measures  []AgreeMeasure
	Drawing   chart.Node // without a Tag: there is a table only
	Press     map[string]Msg
	Table     AgreeTable
	AsTable   bool
}

// An AgreeTable is figures in rows.
type AgreeTable struct {
	Head []string
	Rows []AgreeTableRow
}

// An AgreeTableRow is a row, with what a press on it leads to.
type AgreeTableRow struct {
	Cells []AgreeCell
	Go    Msg // nil: nothing
	About string
}

// An AgreeCell is a cell as it is read, and as a file has it.
type AgreeCell struct {
	Text, Small string
	Raw         []string // a column each in a file; nil is Text alone
	Number      bool
}

// An AgreeTile is a headline figure.
type AgreeTile struct {
	Measure AgreeMeasure
	Value   string
	Reach   string // its interval, or why there is no value
	Behind  string // what it is of
}

// AgreeView is the screen as it is drawn.
type AgreeView struct {
	Filter    AgreeFilter
	Page      AgreePage
	Everybody []annotate.Annotator
	Labels    []annotate.Label
	Running   bool
	Run       AgreeProgress
	Fault     string
	Nothing   string
	Lead      string // who is compared on what
	LeftOut   []string
	Unseen    int
	Open      bool // layers are seen before one's own are finished
	Stale     bool
	Tiles     []AgreeTile
	Blocks    []AgreeBlock
	Said      AgreeMeasure // whose meaning is shown
	SaidIn    string       // the block that it is shown in
	List      *Differences
	Query     DifferQuery
	QueryText string
	Kinds     []AgreeKind
	Sheets    []AgreeGold
}

// An AgreeKind is a kind of differences with their number.
type AgreeKind struct {
	Kind match.Kind
	Name string
	N    int
}

// KindName is a kind of differences in words.
func KindName(k match.Kind) string {
	switch k {
	case match.Missed:
		return "Missed"
	case match.Edges:
		return "Edges"
	case match.Label:
		return "Label"
	case match.Attribute:
		return "Value"
	case match.Link:
		return "Link"
	}
	return string(k)
}

// LabelName is a label as the scheme calls it.
func (m Model) LabelName(l annotate.Label) string {
	if l == Nothing {
		return "not marked"
	}
	if l == "" {
		return "All labels"
	}
	return m.labelTitle(l)
}

// AgreeView returns the screen.
func (m Model) AgreeView() AgreeView {
	a := m.Agree
	v := AgreeView{Filter: a.Filter, Page: a.Page, Fault: a.Fault, Open: m.LayersOpen(), Stale: a.stale, List: a.List, Query: a.Query}
	v.Unseen, _ = m.Unseen()
	if a.Run != nil {
		v.Running, v.Run = true, a.Run.AgreeProgress
	}
	v.Said, _ = m.measure(a.Said.Measure)
	v.SaidIn = a.Said.In
	r := a.Report
	if r == nil {
		return v
	}
	v.Everybody, v.Labels, v.Nothing = r.Everybody, r.Labels, r.Nothing
	if r.LeftOut > 0 {
		v.LeftOut = append(v.LeftOut, things(r.LeftOut, "article was read by one person only", "articles were read by one person only")+".")
	}
	if r.Nothing != "" {
		return v
	}
	v.Lead = fmt.Sprintf("%s on %s.", names2(r.Annotators), things(r.Documents, "article", "articles"))
	for _, k := range kindsInOrder() {
		v.Kinds = append(v.Kinds, AgreeKind{k, KindName(k), r.Kinds[k]})
	}
	switch a.Page {
	case AgreeLabels:
		v.Tiles = m.tiles(r)
		v.Blocks = []AgreeBlock{m.labelBlock(r), m.scoreBlock(r), m.otherBlock(r)}
	case AgreePeople:
		v.Blocks = []AgreeBlock{m.pairBlock(r), m.personBlock(r)}
	case AgreeConfusions:
		v.Blocks = []AgreeBlock{m.confusionBlock(r)}
	case AgreeDocuments:
		v.Blocks = []AgreeBlock{m.roundBlock(r), m.docBlock(r)}
	case AgreeFeedbacks:
		v.Blocks, v.Sheets = []AgreeBlock{m.goldBlock(r)}, r.Gold
	case AgreeDifferences:
		v.QueryText = m.queryText()
		if v.List != nil {
			for i := range v.Kinds {
				v.Kinds[i].N = v.List.Kinds[v.Kinds[i].Kind]
			}
		}
	}
	v.Blocks = slices.DeleteFunc(v.Blocks, func(b AgreeBlock) bool { return len(b.Table.Rows) == 0 })
	for i := range v.Blocks {
		v.Blocks[i].AsTable = a.Tables[v.Blocks[i].ID] || v.Blocks[i].Drawing.Tag == ""
	}
	return v
}

// names2 lists names in a sentence, the first few of many.
func names2(all []annotate.Annotator) string {
	var names []string
	for _, a := range all {
		names = append(names, string(a))
	}
	if len(names) > 6 {
		return fmt.Sprintf("%s and %d others", strings.Join(names[:5], ", "), len(names)-5)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// room is how wide a drawing may be.
func (m Model) room() float64 {
	if m.Narrow {
		return 322
	}
	return 760
}

// shown writes a figure as people read it.
func shown(f AgreeFigure) string {
	if f.Value == nil {
		return "–"
	}
	return hundredths(*f.Value)
}

func hundredths(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.Replace(s, "-", "−", 1)
}

// reach writes its interval, or why there is no value.
func reach(f AgreeFigure) string {
	switch {
	case f.Value == nil:
		return f.Why
	case f.Low != nil && f.High != nil:
		return hundredths(*f.Low) + " to " + hundredths(*f.High)
	}
	return ""
}

// cell is a figure in a table: three columns in a file.
func cell(f AgreeFigure) AgreeCell {
	return AgreeCell{Text: shown(f), Small: reach(f), Number: true, Raw: []string{exactly(f.Value), exactly(f.Low), exactly(f.High)}}
}

func exactly(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

func word(s string) AgreeCell { return AgreeCell{Text: s} }

func number(n int) AgreeCell { return AgreeCell{Text: strconv.Itoa(n), Number: true} }

// value is a figure in a drawing.
func value(f AgreeFigure, small, ref string) chart.Value {
	v := chart.Value{Text: shown(f), Is: chart.None(), Low: chart.None(), High: chart.None(), Small: small, Ref: ref}
	if f.Value != nil {
		v.Is = *f.Value
	}
	if f.Low != nil && f.High != nil {
		v.Low, v.High = *f.Low, *f.High
	}
	return v
}

func headlineWords(r Agreement) string {
	var out []string
	for _, f := range r.Headline {
		i := slices.IndexFunc(r.Measures, func(x AgreeMeasure) bool { return x.Name == f.Measure })
		if i >= 0 && f.Value != nil {
			out = append(out, r.Measures[i].Title+" "+hundredths(*f.Value))
		}
	}
	return strings.Join(out, ", ")
}

func (m Model) tiles(r *Agreement) []AgreeTile {
	var all []AgreeTile
	for _, f := range r.Headline {
		mean, _ := m.measure(f.Measure)
		all = append(all, AgreeTile{mean, shown(f), reach(f), things(f.Items, "item", "items")})
	}
	return all
}

// meant are the measures of a block, by name.
func (m Model) meant(names ...string) []AgreeMeasure {
	var all []AgreeMeasure
	for _, n := range names {
		if x, ok := m.measure(n); ok && !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

// labelBlock is the three answers of every label.
func (m Model) labelBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "labels", Title: "Found, called the same, cut the same", Press: map[string]Msg{},
		About: "Three answers before any single figure. Each asks only of the marks that the one before left over."}
	b.Table.Head = []string{"Label", "Marks", "Found", "Same label", "Same edges"}
	var rows []chart.Row
	for i, l := range r.Marks {
		name := m.LabelName(l.Label)
		row := chart.Row{Name: name, Small: things(l.Marks, "mark", "marks"), Strong: l.Label == ""}
		for k, f := range []AgreeFigure{l.Found, l.Same, l.Edges} {
			of := l.Marks
			if k > 0 {
				of = l.N[k-1]
			}
			ref := fmt.Sprintf("%d-%d", i, k)
			b.Press[ref] = ListDifferences{DifferQuery{Kind: []match.Kind{match.Missed, match.Label, match.Edges}[k], Label: l.Label}}
			row.Values = append(row.Values, value(f, fmt.Sprintf("%d of %d", l.N[k], of), ref))
		}
		rows = append(rows, row)
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{
			Cells: []AgreeCell{word(name), number(l.Marks), cell(l.Found), cell(l.Same), cell(l.Edges)},
			Go:    ListDifferences{DifferQuery{Label: l.Label}}, About: "Differences about " + name,
		})
		b.Measures = m.meant(l.Found.Measure, l.Same.Measure, l.Edges.Measure)
	}
	b.Drawing = chart.Intervals("agree-labels", b.Title, drawn("one row for each label", len(rows)), []string{"Found", "Same label", "Same edges"}, rows, m.room())
	return b
}

// drawn says what a drawing holds, for who does not see it.
func drawn(what string, n int) string {
	return fmt.Sprintf("%s, %d in all. The table has the same figures.", capitalised(what), n)
}

func capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// scoreBlock is what each label comes to in single figures.
func (m Model) scoreBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "scores", Title: "Each label in single figures",
		About: "F1 counts marks and knows nothing of luck; uα and α are what is left beyond luck, 0 being no better than chance."}
	b.Table.Head = []string{"Label", "Exact F1", "Overlap F1", "uα", "α of words"}
	for _, l := range r.Marks {
		name := m.LabelName(l.Label)
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(name), cell(l.Exact), cell(l.Overlap), cell(l.Units), cell(l.Words)},
			Go: ListDifferences{DifferQuery{Label: l.Label}}, About: "Differences about " + name})
		b.Measures = m.meant(l.Exact.Measure, l.Overlap.Measure, l.Units.Measure, l.Words.Measure)
	}
	return b
}

// otherBlock is values, links and attributes of articles.
func (m Model) otherBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "others", Title: "Values, links and what the article is",
		About: "Values are compared on marks that both have made under one label, links between the same two marks."}
	b.Table.Head = []string{"What", "Measure", "Value"}
	for _, o := range r.Others {
		kind, query := map[string]string{"value": "Value", "link": "Link", "attribute": "Article"}[o.Kind], DifferQuery{Kind: match.Attribute}
		if o.Kind == "link" {
			query.Kind = match.Link
		}
		name := o.Name
		if name == "" {
			name = "all types"
		}
		for _, f := range o.Figures {
			mean, _ := m.measure(f.Measure)
			row := AgreeTableRow{Cells: []AgreeCell{word(kind + ": " + name), word(cmp.Or(mean.Title, f.Measure)), cell(f)}}
			if o.Kind != "attribute" {
				row.Go, row.About = ListDifferences{query}, "Differences of this kind"
			}
			b.Table.Rows = append(b.Table.Rows, row)
			b.Measures = m.meant(append(measureNames(b.Measures), f.Measure)...)
		}
	}
	return b
}

func measureNames(all []AgreeMeasure) []string {
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = x.Name
	}
	return names
}

// pairBlock is how each two annotators agree.
func (m Model) pairBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "pairs", Title: "How each two agree: exact F1", Press: map[string]Msg{},
		About: "The darker, the more of their marks are the same to the letter."}
	b.Table.Head = []string{"One", "The other", "Articles", "Exact F1", "Overlap F1", "α of words"}
	var names []string
	at := map[annotate.Annotator]int{}
	for i, a := range r.Annotators {
		names = append(names, string(a))
		at[a] = i
	}
	cells := make([][]chart.Cell, len(names))
	for i := range cells {
		cells[i] = make([]chart.Cell, len(names))
	}
	for i, p := range r.Pairs {
		ref := strconv.Itoa(i)
		query := ListDifferences{DifferQuery{A: p.A, B: p.B}}
		b.Press[ref] = query
		c := chart.Cell{Text: shown(p.Exact), Share: chart.None(), Ref: ref}
		if p.Exact.Value != nil {
			c.Share = *p.Exact.Value
		}
		cells[at[p.A]][at[p.B]], cells[at[p.B]][at[p.A]] = c, c
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(string(p.A)), word(string(p.B)), number(p.Documents), cell(p.Exact), cell(p.Overlap), cell(p.Words)},
			Go: query, About: fmt.Sprintf("Differences of %s and %s", p.A, p.B)})
		b.Measures = m.meant(p.Exact.Measure, p.Overlap.Measure, p.Words.Measure)
	}
	b.Drawing = chart.Heat("agree-pairs", b.Title, drawn("a cell for each two annotators", len(r.Pairs)), names, names, cells)
	return b
}

// personBlock holds each annotator against all others.
func (m Model) personBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "people", Title: "Each against the rest", Press: map[string]Msg{},
		About: "None of it is a mark: one who stands apart may be the one who read the guideline."}
	b.Table.Head = []string{"Annotator", "Articles", "Marks", "Exact F1", "Overlap F1", "κ with the rest", "Right", "Knows"}
	var rows []chart.Row
	why := ""
	for i, p := range r.People {
		ref := strconv.Itoa(i)
		query := ListDifferences{DifferQuery{A: p.Annotator}}
		b.Press[ref] = query
		rows = append(rows, chart.Row{Name: string(p.Annotator), Small: things(p.Marks, "mark", "marks"), Values: []chart.Value{
			value(p.Exact, "", ref), value(p.Overlap, "", ref), value(p.Rest, "", ref),
		}})
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(string(p.Annotator)), number(p.Documents), number(p.Marks), cell(p.Exact), cell(p.Overlap), cell(p.Rest), share(p.Right), share(p.Knows)},
			Go: query, About: "Differences of " + string(p.Annotator) + " with the others"})
		b.Measures = m.meant(p.Exact.Measure, p.Overlap.Measure, p.Rest.Measure, "dawid-skene", "mace")
		why = cmp.Or(why, p.NoModel)
	}
	if why != "" {
		b.About += " Right and Knows, by models of annotators, have no value: " + why + "."
	}
	b.Drawing = chart.Intervals("agree-people", b.Title, drawn("one row for each annotator", len(rows)), []string{"Exact F1", "Overlap F1", "κ with the rest"}, rows, m.room())
	return b
}

func share(x *float64) AgreeCell {
	return AgreeCell{Text: shown(AgreeFigure{Value: x}), Number: true, Raw: []string{exactly(x)}}
}

// confusionBlock is what one called so and the other otherwise.
func (m Model) confusionBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "confusion", Title: "What one calls so, and the other", Press: map[string]Msg{},
		About: "Every two annotators, from both sides: of what one has under the label of a row, how much the other has under that of a column."}
	b.Table.Head = []string{"One", "The other", "Marks", "Share of the row"}
	c := r.Confusion
	if c == nil {
		return b
	}
	var names []string
	for _, l := range c.Labels {
		names = append(names, m.LabelName(l))
	}
	cells := make([][]chart.Cell, len(names))
	for i, row := range c.Counts {
		sum := 0
		for _, n := range row {
			sum += n
		}
		for j, n := range row {
			ref := fmt.Sprintf("%d-%d", i, j)
			cell := chart.Cell{Text: strconv.Itoa(n), Ref: ref}
			if sum > 0 {
				cell.Share = float64(n) / float64(sum) * 0.99 // full only where it is all
				if n == sum {
					cell.Share = 1
				}
			}
			if c.Labels[i] == Nothing && c.Labels[j] == Nothing {
				cell = chart.Cell{}
			}
			cells[i] = append(cells[i], cell)
			if n == 0 {
				continue
			}
			query := ListDifferences{DifferQuery{Label: c.Labels[i], As: c.Labels[j]}}
			if query.Label == Nothing {
				query.Label, query.As = query.As, query.Label
			}
			if i == j {
				query = ListDifferences{DifferQuery{Label: c.Labels[i]}}
			}
			b.Press[ref] = query
			b.Table.Rows = append(b.Table.Rows, AgreeTableRow{
				Cells: []AgreeCell{word(names[i]), word(names[j]), number(n), {Text: hundredths(float64(n) / float64(sum)), Number: true}},
				Go:    query, About: fmt.Sprintf("Differences: %s and %s", names[i], names[j]),
			})
		}
	}
	b.Drawing = chart.Heat("agree-confusion", b.Title, drawn("a row and a column for each label", len(names)), names, names, cells)
	return b
}

// roundBlock is agreement as time went on.
func (m Model) roundBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "rounds", Title: "As time went on: overlap F1",
		About: "Articles in the order in which they could first be compared, in parts of the same size."}
	if r.NoRounds != "" {
		b.About = "There are no rounds: " + r.NoRounds + "."
	}
	b.Table.Head = []string{"From", "To", "Articles", "Exact F1", "Overlap F1"}
	var moments []chart.Moment
	for _, x := range r.Rounds {
		moments = append(moments, chart.Moment{Value: value(x.Overlap, things(x.Documents, "article", "articles"), ""), When: day(x.From)})
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(day(x.From)), word(day(x.To)), number(x.Documents), cell(x.Exact), cell(x.Overlap)}})
		b.Measures = m.meant(x.Exact.Measure, x.Overlap.Measure)
	}
	b.Drawing = chart.Trend("agree-rounds", b.Title, drawn("one dot for each part", len(moments)), moments, min(m.room(), 620))
	return b
}

// day is a date in few letters.
func day(ms int64) string {
	if ms == 0 {
		return "–"
	}
	return time.UnixMilli(ms).Format("2 Jan 2006")
}

// docBlock lists articles, the worst first.
func (m Model) docBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "documents", Title: "By article, the most differences first"}
	if len(r.Docs) == MostAgreeDocs && r.Documents > MostAgreeDocs {
		b.About = fmt.Sprintf("The first %d of %d.", MostAgreeDocs, r.Documents)
	}
	b.Table.Head = []string{"Article", "Readers", "Differences", "Exact F1", "Overlap F1"}
	for _, d := range r.Docs {
		title := d.Title
		if have, ok := m.doc(d.Document); ok {
			title = have.Title
		}
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(title), number(d.Annotators), number(d.Differences), cell(d.Exact), cell(d.Overlap)},
			Go: ListDifferences{DifferQuery{Document: d.Document}}, About: "Differences in “" + title + "”"})
		b.Measures = m.meant(d.Exact.Measure, d.Overlap.Measure)
	}
	return b
}

// goldBlock holds each annotator against the gold layer.
func (m Model) goldBlock(r *Agreement) AgreeBlock {
	b := AgreeBlock{ID: "gold", Title: "Each against gold: marks of one label that share text", Press: map[string]Msg{},
		About: fmt.Sprintf("On %s that were settled. Precision: how much of what they marked is gold; recall: how much of gold they marked.", things(r.GoldDocs, "article", "articles"))}
	b.Table.Head = []string{"Annotator", "Articles", "Precision", "Recall", "F1", "Exact F1"}
	var rows []chart.Row
	for _, g := range r.Gold {
		rows = append(rows, chart.Row{Name: string(g.Annotator), Small: things(g.Documents, "article", "articles"), Values: []chart.Value{value(g.Precision, "", ""), value(g.Recall, "", ""), value(g.F1, "", "")}})
		b.Table.Rows = append(b.Table.Rows, AgreeTableRow{Cells: []AgreeCell{word(string(g.Annotator)), number(g.Documents), cell(g.Precision), cell(g.Recall), cell(g.F1), cell(g.Exact)}})
		b.Measures = m.meant(g.Precision.Measure, g.Recall.Measure, g.F1.Measure, g.Exact.Measure)
	}
	b.Drawing = chart.Intervals("agree-gold", b.Title, drawn("one row for each annotator", len(rows)), []string{"Precision", "Recall", "F1"}, rows, m.room())
	return b
}

// queryText says which differences are listed.
func (m Model) queryText() string {
	q := m.Agree.Query
	var parts []string
	switch {
	case q.Label != "" && q.As == Nothing:
		parts = append(parts, m.LabelName(q.Label)+" that one has and the other has not marked")
	case q.Label != "" && q.As != "":
		parts = append(parts, m.LabelName(q.Label)+" taken for "+m.LabelName(q.As))
	case q.Label != "":
		parts = append(parts, "about "+m.LabelName(q.Label))
	}
	switch {
	case q.A != "" && q.B != "":
		parts = append(parts, fmt.Sprintf("of %s and %s", q.A, q.B))
	case q.A != "":
		parts = append(parts, fmt.Sprintf("of %s with anybody", q.A))
	}
	if d, ok := m.doc(q.Document); ok {
		parts = append(parts, "in “"+d.Title+"”")
	}
	return strings.Join(parts, ", ")
}

// saveFigure gives a drawing out.
func (m Model) saveFigure(msg SaveFigure) (Model, []Effect) {
	v := m.AgreeView()
	i := slices.IndexFunc(v.Blocks, func(b AgreeBlock) bool { return b.ID == msg.ID })
	if i < 0 {
		return m, nil
	}
	b := v.Blocks[i]
	name := fileName(m.Project.Name) + "-" + b.ID
	switch {
	case msg.As == "csv":
		return m, []Effect{SaveFigureFile{File{name + ".csv", b.Table.CSV()}}}
	case b.Drawing.Tag == "":
		return m, nil
	case msg.As == "svg":
		return m, []Effect{SaveFigureFile{File{name + ".svg", b.Drawing.File()}}}
	}
	w, h := b.Drawing.Size()
	return m, []Effect{SavePicture{File{name + ".png", b.Drawing.File()}, w, h}}
}

// CSV is the table as a file: a figure is three columns, the value and its interval from low to high.
func (t AgreeTable) CSV() []byte {
	var b strings.Builder
	wide := make([]int, len(t.Head))
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			wide[i] = max(wide[i], len(c.Raw))
		}
	}
	row := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(c))
		}
		b.WriteString("\r\n")
	}
	var head []string
	for i, h := range t.Head {
		head = append(head, h)
		if wide[i] == 3 {
			head = append(head, h+" low", h+" high")
		}
	}
	row(head)
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			if c.Raw == nil {
				cells = append(cells, c.Text)
			}
			cells = append(cells, c.Raw...)
		}
		row(cells)
	}
	return []byte(b.String())
}

// quoted writes a cell of CSV (RFC 4180) so that no spreadsheet runs it.
func quoted(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		if x, err := strconv.ParseFloat(s, 64); err != nil || math.IsNaN(x) {
			s = "'" + s
		}
	}
	if strings.ContainsAny(s, ",\"\r\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// DocTitle is what an article is called here, or else as it came.
func (m Model) DocTitle(id annotate.DocID, came string) string {
	if d, ok := m.doc(id); ok {
		return d.Title
	}
	return came
}

// AttrName is an attribute of a label as the scheme calls it.
func (m Model) AttrName(l annotate.Label, name string) string {
	for _, a := range m.Base.AttrsOf(string(l)) {
		if a.ID == name {
			return a.Title
		}
	}
	return capitalised(name)
}

// FeedbackText says what an annotator does otherwise than gold.
func (m Model) FeedbackText(f AgreeFeedback) string {
	name := m.LabelName(f.Label)
	switch f.Kind {
	case "missed":
		return name + " that they did not mark:"
	case "added":
		return name + " that gold does not have:"
	case "edges":
		return name + " that they cut otherwise:"
	case "label":
		return name + " that they called " + m.LabelName(f.As) + ":"
	case "attribute":
		return name + " with another value of " + m.AttrName(f.Label, f.Attribute) + ":"
	}
	return name + " that they linked otherwise:"
}

package host

import (
	"cmp"
	"fmt"
	"strconv"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
	"galley/app/chart"
	"galley/app/editor"
)

// pairs is how each two annotators agree.
func (p pager) pairs() editor.AgreeBlock {
	b := editor.AgreeBlock{ID: "pairs", Title: "How each two agree: exact F1", Press: map[string]editor.DifferQuery{},
		About: "The darker, the more of their marks are the same to the letter.",
		Head:  []string{"One", "The other", "Articles", "Exact F1", "Overlap F1", "α of words"}}
	var people []string
	at := map[annotate.Annotator]int{}
	for i, a := range p.report.Annotators {
		people = append(people, string(a))
		at[a] = i
	}
	cells := make([][]chart.Cell, len(people))
	for i := range cells {
		cells[i] = make([]chart.Cell, len(people))
	}
	for i, x := range p.report.Pairs {
		ref, query := strconv.Itoa(i), editor.DifferQuery{A: x.A, B: x.B}
		b.Press[ref] = query
		c := chart.Cell{Text: shown(x.Exact.Value), Share: chart.None(), Ref: ref}
		if v, ok := x.Exact.Value.Get(); ok {
			c.Share = v
		}
		cells[at[x.A]][at[x.B]], cells[at[x.B]][at[x.A]] = c, c
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(string(x.A)), word(string(x.B)), number(x.Documents), cell(x.Exact), cell(x.Overlap), cell(x.Words)},
			Go:    &query, About: fmt.Sprintf("Differences of %s and %s", x.A, x.B),
		})
		b.Measures = measures(x.Exact, x.Overlap, x.Words)
	}
	b.Drawing = chart.Heat("agree-pairs", b.Title, drawn("A cell for each two annotators", len(p.report.Pairs)), people, people, cells, p.room)
	return b
}

// people holds each annotator against all others.
func (p pager) people() editor.AgreeBlock {
	columns := []string{"Exact F1", "Overlap F1", "κ with the rest"}
	b := editor.AgreeBlock{ID: "people", Title: "Each against the rest", Press: map[string]editor.DifferQuery{},
		About: "None of it is a mark: one who stands apart may be the one who read the guideline.",
		Head:  append(append([]string{"Annotator", "Articles", "Marks"}, columns...), "Right", "Knows")}
	var rows []chart.Row
	why := ""
	for i, x := range p.report.People {
		ref, query := strconv.Itoa(i), editor.DifferQuery{A: x.Annotator}
		b.Press[ref] = query
		rest, right, knows, noModel := ofSubjects(x.Subjects)
		rows = append(rows, chart.Row{Name: string(x.Annotator), Small: things(x.Marks, "mark", "marks"), Values: []chart.Value{value(x.Exact, "", ref), value(x.Overlap, "", ref), value(rest, "", ref)}})
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(string(x.Annotator)), number(x.Documents), number(x.Marks), cell(x.Exact), cell(x.Overlap), cell(rest), single(right, ""), single(knows, "")},
			Go:    &query, About: fmt.Sprintf("Differences of %s with the others", x.Annotator),
		})
		b.Measures = measures(x.Exact, x.Overlap, rest, report.Figure{Measure: report.DawidSkene}, report.Figure{Measure: report.MACE})
		why = cmp.Or(why, noModel)
	}
	if why != "" {
		b.About += " Right and Knows, by models of annotators, have no value: " + why + "."
	}
	b.Drawing = chart.Intervals("agree-people", b.Title, drawn("A row for each annotator", len(rows)), columns, rows, p.room)
	return b
}

// ofSubjects is one annotator's κ with the rest on all labels, and what the models say of them, the mean over labels.
func ofSubjects(all []report.PersonSubject) (rest report.Figure, right, knows agreement.Number, noModel string) {
	rest.Measure, rest.Status = report.WithRest, agreement.NothingDone
	var rights, known []float64
	many := false
	for _, s := range all {
		switch s.Kind {
		case survey.OfLabels:
			rest.Figure, many = s.WithRest, true
		case survey.OfLabel:
			if !many {
				rest.Figure = s.WithRest
			}
			if x, ok := s.Right.Get(); ok {
				rights = append(rights, x)
			}
			if x, ok := s.Knows.Get(); ok {
				known = append(known, x)
			}
			noModel = cmp.Or(noModel, s.NoModel)
		}
	}
	if len(rights) > 0 {
		noModel = ""
	}
	return rest, mean(rights), mean(known), noModel
}

func mean(all []float64) agreement.Number {
	sum := 0.0
	for _, x := range all {
		sum += x
	}
	return agreement.Of(sum / float64(len(all))) // of none it is absent
}

// gold holds each annotator against the gold layer.
func (p pager) gold() editor.AgreeBlock {
	columns := []string{"Precision", "Recall", "F1"}
	b := editor.AgreeBlock{ID: "gold", Title: "Each against gold: marks of one label that share text", Press: map[string]editor.DifferQuery{},
		About: fmt.Sprintf("On %s. Precision is how much of what they marked is gold, recall how much of gold they marked.", things(p.report.Gold.Documents, "article that is settled", "articles that are settled")),
		Head:  append(append([]string{"Annotator", "Articles"}, columns...), "Exact F1")}
	var rows []chart.Row
	for i, x := range p.report.Gold.People {
		o, ref, query := x.Overlap, strconv.Itoa(i), editor.DifferQuery{Gold: true, A: x.Annotator}
		b.Press[ref] = query
		rows = append(rows, chart.Row{Name: string(x.Annotator), Small: things(x.Documents, "article", "articles"), Values: []chart.Value{value(o.Precision, "", ref), value(o.Recall, "", ref), value(o.F1, "", ref)}})
		b.Rows = append(b.Rows, editor.AgreeRow{
			Cells: []editor.AgreeCell{word(string(x.Annotator)), number(x.Documents), cell(o.Precision), cell(o.Recall), cell(o.F1), cell(x.Exact.F1)},
			Go:    &query, About: fmt.Sprintf("What %s has otherwise than gold", x.Annotator),
		})
		b.Measures = measures(o.Precision, o.Recall, o.F1, x.Exact.F1)
	}
	b.Drawing = chart.Intervals("agree-gold", b.Title, drawn("A row for each annotator", len(rows)), columns, rows, p.room)
	return b
}

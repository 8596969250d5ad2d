package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

// ratings show what annotators put into categories: words, values of marks and of documents.
func (w *writer) ratings(r report.Report) {
	usual, head := []string{"percent", "alpha", "ac1"}, []string{"", "Items"}
	for _, name := range usual {
		m, _ := report.Describe(name)
		head = append(head, m.Title)
	}
	headed := func(first string) []string { return append([]string{first}, head[1:]...) }
	var cells, values [][]cell
	for i := 0; i < len(r.Figures); {
		first := r.Figures[i]
		line := []cell{words(subject(first.Kind, first.Name, first.On)), count(first.Items)}
		for ; i < len(r.Figures) && r.Figures[i].Kind == first.Kind && r.Figures[i].Name == first.Name && slices.Equal(r.Figures[i].On, first.On); i++ {
			f := r.Figures[i]
			m, _ := report.Describe(f.Measure)
			c := value(f.Figure.Figure)
			if k := len(line) - 2; k >= len(usual) || usual[k] != f.Measure {
				c.text = m.Title + " " + c.text // the head of the column says another
			}
			line = append(line, c)
		}
		switch first.Kind {
		case survey.OfValue, survey.OfAttribute:
			values = append(values, line)
		default:
			cells = append(cells, line)
		}
	}
	if len(cells) > 0 {
		w.raw("<h2>Words under labels</h2>\n")
		w.table("Is this word under the label? Every word of every document is an item", headed("Label"), cells)
	}
	if len(values) == 0 {
		return
	}
	w.raw("<h2>Values</h2>\n")
	w.table("Which value has it? Items are marks that two have both made, or documents", headed("Attribute"), values)
	var joint [][]cell
	for _, a := range r.Attributes {
		joint = append(joint, []cell{words(subject(survey.OfValue, a.Attribute, a.On)), count(a.Marked.A + a.Marked.B), count(2 * a.Marked.Both), value(a.Presence.Figure), value(a.Joint.Figure)})
	}
	if len(joint) > 0 {
		w.table("Values of marks: how many marks could have one, how many of them both have made, and mark and value together", []string{"Attribute", "Marks", "Made by both", "Value or none", "Joint F1"}, joint)
	}
}

func subject(kind survey.Kind, name string, on []string) string {
	switch kind {
	case survey.OfLabels:
		return "all labels"
	case survey.OfValue:
		return fmt.Sprintf("%s of %s", name, strings.Join(on, ", "))
	case survey.OfAttribute:
		return name + " of the document"
	}
	return name
}

func (w *writer) links(r report.Report) {
	if len(r.Links) == 0 {
		return
	}
	w.raw("<h2>Links</h2>\n")
	var cells [][]cell
	for _, l := range r.Links {
		name, anyType := string(l.Label), cell{}
		if name == "" {
			name = "all types"
		}
		if l.AnyType != nil {
			anyType = value(l.AnyType.Figure)
		}
		anyType.number = true
		cells = append(cells, []cell{words(name), count(l.Links.A + l.Links.B), value(l.Labelled.Figure), anyType, behind(l.Given)})
	}
	w.table("Does the same link stand between the same marks?", []string{"Type", "Links", "Link F1", "Any type", "Accuracy where both ends are marked (links)"}, cells)
}

func (w *writer) people(r report.Report) {
	if len(r.People) == 0 {
		return
	}
	w.raw("<h2>Each annotator</h2>\n<p>None of this is a mark: somebody who stands apart may be the one who read the guideline.</p>\n")
	var cells [][]cell
	var rows []row
	for _, p := range r.People {
		cells = append(cells, []cell{words(string(p.Annotator)), count(p.Documents), count(p.Marks), value(p.Exact.Figure), value(p.Overlap.Figure), value(p.Token.Figure)})
		rows = append(rows, row{string(p.Annotator), p.Overlap.Figure})
	}
	if len(rows) > 2 {
		w.raw("<div class=\"beside\">")
		w.intervals("people", "Overlap F1 of each annotator with the rest", "Dots are overlap F1, lines their 95 % intervals. The table says the same.", rows)
	}
	w.table("With everybody else", []string{"Annotator", "Documents", "Marks", "Exact F1", "Overlap F1", "Word F1"}, cells)
	if len(rows) > 2 {
		w.raw("</div>\n")
	}
	var models [][]cell
	var why []string
	for i := range r.People[0].Subjects {
		for _, p := range r.People {
			s := p.Subjects[i]
			if s.NoModel == "" {
				models = append(models, []cell{words(subject(s.Kind, s.Name, s.On)), words(string(p.Annotator)), count(s.Items), value(s.WithRest), number(s.Right), number(s.Knows)})
			} else if !slices.Contains(why, s.NoModel) {
				why = append(why, s.NoModel)
			}
		}
	}
	if len(models) > 0 {
		w.raw("<details><summary>κ with the rest, and models of annotators</summary>\n")
		w.table("Who is careful, by label", []string{"What", "Annotator", "Items", "κ with the rest", "Right (Dawid–Skene)", "Knows (MACE)"}, models)
		w.raw("</details>\n")
		return
	}
	if len(why) > 0 {
		w.raw("<p>No model of who is careful: %s.</p>\n", strings.Join(why, "; "))
	}
}

func (w *writer) gold(r report.Report) {
	if r.Gold == nil || len(r.Gold.People) == 0 {
		return
	}
	w.raw("<h2>Against gold</h2>\n<p>%d documents have a gold layer. Precision is the share of their marks that gold has, recall the share of gold’s that they have.</p>\n", r.Gold.Documents)
	var cells [][]cell
	for _, p := range r.Gold.People {
		cells = append(cells, []cell{words(string(p.Annotator)), count(p.Documents), count(p.Exact.Hits.B), count(p.Exact.Hits.A),
			value(p.Exact.Precision.Figure), value(p.Exact.Recall.Figure), value(p.Exact.F1.Figure),
			value(p.Overlap.Precision.Figure), value(p.Overlap.Recall.Figure), value(p.Overlap.F1.Figure), value(p.Token.F1.Figure)})
	}
	w.table("Everybody against gold", []string{"Annotator", "Documents", "Marks", "In gold", "Exact P", "Exact R", "Exact F1", "Overlap P", "Overlap R", "Overlap F1", "Word F1"}, cells)
}

func (w *writer) rounds(r report.Report) {
	if len(r.Rounds) == 0 {
		return
	}
	w.raw("<h2>Over time</h2>\n<p>Documents by when the last of their annotators worked on them, in rounds of the same size.</p>\n<div class=\"beside\">")
	var cells [][]cell
	var rows []row
	for i, x := range r.Rounds {
		rows = append(rows, row{fmt.Sprint(i + 1), x.Overlap.Figure})
		cells = append(cells, []cell{words(fmt.Sprint(i + 1)), words(day(x.From) + " to " + day(x.To)), count(x.Documents), count(x.Answer.Marks), value(x.Exact.Figure), value(x.Overlap.Figure), value(x.Token.Figure)})
	}
	w.overTime("rounds", "Overlap F1 of each round", "Dots are overlap F1 of one round after the other, lines their 95 % intervals. The table says the same.", rows)
	w.table("Rounds", []string{"Round", "Days (UTC)", "Documents", "Marks", "Exact F1", "Overlap F1", "Word F1"}, cells)
	w.raw("</div>\n")
}

// day writes the day of a moment, in milliseconds since 1970 UTC.
func day(at int64) string { return time.UnixMilli(at).UTC().Format("2006-01-02") }

// definitions say what every measure means and whose it is.
func (w *writer) definitions(r report.Report) {
	w.raw("<h2>What the measures mean</h2>\n<dl class=\"defined\">")
	for _, m := range r.Measures {
		w.raw("<dt>%s</dt><dd>%s", m.Title, m.Question)
		if m.Apart {
			w.raw(" 1 − observed/expected disagreement.")
		}
		w.raw(" <cite>%s</cite></dd>\n", m.Citation)
	}
	w.raw("</dl>\n<p>A span counts whole, with all its parts; positions are code points. Spans of two annotators are paired one to one by the best pairing. " +
		"1 is complete agreement; figures that take luck off are about 0 for luck and may be negative. Where a figure is undefined it says why.</p>\n")
}

func (w *writer) documents(r report.Report) {
	if len(r.ByDocument) == 0 {
		return
	}
	w.raw("<details><summary>Every document (%d)</summary>\n", len(r.ByDocument))
	var cells [][]cell
	for _, d := range r.ByDocument {
		title := d.Title
		if title == "" {
			title = string(d.Document)
		}
		c := words(title)
		if title != string(d.Document) {
			c.small = string(d.Document)
		}
		cells = append(cells, []cell{c, words(list(d.Annotators)), count(d.Answer.Marks), count(d.Differences), count(d.Kinds[match.Missed]), value(d.Exact.Figure), value(d.Overlap.Figure), value(d.Token.Figure)})
	}
	w.table("Documents, those with the most differences first", []string{"Document", "Annotators", "Marks", "Differences", "Missed", "Exact F1", "Overlap F1", "Word F1"}, cells)
	w.raw("</details>\n")
}

// feedback lists what each annotator does otherwise than gold, with cases.
func (w *writer) feedback(r report.Report) {
	if r.Gold == nil {
		return
	}
	for i, p := range r.Gold.People {
		if len(p.Feedback) == 0 {
			continue
		}
		w.raw("<details><summary>For %s: what differs from gold</summary>\n", string(p.Annotator))
		var cells [][]cell
		for _, l := range p.Labels {
			cells = append(cells, []cell{words(string(l.Label)), count(l.Exact.Hits.A), count(l.Exact.Hits.B), value(l.Overlap.Precision.Figure), value(l.Overlap.Recall.Figure), value(l.Exact.F1.Figure)})
		}
		w.table("Label by label", []string{"Label", "In gold", "Theirs", "Overlap precision", "Overlap recall", "Exact F1"}, cells)
		w.confusion(fmt.Sprintf("gold-%d", i+1), fmt.Sprintf("Rows are gold, columns what %s has", p.Annotator), p.Confusion)
		for _, f := range p.Feedback {
			w.raw("<h3>%s: %d", upper(f.Says()), f.Count)
			if f.Of > 0 {
				w.raw(" of %d", f.Of)
			}
			w.raw("</h3>\n")
			for _, e := range f.Examples {
				title := e.Title
				if title == "" {
					title = string(e.Document)
				}
				w.raw("<p class=\"case\"><q>%s<mark>%s</mark>%s</q> <span class=\"from\">%s, %d</span>", cut(e.Before, true), middle(e), cut(e.After, false), title, int(e.From))
				if says := e.Says(); e.Gold != "" && e.Own != "" {
					w.raw("<br>%s", says)
				}
				w.raw("</p>\n")
			}
		}
		w.raw("</details>\n")
	}
}

// middle is what an example is about.
func middle(e report.Example) string {
	if e.Gold != "" {
		return e.Gold
	}
	return e.Own
}

// cut shows context without breaking lines, with dots where the article goes on.
func cut(s string, before bool) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " ")
	switch {
	case s == "":
		return ""
	case before:
		return "…" + s
	}
	return s + "…"
}

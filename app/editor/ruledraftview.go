package editor

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// A RuleDraftView is the panel in which a rule is written.
type RuleDraftView struct {
	Title   string // the file, or that it is new
	Saved   bool   // the project has it as it stands here
	File    string // in the project; "" before it was first saved
	Text    string // what the rule comes to on the open article
	Bad     string // why it does not run, with the line
	Rows    []FoundRow
	More    int    // things found that are not shown
	Record  string // what a template writes of the article
	Clipped bool   // only the beginning of it is shown
	Suggest bool   // it proposes, and so can be tested on the project
	Code    RuleCode
}

// A RuleCode is what the code editor is given.
type RuleCode struct {
	Form     int           `json:"form"`
	Text     string        `json:"text"`
	Label    string        `json:"label"` // for screen readers
	Problems []CodeProblem `json:"problems"`
	Words    []CodeWord    `json:"words"`
}

// A CodeProblem is what is wrong in a line of code.
type CodeProblem struct {
	Line   int    `json:"line"`   // from 1; 0 when no line is to blame
	Column int    `json:"column"` // in characters, from 1; 0 is the whole line
	Text   string `json:"text"`
}

// A CodeWord is a name that the scheme has, for completion.
type CodeWord struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// A FoundRow is something that the draft found in the open article.
type FoundRow struct {
	N          int
	Title      string
	Hue, Style string
	Text       string // the words
	Detail     string // why, or what is wrong
	At         annotate.Range
}

// maxFound bounds the rows that are drawn.
const maxFound = 100

// ruleFound are the things that the draft found, by place.
func (m Model) ruleFound() []FoundRow {
	if m.Open == nil || m.RuleDraft == nil || m.RuleDraft.Trial.Report.Doc != m.Open.Doc.ID {
		return nil
	}
	var all []FoundRow
	r := m.RuleDraft.Trial.Report
	for _, s := range r.Spans {
		def, _ := m.Base.Label(s.Label)
		all = append(all, FoundRow{
			Title: m.labelTitle(s.Label), Hue: def.Color, Style: def.Style, Text: clip(s.Surface(m.Open.Doc.Text), 80), Detail: s.Reason, At: s.Envelope(),
		})
	}
	for _, p := range r.Problems {
		row := FoundRow{Title: "Problem", Hue: "slate", Style: "dotted", Detail: p.Message, At: p.Range}
		row.Text = clip(m.Open.Doc.Text.Slice(p.Range), 80)
		all = append(all, row)
	}
	order.By(all, func(a, b FoundRow) int { return int(a.At.From - b.At.From) })
	for i := range all {
		all[i].N = i
	}
	return all
}

// ruleText says what the draft comes to.
func (m Model) ruleText() string {
	d := m.RuleDraft
	switch t := d.Trial; {
	case !d.Tried:
		return "Trying the rule…"
	case d.Fault != "":
		return "The rule could not be tried: " + d.Fault
	case t.Report.Stop != nil:
		return strings.TrimSuffix(t.Report.Stop.Error(), ".") + "."
	case m.Open == nil:
		return t.Meta.Name + " " + t.Meta.Version + " can be read. Open an article to see what it finds."
	case t.Report.Unread:
		return fmt.Sprintf("%s %s is for articles in %s: this one is in another language.", t.Meta.Name, t.Meta.Version, strings.Join(t.Meta.Languages, ", "))
	default:
		return fmt.Sprintf("%s %s: %s in this article.", t.Meta.Name, t.Meta.Version, ruleSum(t))
	}
}

// ruleSum counts what a rule found.
func ruleSum(t RuleTrial) string {
	var what []string
	add := func(n int, one, many string) {
		if n > 0 {
			what = append(what, things(n, one, many))
		}
	}
	add(len(t.Report.Spans), "mark proposed", "marks proposed")
	add(len(t.Report.Links), "link", "links")
	add(len(t.Report.Values), "value", "values")
	add(len(t.Report.Problems), "problem", "problems")
	add(t.Bytes, "byte written", "bytes written")
	for _, d := range t.Report.Dropped {
		what = append(what, fmt.Sprintf("%d times %s left out", d.Count, d.What))
	}
	if len(what) == 0 {
		return "nothing found"
	}
	return strings.Join(what, ", ")
}

// RuleDraftView returns what the panel shows.
func (m Model) RuleDraftView() RuleDraftView {
	d := m.RuleDraft
	if d == nil {
		return RuleDraftView{Title: "A rule"}
	}
	v := RuleDraftView{
		Title: d.File, File: d.File, Saved: d.File != "" && !m.ruleChanged(), Text: m.ruleText(), Suggest: d.Trial.Meta.Suggests,
		Record: d.Trial.Record, Clipped: d.Trial.Bytes > len(d.Trial.Record),
	}
	if d.File == "" {
		v.Title = "A new rule"
	}
	v.Code = RuleCode{Form: d.Form, Text: d.Code, Label: "Code of the rule", Problems: []CodeProblem{}, Words: m.ruleWords()}
	if stop := d.Trial.Report.Stop; d.Tried && stop != nil {
		v.Bad = v.Text
		v.Code.Problems = []CodeProblem{{Line: stop.Line, Column: stop.Column, Text: stop.Text}}
	}
	v.Rows = m.ruleFound()
	v.More = max(len(v.Rows)-maxFound, 0)
	v.Rows = v.Rows[:len(v.Rows)-v.More]
	return v
}

// ruleWords are the names that a rule can use.
func (m Model) ruleWords() []CodeWord {
	words := []CodeWord{}
	for _, l := range m.Scheme.Labels {
		words = append(words, CodeWord{string(l.ID), l.Title})
	}
	for _, r := range m.Scheme.Relations {
		words = append(words, CodeWord{string(r.ID), "link: " + r.Title})
	}
	for _, kind := range []rules.Severity{rules.Hint, rules.Warning, rules.Error} {
		words = append(words, CodeWord{string(kind), "severity"})
	}
	return words
}

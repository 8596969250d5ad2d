package editor

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// A Finding is a problem that a validator found in the open document.
type Finding struct {
	rules.Problem
	Rule string
}

// CheckNow asks the validators again, unless something has changed since it was meant to.
type CheckNow struct {
	Doc     annotate.DocID
	Entries int // of the layer
}

func (CheckNow) msg() {}

// checkBeat is how long nothing changes before validators look.
const checkBeat = 600 * time.Millisecond

// Of more marks than these, handing them to the validators takes the page more than a blink: they wait for a real pause.
const (
	manyMarks = 2000
	manyBeat  = 5 * time.Second
)

// requiredRule is the validator that finds what the desk sees by itself, at once.
const requiredRule = "check-required"

// watch has validators look at the open article now, and after every change from now on.
func (m *Model) watch() []Effect {
	m.Rules.watch = true
	return m.describeRules()
}

// checkLater asks for a look at what has changed, once nothing changes for a moment; and, while they matter, which rules
// there are when that has changed.
func (m Model) checkLater(effects []Effect) (Model, []Effect) {
	if (m.Panel == PencilPanel || m.Rules.watch) && m.Rules.Fault == "" {
		effects = append(effects, m.describeRules()...)
	}
	if !m.Rules.watch || !m.Rules.known || m.Open == nil || m.OnGold() || m.Open.Pencil.checks && m.Open.Pencil.checked == m.Open.folded.Len() {
		return m, effects
	}
	o := m.open()
	o.Pencil.checks, o.Pencil.checked = true, o.folded.Len()
	beat := checkBeat
	if o.Layer.Len() > manyMarks {
		beat = manyBeat
	}
	return m, append(effects, After{beat, CheckNow{o.Doc.ID, o.Pencil.checked}})
}

func (m Model) checkNow(msg CheckNow) (Model, []Effect) {
	if m.Open == nil || msg.Doc != m.Open.Doc.ID || msg.Entries != m.Open.folded.Len() {
		return m, nil
	}
	on := m.rulesOn(true)
	if len(on) == 0 {
		return m, nil
	}
	return m, []Effect{RunRules{
		Project: m.Project.ID, Docs: []annotate.DocID{msg.Doc}, Name: m.Name, Scheme: m.Scheme, Files: m.ruleFiles(), On: on, Check: true,
	}}
}

// rulesChecked takes in what validators found.
func (m Model) rulesChecked(msg RulesRan) (Model, []Effect) {
	if m.Open == nil || msg.Project != m.Project.ID || msg.Doc != m.Open.Doc.ID {
		return m, nil
	}
	if msg.Err != "" {
		m.Rules.watch = false // the next look is the person's own
		return m.notice("The validators did not run: "+msg.Err, true), nil
	}
	var found []Finding
	for _, r := range msg.Reports {
		if r.Stop != nil {
			m = m.notice(r.Rule+" was stopped: "+strings.TrimSuffix(r.Stop.Error(), ".")+".", true)
			m, _ = m.turnOff(r.Rule)
		}
		for _, p := range r.Problems {
			found = append(found, Finding{p, r.Rule})
		}
	}
	order.By(found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	more := len(found) > len(m.Open.Pencil.problems)
	if m.open().Pencil.problems = found; more {
		m = m.say("%s in this article", things(len(m.Problems()), "problem", "problems"))
	}
	return m, nil
}

// turnOff turns a validator that was stopped off until somebody turns it on again: it would be stopped after each change.
func (m Model) turnOff(rule string) (Model, []Effect) {
	for _, f := range m.Rules.Files {
		if f.Meta.Name == rule {
			return m.turnRule(TurnRule{f.File, false})
		}
	}
	return m, nil
}

// findings are the validators' problems that are still there, less those that the desk has found by itself.
func (m Model) findings(own []Problem) []Problem {
	var all []Problem
	for _, f := range m.Open.Pencil.problems {
		p := Problem{Text: strings.TrimSuffix(f.Message, "."), Rule: f.Rule, Severity: f.Severity, At: f.Range}
		if f.On != "" {
			p.Span = f.On
			if r, ok := m.Open.Layer.Relation(f.On); ok {
				p.Span = r.Head
			}
			s, there := m.Open.Layer.Span(p.Span)
			if !there {
				continue
			}
			p.At = s.Envelope()
		}
		if f.Rule == requiredRule && p.Span != "" && slices.ContainsFunc(own, func(x Problem) bool { return x.Span == p.Span }) {
			continue
		}
		all = append(all, p)
	}
	return all
}

// showProblems opens the page of problems, or closes it.
func (m Model) showProblems() (Model, []Effect, bool) {
	m, effects := m.show(ProblemsPanel)
	more := m.watch()
	return m, append(effects, more...), true
}

// goToProblem takes the mark of a problem in hand, or selects its place.
func (m Model) goToProblem(p Problem) Model {
	if p.Span != "" {
		return m.pick(p.Span)
	}
	return m.selectRange(p.At)
}

// GoToProblem takes the n-th problem's mark in hand, from 0.
type GoToProblem struct{ N int }

func (GoToProblem) msg() {}

// A ProblemsView is the page of problems.
type ProblemsView struct {
	Text string // how many there are
	Rows []ProblemRow
	More int // that are not shown
}

// A ProblemRow is a problem in words.
type ProblemRow struct {
	N          int
	Span       annotate.SpanID
	Title      string // of the mark's label
	Hue, Style string
	Words      string // what it covers
	Text       string // what is wrong
	Current    bool
}

// maxProblems bounds the rows that are drawn.
const maxProblems = 120

// ProblemsView returns the page of problems, by place.
func (m Model) ProblemsView() ProblemsView {
	if m.Open == nil {
		return ProblemsView{Text: "No article lies open."}
	}
	all := m.Problems()
	v := ProblemsView{Text: "Nothing is unfinished in this article, and nothing looks wrong.", More: max(len(all)-maxProblems, 0)}
	if len(all) > 0 {
		v.Text = things(len(all), "thing", "things") + " to look at."
	}
	if m.Rules.asked {
		v.Text += " The validators are being fetched."
	}
	for i, p := range all[:min(len(all), maxProblems)] {
		row := ProblemRow{N: i, Span: p.Span, Title: "The article", Hue: "slate", Style: "solid", Text: p.Text, Words: clip(m.Open.Doc.Text.Slice(p.At), 80)}
		if s, ok := m.Open.Layer.Span(p.Span); ok {
			def, _ := m.Base.Label(s.Label)
			row.Title, row.Hue, row.Style, row.Words = m.labelTitle(s.Label), def.Color, def.Style, clip(m.Open.Layer.Surface(s), 80)
			row.Current = s.ID == m.Open.Selected
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (m Model) problemAt(msg GoToProblem) Model {
	if all := m.Problems(); msg.N >= 0 && msg.N < len(all) {
		if m.Narrow {
			m.Panel = NoPanel // the note slides up from there
		}
		return m.goToProblem(all[msg.N]).say("%s", all[msg.N].Text)
	}
	return m
}

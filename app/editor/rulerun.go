package editor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
)

// A RuleRun is rules at work, article by article.
type RuleRun struct {
	N, Of int    // articles that are done, of how many
	Title string // of the article that is looked through
	id    int
	made  int // suggestions that were not there before
	whole bool
}

type (
	// StartRules runs the rules that are on over the open article, or the whole project.
	StartRules struct{ Whole bool }
	// StopRules ends the run that is under way; what it found so far stays.
	StopRules struct{}

	// RunRules runs rules over documents, one after the other. The answers are RulesRan.
	RunRules struct {
		Run     int
		Project annotate.ProjectID
		Docs    []annotate.DocID
		Name    annotate.Annotator // whose marks rules see
		Scheme  annotate.Scheme
		Files   []rules.Source
		On      []string
		Check   bool // find problems; else propose marks
	}
	// EndRun ends the run that is under way.
	EndRun struct{}

	// RulesRan is what rules found in one document.
	RulesRan struct {
		Run       int
		Project   annotate.ProjectID
		Doc       annotate.DocID
		Check     bool
		Entries   int // of the layer that they saw
		Reports   []rules.Report
		Suggested annotate.Layer // as it was before
		Last      bool
		Err       string
	}
)

func (StartRules) msg()  {}
func (StopRules) msg()   {}
func (RulesRan) msg()    {}
func (RunRules) effect() {}
func (EndRun) effect()   {}

// pencilMsg handles what has to do with rules and their suggestions.
func (m Model) pencilMsg(msg Msg) (Model, []Effect) {
	switch msg := msg.(type) {
	case RulesDescribed:
		return m.rulesDescribed(msg)
	case PencilLoaded:
		return m.pencilLoaded(msg)
	case StartRules:
		return m.startRules(msg)
	case StopRules:
		return m.stopRules()
	case RulesRan:
		if msg.Check {
			return m.rulesChecked(msg)
		}
		return m.rulesRan(msg)
	case TurnRule:
		return m.turnRule(msg)
	case RemoveRule:
		return m.removeRule(msg)
	case SetBlind:
		return m.setBlind(msg)
	case SetBlindDocs:
		return m.setBlindDocs(msg)
	case CheckNow:
		return m.checkNow(msg)
	}
	return m, nil
}

// startRules begins a run, once it is known which rules there are.
func (m Model) startRules(msg StartRules) (Model, []Effect) {
	if m.Rules.Run != nil {
		return m.notice("Rules are running already.", false), nil
	}
	if !m.Rules.known {
		m.Rules.again = msg
		m.Busy = "Fetching the rules…"
		effects := m.describeRules()
		return m, effects
	}
	m.Busy = ""
	var docs []annotate.DocID
	switch {
	case msg.Whole:
		for _, d := range m.Queue() {
			docs = append(docs, d.ID)
		}
	case m.Open != nil:
		docs = append(docs, m.Open.Doc.ID)
	}
	on := m.rulesOn(false)
	switch {
	case len(docs) == 0:
		return m, nil
	case len(on) == 0:
		return m.notice("No rule that suggests is on.", true), nil
	}
	m.Rules.runs++
	m.Rules.Run, m.Rules.Stops = &RuleRun{Of: len(docs), id: m.Rules.runs, whole: msg.Whole}, nil
	m.tellRun(docs[0])
	return m, []Effect{RunRules{
		Run: m.Rules.runs, Project: m.Project.ID, Docs: docs, Name: m.Name, Scheme: m.Scheme, Files: m.ruleFiles(), On: on,
	}}
}

// tellRun says how far the run has come, and which article is next.
func (m *Model) tellRun(next annotate.DocID) {
	r := *m.Rules.Run
	d, _ := m.doc(next)
	r.Title, m.Rules.Run = d.Title, &r
	m.Busy = "Rules are reading the article…"
	if r.Of > 1 {
		m.Busy = fmt.Sprintf("Rules are reading: %d of %d…", r.N+1, r.Of)
	}
}

func (m Model) stopRules() (Model, []Effect) {
	if m.Rules.Run == nil {
		return m, nil
	}
	r := m.Rules.Run
	m.Rules.Run, m.Busy = nil, ""
	return m.notice(fmt.Sprintf("Stopped after %d of %s. What was suggested so far stays.", r.N, things(r.Of, "article", "articles")), false), []Effect{EndRun{}}
}

// rulesRan brings the suggestions for a document up to what rules found there now.
func (m Model) rulesRan(msg RulesRan) (Model, []Effect) {
	if m.Rules.Run == nil || m.Rules.Run.id != msg.Run || msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		m.Rules.Run, m.Busy = nil, ""
		return m.notice("The rules did not run: "+msg.Err, true), nil
	}
	l := m.suggestedNow(msg)
	r := *m.Rules.Run
	m.Rules.Run = &r
	for _, report := range msg.Reports {
		if s := report.Stop; s != nil && !slices.ContainsFunc(m.Rules.Stops, func(have RuleStop) bool { return have.Rule == report.Rule }) {
			m.Rules.Stops = append(slices.Clip(m.Rules.Stops), RuleStop{report.Rule, s.Error()})
		}
	}
	var effects []Effect
	if tx := rules.Merge(l, msg.Reports...); len(tx) > 0 {
		r.made += added(l, tx)
		m, effects = m.keep(m.Clock.Next(pencilStream(msg.Doc), m.Now, tx))
	}
	if r.N++; !msg.Last {
		if i := slices.IndexFunc(m.Docs, func(d *Doc) bool { return d.ID == msg.Doc }); i >= 0 && i+1 < len(m.Docs) {
			m.tellRun(m.Docs[i+1].ID)
		}
		return m, effects
	}
	m.Rules.Run, m.Busy = nil, ""
	for _, s := range m.Rules.Stops {
		m = m.notice(fmt.Sprintf("%s was stopped: %s.", s.Rule, strings.TrimSuffix(s.Text, ".")), true)
	}
	return m.ranText(r), effects
}

// suggestedNow is what stands on the stream of suggestions of a document that rules have just read.
func (m Model) suggestedNow(msg RulesRan) annotate.Layer {
	if m.Open != nil && m.Open.Doc.ID == msg.Doc && m.Open.Pencil.loaded {
		return m.Open.Pencil.Layer
	}
	l := msg.Suggested
	for _, e := range m.pendingPencil(msg.Doc) {
		if next, _, err := l.Apply(e.Tx); err == nil { // else the store had it
			l = next
		}
	}
	return l
}

// added counts the suggestions of tx that were not on l, but for relations, which come along with their ends.
func added(l annotate.Layer, tx annotate.Tx) int {
	n := 0
	for _, op := range tx {
		switch op := op.(type) {
		case annotate.AddSpan:
			if _, there := l.Span(op.Span.ID); !there {
				n++
			}
		case annotate.SetAttr:
			if op.From == nil && op.To != nil {
				n++
			}
		}
	}
	return n
}

// ranText says what a run came to.
func (m Model) ranText(r RuleRun) Model {
	switch {
	case m.Blind():
		return m.notice(fmt.Sprintf("%d new suggestions. They are hidden in this project.", r.made), false)
	case r.whole:
		return m.notice(fmt.Sprintf("%s read, %s.", things(r.N, "article", "articles"), things(r.made, "new suggestion", "new suggestions")), false)
	}
	return m.notice(fmt.Sprintf("%s, %d wait here.", things(r.made, "new suggestion", "new suggestions"), len(m.Waiting())), false)
}

// runRules runs rules over the documents of e, and tells after each. A rule that was stopped is left out of the others.
func (r *Runner) runRules(ctx context.Context, e RunRules) {
	r.settle()
	for i, id := range e.Docs {
		msg := e.over(ctx, id, r)
		msg.Last = i == len(e.Docs)-1
		if ctx.Err() != nil {
			return // whoever ended it knows
		}
		r.Send(msg)
		e.On = unstopped(e.On, msg.Reports)
		if msg.Err != "" || !e.Check && !r.wanted(e) {
			return
		}
	}
}

// wanted reports whether the run is still under way.
func (r *Runner) wanted(e RunRules) bool {
	run := r.Model().Rules.Run
	return run != nil && run.id == e.Run
}

// over runs the rules over one document.
func (e RunRules) over(ctx context.Context, id annotate.DocID, r *Runner) RulesRan {
	r.ruling.Lock()
	defer r.ruling.Unlock()
	return e.Over(ctx, id, r.Journals, r.Rules)
}

// Over runs the rules over one document.
func (e RunRules) Over(ctx context.Context, id annotate.DocID, journals Journals, bench RuleBench) RulesRan {
	answer := RulesRan{Run: e.Run, Project: e.Project, Doc: id, Check: e.Check}
	doc := LoadDoc{e.Project, journal.Stream{Doc: id, Layer: e.Name}}.Load(ctx, journals)
	if doc.Err == "" && doc.Document == nil {
		return answer // it is gone: there is nothing to find
	}
	if answer.Err = doc.Err; doc.Err != "" {
		return answer
	}
	if !e.Check {
		pencil := LoadPencil{e.Project, id}.Load(ctx, journals)
		if answer.Err = pencil.Err; pencil.Err != "" {
			return answer
		}
		answer.Suggested = pencil.Folded.Layer
	}
	own := doc.Laid.Folded.Layer
	answer.Entries = doc.Laid.Folded.Len()
	reports, err := runRules(ctx, bench, RuleJob{
		Files: e.Files, On: e.On, Check: e.Check, Document: *doc.Document, By: e.Name, Scheme: e.Scheme,
		Spans: slices.Collect(own.Spans()), Relations: own.Relations(), Attrs: own.Attrs(),
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		answer.Err = err.Error()
	}
	answer.Reports = reports
	return answer
}

package editor

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
)

// A RuleTest is rules held against what people marked: they run over the project as if nobody had marked it, and nothing
// that they propose is kept.
type RuleTest struct {
	Against annotate.Annotator // whose marks; gold
	Rules   []string           // their names
	N, Of   int                // articles that were looked at, of how many
	Held    int                // of these, articles that somebody worked on in that layer
	Title   string             // of the article that is looked through
	Running bool
	Stops   []RuleStop
	Scores  []rules.Score
	Misses  []TestMiss // at most maxMisses
	More    int        // misses beyond
	Row     TestRow    // whose misses are shown
	id      int
}

// A TestRow names a score.
type TestRow struct {
	Rule  string
	Label annotate.Label
	Link  bool
}

// A TestMiss is a miss with the words that it is about.
type TestMiss struct {
	rules.Miss
	Text  string
	Title string // of the article
}

// maxMisses bounds the misses that are kept, and missesOf those of one article.
const (
	maxMisses = 5000
	missesOf  = 500
)

type (
	// TestRules holds the rule of a file, or with "" all that are on, against the layer that was chosen.
	TestRules struct{ File string }
	// SetAgainst chooses the layer.
	SetAgainst struct{ Layer annotate.Annotator }
	// StopTest ends the test that is under way.
	StopTest struct{}
	// ShowMisses shows the misses of a row.
	ShowMisses struct{ Row TestRow }
	// GoToMiss opens an article at the n-th of the misses shown, from 0.
	GoToMiss struct{ N int }

	// HoldRules runs rules over documents and holds them against a layer. The answers are RulesHeld.
	HoldRules struct {
		Test    int
		Project annotate.ProjectID
		Docs    []annotate.DocID
		Against annotate.Annotator
		Scheme  annotate.Scheme
		Files   []rules.Source
		On      []rules.Meta
	}
	// RulesHeld is what came of one document.
	RulesHeld struct {
		Test   int
		Doc    annotate.DocID
		Held   bool // somebody worked on it in that layer
		Scores []rules.Score
		Misses []TestMiss
		More   int
		Stops  []RuleStop
		Last   bool
		Err    string
	}
)

func (TestRules) msg()    {}
func (SetAgainst) msg()   {}
func (StopTest) msg()     {}
func (ShowMisses) msg()   {}
func (GoToMiss) msg()     {}
func (RulesHeld) msg()    {}
func (HoldRules) effect() {}

// ruleTestMsg handles what has to do with tests of rules.
func (m Model) ruleTestMsg(msg Msg) (Model, []Effect) {
	switch msg := msg.(type) {
	case TestRules:
		return m.testRules(msg)
	case RulesHeld:
		return m.rulesHeld(msg)
	case SetAgainst:
		m.changeTest(func(t *RuleTest) {
			if !t.Running {
				*t = RuleTest{Against: msg.Layer, id: t.id}
			}
		})
	case StopTest:
		if t := m.RuleTest; t != nil && t.Running {
			m.changeTest(func(t *RuleTest) { t.Running = false })
			return m.notice(fmt.Sprintf("Stopped after %d of %s.", t.N, things(t.Of, "article", "articles")), false), []Effect{EndRun{}}
		}
	case ShowMisses:
		m.changeTest(func(t *RuleTest) { t.Row = msg.Row })
		return m.say("%s", things(len(m.missesShown()), "difference", "differences")), nil
	case GoToMiss:
		return m.goToMiss(msg.N)
	}
	return m, nil
}

func (m *Model) changeTest(change func(*RuleTest)) {
	t := RuleTest{Against: m.against()}
	if m.RuleTest != nil {
		t = *m.RuleTest
	}
	change(&t)
	m.RuleTest = &t
}

// against is the layer that rules are held against: the person's own, unless another was chosen.
func (m Model) against() annotate.Annotator {
	if m.RuleTest == nil {
		return m.Name
	}
	return m.RuleTest.Against
}

// testRules begins a test, once it is known which rules there are.
func (m Model) testRules(msg TestRules) (Model, []Effect) {
	m.Panel = RuleTestPanel
	switch {
	case m.RuleTest != nil && m.RuleTest.Running || m.Rules.Run != nil:
		return m.notice("Rules are running already.", false), nil
	case !m.Rules.known:
		m.Rules.again = msg
		m.Busy = "Fetching the rules…"
		effects := m.describeRules()
		return m, effects
	}
	m.Busy = ""
	var on []rules.Meta
	var names []string
	for _, f := range m.Rules.Files {
		if f.Bad == "" && f.Meta.Suggests && (msg.File == "" && m.RuleOn(f) || msg.File == f.File) {
			on, names = append(on, f.Meta), append(names, f.Meta.Name)
		}
	}
	var docs []annotate.DocID
	for _, d := range m.Queue() {
		docs = append(docs, d.ID)
	}
	if len(on) == 0 || len(docs) == 0 {
		return m.notice("There is no rule that suggests, or no article.", true), nil
	}
	m.Rules.runs++
	id := m.Rules.runs
	m.changeTest(func(t *RuleTest) {
		*t = RuleTest{Against: t.Against, Rules: names, Of: len(docs), Running: true, id: id}
	})
	m.tellTest(docs[0])
	return m, []Effect{
		HoldRules{Test: id, Project: m.Project.ID, Docs: docs, Against: m.RuleTest.Against, Scheme: m.Scheme, Files: m.ruleFiles(), On: on},
		FocusOn{string(RuleTestPanel)},
	}
}

func (m *Model) tellTest(next annotate.DocID) {
	d, _ := m.doc(next)
	m.changeTest(func(t *RuleTest) { t.Title = d.Title })
}

// rulesHeld takes in what came of one document.
func (m Model) rulesHeld(msg RulesHeld) (Model, []Effect) {
	if m.RuleTest == nil || !m.RuleTest.Running || m.RuleTest.id != msg.Test {
		return m, nil
	}
	if msg.Err != "" {
		m.changeTest(func(t *RuleTest) { t.Running = false })
		return m.notice("The rules did not run: "+msg.Err, true), nil
	}
	m.changeTest(func(t *RuleTest) {
		if t.N++; msg.Held {
			t.Held++
		}
		t.Scores = rules.Total(slices.Concat(t.Scores, msg.Scores))
		room := max(0, min(len(msg.Misses), maxMisses-len(t.Misses)))
		t.Misses = append(slices.Clip(t.Misses), msg.Misses[:room]...)
		t.More += msg.More + len(msg.Misses) - room
		for _, s := range msg.Stops {
			if !slices.ContainsFunc(t.Stops, func(have RuleStop) bool { return have.Rule == s.Rule }) {
				t.Stops = append(slices.Clip(t.Stops), s)
			}
		}
		t.Running = !msg.Last
	})
	if !msg.Last {
		if i := m.docAt(msg.Doc); i >= 0 && i+1 < len(m.Docs) {
			m.tellTest(m.Docs[i+1].ID)
		}
		return m, nil
	}
	t := m.RuleTest
	return m.say("%s held against %s in %s.", things(len(t.Rules), "rule", "rules"), t.Against, things(t.Held, "article", "articles")), nil
}

// missesShown are those of the row that is chosen.
func (m Model) missesShown() []TestMiss {
	if m.RuleTest == nil {
		return nil
	}
	row := m.RuleTest.Row
	var all []TestMiss
	for _, x := range m.RuleTest.Misses {
		if x.Rule == row.Rule && x.Label == row.Label && x.Link == row.Link {
			all = append(all, x)
		}
	}
	return all
}

// goToMiss opens the article at its place.
func (m Model) goToMiss(n int) (Model, []Effect) {
	all := m.missesShown()
	if n < 0 || n >= len(all) {
		return m, nil
	}
	x := all[n]
	if m.Narrow {
		m.Panel = NoPanel
	}
	m.place = &Place{x.Doc, x.At(), fmt.Sprintf("%s %s %s: %s", x.Rule, MissText(x.Kind), x.Label, clip(x.Text, 80))}
	if m.Open != nil && m.Open.Doc.ID == x.Doc {
		return m.atPlace(), nil
	}
	return m.openDoc(x.Doc)
}

// MissText is a kind of miss in words.
func MissText(k rules.MissKind) string {
	switch k {
	case rules.Missed:
		return "missed"
	case rules.Wrong:
		return "proposed wrongly"
	}
	return "cut otherwise"
}

// holdRules does the effect, one document after the other, and tells after each.
func (r *Runner) holdRules(ctx context.Context, e HoldRules) {
	r.settle()
	for i, id := range e.Docs {
		r.ruling.Lock()
		msg := e.Over(ctx, id, r.Journals, r.Rules)
		r.ruling.Unlock()
		msg.Last = i == len(e.Docs)-1
		if ctx.Err() != nil {
			return // whoever ended it knows
		}
		r.Send(msg)
		e.On = slices.DeleteFunc(slices.Clone(e.On), func(m rules.Meta) bool {
			return slices.ContainsFunc(msg.Stops, func(s RuleStop) bool { return s.Rule == m.Name })
		})
		if t := r.Model().RuleTest; msg.Err != "" || t == nil || t.id != e.Test || !t.Running {
			return
		}
	}
}

// Over holds the rules against one document.
func (e HoldRules) Over(ctx context.Context, id annotate.DocID, journals Journals, bench RuleBench) RulesHeld {
	answer := RulesHeld{Test: e.Test, Doc: id}
	doc := LoadDoc{e.Project, journal.Stream{Doc: id, Layer: e.Against}}.Load(ctx, journals)
	if answer.Err = doc.Err; doc.Err != "" || doc.Document == nil || doc.Laid.Folded.Len() == 0 {
		return answer // what nobody worked on says nothing of rules
	}
	answer.Held = true
	job := RuleJob{Files: e.Files, Document: *doc.Document, Scheme: e.Scheme}
	for _, meta := range e.On {
		job.On = append(job.On, meta.Name)
	}
	reports, err := runRules(ctx, bench, job)
	if err != nil && !errors.Is(err, context.Canceled) {
		answer.Err = err.Error()
		return answer
	}
	var trials []rules.Trial
	for _, report := range reports {
		if report.Stop != nil {
			answer.Stops = append(answer.Stops, RuleStop{report.Rule, report.Stop.Error()})
		}
		if i := slices.IndexFunc(e.On, func(m rules.Meta) bool { return m.Name == report.Rule }); i >= 0 {
			trials = append(trials, rules.Trial{Rule: e.On[i], Report: report})
		}
	}
	scores, misses := rules.Measure(doc.Laid.Folded.Layer, trials...)
	answer.Scores, answer.More = scores, max(0, len(misses)-missesOf)
	for _, x := range misses[:len(misses)-answer.More] {
		answer.Misses = append(answer.Misses, TestMiss{x, clip(doc.Document.Text.Slice(x.At()), 120), doc.Document.Title})
	}
	return answer
}

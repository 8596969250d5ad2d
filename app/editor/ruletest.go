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
	Check   bool               // validators look at the marks; else rules are held against them
	Rules   []string           // their names
	Unseen  int                // articles that are left out: one sees others' marks once one has finished one's own
	N, Of   int                // articles that were looked at, of how many
	Held    int                // of these, articles that somebody worked on in that layer
	Title   string             // of the article that is looked through
	Running bool
	Stops   []RuleStop
	Scores  []rules.Score
	Misses  []TestMiss    // at most maxMisses
	More    int           // misses, or problems, beyond
	Found   []TestProblem // what validators found, at most maxMisses
	Row     TestRow       // whose misses are shown
	id      int
}

// A TestProblem is what a validator found, with the words that it is about.
type TestProblem struct {
	Doc   annotate.DocID
	Rule  string
	At    annotate.Range
	Text  string // what is wrong
	Words string
	Title string // of the article
}

// A TestRow names a score, or with a rule alone a validator.
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
	// CheckProject has the validators that are on look at the layer that was chosen.
	CheckProject struct{}
	// SetAgainst chooses the layer.
	SetAgainst struct{ Layer annotate.Annotator }
	// StopTest ends the test that is under way.
	StopTest struct{}
	// ShowMisses shows the misses of a row.
	ShowMisses struct{ Row TestRow }
	// GoToMiss opens an article at the n-th of the misses, or problems, shown, from 0.
	GoToMiss struct{ N int }

	// HoldRules runs rules over documents and holds them against a layer, or with Check has validators look at it. The answers
	// are RulesHeld.
	HoldRules struct {
		Test    int
		Project annotate.ProjectID
		Docs    []annotate.DocID
		Against annotate.Annotator
		Check   bool
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
		Found  []TestProblem
		More   int
		Stops  []RuleStop
		Last   bool
		Err    string
	}
)

func (TestRules) msg()    {}
func (CheckProject) msg() {}
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
		return m.testRules(msg, false, func(f RuleFile) bool { return f.Meta.Suggests && (msg.File == "" && m.RuleOn(f) || msg.File == f.File) })
	case CheckProject:
		return m.testRules(msg, true, func(f RuleFile) bool { return f.Meta.Checks && m.RuleOn(f) })
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
		if m.RuleTest.Check {
			return m.say("%s", things(len(m.problemsShown()), "problem", "problems")), nil
		}
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

// testLayers are the layers that rules can be held against: the person's own, gold, and everybody's that has one here.
func (m Model) testLayers() []annotate.Annotator {
	all := []annotate.Annotator{m.Name, annotate.Gold}
	for _, d := range m.Docs {
		for _, h := range d.others {
			if h.Entries > 0 && !d.Deleted && !slices.Contains(all, h.Layer) {
				all = append(all, h.Layer)
			}
		}
	}
	slices.Sort(all[2:])
	return all
}

// tested are the articles that a test looks at, and how many are left out: the marks of others in an article stay unseen until
// one has finished it oneself, and figures and differences would tell of them.
func (m Model) tested() (docs []annotate.DocID, unseen int) {
	for _, d := range m.Queue() {
		docs = append(docs, d.ID)
	}
	if by := m.against(); by != m.Name && by != annotate.Gold {
		var may []annotate.DocID
		unseen, may = m.Unseen()
		docs = slices.DeleteFunc(docs, func(id annotate.DocID) bool { return !slices.Contains(may, id) })
	}
	return docs, unseen
}

// testRules begins a test with the rules of those files, or a look of validators, once it is known which rules there are.
func (m Model) testRules(msg Msg, check bool, takes func(RuleFile) bool) (Model, []Effect) {
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
		if f.Bad == "" && takes(f) {
			on, names = append(on, f.Meta), append(names, f.Meta.Name)
		}
	}
	docs, unseen := m.tested()
	switch {
	case len(docs) == 0 && unseen > 0:
		return m.notice("You see what others marked in an article once you have finished it: there is none yet.", true), nil
	case len(docs) == 0 || len(on) == 0 && !check:
		return m.notice("There is no rule that suggests, or no article.", true), nil
	case len(on) == 0:
		return m.notice("No validator is on.", true), nil
	}
	m.Rules.runs++
	id := m.Rules.runs
	m.changeTest(func(t *RuleTest) {
		*t = RuleTest{Against: t.Against, Check: check, Rules: names, Unseen: unseen, Of: len(docs), Running: true, id: id}
	})
	m.tellTest(docs[0])
	return m, []Effect{
		HoldRules{Test: id, Project: m.Project.ID, Docs: docs, Against: m.RuleTest.Against, Check: check, Scheme: m.Scheme, Files: m.ruleFiles(), On: on},
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
		room = max(0, min(len(msg.Found), maxMisses-len(t.Found)))
		t.Found = append(t.Found[:len(t.Found):len(t.Found)], msg.Found[:room]...)
		t.More += len(msg.Found) - room
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
	if t.Check {
		return m.say("%s found in %s.", things(len(t.Found)+t.More, "problem", "problems"), things(t.Held, "article", "articles")), nil
	}
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

// problemsShown are those of the validator that is chosen.
func (m Model) problemsShown() []TestProblem {
	if m.RuleTest == nil {
		return nil
	}
	var all []TestProblem
	for _, p := range m.RuleTest.Found {
		if p.Rule == m.RuleTest.Row.Rule {
			all = append(all, p)
		}
	}
	return all
}

// goToMiss opens the article at its place.
func (m Model) goToMiss(n int) (Model, []Effect) {
	var at Place
	if m.RuleTest != nil && m.RuleTest.Check {
		all := m.problemsShown()
		if n < 0 || n >= len(all) {
			return m, nil
		}
		at = Place{all[n].Doc, all[n].At, all[n].Text}
	} else {
		all := m.missesShown()
		if n < 0 || n >= len(all) {
			return m, nil
		}
		x := all[n]
		at = Place{x.Doc, x.At(), fmt.Sprintf("%s %s %s: %s", x.Rule, MissText(x.Kind), x.Label, clip(x.Text, 80))}
	}
	if m.Narrow {
		m.Panel = NoPanel
	}
	m.place = &at
	if m.Open != nil && m.Open.Doc.ID == at.Doc {
		return m.atPlace(), nil
	}
	return m.openDoc(at.Doc)
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
	job := RuleJob{Files: e.Files, Document: *doc.Document, Scheme: e.Scheme, Check: e.Check}
	layer := doc.Laid.Folded.Layer
	if e.Check {
		job.By, job.Spans, job.Relations, job.Attrs = e.Against, slices.Collect(layer.Spans()), layer.Relations(), layer.Attrs()
	}
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
		for _, p := range report.Problems {
			answer.Found = append(answer.Found, testProblem(*doc.Document, layer, report.Rule, p))
		}
		if i := slices.IndexFunc(e.On, func(m rules.Meta) bool { return m.Name == report.Rule }); i >= 0 {
			trials = append(trials, rules.Trial{Rule: e.On[i], Report: report})
		}
	}
	if e.Check {
		answer.More = max(0, len(answer.Found)-missesOf)
		answer.Found = answer.Found[:len(answer.Found)-answer.More]
		return answer
	}
	scores, misses := rules.Measure(layer, trials...)
	answer.Scores, answer.More = scores, max(0, len(misses)-missesOf)
	for _, x := range misses[:len(misses)-answer.More] {
		answer.Misses = append(answer.Misses, TestMiss{x, clip(doc.Document.Text.Slice(x.At()), 120), doc.Document.Title})
	}
	return answer
}

// testProblem is a problem at the place of the mark that it is about.
func testProblem(d annotate.Document, l annotate.Layer, rule string, p rules.Problem) TestProblem {
	on := p.On
	if r, ok := l.Relation(on); ok {
		on = r.Head
	}
	at := p.Range
	if s, ok := l.Span(on); ok {
		at = s.Envelope()
	}
	return TestProblem{Doc: d.ID, Rule: rule, At: at, Text: p.Message, Words: clip(d.Text.Slice(at), 120), Title: d.Title}
}

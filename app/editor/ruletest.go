package editor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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

// A Place is where an article that is being opened is to be shown.
type Place struct {
	Doc annotate.DocID
	At  annotate.Range
	Say string
}

// atPlace goes to the place for which the article was opened, if it was.
func (m Model) atPlace() Model {
	p := m.place
	if p == nil {
		return m
	}
	m.place = nil
	if m.Open == nil || m.Open.Doc.ID != p.Doc {
		return m
	}
	t := m.Open.Doc.Text
	m = m.selectRange(annotate.Range{From: max(0, min(p.At.From, t.Len())), To: max(0, min(p.At.To, t.Len()))})
	m.open().Scroll++
	return m.say("%s", p.Say)
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

// A RuleTestView is the panel that shows how well rules do.
type RuleTestView struct {
	Text    string // what was held against what
	Against annotate.Annotator
	Layers  []annotate.Annotator
	Running bool
	N, Of   int
	Title   string
	Asked   bool
	Stops   []RuleStop
	Groups  []TestGroup // all rules together first
	Chosen  string      // the row whose misses are shown, in words
	Misses  []MissRow
	More    int
}

// A TestGroup is the scores of one rule.
type TestGroup struct {
	Title  string
	Scores []TestScore
}

// A TestScore is a row of the table.
type TestScore struct {
	Row           TestRow
	Title         string
	Hue, Style    string
	Marked, Found int
	Exact         [3]string // precision, recall, F1
	Overlap       [3]string
	Shown         bool
	Differ        bool // it has misses to show
}

// A MissRow is a miss in words.
type MissRow struct {
	N          int
	What       string
	Text       string
	Article    string
	Hue, Style string
}

// maxMissRows bounds the rows that are drawn.
const maxMissRows = 200

// RuleTestView returns what the panel shows.
func (m Model) RuleTestView() RuleTestView {
	v := RuleTestView{Against: m.against(), Layers: []annotate.Annotator{m.Name, annotate.Gold}, Asked: m.Rules.asked}
	t := m.RuleTest
	if t == nil || t.Of == 0 {
		v.Text = "Rules run over the whole project as if nobody had marked it, and what they would propose is held against what was marked. Nothing of it is kept."
		return v
	}
	v.Running, v.N, v.Of, v.Title, v.Stops = t.Running, t.N, t.Of, t.Title, t.Stops
	who := string(t.Against) + "’s marks"
	if t.Against == annotate.Gold {
		who = "the gold layer"
	}
	v.Text = fmt.Sprintf("%s held against %s, over %s.", things(len(t.Rules), "rule", "rules"), who, things(t.Held, "article", "articles"))
	if t.Held == 0 && !t.Running {
		v.Text = "No article has anything on " + who + ": there is nothing to hold the rules against."
	}
	for _, s := range t.Scores {
		if s.Gold+s.Found == 0 {
			continue
		}
		title := cmp.Or(s.Rule, "All rules together")
		if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].Title != title {
			v.Groups = append(v.Groups, TestGroup{Title: title})
		}
		g := &v.Groups[len(v.Groups)-1]
		row := TestScore{Row: TestRow{s.Rule, s.Label, s.Link}, Marked: s.Gold, Found: s.Found, Exact: percents(s, false), Overlap: percents(s, true)}
		if row.Title = m.labelTitle(s.Label); s.Link {
			row.Title, row.Hue, row.Style = "link “"+m.relationTitle(s.Label)+"”", "slate", "solid"
		} else {
			def, _ := m.Base.Label(s.Label)
			row.Hue, row.Style = def.Color, def.Style
		}
		row.Differ = s.Rule != "" && (s.Exact < s.Gold || s.Exact < s.Found)
		if row.Shown = row.Differ && row.Row == t.Row; row.Shown {
			v.Chosen = s.Rule + ": " + row.Title
		}
		g.Scores = append(g.Scores, row)
	}
	if v.Chosen == "" {
		return v
	}
	all := m.missesShown()
	for i, x := range all[:min(len(all), maxMissRows)] {
		def, _ := m.Base.Label(x.Label)
		row := MissRow{N: i, What: MissText(x.Kind), Text: x.Text, Article: x.Title, Hue: cmp.Or(def.Color, "slate"), Style: cmp.Or(def.Style, "solid")}
		v.Misses = append(v.Misses, row)
	}
	v.More = max(0, len(all)-maxMissRows)
	if t.More > 0 {
		v.Chosen += fmt.Sprintf(" (of so many that %d were not kept)", t.More)
	}
	return v
}

// percents are precision, recall and F1 in whole per cent; "–" where there is none.
func percents(s rules.Score, overlap bool) (out [3]string) {
	for i, of := range []func(bool) (float64, bool){s.Precision, s.Recall, s.F1} {
		out[i] = "–"
		if v, ok := of(overlap); ok {
			out[i] = strings.TrimSuffix(fmt.Sprintf("%.1f", 100*v), ".0")
		}
	}
	return out
}

package editor

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/rules"
)

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
	Checks  []TestCheck // validators, in their order
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

// A TestCheck is a validator and how much it found.
type TestCheck struct {
	Row   TestRow
	About string // "3 problems"
	Some  bool
	Shown bool
}

// A MissRow is a miss, or a problem, in words.
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
	v := RuleTestView{Against: m.against(), Layers: m.testLayers(), Asked: m.Rules.asked}
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
	if t.Check {
		v.Text = fmt.Sprintf("%s found %s in %s, over %s.", things(len(t.Rules), "validator", "validators"), things(len(t.Found)+t.More, "problem", "problems"), who, things(t.Held, "article", "articles"))
	}
	if t.Held == 0 && !t.Running {
		v.Text = "No article has anything on " + who + ": there is nothing to hold the rules against."
	}
	if t.Unseen > 0 {
		v.Text += fmt.Sprintf(" %s left out, as you have not finished your own marks there.", things(t.Unseen, "article is", "articles are"))
	}
	if t.Check {
		return m.checksView(v)
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

// checksView adds what validators found, to a view that says what was looked at.
func (m Model) checksView(v RuleTestView) RuleTestView {
	t := m.RuleTest
	if t.Held == 0 {
		return v
	}
	found := map[string]int{}
	for _, p := range t.Found {
		found[p.Rule]++
	}
	for _, name := range t.Rules {
		row := TestCheck{Row: TestRow{Rule: name}, About: things(found[name], "problem", "problems"), Some: found[name] > 0}
		if row.Shown = row.Some && t.Row == row.Row; row.Shown {
			v.Chosen = name
		}
		v.Checks = append(v.Checks, row)
	}
	if v.Chosen == "" {
		return v
	}
	all := m.problemsShown()
	for i, p := range all[:min(len(all), maxMissRows)] {
		v.Misses = append(v.Misses, MissRow{N: i, What: strings.TrimSuffix(p.Text, "."), Text: p.Words, Article: p.Title, Hue: "slate", Style: "dotted"})
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

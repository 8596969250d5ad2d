package editor_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/worker/rulehost"
)

// code is a rule that proposes claims.
func code(name, version, pattern string) string {
	return string(rule(name, version, "claim", pattern).Data)
}

// found is what the draft finds in the open article.
func (p *page) found() string {
	var all []string
	for _, r := range p.m.RuleDraftView().Rows {
		all = append(all, r.Title+" "+r.Text)
	}
	return strings.Join(all, "; ")
}

// A rule is written and tried with each text on the article that lies open, saved as an entry of the project, and runs from
// then on; written on it has a new version, and what was saved can be taken back.
func TestWriteRule(t *testing.T) {
	p := ruled(t, rule("others", "1", "claim", "nowhere"))
	p.send(editor.WriteRule{})
	is(t, "panel", string(p.m.Panel), "rule")
	has(t, "a new rule", p.m.RuleDraftView().Text, "my-rule 1: nothing found in this article.")
	is(t, "saved", fmt.Sprint(p.m.RuleDraftView().Saved), "false")

	p.send(editor.RuleTyped{Code: code("dawns", "1", "dawn|pier")})
	is(t, "found", p.found(), "Claim pier; Claim dawn; Claim pier")
	has(t, "said", p.m.Say.Text, "dawns 1: 3 marks proposed in this article.")
	p.send(editor.GoToFound{N: 1})
	is(t, "selected", p.selection(), "dawn")

	p.send(editor.SaveRule{})
	v := p.m.RuleDraftView()
	is(t, "file", v.File, "dawns.js")
	is(t, "saved", fmt.Sprint(v.Saved), "true")
	p.send(editor.StartRules{})
	is(t, "it runs", p.waiting(), "claim pier; claim dawn; claim pier")

	form := p.m.RuleDraftView().Code.Form
	p.send(editor.RuleTyped{Code: code("dawns", "1", "dawn")}, editor.SaveRule{})
	v = p.m.RuleDraftView()
	has(t, "a new version", v.Code.Text, `version: "2"`)
	is(t, "the editor takes it", fmt.Sprint(v.Code.Form > form), "true")
	p.send(editor.StartRules{})
	is(t, "it still runs", p.waiting(), "claim dawn")

	for _, n := range p.m.Notices {
		if n.Action == "Take it back" {
			p.send(editor.Act{Notice: n.ID})
			break
		}
	}
	v = p.m.RuleDraftView()
	has(t, "taken back", v.Code.Text, "dawn|pier")
	is(t, "and as the project has it", fmt.Sprint(v.Saved), "true")
	p.send(editor.StartRules{})
	is(t, "what was on is on", p.waiting(), "claim pier; claim dawn; claim pier")

	q := newPage(t, p.store) // everything of it is in the journal
	q.send(editor.Started{Actor: "a2", Settings: p.m.Settings}, editor.Show{Panel: editor.PencilPanel}, editor.WriteRule{File: "dawns.js"})
	is(t, "after a reload", q.found(), "Claim pier; Claim dawn; Claim pier")
}

// pencilled is how many stretches of the open article are drawn in pencil.
func (p *page) pencilled() int {
	n := 0
	for _, rows := range p.m.Open.Rows.All() {
		for i := 0; i < len(rows); i += editor.RowWidth {
			if rows[i+editor.RowWidth-1]&editor.FlagSuggestion != 0 {
				n++
			}
		}
	}
	return n
}

// What a draft finds lies on the sheet in pencil as long as its editor is open, and nowhere else.
func TestSketch(t *testing.T) {
	p := ruled(t)
	written := func() int {
		all, err := p.store.Load(t.Context(), p.m.Project.ID, editor.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		return len(all.Records)
	}
	entries := written()
	p.send(editor.WriteRule{}, editor.RuleTyped{Code: code("dawns", "1", "dawn|pier")})
	is(t, "on the sheet", fmt.Sprint(p.pencilled()), "3")
	is(t, "for nobody to settle", p.waiting(), "")
	p.send(editor.RuleTyped{Code: code("dawns", "1", "dawn")})
	is(t, "as it is written", fmt.Sprint(p.pencilled()), "1")
	p.send(editor.RuleTyped{Code: "export const"})
	is(t, "nothing of what cannot be read", fmt.Sprint(p.pencilled()), "0")
	p.send(editor.RuleTyped{Code: code("dawns", "1", "dawn")}, editor.Show{Panel: editor.PencilPanel})
	is(t, "gone with the editor", fmt.Sprint(p.pencilled()), "0")
	p.send(editor.WriteRule{})
	is(t, "and back with it", fmt.Sprint(p.pencilled()), "1")
	if n := written(); n != entries {
		t.Errorf("%d records of it in the store", n-entries)
	}
	p.send(editor.SaveRule{}, editor.StartRules{}, editor.Show{Panel: editor.PencilPanel})
	n := p.pencilled()
	p.send(editor.WriteRule{File: "dawns.js"})
	is(t, "what is suggested is not drawn twice", fmt.Sprint(p.pencilled()), fmt.Sprint(n))
	p.send(editor.SetBlind{On: true}, editor.WriteRule{})
	is(t, "hidden where suggestions are", fmt.Sprint(p.pencilled()), "0")
}

// What is wrong is told at its line; without an article a rule is only read; a rule for another language says so.
func TestDraftProblems(t *testing.T) {
	p := ruled(t)
	p.send(editor.WriteRule{}, editor.RuleTyped{Code: "export const rule = {\n  name: 5\n};\nexport function suggest(doc) {}\n"})
	has(t, "broken", p.m.RuleDraftView().Text, "rule.name is a text")
	p.send(editor.RuleTyped{Code: strings.Replace(code("x", "1", "dawn"), "for (", "\n\n doc.nothing.at(3); for (", 1)})
	v := p.m.RuleDraftView()
	if len(v.Code.Problems) != 1 || v.Code.Problems[0].Line != 4 {
		t.Errorf("problems %+v", v.Code.Problems)
	}
	p.send(editor.RuleTyped{Code: strings.Replace(code("x", "1", "dawn"), "for (", "const f = () => f(); f(); for (", 1)})
	has(t, "endless", p.m.RuleDraftView().Bad, "calls itself without end")
	is(t, "at its line", fmt.Sprint(p.m.RuleDraftView().Code.Problems[0].Line), "2")
	p.send(editor.RuleTyped{Code: strings.Replace(code("x", "1", "dawn"), "labels", `language: "fr", labels`, 1)}, editor.RuleTyped{Code: "export const"})
	is(t, "no find of the last text stays", p.found(), "")

	q := newPage(t, p.store)
	q.send(editor.Started{Actor: "a2", Settings: editor.Settings{Name: "Ben"}}, editor.NewProject{Name: "Empty", Preset: "standard"},
		editor.WriteRule{}, editor.RuleTyped{Code: code("x", "1", "dawn")})
	has(t, "without an article", q.m.RuleDraftView().Text, "x 1 can be read")
}

// A rule that comes with Galley becomes one of the project's own, under a name of its own.
func TestForkRule(t *testing.T) {
	p := ruled(t, rule("my-byline", "1", "claim", "pier"))
	p.send(editor.ForkRule{File: "pack/news-byline.js"})
	v := p.m.RuleDraftView()
	is(t, "new", v.File, "")
	has(t, "under another name", v.Code.Text, `name: "my-byline-2"`)
	has(t, "it runs as it did", p.found(), "Byline")
	p.send(editor.SaveRule{})
	is(t, "saved", p.m.RuleDraftView().File, "my-byline-2.js")
	p.send(editor.Show{Panel: editor.PencilPanel})
	for _, r := range p.m.Penciled().Rules {
		if r.Name == "my-byline-2" && (!r.On || r.Pack != "") {
			t.Errorf("%+v", r)
		}
	}
	p.send(editor.SaveTypes{})
	if len(p.saved) != 1 || p.saved[0].Name != "galley.d.ts" || !strings.Contains(string(p.saved[0].Data), "declare namespace Galley") {
		t.Errorf("saved %v", p.saved)
	}
	p.send(editor.ForkRule{File: "pack/nothing.js"})
	has(t, "no such file", p.notices(), "no file that comes with Galley")
}

// What was written is not lost by looking elsewhere, nor by leaving it; a file that another rule has is not written over.
func TestDraftIsKept(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "dawn"))
	p.send(editor.WriteRule{}, editor.RuleTyped{Code: code("dawns", "1", "pier")}, editor.SaveRule{})
	has(t, "taken", p.notices(), "has a file dawns.js already")
	p.send(editor.Key{Key: "Escape"}, editor.WriteRule{File: "dawns.js"})
	has(t, "the draft stands", p.m.RuleDraftView().Code.Text, "pier")
	has(t, "and is named", p.notices(), "First save what you have written")
	p.send(editor.DropRule{}, editor.WriteRule{File: "dawns.js"})
	has(t, "the other one", p.m.RuleDraftView().Code.Text, "dawn")
	for _, n := range p.m.Notices {
		if n.Action == "Bring it back" {
			p.send(editor.Act{Notice: n.ID})
		}
	}
	has(t, "brought back", p.m.RuleDraftView().Code.Text, "pier")

	p.send(editor.RuleTyped{Code: code("dawns", "1", "pier|Friday")})
	q := newPage(t, p.store) // the page is loaded again
	q.send(editor.Started{Actor: "a2", Settings: p.m.Settings}, editor.WriteRule{})
	has(t, "after a reload", q.m.RuleDraftView().Code.Text, "pier|Friday")
	p.send(editor.RuleTyped{Code: code("dawns", "1", "pier")})

	docs := p.m.Queue()
	p.send(editor.OpenDoc{Doc: docs[1].ID})
	has(t, "on the next article", p.m.RuleDraftView().Text, "nothing found")
}

// A rule that was taken out can be put back, and is on if it was.
func TestRemovedRuleComesBack(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "dawn"))
	p.send(editor.RemoveRule{File: "dawns.js"})
	if slicesHave(p, "dawns") {
		t.Error("it is still there")
	}
	for _, n := range p.m.Notices {
		if n.Action == "Put it back" {
			p.send(editor.Act{Notice: n.ID})
		}
	}
	if !slicesHave(p, "dawns") {
		t.Error("it is not put back, or is off")
	}
}

func slicesHave(p *page, name string) bool {
	for _, r := range p.m.Penciled().Rules {
		if r.Name == name && r.On {
			return true
		}
	}
	return false
}

// trying is a bench whose tries hang until they are ended from outside.
type trying struct {
	rulehost.Local
	hangs bool
	tries []string
}

func (b *trying) Try(ctx context.Context, job editor.RuleJob) (editor.RuleTrial, error) {
	b.tries = append(b.tries, job.Files[0].Code)
	if !b.hangs {
		return b.Local.Try(ctx, job)
	}
	timed, done := context.WithTimeout(ctx, job.Within)
	defer done()
	<-timed.Done()
	return editor.RuleTrial{}, editor.Overdue{At: &rules.Place{File: "new.js", Line: 3, Column: 2}}
}

// A draft that no limit stops is ended and named. What is typed meanwhile is tried when that is over, and only the last of it.
func TestHangingDraft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bench := &trying{}
		r := atRules(t, bench)
		r.Send(editor.WriteRule{})
		synctest.Wait()
		bench.hangs, bench.tries = true, nil
		r.Send(editor.RuleTyped{Code: "one"})
		r.Send(editor.RuleTyped{Code: "two"})
		r.Send(editor.RuleTyped{Code: "three"})
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := strings.Join(bench.tries, " "); got != "one three" {
			t.Errorf("tried %q", got)
		}
		m := r.Model()
		has(t, "named", m.RuleDraftView().Bad, "new.js:3:2: it took longer than 8s and was ended")
		bench.hangs = false
		r.Send(editor.RuleTyped{Code: code("dawns", "1", "dawn")})
		synctest.Wait()
		m = r.Model()
		has(t, "the next one", m.RuleDraftView().Text, "1 mark proposed")
	})
}

// Rules are held against the annotator's own marks: what was missed, proposed wrongly or cut otherwise is one press from its
// place, in whatever article.
func TestRuleTest(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "sail at dawn|pier|bakery"), rule("fridays", "1", "source", "Friday"))
	p.selects("We sail at dawn").send(editor.Mark{Label: "claim"})
	p.selects("40 jobs").send(editor.Mark{Label: "claim"})
	docs := p.m.Queue()
	p.send(editor.OpenDoc{Doc: docs[1].ID})
	p.selects("bakery").send(editor.Mark{Label: "claim"})
	p.send(editor.TestRules{})
	v := p.m.RuleTestView()
	has(t, "text", v.Text, "2 rules held against Ana’s marks, over 2 articles.")
	var rows []string
	for _, g := range v.Groups {
		for _, s := range g.Scores {
			rows = append(rows, strings.Join([]string{g.Title, s.Title, s.Exact[0], s.Exact[1], s.Exact[2], s.Overlap[0], s.Overlap[1], s.Overlap[2]}, " "))
		}
	}
	is(t, "scores", strings.Join(rows, "\n"), "All rules together Claim 25 33.3 28.6 50 66.7 57.1\nAll rules together Source 0 – 0 0 – 0\n"+
		"dawns Claim 25 33.3 28.6 50 66.7 57.1\nfridays Source 0 – 0 0 – 0")
	is(t, "nothing is kept", p.waiting(), "")

	p.send(editor.ShowMisses{Row: editor.TestRow{Rule: "dawns", Label: "claim"}})
	var misses []string
	for _, r := range p.m.RuleTestView().Misses {
		misses = append(misses, r.What+": "+r.Text)
	}
	is(t, "misses", strings.Join(misses, "; "), "proposed wrongly: pier; missed: 40 jobs; cut otherwise: We sail at dawn; proposed wrongly: pier")
	p.send(editor.GoToMiss{N: 1})
	is(t, "opened", p.title(), "Ferries")
	is(t, "selected", p.selection(), "40 jobs")
	is(t, "the panel stays", string(p.m.Panel), "ruletest")

	p.send(editor.SetAgainst{Layer: annotate.Gold}, editor.TestRules{File: "dawns.js"})
	has(t, "nobody settled anything", p.m.RuleTestView().Text, "No article has anything on the gold layer")
}

// Rules can be held against anybody's marks, but for articles that one has yet to finish: figures and differences would tell of
// what others marked there.
func TestRuleTestOthers(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "sail at dawn|pier"))
	p.reads("Ben", "claim sail at dawn")
	p.selects("40 jobs").send(editor.Mark{Label: "claim"})
	is(t, "layers", fmt.Sprint(p.m.RuleTestView().Layers), "[Ana gold Ben]")
	p.send(editor.SetAgainst{Layer: "Ben"}, editor.TestRules{})
	has(t, "not before one's own are finished", p.notices(), "You see what others marked in an article once you have finished it: there is none yet.")
	is(t, "no figures", fmt.Sprint(len(p.m.RuleTestView().Groups)), "0")
	p.send(editor.CheckProject{})
	is(t, "no problems either", fmt.Sprint(len(p.m.RuleTestView().Checks)), "0")

	p.keys("y")
	p.send(editor.TestRules{})
	v := p.m.RuleTestView()
	has(t, "then", v.Text, "1 rule held against Ben’s marks, over 1 article. 1 article is left out, as you have not finished your own marks there.")
	is(t, "figures", fmt.Sprint(v.Groups[0].Scores[0].Exact), "[33.3 100 50]")
}

// Validators look at all that somebody marked: how much each found, and every problem one press from its place.
func TestCheckProject(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "dawn"))
	p.send(editor.CheckProject{})
	has(t, "none is on", p.notices(), "No validator is on.")
	for _, f := range p.m.Rules.Files {
		p.send(editor.TurnRule{File: f.File, On: strings.Contains(f.File, "check-source") || strings.Contains(f.File, "check-captions")})
	}
	p.selects("We sail at dawn").send(editor.Mark{Label: "content"})
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	p.selects("bakery").send(editor.Mark{Label: "content"})
	p.send(editor.CheckProject{})
	v := p.m.RuleTestView()
	has(t, "text", v.Text, "2 validators found 2 problems in Ana’s marks, over 2 articles.")
	var rows []string
	for _, c := range v.Checks {
		rows = append(rows, c.Row.Rule+" "+c.About)
	}
	is(t, "validators", strings.Join(rows, "; "), "check-captions 0 problems; check-source 2 problems")
	p.send(editor.ShowMisses{Row: editor.TestRow{Rule: "check-source"}})
	has(t, "said", p.m.Say.Text, "2 problems")
	v = p.m.RuleTestView()
	is(t, "chosen", v.Chosen, "check-source")
	has(t, "where", v.Misses[0].Text, "We sail at dawn")
	p.send(editor.GoToMiss{N: 0})
	is(t, "opened", p.title(), "Ferries")
	is(t, "selected", p.selection(), "“We sail at dawn,”")
	p.send(editor.TestRules{})
	has(t, "no rule that suggests is on", p.notices(), "There is no rule that suggests")
}

// A test that is stopped stays stopped, and a rule that is stopped is named and left out.
func TestRuleTestStops(t *testing.T) {
	p := ruled(t, rule("dawns", "1", "claim", "dawn"), editor.File{Name: "bad.js", Data: []byte(`export const rule = { name: "bad", version: "1", labels: ["claim"] };
export function suggest(doc, emit) { throw new Error("no") }
`)})
	p.selects("We sail at dawn").send(editor.Mark{Label: "claim"})
	p.send(editor.TestRules{})
	v := p.m.RuleTestView()
	if len(v.Stops) != 1 || v.Stops[0].Rule != "bad" {
		t.Errorf("stops %v", v.Stops)
	}
	for _, g := range v.Groups {
		if g.Title == "bad" {
			t.Error("a rule that was stopped has figures")
		}
	}
	// A late answer of a test that is over changes nothing.
	p.send(editor.RulesHeld{Test: 1, Held: true, Scores: []rules.Score{{Rule: "late", Gold: 3}}})
	is(t, "late", fmt.Sprint(p.m.RuleTestView().Groups), fmt.Sprint(v.Groups))
}

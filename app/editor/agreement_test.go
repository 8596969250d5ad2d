package editor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/app/editor"
)

// atAgreement is a lead's desk with what two others made of the articles, and the agreement screen open.
func atAgreement(t *testing.T) *page {
	t.Helper()
	lead := deskOf(t, "Lea", ferries, bakery)
	lead.send(editor.Dropped{Files: []editor.File{deskOf(t, "Ben", ferries, bakery).keys("] c ] c").bundle()}})
	lead.send(editor.Dropped{Files: []editor.File{deskOf(t, "Cleo", ferries, bakery).keys("] c h").bundle()}})
	return lead.keys("%")
}

func (p *page) lead() string {
	r := p.m.Agree.Report
	if r == nil {
		return "no report"
	}
	return r.Nothing + r.Lead
}

func TestAgreementScreen(t *testing.T) {
	p := atAgreement(t)
	if p.m.Panel != editor.AgreePanel || p.focus != "agreement" {
		t.Errorf("panel %q, focus %q", p.m.Panel, p.focus)
	}
	is(t, "lead", p.lead(), "Ben and Cleo on 1 article.")
	has(t, "said", p.m.Say.Text, "Ben and Cleo on 1 article. Exact F1 0.00. Overlap F1 0.00.")
	is(t, "the first page", p.m.Agree.Report.Blocks[0].ID, "labels")
	p.send(editor.ShowAgree{Page: editor.AgreePeople})
	is(t, "another page", p.m.Agree.Report.Blocks[0].ID, "pairs")
	p.send(editor.ToggleTable{ID: "pairs"})
	if !p.m.Agree.Tables["pairs"] {
		t.Error("the drawing is not shown as a table")
	}
	p.send(editor.ToggleTable{ID: "pairs"})
	if p.m.Agree.Tables["pairs"] {
		t.Error("the table is not drawn again")
	}
	mean := editor.SayMeasure{AgreeMeasure: p.m.Agree.Report.Blocks[0].Measures[0], In: "pairs"}
	p.send(mean)
	has(t, "what it means", p.m.Say.Text, "Exact F1: Of all marks of either")
	if p.m.Agree.Said != mean {
		t.Errorf("what it means is not shown: %+v", p.m.Agree.Said)
	}
	p.send(mean)
	is(t, "and hidden", p.m.Agree.Said.Name, "")
	p.keys("Escape")
	is(t, "closed", string(p.m.Panel), "")
	p.idle = true
	p.keys("%")
	if p.m.Agree.Run != nil {
		t.Error("figures that are true are worked out again")
	}
}

func TestAgreementFilters(t *testing.T) {
	p := atAgreement(t)
	for _, tt := range []struct {
		name string
		f    editor.AgreeFilter
		want string
	}{
		{"label", editor.AgreeFilter{Label: "headline"}, "Ben and Cleo on 1 article."},
		{"annotators", editor.AgreeFilter{Only: []annotate.Annotator{"Ben"}}, "Only Ben has marked or finished a document: agreement needs two who have."},
		{"finished", editor.AgreeFilter{Set: editor.FinishedArticles}, "Nobody has marked or finished a document: agreement needs two who have."},
		{"state", editor.AgreeFilter{Set: editor.AgreeSet(annotate.Todo)}, "Ben and Cleo on 1 article."},
		{"no article of the state", editor.AgreeFilter{Set: editor.AgreeSet(annotate.Flagged)}, "No article is like that."},
		{"words", editor.AgreeFilter{Words: "Ida PIER"}, "Ben and Cleo on 1 article."},
		{"words of the other article", editor.AgreeFilter{Words: "bakery"}, "Nobody has marked or finished a document: agreement needs two who have."},
		{"words of none", editor.AgreeFilter{Words: "zeppelin"}, "No article has these words."},
		{"words of an article of another state", editor.AgreeFilter{Words: "pier", Set: editor.AgreeSet(annotate.Done)}, "No article is like that."},
		{"suggested", editor.AgreeFilter{Origin: "suggested"}, "Ben and Cleo on 1 article."},
	} {
		p.send(editor.SetAgree{Filter: tt.f})
		is(t, tt.name, p.lead(), tt.want)
		if tt.name == "suggested" && len(p.m.Agree.Report.Blocks) > 0 {
			t.Errorf("marks made by hand are compared: %+v", p.m.Agree.Report.Blocks)
		}
	}
}

func TestDifferencesOfAFigure(t *testing.T) {
	p := atAgreement(t)
	cells := p.m.Agree.Report.Blocks[0]
	p.send(editor.ListDifferences{DifferQuery: *cells.Rows[len(cells.Rows)-1].Go})
	list := p.m.Agree.List
	if p.m.Agree.Page != editor.AgreeDifferences || list == nil || list.All != 1 || list.Of != "about Headline" {
		t.Fatalf("page %q, list %+v", p.m.Agree.Page, list)
	}
	has(t, "said", p.m.Say.Text, "1 difference")
	p.send(editor.ListDifferences{DifferQuery: editor.DifferQuery{Kind: match.Missed}})
	if p.m.Agree.List.All != 1 {
		t.Errorf("missed: %+v", p.m.Agree.List)
	}
	p.send(editor.OpenDifference{Difference: p.m.Agree.List.Rows[0].Difference})
	is(t, "panel", string(p.m.Panel), "")
	is(t, "selected", p.m.Open.Doc.Text.Slice(p.m.Open.Sel.Range()), "“The pier is safe.”")
	p.keys("%")
	if p.m.Agree.Page != editor.AgreeDifferences || p.m.Agree.List == nil {
		t.Error("the list is not where it was left")
	}
}

// Of many differences the screen lists a part, and turns to the next; another figure begins at its first. One key makes tables of
// the drawings, and drawings of the tables.
func TestPagesAndTables(t *testing.T) {
	p := atAgreement(t)
	p.send(editor.ListDifferences{})
	p.send(editor.TurnDifferences{From: 1})
	if l := p.m.Agree.List; l == nil || l.From != 1 || len(l.Rows) != l.All-1 || p.focus != "agree-differences-name" {
		t.Errorf("from the second on: %+v, focus on %s", l, p.focus)
	}
	p.send(editor.ListDifferences{DifferQuery: editor.DifferQuery{Kind: match.Missed}})
	if l := p.m.Agree.List; l == nil || l.From != 0 || len(l.Rows) != l.All {
		t.Errorf("of another figure: %+v", l)
	}
	p.keys("$")
	if len(p.m.Agree.Tables) != 0 {
		t.Errorf("a list has no drawing: %v", p.m.Agree.Tables)
	}
	p.send(editor.ShowAgree{Page: editor.AgreePeople}, editor.ToggleTable{ID: "pairs"})
	p.keys("$")
	if !p.m.Agree.Tables["pairs"] || !p.m.Agree.Tables["people"] {
		t.Errorf("tables: %v", p.m.Agree.Tables)
	}
	p.keys("$")
	if p.m.Agree.Tables["pairs"] || p.m.Agree.Tables["people"] {
		t.Errorf("drawings: %v", p.m.Agree.Tables)
	}
}

// Figures are worked out again a moment after marks changed, and only where somebody looks at them.
func TestAgreementIsLive(t *testing.T) {
	p := atAgreement(t)
	p.send(editor.OpenLayers{On: true}) // Lea may mark and still see
	p.fire()
	is(t, "before", p.lead(), "Ben and Cleo on 1 article.")
	p.send(editor.Mark{Label: "headline"}) // nothing is selected
	p.m.Open.Sel = editor.Caret{Anchor: 0, Focus: 33}
	p.send(editor.Mark{Label: "headline"})
	is(t, "at once", p.lead(), "Ben and Cleo on 1 article.")
	p.fire()
	is(t, "a moment later", p.lead(), "Ben, Cleo and Lea on 1 article.")
	p.keys("Escape u")
	p.fire()
	is(t, "nobody looks", p.lead(), "Ben, Cleo and Lea on 1 article.")
	p.keys("%")
	is(t, "somebody does", p.lead(), "Ben and Cleo on 1 article.")

	p.idle = true
	p.send(editor.StartAgree{}, editor.Dropped{Files: []editor.File{deskOf(t, "Dan", ferries).keys("h").bundle()}})
	if p.m.Agree.Run == nil {
		t.Fatal("nothing is being worked out")
	}
	run := p.other[len(p.other)-1].(editor.Reckon)
	p.fire()
	if n := len(p.other); p.other[n-1] != editor.Effect(nil) && p.other[n-1].(editor.Reckon).Run != run.Run {
		t.Error("work that goes on is begun again by a change")
	}
	p.idle = false
	p.send(run.Do(t.Context(), p.store, p.compares(), func(editor.AgreeProgressed) {}))
	p.fire()
	is(t, "after it has ended", p.lead(), "Ben, Cleo and Dan on 1 article.")
}

func TestAgreementStopped(t *testing.T) {
	p := atAgreement(t)
	p.idle = true
	p.send(editor.StartAgree{})
	run := p.other[len(p.other)-1].(editor.Reckon)
	p.send(editor.AgreeProgressed{Run: run.Run, AgreeProgress: editor.AgreeProgress{What: "label claim", N: 3, Of: 9}})
	if p.m.Agree.Run == nil || p.m.Agree.Run.N != 3 || p.m.Agree.Run.What != "label claim" {
		t.Errorf("how far it is: %+v", p.m.Agree.Run)
	}
	p.send(editor.StopAgree{})
	if _, ok := p.other[len(p.other)-1].(editor.EndReckon); !ok || p.m.Agree.Run != nil {
		t.Errorf("it is not ended: %+v", p.other[len(p.other)-1])
	}
	has(t, "what is shown", p.m.Agree.Fault, "Stopped. The figures are those of before.")
	p.send(editor.Agreed{Run: run.Run, Project: p.m.Project.ID, Agreement: editor.Agreement{Nothing: "late"}})
	is(t, "what comes late is dropped", p.lead(), "Ben and Cleo on 1 article.")
	p.idle = false
	p.send(editor.StartAgree{})
	is(t, "again", p.m.Agree.Fault+p.lead(), "Ben and Cleo on 1 article.")

	p.send(editor.Agreed{Run: 99, Project: p.m.Project.ID, Err: "the worker stopped"})
	is(t, "what belongs to no run is dropped", p.m.Agree.Fault, "")
}

// Who marks in the project sees what others marked once they have finished the article themselves; or when the project is opened.
func TestUnseenLayers(t *testing.T) {
	p := atAgreement(t).keys("Escape h")
	p.keys("%")
	is(t, "an annotator", p.lead(), "Nothing is shown of articles that you have not finished.")
	if n, may := p.m.Unseen(); n != 2 || len(may) != 0 {
		t.Errorf("%d unseen, %v", n, may)
	}
	p.keys("Escape y < ")
	p.keys("%")
	is(t, "one article finished", p.lead(), "Ben, Cleo and Lea on 1 article.")
	if n, _ := p.m.Unseen(); n != 1 {
		t.Errorf("%d unseen", n)
	}
	p.send(editor.OpenLayers{On: true})
	if n, _ := p.m.Unseen(); n != 0 || !p.m.LayersOpen() {
		t.Errorf("%d unseen in an open project", n)
	}
	e := p.held()[len(p.held())-1]
	if e.Doc != "" || e.Layer != "" || !strings.Contains(string(e.Tx[0].(annotate.SetAttr).Name), annotate.AttrOpenLayers) {
		t.Errorf("it is kept as %+v", e)
	}
	p.send(editor.OpenLayers{})
	if n, _ := p.m.Unseen(); n != 1 {
		t.Errorf("closed again, %d unseen", n)
	}
}

func TestAgreementFiles(t *testing.T) {
	p := atAgreement(t)
	p.send(editor.SaveFigure{ID: "labels", As: "csv"}, editor.SaveFigure{ID: "labels", As: "svg"}, editor.SaveFigure{ID: "labels", As: "png"}, editor.SaveAgreement{})
	var names []string
	for _, f := range p.saved {
		names = append(names, f.Name)
		if len(f.Data) < 100 {
			t.Errorf("%s: %q", f.Name, f.Data)
		}
	}
	is(t, "files", strings.Join(names, " "), "sample-desk-labels.csv sample-desk-labels.svg sample-desk-labels.png sample-desk-agreement.html")
	has(t, "notice", p.notices(), "sample-desk-agreement.html is written. It prints well.")
	p.send(editor.SaveFigure{ID: "nowhere", As: "csv"})
	has(t, "notice", p.notices(), "sample-desk-nowhere.csv was not written")
}

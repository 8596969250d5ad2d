package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// rule is the panel in which a rule is written: its code, which is an island that web/rulecode.js fills, and beside it what
// it finds in the open article, as it stands.
func rule(d *desk, m editor.Model) []app.UI {
	v := m.RuleDraftView()
	return []app.UI{
		app.Div().Class("rule-write").Body(
			app.Div().Class("rule-code").ID("rule-code"),
			app.Div().Class("rule-found").Body(
				app.P().ID("rule-says").Class(saysClass(v)).Role("status").Text(v.Text),
				app.If(v.Record != "", func() app.UI { return ruleRecord(v) }),
				app.If(len(v.Rows) > 0, func() app.UI {
					return app.Ol().Class("rows found").Aria("label", "What it finds in this article").Body(app.Range(v.Rows).Slice(func(i int) app.UI { return foundRow(d, v.Rows[i]) }))
				}),
				app.If(v.More > 0, func() app.UI { return app.P().Class("choice-about").Text(fmt.Sprintf("And %d more.", v.More)) }),
			),
		),
		app.P().Class("actions").Body(
			button(d, "Save", "Ctrl+s", editor.SaveRule{}).Class("primary").Disabled(v.Saved),
			app.If(v.Saved && v.Suggest, func() app.UI { return button(d, "Test on the project", "", editor.TestRules{File: v.File}) }),
			app.If(!v.Saved, func() app.UI { return button(d, "Leave without saving", "", editor.DropRule{}) }),
			button(d, "All rules", "", editor.Show{Panel: editor.PencilPanel}),
			button(d, "Types for another editor (.d.ts)", "", editor.SaveTypes{}),
		),
		app.P().Class("choice-about").Body(
			app.Span().Class("by-key").Text("Ctrl Space completes. Esc leaves. "), app.Text("What is not saved stays here until you come back.")),
	}
}

func saysClass(v editor.RuleDraftView) string {
	if v.Bad != "" {
		return "rule-says bad"
	}
	return "rule-says"
}

// ruleRecord is what a template writes of the article.
func ruleRecord(v editor.RuleDraftView) app.UI {
	return app.Div().Body(
		app.Pre().Class("rule-record").TabIndex(0).Role("region").Aria("label", "What it writes of this article").Text(v.Record),
		app.If(v.Clipped, func() app.UI { return app.P().Class("choice-about").Text("Only the beginning is shown.") }),
	)
}

// foundRow is something that the rule finds: it is one press from its place.
func foundRow(d *desk, r editor.FoundRow) app.UI {
	detail := ""
	if r.Detail != "" {
		detail = ", " + r.Detail
	}
	return markRow(d, editor.ListRow{Title: r.Title, Hue: r.Hue, Style: r.Style, Text: r.Text, Detail: detail}, editor.GoToFound{N: r.N})
}

package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// ruleTest is the panel that shows how well rules do: precision and recall of each by label, with every difference one press
// from its place.
func ruleTest(d *desk, m editor.Model) []app.UI {
	v := m.RuleTestView()
	return []app.UI{
		app.P().Class("lead").Role("status").Text(v.Text),
		app.If(v.Running, func() app.UI {
			return app.Div().Class("rule-run").Body(
				app.Progress().Aria("label", "Articles read").Max(float64(v.Of)).Value(float64(v.N)),
				app.P().Text(fmt.Sprintf("%d of %s read. Now: %s", v.N, count(v.Of, "article"), v.Title)),
				app.P().Class("actions").Body(button(d, "Stop", "", editor.StopTest{})),
			)
		}).Else(func() app.UI {
			return app.Div().Class("actions rule-test-ask").Body(
				app.Label().For("test-against").Text("Whose marks"),
				app.Select().ID("test-against").Class("field").OnChange(func(ctx app.Context, _ app.Event) {
					d.send(editor.SetAgainst{Layer: annotate.Annotator(picked(ctx))})
				}).Body(app.Range(v.Layers).Slice(func(i int) app.UI {
					l := v.Layers[i]
					text := string(l) + "’s own marks"
					if l == annotate.Gold {
						text = "the gold layer"
					}
					return option(string(l), text, l == v.Against)
				})),
				button(d, "Test the rules that are on", "", editor.TestRules{}).Class("primary").Disabled(v.Asked),
				button(d, "Run the validators", "", editor.CheckProject{}).Disabled(v.Asked),
				button(d, "All rules", "", editor.Show{Panel: editor.PencilPanel}),
			)
		}),
		app.If(len(v.Stops) > 0, func() app.UI {
			return app.Ul().Class("rule-stops").Aria("label", "Rules that were stopped").Body(app.Range(v.Stops).Slice(func(i int) app.UI {
				return app.Li().Body(app.Strong().Text(v.Stops[i].Rule), app.Text(" was stopped: "+v.Stops[i].Text))
			}))
		}),
		app.If(len(v.Groups) > 0, func() app.UI { return testTable(d, v) }),
		app.If(len(v.Checks) > 0, func() app.UI { return testChecks(d, v) }),
		app.If(v.Chosen != "", func() app.UI { return testMisses(d, v) }),
	}
}

// testTable has a row for each rule and label.
func testTable(d *desk, v editor.RuleTestView) app.UI {
	head := func(short, long string) app.UI {
		return app.Th().Scope("col").Body(app.Span().Aria("hidden", "true").Text(short), app.Span().Class("hidden").Text(long))
	}
	return app.Table().Class("figures").Body(
		app.Caption().Text("Precision (P): per cent of what was proposed that was marked. Recall (R): per cent of what was marked that was proposed. With the same edges, and sharing text."),
		app.THead().Body(
			app.Tr().Body(app.Th().Scope("col").Rowspan(2).Text("Label"), app.Th().Scope("colgroup").ColSpan(3).Text("Exact"), app.Th().Scope("colgroup").ColSpan(3).Text("Overlap")),
			app.Tr().Body(
				head("P", "Exact precision"), head("R", "Exact recall"), head("F1", "Exact F1"),
				head("P", "Overlap precision"), head("R", "Overlap recall"), head("F1", "Overlap F1"),
			),
		),
		app.Range(v.Groups).Slice(func(i int) app.UI {
			g := v.Groups[i]
			return app.TBody().DataSet("rule", g.Title).Body(
				app.Tr().Body(app.Th().Scope("rowgroup").ColSpan(7).Class("figures-group").Text(g.Title)),
				app.Range(g.Scores).Slice(func(k int) app.UI { return testRow(d, g, g.Scores[k]) }),
			)
		}),
	)
}

func testRow(d *desk, g editor.TestGroup, s editor.TestScore) app.UI {
	cell := func(text string) app.UI { return app.Td().Text(text) }
	about := fmt.Sprintf("%d marked, %d proposed", s.Marked, s.Found)
	name := []app.UI{app.Span().Class("swatch").Aria("hidden", "true"), app.Span().Text(s.Title), app.Span().Class("figures-about").Text(about)}
	return app.Tr().DataSet("hue", s.Hue).DataSet("style", s.Style).Body(
		app.Th().Scope("row").Body(app.If(s.Differ, func() app.UI {
			show, scope := act(d, editor.ShowMisses{Row: s.Row})
			pressed := "false"
			if s.Shown {
				pressed = "true"
			}
			return app.Button().Type("button").Class("figures-name").Aria("pressed", pressed).OnClick(show, scope).Body(
				append(name, app.Span().Class("figures-more").Text("differences"), app.Span().Class("hidden").Text(" of "+g.Title))...)
		}).Else(func() app.UI { return app.Span().Class("figures-name").Body(name...) })),
		cell(s.Exact[0]), cell(s.Exact[1]), cell(s.Exact[2]), cell(s.Overlap[0]), cell(s.Overlap[1]), cell(s.Overlap[2]),
	)
}

// testChecks has a row for each validator.
func testChecks(d *desk, v editor.RuleTestView) app.UI {
	return app.Table().Class("figures").Body(
		app.Caption().Text("What each validator finds wrong in these marks."),
		app.TBody().Body(app.Range(v.Checks).Slice(func(i int) app.UI {
			c := v.Checks[i]
			name := []app.UI{app.Span().Text(c.Row.Rule), app.Span().Class("figures-about").Text(c.About)}
			return app.Tr().DataSet("rule", c.Row.Rule).Body(app.Th().Scope("row").Body(app.If(c.Some, func() app.UI {
				show, scope := act(d, editor.ShowMisses{Row: c.Row})
				pressed := "false"
				if c.Shown {
					pressed = "true"
				}
				return app.Button().Type("button").Class("figures-name").Aria("pressed", pressed).OnClick(show, scope).Body(
					append(name, app.Span().Class("figures-more").Text("show"))...)
			}).Else(func() app.UI { return app.Span().Class("figures-name").Body(name...) })))
		})),
	)
}

// testMisses are what a rule missed, proposed wrongly or cut otherwise.
func testMisses(d *desk, v editor.RuleTestView) app.UI {
	return app.Section().Aria("label", "Differences").Body(
		app.H3().Text(v.Chosen),
		app.Ol().Class("rows misses").Body(app.Range(v.Misses).Slice(func(i int) app.UI {
			r := v.Misses[i]
			return markRow(d, editor.ListRow{Title: r.What, Hue: r.Hue, Style: r.Style, Text: r.Text, Detail: ", " + r.Article}, editor.GoToMiss{N: r.N})
		})),
		app.If(v.More > 0, func() app.UI { return app.P().Class("choice-about").Text(fmt.Sprintf("And %d more.", v.More)) }),
	)
}

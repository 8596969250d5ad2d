package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A list is every mark in words: the accessible twin of what is drawn on the sheet, and the quickest review.
type list struct {
	app.Compo
	V    listView
	desk *desk
}

type listView struct {
	Open bool
	Rows []editor.ListRow
	All  int
}

func rowsOf(m editor.Model) listView {
	open := m.List && !m.Focus
	if m.Narrow {
		open = m.Panel == editor.ListPanel
	}
	if !open || m.Open == nil {
		return listView{}
	}
	return listView{Open: true, Rows: m.Rows(), All: m.Open.Layer.Len()}
}

func (l *list) Render() app.UI {
	if !l.V.Open {
		return app.Aside().ID("list").Class("list folded").Aria("label", "Annotation list").Aria("hidden", "true")
	}
	return app.Aside().ID("list").Class("list").Aria("label", "Annotation list").Body(
		app.Div().Class("panel-head").Body(
			app.H2().Text(count(l.V.All, "mark")),
			closing(l.desk, "Close the list", editor.Do{Command: "list"}),
		),
		app.If(len(l.V.Rows) == 0, func() app.UI {
			return app.P().Class("lead").Text("No marks yet. Select some words and press a label’s key.")
		}),
		app.Ol().Class("rows").Body(app.Range(l.V.Rows).Slice(func(i int) app.UI { return markRow(l.desk, l.V.Rows[i], editor.Pick{Span: l.V.Rows[i].Span}) })),
	)
}

// markRow is a mark in words; pressing it sends msg.
func markRow(d *desk, r editor.ListRow, msg editor.Msg) app.UI {
	pick, scope := act(d, msg)
	current := "false"
	if r.Selected {
		current = "true"
	}
	return app.Li().DataSet("span", string(r.Span)).DataSet("hue", r.Hue).DataSet("style", r.Style).Body(
		app.Button().Type("button").Class("row").Aria("current", current).OnClick(pick, scope).Body(
			app.Span().Class("row-label").Body(app.Span().Class("swatch").Aria("hidden", "true"), app.Span().Text(r.Title)),
			app.Span().Class("row-text").Dir("auto").Text(r.Text),
			app.If(r.Detail != "", func() app.UI { return app.Span().Class("row-detail").Text(r.Detail[2:]) }),
		),
	)
}

// closing is the button that closes a panel.
func closing(d *desk, name string, msg editor.Msg) app.UI {
	handler, scope := act(d, msg)
	return app.Button().Type("button").Class("icon").Aria("label", name).OnClick(handler, scope).Text("×")
}

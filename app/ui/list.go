package ui

import (
	"cmp"
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
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
	editor.Listing
	Marks  string // how many are on the article, and of them listed
	Held   annotate.SpanID
	Chosen int
	Filter editor.Filter
	Labels []editor.BarKey
}

func rowsOf(m editor.Model, w *window) listView {
	open := m.List && !m.Focus
	if m.Narrow {
		open = m.Panel == editor.ListPanel
	}
	if !open || m.Open == nil {
		return listView{}
	}
	listing := m.Listing(w.first, rowsDrawn)
	if n := listing.All; n > len(listing.Rows) {
		listing = m.Listing(w.of(n))
	}
	marks := count(m.Open.Layer.Len(), "mark")
	if m.Filter != (editor.Filter{}) {
		marks = fmt.Sprintf("%d of %s", listing.All, marks)
	}
	return listView{Open: true, Listing: listing, Marks: marks, Held: m.Open.Selected, Chosen: len(m.Open.Chosen), Filter: m.Filter, Labels: m.Bar()}
}

// OnMount and OnUpdate bring the row of the mark in hand into view when it has become another.
func (l *list) OnMount(ctx app.Context)  { l.settle(ctx) }
func (l *list) OnUpdate(ctx app.Context) { l.settle(ctx) }

func (l *list) settle(ctx app.Context) {
	if l.V.Open {
		l.desk.list.settle(ctx, l.V.First, len(l.V.Rows), l.V.All, l.V.At, cmp.Or(string(l.V.Held), "the caret"))
	}
}

func (l *list) scrolled(ctx app.Context, _ app.Event) {
	l.desk.list.scrolled(l.desk, ctx.JSSrc(), l.V.First, l.V.All)
}

func (l *list) Render() app.UI {
	if !l.V.Open {
		return app.Aside().ID("list").Class("list folded").Aria("label", "Annotation list").Aria("hidden", "true")
	}
	return app.Aside().ID("list").Class("list").TabIndex(-1).Aria("label", "Annotation list").Body(
		app.Div().Class("panel-head").Body(
			app.H2().Text(l.V.Marks),
			closing(l.desk, "Close the list", editor.Do{Command: "list"}),
		),
		app.If(l.V.All > 0 || l.V.Filter != (editor.Filter{}), l.head),
		app.If(l.V.All == 0, func() app.UI {
			text := "No marks yet. Select some words, then a label."
			if l.V.Filter != (editor.Filter{}) {
				text = "No mark is like that."
			}
			return app.P().Class("lead").Text(text)
		}),
		app.Ol().ID("rows").Class(longClass("rows", l.V.All)).OnScroll(l.scrolled, app.EventScope("list")).Body(app.Range(l.V.Rows).Slice(func(i int) app.UI { return l.row(i) })),
	)
}

// head narrows the list down, and says what can be done with what is chosen.
func (l *list) head() app.UI {
	f := l.V.Filter
	all, scope := act(l.desk, editor.TickAll{})
	return app.Div().Class("list-head").Body(
		app.Select().ID("list-label").Class("field").Aria("label", "Marks of which label").OnChange(func(ctx app.Context, _ app.Event) {
			f := l.V.Filter
			f.Label = annotate.Label(picked(ctx))
			l.desk.send(editor.SetFilter{Filter: f})
		}).Body(
			option("", "Every label", f.Label == ""),
			app.Range(l.V.Labels).Slice(func(i int) app.UI {
				k := l.V.Labels[i]
				return option(string(k.Label), k.Title, k.Label == f.Label)
			}),
		),
		app.Input().Type("text").ID("list-words").Class("field").Placeholder("with words").Aria("label", "Marks with these words").AutoComplete(false).
			Value(f.Words).OnInput(func(ctx app.Context, _ app.Event) {
			f := l.V.Filter
			f.Words = ctx.JSSrc().Get("value").String()
			l.desk.send(editor.SetFilter{Filter: f})
		}),
		app.P().Class("list-chosen").Body(
			ticking(app.Input().Type("checkbox").ID("list-all").Aria("label", "Choose all of these").Checked(l.V.Chosen > 0 && l.V.Chosen == l.V.All).OnClick(all, scope)),
			app.If(l.V.Chosen > 0, func() app.UI {
				return app.Span().Text(fmt.Sprintf("%d chosen: choose a label, or", l.V.Chosen))
			}).Else(func() app.UI { return app.Label().For("list-all").Text("Choose many at once") }),
			app.If(l.V.Chosen > 0, func() app.UI { return button(l.desk, "Remove", "Delete", editor.Do{Command: "delete"}) }),
		),
	)
}

// row is a mark of the list, with the box that chooses it.
func (l *list) row(i int) app.UI {
	r := l.V.Rows[i]
	tick := app.Input().Type("checkbox").Aria("label", "Choose "+r.Title+" “"+r.Text+"”").Checked(r.Chosen).OnClick(func(_ app.Context, e app.Event) {
		l.desk.send(editor.Tick{Span: r.Span, Through: e.Get("shiftKey").Truthy()})
	}, app.EventScope(string(r.Span)))
	return markRow(l.desk, r, editor.Pick{Span: r.Span}, ticking(tick))
}

// ticking is a box with room for a finger around it.
func ticking(box app.UI) app.UI { return app.Label().Class("ticking").Body(box) }

// markRow is a mark in words, behind what is set before it; pressing it sends msg.
func markRow(d *desk, r editor.ListRow, msg editor.Msg, before ...app.UI) app.HTMLLi {
	pick, scope := act(d, msg)
	current := "false"
	if r.Selected {
		current = "true"
	}
	return app.Li().DataSet("span", string(r.Span)).DataSet("hue", r.Hue).DataSet("style", r.Style).Body(append(before,
		app.Button().Type("button").Class("row").Aria("current", current).OnClick(pick, scope).Body(
			app.Span().Class("row-label").Body(app.Span().Class("swatch").Aria("hidden", "true"), app.Span().Text(r.Title)),
			app.Span().Class("row-text").Dir("auto").Text(r.Text),
			app.If(r.Detail != "", func() app.UI { return app.Span().Class("row-detail").Text(r.Detail[2:]) }),
		),
	)...)
}

// closing is the button that closes a panel.
func closing(d *desk, name string, msg editor.Msg) app.UI {
	handler, scope := act(d, msg)
	return app.Button().Type("button").Class("icon").Aria("label", name).OnClick(handler, scope).Text("×")
}

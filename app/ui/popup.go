package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A popup is the labels where the eye is: at the selection, or at the mark that was held. web/sheet.js sets its place.
type popup struct {
	app.Compo
	V    popupView
	desk *desk
}

type popupView struct {
	Shown bool
	Held  bool   // over a mark in hand, which can be removed
	Add   string // the label of the mark that the selection may be added to
	Keys  []editor.BarKey
	Links []linkKey
}

func popupOf(m editor.Model) popupView {
	if m.Open == nil || !m.Open.PopUp {
		return popupView{}
	}
	bar := barOf(m)
	return popupView{Shown: true, Held: m.Open.Selected != "", Add: m.MayAdd(), Keys: bar.Keys, Links: bar.Links}
}

func (p *popup) Render() app.UI {
	if !p.V.Shown {
		return app.Div().Class("no-popup")
	}
	tool := func(text, name, command string) app.UI {
		do, scope := act(p.desk, editor.Do{Command: command})
		return app.Button().Type("button").Class("label-key").Aria("label", name).OnClick(do, scope).Text(text)
	}
	return app.Div().ID("popup").Class("popup").Role("toolbar").Aria("label", "Labels for the selection").Body(
		app.Div().Class("popup-tools").Body(
			tool("−", "Smaller", "shrink"),
			tool("+", "Larger", "grow"),
			app.If(p.V.Add != "", func() app.UI {
				return tool("Add to "+p.V.Add, "Add to "+p.V.Add+", as a part of the last mark", "add-part")
			}),
			app.If(p.V.Held, func() app.UI { return tool("Cut here", "Cut here: the mark in hand becomes two", "split") }),
			app.If(p.V.Held, func() app.UI { return tool("Join next", "Join next of its label to the mark in hand", "join") }),
			app.If(p.V.Held, func() app.UI { return tool("All like this", "All like this: mark them", "mark-all") }),
			app.If(p.V.Held, func() app.UI { return tool("Remove", "Remove the mark in hand", "delete") }),
			app.Range(p.V.Links).Slice(func(i int) app.UI {
				l := p.V.Links[i]
				link, scope := act(p.desk, editor.Do{Command: "relation:" + l.Relation})
				return app.Button().Type("button").Class("label-key").OnClick(link, scope).Body(
					app.If(l.Key != "", func() app.UI { return kbd(l.Key) }), app.Span().Text(l.Title))
			}),
		),
		app.Ul().Class("popup-labels").Body(app.Range(p.V.Keys).Slice(func(i int) app.UI { return labelKey(p.desk, p.V.Keys[i], true) })),
	)
}

// labelKey is a label as a button, with its key and its line.
func labelKey(d *desk, k editor.BarKey, open bool) app.UI {
	mark, scope := act(d, editor.Mark{Label: k.Label})
	pressed := "false"
	if k.Sticky {
		pressed = "true"
	}
	return app.Li().DataSet("hue", k.Hue).DataSet("style", k.Style).Body(
		app.Button().Type("button").Class("label-key").Disabled(!open).Aria("pressed", pressed).OnClick(mark, scope).Body(
			app.If(k.Key != "", func() app.UI { return kbd(k.Key) }),
			app.Span().Class("label-name").Text(k.Title),
			app.Span().Class("swatch").Aria("hidden", "true"),
		))
}

package ui

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A margin holds the notes, as a proofreader's. web/sheet.js sets each level with its mark.
type margin struct {
	app.Compo
	V    []editor.Note
	Open bool
	desk *desk
}

func (n *margin) Render() app.UI {
	return app.Ol().ID("notes").Class("notes").Aria("label", "Margin notes").Body(
		app.Range(n.V).Slice(func(i int) app.UI { return n.note(n.V[i]) }),
	)
}

func (n *margin) note(v editor.Note) app.UI {
	pick, scope := act(n.desk, editor.Pick{Span: v.Span})
	remove, removeScope := act(n.desk, editor.Remove{Span: v.Span})
	li := app.Li().Class("note").DataSet("line", v.Line).DataSet("off", v.Off).DataSet("note", string(v.Span)).DataSet("hue", v.Hue).DataSet("style", v.Style)
	if v.Selected {
		li = li.DataSet("selected", "true")
	}
	return li.Body(
		app.Div().Class("note-head").Body(
			app.Button().Type("button").Class("note-title").OnClick(pick, scope).Body(
				app.If(v.Key != "", func() app.UI { return kbd(v.Key) }),
				app.Span().Class("swatch").Aria("hidden", "true"),
				app.Span().Class("label").Text(v.Title),
				app.Span().Class("hidden").Text(": "+v.Text),
				app.If(!v.Selected, func() app.UI { return app.Span().Class("brief").Text(brief(v)) }),
			),
			app.If(v.Selected, func() app.UI {
				return app.Button().Type("button").Class("icon").Aria("label", "Remove "+v.Title).OnClick(remove, removeScope).Text("×")
			}),
		),
		app.If(v.Selected && len(v.Attrs) > 0, func() app.UI {
			return app.Div().Class("attrs").Body(app.Range(v.Attrs).Slice(func(i int) app.UI { return n.attr(v.Span, v.Attrs[i]) }))
		}),
		app.If(len(v.Links) > 0, func() app.UI {
			return app.Ul().Class("note-links").Body(app.Range(v.Links).Slice(func(i int) app.UI { return n.link(v, v.Links[i]) }))
		}),
	)
}

// brief is what a folded note shows of its attributes.
func brief(v editor.Note) string {
	var set []string
	for _, a := range v.Attrs {
		if a.Set {
			set = append(set, strings.ReplaceAll(a.Value, "_", " "))
		} else if a.Missing {
			set = append(set, a.Title+"?")
		}
	}
	return strings.Join(set, ", ")
}

// attr is an attribute of the mark in hand: its digit, its name, its value as a choice.
func (n *margin) attr(span annotate.SpanID, a editor.NoteAttr) app.UI {
	id := "attr-" + a.Name
	row := app.Div().Class("attr")
	if a.Chosen {
		row = row.DataSet("chosen", "true")
	}
	if a.Missing {
		row = row.DataSet("missing", "true")
	}
	return row.Body(
		app.If(a.N <= 9, func() app.UI { return app.Kbd().Text(digit(a.N)) }),
		app.Label().For(id).Text(a.Title),
		app.If(len(a.Values) > 0, func() app.UI { return n.choice(id, span, a) }).Else(func() app.UI { return n.field(id, span, a) }),
		app.If(a.Chosen, func() app.UI {
			return app.Ol().Class("values").Body(app.Range(a.Values).Slice(func(i int) app.UI { return n.value(span, a, i) }))
		}),
	)
}

func (n *margin) value(span annotate.SpanID, a editor.NoteAttr, i int) app.UI {
	v := a.Values[i]
	set, _ := act(n.desk, editor.SetValue{Span: span, Name: a.Name, Value: &v})
	// The pointer in the message differs with every drawing, so the scope is what it means.
	return app.Li().Body(app.Button().Type("button").Class("button").OnClick(set, app.EventScope(string(span), a.Name, v)).Body(
		app.If(i < 9, func() app.UI { return app.Kbd().Text(digit(i + 1)) }), app.Span().Text(strings.ReplaceAll(v, "_", " ")),
	))
}

func (n *margin) choice(id string, span annotate.SpanID, a editor.NoteAttr) app.UI {
	return app.Select().ID(id).OnChange(func(ctx app.Context, _ app.Event) {
		n.set(span, a.Name, ctx.JSSrc().Get("value").String())
	}, app.EventScope(string(span), a.Name)).Body(
		app.Option().Value("").Selected(!a.Set).Text("unset"),
		app.Range(a.Values).Slice(func(i int) app.UI {
			v := a.Values[i]
			return app.Option().Value(v).Selected(a.Set && a.Value == v).Text(strings.ReplaceAll(v, "_", " "))
		}),
	)
}

func (n *margin) field(id string, span annotate.SpanID, a editor.NoteAttr) app.UI {
	kind := "text"
	if a.Type == annotate.Number {
		kind = "number"
	}
	return app.Input().ID(id).Type(kind).Value(a.Value).Placeholder("unset").OnChange(func(ctx app.Context, _ app.Event) {
		n.set(span, a.Name, ctx.JSSrc().Get("value").String())
	}, app.EventScope(string(span), a.Name))
}

func (n *margin) set(span annotate.SpanID, name, value string) {
	msg := editor.SetValue{Span: span, Name: name}
	if value != "" {
		msg.Value = &value
	}
	n.desk.send(msg)
}

func (n *margin) link(v editor.Note, l editor.NoteLink) app.UI {
	jump, scope := act(n.desk, editor.Pick{Span: l.Other})
	cut, cutScope := act(n.desk, editor.Unlink{Relation: l.Relation})
	arrow := "→ "
	if !l.Out {
		arrow = "← "
	}
	return app.Li().Body(
		app.Button().Type("button").Class("jump").OnClick(jump, scope).Body(app.Span().Class("rel").Text(arrow+l.Title), app.Span().Class("to").Text(l.Text)),
		app.If(v.Selected, func() app.UI {
			return app.Button().Type("button").Class("icon").Aria("label", "Remove the link "+l.Title).OnClick(cut, cutScope).Text("×")
		}),
	)
}

func digit(n int) string { return string(rune('0' + n)) }

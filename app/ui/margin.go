package ui

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A margin holds the notes, as a proofreader's: a list that web/notes.js fills, and the note of the mark in hand.
type margin struct {
	app.Compo
	V    editor.Hand
	Held bool
	Fold bool // only its head is shown on a small screen: marks come one after the other, or the other end of a link is looked for
	desk *desk

	Pencil    editor.PencilNote // the suggestion in hand
	Pencilled bool

	Case *caseCard // while gold is made
}

func marginOf(d *desk, m editor.Model) *margin {
	h, ok := m.Hand()
	if m.Narrow && (m.Panel == editor.PencilPanel || m.Panel == editor.ProblemsPanel) {
		return &margin{desk: d, Case: &caseCard{desk: d}} // the panel stands where the note would
	}
	n := &margin{V: h, Held: ok, Fold: m.Sticky != "" || ok && m.Open.Linking != nil, desk: d, Case: caseOf(d, m)}
	if m.Panel != editor.PencilPanel { // there it stands in the panel
		n.Pencil, n.Pencilled = m.PencilInHand()
	}
	return n
}

func (n *margin) Render() app.UI {
	return app.Section().ID("notes").Class("notes").Aria("label", "Margin notes").Body(
		app.Div().Class("hairlines").Aria("hidden", "true"), app.Ol().ID("note-list").Class("note-list"), // web/notes.js fills both
		n.Case,
		app.If(n.Held, func() app.UI { return n.hand() }).ElseIf(n.Pencilled, func() app.UI { return n.pencilHand() }),
	)
}

func (n *margin) hand() app.UI {
	v := n.V
	remove, scope := act(n.desk, editor.Remove{Span: v.Span})
	class := "note"
	if n.Fold {
		class += " folded-note"
	}
	return app.Div().ID("hand").Class(class).Role("group").Aria("label", v.Title+" in hand").
		DataSet("line", v.Line).DataSet("off", v.Off).DataSet("hue", v.Hue).DataSet("style", v.Style).DataSet("selected", "true").Body(
		app.Div().Class("note-head").Body(
			app.P().Class("note-title").Body(
				app.If(v.Key != "", func() app.UI { return kbd(v.Key) }),
				app.Span().Class("swatch").Aria("hidden", "true"),
				app.Span().Class("label").Text(v.Title),
				app.Span().Class("hidden").Text(": "+v.Text),
			),
			app.If(v.Span != "", func() app.UI {
				return app.Button().Type("button").Class("note-remove").OnClick(remove, scope).Body(
					app.Span().Text("Remove"), app.Span().Class("hidden").Text(" "+v.Title), kbd("Delete"))
			}),
			closing(n.desk, "Put it down", n.down()),
		),
		app.If(len(v.Attrs) > 0, func() app.UI {
			return app.Div().Class("attrs").Body(app.Range(v.Attrs).Slice(func(i int) app.UI { return n.attr(v.Attrs[i]) }))
		}),
		app.If(len(v.Links) > 0, func() app.UI {
			return app.Ul().Class("note-links").Body(app.Range(v.Links).Slice(func(i int) app.UI { return n.link(v.Links[i]) }))
		}),
	)
}

// down is what closes the note: its mark stays.
func (n *margin) down() editor.Msg {
	if n.V.Span == "" {
		return editor.Do{Command: "about"}
	}
	return editor.Key{Key: "Escape"}
}

// attr is an attribute of what is in hand: its digit, its name, its value as a choice.
func (n *margin) attr(a editor.NoteAttr) app.UI {
	row := app.Div().Class("attr")
	if a.Chosen {
		row = row.DataSet("chosen", "true")
	}
	if a.Missing {
		row = row.DataSet("missing", "true")
	}
	return row.Body(
		app.If(a.N <= 9, func() app.UI { return kbd(editor.ValueKey(a.N)) }),
		app.Label().For(a.Field).Text(a.Title),
		app.If(len(a.Values) > 0, func() app.UI { return n.choice(a) }).Else(func() app.UI { return n.field(a) }),
		app.If(a.Chosen, func() app.UI {
			return app.Ol().Class("values").Body(app.Range(a.Values).Slice(func(i int) app.UI { return n.value(a, i) }))
		}),
	)
}

func (n *margin) value(a editor.NoteAttr, i int) app.UI {
	v := a.Values[i]
	set, _ := act(n.desk, editor.SetValue{Span: a.Of, Name: a.Name, Value: &v})
	// The pointer in the message differs with every drawing, so the scope is what it means.
	return app.Li().Body(app.Button().Type("button").Class("button").OnClick(set, app.EventScope(string(a.Of), a.Name, v)).Body(
		app.If(editor.ValueKey(i+1) != "", func() app.UI { return kbd(editor.ValueKey(i + 1)) }), app.Span().Text(strings.ReplaceAll(v, "_", " ")),
	))
}

func (n *margin) choice(a editor.NoteAttr) app.UI {
	return app.Select().ID(a.Field).OnChange(func(ctx app.Context, _ app.Event) {
		n.set(a.Of, a.Name, picked(ctx))
	}, app.EventScope(string(a.Of), a.Name)).Body(
		option("", "unset", !a.Set),
		app.Range(a.Values).Slice(func(i int) app.UI {
			v := a.Values[i]
			return option(v, strings.ReplaceAll(v, "_", " "), a.Set && a.Value == v)
		}),
	)
}

func (n *margin) field(a editor.NoteAttr) app.UI {
	kind := "text"
	if a.Type == annotate.Number {
		kind = "number"
	}
	return app.Input().ID(a.Field).Type(kind).Value(a.Value).Placeholder("unset").OnChange(func(ctx app.Context, _ app.Event) {
		n.set(a.Of, a.Name, picked(ctx))
	}, app.EventScope(string(a.Of), a.Name))
}

func (n *margin) set(span annotate.SpanID, name, value string) {
	msg := editor.SetValue{Span: span, Name: name}
	if value != "" {
		msg.Value = &value
	}
	n.desk.send(msg)
}

func (n *margin) link(l editor.NoteLink) app.UI {
	jump, scope := act(n.desk, editor.Pick{Span: l.Other})
	cut, cutScope := act(n.desk, editor.Unlink{Relation: l.Relation})
	arrow := "→ "
	if !l.Out {
		arrow = "← "
	}
	return app.Li().Body(
		app.Button().Type("button").Class("jump").OnClick(jump, scope).Body(app.Span().Class("rel").Text(arrow+l.Title), app.Span().Class("to").Text(l.Text)),
		app.Button().Type("button").Class("icon").Aria("label", "Remove the link "+l.Title).OnClick(cut, cutScope).Text("×"),
	)
}

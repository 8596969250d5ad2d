package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A labelbar shows every label with its key: the one fixed thing on the desk.
type labelbar struct {
	app.Compo
	V    barView
	desk *desk
}

type barView struct {
	Keys    []editor.BarKey
	Links   []linkKey // what the mark in hand may be linked by
	Linking string    // what to do while a relation waits for its other end
	Held    bool      // a label is held
	Open    bool
}

// A linkKey is a relation that the mark in hand may begin or end.
type linkKey struct{ Relation, Key, Title string }

func barOf(m editor.Model) barView {
	v := barView{Open: m.Open != nil, Keys: m.Bar(), Held: m.Sticky != ""}
	if m.Open == nil {
		return v
	}
	if l := m.Open.Linking; l != nil {
		if d, ok := m.Scheme.RelationDef(l.Relation); ok {
			v.Linking = d.Title + ": press the letter on the other end, Enter for the nearest, Esc to leave it"
			if m.Narrow {
				v.Linking = d.Title + ": tap the other end. A tap anywhere else leaves it."
			}
		}
	}
	s, ok := m.Open.Layer.Span(m.Open.Selected)
	if !ok || m.Narrow && m.Panel != editor.NoPanel { // it would lie over the foot of the panel
		return v
	}
	for _, r := range m.Scheme.Relations {
		for _, l := range append(r.Heads[:len(r.Heads):len(r.Heads)], r.Tails...) {
			if l == s.Label {
				v.Links = append(v.Links, linkKey{string(r.ID), m.RelationKey(r), r.Title})
				break
			}
		}
	}
	return v
}

func (b *labelbar) Render() app.UI {
	hold, holdScope := act(b.desk, editor.Do{Command: "sticky"})
	undo, undoScope := act(b.desk, editor.Do{Command: "undo"})
	// Each part keeps its place when it has nothing to show, so that go-app leaves the others as they are.
	return app.Nav().Class("labelbar").Aria("label", "Labels").Body(
		app.P().Class("linking").Hidden(b.V.Linking == "").Text(b.V.Linking),
		app.Ul().Class("links-bar").Hidden(len(b.V.Links) == 0 || b.V.Linking != "").Aria("label", "Links").Body(app.Range(b.V.Links).Slice(func(i int) app.UI {
			l := b.V.Links[i]
			link, scope := act(b.desk, editor.Do{Command: "relation:" + l.Relation})
			return app.Li().Body(app.Button().Type("button").Class("label-key").OnClick(link, scope).Body(
				app.If(l.Key != "", func() app.UI { return kbd(l.Key) }), app.Span().Text(l.Title)))
		})),
		app.Ul().Class("labels").Body(app.Range(b.V.Keys).Slice(func(i int) app.UI {
			return labelKey(b.desk, b.V.Keys[i], b.V.Open)
		})),
		app.Button().Type("button").Class("label-key hold").Aria("pressed", fmt.Sprint(b.V.Held)).OnClick(hold, holdScope).
			Aria("label", "Hold the last label: a click or a tap is enough then").Body(kbd(";"), app.Span().Text("hold")),
		app.Button().Type("button").Class("label-key undo").OnClick(undo, undoScope).Body(kbd("u"), app.Span().Text("undo")),
	)
}

package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// notesShown is how many remarks on one file are listed; the rest are counted.
const notesShown = 500

// imports tells what other tools' files were taken for and what was found in them, before anything is taken in.
func imports(d *desk, m editor.Model) []app.UI {
	body := []app.UI{app.P().Class("lead").Text("Nothing is taken in yet. Marks come as layers of their own; none that is here changes.")}
	for _, i := range m.Imports {
		body = append(body, imported(i))
	}
	return append(body, app.P().Class("actions").Body(
		button(d, "Take it in", "", editor.AcceptImports{}).Class("primary"),
		button(d, "Leave it", "", editor.Key{Key: "Escape"}),
		app.If(m.ImportsHere(), func() app.UI { return button(d, "Take back what it brought before", "", editor.ImportsOut{}) }),
	))
}

func imported(i editor.Import) app.UI {
	found := fmt.Sprintf("%s with %s", count(i.Documents, "article"), count(i.Spans, "mark"))
	if i.Relations > 0 {
		found += " and " + count(i.Relations, "link")
	}
	whose := ""
	if len(i.Layers) > 0 {
		var names []string
		for _, l := range i.Layers {
			names = append(names, string(l))
		}
		whose = "Marks of " + strings.Join(names, ", ") + "."
	}
	notes := i.Notes[:min(len(i.Notes), notesShown)]
	return app.Section().Class("import").Body(
		app.H3().Text(i.Name),
		app.P().Text(found+"."),
		app.If(whose != "", func() app.UI { return app.P().Text(whose) }),
		app.P().Class("whisper").Text(fmt.Sprintf("Read as %s: %s.", i.Title, i.Why)),
		app.If(len(notes) == 0, func() app.UI {
			return app.P().Class("whisper").Text("Every mark stands where the file says.")
		}).Else(func() app.UI {
			return app.Details().Body(
				app.Summary().Text(count(len(i.Notes), "remark")+" on what was done"),
				app.Div().Class("import-notes").TabIndex(0).Role("region").Aria("label", "Remarks on "+i.Name).Body(
					app.Ul().Body(app.Range(notes).Slice(func(k int) app.UI {
						return app.Li().Text(notes[k])
					}), app.If(len(i.Notes) > notesShown, func() app.UI {
						return app.Li().Text(fmt.Sprintf("and %d more", len(i.Notes)-notesShown))
					}))),
			)
		}),
	)
}

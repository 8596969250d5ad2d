package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A sheetMount is the place of the article. It is drawn once and stays; its inside belongs to web/sheet.js.
type sheetMount struct {
	app.Compo
	Title string
	desk  *desk
}

func titleOf(m editor.Model) string {
	if m.Open == nil {
		return ""
	}
	return m.Open.Title
}

func (s *sheetMount) Render() app.UI {
	label := "No article lies open"
	if s.Title != "" {
		label = "Article: " + s.Title + ". Press question mark for the keys."
	}
	return app.Section().ID("sheet").Class("sheet").TabIndex(0).Aria("label", label)
}

// empty is what stands where the article would.
func empty(d *desk) app.UI {
	return app.Div().Class("nothing").Body(
		app.P().Class("lead").Text("Nothing on the desk."),
		app.P().Text("Drop a story on the page, paste one, or open a file: plain text, Markdown, a web page, JSONL, CSV, or a zip of these."),
		app.P().Body(button(d, "Open files", "o", editor.Do{Command: "open"}), button(d, "Paste", "", editor.Do{Command: "paste"})),
	)
}

package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// welcome is the first visit: it asks for a name, and nothing else.
func welcome(d *desk, m editor.Model) app.UI {
	return app.Main().ID("welcome").Class("welcome").Body(
		app.Div().Class("proof").Body(
			app.H1().Text("Galley"),
			app.P().Class("lead").Text("The desk on which news copy becomes training data."),
			app.If(m.Save.State == editor.Failed, func() app.UI {
				return app.P().Class("banner bad").Role("alert").Text("This browser’s store cannot be used: " + m.Save.Reason + ". You can look around, but nothing would be kept.")
			}),
			app.Form().OnSubmit(func(_ app.Context, e app.Event) {
				e.PreventDefault()
				d.send(editor.Named{Name: valueOf("name")})
			}).Body(
				app.Label().For("name").Text("Your name, under which your marks are kept"),
				app.Div().Class("ask").Body(
					app.Input().Type("text").ID("name").Class("field").MaxLength(64).AutoComplete(false).AutoFocus(true).Required(true),
					app.Button().Type("submit").Class("primary").Text("Open the desk"),
				),
			),
			app.P().Class("whisper").Text("Everything stays on this machine: there is no account, and nothing is sent anywhere."),
		),
	)
}

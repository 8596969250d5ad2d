package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A foot stands below the article: what one does with an article that has been read, for hands without a keyboard.
type foot struct {
	app.Compo
	V    footView
	desk *desk
}

type footView struct {
	Open  bool
	State annotate.State
	Cases string // how many are settled, while the gold layer lies on the sheet
	About string // what the article is, where the slug line has no room for it
}

func footOf(m editor.Model) footView {
	if m.Open == nil {
		return footView{}
	}
	v := footView{Open: true, State: m.Open.Layer.State(), Cases: m.CaseProgress()}
	if m.Narrow {
		v.About = m.AboutText()
	}
	return v
}

func (f *foot) Render() app.UI {
	if !f.V.Open {
		return app.Div().Class("foot").Hidden(true)
	}
	flag := "Flag"
	if f.V.State == annotate.Flagged {
		flag = "Take the flag off"
	}
	if f.V.Cases != "" {
		return app.Div().Class("foot").Role("group").Aria("label", "The gold layer").Body(
			app.P().Class("foot-state").Text(f.V.Cases+"."),
			button(f.desk, "Next article", "y", editor.Do{Command: "done"}),
			button(f.desk, flag, "v", editor.Do{Command: "flag"}),
			button(f.desk, "Back to your own marks", "", editor.Do{Command: "leave-gold"}),
		)
	}
	return app.Div().Class("foot").Role("group").Aria("label", "This article").Body(
		app.P().Class("foot-state").Text("This article is "+inWords(f.V.State)+"."),
		button(f.desk, "Done, next article", "y", editor.Do{Command: "done"}),
		button(f.desk, flag, "v", editor.Do{Command: "flag"}),
		button(f.desk, "Skip", "z", editor.Do{Command: "skip"}),
		app.If(f.V.About != "", func() app.UI { return button(f.desk, "What it is: "+f.V.About, "", editor.Do{Command: "about"}) }),
	)
}

// inWords is a state in a sentence about an article.
func inWords(s annotate.State) string {
	if s == annotate.Todo {
		return "still to do"
	}
	return stateName(s)
}

package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A lesson is a step of the guided start, as one line above the sheet: it covers nothing, and can be skipped.
type lesson struct {
	app.Compo
	V    lessonView
	desk *desk
}

type lessonView struct {
	N    int
	Of   int
	Text string
	Keys []string
}

func lessonOf(m editor.Model) lessonView {
	l, n, ok := m.Step()
	if !ok {
		return lessonView{}
	}
	return lessonView{n, m.Lessons(), l.Text, l.Keys}
}

func (l *lesson) Render() app.UI {
	if l.V.N == 0 {
		return app.Div().Class("no-lesson").Hidden(true)
	}
	return app.Section().ID("lesson").Class("banner lesson").Aria("label", "Guided start").Body(
		app.P().Class("whisper").Text(fmt.Sprintf("%d of %d", l.V.N, l.V.Of)),
		app.P().Class("lesson-keys").Body(app.Range(l.V.Keys).Slice(func(i int) app.UI { return kbd(l.V.Keys[i]) })),
		app.P().Class("lesson-text").Text(l.V.Text),
		button(l.desk, "Next", "", editor.Do{Command: "lesson"}),
		button(l.desk, "Skip", "", editor.Do{Command: "skip-lessons"}),
	)
}

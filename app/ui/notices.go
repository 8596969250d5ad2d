package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// notices are single lines at the foot, the newest last.
func notices(d *desk, m editor.Model) app.UI {
	return app.Section().ID("notices").Class("notices").Aria("label", "Notices").Body(app.Range(m.Notices).Slice(func(i int) app.UI {
		n := m.Notices[i]
		class := "notice"
		if n.Bad {
			class += " bad"
		}
		do, doScope := act(d, editor.Act{Notice: n.ID})
		away, awayScope := act(d, editor.Dismiss{Notice: n.ID})
		return app.Div().Class(class).Body(
			app.P().Text(n.Text),
			app.If(n.Action != "", func() app.UI {
				return app.Button().Type("button").Class("button").OnClick(do, doScope).Text(n.Action)
			}),
			app.Button().Type("button").Class("icon").Aria("label", fmt.Sprintf("Dismiss: %s", n.Text)).OnClick(away, awayScope).Text("×"),
		)
	}))
}

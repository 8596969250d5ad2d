package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate/carry"
	"galley/app/editor"
)

// versions shows what would become of marks on another version of an article, before anything is brought over.
func versions(d *desk, m editor.Model) []app.UI {
	f := m.Fit
	if f == nil {
		return []app.UI{app.P().Class("lead").Text("Looking where the marks belong…")}
	}
	placed := f.Count[carry.Unchanged] + f.Count[carry.Moved] + f.Count[carry.Altered]
	more := ""
	if n := len(m.Versions); n > 0 {
		more = fmt.Sprintf(" %d more to look at after this.", n)
	}
	return []app.UI{
		app.P().Class("lead").Text(fmt.Sprintf("%s marked another version of “%s”. Marks on two texts are not compared; this is what would become of them on the version here.%s", f.Layer, f.Title, more)),
		app.Dl().Class("tally").Body(
			figure(f.Count[carry.Unchanged], carry.Unchanged), figure(f.Count[carry.Moved], carry.Moved), figure(f.Count[carry.Altered], carry.Altered), figure(f.Count[carry.Lost], carry.Lost),
		),
		app.If(f.All > 0, func() app.UI {
			return app.P().Class("carry-rest").Text(fmt.Sprintf("%d of %s keep both their ends.", f.Links, count(f.All, "link")))
		}),
		app.P().Class("actions").Body(
			button(d, "Bring over "+count(placed, "mark"), "", editor.AcceptFit{}).Class("primary").Disabled(placed == 0),
			app.If(len(f.Doubts) > 0 && f.Count[carry.Unchanged] > 0, func() app.UI {
				return button(d, fmt.Sprintf("Only the %d unchanged", f.Count[carry.Unchanged]), "", editor.AcceptFit{Sure: true})
			}),
			button(d, "Leave them there", "", editor.LeaveFit{}),
		),
		app.If(len(f.Doubts) > 0, func() app.UI {
			return app.Div().Body(
				app.H3().Text("To look at"),
				app.Ol().Class("rows fits").Body(app.Range(f.Doubts).Slice(func(i int) app.UI { return fit(f.Doubts[i]) })),
			)
		}),
	}
}

// fit is one mark whose words or place have changed.
func fit(x editor.Doubtful) app.UI {
	about := capital(string(x.Fate)) + ": " + x.Why
	if x.Fate != carry.Lost {
		about += fmt.Sprintf(". %d %% alike", x.Score)
	}
	return app.Li().Class("fit").DataSet("fate", string(x.Fate)).Body(
		app.P().Class("differ-kind").Text(x.Title),
		app.P().Class("doubt-words").Dir("auto").Body(
			app.If(x.Now == "" || x.Now == x.Was, func() app.UI { return app.Span().Text(x.Was) }).Else(func() app.UI {
				return app.Span().Body(app.Del().Text(x.Was), app.Text(" "), app.Ins().Text(x.Now))
			}),
		),
		app.P().Class("choice-about").Text(about+"."),
	)
}

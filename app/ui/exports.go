package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// exports asks what to write, whose marks and which of them, and tells beforehand what would be left out.
func exports(d *desk, m editor.Model) []app.UI {
	f := exportForm{d, m.Export, m.Templates()}
	marked, spans := 0, 0
	for _, doc := range m.Queue() {
		if doc.Spans > 0 {
			marked++
			spans += doc.Spans
		}
	}
	whose := [][2]string{{string(m.Name), string(m.Name)}, {"all", "everybody’s"}, {"gold", "the settled ones (gold)"}}
	return []app.UI{
		app.P().Class("lead").Text(fmt.Sprintf("%s in %s of “%s”.", count(spans, "mark"), count(marked, "article"), m.Project.Name)),
		f.format(),
		app.If(m.Export.Format == "bundle", func() app.UI {
			return app.P().Class("whisper").Text("The whole project with its history, to keep or to send to somebody.")
		}).Else(func() app.UI {
			return app.Div().Class("scheme-fields").Body(
				f.choose("export-layer", "Whose marks", m.Export.Layer, whose, func(e *editor.Export, v string) { e.Layer = v }),
				f.choose("export-origin", "Which of them", m.Export.Origin, [][2]string{{"", "all"}, {"hand", "made by hand"}, {"accepted", "suggested and accepted"}},
					func(e *editor.Export, v string) { e.Origin = v }),
				f.choose("export-negatives", "Articles without a mark", m.Export.Negatives, [][2]string{{"", "all of them"}, {"done", "those that are done"}, {"none", "none"}},
					func(e *editor.Export, v string) { e.Negatives = v }),
				f.tick("export-pseudonyms", "Annotators are A1, A2 …", m.Export.Pseudonyms, func(e *editor.Export) { e.Pseudonyms = !e.Pseudonyms }),
				f.tick("export-split", "Train, validation and test, a story never in two", m.Export.Split, func(e *editor.Export) { e.Split = !e.Split }),
			)
		}),
		app.If(m.Lost != "", func() app.UI { return app.P().ID("export-lost").Role("status").Text(m.Lost) }),
		app.P().Class("actions").Body(
			button(d, "Save the file", "", editor.StartExport{}).Class("primary"),
			app.If(m.Export.Format != "bundle", func() app.UI {
				return button(d, "What would be left out?", "", editor.StartExport{Dry: true})
			}),
		),
	}
}

type exportForm struct {
	desk      *desk
	now       editor.Export
	templates []editor.TemplateChoice
}

func (f exportForm) set(change func(*editor.Export)) {
	e := f.desk.model().Export
	change(&e)
	f.desk.send(editor.SetExport{Export: e})
}

// format is the choice of the notation, by what it is for.
func (f exportForm) format() app.UI {
	var groups []string
	of := map[string][]editor.ExportFormat{}
	for _, x := range editor.ExportFormats() {
		if of[x.For] == nil {
			groups = append(groups, x.For)
		}
		of[x.For] = append(of[x.For], x)
	}
	option := func(name, title string) app.UI {
		return app.Option().Value(name).Selected(f.now.Format == name).Text(title)
	}
	return app.Div().Class("scheme-field").Body(
		app.Label().For("export-format").Text("As"),
		app.Select().ID("export-format").Class("field").OnChange(func(ctx app.Context, _ app.Event) {
			name := ctx.JSSrc().Get("value").String()
			f.set(func(e *editor.Export) { e.Format = name })
		}).Body(
			app.Range(groups).Slice(func(i int) app.UI {
				all := of[groups[i]]
				return app.OptGroup().Label(groups[i]).Body(app.Range(all).Slice(func(k int) app.UI { return option(all[k].Name, all[k].Title) }))
			}),
			app.If(len(f.templates) > 0, func() app.UI {
				return app.OptGroup().Label("Templates of this project").Body(app.Range(f.templates).Slice(func(i int) app.UI {
					t := f.templates[i]
					if !t.On {
						return app.Option().Value(t.Format).Disabled(true).Text(t.Title + " (off: turn it on among the rules)")
					}
					return option(t.Format, t.Title)
				}))
			}),
			app.OptGroup().Label("To keep and to send").Body(option("bundle", "A bundle: the whole project with its history")),
		),
	)
}

func (f exportForm) choose(id, name, value string, of [][2]string, set func(*editor.Export, string)) app.UI {
	return app.Div().Class("scheme-field").Body(
		app.Label().For(id).Text(name),
		app.Select().ID(id).Class("field").OnChange(func(ctx app.Context, _ app.Event) {
			v := ctx.JSSrc().Get("value").String()
			f.set(func(e *editor.Export) { set(e, v) })
		}, app.EventScope(id)).Body(app.Range(of).Slice(func(i int) app.UI {
			return app.Option().Value(of[i][0]).Selected(of[i][0] == value).Text(of[i][1])
		})),
	)
}

func (f exportForm) tick(id, name string, on bool, set func(*editor.Export)) app.UI {
	return app.Div().Class("choice scheme-wide").Body(
		app.Input().Type("checkbox").ID(id).Checked(on).OnChange(func(app.Context, app.Event) { f.set(set) }, app.EventScope(id)),
		app.Label().For(id).Text(name),
	)
}

package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// exports asks what to write, whose marks and which of them, and shows beforehand what the file will hold.
func exports(d *desk, m editor.Model) []app.UI {
	f := exportForm{d, m.Export, m.Templates()}
	if m.Export.Format == "bundle" {
		return []app.UI{
			app.P().Class("lead").Text("The whole project with its history, to keep or to send to somebody."),
			f.format(),
			saving(d, m),
		}
	}
	return []app.UI{
		app.P().ID("export-lead").Class("lead").Role("status").Text(exportLead(m)),
		app.Div().Class("export-form").Body(
			app.Div().Class("export-choices").Body(
				app.Div().Class("scheme-fields").Body(append([]app.UI{f.format()}, f.choices(m)...)...),
				exportLabels(d, m),
			),
			app.Section().ID("export-preview").Class("export-preview").Aria("labelledby", "export-preview-title").Aria("busy", strconv.FormatBool(m.Previewing())).
				Body(previewed(m)...),
		),
		saving(d, m),
	}
}

// exportLead counts what would be written.
func exportLead(m editor.Model) string {
	switch {
	case m.PreviewStage != "":
		return m.PreviewStage + "…"
	case m.PreviewErr != "":
		return "This cannot be written: " + m.PreviewErr
	case m.Preview == nil:
		return "Looking what would be written…"
	}
	text := fmt.Sprintf("%s in %s of “%s”", count(m.Preview.Spans(), "mark"), count(m.Preview.Documents, "article"), m.Project.Name)
	if n := m.Preview.Relations; n > 0 {
		text += ", " + count(n, "link")
	}
	return text + "."
}

// saving is the button that writes or, while that goes on, how far it is.
func saving(d *desk, m editor.Model) app.UI {
	x := m.Exporting
	if x == nil {
		return app.Div().Class("saving").Body(
			app.If(m.ExportErr != "", func() app.UI {
				return app.P().ID("export-error").Class("field-error").Text("The export was not written: " + m.ExportErr)
			}),
			app.P().Class("actions").Body(button(d, "Save the file", "", editor.StartExport{}).Class("primary")),
		)
	}
	text := "Waiting for the last marks to be saved, and for a place to write to…"
	switch {
	case x.Of > 0:
		text = fmt.Sprintf("%s %s: %d of %s.", x.Stage, x.File, x.N, count(x.Of, "article"))
	case x.Stage != "":
		text = x.Stage + "…"
	}
	return app.Div().ID("exporting").Class("rule-run").Body(
		app.Progress().Aria("label", "Articles written").Max(float64(max(x.Of, 1))).Value(float64(x.N)),
		app.P().Text(text),
		app.P().Class("actions").Body(button(d, "Stop", "", editor.StopExport{})),
	)
}

type exportForm struct {
	desk      *desk
	now       editor.Export
	templates []editor.TemplateChoice
}

// set takes what was chosen, ticked or written in the field of that id.
func (f exportForm) set(id, v string) {
	e := f.desk.model().Export
	switch id {
	case "export-format":
		e.Format = v
	case "export-layer":
		e.Layer = v
	case "export-origin":
		e.Origin = v
	case "export-negatives":
		e.Negatives = v
	case "export-tokenizer":
		e.Tokenizer = v
	case "export-overlap":
		e.Overlap = v
	case "export-prompt":
		e.Prompt = v
	case "export-pseudonyms":
		e.Pseudonyms = !e.Pseudonyms
	case "export-soft":
		e.Soft = !e.Soft
	case "export-split":
		e.Split = !e.Split
	case "export-seed":
		seed, err := strconv.ParseUint(v, 10, 64)
		if err != nil {
			return
		}
		e.Seed = seed
	}
	f.desk.send(editor.SetExport{Export: e})
}

// changed sets what the field of that id has come to.
func (f exportForm) changed(id string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { f.set(id, picked(ctx)) }
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
	return app.Div().Class("scheme-field scheme-wide").Body(
		app.Label().For("export-format").Text("As"),
		app.Select().ID("export-format").Class("field").OnChange(f.changed("export-format")).Body(
			app.Range(groups).Slice(func(i int) app.UI {
				all := of[groups[i]]
				return app.OptGroup().Label(groups[i]).Body(
					app.Range(all).Slice(func(k int) app.UI { return option(all[k].Name, all[k].Title, all[k].Name == f.now.Format) }))
			}),
			app.If(len(f.templates) > 0, func() app.UI {
				return app.OptGroup().Label("Templates of this project").Body(app.Range(f.templates).Slice(func(i int) app.UI {
					t := f.templates[i]
					if !t.On {
						return app.Option().Value(t.Format).Disabled(true).Text(t.Title + " (off: turn it on among the rules)")
					}
					return option(t.Format, t.Title, t.Format == f.now.Format)
				}))
			}),
			app.OptGroup().Label("To keep and to send").Body(option("bundle", "A bundle: the whole project with its history", f.now.Format == "bundle")),
		),
	)
}

// choices are what may be chosen besides: what means nothing to the notation is not asked.
func (f exportForm) choices(m editor.Model) []app.UI {
	whose := [][2]string{{string(m.Name), string(m.Name) + " (me)"}}
	if m.Preview != nil {
		for _, l := range m.Preview.Layers {
			if l != m.Name && l != "gold" {
				whose = append(whose, [2]string{string(l), string(l)})
			}
		}
	}
	whose = append(whose, [2]string{"all", "everybody’s"}, [2]string{"gold", "the settled ones (gold)"})
	return []app.UI{
		f.choose("export-layer", "Whose marks", m.Export.Layer, whose),
		f.choose("export-origin", "Which of them", m.Export.Origin, [][2]string{{"", "all"}, {"hand", "made by hand"}, {"accepted", "suggested and accepted"}}),
		f.choose("export-negatives", "Articles without a mark", m.Export.Negatives, [][2]string{{"", "all of them"}, {"done", "those that are done"}, {"none", "none"}}),
		app.If(m.Export.Takes("tokenizer"), func() app.UI {
			return f.choose("export-tokenizer", "Where words end", m.Export.Tokenizer, [][2]string{{"", "as Unicode has it"}, {"whitespace", "at white space only"}})
		}),
		app.If(m.Export.Takes("overlap"), func() app.UI {
			return f.choose("export-overlap", "Marks that share words", m.Export.Overlap,
				[][2]string{{"", "split: a column for each group"}, {"drop", "drop: the longest stands"}, {"flatten", "flatten: the shortest has the word"}})
		}),
		app.If(m.Export.Takes("prompt"), func() app.UI {
			return app.Div().Class("scheme-field scheme-wide").Body(
				app.Label().For("export-prompt").Text("What the model is told first; empty for Galley’s own words"),
				app.Textarea().ID("export-prompt").Class("field").Rows(3).Text(m.Export.Prompt).OnChange(f.changed("export-prompt")),
			)
		}),
		f.tick("export-pseudonyms", "Annotators are A1, A2 …", m.Export.Pseudonyms),
		app.If(m.Export.Takes("soft"), func() app.UI {
			return f.tick("export-soft", "With each settled mark, who stood behind it (soft labels)", m.Export.Soft)
		}),
		f.tick("export-split", "Train, validation and test, a story never in two", m.Export.Split),
		app.If(m.Export.Split, func() app.UI {
			return app.Div().Class("scheme-field").Body(
				app.Label().For("export-seed").Text("Seed of the split"),
				app.Input().ID("export-seed").Class("field").Type("number").Min(0).Step(1).Value(m.Export.Seed).OnChange(f.changed("export-seed")),
			)
		}),
	}
}

// exportLabels is the table of labels: which are taken, and how often each is in each part.
func exportLabels(d *desk, m editor.Model) app.UI {
	rows := m.ExportLabels()
	var parts []editor.PartCount
	if m.Preview != nil && len(m.Preview.Parts) > 1 {
		parts = m.Preview.Parts
	}
	return app.Div().Class("export-labels").TabIndex(0).Role("region").Aria("label", "Labels to take").Body(app.Table().Body(
		app.THead().Body(app.Tr().Body(
			app.Th().Scope("col").Text("Label"), app.Th().Scope("col").Class("figure").Text("Marks"),
			app.Range(parts).Slice(func(i int) app.UI { return app.Th().Scope("col").Class("figure").Text(parts[i].Name) }),
		)),
		app.TBody().Body(app.Range(rows).Slice(func(i int) app.UI {
			r := rows[i]
			toggle, scope := act(d, editor.ToggleExportLabel{Label: r.ID})
			id := "export-label-" + string(r.ID)
			return app.Tr().DataSet("hue", r.Hue).DataSet("style", r.Style).Body(
				app.Th().Scope("row").Body(
					app.Input().Type("checkbox").ID(id).Checked(r.Taken).OnChange(toggle, scope),
					app.Label().For(id).Class("export-label").Text(r.Title)),
				app.Td().Class("figure").Text(r.Spans),
				app.Range(parts).Slice(func(k int) app.UI {
					n := 0
					if k < len(r.Parts) {
						n = r.Parts[k]
					}
					return app.Td().Class("figure").Text(n)
				}),
			)
		})),
		app.If(len(parts) > 0, func() app.UI {
			return app.TFoot().Body(app.Tr().Body(
				app.Th().Scope("row").Text("Articles"), app.Td().Class("figure").Text(m.Preview.Documents),
				app.Range(parts).Slice(func(i int) app.UI { return app.Td().Class("figure").Text(parts[i].Documents) }),
			))
		}),
	))
}

// previewed shows what would be left out, the first articles with their marks, and how the files begin.
func previewed(m editor.Model) []app.UI {
	head := app.H3().ID("export-preview-title").Text("What it will hold")
	p := m.Preview
	if p == nil {
		return []app.UI{head}
	}
	return []app.UI{
		head,
		app.If(len(p.Lost) == 0, func() app.UI {
			return app.P().ID("export-lost").Class("whisper").Text("Nothing is left out.")
		}).Else(func() app.UI {
			return app.Div().ID("export-lost").Body(
				app.P().Text("Left out or changed, because the format cannot say it:"),
				app.Ul().Class("export-lost").Body(app.Range(p.Lost).Slice(func(i int) app.UI {
					return app.Li().Body(app.Strong().Text(p.Lost[i].Count), app.Text(" "+p.Lost[i].What))
				})),
			)
		}),
		app.If(p.Hidden, func() app.UI {
			return app.P().Class("whisper").Text("Nobody sees another’s marks on an article before their own are done: such articles are in the file, and not shown here.")
		}),
		app.Range(p.Samples).Slice(func(i int) app.UI { return sampled(m, p.Samples[i], len(p.Parts) > 1) }),
		app.Range(p.Heads).Slice(func(i int) app.UI {
			h := p.Heads[i]
			text := h.Text
			switch {
			case text == "":
				text = "(nothing that can be read)"
			case h.Cut:
				text += "…"
			}
			return app.Details().Body(
				app.Summary().Text("How "+h.Name+" begins"),
				app.Pre().TabIndex(0).Role("region").Aria("label", h.Name).Text(text),
			)
		}),
	}
}

// sampled is a stretch of an article with its marks. Each piece is text, under the hue of its innermost mark; where a mark
// begins its label stands.
func sampled(m editor.Model, s editor.Sample, part bool) app.UI {
	title := s.Title
	if title == "" {
		title = "Untitled"
	}
	if part {
		title += " — " + s.Part
	}
	return app.Figure().Class("export-sample").Body(
		app.FigCaption().Text(title),
		app.P().Dir("auto").Body(
			app.If(s.Before, func() app.UI { return app.Text("… ") }),
			app.Range(s.Pieces).Slice(func(i int) app.UI {
				p := s.Pieces[i]
				if len(p.Labels) == 0 {
					return app.Span().Text(p.Text)
				}
				var begins []string
				for _, l := range p.Labels {
					if i == 0 || !slices.Contains(s.Pieces[i-1].Labels, l) {
						begins = append(begins, labelOf(m, l).Title)
					}
				}
				inner := labelOf(m, p.Labels[len(p.Labels)-1])
				return app.Mark().DataSet("hue", inner.Color).DataSet("style", inner.Style).Body(
					app.If(len(begins) > 0, func() app.UI { return app.Span().Class("export-tag").Dir("ltr").Text(strings.Join(begins, ", ")) }),
					app.Text(p.Text))
			}),
			app.If(s.After, func() app.UI { return app.Text(" …") }),
		),
	)
}

// labelOf is what the scheme says of a label, or its name for one that it does not know.
func labelOf(m editor.Model, l annotate.Label) annotate.LabelDef {
	if def, ok := m.Base.Label(l); ok {
		return def
	}
	return annotate.LabelDef{Title: string(l)}
}

func (f exportForm) choose(id, name, value string, of [][2]string) app.UI {
	return app.Div().Class("scheme-field").Body(
		app.Label().For(id).Text(name),
		app.Select().ID(id).Class("field").OnChange(f.changed(id), app.EventScope(id)).Body(app.Range(of).Slice(func(i int) app.UI {
			return option(of[i][0], of[i][1], of[i][0] == value)
		})),
	)
}

func (f exportForm) tick(id, name string, on bool) app.UI {
	return app.Div().Class("choice scheme-wide").Body(
		app.Input().Type("checkbox").ID(id).Checked(on).OnChange(f.changed(id), app.EventScope(id)),
		app.Label().For(id).Text(name),
	)
}

package ui

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// agreement is the screen that says where annotators agree, and where not.
func agreement(d *desk, m editor.Model) []app.UI {
	v := m.AgreeView()
	body := []app.UI{agreeFilters(d, m, v), agreeState(d, m, v)}
	switch {
	case v.Nothing != "":
		return append(body, agreeNothing(d, v))
	case v.Lead == "":
		return body
	}
	body = append(body, agreePages(d, v))
	switch v.Page {
	case editor.AgreeDifferences:
		body = append(body, differences(d, m, v))
	case editor.AgreeLabels:
		body = append(body, agreeTiles(d, v))
	}
	for _, b := range v.Blocks {
		body = append(body, agreeBlock(d, v, b))
	}
	switch {
	case v.Page == editor.AgreeFeedbacks && len(v.Sheets) == 0:
		body = append(body, app.P().Class("agree-empty").Text("There is no gold layer of what they have read yet. Once differences are settled, everybody is held against it here."))
	case v.Page == editor.AgreeFeedbacks:
		body = append(body, feedback(d, m, v))
	case len(v.Blocks) == 0 && v.Page != editor.AgreeDifferences:
		body = append(body, app.P().Class("agree-empty").Text("Nobody has marked anything here that could be compared."))
	}
	return body
}

// agreeFilters say what is compared.
func agreeFilters(d *desk, m editor.Model, v editor.AgreeView) app.UI {
	f := agreeForm{d}
	labels := [][2]string{{"", "All labels"}}
	for _, l := range v.Labels {
		labels = append(labels, [2]string{string(l), m.LabelName(l)})
	}
	sets := [][2]string{{"", "All articles"}, {string(editor.FinishedArticles), "Finished by who read them"}}
	for _, s := range []annotate.State{annotate.Todo, annotate.InProgress, annotate.Done, annotate.Flagged, annotate.Skipped} {
		sets = append(sets, [2]string{string(s), "In my queue: " + stateName(s)})
	}
	return app.Div().Class("agree-filters").Role("group").Aria("label", "What is compared").Body(
		f.choose("agree-label", "Label", string(v.Filter.Label), labels, func(x *editor.AgreeFilter, s string) { x.Label = annotate.Label(s) }),
		f.choose("agree-set", "Articles", string(v.Filter.Set), sets, func(x *editor.AgreeFilter, s string) { x.Set = editor.AgreeSet(s) }),
		app.Div().Class("scheme-field").Body(
			app.Label().For("agree-words").Text("With these words"),
			app.Input().Type("search").ID("agree-words").Class("field").Value(v.Filter.Words).AutoComplete(false).OnChange(func(ctx app.Context, _ app.Event) {
				words := ctx.JSSrc().Get("value").String()
				f.set(func(x *editor.AgreeFilter) { x.Words = words })
			}),
		),
		f.choose("agree-origin", "Marks", v.Filter.Origin, [][2]string{{"", "All"}, {"hand", "Made by hand"}, {"suggested", "Suggested and accepted"}},
			func(x *editor.AgreeFilter, s string) { x.Origin = s }),
		app.If(len(v.Everybody) > 2, func() app.UI { return agreeWho(d, v) }),
	)
}

// agreeWho turns annotators on and off. All of them is what there is at first.
func agreeWho(d *desk, v editor.AgreeView) app.UI {
	return app.Div().Class("agree-who").Role("group").Aria("label", "Annotators").Body(app.Range(v.Everybody).Slice(func(i int) app.UI {
		a := v.Everybody[i]
		on := len(v.Filter.Only) == 0 || slices.Contains(v.Filter.Only, a)
		next := v.Filter
		next.Only = nil
		for _, x := range v.Everybody {
			was := len(v.Filter.Only) == 0 || slices.Contains(v.Filter.Only, x)
			if was != (x == a) {
				next.Only = append(next.Only, x)
			}
		}
		if len(next.Only) == len(v.Everybody) {
			next.Only = nil
		}
		return button(d, string(a), "", editor.SetAgree{Filter: next}).Class("toggle").Aria("pressed", strconv.FormatBool(on)).Disabled(on && len(next.Only) == 0)
	}))
}

type agreeForm struct{ desk *desk }

func (f agreeForm) set(change func(*editor.AgreeFilter)) {
	x := f.desk.model().Agree.Filter
	was := x.Words
	change(&x)
	if x.Words == was && x.Label == f.desk.model().Agree.Filter.Label && x.Set == f.desk.model().Agree.Filter.Set && x.Origin == f.desk.model().Agree.Filter.Origin {
		return
	}
	f.desk.send(editor.SetAgree{Filter: x})
}

func (f agreeForm) choose(id, name, value string, of [][2]string, set func(*editor.AgreeFilter, string)) app.UI {
	return app.Div().Class("scheme-field").Body(
		app.Label().For(id).Text(name),
		app.Select().ID(id).Class("field").OnChange(func(ctx app.Context, _ app.Event) {
			v := ctx.JSSrc().Get("value").String()
			f.set(func(x *editor.AgreeFilter) { set(x, v) })
		}, app.EventScope(id)).Body(app.Range(of).Slice(func(i int) app.UI {
			return app.Option().Value(of[i][0]).Selected(of[i][0] == value).Text(of[i][1])
		})),
	)
}

// agreeState says who is compared on what, how far the work is, and what is left out and why.
func agreeState(d *desk, m editor.Model, v editor.AgreeView) app.UI {
	return app.Div().Class("agree-state").Body(
		app.If(v.Lead != "", func() app.UI { return app.P().Class("lead").Text(v.Lead) }),
		app.If(v.Running, func() app.UI {
			text := capital(v.Run.What) + "…"
			if v.Run.Of > 0 {
				text = fmt.Sprintf("%d of %d: %s…", v.Run.N, v.Run.Of, v.Run.What)
			}
			return app.Div().ID("agree-run").Class("agree-run").Body(
				app.Progress().Aria("label", "Figures worked out").Max(float64(max(v.Run.Of, 1))).Value(float64(v.Run.N)),
				app.P().Text(text),
				button(d, "Stop", "", editor.StopAgree{}),
			)
		}),
		app.If(v.Fault != "", func() app.UI { return app.P().Class("field-error").Role("status").Text(v.Fault) }),
		app.Range(v.LeftOut).Slice(func(i int) app.UI { return app.P().Class("choice-about").Text(v.LeftOut[i]) }),
		app.If(v.Unseen > 0, func() app.UI {
			return app.Div().Class("agree-unseen").Body(
				app.P().Class("choice-about").Text(unseenText(v.Unseen)),
				button(d, "Show all to everybody in this project", "", editor.OpenLayers{On: true}),
			)
		}),
		app.If(v.Open, func() app.UI {
			return app.Div().Class("agree-unseen").Body(
				app.P().Class("choice-about").Text("Everybody sees the layers of others here, finished or not."),
				button(d, "Only of articles that one has finished", "", editor.OpenLayers{}),
			)
		}),
		app.If(!v.Running && (v.Stale || v.Fault != ""), func() app.UI {
			return app.P().Class("actions").Body(button(d, "Work it out again", "", editor.StartAgree{}))
		}),
	)
}

func unseenText(n int) string {
	if n == 1 {
		return "1 article is left out: you have not finished it, and what others marked there would sway you."
	}
	return fmt.Sprintf("%d articles are left out: you have not finished them, and what others marked there would sway you.", n)
}

// agreeNothing says why there is nothing to compare, and what would help.
func agreeNothing(d *desk, v editor.AgreeView) app.UI {
	return app.Div().Class("agree-empty").Body(
		app.P().Text(v.Nothing),
		app.P().Text("Drop the others’ bundles on the page, or open them: articles are known by their text."),
		app.P().Class("actions").Body(button(d, "Open files", "o", editor.Do{Command: "open"})),
	)
}

// agreePages are the parts of the screen.
func agreePages(d *desk, v editor.AgreeView) app.UI {
	pages := editor.AgreePages()
	return app.Div().Class("agree-bar").Body(
		el("nav").Class("agree-pages").Aria("label", "Parts of the screen").Body(app.Range(pages).Slice(func(i int) app.UI {
			turn, scope := act(d, editor.ShowAgree{Page: pages[i].Page})
			current := "false"
			if pages[i].Page == v.Page {
				current = "page"
			}
			return app.Button().Type("button").Class("agree-page").Aria("current", current).OnClick(turn, scope).Text(pages[i].Name)
		})),
		button(d, "Save the report", "", editor.SaveAgreement{}),
	)
}

// agreeTiles are the headline figures.
func agreeTiles(d *desk, v editor.AgreeView) app.UI {
	return app.Section().Class("agree-block").Aria("label", "Over all labels").Body(
		app.Dl().Class("agree-tiles").Body(app.Range(v.Tiles).Slice(func(i int) app.UI {
			t := v.Tiles[i]
			return app.Div().Class("agree-tile").Body(
				app.Dt().Body(measureButton(d, v, t.Measure, "tiles")),
				app.Dd().Body(app.Span().Class("agree-value").Text(t.Value), app.Span().Class("agree-reach").Text(t.Reach), app.Span().Class("agree-reach").Text(t.Behind)),
			)
		})),
		said(v, "tiles"),
	)
}

// measureButton is the name of a measure; a press says what it means.
func measureButton(d *desk, v editor.AgreeView, x editor.AgreeMeasure, in string) app.UI {
	press, scope := act(d, editor.SayMeasure{Measure: x.Name, In: in})
	open := v.SaidIn == in && v.Said.Name == x.Name
	return app.Button().Type("button").Class("agree-measure").Aria("expanded", strconv.FormatBool(open)).OnClick(press, scope).Text(x.Title)
}

// said is what a measure means, and whose it is.
func said(v editor.AgreeView, in string) app.UI {
	return app.If(v.SaidIn == in && v.Said.Name != "", func() app.UI {
		return app.P().Class("agree-said").Body(
			app.Strong().Text(v.Said.Title+". "), app.Text(v.Said.Question+" "), el("cite").Text(v.Said.Citation),
		)
	})
}

// agreeBlock is one drawing, or the table behind it, with what can be had of it.
func agreeBlock(d *desk, v editor.AgreeView, b editor.AgreeBlock) app.UI {
	drawn := b.Drawing.Tag != ""
	save := func(as string) app.UI {
		return button(d, as, "", editor.SaveFigure{ID: b.ID, As: lower(as)}).Aria("label", as+" of “"+b.Title+"”")
	}
	return app.Section().ID("agree-"+b.ID).Class("agree-block").Aria("labelledby", "agree-"+b.ID+"-name").Body(
		app.Div().Class("agree-block-head").Body(
			app.H3().ID("agree-"+b.ID+"-name").Text(b.Title),
			app.Div().Class("agree-tools").Body(
				app.If(drawn, func() app.UI {
					return button(d, "Table", "", editor.ToggleTable{ID: b.ID}).Class("toggle").Aria("pressed", strconv.FormatBool(b.AsTable)).Aria("label", "Table of “"+b.Title+"”")
				}),
				save("CSV"),
				app.If(drawn, func() app.UI { return save("SVG") }),
				app.If(drawn, func() app.UI { return save("PNG") }),
			),
		),
		app.If(b.About != "", func() app.UI { return app.P().Class("choice-about").Text(b.About) }),
		app.If(b.AsTable, func() app.UI { return agreeTable(d, b) }).Else(func() app.UI {
			return app.Div().Class("agree-drawing").TabIndex(0).Role("region").Aria("labelledby", "agree-"+b.ID+"-name").Body(drawing(d, b.Drawing, b.Press))
		}),
		app.If(len(b.Measures) > 0, func() app.UI {
			return app.P().Class("agree-measures").Body(
				app.Span().Text("What they ask: "),
				app.Range(b.Measures).Slice(func(i int) app.UI { return measureButton(d, v, b.Measures[i], b.ID) }),
			)
		}),
		said(v, b.ID),
	)
}

func lower(s string) string {
	out := []byte(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

// agreeTable is the figures of a block in rows, each with a way to what is behind it.
func agreeTable(d *desk, b editor.AgreeBlock) app.UI {
	leads := slices.ContainsFunc(b.Table.Rows, func(r editor.AgreeTableRow) bool { return r.Go != nil })
	return app.Div().Class("agree-scroll").TabIndex(0).Role("region").Aria("label", b.Title).Body(el("table").Class("agree-table").Body(
		el("thead").Body(el("tr").Body(
			app.Range(b.Table.Head).Slice(func(i int) app.UI {
				class := ""
				if len(b.Table.Rows) > 0 && b.Table.Rows[0].Cells[i].Number {
					class = "number"
				}
				return el("th").Attr("scope", "col").Class(class).Text(b.Table.Head[i])
			}),
			app.If(leads, func() app.UI { return el("th").Attr("scope", "col").Body(app.Span().Class("hidden").Text("Behind it")) }),
		)),
		el("tbody").Body(app.Range(b.Table.Rows).Slice(func(i int) app.UI {
			r := b.Table.Rows[i]
			return el("tr").Body(
				app.Range(r.Cells).Slice(func(k int) app.UI { return agreeCell(r.Cells[k], k == 0) }),
				app.If(leads, func() app.UI {
					if r.Go == nil {
						return el("td")
					}
					return el("td").Body(button(d, "Differences", "", r.Go).Aria("label", r.About))
				}),
			)
		})),
	))
}

func agreeCell(c editor.AgreeCell, first bool) app.UI {
	class := ""
	if c.Number {
		class = "number"
	}
	body := []app.UI{app.Span().Text(c.Text), app.If(c.Small != "", func() app.UI { return el("small").Text(c.Small) })}
	if first {
		return el("th").Attr("scope", "row").Class(class).Body(body...)
	}
	return el("td").Class(class).Body(body...)
}

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
	a := m.Agree
	body := []app.UI{agreeFilters(d, a), agreeState(d, m)}
	r := a.Report
	switch {
	case r == nil:
		return body
	case r.Nothing != "":
		return append(body, agreeNothing(d, r.Nothing))
	}
	body = append(body, agreePages(d, a.Page))
	switch a.Page {
	case editor.AgreeDifferences:
		return append(body, differences(d, a))
	case editor.AgreeLabels:
		body = append(body, agreeTiles(d, a))
	}
	for _, b := range r.Blocks {
		body = append(body, agreeBlock(d, a, b))
	}
	if r.Empty != "" {
		body = append(body, app.P().Class("agree-empty").Text(r.Empty))
	}
	if len(r.Sheets) > 0 {
		body = append(body, feedback(d, r.Sheets))
	}
	return body
}

// agreeFilters say what is compared.
func agreeFilters(d *desk, a editor.AgreeDesk) app.UI {
	f := agreeForm{d}
	var r editor.Agreement
	if a.Report != nil {
		r = *a.Report
	}
	labels := [][2]string{{"", "All labels"}}
	for _, l := range r.Labels {
		labels = append(labels, [2]string{string(l.Label), l.Title})
	}
	sets := [][2]string{{"", "All articles"}, {string(editor.FinishedArticles), "Finished by who read them"}}
	for _, s := range []annotate.State{annotate.Todo, annotate.InProgress, annotate.Done, annotate.Flagged, annotate.Skipped} {
		sets = append(sets, [2]string{string(s), "In my queue: " + stateName(s)})
	}
	return app.Div().Class("agree-filters").Role("group").Aria("label", "What is compared").Body(
		f.choose("agree-label", "Label", string(a.Filter.Label), labels, func(x *editor.AgreeFilter, s string) { x.Label = annotate.Label(s) }),
		f.choose("agree-set", "Articles", string(a.Filter.Set), sets, func(x *editor.AgreeFilter, s string) { x.Set = editor.AgreeSet(s) }),
		app.Div().Class("scheme-field").Body(
			app.Label().For("agree-words").Text("With these words"),
			app.Input().Type("search").ID("agree-words").Class("field").Value(a.Filter.Words).AutoComplete(false).OnChange(func(ctx app.Context, _ app.Event) {
				words := ctx.JSSrc().Get("value").String()
				f.set(func(x *editor.AgreeFilter) { x.Words = words })
			}),
		),
		f.choose("agree-origin", "Marks", a.Filter.Origin, [][2]string{{"", "All"}, {"hand", "Made by hand"}, {"suggested", "Suggested and accepted"}},
			func(x *editor.AgreeFilter, s string) { x.Origin = s }),
		app.If(len(r.Everybody) > 2, func() app.UI { return agreeWho(d, a.Filter, r.Everybody) }),
	)
}

// agreeWho turns annotators on and off. All of them is what there is at first.
func agreeWho(d *desk, f editor.AgreeFilter, everybody []annotate.Annotator) app.UI {
	return app.Div().Class("agree-who").Role("group").Aria("label", "Annotators").Body(app.Range(everybody).Slice(func(i int) app.UI {
		on := func(a annotate.Annotator) bool { return len(f.Only) == 0 || slices.Contains(f.Only, a) }
		next := f
		next.Only = nil
		for k, a := range everybody {
			if on(a) != (k == i) {
				next.Only = append(next.Only, a)
			}
		}
		last := len(next.Only) == 0
		if len(next.Only) == len(everybody) {
			next.Only = nil
		}
		return button(d, string(everybody[i]), "", editor.SetAgree{Filter: next}).Class("toggle").Aria("pressed", strconv.FormatBool(on(everybody[i]))).Disabled(last)
	}))
}

type agreeForm struct{ desk *desk }

func (f agreeForm) set(change func(*editor.AgreeFilter)) {
	x := f.desk.model().Agree.Filter
	change(&x)
	f.desk.send(editor.SetAgree{Filter: x})
}

func (f agreeForm) choose(id, name, value string, of [][2]string, set func(*editor.AgreeFilter, string)) app.UI {
	return app.Div().Class("scheme-field").Body(
		app.Label().For(id).Text(name),
		app.Select().ID(id).Class("field").OnChange(func(ctx app.Context, _ app.Event) {
			v := picked(ctx)
			f.set(func(x *editor.AgreeFilter) { set(x, v) })
		}, app.EventScope(id)).Body(app.Range(of).Slice(func(i int) app.UI {
			return option(of[i][0], of[i][1], of[i][0] == value)
		})),
	)
}

// agreeState says who is compared on what, how far the work is, and what is left out and why.
func agreeState(d *desk, m editor.Model) app.UI {
	var lead string
	var leftOut []string
	var others []editor.Version
	if r := m.Agree.Report; r != nil {
		lead, leftOut, others = r.Lead, r.LeftOut, r.Versions
	}
	unseen, _ := m.Unseen()
	return app.Div().Class("agree-state").Body(
		app.If(lead != "", func() app.UI { return app.P().Class("lead").Text(lead) }),
		app.If(m.Agree.Run != nil, func() app.UI { return agreeRun(d, m.Agree.Run.AgreeProgress) }),
		app.If(m.Agree.Fault != "", func() app.UI { return app.P().Class("field-error").Role("status").Text(m.Agree.Fault) }),
		app.Range(leftOut).Slice(func(i int) app.UI { return app.P().Class("choice-about").Text(leftOut[i]) }),
		app.If(len(others) > 0, func() app.UI {
			return app.Div().Class("agree-unseen").Body(
				app.P().Class("choice-about").Text(otherText(others)),
				button(d, "See what would fit", "", editor.LookAtVersions{Versions: others}),
			)
		}),
		app.If(unseen > 0, func() app.UI {
			return agreeSeen(d, unseenText(unseen), "Show all to everybody in this project", true)
		}),
		app.If(m.LayersOpen(), func() app.UI {
			return agreeSeen(d, "Everybody in this project sees what others marked, finished or not.", "Only in articles that one has finished", false)
		}),
		app.If(m.Agree.Run == nil && m.Agree.Fault != "", func() app.UI {
			return app.P().Class("actions").Body(button(d, "Work it out again", "", editor.StartAgree{}))
		}),
	)
}

// agreeRun is how far the work is, with a way out.
func agreeRun(d *desk, p editor.AgreeProgress) app.UI {
	text := capital(p.What) + "…"
	if p.Of > 0 {
		text = fmt.Sprintf("%d of %d: %s", p.N, p.Of, p.What)
	}
	return app.Div().ID("agree-run").Class("agree-run").Body(
		app.Progress().Aria("label", "Figures worked out").Max(float64(max(p.Of, 1))).Value(float64(p.N)),
		app.P().Text(text),
		button(d, "Stop", "", editor.StopAgree{}),
	)
}

func agreeSeen(d *desk, text, action string, open bool) app.UI {
	return app.Div().Class("agree-unseen").Body(app.P().Class("choice-about").Text(text), button(d, action, "", editor.OpenLayers{On: open}))
}

func otherText(all []editor.Version) string {
	if len(all) == 1 {
		return fmt.Sprintf("What %s marked in “%s” lies on another version of its text, and is not compared.", all[0].Layer, all[0].Title)
	}
	return fmt.Sprintf("%d layers lie on other versions of articles, and are not compared.", len(all))
}

func unseenText(n int) string {
	if n == 1 {
		return "1 article is left out: you have not finished it, and what others marked there would sway you."
	}
	return fmt.Sprintf("%d articles are left out: you have not finished them, and what others marked there would sway you.", n)
}

// agreeNothing says why there is nothing to compare, and what would help.
func agreeNothing(d *desk, why string) app.UI {
	return app.Div().Class("agree-empty").Body(
		app.P().Text(why),
		app.P().Text("Drop the others’ bundles on the page, or open them: articles are known by their text."),
		app.P().Class("actions").Body(button(d, "Open files", "o", editor.Do{Command: "open"})),
	)
}

// agreePages are the parts of the screen.
func agreePages(d *desk, at editor.AgreePage) app.UI {
	pages := editor.AgreePages()
	return app.Div().Class("agree-bar").Body(
		el("nav").Class("agree-pages").Aria("label", "Parts of the screen").Body(app.Range(pages).Slice(func(i int) app.UI {
			page := editor.AgreePage(pages[i][0])
			turn, scope := act(d, editor.ShowAgree{Page: page})
			current := "false"
			if page == at {
				current = "page"
			}
			return app.Button().Type("button").Class("agree-page").Aria("current", current).OnClick(turn, scope).Text(pages[i][1])
		})),
		button(d, "Save the report", "", editor.SaveAgreement{}),
	)
}

// agreeTiles are the headline figures.
func agreeTiles(d *desk, a editor.AgreeDesk) app.UI {
	return app.Section().Class("agree-block").Aria("label", "Over all labels").Body(
		app.Dl().Class("agree-tiles").Body(app.Range(a.Report.Tiles).Slice(func(i int) app.UI {
			t := a.Report.Tiles[i]
			behind, scope := act(d, editor.ListDifferences{DifferQuery: t.Go})
			return app.Div().Class("agree-tile").Body(
				app.Dt().Body(measureButton(d, a, t.Measure, "tiles")),
				app.Dd().Body(
					app.Button().Type("button").Class("agree-value").Aria("label", t.Value+": differences behind "+t.Measure.Title).OnClick(behind, scope).Text(t.Value),
					app.Range(t.Small).Slice(func(k int) app.UI { return app.Span().Class("agree-reach").Text(t.Small[k]) })),
			)
		})),
		said(a, "tiles"),
	)
}

// measureButton is the name of a measure; a press says what it means.
func measureButton(d *desk, a editor.AgreeDesk, x editor.AgreeMeasure, in string) app.UI {
	say := editor.SayMeasure{AgreeMeasure: x, In: in}
	press, scope := act(d, say)
	open := a.Said == say
	return app.Button().Type("button").Class("agree-measure").Aria("expanded", strconv.FormatBool(open)).OnClick(press, scope).Text(x.Title)
}

// said is what a measure means, and whose it is.
func said(a editor.AgreeDesk, in string) app.UI {
	return app.If(a.Said.In == in, func() app.UI {
		return app.P().Class("agree-said").Body(app.Strong().Text(a.Said.Title+". "), app.Text(a.Said.Question+" "), el("cite").Text(a.Said.Citation))
	})
}

// agreeBlock is one drawing, or the table behind it, with what can be had of it.
func agreeBlock(d *desk, a editor.AgreeDesk, b editor.AgreeBlock) app.UI {
	drawn := b.Drawing.Tag != ""
	table := a.Tables[b.ID] || !drawn
	save := func(as string) app.UI {
		return button(d, as, "", editor.SaveFigure{ID: b.ID, As: lower(as)}).Aria("label", as+" of “"+b.Title+"”")
	}
	return app.Section().ID("agree-"+b.ID).Class("agree-block").Aria("labelledby", "agree-"+b.ID+"-name").Body(
		app.Div().Class("agree-block-head").Body(
			app.H3().ID("agree-"+b.ID+"-name").Text(b.Title),
			app.Div().Class("agree-tools").Body(
				app.If(drawn, func() app.UI {
					return button(d, "Table", "", editor.ToggleTable{ID: b.ID}).Class("toggle").Aria("pressed", strconv.FormatBool(table)).Aria("label", "Table of “"+b.Title+"”")
				}),
				save("CSV"),
				app.If(drawn, func() app.UI { return save("SVG") }),
				app.If(drawn, func() app.UI { return save("PNG") }),
			),
		),
		app.If(b.About != "", func() app.UI { return app.P().Class("choice-about").Text(b.About) }),
		app.If(table, func() app.UI { return agreeTable(d, b) }).Else(func() app.UI {
			return app.Div().Class("agree-drawing").TabIndex(0).Role("group").Aria("label", "Drawing, which scrolls where there is no room").Body(drawing(d, b.Drawing, b.Press))
		}),
		app.If(len(b.Measures) > 0, func() app.UI {
			return app.P().Class("agree-measures").Body(
				app.Span().Text("What they ask: "),
				app.Range(b.Measures).Slice(func(i int) app.UI { return measureButton(d, a, b.Measures[i], b.ID) }),
			)
		}),
		said(a, b.ID),
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
	leads := slices.ContainsFunc(b.Rows, func(r editor.AgreeRow) bool { return r.Go != nil })
	return app.Div().Class("agree-scroll").TabIndex(0).Role("group").Aria("label", "Table, which scrolls where there is no room").Body(el("table").Class("agree-table").Body(
		el("thead").Body(el("tr").Body(
			app.Range(b.Head).Slice(func(i int) app.UI {
				class := ""
				if len(b.Rows) > 0 && b.Rows[0].Cells[i].Number {
					class = "number"
				}
				return el("th").Attr("scope", "col").Class(class).Text(b.Head[i])
			}),
			app.If(leads, func() app.UI { return el("th").Attr("scope", "col").Body(app.Span().Class("hidden").Text("Behind it")) }),
		)),
		el("tbody").Body(app.Range(b.Rows).Slice(func(i int) app.UI {
			r := b.Rows[i]
			return el("tr").Body(
				app.Range(r.Cells).Slice(func(k int) app.UI { return agreeCell(r.Cells[k], k == 0) }),
				app.If(leads, func() app.UI {
					if r.Go == nil {
						return el("td")
					}
					return el("td").Body(button(d, "Differences", "", editor.ListDifferences{DifferQuery: *r.Go}).Aria("label", r.About))
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

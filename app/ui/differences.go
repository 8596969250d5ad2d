package ui

import (
	"fmt"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// differences lists what people see differently: both marks in their text, one press from the article.
func differences(d *desk, a editor.AgreeDesk) app.UI {
	kinds := a.Report.Kinds
	if a.List != nil {
		kinds = a.List.Kinds
	}
	all := editor.AgreeKind{Title: "All"}
	for _, k := range kinds {
		all.N += k.N
	}
	kinds = append([]editor.AgreeKind{all}, kinds...)
	return app.Section().ID("agree-differences").Class("agree-block").Aria("labelledby", "agree-differences-name").Body(
		app.H3().ID("agree-differences-name").TabIndex(-1).Text("What they see differently"),
		app.Div().Class("agree-kinds").Role("group").Aria("label", "Kinds of differences").Body(app.Range(kinds).Slice(func(i int) app.UI {
			q := a.Query
			q.Kind = kinds[i].Kind
			return button(d, fmt.Sprintf("%s %d", kinds[i].Title, kinds[i].N), "", editor.ListDifferences{DifferQuery: q}).Class("toggle").
				Aria("pressed", strconv.FormatBool(a.Query == q))
		})),
		app.If(a.List == nil, func() app.UI { return app.P().Class("choice-about").Role("status").Text("Looking for them…") }).
			Else(func() app.UI { return differenceList(d, a.Query, *a.List) }),
	)
}

func differenceList(d *desk, q editor.DifferQuery, list editor.Differences) app.UI {
	// Rows of one article stand under its title.
	var starts []int
	for i, r := range list.Rows {
		if i == 0 || r.Doc != list.Rows[i-1].Doc {
			starts = append(starts, i)
		}
	}
	return app.Div().Body(
		app.If(list.Of != "", func() app.UI {
			return app.Div().Class("agree-query").Body(
				app.P().Text("Only those "+list.Of+"."),
				button(d, "All of them", "", editor.ListDifferences{DifferQuery: editor.DifferQuery{Kind: q.Kind}}),
			)
		}),
		app.If(len(list.Rows) == 0, func() app.UI { return app.P().Class("agree-empty").Text("None. On this they agree.") }),
		app.Range(starts).Slice(func(i int) app.UI {
			end := len(list.Rows)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			rows := list.Rows[starts[i]:end]
			return app.Div().Class("differ-doc").Body(
				el("h4").Attr("dir", "auto").Text(rows[0].Title),
				app.Ol().Class("rows").Body(app.Range(rows).Slice(func(k int) app.UI { return difference(d, rows[k]) })),
			)
		}),
		app.If(list.All > len(list.Rows), func() app.UI { return differencePages(d, list) }),
	)
}

// differencePages leads on to the next of many, and back.
func differencePages(d *desk, list editor.Differences) app.UI {
	end := list.From + len(list.Rows)
	return el("nav").Class("agree-query").Aria("label", "More differences").Body(
		app.P().Text(fmt.Sprintf("%d to %d of %d. Articles with the most stand first.", list.From+1, end, list.All)),
		app.If(list.From > 0, func() app.UI {
			return button(d, fmt.Sprintf("%d before", editor.MostDifferences), "", editor.TurnDifferences{From: max(0, list.From-editor.MostDifferences)})
		}),
		app.If(end < list.All, func() app.UI {
			return button(d, fmt.Sprintf("Next %d", min(editor.MostDifferences, list.All-end)), "", editor.TurnDifferences{From: end})
		}),
	)
}

// difference is one of them: in what they differ, what each has, and the text around it.
func difference(d *desk, r editor.DifferenceRow) app.UI {
	open, scope := act(d, editor.OpenDifference{Difference: r.Difference})
	side := func(text, class string) app.UI {
		return app.Span().Class("differ-side").Body(app.Span().Class("differ-line "+class).Aria("hidden", "true"), app.Span().Text(text))
	}
	return app.Li().Body(app.Button().Type("button").Class("differ").OnClick(open, scope).Body(
		app.Span().Class("differ-kind").Text(r.What),
		side(r.One, "of-a"),
		side(r.Other, "of-b"),
		app.Span().Class("differ-text").Dir("auto").Body(app.Range(r.Pieces).Slice(func(i int) app.UI {
			class := ""
			switch p := r.Pieces[i]; {
			case p.One && p.Other:
				class = "of-both"
			case p.One:
				class = "of-a"
			case p.Other:
				class = "of-b"
			}
			return app.Span().Class(class).Text(r.Pieces[i].Text)
		})),
	))
}

// feedback is a sheet for each annotator: what they do otherwise than gold most, with cases.
func feedback(d *desk, sheets []editor.AgreeSheet) app.UI {
	return app.Section().ID("agree-feedback").Class("agree-block").Aria("label", "Feedback sheets").Body(app.Range(sheets).Slice(func(i int) app.UI {
		s := sheets[i]
		sheet := el("details").Class("feedback")
		if i == 0 {
			sheet = sheet.Attr("open", true)
		}
		return sheet.Body(
			el("summary").Text(fmt.Sprintf("%s: what differs from gold most", s.Annotator)),
			app.If(len(s.Rows) == 0, func() app.UI { return app.P().Class("choice-about").Text("Nothing: every mark is as in gold.") }),
			app.Ol().Body(app.Range(s.Rows).Slice(func(k int) app.UI {
				f := s.Rows[k]
				all, scope := act(d, editor.ListDifferences{DifferQuery: f.Go})
				return app.Li().Class("feedback-row").Body(
					app.P().Body(app.Strong().Text(f.Text), app.Text(": "),
						app.Button().Type("button").Class("agree-measure").Aria("label", f.Share+": all of “"+f.Text+"”").OnClick(all, scope).Text(f.Share)),
					app.Ul().Class("rows").Body(app.Range(f.Cases).Slice(func(j int) app.UI { return difference(d, f.Cases[j]) })),
				)
			})),
		)
	}))
}

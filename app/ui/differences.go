package ui

import (
	"fmt"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/app/editor"
)

// differences lists what people see differently: both marks in their text, one press from the article.
func differences(d *desk, m editor.Model, v editor.AgreeView) app.UI {
	kinds := append([]editor.AgreeKind{{Name: "All"}}, v.Kinds...)
	for _, k := range v.Kinds {
		kinds[0].N += k.N
	}
	return app.Section().ID("agree-differences").Class("agree-block").Aria("labelledby", "agree-differences-name").Body(
		app.H3().ID("agree-differences-name").Text("What they see differently"),
		app.Div().Class("agree-kinds").Role("group").Aria("label", "Kinds of differences").Body(app.Range(kinds).Slice(func(i int) app.UI {
			q := v.Query
			q.Kind = kinds[i].Kind
			return button(d, fmt.Sprintf("%s %d", kinds[i].Name, kinds[i].N), "", editor.ListDifferences{DifferQuery: q}).Class("toggle").
				Aria("pressed", strconv.FormatBool(v.Query.Kind == kinds[i].Kind))
		})),
		app.If(v.QueryText != "", func() app.UI {
			return app.Div().Class("agree-query").Body(
				app.P().Text("Only those "+v.QueryText+"."),
				button(d, "All of them", "", editor.ListDifferences{DifferQuery: editor.DifferQuery{Kind: v.Query.Kind}}),
			)
		}),
		app.If(v.List == nil, func() app.UI { return app.P().Class("choice-about").Role("status").Text("Looking for them…") }).
			Else(func() app.UI { return differenceList(d, m, *v.List) }),
	)
}

func differenceList(d *desk, m editor.Model, list editor.Differences) app.UI {
	if len(list.Rows) == 0 {
		return app.P().Class("agree-empty").Text("None. On this they agree.")
	}
	// Rows of one article stand under its title.
	var starts []int
	for i, r := range list.Rows {
		if i == 0 || r.Doc != list.Rows[i-1].Doc {
			starts = append(starts, i)
		}
	}
	return app.Div().Body(
		app.Range(starts).Slice(func(i int) app.UI {
			end := len(list.Rows)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			rows := list.Rows[starts[i]:end]
			return app.Div().Class("differ-doc").Body(
				el("h4").Attr("dir", "auto").Text(m.DocTitle(rows[0].Doc, rows[0].Title)),
				app.Ol().Class("rows").Body(app.Range(rows).Slice(func(k int) app.UI { return difference(d, m, rows[k]) })),
			)
		}),
		app.If(list.All > len(list.Rows), func() app.UI {
			return app.P().Class("choice-about").Text(fmt.Sprintf("The first %d of %d: the articles with the most stand first.", len(list.Rows), list.All))
		}),
	)
}

// difference is one of them: what each has, and the text around it.
func difference(d *desk, m editor.Model, r editor.DifferenceRow) app.UI {
	open, scope := act(d, editor.OpenDifference{Difference: r.Difference})
	return app.Li().Body(app.Button().Type("button").Class("differ").OnClick(open, scope).Body(
		app.Span().Class("differ-kind").Text(differenceKind(m, r)),
		side(m, r.A, r.LabelA, r.ValueA, r.Name, "of-a"),
		side(m, r.B, r.LabelB, r.ValueB, r.Name, "of-b"),
		app.Span().Class("differ-text").Attr("dir", "auto").Body(app.Range(r.Pieces).Slice(func(i int) app.UI {
			p := r.Pieces[i]
			class := ""
			switch {
			case p.A && p.B:
				class = "of-both"
			case p.A:
				class = "of-a"
			case p.B:
				class = "of-b"
			default:
				return app.Text(p.Text)
			}
			return app.Span().Class(class).Text(p.Text)
		})),
	))
}

// side is what one of the two has.
func side(m editor.Model, who annotate.Annotator, l annotate.Label, value, name, class string) app.UI {
	text := string(who) + ": nothing"
	if l != "" {
		text = string(who) + ": " + m.LabelName(l)
		if name != "" {
			if value == "" {
				value = "no value"
			}
			text += ", " + value
		}
	}
	return app.Span().Class("differ-side").Body(app.Span().Class("differ-line "+class).Aria("hidden", "true"), app.Span().Text(text))
}

func differenceKind(m editor.Model, r editor.DifferenceRow) string {
	switch {
	case r.Kind == match.Attribute:
		return m.AttrName(r.LabelA, r.Name)
	case r.Follows:
		return "Link at a missed mark"
	}
	return editor.KindName(r.Kind)
}

// feedback is a sheet for each annotator: what they do otherwise than gold most, with cases.
func feedback(d *desk, m editor.Model, v editor.AgreeView) app.UI {
	return app.Section().ID("agree-feedback").Class("agree-block").Aria("label", "Feedback sheets").Body(app.Range(v.Sheets).Slice(func(i int) app.UI {
		g := v.Sheets[i]
		sheet := el("details").Class("feedback")
		if i == 0 {
			sheet = sheet.Attr("open", true)
		}
		return sheet.Body(
			el("summary").Text(fmt.Sprintf("%s: what differs from gold most", g.Annotator)),
			app.If(len(g.Feedback) == 0, func() app.UI { return app.P().Class("choice-about").Text("Nothing: every mark is as in gold.") }),
			app.Ol().Class("rows").Body(app.Range(g.Feedback).Slice(func(k int) app.UI {
				f := g.Feedback[k]
				return app.Li().Class("feedback-row").Body(
					app.P().Body(app.Strong().Text(m.FeedbackText(f)), app.Text(" "+shareText(f))),
					app.Ul().Body(app.Range(f.Examples).Slice(func(j int) app.UI { return feedbackCase(d, m, g.Annotator, f, f.Examples[j]) })),
				)
			})),
		)
	}))
}

func shareText(f editor.AgreeFeedback) string {
	if f.Of > 0 {
		return fmt.Sprintf("%d of %d", f.Count, f.Of)
	}
	return count(f.Count, "time")
}

// feedbackCase is one case: gold and theirs, in the text, one press from the article.
func feedbackCase(d *desk, m editor.Model, who annotate.Annotator, f editor.AgreeFeedback, e editor.AgreeExample) app.UI {
	open, scope := act(d, editor.OpenDifference{Difference: editor.Difference{Doc: e.Document, Kind: match.Kind(f.Kind), A: who, B: annotate.Gold, At: e.At}})
	quoted := func(words, value string) string {
		switch {
		case words == "":
			return "nothing"
		case value != "":
			return "“" + words + "”, " + value
		}
		return "“" + words + "”"
	}
	return app.Li().Body(app.Button().Type("button").Class("differ").OnClick(open, scope).Body(
		app.Span().Class("differ-kind").Attr("dir", "auto").Text(m.DocTitle(e.Document, e.Title)),
		app.Span().Class("differ-side").Text("gold: "+quoted(e.Gold, e.Value)),
		app.Span().Class("differ-side").Text("theirs: "+quoted(e.Own, e.OwnValue)),
		app.Span().Class("differ-text").Attr("dir", "auto").Text("… "+e.Before+exampleWords(e)+e.After+" …"),
	))
}

func exampleWords(e editor.AgreeExample) string {
	if e.Gold != "" {
		return e.Gold
	}
	return e.Own
}

package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate/carry"
	"galley/app/editor"
)

// newer asks for the corrected version of the open article.
func newer(d *desk, m editor.Model) []app.UI {
	title := ""
	if m.Open != nil {
		title = m.Open.Title
	}
	return []app.UI{
		app.P().Class("lead").Text(fmt.Sprintf("Open or paste the newer version of “%s”. Your marks go along; the version that lies here now goes into the bin.", title)),
		app.P().Class("actions").Body(button(d, "Open a file", "", editor.Do{Command: "open"})),
		pasteField("newer-text", "Text of the newer version"),
		pasteButton(d, "newer-text", "Take the text"),
	}
}

// carrying is the report on the marks that were carried over, and the walk through the doubtful ones.
func carrying(d *desk, m editor.Model) []app.UI {
	v, ok := m.Carrying()
	if !ok {
		return []app.UI{app.P().Class("lead").Text("No marks were carried over to this article.")}
	}
	body := []app.UI{
		app.Dl().Class("tally").Body(
			figure(v.Unchanged, carry.Unchanged), figure(v.Moved, carry.Moved), figure(v.Altered, carry.Altered), figure(v.Lost, carry.Lost),
		),
		app.P().Class("carry-rest").Text(rest(v)),
	}
	if v.At > 0 {
		body = append(body, doubt(d, v))
	}
	if v.All > 0 {
		body = append(body, app.Ol().Class("rows doubts").Aria("label", "Doubtful and lost marks").Body(app.Range(v.Rows).Slice(func(i int) app.UI {
			r := v.Rows[i]
			state := string(r.Fate)
			if r.State != editor.DoubtOpen {
				state += ", " + string(r.State)
			}
			return markRow(d, editor.ListRow{Span: r.Span, Title: r.Title, Hue: r.Hue, Style: r.Style, Text: r.Words, Detail: ", " + state, Selected: r.Current}, editor.WalkTo{N: r.N})
		})))
	}
	return body
}

func figure(n int, fate carry.Fate) app.UI {
	return app.Div().DataSet("fate", string(fate)).Body(app.Dt().Text(string(fate)), app.Dd().Text(fmt.Sprint(n)))
}

// rest says what the figures do not.
func rest(v editor.CarryView) string {
	text := ""
	if v.Links+v.LostLinks > 0 {
		text = fmt.Sprintf("%s went along, %d did not. ", count(v.Links, "link"), v.LostLinks)
	}
	switch {
	case v.All == 0:
		text += "Every mark lies on the words that it lay on before."
	case v.Open == 0:
		text += "Every doubtful mark is seen to."
	default:
		text += fmt.Sprintf("%d of %s to look at.", v.Open, count(v.All, "doubtful mark"))
	}
	return text + " The older version lies in the bin."
}

// doubt is the doubtful mark in hand.
func doubt(d *desk, v editor.CarryView) app.UI {
	r := v.Doubt
	lost := r.Fate == carry.Lost
	return app.Div().Class("doubt").DataSet("hue", r.Hue).DataSet("style", r.Style).DataSet("fate", string(r.Fate)).Body(
		app.P().Class("doubt-head").Body(
			app.Span().Class("row-label").Body(app.Span().Class("swatch").Aria("hidden", "true"), app.Span().Text(r.Title)),
			app.Span().Class("doubt-place").Text(fmt.Sprintf("%d of %d", v.At, v.All)),
		),
		app.P().Class("doubt-words").Dir("auto").Body(
			app.If(r.Now == "", func() app.UI { return app.Span().Text(r.Words) }).Else(func() app.UI {
				return app.Span().Body(app.Del().Text(r.Words), app.Text(" "), app.Ins().Text(r.Now))
			}),
		),
		app.If(r.Attrs != "", func() app.UI { return app.P().Class("choice-about").Text(r.Attrs) }),
		app.P().Class("choice-about").Text(about(r)),
		app.If(lost && r.State == editor.DoubtOpen, func() app.UI {
			return app.P().Class("doubt-help").Body(app.Text("Select where it belongs now, then its label "), kbd(r.Key), app.Text(": attributes and links come back with it."))
		}),
		app.Div().Class("actions").Body(
			app.If(lost, func() app.UI {
				text := "Let it go"
				if v.Selected && r.State == editor.DoubtOpen {
					text = "Place it here"
				}
				return button(d, text, "Enter", editor.Key{Key: "Enter"}).Disabled(r.State != editor.DoubtOpen)
			}).Else(func() app.UI {
				return app.Div().Class("pair").Body(
					button(d, "Keep", "Enter", editor.Key{Key: "Enter"}).Disabled(r.State == editor.DoubtRemoved),
					button(d, "Remove", "Delete", editor.Key{Key: "Delete"}).Disabled(r.State == editor.DoubtRemoved),
				)
			}),
		),
		app.Div().Class("actions").Body(
			button(d, "Before", ",", editor.Key{Key: ","}),
			button(d, "Next", ".", editor.Key{Key: "."}),
			button(d, "Keep all", "Shift+Enter", editor.Key{Key: "Shift+Enter"}).Disabled(v.Open == 0),
		),
	)
}

// about says what became of the mark, and why a person should look.
func about(r editor.DoubtRow) string {
	text := capital(string(r.Fate)) + ": " + r.Why
	if r.Fate != carry.Lost {
		text += fmt.Sprintf(". %d %% alike", r.Score)
	}
	if r.State != editor.DoubtOpen {
		text += ". Now " + string(r.State)
	}
	return text + "."
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

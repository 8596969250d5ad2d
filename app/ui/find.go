package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A finder is the search in the article: one line above the sheet, so that it covers nothing that is found.
type finder struct {
	app.Compo
	V    findView
	desk *desk
}

type findView struct {
	Open  bool
	Query annotate.Query
	Text  string
	Bad   bool
	Hits  bool
}

func findOf(m editor.Model) findView {
	if m.Panel != editor.FindPanel {
		return findView{}
	}
	return findView{Open: true, Query: m.Find.Query, Text: m.FindText(), Bad: m.Find.Err != "", Hits: m.Find.Total > 0}
}

func (f *finder) Render() app.UI {
	if !f.V.Open {
		return app.Div().Class("no-find").Hidden(true)
	}
	q := f.V.Query
	class := "find-text"
	if f.V.Bad {
		class += " bad"
	}
	return app.Section().ID("find").Role("search").Class("banner find").Aria("label", "Find in this article").Body(
		app.Input().Type("text").ID("find-words").Class("field").Placeholder("Find in this article").Aria("label", "What to find").AutoComplete(false).
			Value(q.Words).OnInput(func(ctx app.Context, _ app.Event) {
			q := f.V.Query
			q.Words = ctx.JSSrc().Get("value").String()
			f.desk.send(editor.Looked{Query: q})
		}),
		app.P().Class(class).Role("status").Text(f.V.Text),
		f.option("Aa", "Capitals matter", q.Case, func(q *annotate.Query) { q.Case = !q.Case }),
		f.option("Words", "Whole words only", q.Whole, func(q *annotate.Query) { q.Whole = !q.Whole }),
		f.option(".*", "Regular expression", q.Regexp, func(q *annotate.Query) { q.Regexp = !q.Regexp }),
		button(f.desk, "Before", "Shift+F3", editor.Do{Command: "prev-hit"}),
		button(f.desk, "Next", "F3", editor.Do{Command: "next-hit"}),
		button(f.desk, "Mark all…", "", editor.Do{Command: "mark-all"}).ID("find-mark").Disabled(!f.V.Hits),
		closing(f.desk, "Close the search", editor.Key{Key: "Escape"}),
	)
}

// option is a switch of the search.
func (f *finder) option(text, name string, on bool, flip func(*annotate.Query)) app.UI {
	pressed := "false"
	if on {
		pressed = "true"
	}
	q := f.V.Query
	flip(&q)
	press, scope := act(f.desk, editor.Looked{Query: q})
	return app.Button().Type("button").Class("button option").Aria("label", name).Aria("pressed", pressed).Title(name).OnClick(press, scope).Text(text)
}

// maxHitsShown bounds the rows of the list of marks to be made: those around the one that the keys are at.
const maxHitsShown = 100

// many is the marks that are about to be made in one go.
func many(d *desk, m editor.Model) []app.UI {
	w := m.Many
	if w == nil {
		return nil
	}
	from := max(0, min(w.At-maxHitsShown/2, len(w.Hits)-maxHitsShown))
	hits := w.Hits[from:min(len(w.Hits), from+maxHitsShown)]
	return []app.UI{
		app.P().Class("lead").Role("status").Text(m.ManyText()),
		app.Div().Class("many-options").Body(
			tick(d, "many-whole", "In every article that is not finished", w.Whole, editor.WholeProject{Yes: !w.Whole}),
			app.If(len(w.Attrs) > 0, func() app.UI {
				return tick(d, "many-copy", "With the same values", w.Copy, editor.CopyValues{Yes: !w.Copy})
			}),
		),
		app.P().Class("whisper").Body(
			app.Span().Class("by-key").Text("Arrows go through them, Space leaves one out, a label’s key is another label."),
			app.Span().Class("by-finger").Text("A tap leaves one out. For another label, tap it below."),
		),
		app.Ul().ID("hits").Class("hits").TabIndex(0).Aria("label", "Places").Body(app.Range(hits).Slice(func(i int) app.UI {
			h := hits[i]
			id := fmt.Sprintf("hit-%d", from+i)
			handler, scope := act(d, editor.ToggleHit{N: from + i})
			li := app.Li().Class("choice hit")
			if from+i == w.At {
				li = li.DataSet("at", "true")
			}
			return li.Body(
				app.Input().Type("checkbox").ID(id).Checked(!h.Off).OnChange(handler, scope),
				app.Label().For(id).Body(
					app.Span().Class("hit-text").Dir("auto").Body(app.Text(h.Before), app.Mark().Text(h.Words), app.Text(h.After)),
					app.If(w.Whole, func() app.UI { return app.Span().Class("choice-about").Text(h.Title) }),
				))
		})),
		app.P().Class("actions").Body(button(d, "Mark "+count(w.Chosen(), "place"), "Enter", editor.MakeMany{}).Class("primary").Disabled(w.Busy || w.Chosen() == 0)),
	}
}

// tick is a box with words.
func tick(d *desk, id, text string, on bool, msg editor.Msg) app.UI {
	handler, scope := act(d, msg)
	return app.Div().Class("choice").Body(
		app.Input().Type("checkbox").ID(id).Checked(on).OnChange(handler, scope),
		app.Label().For(id).Text(text))
}

package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate/adjudicate"
	"galley/app/editor"
)

// A caseCard is the case in hand, level with its marks: what each reader has, and what can be decided.
type caseCard struct {
	app.Compo
	V    editor.CaseView
	On   bool // the gold layer lies on the sheet
	desk *desk
}

func caseOf(d *desk, m editor.Model) *caseCard {
	v, ok := m.CaseInHand()
	if m.Panel != editor.NoPanel && m.Panel != editor.FindPanel && (m.Narrow || m.Panel != editor.QueuePanel && m.Panel != editor.ListPanel) {
		ok = false // the panel stands where the card would
	}
	return &caseCard{V: v, On: ok, desk: d}
}

func (c *caseCard) Render() app.UI {
	if !c.On {
		return app.Div().ID("no-case").Class("no-panel")
	}
	v := c.V
	card := app.Div().ID("case").Class("note case").Role("group").Aria("label", "The case in hand").DataSet("selected", "true").DataSet("state", string(v.State)).
		DataSet("line", v.Line).DataSet("off", v.Off)
	switch {
	case v.Loading:
		return card.Body(app.P().Text("The layers are being read…"))
	case v.N == 0:
		return card.Body(append(c.head(), c.foot()...)...)
	}
	body := c.head()
	body = append(body,
		app.P().Class("case-what").Text(v.What),
		app.Ol().Class("case-sides").Body(app.Range(v.Sides).Slice(func(i int) app.UI { return c.side(v.Sides[i]) })),
		app.If(v.Now != "", func() app.UI { return app.P().Class("case-now").Text(v.Now) }),
		c.verdicts(),
		c.reasons(),
	)
	return card.Body(append(body, c.foot()...)...)
}

// head says how far the article has come.
func (c *caseCard) head() []app.UI {
	v := c.V
	place := count(v.Of, "case")
	if v.N > 0 {
		place = fmt.Sprintf("Case %d of %d", v.N, v.Of)
	}
	return []app.UI{
		app.Div().Class("note-head").Body(
			app.P().Class("case-place").Body(app.Strong().Text(place), app.Span().Text(fmt.Sprintf(", %d open", v.Left))),
			closing(c.desk, "Back to your own marks", editor.Do{Command: "leave-gold"}),
		),
		app.Progress().Aria("label", "Cases settled").Max(float64(max(v.Of, 1))).Value(float64(v.Of - v.Left)),
	}
}

// side is what one reader has; a press takes it.
func (c *caseCard) side(s editor.CaseSide) app.UI {
	take, scope := act(c.desk, editor.Key{Key: s.Letter})
	pressed := "false"
	if s.Stands {
		pressed = "true"
	}
	what := s.Title
	if s.Text == "" {
		what = "nothing"
	}
	return app.Li().DataSet("hue", s.Hue).DataSet("style", s.Style).Body(
		app.Button().Type("button").Class("case-side").Aria("pressed", pressed).OnClick(take, scope).Body(
			app.Span().Class("case-who").Body(
				app.Kbd().Class("char").DataSet("side", s.Letter).Text(s.Letter),
				app.Span().Class("case-name").Text(s.Name),
				app.Span().Class("label-name").Text(what),
			),
			app.If(s.Text != "", func() app.UI { return app.Span().Class("case-words").Dir("auto").Text(s.Text) }),
			app.If(s.Values != "", func() app.UI { return app.Span().Class("case-values").Text(s.Values) }),
			app.If(s.Stands, func() app.UI { return app.Span().Class("hidden").Text("stands on gold") }),
		),
	)
}

// verdicts are the other things that can be decided.
func (c *caseCard) verdicts() app.UI {
	v := c.V
	both := "Both"
	if v.Readers > 2 {
		both = "All"
	}
	waits := v.State == adjudicate.Waiting || v.State == adjudicate.Moot
	return app.Div().Class("actions").Body(
		button(c.desk, both, "&", editor.Key{Key: "&"}).Disabled(waits),
		button(c.desk, "Neither", "N", editor.Key{Key: "N"}).Disabled(waits),
		button(c.desk, "Anew", "E", editor.Key{Key: "E"}).Disabled(waits),
		app.If(v.State == adjudicate.Changed, func() app.UI { return button(c.desk, "Keep", "Enter", editor.Key{Key: "Enter"}) }),
	)
}

// reasons are the codes of why readers differ, one of which goes with the decision.
func (c *caseCard) reasons() app.UI {
	return app.FieldSet().Class("case-reasons").Body(
		app.Legend().Text("Reason"),
		app.Range(c.V.Reasons).Slice(func(i int) app.UI {
			r := c.V.Reasons[i]
			choose, scope := act(c.desk, editor.Key{Key: r.Key})
			pressed := "false"
			if r.Chosen {
				pressed = "true"
			}
			return app.Button().Type("button").Class("button").Aria("pressed", pressed).OnClick(choose, scope).Body(app.Span().Text(r.Title), kbd(r.Key))
		}),
	)
}

// foot is how one goes on.
func (c *caseCard) foot() []app.UI {
	v := c.V
	names := "Hide names"
	if v.Hidden {
		names = "Show names"
	}
	return []app.UI{
		app.Div().Class("actions").Body(
			button(c.desk, "Before", ",", editor.Key{Key: ","}),
			button(c.desk, "Next", ".", editor.Key{Key: "."}),
			button(c.desk, "Open", ")", editor.Key{Key: ")"}).Aria("label", "Next open case").Disabled(v.Left == 0),
		),
		app.Div().Class("actions").Body(
			app.If(v.Alike > 0, func() app.UI {
				return button(c.desk, fmt.Sprintf("Settle %d alike", v.Alike), "T", editor.Key{Key: "T"})
			}),
			app.If(v.Left == 0 && v.Next, func() app.UI { return button(c.desk, "Next article", "y", editor.Key{Key: "y"}).Class("primary") }),
			button(c.desk, names, "", editor.Do{Command: "hide-names"}).Class("plain"),
		),
	}
}

// caseKeys are the keys that count while the gold layer lies on the sheet, for the card of keys.
func caseKeys() [][2]string {
	var rows [][2]string
	for _, k := range editor.CaseKeys() {
		rows = append(rows, [2]string{strings.TrimSpace(k.Key), k.Title})
	}
	return rows
}

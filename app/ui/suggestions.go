package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// suggestions is the panel of rules: what they suggest here, which of them run, and who sees it.
func suggestions(d *desk, m editor.Model) []app.UI {
	v := m.Penciled()
	return []app.UI{
		app.P().Class("lead").Text(waitingText(v)),
		app.If(v.Held, func() app.UI {
			return app.Div().Class("pencilled").DataSet("hue", v.Hand.Hue).DataSet("style", v.Hand.Style).Body(pencilBody(d, v.Hand)...)
		}),
		app.If(v.Running, func() app.UI { return running(d, v.Run) }).Else(func() app.UI {
			return app.Div().Class("actions").Body(
				button(d, "Run on this article", "V", editor.StartRules{}).Disabled(!v.Article || v.Asked),
				button(d, "Run on the project", "", editor.StartRules{Whole: true}).Disabled(v.Asked),
				button(d, "How well they do", "", editor.Show{Panel: editor.RuleTestPanel}),
				app.If(!v.Held && v.Waiting > 0, func() app.UI { return button(d, "First suggestion", ")", editor.Do{Command: "next-suggestion"}) }),
			)
		}),
		app.If(len(v.Stops) > 0, func() app.UI {
			return app.Ul().Class("rule-stops").Aria("label", "Rules that were stopped").Body(app.Range(v.Stops).Slice(func(i int) app.UI {
				return app.Li().Body(app.Strong().Text(v.Stops[i].Rule), app.Text(" was stopped: "+v.Stops[i].Text))
			}))
		}),
		ruleLists(d, v),
		blindness(d, v),
	}
}

// waitingText says how things stand in the open article.
func waitingText(v editor.PencilView) string {
	switch {
	case v.Blind || v.BlindMe || v.BlindDoc:
		return "Suggestions are hidden."
	case !v.Article:
		return "No article lies open."
	case v.Waiting == 0:
		return "No suggestion waits in this article."
	case v.Waiting == 1:
		return "1 suggestion waits in this article."
	}
	return fmt.Sprintf("%d suggestions wait in this article.", v.Waiting)
}

// running is how far the run has come, with a way out.
func running(d *desk, r editor.RuleRun) app.UI {
	return app.Div().Class("rule-run").Body(
		app.Progress().Aria("label", "Articles read").Max(float64(r.Of)).Value(float64(r.N)),
		app.P().Text(fmt.Sprintf("%d of %s read. Now: %s", r.N, count(r.Of, "article"), r.Title)),
		app.P().Class("actions").Body(button(d, "Stop", "", editor.StopRules{})),
	)
}

// packTitles are the packs in words, in the order they are shown; the rules of the project come first.
var packTitles = [...][2]string{{"", "Of this project"}, {"news", "For news copy"}, {"checks", "Validators"}}

func ruleLists(d *desk, v editor.PencilView) app.UI {
	if len(v.Rules) == 0 {
		text := "The rules are being fetched…"
		if v.Fault != "" {
			text = "The rules cannot be read: " + v.Fault
		}
		return app.P().Class("choice-about").Text(text)
	}
	of := map[string][]editor.RuleRow{}
	for _, r := range v.Rules {
		of[r.Pack] = append(of[r.Pack], r)
	}
	return app.Div().Class("rules").Body(app.Range(packTitles[:]).Slice(func(i int) app.UI {
		pack, title := packTitles[i][0], packTitles[i][1]
		return app.FieldSet().Body(
			app.Legend().Text(title),
			app.If(pack == "", func() app.UI {
				return app.Div().Body(
					app.P().Class("choice-about").Text("Drop a rule file (.js) on the page to bring it in, or write one. Rules that come with a project are off until you turn them on."),
					app.P().Class("actions").Body(button(d, "Write a rule", "", editor.WriteRule{})),
				)
			}),
			app.Range(of[pack]).Slice(func(k int) app.UI { return ruleRow(d, of[pack][k]) }),
		)
	}))
}

// ruleRow is a rule with its switch, what it may do, and how it has done.
func ruleRow(d *desk, r editor.RuleRow) app.UI {
	id := "rule-" + r.File
	turn, scope := act(d, editor.TurnRule{File: r.File, On: !r.On})
	return app.Div().Class("choice rule-row").DataSet("rule", r.Name).Body(
		app.Input().Type("checkbox").ID(id).Checked(r.On).Disabled(r.Bad != "").OnChange(turn, scope),
		app.Label().For(id).Body(
			app.Span().Class("choice-title").Text(r.Name+" "+r.Version),
			app.If(r.About != "", func() app.UI { return app.Span().Class("choice-about").Text(r.About) }),
			app.If(r.May != "", func() app.UI { return app.Span().Class("choice-about").Text(r.May) }),
			app.If(r.Bad != "", func() app.UI { return app.Span().Class("field-error").Text(r.Bad) }),
			app.If(ruleFigures(r) != "", func() app.UI { return app.Span().Class("rule-figures").Text(ruleFigures(r)) }),
		),
		app.If(r.Pack == "", func() app.UI {
			remove, scope := act(d, editor.RemoveRule{File: r.File})
			return app.Button().Type("button").Class("icon").Aria("label", "Take "+r.File+" out of the project").OnClick(remove, scope).Text("×")
		}),
		app.Div().Class("rule-actions").Body(
			app.If(r.Pack == "", func() app.UI {
				return named(button(d, "Write", "", editor.WriteRule{File: r.File}), "Write "+r.Name)
			}).Else(func() app.UI {
				return named(button(d, "Make it mine", "", editor.ForkRule{File: r.File}), "Make it mine: "+r.Name)
			}),
			app.If(r.Suggests, func() app.UI {
				return named(button(d, "Test", "", editor.TestRules{File: r.File}), "Test "+r.Name+" on the project")
			}),
		),
	)
}

// named gives a button whose words stand in many rows a name of its own.
func named(b app.HTMLButton, name string) app.HTMLButton { return b.Aria("label", name) }

func ruleFigures(r editor.RuleRow) string {
	text := r.Rate()
	if r.Waits > 0 {
		if text != "" {
			text = ", " + text
		}
		text = fmt.Sprintf("%d here%s", r.Waits, text)
	}
	return text
}

// blindness hides suggestions from the person, or from everybody.
func blindness(d *desk, v editor.PencilView) app.UI {
	box := func(id, text string, on bool, msg editor.Msg) app.UI {
		turn, scope := act(d, msg)
		return app.Div().Class("choice").Body(
			app.Input().Type("checkbox").ID(id).Checked(on).OnChange(turn, scope),
			app.Label().For(id).Text(text),
		)
	}
	all := v.Shelved > 0 && v.BlindShelved == v.Shelved
	return app.FieldSet().Body(
		app.Legend().Text("Working blind"),
		box("blind-me", "Hide suggestions from "+string(v.Name), v.BlindMe, editor.SetBlind{Who: v.Name, On: !v.BlindMe}),
		box("blind-all", "Hide them from everybody in this project", v.Blind, editor.SetBlind{On: !v.Blind}),
		app.If(v.Article, func() app.UI {
			return box("blind-doc", "Hide them from everybody in this article", v.BlindDoc, editor.SetBlindDocs{On: !v.BlindDoc})
		}),
		box("blind-shelf", shelfText(v), all, editor.SetBlindDocs{Shelf: true, On: !all}),
		app.P().Class("choice-about").Text("The queue’s search and state say which articles it shows: so a batch is chosen."),
	)
}

// shelfText says which articles are meant, and in how many of them suggestions are hidden when it is not all or none.
func shelfText(v editor.PencilView) string {
	text := fmt.Sprintf("Hide them from everybody in the %s that the queue shows", count(v.Shelved, "article"))
	if v.BlindShelved > 0 && v.BlindShelved < v.Shelved {
		text += fmt.Sprintf(" (hidden in %d)", v.BlindShelved)
	}
	return text
}

// pencilBody is the suggestion in hand: what, why, by whom, and what can be done with it.
func pencilBody(d *desk, n editor.PencilNote) []app.UI {
	do := func(text, key, command string) app.UI { return button(d, text, key, editor.Do{Command: command}) }
	return []app.UI{
		app.Div().Class("note-head").Body(
			app.P().Class("note-title").Body(
				app.If(n.Key != "", func() app.UI { return kbd(n.Key) }),
				app.Span().Class("swatch").Aria("hidden", "true"),
				app.Span().Class("label").Text(n.Title),
				app.Span().Class("hidden").Text(", suggested: "),
			),
			app.Span().Class("doubt-place").Text(fmt.Sprintf("%d of %d", n.At, n.Of)),
		),
		app.P().Class("pencil-text").Dir("auto").Text(n.Text),
		app.If(n.Values != "", func() app.UI { return app.P().Class("choice-about").Text(n.Values) }),
		app.P().Class("pencil-reason").Text(n.Reason),
		app.P().Class("choice-about").Text(fmt.Sprintf("%s, %d %% sure", n.Rule, n.Sure)),
		app.Div().Class("actions").Body(
			do("Accept", "Y", "accept-next"),
			do("Reject", "D", "reject"),
			app.If(n.Span, func() app.UI { return do("Other label", "O", "accept-as") }),
			app.If(n.Span, func() app.UI { return do("Adjust", "E", "adjust") }),
			do("All of this rule", "T", "accept-rule"),
		),
	}
}

// pencilHand is the suggestion in hand as a note in the margin.
func (n *margin) pencilHand() app.UI {
	v := n.Pencil
	return app.Div().ID("hand").Class("note").Role("group").Aria("label", v.Title+", suggested, in hand").
		DataSet("line", v.Line).DataSet("off", v.Off).DataSet("hue", v.Hue).DataSet("style", v.Style).DataSet("selected", "true").DataSet("pencil", "true").
		Body(pencilBody(n.desk, v)...)
}

// problems is the page of problems: each is one press from its place.
func problems(d *desk, m editor.Model) []app.UI {
	v := m.ProblemsView()
	return []app.UI{
		app.P().Class("lead").Text(v.Text),
		app.If(len(v.Rows) > 0, func() app.UI {
			return app.P().Class("actions").Body(button(d, "Next", "!", editor.Do{Command: "next-problem"}))
		}),
		app.Ol().Class("rows problems").Aria("label", "Problems").Body(app.Range(v.Rows).Slice(func(i int) app.UI {
			r := v.Rows[i]
			return markRow(d, editor.ListRow{Span: r.Span, Title: r.Title, Hue: r.Hue, Style: r.Style, Text: r.Words, Detail: ", " + r.Text, Selected: r.Current}, editor.GoToProblem{N: r.N})
		})),
		app.If(v.More > 0, func() app.UI { return app.P().Class("choice-about").Text(fmt.Sprintf("And %d more.", v.More)) }),
	}
}

package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// panel draws what lies over the desk. Nothing in it is modal: the sheet stays within reach, Esc closes it.
func panel(d *desk, m editor.Model) app.UI {
	switch m.Panel {
	case editor.KeysPanel:
		return frame(d, "keys", "Keys", true, keySheet(m)...)
	case editor.PalettePanel:
		return frame(d, "palette", "All commands", false, palette(d, m)...)
	case editor.AgreePanel:
		return frame(d, "agreement", "Agreement", true, agreement(d, m)...)
	case editor.VersionsPanel:
		return frame(d, "versions", "Another version", false, versions(d, m)...)
	case editor.ExportPanel:
		return frame(d, "exports", "Save as training data", true, exports(d, m)...)
	case editor.ImportPanel:
		return frame(d, "imports", "What was found", false, imports(d, m)...)
	case editor.ReviewPanel:
		return frame(d, "review", "One article or several?", false, review(d, m)...)
	case editor.ProjectsPanel:
		return frame(d, "projects", "Projects", false, projects(d, m)...)
	case editor.BinPanel:
		return frame(d, "bin", "The bin", false, bin(d, m)...)
	case editor.PastePanel:
		return frame(d, "paste", "Paste an article", false, paste(d)...)
	case editor.NewerPanel:
		return frame(d, "newer", "A corrected version", false, newer(d, m)...)
	case editor.CarryPanel:
		return frame(d, "carry", "The marks, carried over", false, carrying(d, m)...)
	case editor.PencilPanel:
		return frame(d, "pencil", "Suggestions", false, suggestions(d, m)...)
	case editor.RulePanel:
		return frame(d, "rule", m.RuleDraftView().Title, true, rule(d, m)...)
	case editor.RuleTestPanel:
		return frame(d, "ruletest", "How well rules do", true, ruleTest(d, m)...)
	case editor.ProblemsPanel:
		return frame(d, "problems", "To look at", false, problems(d, m)...)
	case editor.RenamePanel:
		return frame(d, "rename", "Rename", false, rename(d, m)...)
	case editor.RekeyPanel:
		return frame(d, "rekey", "Choose other keys", false, rekey(d, m)...)
	case editor.SchemePanel:
		return frame(d, "scheme", "The scheme", true, scheme(d, m)...)
	case editor.ManyPanel:
		return frame(d, "many", "Mark many at once", false, many(d, m)...)
	case editor.GuidePanel:
		return frame(d, "guide", guideTitle(m), false, guide(d, m)...)
	}
	return app.Div().Class("no-panel")
}

// frame is a panel's sheet of paper.
func frame(d *desk, id, title string, wide bool, body ...app.UI) app.UI {
	class := "panel"
	if wide {
		class += " wide"
	}
	if id == string(editor.AgreePanel) {
		class += " agree"
	}
	head := app.Div().Class("panel-head").Body(
		app.H2().ID(id+"-title").Text(title),
		closing(d, "Close", editor.Key{Key: "Escape"}),
	)
	return app.Div().ID(id).Class(class).Role("dialog").Aria("labelledby", id+"-title").Body(append([]app.UI{head}, body...)...)
}

// keySheet is a printed card of all keys, grouped by what people are doing.
func keySheet(m editor.Model) []app.UI {
	var groups []string
	of := map[string][]editor.Command{}
	for _, c := range editor.CommandsOf(m) {
		if len(c.Keys) == 0 {
			continue
		}
		if of[c.Group] == nil {
			groups = append(groups, c.Group)
		}
		of[c.Group] = append(of[c.Group], c)
	}
	extra := map[string][][2]string{
		"Work on marks":                      {{"1 … 9", "Choose an attribute of the mark in hand, then its value"}, {"0", "Unset the chosen attribute"}},
		"Link the mark in hand":              {{"a … z", "The letter on the other end"}, {"Enter", "The nearest"}},
		"Settle what people see differently": caseKeys(),
		"The desk":                           {{"Esc", "One step back"}},
	}
	return []app.UI{app.Div().Class("card").TabIndex(0).Role("region").Aria("label", "Keys by what you are doing").Body(app.Range(groups).Slice(func(i int) app.UI {
		g := groups[i]
		return app.Section().Class("card-group").Body(
			app.H3().Text(g),
			app.Dl().Body(
				app.Range(of[g]).Slice(func(k int) app.UI {
					c := of[g][k]
					return app.Div().Class("card-row").Body(
						app.Dt().Body(app.Range(c.Keys).Slice(func(j int) app.UI { return kbd(c.Keys[j]) })),
						app.Dd().Text(c.Title))
				}),
				app.Range(extra[g]).Slice(func(k int) app.UI {
					return app.Div().Class("card-row").Body(app.Dt().Body(app.Kbd().Text(extra[g][k][0])), app.Dd().Text(extra[g][k][1]))
				}),
			),
		)
	}))}
}

// rekey lists every command with its key: press it, then the key that it should have.
func rekey(d *desk, m editor.Model) []app.UI {
	all := editor.CommandsOf(m)
	has := map[string][]string{} // titles of commands by key
	for _, c := range all {
		for _, k := range c.Keys {
			has[k] = append(has[k], c.Title)
		}
	}
	single, scope := act(d, editor.Do{Command: "single-keys"})
	return []app.UI{
		app.P().Class("lead").Text("Press a key here, then the one that you want instead. If another command has it, they change places."),
		app.Div().Class("choice").Body(
			app.Input().Type("checkbox").ID("with-alt").Checked(m.WithAlt).OnChange(single, scope),
			app.Label().For("with-alt").Text("Letters, digits and signs are shortcuts only with Alt"),
		),
		app.Ul().ID("rekeys").Class("rows").Body(app.Range(all).Slice(func(i int) app.UI {
			c := all[i]
			wait, scope := act(d, editor.Rekey{Command: c.ID})
			key, title := "none", c.Title
			if len(c.Keys) > 0 {
				key = keyName(c.Keys[0])
				for _, other := range has[c.Keys[0]] {
					if other != c.Title {
						title += " — the key of “" + other + "” too"
					}
				}
			}
			pressed := "false"
			if m.Rekey == c.ID {
				key, pressed = "press it", "true"
			}
			return app.Li().Body(
				app.Span().Class("rekey-title").Text(title),
				app.Button().Type("button").Class("button").Aria("pressed", pressed).OnClick(wait, scope).Body(
					app.Span().Class("hidden").Text("Key of “"+c.Title+"”: "), kbd(key)))
		})),
		app.P().Class("actions").Body(button(d, "Every key as it was", "", editor.Do{Command: "reset-keys"})),
	}
}

func palette(d *desk, m editor.Model) []app.UI {
	list := m.Palette()
	chosen := ""
	if m.Choice < len(list) {
		chosen = fmt.Sprintf("command-%d", m.Choice)
	}
	return []app.UI{
		app.Input().Type("text").Class("field").Placeholder("Type what you want to do").Aria("label", "Command").AutoComplete(false).
			Role("combobox").Aria("expanded", "true").Aria("controls", "commands").Aria("activedescendant", chosen).
			OnInput(func(ctx app.Context, _ app.Event) { d.send(editor.Typed{Query: ctx.JSSrc().Get("value").String()}) }),
		app.Ul().ID("commands").Class("commands").Role("listbox").Aria("label", "Commands").Body(app.Range(list).Slice(func(i int) app.UI {
			c := list[i]
			_, _, can := c.Do(m)
			run, scope := act(d, editor.Do{Command: c.ID})
			selected := "false"
			if i == m.Choice {
				selected = "true"
			}
			disabled := "false"
			if !can {
				disabled = "true"
			}
			return app.Li().ID(fmt.Sprintf("command-%d", i)).Class("command").Role("option").Aria("selected", selected).Aria("disabled", disabled).
				OnClick(run, scope).Body(
				app.Span().Class("command-title").Text(c.Title),
				app.Span().Class("command-group").Text(c.Group),
				app.If(len(c.Keys) > 0, func() app.UI { return kbd(c.Keys[0]) }))
		})),
	}
}

func review(d *desk, m editor.Model) []app.UI {
	if m.Review == nil {
		return nil
	}
	points := m.Review.Points()
	n := len(m.Review.Docs)
	for _, cut := range m.Review.Cut {
		if cut {
			n++
		}
	}
	return []app.UI{
		app.P().Class("lead").Text("Another article may begin at these places. Leave a tick where one does."),
		app.Ol().Class("splits").Body(app.Range(points).Slice(func(i int) app.UI {
			s := points[i]
			id := fmt.Sprintf("split-%d", i)
			handler, scope := act(d, editor.ToggleSplit{N: i})
			return app.Li().Class("choice").Body(
				app.Input().Type("checkbox").ID(id).Checked(m.Review.Cut[i]).OnChange(handler, scope),
				app.Label().For(id).Body(
					app.Span().Class("choice-title").Text(fmt.Sprintf("Cut before paragraph %d", s.Line)),
					app.Span().Class("split-text").Text(s.Text+"…"),
					app.Span().Class("choice-about").Text(s.Why),
				))
		})),
		app.P().Class("actions").Body(button(d, "Take in "+count(n, "article"), "Enter", editor.AcceptReview{}).Class("primary")),
	}
}

func projects(d *desk, m editor.Model) []app.UI {
	return []app.UI{
		app.Ul().Class("rows").Body(app.Range(m.Projects).Slice(func(i int) app.UI {
			p := m.Projects[i]
			open, scope := act(d, editor.SwitchTo{Project: p.ID})
			current := "false"
			if p.ID == m.Project.ID {
				current = "true"
			}
			return app.Li().Body(app.Button().Type("button").Class("row").Aria("current", current).OnClick(open, scope).Body(
				app.Span().Class("row-label").Text(p.Name), app.Span().Class("row-detail").Text(p.Scheme+" "+p.Preset)))
		})),
		app.Form().Class("new").OnSubmit(func(_ app.Context, e app.Event) {
			e.PreventDefault()
			d.send(editor.NewProject{Name: valueOf("project-name"), Preset: valueOf("project-preset")})
		}).Body(
			app.H3().Text("Begin another"),
			app.Label().For("project-name").Text("Name"),
			app.Input().Type("text").ID("project-name").Class("field").MaxLength(64).AutoComplete(false),
			app.Label().For("project-preset").Text("Labels"),
			app.Select().ID("project-preset").Class("field").Body(app.Range(m.Base.Presets).Slice(func(i int) app.UI {
				return option(m.Base.Presets[i].ID, m.Base.Presets[i].Title, m.Base.Presets[i].ID == m.Project.Preset)
			})),
			app.P().Class("actions").Body(app.Button().Type("submit").Class("primary").Text("Begin")),
		),
		app.P().Class("actions").Body(button(d, "Save this project as a bundle", "", editor.Do{Command: "backup"})),
	}
}

func bin(d *desk, m editor.Model) []app.UI {
	binned := m.Bin()
	if len(binned) == 0 {
		return []app.UI{app.P().Class("lead").Text("The bin is empty.")}
	}
	return []app.UI{app.Ul().Class("rows").Body(app.Range(binned).Slice(func(i int) app.UI {
		return app.Li().Class("binned").Body(
			app.Span().Text(binned[i].Title),
			button(d, "Put back", "", editor.RestoreDoc{Doc: binned[i].ID}))
	}))}
}

func paste(d *desk) []app.UI {
	return []app.UI{
		app.P().Class("lead").Body(app.Text("Paste the article’s text."), app.Span().Class("by-key").Text(" On the desk itself, Ctrl V does so at once.")),
		pasteField("paste-text", "Text of the article"),
		pasteButton(d, "paste-text", "Take it in"),
	}
}

func pasteField(id, label string) app.UI {
	return app.Textarea().ID(id).Class("field").Rows(10).Aria("label", label)
}

// pasteButton takes what is in the field of that id for what is pasted.
func pasteButton(d *desk, id, text string) app.UI {
	return app.P().Class("actions").Body(app.Button().Type("button").Class("primary").OnClick(func(app.Context, app.Event) {
		d.send(editor.Pasted{Text: valueOf(id)})
	}, app.EventScope(id)).Text(text))
}

func rename(d *desk, m editor.Model) []app.UI {
	title := ""
	for _, doc := range m.Docs {
		if doc.ID == m.Renaming {
			title = doc.Title
		}
	}
	return []app.UI{app.Form().OnSubmit(func(_ app.Context, e app.Event) {
		e.PreventDefault()
		d.send(editor.Renamed{Title: valueOf("new-title")})
	}).Body(
		app.Label().For("new-title").Text("Title"),
		app.Input().Type("text").ID("new-title").Class("field").Value(title).MaxLength(editor.MaxTitle).AutoComplete(false),
		app.P().Class("actions").Body(app.Button().Type("submit").Class("primary").Text("Rename")),
	)}
}

// valueOf reads a text field.
func valueOf(id string) string {
	if el := app.Window().GetElementByID(id); el.Truthy() {
		return el.Get("value").String()
	}
	return ""
}

func guideTitle(m editor.Model) string {
	if l, ok := m.Base.Label(m.Guide); ok {
		return l.Title
	}
	return "Guidelines"
}

// guide is a label's card: the rule, examples, attributes, links.
func guide(d *desk, m editor.Model) []app.UI {
	l, ok := m.Base.Label(m.Guide)
	if !ok {
		return []app.UI{app.P().Text(m.Base.Guideline)}
	}
	attrs := m.Scheme.AttrsOf(string(l.ID))
	return []app.UI{
		app.P().Class("rule").Text(l.Guideline),
		app.Ul().Class("examples").Body(app.Range(l.Examples).Slice(func(i int) app.UI { return example(l.Examples[i]) })),
		app.If(len(attrs) > 0, func() app.UI {
			return app.Dl().Class("guide-attrs").Body(app.Range(attrs).Slice(func(i int) app.UI {
				return app.Div().Body(app.Dt().Text(attrs[i].Title), app.Dd().Text(attrText(attrs[i])))
			}))
		}),
		app.Div().Class("guide-labels").Body(app.Range(m.Scheme.Labels).Slice(func(i int) app.UI {
			return button(d, m.Scheme.Labels[i].Title, "", editor.ShowGuide{Label: m.Scheme.Labels[i].ID})
		})),
	}
}

func attrText(a annotate.AttrDef) string {
	text := ""
	for i, v := range a.Values {
		if i > 0 {
			text += " · "
		}
		text += strings.ReplaceAll(v, "_", " ")
	}
	if a.Guideline != "" {
		text += ". " + a.Guideline
	}
	return text
}

// example sets what stands in brackets as a mark.
func example(e annotate.Example) app.UI {
	var parts []app.UI
	text := e.Text
	for text != "" {
		from := indexOf(text, '[')
		to := indexOf(text, ']')
		if from < 0 || to < from {
			break
		}
		parts = append(parts, app.Text(text[:from]), app.Mark().Text(text[from+1:to]))
		text = text[to+1:]
	}
	parts = append(parts, app.Text(text))
	class, word := "good", "Yes: "
	if e.Bad {
		class, word = "bad", "No: "
	}
	return app.Li().Class(class).Body(
		app.Span().Class("verdict").Text(word),
		app.Span().Class("example").Body(parts...),
		app.If(e.Note != "", func() app.UI { return app.Span().Class("choice-about").Text(e.Note) }),
	)
}

func indexOf(s string, b byte) int {
	for i := range len(s) {
		if s[i] == b {
			return i
		}
	}
	return -1
}

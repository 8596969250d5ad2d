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

// What a label may be drawn in.
var (
	hues   = []string{"blue", "teal", "green", "olive", "ochre", "orange", "red", "rose", "violet", "indigo", "slate", "brown"}
	lines  = []string{"solid", "dotted", "double", "wavy", "dashed", "bar"}
	units  = []string{"word", "phrase", "quotation", "clause", "sentence", "paragraph"}
	trims  = []string{annotate.TrimSpace, annotate.TrimPunctuation, annotate.TrimQuotes}
	trimAs = map[string]string{annotate.TrimSpace: "only spaces", annotate.TrimPunctuation: "outer punctuation", annotate.TrimQuotes: "punctuation, quotes"}
)

// A schemeForm edits the draft of a scheme: the labels on one side, the fields of the chosen one on the other, and what
// the change would do above the button that does it.
type schemeForm struct {
	desk  *desk
	draft *editor.Draft
}

// A labelForm is the fields of the chosen label. It is made anew when another label is chosen, since a field that holds
// something cannot be emptied by drawing it again.
type labelForm struct {
	app.Compo
	Draft *editor.Draft
	desk  *desk
}

// CompoID tells go-app when the form is another one.
func (l *labelForm) CompoID() string { return strconv.Itoa(l.Draft.Form) }

func (l *labelForm) Render() app.UI { return schemeForm{l.desk, l.Draft}.label() }

func scheme(d *desk, m editor.Model) []app.UI {
	if m.Draft == nil {
		return nil
	}
	f := schemeForm{d, m.Draft}
	return []app.UI{
		app.P().Class("lead").Text(fmt.Sprintf("%s, version %d. What you change is a draft until you use it.", m.Base.Title, m.Base.Version)),
		app.Div().Class("scheme-form").Body(f.labels(), &labelForm{Draft: m.Draft, desk: d}),
		f.effect(),
		app.P().Class("actions").Body(
			button(d, "Use this scheme", "", editor.UseDraft{}).Class("primary").Disabled(len(m.Draft.Errs) > 0 || len(m.Draft.Changes) == 0),
			button(d, "Undo a step", "", editor.UndoDraft{}),
			button(d, "Look every article through", "", editor.WeighDraft{}),
			button(d, "Save as a file", "", editor.SaveScheme{}).Disabled(len(m.Draft.Errs) > 0),
			button(d, "Open a scheme file", "", editor.Do{Command: "open"}),
			button(d, "Drop the draft", "", editor.DropDraft{}),
		),
	}
}

// labels is the list of them, as they stand on the bar.
func (f schemeForm) labels() app.UI {
	all := f.draft.Scheme.Labels
	whole, wholeScope := act(f.desk, editor.ChooseLabel{N: -1})
	current := func(n int) string { return strconv.FormatBool(n == f.draft.At) }
	return app.Div().Class("scheme-labels").Body(
		app.Button().Type("button").Class("row scheme-whole").Aria("current", current(-1)).OnClick(whole, wholeScope).Text("The scheme itself"),
		app.Ol().Class("rows").Body(app.Range(all).Slice(func(i int) app.UI {
			l := all[i]
			choose, scope := act(f.desk, editor.ChooseLabel{N: i})
			return app.Li().DataSet("hue", l.Color).DataSet("style", l.Style).Body(
				app.Button().Type("button").Class("row").Aria("current", current(i)).OnClick(choose, scope).Body(
					app.Span().Class("row-label").Body(
						app.If(l.Key != "", func() app.UI { return kbd(l.Key) }),
						app.Span().Class("swatch").Aria("hidden", "true"), app.Span().Text(l.Title))))
		})),
		button(f.desk, "Add a label", "", editor.AddLabel{}),
	)
}

// label is the fields of the chosen label.
func (f schemeForm) label() app.UI {
	n := f.draft.At
	if n < 0 {
		return f.whole()
	}
	if n >= len(f.draft.Scheme.Labels) {
		return app.Div().Body(app.P().Text("A scheme has at least one label."))
	}
	l := f.draft.Scheme.Labels[n]
	at := fmt.Sprintf("labels[%d]", n)
	set := func(field, v string) {
		l := f.now().Labels[n]
		switch field {
		case "title":
			l.Title = v
		case "id":
			l.ID = annotate.Label(v)
		case "key":
			l.Key = v
		case "color":
			l.Color = v
		case "style":
			l.Style = v
		case "group":
			l.Group = v
		case "unit":
			l.Unit = v
		case "trim":
			l.Trim = v
		case "contiguous":
			l.Contiguous = v == "no"
		case "inside":
			l.Inside = labelsOf(v)
		case "guideline":
			l.Guideline = v
		case "examples":
			l.Examples = examplesOf(v)
		}
		f.desk.send(editor.EditLabel{N: n, Label: l})
	}
	var groups []string
	titles := map[string]string{}
	for _, g := range f.draft.Scheme.Groups {
		groups, titles[g.ID] = append(groups, g.ID), g.Title
	}
	return app.Div().ID("scheme-label").Class("scheme-fields").Body(
		f.text(at, "title", "Name", l.Title, set),
		f.text(at, "id", "Id in the data", string(l.ID), set),
		f.text(at, "key", "Key", l.Key, set),
		f.choose(at, "color", "Hue", l.Color, hues, nil, set),
		f.choose(at, "style", "Line", l.Style, lines, nil, set),
		f.choose(at, "group", "Group", l.Group, groups, titles, set),
		f.choose(at, "unit", "Usually a", l.Unit, units, nil, set),
		f.choose(at, "trim", "Leaves off", l.Trim, trims, trimAs, set),
		f.choose(at, "contiguous", "In several pieces", yesNo(!l.Contiguous), []string{"yes", "no"}, map[string]string{"yes": "it may be", "no": "never"}, set),
		f.text(at, "inside", "Only inside, ids with commas", join(l.Inside), set),
		f.long(at, "guideline", "Rule", l.Guideline, set),
		f.long(at, "examples", "Examples, one a line; [the mark] in brackets, “No:” before one that is wrong", examplesText(l.Examples), set),
		f.attributes(string(l.ID), "Attributes"),
		f.relations(l),
		app.P().Class("actions").Body(
			button(f.desk, "Up", "", editor.MoveLabel{N: n, By: -1}),
			button(f.desk, "Down", "", editor.MoveLabel{N: n, By: 1}),
			button(f.desk, "Remove this label", "", editor.RemoveLabel{N: n}),
		),
	)
}

// whole is the fields of the scheme itself: its name, the groups that say which marks may lie over each other, and the
// attributes that an article has as a whole.
func (f schemeForm) whole() app.UI {
	s := f.draft.Scheme
	set := func(field, v string) {
		e := editor.EditScheme{Title: f.now().Title, Guideline: f.now().Guideline}
		switch field {
		case "title":
			e.Title = v
		case "guideline":
			e.Guideline = v
		}
		f.desk.send(e)
	}
	return app.Div().ID("scheme-label").Class("scheme-fields").Body(
		app.Div().Class("scheme-wide").Body(f.text("", "title", "Name", s.Title, set)),
		f.long("", "guideline", "Rule for everything", s.Guideline, set),
		f.groups(),
		f.attributes("document", "Attributes of the article"),
	)
}

// groups are what labels belong to.
func (f schemeForm) groups() app.UI {
	all := f.draft.Scheme.Groups
	return app.FieldSet().Body(
		app.Legend().Text("Groups"),
		app.Range(all).Slice(func(i int) app.UI {
			g := all[i]
			at := fmt.Sprintf("groups[%d]", i)
			set := func(field, v string) {
				g := f.now().Groups[i]
				switch field {
				case "title":
					g.Title = v
				case "overlap":
					g.Overlap = annotate.Overlap(v)
				case "guideline":
					g.Guideline = v
				}
				f.desk.send(editor.EditGroup{N: i, Group: g})
			}
			return app.Div().Class("scheme-part").Body(
				f.text(at, "title", "Name", g.Title, set),
				f.choose(at, "overlap", "Its marks over each other", string(g.Overlap),
					[]string{string(annotate.OverlapNone), string(annotate.OverlapNest), string(annotate.OverlapFree)},
					map[string]string{"none": "never", "nest": "one inside the other", "free": "as they like"}, set),
				f.long(at, "guideline", "Rule", g.Guideline, set),
				button(f.desk, "Remove "+g.Title, "", editor.RemoveGroup{N: i}),
			)
		}),
		button(f.desk, "Add a group", "", editor.AddGroup{}),
	)
}

// attributes are the values that marks of a label or links of a type have, or an article as a whole.
func (f schemeForm) attributes(bearer, legend string) app.UI {
	var own []int
	for i, a := range f.draft.Scheme.Attributes {
		if slices.Contains(a.On, bearer) {
			own = append(own, i)
		}
	}
	return app.FieldSet().Body(
		app.Legend().Text(legend),
		app.Range(own).Slice(func(k int) app.UI {
			i := own[k]
			a := f.draft.Scheme.Attributes[i]
			at := fmt.Sprintf("attributes[%d]", i)
			set := func(field, v string) {
				a := f.now().Attributes[i]
				switch field {
				case "title":
					a.Title = v
				case "id":
					a.ID = v
				case "type":
					if a.Type = annotate.AttrType(v); a.Type != annotate.Enum {
						a.Values, a.Ordinal, a.Default = nil, false, ""
					}
				case "values":
					a.Values = listOf(v)
				case "ordinal":
					a.Ordinal = v == "yes"
				case "default":
					a.Default = v
				case "required":
					a.Required = v == "yes"
				case "guideline":
					a.Guideline = v
				}
				f.desk.send(editor.EditAttr{N: i, Attr: a})
			}
			return app.Div().Class("scheme-part").Body(
				f.text(at, "title", "Name", a.Title, set),
				f.text(at, "id", "Id in the data", a.ID, set),
				f.choose(at, "type", "Type", string(a.Type), []string{"enum", "text", "number", "boolean"}, map[string]string{"enum": "one of a list", "boolean": "true or false"}, set),
				app.If(a.Type == annotate.Enum, func() app.UI {
					return f.long(at, "values", "Values, one a line", strings.Join(a.Values, "\n"), set)
				}),
				app.If(a.Type == annotate.Enum, func() app.UI {
					return f.choose(at, "ordinal", "In order", yesNo(a.Ordinal), []string{"no", "yes"}, map[string]string{"yes": "yes, from least to most"}, set)
				}),
				f.text(at, "default", "Offered first", a.Default, set),
				f.choose(at, "required", "Needed", yesNo(a.Required), []string{"no", "yes"}, nil, set),
				f.long(at, "guideline", "Rule", a.Guideline, set),
				button(f.desk, "Remove "+a.Title, "", editor.RemoveAttr{N: i}),
			)
		}),
		button(f.desk, "Add an attribute", "", editor.AddAttr{On: annotate.Label(bearer)}),
	)
}

// relations are the links that begin at marks of a label.
func (f schemeForm) relations(l annotate.LabelDef) app.UI {
	var own []int
	for i, r := range f.draft.Scheme.Relations {
		for _, h := range r.Heads {
			if h == l.ID {
				own = append(own, i)
			}
		}
	}
	return app.FieldSet().Body(
		app.Legend().Text("Links from it"),
		app.Range(own).Slice(func(k int) app.UI {
			i := own[k]
			r := f.draft.Scheme.Relations[i]
			at := fmt.Sprintf("relations[%d]", i)
			set := func(field, v string) {
				r := f.now().Relations[i]
				switch field {
				case "title":
					r.Title = v
				case "id":
					r.ID = annotate.Label(v)
				case "key":
					r.Key = v
				case "heads":
					r.Heads = labelsOf(v)
				case "tails":
					r.Tails = labelsOf(v)
				case "min":
					r.Min, _ = strconv.Atoi(strings.TrimSpace(v))
				case "max":
					r.Max, _ = strconv.Atoi(strings.TrimSpace(v))
				}
				f.desk.send(editor.EditRelation{N: i, Relation: r})
			}
			return app.Div().Class("scheme-part").Body(
				f.text(at, "title", "Name", r.Title, set),
				f.text(at, "id", "Id in the data", string(r.ID), set),
				f.text(at, "key", "Key", r.Key, set),
				f.text(at, "heads", "From, ids with commas", join(r.Heads), set),
				f.text(at, "tails", "To, ids with commas", join(r.Tails), set),
				f.text(at, "min", "At least", strconv.Itoa(r.Min), set),
				f.text(at, "max", "At most, 0 for any number", strconv.Itoa(r.Max), set),
				button(f.desk, "Remove "+r.Title, "", editor.RemoveRelation{N: i}),
			)
		}),
		button(f.desk, "Add a link", "", editor.AddRelation{Head: l.ID}),
	)
}

// effect says what using the draft would do, before it is done.
func (f schemeForm) effect() app.UI {
	d := f.draft
	return app.Div().ID("scheme-effect").Class("scheme-effect").Role("status").Body(
		app.If(len(d.Errs) > 0, func() app.UI {
			return app.Ul().Class("bad").Body(app.Range(d.Errs).Slice(func(i int) app.UI { return app.Li().Text(d.Errs[i].Field + ": " + d.Errs[i].Text) }))
		}),
		app.If(len(d.Clashes) > 0, func() app.UI {
			return app.Ul().Class("bad").Body(app.Range(d.Clashes).Slice(func(i int) app.UI { return app.Li().Text(d.Clashes[i] + ".") }))
		}),
		app.If(len(d.Fallout) > 0, func() app.UI {
			return app.Div().Body(
				app.P().Class("fallout-head").Text(fmt.Sprintf("Of the marks in %s these would no longer fit. They stay, and fit again when the scheme does:", count(d.Looked, "article"))),
				app.Ul().Class("bad").Body(app.Range(d.Fallout).Slice(func(i int) app.UI {
					text := d.Fallout[i].Cause + "."
					if n := d.Fallout[i].Articles; n > 1 {
						text += fmt.Sprintf(" (in %d articles)", n)
					}
					return app.Li().Text(text)
				})))
		}),
		app.If(len(d.Changes) == 0, func() app.UI { return app.P().Class("whisper").Text("Nothing is changed yet.") }).Else(func() app.UI {
			return app.Ul().Class("changes").Body(app.Range(d.Changes).Slice(func(i int) app.UI { return app.Li().Text(d.Changes[i] + ".") }))
		}),
	)
}

// yesNo is a choice's value. It is not "true": go-app would write the attribute without one.
func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// now is the draft as it is when something is typed: fields of one drawing may be changed one after the other.
func (f schemeForm) now() annotate.Scheme { return f.desk.model().Draft.Scheme }

// wrong is what is wrong with a field, in words.
func (f schemeForm) wrong(field string) string {
	for _, e := range f.draft.Errs {
		if e.Field == field || strings.HasPrefix(e.Field, field+"[") {
			return e.Text
		}
	}
	return ""
}

func (f schemeForm) field(id, name string, control app.UI) app.UI {
	wrong := f.wrong(id)
	return app.Div().Class("scheme-field").Body(
		app.Label().For(id).Text(name),
		control,
		app.P().Class("field-error").Hidden(wrong == "").Text(wrong),
	)
}

// wide is a field that takes the whole width.
func (f schemeForm) wide(id, name string, control app.UI) app.UI {
	return app.Div().Class("scheme-wide").Body(f.field(id, name, control))
}

// fieldID is how a field is called in what is wrong with a scheme: "labels[3].key".
func fieldID(at, field string) string { return strings.TrimPrefix(at+"."+field, ".") }

func (f schemeForm) text(at, field, name, value string, set func(field, v string)) app.UI {
	id := fieldID(at, field)
	return f.field(id, name, app.Input().Type("text").ID(id).Class("field").AutoComplete(false).Value(value).
		OnChange(func(ctx app.Context, _ app.Event) { set(field, ctx.JSSrc().Get("value").String()) }, app.EventScope(id)))
}

func (f schemeForm) long(at, field, name, value string, set func(field, v string)) app.UI {
	id := fieldID(at, field)
	return f.wide(id, name, app.Textarea().ID(id).Class("field").Rows(3).Text(value).
		OnChange(func(ctx app.Context, _ app.Event) { set(field, ctx.JSSrc().Get("value").String()) }, app.EventScope(id)))
}

func (f schemeForm) choose(at, field, name, value string, of []string, names map[string]string, set func(field, v string)) app.UI {
	id := fieldID(at, field)
	return f.field(id, name, app.Select().ID(id).Class("field").
		OnChange(func(ctx app.Context, _ app.Event) { set(field, picked(ctx)) }, app.EventScope(id)).
		Body(app.Range(of).Slice(func(i int) app.UI {
			text := of[i]
			if n, ok := names[text]; ok {
				text = n
			}
			return option(of[i], text, of[i] == value)
		})))
}

func join(labels []annotate.Label) string {
	var all []string
	for _, l := range labels {
		all = append(all, string(l))
	}
	return strings.Join(all, ", ")
}

func labelsOf(v string) []annotate.Label {
	var all []annotate.Label
	for _, id := range strings.Split(v, ",") {
		if id = strings.TrimSpace(id); id != "" {
			all = append(all, annotate.Label(id))
		}
	}
	return all
}

// listOf is the lines of a text that hold anything.
func listOf(v string) []string {
	var all []string
	for line := range strings.Lines(v) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

const badExample = "No:"

func examplesText(all []annotate.Example) string {
	var b strings.Builder
	for _, e := range all {
		if e.Bad {
			b.WriteString(badExample + " ")
		}
		b.WriteString(e.Text)
		if e.Note != "" {
			b.WriteString(" # " + e.Note)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// examplesOf reads what examplesText writes; a note stands behind a # with spaces around it.
func examplesOf(v string) []annotate.Example {
	var all []annotate.Example
	for _, line := range listOf(v) {
		var e annotate.Example
		if rest, bad := strings.CutPrefix(line, badExample); bad {
			e.Bad, line = true, strings.TrimSpace(rest)
		}
		e.Text, e.Note, _ = strings.Cut(line, " # ")
		all = append(all, e)
	}
	return all
}

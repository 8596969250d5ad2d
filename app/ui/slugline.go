package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A slugline stands on top of every sheet: slug, words, annotator, state, and the save state in plain words.
type slugline struct {
	app.Compo
	V    slugView
	desk *desk
}

type slugView struct {
	Title, Words, Name, State string
	About, Rhythm             string
	Save, SaveText            string
	Busy                      string
	Open                      bool
}

func slugOf(m editor.Model) slugView {
	v := slugView{Name: string(m.Name), Save: string(m.Save.State), SaveText: saveText(m.Save), Busy: m.Busy}
	if x := m.Exporting; x != nil && v.Busy == "" && m.Panel != editor.ExportPanel {
		if v.Busy = "Writing " + x.File + "…"; x.Of > 0 {
			v.Busy = fmt.Sprintf("Writing %s: %d %%", x.File, 100*x.N/x.Of)
		}
	}
	if m.Open != nil {
		v.Open = true
		v.Title = m.Open.Title
		if n := m.Words(); n > 0 { // of a long article they are counted after it is drawn
			v.Words = fmt.Sprintf("%d words", n)
		}
		v.Rhythm = m.RhythmText()
		v.State = stateName(m.Open.Layer.State())
		if m.OnGold() {
			v.Name, v.State = "gold", m.CaseProgress()
		}
		v.About = m.AboutText()
	}
	return v
}

// saveText says how far the last change has come, and no more than is true.
func saveText(s editor.Save) string {
	switch s.State {
	case editor.Failed:
		return fmt.Sprintf("not saved, %d waiting", s.Waiting)
	case editor.Saving:
		return "saving…"
	}
	if s.At == 0 {
		return "saved"
	}
	return "saved " + time.UnixMilli(s.At).Format("15:04:05")
}

// ShowSave writes the save state on the page at once. The rest of the desk is drawn a beat later, and for that beat
// "saved" would stand beside a change that is not.
func ShowSave(s editor.Save) {
	el := app.Window().GetElementByID("save")
	if !el.Truthy() {
		return
	}
	el.Get("dataset").Set("save", string(s.State))
	if text := el.Get("firstChild"); text.Truthy() {
		text.Set("nodeValue", saveText(s)) // the node itself is go-app's and stays
	}
}

// stateName is a state as people say it.
func stateName(s annotate.State) string {
	if s == annotate.Todo {
		return "to do"
	}
	return strings.ReplaceAll(string(s), "-", " ")
}

func (s *slugline) Render() app.UI {
	showQueue, scope := act(s.desk, editor.Do{Command: "queue"})
	all, allScope := act(s.desk, editor.Do{Command: "palette"})
	about, aboutScope := act(s.desk, editor.Do{Command: "about"})
	return app.Header().Class("slugline").Body(
		app.Button().Type("button").Class("button plain queue-button").Aria("label", "Queue").OnClick(showQueue, scope).Body(app.Span().Text("☰")),
		app.H1().Class("slug").Body(
			app.If(s.V.Open, func() app.UI { return app.Span().Text(s.V.Title) }).Else(func() app.UI { return app.Span().Text("Galley") }),
		),
		app.P().Class("facts").Body(
			app.If(s.V.Open, func() app.UI { return app.Span().Class("words").Text(s.V.Words) }),
			app.Span().Class("name").Text(s.V.Name),
			app.If(s.V.Open, func() app.UI { return app.Span().Class("state").Text(s.V.State) }),
			app.If(s.V.About != "", func() app.UI {
				return app.Button().Type("button").Class("about").Title("What the article is (I)").OnClick(about, aboutScope).Text(s.V.About)
			}),
			app.If(s.V.Rhythm != "", func() app.UI { return app.Span().Class("rhythm").Text(s.V.Rhythm) }),
		),
		app.If(s.V.Busy != "", func() app.UI { return app.P().Class("busy").Role("status").Text(s.V.Busy) }),
		app.P().ID("save").Class("save").DataSet("save", s.V.Save).Text(s.V.SaveText),
		app.Nav().Class("tools").Aria("label", "Desk").Body(
			button(s.desk, "Save as data", "w", editor.Do{Command: "export"}).Class("data-button"),
			button(s.desk, "List", "l", editor.Do{Command: "list"}).Class("list-button"),
			button(s.desk, "Keys", "?", editor.Do{Command: "keys"}).Class("keys-button"),
			app.Button().Type("button").Class("button all-button").Aria("label", "All commands").OnClick(all, allScope).Body(app.Span().Text("⋯")),
		),
	)
}

// A banner stays until what it tells of is mended.
type banner struct {
	app.Compo
	V    bannerView
	desk *desk
}

type bannerView struct {
	Reason  string
	Waiting int
	Update  bool
}

func bannerOf(m editor.Model) bannerView {
	v := bannerView{Update: m.Update}
	if m.Save.State == editor.Failed {
		v.Reason, v.Waiting = m.Save.Reason, m.Save.Waiting
	}
	return v
}

func (b *banner) Render() app.UI {
	return app.Div().ID("banner").Body(
		app.If(b.V.Reason != "", func() app.UI {
			return app.Div().Class("banner bad").Role("alert").Body(
				app.P().Text(fmt.Sprintf("The last %d changes are not saved: %s. They are kept on this page, and saving is tried again.", b.V.Waiting, b.V.Reason)),
				button(b.desk, "Save unsaved work as a file", "", editor.SaveUnsaved{}),
				button(b.desk, "Try again", "", editor.RetrySave{}),
			)
		}),
		app.If(b.V.Update, func() app.UI {
			return app.Div().Class("banner").Role("status").Body(
				app.P().Text("A new version of the desk lies ready. Nothing changes until you take it."),
				button(b.desk, "Take it now", "", editor.ApplyUpdate{}),
			)
		}),
	)
}

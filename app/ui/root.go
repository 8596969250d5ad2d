package ui

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/editor"
)

// A Root is the whole desk. Make it with [New].
type Root struct {
	app.Compo
	desk *desk

	// Drawn is called after the desk was drawn.
	Drawn func()
	// UpdateReady is called when a new version of the desk lies ready.
	UpdateReady func()

	ctx     app.Context
	mounted bool
}

// A desk is what components reach the editor by.
type desk struct {
	send  func(editor.Msg)
	model func() editor.Model

	queue, list window
	redraw      func()
}

// New returns a desk that draws model() and gives what people do to send.
func New(send func(editor.Msg), model func() editor.Model) *Root {
	r := &Root{desk: &desk{send: send, model: model, queue: window{id: "docs"}, list: window{id: "rows"}}}
	r.desk.redraw = func() { r.Refresh(func() {}) }
	return r
}

// OnMount notes that there is a page to draw on.
func (r *Root) OnMount(ctx app.Context) {
	r.ctx, r.mounted = ctx, true
	r.after(ctx)
}

// OnAppUpdate tells the editor of a new version.
func (r *Root) OnAppUpdate(ctx app.Context) {
	if ctx.AppUpdateAvailable() && r.UpdateReady != nil {
		r.UpdateReady()
	}
}

// Refresh draws the desk again with the next beat; begun is called when that begins.
func (r *Root) Refresh(begun func()) {
	if !r.mounted {
		begun()
		return
	}
	r.ctx.Dispatch(func(ctx app.Context) {
		begun()
		r.after(ctx)
	})
}

func (r *Root) after(ctx app.Context) {
	if r.Drawn != nil {
		ctx.Defer(func(app.Context) { r.Drawn() })
	}
}

// Render draws the desk.
func (r *Root) Render() app.UI {
	m := r.desk.model()
	switch m.Screen {
	case editor.Starting:
		return app.Div().Class("desk")
	case editor.Welcome:
		return app.Div().Class("desk").Body(welcome(r.desk, m), notices(r.desk, m), say(m))
	}
	return app.Div().Class(deskClass(m)).Body(
		&slugline{V: slugOf(m), desk: r.desk},
		app.Div().Class("banners").Body(&banner{V: bannerOf(m), desk: r.desk}, &lesson{V: lessonOf(m), desk: r.desk}, &finder{V: findOf(m), desk: r.desk}),
		&queue{V: queueOf(m, &r.desk.queue), desk: r.desk},
		app.Main().Class("page").ID("page").Aria("label", "The article").Body(
			&sheetMount{Title: titleOf(m), desk: r.desk},
			&foot{V: footOf(m), desk: r.desk},
			app.Section().Class("sides").Aria("label", "Marks of the readers").Body(
				app.Div().Class("hairlines").Aria("hidden", "true"), app.Ol().ID("side-list").Class("note-list"), // web/notes.js fills both
			),
			marginOf(r.desk, m),
			app.Div().ID("overlay").Class("overlay").Aria("hidden", "true"),
			&popup{V: popupOf(m), desk: r.desk},
			app.If(m.Open == nil, func() app.UI { return empty(r.desk) }),
		),
		app.Canvas().ID("minimap").Class("minimap").Aria("hidden", "true"),
		&list{V: rowsOf(m, &r.desk.list), desk: r.desk},
		&labelbar{V: barOf(m), desk: r.desk},
		panel(r.desk, m),
		notices(r.desk, m),
		say(m),
	)
}

// deskClass says which panes stand on the desk. A narrow one has room for the sheet or for one other.
func deskClass(m editor.Model) string {
	class := "desk"
	panes := m.Narrow || m.OnGold() // the queue is a panel
	if m.Focus || panes && m.Panel != editor.QueuePanel || !panes && m.NoQueue {
		class += " no-queue"
	}
	if m.Focus {
		class += " only-sheet"
	}
	if m.Open == nil {
		class += " empty"
	}
	if m.OnGold() {
		class += " on-gold"
	}
	if m.WithAlt {
		class += " with-alt"
	}
	return class
}

// act makes a handler that sends msg. Its scope is the message itself, so that go-app knows two such handlers apart.
func act(d *desk, msg editor.Msg) (app.EventHandler, app.EventOption) {
	return func(_ app.Context, e app.Event) {
		e.PreventDefault()
		d.send(msg)
	}, app.EventScope(fmt.Sprintf("%T%+v", msg, msg))
}

// button is a button that says what it does, with the key that does the same.
func button(d *desk, text, key string, msg editor.Msg) app.HTMLButton {
	handler, scope := act(d, msg)
	return app.Button().Type("button").Class("button").OnClick(handler, scope).Body(
		app.Span().Text(text),
		app.If(key != "", func() app.UI { return kbd(key) }),
	)
}

// option is one of the choices of a list. go-app writes no empty value, and the browser would take the words for it: so none is a
// space, which [picked] takes off.
func option(value, text string, chosen bool) app.UI {
	return app.Option().Value(cmp.Or(value, " ")).Selected(chosen).Text(text)
}

// picked is what was chosen in a list of choices, or written into a field.
func picked(ctx app.Context) string { return strings.TrimSpace(ctx.JSSrc().Get("value").String()) }

// kbd is a key-cap. That of a character gets Alt from the style sheet where the person wants characters with Alt only.
func kbd(key string) app.UI {
	if utf8.RuneCountInString(key) == 1 {
		return app.Kbd().Class("char").Text(key)
	}
	return app.Kbd().Text(keyName(key))
}

// keyName is a key as it is printed on a keyboard.
func keyName(key string) string {
	names := map[string]string{
		"ArrowRight": "→", "ArrowLeft": "←", "ArrowUp": "↑", "ArrowDown": "↓", "Escape": "Esc", "Delete": "Del", "Backspace": "⌫",
	}
	out := ""
	for _, part := range split(key) {
		if n, ok := names[part]; ok {
			part = n
		}
		if out != "" {
			out += " "
		}
		out += part
	}
	return out
}

// split takes "Ctrl+Shift+z" apart; "+" alone is a key.
func split(key string) []string {
	var parts []string
	for {
		i := -1
		for k := 1; k < len(key); k++ {
			if key[k] == '+' && k+1 < len(key) {
				i = k
				break
			}
		}
		if i < 0 {
			return append(parts, key)
		}
		parts, key = append(parts, key[:i]), key[i+1:]
	}
}

// say is what a screen reader says next. Two regions take turns, so that the same words are said twice when they are
// meant twice.
func say(m editor.Model) app.UI {
	words := [2]string{}
	words[m.Say.N%2] = m.Say.Text
	return app.Div().ID("say").Class("hidden").Body(
		app.Div().Role("status").Aria("live", "polite").Text(words[0]),
		app.Div().Role("status").Aria("live", "polite").Text(words[1]),
	)
}

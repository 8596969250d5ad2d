package ui

import (
	"cmp"
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A queue lists the documents of the project with what is left to do. Of a long one only the rows in view are drawn.
type queue struct {
	app.Compo
	V    queueView
	desk *desk
}

type queueView struct {
	Project string
	State   annotate.State
	Words   string
	Docs    []editor.Doc // those that are drawn
	First   int          // where they stand on the shelf
	Shown   int          // documents on the shelf
	At      int          // where the open one stands there, or -1
	Open    annotate.DocID
	Queued  int
	Ended   int
	Binned  int
}

func queueOf(m editor.Model, w *window) queueView {
	s := m.Shelf
	v := queueView{
		Project: m.Project.Name, State: s.State, Words: s.Words,
		Shown: len(s.Places), At: -1, Queued: s.Queued, Ended: s.Ended, Binned: len(m.Docs) - s.Queued,
	}
	if m.Open != nil {
		v.Open, v.At = m.Open.Doc.ID, m.ShelfAt(m.Open.Doc.ID)
	}
	first, n := w.of(v.Shown)
	v.First = first
	for _, d := range m.Shelved(v.First, n) {
		v.Docs = append(v.Docs, *d)
	}
	return v
}

// OnMount and OnUpdate bring the open document's row into view when it has become another, as turning pages does.
func (q *queue) OnMount(ctx app.Context)  { q.settle(ctx) }
func (q *queue) OnUpdate(ctx app.Context) { q.settle(ctx) }

func (q *queue) settle(ctx app.Context) {
	q.desk.queue.settle(ctx, q.V.First, len(q.V.Docs), q.V.Shown, q.V.At, string(q.V.Open))
}

func (q *queue) scrolled(ctx app.Context, _ app.Event) {
	q.desk.queue.scrolled(q.desk, ctx.JSSrc(), q.V.First, q.V.Shown)
}

func (q *queue) Render() app.UI {
	projects, scope := act(q.desk, editor.Do{Command: "projects"})
	return app.Nav().ID("queue").Class("queue").Aria("label", "Articles").Body(
		app.Button().Type("button").Class("project").OnClick(projects, scope).Aria("label", "Project: "+q.V.Project).Body(
			app.Span().Text(q.V.Project), app.Span().Class("more").Text("▾"),
		),
		app.P().Class("progress").Body(
			app.Span().Text(fmt.Sprintf("%d of %d finished", q.V.Ended, q.V.Queued)),
			app.Progress().Max(max(q.V.Queued, 1)).Value(q.V.Ended).Aria("label", "Articles finished"),
		),
		q.search(),
		app.Ol().ID("docs").Class(longClass("docs", q.V.Shown)).OnScroll(q.scrolled, app.EventScope("queue")).Body(
			app.Range(q.V.Docs).Slice(func(i int) app.UI { return q.doc(q.V.First+i, q.V.Docs[i]) }),
			app.If(q.V.Shown == 0 && q.V.Queued > 0, func() app.UI { return app.Li().Class("none").Text("No article is like that.") }),
		),
		app.Div().Class("queue-tools").Body(
			button(q.desk, "Open", "o", editor.Do{Command: "open"}),
			button(q.desk, "Paste", "", editor.Do{Command: "paste"}),
			app.If(q.V.Binned > 0, func() app.UI {
				return button(q.desk, fmt.Sprintf("Bin (%d)", q.V.Binned), "", editor.Do{Command: "bin"})
			}),
		),
	)
}

// search is by state and by words, of the title or the text.
func (q *queue) search() app.UI {
	send := func(change func(*editor.Shelve)) {
		msg := editor.Shelve{State: q.V.State, Words: q.V.Words}
		change(&msg)
		q.desk.queue.move(q.desk, 0)
		q.desk.send(msg)
	}
	states := []annotate.State{"", annotate.Todo, annotate.InProgress, annotate.Done, annotate.Flagged, annotate.Skipped}
	return app.Div().Class("shelve").Role("search").Body(
		app.Input().Type("search").ID("queue-words").Class("field").Placeholder("Find in the project").Aria("label", "Find articles by title or text").
			Title("Ctrl Shift F").AutoComplete(false).Value(q.V.Words).OnInput(func(ctx app.Context, _ app.Event) {
			words := ctx.JSSrc().Get("value").String()
			send(func(s *editor.Shelve) { s.Words = words })
		}).OnKeyDown(func(_ app.Context, e app.Event) {
			if e.Get("key").String() == "Enter" && len(q.V.Docs) > 0 {
				q.desk.send(editor.OpenDoc{Doc: q.V.Docs[0].ID})
			}
		}),
		app.Select().ID("queue-state").Class("field").Aria("label", "Which articles are shown").OnChange(func(ctx app.Context, _ app.Event) {
			state := annotate.State(picked(ctx))
			send(func(s *editor.Shelve) { s.State = state })
		}).Body(app.Range(states).Slice(func(i int) app.UI {
			name := "all"
			if states[i] != "" {
				name = stateName(states[i])
			}
			return option(string(states[i]), name, states[i] == q.V.State)
		})),
		app.If(q.V.Words != "" || q.V.State != "", func() app.UI {
			return app.Span().Class("shelf-count").Text(count(q.V.Shown, "article"))
		}),
	)
}

func (q *queue) doc(at int, d editor.Doc) app.UI {
	open, scope := act(q.desk, editor.OpenDoc{Doc: d.ID})
	rename, renameScope := act(q.desk, editor.Rename{Doc: d.ID})
	remove, removeScope := act(q.desk, editor.DeleteDoc{Doc: d.ID})
	current := "false"
	if d.ID == q.V.Open {
		current = "true"
	}
	return app.Li().Class("doc").DataSet("doc", string(d.ID)).DataSet("state", string(d.State)).Aria("posinset", at+1).Aria("setsize", q.V.Shown).Body(
		app.Button().Type("button").Class("doc-open").Aria("current", current).OnClick(open, scope).Body(
			app.Span().Class("dot").Aria("hidden", "true"),
			app.Span().Class("doc-title").Text(cmp.Or(d.Title, "Untitled")),
			app.Span().Class("doc-facts").Text(docFacts(d)),
		),
		app.Span().Class("doc-tools").Body(
			app.If(d.Readers() > 1, func() app.UI {
				settle, scope := act(q.desk, editor.Adjudicate{Doc: d.ID})
				return app.Button().Type("button").Class("icon").Aria("label", "Settle "+d.Title).Title("Settle").OnClick(settle, scope).Text("⚖")
			}),
			app.Button().Type("button").Class("icon").Aria("label", "Rename "+d.Title).OnClick(rename, renameScope).Text("✎"),
			app.Button().Type("button").Class("icon").Aria("label", "Put "+d.Title+" into the bin").OnClick(remove, removeScope).Text("×"),
		),
	)
}

// docFacts is how far an article has come: with its annotator, and where several have read it, with its gold layer.
func docFacts(d editor.Doc) string {
	text := fmt.Sprintf("%s, %s", stateName(d.State), count(d.Spans, "mark"))
	if n := d.Readers(); n > 1 {
		text += fmt.Sprintf("; %d read it", n)
		switch d.GoldState() {
		case annotate.Done:
			text += ", settled"
			if d.WentOn() {
				text += ", one has gone on since"
			}
		case annotate.InProgress:
			text += ", settling"
		}
	}
	return text
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/annotate"
	"galley/app/editor"
)

// A queue lists the documents of the project with what is left to do.
type queue struct {
	app.Compo
	V    queueView
	desk *desk
}

type queueView struct {
	Project  string
	Docs     []editor.Doc
	Open     annotate.DocID
	Finished int
	Binned   int
}

// maxQueue bounds the documents that are drawn: those around the open one.
const maxQueue = 200

func queueOf(m editor.Model) queueView {
	v := queueView{Project: m.Project.Name, Docs: m.Queue(), Binned: len(m.Bin())}
	if m.Open != nil {
		v.Open = m.Open.Doc.ID
	}
	for _, d := range v.Docs {
		if d.State == annotate.Done || d.State == annotate.Skipped {
			v.Finished++
		}
	}
	return v
}

func (q *queue) Render() app.UI {
	docs := q.V.Docs
	if len(docs) > maxQueue {
		at := 0
		for i, d := range docs {
			if d.ID == q.V.Open {
				at = i
			}
		}
		from := min(max(at-maxQueue/2, 0), len(docs)-maxQueue)
		docs = docs[from : from+maxQueue]
	}
	projects, scope := act(q.desk, editor.Do{Command: "projects"})
	return app.Nav().ID("queue").Class("queue").Aria("label", "Articles").Body(
		app.Button().Type("button").Class("project").OnClick(projects, scope).Aria("label", "Project: "+q.V.Project).Body(
			app.Span().Text(q.V.Project), app.Span().Class("more").Text("▾"),
		),
		app.P().Class("progress").Body(
			app.Span().Text(fmt.Sprintf("%d of %d finished", q.V.Finished, len(q.V.Docs))),
			app.Progress().Max(max(len(q.V.Docs), 1)).Value(q.V.Finished).Aria("label", "Articles finished"),
		),
		app.Ol().Class("docs").Body(app.Range(docs).Slice(func(i int) app.UI { return q.doc(docs[i]) })),
		app.Div().Class("queue-tools").Body(
			button(q.desk, "Open", "o", editor.Do{Command: "open"}),
			button(q.desk, "Paste", "", editor.Do{Command: "paste"}),
			app.If(q.V.Binned > 0, func() app.UI {
				return button(q.desk, fmt.Sprintf("Bin (%d)", q.V.Binned), "", editor.Do{Command: "bin"})
			}),
		),
	)
}

func (q *queue) doc(d editor.Doc) app.UI {
	open, scope := act(q.desk, editor.OpenDoc{Doc: d.ID})
	rename, renameScope := act(q.desk, editor.Rename{Doc: d.ID})
	remove, removeScope := act(q.desk, editor.DeleteDoc{Doc: d.ID})
	current := "false"
	if d.ID == q.V.Open {
		current = "true"
	}
	return app.Li().Class("doc").DataSet("doc", string(d.ID)).DataSet("state", string(d.State)).Body(
		app.Button().Type("button").Class("doc-open").Aria("current", current).OnClick(open, scope).Body(
			app.Span().Class("dot").Aria("hidden", "true"),
			app.Span().Class("doc-title").Text(d.Title),
			app.Span().Class("doc-facts").Text(fmt.Sprintf("%s, %s", stateName(d.State), count(d.Spans, "mark"))),
		),
		app.Span().Class("doc-tools").Body(
			app.Button().Type("button").Class("icon").Aria("label", "Rename "+d.Title).OnClick(rename, renameScope).Text("✎"),
			app.Button().Type("button").Class("icon").Aria("label", "Put "+d.Title+" into the bin").OnClick(remove, removeScope).Text("×"),
		),
	)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

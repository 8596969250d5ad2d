package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"galley/app/chart"
	"galley/app/editor"
)

// el is an element that the rest of the desk has no use for. go-app's own kinds of elements weigh some kilobytes each; this
// one is all of them.
func el(tag string) app.HTMLElem { return app.Elem(tag) }

// drawing makes elements of a drawing. What can be pressed takes the pointer only: whoever works from the keyboard has the
// same in the table, since an image is one thing to a screen reader.
func drawing(d *desk, n chart.Node, press map[string]editor.DifferQuery) app.UI {
	out := el(n.Tag).XMLNS(chart.NS)
	class := n.Class
	query, can := press[n.Ref]
	if can = can && n.Ref != ""; can {
		class = "pressable"
	}
	if n.Tag == "svg" {
		class = "chart"
	}
	if class != "" {
		out = out.Attr("class", class)
	}
	for _, a := range n.Attrs {
		out = out.Attr(a.Name, a.Value)
	}
	if can {
		out = out.OnClick(act(d, editor.ListDifferences{DifferQuery: query}))
	}
	if n.Text != "" {
		return out.Body(app.Text(n.Text))
	}
	kids := make([]app.UI, len(n.Kids))
	for i, k := range n.Kids {
		kids[i] = drawing(d, k, press)
	}
	return out.Body(kids...)
}

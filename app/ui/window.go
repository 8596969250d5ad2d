package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// A window is the part of a long list that is drawn. A short list is drawn whole, its rows as high as they need to be. The
// rows of a long one are of one height, and the style sheet keeps room for those that are not there: --before and --behind
// count them. Where a list is scrolled to is no matter of the editor's, so windows belong to the desk.
type window struct {
	id    string // of the element that scrolls
	first int    // the row that is drawn first
	kept  string // what was last brought into view
}

const (
	allDrawn   = 60 // a list of no more is drawn whole
	rowsDrawn  = 48 // of a longer one so many rows are
	rowsBefore = 12 // of which so many lie above what is in view
)

// of returns which rows of all to draw.
func (w *window) of(all int) (first, n int) {
	if all <= allDrawn {
		return 0, all
	}
	return min(max(w.first, 0), all-rowsDrawn), rowsDrawn
}

func long(all int) bool { return all > allDrawn }

// longClass is the class of a list that is drawn in part.
func longClass(class string, all int) string {
	if long(all) {
		return class + " long"
	}
	return class
}

// settle makes room for the rows that are not drawn, and brings row at into view when what it stands for, as name has it, is
// another than before. at is -1 when there is no such row.
func (w *window) settle(ctx app.Context, first, drawn, all, at int, name string) {
	ctx.Defer(func(ctx app.Context) {
		list := app.Window().GetElementByID(w.id)
		if !list.Truthy() {
			return
		}
		style := list.Get("style")
		style.Call("setProperty", "--before", first)
		style.Call("setProperty", "--behind", max(0, all-first-drawn))
		if long(all) && at >= 0 && w.kept != name {
			row := rowHeight(list)
			if top := list.Get("scrollTop").Float(); float64(at)*row < top || float64(at+2)*row > top+list.Get("clientHeight").Float() {
				list.Set("scrollTop", float64(at-2)*row)
			}
		}
		w.kept = name
	})
}

// rowHeight is the height of a row of a long list, in CSS pixels.
func rowHeight(list app.Value) float64 {
	row := list.Call("querySelector", "li")
	if !row.Truthy() {
		return 1
	}
	return max(row.Get("offsetHeight").Float(), 1)
}

// scrolled has other rows drawn when those in view run out.
func (w *window) scrolled(d *desk, list app.Value, first, all int) {
	if !long(all) {
		return
	}
	at := int(list.Get("scrollTop").Float() / rowHeight(list))
	seen := int(list.Get("clientHeight").Float()/rowHeight(list)) + 1
	if at < first || at+seen > first+rowsDrawn {
		w.move(d, at-rowsBefore)
	}
}

// move draws the list from another row on.
func (w *window) move(d *desk, first int) {
	if first = max(first, 0); w.first != first && d.redraw != nil {
		w.first = first
		d.redraw()
	}
}

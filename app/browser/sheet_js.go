//go:build js && wasm

package browser

import (
	"cmp"
	"encoding/json"
	"strings"
	"syscall/js"

	"galley/annotate"
	"galley/app/editor"
)

// A Sheet keeps web/sheet.js in step with the model. Only what changed is sent: a mark costs the lines that it touches.
type Sheet struct {
	send    func(editor.Msg)
	mounted bool
	notes   map[annotate.SpanID]editor.Note // as they are drawn
	shown   *editor.Open                    // what the sheet shows
	doc     annotate.DocID
	scroll  int
	found   []annotate.Range // the hits that are shown
	state   string
	event   js.Func
}

// NewSheet returns a sheet that tells send what happens on it.
func NewSheet(send func(editor.Msg)) *Sheet { return &Sheet{send: send} }

// Mount ties the sheet to the page's elements, once they are there. It reports whether they are.
func (s *Sheet) Mount() bool {
	if s.mounted {
		return true
	}
	document := global("document")
	find := func(id string) js.Value { return document.Call("getElementById", id) }
	sheet, page, notes, sides, overlay := find("sheet"), find("page"), find("note-list"), find("side-list"), find("overlay")
	if sheet.IsNull() || page.IsNull() || notes.IsNull() || sides.IsNull() || overlay.IsNull() {
		return false
	}
	s.event = js.FuncOf(func(_ js.Value, args []js.Value) any {
		s.on(args[0])
		return nil
	})
	global("galleyNotes").Call("mount", notes, sides, page, s.event)
	global("galleySheet").Call("mount", sheet, page, overlay, s.event)
	s.mounted = true
	return true
}

// on turns an event of the sheet into a message.
func (s *Sheet) on(e js.Value) {
	point := func(name string) editor.Point {
		p := e.Get(name)
		return editor.Point{Line: p.Index(0).Int(), Off: p.Index(1).Int()}
	}
	live, raw, finger := e.Get("live").Truthy(), e.Get("raw").Truthy(), e.Get("finger").Truthy()
	switch e.Get("t").String() {
	case "select":
		s.send(editor.Select{A: point("a"), B: point("b"), Live: live, Raw: raw})
	case "tap":
		s.send(editor.Tap{At: point("at"), Clicks: e.Get("n").Int(), Finger: finger})
	case "hold":
		s.send(editor.Hold{At: point("at"), Finger: finger})
	case "handle":
		s.send(editor.Handle{At: point("at"), Start: e.Get("edge").String() == "from", Live: live, Raw: raw})
	case "view":
		s.send(editor.Viewed{Lines: editor.LineRange{First: e.Get("first").Int(), Last: e.Get("last").Int()}, Paper: e.Get("paper").Truthy()})
	case "pick":
		s.send(editor.Pick{Span: annotate.SpanID(e.Get("span").String())})
	}
}

// Show brings the sheet up to date with m.
func (s *Sheet) Show(m editor.Model) {
	o := m.Open
	if o == nil || !s.Mount() {
		return
	}
	sheet := global("galleySheet")
	if s.shown == nil || s.doc != o.Doc.ID {
		s.doc, s.state, s.found = o.Doc.ID, "", nil
		sheet.Call("load", load(m)...)
		s.sendMarks(sheet, o, editor.LineRange{First: 0, Last: len(o.Lines) - 1})
		s.scroll = o.Scroll - 1
	} else if s.shown.Version != o.Version {
		dirty := o.Dirty
		if o.Version != s.shown.Version+1 { // several changes in one step: find the lines by their rows' identity
			dirty = s.shown.Rows.Differ(o.Rows)
		}
		s.sendMarks(sheet, o, dirty)
	}
	s.showFound(sheet, m)
	if state := selection(m, o.Scroll != s.scroll); state != s.state || o.Scroll != s.scroll {
		sheet.Call("select", state)
		s.state, s.scroll = state, o.Scroll
	}
	s.shown = o
}

// sendMarks sends the marks of lines as one Int32Array: first, last, then for each line a count and its numbers.
func (s *Sheet) sendMarks(sheet js.Value, o *editor.Open, lines editor.LineRange) {
	if lines.Last < lines.First {
		return
	}
	flat := []int32{int32(lines.First), int32(lines.Last)}
	for i := lines.First; i <= lines.Last; i++ {
		row := o.Rows.Of(i)
		flat = append(flat, int32(len(row)))
		flat = append(flat, row...)
	}
	sheet.Call("marks", numbers(flat))
}

// showFound sends the hits of a search, as line, from and to, and takes them away with it.
func (s *Sheet) showFound(sheet js.Value, m editor.Model) {
	var hits []annotate.Range
	if m.Panel == editor.FindPanel {
		hits = m.Find.Hits
	}
	if len(hits) == len(s.found) && (len(hits) == 0 || &hits[0] == &s.found[0]) {
		return
	}
	s.found = hits
	var flat []int32
	near := -1
	for i, h := range hits {
		if i == m.Find.Near {
			near = m.Open.Point(h.From).Line
		}
		a, b := m.Open.Point(h.From), m.Open.Point(h.To)
		if a.Line == b.Line {
			flat = append(flat, int32(a.Line), int32(a.Off), int32(b.Off))
		}
	}
	sheet.Call("found", numbers(flat), near)
}

// numbers copies numbers into an Int32Array.
func numbers(flat []int32) js.Value {
	bytes := make([]byte, 4*len(flat))
	for i, v := range flat {
		bytes[4*i], bytes[4*i+1], bytes[4*i+2], bytes[4*i+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	}
	return js.Global().Get("Int32Array").New(arrayOf(bytes).Get("buffer"))
}

// load is a document as the sheet takes it: its text in one string; for each line where it begins in UTF-16 units, its kind, the
// count of its segments and for each of those its length and kind; and in JSON the labels' styles, the names of the
// kinds and what stands beside a line. A megabyte in JSON took longer to write and to read than to set.
func load(m editor.Model) []any {
	type note struct {
		Line int    `json:"line"`
		Text string `json:"text"`
	}
	rest := struct {
		Styles []editor.Style       `json:"styles"`
		Kinds  []annotate.BlockKind `json:"kinds"`
		Notes  []note               `json:"notes"`
	}{Styles: m.Styles(), Kinds: []annotate.BlockKind{""}, Notes: []note{}}
	numbered := map[annotate.BlockKind]int32{"": 0}
	kind := func(k annotate.BlockKind) int32 {
		n, ok := numbered[k]
		if !ok {
			n = int32(len(rest.Kinds))
			numbered[k], rest.Kinds = n, append(rest.Kinds, k)
		}
		return n
	}
	text := m.Open.Doc.Text
	var flat []int32
	for i, l := range m.Open.Lines {
		flat = append(flat, int32(text.UTF16(l.From)), kind(l.Kind), int32(len(l.Segs)))
		for _, seg := range l.Segs {
			flat = append(flat, utf16Len(seg.Text), kind(seg.Kind))
		}
		if l.Note != "" {
			rest.Notes = append(rest.Notes, note{i, l.Note})
		}
	}
	data, _ := json.Marshal(rest) // strings and slices of them cannot fail
	return []any{text.String(), numbers(flat), string(data)}
}

// utf16Len is the length of s in UTF-16 units.
func utf16Len(s string) (n int32) {
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// selection is the state of everything that lies over the text.
func selection(m editor.Model, scroll bool) string {
	o := m.Open
	type state struct {
		Sel     []int   `json:"sel"`
		Caret   []int   `json:"caret"`
		Handles []int   `json:"handles"`
		Hue     string  `json:"hue"` // of the mark that the handles are of; "" when they are the selection's
		Hints   [][]any `json:"hints"`
		Arcs    [][]int `json:"arcs"`  // line, offset, line, offset, and 1 for those of the mark in hand
		Sides   [][]any `json:"sides"` // line, offset, letters
		Scroll  bool    `json:"scroll"`
	}
	at := func(r annotate.Range) []int {
		a, b := o.Point(r.From), o.Point(r.To)
		if r.To > r.From { // the end of a line, not the start of the next
			last := o.Point(r.To - 1)
			if last.Line != b.Line {
				b = editor.Point{Line: last.Line, Off: last.Off + 1}
			}
		}
		return []int{a.Line, a.Off, b.Line, b.Off}
	}
	out := state{Scroll: scroll}
	if r := o.Sel.Range(); !r.Empty() {
		out.Sel = at(r)
	} else if o.Selected == "" {
		out.Caret = at(r)[:2]
	}
	if span, ok := o.Layer.Span(o.Selected); ok {
		def, _ := m.Base.Label(span.Label)
		out.Handles, out.Hue = at(span.Envelope()), cmp.Or(def.Color, "slate")
	} else if out.Sel != nil && !o.Sel.Live {
		out.Handles = out.Sel
	}
	if o.Linking != nil {
		for _, h := range o.Linking.Hints {
			span, ok := o.Layer.Span(h.Span)
			if rest, typed := strings.CutPrefix(h.Key, o.Linking.Typed); ok && typed {
				p := at(span.Envelope())
				out.Hints = append(out.Hints, []any{p[0], p[1], rest, h.Span})
			}
		}
	}
	for _, t := range m.SideTags() {
		out.Sides = append(out.Sides, []any{t.At.Line, t.At.Off, t.Text})
	}
	for _, a := range m.Arcs() {
		held := 0
		if a.Held {
			held = 1
		}
		out.Arcs = append(out.Arcs, []int{a.From.Line, a.From.Off, a.To.Line, a.To.Off, held})
	}
	data, _ := json.Marshal(out)
	return string(data)
}

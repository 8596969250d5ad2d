//go:build js && wasm

package browser

import (
	"encoding/json"
	"syscall/js"

	"galley/annotate"
	"galley/app/editor"
)

// ShowNotes brings the margin notes up to date with m: web/notes.js is sent those that are new or changed, and the order.
// The pop-up, which was drawn with the rest of the desk, is set at the selection.
func (s *Sheet) ShowNotes(m editor.Model) {
	if !s.mounted {
		return
	}
	type note struct {
		ID     annotate.SpanID `json:"id"`
		Line   int             `json:"line"`
		Off    int             `json:"off"`
		Key    string          `json:"key"`
		Title  string          `json:"title"`
		Hue    string          `json:"hue"`
		Style  string          `json:"style"`
		Text   string          `json:"text"`
		Brief  string          `json:"brief"`
		Pencil bool            `json:"pencil,omitempty"`
		Side   string          `json:"side,omitempty"`
		Held   bool            `json:"held,omitempty"`
	}
	out := struct {
		Order []annotate.SpanID `json:"order"`
		Set   []note            `json:"set"`
	}{[]annotate.SpanID{}, []note{}}
	shown := map[annotate.SpanID]editor.Note{}
	for _, n := range m.Notes() {
		out.Order = append(out.Order, n.Span)
		shown[n.Span] = n
		if had, ok := s.notes[n.Span]; !ok || had != n {
			out.Set = append(out.Set, note{n.Span, n.Line, n.Off, n.Key, n.Title, n.Hue, n.Style, n.Text, n.Brief, n.Pencil, n.Side, n.Held})
		}
	}
	global("galleySheet").Call("popUp")
	notes := global("galleyNotes")
	if len(out.Set) == 0 && len(shown) == len(s.notes) {
		notes.Call("layout") // the mark in hand may be another, and its note another height
		return
	}
	s.notes = shown
	data, _ := json.Marshal(out) // strings and numbers cannot fail
	notes.Call("show", string(data))
}

// A Frame calls f after the next frame, however often it is asked to before that.
type Frame struct{ f js.Func }

// NewFrame returns a frame that calls f.
func NewFrame(f func()) *Frame {
	return &Frame{js.FuncOf(func(js.Value, []js.Value) any { f(); return nil })}
}

// After asks for f.
func (f *Frame) After() { global("galleyAfterFrame").Invoke(f.f) }

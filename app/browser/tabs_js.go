//go:build js && wasm

package browser

import (
	"syscall/js"

	"galley/annotate"
	"galley/annotate/journal"
)

// Tabs speaks to the desk's other tabs over a BroadcastChannel. It implements [editor.Tabs].
type Tabs struct{ channel js.Value }

// NewTabs joins the conversation of that name.
func NewTabs(name string) *Tabs {
	return &Tabs{js.Global().Get("BroadcastChannel").New(name)}
}

// Tell sends records to the other tabs.
func (t *Tabs) Tell(p annotate.ProjectID, recs []journal.Record) {
	message := []any{string(p)}
	for _, r := range recs {
		line, err := journal.AppendRecord(nil, r)
		if err != nil {
			continue // it was durable before it came here, so the other tab finds it when it loads
		}
		message = append(message, string(line))
	}
	t.channel.Call("postMessage", js.ValueOf(message))
}

// Hear calls f with what the other tabs tell.
func (t *Tabs) Hear(f func(annotate.ProjectID, []journal.Record)) {
	t.channel.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		var recs []journal.Record
		for i := 1; i < data.Length(); i++ {
			if r, err := journal.ParseRecord([]byte(data.Index(i).String())); err == nil {
				recs = append(recs, r)
			}
		}
		go f(annotate.ProjectID(data.Index(0).String()), recs)
		return nil
	}))
}

//go:build js && wasm

package browser

import (
	"syscall/js"

	"galley/app/editor"
)

// Keys lets press decide about every key press, at once, so that the browser's own answer can be held back. web/keys.js
// names the keys. The desk listens for as long as the page lives.
func Keys(press func(editor.Key) bool) {
	global("galleyKeys").Invoke(js.FuncOf(func(_ js.Value, args []js.Value) any {
		return press(editor.Key{Key: args[0].String(), InField: args[1].Bool()})
	}))
}

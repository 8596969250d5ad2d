//go:build js && wasm

// Command galley-worker is what runs in the page's web worker: it does the slow work of package host, behind the
// messages that web/worker.js carries.
package main

import (
	"context"
	"syscall/js"

	"galley/app/worker/host"
)

func main() {
	js.Global().Call("galleyReady", js.FuncOf(func(_ js.Value, args []js.Value) any {
		request := make([]byte, args[0].Get("length").Int())
		js.CopyBytesToGo(request, args[0])
		go func() {
			answer := host.Serve(context.Background(), host.Local{}, request)
			array := js.Global().Get("Uint8Array").New(len(answer))
			js.CopyBytesToJS(array, answer)
			js.Global().Call("galleyAnswer", array)
		}()
		return nil
	}))
	select {}
}

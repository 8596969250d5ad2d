//go:build js && wasm

// Command galley-rules is what runs in the page's second web worker: rules, behind the messages that web/worker.js
// carries. It is a binary of its own because goja weighs more than all the rest that the other worker does, and is needed
// by fewer people.
package main

import (
	"context"
	"runtime/debug"
	"syscall/js"
	"time"

	"galley/app/worker/rulehost"
)

func main() {
	// Runs are short and leave much behind, and here sweeping up stops the run: memory of five times what is in use costs less.
	debug.SetGCPercent(400)
	bench := &rulehost.Local{Now: time.Now}
	js.Global().Call("galleyReady", js.FuncOf(func(_ js.Value, args []js.Value) any {
		request := make([]byte, args[0].Get("length").Int())
		js.CopyBytesToGo(request, args[0])
		go func() { answer(rulehost.Serve(context.Background(), bench, request, answer)) }()
		return nil
	}))
	select {}
}

// answer passes an answer to the page, which gets it even while a rule holds this thread.
func answer(data []byte) {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	js.Global().Call("galleyAnswer", array)
}

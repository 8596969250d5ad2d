//go:build js && wasm

// Package workroom is the inside of a web worker that does the slow work of package host, behind the messages that
// web/worker.js carries. What stands behind # in the worker's name is the name of the store that it reads.
package workroom

import (
	"context"
	"runtime"
	"strings"
	"syscall/js"

	"galley/app/store/idb"
	"galley/app/worker/host"
)

// Serve answers the page for as long as the worker lives. bench is what the worker knows besides; its store and its room are
// set here.
func Serve(bench host.Local) {
	_, store, _ := strings.Cut(js.Global().Get("name").String(), "#")
	reader := idb.Reader{Name: store}
	bench.Store, bench.Room = reader, newRoom
	agreement := &host.Agreement{Store: reader, Room: reserve()}
	js.Global().Call("galleyReady", js.FuncOf(func(_ js.Value, args []js.Value) any {
		request := make([]byte, args[0].Get("length").Int())
		js.CopyBytesToGo(request, args[0])
		go host.Serve(context.Background(), bench, agreement, request, func(answer []byte, held any) {
			array := js.Global().Get("Uint8Array").New(len(answer))
			js.CopyBytesToJS(array, answer)
			js.Global().Call("galleyAnswer", array, held)
		})
		return nil
	}))
	select {}
}

// The memory that is worth asking for at once, in bytes, and the most that is.
const (
	leastReserve = 32 << 20
	mostReserve  = 384 << 20
)

// reserve returns a function that has the heap grow, once, to about what work will want. Every step by which a browser lets it grow
// costs some ten milliseconds and a collection of garbage on its side: over a hundred of them took a fifth of the work.
func reserve() func(bytes int) {
	reserved := false
	return func(bytes int) {
		if reserved || bytes < leastReserve {
			return
		}
		reserved = true
		room := make([]byte, min(bytes, mostReserve))
		runtime.KeepAlive(&room)
	}
}

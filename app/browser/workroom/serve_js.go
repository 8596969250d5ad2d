//go:build js && wasm

// Package workroom is the inside of a web worker that does the slow work of package host, behind the messages that
// web/worker.js carries. What stands behind # in the worker's name is the name of the store that it reads.
package workroom

import (
	"context"
	"runtime"
	"runtime/debug"
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
	room := reserve()
	agreement := &host.Agreement{Store: idb.Reader{Name: store, Expect: func(entries, snapshots int) {
		room(entries*roomOfEntries + snapshots*roomOfSnapshots)
	}}}
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

// How much memory reading and comparing layers wants, in bytes for each byte that the store holds of them.
const (
	roomOfEntries   = 16
	roomOfSnapshots = 72
)

// The memory that is worth asking for at once, in bytes, and the most that is.
const (
	leastReserve = 32 << 20
	mostReserve  = 448 << 20
)

// reserve returns a function that has the heap grow, once, to what work will want, and collects no garbage until that is filled.
// Every step by which a browser lets it grow costs some ten milliseconds and a collection on its side, and each collection on
// ours goes through all that was read: together they took a third of the work.
func reserve() func(bytes int) {
	reserved := false
	return func(bytes int) {
		if reserved || bytes < leastReserve {
			return
		}
		reserved = true
		bytes = min(bytes, mostReserve)
		usual := debug.SetGCPercent(-1)
		now := swept()
		if free := int(now.HeapIdle); free < bytes {
			grow(bytes - free)
			now = swept() // the memory is the heap's from now on, and free
		}
		debug.SetGCPercent(int(uint64(bytes) * 100 / max(now.HeapAlloc, 1)))
		once := &struct{ usual int }{usual}
		runtime.SetFinalizer(once, func(r *struct{ usual int }) { debug.SetGCPercent(r.usual) }) // found by the next collection
	}
}

// swept collects garbage, and returns what is in use then.
func swept() (now runtime.MemStats) {
	runtime.GC()
	runtime.ReadMemStats(&now)
	return now
}

// grow makes the heap so much larger.
func grow(bytes int) {
	room := make([]byte, bytes)
	runtime.KeepAlive(&room)
}

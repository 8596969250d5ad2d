//go:build js && wasm

package browser

import (
	"runtime"
	"runtime/debug"
	"time"
)

// What the page keeps of an article is read again in each collection of garbage, in one go, and no frame is drawn until it is
// through: tens of milliseconds with 20,000 marks. So it is collected while the person reads, and seldom otherwise.
const (
	heapRoom  = 96 << 20              // bytes that it may grow by in somebody's haste, however much is in use: the tab's budget is 250 MB
	heapRest  = time.Second           // without a message or scrolling: somebody reads
	heapPause = 90 * time.Millisecond // the least between two keys of somebody who marks fast: then too, before the room is filled
	heapWorth = 4 << 20               // bytes of new memory, below which a collection frees too little to be worth it
)

// A Heap collects garbage when the desk rests.
type Heap struct {
	rest  *time.Timer
	swept uint64  // bytes that had been allocated, ever, at the last collection of its own
	top   float64 // how far the page was scrolled when the desk seemed to rest

	paused bool // the pause after a message is over
}

// NewHeap takes the collecting of garbage over from the runtime, as far as that goes.
func NewHeap() *Heap {
	h := &Heap{}
	tune(&room{percent: 100})
	h.rest = time.AfterFunc(heapPause, h.sweep)
	return h
}

// Busy says that something has happened at the desk: it does not rest yet.
func (h *Heap) Busy() {
	h.paused = false
	h.rest.Reset(heapPause)
}

func (h *Heap) sweep() {
	if page := global("document").Call("getElementById", "page"); page.Truthy() {
		if top := page.Get("scrollTop").Float(); top != h.top {
			h.top = top
			h.Busy()
			return
		}
	}
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	if fresh := now.TotalAlloc - h.swept; !h.paused && fresh < heapRoom/3 {
		h.paused = true
		h.rest.Reset(heapRest - heapPause)
		return
	}
	// Reading much takes longer than a rest: that waits until the room is filled.
	if now.HeapAlloc < heapRoom && now.TotalAlloc-h.swept > heapWorth {
		h.swept = now.TotalAlloc
		runtime.GC()
	}
}

// A room is garbage of its own: each collection finds it, and has the next one come when the room is filled.
type room struct {
	percent int
	_       *room // else it would share its memory with other small things, and live as long as they do
}

// tune sets how far the heap may grow, from what is in use: by the room that there is, and at least by half. It was found to be in use
// by the collection that has just been.
func tune(r *room) {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	used := now.NextGC * 100 / uint64(100+r.percent)
	r.percent = int(max(heapRoom*100/max(used, 1<<20), 50))
	debug.SetGCPercent(r.percent)
	runtime.SetFinalizer(r, tune)
}

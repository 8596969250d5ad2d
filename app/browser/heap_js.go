//go:build js && wasm

package browser

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// What the page keeps of an article is read again in each collection of garbage, in one go, and no frame is drawn until it is
// through: tens of milliseconds with 20,000 marks. So it is collected while the person reads, and seldom otherwise.
const (
	heapGrowth = 400             // percent of what is in use: how far it may grow in somebody's haste
	heapMost   = 160 << 20       // bytes, from which on memory matters more than haste: the tab's budget is 250 MB
	heapRest   = time.Second     // without a message: somebody reads
	heapWorth  = uint64(4 << 20) // bytes of new memory, below which a collection frees too little to be worth it
	heapMetric = "/gc/heap/allocs:bytes"
)

// A Heap collects garbage when the desk rests.
type Heap struct {
	rest   *time.Timer
	swept  uint64 // what had been allocated, ever, at the last collection of its own
	sample []metrics.Sample
}

// NewHeap takes the collecting of garbage over from the runtime, as far as that goes.
func NewHeap() *Heap {
	debug.SetGCPercent(heapGrowth)
	debug.SetMemoryLimit(heapMost)
	h := &Heap{sample: []metrics.Sample{{Name: heapMetric}}}
	h.rest = time.AfterFunc(heapRest, h.sweep)
	return h
}

// Busy says that something has happened at the desk: it does not rest yet.
func (h *Heap) Busy() { h.rest.Reset(heapRest) }

func (h *Heap) sweep() {
	metrics.Read(h.sample)
	if now := h.sample[0].Value.Uint64(); now-h.swept > heapWorth {
		h.swept = now
		runtime.GC()
	}
}

package editor

import (
	"context"
	"sync"
)

// A work is something that takes long and that a person may end, one at a time. The zero value is none under way.
type work struct {
	mu  sync.Mutex
	end context.CancelFunc // nil for none
}

// begin returns the context of new work. It ends what is under way.
func (w *work) begin() context.Context {
	w.stop()
	w.mu.Lock()
	defer w.mu.Unlock()
	var ctx context.Context
	ctx, w.end = context.WithCancel(context.Background())
	return ctx
}

// stop ends the work that is under way.
func (w *work) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.end != nil {
		w.end()
		w.end = nil
	}
}

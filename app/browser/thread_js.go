//go:build js && wasm

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"syscall/js"

	"galley/app/worker"
)

// A thread is a web worker, which is started when it is first needed. Work whose context ends is stopped the only way that
// works in one thread: the worker is ended, and the next piece of work gets a fresh one.
type thread struct {
	url, name string // of the script, and of the binary that it runs; what the binary is told stands behind a #

	mu      sync.Mutex
	js      js.Value
	next    int
	waiting map[int]asked
}

// An asked is a request that waits for its answer.
type asked struct {
	c    chan answer // has room for the one that it gets
	tell func(worker.Answer)
}

// An answer is what the worker sent: words, and a Blob or null.
type answer struct {
	worker.Answer
	held js.Value
}

func newThread(url, name string) *thread {
	return &thread{url: url, name: name, waiting: map[int]asked{}}
}

// ask sends a request and waits for its last answer, which is read into out.
func (t *thread) ask(ctx context.Context, req worker.Request, out any) error {
	_, err := t.askFor(ctx, req, out, nil)
	return err
}

// askFor also hears the answers before the last one, and returns what is handed over beside that.
func (t *thread) askFor(ctx context.Context, req worker.Request, out any, tell func(worker.Answer)) (js.Value, error) {
	c := make(chan answer, 1)
	t.mu.Lock()
	t.start()
	t.next++
	req.ID = t.next
	t.waiting[req.ID] = asked{c, tell}
	data, err := json.Marshal(req)
	if err == nil {
		array := arrayOf(data)
		t.js.Call("postMessage", array, js.ValueOf([]any{array.Get("buffer")}))
	}
	t.mu.Unlock()
	if err != nil {
		return js.Null(), err
	}
	select {
	case a := <-c:
		if a.Error != "" {
			return js.Null(), errors.New(a.Error)
		}
		return a.held, json.Unmarshal(a.Value, out)
	case <-ctx.Done():
		t.stop(ctx.Err())
		return js.Null(), ctx.Err()
	}
}

// start makes the web worker when there is none. t.mu is held.
func (t *thread) start() {
	if !t.js.IsUndefined() {
		return
	}
	t.js = js.Global().Get("Worker").New(t.url, map[string]any{"name": t.name})
	t.js.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		bytes, held := bytesOf(data.Index(0)), data.Index(1)
		go t.answered(bytes, held)
		return nil
	}))
	t.js.Set("onerror", js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		message := args[0].Get("message")
		go t.stop(fmt.Errorf("the worker stopped: %s", message.String()))
		return nil
	}))
}

func (t *thread) answered(data []byte, held js.Value) {
	a := answer{held: held}
	if err := json.Unmarshal(data, &a.Answer); err != nil {
		t.stop(fmt.Errorf("the worker answered what cannot be read: %w", err))
		return
	}
	t.mu.Lock()
	w, ok := t.waiting[a.ID]
	if a.Last() {
		delete(t.waiting, a.ID)
	}
	t.mu.Unlock()
	switch {
	case !ok:
	case a.Last():
		w.c <- a
	case w.tell != nil:
		w.tell(a.Answer)
	}
}

// stop ends the web worker and everything that waits for it.
func (t *thread) stop(why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.js.IsUndefined() {
		t.js.Call("terminate")
		t.js = js.Undefined()
	}
	for id, w := range t.waiting {
		delete(t.waiting, id)
		w.c <- answer{Answer: worker.Answer{ID: id, Error: why.Error()}}
	}
}

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
	url, name string // of the script, and of the binary that it runs

	mu      sync.Mutex
	js      js.Value
	next    int
	waiting map[int]chan worker.Answer
}

func newThread(url, name string) *thread {
	return &thread{url: url, name: name, waiting: map[int]chan worker.Answer{}}
}

func (t *thread) ask(ctx context.Context, req worker.Request, out any) error {
	c := make(chan worker.Answer, 1)
	t.mu.Lock()
	t.start()
	t.next++
	req.ID = t.next
	t.waiting[req.ID] = c
	data, err := json.Marshal(req)
	if err == nil {
		array := arrayOf(data)
		t.js.Call("postMessage", array, js.ValueOf([]any{array.Get("buffer")}))
	}
	t.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case a := <-c:
		if a.Error != "" {
			return errors.New(a.Error)
		}
		return json.Unmarshal(a.Value, out)
	case <-ctx.Done():
		t.stop(ctx.Err())
		return ctx.Err()
	}
}

// start makes the web worker when there is none. t.mu is held.
func (t *thread) start() {
	if !t.js.IsUndefined() {
		return
	}
	t.js = js.Global().Get("Worker").New(t.url, map[string]any{"name": t.name})
	t.js.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := bytesOf(args[0].Get("data"))
		go t.answered(data)
		return nil
	}))
	t.js.Set("onerror", js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		message := args[0].Get("message")
		go t.stop(fmt.Errorf("the worker stopped: %s", message.String()))
		return nil
	}))
}

func (t *thread) answered(data []byte) {
	var a worker.Answer
	if err := json.Unmarshal(data, &a); err != nil {
		t.stop(fmt.Errorf("the worker answered what cannot be read: %w", err))
		return
	}
	t.mu.Lock()
	c := t.waiting[a.ID]
	delete(t.waiting, a.ID)
	t.mu.Unlock()
	if c != nil {
		c <- a
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
	for id, c := range t.waiting {
		delete(t.waiting, id)
		c <- worker.Answer{ID: id, Error: why.Error()}
	}
}

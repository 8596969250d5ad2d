//go:build js && wasm

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"syscall/js"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/app/editor"
	"galley/app/worker"
)

// A Worker does slow work in a web worker, which is started when it is first needed. It implements [editor.Workbench].
// Work whose context ends is stopped the only way that works in one thread: the worker is ended, and the next piece of
// work gets a fresh one.
type Worker struct {
	url string

	mu      sync.Mutex
	js      js.Value
	next    int
	waiting map[int]chan worker.Answer
}

// NewWorker returns a worker that runs the script at url.
func NewWorker(url string) *Worker { return &Worker{url: url, waiting: map[int]chan worker.Answer{}} }

// Read implements [editor.Workbench].
func (w *Worker) Read(ctx context.Context, files []editor.File) (editor.FilesRead, error) {
	var out editor.FilesRead
	err := w.ask(ctx, worker.Request{Read: files}, &out)
	return out, err
}

// Cut implements [editor.Workbench].
func (w *Worker) Cut(ctx context.Context, docs []annotate.Document, points [][]annotate.Pos) ([]annotate.Document, error) {
	var out []annotate.Document
	err := w.ask(ctx, worker.Request{Cut: &worker.Cut{Docs: docs, Points: points}}, &out)
	return out, err
}

// Carry implements [editor.Workbench].
func (w *Worker) Carry(ctx context.Context, job editor.CarryJob) (carry.Report, error) {
	var out carry.Report
	err := w.ask(ctx, worker.Request{Carry: &job}, &out)
	return out, err
}

// Export implements [editor.Workbench].
func (w *Worker) Export(ctx context.Context, job editor.ExportJob) (editor.Written, error) {
	var out editor.Written
	err := w.ask(ctx, worker.Request{Export: &job}, &out)
	return out, err
}

func (w *Worker) ask(ctx context.Context, req worker.Request, out any) error {
	c := make(chan worker.Answer, 1)
	w.mu.Lock()
	w.start()
	w.next++
	req.ID = w.next
	w.waiting[req.ID] = c
	data, err := json.Marshal(req)
	if err == nil {
		array := arrayOf(data)
		w.js.Call("postMessage", array, js.ValueOf([]any{array.Get("buffer")}))
	}
	w.mu.Unlock()
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
		w.stop(ctx.Err())
		return ctx.Err()
	}
}

// start makes the web worker when there is none. w.mu is held.
func (w *Worker) start() {
	if !w.js.IsUndefined() {
		return
	}
	w.js = js.Global().Get("Worker").New(w.url)
	w.js.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := bytesOf(args[0].Get("data"))
		go w.answered(data)
		return nil
	}))
	w.js.Set("onerror", js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		message := args[0].Get("message")
		go w.stop(fmt.Errorf("the worker stopped: %s", message.String()))
		return nil
	}))
}

func (w *Worker) answered(data []byte) {
	var a worker.Answer
	if err := json.Unmarshal(data, &a); err != nil {
		w.stop(fmt.Errorf("the worker answered what cannot be read: %w", err))
		return
	}
	w.mu.Lock()
	c := w.waiting[a.ID]
	delete(w.waiting, a.ID)
	w.mu.Unlock()
	if c != nil {
		c <- a
	}
}

// stop ends the web worker and everything that waits for it.
func (w *Worker) stop(why error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.js.IsUndefined() {
		w.js.Call("terminate")
		w.js = js.Undefined()
	}
	for id, c := range w.waiting {
		delete(w.waiting, id)
		c <- worker.Answer{ID: id, Error: why.Error()}
	}
}

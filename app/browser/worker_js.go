//go:build js && wasm

package browser

import (
	"context"
	"syscall/js"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/app/editor"
	"galley/app/worker"
)

// A Worker does slow work in a web worker. It implements [editor.Workbench].
type Worker struct{ *thread }

// NewWorker returns a worker that runs the script at url and reads the store of that name.
func NewWorker(url, store string) Worker {
	return Worker{newThread(url+"#"+js.Global().Call("encodeURIComponent", store).String(), "galley-worker")}
}

// Read implements [editor.Workbench].
func (w Worker) Read(ctx context.Context, files []editor.File) (editor.FilesRead, error) {
	var out editor.FilesRead
	err := w.ask(ctx, worker.Request{Read: files}, &out)
	return out, err
}

// Cut implements [editor.Workbench].
func (w Worker) Cut(ctx context.Context, docs []annotate.Document, points [][]annotate.Pos) ([]annotate.Document, error) {
	var out []annotate.Document
	err := w.ask(ctx, worker.Request{Cut: &worker.Cut{Docs: docs, Points: points}}, &out)
	return out, err
}

// Carry implements [editor.Workbench].
func (w Worker) Carry(ctx context.Context, job editor.CarryJob) (carry.Report, error) {
	var out carry.Report
	err := w.ask(ctx, worker.Request{Carry: &job}, &out)
	return out, err
}

// Export implements [editor.Workbench].
func (w Worker) Export(ctx context.Context, job editor.ExportJob) (editor.Written, error) {
	var out editor.Written
	err := w.ask(ctx, worker.Request{Export: &job}, &out)
	return out, err
}

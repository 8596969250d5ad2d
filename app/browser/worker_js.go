//go:build js && wasm

package browser

import (
	"context"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/app/editor"
	"galley/app/worker"
)

// A Worker does slow work in a web worker. It implements [editor.Workbench].
type Worker struct{ *thread }

// NewWorker returns a worker that runs the script at url and reads the store of that name.
func NewWorker(url, store string) Worker {
	return Worker{newThread(url, "galley-worker#"+store)}
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

// Pages implements [editor.Workbench].
func (w Worker) Pages(ctx context.Context, job editor.ExportJob) ([]editor.ExportPage, error) {
	var out []editor.ExportPage
	err := w.ask(ctx, worker.Request{Pages: &job}, &out)
	return out, err
}

// Look implements [editor.Workbench].
func (w Worker) Look(ctx context.Context, job editor.ExportJob) (editor.Preview, error) {
	var out editor.Preview
	err := w.ask(ctx, worker.Request{Look: &job}, &out)
	return out, err
}

// Export implements [editor.Workbench]. The file is a Blob, which the page never looks into.
func (w Worker) Export(ctx context.Context, job editor.ExportJob, tell func(editor.ExportProgress)) (editor.Written, error) {
	var out editor.Written
	held, err := w.askFor(ctx, worker.Request{Export: &job}, &out, tell)
	if held.Truthy() {
		out.Held = held
	}
	return out, err
}

//go:build js && wasm

package browser

import (
	"context"
	"fmt"
	"syscall/js"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/app/editor"
	"galley/app/worker"
)

// A Worker does slow work in a web worker, and what has to do with Parquet in another. It implements [editor.Workbench].
type Worker struct {
	*thread
	columns *thread
}

// NewWorker returns a worker that runs the script at url and reads the store of that name.
func NewWorker(url, store string) Worker {
	return Worker{newThread(url, "galley-worker#"+store), newThread(url, "galley-parquet#"+store)}
}

// forColumns returns the thread that knows Parquet, once what it runs is here. tell hears of it if that must be fetched.
func (w Worker) forColumns(ctx context.Context, tell func(editor.ExportProgress)) (*thread, error) {
	begin := js.FuncOf(func(js.Value, []js.Value) any {
		go tell(editor.ExportProgress{Stage: "Fetching what writes Parquet, once: some 4 MB, which stay on this machine"})
		return nil
	})
	here := make(chan error, 1)
	go func() {
		_, err := wait(js.Global().Call("galleyLater", "galley-parquet.wasm", begin))
		begin.Release()
		here <- err
	}()
	select {
	case err := <-here:
		if err != nil {
			return nil, fmt.Errorf("what reads and writes Parquet is not on this machine yet, and could not be fetched: go online once and try again, then it stays here (%w)", err)
		}
		return w.columns, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// forExport returns the thread that writes an export.
func (w Worker) forExport(ctx context.Context, e editor.Export, tell func(editor.ExportProgress)) (*thread, error) {
	if e.Apart() {
		return w.forColumns(ctx, tell)
	}
	return w.thread, nil
}

// Read implements [editor.Workbench].
func (w Worker) Read(ctx context.Context, files []editor.File) (editor.FilesRead, error) {
	var out editor.FilesRead
	at := w.thread
	if worker.Columns(files) {
		var err error
		if at, err = w.forColumns(ctx, func(editor.ExportProgress) {}); err != nil {
			return out, err
		}
	}
	err := at.ask(ctx, worker.Request{Read: files}, &out)
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
func (w Worker) Look(ctx context.Context, job editor.ExportJob, tell func(editor.ExportProgress)) (editor.Preview, error) {
	var out editor.Preview
	at, err := w.forExport(ctx, job.Export, tell)
	if err == nil {
		_, err = at.askFor(ctx, worker.Request{Look: &job}, &out, progressOf(tell))
	}
	return out, err
}

// Export implements [editor.Workbench]. The file is a Blob, which the page never looks into.
func (w Worker) Export(ctx context.Context, job editor.ExportJob, tell func(editor.ExportProgress)) (editor.Written, error) {
	var out editor.Written
	at, err := w.forExport(ctx, job.Export, tell)
	if err != nil {
		return out, err
	}
	held, err := at.askFor(ctx, worker.Request{Export: &job}, &out, progressOf(tell))
	if held.Truthy() {
		out.Held = held
	}
	return out, err
}

// progressOf is what hears the answers of somebody who wants to know how far the work is.
func progressOf(tell func(editor.ExportProgress)) func(worker.Answer) {
	return func(a worker.Answer) {
		if a.Progress != nil {
			tell(*a.Progress)
		}
	}
}

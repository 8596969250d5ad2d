package host

import (
	"context"
	"encoding/json"
	"fmt"

	"galley/app/editor"
	"galley/app/worker"
)

// Serve answers one request, given as JSON. It never fails: what goes wrong is in the answer. Answers are JSON too: any
// number of how far the work is, and the last with what it came to. held is what an answer hands over beside it, or nil: see
// [editor.Written].
func Serve(ctx context.Context, bench editor.Workbench, request []byte, answer func(json []byte, held any)) {
	var req worker.Request
	if err := json.Unmarshal(request, &req); err != nil {
		answer(worker.Reply(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err)), nil)
		return
	}
	switch {
	case req.Cut != nil:
		docs, err := bench.Cut(ctx, req.Cut.Docs, req.Cut.Points)
		answer(worker.Reply(req.ID, docs, err), nil)
	case req.Look != nil:
		preview, err := bench.Look(ctx, *req.Look)
		answer(worker.Reply(req.ID, preview, err), nil)
	case req.Export != nil:
		written, err := bench.Export(ctx, *req.Export, func(p editor.ExportProgress) {
			if data, err := json.Marshal(worker.Answer{ID: req.ID, Progress: &p}); err == nil {
				answer(data, nil)
			}
		})
		answer(worker.Reply(req.ID, written, err), written.Held)
	case req.Pages != nil:
		pages, err := bench.Pages(ctx, *req.Pages)
		answer(worker.Reply(req.ID, pages, err), nil)
	case req.Carry != nil:
		report, err := bench.Carry(ctx, *req.Carry)
		answer(worker.Reply(req.ID, report, err), nil)
	default:
		read, err := bench.Read(ctx, req.Read)
		answer(worker.Reply(req.ID, read, err), nil)
	}
}

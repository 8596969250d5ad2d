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
func Serve(ctx context.Context, bench editor.Workbench, agreement editor.AgreementBench, request []byte, answer func(json []byte, held any)) {
	var req worker.Request
	if err := json.Unmarshal(request, &req); err != nil {
		answer(worker.Reply(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err)), nil)
		return
	}
	tell := func(p editor.ExportProgress) {
		if data, err := json.Marshal(worker.Answer{ID: req.ID, Progress: &p}); err == nil {
			answer(data, nil)
		}
	}
	compared := func(p editor.AgreeProgress) { tell(editor.ExportProgress{Stage: p.What, N: p.N, Of: p.Of}) }
	switch {
	case req.Agree != nil:
		figures, err := agreement.Agree(ctx, *req.Agree, compared)
		answer(worker.Reply(req.ID, figures, err), nil)
	case req.Differ != nil:
		found, err := agreement.Differ(ctx, *req.Differ)
		answer(worker.Reply(req.ID, found, err), nil)
	case req.Figure != nil:
		picture, err := agreement.Figure(ctx, req.Figure.Job, req.Figure.ID, req.Figure.As)
		answer(worker.Reply(req.ID, picture, err), nil)
	case req.Report != nil:
		page, err := agreement.Report(ctx, *req.Report, compared)
		answer(worker.Reply(req.ID, page, err), nil)
	case req.Cut != nil:
		docs, err := bench.Cut(ctx, req.Cut.Docs, req.Cut.Points)
		answer(worker.Reply(req.ID, docs, err), nil)
	case req.Look != nil:
		preview, err := bench.Look(ctx, *req.Look, tell)
		answer(worker.Reply(req.ID, preview, err), nil)
	case req.Export != nil:
		written, err := bench.Export(ctx, *req.Export, tell)
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

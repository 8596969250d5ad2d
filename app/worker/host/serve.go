package host

import (
	"context"
	"encoding/json"
	"fmt"

	"galley/app/editor"
	"galley/app/worker"
)

// Serve answers one request, given and returned as JSON. It never fails: what goes wrong is in the answer.
func Serve(ctx context.Context, bench editor.Workbench, request []byte) []byte {
	var req worker.Request
	if err := json.Unmarshal(request, &req); err != nil {
		return worker.Reply(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err))
	}
	switch {
	case req.Cut != nil:
		docs, err := bench.Cut(ctx, req.Cut.Docs, req.Cut.Points)
		return worker.Reply(req.ID, docs, err)
	case req.Export != nil:
		written, err := bench.Export(ctx, *req.Export)
		return worker.Reply(req.ID, written, err)
	case req.Pages != nil:
		pages, err := bench.Pages(ctx, *req.Pages)
		return worker.Reply(req.ID, pages, err)
	case req.Carry != nil:
		report, err := bench.Carry(ctx, *req.Carry)
		return worker.Reply(req.ID, report, err)
	}
	read, err := bench.Read(ctx, req.Read)
	return worker.Reply(req.ID, read, err)
}

package rulehost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"galley/app/editor"
	"galley/app/worker"
)

// Serve answers one request, given and returned as JSON. It never fails: what goes wrong is in the answer.
func Serve(ctx context.Context, bench editor.RuleBench, request []byte) []byte {
	var req worker.Request
	if err := json.Unmarshal(request, &req); err != nil {
		return worker.Reply(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err))
	}
	switch {
	case req.Describe != nil:
		files, err := bench.Describe(ctx, req.Describe.Files)
		return worker.Reply(req.ID, files, err)
	case req.Run != nil:
		reports, err := bench.Run(ctx, *req.Run)
		return worker.Reply(req.ID, reports, err)
	case req.Try != nil:
		trial, err := bench.Try(ctx, *req.Try)
		return worker.Reply(req.ID, trial, err)
	case req.Record != nil:
		written, err := bench.Record(ctx, *req.Record)
		return worker.Reply(req.ID, written, err)
	case req.Source != "":
		text, err := bench.Source(ctx, req.Source)
		return worker.Reply(req.ID, text, err)
	}
	return worker.Reply(req.ID, nil, errors.New("the worker that runs rules was asked for something else"))
}

package rulehost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/worker"
)

// Serve answers one request, given and returned as JSON. It never fails: what goes wrong is in the answer. While rules run,
// tell gets answers too, which say where they are.
func Serve(ctx context.Context, bench editor.RuleBench, request []byte, tell func(json []byte)) []byte {
	var req worker.Request
	if err := json.Unmarshal(request, &req); err != nil {
		return worker.Reply(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err))
	}
	for _, job := range []*editor.RuleJob{req.Run, req.Try, req.Record} {
		if job != nil {
			job.Going = func(at rules.Place) {
				if data, err := json.Marshal(worker.Answer{ID: req.ID, At: &at}); err == nil {
					tell(data)
				}
			}
		}
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

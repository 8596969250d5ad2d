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
		return answer(0, nil, fmt.Errorf("the page asked for something this worker does not know: %w", err))
	}
	switch {
	case req.Cut != nil:
		docs, err := bench.Cut(ctx, req.Cut.Docs, req.Cut.Points)
		return answer(req.ID, docs, err)
	case req.Export != nil:
		written, err := bench.Export(ctx, *req.Export)
		return answer(req.ID, written, err)
	case req.Carry != nil:
		report, err := bench.Carry(ctx, *req.Carry)
		return answer(req.ID, report, err)
	}
	read, err := bench.Read(ctx, req.Read)
	return answer(req.ID, read, err)
}

func answer(id int, value any, err error) []byte {
	a := worker.Answer{ID: id}
	if err != nil {
		a.Error = err.Error()
	} else if a.Value, err = json.Marshal(value); err != nil {
		a.Error = err.Error()
	}
	data, err := json.Marshal(a)
	if err != nil {
		return []byte(fmt.Sprintf(`{"id":%d,"error":"the answer cannot be written"}`, id))
	}
	return data
}

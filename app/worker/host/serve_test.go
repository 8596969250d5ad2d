package host_test

import (
	"encoding/json"
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/app/editor"
	"galley/app/worker"
	"galley/app/worker/host"
)

// What the page asks of the worker comes back over the wire as the same call in place answers it.
func TestServeCarry(t *testing.T) {
	old := annotate.NewText("Ferries run 🙂 again.\n\nIda Holm said so.\n")
	job := editor.CarryJob{
		Old: old, New: annotate.NewText("At last.\n\n" + old.String()),
		Spans: []annotate.Span{
			{ID: "a", Label: "source", Ranges: []annotate.Range{{From: 23, To: 31}}},
			{ID: "b", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 7}}},
		},
		Relations: []annotate.Relation{{ID: "r", Label: "source", Head: "b", Tail: "a"}},
	}
	request, err := json.Marshal(worker.Request{ID: 7, Carry: &job})
	if err != nil {
		t.Fatal(err)
	}
	var answer worker.Answer
	if err := json.Unmarshal(host.Serve(t.Context(), host.Local{}, request), &answer); err != nil || answer.ID != 7 || answer.Error != "" {
		t.Fatalf("answer %+v, %v", answer, err)
	}
	var got carry.Report
	if err := json.Unmarshal(answer.Value, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Spans) != 2 || got.Spans[1].Span != "a" || !slices.Equal(got.Spans[1].Ranges, []annotate.Range{{From: 33, To: 41}}) || !slices.Equal(got.Relations, []annotate.SpanID{"r"}) {
		t.Errorf("%+v", got)
	}
}

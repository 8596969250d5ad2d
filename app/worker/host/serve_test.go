package host_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/worker"
	"galley/app/worker/host"
)

// asked is the last answer to a request.
func asked(t *testing.T, bench host.Local, request []byte) (last []byte) {
	t.Helper()
	host.Serve(t.Context(), bench, &host.Agreement{Store: bench.Store}, request, func(answer []byte, _ any) { last = answer })
	return last
}

// What is exported comes over the wire after word of how far it is, and what it would hold before.
func TestServeExport(t *testing.T) {
	doc := annotate.NewDocument("d1", "", annotate.NewText("Ferries run again.\n"))
	bench := host.Local{Store: kept(t, "p", []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk"}}, {Document: &doc}})}
	job := editor.ExportJob{Project: "p", Name: "desk.jsonl", Export: editor.Export{Format: "jsonl", Layer: "all"}}
	request, err := json.Marshal(worker.Request{ID: 3, Export: &job})
	if err != nil {
		t.Fatal(err)
	}
	var stages []string
	var written editor.Written
	host.Serve(t.Context(), bench, &host.Agreement{Store: bench.Store}, request, func(data []byte, held any) {
		var a worker.Answer
		if err := json.Unmarshal(data, &a); err != nil || a.ID != 3 || a.Error != "" || held != nil {
			t.Errorf("answer %s with %v, %v", data, held, err)
		} else if a.Progress != nil {
			stages = append(stages, a.Progress.Stage)
		} else if err := json.Unmarshal(a.Value, &written); err != nil {
			t.Error(err)
		}
	})
	if !slices.Equal(stages, []string{"Reading the project", "Writing"}) || !strings.Contains(string(written.Data), "Ferries") {
		t.Errorf("stages %q, written %s", stages, written.Data)
	}
	request, err = json.Marshal(worker.Request{ID: 4, Look: &job})
	if err != nil {
		t.Fatal(err)
	}
	var answer worker.Answer
	var look editor.Preview
	if err := json.Unmarshal(asked(t, bench, request), &answer); err != nil || answer.ID != 4 || json.Unmarshal(answer.Value, &look) != nil || look.Documents != 1 {
		t.Errorf("looked: %s, %v", answer.Value, err)
	}
}

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
	if err := json.Unmarshal(asked(t, host.Local{}, request), &answer); err != nil || answer.ID != 7 || answer.Error != "" {
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

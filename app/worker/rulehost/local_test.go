package rulehost_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/worker"
	"galley/app/worker/rulehost"
)

const words = `export const rule = { name: "words", version: "2", description: "Every ferry.", labels: ["claim"] };
export function suggest(doc, emit) { for (const m of doc.find(/ferry/)) emit.span(m, "claim", { confidence: 0.5, reason: "a ferry" }); }
`

const endless = `export const rule = { name: "endless", version: "1", labels: ["claim"] };
export function suggest(doc, emit) { for (;;) {} }
`

func job(files ...rules.Source) editor.RuleJob {
	d := annotate.Document{ID: "d", Text: annotate.NewText("A ferry 🙂 and a ferry.\n")}
	return editor.RuleJob{Files: files, Document: d, By: "Ana"}
}

// Over the wire the bench answers as it does in place.
func TestServe(t *testing.T) {
	bench := &rulehost.Local{}
	j := job(rules.Source{Name: "words.js", Code: words})
	j.On = []string{"words"}
	request, err := json.Marshal(worker.Request{ID: 4, Run: &j})
	if err != nil {
		t.Fatal(err)
	}
	var a worker.Answer
	if err := json.Unmarshal(rulehost.Serve(t.Context(), bench, request, nil), &a); err != nil || a.ID != 4 || a.Error != "" {
		t.Fatalf("answer %+v, %v", a, err)
	}
	var got []rules.Report
	if err := json.Unmarshal(a.Value, &got); err != nil {
		t.Fatal(err)
	}
	want, err := bench.Run(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	if x, y := text(t, got), text(t, want); x != y || !strings.Contains(x, `"start":16,"end":21`) {
		t.Errorf("over the wire\n%s\nin place\n%s", x, y)
	}
}

// While a rule runs that takes long, whoever asked is told where it is: it may have to be ended from outside.
func TestServeTellsWhere(t *testing.T) {
	now := time.Time{}
	bench := &rulehost.Local{Now: func() time.Time { now = now.Add(time.Second); return now }} // each look at it takes a second
	j := job(rules.Source{Name: "endless.js", Code: endless})
	j.On = []string{"endless"}
	asked := map[string]worker.Request{"run": {ID: 5, Run: &j}, "try": {ID: 5, Try: &j}}
	for name, req := range asked {
		request, err := json.Marshal(req)
		if err != nil {
			t.Fatal(err)
		}
		var told []worker.Answer
		rulehost.Serve(t.Context(), bench, request, func(data []byte) {
			var a worker.Answer
			if err := json.Unmarshal(data, &a); err != nil {
				t.Error(err)
			}
			told = append(told, a)
		})
		if len(told) == 0 {
			t.Fatalf("%s: nothing was told", name)
		}
		if last := told[len(told)-1]; last.ID != 5 || last.Last() || *last.At != (rules.Place{File: "endless.js", Line: 2, Column: 38}) {
			t.Errorf("%s: told %+v, at %+v", name, last, last.At)
		}
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Rules are described with the pack that they came in; one that cannot be read says why, and a second of the same name
// does not count.
func TestDescribe(t *testing.T) {
	files, err := (&rulehost.Local{}).Describe(t.Context(), []rules.Source{
		{Name: "words.js", Code: words}, {Name: "again.js", Code: words}, {Name: "broken.js", Code: "export const rule = {"},
	})
	if err != nil {
		t.Fatal(err)
	}
	packs := map[string]int{}
	for _, f := range files {
		packs[f.Pack]++
		if f.Pack != "" && f.Bad != "" {
			t.Errorf("%s: %s", f.File, f.Bad)
		}
	}
	if packs["news"] == 0 || packs["checks"] != 5 || packs[""] != 3 {
		t.Errorf("packs %v", packs)
	}
	own := files[len(files)-3:]
	if own[0].Meta.Name != "words" || own[0].Bad != "" || !strings.Contains(own[1].Bad, "words.js is called words too") || !strings.HasPrefix(own[2].Bad, "broken.js:1") {
		t.Errorf("%+v", own)
	}
}

// What is ended from outside is not told apart from what ran beside it: nothing is known of either.
func TestDeadline(t *testing.T) {
	j := job(rules.Source{Name: "words.js", Code: words}, rules.Source{Name: "endless.js", Code: endless})
	j.On, j.Within = []string{"words", "endless"}, time.Nanosecond
	if reports, err := (&rulehost.Local{}).Run(t.Context(), j); !errors.Is(err, editor.Overdue{}) || reports != nil {
		t.Errorf("%v, %v", reports, err)
	}
	j.Within = 0
	reports, err := (&rulehost.Local{}).Run(t.Context(), j)
	if err != nil || len(reports) != 2 || len(reports[0].Spans) != 2 || reports[1].Stop == nil || reports[1].Stop.Line != 2 {
		t.Errorf("%+v, %v", reports, err)
	}
}

//go:build e2e

package e2e

import (
	"encoding/json"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/schemes"
	"galley/app/editor"
	"galley/app/worker"
	"galley/app/worker/rulehost"
)

// newsJob has every rule of a pack run over a text.
func newsJob(tb testing.TB, bench editor.RuleBench, pack string, text annotate.Text) editor.RuleJob {
	tb.Helper()
	files, err := bench.Describe(tb.Context(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	doc := annotate.NewDocument("story", "Story", text)
	doc.Lang, doc.Blocks = "en", article.Blocks(text)
	job := editor.RuleJob{Document: doc, By: "Ana", Scheme: schemes.Default(), Check: pack == "checks", Within: time.Minute}
	for _, f := range files {
		if f.Pack == pack {
			job.On = append(job.On, f.Meta.Name)
		}
	}
	if len(job.On) == 0 {
		tb.Fatalf("there is no pack %s", pack)
	}
	return job
}

// TestSameInWorker has every rule that comes with Galley read every sample, in the browser's worker and here: the reports are
// the same to the byte, the count of steps among them.
func TestSameInWorker(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	eval[bool](b, `(() => {
		const worker = new Worker(galleySite.assets + "worker.js", {name: "galley-rules"});
		globalThis.askRules = (text) => new Promise((r, no) => {
			worker.onmessage = (e) => r(new TextDecoder().decode(e.data[0]));
			worker.onerror = no;
			worker.postMessage(new TextEncoder().encode(text));
		});
		return true;
	})()`)
	bench := &rulehost.Local{}
	for _, name := range []string{"ferry-talks.txt", "market-bilingual.txt", "storm-live.txt", "two-in-one.txt"} {
		text, err := annotate.Canonical(sample(t, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, pack := range []string{"news", "checks"} {
			job := newsJob(t, bench, pack, text)
			if pack == "checks" { // something to find: a quotation without a source
				job.Spans = []annotate.Span{{ID: "c", Label: "content", Ranges: []annotate.Range{{From: 0, To: 20}}}}
			}
			reports, err := bench.Run(t.Context(), job)
			if err != nil {
				t.Fatal(err)
			}
			want, err := json.Marshal(reports)
			if err != nil {
				t.Fatal(err)
			}
			request, err := json.Marshal(worker.Request{ID: 1, Run: &job})
			if err != nil {
				t.Fatal(err)
			}
			var answer worker.Answer
			if err := json.Unmarshal([]byte(eval[string](b, `askRules(`+quote(string(request))+`)`)), &answer); err != nil || answer.Error != "" {
				t.Fatalf("%v %s", err, answer.Error)
			}
			if string(answer.Value) != string(want) {
				t.Errorf("%s over %s: in the worker\n%s\nhere\n%s", pack, name, answer.Value, want)
			}
			if len(want) < 200 {
				t.Errorf("%s over %s finds nothing: %s", pack, name, want)
			}
		}
	}
}

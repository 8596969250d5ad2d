package editor_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker/rulehost"
)

// A hanging bench has a rule that no limit stops: whoever waits for it has to end it from outside.
type hanging struct {
	rulehost.Local
	rule string
	jobs [][]string // the rules of each job
}

func (b *hanging) Run(ctx context.Context, job editor.RuleJob) ([]rules.Report, error) {
	b.jobs = append(b.jobs, job.On)
	if !slices.Contains(job.On, b.rule) {
		return b.Local.Run(ctx, job)
	}
	timed, done := context.WithTimeout(ctx, job.Within)
	defer done()
	<-timed.Done()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, editor.Overdue{}
}

// atRules is a runner whose project holds two articles and the files, all of them on.
func atRules(t *testing.T, bench editor.RuleBench, files ...editor.File) *editor.Runner {
	t.Helper()
	r := runs(&mem.Store{}, "a1", &paperDesk{samples: []string{ferries, bakery}})
	r.Rules = bench
	r.Send(editor.Dropped{Files: files})
	synctest.Wait()
	for _, f := range r.Model().Rules.Files {
		r.Send(editor.TurnRule{File: f.File, On: f.Pack == ""})
	}
	return r
}

func stops(r *editor.Runner) string {
	var all []string
	for _, s := range r.Model().Rules.Stops {
		all = append(all, s.Rule+": "+s.Text)
	}
	return strings.Join(all, "; ")
}

// A rule that has to be ended from outside is found, named and left out of the other articles; the others find all the same.
func TestHangingRuleIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bench := &hanging{rule: "stuck"}
		r := atRules(t, bench, rule("stuck", "1", "claim", "dawn"), rule("words", "1", "claim", "pier|bakery"))
		r.Send(editor.StartRules{Whole: true})
		time.Sleep(time.Minute)
		m := r.Model()
		if m.Rules.Run != nil || len(m.Rules.Stops) != 1 || !strings.Contains(stops(r), "stuck: it took longer than 8s and was ended") {
			t.Errorf("run %+v, stops %q", m.Rules.Run, stops(r))
		}
		if n := len(m.Waiting()); n != 2 {
			t.Errorf("%d suggestions wait", n)
		}
		want := "stuck words, stuck, words, words" // all, each alone, and the second article without the one to blame
		var got []string
		for _, on := range bench.jobs {
			got = append(got, strings.Join(on, " "))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("jobs %v, want %s", got, want)
		}
	})
}

// Who stops a run does not wait for the rule that is at work.
func TestRunIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bench := &hanging{rule: "stuck"}
		r := atRules(t, bench, rule("stuck", "1", "claim", "dawn"))
		r.Send(editor.StartRules{Whole: true})
		r.Send(editor.StopRules{})
		synctest.Wait()
		if m := r.Model(); m.Rules.Run != nil || len(bench.jobs) > 1 {
			t.Errorf("the run goes on: %v", bench.jobs)
		}
		bench.rule = ""
		r.Send(editor.StartRules{})
		synctest.Wait()
		if n := len(r.Model().Waiting()); n != 1 {
			t.Errorf("%d suggestions wait after the next run", n)
		}
	})
}

// A template of the project writes an export: every page of it, in the order of an export, and not
// before a person has turned it on. One that fails is named, and nothing is written.
func TestTemplateExport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := atRules(t, &rulehost.Local{}, editor.File{Name: "who.js", Data: []byte(`export const rule = { name: "who", version: "1" };
export function record(doc) { return { by: doc.annotator, title: doc.title.slice(0, 7), marks: doc.spans.map((s) => s.text) }; }
`)}, editor.File{Name: "fails.js", Data: []byte(`export const rule = { name: "fails", version: "1" };
export function record(doc) {
  throw new Error("no");
}
`)})
		desk := r.Desk.(*paperDesk)
		r.Send(editor.Select{A: editor.Point{Line: 0, Off: 0}, B: editor.Point{Line: 0, Off: 7}})
		r.Send(editor.Mark{Label: "claim"})
		r.Send(editor.Show{Panel: editor.ExportPanel})
		synctest.Wait()
		if got := r.Model().Templates(); len(got) != 2 || got[1].Title != "who 1" || !got[1].On {
			t.Fatalf("templates %+v", got)
		}
		var before editor.Model // the export is written
		export := func(e editor.Export) {
			if r.Model().Panel != editor.ExportPanel { // it is put away when a file is written
				r.Send(editor.Show{Panel: editor.ExportPanel})
			}
			r.Send(editor.SetExport{Export: e})
			synctest.Wait()
			before = r.Model()
			r.Send(editor.StartExport{})
			synctest.Wait()
		}
		export(editor.Export{Format: "rule:who", Layer: "all"})
		want := `{"by":"Ana","title":"Ferries","marks":["Ferries"]}` + "\n" + `{"by":"","title":"Bakery ","marks":[]}` + "\n"
		first, _, _ := strings.Cut(want, "\n")
		shown := func(file, begins string) {
			t.Helper()
			if p := before.Preview; p == nil || len(p.Heads) != 1 || p.Heads[0] != (editor.FileHead{Name: file, Text: begins}) || p.Page != nil {
				t.Errorf("shown beforehand: %+v %s", p, before.PreviewErr)
			}
		}
		shown("preview.jsonl", first+"\n")
		if f := desk.saved[len(desk.saved)-1]; string(f.Data) != want || f.Name != "sample-desk.jsonl" {
			t.Errorf("%s:\n%s", f.Name, f.Data)
		}
		export(editor.Export{Format: "rule:who", Layer: "all", Split: true})
		f := desk.saved[len(desk.saved)-1]
		z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
		if err != nil || f.Name != "sample-desk.template.zip" {
			t.Fatalf("split: %s: %v", f.Name, err)
		}
		if data, err := fs.ReadFile(z, "train.jsonl"); string(data) != want { // two stories are too few for more than one part
			t.Errorf("split: %v\n%s", err, data)
		}
		shown("train.jsonl", first+"\n")
		n := len(desk.saved)
		export(editor.Export{Format: "rule:fails", Layer: "Ana"})
		if before.Preview != nil || !strings.Contains(before.PreviewErr, "fails.js:3:") {
			t.Errorf("shown beforehand of what fails: %+v %q", before.Preview, before.PreviewErr)
		}
		if m := r.Model(); len(desk.saved) != n || !strings.Contains(m.Notices[len(m.Notices)-1].Text, "fails.js:3:") {
			t.Errorf("%d files, notices %+v", len(desk.saved)-n, m.Notices)
		}
		r.Send(editor.TurnRule{File: "who.js"})
		export(editor.Export{Format: "rule:who", Layer: "all"})
		if before.Preview == nil || len(before.Preview.Heads) > 0 {
			t.Errorf("a template that is off has written: %+v", before.Preview)
		}
		if m := r.Model(); len(desk.saved) != n || !strings.Contains(m.Notices[len(m.Notices)-1].Text, "This template is off") {
			t.Errorf("%d files, notices %+v", len(desk.saved)-n, m.Notices)
		}
	})
}

// A stuck bench has a template that never ends over one of the articles.
type stuck struct{ rulehost.Local }

func (b *stuck) Record(ctx context.Context, job editor.RuleJob) ([]byte, error) {
	if !strings.HasPrefix(job.Document.Title, "Bakery") {
		return b.Local.Record(ctx, job)
	}
	timed, done := context.WithTimeout(ctx, job.Within)
	defer done()
	<-timed.Done()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, editor.Overdue{}
}

// A template at work tells how far it is, and is ended when the person stops it, or when time is up; nothing is written then, and the
// next export begins.
func TestTemplateExportIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := atRules(t, &stuck{}, editor.File{Name: "who.js", Data: []byte(`export const rule = { name: "who", version: "1" };
export function record(doc) { return { by: doc.annotator }; }
`)})
		desk := r.Desk.(*paperDesk)
		r.Send(editor.Show{Panel: editor.ExportPanel})
		r.Send(editor.SetExport{Export: editor.Export{Format: "rule:who", Layer: "all"}})
		synctest.Wait() // what it will hold is shown
		for _, stop := range []bool{true, false} {
			r.Send(editor.StartExport{})
			synctest.Wait()
			if x := r.Model().Exporting; x == nil || x.Stage != "who writes" || x.N != 1 || x.Of != 2 {
				t.Fatalf("under way: %+v", x)
			}
			want := "The export was not written: article “Bakery"
			if stop {
				r.Send(editor.StopExport{})
				want = "Stopped: nothing is written."
			} else {
				time.Sleep(time.Minute)
			}
			synctest.Wait()
			m := r.Model()
			if last := m.Notices[len(m.Notices)-1].Text; m.Exporting != nil || !strings.HasPrefix(last, want) || !stop && !strings.Contains(last, "who: it took longer than 8s and was ended") {
				t.Errorf("stopped %v: %+v, %q", stop, m.Exporting, last)
			}
		}
		if len(desk.saved) != 0 {
			t.Errorf("%d files are written", len(desk.saved))
		}
	})
}

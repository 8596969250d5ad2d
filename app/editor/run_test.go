package editor_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker/host"
	"galley/export/parquet"
)

// A paperDesk is the rest of a page, on paper.
type paperDesk struct {
	samples  []string
	mu       sync.Mutex
	settings editor.Settings
	saved    []editor.File
	refused  bool // whoever is asked where a file should go would rather not
}

// A paperPlace takes a file as the desk does.
type paperPlace struct {
	desk *paperDesk
	name string
}

func (d *paperDesk) Destination(name string) editor.Destination { return paperPlace{d, name} }

func (p paperPlace) Chosen(context.Context) (bool, error) { return !p.desk.refused, nil }

func (p paperPlace) Put(ctx context.Context, w editor.Written) error {
	return p.desk.SaveFile(ctx, editor.File{Name: p.name, Data: w.Data})
}

func (d *paperDesk) Now() int64 { return time.Now().UnixMilli() }

func (d *paperDesk) SaveSettings(_ context.Context, s editor.Settings) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settings = s
	return nil
}

func (d *paperDesk) Samples(context.Context) ([]editor.File, error) {
	var files []editor.File
	for _, s := range d.samples {
		files = append(files, editor.File{Name: "sample.txt", Data: []byte(s)})
	}
	return files, nil
}

func (d *paperDesk) SaveFile(_ context.Context, f editor.File) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.saved = append(d.saved, f)
	return nil
}

func (d *paperDesk) SavePicture(ctx context.Context, p editor.SavePicture) error {
	return d.SaveFile(ctx, editor.File{Name: p.Name, Data: p.Data})
}

func (d *paperDesk) ChooseFiles()   {}
func (d *paperDesk) FocusOn(string) {}
func (d *paperDesk) Restart()       {}
func (d *paperDesk) Install()       {}

// A failing store takes nothing while it is broken.
type failing struct {
	mem.Store
	mu     sync.Mutex
	broken error
	asked  int // how often it was asked to append while broken
}

func (s *failing) breaks(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = err
}

func (s *failing) tries() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

func (s *failing) Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error {
	s.mu.Lock()
	err := s.broken
	if err != nil {
		s.asked++
	}
	s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.Store.Append(ctx, p, recs...)
}

// A street is tabs that hear each other.
type street struct {
	houses []func(annotate.ProjectID, []journal.Record)
}

// A house is one tab's end of a street.
type house struct {
	*street
	n int
}

func (h house) Hear(f func(annotate.ProjectID, []journal.Record)) { h.houses[h.n] = f }

func (h house) Tell(p annotate.ProjectID, recs []journal.Record) {
	for i, f := range h.houses {
		if i != h.n && f != nil {
			f(p, recs)
		}
	}
}

// runs begins a runner over the store, as a page does, and waits until it has nothing more to do. It must be called
// in a bubble of synctest, where the clock stands still until all wait.
func runs(store editor.Journals, actor journal.Actor, desk *paperDesk) *editor.Runner {
	r := &editor.Runner{Journals: store, Workbench: host.Local{Store: store}, Desk: desk}
	desk.mu.Lock()
	settings := desk.settings
	desk.mu.Unlock()
	r.Send(editor.Started{Actor: actor, Settings: settings})
	synctest.Wait()
	if r.Model().Screen == editor.Welcome {
		r.Send(editor.Named{Name: "Ana"})
		synctest.Wait()
	}
	return r
}

func press(r *editor.Runner, keys string) {
	for k := range strings.FieldsSeq(keys) {
		r.Send(editor.Key{Key: k})
	}
	synctest.Wait()
}

// marked are the marks of a runner's open article.
func marked(t *testing.T, r *editor.Runner) string {
	return (&page{t: t, m: r.Model()}).marksWithoutStar()
}

func slug(r *editor.Runner) string { return (&page{m: r.Model()}).save() }

// What was marked and saved is there after a reload, and so is all that can be undone.
func TestReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &mem.Store{}, &paperDesk{samples: []string{ferries, bakery}}
		r := runs(store, "a1", desk)
		press(r, "h Escape ] c 1 1 Escape ] ] c Escape J J J b")
		is(t, "save", slug(r), "saved")
		want := marked(t, r)
		if n := r.Model().Open.Layer.Len(); n != 4 {
			t.Fatalf("the story wants four marks: %s", want)
		}

		r = runs(store, "a2", desk)
		is(t, "after a reload", marked(t, r), want)
		is(t, "the queue", (&page{m: r.Model()}).queue(), "Ferries: in-progress 4; Bakery: todo 0")
		press(r, "u u")
		half := marked(t, r)
		has(t, "half undone", half, "directness=direct")

		r = runs(store, "a3", desk)
		is(t, "half undone, after a reload", marked(t, r), half)
		press(r, "U U")
		is(t, "done again, by another page", marked(t, r), want)

		r = runs(store, "a4", desk)
		press(r, "u u u u u")
		is(t, "all undone", marked(t, r), "")
		is(t, "save", slug(r), "saved")
		is(t, "and after a reload", marked(t, runs(store, "a5", desk)), "")
	})
}

// A corrected version goes through the worker and the store, also when the older version is read from there.
func TestCarryRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &mem.Store{}, &paperDesk{samples: []string{ferries, bakery}}
		r := runs(store, "a1", desk)
		press(r, "] c")
		r.Send(editor.Do{Command: "newer"})
		r.Send(editor.Pasted{Text: corrected})
		synctest.Wait()
		is(t, "marks", marked(t, r), "content “We sail at dawn,”")
		r.Send(editor.Pasted{Text: strings.Replace(corrected, "45 jobs", "46 jobs", 1)}) // under the same title
		synctest.Wait()
		for _, n := range r.Model().Notices {
			if n.Action == "Carry the marks over" {
				r.Send(editor.Act{Notice: n.ID})
			}
		}
		synctest.Wait()
		is(t, "marks on the third version", marked(t, r), "content “We sail at dawn,”")
		is(t, "queue", (&page{m: runs(store, "a2", desk).Model()}).queue(), "Ferries: in-progress 1; Bakery: todo 0")
	})
}

// Marks are made faster than the store takes them, on many pages one after the other; none is lost.
func TestManyMarks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &mem.Store{}, &paperDesk{samples: []string{strings.Repeat("One two three four five six seven eight.\n\n", 20)}}
		for n := range 4 {
			r := runs(store, journal.Actor("a"+string(rune('1'+n))), desk)
			var all sync.WaitGroup
			for i := range 20 {
				all.Go(func() {
					r.Send(editor.Select{A: editor.Point{Line: i, Off: n * 8}, B: editor.Point{Line: i, Off: n*8 + 3}})
					r.Send(editor.Mark{Label: "source"})
				})
			}
			all.Wait()
			synctest.Wait()
			made := r.Model().Open.Layer.Len()
			is(t, "save", slug(r), "saved")
			if kept := runs(store, "z", desk).Model().Open.Layer.Len(); kept != made || made == 0 {
				t.Errorf("page %d made %d marks and %d are kept", n, made, kept)
			}
		}
	})
}

// A store that fails loses nothing: the marks wait, are tried again by the clock, and the slug line tells the truth.
func TestFailingStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &failing{}, &paperDesk{samples: []string{ferries}}
		r := runs(store, "a1", desk)
		press(r, "h")
		store.breaks(errors.New("the disk is full"))
		press(r, "] c")
		press(r, "1 1")
		has(t, "save", slug(r), "failed 2: the disk is full")
		want := "headline Ferries run again after nine days; content “We sail at dawn,” directness=direct"
		is(t, "marks", marked(t, r), want)
		is(t, "another page does not have them", marked(t, runs(store, "a2", desk)), "headline Ferries run again after nine days")

		asked := store.tries()
		<-time.After(time.Minute) // the bubble's minute
		synctest.Wait()
		if n := store.tries() - asked; n < 2 || n > 20 {
			t.Errorf("in a minute it tried %d times", n)
		}
		has(t, "save, a minute later", slug(r), "failed 2: the disk is full")

		store.breaks(nil)
		<-time.After(time.Minute)
		synctest.Wait()
		is(t, "save, mended", slug(r), "saved")
		is(t, "after a reload", marked(t, runs(store, "a3", desk)), want)

		store.breaks(errors.New("the disk is locked"))
		press(r, "u")
		store.breaks(nil)
		r.Send(editor.RetrySave{})
		synctest.Wait()
		is(t, "mended by hand", slug(r), "saved")
		is(t, "after a reload", marked(t, runs(store, "a4", desk)), strings.TrimSuffix(want, " directness=direct"))
	})
}

// A page that is closed while the store is broken has given its work out as a file, which a new page takes in.
func TestUnsavedFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &failing{}, &paperDesk{samples: []string{ferries}}
		r := runs(store, "a1", desk)
		store.breaks(errors.New("the disk is full"))
		press(r, "h Escape ] c")
		r.Send(editor.SaveUnsaved{})
		synctest.Wait()
		if len(desk.saved) != 1 {
			t.Fatalf("%d files are given out", len(desk.saved))
		}
		want := marked(t, r)

		store.breaks(nil)
		other := runs(store, "a2", desk)
		is(t, "lost", marked(t, other), "")
		other.Send(editor.Dropped{Files: desk.saved})
		synctest.Wait()
		is(t, "found", marked(t, other), want)
		is(t, "save", slug(other), "saved")
		is(t, "after a reload", marked(t, runs(store, "a3", desk)), want)
	})
}

// Two runners that hear each other show the same, whoever marks.
func TestTwoRunners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, desk := &mem.Store{}, &paperDesk{samples: []string{ferries}}
		one := runs(store, "a1", desk)
		two := runs(store, "a2", desk)
		s := &street{houses: make([]func(annotate.ProjectID, []journal.Record), 2)}
		one.Tabs, two.Tabs = house{s, 0}, house{s, 1}
		one.Hear()
		two.Hear()
		press(one, "h")
		is(t, "the other", marked(t, two), "headline Ferries run again after nine days")
		press(two, "] c")
		is(t, "the one", marked(t, one), "headline Ferries run again after nine days; content “We sail at dawn,”")
		press(one, "u u")
		is(t, "undone", marked(t, two), "")
	})
}

// Exports hold what is durable.
func TestExports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &paperDesk{samples: []string{ferries}}
		r := runs(&mem.Store{}, "a1", desk)
		press(r, "] c Escape")
		for _, format := range []string{"bundle", "jsonl", "none such"} {
			r.Send(editor.SetExport{Export: editor.Export{Format: format, Layer: "Ana"}})
			r.Send(editor.StartExport{})
			synctest.Wait()
			if r.Model().Exporting != nil {
				t.Errorf("%s is still being written", format)
			}
		}
		r.Send(editor.SetExport{Export: editor.Export{Format: "brat", Layer: "Ana"}})
		r.Send(editor.StartExport{})
		synctest.Wait()
		desk.refused = true
		r.Send(editor.StartExport{})
		synctest.Wait()
		has(t, "who would rather not", (&page{m: r.Model()}).notices(), "nothing is written")

		var names []string
		for _, f := range desk.saved {
			names = append(names, f.Name)
		}
		if len(names) != 3 || !slices.Contains(names, "sample-desk.brat.zip") || !slices.Contains(names, "sample-desk.galley.jsonl") || !slices.Contains(names, "sample-desk.jsonl") || slices.ContainsFunc(desk.saved, func(f editor.File) bool { return len(f.Data) == 0 }) {
			t.Errorf("written: %q", names)
		}
		has(t, "notice", (&page{m: r.Model()}).notices(), "The export was not written: format")
	})
}

// A slow store takes nothing until it is let.
type slowStore struct {
	mem.Store
	let chan struct{}
}

func (s *slowStore) Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error {
	if s.let != nil {
		<-s.let
	}
	return s.Store.Append(ctx, p, recs...)
}

// Who asks for an export gets all that was marked until then, also what the store had yet to take; and is told when the store
// takes nothing.
func TestExportsWaitForTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, store := &paperDesk{samples: []string{ferries}}, &slowStore{}
		r := runs(store, "a1", desk)
		store.let = make(chan struct{})
		press(r, "] c ] c ] c Escape") // one is on its way, two wait for its answer
		r.Send(editor.SetExport{Export: editor.Export{Format: "jsonl", Layer: "Ana"}})
		r.Send(editor.StartExport{})
		synctest.Wait()
		if len(desk.saved) > 0 {
			t.Fatal("written before the store had the marks")
		}
		close(store.let)
		synctest.Wait()
		if len(desk.saved) != 1 || strings.Count(string(desk.saved[0].Data), `"label":"content"`) != strings.Count(marked(t, r), "content") {
			t.Errorf("marked %q, saved %s", marked(t, r), desk.saved)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		desk, store := &paperDesk{samples: []string{ferries}}, &failing{}
		r := runs(store, "a1", desk)
		store.breaks(errors.New("the disk is full"))
		press(r, "] c Escape")
		r.Send(editor.StartExport{})
		synctest.Wait()
		store.breaks(nil)
		has(t, "notices", (&page{m: r.Model()}).notices(), "The export was not written: the last marks are not saved: the disk is full")
		has(t, "the panel", r.Model().ExportErr, "the disk is full")
		r.Send(editor.SetExport{Export: editor.Export{Format: "conll", Layer: "Ana"}})
		if why := r.Model().ExportErr; why != "" {
			t.Errorf("another choice, and still %q", why)
		}
		if r.Model().Exporting != nil {
			t.Error("still being written")
		}
	})
}

// A bench that never ends, until it is stopped.
type endless struct{ host.Local }

func (endless) Export(ctx context.Context, _ editor.ExportJob, tell func(editor.ExportProgress)) (editor.Written, error) {
	tell(editor.ExportProgress{Stage: "Writing", N: 3, Of: 7})
	<-ctx.Done()
	return editor.Written{}, ctx.Err()
}

// An export tells how far it is, is the only one, and is stopped by whoever asked for it: then nothing is written.
func TestExportsAreStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, store := &paperDesk{samples: []string{ferries}}, &mem.Store{}
		r := runs(store, "a1", desk)
		press(r, "] c Escape")
		r.Workbench = endless{}
		r.Send(editor.StopExport{})
		r.Send(editor.StartExport{})
		synctest.Wait()
		if x := r.Model().Exporting; x == nil || *x != (editor.Exporting{File: "sample-desk.jsonl", Stage: "Writing", N: 3, Of: 7}) {
			t.Fatalf("how far it is: %+v", x)
		}
		r.Send(editor.StartExport{})
		synctest.Wait()
		has(t, "another", (&page{m: r.Model()}).notices(), "sample-desk.jsonl is being written")
		r.Send(editor.StopExport{})
		synctest.Wait()
		has(t, "stopped", (&page{m: r.Model()}).notices(), "Stopped: nothing is written.")
		if r.Model().Exporting != nil || len(desk.saved) > 0 {
			t.Errorf("still %+v, saved %v", r.Model().Exporting, desk.saved)
		}
		r.Workbench = host.Local{Store: store}
		r.Send(editor.StartExport{})
		synctest.Wait()
		if len(desk.saved) != 1 {
			t.Errorf("after that, saved %v: %s", desk.saved, (&page{m: r.Model()}).notices())
		}
	})
}

// What an export would hold is shown as the panel opens and after each choice, and only of the last choice.
func TestPreview(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, store := &paperDesk{samples: []string{ferries}}, &mem.Store{}
		r := runs(store, "a1", desk)
		press(r, "] c ] c Escape w")
		p := r.Model().Preview
		if p == nil || p.Documents != 1 || p.Spans() != 2 || len(p.Samples) != 1 || len(p.Layers) != 1 || r.Model().Previewing() {
			t.Fatalf("shown: %+v, %s", p, r.Model().PreviewErr)
		}
		r.Send(editor.ToggleExportLabel{Label: "content"})
		r.Send(editor.SetExport{Export: editor.Export{Format: "none such", Layer: "Ana"}})
		r.Send(editor.SetExport{Export: editor.Export{Format: "conll", Layer: "Ana", Labels: []annotate.Label{"claim"}}})
		synctest.Wait()
		if p := r.Model().Preview; p == nil || p.Spans() != 0 || !strings.HasPrefix(p.Heads[0].Name, "preview.conll") {
			t.Errorf("of claims: %+v, %s", p, r.Model().PreviewErr)
		}
		r.Send(editor.SetExport{Export: editor.Export{Format: "none such", Layer: "Ana"}})
		synctest.Wait()
		has(t, "why not", r.Model().PreviewErr, "there is no such format")
		r.Send(editor.SetExport{Export: editor.Export{Format: "bundle"}})
		if m := r.Model(); m.Preview != nil || m.PreviewErr != "" {
			t.Errorf("of a bundle: %+v, %s", m.Preview, m.PreviewErr)
		}
	})
}

// A lagging bench says what goes on before it looks.
type laggingBench struct {
	host.Local
	come chan struct{}
}

func (b laggingBench) Look(ctx context.Context, job editor.ExportJob, tell func(editor.ExportProgress)) (editor.Preview, error) {
	if job.Apart() {
		tell(editor.ExportProgress{Stage: "Fetching what writes it"})
		<-b.come
	}
	return b.Local.Look(ctx, job, tell)
}

// What writes a format may have to be fetched first, which is said until it is here.
func TestPreviewWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk, store := &paperDesk{samples: []string{ferries}}, &mem.Store{}
		r := runs(store, "a1", desk)
		bench := laggingBench{host.Local{Store: store, More: parquet.Formats()}, make(chan struct{})}
		r.Workbench = bench
		press(r, "] c ] c Escape w")
		if m := r.Model(); m.PreviewStage != "" || m.Preview == nil {
			t.Fatalf("of records: %q, %s", m.PreviewStage, m.PreviewErr)
		}
		e := r.Model().Export
		e.Format = "hf-parquet"
		r.Send(editor.SetExport{Export: e})
		synctest.Wait()
		if m := r.Model(); m.PreviewStage != "Fetching what writes it" || !m.Previewing() {
			t.Errorf("meanwhile: %q, %t", m.PreviewStage, m.Previewing())
		}
		close(bench.come)
		synctest.Wait()
		if m := r.Model(); m.PreviewStage != "" || m.Preview == nil || m.Preview.Spans() != 2 || m.Preview.Heads[0].Name != "data/train-00000-of-00001.parquet" {
			t.Errorf("then: %q, %+v, %s", m.PreviewStage, m.Preview, m.PreviewErr)
		}
		r.Send(editor.ExportLooking{Project: r.Model().Project.ID, Stage: "late"})
		if m := r.Model(); m.PreviewStage != "" {
			t.Errorf("word that comes late: %q", m.PreviewStage)
		}
	})
}

// All labels are no choice; those that the scheme does not know are chosen like others.
func TestToggleExportLabel(t *testing.T) {
	p := atDesk(t, ferries)
	taken := func() (out []string) {
		for _, l := range p.m.ExportLabels() {
			if l.Taken {
				out = append(out, string(l.ID))
			}
		}
		return out
	}
	all := len(taken())
	if all != len(p.m.Scheme.Labels) {
		t.Fatalf("%d labels are taken", all)
	}
	p.send(editor.ToggleExportLabel{Label: "claim"})
	if got := taken(); len(got) != all-1 || slices.Contains(got, "claim") || len(p.m.Export.Labels) != all-1 {
		t.Errorf("without claims: %q", got)
	}
	p.send(editor.ToggleExportLabel{Label: "claim"})
	if p.m.Export.Labels != nil {
		t.Errorf("with them again: %q", p.m.Export.Labels)
	}
}

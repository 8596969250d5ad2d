package editor_test

import (
	"bytes"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/carry"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
)

// deskOf is somebody's desk with articles on it, of which the first is open.
func deskOf(t *testing.T, name string, articles ...string) *page {
	t.Helper()
	p := newPage(t, &mem.Store{})
	for i, a := range articles {
		p.samples = append(p.samples, editor.File{Name: string(rune('a'+i)) + ".txt", Data: []byte(a)})
	}
	return p.send(editor.Started{Actor: journal.Actor("of-" + name)}, editor.Named{Name: name})
}

// bundle is the desk's project as it is sent to others.
func (p *page) bundle() editor.File { return p.bundleAs(p.m.Project.ID, p.m.Open.Doc.ID) }

// bundleAs is the same under another project's id, the article that lies open under another id, too.
func (p *page) bundleAs(project annotate.ProjectID, doc annotate.DocID) editor.File {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		p.t.Fatal(err)
	}
	for i, r := range loaded.Records {
		switch {
		case r.Project != nil:
			other := *r.Project
			other.ID = project
			loaded.Records[i].Project = &other
		case r.Document != nil && r.Document.ID == p.m.Open.Doc.ID:
			other := *r.Document
			other.ID = doc
			loaded.Records[i].Document = &other
		case r.Entry != nil && r.Entry.Doc == p.m.Open.Doc.ID:
			other := *r.Entry
			other.Doc = doc
			loaded.Records[i].Entry = &other
		}
	}
	var b bytes.Buffer
	if err := bundle.Write(&b, loaded.Records); err != nil {
		p.t.Fatal(err)
	}
	return editor.File{Name: string(p.m.Name) + ".galley.jsonl", Data: b.Bytes()}
}

// layersHere names the layers that the store holds, each with its document's title.
func (p *page) layersHere() string {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{Heads: true})
	if err != nil {
		p.t.Fatal(err)
	}
	var out []string
	for _, h := range loaded.Streams {
		for _, r := range loaded.Records {
			if r.Document != nil && r.Document.ID == h.Doc && h.Layer != "" {
				word, _, _ := strings.Cut(r.Document.Title, " ")
				out = append(out, string(h.Layer)+" on "+word)
			}
		}
	}
	return strings.Join(out, "; ")
}

// foldedHere names the layers that the store has snapshots of, on the documents here, each with the labels of its marks.
func (p *page) foldedHere() string {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{Folded: true})
	if err != nil {
		p.t.Fatal(err)
	}
	var out []string
	for _, shot := range loaded.Shots {
		for _, r := range loaded.Records {
			if r.Document == nil || r.Document.ID != shot.Doc {
				continue
			}
			f, err := journal.Resume(r.Document.Text, shot.Data)
			if err != nil {
				p.t.Fatal(err)
			}
			line := string(shot.Layer)
			for s := range f.Layer.Spans() {
				line += " " + string(s.Label)
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "; ")
}

// What others made of the same articles, in projects of their own, comes to lie on the articles here; what is here already is
// counted.
func TestBundleOfTheSameArticles(t *testing.T) {
	lead, ben := deskOf(t, "Lea", ferries, bakery), deskOf(t, "Ben", ferries).keys("] c ] c")
	here := lead.m.Project.ID
	lead.send(editor.Dropped{Files: []editor.File{ben.bundle()}})
	is(t, "project", string(lead.m.Project.ID), string(here))
	is(t, "layers", lead.layersHere(), "Ben on Ferries")
	is(t, "folded", lead.foldedHere(), "Ben content content")
	has(t, "notice", lead.notices(), "2 changes came in. They are of “Sample desk”, and lie on the same articles here, known by their text.")
	is(t, "queue", lead.queue(), "Ferries: todo 0; Bakery: todo 0")
	ben.keys("h")
	lead.send(editor.Dropped{Files: []editor.File{ben.bundle()}})
	has(t, "notice", lead.notices(), "1 change came in, 2 were here already.")
	is(t, "folded, though the snapshot is of fewer", lead.foldedHere(), "")
	lead.send(editor.Dropped{Files: []editor.File{ben.bundle()}})
	has(t, "notice", lead.notices(), "All of it was here already: 3 changes.")
	is(t, "projects", string(rune('0'+len(lead.m.Projects))), "1")
}

// A project that shares only some articles comes in as one of its own, and the person is asked about the rest.
func TestBundleOfSomeOfTheArticles(t *testing.T) {
	lead, ben := deskOf(t, "Lea", ferries, bakery), deskOf(t, "Ben", council, ferries)
	here := lead.m.Project.ID
	ben.send(editor.OpenDoc{Doc: ben.m.Queue()[1].ID}).keys("] c")
	lead.send(editor.Dropped{Files: []editor.File{ben.bundle()}})
	is(t, "project", string(lead.m.Project.ID), string(ben.m.Project.ID))
	has(t, "notice", lead.notices(), "“Sample desk” is a project of its own, and 1 of its 2 articles are in “Sample desk” as well.")
	lead.press()
	is(t, "project", string(lead.m.Project.ID), string(here))
	is(t, "layers", lead.layersHere(), "Ben on Ferries")
	is(t, "queue", lead.queue(), "Ferries: todo 0; Bakery: todo 0")
}

// An article that has another id here is known by its text; the rules of the other project stay behind.
func TestBundleUnderAnotherID(t *testing.T) {
	lead, ben := deskOf(t, "Lea", ferries), deskOf(t, "Ben", ferries).keys("] c")
	ben.send(editor.Dropped{Files: []editor.File{{Name: "piers.js", Data: []byte(`export const rule = { name: "piers", version: "1", labels: ["claim"] };` + "\n")}}})
	theirs := ben.bundleAs(ben.m.Project.ID, "copy-0001")
	lead.send(editor.Dropped{Files: []editor.File{theirs}})
	is(t, "layers", lead.layersHere(), "Ben on Ferries")
	is(t, "folded", lead.foldedHere(), "Ben content")
	is(t, "queue", lead.queue(), "Ferries: todo 0")
	for _, e := range lead.held() {
		if e.Doc == "" {
			t.Errorf("an entry of the other project itself came in: %+v", e)
		}
	}
}

// Marks on another version of a text are kept apart, and what would become of them is on the table before anything is done.
func TestBundleOfAnotherVersion(t *testing.T) {
	older := strings.NewReplacer("“We sail at dawn,”", "“We sail on Monday at dawn,”", "The pier lost 40 jobs last year, the union said.", "").Replace(ferries)
	ben := deskOf(t, "Ben", older)
	ben.send(editor.Select{A: editor.Point{Line: 2, Off: 0}, B: editor.Point{Line: 2, Off: 15}}, editor.Key{Key: "d"})
	ben.keys("] c ] c")
	for _, way := range []string{"the id of the other text", "an id of its own"} {
		t.Run(way, func(t *testing.T) {
			lead := deskOf(t, "Lea", ferries)
			id := ben.m.Open.Doc.ID
			if way == "the id of the other text" {
				id = lead.m.Open.Doc.ID
			}
			file := ben.bundleAs(lead.m.Project.ID, id)
			lead.send(editor.Dropped{Files: []editor.File{file}})
			is(t, "layers", lead.layersHere(), "Ben on Ferries")
			if n := len(lead.m.Queue()); n != 2 {
				t.Fatalf("%d articles in the queue: both texts stay", n)
			}
			has(t, "notices", lead.notices(), "What Ben marked in “Ferries run again after nine days” lies on another version of its text, so it is not compared with what is here.")
			before := len(lead.held())
			lead.press()
			f := lead.m.Fit
			if lead.m.Panel != editor.VersionsPanel || f == nil {
				t.Fatalf("panel %q, fit %+v", lead.m.Panel, f)
			}
			is(t, "what would become of them", f.Summary(), "2 unchanged, 0 moved, 1 altered, 0 lost")
			if len(f.Doubts) != 1 || f.Doubts[0].Fate != carry.Altered || f.Doubts[0].Now != "“We sail at dawn,”" || f.Doubts[0].Was != "“We sail on Monday at dawn,”" {
				t.Errorf("doubtful: %+v", f.Doubts)
			}
			if n := len(lead.held()); n != before {
				t.Errorf("looking wrote %d entries", n-before)
			}
			lead.send(editor.AcceptFit{Sure: true})
			is(t, "layers", lead.layersHere(), "Ben on Ferries; Ben on Ferries")
			has(t, "notice", lead.notices(), "2 marks of Ben lie on the version here.")
			if lead.m.Panel != editor.NoPanel {
				t.Errorf("panel %q stays", lead.m.Panel)
			}
			e := lead.held()[len(lead.held())-1]
			if e.Layer != "Ben" || e.Actor != "of-Lea" || e.Doc == f.Theirs {
				t.Errorf("the marks are brought over as %+v", e)
			}
			lead.send(editor.Dropped{Files: []editor.File{file}})
			if strings.Count(lead.notices(), "another version") > 1 {
				t.Errorf("offered again: %s", lead.notices())
			}
		})
	}
}

// Marks are never laid on another text, whatever it is called.
func TestOtherTextUnderOneID(t *testing.T) {
	ben := deskOf(t, "Ben", bakery).keys("h")
	lead := deskOf(t, "Lea", ferries)
	lead.send(editor.Dropped{Files: []editor.File{ben.bundleAs(lead.m.Project.ID, lead.m.Open.Doc.ID)}})
	is(t, "layers", lead.layersHere(), "Ben on Bakery")
	for _, e := range lead.held() {
		if e.Layer == annotate.Annotator("Ben") && e.Doc == lead.m.Open.Doc.ID {
			t.Errorf("an entry lies on the wrong text: %+v", e)
		}
	}
}

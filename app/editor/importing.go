package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// An Import is what a file of another tool held, read and not yet taken in.
type Import struct {
	Name      string               `json:"name"`   // of the file, or of the folder
	Format    string               `json:"format"` // as which it was read
	Title     string               `json:"title"`  // of the format
	Why       string               `json:"why"`    // what gave it away
	Records   []journal.Record     `json:"records"`
	Documents int                  `json:"documents"`
	Spans     int                  `json:"spans"`
	Relations int                  `json:"relations"`
	Layers    []annotate.Annotator `json:"layers,omitempty"` // whose marks they are, by name
	Notes     []string             `json:"notes,omitempty"`  // what was done to a mark so that it stands, or why one was left out
}

type (
	// AcceptImports takes in what was read.
	AcceptImports struct{}
	// ImportsAgain shows once more what was read and set aside.
	ImportsAgain struct{ Imports []Import }

	// TakeImports appends what other tools' files held: as layers of their own, so that none that is there changes. The
	// answer is TakenIn.
	TakeImports struct {
		Project annotate.ProjectID
		Records []journal.Record
	}
)

func (AcceptImports) msg()  {}
func (ImportsAgain) msg()   {}
func (TakeImports) effect() {}

// reviewImports shows what was read: nothing of it is in the project until the person says so.
func (m Model) reviewImports(imports []Import) (Model, []Effect) {
	if len(imports) == 0 {
		return m, nil
	}
	m = m.importsAside()
	m.Imports, m.Panel = imports, ImportPanel
	return m.say("%s was read. Look at what was found, and take it in.", importNames(imports)), []Effect{FocusOn{"imports"}}
}

func importNames(imports []Import) string {
	var names []string
	for _, i := range imports {
		names = append(names, i.Name)
	}
	return strings.Join(names, ", ")
}

// importsAside takes imports off the desk that nobody took in, and offers to show them again.
func (m Model) importsAside() Model {
	if m.Imports == nil {
		return m
	}
	m = m.offer("Not taken in: "+importNames(m.Imports)+".", false, "Show it again", ImportsAgain{m.Imports})
	m.Imports = nil
	return m
}

// acceptImports takes in what was read.
func (m Model) acceptImports() (Model, []Effect) {
	if m.Imports == nil {
		return m, nil
	}
	take := TakeImports{Project: m.Project.ID}
	for _, i := range m.Imports {
		take.Records = append(take.Records, i.Records...)
	}
	m.Imports, m.Panel, m.Busy = nil, NoPanel, "Taking the marks in…"
	return m, []Effect{take, FocusOn{"sheet"}}
}

// Do finds a place for the records in the project and appends them.
func (e TakeImports) Do(ctx context.Context, journals Journals) TakenIn {
	take := TakeIn{Project: e.Project}
	before, err := journals.Load(ctx, e.Project, Selection{Heads: true})
	if err != nil {
		return TakenIn{TakeIn: take, Err: err.Error()}
	}
	records, brought, notes, err := e.fit(ctx, journals, before)
	if err != nil {
		return TakenIn{TakeIn: take, Err: err.Error()}
	}
	take.Records = records
	answer := take.put(ctx, journals, before)
	answer.Notes, answer.Brought = notes, &brought
	return answer
}

// fit has articles that are here already keep their place, whatever the file calls them, and gives layers a name of their
// own where an annotator of theirs has marked the article. What was taken in before is found again by its actor.
func (e TakeImports) fit(ctx context.Context, journals Journals, have Loaded) (out []journal.Record, brought Brought, notes []string, err error) {
	f := fitting{ctx: ctx, journals: journals, project: e.Project, streams: map[journal.Stream]bool{}, actors: map[annotate.DocID]map[annotate.Annotator][]journal.Actor{}}
	for _, h := range have.Streams {
		f.streams[h.Stream] = h.Entries > 0
	}
	here := documentsOf(have.Records)
	digests, last := map[annotate.DocID]annotate.Digest{}, 0
	for _, d := range here {
		digests[d.ID], last = d.Digest, max(last, d.Order)
	}
	placed, _ := journal.Place(here, e.Records)
	brought = broughtBy(placed)
	same := 0
	of := map[layerOf][]journal.Entry{}
	var order []layerOf
	for _, r := range placed {
		switch {
		case r.Document != nil && digests[r.Document.ID] != "":
			same++
		case r.Document != nil:
			d := *r.Document
			last++
			d.Order = last
			digests[d.ID] = d.Digest
			brought.New = append(brought.New, d.ID)
			out = append(out, journal.Record{Document: &d})
		case r.Entry != nil:
			k := layerOf{r.Entry.Layer, r.Entry.Actor}
			if of[k] == nil {
				order = append(order, k)
			}
			of[k] = append(of[k], *r.Entry)
		}
	}
	if same > 0 {
		notes = append(notes, things(same, "article was here already: its marks lie beside the others", "articles were here already: their marks lie beside the others"))
	}
	for _, k := range order {
		name, err := f.name(k, of[k])
		if err != nil {
			return nil, brought, nil, err
		}
		if name != k.layer {
			notes = append(notes, fmt.Sprintf("%s has marked some of these articles here: what the file holds is the layer “%s”", k.layer, name))
		}
		for _, entry := range of[k] {
			entry.Layer = name
			f.streams[entry.Stream] = true
			out = append(out, journal.Record{Entry: &entry})
		}
	}
	return out, brought, notes, nil
}

// A layerOf is a layer of one file.
type layerOf struct {
	layer annotate.Annotator
	actor journal.Actor
}

type fitting struct {
	ctx      context.Context
	journals Journals
	project  annotate.ProjectID
	streams  map[journal.Stream]bool                                   // those that have entries
	actors   map[annotate.DocID]map[annotate.Annotator][]journal.Actor // who wrote them, of documents that were looked at
}

// name returns what the layer can be called: as the file calls it, or with a number, so that no document has such a layer
// of anybody else.
func (f *fitting) name(k layerOf, entries []journal.Entry) (annotate.Annotator, error) {
	if k.layer == "" {
		return "", nil
	}
	for n := 1; ; n++ {
		name := k.layer
		if n > 1 {
			name = annotate.Annotator(fmt.Sprintf("%s %d", k.layer, n))
		}
		free, own := true, false
		for _, e := range entries {
			if !f.streams[journal.Stream{Doc: e.Doc, Layer: name}] {
				continue
			}
			actors, err := f.actorsOf(e.Doc)
			if err != nil {
				return "", err
			}
			own = own || slices.Contains(actors[name], k.actor)
			free = false
		}
		if free || own {
			return name, nil
		}
	}
}

func (f *fitting) actorsOf(doc annotate.DocID) (map[annotate.Annotator][]journal.Actor, error) {
	if got := f.actors[doc]; got != nil {
		return got, nil
	}
	loaded, err := f.journals.Load(f.ctx, f.project, Selection{Doc: doc})
	if err != nil {
		return nil, err
	}
	got := map[annotate.Annotator][]journal.Actor{}
	for _, r := range loaded.Records {
		if r.Entry != nil && !slices.Contains(got[r.Entry.Layer], r.Entry.Actor) {
			got[r.Entry.Layer] = append(got[r.Entry.Layer], r.Entry.Actor)
		}
	}
	f.actors[doc] = got
	return got, nil
}

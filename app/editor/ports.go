package editor

import (
	"context"

	"galley/annotate"
	"galley/annotate/journal"
)

// Journals keeps projects. Every method may wait, stops when ctx is done, and then returns the context's error.
type Journals interface {
	// Projects returns the projects that are kept, by id. A project is there once its project record is.
	Projects(ctx context.Context) ([]annotate.Project, error)

	// Load returns the records of project p that sel asks for, in the order of a bundle: project, schemes,
	// documents by (order, id), entries by (Lamport, actor, seq). A project that is not there has no records.
	// What could not be read is told in Loaded.Quarantined and stays kept; it is no error.
	Load(ctx context.Context, p annotate.ProjectID, sel Selection) (Loaded, error)

	// Append returns once the records are durable: all of them, or none. Records whose Key is there already
	// are left as they are, so that appending again does no harm.
	Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error
}

// A Selection says which records of a project to load. The zero value is all of them.
type Selection struct {
	Heads bool           // documents without their text and blocks
	Doc   annotate.DocID // only this document and its entries; "" is all
}

// Of returns what s takes of a record, and whether it takes it at all. Stores load with it.
func (s Selection) Of(r journal.Record) (journal.Record, bool) {
	if s.Doc != "" && !(r.Document != nil && r.Document.ID == s.Doc || r.Entry != nil && r.Entry.Doc == s.Doc) {
		return r, false
	}
	if s.Heads && r.Document != nil {
		head := *r.Document
		head.Text, head.Blocks = annotate.Text{}, nil
		r.Document = &head
	}
	return r, true
}

// Loaded is what a store holds of a project.
type Loaded struct {
	Records     []journal.Record
	Quarantined []Quarantine // what could not be read: kept apart, told to the person
}

// A Quarantine is a piece of a journal that could not be read. It is kept where it was or beside the journal.
type Quarantine struct {
	Key    string // where it lies: a record's key, or "desk.galley.jsonl:17"
	Reason string // what is wrong with it
}

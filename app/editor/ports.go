package editor

import (
	"context"
	"slices"
	"strings"

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

	// Open returns a document with one stream on it: its last snapshot, and the entries that have
	// come since, in the order of a bundle. With whole, or without a snapshot, all its entries.
	Open(ctx context.Context, p annotate.ProjectID, s journal.Stream, whole bool) (Opened, error)

	// Search returns the documents of p whose text has every one of the words, in any case, in no order. Words are
	// in lower case and are found inside longer ones.
	Search(ctx context.Context, p annotate.ProjectID, words []string) ([]annotate.DocID, error)

	// Append returns once the records are durable: all of them, or none. Records whose Key is there already
	// are left as they are, so that appending again does no harm.
	Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error

	// Remember keeps what was worked out from the entries of streams. A memo that stands for another number of
	// entries than the store holds is dropped: it is late. Whatever it says follows from the entries, so a
	// store may forget it at any time, and needs no durability for it.
	Remember(ctx context.Context, p annotate.ProjectID, memos ...Memo) error
}

// A Selection says which records of a project to load. The zero value is all of them.
type Selection struct {
	Heads bool           // documents without their text and blocks, and no entries but what Loaded.Streams tells of them
	Doc   annotate.DocID // only this document and its entries; "" is all

	// Folded has streams come as what they came to, without their entries, where the store holds a snapshot of all of them that
	// knows when they were made. It is for the whole of a project: with Heads or Doc it is not heeded.
	Folded bool
}

// Of returns what s takes of a record, and whether it takes it at all. Stores load with it.
func (s Selection) Of(r journal.Record) (journal.Record, bool) {
	if s.Heads && r.Entry != nil || s.Doc != "" && !(r.Document != nil && r.Document.ID == s.Doc || r.Entry != nil && r.Entry.Doc == s.Doc) {
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
	Streams     []StreamHead // with Heads: every stream that has entries, by document and layer
	Shots       []Shot       // with Folded: the streams whose entries are not among the records, in no order
	Quarantined []Quarantine // what could not be read: kept apart, told to the person
}

// Having returns the documents whose text has every one of the words, which are in lower case.
func (l Loaded) Having(words []string) []annotate.DocID {
	var found []annotate.DocID
	for _, r := range l.Records {
		if r.Document == nil {
			continue
		}
		text := strings.ToLower(r.Document.Text.String())
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			found = append(found, r.Document.ID)
		}
	}
	return found
}

// A Shot is a stream as a snapshot of all its entries.
type Shot struct {
	journal.Stream
	At   int64  // when it was worked on, as [journal.WorkedAt] has it
	Data []byte // of a [journal.Folded]
}

// A StreamHead is what is known of a stream without its entries.
type StreamHead struct {
	journal.Stream
	Entries   int // that the store holds
	Lamport   int // the latest time among them
	StandsFor int // how many of them Standing stands for; if not all, it must be worked out again
	journal.Standing
}

// Opened is a document as a desk lays it out.
type Opened struct {
	Document    *annotate.Document // nil: it is not there
	Snapshot    []byte             // of a [journal.Folded]; nil: Entries are all
	Covers      int                // the entries that Snapshot stands for
	Entries     []journal.Entry    // those since
	Quarantined []Quarantine
}

// A Memo is what follows from the first entries of a stream.
type Memo struct {
	journal.Stream
	Entries  int // how many it stands for: all that the store holds
	Standing journal.Standing
	Snapshot []byte // nil leaves the one that is there, which stays true of the entries that it stands for
	Worked   *int64 // with Snapshot: when the entries were made, as [journal.WorkedAt] has it; nil: it is not known
}

// A Quarantine is a piece of a journal that could not be read. It is kept where it was or beside the journal.
type Quarantine struct {
	Key    string // where it lies: a record's key, or "desk.galley.jsonl:17"
	Reason string // what is wrong with it
}

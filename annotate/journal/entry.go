// Package journal keeps what people did: entries that are only ever appended. A layer is the fold of its
// entries; undo, crash recovery and merging all read this one list.
package journal

import "galley/annotate"

// An Actor names who writes a journal: one open page or one run of the command line. The same annotator on two
// devices, or in two tabs, is two actors.
type Actor string

// A Stream is what an entry changes: one annotator's layer of a document; the document itself (its title,
// whether it lies in the bin) when Layer is ""; the project itself when Doc is "" too.
type Stream struct {
	Doc   annotate.DocID     `json:"doc,omitempty"`
	Layer annotate.Annotator `json:"layer,omitempty"`
}

// A Ref names an entry.
type Ref struct {
	Actor Actor `json:"actor"`
	Seq   int   `json:"seq"`
}

// An Entry is one transaction, by whom and when. Entries are totally ordered by (Lamport, Actor, Seq).
type Entry struct {
	Ref                 // "actor" and "seq": from 1, without gaps, over the whole project
	Lamport int         `json:"lamport"`
	Time    int64       `json:"time"` // milliseconds since 1970 UTC by the actor's clock; shown, never used to order
	Stream              // "doc" and "layer"
	Undoes  *Ref        `json:"undoes,omitempty"` // this entry takes that one back
	Redoes  *Ref        `json:"redoes,omitempty"` // this entry does that one (an undone one) again
	Tx      annotate.Tx `json:"tx"`
}

// A Record is one line of a journal or bundle: exactly one field is set. Records never change and are known by
// their Key, so merging two journals is the union of their records.
type Record struct {
	Project  *annotate.Project  `json:"project,omitempty"`
	Scheme   *annotate.Scheme   `json:"scheme,omitempty"`
	Document *annotate.Document `json:"document,omitempty"`
	Entry    *Entry             `json:"entry,omitempty"`
}

// A DocumentHead is a document as a list of documents has it.
type DocumentHead struct {
	ID     annotate.DocID
	Layers []annotate.Annotator // who has layers on it, by name
}

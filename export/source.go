package export

import (
	"slices"

	"galley/annotate"
	"galley/annotate/journal"
)

// A Source gives the documents of a project one at a time, so that whoever exports a large one has no more of it in memory
// than the one that is written. A [bundle.Index] is one.
type Source interface {
	// Documents returns the documents in the order of a bundle, by (order, id).
	Documents() []journal.DocumentHead
	// Began returns whose layers there are, in the order in which they began.
	Began() []annotate.Annotator
	// Load reads a document, and returns the entries of each of its layers; those about the document itself are of layer "".
	Load(id annotate.DocID) (annotate.Document, func(annotate.Annotator) []journal.Entry, error)
}

// source is where j's documents are.
func (j Job) source() Source {
	if j.Source != nil {
		return j.Source
	}
	return newRecorded(j.Records)
}

// failing returns j with a place to note that its source failed, and what to ask for that.
func (j Job) failing() (Job, func() error) {
	if j.failed == nil {
		j.failed = new(error)
	}
	return j, func() error { return *j.failed }
}

// A recorded is records as a Source.
type recorded struct {
	heads   []journal.DocumentHead
	docs    map[annotate.DocID]*annotate.Document
	streams map[journal.Stream][]journal.Entry
	began   []annotate.Annotator
}

func newRecorded(records []journal.Record) *recorded {
	recs := slices.Clone(records)
	journal.SortRecords(recs)
	r := &recorded{docs: map[annotate.DocID]*annotate.Document{}, streams: map[journal.Stream][]journal.Entry{}}
	layers := map[annotate.DocID][]annotate.Annotator{}
	begun := map[annotate.Annotator]bool{}
	for _, rec := range recs {
		switch {
		case rec.Document != nil && r.docs[rec.Document.ID] == nil:
			r.docs[rec.Document.ID] = rec.Document
			r.heads = append(r.heads, journal.DocumentHead{ID: rec.Document.ID})
		case rec.Entry != nil:
			s := rec.Entry.Stream
			if s.Layer != "" && r.streams[s] == nil {
				layers[s.Doc] = append(layers[s.Doc], s.Layer)
			}
			if !begun[s.Layer] {
				begun[s.Layer] = true
				r.began = append(r.began, s.Layer)
			}
			r.streams[s] = append(r.streams[s], *rec.Entry)
		}
	}
	for i, h := range r.heads {
		r.heads[i].Layers = slices.Sorted(slices.Values(layers[h.ID]))
	}
	return r
}

func (r *recorded) Documents() []journal.DocumentHead { return r.heads }
func (r *recorded) Began() []annotate.Annotator       { return r.began }

func (r *recorded) Load(id annotate.DocID) (annotate.Document, func(annotate.Annotator) []journal.Entry, error) {
	return *r.docs[id], func(l annotate.Annotator) []journal.Entry { return r.streams[journal.Stream{Doc: id, Layer: l}] }, nil
}

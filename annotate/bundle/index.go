package bundle

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// An Index is a bundle whose documents and entries stay where they lie: what is in memory of them is where. It is for
// whoever goes through a bundle article by article and never needs all of it at once. It holds on to the reader it was made
// of, which must not change.
type Index struct {
	Records []journal.Record // all but the documents and the entries about them
	Damage  *Damage          // as in [Bundle]

	name  string
	r     io.ReaderAt
	n     int       // records
	docs  []indexed // by (order, id)
	at    map[annotate.DocID]int
	began []annotate.Annotator
}

// An indexed is where a document lies, and the entries about it.
type indexed struct {
	id      annotate.DocID
	order   int
	line    stretch
	entries []stretch
	layers  []annotate.Annotator // by name
}

// A stretch is a line of the file.
type stretch struct {
	from int64
	size int32
}

// NewIndex goes through a bundle of size bytes once, with all the checks of [Read], and remembers where its documents and
// entries lie.
func NewIndex(name string, r io.ReaderAt, size int64, l Limits) (*Index, error) {
	x := &Index{name: name, r: r, at: map[annotate.DocID]int{}}
	first := map[annotate.Annotator]journal.Entry{}
	waiting := map[annotate.DocID]*indexed{} // entries of documents that have not come yet
	of := func(id annotate.DocID) *indexed {
		if i, ok := x.at[id]; ok {
			return &x.docs[i]
		}
		if waiting[id] == nil {
			id = annotate.DocID(strings.Clone(string(id)))
			waiting[id] = &indexed{id: id}
		}
		return waiting[id]
	}
	damage, err := each(name, io.NewSectionReader(r, 0, size), l, func(rec journal.Record, at stretch) {
		x.n++
		switch {
		case rec.Document != nil:
			d := *of(annotate.DocID(strings.Clone(string(rec.Document.ID)))) // the record itself is not kept
			delete(waiting, d.id)
			d.order, d.line = rec.Document.Order, at
			x.at[d.id] = len(x.docs)
			x.docs = append(x.docs, d)
		case rec.Entry != nil && rec.Entry.Doc != "":
			e := rec.Entry
			d := of(e.Doc)
			d.entries = append(d.entries, at)
			if i, have := slices.BinarySearch(d.layers, e.Layer); e.Layer != "" && !have {
				d.layers = slices.Insert(d.layers, i, annotate.Annotator(strings.Clone(string(e.Layer))))
			}
			if f, have := first[e.Layer]; !have || journal.Compare(*e, f) < 0 {
				layer, actor := strings.Clone(string(e.Layer)), strings.Clone(string(e.Actor))
				first[annotate.Annotator(layer)] = journal.Entry{Ref: journal.Ref{Actor: journal.Actor(actor), Seq: e.Seq}, Lamport: e.Lamport}
			}
		default:
			x.Records = append(x.Records, rec)
		}
	})
	if err != nil {
		return nil, err
	}
	x.Damage = damage
	slices.SortFunc(x.docs, func(a, b indexed) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id)) })
	for i, d := range x.docs {
		x.at[d.id] = i
	}
	for l := range first {
		x.began = append(x.began, l)
	}
	slices.SortFunc(x.began, func(a, b annotate.Annotator) int { return journal.Compare(first[a], first[b]) })
	return x, nil
}

// Documents returns the documents in the order of a bundle, each with the annotators of its layers.
func (x *Index) Documents() []journal.DocumentHead {
	all := make([]journal.DocumentHead, len(x.docs))
	for i, d := range x.docs {
		all[i] = journal.DocumentHead{ID: d.id, Layers: d.layers}
	}
	return all
}

// Len is how many records there are.
func (x *Index) Len() int { return x.n }

// Began returns whose layers there are, in the order in which they began.
func (x *Index) Began() []annotate.Annotator { return x.began }

// Load reads a document and all entries about it. Errors are those of the reader, or say that the file has changed since.
func (x *Index) Load(id annotate.DocID) (annotate.Document, func(annotate.Annotator) []journal.Entry, error) {
	i, ok := x.at[id]
	if !ok {
		return annotate.Document{}, nil, fmt.Errorf("document %q: %w in %s", id, annotate.ErrNotFound, x.name)
	}
	d := x.docs[i]
	var parser journal.Parser
	var buf []byte
	read := func(at stretch) (journal.Record, error) {
		buf = slices.Grow(buf[:0], int(at.size))[:at.size]
		if n, err := x.r.ReadAt(buf, at.from); n < len(buf) {
			return journal.Record{}, fmt.Errorf("%s: it cannot be read again: %w", x.name, err)
		}
		rec, err := parser.Parse(buf)
		if err != nil || rec.Document == nil && rec.Entry == nil {
			return rec, fmt.Errorf("%s: it has changed while it was read: begin anew", x.name)
		}
		return rec, nil
	}
	rec, err := read(d.line)
	if err != nil {
		return annotate.Document{}, nil, err
	}
	if rec.Document == nil {
		return annotate.Document{}, nil, fmt.Errorf("%s: it has changed while it was read: begin anew", x.name)
	}
	entries := map[annotate.Annotator][]journal.Entry{}
	for _, at := range d.entries {
		e, err := read(at)
		if err != nil {
			return annotate.Document{}, nil, err
		}
		if e.Entry != nil {
			entries[e.Entry.Layer] = append(entries[e.Entry.Layer], *e.Entry)
		}
	}
	return *rec.Document, func(l annotate.Annotator) []journal.Entry { return entries[l] }, nil
}

// Package mem keeps projects in memory: for tests, and for a page whose browser keeps nothing.
package mem

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// A Store is an [editor.Journals] in memory. The zero value is empty and ready to use. It may be used from several
// goroutines.
type Store struct {
	mu       sync.Mutex
	projects map[annotate.ProjectID]*project
}

type project struct {
	keys    map[string]bool
	recs    []journal.Record
	streams map[journal.Stream]*stream
}

// A stream is its entries in the order in which they came, and what is remembered of them.
type stream struct {
	entries []journal.Entry
	lamport int
	head    journal.Standing
	of      int // entries that head stands for
	shot    []byte
	covers  int    // entries that shot stands for
	worked  *int64 // when these were made; nil: it is not known
}

var _ editor.Journals = (*Store)(nil)

// Projects implements [editor.Journals].
func (s *Store) Projects(ctx context.Context) ([]annotate.Project, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []annotate.Project
	for _, p := range s.projects {
		for _, r := range p.recs {
			if r.Project != nil {
				out = append(out, *r.Project)
			}
		}
	}
	slices.SortFunc(out, func(a, b annotate.Project) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// Load implements [editor.Journals].
func (s *Store) Load(ctx context.Context, id annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	if err := ctx.Err(); err != nil {
		return editor.Loaded{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out editor.Loaded
	if p := s.projects[id]; p != nil {
		folded := map[journal.Stream]bool{}
		if sel.Folded && !sel.Heads && sel.Doc == "" {
			for at, st := range p.streams {
				if st.shot != nil && st.covers == len(st.entries) && st.worked != nil {
					folded[at] = true
					out.Shots = append(out.Shots, editor.Shot{Stream: at, At: *st.worked, Data: st.shot})
				}
			}
		}
		for _, r := range p.recs {
			if r, ok := sel.Of(r); ok && !(r.Entry != nil && folded[r.Entry.Stream]) {
				out.Records = append(out.Records, r)
			}
		}
	}
	if p := s.projects[id]; p != nil && sel.Heads {
		out.Streams = p.heads(sel.Doc)
	}
	journal.SortRecords(out.Records)
	return out, nil
}

// heads returns what is known of the streams of one document, or of all.
func (p *project) heads(doc annotate.DocID) []editor.StreamHead {
	var out []editor.StreamHead
	for at, s := range p.streams {
		if doc == "" || at.Doc == doc {
			out = append(out, editor.StreamHead{
				Stream: at, Entries: len(s.entries), Lamport: s.lamport, StandsFor: s.of, Standing: s.head,
			})
		}
	}
	slices.SortFunc(out, func(a, b editor.StreamHead) int { return a.Compare(b.Stream) })
	return out
}

// Open implements [editor.Journals].
func (s *Store) Open(ctx context.Context, id annotate.ProjectID, at journal.Stream, whole bool) (editor.Opened, error) {
	if err := ctx.Err(); err != nil {
		return editor.Opened{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out editor.Opened
	p := s.projects[id]
	if p == nil {
		return out, nil
	}
	for _, r := range p.recs {
		if r.Document != nil && r.Document.ID == at.Doc {
			out.Document = r.Document
		}
	}
	if st := p.streams[at]; st != nil {
		if !whole {
			out.Snapshot, out.Covers = st.shot, st.covers
		}
		out.Entries = slices.Clone(st.entries[out.Covers:])
		journal.Sort(out.Entries)
	}
	return out, nil
}

// Remember implements [editor.Journals].
func (s *Store) Remember(ctx context.Context, id annotate.ProjectID, memos ...editor.Memo) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.projects[id]
	if p == nil {
		return nil
	}
	for _, n := range memos {
		st := p.streams[n.Stream]
		if st == nil || n.Entries != len(st.entries) {
			continue
		}
		st.of, st.head = n.Entries, n.Standing
		if n.Snapshot != nil {
			st.covers, st.shot, st.worked = n.Entries, n.Snapshot, n.Worked
		}
	}
	return nil
}

// Append implements [editor.Journals].
func (s *Store) Append(ctx context.Context, id annotate.ProjectID, recs ...journal.Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, r := range recs {
		if _, err := journal.AppendRecord(nil, r); err != nil {
			return fmt.Errorf("project %q: %w", id, err)
		}
		switch {
		case id == "":
			return errors.New("a project without an id cannot be kept")
		case r.Project != nil && r.Project.ID != id:
			return fmt.Errorf("project %q: a record of project %q", id, r.Project.ID)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.projects[id]
	if p == nil {
		if s.projects == nil {
			s.projects = map[annotate.ProjectID]*project{}
		}
		p = &project{keys: map[string]bool{}, streams: map[journal.Stream]*stream{}}
		s.projects[id] = p
	}
	for _, r := range recs {
		if k := r.Key(); !p.keys[k] {
			p.keys[k] = true
			p.recs = append(p.recs, r)
			if r.Entry != nil {
				p.take(*r.Entry)
			}
		}
	}
	return nil
}

func (p *project) take(e journal.Entry) {
	st := p.streams[e.Stream]
	if st == nil {
		st = &stream{}
		p.streams[e.Stream] = st
	}
	st.entries = append(st.entries, e)
	st.lamport = max(st.lamport, e.Lamport)
}

// Forget drops all that was remembered, as a browser short of room may.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.projects {
		for _, st := range p.streams {
			st.of, st.head, st.covers, st.shot, st.worked = 0, journal.Standing{}, 0, nil, nil
		}
	}
}

// Search implements [editor.Journals].
func (s *Store) Search(ctx context.Context, p annotate.ProjectID, words []string) ([]annotate.DocID, error) {
	loaded, err := s.Load(ctx, p, editor.Selection{})
	return loaded.Having(words), err
}

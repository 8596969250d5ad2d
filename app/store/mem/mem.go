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
	keys map[string]bool
	recs []journal.Record
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
		for _, r := range p.recs {
			if r, ok := sel.Of(r); ok {
				out.Records = append(out.Records, r)
			}
		}
	}
	journal.SortRecords(out.Records)
	return out, nil
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
		p = &project{keys: map[string]bool{}}
		s.projects[id] = p
	}
	for _, r := range recs {
		if k := r.Key(); !p.keys[k] {
			p.keys[k] = true
			p.recs = append(p.recs, r)
		}
	}
	return nil
}

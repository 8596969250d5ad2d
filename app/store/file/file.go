// Package file keeps projects in a folder, each as a bundle that only ever grows at its end.
//
// A record is durable once Append returns: the file is synced, and a new file, or a batch of several records, is
// written beside the old one, synced and renamed over it, so that a crash leaves all of a batch or none. A lock file
// beside each bundle keeps two processes from writing at once. What cannot be read any more, from the first damaged
// line on, is moved to NAME.quarantine, where a person can look at it.
package file

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
)

// Ext is how the files' names end.
const Ext = ".galley.jsonl"

// A Store is an [editor.Journals] in a folder. It may be used from several goroutines, and several stores, in this
// process or others, may use one folder.
type Store struct {
	Dir    string        // made when it is first needed; "" is the current folder
	Limits bundle.Limits // of the files that are read

	mu    sync.Mutex
	known map[annotate.ProjectID]*known
}

// known is what the store knows of a file since it last read or wrote it.
type known struct {
	info os.FileInfo
	keys map[string]bool
}

var _ editor.Journals = (*Store)(nil)

// Path returns where project p is kept.
func (s *Store) Path(p annotate.ProjectID) string { return filepath.Join(s.Dir, fileName(p)+Ext) }

// fileName makes a name that every file system keeps apart from others: what is not a small letter, a digit, - or _
// is written as a percent sign and two hexadecimal digits.
func fileName(p annotate.ProjectID) string {
	var b strings.Builder
	for i := range len(p) {
		switch c := p[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '_':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}

// Projects implements [editor.Journals]. A file that is no bundle is an error.
func (s *Store) Projects(ctx context.Context) ([]annotate.Project, error) {
	files, err := os.ReadDir(cmp.Or(s.Dir, "."))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	var out []annotate.Project
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !strings.HasSuffix(f.Name(), Ext) {
			continue
		}
		c, err := s.read(filepath.Join(s.Dir, f.Name()))
		if err != nil {
			return nil, err
		}
		for _, r := range c.records {
			if r.Project != nil {
				out = append(out, *r.Project)
			}
		}
	}
	slices.SortFunc(out, func(a, b annotate.Project) int { return cmp.Compare(a.ID, b.ID) })
	return out, ctx.Err()
}

// Load implements [editor.Journals]. If the file is damaged, Load moves what cannot be read to NAME.quarantine.
func (s *Store) Load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	var out editor.Loaded
	err := s.locked(ctx, p, false, func(path string) error {
		c, err := s.read(path)
		if err != nil {
			return err
		}
		if c.damage != nil {
			if err := s.quarantine(path, c); err != nil {
				return err
			}
		}
		for _, r := range c.records {
			if r, ok := sel.Of(r); ok {
				out.Records = append(out.Records, r)
			}
		}
		if sel.Heads {
			out.Streams = heads(c.records, sel.Doc)
		}
		out.Quarantined, err = quarantined(path)
		return err
	})
	if err != nil {
		return editor.Loaded{}, err
	}
	journal.SortRecords(out.Records)
	return out, nil
}

// heads works the streams out of records: a file is read whole anyway.
func heads(recs []journal.Record, doc annotate.DocID) []editor.StreamHead {
	var out []editor.StreamHead
	for at, entries := range journal.Streams(journal.Entries(recs)) {
		if doc != "" && at.Doc != doc {
			continue
		}
		journal.Sort(entries)
		last := entries[len(entries)-1]
		out = append(out, editor.StreamHead{
			Stream: at, Entries: len(entries), Lamport: last.Lamport, StandsFor: len(entries), Standing: journal.StandingOf(entries),
		})
	}
	slices.SortFunc(out, func(a, b editor.StreamHead) int { return a.Compare(b.Stream) })
	return out
}

// Open implements [editor.Journals]. There is never a snapshot, since a file holds nothing that follows from the rest.
func (s *Store) Open(ctx context.Context, p annotate.ProjectID, at journal.Stream, _ bool) (editor.Opened, error) {
	loaded, err := s.Load(ctx, p, editor.Selection{Doc: at.Doc})
	out := editor.Opened{Quarantined: loaded.Quarantined}
	for _, r := range loaded.Records {
		if r.Document != nil {
			out.Document = r.Document
		}
	}
	out.Entries = journal.Streams(journal.Entries(loaded.Records))[at]
	return out, err
}

// Remember implements [editor.Journals] by forgetting: whoever opens a file works it out again.
func (s *Store) Remember(ctx context.Context, _ annotate.ProjectID, _ ...editor.Memo) error {
	return ctx.Err()
}

// Append implements [editor.Journals].
func (s *Store) Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error {
	for _, r := range recs {
		switch {
		case r.Key() == "":
			return fmt.Errorf("project %q: a record that says nothing", p)
		case r.Project != nil && r.Project.ID != p:
			return fmt.Errorf("project %q: a record of project %q", p, r.Project.ID)
		}
	}
	if len(recs) == 0 {
		return ctx.Err()
	}
	return s.locked(ctx, p, true, func(path string) error { return s.append(ctx, p, path, recs) })
}

func (s *Store) append(ctx context.Context, p annotate.ProjectID, path string, recs []journal.Record) error {
	k, err := s.keys(p, path)
	if err != nil {
		return err
	}
	var lines []byte
	n := 0
	added := map[string]bool{}
	for _, r := range recs {
		key := r.Key()
		if k.keys[key] || added[key] {
			continue
		}
		if lines, err = bundle.AppendLine(lines, r); err != nil {
			return err
		}
		added[key] = true
		n++
	}
	if err := ctx.Err(); err != nil || n == 0 {
		return err
	}
	if n == 1 && k.info != nil {
		err = extend(path, lines)
	} else {
		err = rewrite(path, lines)
	}
	if err != nil {
		delete(s.known, p)
		return err
	}
	for key := range added {
		k.keys[key] = true
	}
	k.info, err = os.Stat(path)
	s.known[p] = k
	return err
}

// keys returns what the file holds, reading it if someone else has changed it. info is nil if there is no file.
func (s *Store) keys(p annotate.ProjectID, path string) (*known, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &known{keys: map[string]bool{}}, nil
	}
	if err != nil {
		return nil, err
	}
	if k := s.known[p]; k != nil && k.info != nil && os.SameFile(k.info, info) && k.info.Size() == info.Size() {
		return k, nil
	}
	c, err := s.read(path)
	if err != nil {
		return nil, err
	}
	if c.damage != nil {
		if err := s.quarantine(path, c); err != nil {
			return nil, err
		}
	}
	k := &known{info: info, keys: make(map[string]bool, len(c.records))}
	for _, r := range c.records {
		k.keys[r.Key()] = true
	}
	return k, nil
}

// locked calls do with the path of project p while nobody else reads or writes it. Without create, and if there is
// no such project, it does nothing.
func (s *Store) locked(ctx context.Context, p annotate.ProjectID, create bool, do func(path string) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p == "" {
		return errors.New("a project without an id cannot be kept")
	}
	path := s.Path(p)
	if create {
		if err := os.MkdirAll(cmp.Or(s.Dir, "."), 0o777); err != nil {
			return err
		}
	} else if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[annotate.ProjectID]*known{}
	}
	unlock, err := lock(ctx, path+".lock")
	if err != nil {
		return err
	}
	defer unlock()
	return do(path)
}

// Search implements [editor.Journals].
func (s *Store) Search(ctx context.Context, p annotate.ProjectID, words []string) ([]annotate.DocID, error) {
	loaded, err := s.Load(ctx, p, editor.Selection{})
	return loaded.Having(words), err
}

//go:build js && wasm

// Package idb keeps journals in the browser's IndexedDB. It exists only as js/wasm; the port that it fills, and the
// conformance suite that it passes, are those of every store.
//
// A record is one value, the JSON that a bundle's line would hold, under "<project>\x00<record key>", so that adding it
// again changes nothing. A document is two: its head among the records, and its text with its blocks apart, so that a
// queue of thousands is read without a single article. Appending is one transaction with strict durability: Append
// returns when the browser says that it is on the disk.
package idb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"syscall/js"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// The object stores. web/idb.js makes them.
const (
	projects   = "projects"
	records    = "records"
	texts      = "texts"
	settings   = "settings"
	quarantine = "quarantine"
)

// A Store is one database.
type Store struct{ db, helper js.Value }

// Open opens the database of that name, and makes it when it is not there.
func Open(ctx context.Context, name string) (*Store, error) {
	helper := js.Global().Get("galleyStore")
	if helper.IsUndefined() {
		return nil, errors.New("idb.js was not loaded: the page is not whole")
	}
	if js.Global().Get("indexedDB").IsUndefined() {
		return nil, errors.New("this browser has no IndexedDB, so nothing could be kept: use a current browser outside private mode")
	}
	db, err := await(ctx, helper.Call("open", name))
	if err != nil {
		return nil, err
	}
	return &Store{db: db, helper: helper}, nil
}

// Projects implements [editor.Journals].
func (s *Store) Projects(ctx context.Context) ([]annotate.Project, error) {
	rows, err := s.all(ctx, projects, "")
	if err != nil {
		return nil, err
	}
	var out []annotate.Project
	for _, row := range rows {
		r, err := journal.ParseRecord([]byte(row.value))
		if err != nil || r.Project == nil {
			continue // Load tells of it
		}
		out = append(out, *r.Project)
	}
	return out, nil
}

// Load implements [editor.Journals].
func (s *Store) Load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	var loaded editor.Loaded
	rows, err := s.all(ctx, records, prefix(p))
	if err != nil {
		return loaded, err
	}
	if sel.Doc == "" {
		project, err := s.all(ctx, projects, string(p))
		if err != nil {
			return loaded, err
		}
		for _, row := range project {
			if row.key == string(p) {
				rows = append(rows, row)
			}
		}
	}
	full := map[string]string{}
	if !sel.Heads {
		of := prefix(p)
		if sel.Doc != "" {
			of = prefix(p) + (journal.Record{Document: &annotate.Document{ID: sel.Doc}}).Key()
		}
		bodies, err := s.all(ctx, texts, of)
		if err != nil {
			return loaded, err
		}
		for _, b := range bodies {
			full[b.key] = b.value
		}
	}
	for _, row := range rows {
		line := row.value
		if body, ok := full[row.key]; ok {
			line = body
		}
		r, err := journal.ParseRecord([]byte(line))
		if err != nil {
			key := strings.ReplaceAll(row.key, "\x00", "/")
			loaded.Quarantined = append(loaded.Quarantined, editor.Quarantine{Key: key, Reason: err.Error()})
			// Kept where it was, and once more apart; what cannot be copied is still where it was.
			_, _ = await(ctx, s.helper.Call("put", s.db, quarantine, row.key, row.value))
			continue
		}
		if r, ok := sel.Of(r); ok {
			loaded.Records = append(loaded.Records, r)
		}
	}
	journal.SortRecords(loaded.Records)
	return loaded, ctx.Err()
}

// Append implements [editor.Journals].
func (s *Store) Append(ctx context.Context, p annotate.ProjectID, recs ...journal.Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	rows := js.Global().Get("Array").New()
	add := func(store, key string, r journal.Record) error {
		line, err := journal.AppendRecord(nil, r)
		if err != nil {
			return fmt.Errorf("%s: %w", r.Key(), err)
		}
		rows.Call("push", js.ValueOf([]any{store, key, string(line)}))
		return nil
	}
	if p == "" {
		return errors.New("a project without an id cannot be kept")
	}
	for _, r := range recs {
		if r.Project != nil && r.Project.ID != p {
			return fmt.Errorf("project %q: a record of project %q", p, r.Project.ID)
		}
		key := prefix(p) + r.Key()
		var err error
		switch {
		case r.Project != nil:
			err = add(projects, string(p), r)
		case r.Document != nil:
			head := *r.Document
			head.Text, head.Blocks = annotate.Text{}, nil
			if err = add(records, key, journal.Record{Document: &head}); err == nil {
				err = add(texts, key, r)
			}
		default:
			err = add(records, key, r)
		}
		if err != nil {
			return err
		}
	}
	if rows.Length() == 0 {
		return nil
	}
	_, err := await(ctx, s.helper.Call("add", s.db, rows))
	return err
}

// Settings returns what SaveSettings kept, or the zero value.
func (s *Store) Settings(ctx context.Context) (editor.Settings, error) {
	var out editor.Settings
	v, err := await(ctx, s.helper.Call("get", s.db, settings, "page"))
	if err != nil || v.Type() != js.TypeString {
		return out, err
	}
	return out, json.Unmarshal([]byte(v.String()), &out)
}

// SaveSettings keeps what this browser remembers of its person.
func (s *Store) SaveSettings(ctx context.Context, set editor.Settings) error {
	data, err := json.Marshal(set)
	if err != nil {
		return err
	}
	_, err = await(ctx, s.helper.Call("put", s.db, settings, "page", string(data)))
	return err
}

func prefix(p annotate.ProjectID) string { return string(p) + "\x00" }

type row struct{ key, value string }

// all reads the rows of a store whose keys begin with prefix.
func (s *Store) all(ctx context.Context, store, prefix string) ([]row, error) {
	v, err := await(ctx, s.helper.Call("all", s.db, store, prefix))
	if err != nil {
		return nil, err
	}
	rows := make([]row, 0, v.Length()/2)
	for i := 0; i+1 < v.Length(); i += 2 {
		rows = append(rows, row{v.Index(i).String(), v.Index(i + 1).String()})
	}
	return rows, nil
}

// await waits for a promise. The error is what it was rejected with, in words, or the context's.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type result struct {
		v   js.Value
		err error
	}
	done := make(chan result, 1)
	var ok, bad js.Func
	ok = js.FuncOf(func(_ js.Value, args []js.Value) any {
		var v js.Value
		if len(args) > 0 {
			v = args[0]
		}
		done <- result{v: v}
		return nil
	})
	bad = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- result{err: errorOf(args[0])}
		return nil
	})
	defer ok.Release()
	defer bad.Release()
	promise.Call("then", ok, bad)
	// The functions must live until the promise has settled, so a context that ends meanwhile is looked at afterwards.
	r := <-done
	if r.err == nil && ctx.Err() != nil {
		return r.v, ctx.Err()
	}
	return r.v, r.err
}

// errorOf turns what a promise was rejected with into words that say what to do.
func errorOf(v js.Value) error {
	if v.Type() != js.TypeObject {
		return errors.New("the browser's store failed and did not say why")
	}
	name, message := v.Get("name").String(), v.Get("message").String()
	switch name {
	case "QuotaExceededError":
		return errors.New("the disk space that this browser grants is used up: save the project as a bundle, then make room")
	case "InvalidStateError":
		return errors.New("the store was closed by a newer version of the desk: reload the page")
	}
	return fmt.Errorf("%s: %s", name, message)
}

//go:build js && wasm

// Package idb keeps journals in the browser's IndexedDB. It exists only as js/wasm; the port that it fills, and the
// conformance suite that it passes, are those of every store.
//
// A record is one value, the JSON that a bundle's line would hold, under "<project>\x00<record key>", so that adding it
// again changes nothing. A document is two: its head among the records, and its text with its blocks apart, so that a
// queue of thousands is read without a single article. An entry lies in a store of its own, numbered within its stream
// as it came, so that a document is opened by its snapshot and the entries after a number. Appending is one transaction
// with strict durability: Append returns when the browser says that it is on the disk.
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

// The object stores. web/idb.js makes them, and two that only it knows: streams, with what is known of each stream, and
// snapshots.
const (
	projects   = "projects"
	records    = "records"
	texts      = "texts"
	entries    = "entries"
	settings   = "settings"
	quarantine = "quarantine"
)

// A Store is one database.
type Store struct {
	db, helper js.Value
	reading    bool // nothing is changed, and what cannot be read is only told of
	expect     func(entries, snapshots int)
}

// A Reader reads projects of the database of that name and changes nothing. It opens the database for each reading and
// closes it again, so that a page which wants to change it need not wait.
type Reader struct {
	Name string

	// Expect is told how many bytes of entries and of snapshots are about to be read, before that takes memory; nil: nobody
	// needs to know.
	Expect func(entries, snapshots int)
}

// Load is as in [editor.Journals], except that what could not be read is told, and not kept once more apart.
func (r Reader) Load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	s, err := Open(ctx, r.Name)
	if err != nil {
		return editor.Loaded{}, err
	}
	defer s.db.Call("close")
	s.reading, s.expect = true, r.Expect
	return s.Load(ctx, p, sel)
}

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
	of := prefix(p)
	if sel.Doc != "" {
		of += docKey(sel.Doc)
	}
	rows, err := s.all(ctx, records, of)
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
	if !sel.Heads {
		if err := s.texts(ctx, rows, of); err != nil {
			return loaded, err
		}
		var more []row
		if sel.Folded && sel.Doc == "" {
			more, loaded.Shots, err = s.folded(ctx, p)
		} else {
			more, err = s.history(ctx, p, sel.Doc)
		}
		if err != nil {
			return loaded, err
		}
		rows = append(rows, more...)
	} else if loaded.Streams, err = s.heads(ctx, p, sel.Doc); err != nil {
		return loaded, err
	}
	var parser journal.Parser
	for _, row := range rows {
		r, err := parser.Parse([]byte(row.value))
		if err != nil {
			loaded.Quarantined = append(loaded.Quarantined, s.putAside(ctx, row, err))
			continue
		}
		if r, ok := sel.Of(r); ok {
			loaded.Records = append(loaded.Records, r)
		}
	}
	journal.SortRecords(loaded.Records)
	return loaded, ctx.Err()
}

// texts puts the articles' texts in the place of their heads.
func (s *Store) texts(ctx context.Context, rows []row, of string) error {
	bodies, err := s.all(ctx, texts, of)
	if err != nil {
		return err
	}
	full := make(map[string]string, len(bodies))
	for _, b := range bodies {
		full[b.key] = b.value
	}
	for i, row := range rows {
		if body, ok := full[row.key]; ok {
			rows[i].value = body
		}
	}
	return nil
}

// history reads the entries of a project, or of one document.
func (s *Store) history(ctx context.Context, p annotate.ProjectID, doc annotate.DocID) ([]row, error) {
	from := prefix(p)
	if doc != "" {
		from += string(doc) + "\x00"
	}
	v, err := await(ctx, s.helper.Call("history", s.db, from, doc != ""))
	if err != nil {
		return nil, err
	}
	s.told(v, 0)
	return rowsOf(v), nil
}

// folded reads the streams of a project: snapshots that stand for all of one, and the entries of the others.
func (s *Store) folded(ctx context.Context, p annotate.ProjectID) ([]row, []editor.Shot, error) {
	v, err := await(ctx, s.helper.Call("folded", s.db, prefix(p)))
	if err != nil {
		return nil, nil, err
	}
	array := v.Get("data")
	s.told(v.Get("rest"), array.Length())
	var known struct {
		Keys  []string
		At    []int64
		Sizes []int
	}
	if err := json.Unmarshal([]byte(v.Get("shots").String()), &known); err != nil {
		return nil, nil, err
	}
	data := make([]byte, array.Length())
	js.CopyBytesToGo(data, array)
	shots := make([]editor.Shot, len(known.Keys))
	for i, key := range known.Keys {
		n := known.Sizes[i]
		shots[i] = editor.Shot{Stream: streamOf(key), At: known.At[i], Data: data[:n:n]}
		data = data[n:]
	}
	return rowsOf(v.Get("rest")), shots, nil
}

// told tells what is about to be read: entries as lines, in UTF-16 units, which is near enough, and so many bytes of snapshots.
func (s *Store) told(lines js.Value, snapshots int) {
	if s.expect != nil {
		s.expect(lines.Get("size").Int(), snapshots)
	}
}

// heads reads what is known of the streams of a document, or of all.
func (s *Store) heads(ctx context.Context, p annotate.ProjectID, doc annotate.DocID) ([]editor.StreamHead, error) {
	of := prefix(p)
	if doc != "" {
		of += string(doc) + "\x00"
	}
	v, err := await(ctx, s.helper.Call("heads", s.db, of))
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Key                    string
		Count, Lamport, Stands int
		Standing               journal.Standing
	}
	if err := json.Unmarshal([]byte(v.String()), &rows); err != nil {
		return nil, err
	}
	out := make([]editor.StreamHead, len(rows))
	for i, r := range rows {
		out[i] = editor.StreamHead{Stream: streamOf(r.Key), Entries: r.Count, Lamport: r.Lamport, StandsFor: r.Stands, Standing: r.Standing}
	}
	return out, nil
}

// Open implements [editor.Journals].
func (s *Store) Open(ctx context.Context, p annotate.ProjectID, at journal.Stream, whole bool) (editor.Opened, error) {
	var out editor.Opened
	key := prefix(p) + docKey(at.Doc)
	v, err := await(ctx, s.helper.Call("opened", s.db, key, streamKey(p, at), whole))
	if err != nil {
		return out, err
	}
	var parser journal.Parser
	read := func(row row) (r journal.Record) {
		r, err := parser.Parse([]byte(row.value))
		if err != nil {
			out.Quarantined = append(out.Quarantined, s.putAside(ctx, row, err))
		}
		return r
	}
	if text := v.Get("text"); !text.IsUndefined() {
		out.Document = read(row{key: key, value: text.String()}).Document
	}
	if data := v.Get("snapshot"); data.InstanceOf(js.Global().Get("Uint8Array")) {
		out.Covers, out.Snapshot = v.Get("covers").Int(), make([]byte, data.Length())
		js.CopyBytesToGo(out.Snapshot, data)
	}
	rows := rowsOf(v.Get("tail"))
	out.Entries = make([]journal.Entry, 0, len(rows))
	for _, row := range rows {
		if r := read(row); r.Entry != nil {
			out.Entries = append(out.Entries, *r.Entry)
		}
	}
	journal.Sort(out.Entries)
	return out, ctx.Err()
}

// Search implements [editor.Journals]. The browser's own search for a string in memory is what makes it quick: see
// web/idb.js.
func (s *Store) Search(ctx context.Context, p annotate.ProjectID, words []string) ([]annotate.DocID, error) {
	asked := make([]any, len(words))
	for i, w := range words {
		asked[i] = w
	}
	v, err := await(ctx, s.helper.Call("search", s.db, prefix(p)+"d/", asked))
	if err != nil {
		return nil, err
	}
	found := make([]annotate.DocID, v.Length())
	for i := range found {
		found[i] = annotate.DocID(v.Index(i).String())
	}
	return found, ctx.Err()
}

// Remember implements [editor.Journals].
func (s *Store) Remember(ctx context.Context, p annotate.ProjectID, memos ...editor.Memo) error {
	rows := js.Global().Get("Array").New()
	for _, m := range memos {
		standing, err := json.Marshal(m.Standing)
		if err != nil {
			return err
		}
		row := js.ValueOf([]any{streamKey(p, m.Stream), m.Entries, string(standing)})
		if m.Snapshot != nil {
			data := js.Global().Get("Uint8Array").New(len(m.Snapshot))
			js.CopyBytesToJS(data, m.Snapshot)
			row.Call("push", data)
			if m.Worked != nil {
				row.Call("push", *m.Worked)
			}
		}
		rows.Call("push", row)
	}
	_, err := await(ctx, s.helper.Call("remember", s.db, rows))
	return err
}

// putAside keeps what cannot be read once more apart; what cannot be copied is still where it was.
func (s *Store) putAside(ctx context.Context, r row, why error) editor.Quarantine {
	if !s.reading {
		_, _ = await(ctx, s.helper.Call("put", s.db, quarantine, r.name(), r.value))
	}
	return editor.Quarantine{Key: strings.ReplaceAll(r.name(), "\x00", "/"), Reason: why.Error()}
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
		row := []any{store, key, string(line)}
		if e := r.Entry; e != nil {
			row = append(row, streamKey(p, e.Stream), e.Lamport)
		}
		rows.Call("push", js.ValueOf(row))
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
		case r.Entry != nil:
			err = add(entries, key, r)
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

func docKey(id annotate.DocID) string {
	return journal.Record{Document: &annotate.Document{ID: id}}.Key()
}

func streamKey(p annotate.ProjectID, s journal.Stream) string {
	return prefix(p) + string(s.Doc) + "\x00" + string(s.Layer)
}

// streamOf returns what streamKey made a key of.
func streamOf(key string) journal.Stream {
	parts := strings.SplitN(key, "\x00", 3)
	return journal.Stream{Doc: annotate.DocID(parts[1]), Layer: annotate.Annotator(parts[2])}
}

// A row is a value and its key, or where its key stands: asking for that is a crossing, which only damage is worth.
type row struct {
	key, value string
	keys       js.Value
	at         int
}

func (r row) name() string {
	if r.key == "" {
		return r.keys.Index(r.at).String()
	}
	return r.key
}

// rowsOf takes apart what idb.js calls lines.
func rowsOf(v js.Value) []row {
	keys := v.Get("keys")
	n := keys.Length()
	rows := make([]row, 0, n)
	for line := range strings.SplitSeq(v.Get("text").String(), "\n") {
		if len(rows) < n {
			rows = append(rows, row{value: line, keys: keys, at: len(rows)})
		}
	}
	return rows
}

// all reads the rows of a store whose keys begin with prefix.
func (s *Store) all(ctx context.Context, store, prefix string) ([]row, error) {
	v, err := await(ctx, s.helper.Call("all", s.db, store, prefix))
	if err != nil {
		return nil, err
	}
	rows := make([]row, 0, v.Length()/2)
	for i := 0; i+1 < v.Length(); i += 2 {
		rows = append(rows, row{key: v.Index(i).String(), value: v.Index(i + 1).String()})
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

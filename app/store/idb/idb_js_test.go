//go:build js && wasm

package idb

import (
	"reflect"
	"strconv"
	"strings"
	"syscall/js"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/storetest"
)

// These run in a real browser only: the journeys compile them, serve them with idb.js and read what they print.

func open(t *testing.T) editor.Journals {
	t.Helper()
	s, err := Open(t.Context(), "test:"+t.Name())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, open)
}

func TestDamaged(t *testing.T) {
	for _, damage := range []string{"torn", "empty", "two lines", "not text"} {
		t.Run(damage, func(t *testing.T) {
			storetest.RunDamaged(t, open, func(t *testing.T, p annotate.ProjectID, key string) {
				s := open(t).(*Store)
				v, err := await(t.Context(), s.helper.Call("get", s.db, entries, prefix(p)+key))
				if err != nil || v.Type() != js.TypeObject {
					t.Fatalf("%s is not there: %v", key, err)
				}
				line := v.Get("line").String()
				v.Set("line", map[string]any{"torn": line[:len(line)/2], "empty": "", "two lines": line + "\n" + line, "not text": 7}[damage])
				if _, err := await(t.Context(), s.helper.Call("put", s.db, entries, prefix(p)+key, v)); err != nil {
					t.Fatal(err)
				}
			})
			s := open(t).(*Store)
			kept, err := s.all(t.Context(), quarantine, prefix("p"))
			if err != nil || len(kept) != 1 || !strings.HasSuffix(kept[0].key, "e/ana/2") {
				t.Errorf("the damaged record is not kept apart: %v, %v", kept, err)
			}
		})
	}
}

// A Reader has what a page's store has, sees what came since, and changes nothing.
func TestReader(t *testing.T) {
	s, r := open(t).(*Store), Reader{Name: "test:" + t.Name()}
	clock := journal.Clock{Actor: "ana"}
	for n := range 2 {
		doc := annotate.NewDocument(annotate.DocID("d"+strconv.Itoa(n)), "", annotate.NewText("Ferries run 🙂 again.\n"))
		e := clock.Next(journal.Stream{Doc: doc.ID, Layer: "ana"}, 1, annotate.Tx{
			annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 7}}}},
		})
		recs := []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk"}}, {Document: &doc}, {Entry: &e}}
		if err := s.Append(t.Context(), "p", recs...); err != nil {
			t.Fatal(err)
		}
		for _, sel := range []editor.Selection{{}, {Heads: true}, {Doc: doc.ID}} {
			want, err := s.Load(t.Context(), "p", sel)
			got, bad := r.Load(t.Context(), "p", sel)
			if err != nil || bad != nil || len(got.Records) == 0 || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v: read %+v (%v), the store has %+v (%v)", sel, got, bad, want, err)
			}
		}
	}
	if _, err := await(t.Context(), s.helper.Call("put", s.db, records, prefix("p")+"d/d0", "{")); err != nil {
		t.Fatal(err)
	}
	got, err := r.Load(t.Context(), "p", editor.Selection{Heads: true})
	kept, bad := s.all(t.Context(), quarantine, prefix("p"))
	if err != nil || bad != nil || len(got.Quarantined) != 1 || len(kept) != 0 {
		t.Errorf("damage: told %v, kept apart %v, %v, %v", got.Quarantined, kept, err, bad)
	}
}

func TestSettings(t *testing.T) {
	s := open(t).(*Store)
	none, err := s.Settings(t.Context())
	if err != nil || none.Name != "" {
		t.Errorf("before anything was kept: %+v, %v", none, err)
	}
	want := editor.Settings{Name: "Ana", Doc: "d1", Theme: editor.DarkTheme, List: true, Keys: map[string]string{"label:claim": "x"}}
	if err := s.SaveSettings(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t).(*Store).Settings(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

// A store that an older version of the desk has filled, entries among the records, opens with all that is in it.
func TestOlderVersion(t *testing.T) {
	global := js.Global()
	opened := make(chan js.Value, 1)
	request := global.Get("indexedDB").Call("open", "test:"+t.Name(), 1)
	upgrade := js.FuncOf(func(js.Value, []js.Value) any {
		for _, name := range []string{projects, records, texts, settings, quarantine} {
			request.Get("result").Call("createObjectStore", name)
		}
		return nil
	})
	ready := js.FuncOf(func(js.Value, []js.Value) any { opened <- request.Get("result"); return nil })
	request.Set("onupgradeneeded", upgrade)
	request.Set("onsuccess", ready)
	db := <-opened
	tx := db.Call("transaction", records, "readwrite")
	put := func(key, line string) { tx.Call("objectStore", records).Call("put", line, "p\x00"+key) }
	put("e/ana/2", `{"entry":{"actor":"ana","seq":2,"lamport":5,"time":0,"doc":"d1","layer":"ana","tx":[]}}`)
	put("e/ana/1", `{"entry":{"actor":"ana","seq":1,"lamport":1,"time":0,"doc":"d1","tx":[]}}`)
	put("e/ben/1", `{"entry":{"act`)
	done := make(chan bool, 1)
	tx.Set("oncomplete", js.FuncOf(func(js.Value, []js.Value) any { done <- true; return nil }))
	<-done
	db.Call("close")

	for range 2 {
		s := open(t)
		got, err := s.Load(t.Context(), "p", editor.Selection{})
		if err != nil || len(got.Records) != 2 || len(got.Quarantined) != 1 || got.Quarantined[0].Key != "p/e/ben/1" {
			t.Fatalf("read %d entries and %v, %v", len(got.Records), got.Quarantined, err)
		}
		heads, err := s.Load(t.Context(), "p", editor.Selection{Heads: true})
		if err != nil || len(heads.Streams) != 2 || heads.Streams[1].Entries != 1 || heads.Streams[1].Lamport != 5 {
			t.Fatalf("the streams are %+v, %v", heads.Streams, err)
		}
	}
}

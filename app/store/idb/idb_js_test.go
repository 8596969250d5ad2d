//go:build js && wasm

package idb

import (
	"reflect"
	"strings"
	"syscall/js"
	"testing"

	"galley/annotate"
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
	for _, damage := range []string{"torn", "empty", "not text"} {
		t.Run(damage, func(t *testing.T) {
			storetest.RunDamaged(t, open, func(t *testing.T, p annotate.ProjectID, key string) {
				s := open(t).(*Store)
				v, err := await(t.Context(), s.helper.Call("get", s.db, records, prefix(p)+key))
				if err != nil || v.Type() != js.TypeString {
					t.Fatalf("%s is not there: %v", key, err)
				}
				spoilt := map[string]any{"torn": v.String()[:len(v.String())/2], "empty": "", "not text": 7}[damage]
				if _, err := await(t.Context(), s.helper.Call("put", s.db, records, prefix(p)+key, spoilt)); err != nil {
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

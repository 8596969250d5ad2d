package file_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/file"
	"galley/app/store/storetest"
)

// opener returns what opens stores in one folder for each test.
func opener() (open func(t *testing.T) editor.Journals, store func(t *testing.T) *file.Store) {
	dirs := map[string]string{}
	store = func(t *testing.T) *file.Store {
		if dirs[t.Name()] == "" {
			dirs[t.Name()] = t.TempDir()
		}
		return &file.Store{Dir: dirs[t.Name()]}
	}
	return func(t *testing.T) editor.Journals { return store(t) }, store
}

func TestStore(t *testing.T) {
	open, _ := opener()
	storetest.Run(t, open)
}

func TestDamaged(t *testing.T) {
	for _, damage := range []string{"torn", "zeros", "wrong"} {
		t.Run(damage, func(t *testing.T) {
			open, store := opener()
			storetest.RunDamaged(t, open, func(t *testing.T, p annotate.ProjectID, key string) {
				path := store(t).Path(p)
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				all := bytes.SplitAfter(data, []byte("\n"))
				for i, line := range all {
					if rec, err := journal.ParseRecord(line); err == nil && rec.Key() == key {
						switch damage {
						case "torn":
							all[i] = line[:len(line)/2]
						case "zeros":
							all[i] = make([]byte, len(line))
						case "wrong":
							all[i] = bytes.Replace(line, []byte(`"end":7`), []byte(`"end":7000`), 1)
						}
					}
				}
				if err := os.WriteFile(path, bytes.Join(all, nil), 0o644); err != nil {
					t.Fatal(err)
				}
			})
			kept, err := os.ReadFile(store(t).Path("p") + ".quarantine")
			if err != nil || len(kept) < 20 {
				t.Errorf("the damaged part is not kept: %q, %v", kept, err)
			}
		})
	}
}

// A file whose last line lacks its end is whole; the next record must not run into it.
func TestNoLineEnd(t *testing.T) {
	s := &file.Store{Dir: t.TempDir()}
	rec := func(seq int) journal.Record {
		return journal.Record{Entry: &journal.Entry{Ref: journal.Ref{Actor: "ana", Seq: seq}, Lamport: seq, Tx: annotate.Tx{}}}
	}
	if err := s.Append(t.Context(), "p", rec(1)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.Path("p"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Path("p"), bytes.TrimSpace(data), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), "p", rec(2)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Load(t.Context(), "p", editor.Selection{})
	if err != nil || len(got.Records) != 2 || len(got.Quarantined) != 0 {
		t.Errorf("got %d records, %v, %v", len(got.Records), got.Quarantined, err)
	}
}

func TestNewerVersionIsLeftAlone(t *testing.T) {
	s := &file.Store{Dir: t.TempDir()}
	newer := []byte(strings.Replace(bundle.Header, "1}", "2}", 1) + "{\"what\":1}\n")
	if err := os.WriteFile(s.Path("p"), newer, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := s.Load(t.Context(), "p", editor.Selection{})
	if err == nil || !strings.Contains(err.Error(), "p.galley.jsonl:1: version: this bundle is of version 2") {
		t.Errorf("load: %v", err)
	}
	if err := s.Append(t.Context(), "p", journal.Record{Project: &annotate.Project{ID: "p"}}); err == nil {
		t.Error("append: no error")
	}
	if got, _ := os.ReadFile(s.Path("p")); !bytes.Equal(got, newer) {
		t.Errorf("the file was changed to %q", got)
	}
}

package bundle_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"

	"github.com/google/go-cmp/cmp"
)

func indexed(t *testing.T, data []byte) *bundle.Index {
	t.Helper()
	x, err := bundle.NewIndex("desk", bytes.NewReader(data), int64(len(data)), bundle.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// What an index gives one document at a time is what the bundle holds, in whatever order its lines stand and however they
// end.
func TestIndex(t *testing.T) {
	recs := desk()
	var b bytes.Buffer
	if err := bundle.Write(&b, recs); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	turned := slices.Clone(lines[1:])
	slices.Reverse(turned)
	for name, data := range map[string]string{
		"as written": b.String(), "turned round": lines[0] + strings.Join(turned, ""), "with CRLF": strings.ReplaceAll(b.String(), "\n", "\r\n"),
		"without a last line end": strings.TrimSuffix(b.String(), "\n"), "with an empty line": lines[0] + "\n" + strings.Join(lines[1:], ""),
	} {
		x := indexed(t, []byte(data))
		got := slices.Clone(x.Records)
		for _, h := range x.Documents() {
			doc, entries, err := x.Load(h.ID)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, journal.Record{Document: &doc})
			for _, l := range append([]annotate.Annotator{""}, h.Layers...) {
				for _, e := range entries(l) {
					got = append(got, journal.Record{Entry: &e})
				}
			}
		}
		if x.Len() != len(recs) || x.Damage != nil {
			t.Errorf("%s: %d records, damage %v", name, x.Len(), x.Damage)
		}
		var again bytes.Buffer
		if err := bundle.Write(&again, got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(b.String(), again.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if d := cmp.Diff([]annotate.Annotator{"ana", ""}, x.Began()); d != "" {
			t.Errorf("%s: began (-want +got):\n%s", name, d)
		}
	}
}

// A file that changes meanwhile is told of, and what is wrong with a bundle is told as Read tells it.
func TestIndexFails(t *testing.T) {
	var b bytes.Buffer
	if err := bundle.Write(&b, desk()); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	x := indexed(t, data)
	if _, _, err := x.Load("none"); !errors.Is(err, annotate.ErrNotFound) {
		t.Errorf("no such document: %v", err)
	}
	for i := range data {
		data[i] = 'x'
	}
	if _, _, err := x.Load("harbour"); err == nil || !strings.Contains(err.Error(), "desk: it has changed while it was read") {
		t.Errorf("changed: %v", err)
	}
	for _, bad := range []string{"", "{}\n", bundle.Header + `{"project":{}}` + "\n", bundle.Header + b.String(), bundle.Header + "{\n"} {
		want, werr := bundle.Read("desk", strings.NewReader(bad), bundle.Limits{})
		got, gerr := bundle.NewIndex("desk", strings.NewReader(bad), int64(len(bad)), bundle.Limits{})
		switch {
		case (werr == nil) != (gerr == nil) || werr != nil && werr.Error() != gerr.Error():
			t.Errorf("%.40q: %v, and Read says %v", bad, gerr, werr)
		case werr == nil:
			if d := cmp.Diff(want.Damage, got.Damage); d != "" {
				t.Errorf("%.40q: damage (-Read +NewIndex):\n%s", bad, d)
			}
		}
	}
}

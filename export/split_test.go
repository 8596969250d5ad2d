package export_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// story is an invented article; take changes it as an update does.
func story(n, take int) string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "The council of town %d met on day %d to talk about bridge number %d and road %d. ", n, i, n*31+i, n*17+i)
	}
	if take > 0 {
		fmt.Fprintf(&b, "UPDATE %d: the mayor of town %d said more would follow. ", take, n)
	}
	return b.String()
}

func wire(takes []int, labels []annotate.Label) []journal.Record {
	var recs []journal.Record
	c := journal.Clock{Actor: "page"}
	for n, most := range takes {
		for take := range most {
			doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("s%02d-%d", n, take)), "", annotate.NewText(story(n, take)))
			doc.Order = take*100 + n
			recs = append(recs, journal.Record{Document: &doc})
			e := c.Next(journal.Stream{Doc: doc.ID, Layer: "ana"}, 1, annotate.Tx{
				annotate.AddSpan{Span: annotate.Span{ID: "a", Label: labels[n%len(labels)], Ranges: ranges(0, 3)}},
			})
			recs = append(recs, journal.Record{Entry: &e})
		}
	}
	return recs
}

func TestDealKeepsStoriesTogether(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		takes := rapid.SliceOfN(rapid.IntRange(1, 4), 3, 25).Draw(rt, "takes")
		recs := wire(takes, []annotate.Label{"claim", "claim", "source"})
		o := export.SplitOptions{Train: 8, Validation: 1, Test: 1, Seed: rapid.Uint64().Draw(rt, "seed")}
		s, err := export.Deal(export.Job{Records: recs}, o)
		if err != nil {
			rt.Fatal(err)
		}
		if s.Stories != len(takes) {
			rt.Fatalf("%d stories, want %d", s.Stories, len(takes))
		}
		part := map[string]export.SplitName{}
		for _, d := range s.Documents {
			n, _, _ := strings.Cut(string(d.ID), "-")
			if p, ok := part[n]; ok && p != d.Split {
				rt.Fatalf("story %s lies in %s and in %s", n, p, d.Split)
			}
			part[n] = d.Split
		}
		again, err := export.Deal(export.Job{Records: recs}, o)
		if err != nil {
			rt.Fatal(err)
		}
		if d := cmp.Diff(s, again); d != "" {
			rt.Fatalf("another split of the same documents (-first +second):\n%s", d)
		}
	})
}

// A hundred stories of two labels, one of them rare: every part has its share of both.
func TestDealStratifies(t *testing.T) {
	takes := make([]int, 100)
	for i := range takes {
		takes[i] = 1
	}
	labels := []annotate.Label{"source", "claim", "claim", "claim", "claim", "claim", "claim", "claim", "claim", "claim"}
	recs := wire(takes, labels)
	s, err := export.Deal(export.Job{Records: recs}, export.SplitOptions{Train: 60, Validation: 20, Test: 20, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, d := range s.Documents {
		var n, take int
		fmt.Sscanf(string(d.ID), "s%d-%d", &n, &take)
		got[fmt.Sprintf("%s %s", d.Split, labels[n%10])]++
	}
	want := map[string]int{"train claim": 54, "train source": 6, "validation claim": 18, "validation source": 2, "test claim": 18, "test source": 2}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	other, err := export.Deal(export.Job{Records: recs}, export.SplitOptions{Train: 60, Validation: 20, Test: 20, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(s.Documents, other.Documents) {
		t.Error("another seed makes no other split")
	}
}

func TestSplitExports(t *testing.T) {
	recs := wire([]int{2, 1, 3, 1, 1, 1, 1, 1, 1, 1}, []annotate.Label{"claim"})
	s, err := export.Deal(export.Job{Records: recs}, export.SplitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	job := export.Job{Records: recs, Options: export.Options{Splits: s}}
	m, _ := exported(t, export.JSONL, job)
	if d := cmp.Diff([]string{"train.jsonl", "validation.jsonl", "test.jsonl"}, m.Names); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, name := range m.Names {
		want := 0
		for _, d := range s.Documents {
			if string(d.Split)+".jsonl" == name {
				want++
			}
		}
		if got := strings.Count(string(m.Bytes(name)), "\n"); got != want {
			t.Errorf("%s has %d records, want %d", name, got, want)
		}
	}
	late := annotate.NewDocument("late", "", annotate.NewText("Late."))
	job.Records = append(recs, journal.Record{Document: &late})
	if _, err := export.JSONL.Export(new(export.Memory), "x", job); err == nil || !strings.Contains(err.Error(), `document "late" is in no part of the split`) {
		t.Errorf("got %v", err)
	}
}

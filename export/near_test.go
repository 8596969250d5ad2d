package export_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"
)

// desks is n articles as agencies send them: most told once, every fourth story sent again, as a take with another lead, as
// one that was cut, and as one written through; all end with the same lines of the house. The id says which story it is.
func desks(n int) []journal.Record {
	rng := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 4000)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", i)
	}
	paragraph := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteByte(' ')
		}
		return b.String() + "\n\n"
	}
	const house = "The Harbour Wire is an invented agency of invented people who write of invented harbours for tests alone.\n"
	var recs []journal.Record
	c := journal.Clock{Actor: "page"}
	labels := []annotate.Label{"claim", "claim", "claim", "source", "caption"}
	for story := 0; len(recs) < 2*n; story++ {
		var body []string
		for range 6 {
			body = append(body, paragraph(40))
		}
		takes := []string{strings.Join(body, "")}
		if story%4 == 0 {
			takes = append(takes,
				paragraph(25)+strings.Join(body[1:], ""),
				strings.Join(body[:4], ""),
				strings.Join(body, "")+paragraph(60)+paragraph(60))
		}
		for take, text := range takes {
			if len(recs) == 2*n {
				break
			}
			doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("%d-%d", story, take)), "", annotate.NewText(text+house))
			doc.Order = rng.IntN(1 << 30)
			e := c.Next(journal.Stream{Doc: doc.ID, Layer: "ana"}, 1, annotate.Tx{
				annotate.AddSpan{Span: annotate.Span{ID: "a", Label: labels[story%len(labels)], Ranges: ranges(0, 2)}},
			})
			recs = append(recs, journal.Record{Document: &doc}, journal.Record{Entry: &e})
		}
	}
	return recs
}

// Of ten thousand articles every story is found, whole, and none that is not one; every part gets its share of every label.
func TestDealTenThousand(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1000 // under the race detector, and in the browser's Go
	}
	s, err := export.Deal(export.Job{Records: desks(n)}, export.SplitOptions{Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	number, parts := map[string]int{}, map[int]export.SplitName{}
	counts := map[export.SplitName]int{}
	rare := map[export.SplitName]int{}
	of := map[int]string{}
	for _, d := range s.Documents {
		story, _, _ := strings.Cut(string(d.ID), "-")
		if was, ok := number[story]; ok && was != d.Story {
			t.Fatalf("story %s is taken for two", story)
		}
		if was, ok := of[d.Story]; ok && was != story {
			t.Fatalf("stories %s and %s are taken for one", was, story)
		}
		if was, ok := parts[d.Story]; ok && was != d.Split {
			t.Fatalf("story %s lies in %s and in %s", story, was, d.Split)
		}
		number[story], of[d.Story], parts[d.Story] = d.Story, story, d.Split
		counts[d.Split]++
		var at int
		fmt.Sscan(story, &at)
		if at%5 == 4 {
			rare[d.Split]++
		}
	}
	all := rare[export.Train] + rare[export.Validation] + rare[export.Test]
	for name, share := range map[export.SplitName]float64{export.Train: 0.8, export.Validation: 0.1, export.Test: 0.1} {
		if got, want := float64(counts[name]), share*float64(n); got < want-4 || got > want+4 {
			t.Errorf("%s has %v documents, want %v", name, got, want)
		}
		if got, want := float64(rare[name]), share*float64(all); got < want-4 || got > want+4 {
			t.Errorf("%s has %v captions, want %v", name, got, want)
		}
	}
	if s.Seed != 7 || len(s.Documents) != n {
		t.Errorf("seed %d, %d documents", s.Seed, len(s.Documents))
	}
}

// A template that is filled in ten thousand times is the worst that can come: all are somewhat alike.
func templated(n int) []journal.Record {
	var recs []journal.Record
	for i := range n {
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprint(i)), "", annotate.NewText(fmt.Sprintf(
			"Numbers drawn in the lottery of the harbour on day %d were %d, %d, %d, %d and %d. The jackpot of %d kroner was not won. The next draw is on day %d.\n",
			i, i*7%90, i*11%90, i*13%90, i*17%90, i*19%90, i*1000, i+1)))
		doc.Order = i
		recs = append(recs, journal.Record{Document: &doc})
	}
	return recs
}

func BenchmarkDeal(b *testing.B) {
	for _, bb := range []struct {
		name string
		recs []journal.Record
	}{{"10000 articles", desks(10_000)}, {"10000 of one template", templated(10_000)}} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := export.Deal(export.Job{Records: bb.recs}, export.SplitOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

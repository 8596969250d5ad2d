package host_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker"
	"galley/app/worker/host"
)

// A side is what somebody marked: labels by the words they lie under.
type side struct {
	name  annotate.Annotator
	marks [][2]string // label, words
}

// compared is a store with a project of articles that these have marked.
func compared(t *testing.T, articles int, sides ...side) host.Store {
	t.Helper()
	recs := []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk", Scheme: "galley-news@1", Preset: "standard"}}}
	for i := range articles {
		text := fmt.Sprintf("Pier %d opens.\n\n“We sail,” said Ida Holm. The pier lost %d jobs.\n", i, i+10)
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("d%02d", i)), fmt.Sprintf("Pier %d", i), annotate.NewText(text))
		recs = append(recs, journal.Record{Document: &doc})
		for j, s := range sides {
			clock := journal.Clock{Actor: journal.Actor(fmt.Sprintf("a%d-%d", j, i))}
			var tx annotate.Tx
			for k, m := range s.marks {
				from := annotate.Pos(len([]rune(text[:strings.Index(text, m[1])])))
				tx = append(tx, annotate.AddSpan{Span: annotate.Span{
					ID: annotate.SpanID(fmt.Sprintf("s%d-%d-%d", j, i, k)), Label: annotate.Label(m[0]),
					Ranges: []annotate.Range{{From: from, To: from + annotate.Pos(len([]rune(m[1])))}},
				}})
			}
			done := "done"
			tx = append(tx, annotate.SetAttr{Name: annotate.AttrState, To: &done})
			e := clock.Next(journal.Stream{Doc: doc.ID, Layer: s.name}, int64(i+1)*86_400_000, tx)
			recs = append(recs, journal.Record{Entry: &e})
		}
	}
	return kept(t, "p", recs)
}

var (
	ana  = side{"Ana", [][2]string{{"content", "“We sail,”"}, {"source", "Ida Holm"}, {"claim", "The pier lost"}}}
	ben  = side{"Ben", [][2]string{{"content", "“We sail,”"}, {"cue", "said"}, {"claim", "The pier"}}}
	gold = side{annotate.Gold, [][2]string{{"content", "“We sail,”"}, {"source", "Ida Holm"}, {"cue", "said"}}}
)

func agree(t *testing.T, a *host.Agreement, job editor.AgreeJob) editor.Agreement {
	t.Helper()
	got, err := a.Agree(t.Context(), job, func(editor.AgreeProgress) {})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// cells is a block's table, a line each.
func cells(b editor.AgreeBlock) string {
	var lines []string
	for _, r := range b.Rows {
		var line []string
		for _, c := range r.Cells {
			line = append(line, c.Text)
		}
		lines = append(lines, strings.Join(line, " | "))
	}
	return strings.Join(lines, "\n")
}

func block(t *testing.T, r editor.Agreement, id string) editor.AgreeBlock {
	t.Helper()
	i := slices.IndexFunc(r.Blocks, func(b editor.AgreeBlock) bool { return b.ID == id })
	if i < 0 {
		t.Fatalf("no block %q: %+v", id, r)
	}
	return r.Blocks[i]
}

// Of every two articles: three marks each, of which the content is the same, the claim is cut otherwise, and source and cue stand
// alone.
func TestAgreementByHand(t *testing.T) {
	a := &host.Agreement{Store: compared(t, 12, ana, ben, gold)}
	r := agree(t, a, editor.AgreeJob{Project: "p"})
	if r.Lead != "Ana and Ben on 12 articles." || r.Nothing != "" || len(r.Labels) != 4 {
		t.Errorf("lead %q, nothing %q, labels %v", r.Lead, r.Nothing, r.Labels)
	}
	want := "All labels | 72 | 0.67 | 1.00 | 0.50\nClaim | 24 | 1.00 | 1.00 | 0.00\nContent | 24 | 1.00 | 1.00 | 1.00\nCue | 12 | 0.00 | – | –\nSource | 12 | 0.00 | – | –"
	if got := cells(block(t, r, "labels")); got != want {
		t.Errorf("labels:\n%s\nwant\n%s", got, want)
	}
	if got := r.Tiles[0]; got.Measure.Title != "Exact F1" || got.Value != "0.33" || got.Measure.Question == "" || got.Measure.Citation == "" {
		t.Errorf("headline: %+v", got)
	}
	people := agree(t, a, editor.AgreeJob{Project: "p", Page: editor.AgreePeople})
	if got := cells(block(t, people, "pairs")); !strings.HasPrefix(got, "Ana | Ben | 12 | 0.33 | 0.67") {
		t.Errorf("pairs: %s", got)
	}
	mixed := agree(t, a, editor.AgreeJob{Project: "p", Page: editor.AgreeConfusions})
	if got := cells(block(t, mixed, "confusion")); !strings.Contains(got, "Source | not marked | 12 | 1.00") || strings.Contains(got, "Source | Cue") {
		t.Errorf("mix-ups:\n%s", got)
	}
	docs := agree(t, a, editor.AgreeJob{Project: "p", Page: editor.AgreeDocuments})
	if got := cells(block(t, docs, "documents")); !strings.HasPrefix(got, "Pier 0 | 2 | 3 | 0.33 | 0.67") {
		t.Errorf("articles:\n%s", got)
	}
	held := agree(t, a, editor.AgreeJob{Project: "p", Page: editor.AgreeFeedbacks})
	if got := cells(block(t, held, "gold")); !strings.HasPrefix(got, "Ana | 12 | 0.67 | 0.67 | 0.67 | 0.67\nBen | 12 | 0.67 | 0.67 | 0.67 | 0.67") {
		t.Errorf("gold:\n%s", got)
	}
	if s := held.Sheets[0]; s.Annotator != "Ana" || len(s.Rows) != 2 || s.Rows[0].Text+s.Rows[1].Text != "Claim that gold does not haveCue that they did not mark" && s.Rows[0].Text+s.Rows[1].Text != "Cue that they did not markClaim that gold does not have" {
		t.Errorf("feedback: %+v", s)
	}
	if c := held.Sheets[0].Rows[0].Cases[0]; c.Doc == "" || c.At.Empty() || c.A != "Ana" || c.B != annotate.Gold {
		t.Errorf("a case: %+v", c)
	}
}

// Whatever leads somewhere leads to as many differences as it says.
func TestDifferencesBehindFigures(t *testing.T) {
	a := &host.Agreement{Store: compared(t, 12, ana, ben)}
	find := func(q editor.DifferQuery) editor.Differences {
		t.Helper()
		d, err := a.Differ(t.Context(), editor.DifferJob{AgreeJob: editor.AgreeJob{Project: "p"}, Query: q, Most: 7})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	all := find(editor.DifferQuery{})
	if all.All != 36 || len(all.Rows) != 7 || all.Kinds[0].N != 24 || all.Kinds[1].N != 12 || all.Of != "" {
		t.Errorf("all: %d, %d listed, %+v", all.All, len(all.Rows), all.Kinds)
	}
	for _, tt := range []struct {
		q    editor.DifferQuery
		n    int
		of   string
		kind int // differences of all kinds
	}{
		{editor.DifferQuery{Kind: match.Missed}, 24, "", 36},
		{editor.DifferQuery{Kind: match.Edges, Label: "claim"}, 12, "about Claim", 12},
		{editor.DifferQuery{Label: "source", As: editor.Nothing}, 12, "Source that one has and the other has not marked", 12},
		{editor.DifferQuery{Label: "source", As: "cue"}, 0, "Source of the one that the other calls Cue", 0},
		{editor.DifferQuery{Document: "d03"}, 3, "in “Pier 3”", 3},
		{editor.DifferQuery{A: "Ben"}, 36, "of Ben with anybody", 36},
		{editor.DifferQuery{A: "Ben", B: "Ana", Kind: match.Link}, 0, "of Ben and Ana", 36},
	} {
		got, kinds := find(tt.q), 0
		for _, k := range got.Kinds {
			kinds += k.N
		}
		if got.All != tt.n || got.Of != tt.of || kinds != tt.kind {
			t.Errorf("%+v: %d “%s”, %d of all kinds, want %d “%s”, %d", tt.q, got.All, got.Of, kinds, tt.n, tt.of, tt.kind)
		}
	}
	row := find(editor.DifferQuery{Kind: match.Edges}).Rows[0]
	var one, other, whole string
	for _, p := range row.Pieces {
		whole += p.Text
		if p.One {
			one += p.Text
		}
		if p.Other {
			other += p.Text
		}
	}
	if one != "The pier lost" || other != "The pier" || !strings.Contains(whole, "said Ida Holm. The pier lost") || row.One != "Ana: Claim" || row.Other != "Ben: Claim" || row.What != "Edges" {
		t.Errorf("%q %q of %q: %+v", one, other, whole, row)
	}
}

// What is asked for narrows what is compared, and a reason stands where nothing is left.
func TestAgreementNarrowed(t *testing.T) {
	store := compared(t, 12, ana, ben)
	for _, tt := range []struct {
		name, nothing, lead string
		job                 editor.AgreeJob
	}{
		{"one label", "", "Ana and Ben on 12 articles.", editor.AgreeJob{Label: "claim"}},
		{"articles", "", "Ana and Ben on 2 articles.", editor.AgreeJob{Documents: []annotate.DocID{"d01", "d05", "dXX"}}},
		{"finished", "", "Ana and Ben on 12 articles.", editor.AgreeJob{Finished: true}},
		{"one person", "Only Ben has marked or finished a document: agreement needs two who have.", "", editor.AgreeJob{Annotators: []annotate.Annotator{"Ben"}}},
		{"a label that nobody used", "No label \"credit\" on documents that two people have read.", "", editor.AgreeJob{Label: "credit"}},
		{"no article", "Nobody has marked or finished a document: agreement needs two who have.", "", editor.AgreeJob{Documents: []annotate.DocID{"dXX"}}},
	} {
		tt.job.Project = "p"
		r := agree(t, &host.Agreement{Store: store}, tt.job)
		if r.Nothing != tt.nothing || r.Lead != tt.lead {
			t.Errorf("%s: nothing %q, lead %q", tt.name, r.Nothing, r.Lead)
		}
	}
}

// Marks on another version of a text are told of, and not compared.
func TestOtherVersions(t *testing.T) {
	older := annotate.NewDocument("older", "pier  0", annotate.NewText("Pier 0 opens.\n\n“We sail,” said Ida Holm.\n"))
	clock := journal.Clock{Actor: "cleo"}
	e := clock.Next(journal.Stream{Doc: older.ID, Layer: "Cleo"}, 1, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "x", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 4}}}}})
	store := compared(t, 2, ana, ben)
	if err := store.(editor.Journals).Append(t.Context(), "p", journal.Record{Document: &older}, journal.Record{Entry: &e}); err != nil {
		t.Fatal(err)
	}
	r := agree(t, &host.Agreement{Store: store}, editor.AgreeJob{Project: "p"})
	want := editor.Version{Theirs: "older", Here: "d00", Layer: "Cleo", Title: "Pier 0", Spans: 1}
	if r.Lead != "Ana, Ben and Cleo on 2 articles." || len(r.Versions) != 1 || r.Versions[0] != want {
		t.Errorf("%s %+v", r.Lead, r.Versions)
	}
}

// A figure is one file of SVG that stands by itself, or a table that a spreadsheet reads and does not run.
func TestFigures(t *testing.T) {
	evil := side{"=HYPERLINK(1)", ben.marks}
	a := &host.Agreement{Store: compared(t, 12, ana, evil)}
	job := editor.AgreeJob{Project: "p", Page: editor.AgreePeople, Room: 322}
	svg, err := a.Figure(t.Context(), job, "people", "svg")
	if err != nil {
		t.Fatal(err)
	}
	if svg.Width != 322 || svg.Height < 100 || strings.Contains(string(svg.Data), "class=") {
		t.Errorf("%d by %d: %s", svg.Width, svg.Height, svg.Data)
	}
	for d := xml.NewDecoder(strings.NewReader(string(svg.Data))); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg.Data)
		}
	}
	table, err := a.Figure(t.Context(), job, "pairs", "csv")
	if err != nil {
		t.Fatal(err)
	}
	want := "One,The other,Articles,Exact F1,Exact F1 low,Exact F1 high,Overlap F1,Overlap F1 low,Overlap F1 high,α of words,α of words low,α of words high\r\n'=HYPERLINK(1),Ana,12,0.3333333333333333,"
	if !strings.HasPrefix(string(table.Data), want) {
		t.Errorf("%s\nwant\n%s", table.Data, want)
	}
	if _, err := a.Figure(t.Context(), job, "nowhere", "svg"); err == nil {
		t.Error("a figure that is not there")
	}
	page, err := a.Report(t.Context(), job, func(editor.AgreeProgress) {})
	if err != nil || !strings.Contains(string(page), "<html") || strings.Contains(string(page), "<script") {
		t.Errorf("report: %v, %.200s", err, page)
	}
}

// Layers that came as a bundle are compared by what was worked out of them when it was read, with the same figures as by their
// entries; what can no longer be read, or is behind, is worked out again.
func TestAgreementOfSnapshots(t *testing.T) {
	store := compared(t, 12, ana, ben, gold).(*mem.Store)
	want := agree(t, &host.Agreement{Store: store}, editor.AgreeJob{Project: "p"})
	loaded, err := store.Load(t.Context(), "p", editor.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := bundle.Write(&b, loaded.Records); err != nil {
		t.Fatal(err)
	}
	memos := reads(t, editor.File{Name: "all.galley.jsonl", Data: b.Bytes()}).Memos
	remember := func(memos ...editor.Memo) {
		t.Helper()
		if err := store.Remember(t.Context(), "p", memos...); err != nil {
			t.Fatal(err)
		}
		got := agree(t, &host.Agreement{Store: store}, editor.AgreeJob{Project: "p"})
		for i := range want.Blocks {
			if cells(got.Blocks[i]) != cells(want.Blocks[i]) {
				t.Errorf("%s:\n%s\nwant\n%s", want.Blocks[i].ID, cells(got.Blocks[i]), cells(want.Blocks[i]))
			}
		}
	}
	remember(memos...)
	if now, err := store.Load(t.Context(), "p", editor.Selection{Folded: true}); err != nil || len(now.Shots) != 36 || len(journal.Entries(now.Records)) != 0 {
		t.Errorf("%d snapshots, %d entries beside them (%v)", len(now.Shots), len(journal.Entries(now.Records)), err)
	}
	damaged := memos[7]
	damaged.Snapshot = slices.Clone(damaged.Snapshot)
	damaged.Snapshot[9] ^= 4
	remember(damaged)
}

// Work that nobody waits for ends, and is not taken for what was compared last.
func TestAgreementCancelled(t *testing.T) {
	a := &host.Agreement{Store: compared(t, 12, ana, ben)}
	ctx, stop := context.WithCancel(t.Context())
	steps := 0
	_, err := a.Agree(ctx, editor.AgreeJob{Project: "p"}, func(p editor.AgreeProgress) {
		if steps++; p.N == 1 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v after %d steps", err, steps)
	}
	if r := agree(t, a, editor.AgreeJob{Project: "p"}); r.Lead == "" {
		t.Errorf("afterwards: %+v", r)
	}
	again := 0
	if _, err := a.Agree(t.Context(), editor.AgreeJob{Project: "p", Page: editor.AgreePeople}, func(editor.AgreeProgress) { again++ }); err != nil || again > 0 {
		t.Errorf("another page is worked out anew, in %d steps (%v)", again, err)
	}
	if _, err := a.Agree(t.Context(), editor.AgreeJob{Project: "p", Version: 1}, func(editor.AgreeProgress) { again++ }); err != nil || again == 0 {
		t.Errorf("marks that changed are not compared anew (%v)", err)
	}
}

// What the page asks of the worker comes back over the wire as the same call in place answers it, after word of how far it is.
func TestServeAgreement(t *testing.T) {
	store := compared(t, 12, ana, ben)
	request, err := json.Marshal(worker.Request{ID: 5, Agree: &editor.AgreeJob{Project: "p"}})
	if err != nil {
		t.Fatal(err)
	}
	var got editor.Agreement
	stages := 0
	host.Serve(t.Context(), host.Local{Store: store}, &host.Agreement{Store: store}, request, func(data []byte, _ any) {
		var answer worker.Answer
		if err := json.Unmarshal(data, &answer); err != nil || answer.ID != 5 || answer.Error != "" {
			t.Errorf("%s, %v", data, err)
		} else if answer.Progress != nil {
			stages++
		} else if err := json.Unmarshal(answer.Value, &got); err != nil {
			t.Error(err)
		}
	})
	want := agree(t, &host.Agreement{Store: store}, editor.AgreeJob{Project: "p"})
	if stages < 5 || got.Lead != want.Lead || cells(block(t, got, "labels")) != cells(block(t, want, "labels")) || got.Blocks[0].Drawing.Tag != "svg" {
		t.Errorf("%d stages, %+v", stages, got)
	}
}

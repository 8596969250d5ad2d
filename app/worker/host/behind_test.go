package host_test

import (
	"fmt"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/worker/host"
)

// Every figure of every page leads to what is behind it: the tile, the row, and whatever of a drawing is a value.
func TestEveryFigureLeadsOn(t *testing.T) {
	store := compared(t, 12, ana, ben, gold)
	genre := func(who annotate.Annotator, value string) journal.Record {
		clock := journal.Clock{Actor: journal.Actor("genre-" + who)}
		e := clock.Next(journal.Stream{Doc: "d03", Layer: who}, 99*86_400_000, annotate.Tx{annotate.SetAttr{Name: "genre", To: &value}})
		return journal.Record{Entry: &e}
	}
	if err := store.(editor.Journals).Append(t.Context(), "p", genre("Ana", "news"), genre("Ben", "opinion")); err != nil {
		t.Fatal(err)
	}
	a := &host.Agreement{Store: store}
	find := func(q editor.DifferQuery) editor.Differences {
		t.Helper()
		d, err := a.Differ(t.Context(), editor.DifferJob{AgreeJob: editor.AgreeJob{Project: "p"}, Query: q, Most: 100})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Rows) != d.All {
			t.Errorf("%+v: %d of %d listed", q, len(d.Rows), d.All)
		}
		return d
	}
	behind := map[string]int{}
	for _, page := range []editor.AgreePage{editor.AgreeLabels, editor.AgreePeople, editor.AgreeConfusions, editor.AgreeDocuments, editor.AgreeFeedbacks} {
		r := agree(t, a, editor.AgreeJob{Project: "p", Page: page})
		for _, tile := range r.Tiles {
			if n := find(tile.Go).All; n == 0 {
				t.Errorf("nothing behind %s %s", tile.Measure.Title, tile.Value)
			}
		}
		for _, b := range r.Blocks {
			for _, row := range b.Rows {
				if row.Go == nil || row.About == "" {
					t.Errorf("%s: row %q leads nowhere", b.ID, row.Cells[0].Text)
					continue
				}
				behind[b.ID+" "+row.Cells[0].Text] = find(*row.Go).All
			}
			for ref, q := range b.Press {
				behind[b.ID+" drawing"] += find(q).All
				if ref == "" {
					t.Errorf("%s: a press on nothing", b.ID)
				}
			}
			if b.Drawing.Tag != "" && len(b.Press) == 0 {
				t.Errorf("%s: nothing is pressed in the drawing", b.ID)
			}
		}
		for _, sheet := range r.Sheets {
			for _, f := range sheet.Rows {
				behind[string(sheet.Annotator)+": "+f.Text] = find(f.Go).All
			}
		}
	}
	for what, n := range map[string]int{
		"rounds 1970-01-02": 18, "gold Ana": 24, "gold Ben": 24, "others The article: Genre": 1, "documents Pier 3": 3,
		"Ana: Cue that they did not mark": 12, "Ana: Claim that gold does not have": 12,
		"Ben: Source that they did not mark": 12, "Ben: Claim that gold does not have": 12,
	} {
		if behind[what] != n {
			t.Errorf("%s: %d behind it, want %d", what, behind[what], n)
		}
	}
	if t.Failed() {
		t.Logf("%v", behind)
	}
	row := find(editor.DifferQuery{Gold: true, A: "Ben", Label: "source", As: editor.Nothing}).Rows[0]
	if row.One != "Ben: nothing" || row.Other != "gold: Source" || row.B != annotate.Gold || row.OfB == "" {
		t.Errorf("what Ben has missed: %+v", row)
	}
	article := find(editor.DifferQuery{Article: "genre"})
	if article.Of != "about the article’s Genre" || article.Rows[0].One != "Ana: news" || article.Rows[0].Other != "Ben: opinion" || article.Kinds[3].Kind != match.Attribute || article.Kinds[3].N != 1 {
		t.Errorf("what the article is: %+v", article)
	}
}

// All differences are listed, a page after the other, each once and in the same order whatever the size of a page.
func TestDifferencesInPages(t *testing.T) {
	a := &host.Agreement{Store: compared(t, 12, ana, ben)}
	pages := func(most int, q editor.DifferQuery) (all []string) {
		for from := 0; ; from += most {
			d, err := a.Differ(t.Context(), editor.DifferJob{AgreeJob: editor.AgreeJob{Project: "p"}, Query: q, From: from, Most: most})
			if err != nil {
				t.Fatal(err)
			}
			if d.From != from || len(d.Rows) != min(most, max(0, d.All-from)) {
				t.Fatalf("from %d: %d rows of %d", from, len(d.Rows), d.All)
			}
			for _, r := range d.Rows {
				all = append(all, fmt.Sprint(r.Difference))
			}
			if from+most >= d.All {
				return all
			}
		}
	}
	for _, q := range []editor.DifferQuery{{}, {Kind: match.Edges}, {Label: "claim"}, {Document: "d05"}} {
		want := pages(1000, q)
		seen := map[string]bool{}
		for _, most := range []int{1, 4, 7} {
			got := pages(most, q)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%+v in pages of %d:\n%v\nwant\n%v", q, most, got, want)
			}
			for _, d := range got {
				seen[d] = true
			}
		}
		if len(seen) != len(want) {
			t.Errorf("%+v: %d different ones of %d", q, len(seen), len(want))
		}
	}
}

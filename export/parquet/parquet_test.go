package parquet_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"
	"galley/export/parquet"
)

// The bytes of a file hang on the project alone, not on the machine: this digest is the same on every processor, and in the
// browser. It may change when what is written changes, never between one machine and another.
func TestBytesOnEveryMachine(t *testing.T) {
	recs := []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk", Scheme: "galley-news@1"}}}
	clock := journal.Clock{Actor: "a1"}
	for i := range 40 {
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("d%d", i)), "Pier", annotate.NewText(strings.Repeat(fmt.Sprintf("🙂 “We sail %d,” said Ida Holm. It rained on pier %d. ", i, i*i%7), 1+i)))
		doc.Order = i
		e := clock.Next(journal.Stream{Doc: doc.ID, Layer: "Ana"}, 1, annotate.Tx{
			annotate.AddSpan{Span: annotate.Span{ID: "c", Label: "content", Ranges: []annotate.Range{{From: 2, To: 12}}}},
		})
		recs = append(recs, journal.Record{Document: &doc}, journal.Record{Entry: &e})
	}
	var m export.Memory
	if _, err := parquet.File.Export(&m, "train", export.Job{Records: recs}); err != nil {
		t.Fatal(err)
	}
	const want = "595c064f0ee90dfa025af94d8d1ec0345ce49bfa1d5fd9fd0b10eec14c6b0636"
	if got := fmt.Sprintf("%x", sha256.Sum256(m.Bytes("train.parquet"))); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

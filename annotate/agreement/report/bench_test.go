package report_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

// large is a desk of a thousand articles of five hundred words, read by five people who mark forty spans each with ten labels.
func large(b *testing.B) []survey.Sheet {
	b.Helper()
	source := rand.New(rand.NewPCG(1, 2))
	text := strings.TrimSpace(strings.Repeat("The harbour board met again on Tuesday evening. ", 63))
	var sheets []survey.Sheet
	for n := range 1000 {
		d := annotate.NewDocument(annotate.DocID(fmt.Sprint("doc", n)), "", annotate.NewText(text+fmt.Sprint(" ", n, ".")))
		words := d.Text.Segments(annotate.Word, annotate.Range{From: 0, To: d.Text.Len()})
		for who := range 5 {
			var tx annotate.Tx
			for s := range 40 {
				at := s*12 + source.IntN(3) // where they agree is mostly, but not always, where others mark
				label := annotate.Label(fmt.Sprint("label", (s+source.IntN(20)/19)%10))
				tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", s)), Label: label, Ranges: []annotate.Range{{From: words[at].From, To: words[at+4].To}}}})
			}
			l, _, err := annotate.NewLayer(d.Text).Apply(tx)
			if err != nil {
				b.Fatal(err)
			}
			sheets = append(sheets, survey.Sheet{Document: &d, Annotator: annotate.Annotator(fmt.Sprint("ann", who)), Layer: l, At: int64(1 + n)})
		}
	}
	return sheets
}

// Everything but γ, with a thousand replicates behind every interval: the budget is two seconds on two cores and ten in a browser.
func BenchmarkReport(b *testing.B) {
	sheets := large(b)
	for b.Loop() {
		if _, err := report.Make(sheets, annotate.Scheme{}, report.Options{Replicates: 1000}); err != nil {
			b.Fatal(err)
		}
	}
}

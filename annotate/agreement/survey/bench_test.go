package survey_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

// A desk of a thousand articles of five hundred words, read by five people who mark forty spans each with ten labels.
func desk(b *testing.B) []survey.Sheet {
	source := rand.New(rand.NewPCG(1, 2))
	text := strings.TrimSpace(strings.Repeat("The harbour board met again on Tuesday evening. ", 63))
	var sheets []survey.Sheet
	for d := range 1000 {
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprint("doc", d)), "", annotate.NewText(text+fmt.Sprint(" ", d, ".")))
		words := doc.Text.Segments(annotate.Word, annotate.Range{From: 0, To: doc.Text.Len()})
		for who := range 5 {
			var tx annotate.Tx
			for s := range 40 {
				at := s*12 + source.IntN(3) // where they agree is mostly, but not always, where others mark
				label := annotate.Label(fmt.Sprint("label", (s+source.IntN(20)/19)%10))
				span := annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", s)), Label: label, Ranges: []annotate.Range{{From: words[at].From, To: words[at+4].To}}}
				tx = append(tx, annotate.AddSpan{Span: span})
			}
			l, _, err := annotate.NewLayer(doc.Text).Apply(tx)
			if err != nil {
				b.Fatal(err)
			}
			sheets = append(sheets, survey.Sheet{Document: &doc, Annotator: annotate.Annotator(fmt.Sprint("ann", who)), Layer: l})
		}
	}
	return sheets
}

func BenchmarkSurvey(b *testing.B) {
	sheets := desk(b)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			survey.New(sheets)
		}
	})
	s := survey.New(sheets)
	b.Run("subjects", func(b *testing.B) {
		for b.Loop() {
			s.Subjects(annotate.Scheme{}, nil)
		}
	})
	b.Run("marks and intervals", func(b *testing.B) {
		for b.Loop() {
			s.Marks(nil, agreement.NewDraws(s.Seed(), len(s.Documents), 1000))
		}
	})
	b.Run("differences", func(b *testing.B) {
		for b.Loop() {
			s.Differences(nil)
		}
	})
	subjects := s.Subjects(annotate.Scheme{}, nil)
	b.Run("figures and intervals", func(b *testing.B) {
		for b.Loop() {
			draws := agreement.NewDraws(s.Seed(), len(s.Documents), 1000)
			for _, one := range subjects {
				for _, name := range one.Measures {
					m, _ := agreement.Find(name)
					sample := one.Sample(m, one.Items)
					sample.Figure()
					sample.Interval(draws)
				}
			}
		}
	})
}

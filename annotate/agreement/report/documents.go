package report

import (
	"cmp"
	"fmt"
	"slices"

	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// documents are the figures of each document, those with the most differences first, and all differences by kind.
func (w *work) documents() ([]DocumentRow, map[match.Kind]int) {
	c := w.count(nil)
	rows, kinds := make([]DocumentRow, len(w.Documents)), map[match.Kind]int{}
	for i, d := range w.Documents {
		rows[i] = DocumentRow{
			Document: d.ID, Title: d.Title, At: d.At, Answer: c.answers[i],
			Exact:   plain(F1Exact, agreement.SpanF1(c.exact[i:i+1])),
			Overlap: plain(F1Overlap, agreement.SpanF1(c.overlap[i:i+1])),
			Token:   plain(F1Token, agreement.SpanF1(c.token[i:i+1])),
		}
		for a, name := range w.Annotators {
			if _, ok := d.Layer(a); ok {
				rows[i].Annotators = append(rows[i].Annotators, name)
			}
		}
	}
	for i, of := range w.KindsByDocument(w.only) {
		for k, n := range of {
			rows[i].Differences += n
			kinds[k] += n
		}
		if len(of) > 0 {
			rows[i].Kinds = of
		}
	}
	slices.SortStableFunc(rows, func(x, y DocumentRow) int { return cmp.Compare(y.Differences, x.Differences) })
	return rows, kinds
}

// The size of rounds, in documents, and how many there are at most.
const (
	smallestRound = 5
	mostRounds    = 10
)

// rounds cut the documents into parts that follow each other in time, or say why they cannot.
func (w *work) rounds() ([]Round, string) {
	var order []int
	for i, d := range w.Documents {
		if d.At > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(w.Documents[i].At, w.Documents[j].At) })
	n := min(mostRounds, len(order)/smallestRound)
	switch {
	case len(order) == 0:
		return nil, "nobody knows when the marks were made: they came from files without a time"
	case w.Documents[order[0]].At == w.Documents[order[len(order)-1]].At:
		return nil, "all marks came in at one moment"
	case n < 2:
		return nil, fmt.Sprintf("%d documents have a time: two rounds of five are the least", len(order))
	}
	rounds := make([]Round, n)
	for k := range rounds {
		of := order[k*len(order)/n : (k+1)*len(order)/n]
		place := slices.Repeat([]int{-1}, len(w.Documents))
		for i, d := range of {
			place[d] = i
		}
		c := w.countIn(place, len(of), func(*survey.Tally) bool { return true })
		round := Round{From: w.Documents[of[0]].At, To: w.Documents[of[len(of)-1]].At, Documents: len(of), Answer: c.answer}
		for _, d := range of {
			round.of = append(round.of, w.Documents[d].ID)
		}
		round.Exact, round.Overlap, round.Token = w.three(c)
		rounds[k] = round
	}
	return rounds, ""
}

package cli

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/agreement/survey"
)

// A staleGold is an article whose gold layer says what readers no longer do.
type staleGold struct {
	Document annotate.DocID `json:"document"`
	Title    string         `json:"title"`
	Cases    int            `json:"cases"`
	Changed  int            `json:"changed"` // cases decided on marks that a reader has changed since
	Open     int            `json:"open"`    // cases to settle, these among them
}

func (s staleGold) String() string {
	return fmt.Sprintf("%q: readers went on after gold was settled: %d of %d cases open, %d of them decided on what has changed since", s.Title, s.Open, s.Cases, s.Changed)
}

// staleGolds are the articles, in their order, whose gold was decided before a reader changed what it stands on, or was done before
// one had something new: what the desk has in its queue to settle again. Layers of one document stand together.
func staleGolds(sheets []survey.Sheet) []staleGold {
	var stale []staleGold
	for len(sheets) > 0 {
		doc, n := sheets[0].Document, 0
		var gold *annotate.Layer
		var readers []adjudicate.Reader
		for ; n < len(sheets) && sheets[n].Document == doc; n++ {
			switch s := &sheets[n]; {
			case s.Annotator == annotate.Gold:
				gold = &s.Layer
			case s.Annotator != "" && s.Annotator != annotate.Suggested && survey.Read(s.Layer):
				readers = append(readers, adjudicate.Reader{Annotator: s.Annotator, Layer: s.Layer})
			}
		}
		sheets = sheets[n:]
		if gold == nil || len(readers) < 2 {
			continue
		}
		cases := adjudicate.Lay(readers).Cases(*gold)
		s := staleGold{Document: doc.ID, Title: doc.Title}
		s.Open, s.Cases = cases.Left()
		for _, k := range cases.All {
			if k.State == adjudicate.Changed {
				s.Changed++
			}
		}
		if s.Changed > 0 || s.Open > 0 && gold.State() == annotate.Done {
			stale = append(stale, s)
		}
	}
	return stale
}

// noteStale tells of gold that has gone stale, and what to do.
func (d Desk) noteStale(stale []staleGold) {
	for i, s := range stale {
		if i == mostChanged && len(stale) > mostChanged+1 {
			d.note("and the gold of %d more articles", len(stale)-i)
			break
		}
		d.note("stale gold: %v", s)
	}
	if len(stale) > 0 {
		d.note("galley adjudicate opens such cases again, and the desk walks them")
	}
}

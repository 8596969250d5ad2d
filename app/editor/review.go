package editor

import (
	"strings"

	"galley/annotate"
)

// Points lists the proposals of all articles under review, in order.
func (r *Review) Points() []Split {
	var all []Split
	for _, d := range r.Docs {
		all = append(all, d.Splits...)
	}
	return all
}

func (m Model) toggleSplit(n int) Model {
	if m.Review == nil || n < 0 || n >= len(m.Review.Points()) {
		return m
	}
	r := *m.Review
	r.Cut = map[int]bool{}
	for k, v := range m.Review.Cut {
		r.Cut[k] = v
	}
	r.Cut[n] = !r.Cut[n]
	m.Review = &r
	return m
}

// setAside takes a review off the desk that nobody confirmed, and offers to show it again.
func (m Model) setAside() Model {
	if m.Review == nil {
		return m
	}
	m = m.offer("Not taken in: "+strings.Join(m.Review.Names, ", ")+".", false, "Show it again", ReviewAgain{m.Review})
	m.Review = nil
	return m
}

// acceptReview takes the articles in, cut where the person left a proposal standing.
func (m Model) acceptReview() (Model, []Effect) {
	if m.Review == nil {
		return m, nil
	}
	r := m.Review
	cut := CutUp{}
	n := 0
	for _, a := range r.Docs {
		var points []annotate.Pos
		for _, s := range a.Splits {
			if r.Cut[n] {
				points = append(points, s.Pos)
			}
			n++
		}
		cut.Docs = append(cut.Docs, a.Document)
		cut.Points = append(cut.Points, points)
	}
	m.Review, m.Panel, m.Busy = nil, NoPanel, "Cutting…"
	return m, []Effect{cut, FocusOn{"sheet"}}
}

func (m Model) splitDone(msg SplitDone) (Model, []Effect) {
	m.Busy = ""
	if msg.Err != "" {
		return m.notice(msg.Err, true), nil
	}
	return m.addDocs(msg.Docs)
}

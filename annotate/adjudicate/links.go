package adjudicate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// A tie is links that readers have between the same two marks, under the same name and direction.
type tie struct {
	label      annotate.Label
	head, tail int // groups
	times      int // of a reader who has it twice, the second one
	said       []Said
}

func (t *tie) between() [2]int { return [2]int{min(t.head, t.tail), max(t.head, t.tail)} }

// links makes a group of every link, with those of others that are the same or, between the same two marks, are called or
// turned otherwise. of is the group of each reader's marks.
func (s *Sides) links(of []map[annotate.SpanID]int) []group {
	var ties []*tie
	find := map[string]*tie{}
	for i, r := range s.Readers {
		times := map[string]int{}
		for _, l := range r.Layer.Relations() {
			head, ok1 := of[i][l.Head]
			tail, ok2 := of[i][l.Tail]
			if !ok1 || !ok2 {
				continue // nothing can be said of it
			}
			key := fmt.Sprintf("%d %d %s", head, tail, l.Label)
			times[key]++
			key = fmt.Sprintf("%s %d", key, times[key])
			t := find[key]
			if t == nil {
				t = &tie{l.Label, head, tail, times[key], s.saidBy()}
				find[key], ties = t, append(ties, t)
			}
			t.said[i].Link = &l
		}
	}
	count := func(t *tie) int {
		n := 0
		for _, x := range t.said {
			if x.Link != nil {
				n++
			}
		}
		return n
	}
	// Those that most agree on come first, so that what is the same is never taken for another one under the wrong name.
	slices.SortFunc(ties, func(a, b *tie) int {
		return cmp.Or(
			cmp.Compare(a.between()[0], b.between()[0]), cmp.Compare(a.between()[1], b.between()[1]), cmp.Compare(count(b), count(a)),
			strings.Compare(string(a.label), string(b.label)), cmp.Compare(a.head, b.head), cmp.Compare(a.times, b.times),
		)
	})
	var groups []group
	from := 0 // of those between the same marks as the tie in hand
	for i, t := range ties {
		if i > 0 && t.between() != ties[i-1].between() {
			from = len(groups)
		}
		g := free(groups[from:], t)
		if g == nil {
			groups = append(groups, group{link: true, ends: [2]int{t.head, t.tail}, said: s.saidBy(), turned: make([]bool, len(s.Readers))})
			g = &groups[len(groups)-1]
		}
		for k, x := range t.said {
			if x.Link != nil {
				g.said[k], g.turned[k] = x, t.head != g.ends[0]
			}
		}
	}
	for i := range groups {
		g := &groups[i]
		a, b := s.groups[g.ends[0]].at, s.groups[g.ends[1]].at
		g.at = annotate.Range{From: min(a.From, b.From), To: max(a.To, b.To)}
		who, missing := []string{"link"}, 0
		for _, x := range g.said {
			if x.Link == nil {
				missing++
				continue
			}
			who = append(who, string(x.Annotator), string(x.Link.ID))
		}
		g.id = identity(who...)
		g.compare(missing)
	}
	return groups
}

// free returns the first group in which nobody of the tie has a link yet, nil when there is none.
func free(groups []group, t *tie) *group {
	for i := range groups {
		if !slices.ContainsFunc(groups[i].said, func(x Said) bool {
			return x.Link != nil && slices.ContainsFunc(t.said, func(y Said) bool { return y.Link != nil && y.Annotator == x.Annotator })
		}) {
			return &groups[i]
		}
	}
	return nil
}

package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/order"
)

// A Score says how far what a rule proposes for a label is what somebody marked. Scores of documents add up.
type Score struct {
	Rule    string         `json:"rule"` // "" is all rules together
	Label   annotate.Label `json:"label"`
	Link    bool           `json:"link,omitempty"` // the label is that of a relation
	Gold    int            `json:"gold"`           // spans, or relations, that were marked
	Found   int            `json:"found"`          // that were proposed
	Exact   int            `json:"exact"`          // proposed with the edges of a marked one; of relations both ends
	Covered int            `json:"covered"`        // marked, and sharing text with a proposed one; of relations both ends
	Hit     int            `json:"hit"`            // proposed, and sharing text with a marked one; likewise
}

// Plus adds the score of another document.
func (s Score) Plus(x Score) Score {
	s.Gold, s.Found, s.Exact, s.Covered, s.Hit = s.Gold+x.Gold, s.Found+x.Found, s.Exact+x.Exact, s.Covered+x.Covered, s.Hit+x.Hit
	return s
}

// Precision is the share of what was proposed that was marked, 0 to 1: with the same edges, or with overlap sharing text.
// ok is false when nothing was proposed.
func (s Score) Precision(overlap bool) (value float64, ok bool) {
	return match.Hits{Both: pick(overlap, s.Hit, s.Exact), B: s.Found}.Precision()
}

// Recall is the share of what was marked that was proposed; ok is false when nothing was marked.
func (s Score) Recall(overlap bool) (value float64, ok bool) {
	return match.Hits{Both: pick(overlap, s.Covered, s.Exact), A: s.Gold}.Recall()
}

// F1 is the harmonic mean of both; ok is false when nothing was proposed and nothing marked.
func (s Score) F1(overlap bool) (value float64, ok bool) {
	p, _ := s.Precision(overlap)
	r, _ := s.Recall(overlap)
	if p+r == 0 {
		return 0, s.Gold+s.Found > 0
	}
	return 2 * p * r / (p + r), true
}

func pick(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}

// A MissKind says in what a rule differs from what was marked.
type MissKind string

// The kinds.
const (
	Missed MissKind = "missed" // marked, and not proposed
	Wrong  MissKind = "wrong"  // proposed, and not marked
	Edges  MissKind = "edges"  // proposed with other edges
)

// A Miss is a span, or a relation, about which a rule and what was marked differ.
type Miss struct {
	Doc    annotate.DocID  `json:"doc"`
	Rule   string          `json:"rule"`
	Label  annotate.Label  `json:"label"`
	Link   bool            `json:"link,omitempty"`
	Kind   MissKind        `json:"kind"`
	Marked *annotate.Range `json:"marked,omitempty"` // from where to where; a relation's is that of its head
	Found  *annotate.Range `json:"found,omitempty"`
}

// At is where to look.
func (m Miss) At() annotate.Range {
	if m.Marked != nil {
		return *m.Marked
	}
	return *m.Found
}

// A Trial is a rule and what it found in a document.
type Trial struct {
	Rule   Meta
	Report Report
}

// Measure holds what rules propose for a document against a layer of it. Rules that were stopped, or do not read its
// language, are left out. Of each rule there is a score for every label and relation that it may propose, by name of rule
// and label, and when several rules ran one for all of them together; misses are those of single rules, by place. Spans are
// paired as people's are when their agreement is measured.
func Measure(layer annotate.Layer, trials ...Trial) (scores []Score, misses []Miss) {
	trials = slices.DeleteFunc(slices.Clone(trials), func(t Trial) bool { return t.Report.Stop != nil || t.Report.Unread })
	gold := match.FromLayer(layer)
	var all proposals
	for _, t := range trials {
		all.add(t.Report.Spans)
	}
	pairs := match.Spans(gold.Spans, all.spans)
	together := map[annotate.Label]bool{}
	linked := map[annotate.Label][]match.Relation{}
	for _, t := range trials {
		var own proposals
		own.add(t.Report.Spans)
		name := t.Rule.Name
		for _, l := range t.Rule.Labels {
			s, more := ofLabel(gold.Spans, own.spans, name, l)
			scores, misses, together[l] = append(scores, s), append(misses, more...), true
		}
		for _, l := range t.Rule.Relations {
			links := all.links(t.Report.Links, l)
			s, more := ofLinks(pairs, linksOf(gold.Links, l), links, name, l)
			scores, misses, linked[l] = append(scores, s), append(misses, more...), append(linked[l], links...)
		}
	}
	if len(trials) > 1 {
		for l := range together {
			s, _ := ofLabel(gold.Spans, all.spans, "", l)
			scores = append(scores, s)
		}
		for l, links := range linked {
			s, _ := ofLinks(pairs, linksOf(gold.Links, l), links, "", l)
			scores = append(scores, s)
		}
	}
	for i := range misses {
		misses[i].Doc = trials[0].Report.Doc
	}
	order.By(scores, compareScores)
	order.By(misses, func(a, b Miss) int { return cmp.Compare(a.At().From, b.At().From) })
	return scores, misses
}

func compareScores(a, b Score) int {
	return cmp.Or(strings.Compare(a.Rule, b.Rule), cmp.Compare(pick(a.Link, 1, 0), pick(b.Link, 1, 0)), strings.Compare(string(a.Label), string(b.Label)))
}

// Total adds scores of documents, by rule and label.
func Total(scores []Score) []Score {
	var all []Score
	for _, s := range scores {
		i, ok := slices.BinarySearchFunc(all, s, compareScores)
		if !ok {
			all = slices.Insert(all, i, s)
			continue
		}
		all[i] = all[i].Plus(s)
	}
	return all
}

// proposals are spans that rules propose: two that are equal are one.
type proposals struct {
	spans []match.Span
	at    map[annotate.SpanID]int
	equal map[string]int // by label and edges
}

func (p *proposals) add(spans []Span) {
	if p.at == nil {
		p.at, p.equal = map[annotate.SpanID]int{}, map[string]int{}
	}
	for _, s := range spans {
		x := match.Span{ID: string(s.ID), Label: string(s.Label)}
		for _, r := range s.Ranges {
			x.Parts = append(x.Parts, match.Range{From: int(r.From), To: int(r.To)})
		}
		key := fmt.Sprint(x.Label, x.Parts)
		i, ok := p.equal[key]
		if !ok {
			i = len(p.spans)
			p.spans, p.equal[key] = append(p.spans, x), i
		}
		p.at[s.ID] = i
	}
}

// links are those of a label whose ends are proposed.
func (p *proposals) links(links []Link, label annotate.Label) []match.Relation {
	var all []match.Relation
	for _, l := range links {
		head, ok1 := p.at[l.Head]
		tail, ok2 := p.at[l.Tail]
		if l.Label == label && ok1 && ok2 {
			all = append(all, match.Relation{ID: string(l.ID), Label: string(l.Label), Head: head, Tail: tail})
		}
	}
	return all
}

func linksOf(links []match.Relation, label annotate.Label) []match.Relation {
	return slices.DeleteFunc(slices.Clone(links), func(r match.Relation) bool { return r.Label != string(label) })
}

func labelled(spans []match.Span, label annotate.Label) []match.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s match.Span) bool { return s.Label != string(label) })
}

// ofLabel compares spans of one label.
func ofLabel(gold, found []match.Span, rule string, label annotate.Label) (Score, []Miss) {
	gold, found = labelled(gold, label), labelled(found, label)
	s := Score{Rule: rule, Label: label, Gold: len(gold), Found: len(found), Exact: match.Exact(gold, found).Both}
	s.Covered, _ = match.Overlapped(gold, found)
	s.Hit, _ = match.Overlapped(found, gold)
	marked, proposed := byID(gold), byID(found)
	var misses []Miss
	for _, d := range match.Spans(unequal(gold, found)).Disagreements() {
		m := Miss{Rule: rule, Label: label}
		switch {
		case d.Kind == match.Missed && d.B == "":
			m.Kind, m.Marked = Missed, marked[d.A]
		case d.Kind == match.Missed:
			m.Kind, m.Found = Wrong, proposed[d.B]
		case d.Kind == match.Edges:
			m.Kind, m.Marked, m.Found = Edges, marked[d.A], proposed[d.B]
		default: // another value is no miss of a span
			continue
		}
		misses = append(misses, m)
	}
	return s, misses
}

// unequal leaves off both what is exactly as in the other: it is no miss, also where more spans would find partners if it were parted.
func unequal(gold, found []match.Span) (g, f []match.Span) {
	key := func(s match.Span) string { return fmt.Sprint(s.Parts) }
	free, taken := map[string]int{}, map[string]int{}
	for _, s := range found {
		free[key(s)]++
	}
	for _, s := range gold {
		if k := key(s); free[k] > taken[k] {
			taken[k]++
		} else {
			g = append(g, s)
		}
	}
	for _, s := range found {
		if k := key(s); taken[k] > 0 {
			taken[k]--
		} else {
			f = append(f, s)
		}
	}
	return g, f
}

func byID(spans []match.Span) map[string]*annotate.Range {
	all := make(map[string]*annotate.Range, len(spans))
	for _, s := range spans {
		all[s.ID] = extent(s)
	}
	return all
}

func extent(s match.Span) *annotate.Range {
	return &annotate.Range{From: annotate.Pos(s.Parts[0].From), To: annotate.Pos(s.Parts[len(s.Parts)-1].To)}
}

// ofLinks compares relations of one label, whose ends are spans of pairs.
func ofLinks(pairs match.Matching, gold, found []match.Relation, rule string, label annotate.Label) (Score, []Miss) {
	hits := pairs.Relations(gold, found, match.Linking{})
	s := Score{Rule: rule, Label: label, Link: true, Gold: len(gold), Found: len(found), Covered: hits.Both, Hit: hits.Both}
	s.Exact = pairs.Relations(gold, found, match.Linking{ExactEnds: true}).Both
	head := func(links []match.Relation, spans []match.Span, id string) *annotate.Range {
		i := slices.IndexFunc(links, func(r match.Relation) bool { return r.ID == id })
		if i < 0 {
			return nil
		}
		return extent(spans[links[i].Head])
	}
	var misses []Miss
	for _, d := range pairs.LinkDisagreements(gold, found, nil) {
		m := Miss{Rule: rule, Label: label, Link: true, Kind: Edges, Marked: head(gold, pairs.A, d.A), Found: head(found, pairs.B, d.B)}
		switch {
		case m.Found == nil:
			m.Kind = Missed
		case m.Marked == nil:
			m.Kind = Wrong
		}
		misses = append(misses, m)
	}
	return s, misses
}

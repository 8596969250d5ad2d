package survey

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A LinkTally is what links of one type come to, of two annotators on one document, by number. An end is the same when both have
// marked it, and their marks are paired.
type LinkTally struct {
	Document, A, B int
	Label          annotate.Label // "" is all types
	Labelled       match.Hits     // same ends, same type
	AnyType        match.Hits     // same ends; only of all types together
	Given          match.Hits     // same ends and type, of links whose ends the other has marked at all
}

// LinkTallies counts links by document, pair and type, all types first. What a type holds, and what none, is as in [match.Linking].
// Labels given limit it to links with a mark of one of these at an end.
func (s Survey) LinkTallies(only []annotate.Label) []LinkTally {
	of := make([][]LinkTally, len(s.pairings))
	onAllCores(len(s.pairings), func(i int) {
		p := &s.pairings[i]
		a, b := touching(p.linksA, p.A, only), touching(p.linksB, p.B, only)
		if len(a)+len(b) == 0 {
			return
		}
		one := func(label annotate.Label, a, b []match.Relation) {
			t := LinkTally{Document: p.document, A: p.a, B: p.b, Label: label,
				Labelled: p.Relations(a, b, match.Linking{}), Given: p.Relations(a, b, match.Linking{MatchedOnly: true})}
			if label == "" {
				t.AnyType = p.Relations(a, b, match.Linking{AnyLabel: true})
			}
			of[i] = append(of[i], t)
		}
		one("", a, b)
		for _, l := range linkLabels(a, b) {
			other := func(r match.Relation) bool { return r.Label != l }
			one(annotate.Label(l), slices.DeleteFunc(slices.Clone(a), other), slices.DeleteFunc(slices.Clone(b), other))
		}
	})
	return slices.Concat(of...)
}

func linkLabels(lists ...[]match.Relation) []string {
	var labels []string
	for _, list := range lists {
		for _, r := range list {
			labels = append(labels, r.Label)
		}
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

// touching returns the links with a mark of one of the labels at an end; all of them, where no label is given.
func touching(links []match.Relation, spans []match.Span, only []annotate.Label) []match.Relation {
	if len(only) == 0 {
		return links
	}
	return slices.DeleteFunc(slices.Clone(links), func(r match.Relation) bool {
		return !slices.Contains(only, annotate.Label(spans[r.Head].Label)) && !slices.Contains(only, annotate.Label(spans[r.Tail].Label))
	})
}

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
	documents := slices.Collect(chunked(s.pairings))
	of := make([][]LinkTally, len(documents))
	onAllCores(len(documents), func(i int) {
		var ofA, ofB []match.Relation // of one type
		for n := range documents[i] {
			p := &documents[i][n]
			a, b := touching(p.linksA, p.A, only), touching(p.linksB, p.B, only)
			if len(a)+len(b) == 0 {
				continue
			}
			all := p.links("", a, b)
			all.AnyType = p.Relations(a, b, match.Linking{AnyLabel: true})
			of[i] = append(of[i], all)
			for _, l := range linkLabels(a, b) {
				ofA, ofB = called(ofA[:0], a, l), called(ofB[:0], b, l)
				of[i] = append(of[i], p.links(annotate.Label(l), ofA, ofB))
			}
		}
	})
	return slices.Concat(of...)
}

// links counts links of one type, or of all.
func (p *pairing) links(label annotate.Label, a, b []match.Relation) LinkTally {
	same := p.Relations(a, b, match.Linking{})
	return LinkTally{Document: p.document, A: p.a, B: p.b, Label: label, Labelled: same,
		// A link that both have lies between marks that both have: it is among the given ones.
		Given: match.Hits{Both: same.Both, A: given(a, p.PartnerOfA), B: given(b, p.PartnerOfB)}}
}

// given counts links whose two ends the other annotator has marked at all.
func given(links []match.Relation, partner func(int) (int, bool)) int {
	n := 0
	for _, r := range links {
		_, head := partner(r.Head)
		_, tail := partner(r.Tail)
		if head && tail {
			n++
		}
	}
	return n
}

// called appends the links of one type.
func called(some, links []match.Relation, label string) []match.Relation {
	for _, r := range links {
		if r.Label == label {
			some = append(some, r)
		}
	}
	return some
}

func linkLabels(lists ...[]match.Relation) []string {
	var labels []string // few
	for _, list := range lists {
		for _, r := range list {
			if !slices.Contains(labels, r.Label) {
				labels = append(labels, r.Label)
			}
		}
	}
	slices.Sort(labels)
	return labels
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

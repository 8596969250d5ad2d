package survey

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
)

// A Kind says what annotators are compared on.
type Kind string

// The kinds.
const (
	OfLabel     Kind = "label"     // is this word under the label?
	OfLabels    Kind = "labels"    // which labels is this word under?
	OfValue     Kind = "value"     // which value has this mark, once both have made it?
	OfAttribute Kind = "attribute" // which value has this document?
)

// A Subject is one thing that annotators can agree on, with the measures that suit it.
type Subject struct {
	Kind     Kind
	Name     string           // of the label or attribute; "" of all labels
	Def      annotate.AttrDef // of an attribute
	Items    *agreement.Items
	Tallies  []ValueTally      // of an attribute of marks, by document
	Weights  agreement.Weights // for measures that can tell a near miss
	Measures []string          // by name: what to look at first
	Pairwise []string          // the same, for two annotators
}

// Subjects returns everything the survey can compare: each label that somebody used, all labels together where there
// are several, and the scheme's attributes of marks and documents, but for free text. Labels given limit it to these and
// to the attributes of their marks.
func (s Survey) Subjects(scheme annotate.Scheme, only []annotate.Label) []Subject {
	labels := s.Labels()
	if len(only) > 0 {
		labels = slices.DeleteFunc(labels, func(l annotate.Label) bool { return !slices.Contains(only, l) })
	}
	var all []Subject
	for _, l := range labels {
		all = append(all, Subject{
			Kind: OfLabel, Name: string(l),
			Measures: []string{"percent", "alpha", "ac1"}, Pairwise: []string{"percent", "cohen"},
		})
	}
	if len(labels) > 1 {
		all = append(all, Subject{
			Kind:     OfLabels,
			Measures: []string{"alpha-masi", "alpha-jaccard"}, Pairwise: []string{"alpha-masi"},
		})
	}
	onAllCores(len(all), func(i int) {
		if i == len(labels) {
			all[i].Items = s.WordSets(labels)
			return
		}
		all[i].Items = s.Words(labels[i])
	})
	defs := slices.DeleteFunc(slices.Clone(scheme.Attributes), func(def annotate.AttrDef) bool { return def.Type == annotate.String })
	values, tallies := s.values(defs, only)
	items := make([]*agreement.Items, len(defs))
	onAllCores(len(defs), func(k int) { items[k] = s.valued(defs[k], values[k]) })
	for k, def := range defs {
		if all = appendRated(all, def, OfValue, items[k]); items[k].Rated() {
			all[len(all)-1].Tallies = tallies[k]
		}
	}
	if len(only) > 0 {
		return all
	}
	for _, def := range scheme.Attributes {
		if slices.Contains(def.On, "document") && def.Type != annotate.String {
			all = appendRated(all, def, OfAttribute, s.Attribute(def))
		}
	}
	return all
}

// appendRated adds an attribute that somebody has set.
func appendRated(all []Subject, def annotate.AttrDef, kind Kind, items *agreement.Items) []Subject {
	if !items.Rated() {
		return all
	}
	one := Subject{
		Kind: kind, Name: def.ID, Def: def, Items: items,
		Measures: []string{"percent", "alpha", "ac1"}, Pairwise: []string{"percent", "cohen"},
	}
	switch {
	case def.Type == annotate.Number:
		one.Measures[1], one.Weights.Name = "alpha-interval", agreement.Quadratic
	case def.Ordinal:
		one.Measures[1], one.Weights.Name = "alpha-ordinal", agreement.Quadratic
	}
	return append(all, one)
}

// Sample returns a measure of a subject. Percent agreement is of exact agreement, whatever the weights.
func (s Subject) Sample(m agreement.Measure, x *agreement.Items) agreement.Sample {
	w := s.Weights
	if m.Name == "percent" {
		w = agreement.Weights{}
	}
	return m.Of(x, w)
}

package survey

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
)

// Values returns the table of an attribute of marks: an item a pair of marks of one label that two annotators have made, a
// rating the value that each has set. It says nothing of marks that only one has made. A mark that three have made is in it
// three times, once for each two of them. A boolean that is not set is false; any other value that is not set is missing.
// Labels given limit it to marks of these.
func (s Survey) Values(def annotate.AttrDef, only []annotate.Label) *agreement.Items {
	carries, unset := carrying(def, only)
	var names []string
	switch def.Type {
	case annotate.Boolean:
		names = []string{"false", "true"}
	case annotate.Enum:
		names = slices.Clone(def.Values)
	}
	declared := len(names)
	known := map[string]bool{}
	for _, name := range names {
		known[name] = true
	}
	pairs := make([][][2]*string, len(s.pairings))
	for i, p := range s.pairings {
		pairs[i] = p.Values(def.ID, carries, unset).Pairs
		for _, pair := range pairs[i] {
			for _, v := range pair {
				if v != nil && !known[*v] {
					known[*v], names = true, append(names, *v)
				}
			}
		}
	}
	slices.Sort(names[declared:])
	scale := agreement.Scale{Categories: names}
	if def.Type == annotate.Number {
		scale = agreement.Numeric(names)
	}
	places := make(map[string]int32, len(scale.Categories))
	for k, name := range scale.Categories {
		places[name] = int32(k)
	}
	x := agreement.NewItems(scale, s.coders())
	row := make([]int32, len(s.Annotators))
	number := func(v *string) int32 {
		if v == nil {
			return agreement.Missing
		}
		return places[*v]
	}
	for i, p := range s.pairings {
		for _, pair := range pairs[i] {
			for k := range row {
				row[k] = agreement.Missing
			}
			row[p.a], row[p.b] = number(pair[0]), number(pair[1])
			x.Add(p.document, row...)
		}
	}
	x.Documents = len(s.Documents)
	return x
}

// carrying returns which labels carry an attribute, of these where any are given, and what a value that is not set stands for.
func carrying(def annotate.AttrDef, only []annotate.Label) (carries func(label string) bool, unset *string) {
	if def.Type == annotate.Boolean {
		no := "false"
		unset = &no
	}
	return func(label string) bool {
		return slices.Contains(def.On, label) && (len(only) == 0 || slices.Contains(only, annotate.Label(label)))
	}, unset
}

// A ValueTally is what an attribute of marks comes to in one document, over all pairs of annotators.
type ValueTally struct {
	Marked   match.Hits        // marks that could have a value; Both is the pairs under one label
	Presence agreement.Portion // pairs on which the two agree whether there is a value
	Joint    match.Hits        // marks found, called and valued the same
}

// ValueTallies counts an attribute of marks by document.
func (s Survey) ValueTallies(def annotate.AttrDef, only []annotate.Label) []ValueTally {
	all := make([]ValueTally, len(s.Documents))
	carries, unset := carrying(def, only)
	for _, p := range s.pairings {
		v, t := p.Values(def.ID, carries, unset), &all[p.document]
		alike, of := v.Presence()
		t.Marked, t.Joint = t.Marked.Plus(v.Marked), t.Joint.Plus(v.Joint())
		t.Presence = agreement.Portion{N: t.Presence.N + alike, Of: t.Presence.Of + of}
	}
	return all
}

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
	items, _ := s.valued(def, only)
	return items
}

// valuesIn is the values of pairs of marks in one document: by pairing and pair, a place among the names, or [agreement.Missing].
type valuesIn struct {
	names []string
	pairs [][][2]int32
}

// number returns the place of a name. There are few.
func (v *valuesIn) number(name string) int32 {
	i := slices.Index(v.names, name)
	if i < 0 {
		i = len(v.names)
		v.names = append(v.names, name)
	}
	return int32(i)
}

// valued returns the table of an attribute of marks, and what the attribute comes to by document.
func (s Survey) valued(def annotate.AttrDef, only []annotate.Label) (*agreement.Items, []ValueTally) {
	documents, tallies := s.values(def, only)
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
	all := 0
	for _, d := range documents {
		for _, list := range d.pairs {
			all += len(list)
		}
		for _, name := range d.names {
			if !known[name] {
				known[name], names = true, append(names, name)
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
	x.Grow(all)
	row := make([]int32, len(s.Annotators))
	number := func(d *valuesIn, v int32) int32 {
		if v == agreement.Missing {
			return v
		}
		return places[d.names[v]]
	}
	pairings := s.pairings
	for i := range documents {
		d := &documents[i]
		for k, list := range d.pairs {
			p := &pairings[k]
			for _, pair := range list {
				for k := range row {
					row[k] = agreement.Missing
				}
				row[p.a], row[p.b] = number(d, pair[0]), number(d, pair[1])
				x.Add(p.document, row...)
			}
		}
		pairings = pairings[len(d.pairs):]
	}
	x.Documents = len(s.Documents)
	return x, tallies
}

// values returns the values of every pair of marks that carries the attribute, by document that has pairings, and what they come to
// by document.
func (s Survey) values(def annotate.AttrDef, only []annotate.Label) ([]valuesIn, []ValueTally) {
	tallies, carries := make([]ValueTally, len(s.Documents)), carrying(def, only)
	if !slices.ContainsFunc(s.labels, func(l annotate.Label) bool { return carries(string(l)) }) {
		return nil, tallies
	}
	boolean := def.Type == annotate.Boolean
	documents := slices.Collect(chunked(s.pairings))
	all := make([]valuesIn, len(documents))
	onAllCores(len(documents), func(i int) {
		t, v := &tallies[documents[i][0].document], &all[i]
		v.pairs = make([][][2]int32, len(documents[i]))
		for k, p := range documents[i] {
			joint := 0
			marked := p.EachValue(def.ID, carries, func(a, b string, ofA, ofB bool) {
				number := func(name string, set bool) int32 {
					switch {
					case set:
						return v.number(name)
					case boolean: // one that is not set is false
						return v.number("false")
					}
					return agreement.Missing
				}
				x, y := number(a, ofA), number(b, ofB)
				if (x == agreement.Missing) == (y == agreement.Missing) {
					t.Presence.N++
				}
				t.Presence.Of++
				if x == y {
					joint++
				}
				v.pairs[k] = append(v.pairs[k], [2]int32{x, y})
			})
			t.Marked = t.Marked.Plus(marked)
			t.Joint = t.Joint.Plus(match.Hits{Both: joint, A: marked.A, B: marked.B})
		}
	})
	return all, tallies
}

// carrying says which labels carry an attribute; of these, where any are given.
func carrying(def annotate.AttrDef, only []annotate.Label) func(label string) bool {
	return func(label string) bool {
		return slices.Contains(def.On, label) && (len(only) == 0 || slices.Contains(only, annotate.Label(label)))
	}
}

// A ValueTally is what an attribute of marks comes to in one document, over all pairs of annotators.
type ValueTally struct {
	Marked   match.Hits        // marks that could have a value; Both is the pairs under one label
	Presence agreement.Portion // pairs on which the two agree whether there is a value
	Joint    match.Hits        // marks found, called and valued the same
}

// ValueTallies counts an attribute of marks by document.
func (s Survey) ValueTallies(def annotate.AttrDef, only []annotate.Label) []ValueTally {
	_, tallies := s.values(def, only)
	return tallies
}

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
	documents, _ := s.values([]annotate.AttrDef{def}, only)
	return s.valued(def, documents[0])
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

// valued returns the table of an attribute of marks with these values.
func (s Survey) valued(def annotate.AttrDef, documents []valuesIn) *agreement.Items {
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
	return x
}

// values returns the values of every pair of marks that carries an attribute, by document that has pairings, and what they come to
// by document: of each attribute. Marks are walked once for all of them.
func (s Survey) values(defs []annotate.AttrDef, only []annotate.Label) ([][]valuesIn, [][]ValueTally) {
	all, tallies := make([][]valuesIn, len(defs)), make([][]ValueTally, len(defs))
	carried := map[string][]int{} // by label: the attributes that it carries
	for k, def := range defs {
		tallies[k] = make([]ValueTally, len(s.Documents))
		carries := carrying(def, only)
		for _, l := range s.labels {
			if carries(string(l)) {
				carried[string(l)] = append(carried[string(l)], k)
			}
		}
	}
	if len(carried) == 0 {
		return all, tallies
	}
	documents := slices.Collect(chunked(s.pairings))
	for k := range defs {
		all[k] = make([]valuesIn, len(documents))
	}
	onAllCores(len(documents), func(i int) {
		d := documents[i][0].document
		for k := range defs {
			all[k][i].pairs = make([][][2]int32, len(documents[i]))
		}
		for n := range documents[i] {
			p := &documents[i][n]
			for a := range p.A {
				for _, k := range carried[p.A[a].Label] {
					t := &tallies[k][d]
					t.Marked.A++
					t.Joint.A++
				}
			}
			for b := range p.B {
				for _, k := range carried[p.B[b].Label] {
					t := &tallies[k][d]
					t.Marked.B++
					t.Joint.B++
				}
			}
			for _, pair := range p.Pairs {
				a, b := &p.A[pair.A], &p.B[pair.B]
				if a.Label != b.Label {
					continue
				}
				for _, k := range carried[a.Label] {
					v, t := &all[k][i], &tallies[k][d]
					x, y := v.of(&defs[k], a.Attrs), v.of(&defs[k], b.Attrs)
					t.add(x, y)
					v.pairs[n] = append(v.pairs[n], [2]int32{x, y})
				}
			}
		}
	})
	return all, tallies
}

// of returns the number of what a mark has for an attribute; a boolean that is not set is false.
func (v *valuesIn) of(def *annotate.AttrDef, attrs annotate.Attrs) int32 {
	switch name, set := attrs.Get(def.ID); {
	case set:
		return v.number(name)
	case def.Type == annotate.Boolean:
		return v.number("false")
	}
	return agreement.Missing
}

// add counts a pair of marks with the numbers of their values.
func (t *ValueTally) add(x, y int32) {
	t.Marked.Both++
	t.Presence.Of++
	if (x == agreement.Missing) == (y == agreement.Missing) {
		t.Presence.N++
	}
	if x == y {
		t.Joint.Both++
	}
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
	_, tallies := s.values([]annotate.AttrDef{def}, only)
	return tallies[0]
}

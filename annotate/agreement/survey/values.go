package survey

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
)

// Values returns the table of an attribute of marks: an item a pair of marks of one label that two annotators have made, a
// rating the value that each has set. It says nothing of marks that only one has made. A mark that three have made is in it
// three times, once for each two of them. A boolean that is not set is false; any other value that is not set is missing.
// Labels given limit it to marks of these.
func (s Survey) Values(def annotate.AttrDef, only []annotate.Label) *agreement.Items {
	carries := func(label string) bool {
		return slices.Contains(def.On, label) && (len(only) == 0 || slices.Contains(only, annotate.Label(label)))
	}
	var unset *string
	var names []string
	switch def.Type {
	case annotate.Boolean:
		no := "false"
		unset, names = &no, []string{"false", "true"}
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

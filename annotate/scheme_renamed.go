package annotate

import (
	"cmp"
	"slices"
	"strings"
)

// Renamed returns s with what r names called otherwise, wherever it is named: in the definitions, the ends of relations,
// what labels must lie inside, and the presets. [Remap] does the same to marks. Names that s lacks change nothing.
func (s Scheme) Renamed(r Renaming) Scheme {
	label := func(l Label) Label { return cmp.Or(r.Label[l], l) }
	relation := func(l Label) Label { return cmp.Or(r.Relation[l], l) }
	was := s
	bearer := func(on string) string { // a label, or else a relation type, or the document
		for _, l := range []Label{Label(on), label(Label(on))} { // whether the definition has the new name already or not
			if _, ok := was.Label(l); ok {
				return string(label(Label(on)))
			}
		}
		return string(relation(Label(on)))
	}
	s.Labels, s.Relations, s.Attributes, s.Presets = slices.Clone(s.Labels), slices.Clone(s.Relations), slices.Clone(s.Attributes), slices.Clone(s.Presets)
	for i := range s.Labels {
		d := &s.Labels[i]
		d.ID, d.Inside = label(d.ID), each(d.Inside, label)
	}
	for i := range s.Relations {
		d := &s.Relations[i]
		d.ID, d.Heads, d.Tails = relation(d.ID), each(d.Heads, label), each(d.Tails, label)
	}
	for i := range s.Attributes {
		d := &s.Attributes[i]
		id := d.ID
		for _, on := range d.On {
			d.ID = cmp.Or(r.Attr[on+"."+id], d.ID)
		}
		d.Default = r.value(d.On, id, d.Default)
		d.Values = each(d.Values, func(v string) string { return r.value(d.On, id, v) })
		d.On = each(d.On, bearer)
	}
	for i := range s.Presets {
		p := &s.Presets[i]
		p.Labels, p.Relations = each(p.Labels, label), each(p.Relations, relation)
		p.Attributes = each(p.Attributes, func(name string) string {
			on, id, _ := strings.Cut(name, ".")
			return bearer(on) + "." + cmp.Or(r.Attr[name], id)
		})
	}
	return s
}

// value is what a value of an attribute is called now.
func (r Renaming) value(on []string, attr, value string) string {
	for _, o := range on {
		if to, ok := r.Value[o+"."+attr+"="+value]; ok {
			return to
		}
	}
	return value
}

// each returns what f makes of every element; nil of nil.
func each[T any](all []T, f func(T) T) []T {
	out := slices.Clone(all)
	for i, x := range out {
		out[i] = f(x)
	}
	return out
}

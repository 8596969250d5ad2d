package annotate

import (
	"maps"
	"slices"
)

// A Renaming says what is called otherwise in the next version of a scheme. Its keys are old names throughout: an
// attribute of a label that is itself renamed stands under the label's old name. What it does not name stays.
type Renaming struct {
	Label    map[Label]Label
	Relation map[Label]Label   // relation types: a type may have the id of a label, and is not meant by it
	Attr     map[string]string // "label.attribute" → attribute; also of a relation type, or of "document"
	Value    map[string]string // "label.attribute=value" → value
}

// Remap returns the transaction that gives every span and relation of l, and its document, the new names of labels,
// attributes and values; nil when there is nothing to rename. Names may change places. Where an attribute would take the
// name of another that the mark has already, and that keeps its name, the other one stays and this one goes.
func Remap(l Layer, r Renaming) Tx {
	var tx Tx
	rename := func(id SpanID, label Label, names map[Label]Label, attrs Attrs) {
		if to, ok := names[label]; ok && to != label {
			tx = append(tx, Relabel{id, label, to})
		}
		tx = r.attrs(tx, id, string(label), attrs)
	}
	for s := range l.Spans() {
		rename(s.ID, s.Label, r.Label, s.Attrs)
	}
	for _, x := range l.Relations() {
		rename(x.ID, x.Label, r.Relation, x.Attrs)
	}
	return r.attrs(tx, "", onDocument, l.Attrs())
}

// attrs appends what gives the attributes of one mark their new names and values: all from what they are now, so that
// two names may change places.
func (r Renaming) attrs(tx Tx, id SpanID, on string, attrs Attrs) Tx {
	if len(attrs) == 0 || len(r.Attr) == 0 && len(r.Value) == 0 {
		return tx
	}
	next := map[string]string{}
	for _, renamed := range []bool{false, true} {
		for _, a := range attrs {
			name, ok := r.Attr[on+"."+a.Name]
			if !ok {
				name = a.Name
			}
			if _, have := next[name]; have || renamed != (name != a.Name) {
				continue
			}
			value, ok := r.Value[on+"."+a.Name+"="+a.Value]
			if !ok {
				value = a.Value
			}
			next[name] = value
		}
	}
	for _, a := range attrs {
		if _, ok := next[a.Name]; !ok {
			tx = append(tx, SetAttr{ID: id, Name: a.Name, From: &a.Value})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(next)) {
		value := next[name]
		if was := attrs.pointer(name); was == nil || *was != value {
			tx = append(tx, SetAttr{ID: id, Name: name, From: was, To: &value})
		}
	}
	return tx
}

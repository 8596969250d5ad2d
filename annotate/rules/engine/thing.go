package engine

import (
	"reflect"
	"slices"

	"github.com/dop251/goja"

	"galley/annotate"
)

// A thing is what a script sees of a place: an object that Go answers for. Rules ask thousands of them for little each, and an
// object of goja's own would carry a table of properties, made whether or not anybody looks.
//
// What it has cannot be changed. A script may hang properties of its own on it, as on any object, unless it is sealed.
type thing struct {
	w      *world
	r      annotate.Range
	of     *series // of an analysis, with its place in it; or nil
	i      int
	fixed  []named    // what it has beside its place, listed
	kind   []named    // and what many have in common, not listed
	text   goja.Value // once it was asked for
	hung   *hung      // by the script, or nil
	sealed bool
}

// What a script has hung on a thing.
type hung struct {
	values map[string]goja.Value
	names  []string // in order
}

// A named is a property.
type named struct {
	name  string
	value goja.Value
}

var thingType = reflect.TypeFor[*thing]()

// thingOf returns the thing behind an object, or nil.
func thingOf(o *goja.Object) *thing {
	if o.ExportType() != thingType {
		return nil
	}
	t, _ := o.Export().(*thing)
	return t
}

// Get returns a property, or nil when there is none.
func (t *thing) Get(name string) goja.Value {
	switch name {
	case startName:
		return t.w.number(int(t.r.From))
	case endName:
		return t.w.number(int(t.r.To))
	case textName:
		if t.text == nil {
			t.text = t.w.rt.ToValue(t.w.doc.Text.Slice(t.w.inText(t.r)))
		}
		return t.text
	case indexName:
		if t.of != nil {
			return t.w.number(t.i)
		}
	}
	for i := range t.fixed {
		if t.fixed[i].name == name {
			return t.fixed[i].value
		}
	}
	for i := range t.kind {
		if t.kind[i].name == name {
			return t.kind[i].value
		}
	}
	if t.of != nil {
		if v := t.of.property(t.w, name, t.i); v != nil {
			return v
		}
	}
	if t.hung == nil {
		return nil
	}
	return t.hung.values[name]
}

// Has reports whether there is a property.
func (t *thing) Has(name string) bool {
	return t.given(name) || t.hung != nil && t.hung.values[name] != nil
}

// given reports whether a property is of the document and not of the script.
func (t *thing) given(name string) bool {
	switch name {
	case startName, endName, textName:
		return true
	case indexName:
		return t.of != nil
	}
	for i := range t.fixed {
		if t.fixed[i].name == name {
			return true
		}
	}
	for i := range t.kind {
		if t.kind[i].name == name {
			return true
		}
	}
	return t.of != nil && t.of.properties[name] != nil
}

// Set hangs a property of the script's own on the thing.
func (t *thing) Set(name string, v goja.Value) bool {
	if t.sealed || t.given(name) {
		return false
	}
	if t.hung == nil {
		t.hung = &hung{values: map[string]goja.Value{}}
	}
	if t.hung.values[name] == nil {
		t.hung.names = append(t.hung.names, name)
	}
	t.hung.values[name] = v
	return true
}

// Delete takes off what the script hung on the thing.
func (t *thing) Delete(name string) bool {
	if t.given(name) {
		return false
	}
	if h := t.hung; h != nil && h.values[name] != nil {
		delete(h.values, name)
		i := slices.Index(h.names, name)
		h.names = append(h.names[:i:i], h.names[i+1:]...)
	}
	return true
}

// Keys names the properties that are listed: not those that are worked out when they are read.
func (t *thing) Keys() []string {
	keys := []string{startName, endName}
	if t.of != nil {
		keys = append(keys, indexName)
	}
	for i := range t.fixed {
		keys = append(keys, t.fixed[i].name)
	}
	if t.hung != nil {
		keys = append(keys, t.hung.names...)
	}
	return keys
}

// thing makes an object for a thing.
func (w *world) thing(t *thing) *goja.Object {
	w.charge(6)
	t.w = w
	return w.rt.NewDynamicObject(t)
}

// at makes an object for a range.
func (w *world) at(r annotate.Range) *goja.Object { return w.thing(&thing{r: r}) }

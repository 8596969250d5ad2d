package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

// A roll is a list that a script gets: an array that Go answers for, which cannot be changed. A frozen array of goja's own keeps a
// record for every member.
type roll []goja.Value

var rollType = reflect.TypeFor[*roll]()

// Len returns how many members there are.
func (r *roll) Len() int { return len(*r) }

// Get returns a member, or nil beyond the ends.
func (r *roll) Get(i int) goja.Value {
	if i < 0 || i >= len(*r) {
		return nil
	}
	return (*r)[i]
}

// Set refuses.
func (r *roll) Set(int, goja.Value) bool { return false }

// SetLen refuses.
func (r *roll) SetLen(int) bool { return false }

// rollOf returns the roll behind an object, or nil.
func rollOf(v goja.Value) *roll {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != rollType {
		return nil
	}
	r, _ := o.Export().(*roll)
	return r
}

// listOf makes a list that cannot be changed.
func (w *world) listOf(items []goja.Value) goja.Value {
	w.charge(len(items))
	w.make(len(items) * 300)
	r := roll(items)
	return w.rt.NewDynamicArray(&r)
}

// A walk goes over a list, for a loop. What it says at each turn is lighter than an object of goja's own.
type walk struct {
	over *roll        // or
	list *goja.Object // an array of the script, which may grow meanwhile; nil: the walk is over
	at   int
	next goja.Value
}

// member returns the next member, or nil behind the last.
func (w *walk) member() goja.Value {
	switch {
	case w.over != nil:
		if w.at < w.over.Len() {
			return w.over.Get(w.at)
		}
	case w.list != nil:
		if int64(w.at) < w.list.Get("length").ToInteger() {
			if v := w.list.Get(index(int64(w.at))); v != nil {
				return v
			}
			return goja.Undefined()
		}
		w.list = nil
	}
	return nil
}

// A turn is what a walk says: the next member, or that there is none.
type turn struct {
	value goja.Value // nil when there is none
	rt    *goja.Runtime
}

var walkType, turnType = reflect.TypeFor[*walk](), reflect.TypeFor[*turn]()

// hosted reports whether Go answers for an object.
func hosted(o *goja.Object) bool {
	switch o.ExportType() {
	case thingType, rollType, walkType, turnType:
		return true
	}
	return false
}

// startWalk makes a walk over a list, of the kind that proto is the prototype of.
func (s *sandbox) startWalk(list *goja.Object, proto *goja.Object) goja.Value {
	w := &walk{over: rollOf(list), next: s.stepping}
	if w.over == nil {
		w.list = list
	}
	o := s.rt.NewDynamicObject(w)
	_ = o.SetPrototype(proto)
	return o
}

// step is the method next of a walk.
func (s *sandbox) step(c goja.FunctionCall) goja.Value {
	s.charge(1)
	o, ok := c.This.(*goja.Object)
	if !ok || o.ExportType() != walkType {
		panic(s.rt.NewTypeError("next is for walks over lists"))
	}
	w := o.Export().(*walk)
	v := w.member()
	w.at++
	return s.rt.NewDynamicObject(&turn{rt: s.rt, value: v})
}

func (w *walk) Get(name string) goja.Value {
	if name == "next" {
		return w.next
	}
	return nil
}

func (w *walk) Set(string, goja.Value) bool { return false }
func (w *walk) Has(name string) bool        { return name == "next" }
func (w *walk) Delete(name string) bool     { return name != "next" }
func (w *walk) Keys() []string              { return nil }

func (t *turn) Get(name string) goja.Value {
	switch name {
	case "value":
		if t.value == nil {
			return goja.Undefined()
		}
		return t.value
	case "done":
		return t.rt.ToValue(t.value == nil)
	}
	return nil
}

func (t *turn) Set(string, goja.Value) bool { return false }
func (t *turn) Has(name string) bool        { return name == "value" || name == "done" }
func (t *turn) Delete(name string) bool     { return !t.Has(name) }
func (t *turn) Keys() []string              { return []string{"value", "done"} }

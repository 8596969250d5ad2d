package annotate

import (
	"maps"
	"slices"
	"strings"
)

// Get returns the value of name, and whether it is set.
func (a Attrs) Get(name string) (string, bool) {
	i, ok := a.find(name)
	if !ok {
		return "", false
	}
	return a[i].Value, true
}

// With returns a copy of a in which name has *value, or is unset when value is nil.
func (a Attrs) With(name string, value *string) Attrs {
	i, ok := a.find(name)
	switch {
	case value == nil && !ok:
		return a
	case value == nil:
		if len(a) == 1 {
			return nil
		}
		return slices.Delete(slices.Clone(a), i, i+1)
	case ok:
		a = slices.Clone(a)
		a[i].Value = *value
		return a
	}
	return slices.Insert(slices.Clone(a), i, Field{name, *value})
}

// An attrEdit is attributes while many of them are set: they are copied once, when it is done.
type attrEdit struct {
	was Attrs
	set map[string]*string // nil unsets
}

func (e *attrEdit) pointer(name string) *string {
	if v, ok := e.set[name]; ok {
		return v
	}
	return e.was.pointer(name)
}

func (e *attrEdit) put(name string, value *string) {
	if e.set == nil {
		e.set = map[string]*string{}
	}
	e.set[name] = value
}

func (e *attrEdit) done() Attrs {
	if len(e.set) == 0 {
		return e.was
	}
	out := make(Attrs, 0, len(e.was)+len(e.set))
	left := e.was
	for _, name := range slices.Sorted(maps.Keys(e.set)) {
		i, ok := left.find(name)
		out = append(out, left[:i]...)
		if left = left[i:]; ok {
			left = left[1:]
		}
		if v := e.set[name]; v != nil {
			out = append(out, Field{name, *v})
		}
	}
	if out = append(out, left...); len(out) == 0 {
		return nil
	}
	return out
}

func (a Attrs) find(name string) (int, bool) {
	return slices.BinarySearchFunc(a, name, func(f Field, n string) int { return strings.Compare(f.Name, n) })
}

// sorted reports whether a is in order and names nothing twice.
func (a Attrs) sorted() bool {
	for i := 1; i < len(a); i++ {
		if a[i-1].Name >= a[i].Name {
			return false
		}
	}
	return true
}

// pointer returns what Get found as the *string that [SetAttr] carries.
func (a Attrs) pointer(name string) *string {
	if v, ok := a.Get(name); ok {
		return &v
	}
	return nil
}

func samePointer(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

package annotate

import (
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

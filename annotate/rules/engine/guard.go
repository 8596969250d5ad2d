package engine

import (
	"strings"

	"github.com/dop251/goja"

	"galley/annotate/rules"
)

// goja's own functions cannot be stopped half-way. Those that could run long, call themselves without end or make much out
// of little are therefore asked beforehand how much it would be.

// lengthOf returns the length of a list or a string; anything else with a length is refused, as what it says of itself may
// change from one question to the next.
func (s *sandbox) lengthOf(v goja.Value) int64 {
	switch v := v.(type) {
	case goja.String:
		return int64(v.Length())
	case *goja.Object:
		if v.ClassName() == "Array" {
			return v.Get("length").ToInteger()
		}
	}
	panic(s.rt.NewTypeError("this works on lists only: make one with Array.from"))
}

// guardLists puts questions before the methods of lists.
func (s *sandbox) guardLists() {
	p := s.object("Array", "prototype")
	for _, name := range []string{
		"copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "includes", "indexOf",
		"lastIndexOf", "map", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice", "toReversed", "toSorted",
		"toSpliced", "unshift", "with",
	} {
		if p.Get(name) == nil {
			continue
		}
		sorts := name == "sort" || name == "toSorted"
		s.instead(p, name, func(c goja.FunctionCall, old native) goja.Value {
			n := s.lengthOf(c.This)
			s.list(n)
			if name == "sort" && rollOf(c.This) != nil {
				panic(s.rt.NewTypeError("this list cannot be changed: sort a copy, with toSorted"))
			}
			if sorts {
				s.charge(int(n) * 16) // comparisons that no function of the script counts
			}
			return old(c)
		})
	}
	s.instead(p, "concat", func(c goja.FunctionCall, old native) goja.Value {
		n := s.lengthOf(c.This)
		for _, a := range c.Arguments {
			if o, ok := a.(*goja.Object); ok {
				if o.GetSymbol(goja.SymIsConcatSpreadable) != nil {
					panic(s.rt.NewTypeError("concat takes lists and values"))
				}
				if o.ClassName() == "Array" {
					n += s.lengthOf(o)
				}
			}
		}
		s.list(n)
		return old(c)
	})
	s.put(p, "join", s.method("join", func(c goja.FunctionCall) goja.Value {
		sep := ","
		if a := c.Argument(0); !goja.IsUndefined(a) {
			sep = a.String()
		}
		return s.rt.ToValue(s.join(c.This, sep))
	}))
	for _, name := range []string{"toString", "toLocaleString"} {
		s.put(p, name, s.method(name, func(c goja.FunctionCall) goja.Value { return s.rt.ToValue(s.join(c.This, ",")) }))
	}
	s.put(p, "flat", s.method("flat", func(c goja.FunctionCall) goja.Value {
		depth := int64(1)
		if a := c.Argument(0); !goja.IsUndefined(a) {
			depth = min(a.ToInteger(), 100)
		}
		var out []any
		s.flat(c.This, depth, &out)
		return s.rt.NewArray(out...)
	}))
	a := s.object("Array")
	s.put(a, "from", s.method("from", s.from))
	s.guardWalks(p)
	// new Array(n) makes a list of n holes: what comes of it is asked when it is used.
}

// guardWalks counts walks over lists, also where goja takes them itself: for a set, a map, or what a pattern leaves over.
func (s *sandbox) guardWalks(p *goja.Object) {
	var walks *goja.Object
	s.stepping = s.method("next", s.step)
	s.instead(p, "values", func(c goja.FunctionCall, old native) goja.Value {
		s.list(s.lengthOf(c.This))
		if list, ok := c.This.(*goja.Object); ok && walks != nil {
			return s.startWalk(list, walks)
		}
		return old(c)
	})
	if err := p.DefineDataPropertySymbol(goja.SymIterator, p.Get("values"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err) // a broken program
	}
	keys, _ := goja.AssertFunction(p.Get("keys"))
	walk, err := keys(s.rt.NewArray())
	if err != nil {
		panic(err) // a broken program
	}
	walks = walk.(*goja.Object).Prototype()
	s.instead(walks, "next", func(c goja.FunctionCall, old native) goja.Value {
		s.charge(1)
		return old(c)
	})
	s.instead(s.object("String"), "raw", func(c goja.FunctionCall, old native) goja.Value {
		raw := c.Argument(0).ToObject(s.rt).Get("raw")
		if raw == nil {
			raw = goja.Undefined()
		}
		s.list(s.lengthOf(raw))
		o := s.rt.CreateObject(nil)
		s.put(o, "raw", raw)
		c.Arguments = append([]goja.Value{o}, c.Arguments[min(1, len(c.Arguments)):]...)
		return old(c)
	})
}

// join puts the members of a list together.
func (s *sandbox) join(list goja.Value, sep string) string {
	var b strings.Builder
	n := s.lengthOf(list)
	s.list(n)
	s.nest(func() {
		o := list.ToObject(s.rt)
		for i := range n {
			if i > 0 {
				b.WriteString(sep)
			}
			if v := o.Get(index(i)); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
				b.WriteString(v.String())
			}
			if b.Len() > 4*s.lim.Text { // bytes: at least as many as units
				s.text(b.Len())
			}
		}
	})
	s.text(b.Len())
	return b.String()
}

func (s *sandbox) flat(list goja.Value, depth int64, out *[]any) {
	n := s.lengthOf(list)
	s.list(n)
	s.nest(func() {
		o := list.ToObject(s.rt)
		for i := range n {
			v := o.Get(index(i))
			if inner, ok := v.(*goja.Object); ok && depth > 0 && inner.ClassName() == "Array" {
				s.flat(inner, depth-1, out)
			} else if v != nil {
				*out = append(*out, v)
			}
		}
		s.list(int64(len(*out)) / 16)
	})
}

// from is Array.from.
func (s *sandbox) from(c goja.FunctionCall) goja.Value {
	items, ok := c.Argument(0).(*goja.Object)
	convert, has := goja.AssertFunction(c.Argument(1))
	var out []any
	add := func(v goja.Value) {
		if len(out)%64 == 0 {
			s.charge(64)
			s.make(64 * 32)
		}
		if len(out) >= s.lim.Text/4 {
			s.list(int64(len(out)) + 1)
		}
		if v == nil {
			v = goja.Undefined()
		}
		if has {
			w, err := convert(goja.Undefined(), v, s.rt.ToValue(len(out)))
			if err != nil {
				s.rethrow(err)
			}
			v = w
		}
		out = append(out, v)
	}
	if ok && items.GetSymbol(goja.SymIterator) == nil {
		n := int64(0)
		if l := items.Get("length"); l != nil {
			n = l.ToInteger()
		}
		s.list(max(n, 0))
		for i := range n {
			add(items.Get(index(i)))
		}
		return s.rt.NewArray(out...)
	}
	s.rt.ForOf(c.Argument(0), func(v goja.Value) bool {
		add(v)
		return true
	})
	return s.rt.NewArray(out...)
}

// guardTexts puts questions before the methods of strings.
func (s *sandbox) guardTexts() {
	p := s.object("String", "prototype")
	self := func(c goja.FunctionCall) goja.String {
		if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
			panic(s.rt.NewTypeError("there is no text"))
		}
		return textOf(c.This)
	}
	s.instead(p, "repeat", func(c goja.FunctionCall, old native) goja.Value {
		if n := c.Argument(0).ToInteger(); n > 0 {
			s.text(int(min(n, 1<<31)) * min(self(c).Length(), 1<<31))
		}
		return old(c)
	})
	for _, name := range []string{"padStart", "padEnd"} {
		s.instead(p, name, func(c goja.FunctionCall, old native) goja.Value {
			s.text(int(max(0, min(c.Argument(0).ToInteger(), 1<<40))))
			return old(c)
		})
	}
	s.instead(p, "concat", func(c goja.FunctionCall, old native) goja.Value {
		v := old(c)
		s.text(v.(goja.String).Length())
		return v
	})
	for _, name := range []string{
		"includes", "indexOf", "lastIndexOf", "localeCompare", "normalize", "slice", "startsWith", "substr", "substring", "toLocaleLowerCase",
		"toLocaleUpperCase", "toLowerCase", "toUpperCase", "trim", "trimEnd", "trimStart",
	} {
		s.instead(p, name, func(c goja.FunctionCall, old native) goja.Value {
			if t, ok := c.This.(goja.String); ok {
				s.charge(1 + t.Length()>>8)
			}
			return old(c)
		})
	}
}

// guardObjects puts questions before what makes chains, calls functions with a list, or walks a value to its end.
func (s *sandbox) guardObjects() {
	o := s.object("Object")
	for _, name := range []string{"create", "setPrototypeOf"} {
		s.instead(o, name, func(c goja.FunctionCall, old native) goja.Value {
			s.chain()
			if o, ok := c.Argument(0).(*goja.Object); ok && name == "setPrototypeOf" && hosted(o) {
				panic(s.rt.NewTypeError("what a document holds cannot be changed")) // and goja would not see a ring of prototypes
			}
			return old(c)
		})
	}
	// What cannot be changed anyway is frozen: goja does not know that of an object that Go answers for.
	fixed := func(v goja.Value) bool {
		if o, ok := v.(*goja.Object); ok && rollOf(o) == nil {
			t := thingOf(o)
			return t != nil && t.sealed
		} else {
			return ok
		}
	}
	for _, name := range []string{"freeze", "seal", "preventExtensions"} {
		s.instead(o, name, func(c goja.FunctionCall, old native) goja.Value {
			v := c.Argument(0)
			if o, ok := v.(*goja.Object); ok {
				if t := thingOf(o); t != nil {
					t.sealed = true
				}
			}
			if fixed(v) {
				return v
			}
			return old(c)
		})
	}
	for _, name := range []string{"isFrozen", "isSealed"} {
		s.instead(o, name, func(c goja.FunctionCall, old native) goja.Value {
			if fixed(c.Argument(0)) {
				return s.rt.ToValue(true)
			}
			return old(c)
		})
	}
	f := s.object("Object", "prototype", "constructor").Prototype() // Function.prototype
	s.instead(f, "bind", func(c goja.FunctionCall, old native) goja.Value {
		s.chain()
		return old(c)
	})
	s.put(f, "apply", s.method("apply", func(c goja.FunctionCall) goja.Value {
		fn, ok := goja.AssertFunction(c.This)
		if !ok {
			panic(s.rt.NewTypeError("apply is for functions"))
		}
		var args []goja.Value
		if list, ok := c.Argument(1).(*goja.Object); ok {
			n := int64(0)
			if l := list.Get("length"); l != nil {
				n = l.ToInteger()
			}
			if n > 65_536 {
				panic(s.rt.NewTypeError("a function takes at most 65,536 arguments"))
			}
			for i := range n {
				v := list.Get(index(i))
				if v == nil {
					v = goja.Undefined()
				}
				args = append(args, v)
			}
		}
		s.charge(1 + len(args))
		v, err := fn(c.Argument(0), args...)
		if err != nil {
			s.rethrow(err)
		}
		return v
	}))
	j := s.object("JSON")
	s.instead(j, "parse", func(c goja.FunctionCall, old native) goja.Value {
		t := c.Argument(0).String()
		s.text(len(t))
		s.charge(len(t))
		depth := 0
		for i := range len(t) {
			switch t[i] {
			case '[', '{':
				if depth++; depth > 200 {
					s.halt(rules.Depth, "JSON nested more than 200 deep")
				}
			case ']', '}':
				depth--
			}
		}
		return old(c)
	})
	s.put(j, "stringify", s.method("stringify", func(c goja.FunctionCall) goja.Value {
		indent := ""
		switch a := c.Argument(2); {
		case goja.IsString(a):
			indent = a.String()[:min(10, len(a.String()))]
		case goja.IsNumber(a):
			indent = strings.Repeat(" ", int(max(0, min(a.ToInteger(), 10))))
		}
		if a := c.Argument(1); !goja.IsUndefined(a) && !goja.IsNull(a) {
			panic(s.rt.NewTypeError("JSON.stringify takes no replacer here: build the value as it should be"))
		}
		w := jsonWriter{sandbox: s, indent: indent, most: s.lim.Text}
		if !w.value(c.Argument(0)) {
			return goja.Undefined()
		}
		s.text(w.Len())
		return s.rt.ToValue(w.String())
	}))
}

// textOf is what v reads as.
func textOf(v goja.Value) goja.String {
	if t, ok := v.(goja.String); ok {
		return t
	}
	t, _ := v.ToString().(goja.String)
	return t
}

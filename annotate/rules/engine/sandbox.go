package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/dop251/goja"

	"galley/annotate/rules"
)

// A sandbox is the runtime of one run: a world of its own that ends with it.
type sandbox struct {
	meter
	rt       *goja.Runtime
	regexps  regexps
	freezing native     // Object.freeze
	stepping goja.Value // next of a walk over a roll
}

// A native is a function of goja's, or of ours, called without a detour through the machine: what it throws goes on to
// whoever called, as it does when a script calls it.
type native = func(goja.FunctionCall) goja.Value

// nativeOf returns the function that v is, which no script wrote.
func nativeOf(v goja.Value) native {
	f, ok := v.Export().(native)
	if !ok {
		panic("goja has no such function") // a broken program
	}
	return f
}

// What of the language a rule has. Everything else that goja brings is taken out: clocks, randomness, what compiles text
// into code that is not counted, what runs later, and what can be made larger than a list.
var globals = []string{
	"Array", "Boolean", "Error", "EvalError", "Infinity", "JSON", "Map", "Math", "NaN", "Number", "Object", "RangeError", "ReferenceError",
	"RegExp", "Set", "String", "Symbol", "SyntaxError", "TypeError", "URIError", "WeakMap", "WeakSet", "decodeURI", "decodeURIComponent",
	"encodeURI", "encodeURIComponent", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined",
}

// newSandbox returns a runtime in which nothing has run yet.
func newSandbox(ctx context.Context, lim rules.Limits, now func() time.Time) *sandbox {
	s := &sandbox{meter: meter{ctx: ctx, lim: lim, now: now, heap: heapNow()}, rt: goja.New()}
	if now != nil {
		s.start = now()
		s.told = s.start
	}
	s.rt.SetMaxCallStackSize(lim.Depth)
	s.rt.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	s.rt.SetRandSource(func() float64 { return 0 })
	s.freezing = nativeOf(s.object("Object").Get("freeze"))
	s.hide()
	s.guardLists()
	s.guardTexts()
	s.guardObjects()
	s.addRegexps()
	s.addInstruments()
	s.freeze()
	return s
}

// object returns a global object, or what it has under the names that follow.
func (s *sandbox) object(names ...string) *goja.Object {
	o := s.rt.GlobalObject()
	for _, n := range names {
		o = o.Get(n).(*goja.Object)
	}
	return o
}

// hide takes out what a rule must not have.
func (s *sandbox) hide() {
	g := s.rt.GlobalObject()
	code, err := s.rt.RunProgram(codeMakers)
	if err != nil {
		panic(err) // a broken program
	}
	none := s.method("constructor", func(goja.FunctionCall) goja.Value {
		panic(s.rt.NewTypeError("text cannot be made into code here"))
	})
	for _, key := range code.(*goja.Object).Keys() {
		s.put(code.(*goja.Object).Get(key).(*goja.Object), "constructor", none)
	}
	for _, name := range surplus() {
		_ = g.Delete(name)
	}
	_ = s.object("Math").Delete("random")
	o := s.object("Object", "prototype")
	_ = o.Delete("__proto__")
	_ = o.Delete("__defineGetter__")
	_ = o.Delete("__defineSetter__")
	_ = s.object("Array").Delete("fromAsync")
}

// surplus are the names that goja brings and a rule does not have. They are looked up once: to ask a runtime for its names
// makes it build all that they stand for.
var surplus = sync.OnceValue(func() []string {
	return slices.DeleteFunc(goja.New().GlobalObject().GetOwnPropertyNames(), func(name string) bool { return slices.Contains(globals, name) })
})

// codeMakers finds the prototypes of functions, whose constructors would compile text.
var codeMakers = goja.MustCompile("engine", `[(function(){}).__proto__, (function*(){}).__proto__, (async function(){}).__proto__]`, true)

// put defines a property that a script can neither list nor change.
func (s *sandbox) put(o *goja.Object, name string, v goja.Value) {
	if err := o.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err) // a broken program
	}
}

// getter defines a property that is worked out when it is read.
func (s *sandbox) getter(o *goja.Object, name string, get func(goja.FunctionCall) goja.Value) {
	if err := o.DefineAccessorProperty(name, s.rt.ToValue(get), nil, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err) // a broken program
	}
}

// method makes a function for scripts.
func (s *sandbox) method(name string, f func(goja.FunctionCall) goja.Value) goja.Value {
	v := s.rt.ToValue(f)
	_ = v.(*goja.Object).DefineDataProperty("name", s.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return v
}

// instead puts a function of ours in place of goja's, which ours gets.
func (s *sandbox) instead(o *goja.Object, name string, f func(call goja.FunctionCall, old native) goja.Value) {
	old := nativeOf(o.Get(name))
	s.put(o, name, s.method(name, func(c goja.FunctionCall) goja.Value { return f(c, old) }))
}

// rethrow lets an error that a call into the script returned go on to whoever called.
func (s *sandbox) rethrow(err error) {
	if e, ok := errors.AsType[*goja.Exception](err); ok {
		panic(e.Value())
	}
	panic(err)
}

// addInstruments defines what the instrumented program calls.
func (s *sandbox) addInstruments() {
	g := s.rt.GlobalObject()
	s.put(g, tickName, s.rt.ToValue(func(goja.FunctionCall) goja.Value {
		s.turns()
		return goja.Undefined()
	}))
	s.put(g, joinedName, s.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		if t, ok := v.(goja.String); ok {
			s.text(t.Length())
		}
		return v
	}))
	s.put(g, spreadName, s.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		switch v := c.Argument(0).(type) {
		case goja.String:
			s.list(int64(v.Length()))
		case *goja.Object:
			if n := v.Get("length"); v.ClassName() == "Array" && n != nil {
				s.list(n.ToInteger())
				s.charge(int(n.ToInteger()))
			}
		}
		return c.Argument(0)
	}))
	s.put(g, chainName, s.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		s.chain()
		return c.Argument(0)
	}))
}

// freeze makes everything that is shared within the run unchangeable, so that one function of a rule cannot change what
// another relies on.
func (s *sandbox) freeze() {
	do := func(v goja.Value) {
		if o, ok := v.(*goja.Object); ok {
			s.frozen(o)
		}
	}
	for _, name := range globals {
		o, ok := s.rt.GlobalObject().Get(name).(*goja.Object)
		if !ok || name == "globalThis" {
			continue
		}
		do(o)
		if p, ok := o.Get("prototype").(*goja.Object); ok {
			do(p)
		}
	}
	code, err := s.rt.RunProgram(hiddenPrototypes)
	if err != nil {
		panic(err) // a broken program
	}
	for _, key := range code.(*goja.Object).Keys() {
		do(code.(*goja.Object).Get(key))
	}
}

// frozen makes an object unchangeable.
func (s *sandbox) frozen(o *goja.Object) *goja.Object {
	s.freezing(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{o}})
	return o
}

// hiddenPrototypes finds the prototypes that no global names.
var hiddenPrototypes = goja.MustCompile("engine", `(function(){
	var of = Object.getPrototypeOf, all = [of(function(){}), of(function*(){}), of(function*(){}).prototype];
	[[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator]()].forEach(function(i){ all.push(of(i), of(of(i))); });
	return all;
})()`, true)

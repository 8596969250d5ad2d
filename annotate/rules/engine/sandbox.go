package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// A sandbox is what one run has for itself, and no other gets: a runtime, and what is remembered while it lasts.
type sandbox struct {
	meter
	rt       *goja.Runtime
	regexps  regexps
	freezing native       // Object.freeze
	stepping goja.Value   // next of a walk over a roll
	numbers  []goja.Value // whole numbers from 0 on, those that were asked for
	words    map[string]goja.Value
}

// What a sandbox keeps of numbers and of texts, which hold nothing of a run: articles are shorter, and their words few.
const (
	mostNumbers = 1 << 15
	mostWords   = 4000
	longestWord = 32 // bytes
)

// word is a short text that is asked for again and again, as the class of a token.
func (s *sandbox) word(text string) goja.Value {
	v := s.words[text]
	if v != nil {
		return v
	}
	if len(text) > longestWord {
		return s.rt.ToValue(text)
	}
	if s.words == nil || len(s.words) >= mostWords {
		s.words = map[string]goja.Value{}
	}
	text = strings.Clone(text) // it may be a piece of an article, which would be kept with it
	v = s.rt.ToValue(text)
	s.words[text] = v
	return v
}

// number is a whole number. Places are asked for by the thousand, and goja makes an object of each.
func (s *sandbox) number(n int) goja.Value {
	if n < 0 || n >= mostNumbers {
		return s.rt.ToValue(n)
	}
	if n >= len(s.numbers) {
		s.numbers = append(s.numbers, make([]goja.Value, n+1-len(s.numbers))...)
	}
	if s.numbers[n] == nil {
		s.numbers[n] = s.rt.ToValue(n)
	}
	return s.numbers[n]
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

// newSandbox returns a sandbox for a run that begins now.
func newSandbox(ctx context.Context, opt Options) *sandbox {
	s := &sandbox{meter: meter{ctx: ctx, lim: opt.Limits, now: opt.Now, going: opt.Going}, rt: goja.New()}
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
	s.rt.SetMaxCallStackSize(s.lim.Depth)
	s.heap = heapNow()
	if s.now != nil {
		s.start = s.now()
		s.told = s.start
	}
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

// freeze makes unchangeable what a rule builds on: what names stand for, and the prototypes of all there is, with a name and
// without. The functions in them stay as goja has them, built when they are first called for: to freeze each would take
// longer than most rules run, and nothing that is done to one outlasts the run.
func (s *sandbox) freeze() {
	seen := map[*goja.Object]bool{}
	upwards := func(v goja.Value) {
		for o, ok := v.(*goja.Object); ok && o != nil && !seen[o]; o = o.Prototype() {
			seen[o] = true
			s.frozen(o)
		}
	}
	v, err := s.rt.RunProgram(nameless)
	if err != nil {
		panic(err) // a broken program
	}
	for _, key := range v.(*goja.Object).Keys() {
		upwards(v.(*goja.Object).Get(key).(*goja.Object).Prototype())
	}
	g := s.rt.GlobalObject()
	for _, name := range slices.Concat(globals, instruments) {
		upwards(g.Get(name))
		if o, ok := g.Get(name).(*goja.Object); ok {
			upwards(o.Get("prototype"))
		}
	}
	upwards(g)
}

// frozen makes an object unchangeable.
func (s *sandbox) frozen(o *goja.Object) *goja.Object {
	s.freezing(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{o}})
	return o
}

// nameless finds what is made without a name.
var nameless = goja.MustCompile("engine", `[function() {}, function*() {}, (function*() {})(), async function() {}, () => 0, (function() { return arguments; })(),
	[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator]()]`, false)

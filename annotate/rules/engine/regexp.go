package engine

import (
	"strings"
	"sync"

	"github.com/dop251/goja"

	"galley/annotate"
)

// Regular expressions of scripts are objects of ours: goja's own fall back to backtracking, without a way to stop it, for
// every search that does not begin at the start of the text.

// regexps is what one run has of them.
type regexps struct {
	proto   *goja.Object
	number  *goja.Symbol // the property that says which pattern an object is
	all     []*pattern
	objects []*goja.Object // of literals that keep no state, made once
	byText  map[string]int // what the script made itself, by flags and source
	built   *builtPatterns
	subject subject
}

// builtPatterns are expressions that runs of a rule made of texts, so that the next run need not compile them again: the first
// few, as most rules make the same ones whenever they run.
type builtPatterns struct {
	mu  sync.Mutex
	all map[string]*pattern
}

// mostBuilt bounds how many are remembered.
const mostBuilt = 64

// compile compiles an expression, or remembers it.
func (b *builtPatterns) compile(source, flags string) (*pattern, error) {
	key := flags + "/" + source
	b.mu.Lock()
	p := b.all[key]
	b.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := compile(source, flags)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil {
		b.all = map[string]*pattern{}
	}
	if len(b.all) < mostBuilt {
		b.all[key] = p
	}
	return p, nil
}

// A subject is the last text that was searched, in both of its forms.
type subject struct {
	value goja.String
	bytes string
	ascii bool          // every character is one byte
	text  annotate.Text // to convert positions otherwise, once somebody asks for one
	cut   bool          // text is there
}

const lastIndex = "lastIndex"

// use gives the run the patterns that the file's literals were compiled to.
func (s *sandbox) use(patterns []*pattern, built *builtPatterns) {
	s.regexps.built = built
	s.regexps.all = append([]*pattern(nil), patterns...)
	s.regexps.objects = make([]*goja.Object, len(patterns))
}

// addRegexps defines RegExp, and the methods of strings that take one.
func (s *sandbox) addRegexps() {
	r := &s.regexps
	r.number, r.byText = goja.NewSymbol(""), map[string]int{}
	r.proto = s.rt.NewObject()
	made := s.rt.ToValue(func(c goja.ConstructorCall) *goja.Object { return s.newRegexp(c.Arguments) }).(*goja.Object)
	s.put(made, "name", s.rt.ToValue("RegExp"))
	s.put(made, "prototype", r.proto)
	s.put(r.proto, "constructor", made)
	s.put(s.rt.GlobalObject(), "RegExp", made)
	s.put(s.rt.GlobalObject(), regexpName, s.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		i := int(c.Argument(0).ToInteger())
		if i < 0 || i >= len(r.all) {
			panic(s.rt.NewTypeError("there is no such regular expression"))
		}
		return s.regexpObject(i)
	}))
	on := func(name string, f func(c goja.FunctionCall, o *goja.Object, p *pattern) goja.Value) {
		s.put(r.proto, name, s.method(name, func(c goja.FunctionCall) goja.Value {
			o, p := s.patternOf(c.This)
			if p == nil {
				panic(s.rt.NewTypeError("%s is for regular expressions", name))
			}
			return f(c, o, p)
		}))
	}
	on("exec", func(c goja.FunctionCall, o *goja.Object, p *pattern) goja.Value {
		return s.exec(o, p, textOf(c.Argument(0)))
	})
	on("test", func(c goja.FunctionCall, o *goja.Object, p *pattern) goja.Value {
		return s.rt.ToValue(s.test(o, p, textOf(c.Argument(0))))
	})
	on("toString", func(_ goja.FunctionCall, _ *goja.Object, p *pattern) goja.Value {
		return s.rt.ToValue("/" + p.source + "/" + p.flags)
	})
	get := func(name string, of func(*pattern) any) {
		s.getter(r.proto, name, func(c goja.FunctionCall) goja.Value {
			if _, p := s.patternOf(c.This); p != nil {
				return s.rt.ToValue(of(p))
			}
			return goja.Undefined()
		})
	}
	get("source", func(p *pattern) any { return p.source })
	get("flags", func(p *pattern) any { return p.flags })
	for _, f := range []struct{ name, flag string }{
		{"global", "g"}, {"ignoreCase", "i"}, {"multiline", "m"}, {"dotAll", "s"}, {"unicode", "u"}, {"sticky", "y"},
	} {
		get(f.name, func(p *pattern) any { return strings.Contains(p.flags, f.flag) })
	}
	s.addSearches()
}

// newRegexp is new RegExp(pattern, flags).
func (s *sandbox) newRegexp(args []goja.Value) *goja.Object {
	source, flags := "(?:)", ""
	if len(args) > 0 && !goja.IsUndefined(args[0]) {
		if _, p := s.patternOf(args[0]); p != nil {
			source, flags = p.source, p.flags
		} else if source = args[0].String(); source == "" {
			source = "(?:)"
		}
	}
	if len(args) > 1 && !goja.IsUndefined(args[1]) {
		flags = args[1].String()
	}
	i, ok := s.regexps.byText[flags+"/"+source]
	if !ok {
		s.charge(1000 + len(source))
		p, err := s.regexps.built.compile(source, flags)
		if err != nil {
			panic(s.rt.NewTypeError(err.Error()))
		}
		s.make(len(source)*100 + p.weight*5000)
		i = len(s.regexps.all)
		s.regexps.all = append(s.regexps.all, p)
		s.regexps.objects = append(s.regexps.objects, nil)
		s.regexps.byText[flags+"/"+source] = i
	}
	return s.regexpObject(i)
}

// regexpObject returns an object for pattern i: a new one if it keeps the place of its last match.
func (s *sandbox) regexpObject(i int) *goja.Object {
	r := &s.regexps
	if r.objects[i] != nil {
		return r.objects[i]
	}
	o := s.rt.CreateObject(r.proto)
	if err := o.DefineDataPropertySymbol(r.number, s.rt.ToValue(i), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err) // a broken program
	}
	if p := r.all[i]; p.global || p.sticky {
		_ = o.DefineDataProperty(lastIndex, s.rt.ToValue(0), goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	} else {
		r.objects[i] = o
	}
	return o
}

// patternOf returns the object and pattern that v is, or nil.
func (s *sandbox) patternOf(v goja.Value) (*goja.Object, *pattern) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, nil
	}
	n := o.GetSymbol(s.regexps.number)
	if n == nil || !goja.IsNumber(n) {
		return nil, nil
	}
	if i := n.ToInteger(); i >= 0 && i < int64(len(s.regexps.all)) {
		return o, s.regexps.all[i]
	}
	return nil, nil
}

// search readies a text to be searched.
func (s *sandbox) search(v goja.String) *subject {
	x := &s.regexps.subject
	if x.value != nil && x.value.Length() == v.Length() && x.value.SameAs(v) {
		return x
	}
	x.value, x.bytes = v, v.String()
	if x.ascii = len(x.bytes) == v.Length(); !x.ascii {
		s.charge(len(x.bytes) / 64)
		x.text, x.cut = annotate.Text{}, false
	}
	return x
}

// places is the text that converts positions. Most who search want to know only whether there is something.
func (x *subject) places() annotate.Text {
	if !x.cut {
		x.text, x.cut = annotate.NewText(x.bytes), true
	}
	return x.text
}

// units turns a place in bytes into one in UTF-16 units.
func (x *subject) units(b int) int {
	if x.ascii {
		return b
	}
	t := x.places()
	p, err := t.FromByte(annotate.Byte(b))
	if err != nil {
		return b
	}
	return int(t.UTF16(p))
}

// byteAt turns a place in UTF-16 units into one in bytes. One inside a character is held at its start.
func (x *subject) byteAt(u int) int {
	if x.ascii {
		return u
	}
	t := x.places()
	p, err := t.FromUTF16(annotate.UTF16(u))
	if err != nil {
		p, _ = t.FromUTF16(annotate.UTF16(u - 1))
	}
	return int(t.Byte(p))
}

// part returns what lies between two places in bytes, or undefined when there is none.
func (s *sandbox) part(x *subject, m []int, group int) goja.Value {
	if m[2*group] < 0 {
		return goja.Undefined()
	}
	return s.rt.ToValue(x.bytes[m[2*group]:m[2*group+1]])
}

// exec searches from where the last match ended, as RegExp.prototype.exec does.
func (s *sandbox) exec(o *goja.Object, p *pattern, v goja.String) goja.Value {
	x := s.search(v)
	m := s.next(o, p, x)
	if m == nil {
		return goja.Null()
	}
	return s.matched(x, p, m)
}

// test reports whether exec would find anything. It wants to know no more, which is quicker.
func (s *sandbox) test(o *goja.Object, p *pattern, v goja.String) bool {
	x := s.search(v)
	if p.global || p.sticky {
		return s.next(o, p, x) != nil
	}
	s.charge(p.cost(len(x.bytes)))
	return p.matches(x.bytes)
}

// next finds the first match behind the last one, of a pattern that keeps where that was, and notes where it ends.
func (s *sandbox) next(o *goja.Object, p *pattern, x *subject) []int {
	at, keeps := 0, p.global || p.sticky
	if keeps {
		last := int64(0)
		if l := o.Get(lastIndex); l != nil {
			last = l.ToInteger()
		}
		if last < 0 || last > int64(x.value.Length()) {
			s.set(o, lastIndex, 0)
			return nil
		}
		at = x.byteAt(int(last))
	}
	m := p.match(x.bytes, at)
	end := len(x.bytes)
	if m != nil {
		end = m[1]
	}
	s.charge(p.cost(max(end-at, 0)))
	if keeps {
		next := 0
		if m != nil {
			next = x.units(m[1])
		}
		s.set(o, lastIndex, next)
	}
	return m
}

func (s *sandbox) set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		s.rethrow(err)
	}
}

// matched makes the list that exec returns.
func (s *sandbox) matched(x *subject, p *pattern, m []int) goja.Value {
	items := make([]any, len(p.names))
	for i := range items {
		items[i] = s.part(x, m, i)
	}
	list := s.rt.NewArray(items...)
	s.set(list, "index", x.units(m[0]))
	s.set(list, "input", x.value)
	s.set(list, "groups", s.named(p, func(i int) goja.Value { return items[i].(goja.Value) }))
	return list
}

// named makes the object that holds the groups with names, or undefined.
func (s *sandbox) named(p *pattern, of func(int) goja.Value) goja.Value {
	var groups *goja.Object
	for i, name := range p.names {
		if name == "" {
			continue
		}
		if groups == nil {
			groups = s.rt.CreateObject(nil)
		}
		s.set(groups, name, of(i))
	}
	if groups == nil {
		return goja.Undefined()
	}
	return groups
}

// all returns every match in x.
func (s *sandbox) allIn(p *pattern, x *subject) [][]int {
	s.charge(p.cost(len(x.bytes)))
	found := p.all(x.bytes)
	s.charge(len(found))
	s.list(int64(len(found)))
	return found
}

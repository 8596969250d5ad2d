package engine

import (
	"strings"

	"github.com/dop251/goja"
)

// addSearches defines the methods of strings that take a string or a regular expression.
func (s *sandbox) addSearches() {
	p := s.object("String", "prototype")
	on := func(name string, f func(x goja.String, c goja.FunctionCall) goja.Value) {
		s.put(p, name, s.method(name, func(c goja.FunctionCall) goja.Value {
			if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
				panic(s.rt.NewTypeError("there is no text to search"))
			}
			return f(textOf(c.This), c)
		}))
	}
	// expression is the argument as a regular expression, made with flags if it is none.
	expression := func(v goja.Value, flags string) (*goja.Object, *pattern) {
		if o, p := s.patternOf(v); p != nil {
			return o, p
		}
		args := []goja.Value{v, s.rt.ToValue(flags)}
		return s.patternOf(s.newRegexp(args))
	}
	on("match", func(t goja.String, c goja.FunctionCall) goja.Value {
		o, p := expression(c.Argument(0), "")
		if !p.global {
			return s.exec(o, p, t)
		}
		x := s.search(t)
		var all []any
		for _, m := range s.allIn(p, x) {
			all = append(all, s.part(x, m, 0))
		}
		s.set(o, lastIndex, 0)
		if all == nil {
			return goja.Null()
		}
		return s.rt.NewArray(all...)
	})
	on("matchAll", func(t goja.String, c goja.FunctionCall) goja.Value {
		_, p := expression(c.Argument(0), "g")
		if !p.global {
			panic(s.rt.NewTypeError("matchAll needs a regular expression with the flag g"))
		}
		x := s.search(t)
		var all []any
		for _, m := range s.allIn(p, x) {
			all = append(all, s.matched(x, p, m))
		}
		list := s.rt.NewArray(all...)
		values, _ := goja.AssertFunction(list.Get("values"))
		v, err := values(list)
		if err != nil {
			s.rethrow(err)
		}
		return v
	})
	on("search", func(t goja.String, c goja.FunctionCall) goja.Value {
		_, p := expression(c.Argument(0), "")
		x := s.search(t)
		m := p.match(x.bytes, 0)
		s.charge(p.cost(len(x.bytes)))
		if m == nil {
			return s.rt.ToValue(-1)
		}
		return s.rt.ToValue(x.units(m[0]))
	})
	on("split", func(t goja.String, c goja.FunctionCall) goja.Value {
		most := int64(s.lim.Text)
		if a := c.Argument(1); !goja.IsUndefined(a) {
			most = min(most, int64(uint32(a.ToInteger())))
		}
		return s.split(t, c.Argument(0), int(most))
	})
	on("replace", func(t goja.String, c goja.FunctionCall) goja.Value {
		return s.replace(t, c.Argument(0), c.Argument(1), false)
	})
	on("replaceAll", func(t goja.String, c goja.FunctionCall) goja.Value {
		return s.replace(t, c.Argument(0), c.Argument(1), true)
	})
}

// split is String.prototype.split.
func (s *sandbox) split(t goja.String, by goja.Value, most int) goja.Value {
	var all []any
	_, p := s.patternOf(by)
	switch {
	case most == 0:
	case goja.IsUndefined(by):
		all = append(all, t)
	case p != nil:
		x := s.search(t)
		from := 0
		for _, m := range s.allIn(p, x) {
			if m[1] == m[0] && (m[0] == from || m[0] == len(x.bytes)) || m[1] == 0 {
				continue
			}
			all = append(all, s.rt.ToValue(x.bytes[from:m[0]]))
			for i := 1; i < len(p.names); i++ {
				all = append(all, s.part(x, m, i))
			}
			from = m[1]
		}
		if from < len(x.bytes) || len(x.bytes) > 0 || p.match("", 0) == nil {
			all = append(all, s.rt.ToValue(x.bytes[from:]))
		}
	case by.String() == "":
		s.list(int64(t.Length()))
		for i := range min(t.Length(), most) {
			all = append(all, t.Substring(i, i+1))
		}
	default:
		s.charge(t.Length() / 64)
		parts := strings.Split(t.String(), by.String())
		s.list(int64(len(parts)))
		for _, part := range parts {
			all = append(all, s.rt.ToValue(part))
		}
	}
	return s.rt.NewArray(all[:min(len(all), most)]...)
}

// replace is String.prototype.replace and replaceAll.
func (s *sandbox) replace(t goja.String, what, with goja.Value, everywhere bool) goja.Value {
	x := s.search(t)
	o, p := s.patternOf(what)
	var found [][]int
	switch {
	case p == nil:
		word := what.String()
		s.charge(len(x.bytes) / 64)
		for at := 0; at <= len(x.bytes); {
			i := strings.Index(x.bytes[at:], word)
			if i < 0 {
				break
			}
			found = append(found, []int{at + i, at + i + len(word)})
			if at += i + max(len(word), 1); !everywhere {
				break
			}
		}
		s.list(int64(len(found)))
	case p.global:
		found = s.allIn(p, x)
		s.set(o, lastIndex, 0)
	case everywhere:
		panic(s.rt.NewTypeError("replaceAll needs a regular expression with the flag g"))
	default:
		if m := s.next(o, p, x); m != nil {
			found = append(found, m)
		}
	}
	if len(found) == 0 {
		return t
	}
	call, calls := goja.AssertFunction(with)
	template := ""
	if !calls {
		template = with.String()
	}
	bytes := x.bytes
	whole := *x // a call of the script may search another text
	var b strings.Builder
	from := 0
	for _, m := range found {
		b.WriteString(bytes[from:m[0]])
		from = m[1]
		if !calls {
			s.expand(&b, template, &whole, p, m)
		} else {
			args := []goja.Value{}
			for i := range len(m) / 2 {
				args = append(args, s.part(&whole, m, i))
			}
			args = append(args, s.rt.ToValue(whole.units(m[0])), t)
			if p != nil {
				if groups := s.named(p, func(i int) goja.Value { return args[i] }); !goja.IsUndefined(groups) {
					args = append(args, groups)
				}
			}
			v, err := call(goja.Undefined(), args...)
			if err != nil {
				s.rethrow(err)
			}
			b.WriteString(v.String())
		}
		if b.Len() > 4*s.lim.Text {
			s.text(b.Len())
		}
	}
	b.WriteString(bytes[from:])
	s.text(b.Len() / 3) // units are at least a third of the bytes
	return s.rt.ToValue(b.String())
}

// expand writes a replacement with $1, $<name>, $& and their like filled in.
func (s *sandbox) expand(b *strings.Builder, template string, x *subject, p *pattern, m []int) {
	for {
		i := strings.IndexByte(template, '$')
		if i < 0 || i+1 == len(template) {
			b.WriteString(template)
			return
		}
		b.WriteString(template[:i])
		rest := template[i+1:]
		used := 1
		put := func(from, to int) {
			if from >= 0 {
				b.WriteString(x.bytes[from:to])
			}
			s.charge((to - from) / 64)
		}
		switch c := rest[0]; {
		case c == '$':
			b.WriteByte('$')
		case c == '&':
			put(m[0], m[1])
		case c == '`':
			put(0, m[0])
		case c == '\'':
			put(m[1], len(x.bytes))
		case c >= '0' && c <= '9':
			n := int(c - '0')
			if len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' && 2*(10*n+int(rest[1]-'0')) < len(m) {
				n, used = 10*n+int(rest[1]-'0'), 2
			}
			if n == 0 || 2*n >= len(m) {
				b.WriteString("$" + rest[:used])
				break
			}
			put(m[2*n], m[2*n+1])
		case c == '<' && p != nil && strings.IndexByte(rest, '>') > 0:
			end := strings.IndexByte(rest, '>')
			used = end + 1
			if n := p.re.SubexpIndex(rest[1:end]); n > 0 {
				put(m[2*n], m[2*n+1])
			}
		default:
			b.WriteString("$" + rest[:1])
		}
		if b.Len() > 4*s.lim.Text {
			s.text(b.Len())
		}
		template = rest[used:]
	}
}

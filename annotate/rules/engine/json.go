package engine

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"galley/annotate/rules"
	"galley/annotate/strict"
)

// A jsonWriter writes values of a script as JSON, in their own order of fields. goja's own writer calls itself as deep as
// the value goes, and cannot be stopped.
type jsonWriter struct {
	strings.Builder
	*sandbox
	indent string
	level  int
	most   int // bytes
}

// value writes v and reports whether it is anything that JSON has.
func (w *jsonWriter) value(v goja.Value) bool {
	if w.Len() > w.most {
		w.halt(rules.Output, "more than %d bytes of JSON: write less", w.most)
	}
	if o, ok := v.(*goja.Object); ok {
		if f, ok := goja.AssertFunction(o.Get("toJSON")); ok {
			r, err := f(o)
			if err != nil {
				w.rethrow(err)
			}
			v = r
		}
	}
	switch {
	case v == nil || goja.IsUndefined(v):
		return false
	case goja.IsNull(v):
		w.WriteString("null")
	case goja.IsString(v):
		w.quote(v.String())
	case goja.IsNumber(v):
		w.number(v.ToFloat())
	}
	switch x := v.(type) {
	case *goja.Symbol:
		return false
	case *goja.Object:
		if _, ok := goja.AssertFunction(x); ok {
			return false
		}
		w.nest(func() { w.object(x) })
	default:
		if b, ok := v.Export().(bool); ok {
			w.WriteString(strconv.FormatBool(b))
		}
	}
	return true
}

func (w *jsonWriter) quote(s string) {
	w.Write(strict.AppendString(nil, s))
}

func (w *jsonWriter) number(f float64) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		w.WriteString("null")
		return
	}
	w.WriteString(w.rt.ToValue(f).String())
}

func (w *jsonWriter) line() {
	if w.indent != "" {
		w.WriteByte('\n')
		for range w.level {
			w.WriteString(w.indent)
		}
	}
}

func (w *jsonWriter) object(o *goja.Object) {
	w.charge(1)
	if o.ClassName() == "Array" {
		n := w.lengthOf(o)
		w.list(n)
		w.WriteByte('[')
		w.level++
		for i := range n {
			if i > 0 {
				w.WriteByte(',')
			}
			w.line()
			if v := o.Get(index(i)); !w.value(v) {
				w.WriteString("null")
			}
		}
		w.level--
		if n > 0 {
			w.line()
		}
		w.WriteByte(']')
		return
	}
	w.WriteByte('{')
	w.level++
	some := false
	for _, key := range o.Keys() {
		w.charge(1)
		before := w.String()
		if some {
			w.WriteByte(',')
		}
		w.line()
		w.quote(key)
		w.WriteByte(':')
		if w.indent != "" {
			w.WriteByte(' ')
		}
		if w.value(o.Get(key)) {
			some = true
			continue
		}
		w.Reset()
		w.WriteString(before)
	}
	w.level--
	if some {
		w.line()
	}
	w.WriteByte('}')
}

// index is the name of a member of a list.
func index(i int64) string { return strconv.FormatInt(i, 10) }

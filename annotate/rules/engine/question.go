package engine

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"galley/annotate"
)

// maxParts bounds the parts of one span.
const maxParts = 1000

// addQuestions defines what a script can ask of a document with words of its own.
func (w *world) addQuestions(d *goja.Object) {
	on := func(name string, f func(goja.FunctionCall) goja.Value) {
		w.put(d, name, w.method(name, func(c goja.FunctionCall) goja.Value {
			w.charge(20)
			return f(c)
		}))
	}
	on("slice", func(c goja.FunctionCall) goja.Value {
		if o, ok := c.Argument(0).(*goja.Object); ok {
			return w.rt.ToValue(w.doc.Text.Slice(w.extent(o)))
		}
		r := annotate.Range{From: w.pos(c.Argument(0), 0), To: w.doc.Text.Len()}
		if a := c.Argument(1); !goja.IsUndefined(a) {
			r.To = w.pos(a, 0)
		}
		w.charge(1 + int(max(r.Len(), 0))/256)
		return w.rt.ToValue(w.doc.Text.Slice(r))
	})
	on("range", func(c goja.FunctionCall) goja.Value {
		return w.at(w.inText(annotate.Range{From: w.pos(c.Argument(0), 0), To: w.pos(c.Argument(1), 0)}))
	})
	on("units", func(c goja.FunctionCall) goja.Value {
		u := w.unit(c.Argument(0))
		return w.pieces(w.units(u, w.extentOr(c.Argument(1))))
	})
	on("unitAt", func(c goja.FunctionCall) goja.Value {
		u := w.unit(c.Argument(0))
		w.charge(50)
		r := w.doc.Text.At(u, min(max(w.pos(c.Argument(1), 0), 0), w.doc.Text.Len()))
		if r.Empty() {
			return goja.Null()
		}
		return w.at(r)
	})
	on("trim", func(c goja.FunctionCall) goja.Value {
		kind := annotate.TrimSpace
		if a := c.Argument(1); !goja.IsUndefined(a) {
			if kind = a.String(); kind != annotate.TrimPunctuation && kind != annotate.TrimQuotes {
				panic(w.rt.NewTypeError(`doc.trim: what goes is "punctuation" or "quotes", not %q`, kind))
			}
		}
		r := w.extent(c.Argument(0))
		w.charge(1 + int(r.Len())/16)
		return w.at(w.doc.Text.TrimOuter(r, kind))
	})
	on("spansIn", func(c goja.FunctionCall) goja.Value {
		if w.view.marks == nil {
			w.view.made["spans"] = w.spans()
		}
		var items []goja.Value
		label := c.Argument(1)
		for _, x := range w.doc.Layer.In(w.extent(c.Argument(0))) {
			if goja.IsUndefined(label) || label.String() == string(x.Label) {
				items = append(items, w.view.marks[x.ID])
			}
		}
		return w.listOf(items)
	})
	on("find", func(c goja.FunctionCall) goja.Value { return w.find(c.Argument(0), c.Argument(1)) })
}

func (w *world) unit(v goja.Value) annotate.Unit {
	u, ok := annotate.UnitNamed(v.String())
	if !ok {
		panic(w.rt.NewTypeError("there is no unit %q: there are character, word, phrase, quotation, clause, sentence and paragraph", v.String()))
	}
	return u
}

// pos reads a position, or without when there is none.
func (w *world) pos(v goja.Value, without annotate.Pos) annotate.Pos {
	if v == nil || goja.IsUndefined(v) {
		return without
	}
	f := v.ToFloat()
	if !goja.IsNumber(v) || f != math.Trunc(f) || math.Abs(f) > 1<<40 {
		panic(w.rt.NewTypeError("a position is a whole number of characters from the start of the text"))
	}
	return annotate.Pos(f)
}

// extent reads what has start and end.
func (w *world) extent(v goja.Value) annotate.Range {
	o, ok := v.(*goja.Object)
	if ok {
		if t := thingOf(o); t != nil {
			return w.inText(t.r)
		}
	}
	if !ok || o.Get(startName) == nil || o.Get(endName) == nil {
		panic(w.rt.NewTypeError("a place is something with start and end, in characters from the start of the text"))
	}
	return w.inText(annotate.Range{From: w.pos(o.Get(startName), 0), To: w.pos(o.Get(endName), 0)})
}

// extentOr is extent, or the whole text for undefined.
func (w *world) extentOr(v goja.Value) annotate.Range {
	if goja.IsUndefined(v) {
		return w.whole()
	}
	return w.extent(v)
}

func (w *world) inText(r annotate.Range) annotate.Range {
	if r.From < 0 || r.To > w.doc.Text.Len() || r.To < r.From {
		panic(w.rt.NewTypeError("%d to %d is not in the text, which has %d characters", int(r.From), int(r.To), int(w.doc.Text.Len())))
	}
	return r
}

// members returns what a list of the script holds.
func (w *world) members(v goja.Value, what string) []goja.Value {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		panic(w.rt.NewTypeError("%s is a list", what))
	}
	n := w.lengthOf(o)
	w.list(n)
	out := make([]goja.Value, n)
	for i := range n {
		if out[i] = o.Get(index(i)); out[i] == nil {
			out[i] = goja.Undefined()
		}
	}
	return out
}

// field returns a setting of the last argument of a function, or undefined.
func (w *world) field(opts goja.Value, name string) goja.Value {
	if o, ok := opts.(*goja.Object); ok {
		if v := o.Get(name); v != nil {
			return v
		}
	}
	return goja.Undefined()
}

// known refuses settings that mean nothing, which are mostly misspelt.
func (w *world) known(opts goja.Value, names ...string) {
	if goja.IsUndefined(opts) {
		return
	}
	o, ok := opts.(*goja.Object)
	if !ok {
		panic(w.rt.NewTypeError("settings are an object: { %s: … }", names[0]))
	}
keys:
	for _, k := range o.GetOwnPropertyNames() { // also what is not listed, which takes less than to find out whether it is
		for _, n := range names {
			if k == n {
				continue keys
			}
		}
		panic(w.rt.NewTypeError("the setting %q means nothing here: there are %s", k, strings.Join(names, ", ")))
	}
}

// find returns every place where a text or a regular expression is found, with code point positions.
func (w *world) find(what, opts goja.Value) goja.Value {
	w.known(opts, "in", "group")
	in := w.extentOr(w.field(opts, "in"))
	text := w.doc.Text.Slice(in)
	place := w.places(in, text)
	_, p := w.patternOf(what)
	if p == nil {
		return w.findText(what, text, place)
	}
	group := 0
	if g := w.field(opts, "group"); goja.IsString(g) {
		if group = p.re.SubexpIndex(g.String()); group < 0 {
			panic(w.rt.NewTypeError("the expression has no group %q", g.String()))
		}
	} else if group = int(w.pos(g, 0)); group < 0 || group >= len(p.names) {
		panic(w.rt.NewTypeError("the expression has no group %d", group))
	}
	w.charge(p.cost(len(text)))
	var items []goja.Value
	for _, m := range p.all(text) {
		if m[2*group] < 0 || m[2*group] == m[2*group+1] {
			continue // it took no part, or there is nothing to mark
		}
		groups := make([]goja.Value, len(p.names))
		for i := range groups {
			groups[i] = goja.Null()
			if m[2*i] >= 0 {
				groups[i] = w.at(annotate.Range{From: place(m[2*i]), To: place(m[2*i+1])})
			}
		}
		fixed := []named{{"groups", w.listOf(groups)}}
		if byName := w.named(p, func(i int) goja.Value { return groups[i] }); !goja.IsUndefined(byName) {
			fixed = append(fixed, named{"named", w.frozen(byName.(*goja.Object))})
		}
		items = append(items, w.thing(&thing{r: annotate.Range{From: place(m[2*group]), To: place(m[2*group+1])}, fixed: fixed}))
	}
	return w.listOf(items)
}

func (w *world) findText(what goja.Value, text string, place func(int) annotate.Pos) goja.Value {
	word := what.String()
	if !goja.IsString(what) || word == "" {
		panic(w.rt.NewTypeError("doc.find looks for a text or a regular expression"))
	}
	w.charge(1 + len(text)/64)
	var items []goja.Value
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return w.listOf(items)
		}
		at += i
		items = append(items, w.at(annotate.Range{From: place(at), To: place(at + len(word))}))
		at += len(word)
	}
}

// places returns what turns a place in bytes of text, which covers in, into a position.
func (w *world) places(in annotate.Range, text string) func(int) annotate.Pos {
	if len(text) == int(in.Len()) {
		return func(b int) annotate.Pos { return in.From + annotate.Pos(b) }
	}
	base := w.doc.Text.Byte(in.From)
	return func(b int) annotate.Pos {
		p, err := w.doc.Text.FromByte(base + annotate.Byte(b))
		if err != nil {
			panic(err) // a match never splits a character
		}
		return p
	}
}

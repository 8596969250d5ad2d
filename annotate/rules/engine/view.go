package engine

import (
	"slices"
	"unicode"

	"github.com/dop251/goja"

	"galley/annotate"
)

// A view is what a script sees of a document. Everything is worked out when it is first asked for, and made once a run:
// a rule that asks for little costs little. Nothing in it can be changed, and nothing of it is the host's.
type view struct {
	made      map[string]goja.Value // by property
	piece     *goja.Object          // prototype of the marks that are there already
	marks     map[annotate.SpanID]*goja.Object
	links     map[annotate.SpanID]*goja.Object
	suggested map[*goja.Object]annotate.SpanID // handles of this run
	byID      map[annotate.SpanID]int          // place of a proposal in its list of the report
}

const (
	startName = "start"
	endName   = "end"
	textName  = "text"
)

// document makes the object doc.
func (w *world) document() goja.Value {
	v := &w.view
	v.made = map[string]goja.Value{}
	v.piece = w.rt.NewObject()
	w.getter(v.piece, textName, func(c goja.FunctionCall) goja.Value {
		return w.rt.ToValue(w.doc.Text.Slice(w.extent(c.This)))
	})
	d := w.rt.NewObject()
	lazy := func(name string, make func() goja.Value) {
		w.getter(d, name, func(goja.FunctionCall) goja.Value {
			if x, ok := v.made[name]; ok {
				return x
			}
			x := make()
			v.made[name] = x
			return x
		})
	}
	value := func(name string, x any) { w.put(d, name, w.rt.ToValue(x)) }
	value("id", string(w.doc.ID))
	value("title", w.doc.Title)
	value("lang", w.doc.Lang)
	value("annotator", string(w.doc.By))
	value("length", int(w.doc.Text.Len()))
	lazy("text", func() goja.Value { return w.rt.ToValue(w.doc.Text.String()) })
	lazy("meta", func() goja.Value { return w.fields(w.doc.Meta) })
	lazy("attrs", func() goja.Value { return w.fields(w.doc.Layer.Attrs()) })
	lazy("blocks", w.blocks)
	lazy("tokens", w.tokens)
	for u := annotate.Word; u <= annotate.ParagraphUnit; u++ {
		lazy(u.String()+"s", func() goja.Value { return w.pieces(w.units(u, w.whole())) })
	}
	lazy("spans", w.spans)
	lazy("relations", w.relations)
	lazy("scheme", w.scheme)
	lazy("options", w.options)
	lazy("grammar", w.grammar)
	w.addQuestions(d)
	return w.frozen(d)
}

func (w *world) whole() annotate.Range { return annotate.Range{To: w.doc.Text.Len()} }

// constant defines a property that cannot be changed.
func (w *world) constant(o *goja.Object, name string, v any) {
	if err := o.DefineDataProperty(name, w.rt.ToValue(v), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err) // a broken program
	}
}

// solid makes an object of goja's own for a range, which can be frozen.
func (w *world) solid(r annotate.Range) *goja.Object {
	w.charge(6)
	o := w.rt.CreateObject(w.view.piece)
	w.constant(o, startName, int(r.From))
	w.constant(o, endName, int(r.To))
	return o
}

func (w *world) pieces(ranges []annotate.Range) goja.Value {
	items := make([]goja.Value, len(ranges))
	for i, r := range ranges {
		items[i] = w.at(r)
	}
	return w.listOf(items)
}

// units cuts a stretch of the text, charging for it.
func (w *world) units(u annotate.Unit, r annotate.Range) []annotate.Range {
	w.charge(int(r.Len())/4 + 20)
	return w.doc.Text.Segments(u, r)
}

// tokens makes the list of words and of the marks between them.
func (w *world) tokens() goja.Value {
	t := w.doc.Text
	words := w.units(annotate.Word, w.whole())
	items := make([]goja.Value, 0, len(words)*5/4)
	kinds := map[bool][]named{true: {{"word", w.rt.ToValue(true)}}, false: {{"word", w.rt.ToValue(false)}}}
	add := func(r annotate.Range, word bool) { items = append(items, w.thing(&thing{r: r, kind: kinds[word]})) }
	from := annotate.Pos(0)
	between := func(to annotate.Pos) {
		p, mark := from, annotate.Range{}
		for _, r := range t.Slice(annotate.Range{From: from, To: to}) {
			if p > from && !t.IsBoundary(p) && !mark.Empty() {
				mark.To = p + 1 // an accent belongs to what it stands on
			} else {
				if !mark.Empty() {
					add(mark, false)
				}
				mark = annotate.Range{From: p, To: p}
				if !unicode.IsSpace(r) {
					mark.To++
				}
			}
			p++
		}
		if !mark.Empty() {
			add(mark, false)
		}
	}
	for _, r := range words {
		between(r.From)
		add(r, true)
		from = r.To
	}
	between(t.Len())
	return w.listOf(items)
}

func (w *world) blocks() goja.Value {
	items := make([]goja.Value, len(w.doc.Blocks))
	for i, b := range w.doc.Blocks {
		fixed := []named{{"id", w.number(b.ID)}, {"kind", w.word(string(b.Kind))}}
		if b.Of > 0 {
			fixed = append(fixed, named{"of", w.rt.ToValue(b.Of)})
		}
		if b.Repeats > 0 {
			fixed = append(fixed, named{"repeats", w.rt.ToValue(b.Repeats)})
		}
		if b.Note != "" {
			fixed = append(fixed, named{"note", w.rt.ToValue(b.Note)})
		}
		items[i] = w.thing(&thing{r: b.Range, fixed: fixed})
	}
	return w.listOf(items)
}

func (w *world) fields(all []annotate.Field) goja.Value {
	o := w.rt.CreateObject(nil)
	for _, f := range all {
		w.constant(o, f.Name, f.Value)
	}
	return w.frozen(o)
}

func (w *world) origin(o *annotate.Origin) any {
	if o == nil {
		return goja.Null()
	}
	return w.plain(map[string]any{"rule": o.Rule, "version": o.Version, "confidence": o.Score})
}

// spans makes the list of spans that are on the layer.
func (w *world) spans() goja.Value {
	w.view.marks = map[annotate.SpanID]*goja.Object{}
	var items []goja.Value
	for x := range w.doc.Layer.Spans() {
		o := w.solid(x.Envelope())
		w.constant(o, "id", string(x.ID))
		w.constant(o, "label", string(x.Label))
		w.constant(o, "parts", w.pieces(x.Ranges))
		w.constant(o, "attrs", w.fields(x.Attrs))
		w.constant(o, "origin", w.origin(x.Origin))
		w.view.marks[x.ID] = w.frozen(o)
		items = append(items, o)
	}
	return w.listOf(items)
}

// relations makes the list of relations that are on the layer, whose ends are members of doc.spans.
func (w *world) relations() goja.Value {
	if w.view.marks == nil {
		w.view.made["spans"] = w.spans()
	}
	w.view.links = map[annotate.SpanID]*goja.Object{}
	var items []goja.Value
	for _, r := range w.doc.Layer.Relations() {
		o := w.rt.NewObject()
		w.constant(o, "id", string(r.ID))
		w.constant(o, "label", string(r.Label))
		w.constant(o, "head", w.view.marks[r.Head])
		w.constant(o, "tail", w.view.marks[r.Tail])
		w.constant(o, "attrs", w.fields(r.Attrs))
		w.constant(o, "origin", w.origin(r.Origin))
		w.view.links[r.ID] = w.frozen(o)
		items = append(items, o)
	}
	return w.listOf(items)
}

func (w *world) scheme() goja.Value {
	s := w.doc.Scheme
	texts := func(labels []annotate.Label) []any {
		out := make([]any, len(labels))
		for i, l := range labels {
			out[i] = string(l)
		}
		return out
	}
	var labels, relations, attributes []any
	for _, l := range s.Labels {
		labels = append(labels, map[string]any{"id": string(l.ID), "group": l.Group, "title": l.Title, "contiguous": l.Contiguous, "unit": l.Unit, "inside": texts(l.Inside)})
	}
	for _, r := range s.Relations {
		relations = append(relations, map[string]any{"id": string(r.ID), "title": r.Title, "heads": texts(r.Heads), "tails": texts(r.Tails), "min": r.Min, "max": r.Max})
	}
	for _, a := range s.Attributes {
		attributes = append(attributes, map[string]any{"id": a.ID, "on": anys(a.On), "title": a.Title, "type": string(a.Type), "values": anys(a.Values), "required": a.Required})
	}
	return w.plain(map[string]any{"id": s.ID, "version": s.Version, "labels": labels, "relations": relations, "attributes": attributes})
}

func anys[T any](in []T) []any {
	out := make([]any, len(in))
	for i, x := range in {
		out[i] = x
	}
	return out
}

func (w *world) options() goja.Value {
	o := w.rt.CreateObject(nil)
	for _, opt := range w.rule.Options {
		value := opt.Default
		if v, ok := w.opt.Values[opt.Name]; ok {
			value = v
		}
		w.constant(o, opt.Name, value)
	}
	return w.frozen(o)
}

// plain makes frozen objects and lists of maps, slices and what they hold.
func (w *world) plain(v any) goja.Value {
	switch v := v.(type) {
	case nil:
		return goja.Null()
	case map[string]any:
		o := w.rt.CreateObject(nil)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			w.constant(o, k, w.plain(v[k]))
		}
		return w.frozen(o)
	case []any:
		items := make([]goja.Value, len(v))
		for i, x := range v {
			items[i] = w.plain(x)
		}
		return w.listOf(items)
	case annotate.Range:
		return w.at(v)
	case string, float64, int, bool:
		return w.rt.ToValue(v)
	}
	panic(w.rt.NewTypeError("a value of type %T is not for scripts", v))
}

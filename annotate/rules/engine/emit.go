package engine

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/dop251/goja"

	"galley/annotate"
	"galley/annotate/rules"
)

// What a reason or a message may have, in characters.
const (
	maxReason  = 200
	maxMessage = 300
	maxValue   = 2000
)

// emitter makes the object emit.
func (w *world) emitter() goja.Value {
	w.view.suggested, w.view.byID = map[*goja.Object]annotate.SpanID{}, map[annotate.SpanID]int{}
	o := w.rt.NewObject()
	on := func(name string, f func(goja.FunctionCall) goja.Value) {
		w.put(o, name, w.method(name, func(c goja.FunctionCall) goja.Value {
			w.charge(20)
			return f(c)
		}))
	}
	on("span", w.emitSpan)
	on("from", w.emitFrom)
	on("relation", w.emitRelation)
	on("attribute", w.emitAttribute)
	on("problem", w.emitProblem)
	return w.frozen(o)
}

// room ends a run that proposes more than anybody can look at.
func (w *world) room() {
	r := &w.report
	if len(r.Spans)+len(r.Links)+len(r.Values)+len(r.Problems) >= w.lim.Output {
		w.halt(rules.Output, "more than %d suggestions and problems in one document: nobody can look at so many", w.lim.Output)
	}
}

// proposal reads what every proposal has: a confidence and a reason.
func (w *world) proposal(opts goja.Value) (*annotate.Origin, string) {
	score := 1.0
	if v := w.field(opts, "confidence"); !goja.IsUndefined(v) {
		score = v.ToFloat()
		if !goja.IsNumber(v) || math.IsNaN(score) || score < 0 || score > 1 {
			panic(w.rt.NewTypeError("confidence is a number from 0 to 1"))
		}
	}
	return &annotate.Origin{Rule: w.rule.Name, Version: w.rule.Version, Score: math.Round(score*1e6) / 1e6}, w.line(w.field(opts, "reason"), "reason", maxReason)
}

// line reads one line of text.
func (w *world) line(v goja.Value, what string, most int) string {
	if goja.IsUndefined(v) {
		return ""
	}
	if !goja.IsString(v) {
		panic(w.rt.NewTypeError("%s is a text", what))
	}
	s := strings.TrimSpace(v.String())
	if strings.ContainsFunc(s, unicode.IsControl) {
		panic(w.rt.NewTypeError("%s is one line", what))
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// ranges reads where a span lies: one place, a span with parts, or a list of places. They come sorted, joined where they
// touch, and never split what people see as one character.
func (w *world) ranges(v goja.Value) []annotate.Range {
	var all []annotate.Range
	o, ok := v.(*goja.Object)
	if !ok {
		panic(w.rt.NewTypeError("where a mark lies is a place, something with start and end, or a list of places"))
	}
	if parts, ok := o.Get("parts").(*goja.Object); ok && o.ClassName() != "Array" {
		o = parts
	}
	if o.ClassName() == "Array" {
		members := w.members(o, "where a mark lies")
		if len(members) > maxParts {
			panic(w.rt.NewTypeError("a mark has at most %d parts", maxParts))
		}
		for _, m := range members {
			all = append(all, w.extent(m))
		}
	} else {
		all = append(all, w.extent(o))
	}
	t := w.doc.Text
	for i, r := range all {
		if r.Empty() {
			panic(w.rt.NewTypeError("the place at %d holds no character", int(r.From)))
		}
		all[i] = t.SnapGraphemes(r)
	}
	if len(all) == 0 {
		panic(w.rt.NewTypeError("a mark lies somewhere: the list of places is empty"))
	}
	slices.SortFunc(all, func(a, b annotate.Range) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	out := all[:1]
	for _, r := range all[1:] {
		if last := &out[len(out)-1]; r.From <= last.To {
			last.To = max(last.To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// declared reads a label and refuses one that the rule did not say it may propose.
func (w *world) declared(v goja.Value, among []annotate.Label, what string) annotate.Label {
	l := annotate.Label(v.String())
	if !slices.Contains(among, l) {
		panic(w.rt.NewTypeError("%q is not among rule.%s: name it there", string(l), what))
	}
	return l
}

// drop notes something that the scheme in force does not have: rules are written for more than one.
func (w *world) drop(what string) {
	for i := range w.report.Dropped {
		if d := &w.report.Dropped[i]; d.What == what {
			d.Count++
			return
		}
	}
	if len(w.report.Dropped) < 100 {
		w.report.Dropped = append(w.report.Dropped, rules.Dropped{What: what, Count: 1})
	}
}

// schemed reports whether there is a scheme to hold proposals to.
func (w *world) schemed() bool { return w.doc.Scheme.ID != "" }

// attrs reads attribute values; those that the scheme does not have for on are left out.
func (w *world) attrs(v goja.Value, on annotate.Label) annotate.Attrs {
	if goja.IsUndefined(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		panic(w.rt.NewTypeError("attrs is an object of names and values"))
	}
	var all annotate.Attrs
	for _, name := range o.Keys() {
		if value, ok := w.attr(on, name, o.Get(name)); ok {
			all = all.With(name, &value)
		}
	}
	return all
}

func (w *world) attr(on annotate.Label, name string, v goja.Value) (string, bool) {
	x := scalar(v)
	if x == nil {
		panic(w.rt.NewTypeError("the value of %s is a text, a number, true or false", name))
	}
	value := v.String()
	switch {
	case name == "" || len(name) > 64 || strings.HasPrefix(name, annotate.OwnAttr) || strings.ContainsFunc(name, unicode.IsControl):
		panic(w.rt.NewTypeError("%q is no name of an attribute", name))
	case len([]rune(value)) > maxValue:
		panic(w.rt.NewTypeError("the value of %s has more than %d characters", name, maxValue))
	case w.schemed() && w.doc.Scheme.CheckAttr(string(on), name, value) != nil:
		w.drop("attribute " + name + " of " + string(on) + ", which the scheme does not have or with another value")
		return "", false
	}
	return value, true
}

// handle makes what a proposal is known by to the script.
func (w *world) handle(x rules.Span) *goja.Object {
	o := w.thing(&thing{r: x.Envelope(), fixed: []named{{"id", w.rt.ToValue(string(x.ID))}, {"label", w.rt.ToValue(string(x.Label))}}, sealed: true})
	w.view.suggested[o] = x.ID
	return o
}

// emitSpan is emit.span(where, label, settings).
func (w *world) emitSpan(c goja.FunctionCall) goja.Value {
	opts := c.Argument(2)
	w.known(opts, "confidence", "reason", "attrs", "key")
	x := rules.Span{}
	x.Label = w.declared(c.Argument(1), w.rule.Labels, "labels")
	x.Ranges = w.ranges(c.Argument(0))
	x.Origin, x.Reason = w.proposal(opts)
	x.Attrs = w.attrs(w.field(opts, "attrs"), x.Label)
	x.ID = rules.SpanID(w.rule.Name, w.line(w.field(opts, "key"), "key", maxReason), x.Label, x.Ranges)
	def, ok := w.doc.Scheme.Label(x.Label)
	if w.schemed() && !ok {
		w.drop("label " + string(x.Label) + ", which the scheme does not have")
		return w.handle(rules.Span{Span: annotate.Span{Label: x.Label, Ranges: x.Ranges}})
	}
	if def.Contiguous && len(x.Ranges) > 1 {
		w.drop("label " + string(x.Label) + " in several parts, which the scheme does not allow")
		return w.handle(rules.Span{Span: annotate.Span{Label: x.Label, Ranges: x.Ranges}})
	}
	if i, ok := w.view.byID[x.ID]; ok {
		return w.handle(w.report.Spans[i])
	}
	w.room()
	w.view.byID[x.ID] = len(w.report.Spans)
	w.report.Spans = append(w.report.Spans, x)
	return w.handle(x)
}

// emitFrom is emit.from(rule, where, label): a handle of what another rule proposes.
func (w *world) emitFrom(c goja.FunctionCall) goja.Value {
	rule := w.line(c.Argument(0), "the name of a rule", maxValue)
	x := annotate.Span{Label: annotate.Label(c.Argument(2).String()), Ranges: w.ranges(c.Argument(1))}
	if def, ok := w.doc.Scheme.Label(x.Label); !w.schemed() || ok && !(def.Contiguous && len(x.Ranges) > 1) {
		x.ID = rules.SpanID(rule, "", x.Label, x.Ranges)
	}
	if rule == w.rule.Name {
		panic(w.rt.NewTypeError("emit.from is for what another rule proposes; emit.span returns what links to your own"))
	}
	return w.handle(rules.Span{Span: x})
}

// markOf returns the id and label of a handle or of a mark of the document, and whether this run proposes it. A handle of
// what was dropped has no id.
func (w *world) markOf(v goja.Value, what string) (id annotate.SpanID, label annotate.Label, mine bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		panic(w.rt.NewTypeError("%s is what emit.span returned, or a member of doc.spans", what))
	}
	if id, ok := w.view.suggested[o]; ok {
		_, mine = w.view.byID[id]
		return id, annotate.Label(o.Get("label").String()), mine
	}
	if x := o.Get("id"); x != nil {
		if m := annotate.SpanID(x.String()); w.view.marks[m] == o || w.view.links[m] == o {
			return m, annotate.Label(o.Get("label").String()), false
		}
	}
	panic(w.rt.NewTypeError("%s is what emit.span returned, or a member of doc.spans", what))
}

// emitRelation is emit.relation(label, head, tail, settings).
func (w *world) emitRelation(c goja.FunctionCall) goja.Value {
	opts := c.Argument(3)
	w.known(opts, "confidence", "reason", "attrs")
	x := rules.Link{}
	x.Label = w.declared(c.Argument(0), w.rule.Relations, "relations")
	head, from, _ := w.markOf(c.Argument(1), "the head of a relation")
	tail, to, _ := w.markOf(c.Argument(2), "the tail of a relation")
	if head == "" || tail == "" {
		w.drop("relation " + string(x.Label) + " from or to what was left out")
		return goja.Undefined()
	}
	if head == tail {
		panic(w.rt.NewTypeError("a relation links two marks, not one with itself"))
	}
	if w.schemed() {
		def, ok := w.doc.Scheme.RelationDef(x.Label)
		if !ok || !slices.Contains(def.Heads, from) || !slices.Contains(def.Tails, to) {
			w.drop("relation " + string(x.Label) + " from " + string(from) + " to " + string(to) + ", which the scheme does not have")
			return goja.Undefined()
		}
	}
	x.Head, x.Tail = head, tail
	x.Origin, x.Reason = w.proposal(opts)
	x.Attrs = w.attrs(w.field(opts, "attrs"), x.Label)
	x.ID = rules.LinkID(w.rule.Name, x.Label, head, tail)
	if _, ok := w.view.byID[x.ID]; ok {
		return goja.Undefined()
	}
	w.room()
	w.view.byID[x.ID] = len(w.report.Links)
	w.report.Links = append(w.report.Links, x)
	return goja.Undefined()
}

// emitAttribute is emit.attribute(mark, name, value, settings).
func (w *world) emitAttribute(c goja.FunctionCall) goja.Value {
	opts := c.Argument(3)
	w.known(opts, "confidence", "reason")
	id, label, mine := w.markOf(c.Argument(0), "what has the attribute")
	name := c.Argument(1).String()
	value, ok := w.attr(label, name, c.Argument(2))
	if !ok || id == "" {
		return goja.Undefined()
	}
	if _, ok := w.view.suggested[c.Argument(0).(*goja.Object)]; ok && !mine {
		panic(w.rt.NewTypeError("what another rule proposes has its attributes from that rule"))
	}
	if mine {
		x := &w.report.Spans[w.view.byID[id]]
		x.Attrs = x.Attrs.With(name, &value)
		return goja.Undefined()
	}
	origin, reason := w.proposal(opts)
	x := rules.Value{ID: rules.ValueID(w.rule.Name, id, name, value), On: id, Name: name, Value: value, Origin: origin, Reason: reason}
	if _, ok := w.view.byID[x.ID]; ok {
		return goja.Undefined()
	}
	w.room()
	w.view.byID[x.ID] = len(w.report.Values)
	w.report.Values = append(w.report.Values, x)
	return goja.Undefined()
}

// emitProblem is emit.problem(where, message, settings).
func (w *world) emitProblem(c goja.FunctionCall) goja.Value {
	opts := c.Argument(2)
	w.known(opts, "severity")
	p := rules.Problem{Severity: rules.Warning, Message: w.line(c.Argument(1), "message", maxMessage)}
	if p.Message == "" {
		panic(w.rt.NewTypeError("a problem has a message: what is wrong and how to mend it"))
	}
	if v := w.field(opts, "severity"); !goja.IsUndefined(v) {
		if p.Severity = rules.Severity(v.String()); p.Severity != rules.Hint && p.Severity != rules.Warning && p.Severity != rules.Error {
			panic(w.rt.NewTypeError("severity is hint, warning or error"))
		}
	}
	if o, ok := c.Argument(0).(*goja.Object); ok {
		if id := o.Get("id"); id != nil {
			if m := annotate.SpanID(id.String()); w.view.marks[m] == o {
				p.On = m
			} else if l := w.view.links[m]; l == o {
				p.On = m
				o, _ = l.Get("head").(*goja.Object)
			}
		}
		if p.On == "" || o != nil {
			p.Range = w.extent(o)
		}
	}
	w.room()
	w.report.Problems = append(w.report.Problems, p)
	return goja.Undefined()
}

// finished puts the report in order: problems of the document first, then by place.
func (w *world) finished() rules.Report {
	r := w.report
	slices.SortStableFunc(r.Problems, func(a, b rules.Problem) int {
		if a.Empty() && !b.Empty() {
			return -1
		}
		if b.Empty() && !a.Empty() {
			return 1
		}
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	return r
}

package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"galley/annotate"
	"galley/annotate/rules"
)

// A Document is what a rule is run over.
type Document struct {
	annotate.Document
	By     annotate.Annotator // whose marks they are, "" for nobody's
	Layer  annotate.Layer     // the marks that are there already; the zero Layer has none
	Scheme annotate.Scheme    // what marks there may be; a zero Scheme allows all
}

// Options tunes a run. The zero value is ready to use.
type Options struct {
	Limits rules.Limits
	Values map[string]any   // the rule's options that differ from their defaults: string, float64 or bool
	Only   string           // "suggest" or "check": that function alone; "": both
	Now    func() time.Time // looked at where a context cannot end a run by itself, as in a browser; nil: never

	// Going, if not nil, is told about once a second where a run is that takes so long, so that whoever ends it from outside
	// can say where it was. It needs Now.
	Going func(rules.Place)

	// Grammar analyses a document: what it returns is doc.grammar. It is called when a script first asks, at most once a
	// run, and returns a *grammar.Analysis, or what is made of map[string]any, []any, string, float64, int, bool and nil.
	// Nil: [Read]. A host that runs several rules over one document hands them a [ReadOnce].
	Grammar func(context.Context, annotate.Document) (any, error)
}

// A world is a run's sandbox with the rule's own functions in it.
type world struct {
	*sandbox
	rule    *Rule
	doc     Document
	opt     Options
	exports *goja.Object
	report  rules.Report
	view    view
}

// Run runs what a rule suggests and checks over a document. What goes wrong is in the report. It waits for the rule to
// end, at most as long as the limits say; ctx ends it earlier.
func (r *Rule) Run(ctx context.Context, doc Document, opt Options) rules.Report {
	report := rules.Report{Doc: doc.ID, Rule: r.Name, Version: r.Version}
	if !r.Reads(languageOf(doc.Document)) {
		report.Unread = true
		return report
	}
	var steps int
	stop := r.run(ctx, opt, int(doc.Text.Len()), func(w *world) {
		w.doc, w.report = doc, report
		defer func() { steps = w.steps }()
		d, e := w.document(), w.emitter()
		if r.Suggests && opt.Only != "check" {
			w.call("suggest", d, e)
		}
		if r.Checks && opt.Only != "suggest" {
			w.call("check", d, e)
		}
		report = w.finished()
	})
	report.Stop, report.Steps = stop, steps
	return report
}

// Record runs a template over a document and returns what it wrote: a line for an object and for each member of a list of
// them, a text as it stands and closed by a line feed, nothing for null.
func (r *Rule) Record(ctx context.Context, doc Document, opt Options) ([]byte, error) {
	if !r.Records {
		return nil, &rules.Stop{Kind: rules.Broken, Place: rules.Place{File: r.file}, Text: "this is no template: export a function record(doc)"}
	}
	var out []byte
	if stop := r.run(ctx, opt, int(doc.Text.Len()), func(w *world) {
		w.doc = doc
		out = w.written(w.call("record", w.document()))
	}); stop != nil {
		return nil, stop
	}
	return out, nil
}

// written puts what record returned into bytes.
func (w *world) written(v goja.Value) []byte {
	out := jsonWriter{sandbox: w.sandbox, most: w.lim.Record}
	line := func(v goja.Value) {
		if goja.IsString(v) {
			out.WriteString(v.String())
		} else if !out.value(v) {
			w.halt(rules.Thrown, "record returns an object, a list of objects, a text or null")
		}
		if s := out.String(); s != "" && s[len(s)-1] != '\n' {
			out.WriteByte('\n')
		}
	}
	switch o, ok := v.(*goja.Object); {
	case v == nil || goja.IsUndefined(v) || goja.IsNull(v):
	case ok && o.ClassName() == "Array":
		for _, x := range w.members(v, "what record returns") {
			line(x)
		}
	default:
		line(v)
	}
	return []byte(out.String())
}

// call calls a function of the rule.
func (w *world) call(name string, args ...goja.Value) goja.Value {
	f, ok := goja.AssertFunction(w.exports.Get(name))
	if !ok {
		w.halt(rules.Broken, "%s is not a function", name)
	}
	v, err := f(goja.Undefined(), args...)
	if err != nil {
		panic(err)
	}
	return v
}

// run makes a world with the limits for a text of so many characters, lets the rule's file set itself up in it, and calls do.
// Whatever happens, it returns, with why it ended early.
func (r *Rule) run(ctx context.Context, opt Options, characters int, do func(*world)) (stop *rules.Stop) {
	opt.Limits = opt.Limits.Filled(characters)
	ctx, cancel := context.WithTimeoutCause(ctx, opt.Limits.Time, errTime)
	defer cancel()
	var s *sandbox
	defer func() {
		if x := recover(); x != nil {
			stop = r.stopOf(ctx, s, opt.Limits, x)
		}
	}()
	s = newSandbox(ctx, opt)
	s.use(r.patterns, &r.built)
	s.where = func() rules.Place { return r.place(s.rt.CaptureCallStack(0, nil)) }
	unwatch := context.AfterFunc(ctx, func() { s.rt.Interrupt(errTime) })
	defer unwatch()
	s.look()
	v, err := s.rt.RunProgram(r.program)
	if err != nil {
		panic(err)
	}
	set, _ := goja.AssertFunction(v)
	if v, err = set(goja.Undefined()); err != nil {
		panic(err)
	}
	do(&world{sandbox: s, rule: r, opt: opt, exports: v.(*goja.Object)})
	return nil
}

// place returns the innermost place on a stack that is in the rule's own file.
func (r *Rule) place(stack []goja.StackFrame) rules.Place {
	for i := range stack {
		if stack[i].SrcName() == r.file {
			p := stack[i].Position()
			return rules.Place{File: r.file, Line: p.Line, Column: column(r.code, p)}
		}
	}
	return rules.Place{File: r.file}
}

// stopOf says why a run ended: x is what was thrown.
func (r *Rule) stopOf(ctx context.Context, s *sandbox, lim rules.Limits, x any) *rules.Stop {
	stop := &rules.Stop{Kind: rules.Thrown, Place: rules.Place{File: r.file}}
	err, ok := x.(error)
	if !ok {
		stop.Text = fmt.Sprintf("the rule made the engine fail: %v", x)
		if v, ok := x.(goja.Value); ok {
			stop.Text = message(s, v)
		}
		return stop
	}
	if h, ok := errors.AsType[*halt](err); ok {
		stop.Kind, stop.Text, stop.Place = h.kind, h.text, h.at
		return stop
	}
	if e, ok := errors.AsType[*goja.StackOverflowError](err); ok {
		stop.Kind, stop.Text = rules.Depth, fmt.Sprintf("calls within calls more than %d deep: most likely a function that calls itself without end", lim.Depth)
		stop.Place = r.place(e.Stack())
		return stop
	}
	if e, ok := errors.AsType[*goja.InterruptedError](err); ok {
		stop.Kind, stop.Text = ended(ctx, lim)
		stop.Place = r.place(e.Stack())
		return stop
	}
	if e, ok := errors.AsType[*goja.Exception](err); ok {
		stop.Place = r.place(e.Stack())
		stop.Text = message(s, e.Value())
		return stop
	}
	stop.Text = fmt.Sprintf("the rule made the engine fail: %v", err)
	return stop
}

// message is what a thrown value says, without calling the script again.
func message(s *sandbox, v goja.Value) string {
	text := "a value was thrown that is not an error"
	switch x := v.(type) {
	case *goja.Object:
		if m := own(x, "message"); m != "" {
			text = m
			if n := own(x, "name"); n != "" {
				text = n + ": " + m
			} else if p := x.Prototype(); p != nil && own(p, "name") != "" {
				text = own(p, "name") + ": " + m
			}
		}
	case nil:
	default:
		text = v.String()
	}
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300]) + "…"
	}
	return text
}

// own returns a property of o that is a text, unless a script would have to be asked for it.
func own(o *goja.Object, name string) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	if v, ok := o.Get(name).(goja.String); ok {
		return v.String()
	}
	return ""
}

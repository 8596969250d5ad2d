package engine

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"galley/annotate"
	"galley/annotate/rules"
)

// A Rule is a rule file that is ready to run. It never changes but for what it remembers; any number of runs may go on at a time.
type Rule struct {
	rules.Meta
	file     string
	code     string
	program  *goja.Program
	patterns []*pattern
	built    builtPatterns
}

// Load reads a rule file and what it says of itself, for which the file is run once, without a document. Of opt that reading
// needs the limits and the clock. The error is a [*rules.Stop] that names the line.
func Load(ctx context.Context, src rules.Source, opt Options) (*Rule, error) {
	src.Code = strings.TrimPrefix(src.Code, "\uFEFF")
	tree, exports, err := parse(src, opt.Limits.Filled(0).Source)
	if err != nil {
		return nil, err
	}
	tree, patterns, err := wrap(src, tree, exports)
	if err != nil {
		return nil, err
	}
	r := &Rule{file: src.Name, code: src.Code, patterns: patterns}
	if r.program, err = goja.CompileAST(tree, true); err != nil {
		if bad, ok := errors.AsType[*goja.CompilerSyntaxError](err); ok && bad.File != nil {
			return nil, stopAt(src, bad.File.Position(bad.Offset), "%s", bad.Message)
		}
		return nil, &rules.Stop{Kind: rules.Broken, Place: rules.Place{File: src.Name}, Text: err.Error()}
	}
	if stop := r.run(ctx, opt, 0, func(w *world) { r.Meta = w.meta(exports) }); stop != nil {
		return nil, stop
	}
	if err := r.Check(); err != nil {
		return nil, &rules.Stop{Kind: rules.Broken, Place: rules.Place{File: src.Name}, Text: err.Error()}
	}
	return r, nil
}

// meta reads what the file exports.
func (w *world) meta(exports []string) rules.Meta {
	fail := func(format string, args ...any) {
		panic(w.rt.NewTypeError(append([]any{format}, args...)...))
	}
	if !slices.Contains(exports, "rule") {
		w.halt(rules.Broken, `the file does not say what it is: export const rule = { name: "…", version: "1" }`)
	}
	o, ok := w.exports.Get("rule").(*goja.Object)
	if !ok {
		fail("rule is an object with at least name and version")
	}
	var m rules.Meta
	text := func(name string) string {
		v := o.Get(name)
		if v == nil || goja.IsUndefined(v) {
			return ""
		}
		if !goja.IsString(v) {
			fail("rule.%s is a text", name)
		}
		return v.String()
	}
	list := func(name string) []string {
		v := o.Get(name)
		if v == nil || goja.IsUndefined(v) {
			return nil
		}
		if goja.IsString(v) {
			return []string{v.String()}
		}
		var all []string
		for _, x := range w.members(v, "rule."+name) {
			if !goja.IsString(x) {
				fail("rule.%s is a list of texts", name)
			}
			all = append(all, x.String())
		}
		return all
	}
	for _, key := range o.Keys() {
		if !slices.Contains([]string{"name", "version", "description", "labels", "relations", "language", "options"}, key) {
			fail("rule.%s means nothing: a rule has name, version, description, labels, relations, language and options", key)
		}
	}
	m.Name, m.Version, m.Description = text("name"), text("version"), text("description")
	m.Languages = list("language")
	for _, l := range list("labels") {
		m.Labels = append(m.Labels, annotate.Label(l))
	}
	for _, l := range list("relations") {
		m.Relations = append(m.Relations, annotate.Label(l))
	}
	if v := o.Get("options"); v != nil && !goja.IsUndefined(v) {
		opts, ok := v.(*goja.Object)
		if !ok {
			fail("rule.options is an object of names and defaults")
		}
		for _, key := range opts.Keys() {
			value := scalar(opts.Get(key))
			if value == nil {
				fail("rule.options.%s is a text, a number, true or false", key)
			}
			m.Options = append(m.Options, rules.Option{Name: key, Default: value})
		}
		slices.SortFunc(m.Options, func(a, b rules.Option) int { return strings.Compare(a.Name, b.Name) })
	}
	for _, f := range []struct {
		name string
		has  *bool
	}{{"suggest", &m.Suggests}, {"check", &m.Checks}, {"record", &m.Records}} {
		if v := w.exports.Get(f.name); v != nil {
			if _, *f.has = goja.AssertFunction(v); !*f.has {
				fail("%s is a function", f.name)
			}
		}
	}
	return m
}

// scalar returns a text, a number or a boolean of a script as string, float64 or bool; nil for anything else.
func scalar(v goja.Value) any {
	switch {
	case v == nil:
		return nil
	case goja.IsString(v):
		return v.String()
	case goja.IsNumber(v):
		return v.ToFloat()
	}
	if _, ok := v.(*goja.Object); ok {
		return nil
	}
	if b, ok := v.Export().(bool); ok {
		return b
	}
	return nil
}

// A Cache keeps the rules that it loaded, by the content of their files. The zero Cache is ready to use, by any number of
// goroutines.
type Cache struct {
	mu    sync.Mutex
	rules map[[sha256.Size]byte]*Rule
}

// maxCached bounds a cache; a desk has a few dozen rules, and somebody who writes one makes a version with each key.
const maxCached = 200

// Load returns the rule in a file, reading it as [Load] does if that was not done before.
func (c *Cache) Load(ctx context.Context, src rules.Source, opt Options) (*Rule, error) {
	key := sha256.Sum256([]byte(src.Name + "\x00" + src.Code))
	c.mu.Lock()
	r, ok := c.rules[key]
	c.mu.Unlock()
	if ok {
		return r, nil
	}
	r, err := Load(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rules == nil || len(c.rules) >= maxCached {
		c.rules = map[[sha256.Size]byte]*Rule{}
	}
	c.rules[key] = r
	return r, nil
}

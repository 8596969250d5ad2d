// Package rulehost runs rules for the desk. It is apart from package host because it reaches goja, whose weight a worker
// that only reads and writes files should not carry.
package rulehost

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/app/editor"
)

// Local runs rules where it is called. It implements [editor.RuleBench]; the zero Local is ready to use.
type Local struct {
	// Now is the clock, where a context cannot end a run by itself, as in a browser; nil elsewhere.
	Now func() time.Time

	cache engine.Cache
}

// A packed rule is a file with the pack that it came in.
type packed struct {
	rules.Source
	pack string // "" for the project's own
}

// all returns the rules that come with Galley, then those of files.
func all(files []rules.Source) []packed {
	var out []packed
	for _, p := range rules.Packs() {
		sources, _ := rules.Files(p.Name)
		for _, s := range sources {
			out = append(out, packed{s, p.Name})
		}
	}
	for _, s := range files {
		out = append(out, packed{Source: s})
	}
	return out
}

// Describe implements [editor.RuleBench].
func (l *Local) Describe(ctx context.Context, files []rules.Source) ([]editor.RuleFile, error) {
	var out []editor.RuleFile
	names := map[string]string{}
	for _, s := range all(files) {
		d := editor.RuleFile{File: s.Name, Pack: s.pack}
		r, err := l.cache.Load(ctx, s.Source, engine.Options{Now: l.Now})
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			d.Bad = err.Error()
		case names[r.Name] != "":
			d.Meta = r.Meta
			d.Bad = names[r.Name] + " is called " + r.Name + " too: give one of them another name"
		default:
			d.Meta, names[r.Name] = r.Meta, s.Name
		}
		out = append(out, d)
	}
	return out, nil
}

// Run implements [editor.RuleBench].
func (l *Local) Run(ctx context.Context, job editor.RuleJob) ([]rules.Report, error) {
	ctx, done := within(ctx, job)
	defer done()
	byName := l.byName(ctx, job)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	doc := documentOf(job)
	opt := l.options(job)
	opt.Only, opt.Grammar = "suggest", engine.ReadOnce()
	if job.Check {
		opt.Only = "check"
	}
	var on []*engine.Rule
	for _, name := range job.On {
		if r := byName[name]; r != nil && (opt.Only == "suggest" && r.Suggests || opt.Only == "check" && r.Checks) {
			on = append(on, r)
		}
	}
	found, err := engine.Batch(ctx, len(on), func(i int) []rules.Report { return []rules.Report{on[i].Run(ctx, doc, opt)} }, nil)
	if err != nil {
		return nil, err
	}
	return slices.Concat(found...), nil
}

// within bounds the time of a job that says how long it may take.
func within(ctx context.Context, job editor.RuleJob) (context.Context, context.CancelFunc) {
	if job.Within <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, job.Within, editor.Overdue{})
}

// options are how the rules of a job are run.
func (l *Local) options(job editor.RuleJob) engine.Options {
	return engine.Options{Now: l.Now, Going: job.Going}
}

// byName are the rules of a job that can be read, the first of each name.
func (l *Local) byName(ctx context.Context, job editor.RuleJob) map[string]*engine.Rule {
	found := map[string]*engine.Rule{}
	for _, s := range all(job.Files) {
		if r, err := l.cache.Load(ctx, s.Source, l.options(job)); err == nil && found[r.Name] == nil {
			found[r.Name] = r
		}
	}
	return found
}

func documentOf(job editor.RuleJob) engine.Document {
	return engine.Document{
		Document: job.Document, By: job.By, Scheme: job.Scheme,
		Layer: annotate.Laid(job.Document.Text, slices.Clone(job.Spans), slices.Clone(job.Relations), job.Attrs),
	}
}

// Try implements [editor.RuleBench].
func (l *Local) Try(ctx context.Context, job editor.RuleJob) (editor.RuleTrial, error) {
	ctx, done := within(ctx, job)
	defer done()
	var t editor.RuleTrial
	if len(job.Files) != 1 {
		return t, errors.New("one rule is tried at a time")
	}
	r, err := engine.Load(ctx, job.Files[0], l.options(job)) // past the cache: with each key it is another
	if ctx.Err() != nil {
		return t, context.Cause(ctx)
	}
	if stop, ok := rules.StopOf(err); ok {
		t.Report.Stop = stop
		return t, nil
	} else if err != nil {
		return t, err
	}
	if t.Meta = r.Meta; job.Document.ID == "" {
		return t, nil
	}
	doc := documentOf(job)
	if t.Report = r.Run(ctx, doc, l.options(job)); t.Report.Stop == nil && r.Records {
		var out []byte
		out, err = r.Record(ctx, doc, l.options(job))
		t.Report.Stop, _ = rules.StopOf(err)
		t.Bytes, t.Record = len(out), strings.ToValidUTF8(string(out[:min(len(out), editor.MaxRecordShown)]), "")
	}
	if ctx.Err() != nil {
		return t, context.Cause(ctx)
	}
	return t, nil
}

// Record implements [editor.RuleBench].
func (l *Local) Record(ctx context.Context, job editor.RuleJob) ([]byte, error) {
	ctx, done := within(ctx, job)
	defer done()
	if len(job.On) != 1 {
		return nil, errors.New("one template writes at a time")
	}
	r := l.byName(ctx, job)[job.On[0]]
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if r == nil {
		return nil, fmt.Errorf("template %s: it cannot be read, or is not in the project any more", job.On[0])
	}
	out, err := r.Record(ctx, documentOf(job), l.options(job))
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return out, err
}

// Source implements [editor.RuleBench].
func (l *Local) Source(_ context.Context, name string) (string, error) {
	if name == "galley.d.ts" {
		return rules.Types, nil
	}
	for _, s := range all(nil) {
		if s.Name == name {
			return s.Code, nil
		}
	}
	return "", fmt.Errorf("no file that comes with Galley is called %q", name)
}

// Package rulehost runs rules for the desk. It is apart from package host because it reaches goja, whose weight a worker
// that only reads and writes files should not carry.
package rulehost

import (
	"context"
	"slices"
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
		r, err := l.cache.Load(ctx, s.Source, rules.Limits{})
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
	if job.Within > 0 {
		var done context.CancelFunc
		ctx, done = context.WithTimeoutCause(ctx, job.Within, editor.ErrDeadline)
		defer done()
	}
	byName := map[string]*engine.Rule{}
	for _, s := range all(job.Files) {
		if r, err := l.cache.Load(ctx, s.Source, rules.Limits{}); err == nil && byName[r.Name] == nil {
			byName[r.Name] = r
		}
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	doc := engine.Document{
		Document: job.Document, By: job.By, Scheme: job.Scheme,
		Layer: annotate.Laid(job.Document.Text, slices.Clone(job.Spans), slices.Clone(job.Relations), job.Attrs),
	}
	opt := engine.Options{Only: "suggest", Now: l.Now, Grammar: engine.ReadOnce()}
	if job.Check {
		opt.Only = "check"
	}
	var reports []rules.Report
	for _, name := range job.On {
		r := byName[name]
		if r == nil || opt.Only == "suggest" && !r.Suggests || opt.Only == "check" && !r.Checks {
			continue
		}
		report := r.Run(ctx, doc, opt)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		reports = append(reports, report)
	}
	return reports, nil
}

package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// ruleFlags say which rules run, and how.
type ruleFlags struct {
	rules []string
	set   []string
	lang  string
}

func (f *ruleFlags) flags(c *cobra.Command, usage string) {
	c.Flags().StringArrayVar(&f.rules, "rules", nil, usage)
	c.Flags().StringArrayVar(&f.set, "set", nil, "setting of a rule, as RULE.OPTION=VALUE; may be given several times")
	c.Flags().StringVar(&f.lang, "lang", "", "language of every document, whatever it says itself")
}

// A ruleSet is rules that are ready to run, with what was set of them.
type ruleSet struct {
	rules   []*engine.Rule
	sources []rules.Source
	values  map[string]map[string]any
	lang    string
	read    func(context.Context, annotate.Document) (any, error) // what analyses grammar; nil: every run for itself
}

// once returns the set for the use of one goroutine on one document after the other, whose grammar its rules share.
func (s ruleSet) once() ruleSet {
	s.read = engine.ReadOnce()
	return s
}

// load reads the rules that were named: packs, files, or folders of files.
func (f ruleFlags) load(ctx context.Context, d Desk) (ruleSet, error) {
	s := ruleSet{values: map[string]map[string]any{}, lang: f.lang}
	for _, name := range f.rules {
		sources, err := ruleFiles(d, name)
		if err != nil {
			return s, err
		}
		s.sources = append(s.sources, sources...)
	}
	var faults []error
	names := map[string]string{}
	for _, src := range s.sources {
		r, err := engine.Load(ctx, src, engine.Options{})
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if other, ok := names[r.Name]; ok {
			return s, usagef("--rules: %s and %s are both called %s: a rule's name tells its suggestions from those of others", other, src.Name, r.Name)
		}
		names[r.Name] = src.Name
		s.rules = append(s.rules, r)
	}
	if len(faults) > 0 {
		return s, errors.Join(faults...)
	}
	return s, f.settings(s)
}

func ruleFiles(d Desk, name string) ([]rules.Source, error) {
	if files, ok := rules.Files(name); ok {
		return files, nil
	}
	info, err := os.Stat(name)
	if err != nil && name != "-" {
		return nil, usagef("--rules %s: neither a file or folder nor rules that come with galley (%s)", name, packNames())
	}
	paths := []string{name}
	if name != "-" && info.IsDir() {
		if paths, err = filepath.Glob(filepath.Join(name, "*.js")); err != nil || len(paths) == 0 {
			return nil, usagef("--rules %s: there is no .js file in this folder", name)
		}
	}
	var all []rules.Source
	for _, p := range paths {
		code, label, err := d.read(p, 4<<20)
		if err != nil {
			return nil, err
		}
		all = append(all, rules.Source{Name: label, Code: string(code)})
	}
	return all, nil
}

func packNames() string {
	var names []string
	for _, p := range rules.Packs() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// settings reads --set into s.
func (f ruleFlags) settings(s ruleSet) error {
	for _, set := range f.set {
		name, value, ok := strings.Cut(set, "=")
		dot := strings.LastIndexByte(name, '.')
		if !ok || dot < 0 {
			return usagef("--set %s: write RULE.OPTION=VALUE", set)
		}
		rule, option := name[:dot], name[dot+1:]
		i := slices.IndexFunc(s.rules, func(r *engine.Rule) bool { return r.Name == rule })
		if i < 0 {
			return usagef("--set %s: no rule that runs is called %s", set, rule)
		}
		j := slices.IndexFunc(s.rules[i].Options, func(o rules.Option) bool { return o.Name == option })
		if j < 0 {
			return usagef("--set %s: %s has no option %s", set, rule, option)
		}
		var v any
		var err error
		switch s.rules[i].Options[j].Default.(type) {
		case float64:
			v, err = strconv.ParseFloat(value, 64)
		case bool:
			v, err = strconv.ParseBool(value)
		default:
			v = value
		}
		if err != nil {
			return usagef("--set %s: %q is not like %v, which it is by default", set, value, s.rules[i].Options[j].Default)
		}
		if s.values[rule] == nil {
			s.values[rule] = map[string]any{}
		}
		s.values[rule][option] = v
	}
	return nil
}

// over runs a rule over a layer of a document, which is by's.
func (s ruleSet) over(ctx context.Context, r *engine.Rule, doc annotate.Document, by annotate.Annotator, l annotate.Layer, scheme annotate.Scheme, only string) rules.Report {
	doc.Lang = cmp.Or(s.lang, doc.Lang)
	return r.Run(ctx, engine.Document{Document: doc, By: by, Layer: l, Scheme: scheme}, engine.Options{Values: s.values[r.Name], Only: only, Grammar: s.read})
}

// proposals runs the rules that suggest over a document, in their order.
func (s ruleSet) proposals(ctx context.Context, p page, by annotate.Annotator, l annotate.Layer, scheme annotate.Scheme, alone bool) []rules.Report {
	on := slices.DeleteFunc(slices.Clone(s.rules), func(r *engine.Rule) bool { return !r.Suggests })
	reports := make([]rules.Report, len(on))
	run := func(i int) []rules.Report {
		reports[i] = s.over(ctx, on[i], p.doc, by, l, scheme, "suggest")
		return nil
	}
	if alone {
		if _, err := engine.Batch(ctx, len(on), run, nil); err == nil {
			return reports
		}
	}
	for i := range on { // whoever is not alone shares the cores already; one that was cancelled says so
		run(i)
	}
	return reports
}

// A page is a document with the streams that rules read and write.
type page struct {
	doc     annotate.Document
	streams map[annotate.Annotator][]journal.Entry
	line    int
}

// layer folds the layer of an annotator.
func (p page) layer(a annotate.Annotator) annotate.Layer {
	l, _ := journal.Fold(p.doc.Text, p.streams[a])
	return l
}

// pages returns the documents of a bundle that are not in the bin.
func (s source) pages() []page {
	streams := journal.Streams(journal.Entries(s.records))
	by := map[annotate.DocID]map[annotate.Annotator][]journal.Entry{}
	for stream, entries := range streams {
		if by[stream.Doc] == nil {
			by[stream.Doc] = map[annotate.Annotator][]journal.Entry{}
		}
		by[stream.Doc][stream.Layer] = entries
	}
	var all []page
	for i, r := range s.records {
		if r.Document == nil {
			continue
		}
		p := page{doc: *r.Document, streams: by[r.Document.ID]}
		if i < len(s.lines) {
			p.line = s.lines[i]
		}
		if gone, _ := p.layer("").Attr(annotate.AttrDeleted); gone != "true" {
			all = append(all, p)
		}
	}
	return all
}

// annotators returns whose layers there are, by name.
func (p page) annotators() []annotate.Annotator {
	var names []annotate.Annotator
	for a := range p.streams {
		if a != "" && a != annotate.Suggested {
			names = append(names, a)
		}
	}
	slices.Sort(names)
	return names
}

// scheme returns the scheme that marks of the bundle are held to: the one in force, or the one that comes with galley.
func (s source) scheme() annotate.Scheme {
	if p := s.project(); p != nil {
		if found, ok := journal.SchemeInForce(*p, s.records); ok {
			return found
		}
		if found, ok := schemes.Find(p.Scheme); ok {
			return found
		}
	}
	return schemes.Default()
}

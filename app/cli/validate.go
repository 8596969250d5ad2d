package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/schemes"
)

func validateCommand(d Desk) *cobra.Command {
	var asJSON bool
	var flags ruleFlags
	c := &cobra.Command{
		Use:   "validate BUNDLE…",
		Short: "Check bundles against their scheme and themselves",
		Long: "Validate checks form, version, hashes and offsets, whether the operations fit each other, and every mark against\n" +
			"the scheme. Each problem is one line. What merging had to settle is told, but is no fault; of what validators find,\n" +
			"errors are.",
		Example: "  galley validate desk.galley.jsonl && galley stats desk.galley.jsonl\n" +
			"  galley validate desk.galley.jsonl --rules checks --rules mine.js",
		Args: files("bundles", 0),
		RunE: func(cmd *cobra.Command, args []string) error {
			set, err := flags.load(cmd.Context(), d)
			if err != nil {
				return err
			}
			all := []finding{}
			for _, name := range args {
				b, err := d.bundle(name, false)
				if err != nil {
					all = append(all, finding{File: name, Text: err.Error(), Fault: true, whole: true})
					continue
				}
				all = append(all, check(b)...)
				all = append(all, set.check(cmd.Context(), b)...)
			}
			bad := slices.ContainsFunc(all, func(f finding) bool { return f.Fault })
			if asJSON {
				if err := writeJSON(d.Out, all); err != nil {
					return err
				}
			} else {
				for _, f := range all {
					d.note("%s", f)
				}
			}
			if bad {
				return errTold
			}
			return nil
		},
	}
	flags.flags(c, "validators to run: checks come with galley, others are .js files or folders of them; may be given several times")
	c.Flags().BoolVar(&asJSON, "json", false, "print what was found as JSON on standard output")
	return c
}

// A finding is something that validating came upon.
type finding struct {
	File  string `json:"file"`
	Line  int    `json:"line"` // 0: the file as a whole
	Text  string `json:"text"`
	Fault bool   `json:"fault"` // the bundle is bad; otherwise it is only told

	whole bool // Text carries the place already
}

func (f finding) String() string {
	switch {
	case f.whole:
		return f.Text
	case f.Line == 0:
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// check runs the validators over every layer of a bundle.
func (s ruleSet) check(ctx context.Context, b source) []finding {
	var all []finding
	if len(s.rules) == 0 {
		return nil
	}
	scheme := b.scheme()
	for _, p := range b.pages() {
		for _, a := range p.annotators() {
			l := p.layer(a)
			for _, r := range s.rules {
				report := s.over(ctx, r, p.doc, a, l, scheme, "check")
				for _, x := range report.Problems {
					all = append(all, problem(b.name, p, layerReport{report, a}, x))
				}
				if report.Stop != nil {
					all = append(all, finding{File: report.Stop.File, Line: report.Stop.Line, Text: report.Stop.Text, Fault: true})
				}
			}
		}
	}
	return all
}

// faults are the conflicts that no merging makes: they come of a broken or forged journal.
var faults = []string{journal.Missing, journal.Outside, journal.Split, journal.Unfit, journal.Clash}

// check looks at a bundle that could be read.
func check(b source) []finding {
	var all []finding
	lines := map[string]int{}
	docs := map[annotate.DocID]bool{}
	for i, r := range b.records {
		lines[r.Key()] = b.lines[i]
		if r.Document != nil {
			docs[r.Document.ID] = true
		}
	}
	missing := map[annotate.DocID]bool{}
	for i, r := range b.records {
		if r.Entry != nil && r.Entry.Doc != "" && !docs[r.Entry.Doc] && !missing[r.Entry.Doc] {
			missing[r.Entry.Doc] = true
			all = append(all, finding{File: b.name, Line: b.lines[i],
				Text: fmt.Sprintf("document %q is not in this bundle: its marks cannot be checked", r.Entry.Doc)})
		}
	}
	scheme, faultsOfScheme := schemeOf(b, lines)
	all = append(all, faultsOfScheme...)
	for _, l := range b.layers() {
		for _, c := range l.conflicts {
			key := journal.Record{Entry: &journal.Entry{Ref: c.Entry}}.Key()
			all = append(all, finding{File: b.name, Line: lines[key], Text: fmt.Sprintf("%s: %s", l, c.Text), Fault: slices.Contains(faults, c.Kind)})
		}
		if scheme == nil || l.annotator == "" || l.annotator == annotate.Suggested {
			continue
		}
		for _, err := range scheme.Check(l.layer) {
			all = append(all, finding{File: b.name, Line: l.line, Text: fmt.Sprintf("%s: %v", l, err), Fault: true})
		}
	}
	return all
}

// schemeOf returns the scheme that the bundle's marks are to be held to, or nil when there is none.
func schemeOf(b source, lines map[string]int) (*annotate.Scheme, []finding) {
	var all []finding
	var found []*annotate.Scheme
	for _, r := range b.records {
		if r.Scheme == nil {
			continue
		}
		data, err := r.Scheme.Marshal()
		if err == nil {
			_, err = annotate.ParseScheme(r.Scheme.Name(), data)
		}
		if err != nil {
			all = append(all, finding{File: b.name, Line: lines[r.Key()], Text: "scheme " + err.Error(), Fault: true})
			continue
		}
		found = append(found, r.Scheme)
	}
	name, line := "", 0
	if p := b.project(); p != nil {
		name, line = p.Scheme, lines[journal.Record{Project: p}.Key()]
	} else if len(found) == 1 {
		name = found[0].Name()
	}
	if p := b.project(); p != nil {
		recs := make([]journal.Record, len(found))
		for i, s := range found {
			recs[i].Scheme = s
		}
		if s, ok := journal.SchemeInForce(*p, recs); ok {
			return &s, all
		}
	}
	for _, s := range found {
		if s.Name() == name {
			return s, all
		}
	}
	if s, ok := schemes.Find(name); ok {
		return &s, all
	}
	what := "the bundle names no scheme: its labels are not checked"
	if name != "" {
		what = fmt.Sprintf("scheme %s is not in the bundle and does not come with galley: labels are not checked", name)
	}
	return nil, append(all, finding{File: b.name, Line: line, Text: what})
}

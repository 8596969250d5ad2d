package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

func suggestCommand(d Desk) *cobra.Command {
	var s suggesting
	c := &cobra.Command{
		Use:   "suggest BUNDLE…",
		Short: "Let rules propose marks",
		Long: "Suggest runs rules over every document and writes the bundle with what they propose: suggestions wait for a\n" +
			"person and are no data before. Running a rule again adds nothing, a newer version replaces what an older one\n" +
			"proposed, and what somebody accepted or rejected is not proposed to them again. With --accept what the scheme\n" +
			"allows becomes marks of an annotator at once.\n\n" +
			"A rule that fails or does not end is stopped and named with its line; the others go on.\n\n" +
			"With --against nothing is proposed: the rules run as if nobody had marked the documents, and what they find is\n" +
			"held against the gold layer, or that of an annotator, rule by rule and label by label.",
		Example: "  galley suggest desk.galley.jsonl --rules news --rules my.js -o out.galley.jsonl\n" +
			"  galley suggest desk.galley.jsonl --rules news --accept --annotator rules -o out.galley.jsonl\n" +
			"  galley suggest desk.galley.jsonl --rules checks --json      # problems that validators find\n" +
			"  galley suggest desk.galley.jsonl --rules my.js --against gold --misses\n" +
			"  galley suggest --types -o galley.d.ts                       # for the editor in which you write rules",
		Args: func(cmd *cobra.Command, args []string) error {
			if s.types && len(args) == 0 {
				return nil
			}
			return files("bundles", 0)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if s.types {
				return d.write(s.out, func(w io.Writer) error { _, err := io.WriteString(w, rules.Types); return err })
			}
			return s.run(cmd.Context(), d, args)
		},
	}
	s.flags(c, "rules that come with galley (news, checks), a .js file, or a folder of them; may be given several times (default news)")
	c.Flags().StringVarP(&s.out, "output", "o", "", "bundle to write (default standard output)")
	c.Flags().BoolVar(&s.accept, "accept", false, "accept what the scheme allows, as --annotator")
	c.Flags().StringVar(&s.annotator, "annotator", "", "whose marks the rules see, and who accepts")
	c.Flags().StringVar(&s.against, "against", "", "measure the rules against a layer, gold or an annotator's, and propose nothing")
	c.Flags().BoolVar(&s.misses, "misses", false, "with --against: list what was missed, wrongly proposed or cut otherwise, too")
	c.Flags().BoolVar(&s.json, "json", false, "print what was found as JSON on standard output; the bundle is written only with -o")
	c.Flags().BoolVar(&s.types, "types", false, "print the TypeScript declarations of what a rule sees, and do nothing else")
	c.Flags().BoolVar(&s.salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// suggesting is one run of the verb.
type suggesting struct {
	ruleFlags
	out, annotator string
	against        string
	accept, json   bool
	misses         bool
	types, salvage bool
}

// A layerReport is a report with whose marks the rule saw.
type layerReport struct {
	rules.Report
	Layer annotate.Annotator `json:"layer,omitempty"`
}

// A suggested document is what came of one.
type suggested struct {
	reports []layerReport
	waiting annotate.Tx // on the stream of suggestions
	taken   annotate.Tx // on the annotator's layer
	left    []error     // what the scheme did not allow
}

func (s *suggesting) run(ctx context.Context, d Desk, args []string) error {
	by := annotate.Annotator(s.annotator)
	switch {
	case s.accept && by == "":
		return usagef("--accept: say who accepts with --annotator")
	case by == annotate.Suggested:
		return usagef("--annotator %s: this name is taken: suggestions lie there", by)
	case s.against != "" && (s.accept || by != ""):
		return usagef("--against only measures: leave --accept and --annotator out")
	case s.misses && s.against == "":
		return usagef("--misses is for --against")
	case len(s.rules) == 0:
		s.rules = []string{"news"}
	}
	set, err := s.load(ctx, d)
	if err != nil {
		return err
	}
	var all source
	for _, name := range args {
		b, err := d.bundle(name, s.salvage)
		if err != nil {
			return err
		}
		if len(args) == 1 {
			all = b
		} else if all, err = d.merged(all, b); err != nil {
			return err
		}
	}
	if s.against != "" {
		return s.holdAgainst(ctx, d, all, set)
	}
	pages, scheme := all.pages(), all.scheme()
	found := make([]suggested, len(pages))
	_, err = engine.Batch(ctx, len(pages), func(i int) []rules.Report {
		found[i] = s.page(ctx, set, pages[i], scheme, by, len(pages) == 1)
		return nil
	}, func(finished, i int) { d.progress("suggesting", finished, len(pages), pages[i].doc.Title) })
	d.progressDone()
	if err != nil {
		return err
	}
	recs := s.entries(all, set, pages, found, by)
	if s.json {
		if err := writeJSON(d.Out, reportsOf(found)); err != nil {
			return err
		}
	}
	if !s.json || s.out != "" {
		if err := d.write(s.out, func(w io.Writer) error { return bundle.Write(w, recs) }); err != nil {
			return err
		}
	}
	return s.tell(d, all, pages, found)
}

// page runs the rules over one document, side by side when it is alone and has all cores for itself. Rules that suggest see the marks of the annotator; validators see everybody's.
func (s *suggesting) page(ctx context.Context, set ruleSet, p page, scheme annotate.Scheme, by annotate.Annotator, alone bool) suggested {
	var out suggested
	own := annotate.NewLayer(p.doc.Text)
	if by != "" {
		own = p.layer(by)
	}
	set = set.once()
	proposals := set.proposals(ctx, p, by, own, scheme, alone)
	for _, report := range proposals {
		out.reports = append(out.reports, layerReport{report, by})
	}
	for _, r := range set.rules {
		if !r.Checks {
			continue
		}
		for _, a := range p.annotators() {
			out.reports = append(out.reports, layerReport{set.over(ctx, r, p.doc, a, p.layer(a), scheme, "check"), a})
		}
	}
	desk := rules.Desk{Suggested: p.layer(annotate.Suggested), Own: own, By: by}
	out.waiting = rules.Merge(desk.Suggested, proposals...)
	next, _, err := desk.Suggested.Apply(out.waiting)
	if err != nil {
		out.left = append(out.left, err)
		return out
	}
	if s.accept {
		desk.Suggested = next
		ran := map[string]bool{}
		for _, r := range proposals {
			ran[r.Rule] = r.Stop == nil
		}
		var left []error
		out.taken, left = desk.AcceptAll(scheme, func(x rules.Suggestion) bool { return ran[x.Origin().Rule] })
		out.left = append(out.left, left...)
	}
	return out
}

// entries returns the records with what was found. Who writes is named by what was read, so that the same files give the
// same bytes and are one when they are merged.
func (s *suggesting) entries(all source, set ruleSet, pages []page, found []suggested, by annotate.Annotator) []journal.Record {
	sum := sha256.New()
	for _, r := range all.records {
		fmt.Fprintln(sum, r.Key())
	}
	for _, src := range set.sources {
		fmt.Fprintf(sum, "%d %s\n", len(src.Code), src.Code)
	}
	fmt.Fprintln(sum, s.annotator, s.accept, s.lang, s.set)
	entries := journal.Entries(all.records)
	clock := journal.NewClock(journal.Actor("suggest-"+hex.EncodeToString(sum.Sum(nil)[:6])), entries)
	var latest int64
	for i := range entries {
		latest = max(latest, entries[i].Time)
	}
	recs := all.records[:len(all.records):len(all.records)]
	for i, p := range pages {
		for _, tx := range []struct {
			layer annotate.Annotator
			tx    annotate.Tx
		}{{annotate.Suggested, found[i].waiting}, {by, found[i].taken}} {
			if len(tx.tx) > 0 {
				e := clock.Next(journal.Stream{Doc: p.doc.ID, Layer: tx.layer}, latest, tx.tx)
				recs = append(recs, journal.Record{Entry: &e})
			}
		}
	}
	journal.SortRecords(recs)
	return recs
}

func reportsOf(found []suggested) []layerReport {
	all := []layerReport{}
	for _, f := range found {
		all = append(all, f.reports...)
	}
	return all
}

// tell prints what a person should know of, and fails if a rule was stopped.
func (s *suggesting) tell(d Desk, all source, pages []page, found []suggested) error {
	stops := map[string]bool{}
	dropped := tally{}
	spans, links, taken, left := 0, 0, 0, 0
	for i, f := range found {
		for _, r := range f.reports {
			spans += len(r.Spans)
			links += len(r.Links) + len(r.Values)
			for _, x := range r.Dropped {
				dropped[r.Rule+": "+x.What] += x.Count
			}
			if r.Stop != nil && !stops[r.Stop.Error()] {
				stops[r.Stop.Error()] = true
				d.note("%v (document %q)", r.Stop, pages[i].doc.ID)
			}
			if !s.json {
				for _, p := range r.Problems {
					d.note("%s", problem(all.name, pages[i], r, p))
				}
			}
		}
		taken += len(f.taken) / 2 // each comes with a note of what was done
		left += len(f.left)
	}
	for _, n := range dropped.sorted() {
		d.note("%s: left out %d times", n.Name, n.Count)
	}
	if spans+links > 0 {
		d.note("%d spans and %d links and values proposed in %d documents%s", spans, links, len(pages), acceptance(s.accept, taken, left))
	}
	if len(stops) > 0 {
		return errTold
	}
	return nil
}

func acceptance(accept bool, taken, left int) string {
	if !accept {
		return ""
	}
	if left == 0 {
		return fmt.Sprintf("; %d accepted", taken)
	}
	return fmt.Sprintf("; %d accepted, %d left waiting, as the scheme does not allow them beside the others", taken, left)
}

// problem is a validator's problem as one line.
func problem(file string, p page, r layerReport, x rules.Problem) finding {
	where := fmt.Sprintf("document %q, layer %s", p.doc.ID, r.Layer)
	if !x.Empty() {
		where += fmt.Sprintf(", %v", x.Range)
	}
	return finding{File: file, Line: p.line, Text: fmt.Sprintf("%s: %s (%s)", where, x.Message, r.Rule), Fault: x.Severity == rules.Error}
}

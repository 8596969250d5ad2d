package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
)

// A held report is how rules do against what somebody marked.
type held struct {
	Against   annotate.Annotator `json:"against"`
	Documents int                `json:"documents"`         // that somebody worked on in this layer
	Stopped   []*rules.Stop      `json:"stopped,omitempty"` // rules that were stopped, each once; their documents do not count for them
	Scores    []heldScore        `json:"scores"`            // all rules together first, then by rule and label
	Misses    []heldMiss         `json:"misses"`            // by document and place
}

// A heldScore is a score with its shares, which are null where there is nothing to divide by.
type heldScore struct {
	rules.Score
	Shares [2]shares `json:"shares"` // exact, and by overlap
}

type shares struct {
	Precision agreement.Number `json:"precision"`
	Recall    agreement.Number `json:"recall"`
	F1        agreement.Number `json:"f1"`
}

// A heldMiss is a miss with the words that it is about.
type heldMiss struct {
	rules.Miss
	Text string `json:"text"`
	line int
}

func sharesOf(s rules.Score) (all [2]shares) {
	value := func(v float64, ok bool) agreement.Number {
		if !ok {
			return agreement.Number{}
		}
		return agreement.Of(v)
	}
	for i := range all {
		all[i] = shares{value(s.Precision(i == 1)), value(s.Recall(i == 1)), value(s.F1(i == 1))}
	}
	return all
}

// holdAgainst runs the rules over every document that the layer has something on, as if nobody had marked it, and holds
// what they propose against the layer.
func (s *suggesting) holdAgainst(ctx context.Context, d Desk, all source, set ruleSet) error {
	by := annotate.Annotator(s.against)
	pages := slices.DeleteFunc(all.pages(), func(p page) bool { return len(p.streams[by]) == 0 })
	if len(pages) == 0 {
		return fmt.Errorf("%s: nothing is marked on a layer %q: --against names gold or an annotator", all.name, s.against)
	}
	scheme := all.scheme()
	trials := make([][]rules.Trial, len(pages))
	_, err := engine.Batch(ctx, len(pages), func(i int) []rules.Report {
		bare, set := annotate.NewLayer(pages[i].doc.Text), set.once()
		reports := set.proposals(ctx, pages[i], "", bare, scheme, len(pages) == 1)
		for _, r := range set.rules {
			if r.Suggests {
				trials[i] = append(trials[i], rules.Trial{Rule: r.Meta, Report: reports[len(trials[i])]})
			}
		}
		return nil
	}, func(finished, i int) { d.progress("suggesting", finished, len(pages), pages[i].doc.Title) })
	d.progressDone()
	if err != nil {
		return err
	}
	report := held{Against: by, Documents: len(pages), Scores: []heldScore{}, Misses: []heldMiss{}}
	var scores []rules.Score
	stopped := map[string]bool{}
	for i, p := range pages {
		for _, t := range trials[i] {
			if stop := t.Report.Stop; stop != nil && !stopped[stop.Error()] {
				stopped[stop.Error()] = true
				report.Stopped = append(report.Stopped, stop)
				d.note("%v (document %q)", stop, p.doc.ID)
			}
		}
		more, misses := rules.Measure(p.layer(by), trials[i]...)
		scores = append(scores, more...)
		for _, m := range misses {
			report.Misses = append(report.Misses, heldMiss{m, p.doc.Text.Slice(m.At()), p.line})
		}
	}
	for _, x := range rules.Total(scores) {
		report.Scores = append(report.Scores, heldScore{x, sharesOf(x)})
	}
	if err := d.write(s.out, func(w io.Writer) error {
		if s.json {
			return writeJSON(w, report)
		}
		return report.print(w, all.name, s.misses)
	}); err != nil {
		return err
	}
	if len(stopped) > 0 {
		return errTold
	}
	return nil
}

// print writes the scores as a table, and the misses one line each if they are wanted.
func (r held) print(out io.Writer, file string, misses bool) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "against\t%s\ndocuments\t%d\n\n", r.Against, r.Documents)
	fmt.Fprint(w, "rule\tlabel\tmarked\tproposed\texact P\tR\tF1\toverlap P\tR\tF1\n")
	for _, s := range r.Scores {
		label := string(s.Label)
		if s.Link {
			label = "→ " + label
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d", cmp.Or(s.Rule, "all rules"), label, s.Gold, s.Found)
		for _, x := range s.Shares {
			fmt.Fprintf(w, "\t%s\t%s\t%s", figure(x.Precision), figure(x.Recall), figure(x.F1))
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil || !misses {
		return err
	}
	fmt.Fprintln(out)
	for _, m := range r.Misses {
		what := string(m.Label)
		if m.Link {
			what = "link " + what
		}
		f := finding{File: file, Line: m.line, Text: fmt.Sprintf("document %q, %v: %s %s %s: %q", m.Doc, m.At(), m.Rule, missWords[m.Kind], what, m.Text)}
		fmt.Fprintln(out, f)
	}
	return nil
}

var missWords = map[rules.MissKind]string{rules.Missed: "missed", rules.Wrong: "wrongly proposed", rules.Edges: "cut otherwise"}

package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/report/paper"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
)

func agreeCommand(d Desk) *cobra.Command {
	var a agreeing
	var check string
	c := &cobra.Command{
		Use:   "agree BUNDLE…",
		Short: "Measure how far annotators agree",
		Long: "Agree compares what different people made of the same documents: of every label, which words lie under it, and\n" +
			"whether its marks were found by both, called the same and cut the same; of every attribute, its value, of marks\n" +
			"that both have made, or of the document. Each figure comes with what is behind it and an interval by resampling\n" +
			"documents, or with the reason why it has no value. The order of files and annotators makes no difference.\n" +
			"Documents that only one person has read are left out; everybody is held against the gold layer apart. Articles whose\n" +
			"gold was settled on what a reader has changed since are named.\n\n" +
			"--check computes the reference figures in a file of vectors, one line each, and fails if one of them is missed.",
		Example: "  galley agree ana.galley.jsonl ben.galley.jsonl\n" +
			"  galley agree both.galley.jsonl --by pair --measure cohen --label claim\n" +
			"  galley agree both.galley.jsonl --measure f1-token,gamma\n" +
			"  galley agree both.galley.jsonl --json\n" +
			"  galley agree both.galley.jsonl --report report.html\n" +
			"  galley agree --check vectors.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if check != "" && len(args) > 0 {
				return usagef("--check reads a file of vectors and no bundles: leave it or %q out", args[0])
			}
			if check != "" {
				return nil
			}
			return files("bundles", 0)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if check != "" {
				return d.check(check, a.json)
			}
			if err := a.check(); err != nil {
				return err
			}
			b, err := d.bundles(args, a.salvage)
			if err != nil {
				return err
			}
			return d.agree(b, a)
		},
	}
	f := c.Flags()
	f.StringVar(&check, "check", "", "file of vectors to compute, or - for standard input")
	f.StringVar(&a.by, "by", "label", "label: figures of each; document or pair: of each document or pair of annotators as well; annotator: who stands apart, and what they do otherwise than gold; difference: what they see differently, one line each")
	f.StringSliceVar(&a.measures, "measure", nil, "measures to compute (default what suits the data): "+strings.Join(report.Names(), ", "))
	f.StringSliceVar(&a.labels, "label", nil, "only these labels")
	f.StringSliceVar(&a.annotators, "annotator", nil, "only these annotators")
	f.StringSliceVar(&a.documents, "document", nil, "only documents of these ids")
	f.StringVar(&a.origin, "origin", "", "hand: only marks that people made; suggested: only suggestions that they accepted")
	f.IntVar(&a.replicates, "replicates", report.Replicates, "replicates of the bootstrap behind the intervals; 0 for none")
	f.BoolVar(&a.gamma, "gamma", false, "γ as well, which takes longer")
	f.StringVar(&a.report, "report", "", "page of HTML to write for reading and printing, with everything in it")
	f.BoolVar(&a.json, "json", false, "print the figures as JSON")
	f.BoolVar(&a.salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// agreeing is what the flags of agree say.
type agreeing struct {
	by, origin, report                      string
	measures, labels, annotators, documents []string
	replicates                              int
	gamma, json, salvage                    bool
}

func (a agreeing) check() error {
	if !slices.Contains([]string{"label", "document", "pair", "annotator", "difference"}, a.by) {
		return usagef("--by %s: say label, document, pair, annotator or difference", a.by)
	}
	if (a.by == "annotator" || a.by == "difference") && len(a.measures) > 0 {
		return usagef("--by %s has figures of its own: leave --measure out", a.by)
	}
	if a.replicates < 0 || a.replicates > 100_000 {
		return usagef("--replicates %d: from 0, for no interval, to 100000", a.replicates)
	}
	if a.origin != "" && !slices.Contains(survey.Origins(), survey.Origin(a.origin)) {
		return usagef("--origin %s: say hand or suggested", a.origin)
	}
	if a.report != "" && len(a.measures) > 0 {
		return usagef("--report has every measure: leave --measure out")
	}
	for _, name := range a.measures {
		if !slices.Contains(report.Names(), name) {
			return usagef("--measure %s: there are %s", name, strings.Join(report.Names(), ", "))
		}
	}
	return nil
}

// options are what the flags ask of a report.
func (a agreeing) options(d Desk) report.Options {
	return report.Options{
		Labels:     typed[annotate.Label](a.labels),
		Filter:     survey.Filter{Annotators: typed[annotate.Annotator](a.annotators), Documents: typed[annotate.DocID](a.documents), Origin: survey.Origin(a.origin)},
		Replicates: a.replicates, Gamma: a.gamma,
		Progress: func(done, of int, what string) error { d.progress("comparing", done, of, what); return nil },
	}
}

func typed[T ~string](names []string) []T {
	var all []T
	for _, n := range names {
		all = append(all, T(n))
	}
	return all
}

// bundles reads bundles and puts them together. People who worked on the same articles are compared whatever project each of
// them had: what makes an article the same is its text, and what has another text is another article whatever its id.
func (d Desk) bundles(names []string, salvage bool) (source, error) {
	read, err := d.readBundles("reading", names, salvage)
	if err != nil {
		return source{}, err
	}
	var first *annotate.Project
	for _, b := range read {
		if p := b.project(); p != nil && (first == nil || p.ID < first.ID) {
			first = p
		}
	}
	for i, b := range read {
		if p := b.project(); p != nil && p.ID != first.ID {
			d.note("%s: this is of project %q; its articles are compared with those of %q by their text", b.name, p.ID, first.ID)
			read[i].records = ofProject(b.records, first.ID)
		}
	}
	sets := make([][]journal.Record, len(read))
	for i, b := range read {
		sets[i] = b.records
	}
	for i, set := range journal.Apart(sets...) {
		for k, r := range set {
			if was := read[i].records[k].Document; was != nil && was.ID != r.Document.ID {
				d.note("%s: document %q has another text than elsewhere, and goes by %q", read[i].name, was.ID, r.Document.ID)
			}
		}
		read[i].records = set
	}
	return d.united(read)
}

// sheets are the layers of a bundle as they are laid side by side.
func (s source) sheets() []survey.Sheet {
	streams := journal.Streams(journal.Entries(s.records))
	var sheets []survey.Sheet
	for _, l := range s.layers() {
		at := journal.WorkedAt(streams[journal.Stream{Doc: l.doc.ID, Layer: l.annotator}])
		sheets = append(sheets, survey.Sheet{Document: l.doc, Annotator: l.annotator, Layer: l.layer, At: at})
	}
	return sheets
}

// agree compares the layers of a bundle and prints what it comes to.
func (d Desk) agree(b source, a agreeing) error {
	sheets, o := b.sheets(), a.options(d)
	d.noteVersions(sheets)
	stale := staleGolds(slices.DeleteFunc(slices.Clone(sheets), func(s survey.Sheet) bool {
		return len(a.documents) > 0 && !slices.Contains(a.documents, string(s.Document.ID))
	}))
	defer func() { d.noteStale(stale) }()
	var r report.Report
	var err error
	switch {
	case a.by == "difference" && a.report == "":
		r, err = report.Table(sheets, b.scheme(), report.ByLabel, []string{report.Found}, o)
		if err == nil {
			return d.differences(r, sheets, stale, o, a.json)
		}
	case a.report != "" || a.by == "annotator" || a.by == "label" && len(a.measures) == 0:
		r, err = report.Make(sheets, b.scheme(), o)
	default:
		r, err = report.Table(sheets, b.scheme(), report.By(a.by), a.measures, o)
	}
	d.progressDone()
	if err != nil {
		return fmt.Errorf("%s: %w", b.name, err)
	}
	if a.report != "" {
		if err := d.write(a.report, func(w io.Writer) error { return paper.Write(w, r) }); err != nil || !a.json {
			return err
		}
	}
	if a.json {
		return d.write("", func(w io.Writer) error {
			return writeJSON(w, struct {
				report.Report
				StaleGold []staleGold `json:"stale_gold,omitempty"`
			}{r, stale})
		})
	}
	return d.write("", func(w io.Writer) error { return printAgreement(w, r, a.by) })
}

// An agreementDiffers is a difference with its words.
type agreementDiffers struct {
	survey.Difference
	TextA string `json:"text_a"`
	TextB string `json:"text_b"`
}

// differences prints what annotators see differently.
func (d Desk) differences(r report.Report, sheets []survey.Sheet, stale []staleGold, o report.Options, asJSON bool) error {
	s := survey.New(o.Apply(sheets))
	texts := map[annotate.DocID]annotate.Text{}
	for _, doc := range s.Documents {
		texts[doc.ID] = doc.Text
	}
	words := func(t annotate.Text, span *annotate.Span, link *survey.Linked) string {
		switch {
		case span != nil:
			return span.Surface(t)
		case link != nil:
			return link.From.Surface(t) + " → " + link.To.Surface(t)
		}
		return ""
	}
	all := s.Differences(o.Labels)
	out := struct {
		Annotators  []annotate.Annotator `json:"annotators"`
		Documents   int                  `json:"documents"`
		LeftOut     int                  `json:"left_out"`
		Kinds       map[match.Kind]int   `json:"kinds,omitempty"`
		Differences []agreementDiffers   `json:"differences,omitempty"`
		StaleGold   []staleGold          `json:"stale_gold,omitempty"`
	}{Annotators: r.Annotators, Documents: r.Documents, LeftOut: r.LeftOut, StaleGold: stale}
	_, out.Kinds = survey.Kinds(all)
	for _, x := range all {
		t := texts[x.Document]
		out.Differences = append(out.Differences, agreementDiffers{x, words(t, x.OfA, x.LinkOfA), words(t, x.OfB, x.LinkOfB)})
	}
	if asJSON {
		return d.write("", func(w io.Writer) error { return writeJSON(w, out) })
	}
	return d.write("", func(w io.Writer) error { return printDifferences(w, r, out.Kinds, out.Differences) })
}

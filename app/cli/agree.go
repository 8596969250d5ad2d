package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

func agreeCommand(d Desk) *cobra.Command {
	var check, by string
	var measures, labels []string
	var replicates int
	var asJSON, salvage bool
	c := &cobra.Command{
		Use:   "agree BUNDLE…",
		Short: "Measure how far annotators agree",
		Long: "Agree compares what different people made of the same documents: of every label, which words lie under it, and\n" +
			"whether its marks were found by both, called the same and cut the same; of every attribute, its value, of marks\n" +
			"that both have made, or of the document. Each figure comes with what is behind it and an interval by resampling\n" +
			"documents, or with the reason why it has no value. The order of files and annotators makes no difference.\n" +
			"Documents that only one person has read, and the gold layer, are left out.\n\n" +
			"--check computes the reference figures in a file of vectors, one line each, and fails if one of them is missed.",
		Example: "  galley agree ana.galley.jsonl ben.galley.jsonl\n" +
			"  galley agree both.galley.jsonl --by pair --measure cohen --label claim\n" +
			"  galley agree both.galley.jsonl --json\n" +
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
		RunE: func(_ *cobra.Command, args []string) error {
			if check != "" {
				return d.check(check, asJSON)
			}
			if !slices.Contains([]string{"label", "document", "pair", "annotator", "difference"}, by) {
				return usagef("--by %s: say label, document, pair, annotator or difference", by)
			}
			if (by == "annotator" || by == "difference") && len(measures) > 0 {
				return usagef("--by %s has figures of its own: leave --measure out", by)
			}
			if replicates < 0 || replicates > 100_000 {
				return usagef("--replicates %d: from 0, for no interval, to 100000", replicates)
			}
			wanted, err := wantedMeasures(measures)
			if err != nil {
				return err
			}
			b, err := d.bundles(args, salvage)
			if err != nil {
				return err
			}
			r, err := agree(b, by, wanted, labels, replicates)
			if err != nil {
				return err
			}
			if asJSON {
				return d.write("", func(w io.Writer) error { return writeJSON(w, r) })
			}
			return d.write("", r.print)
		},
	}
	c.Flags().StringVar(&check, "check", "", "file of vectors to compute, or - for standard input")
	c.Flags().StringVar(&by, "by", "label", "label: figures of each; document or pair: of each document or pair of annotators as well; annotator: who stands apart; difference: what they see differently, one line each")
	c.Flags().StringSliceVar(&measures, "measure", nil, "measures to compute (default what suits the data): "+strings.Join(measureNames(), ", "))
	c.Flags().StringSliceVar(&labels, "label", nil, "only these labels")
	c.Flags().IntVar(&replicates, "replicates", 1000, "replicates of the bootstrap behind the intervals; 0 for none")
	c.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// measureNames are the measures of what people put into categories.
func measureNames() []string {
	var names []string
	for _, m := range agreement.Measures() {
		if m.Of != nil {
			names = append(names, m.Name)
		}
	}
	return names
}

func wantedMeasures(names []string) ([]string, error) {
	for _, name := range names {
		if !slices.Contains(measureNames(), name) {
			return nil, usagef("--measure %s: there are %s", name, strings.Join(measureNames(), ", "))
		}
	}
	return names, nil
}

// bundles reads bundles and puts them together. People who worked on the same articles are compared whatever project each of
// them had: what makes an article the same is its text.
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
	return d.united(read)
}

// An agreementReport is what agree prints.
type agreementReport struct {
	Annotators []annotate.Annotator `json:"annotators"`
	Documents  int                  `json:"documents"` // read by two annotators or more
	LeftOut    int                  `json:"left_out"`  // read by one
	Figures    []agreementFigure    `json:"figures,omitempty"`
	People     []agreementPerson    `json:"people,omitempty"` // by annotator
	Marks      []survey.Marks       `json:"marks,omitempty"`  // by label
	Kinds      map[match.Kind]int   `json:"kinds,omitempty"`  // of differences
	Different  []agreementDiffers   `json:"differences,omitempty"`
}

// An agreementDiffers is a difference with its words.
type agreementDiffers struct {
	survey.Difference
	TextA string `json:"text_a"`
	TextB string `json:"text_b"`
}

// An agreementPerson is how one annotator does on one subject.
type agreementPerson struct {
	Kind survey.Kind `json:"kind"`
	Name string      `json:"name,omitempty"`
	survey.Person
}

// An agreementFigure is one measure of one subject.
type agreementFigure struct {
	Kind     survey.Kind         `json:"kind"`
	Name     string              `json:"name,omitempty"`
	Document annotate.DocID      `json:"document,omitempty"`
	Pair     []string            `json:"pair,omitempty"`
	Measure  string              `json:"measure"`
	Weights  agreement.Weighting `json:"weights,omitempty"`
	agreement.Figure
}

func agree(b source, by string, measures, labels []string, replicates int) (agreementReport, error) {
	var sheets []survey.Sheet
	for _, l := range b.layers() {
		sheets = append(sheets, survey.Sheet{Document: l.doc, Annotator: l.annotator, Layer: l.layer})
	}
	s := survey.New(sheets)
	r := agreementReport{Annotators: s.Annotators, Documents: len(s.Documents), LeftOut: s.LeftOut}
	switch {
	case len(s.Annotators) == 0:
		return r, fmt.Errorf("%s: nobody has marked or finished a document: agreement needs two who have", b.name)
	case len(s.Annotators) == 1:
		return r, fmt.Errorf("%s: only %s has marked or finished a document: agreement needs two who have", b.name, s.Annotators[0])
	case len(s.Documents) == 0:
		return r, fmt.Errorf("%s: no document was read by two people", b.name)
	}
	var only []annotate.Label
	for _, l := range labels {
		if !slices.Contains(s.Labels(), annotate.Label(l)) {
			return r, fmt.Errorf("%s: no label %q on documents that two people have read", b.name, l)
		}
		only = append(only, annotate.Label(l))
	}
	seed := s.Seed()
	draws := agreement.NewDraws(seed, len(s.Documents), replicates)
	if by == "difference" {
		texts := map[annotate.DocID]annotate.Text{}
		for _, d := range s.Documents {
			texts[d.ID] = d.Text
		}
		all := s.Differences(only)
		_, r.Kinds = survey.Kinds(all)
		words := func(t annotate.Text, span *annotate.Span, link *survey.Linked) string {
			switch {
			case span != nil:
				return span.Surface(t)
			case link != nil:
				return link.From.Surface(t) + " → " + link.To.Surface(t)
			}
			return ""
		}
		for _, x := range all {
			t := texts[x.Document]
			r.Different = append(r.Different, agreementDiffers{x, words(t, x.OfA, x.LinkOfA), words(t, x.OfB, x.LinkOfB)})
		}
		return r, nil
	}
	if by == "label" && len(measures) == 0 {
		r.Marks = s.Marks(only, draws)
	}
	for _, subject := range s.Subjects(b.scheme(), only) {
		add := func(x *agreement.Items, f agreementFigure, suited []string, interval bool) {
			if len(measures) > 0 {
				suited = measures
			}
			for _, name := range suited {
				m, _ := agreement.Find(name)
				sample := subject.Sample(m, x)
				f.Kind, f.Name, f.Measure, f.Weights = subject.Kind, subject.Name, name, ""
				if name != "percent" && !m.Apart {
					f.Weights = subject.Weights.Name
				}
				f.Figure = sample.Figure()
				f.Parts = nil // of a label and what is not one, they say the same again
				// The formulas take words for independent, which words of one article are not.
				f.Interval, f.SE = agreement.Interval{}, agreement.Number{}
				if interval && replicates > 0 {
					f.Interval = sample.Interval(draws)
				}
				r.Figures = append(r.Figures, f)
			}
		}
		switch by {
		case "label":
			add(subject.Items, agreementFigure{}, subject.Measures, true)
		case "document":
			if subject.Kind != survey.OfAttribute { // of which a document is a single item
				for i, d := range s.Documents {
					add(subject.Items.In(i), agreementFigure{Document: d.ID}, subject.Measures, false)
				}
			}
		case "annotator":
			for _, p := range s.People(subject, draws, seed) {
				p.WithRest.SE = agreement.Number{}
				if replicates == 0 {
					p.WithRest.Interval = agreement.Interval{}
				}
				r.People = append(r.People, agreementPerson{subject.Kind, subject.Name, p})
			}
		case "pair":
			for a := range s.Annotators {
				for b := range a {
					x := subject.Items.Pair(b, a)
					add(x, agreementFigure{Pair: x.Coders}, subject.Pairwise, true)
				}
			}
		}
	}
	return r, nil
}

// print writes the figures as a table, and below it what each measure asks.
func (r agreementReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	names := make([]string, len(r.Annotators))
	for i, a := range r.Annotators {
		names[i] = string(a)
	}
	fmt.Fprintf(w, "annotators\t%s\n", strings.Join(names, ", "))
	fmt.Fprintf(w, "documents\t%d read by two or more", r.Documents)
	if r.LeftOut > 0 {
		fmt.Fprintf(w, ", %d read by one and left out", r.LeftOut)
	}
	fmt.Fprint(w, "\n\n")
	if r.People != nil {
		return r.printPeople(w)
	}
	if r.Kinds != nil {
		return r.printDifferences(w)
	}
	if r.Marks != nil {
		fmt.Fprint(w, "marks\tof either\tfound\tsame label\tsame edges\texact F1\t95 %\toverlap F1\t95 %\tuα\t95 %\n")
		for _, x := range r.Marks {
			name := string(x.Label)
			if name == "" {
				name = "all labels"
			}
			exact, overlap := agreementFigure{Figure: x.Exact}, agreementFigure{Figure: x.Overlap}
			units, unitsReach := "–", "–"
			if x.Units != nil {
				units, unitsReach = figure(x.Units.Value), agreementFigure{Figure: *x.Units}.reach()
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", name, x.Answer.Marks, x.Answer.Found, x.Answer.Same, x.Answer.Edges,
				figure(x.Exact.Value), exact.reach(), figure(x.Overlap.Value), overlap.reach(), units, unitsReach)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprint(w, "what\tmeasure\tvalue\t95 %\tobserved\texpected\titems\tratings\n")
	for _, f := range r.Figures {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\n", f.what(), f.Measure, figure(f.Value), f.reach(), figure(f.Observed), figure(f.Expected), f.Items, f.Pairable)
	}
	fmt.Fprintln(w)
	if r.Marks != nil {
		fmt.Fprint(w, "uα\tKrippendorff's uα: How far do any number of people put the same text under a label, beyond luck?\n")
	}
	for _, m := range agreement.Measures() {
		if slices.ContainsFunc(r.Figures, func(f agreementFigure) bool { return f.Measure == m.Name }) {
			question := m.Question
			if m.Apart {
				question += " (Observed and expected are disagreement.)"
			}
			fmt.Fprintf(w, "%s\t%s: %s\n", m.Name, m.Title, question)
		}
	}
	return w.Flush()
}

// printDifferences writes what annotators see differently, documents with the most of it first.
func (r agreementReport) printDifferences(w *tabwriter.Writer) error {
	for _, kind := range slices.Sorted(maps.Keys(r.Kinds)) {
		fmt.Fprintf(w, "%s\t%d\n", kind, r.Kinds[kind])
	}
	fmt.Fprint(w, "\ndocument\twhat\tone\tthe other\n")
	side := func(a annotate.Annotator, span *annotate.Span, link *survey.Linked, text, name string) string {
		switch {
		case link != nil:
			return fmt.Sprintf("%s: %s %q", a, link.Label, text)
		case span == nil:
			return string(a) + ": nothing"
		}
		out := fmt.Sprintf("%s: %s %q", a, span.Label, text)
		if v, ok := span.Attrs.Get(name); ok {
			out += " " + name + "=" + v
		}
		return out
	}
	for _, d := range r.Different {
		kind := string(d.Kind)
		switch {
		case d.Name != "":
			kind += " " + d.Name
		case d.Follows:
			kind += " at a missed mark"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.Document, kind, side(d.A, d.OfA, d.LinkOfA, d.TextA, d.Name), side(d.B, d.OfB, d.LinkOfB, d.TextB, d.Name))
	}
	return w.Flush()
}

// printPeople writes how each annotator does.
func (r agreementReport) printPeople(w *tabwriter.Writer) error {
	fmt.Fprint(w, "what\tannotator\twith the rest\t95 %\tright\tknows\titems\n")
	for _, p := range r.People {
		f := agreementFigure{Kind: p.Kind, Name: p.Name, Figure: p.WithRest}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\n", f.what(), p.Annotator, figure(p.WithRest.Value), f.reach(), figure(p.Right), figure(p.Knows), p.Items)
	}
	fmt.Fprint(w, "\nwith the rest\tmean of Cohen's κ with each of the others\n"+
		"right\thow often they say what Dawid and Skene's model holds for true\nknows\thow often they know rather than guess, by MACE\n")
	said := map[string]bool{}
	for _, p := range r.People {
		if p.NoModel != "" && !said[p.NoModel] {
			said[p.NoModel] = true
			fmt.Fprintf(w, "no model\t%s\n", p.NoModel)
		}
	}
	return w.Flush()
}

func (f agreementFigure) what() string {
	what := string(f.Kind) + " " + f.Name
	if f.Kind == survey.OfLabels {
		what = "all labels"
	}
	if f.Document != "" {
		what += ", " + string(f.Document)
	}
	if f.Pair != nil {
		what += ", " + strings.Join(f.Pair, " and ")
	}
	return what
}

// reach writes the interval, or why there is no value or no interval.
func (f agreementFigure) reach() string {
	if f.Status != agreement.OK {
		return strings.TrimPrefix(string(f.Status), "undefined: ")
	}
	low, ok := f.Interval.Low.Get()
	high, _ := f.Interval.High.Get()
	switch {
	case ok:
		return fmt.Sprintf("%.3f to %.3f", low, high)
	case f.Interval.Reason != "":
		return f.Interval.Reason
	}
	return "–"
}

func figure(n agreement.Number) string {
	if x, ok := n.Get(); ok {
		return fmt.Sprintf("%.3f", x)
	}
	return "–"
}

// check computes a file of vectors and prints a line for each.
func (d Desk) check(name string, asJSON bool) error {
	f, label, err := d.open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := agreement.Check(f)
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	err = d.write("", func(w io.Writer) error {
		if asJSON {
			return writeJSON(w, r)
		}
		return printChecks(w, r)
	})
	if err != nil {
		return err
	}
	if n := len(r.Checks) - r.Passed(); n > 0 {
		return fmt.Errorf("%s: %d of %d vectors were missed", label, n, len(r.Checks))
	}
	return nil
}

func printChecks(w io.Writer, r agreement.CheckReport) error {
	for _, c := range r.Checks {
		outcome := "ok  "
		if !c.Passed {
			outcome = "MISS"
		}
		line := fmt.Sprintf("%s  %s  expected %s  got %s", outcome, c.ID, short(c.Expected), short(c.Got))
		if c.Problem != "" {
			line += "  (" + c.Problem + ")"
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d vectors as expected\n", r.Passed(), len(r.Checks))
	return err
}

// short writes JSON on one line of at most a hundred characters; --json has the whole.
func short(data []byte) string {
	if len(data) == 0 {
		return "nothing"
	}
	text := []rune(strings.Join(strings.Fields(string(data)), " "))
	if len(text) > 100 {
		return string(text[:99]) + "…"
	}
	return string(text)
}

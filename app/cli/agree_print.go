package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

// printAgreement writes a report as tables, and below them what each measure asks.
func printAgreement(out io.Writer, r report.Report, by string) error {
	w := printHead(out, r)
	if by == "annotator" {
		printPeople(w, r)
		return w.Flush()
	}
	if r.NoAgreement != "" {
		fmt.Fprintf(w, "%s: --by annotator holds them against gold\n", r.NoAgreement)
		return w.Flush()
	}
	if r.Marks != nil {
		fmt.Fprint(w, "marks\tof either\tfound\tsame label\tsame edges\texact F1\t95 %\toverlap F1\t95 %\tuα\t95 %\n")
		for _, x := range r.Marks {
			name := string(x.Label)
			units, unitsReach := figure(x.Units.Value), reach(x.Units.Figure)
			if name == "" {
				name = "all labels"
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", name, x.Answer.Marks, x.Answer.Found, x.Answer.Same, x.Answer.Edges,
				figure(x.Exact.Value), reach(x.Exact.Figure), figure(x.Overlap.Value), reach(x.Overlap.Figure), units, unitsReach)
		}
		fmt.Fprintln(w)
	}
	if r.Links != nil {
		fmt.Fprint(w, "links\tof either\tboth\tlink F1\t95 %\tlink accuracy\t95 %\n")
		for _, x := range r.Links {
			name := string(x.Label)
			if name == "" {
				name = "all links"
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\n", name, x.Links.A+x.Links.B, 2*x.Links.Both,
				figure(x.Labelled.Value), reach(x.Labelled.Figure), figure(x.Given.Value), reach(x.Given.Figure))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprint(w, "what\tmeasure\tvalue\t95 %\tobserved\texpected\titems\tratings\n")
	for _, f := range r.Figures {
		printFigure(w, f)
	}
	if r.Gamma != nil {
		for _, f := range []report.Figure{r.Gamma.All, r.Gamma.Labels} {
			printFigure(w, report.SubjectFigure{Kind: survey.OfLabels, Figure: f})
		}
		for _, l := range r.Gamma.ByLabel {
			printFigure(w, report.SubjectFigure{Kind: survey.OfLabel, Name: string(l.Label), Figure: l.Figure})
		}
	}
	fmt.Fprintln(w)
	printed := map[string]bool{report.F1Exact: r.Marks != nil, report.F1Overlap: r.Marks != nil, report.UAlpha: r.Marks != nil, report.F1Links: r.Links != nil, report.LinkAccuracy: r.Links != nil}
	for _, f := range r.Figures {
		printed[f.Measure] = true
	}
	if r.Gamma != nil {
		printed[report.GammaAll], printed[report.GammaCat], printed[report.GammaK] = true, true, true
	}
	printMeasures(w, r, printed)
	return w.Flush()
}

func printFigure(w io.Writer, f report.SubjectFigure) {
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\n", whatOf(f), f.Measure, figure(f.Value), reach(f.Figure.Figure), figure(f.Observed), figure(f.Expected), f.Items, f.Pairable)
}

// printHead writes who and how much is compared.
func printHead(out io.Writer, r report.Report) *tabwriter.Writer {
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
	return w
}

// printMeasures writes what is meant by what was printed.
func printMeasures(w io.Writer, r report.Report, printed map[string]bool) {
	for _, m := range r.Measures {
		if !printed[m.Name] {
			continue
		}
		question := m.Question
		if m.Apart {
			question += " (Observed and expected are disagreement.)"
		}
		fmt.Fprintf(w, "%s\t%s: %s\n", m.Name, m.Title, question)
	}
}

// printDifferences writes what annotators see differently, documents with the most of it first.
func printDifferences(out io.Writer, r report.Report, kinds map[match.Kind]int, all []agreementDiffers) error {
	w := printHead(out, r)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(w, "%s\t%d\n", kind, kinds[kind])
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
	for _, d := range all {
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

// printPeople writes how each annotator does with the rest and, where there is a gold layer, against it.
func printPeople(w *tabwriter.Writer, r report.Report) {
	if len(r.People) > 0 {
		fmt.Fprint(w, "annotator\tdocuments\tmarks\texact F1 with the rest\t95 %\toverlap F1\t95 %\tword F1\t95 %\n")
		for _, p := range r.People {
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Annotator, p.Documents, p.Marks,
				figure(p.Exact.Value), reach(p.Exact.Figure), figure(p.Overlap.Value), reach(p.Overlap.Figure), figure(p.Token.Value), reach(p.Token.Figure))
		}
		fmt.Fprint(w, "\nwhat\tannotator\twith the rest\t95 %\tright\tknows\titems\n")
		said := []string{}
		for i := range r.People[0].Subjects {
			for _, person := range r.People {
				p := person.Subjects[i]
				what := whatOf(report.SubjectFigure{Kind: p.Kind, Name: p.Name})
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%d\n", what, p.Annotator, figure(p.WithRest.Value), reach(p.WithRest), figure(p.Right), figure(p.Knows), p.Items)
				if p.NoModel != "" && !slices.Contains(said, p.NoModel) {
					said = append(said, p.NoModel)
				}
			}
		}
		fmt.Fprint(w, "\nwith the rest\tmean of Cohen's κ with each of the others\n"+
			"right\thow often they say what Dawid and Skene's model holds for true\nknows\thow often they know rather than guess, by MACE\n")
		for _, why := range said {
			fmt.Fprintf(w, "no model\t%s\n", why)
		}
	} else {
		fmt.Fprintln(w, r.NoAgreement)
	}
	if r.Gold == nil {
		return
	}
	fmt.Fprint(w, "\nagainst gold\tdocuments\tprecision\trecall\texact F1\t95 %\toverlap F1\t95 %\tword F1\t95 %\n")
	for _, p := range r.Gold.People {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Annotator, p.Documents, figure(p.Exact.Precision.Value), figure(p.Exact.Recall.Value),
			figure(p.Exact.F1.Value), reach(p.Exact.F1.Figure), figure(p.Overlap.F1.Value), reach(p.Overlap.F1.Figure), figure(p.Token.F1.Value), reach(p.Token.F1.Figure))
	}
	for _, p := range r.Gold.People {
		if len(p.Feedback) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s does otherwise\ttimes\tof\tfor example\n", p.Annotator)
		for _, f := range p.Feedback {
			of := "–"
			if f.Of > 0 {
				of = fmt.Sprint(f.Of)
			}
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", f.Says(), f.Count, of, f.Examples[0].Says())
		}
	}
}

func whatOf(f report.SubjectFigure) string {
	what := string(f.Kind) + " " + f.Name
	switch {
	case f.Kind == survey.OfLabels:
		what = "all labels"
	case f.Kind == report.OfLinks && f.Name == "":
		what = "all links"
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
func reach(f agreement.Figure) string {
	if f.Status != agreement.OK {
		return strings.TrimPrefix(string(f.Status), "undefined: ")
	}
	switch _, ok := f.Interval.Low.Get(); {
	case ok:
		return figure(f.Interval.Low) + " to " + figure(f.Interval.High)
	case f.Interval.Reason != "":
		return f.Interval.Reason
	}
	return "–"
}

func figure(n agreement.Number) string { return n.Text(3) }

package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
)

func statsCommand(d Desk) *cobra.Command {
	var asJSON, salvage bool
	c := &cobra.Command{
		Use:     "stats BUNDLE",
		Short:   "Count what a bundle holds",
		Long:    "Stats counts documents, words, and of each annotator the spans by label, the relations by type, and how far\nthe work has come. Documents in the bin are counted apart and nowhere else. Articles whose gold was settled on what\na reader has changed since are named.",
		Example: "  galley stats desk.galley.jsonl\n  galley stats desk.galley.jsonl --json",
		Args:    files("a bundle", 1),
		RunE: func(_ *cobra.Command, args []string) error {
			b, err := d.bundle(args[0], salvage)
			if err != nil {
				return err
			}
			s := count(b)
			if asJSON {
				return d.write("", func(w io.Writer) error { return writeJSON(w, s) })
			}
			return d.write("", s.print)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the counts as JSON")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// Counts are the figures of a bundle.
type counts struct {
	Project    string           `json:"project"` // its id; "" if the bundle does not say
	Scheme     string           `json:"scheme"`
	Documents  int              `json:"documents"`
	Deleted    int              `json:"deleted"` // documents in the bin
	Words      int              `json:"words"`
	Characters int              `json:"characters"` // code points
	Paragraphs int              `json:"paragraphs"`
	Spans      int              `json:"spans"`
	Relations  int              `json:"relations"`
	Entries    int              `json:"entries"`
	Conflicts  int              `json:"conflicts"` // what folding had to settle
	Blocks     []named          `json:"blocks"`    // by kind
	Labels     []named          `json:"labels"`    // spans by label, over all annotators
	Annotators []annotatorStats `json:"annotators"`
	StaleGold  []staleGold      `json:"stale_gold,omitempty"`
}

// An annotatorStats is the share of one annotator.
type annotatorStats struct {
	Name      annotate.Annotator `json:"name"`
	Documents int                `json:"documents"` // with a mark, an attribute or a state
	Spans     int                `json:"spans"`
	Relations int                `json:"relations"`
	States    []named            `json:"states"` // documents by state; those never touched are in none
	Labels    []named            `json:"labels"`
	Links     []named            `json:"links"` // relations by type
}

// A named count.
type named struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// A tally counts names.
type tally map[string]int

// sorted returns the counts by name.
func (t tally) sorted() []named {
	all := make([]named, 0, len(t))
	for name, n := range t {
		all = append(all, named{name, n})
	}
	slices.SortFunc(all, func(a, b named) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func count(b source) counts {
	var c counts
	if p := b.project(); p != nil {
		c.Project, c.Scheme = string(p.ID), p.Scheme
	}
	c.Entries = len(journal.Entries(b.records))
	sheets := b.layers()
	deleted := map[annotate.DocID]bool{}
	for _, s := range sheets {
		if v, _ := s.layer.Attr(annotate.AttrDeleted); s.annotator == "" && v == "true" {
			deleted[s.doc.ID] = true
		}
	}
	blocks := tally{}
	for _, r := range b.records {
		switch {
		case r.Document == nil:
		case deleted[r.Document.ID]:
			c.Deleted++
		default:
			t := r.Document.Text
			c.Documents++
			c.Characters += int(t.Len())
			c.Words += len(t.Segments(annotate.Word, annotate.Range{From: 0, To: t.Len()}))
			c.Paragraphs += len(t.Lines())
			for _, block := range r.Document.Blocks {
				blocks[string(block.Kind)]++
			}
		}
	}
	c.Blocks = blocks.sorted()
	c.people(sheets, deleted)
	var laid []survey.Sheet
	for _, s := range sheets {
		if !deleted[s.doc.ID] {
			laid = append(laid, survey.Sheet{Document: s.doc, Annotator: s.annotator, Layer: s.layer})
		}
	}
	c.StaleGold = staleGolds(laid)
	return c
}

// people counts what each annotator did.
func (c *counts) people(sheets []sheet, deleted map[annotate.DocID]bool) {
	type share struct {
		annotatorStats
		states, labels, links tally
	}
	shares := map[annotate.Annotator]*share{}
	labels := tally{}
	var order []annotate.Annotator
	for _, s := range sheets {
		if deleted[s.doc.ID] {
			continue
		}
		c.Conflicts += len(s.conflicts)
		if s.annotator == "" || s.annotator == annotate.Suggested || s.layer.Len() == 0 && len(s.layer.Attrs()) == 0 {
			continue
		}
		a := shares[s.annotator]
		if a == nil {
			a = &share{annotatorStats{Name: s.annotator}, tally{}, tally{}, tally{}}
			shares[s.annotator] = a
			order = append(order, s.annotator)
		}
		a.Documents++
		a.states[string(s.layer.State())]++
		for span := range s.layer.Spans() {
			a.Spans++
			a.labels[string(span.Label)]++
			labels[string(span.Label)]++
		}
		for _, r := range s.layer.Relations() {
			a.Relations++
			a.links[string(r.Label)]++
		}
	}
	slices.Sort(order)
	c.Labels = labels.sorted()
	c.Annotators = []annotatorStats{}
	for _, name := range order {
		a := shares[name]
		a.States, a.Labels, a.Links = a.states.sorted(), a.labels.sorted(), a.links.sorted()
		c.Spans += a.Spans
		c.Relations += a.Relations
		c.Annotators = append(c.Annotators, a.annotatorStats)
	}
}

// print writes the counts as a table.
func (c counts) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if c.Project != "" {
		fmt.Fprintf(w, "project\t%s (%s)\n", c.Project, c.Scheme)
	}
	fmt.Fprintf(w, "documents\t%d\n", c.Documents)
	if c.Deleted > 0 {
		fmt.Fprintf(w, "in the bin\t%d\n", c.Deleted)
	}
	fmt.Fprintf(w, "paragraphs\t%d\nwords\t%d\ncharacters\t%d\n", c.Paragraphs, c.Words, c.Characters)
	fmt.Fprintf(w, "spans\t%d\nrelations\t%d\nentries\t%d\n", c.Spans, c.Relations, c.Entries)
	if c.Conflicts > 0 {
		fmt.Fprintf(w, "settled conflicts\t%d\n", c.Conflicts)
	}
	list(w, "blocks", c.Blocks)
	for _, a := range c.Annotators {
		fmt.Fprintf(w, "\n%s\t%d documents, %d spans, %d relations\n", a.Name, a.Documents, a.Spans, a.Relations)
		list(w, "  states", a.States)
		list(w, "  labels", a.Labels)
		list(w, "  links", a.Links)
	}
	if err := w.Flush(); err != nil || len(c.StaleGold) == 0 {
		return err
	}
	fmt.Fprintln(out, "\nstale gold")
	for _, s := range c.StaleGold {
		if _, err := fmt.Fprintf(out, "  %v\n", s); err != nil {
			return err
		}
	}
	return nil
}

func list(w io.Writer, what string, all []named) {
	if len(all) == 0 {
		return
	}
	var words []string
	for _, n := range all {
		words = append(words, fmt.Sprintf("%s %d", n.Name, n.Count))
	}
	fmt.Fprintf(w, "%s\t%s\n", what, strings.Join(words, ", "))
}

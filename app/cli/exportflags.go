package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/export"
)

// jobFlags are the choices about an export.
type jobFlags struct {
	layer, origin, negatives, tokenizer, overlap string
	labels                                       []string
	prompt                                       string
	pseudonyms, soft                             bool
	split                                        splitFlags
}

func (f *jobFlags) flags(c *cobra.Command) {
	f.marks(c)
	c.Flags().StringVar(&f.tokenizer, "tokenizer", "unicode", "how formats of words cut text: unicode, whitespace")
	c.Flags().StringVar(&f.overlap, "overlap", "split", "spans that share words, where a word has one label: split (a column a group), drop (the longest stands), flatten (the shortest has the word)")
	c.Flags().StringVar(&f.prompt, "prompt", "", "the system message of chat, in which {labels} and {relations} stand for their names")
	c.Flags().BoolVar(&f.pseudonyms, "pseudonyms", false, "write annotators as A1, A2 …, in the order in which they began")
	c.Flags().BoolVar(&f.split.on, "split", false, "deal the documents to train, validation and test")
	f.split.flags(c)
}

// marks are the choices that say which marks count.
func (f *jobFlags) marks(c *cobra.Command) {
	c.Flags().StringVar(&f.layer, "layer", export.All, "an annotator's name, gold, or all")
	c.Flags().StringSliceVar(&f.labels, "labels", nil, "only spans of these labels, with commas between")
	c.Flags().StringVar(&f.origin, "origin", "any", "marks made by hand, accepted from a rule, or any: hand, accepted, any")
	c.Flags().BoolVar(&f.soft, "soft", false, "soft labels: each gold mark with how many of those who read the document marked it, and under which labels")
	c.Flags().StringVar(&f.negatives, "negatives", "all", "documents without a mark: all, done (those that an annotator called done), none")
}

// job returns the job that the flags ask for.
func (f *jobFlags) job(b source) (export.Job, error) {
	j := export.Job{Records: b.records, Layer: f.layer}
	if b.index != nil {
		j.Source = b.index
	}
	j.Pseudonyms, j.Prompt, j.Soft = f.pseudonyms, f.prompt, f.soft
	for _, l := range f.labels {
		j.Labels = append(j.Labels, annotate.Label(strings.TrimSpace(l)))
	}
	if err := oneOf("origin", f.origin, "any", export.Origins(), &j.Origin); err != nil {
		return j, err
	}
	if err := oneOf("negatives", f.negatives, "all", export.NegativeChoices(), &j.Negatives); err != nil {
		return j, err
	}
	if err := oneOf("tokenizer", f.tokenizer, "unicode", export.Tokenizers(), &j.Tokenizer); err != nil {
		return j, err
	}
	if err := oneOf("overlap", f.overlap, "split", export.Overlaps(), &j.Overlap); err != nil {
		return j, err
	}
	if !f.split.on {
		return j, nil
	}
	o, err := f.split.options()
	if err != nil {
		return j, err
	}
	j.Splits, err = export.Deal(j, o)
	return j, err
}

// oneOf sets to to the choice of that name; unset is what the first of them, the zero value, is called. "" is unset.
func oneOf[T ~string](flag, value, unset string, choices []T, to *T) error {
	if value == unset || value == "" {
		*to = ""
		return nil
	}
	names := []string{unset}
	for _, c := range choices {
		if c == "" {
			continue
		}
		if string(c) == value {
			*to = c
			return nil
		}
		names = append(names, string(c))
	}
	return usagef("--%s %s: it is one of %s", flag, value, strings.Join(names, ", "))
}

// splitFlags say how documents are dealt.
type splitFlags struct {
	on     bool
	shares string
	seed   uint64
	near   float64
}

func (f *splitFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.shares, "shares", "80,10,10", "shares of train, validation and test")
	c.Flags().Uint64Var(&f.seed, "seed", 0, "of the order in which stories that are equal are dealt")
	c.Flags().Float64Var(&f.near, "near", 0.5, "how alike two articles of one story are at least, 0 to 1")
}

func (f *splitFlags) options() (export.SplitOptions, error) {
	o := export.SplitOptions{Seed: f.seed, Near: f.near}
	shares := strings.Split(f.shares, ",")
	if len(shares) != 3 {
		return o, usagef("--shares %s: give three numbers, as in 80,10,10", f.shares)
	}
	for i, to := range []*int{&o.Train, &o.Validation, &o.Test} {
		n, err := strconv.Atoi(strings.TrimSpace(shares[i]))
		if err != nil || n < 0 {
			return o, usagef("--shares %s: %q is no whole number from 0", f.shares, shares[i])
		}
		*to = n
	}
	if o.Train+o.Validation+o.Test == 0 {
		return o, usagef("--shares %s: nobody would get a document", f.shares)
	}
	if !(0 < o.Near && o.Near <= 1) {
		return o, usagef("--near %v: it lies above 0, and at most at 1", o.Near)
	}
	return o, nil
}

// splitSummary counts what each part of a split holds.
func splitSummary(s *export.Splits) string {
	count := map[export.SplitName]int{}
	for _, d := range s.Documents {
		count[d.Split]++
	}
	var b strings.Builder
	for _, name := range export.SplitNames() {
		fmt.Fprintf(&b, "%s %d, ", name, count[name])
	}
	return fmt.Sprintf("%sof %d documents that tell %d stories", b.String(), len(s.Documents), s.Stories)
}

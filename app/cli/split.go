package cli

import (
	"io"

	"github.com/spf13/cobra"

	"galley/export"
)

func splitCommand(d Desk) *cobra.Command {
	var out string
	var salvage bool
	var job jobFlags
	c := &cobra.Command{
		Use:   "split BUNDLE",
		Short: "Deal the documents to train, validation and test",
		Long: "Split says which documents go to train, validation and test, as JSON. Articles that tell one story, as wire\n" +
			"copy and its updates do, stay together; every part gets its share of each label as nearly as that allows.\n" +
			"The same bundle and seed give the same split always, and export --split makes the same one.",
		Example: "  galley split desk.galley.jsonl -o split.json\n" +
			"  galley split desk.galley.jsonl --shares 70,15,15 --seed 7",
		Args: files("a bundle", 1),
		RunE: func(_ *cobra.Command, args []string) error {
			b, done, err := d.leafed(args[0], salvage)
			if err != nil {
				return err
			}
			defer done()
			job.split.on = true
			j, err := job.job(b)
			if err != nil {
				return err
			}
			d.note("%s: %s", b.name, splitSummary(j.Splits))
			return d.write(out, func(w io.Writer) error { return writeJSON(w, j.Splits) })
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default standard output)")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	job.marks(c)
	job.split.flags(c)
	return c
}

func schemaCommand(d Desk) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of Galley's own records",
		Example: "  galley schema -o galley-jsonl-1.schema.json",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			return d.write(out, func(w io.Writer) error {
				_, err := w.Write(export.Schema())
				return err
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default standard output)")
	return c
}

func cardCommand(d Desk) *cobra.Command {
	var out string
	var salvage bool
	var job jobFlags
	c := &cobra.Command{
		Use:   "card BUNDLE",
		Short: "Print the dataset card of an export",
		Long: "Card prints the README.md that export --format hf puts into its folder: the features that Hugging Face datasets\n" +
			"reads, and what each part of the split holds of every label.",
		Example: "  galley card desk.galley.jsonl --layer gold --split",
		Args:    files("a bundle", 1),
		RunE: func(_ *cobra.Command, args []string) error {
			b, err := d.bundle(args[0], salvage)
			if err != nil {
				return err
			}
			j, err := job.job(b)
			if err != nil {
				return err
			}
			parts, err := j.Parts()
			if err != nil {
				return err
			}
			card, err := export.Card(j, parts, ".jsonl", export.Features(j.Soft))
			if err != nil {
				return err
			}
			return d.write(out, func(w io.Writer) error {
				_, err := io.WriteString(w, card)
				return err
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default standard output)")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	c.Flags().BoolVar(&job.split.on, "split", false, "deal the documents to train, validation and test")
	job.marks(c)
	job.split.flags(c)
	return c
}

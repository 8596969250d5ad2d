package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/export"
)

func importCommand(d Desk) *cobra.Command {
	var out, format, annotator string
	var project founding
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read marks from another tool's file into a bundle",
		Long: "Import reads files that galley or another tool exported. Offsets are checked against the text, and what does\n" +
			"not fit is told with its line. Importing a file again gives the same records, so merging it again changes nothing.",
		Example: "  galley import --format jsonl notes.jsonl --annotator ana -o ana.galley.jsonl\n" +
			"  galley import --format jsonl train.jsonl -o all.galley.jsonl      # each mark stays its annotator's",
		Args: files("files to import", 0),
		RunE: func(_ *cobra.Command, args []string) error {
			readable := func(f export.Format) bool { return f.Read != nil }
			f, ok := export.Find(format)
			if !ok || !readable(f) {
				return usagef("--format %s: galley reads %s", format, formatNames(readable))
			}
			opt := export.ReadOptions{Annotator: annotate.Annotator(annotator)}
			recs, err := project.records(d)
			if err != nil {
				return err
			}
			all := source{records: recs}
			for i, name := range args {
				d.progress("importing", i+1, len(args), name)
				r, label, err := d.open(name)
				if err != nil {
					return err
				}
				got, err := f.Read(label, r, opt)
				r.Close()
				if err != nil {
					return err
				}
				if len(got.Records) == 0 {
					return fmt.Errorf("%s: there is no record in it: export it again", label)
				}
				for _, n := range got.Notes {
					d.note("%s", n)
				}
				if all, err = d.merged(all, source{name: label, records: got.Records}); err != nil {
					return err
				}
			}
			d.progressDone()
			return d.write(out, func(w io.Writer) error { return bundle.Write(w, all.records) })
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "bundle to write (default standard output)")
	c.Flags().StringVar(&format, "format", "jsonl", "format to read; galley formats lists them")
	c.Flags().StringVar(&annotator, "annotator", "", "whose marks they are (default: as the file says)")
	project.flags(c)
	return c
}

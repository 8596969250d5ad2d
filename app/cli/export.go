package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/export"
	"galley/export/parquet"
)

func exportCommand(d Desk) *cobra.Command {
	var out, format, template string
	var salvage, dry bool
	var job jobFlags
	c := &cobra.Command{
		Use:   "export BUNDLE",
		Short: "Write training data",
		Long: "Export writes a bundle's marks in the format of another tool. What that format cannot say is counted on\n" +
			"standard error. What was written is read again and every mark's words compared; if one is wrong, nothing is\n" +
			"written. The same bundle gives the same bytes always. A format of several files, and every split, wants a\n" +
			"folder that is not there yet, or a name ending in .zip.",
		Example: "  galley export desk.galley.jsonl --format jsonl --layer ana -o train.jsonl\n" +
			"  galley export desk.galley.jsonl --layer all | head -1      # every annotator's marks\n" +
			"  galley export desk.galley.jsonl --format conll --labels claim,source --split -o tagger\n" +
			"  galley export desk.galley.jsonl --format conll --dry-run     # what it would leave out\n" +
			"  galley export desk.galley.jsonl --template mine.js         # one call of its record(doc) a document and layer",
		Args: files("a bundle", 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, ok := findFormat(format)
			if !ok || !f.Writes() {
				return usagef("--format %s: galley writes %s", format, formatNames(export.Format.Writes))
			}
			if template != "" && cmd.Flags().Changed("format") {
				return usagef("--template and --format both say what to write: give one")
			}
			b, done, err := d.leafed(args[0], salvage)
			if err != nil {
				return err
			}
			defer done()
			if template != "" {
				if f, err = templateOf(cmd.Context(), d, template, b.scheme()); err != nil {
					return err
				}
			}
			j, err := job.job(b)
			if err != nil {
				return err
			}
			var loss export.Loss
			verb := "left out or changed"
			if dry {
				verb = "would be left out or changed"
				loss, err = f.Loss(j)
			} else {
				loss, err = d.exportTo(out, f, j)
			}
			if err != nil {
				return err
			}
			if len(loss) > 0 {
				d.note("%s: %s, because %s cannot say it: %s", b.name, verb, f.Name, loss)
			} else if dry {
				d.note("%s: %s says all of it", b.name, f.Name)
			}
			if j.Splits != nil {
				d.note("%s: %s", b.name, splitSummary(j.Splits))
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file or folder to write (default standard output)")
	c.Flags().StringVar(&format, "format", "jsonl", "format to write; galley formats lists them")
	c.Flags().StringVar(&template, "template", "", "rule file whose record(doc) writes each document, in place of a format")
	c.Flags().BoolVar(&dry, "dry-run", false, "write nothing, and tell what would be left out")
	job.flags(c)
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// templateOf is the format that a rule file writes.
func templateOf(ctx context.Context, d Desk, name string, scheme annotate.Scheme) (export.Format, error) {
	code, label, err := d.read(name, 4<<20)
	if err != nil {
		return export.Format{}, err
	}
	r, err := engine.Load(ctx, rules.Source{Name: label, Code: string(code)}, engine.Options{})
	if err != nil {
		return export.Format{}, err
	}
	return export.Template(func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error) {
		return r.Record(ctx, engine.Document{Document: doc, By: by, Layer: l, Scheme: scheme}, engine.Options{})
	}), nil
}

// allFormats are all formats, in the order they are shown: those of package parquet beside their like.
func allFormats() []export.Format {
	all := export.Formats()
	i := slices.IndexFunc(all, func(f export.Format) bool { return f.Name == export.HF.Name })
	return slices.Insert(all, i+1, parquet.Folder, parquet.File)
}

// findFormat returns the format of that name.
func findFormat(name string) (export.Format, bool) {
	all := allFormats()
	i := slices.IndexFunc(all, func(f export.Format) bool { return f.Name == name })
	if i < 0 {
		return export.Format{}, false
	}
	return all[i], true
}

// formatNames lists the formats that ok holds for.
func formatNames(ok func(export.Format) bool) string {
	var names []string
	for _, f := range allFormats() {
		if ok(f) {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

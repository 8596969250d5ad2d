package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/export"
)

func exportCommand(d Desk) *cobra.Command {
	var out, format, layer, template string
	var salvage bool
	c := &cobra.Command{
		Use:   "export BUNDLE",
		Short: "Write training data",
		Long:  "Export writes a bundle's marks in the format of another tool. What that format cannot say is counted on\nstandard error. The same bundle gives the same bytes always.",
		Example: "  galley export desk.galley.jsonl --format jsonl --layer ana -o train.jsonl\n" +
			"  galley export desk.galley.jsonl --layer all | head -1      # every annotator's marks\n" +
			"  galley export desk.galley.jsonl --template mine.js         # one call of its record(doc) a document and layer",
		Args: files("a bundle", 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, ok := export.Find(format)
			if !ok {
				return usagef("--format %s: galley writes %s", format, formatNames(func(export.Format) bool { return true }))
			}
			if template != "" && cmd.Flags().Changed("format") {
				return usagef("--template and --format both say what to write: give one")
			}
			b, err := d.bundle(args[0], salvage)
			if err != nil {
				return err
			}
			if template != "" {
				if f, err = templateOf(cmd.Context(), d, template, b.scheme()); err != nil {
					return err
				}
			}
			var loss export.Loss
			err = d.write(out, func(w io.Writer) (err error) {
				loss, err = f.Write(w, export.Job{Records: b.records, Layer: layer})
				return err
			})
			if err == nil && len(loss) > 0 {
				d.note("%s: left out or changed, because %s cannot say it: %s", b.name, f.Name, loss)
			}
			return err
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "file to write (default standard output)")
	c.Flags().StringVar(&format, "format", "jsonl", "format to write; galley formats lists them")
	c.Flags().StringVar(&template, "template", "", "rule file whose record(doc) writes each document, in place of a format")
	c.Flags().StringVar(&layer, "layer", export.All, "an annotator's name, gold, or all")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// templateOf is the format that a rule file writes.
func templateOf(ctx context.Context, d Desk, name string, scheme annotate.Scheme) (export.Format, error) {
	code, label, err := d.read(name, 4<<20)
	if err != nil {
		return export.Format{}, err
	}
	r, err := engine.Load(ctx, rules.Source{Name: label, Code: string(code)}, rules.Limits{})
	if err != nil {
		return export.Format{}, err
	}
	return export.Template(func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error) {
		return r.Record(ctx, engine.Document{Document: doc, By: by, Layer: l, Scheme: scheme}, engine.Options{})
	}), nil
}

// formatNames lists the formats that ok holds for.
func formatNames(ok func(export.Format) bool) string {
	var names []string
	for _, f := range export.Formats() {
		if ok(f) {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

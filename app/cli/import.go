package cli

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/export"
)

func importCommand(d Desk) *cobra.Command {
	var out, format, annotator, unit string
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
			f, ok := findFormat(format)
			if !ok || !f.Reads() {
				return usagef("--format %s: galley reads %s", format, formatNames(export.Format.Reads))
			}
			opt := export.ReadOptions{Annotator: annotate.Annotator(annotator)}
			if err := oneOf("unit", unit, "auto", []string{"codepoint", "utf16", "byte"}, &opt.Unit); err != nil {
				return err
			}
			recs, err := project.records(d)
			if err != nil {
				return err
			}
			all := source{records: recs}
			for i, name := range args {
				d.progress("importing", i+1, len(args), name)
				got, label, err := d.foreign(f, name, opt)
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
	c.Flags().StringVar(&unit, "unit", "auto", "what offsets count where the file does not show it: codepoint, utf16, byte, auto (what the tool counts)")
	project.flags(c)
	return c
}

// foreign reads a file, or a folder or zip archive of files that belong together.
func (d Desk) foreign(f export.Format, name string, opt export.ReadOptions) (in export.Imported, label string, err error) {
	if f.ReadFiles != nil {
		if strings.HasSuffix(name, ".zip") {
			z, err := zip.OpenReader(name)
			if err != nil {
				return in, name, fileError(name, err)
			}
			defer z.Close()
			in, err = f.ReadFiles(z, opt)
			return in, name, inFolder(name, err)
		}
		info, err := os.Stat(name)
		if err != nil {
			return in, name, fileError(name, err)
		}
		if !info.IsDir() {
			return in, name, fmt.Errorf("%s: %s is several files: name the folder that they are in, or a zip archive", name, f.Name)
		}
		in, err = f.ReadFiles(os.DirFS(name), opt)
		return in, name, inFolder(name, err)
	}
	r, label, err := d.open(name)
	if err != nil {
		return in, label, err
	}
	defer r.Close()
	in, err = f.Read(label, r, opt)
	return in, label, err
}

// inFolder puts the name of a folder before what is wrong with a file in it.
func inFolder(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}

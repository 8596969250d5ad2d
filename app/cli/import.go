package cli

import (
	"archive/zip"
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/annotate/strict"
	"galley/export"
	"galley/export/parquet"
)

func importCommand(d Desk) *cobra.Command {
	var out, format, annotator, unit string
	var project founding
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read marks from another tool's file into a bundle",
		Long: "Import reads files that galley or another tool exported. Offsets are checked against the text, and what does\n" +
			"not fit is told with its line. Importing a file again gives the same records, so merging it again changes nothing.\n" +
			"Without --format a file is taken for what it holds, and which format that is is told.",
		Example: "  galley import --format jsonl notes.jsonl --annotator ana -o ana.galley.jsonl\n" +
			"  galley import --format jsonl train.jsonl -o all.galley.jsonl      # each mark stays its annotator's",
		Args: files("files to import", 0),
		RunE: func(cmd *cobra.Command, args []string) error {
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
			if len(args) == 1 && !cmd.Flags().Changed("format") {
				f = d.recognised(args[0], f)
			}
			if file, ok := seekable(args); ok && f.Name == export.JSONL.Name {
				defer file.Close()
				return d.importLines(file, out, recs, opt)
			}
			all := source{records: recs}
			for i, name := range args {
				d.progress("importing", i+1, len(args), name)
				f := f
				if len(args) > 1 && !cmd.Flags().Changed("format") {
					f = d.recognised(name, f)
				}
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
	c.Flags().StringVar(&format, "format", "jsonl", "format to read; galley formats lists them (default: what the file holds)")
	c.Flags().StringVar(&annotator, "annotator", "", "whose marks they are (default: as the file says)")
	c.Flags().StringVar(&unit, "unit", "auto", "what offsets count where the file does not show it: codepoint, utf16, byte, auto (what the tool counts)")
	project.flags(c)
	return c
}

// seekable opens the one file that is named, if it can be read twice.
func seekable(names []string) (*os.File, bool) {
	if len(names) != 1 {
		return nil, false
	}
	info, err := os.Stat(names[0])
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	f, err := os.Open(names[0])
	return f, err == nil
}

// importLines writes the bundle of a file of Galley's records without holding more of it than a line: documents as they come,
// and entries behind them, which wait in a file of their own.
func (d Desk) importLines(from *os.File, out string, founding []journal.Record, opt export.ReadOptions) error {
	name := from.Name()
	d.progress("importing", 1, 1, name)
	wait, err := os.CreateTemp("", "galley-import-*")
	if err != nil {
		return cause(err)
	}
	defer os.Remove(wait.Name())
	defer wait.Close()
	var notes []string
	var bad error // what is wrong with the file that is read, and not with the one that is written
	err = d.write(out, func(w io.Writer) error {
		if err := bundle.Write(w, founding); err != nil {
			return err
		}
		entries := bufio.NewWriterSize(wait, 1<<16)
		var line []byte
		some := false
		var err error
		notes, err = export.EachJSONL(name, from, opt, func(r journal.Record) error {
			to := w
			if some = true; r.Entry != nil {
				to = entries
			}
			var err error
			if line, err = bundle.AppendLine(line[:0], r); err == nil {
				_, err = to.Write(line)
			}
			return err
		})
		if err == nil && !some {
			err = fmt.Errorf("%s: there is no record in it: export it again", name)
			bad = err
		}
		if _, ok := errors.AsType[*strict.FileError](err); ok {
			bad = err
		}
		if err == nil {
			err = entries.Flush()
		}
		if err == nil {
			_, err = wait.Seek(0, io.SeekStart)
		}
		if err == nil {
			_, err = io.Copy(w, wait)
		}
		return err
	})
	d.progressDone()
	if err := cmp.Or(bad, err); err != nil {
		return err
	}
	for _, n := range notes {
		d.note("%s", n)
	}
	return nil
}

// recognised returns the format that a file, a folder or an archive is in, or fallback where none is recognised.
func (d Desk) recognised(name string, fallback export.Format) export.Format {
	var files fs.FS
	switch info, err := os.Stat(name); {
	case err != nil, !info.IsDir() && !info.Mode().IsRegular(): // standard input, a pipe, or what is not there: reading it will tell
		return fallback
	case info.IsDir():
		files = os.DirFS(name)
	case strings.HasSuffix(name, ".zip"):
		z, err := zip.OpenReader(name)
		if err != nil {
			return fallback
		}
		defer z.Close()
		files = z
	default:
		files = oneFile{name: name}
	}
	r, ok := parquet.Recognise(files)
	if !ok {
		r, ok = export.Recognise(files)
	}
	if !ok || r.Name == fallback.Name {
		return fallback
	}
	d.note("%s: read as %s: %s", name, r.Name, r.Why)
	return r.Format
}

// A oneFile is the folder of a file with nothing in it but the file and, with beside, what stands there under the same name
// with another ending, and what says something about all of them.
type oneFile struct {
	name   string
	beside bool
}

func (f oneFile) has(name string) bool {
	own := filepath.Base(f.name)
	if !f.beside {
		return name == own
	}
	base, _, _ := strings.Cut(own, ".")
	other, _, _ := strings.Cut(name, ".")
	return base == other || export.Companion(name)
}

func (f oneFile) Open(name string) (fs.File, error) {
	if !f.has(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.DirFS(filepath.Dir(f.name)).Open(name)
}

func (f oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	all, err := os.ReadDir(filepath.Dir(f.name))
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return e.IsDir() || !f.has(e.Name()) }), err
}

func (f oneFile) Stat(name string) (fs.FileInfo, error) {
	if name != "." && !f.has(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(os.DirFS(filepath.Dir(f.name)), name)
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
		var files fs.FS = oneFile{name, true}
		if info.IsDir() {
			files = os.DirFS(name)
		}
		in, err = f.ReadFiles(files, opt)
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

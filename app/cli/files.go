package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// stdinName stands for standard input in messages.
const stdinName = "standard input"

// open opens a file to be read, or standard input for "-". The name is the one for messages.
func (d Desk) open(name string) (io.ReadCloser, string, error) {
	if name == "-" {
		return io.NopCloser(d.In), stdinName, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, name, fileError(name, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, name, fmt.Errorf("%s: this is a folder: name the files in it", name)
	}
	return f, name, nil
}

// read reads a whole file of at most limit bytes.
func (d Desk) read(name string, limit int64) (data []byte, label string, err error) {
	r, label, err := d.open(name)
	if err != nil {
		return nil, label, err
	}
	defer r.Close()
	data, err = io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, label, fileError(label, err)
	}
	if int64(len(data)) > limit {
		return nil, label, fmt.Errorf("%s: larger than %d MB, which is the most that is read: split it first", label, limit/1_000_000)
	}
	return data, label, nil
}

// write writes a file whole or not at all: what stood under the name stays until all of the new is on the disk.
// "" and "-" are standard output, which gets nothing either unless fill succeeds.
func (d Desk) write(name string, fill func(io.Writer) error) error {
	if name == "" || name == "-" {
		var b bytes.Buffer
		if err := fill(&b); err != nil {
			return err
		}
		_, err := d.Out.Write(b.Bytes())
		return err
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return fmt.Errorf("%s: this is a folder: name a file in it", name)
		}
		if !info.Mode().IsRegular() {
			return fillDevice(name, fill) // a pipe or device: nothing stands there that could be kept
		}
		mode = info.Mode().Perm()
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("%s: nothing was written: %w", name, cause(err))
	}
	defer os.Remove(temp.Name())
	if err := fillFile(temp, mode, fill); err != nil {
		return fmt.Errorf("%s: nothing was written: %w", name, cause(err))
	}
	if err := os.Rename(temp.Name(), name); err != nil {
		return fmt.Errorf("%s: nothing was written: %w", name, cause(err))
	}
	return nil
}

func fillDevice(name string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fileError(name, err)
	}
	return errors.Join(fill(f), f.Close())
}

func fillFile(f *os.File, mode fs.FileMode, fill func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 1<<16)
	err := fill(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// fileError says what is wrong with a file in the form of all problems: the name first.
func fileError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such file", name)
	}
	return fmt.Errorf("%s: %w", name, cause(err))
}

// cause takes the name of a file that the system put before its reason away.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// A source is a bundle with where it came from.
type source struct {
	name    string // as in messages
	records []journal.Record
	lines   []int // the line of each record

	index *bundle.Index // where the documents are, and the entries about them, when records hold only the rest
}

// leafed goes through a bundle and leaves its articles where they lie, to be read one at a time; done lets go of the file.
// What is no file that can be read twice is read whole.
func (d Desk) leafed(name string, salvage bool) (b source, done func() error, err error) {
	done = func() error { return nil }
	if info, err := os.Stat(name); name == "-" || err != nil || !info.Mode().IsRegular() {
		b, err = d.bundle(name, salvage)
		return b, done, err
	}
	file, err := os.Open(name)
	if err != nil {
		return b, done, fileError(name, err)
	}
	info, err := file.Stat()
	if err == nil {
		b.index, err = bundle.NewIndex(name, file, info.Size(), bundle.Limits{})
	}
	if err == nil {
		err = d.damaged(name, b.index.Damage, b.index.Len(), salvage)
	}
	if err != nil {
		file.Close()
		return source{}, done, err
	}
	b.name, b.records = name, b.index.Records
	return b, file.Close, nil
}

// damaged tells of damage, or refuses it unless salvage is set.
func (d Desk) damaged(label string, damage *bundle.Damage, records int, salvage bool) error {
	if damage == nil {
		return nil
	}
	if !salvage {
		return fmt.Errorf("%s:%d: the file is damaged from here on: %s; --salvage goes on with the %d records before it",
			label, damage.Line, damage.Reason, records)
	}
	d.note("%s:%d: damaged from here on: %s; %d bytes are left out", label, damage.Line, damage.Reason, len(damage.Rest))
	return nil
}

// bundle reads a bundle. A damaged one is refused unless salvage is set: then what lies before the damage counts,
// and the loss is told.
func (d Desk) bundle(name string, salvage bool) (source, error) {
	r, label, err := d.open(name)
	if err != nil {
		return source{}, err
	}
	defer r.Close()
	var lines lineCounter
	b, err := bundle.Read(label, io.TeeReader(r, &lines), bundle.Limits{})
	if err != nil {
		return source{}, err
	}
	if err := d.damaged(label, b.Damage, len(b.Records), salvage); err != nil {
		return source{}, err
	}
	return source{name: label, records: b.Records, lines: lines.records(len(b.Records))}, nil
}

// A lineCounter notes which lines of what passes through it hold something.
type lineCounter struct {
	line   int
	filled bool
	full   []int
}

func (c *lineCounter) Write(p []byte) (int, error) {
	n := len(p)
	for {
		piece, rest, more := bytes.Cut(p, []byte("\n"))
		if len(bytes.TrimSpace(piece)) > 0 {
			c.filled = true
		}
		if !more {
			return n, nil
		}
		c.end()
		p = rest
	}
}

func (c *lineCounter) end() {
	c.line++
	if c.filled {
		c.full = append(c.full, c.line)
	}
	c.filled = false
}

// records returns the lines of n records, which come one a line after the header.
func (c *lineCounter) records(n int) []int {
	if c.filled {
		c.end()
	}
	if len(c.full) <= n {
		return make([]int, n)
	}
	return c.full[1 : n+1]
}

// note tells something on standard error that does not make the input bad.
func (d Desk) note(format string, args ...any) {
	fmt.Fprintf(d.Err, format+"\n", args...)
}

// progress shows on a terminal how far a long piece of work has come, on one line that the next call replaces.
func (d Desk) progress(verb string, done, all int, what string) {
	if d.Terminal && all > 1 {
		fmt.Fprintf(d.Err, "\r\x1b[K%s %d of %d: %s", verb, done, all, what)
	}
}

// progressDone takes the line away.
func (d Desk) progressDone() {
	if d.Terminal {
		fmt.Fprint(d.Err, "\r\x1b[K")
	}
}

// files is for verbs that read at least one file, and at most most; 0 is any number.
func files(what string, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		path := cmd.CommandPath()
		switch {
		case len(args) == 0:
			return usagef("%s needs %s, or - for standard input: %s --help shows how", path, what, path)
		case most > 0 && len(args) > most:
			return usagef("%s takes %s, and got %d files", path, what, len(args))
		}
		dashes := 0
		for _, a := range args {
			if a == "-" {
				dashes++
			}
		}
		if dashes > 1 {
			return usagef("%s can read standard input only once", path)
		}
		return nil
	}
}

// writeJSON writes v for people and programs alike: indented, and with every character as it is.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

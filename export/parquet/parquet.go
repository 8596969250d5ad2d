// Package parquet writes and reads the records of package export in columns. It stands apart because the library that it
// stands on weighs more than all other formats together, and reaches for the network in parts that are never called.
package parquet

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"galley/annotate/strict"
	"galley/export"
)

// Formats lists the formats of this package, in the order they are shown.
func Formats() []export.Format { return []export.Format{File, Folder} }

// File is the records of JSONL in columns: the same names, types and values, for pyarrow, pandas, DuckDB and datasets.
var File = export.Format{
	Name: "parquet", Title: "Parquet (pandas, pyarrow, DuckDB)", Ext: ext, Unit: "codepoint",
	Takes:    []string{"soft"},
	Loses:    export.JSONL.Loses,
	Write:    write,
	Read:     read,
	Surfaces: surfaces,
}

// Folder is a folder that Hugging Face datasets loads by its name, with Parquet files.
var Folder = export.Format{
	Name: "hf-parquet", Title: "Hugging Face dataset folder, Parquet", Ext: ext, Unit: "codepoint",
	Takes:      []string{"soft"},
	Loses:      export.JSONL.Loses,
	WriteFiles: writeFolder,
	ReadFiles:  readFolder,
	Surfaces:   surfaces,
}

const ext = ".parquet"

// Recognise is [export.Recognise] for the formats of this package: a file that begins PAR1, or a folder that holds some.
func Recognise(files fs.FS) (export.Recognised, bool) {
	var found export.Recognised
	all := 0
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		all++
		f, err := files.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		head := make([]byte, 4)
		if _, err := io.ReadFull(f, head); err == nil && string(head) == "PAR1" {
			found.Files = append(found.Files, name)
		}
		return nil
	})
	if err != nil || len(found.Files) == 0 {
		return export.Recognised{}, false
	}
	found.Format, found.Why = File, path.Base(found.Files[0])+": it begins PAR1"
	if all > 1 {
		found.Format = Folder
	}
	return found, true
}

func writeFolder(s export.Sink, j export.Job) (loss export.Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := create(s, "data/"+export.DataFile(p.Name, ext), func(w io.Writer) error {
			l, err := write(w, p.Job)
			loss.Add(l)
			return err
		}); err != nil {
			return loss, err
		}
	}
	card, err := export.Card(j, parts, ext, export.Features(j.Soft))
	if err != nil {
		return loss, err
	}
	return loss, create(s, "README.md", func(w io.Writer) error {
		_, err := io.WriteString(w, card)
		return err
	})
}

func create(s export.Sink, name string, fill func(io.Writer) error) error {
	w, err := s.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(fill(w), w.Close())
}

func readFolder(files fs.FS, opt export.ReadOptions) (export.Imported, error) {
	var names []string
	for _, p := range []string{"*" + ext, "data/*" + ext} {
		found, err := fs.Glob(files, p)
		if err != nil {
			return export.Imported{}, err
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return export.Imported{}, fmt.Errorf("there is no file *%s here, nor in a folder data", ext)
	}
	slices.Sort(names)
	var lines bytes.Buffer
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return export.Imported{}, err
		}
		if err := asLines(name, data, &lines); err != nil {
			return export.Imported{}, err
		}
	}
	return export.JSONL.Read(strings.Join(names, "+"), &lines, opt)
}

// group is how many articles share a row group; what is written is held in memory that long.
const group = 2000

// A row has the members of a record of JSONL, in their order.
type row = rowOf[span]

// A rowOf is a row of spans without votes, or with them.
type rowOf[S any] struct {
	Galley     string     `json:"galley" parquet:"galley"`
	ID         string     `json:"id" parquet:"id"`
	Text       string     `json:"text" parquet:"text"`
	Lang       string     `json:"lang" parquet:"lang"`
	Title      string     `json:"title" parquet:"title"`
	URL        string     `json:"url" parquet:"url"`
	Published  string     `json:"published" parquet:"published"`
	SHA256     string     `json:"sha256" parquet:"sha256"`
	OffsetUnit string     `json:"offset_unit" parquet:"offset_unit"`
	Spans      []S        `json:"spans" parquet:"spans,list"`
	Relations  []relation `json:"relations" parquet:"relations,list"`
	DocAttrs   []docAttr  `json:"doc_attrs" parquet:"doc_attrs,list"`
	Meta       []field    `json:"meta" parquet:"meta,list"`
}

type span struct {
	ID        string  `json:"id" parquet:"id"`
	Label     string  `json:"label" parquet:"label"`
	Start     int64   `json:"start" parquet:"start"`
	End       int64   `json:"end" parquet:"end"`
	Parts     []part  `json:"parts" parquet:"parts,list"`
	Text      string  `json:"text" parquet:"text"`
	Attrs     []field `json:"attrs" parquet:"attrs,list"`
	Annotator string  `json:"annotator" parquet:"annotator"`
	Score     float64 `json:"score" parquet:"score"`
	Status    string  `json:"status" parquet:"status"`
}

// A softSpan is a span with its votes.
type softSpan struct {
	ID        string  `parquet:"id"`
	Label     string  `parquet:"label"`
	Start     int64   `parquet:"start"`
	End       int64   `parquet:"end"`
	Parts     []part  `parquet:"parts,list"`
	Text      string  `parquet:"text"`
	Attrs     []field `parquet:"attrs,list"`
	Annotator string  `parquet:"annotator"`
	Score     float64 `parquet:"score"`
	Status    string  `parquet:"status"`
	Votes     votes   `parquet:"votes"`
}

type votes struct {
	Readers int64   `parquet:"readers"`
	Marked  int64   `parquet:"marked"`
	Same    int64   `parquet:"same"`
	Labels  []share `parquet:"labels,list"`
}

type share struct {
	Label string  `parquet:"label"`
	Share float64 `parquet:"share"`
}

type relation struct {
	ID    string  `json:"id" parquet:"id"`
	Label string  `json:"label" parquet:"label"`
	Head  string  `json:"head" parquet:"head"`
	Tail  string  `json:"tail" parquet:"tail"`
	Attrs []field `json:"attrs" parquet:"attrs,list"`
}

type part struct {
	Start int64 `json:"start" parquet:"start"`
	End   int64 `json:"end" parquet:"end"`
}

type field struct {
	Name  string `json:"name" parquet:"name"`
	Value string `json:"value" parquet:"value"`
}

type docAttr struct {
	Name      string `json:"name" parquet:"name"`
	Value     string `json:"value" parquet:"value"`
	Annotator string `json:"annotator" parquet:"annotator"`
}

func write(w io.Writer, j export.Job) (export.Loss, error) {
	if j.Soft {
		return writeRows[rowOf[softSpan]](w, j)
	}
	return writeRows[row](w, j)
}

func writeRows[R any](w io.Writer, j export.Job) (export.Loss, error) {
	out := parquet.NewGenericWriter[R](w,
		parquet.Compression(press{}), parquet.DataPageVersion(1), parquet.MaxRowsPerRowGroup(group),
		parquet.CreatedBy("galley", "1", ""))
	loss, err := export.JSONL.Write(rowWriter[R]{out}, j)
	if err != nil {
		return loss, err
	}
	return loss, out.Close()
}

// A rowWriter takes records of JSONL, each in one call, as that format writes them.
type rowWriter[R any] struct{ *parquet.GenericWriter[R] }

func (w rowWriter[R]) Write(line []byte) (int, error) {
	var r R
	if err := json.Unmarshal(line, &r); err != nil {
		return 0, err
	}
	_, err := w.GenericWriter.Write([]R{r})
	return len(line), err
}

func read(name string, r io.Reader, opt export.ReadOptions) (export.Imported, error) {
	limit := cmp.Or(opt.Bytes, 1<<30)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return export.Imported{}, err
	}
	if int64(len(data)) > limit {
		return export.Imported{}, &strict.FileError{File: name, Reason: fmt.Sprintf("the file is larger than %d MiB, which is the most that is read", limit>>20)}
	}
	var lines bytes.Buffer
	if err := asLines(name, data, &lines); err != nil {
		return export.Imported{}, err
	}
	return export.JSONL.Read(name, &lines, opt)
}

// asLines turns a file back into records of JSONL.
func asLines(name string, data []byte, lines io.Writer) error {
	e := json.NewEncoder(lines)
	e.SetEscapeHTML(false)
	return each(name, data, func(r *row) error { return e.Encode(r) })
}

// each calls f for every row of a file.
func each(name string, data []byte, f func(*row) error) (err error) {
	defer func() { // the library panics on files that are no Parquet inside
		if p := recover(); p != nil {
			err = &strict.FileError{File: name, Reason: fmt.Sprintf("this is no sound Parquet file: %v", p)}
		}
	}()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &strict.FileError{File: name, Reason: "this is no Parquet file: " + strings.TrimPrefix(err.Error(), "parquet: ")}
	}
	for _, want := range []string{"galley", "id", "text", "spans"} {
		if !hasColumn(file, want) {
			return &strict.FileError{File: name, Reason: fmt.Sprintf("there is no column %q: galley reads the Parquet that galley writes", want)}
		}
	}
	rows := parquet.NewGenericReader[row](file)
	defer rows.Close()
	for buf := make([]row, 1); ; {
		buf[0] = row{}
		n, err := rows.Read(buf)
		if n == 1 {
			r := &buf[0]
			// A list of nothing comes back as no list.
			r.Spans, r.Relations = filled(r.Spans), filled(r.Relations)
			r.DocAttrs, r.Meta = filled(r.DocAttrs), filled(r.Meta)
			for i := range r.Spans {
				r.Spans[i].Attrs, r.Spans[i].Parts = filled(r.Spans[i].Attrs), filled(r.Spans[i].Parts)
			}
			for i := range r.Relations {
				r.Relations[i].Attrs = filled(r.Relations[i].Attrs)
			}
			if err := f(r); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &strict.FileError{File: name, Reason: err.Error(), Err: err}
		}
	}
}

func hasColumn(f *parquet.File, name string) bool {
	for _, c := range f.Root().Columns() {
		if c.Name() == name {
			return true
		}
	}
	return false
}

func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func surfaces(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ext {
		return nil
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	var m export.Memory
	if err := create(&m, "rows", func(w io.Writer) error { return asLines(name, data, w) }); err != nil {
		return err
	}
	return export.JSONL.Surfaces(&m, "rows", say)
}

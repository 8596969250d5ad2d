package export

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"galley/annotate/strict"
)

// A tableKind is a way to write rows of cells. CSV quotes; TSV escapes and never quotes; no file mixes the two.
type tableKind struct {
	ext   string
	write func(io.Writer) func(row []string) error
	read  func(data []byte) func() (row []string, line int, err error)
}

var csvKind = tableKind{".csv", writeCSVRow, readCSVRow}
var tsvKind = tableKind{".tsv", writeTSVRow, readTSVRow}

func writeCSVRow(w io.Writer) func([]string) error {
	c := csv.NewWriter(w)
	return func(row []string) error {
		err := c.Write(row)
		c.Flush()
		return errors.Join(err, c.Error())
	}
}

func readCSVRow(data []byte) func() ([]string, int, error) {
	c := csv.NewReader(strings.NewReader(string(data)))
	c.FieldsPerRecord = -1
	return func() ([]string, int, error) {
		row, err := c.Read()
		if e, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, e.Line, e.Err
		}
		if err != nil {
			return nil, 0, err
		}
		line, _ := c.FieldPos(0)
		return row, line, nil
	}
}

var tsvEscape = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
var tsvUnescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")

func writeTSVRow(w io.Writer) func([]string) error {
	return func(row []string) error {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = tsvEscape.Replace(c)
		}
		_, err := io.WriteString(w, strings.Join(cells, "\t")+"\n")
		return err
	}
}

func readTSVRow(data []byte) func() ([]string, int, error) {
	rest, line := string(data), 0
	return func() ([]string, int, error) {
		for rest != "" {
			row, after, _ := strings.Cut(rest, "\n")
			rest, line = after, line+1
			if row = strings.TrimSuffix(row, "\r"); row == "" {
				continue
			}
			cells := strings.Split(row, "\t")
			for i, c := range cells {
				cells[i] = tsvUnescape.Replace(c)
			}
			return cells, line, nil
		}
		return nil, line, io.EOF
	}
}

// table writes one file: its header, and every row that rows yields.
func (k tableKind) table(s Sink, name string, header []string, rows func(yield func(...string) error) error) (err error) {
	w, err := s.Create(name + k.ext)
	if err != nil {
		return fmt.Errorf("%s%s: %w", name, k.ext, err)
	}
	defer func() {
		if e := w.Close(); err == nil {
			err = e
		}
	}()
	put := k.write(w)
	if err := put(header); err != nil {
		return err
	}
	return rows(func(cells ...string) error { return put(cells) })
}

// A tableRow is a row that has been read, its cells by column.
type tableRow struct {
	file   string
	line   int
	cells  []string
	column map[string]int
	header []string
}

// get returns a cell, "" when the row or the table has none.
func (r tableRow) get(column string) string {
	if i, ok := r.column[column]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r tableRow) place() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

// fail reports a cell.
func (r tableRow) fail(column, format string, args ...any) error {
	return &strict.FileError{File: r.file, Line: r.line, Field: column, Reason: fmt.Sprintf(format, args...)}
}

// each reads a table of a folder and calls row for every row. A table that is not there has none.
func (k tableKind) each(in *importer, files fs.FS, name string, needs []string, row func(tableRow) error) error {
	name += k.ext
	if _, err := fs.Stat(files, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	data, err := in.open(files, name)
	if err != nil {
		return err
	}
	next := k.read(data)
	r := tableRow{file: name, column: map[string]int{}}
	for {
		cells, line, err := next()
		switch {
		case err == io.EOF && r.header == nil:
			return &strict.FileError{File: name, Reason: "it is empty: the first row names the columns"}
		case err == io.EOF:
			return nil
		case err != nil:
			return &strict.FileError{File: name, Line: line, Reason: err.Error(), Err: err}
		}
		r.line, r.cells = line, cells
		if r.header == nil {
			r.header = cells
			for i, c := range cells {
				if _, twice := r.column[c]; twice {
					return r.fail(c, "two columns have this name")
				}
				r.column[c] = i
			}
			for _, n := range needs {
				if _, ok := r.column[n]; !ok {
					return r.fail(n, "there is no such column; there are %s", strings.Join(cells, ", "))
				}
			}
			continue
		}
		if len(cells) != len(r.header) {
			return &strict.FileError{File: name, Line: line, Reason: fmt.Sprintf("this row has %d cells and the header %d", len(cells), len(r.header))}
		}
		if err := row(r); err != nil {
			return err
		}
	}
}

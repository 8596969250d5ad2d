package article

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"galley/annotate"
)

// CSV reads a table with a header row, one document a row: the columns of [JSONL]. Commas, semicolons or tabs.
var CSV = Loader{Name: "CSV", Ext: []string{".csv", ".tsv"}, Media: []string{"text/csv", "text/tab-separated-values"}, load: loadCSV}

func loadCSV(src source) (Loaded, error) {
	if _, err := annotate.Canonical(src.data); err != nil {
		return Loaded{}, canonError(src.name, 0, err)
	}
	data := bytes.TrimPrefix(src.data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return Loaded{}, csvError(src.name, err)
	}
	cols := make([]string, len(head))
	for i, h := range head {
		cols[i] = strings.TrimSpace(h)
		if lower := strings.ToLower(cols[i]); lower == "text" || lower == "id" || lower == "title" || lower == "lang" {
			cols[i] = lower
		}
		for j := range i {
			if cols[j] == cols[i] && cols[i] != "" {
				return Loaded{}, &Error{File: src.name, Line: 1, What: fmt.Sprintf("two columns are called %q", cols[i]), Do: "give each column a name of its own", Err: ErrRecord}
			}
		}
	}
	if !contains(cols, "text") {
		return Loaded{}, &Error{File: src.name, Line: 1, What: `no column is called "text"`, Do: "name the columns in the first row, and the one with the articles text", Err: ErrRecord}
	}
	var out Loaded
	ids := map[annotate.DocID]int{}
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return Loaded{}, csvError(src.name, err)
		}
		n, _ := r.FieldPos(0)
		row := make([]cell, len(rec))
		for i, v := range rec {
			row[i] = cell{cols[i], v, true}
		}
		if err := out.add(src, n, row, ids); err != nil {
			return Loaded{}, err
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// separator guesses what separates the columns from the header row.
func separator(data []byte) rune {
	head, _, _ := bytes.Cut(data, []byte{'\n'})
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := strings.Count(string(head), string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

func csvError(file string, err error) error {
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		what := fmt.Sprintf("column %d: %v", p.Column, p.Err)
		if errors.Is(p.Err, csv.ErrFieldCount) {
			what = "this row has another number of columns than the first"
		}
		return &Error{File: file, Line: p.Line, What: what, Do: "put fields that hold separators, quotes or line breaks in double quotes", Err: errors.Join(ErrRecord, err)}
	}
	return &Error{File: file, What: err.Error(), Err: errors.Join(ErrRecord, err)}
}

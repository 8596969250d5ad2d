package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/strict"
)

// JSONL reads one document a line: "text", perhaps "id", "title" and "lang"; other columns become metadata.
var JSONL = Loader{Name: "JSONL", Ext: []string{".jsonl", ".ndjson"}, Media: []string{"application/jsonl", "application/x-ndjson", "application/x-jsonlines"}, load: loadJSONL}

func loadJSONL(src source) (Loaded, error) {
	var out Loaded
	ids := map[annotate.DocID]int{}
	rest := bytes.TrimPrefix(src.data, []byte("\ufeff"))
	for n := 1; len(rest) > 0; n++ {
		var raw []byte
		raw, rest, _ = bytes.Cut(rest, []byte{'\n'})
		if raw = bytes.TrimSpace(raw); len(raw) == 0 {
			continue
		}
		if !utf8.Valid(raw) {
			_, err := annotate.Canonical(raw)
			return Loaded{}, canonError(src.name, n-1, err)
		}
		row, err := jsonRow(raw)
		if err != nil {
			return Loaded{}, recordError(src.name, n, err)
		}
		if err := native(src.name, n, row); err != nil {
			return Loaded{}, err
		}
		if err := out.add(src, n, row, ids); err != nil {
			return Loaded{}, err
		}
	}
	return out, nil
}

// A cell is one column of a record.
type cell struct {
	name, value string
	text        bool // a string, not a number, a list or the like
}

// jsonRow reads one line, columns in their order.
func jsonRow(raw []byte) (row []cell, err error) {
	r := strict.NewReader(raw)
	r.Object()
	for {
		b, ok := r.Name()
		if !ok {
			break
		}
		name := string(b)
		at := r.Offset()
		value := bytes.TrimSpace(r.Skip())
		if r.Err() != nil {
			break
		}
		c := cell{name: name, value: string(value)}
		if len(value) > 0 && value[0] == '"' {
			if err := json.Unmarshal(value, &c.value); err != nil {
				return nil, fmt.Errorf("byte %d: %w", at, err)
			}
			c.text = true
		} else if string(value) == "null" {
			c.value = ""
		}
		row = append(row, c)
	}
	r.End()
	return row, r.Err()
}

func recordError(file string, n int, err error) error {
	return &Error{File: file, Line: n, What: err.Error(), Do: `each line must be one JSON object with a "text"`, Err: errors.Join(ErrRecord, err)}
}

// native tells Galley's own files from texts to load.
func native(file string, n int, row []cell) error {
	has := map[string]string{}
	for _, c := range row {
		has[c.name] = c.value
	}
	kind, bundle := has["galley"]
	switch {
	case bundle && kind == "bundle":
		return &Error{File: file, Line: n, What: "this is a Galley bundle, a project with marks in it", Do: "open it as a bundle, or on the command line use it as it is: galley merge, galley export", Err: ErrNative}
	case bundle:
		return &Error{File: file, Line: n, What: "this is one of Galley's own records, with marks in it", Do: "use galley import, which keeps the marks", Err: ErrNative}
	}
	if _, ok := has["spans"]; ok && has["sha256"] != "" {
		return &Error{File: file, Line: n, What: "this is one of Galley's own records, with marks in it", Do: "use galley import, which keeps the marks", Err: ErrNative}
	}
	return nil
}

// add makes one record a document.
func (out *Loaded) add(src source, n int, row []cell, ids map[annotate.DocID]int) error {
	if len(out.Documents) >= src.opt.Limits.Records {
		return &Error{File: src.name, Line: n, What: fmt.Sprintf("more than %d records in one file", src.opt.Limits.Records), Do: "split the file", Err: ErrTooLarge}
	}
	var id, title, lang, text string
	var meta []annotate.Field
	found := false
	for _, c := range row {
		switch c.name {
		case "text":
			if !c.text {
				return &Error{File: src.name, Line: n, What: `"text" is not a string`, Do: "give each record its text as one string", Err: ErrRecord}
			}
			text, found = c.value, true
			continue
		case "id":
			id = c.value
			continue
		case "title", "lang":
			if c.text {
				if c.name == "title" {
					title = c.value
				} else {
					lang = c.value
				}
				continue
			}
		}
		meta = append(meta, annotate.Field{Name: c.name, Value: c.value})
	}
	switch {
	case !found:
		return &Error{File: src.name, Line: n, What: `there is no "text"`, Do: "name the column that holds the article text", Err: ErrRecord}
	case strings.TrimSpace(text) == "":
		out.Notes = append(out.Notes, Note{src.name, n, "the record's text is empty, so it was left out"})
		return nil
	}
	t, err := annotate.Canonical([]byte(text))
	if err != nil {
		c, ok := errors.AsType[*annotate.CanonError](err)
		if !ok {
			return recordError(src.name, n, err)
		}
		return &Error{File: src.name, Line: n, What: fmt.Sprintf(`"text", line %d, column %d: %v`, c.Line, c.Column, c.Err), Do: "remove it and load the file again", Err: errors.Join(ErrText, err)}
	}
	d := withBlocks(annotate.DocID(id), title, t, nil)
	d.Lang, d.Meta, d.Order = lang, meta, len(out.Documents)
	if first, ok := ids[d.ID]; ok {
		if id != "" {
			return &Error{File: src.name, Line: n, What: fmt.Sprintf("the id %q is taken by line %d", id, first), Do: "give each record an id of its own", Err: ErrRecord}
		}
		out.Notes = append(out.Notes, Note{src.name, n, fmt.Sprintf("the same text as line %d, so it was left out", first)})
		return nil
	}
	ids[d.ID] = n
	out.Documents = append(out.Documents, d)
	return nil
}

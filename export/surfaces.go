package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"galley/annotate/strict"
)

// What was written is read back without the code that wrote it: by encoding/json, and cut the way the consumer's own
// language cuts a string.

// eachLine calls f for every line of a JSONL file, decoded into a new T.
func eachLine[T any](files fs.FS, name string, f func(line int, v *T) error) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return decodeLines(file, name, 0, f)
}

// decodeLines calls f for every line of r that holds something. max bounds a line, in bytes; 0 is 64 MiB.
func decodeLines[T any](r io.Reader, name string, max int, f func(line int, v *T) error) error {
	if max == 0 {
		max = 64 << 20
	}
	for lines := strict.NewLines(r, max); ; {
		data, _, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && len(strings.TrimSpace(string(data[:min(len(data), 8)]))) == 0 {
			continue
		}
		v := new(T)
		if err == nil {
			err = json.Unmarshal(data, v)
		}
		if err == nil {
			err = f(lines.Number(), v)
		}
		if err != nil {
			if _, ok := errors.AsType[*strict.FileError](err); ok {
				return err
			}
			return &strict.FileError{File: name, Line: lines.Number(), Reason: reason(err), Err: err}
		}
	}
}

// reason says in words what encoding/json found wrong.
func reason(err error) string {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%s is a %s, where a %s is expected", e.Field, e.Value, e.Type)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// A slicer cuts pieces out of a text by offsets in one unit.
type slicer func(from, to int) string

// slicing returns the slicer of a unit, as a language whose strings are made of that unit has it.
func slicing(unit, text string) slicer {
	cut := func(n int, piece func(from, to int) string) slicer {
		return func(from, to int) string {
			if from < 0 || to > n || from > to {
				return fmt.Sprintf("(nothing: %d–%d lies outside the text, which has %d)", from, to, n)
			}
			return piece(from, to)
		}
	}
	switch unit {
	case "utf16":
		u := utf16.Encode([]rune(text))
		return cut(len(u), func(from, to int) string { return string(utf16.Decode(u[from:to])) })
	case "byte":
		return cut(len(text), func(from, to int) string { return text[from:to] })
	}
	r := []rune(text)
	return cut(len(r), func(from, to int) string { return string(r[from:to]) })
}

func surfacesJSONL(files fs.FS, name string, say func(place, words string)) error {
	type row struct {
		Text  string
		Spans []struct {
			Text  string
			Parts []struct{ Start, End int }
		}
	}
	return eachLine(files, name, func(line int, r *row) error {
		cut := slicing("codepoint", r.Text)
		for i, s := range r.Spans {
			var parts []string
			for _, p := range s.Parts {
				parts = append(parts, cut(p.Start, p.End))
			}
			if joined := strings.Join(parts, gap); joined != s.Text {
				return fmt.Errorf("spans[%d].text is %s, and its parts cover %s", i, quote(s.Text), quote(joined))
			}
			for k, words := range parts {
				say(fmt.Sprintf("line %d, spans[%d].parts[%d]", line, i, k), words)
			}
		}
		return nil
	})
}

// sortedKeys returns the keys of m in order: what is read must not hang on the order of a map.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"galley/annotate/strict"
)

// templateLine is how long a line may be, in bytes, that is checked.
const templateLine = 64 << 20

// surfacesTemplate checks what a template wrote by its own word. What a template writes is its author's affair; but where a
// line is a record that holds text, and in it things with start, end and text, each of these texts must be what the record's
// text has there: in code points, or in what the record says as offset_unit, "utf16" or "byte". That is where a template goes
// wrong that cuts words with JavaScript's own strings. Of a thing in several parts it may be all from the first to the last, or
// the parts as records of JSONL join them. The error is a *[MismatchError] with the first that is not. Nothing is said: no
// list of what was meant is comparable with a form of somebody's own.
func surfacesTemplate(files fs.FS, name string, _ func(place, words string)) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	for lines := strict.NewLines(file, templateLine); ; {
		data, _, err := lines.Next()
		var record map[string]any
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, strict.ErrTooLong):
			continue
		case err != nil:
			return err
		case json.Unmarshal(data, &record) != nil: // a template may write what it likes
			continue
		}
		if bad := belied(record); bad != nil {
			bad.File, bad.Place = name, fmt.Sprintf("line %d, %s", lines.Number(), bad.Place)
			return bad
		}
	}
}

// belied returns the first thing of a record whose text is not what the record's text has there, or nil.
func belied(record map[string]any) *MismatchError {
	text, ok := record["text"].(string)
	if !ok {
		return nil
	}
	var all []claimed
	for _, k := range sortedKeys(record) {
		all = claims(all, k, record[k])
	}
	unit, _ := record["offset_unit"].(string)
	cut := slicing(unit, text)
	for _, c := range all {
		whole, pieces := cut(c.whole[0], c.whole[1]), make([]string, len(c.parts))
		for i, p := range c.parts {
			pieces[i] = cut(p[0], p[1])
		}
		if c.text != whole && (len(pieces) == 0 || c.text != strings.Join(pieces, gap)) {
			return &MismatchError{Place: c.place, Got: c.text, Want: whole, own: true}
		}
	}
	return nil
}

// A claimed is something that says what text has from start to end.
type claimed struct {
	place string
	whole [2]int
	parts [][2]int // of something in several
	text  string
}

// claims adds what v holds of them, wherever it lies.
func claims(all []claimed, place string, v any) []claimed {
	switch v := v.(type) {
	case []any:
		for i, x := range v {
			all = claims(all, fmt.Sprintf("%s[%d]", place, i), x)
		}
	case map[string]any:
		whole, ok := boundsOf(v)
		text, named := v["text"].(string)
		if ok && named {
			c := claimed{place: place, whole: whole, text: text}
			list, _ := v["parts"].([]any)
			for _, x := range list {
				x, _ := x.(map[string]any)
				if p, ok := boundsOf(x); ok {
					c.parts = append(c.parts, p)
				}
			}
			all = append(all, c)
		}
		for _, k := range sortedKeys(v) {
			all = claims(all, place+"."+k, v[k])
		}
	}
	return all
}

// boundsOf returns the start and end of a thing that has both, as whole numbers.
func boundsOf(v map[string]any) (part [2]int, ok bool) {
	for i, k := range []string{"start", "end"} {
		n, isNumber := v[k].(float64)
		if !isNumber || n != float64(int(n)) {
			return part, false
		}
		part[i] = int(n)
	}
	return part, true
}

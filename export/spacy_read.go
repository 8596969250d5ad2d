package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"galley/annotate"
)

// A spaCyRow is what is read of an example: the dictionary with its text, or the text and the dictionary as a pair, as
// spaCy 2 had them.
type spaCyRow struct {
	Text     *string
	Entities []spaCySpan
	Spans    map[string][]spaCySpan
	Cats     map[string]any
	Meta     map[string]any
}

func (r *spaCyRow) UnmarshalJSON(data []byte) error {
	type plain spaCyRow
	if len(data) > 0 && data[0] == '[' {
		pair := []any{&r.Text, (*plain)(r)}
		return json.Unmarshal(data, &pair)
	}
	return json.Unmarshal(data, (*plain)(r))
}

// A spaCySpan is start, end and label, in a list that may go on, or in a dictionary.
type spaCySpan struct {
	From, To int
	Label    string
}

func (s *spaCySpan) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var o struct {
			Start, End *int
			Label      string
		}
		if err := json.Unmarshal(data, &o); err != nil {
			return err
		}
		if o.Start == nil || o.End == nil {
			return fmt.Errorf("a span has a start and an end, and %s has not", data)
		}
		s.From, s.To, s.Label = *o.Start, *o.End, o.Label
		return nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	if len(list) < 3 {
		return fmt.Errorf("a span is start, end and label, not %s", data)
	}
	return errors.Join(json.Unmarshal(list[0], &s.From), json.Unmarshal(list[1], &s.To), json.Unmarshal(list[2], &s.Label))
}

// readSpaCy reads examples: the spans under all keys, and the entities that are not among them, nor pieces of one, as is left
// of spans that share words.
func readSpaCy(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := decodeLines(r, name, opt.Line, func(line int, row *spaCyRow) error {
		if row.Text == nil {
			return in.fail(line, "text", "an example of spaCy has a text, and this line has none")
		}
		place := strconv.Itoa(line)
		id, _ := row.Meta["gid"].(string)
		a, err := in.document(place, id, id, *row.Text)
		if err != nil {
			return err
		}
		if len(row.Cats) > 0 {
			in.note(place, "%d categories of the text are left out: galley keeps what is marked in it", len(row.Cats))
		}
		var have []spaCySpan
		add := func(s spaCySpan) {
			a.span(place, "", annotate.Span{Label: annotate.Label(s.Label)}, stretch{s.From, s.To, ""})
		}
		for _, key := range sortedKeys(row.Spans) {
			for _, s := range row.Spans[key] {
				have = append(have, s)
				add(s)
			}
		}
		for _, s := range row.Entities {
			if !slices.ContainsFunc(have, func(h spaCySpan) bool { return h.Label == s.Label && h.From <= s.From && s.To <= h.To }) {
				add(s)
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

package agreement

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// The forms in which vectors write their data. All of them come from a file that anybody may have written, so every
// size is looked at before anything is made of it.

// mostCount bounds a number of items or coders in a vector.
const mostCount = 1_000_000_000

func read(data json.RawMessage, into any) error {
	if len(data) == 0 {
		return nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("input or params: %w", err)
	}
	return nil
}

// params are what the vectors of coding measures may set.
type params struct {
	Weights json.RawMessage `json:"weights"` // a name, or a table
	Conf    float64         `json:"conf"`
	Levels  []Level         `json:"levels"`
}

func readParams(data json.RawMessage) (params, Weights, error) {
	var p params
	if err := read(data, &p); err != nil {
		return p, Weights{}, err
	}
	if p.Conf == 0 {
		p.Conf = level
	}
	if !(p.Conf > 0 && p.Conf < 1) {
		return p, Weights{}, fmt.Errorf("conf %v: a share between 0 and 1", p.Conf)
	}
	for _, l := range p.Levels {
		if !slices.Contains(Levels(), l) {
			return p, Weights{}, fmt.Errorf("no level %q", l)
		}
	}
	if len(p.Weights) == 0 {
		return p, Weights{}, nil
	}
	var name string
	if json.Unmarshal(p.Weights, &name) == nil {
		w, err := WeightsNamed(name)
		return p, w, err
	}
	var rows [][]float64
	if err := json.Unmarshal(p.Weights, &rows); err != nil {
		return p, Weights{}, fmt.Errorf("weights: neither a name nor a table: %w", err)
	}
	w, err := Custom(rows)
	return p, w, err
}

// interval returns the interval of a figure with a standard error, at the level that a vector asks for: normal, or
// Student's with a degree of freedom less than there are items, cut at 1.
func (p params) interval(f Figure, student bool) []Number {
	se, ok := f.SE.Get()
	value, there := f.Value.Get()
	upper := 1 - (1-p.Conf)/2
	switch {
	case !ok || !there:
		return []Number{{}, {}}
	case student:
		reach := studentQuantile(upper, float64(f.Items-1)) * se
		return []Number{Of(value - reach), Of(min(1, value+reach))}
	}
	reach := normalQuantile(upper) * se
	return []Number{Of(value - reach), Of(value + reach)}
}

// category returns how a value is written as a category, and false for null.
func category(v any) (string, bool, error) {
	switch v := v.(type) {
	case nil:
		return "", false, nil
	case string:
		return v, true, nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true, nil
	case bool:
		return strconv.FormatBool(v), true, nil
	}
	return "", false, fmt.Errorf("%s: a rating is a number, a text, true, false or null", compact(v))
}

// readScale returns the scale of declared categories and of those found in rows, by number where all are numbers.
func readScale(declared []any, rows [][]any) (Scale, error) {
	var names []string
	known := map[string]bool{}
	add := func(v any) error {
		name, there, err := category(v)
		if err == nil && there && !known[name] {
			known[name] = true
			names = append(names, name)
		}
		return err
	}
	for _, v := range declared {
		if err := add(v); err != nil {
			return Scale{}, err
		}
	}
	first := len(names)
	for _, row := range rows {
		for _, v := range row {
			if err := add(v); err != nil {
				return Scale{}, err
			}
		}
	}
	slices.Sort(names[first:])
	return Numeric(names), nil
}

// readRatings returns the table of ratings, a row an item.
func readRatings(rows [][]any, declared []any) (*Items, error) {
	s, err := readScale(declared, rows)
	if err != nil {
		return nil, err
	}
	coders := 0
	if len(rows) > 0 {
		coders = len(rows[0])
	}
	x := NewItems(s, numbered(coders))
	ratings := make([]int32, coders)
	places := map[string]int32{}
	for k, name := range s.Categories {
		places[name] = int32(k)
	}
	for i, row := range rows {
		if len(row) != coders {
			return nil, fmt.Errorf("row %d has %d ratings, not %d: null stands for a missing one", i+1, len(row), coders)
		}
		for coder, v := range row {
			ratings[coder] = Missing
			if name, there, _ := category(v); there {
				ratings[coder] = places[name]
			}
		}
		x.Add(i, ratings...)
	}
	return x, nil
}

func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
	}
	return names
}

// readTable returns the table of two coders, from how often each pair of categories occurred.
func readTable(data json.RawMessage) (*Items, error) {
	var in struct {
		Table      [][]float64 `json:"table"`
		Categories []any       `json:"categories"`
	}
	if err := read(data, &in); err != nil {
		return nil, err
	}
	q := len(in.Table)
	s := Scale{Categories: numbered(q)}
	if in.Categories != nil {
		if len(in.Categories) != q {
			return nil, fmt.Errorf("%d categories for a table of %d rows", len(in.Categories), q)
		}
		for k, v := range in.Categories {
			name, _, err := category(v)
			if err != nil {
				return nil, err
			}
			s.Categories[k] = name
		}
		s.Scores = make([]float64, q)
		for k, name := range s.Categories {
			x, err := strconv.ParseFloat(name, 64)
			if err != nil || !finite(x) {
				s.Scores = nil
				break
			}
			s.Scores[k] = x
		}
	}
	x := NewItems(s, numbered(2))
	for k, row := range in.Table {
		if len(row) != q {
			return nil, fmt.Errorf("table: row %d has %d numbers, not %d", k+1, len(row), q)
		}
		for l, n := range row {
			if err := whole(n); err != nil {
				return nil, fmt.Errorf("table: %w", err)
			}
			x.AddTimes(0, int(n), int32(k), int32(l))
		}
	}
	return x, nil
}

// whole says what is wrong with a number of items or coders.
func whole(n float64) error {
	if n < 0 || n > mostCount || n != float64(int(n)) {
		return fmt.Errorf("%v: not a whole number from 0 to %d", n, mostCount)
	}
	return nil
}

// readCounts returns counts of coders by item and category.
func readCounts(rows [][]float64, declared int) (*Counts, error) {
	q, coders := declared, 0.0
	for i, row := range rows {
		if i > 0 && len(row) != len(rows[0]) {
			return nil, fmt.Errorf("row %d has %d counts, not %d", i+1, len(row), len(rows[0]))
		}
		q = max(q, len(row))
		for _, n := range row {
			if err := whole(n); err != nil {
				return nil, err
			}
		}
		coders = max(coders, total(row))
	}
	if q > mostCategories {
		return nil, fmt.Errorf("%d categories: more than %d", q, mostCategories)
	}
	c := NewCounts(Scale{Categories: numbered(q)}, int(coders))
	for i, row := range rows {
		c.Add(i, row...)
	}
	return c, nil
}

// mostCategories bounds what a vector may declare without writing it down.
const mostCategories = 100_000

// transpose turns rows of coders into rows of items.
func transpose(rows [][]any) ([][]any, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	items := make([][]any, len(rows[0]))
	for i := range items {
		items[i] = make([]any, len(rows))
	}
	for coder, row := range rows {
		if len(row) != len(items) {
			return nil, fmt.Errorf("coder %d has %d ratings, not %d: null stands for a missing one", coder+1, len(row), len(items))
		}
		for i, v := range row {
			items[i][coder] = v
		}
	}
	return items, nil
}

// readUnits returns counts of units that are lists of ratings, of any number of coders. Each is a document.
func readUnits(rows [][]any) (*Counts, error) {
	s, err := readScale(nil, rows)
	if err != nil {
		return nil, err
	}
	places := map[string]int{}
	for k, name := range s.Categories {
		places[name] = k
	}
	coders := 0
	for _, row := range rows {
		coders = max(coders, len(row))
	}
	c := NewCounts(s, coders)
	for i, row := range rows {
		// Only the categories of this unit are written: a file of many units and categories stays small.
		n := map[int]float64{}
		for _, v := range row {
			if name, there, _ := category(v); there {
				n[places[name]]++
			}
		}
		for _, k := range sortedKeys(n) {
			c.category, c.n = append(c.category, int32(k)), append(c.n, n[k])
		}
		c.close(i)
	}
	return c, nil
}

func sortedKeys[K int | string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

package agreement

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"galley/annotate/agreement/gamma"
)

// The forms in which vectors of γ write units, tuples and options.

// mostGamma bounds the units of a vector, and with it how long anybody's file can keep the machine busy.
const mostGamma = 20_000

// readGamma returns the options of a vector, and the labels of its table of distances.
func readGamma(input, par json.RawMessage) (o gamma.Options, labels []string, err error) {
	var p struct {
		Alpha     float64 `json:"alpha"`
		Beta      float64 `json:"beta"`
		Empty     float64 `json:"delta_empty"`
		Sampler   string  `json:"sampler"`
		Samples   int     `json:"samples"`
		Precision float64 `json:"precision"`
		Cat       string  `json:"gamma_cat"`
	}
	if err := read(par, &p); err != nil {
		return o, nil, err
	}
	var in struct {
		Categories []string    `json:"categories"`
		Distance   [][]float64 `json:"category_distance"`
	}
	if err := read(input, &in); err != nil {
		return o, nil, err
	}
	if p.Empty == 0 {
		p.Empty = 1
	}
	if in.Distance != nil && len(in.Distance) != len(in.Categories) {
		return o, nil, fmt.Errorf("category_distance has %d rows for %d categories", len(in.Distance), len(in.Categories))
	}
	o = gamma.Options{
		Position: p.Alpha, Category: p.Beta, Empty: p.Empty, Distance: in.Distance,
		Samples: min(p.Samples, 1000), Precision: p.Precision, Seed: 1, WithEmpty: strings.HasPrefix(p.Cat, "pygamma"), Steps: 5_000_000,
	}
	if strings.HasPrefix(p.Sampler, "shuffle") {
		o.Sampler = gamma.Shuffle
	}
	return o, in.Categories, o.Check()
}

// readMark returns a unit written as start, end and category. New categories join labels.
func readMark(mark []any, labels *[]string) (gamma.Unit, error) {
	if len(mark) < 2 || len(mark) > 3 {
		return gamma.Unit{}, fmt.Errorf("%s: a unit is a start, an end and a category", compact(mark))
	}
	from, ok := mark[0].(float64)
	to, too := mark[1].(float64)
	if !ok || !too || !(from < to) || math.Abs(from) > mostCount || math.Abs(to) > mostCount {
		return gamma.Unit{}, fmt.Errorf("%s: starts and ends are numbers up to %d, and the end lies behind the start", compact(mark), mostCount)
	}
	u := gamma.Unit{From: from, To: to}
	if len(mark) == 2 {
		return u, nil
	}
	name, _, err := category(mark[2])
	if err != nil {
		return u, err
	}
	at := slices.Index(*labels, name)
	if at < 0 {
		at = len(*labels)
		*labels = append(*labels, name)
	}
	u.Label = int32(at)
	return u, nil
}

// readMarks returns a continuum from marks by annotator.
func readMarks(by map[string][][]any, labels *[]string) (gamma.Continuum, error) {
	c := gamma.Continuum{}
	for _, name := range sortedKeys(by) {
		units := []gamma.Unit{}
		for _, mark := range by[name] {
			u, err := readMark(mark, labels)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			units = append(units, u)
		}
		c = append(c, units)
	}
	if c.Units() > mostGamma {
		return nil, fmt.Errorf("%d units: up to %d", c.Units(), mostGamma)
	}
	return c, nil
}

func readContinuum(input, par json.RawMessage) (c gamma.Continuum, o gamma.Options, labels []string, err error) {
	if o, labels, err = readGamma(input, par); err != nil {
		return nil, o, nil, err
	}
	var in struct {
		Continuum map[string][][]any `json:"continuum"`
	}
	if err = read(input, &in); err == nil {
		c, err = readMarks(in.Continuum, &labels)
	}
	return c, o, labels, err
}

// readTuples returns tuples of units, where null is an empty place, and how many units there are.
func readTuples(tuples [][][]any, labels *[]string, o gamma.Options) (read [][]*gamma.Unit, units int, err error) {
	for i, tuple := range tuples {
		if len(tuple) < 2 || len(tuple) > 1000 || len(tuple) != len(tuples[0]) {
			return nil, 0, fmt.Errorf("tuple %d has %d places: from 2 to 1000, and all the same", i+1, len(tuple))
		}
		places := make([]*gamma.Unit, len(tuple))
		for a, mark := range tuple {
			if mark == nil {
				continue
			}
			u, err := readMark(mark, labels)
			if err != nil {
				return nil, 0, err
			}
			if err := (gamma.Continuum{{u}, nil}).Check(o); err != nil {
				return nil, 0, err
			}
			places[a] = &u
			units++
		}
		read = append(read, places)
	}
	return read, units, nil
}

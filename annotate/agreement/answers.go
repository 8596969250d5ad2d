package agreement

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// An Answer is one coder's label for one item, all by number. A coder may answer more than once.
type Answer struct{ Item, Coder, Label int }

// Answers is what the models of annotators read: who said what of what. Labels are the declared ones.
type Answers struct {
	Items, Coders, Labels int
	All                   []Answer
	Times                 []float64 // how often each item occurs; nil means once
}

// Answers returns the ratings of a table.
func (x *Items) Answers() Answers {
	a := Answers{Coders: len(x.Coders), Labels: len(x.Categories)}
	for i := range x.Len() {
		for range int(x.timesOf(i)) {
			for coder, k := range x.row(i) {
				if k != Missing {
					a.All = append(a.All, Answer{a.Items, coder, int(k)})
				}
			}
			a.Items++
		}
	}
	return a
}

// Patterns returns the ratings of a table with all items that were rated alike put into one: the words of a project
// come down to a handful. A model of them is the same and takes no time; what it says is of patterns, not items.
func (x *Items) Patterns() Answers {
	a := Answers{Coders: len(x.Coders), Labels: len(x.Categories)}
	places, key := map[string]int{}, []byte(nil)
	for i := range x.Len() {
		key = key[:0]
		for _, k := range x.row(i) {
			key = binary.LittleEndian.AppendUint32(key, uint32(k))
		}
		p, known := places[string(key)]
		if !known {
			p = a.Items
			places[string(key)] = p
			a.Items++
			a.Times = append(a.Times, 0)
			for coder, k := range x.row(i) {
				if k != Missing {
					a.All = append(a.All, Answer{p, coder, int(k)})
				}
			}
		}
		a.Times[p] += x.timesOf(i)
	}
	return a
}

func (a Answers) timesOf(item int) float64 {
	if a.Times == nil {
		return 1
	}
	return a.Times[item]
}

// occurrences returns how many items there are, each as often as it occurs.
func (a Answers) occurrences() float64 {
	if a.Times == nil {
		return float64(a.Items)
	}
	return total(a.Times)
}

// state says why there is nothing to model, or OK.
func (a Answers) state() Status {
	seen := map[int]bool{}
	for _, one := range a.All {
		seen[one.Coder] = true
	}
	switch {
	case len(a.All) == 0:
		return NothingDone
	case len(seen) < 2:
		return FewCoders
	case a.Labels < 2:
		return NoVariation
	}
	return OK
}

// byItem returns the answers in an order that does not hang on how they came.
func (a Answers) byItem() []Answer {
	all := slices.Clone(a.All)
	slices.SortFunc(all, func(x, y Answer) int {
		return cmp.Or(cmp.Compare(x.Item, y.Item), cmp.Compare(x.Coder, y.Coder), cmp.Compare(x.Label, y.Label))
	})
	return all
}

// shares returns the share of each label among an item's answers. An item without answers has all alike.
func (a Answers) shares() [][]float64 {
	t := table(a.Items, a.Labels)
	for _, one := range a.All {
		t[one.Item][one.Label]++
	}
	for _, row := range t {
		normalise(row)
	}
	return t
}

// votes returns the label most answers have, shared where several do.
func (a Answers) votes() [][]float64 {
	t := a.shares()
	for _, row := range t {
		most := slices.Max(row)
		for k := range row {
			if row[k] == most {
				row[k] = 1
			} else {
				row[k] = 0
			}
		}
		normalise(row)
	}
	return t
}

func table(rows, columns int) [][]float64 {
	t, all := make([][]float64, rows), make([]float64, rows*columns)
	for i := range t {
		t[i] = all[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return t
}

// normalise makes a row of weights sum to one; a row without any becomes even, for nothing is known of it.
func normalise(row []float64) {
	sum := total(row)
	for k := range row {
		if sum > 0 {
			row[k] /= sum
		} else {
			row[k] = 1 / float64(len(row))
		}
	}
}

// fromLogs turns logarithms of weights into shares and returns the logarithm of their sum.
func fromLogs(row []float64) float64 {
	most := slices.Max(row)
	if math.IsInf(most, -1) {
		normalise(clearRow(row))
		return most
	}
	sum := 0.0
	for k, x := range row {
		row[k] = math.Exp(x - most)
		sum += row[k]
	}
	for k := range row {
		row[k] /= sum
	}
	return most + math.Log(sum)
}

func clearRow(row []float64) []float64 { clear(row); return row }

// Likeliest returns the label with the greatest share in each row, the first of those that tie.
func Likeliest(posterior [][]float64) []int {
	best := make([]int, len(posterior))
	for i, row := range posterior {
		for k, p := range row {
			if p > row[best[i]] {
				best[i] = k
			}
		}
	}
	return best
}

// Entropy returns how unsure a posterior is of each item, in bits: what a person should look at first.
func Entropy(posterior [][]float64) []float64 {
	bits := make([]float64, len(posterior))
	for i, row := range posterior {
		for _, p := range row {
			if p > 0 {
				bits[i] -= p * math.Log2(p)
			}
		}
	}
	return bits
}

package export

import (
	"cmp"
	"fmt"
	"slices"

	"galley/annotate"
)

// A SplitName names a part of a split.
type SplitName string

// The parts.
const (
	Train      SplitName = "train"
	Validation SplitName = "validation"
	Test       SplitName = "test"
)

// SplitNames lists the parts, in order.
func SplitNames() []SplitName { return []SplitName{Train, Validation, Test} }

// SplitOptions say how documents are dealt. The zero value deals 80, 10 and 10 in a hundred.
type SplitOptions struct {
	Train, Validation, Test int     // shares: 80, 10, 10 is as 8, 1, 1; all 0 is 80, 10, 10
	Seed                    uint64  // of the order in which equals are dealt
	Near                    float64 // how alike two texts of one story are at least, 0 to 1; 0 is 0.5
}

// Splits say which part each document is in, with all that it takes to make them again.
type Splits struct {
	Seed      uint64  `json:"seed"`
	Near      float64 `json:"near"`
	Shares    [3]int  `json:"shares"` // of train, validation and test
	Stories   int     `json:"stories"`
	Documents []Dealt `json:"documents"` // in the order of the project
}

// A Dealt is a document and its part.
type Dealt struct {
	ID    annotate.DocID `json:"id"`
	Split SplitName      `json:"split"`
	Story int            `json:"story"` // from 1: documents of one story are in one part
}

// Deal deals the documents of j. Documents that tell one story, as wire copy and its updates do, stay together; what
// each part gets of every label is kept as near to its share as whole stories allow, the rarest label first, after
// Sechidis, Tsoumakas and Vlahavas, On the Stratification of Multi-label Data (2011). Equal jobs and options give equal
// splits.
func Deal(j Job, o SplitOptions) (*Splits, error) {
	shares := [3]int{o.Train, o.Validation, o.Test}
	if shares == [3]int{} {
		shares = [3]int{80, 10, 10}
	}
	for _, n := range shares {
		if n < 0 || n > 1_000_000 {
			return nil, fmt.Errorf("the share %d is none: shares are whole numbers from 0", n)
		}
	}
	near := cmp.Or(o.Near, 0.5)
	if !(0 < near && near <= 1) {
		return nil, fmt.Errorf("texts cannot be %v alike: give a number above 0, to 1", near)
	}
	j, failed := j.failing()
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	out := &Splits{Seed: o.Seed, Near: near, Shares: shares}
	var sketches []sketch
	var labels []map[annotate.Label]int
	for m := range docs {
		out.Documents = append(out.Documents, Dealt{ID: m.ID})
		sketches = append(sketches, sketchOf(m.Text.String()))
		count := map[annotate.Label]int{}
		for _, l := range m.Layers {
			for s := range l.Spans() {
				count[s.Label]++
			}
		}
		labels = append(labels, count)
	}
	if err := failed(); err != nil {
		return nil, err
	}
	story := stories(sketches, near)
	var tales []tale
	for i, n := range story {
		if n == len(tales) {
			tales = append(tales, tale{labels: map[annotate.Label]int{}})
		}
		tales[n].docs++
		for l, c := range labels[i] {
			tales[n].labels[l] += c
		}
		out.Documents[i].Story = n + 1
	}
	for i := range tales {
		tales[i].lot = mix(o.Seed ^ mix(uint64(i)+1))
	}
	out.Stories = len(tales)
	dealTales(tales, shares)
	for i, n := range story {
		out.Documents[i].Split = SplitNames()[tales[n].part]
	}
	return out, nil
}

// A tale is the documents of one story, dealt as one.
type tale struct {
	docs   int
	labels map[annotate.Label]int // marks of each
	lot    uint64                 // decides between equals
	part   int
	dealt  bool
}

// dealTales gives each tale the part that wants it most.
func dealTales(tales []tale, shares [3]int) {
	all := float64(shares[0] + shares[1] + shares[2])
	var wantDocs [3]float64 // how many documents each part still wants
	want := map[annotate.Label]*[3]float64{}
	left := map[annotate.Label]int{} // in tales not dealt yet
	for _, t := range tales {
		for p := range wantDocs {
			wantDocs[p] += float64(t.docs) * float64(shares[p]) / all
		}
		for l, n := range t.labels {
			if want[l] == nil {
				want[l] = new([3]float64)
			}
			left[l] += n
			for p := range want[l] {
				want[l][p] += float64(n) * float64(shares[p]) / all
			}
		}
	}
	deal := func(t *tale, wish func(p int) float64) {
		best := -1
		for p := range wantDocs {
			if shares[p] == 0 {
				continue
			}
			if best < 0 || cmp.Or(cmp.Compare(wish(p), wish(best)), cmp.Compare(wantDocs[p], wantDocs[best])) > 0 {
				best = p
			}
		}
		t.part, t.dealt = best, true
		wantDocs[best] -= float64(t.docs)
		for l, n := range t.labels {
			want[l][best] -= float64(n)
			left[l] -= n
		}
	}
	order := make([]int, len(tales))
	for i := range order {
		order[i] = i
	}
	// Large stories first, while every part can still make up for them.
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(cmp.Compare(tales[y].docs, tales[x].docs), cmp.Compare(tales[x].lot, tales[y].lot), cmp.Compare(x, y))
	})
	for {
		rarest := annotate.Label("")
		for l, n := range left {
			if n > 0 && (rarest == "" || n < left[rarest] || n == left[rarest] && l < rarest) {
				rarest = l
			}
		}
		if rarest == "" {
			break
		}
		for _, i := range order {
			if t := &tales[i]; !t.dealt && t.labels[rarest] > 0 {
				deal(t, func(p int) float64 { return want[rarest][p] })
			}
		}
	}
	for _, i := range order {
		if t := &tales[i]; !t.dealt {
			deal(t, func(p int) float64 { return wantDocs[p] })
		}
	}
}

// mix spreads the bits of x: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

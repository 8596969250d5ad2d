package unitizing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// An Older is αU of one value, or of all: observed and expected disagreement and what they come to.
type Older struct {
	Observed, Expected float64
	Alpha              float64
	Why                Why
}

// AlphaU returns Krippendorff's αU (1995, with the expected disagreement as corrected in 2004) for each value, and over all of
// them. It is here to compare with tools that print it. It squares the distances of edges, so that a near miss can score
// above a hit: show [Sums.Alpha] instead. Units of one annotator and one value must not overlap; those of different values may.
func AlphaU(c Continuum) (all Older, of map[string]Older, err error) {
	by := map[string][][]Unit{}
	for i, units := range c.Coders {
		for _, u := range units {
			if by[u.Value] == nil {
				by[u.Value] = make([][]Unit, len(c.Coders))
			}
			by[u.Value][i] = append(by[u.Value][i], u)
		}
	}
	values := slices.Sorted(maps.Keys(by))
	pieces := make([][]Piece, len(values))
	for k, name := range values {
		s, err := Continuum{c.Start, c.End, by[name]}.Sections()
		if err != nil {
			return Older{}, nil, fmt.Errorf("value %q: %w", name, err)
		}
		pieces[k] = []Piece{s.Piece()}
	}
	overall, each := EndToEnd(pieces).AlphaU([][]int32{{1}})
	of = map[string]Older{}
	for k, name := range values {
		of[name] = each[0][k]
	}
	return overall[0], of, nil
}

// A Laying is documents laid end to end as one text, ready for αU of many draws of them. αU is no sum over documents: units are
// held against each other, and gaps go on from one document to the next. But all that it asks of documents are how many units
// and gaps of which lengths they have, and the gaps that they begin and end with.
type Laying struct {
	coders  int
	lengths []int // of the documents
	values  []laidValue
}

// A laidValue is the units of one value, and what is left between them.
type laidValue struct {
	lengths []int   // that its units have, each once, ascending
	rank    []int32 // by a length, how many of lengths are not above it; of the shorter ones
	pieces  []Piece
	edges   [][]edges // by annotator and document
}

// A Piece is what αU asks of one document that some annotators have read, and of their units of one value in it. Products of lengths
// are float64: a length cubed times the number of units leaves int64 at two million characters.
type Piece struct {
	length        int
	observed      float64 // how far annotators are apart, squared, over all pairs
	units         float64
	within, cubes float64 // over its units: l(l−1), and (2l³−3l²+l)/3
	own, between  []many  // its units, and the gaps between them, which touch no end of the document
	edges         []edges // by annotator
}

// A many is n units or gaps, and their lengths together. In a [Piece] at is the length that each of them has; once pieces are laid
// end to end it is a place among the lengths that units have anywhere: that of a unit's own, and of a gap how many are not above it.
type many struct{ at, n, total int }

// The edges of a document are the gaps that it begins and ends with; both are [noEdge] where it has no unit.
type edges struct{ first, last int }

const noEdge = -1

// mostRanks bounds the table of lengths: longer units are few.
const mostRanks = 1 << 16

// Piece returns what αU asks of the document. All its units must have one value.
func (s Sections) Piece() Piece {
	p := Piece{length: s.End - s.Start, edges: make([]edges, len(s.of))}
	for i, own := range s.of {
		if len(s.Coders[i]) == 0 {
			p.edges[i] = edges{noEdge, noEdge}
			continue
		}
		for _, x := range own {
			length := x.end - x.start
			l := float64(length)
			switch {
			case x.value != gap:
				p.units++
				p.within += l * (l - 1)
				p.cubes += (2*l*l*l - 3*l*l + l) / 3
				p.own = append(p.own, many{length, 1, length})
			case x.start == s.Start:
				p.edges[i].first = length
			case x.end == s.End:
				p.edges[i].last = length
			default:
				p.between = append(p.between, many{length, 1, length})
			}
		}
	}
	p.own, p.between = counted(p.own), counted(p.between)
	p.observed = s.apart()
	return p
}

// Coders returns how many annotators have read the document.
func (p Piece) Coders() int { return len(p.edges) }

// EndToEnd lays documents end to end that the same annotators have read: pieces by value and document.
func EndToEnd(pieces [][]Piece) Laying {
	var l Laying
	for k, documents := range pieces {
		if k == 0 {
			for _, p := range documents {
				l.coders = len(p.edges)
				l.lengths = append(l.lengths, p.length)
			}
		}
		l.values = append(l.values, lay(documents))
	}
	return l
}

// Documents returns how many there are.
func (l Laying) Documents() int { return len(l.lengths) }

// lay lays the pieces of one value end to end.
func lay(pieces []Piece) laidValue {
	v := laidValue{pieces: make([]Piece, len(pieces))}
	for d, p := range pieces {
		if d == 0 {
			v.edges = make([][]edges, len(p.edges))
		}
		for i, e := range p.edges {
			v.edges[i] = append(v.edges[i], e)
		}
		for _, m := range p.own {
			v.lengths = append(v.lengths, m.at)
		}
	}
	slices.Sort(v.lengths)
	v.lengths = slices.Clip(slices.Compact(v.lengths))
	k := int32(0)
	for at := 0; at < mostRanks && int(k) < len(v.lengths); at++ {
		if v.lengths[k] <= at {
			k++
		}
		v.rank = append(v.rank, k)
	}
	for d, p := range pieces {
		p.own, p.between = slices.Clone(p.own), slices.Clone(p.between)
		for j := range p.own {
			p.own[j].at, _ = slices.BinarySearch(v.lengths, p.own[j].at)
		}
		for j := range p.between {
			p.between[j].at = v.notAbove(p.between[j].at)
		}
		p.between = counted(p.between)
		v.pieces[d] = p
	}
	return v
}

// notAbove returns how many of the lengths of units are not above that of a gap.
func (v *laidValue) notAbove(length int) int {
	if length < len(v.rank) {
		return int(v.rank[length])
	}
	k, _ := slices.BinarySearch(v.lengths, length+1)
	return k
}

// counted puts those at one place together, and in order.
func counted(all []many) []many {
	slices.SortFunc(all, func(a, b many) int { return cmp.Compare(a.at, b.at) })
	out := all[:0]
	for _, m := range all {
		if n := len(out); n > 0 && out[n-1].at == m.at {
			out[n-1].n += m.n
			out[n-1].total += m.total
		} else {
			out = append(out, m)
		}
	}
	return out
}

// apart returns how far annotators are apart: of two units that overlap the distances of their edges, of a unit in another's
// gap its length, each squared.
func (s Sections) apart() float64 {
	sum := 0.0
	for i := range s.of {
		for j := range s.of {
			if i == j {
				continue
			}
			first, at, theirs := 0, 0, s.of[j]
			for _, u := range s.of[i] {
				if u.value == gap {
					continue
				}
				for first < len(theirs) && theirs[first].end <= u.start {
					first++
				}
				for at = first; at < len(theirs) && theirs[at].start < u.end; at++ {
					switch x := theirs[at]; {
					case x.value != gap && i < j: // once for both
						sum += square(u.start-x.start) + square(u.end-x.end)
					case x.value == gap && x.start <= u.start && x.end >= u.end:
						sum += square(u.end - u.start)
					}
				}
			}
		}
	}
	return sum
}

func square(n int) float64 { return float64(n) * float64(n) }

// AlphaU returns what [AlphaU] does of these documents laid end to end, each as often as a draw says, over all values and of each
// value, of every draw. A draw costs as much as the documents have different lengths of units and gaps.
func (l Laying) AlphaU(draws [][]int32) (all []Older, of [][]Older) {
	for some := range slices.Chunk(draws, drawsAtOnce) {
		each := l.some(some)
		of = append(of, each...)
		for _, values := range each {
			all = append(all, overall(values))
		}
	}
	return all, of
}

// drawsAtOnce is how many draws are worked out side by side: a document's numbers are then read once for all of them, and what they
// add to still is at hand.
const drawsAtOnce = 128

// overall returns αU over all values that are used.
func overall(values []Older) Older {
	var all Older
	used := 0.0
	for _, o := range values {
		switch o.Why {
		case FewCoders:
			return Older{Why: FewCoders}
		case NothingDone:
			continue
		}
		used++
		all.Observed += o.Observed
		all.Expected += o.Expected
	}
	if used == 0 {
		return Older{Why: NothingDone}
	}
	all.Observed, all.Expected = all.Observed/used, all.Expected/used
	return all.settle()
}

func (o Older) settle() Older {
	switch {
	case o.Observed == o.Expected:
		o.Alpha = 0
	case o.Expected <= 0:
		o.Why = NoVariation
	default:
		o.Alpha = 1 - o.Observed/o.Expected
	}
	return o
}

// some returns αU of every value, by draw.
func (l Laying) some(draws [][]int32) [][]Older {
	of := make([][]Older, len(draws))
	for r := range of {
		of[r] = make([]Older, len(l.values))
	}
	text := make([]float64, len(draws)) // how long all is that was drawn
	drawn := make([][]repeated, len(draws))
	for r, times := range draws {
		drawn[r] = make([]repeated, 0, len(l.lengths))
		for d, length := range l.lengths {
			if n := times[d]; n > 0 {
				text[r] += float64(n) * float64(length)
				drawn[r] = append(drawn[r], repeated{d, n})
			}
		}
	}
	for i := range l.values {
		if len(l.lengths) > 0 && l.coders < 2 {
			for r := range of {
				of[r][i].Why = FewCoders
			}
			continue
		}
		for r, o := range l.values[i].older(float64(l.coders), l.lengths, draws, drawn, text) {
			of[r][i] = o
		}
	}
	return of
}

// A column is one number of every draw.
type column []float64

// add adds by, as often as times says.
func (c column) add(times column, by float64) {
	times = times[:len(c)]
	for r := range c {
		c[r] += times[r] * by
	}
}

// columns returns n of them.
func columns(n, draws int) []column {
	all := make(column, n*draws)
	out := make([]column, n)
	for i := range out {
		out[i] = all[i*draws : (i+1)*draws]
	}
	return out
}

// A repeated document is one that was drawn, and how often.
type repeated struct {
	document int
	times    int32
}

// older is αU of one value in every draw, of so many annotators, documents and text.
func (v *laidValue) older(coders float64, lengths []int, draws [][]int32, drawn [][]repeated, text column) []Older {
	sums := columns(6, len(draws))
	times, observed, units, within, cubes, expected := sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]
	own := columns(len(v.lengths), len(draws))     // units of each length
	gaps := columns(len(v.lengths)+1, len(draws))  // by how many of the lengths are not above them
	total := columns(len(v.lengths)+1, len(draws)) // their lengths together
	for d := range v.pieces {
		for r := range draws {
			times[r] = float64(draws[r][d])
		}
		p := &v.pieces[d]
		observed.add(times, p.observed)
		units.add(times, p.units)
		within.add(times, p.within)
		cubes.add(times, p.cubes)
		for _, m := range p.own {
			own[m.at].add(times, float64(m.n))
		}
		for _, m := range p.between {
			gaps[m.at].add(times, float64(m.n))
			total[m.at].add(times, float64(m.total))
		}
	}
	joined := make([]many, len(gaps))
	for r := range drawn {
		clear(joined)
		v.join(drawn[r], lengths, joined)
		for k, m := range joined {
			gaps[k][r] += float64(m.n)
			total[k][r] += float64(m.total)
		}
	}
	longer, of := gaps[len(own)], total[len(own)] // gaps at least as long as the units at hand, and their lengths together
	for k := len(own) - 1; k >= 0; k-- {
		l := float64(v.lengths[k])
		for r, n := range own[k] {
			expected[r] += n * l * l * (of[r] - longer[r]*(l-1))
			longer[r] += gaps[k][r]
			of[r] += total[k][r]
		}
	}
	out := make([]Older, len(draws))
	for r := range out {
		if units[r] == 0 {
			out[r].Why = NothingDone
			continue
		}
		o := Older{Observed: observed[r] * 2 / (coders * (coders - 1) * text[r] * text[r])}
		if pairs := coders*text[r]*(coders*text[r]-1) - within[r]; pairs > 0 {
			o.Expected = ((units[r]-1)*cubes[r] + expected[r]) * 2 / text[r] / pairs
		}
		out[r] = o.settle()
	}
	return out
}

// join adds the gaps at the ends of the documents that were drawn: they go on from one to the next. A document that was drawn
// again follows itself. Gaps without length are as good as none.
func (v *laidValue) join(drawn []repeated, lengths []int, gaps []many) {
	longest := 0
	if len(v.lengths) > 0 {
		longest = v.lengths[len(v.lengths)-1]
	}
	n, total := 0, 0 // gaps as long as the longest unit, which is most
	for _, edges := range v.edges {
		open := 0 // the gap that the documents so far end with
		for _, d := range drawn {
			e := edges[d.document]
			if e.first == noEdge {
				open += int(d.times) * lengths[d.document]
				continue
			}
			if gap := open + e.first; gap >= longest {
				n++
				total += gap
			} else {
				v.found(gaps, gap, 1)
			}
			if gap, again := e.last+e.first, int(d.times)-1; gap >= longest {
				n += again
				total += again * gap
			} else {
				v.found(gaps, gap, again)
			}
			open = e.last
		}
		v.found(gaps, open, 1)
	}
	last := &gaps[len(v.lengths)]
	last.n += n
	last.total += total
}

// found adds n gaps of this length to those of their place.
func (v *laidValue) found(gaps []many, length, n int) {
	g := &gaps[v.notAbove(length)]
	g.n += n
	g.total += n * length
}

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
	l, err := Lay(c, []int{c.Start})
	if err != nil {
		return Older{}, nil, err
	}
	overall, each := l.AlphaU([][]int32{{1}})
	of = map[string]Older{}
	for i, name := range l.Values {
		of[name] = each[0][i]
	}
	return overall[0], of, nil
}

// A Laying is documents laid end to end as one text, ready for αU of many draws of them. αU is no sum over documents: units are
// held against each other, and gaps go on from one document to the next. But all that it asks of documents are how many units
// and gaps of which lengths they have, and the gaps that they begin and end with.
type Laying struct {
	Values []string // by name

	coders  int
	lengths []float64 // of the documents
	values  []laidValue
}

// A laidValue is the units of one value, and what is left between them.
type laidValue struct {
	lengths   []float64 // that its units have, each once, ascending
	rank      []int32   // by a length, how many of lengths are not above it; of the shorter ones
	documents []laidDocument
	edges     [][]edges // by annotator and document
}

// A laidDocument is what one document adds. Lengths and their products are float64 throughout: a length cubed times the number
// of units leaves int64 at two million characters.
type laidDocument struct {
	observed      float64 // how far annotators are apart, squared, over all pairs
	units         float64
	within, cubes float64 // over its units: l(l−1), and (2l³−3l²+l)/3
	own           []many  // its units, by the place of their length
	between       []many  // gaps between its units, by how many of the lengths are not above theirs
}

// A many is so many units or gaps, and the length of all of these together.
type many struct {
	at       int32
	n, total float64
}

// The edges of a document are the gaps that it begins and ends with; both are [noEdge] where it has no unit.
type edges struct{ first, last float64 }

const noEdge = -1

// mostRanks bounds the table of lengths: longer units are few.
const mostRanks = 1 << 16

// Lay lays documents out that lie end to end in c and begin at starts, of which the first is c's own. No unit may cross from one to
// the next.
func Lay(c Continuum, starts []int) (Laying, error) {
	l := Laying{coders: len(c.Coders), lengths: make([]float64, len(starts))}
	for d := range starts {
		from, to := bounds(c, starts, d)
		l.lengths[d] = float64(to - from)
	}
	byValue := map[string][][]Unit{}
	for i, units := range c.Coders {
		for _, u := range units {
			if byValue[u.Value] == nil {
				byValue[u.Value] = make([][]Unit, len(c.Coders))
			}
			byValue[u.Value][i] = append(byValue[u.Value][i], u)
		}
	}
	l.Values = slices.Sorted(maps.Keys(byValue))
	for _, name := range l.Values {
		v, err := lay(c, starts, byValue[name])
		if err != nil {
			return Laying{}, fmt.Errorf("value %q: %w", name, err)
		}
		l.values = append(l.values, v)
	}
	return l, nil
}

// bounds returns where document d begins and ends.
func bounds(c Continuum, starts []int, d int) (from, to int) {
	if d+1 < len(starts) {
		return starts[d], starts[d+1]
	}
	return starts[d], c.End
}

// lay lays out the units of one value.
func lay(c Continuum, starts []int, coders [][]Unit) (laidValue, error) {
	var v laidValue
	for _, units := range coders {
		slices.SortFunc(units, func(a, b Unit) int { return cmp.Compare(a.Start, b.Start) })
		for _, u := range units {
			v.lengths = append(v.lengths, float64(u.End-u.Start))
		}
	}
	slices.Sort(v.lengths)
	v.lengths = slices.Clip(slices.Compact(v.lengths))
	k := int32(0)
	for at := 0; at < mostRanks && int(k) < len(v.lengths); at++ {
		if v.lengths[k] <= float64(at) {
			k++
		}
		v.rank = append(v.rank, k)
	}
	v.documents = make([]laidDocument, len(starts))
	left, here := slices.Clone(coders), make([][]Unit, len(coders))
	gaps := make([][]section, len(coders))
	v.edges = make([][]edges, len(coders))
	for i := range coders {
		v.edges[i] = make([]edges, len(starts))
	}
	var own, between []many
	for d := range v.documents {
		text := Continuum{Coders: here}
		text.Start, text.End = bounds(c, starts, d)
		doc := &v.documents[d]
		own, between = own[:0], between[:0]
		for i := range coders {
			n := 0
			for n < len(left[i]) && (d+1 == len(starts) || left[i][n].Start < text.End) {
				n++
			}
			here[i], left[i] = left[i][:n], left[i][n:]
			sections, err := text.cut(here[i], func(string) int { return gap + 1 })
			if err != nil {
				return v, fmt.Errorf("annotator %d: %w", i+1, err)
			}
			gaps[i] = gaps[i][:0]
			if n == 0 {
				v.edges[i][d] = edges{noEdge, noEdge}
			}
			for _, x := range sections {
				length := float64(x.end - x.start)
				if x.value != gap {
					doc.units++
					doc.within += length * (length - 1)
					doc.cubes += (2*length*length*length - 3*length*length + length) / 3
					at, _ := slices.BinarySearch(v.lengths, length)
					own = append(own, many{int32(at), 1, length})
					continue
				}
				gaps[i] = append(gaps[i], x)
				switch {
				case n == 0:
				case x.start == text.Start:
					v.edges[i][d].first = length
				case x.end == text.End:
					v.edges[i][d].last = length
				default:
					between = append(between, many{v.notAbove(length), 1, length})
				}
			}
		}
		doc.own, doc.between = counted(own), counted(between)
		doc.observed = apart(here, gaps)
	}
	return v, nil
}

// notAbove returns how many of the lengths of units are not above that of a gap.
func (v *laidValue) notAbove(length float64) int32 {
	if length < float64(len(v.rank)) {
		return v.rank[int(length)]
	}
	k, _ := slices.BinarySearch(v.lengths, length+1) // lengths are whole
	return int32(k)
}

// counted puts those at one place together.
func counted(all []many) []many {
	slices.SortFunc(all, func(a, b many) int { return cmp.Compare(a.at, b.at) })
	var out []many
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

// apart returns how far annotators are apart in one document: of two units that overlap the distances of their edges, of
// a unit in another's gap its length, each squared.
func apart(coders [][]Unit, gaps [][]section) float64 {
	sum := 0.0
	for i := range coders {
		for j := range coders {
			if i == j {
				continue
			}
			first, at := 0, 0
			for _, u := range coders[i] {
				for first < len(coders[j]) && coders[j][first].End <= u.Start {
					first++
				}
				for k := first; i < j && k < len(coders[j]) && coders[j][k].Start < u.End; k++ {
					sum += square(u.Start-coders[j][k].Start) + square(u.End-coders[j][k].End)
				}
				for at < len(gaps[j]) && gaps[j][at].end < u.End {
					at++
				}
				if at < len(gaps[j]) && gaps[j][at].start <= u.Start {
					sum += square(u.End - u.Start)
				}
			}
		}
	}
	return sum
}

func square(n int) float64 { return float64(n) * float64(n) }

// AlphaU returns what [AlphaU] does of these documents laid end to end, each as often as a draw says, over all values and of each
// of [Laying.Values], of every draw. A draw costs as much as the documents have different lengths of units and gaps.
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
	for r, times := range draws {
		for d, n := range times {
			text[r] += float64(n) * l.lengths[d]
		}
	}
	for i := range l.values {
		if l.coders < 2 {
			for r := range of {
				of[r][i].Why = FewCoders
			}
			continue
		}
		for r, o := range l.values[i].older(float64(l.coders), l.lengths, draws, text) {
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

// older is αU of one value in every draw, of so many annotators, documents and text.
func (v *laidValue) older(coders float64, lengths []float64, draws [][]int32, text column) []Older {
	sums := columns(6, len(draws))
	times, observed, units, within, cubes, expected := sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]
	own := columns(len(v.lengths), len(draws))     // units of each length
	gaps := columns(len(v.lengths)+1, len(draws))  // by how many of the lengths are not above them
	total := columns(len(v.lengths)+1, len(draws)) // their lengths together
	for d := range v.documents {
		for r := range draws {
			times[r] = float64(draws[r][d])
		}
		doc := &v.documents[d]
		observed.add(times, doc.observed)
		units.add(times, doc.units)
		within.add(times, doc.within)
		cubes.add(times, doc.cubes)
		for _, m := range doc.own {
			own[m.at].add(times, m.n)
		}
		for _, m := range doc.between {
			gaps[m.at].add(times, m.n)
			total[m.at].add(times, m.total)
		}
	}
	joined := make([]many, len(gaps))
	for r, times := range draws {
		clear(joined)
		v.join(times, lengths, joined)
		for k, m := range joined {
			gaps[k][r] += m.n
			total[k][r] += m.total
		}
	}
	longer, of := gaps[len(own)], total[len(own)] // gaps at least as long as the units at hand, and their lengths together
	for k := len(own) - 1; k >= 0; k-- {
		l := v.lengths[k]
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

// join adds the gaps at the ends of documents, each drawn as often as times says, to gaps: they go on from one to the next.
func (v *laidValue) join(times []int32, lengths []float64, gaps []many) {
	longest := v.lengths[len(v.lengths)-1]
	found := func(length, n float64) {
		k := int32(len(v.lengths)) // as of most that go on
		if length < longest {
			k = v.notAbove(length)
		}
		gaps[k].n += n
		gaps[k].total += n * length
	}
	for _, edges := range v.edges {
		open := 0.0 // the gap that the documents so far end with
		for d, n := range times {
			if n == 0 {
				continue
			}
			e := edges[d]
			if e.first == noEdge {
				open += float64(n) * lengths[d]
				continue
			}
			found(open+e.first, 1) // none is as good as one without length
			if n > 1 {
				found(e.last+e.first, float64(n-1))
			}
			open = e.last
		}
		found(open, 1)
	}
}

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
	all, each := l.AlphaU([]int32{1})
	of = map[string]Older{}
	for i, name := range l.Values {
		of[name] = each[i]
	}
	return all, of, nil
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

// AlphaU returns what [AlphaU] does of these documents laid end to end, each as often as times says, over all values and of each
// of [Laying.Values]. It costs as much as the documents have different lengths of units and gaps.
func (l Laying) AlphaU(times []int32) (all Older, of []Older) {
	of = make([]Older, len(l.values))
	if l.coders < 2 {
		for i := range of {
			of[i].Why = FewCoders
		}
		return Older{Why: FewCoders}, of
	}
	length := 0.0
	drawn := make([]draw, 0, len(times))
	for d, n := range times {
		if n > 0 {
			length += float64(n) * l.lengths[d]
			drawn = append(drawn, draw{d, float64(n), float64(n) * l.lengths[d]})
		}
	}
	used := 0.0
	for i := range l.values {
		if of[i] = l.values[i].older(float64(l.coders), length, drawn); of[i].Why != NothingDone {
			used++
			all.Observed += of[i].Observed
			all.Expected += of[i].Expected
		}
	}
	if used == 0 {
		return Older{Why: NothingDone}, of
	}
	all.Observed, all.Expected = all.Observed/used, all.Expected/used
	return all.settle(), of
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

// A draw is a document, how often it was drawn, and how long that is.
type draw struct {
	document  int
	n, length float64
}

// older is αU of one value, of so many annotators and so much text.
func (v *laidValue) older(coders, length float64, drawn []draw) Older {
	var o Older
	units, within, cubes := 0.0, 0.0, 0.0
	own := make([]float64, len(v.lengths))     // units of each length
	gaps := make([]float64, len(v.lengths)+1)  // by how many of the lengths are not above them
	total := make([]float64, len(v.lengths)+1) // their lengths together
	for _, d := range drawn {
		n, doc := d.n, &v.documents[d.document]
		o.Observed += n * doc.observed
		units += n * doc.units
		within += n * doc.within
		cubes += n * doc.cubes
		for _, m := range doc.own {
			own[m.at] += n * m.n
		}
		for _, m := range doc.between {
			gaps[m.at] += n * m.n
			total[m.at] += n * m.total
		}
	}
	if units == 0 {
		return Older{Why: NothingDone}
	}
	longest := v.lengths[len(v.lengths)-1]
	longer, of := 0.0, 0.0 // gaps at least as long as the units at hand, which are the longest at first, and their lengths together
	add := func(length, n float64) {
		switch {
		case length >= longest: // as most are that go on from one document to the next
			longer += n
			of += n * length
		case length > 0:
			k := v.notAbove(length)
			gaps[k] += n
			total[k] += n * length
		}
	}
	for _, edges := range v.edges {
		open := 0.0 // the gap that the documents so far end with
		for i := range drawn {
			d := &drawn[i]
			e := edges[d.document]
			if e.first == noEdge {
				open += d.length
				continue
			}
			add(open+e.first, 1)
			if d.n > 1 {
				add(e.last+e.first, d.n-1)
			}
			open = e.last
		}
		add(open, 1)
	}
	o.Observed *= 2 / (coders * (coders - 1) * length * length)
	o.Expected = (units - 1) * cubes
	longer, of = longer+gaps[len(own)], of+total[len(own)]
	for k := len(own) - 1; k >= 0; k-- {
		l := v.lengths[k]
		o.Expected += own[k] * l * l * (of - longer*(l-1))
		longer, of = longer+gaps[k], of+total[k]
	}
	if pairs := coders*length*(coders*length-1) - within; pairs > 0 {
		o.Expected *= 2 / length / pairs
	} else {
		o.Expected = 0
	}
	return o.settle()
}

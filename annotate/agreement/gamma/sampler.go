package gamma

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A Sampler is a way in which luck marks a text.
type Sampler string

// The samplers.
const (
	Statistical Sampler = "statistical" // as many units, as long, as far apart, of labels as frequent as in the document
	Shuffle     Sampler = "shuffle"     // real annotators' units, each set moved round the text by another distance
	ShuffleFar  Sampler = "shuffle-far" // the same, and the distances differ by a unit's length, as in the paper, not by half
)

// Samplers returns every sampler, in the order in which they are shown.
func Samplers() []Sampler { return []Sampler{Statistical, Shuffle, ShuffleFar} }

// stream is the random numbers of a document: the same seed and number give the same, anywhere, ever. Documents have
// streams of their own, so one more document changes none of the others.
func stream(seed, document uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 0x67616d6d61<<24+document))
}

// Statistics are what the statistical sampler knows of a document.
type Statistics struct {
	Count, Gap, Length Spread    // units of an annotator; from the end of one to the start of the next; of a unit
	Labels             []int32   // that occur, in order
	Shares             []float64 // of each
}

// A Spread is a mean and the population's standard deviation.
type Spread struct{ Mean, Deviation float64 }

func spreadOf(values []float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	n, s := float64(len(values)), Spread{}
	for _, v := range values {
		s.Mean += v / n
	}
	for _, v := range values {
		s.Deviation += (v - s.Mean) * (v - s.Mean) / n
	}
	s.Deviation = math.Sqrt(s.Deviation)
	return s
}

// draw returns a number of the normal distribution.
func (s Spread) draw(from *rand.Rand) float64 { return s.Mean + s.Deviation*from.NormFloat64() }

// StatisticsOf returns the statistics of a document. Gaps are negative where units overlap; one of 0 is always among
// them, and so is where each annotator begins, if that is beyond 0.
func StatisticsOf(c Continuum) Statistics {
	var s Statistics
	counts, gaps, lengths := []float64(nil), []float64{0}, []float64(nil)
	found := map[int32]int{}
	for _, units := range sorted(c) {
		counts = append(counts, float64(len(units)))
		end := 0.0
		for i, u := range units {
			if i > 0 || u.From > 0 {
				gaps = append(gaps, u.From-end)
			}
			end = u.To
			lengths = append(lengths, u.To-u.From)
			if found[u.Label]++; found[u.Label] == 1 {
				s.Labels = append(s.Labels, u.Label)
			}
		}
	}
	s.Count, s.Gap, s.Length = spreadOf(counts), spreadOf(gaps), spreadOf(lengths)
	slices.Sort(s.Labels)
	for _, l := range s.Labels {
		s.Shares = append(s.Shares, float64(found[l])/float64(len(lengths)))
	}
	return s
}

// sorted returns c with the units of each annotator by start, end and label.
func sorted(c Continuum) Continuum {
	all := make(Continuum, len(c))
	for a, units := range c {
		all[a] = slices.Clone(units)
		slices.SortFunc(all[a], func(u, v Unit) int {
			return cmp.Or(cmp.Compare(u.From, v.From), cmp.Compare(u.To, v.To), cmp.Compare(u.Label, v.Label))
		})
	}
	return all
}

// A source makes samples of one document.
type source struct {
	from     *rand.Rand
	document Continuum // sorted
	sampler  Sampler
	Statistics
	low, high float64 // where the first unit begins and the last ends
}

func newSource(c Continuum, o Options, document uint64) *source {
	s := &source{from: stream(o.Seed, document), document: sorted(c), sampler: o.Sampler, Statistics: StatisticsOf(c)}
	s.low, s.high = math.Inf(1), math.Inf(-1)
	for _, units := range c {
		for _, u := range units {
			s.low, s.high = min(s.low, u.From), max(s.high, u.To)
		}
	}
	return s
}

// next returns another sample. The document has a unit.
func (s *source) next() Continuum {
	if s.sampler == Statistical {
		return s.statistical()
	}
	return s.shuffle()
}

// mostTimes bounds how many units a sampled annotator has, by the mean and the deviation: far beyond where luck goes.
const mostTimes = 12

// leastLength is the shortest unit that is sampled, in lengths of an average unit.
const leastLength = 1e-6

func (s *source) statistical() Continuum {
	c, units := make(Continuum, len(s.document)), 0
	for a := range c {
		n := min(math.Abs(math.Trunc(s.Count.draw(s.from))), mostTimes*(s.Count.Mean+s.Count.Deviation))
		if units == 0 {
			n = max(n, 1)
		}
		end := 0.0
		for range int(n) {
			start := end + s.Gap.draw(s.from)
			length := math.Abs(s.Length.draw(s.from))
			for length < leastLength*s.Length.Mean {
				length = math.Abs(s.Length.draw(s.from))
			}
			if end = start + length; end <= start { // far from 0, and too short to be told from nothing
				end = math.Nextafter(start, math.Inf(1))
			}
			c[a] = append(c[a], Unit{start, end, s.label()})
		}
		units += len(c[a])
	}
	return c
}

// label draws a label by its share.
func (s *source) label() int32 {
	x := s.from.Float64()
	for i, share := range s.Shares {
		if x -= share; x < 0 {
			return s.Labels[i]
		}
	}
	return s.Labels[len(s.Labels)-1]
}

// A stretch of the text, from up to to.
type stretch struct{ from, to float64 }

func (s *source) shuffle() Continuum {
	apart := s.Length.Mean
	if s.sampler == Shuffle {
		apart /= 2
	}
	c, units := make(Continuum, len(s.document)), 0
	free := []stretch{{s.low, s.high}}
	for a := range c {
		pivot := s.pivot(free)
		if free = without(free, pivot-apart, pivot+apart); len(free) == 0 {
			free = []stretch{{s.low, s.high}} // more annotators than there are places far enough apart
		}
		of := s.document[s.from.IntN(len(s.document))]
		for units == 0 && len(of) == 0 && a == len(c)-1 {
			of = s.document[s.from.IntN(len(s.document))] // a sample has a unit
		}
		for _, u := range of {
			by := pivot - s.low
			if u.From+by > s.high {
				by -= s.high - s.low
			}
			c[a] = append(c[a], Unit{u.From + by, u.To + by, u.Label})
		}
		units += len(of)
	}
	return c
}

// pivot draws a whole number from what is free, the longer a stretch the likelier. A text of under one character has
// none to spare, there any number does.
func (s *source) pivot(free []stretch) float64 {
	all := 0.0
	for _, f := range free {
		all += f.to - f.from
	}
	x := s.from.Float64() * all
	for _, f := range free {
		if x -= f.to - f.from; x < 0 {
			p := f.to + x
			if whole := math.Trunc(p); s.high-s.low >= 1 && whole >= s.low {
				p = whole
			}
			return p
		}
	}
	return s.low
}

// without returns stretches less what lies between two places.
func without(free []stretch, from, to float64) []stretch {
	var left []stretch
	for _, f := range free {
		if end := min(f.to, from); f.from < end {
			left = append(left, stretch{f.from, end})
		}
		if start := max(f.from, to); start < f.to {
			left = append(left, stretch{start, f.to})
		}
	}
	return left
}

// Required returns how many samples of one document are needed for the mean of their disorder to be off by no more than
// precision, in its own size, in 95 of 100 cases (Mathet 2015): from the disorders of a first batch.
func Required(disorders []float64, precision float64) int {
	s := spreadOf(disorders)
	if s.Mean <= 0 || precision <= 0 {
		return len(disorders)
	}
	root := normal95 * s.Deviation / s.Mean / precision
	return max(len(disorders), int(math.Ceil(min(root*root-1e-9, mostSamples))))
}

// normal95 is how many standard errors each way hold 95 of 100 cases, as the published programs round it.
const normal95 = 1.96

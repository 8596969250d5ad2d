package agreement

import (
	"math"
	"slices"
)

// The bounds of what a bootstrap may say.
const (
	fewestDocuments = 5   // with fewer there is no interval
	fewestForBCa    = 20  // with fewer it is not corrected for bias and skew
	mostUndefined   = 0.1 // the share of replicates that may have no value
)

// Replicates returns the measure in each replicate; where it is undefined, nothing.
func (s Sample) Replicates(d Draws) []Number {
	return s.replicates(d, 1, alone(s.figure))[0]
}

// replicates returns every measure in each replicate.
func (s Sample) replicates(d Draws, n int, of figures) [][]Number {
	values, all := make([][]Number, n), make([]Figure, n)
	for i := range values {
		values[i] = make([]Number, len(d.times))
	}
	sums := make([]float64, s.width)
	replicate := s.pack(d.most).replicates(d)
	for r := range d.times {
		replicate(r, sums)
		of(sums, all)
		for i, f := range all {
			values[i][r] = f.Value
		}
	}
	return values
}

// Interval returns the 95 % interval of the measure by bootstrap over documents: BCa where there are enough of
// them, else by percentiles. An Interval of method "none" says why there is none.
func (s Sample) Interval(d Draws) Interval {
	return Several{s, alone(s.figure), 1}.Intervals(d)[0]
}

// Percentiles returns the intervals of figures that are no sum over documents, by percentiles: of returns every figure's values,
// one of each draw, which says how often each document was drawn. An Interval of method "none" says why there is none.
func (d Draws) Percentiles(wholes []Figure, of func(draws [][]int32) [][]Number) []Interval {
	return d.intervals(d.documents(), wholes, func() (replicates, without [][]Number) {
		return of(d.times), make([][]Number, len(wholes))
	})
}

// intervals returns the intervals of figures over so many documents. work is asked, once there is a figure that can have one, for
// every figure's values: in each replicate, and without each of the documents, or nil.
func (d Draws) intervals(documents int, wholes []Figure, work func() (replicates, without [][]Number)) []Interval {
	all := make([]Interval, len(wholes))
	ready := make([]bool, len(wholes))
	for i, whole := range wholes {
		all[i], ready[i] = startInterval(documents, whole, d)
	}
	if !slices.Contains(ready, true) {
		return all
	}
	replicates, without := work()
	for i := range all {
		if ready[i] {
			all[i].finish(wholes[i], replicates[i], without[i])
		}
	}
	return all
}

// startInterval returns the interval of a measure of so many documents as far as it is known without replicates, and whether they
// are wanted.
func startInterval(documents int, whole Figure, d Draws) (i Interval, wanted bool) {
	i = Interval{Level: level, Method: "none", Replicates: len(d.times)}
	switch {
	case whole.Status != OK:
		i.Reason = string(whole.Status)
	case len(d.times) == 0:
		i.Reason = "no replicates"
	case documents < fewestDocuments:
		i.Reason = "fewer than five documents"
	default:
		return i, true
	}
	return i, false
}

// finish works out an interval from the replicates of a measure and, where there are documents enough, from its values
// without each of them.
func (i *Interval) finish(whole Figure, replicates, without []Number) {
	values := defined(replicates)
	i.Undefined = len(replicates) - len(values)
	if len(values) == 0 || float64(i.Undefined) > mostUndefined*float64(len(replicates)) {
		i.Reason = "more than a tenth of the replicates have no value"
		return
	}
	slices.Sort(values)
	low, high := (1-level)/2, 1-(1-level)/2
	i.Method = "bootstrap percentile"
	if without != nil {
		if l, h, why := bca(values, whole.Value.is, without, low, high); why == "" {
			low, high, i.Method = l, h, "bootstrap BCa"
		} else {
			i.Reason = why
		}
	}
	i.Low, i.High = Of(Quantile(values, low)), Of(Quantile(values, high))
}

// bca returns the probabilities of the BCa interval (Efron 1987): shifted for the bias of the replicates and for how
// the measure's spread changes with its value, which its values without each document tell. Or it says why not.
func bca(sorted []float64, value float64, without []Number, low, high float64) (l, h float64, why string) {
	below := 0.0
	for _, v := range sorted {
		switch {
		case v < value:
			below++
		case v == value:
			below += 0.5
		}
	}
	share := below / float64(len(sorted))
	if share <= 0 || share >= 1 {
		return 0, 0, "not BCa: all replicates lie on one side of the value"
	}
	mean, n := 0.0, float64(len(without))
	for _, v := range without {
		if !v.there {
			return 0, 0, "not BCa: without one of the documents the measure has no value"
		}
		mean += v.is / n
	}
	squares, cubes := 0.0, 0.0
	for _, v := range without {
		d := mean - v.is
		squares += d * d
		cubes += d * d * d
	}
	skew := 0.0
	if squares > 0 {
		skew = cubes / (6 * math.Pow(squares, 1.5))
	}
	bias := normalQuantile(share)
	shift := func(p float64) (float64, bool) {
		z := bias + normalQuantile(p)
		if skew*z >= 1 || !finite(skew) {
			return 0, false
		}
		return normalBelow(bias + z/(1-skew*z)), true
	}
	l, okLow := shift(low)
	h, okHigh := shift(high)
	if !okLow || !okHigh {
		return 0, 0, "not BCa: the documents are too uneven"
	}
	return l, h, ""
}

// LeaveOneOut returns the measure without each of the documents in turn: the jackknife. What is left out of a half
// is what the other half has, so the sums are put together going down a tree and nothing is ever subtracted.
func (s Sample) LeaveOneOut() []Number {
	return s.leaveOneOut(1, alone(s.figure))[0]
}

func (s Sample) leaveOneOut(n int, of figures) [][]Number {
	values, all := make([][]Number, n), make([]Figure, n)
	for i := range values {
		values[i] = make([]Number, s.Documents())
	}
	var spare [][]float64 // sums of each depth
	var down func(from, to, depth int, rest []float64)
	down = func(from, to, depth int, rest []float64) {
		if to-from == 1 {
			of(rest, all)
			for i, f := range all {
				values[i][from] = f.Value
			}
			return
		}
		if depth == len(spare) {
			spare = append(spare, make([]float64, s.width))
		}
		mid, sums := (from+to)/2, spare[depth]
		copy(sums, rest)
		s.add(sums, mid, to)
		down(from, mid, depth+1, sums)
		copy(sums, rest)
		s.add(sums, from, mid)
		down(mid, to, depth+1, sums)
	}
	if s.Documents() > 0 {
		down(0, s.Documents(), 0, make([]float64, s.width))
	}
	return values
}

// JackknifeError returns the standard error that values without each document in turn give.
func JackknifeError(without []Number) Number {
	values := defined(without)
	n := float64(len(values))
	if len(values) < len(without) || n < 2 {
		return Number{}
	}
	mean, squares := total(values)/n, 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return Of(root((n - 1) / n * squares))
}

// Quantile returns the point below which a share p of the sorted values lies, by linear interpolation (type 7).
// It needs one value at least.
func Quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(math.Floor(at))
	if i >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	if i < 0 {
		return sorted[0]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// defined returns the values that are there.
func defined(values []Number) []float64 {
	var there []float64
	for _, v := range values {
		if v.there {
			there = append(there, v.is)
		}
	}
	return there
}

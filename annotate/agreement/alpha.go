package agreement

import (
	"cmp"
	"slices"
)

// Where the sums of α lie: items, Σ of the disagreement within items, and from there how often each value occurs
// in items that have two ratings. Ordinal α has a cell for each pair of values that met, for its distances are only
// known once all values are.
const (
	alphaItems = iota
	alphaApart
	alphaValues
)

// Alpha returns Krippendorff's α, for any number of coders, any level and any pattern of missing ratings. Observed
// and Expected are disagreement. Items with a single rating are left out. Nominal α has parts, one a category.
func Alpha(c *Counts, l Level) Sample {
	if l == Ordinal {
		return ordinalAlpha(c)
	}
	delta, status := l.distance(c.Scale)
	s := alpha(c, delta, status)
	if l == Nominal {
		s.analytic = func(f Figure) Figure { f.Parts = alphaParts(c); return f }
	}
	return s
}

// AlphaWeighted returns α with one minus the weight for a distance.
func AlphaWeighted(c *Counts, w Weights) Sample {
	g, status := w.gaps(c.Scale)
	return alpha(c, g.at, status)
}

func alpha(c *Counts, delta func(c, k int) float64, status Status) Sample {
	q := len(c.Categories)
	add := func(i int, put func(int, float64)) {
		category, n := c.row(i)
		times, m := c.values(i, alphaValues, put)
		if m < 2 {
			return
		}
		apart := 0.0
		for a := range category {
			for b := range a {
				apart += 2 * n[a] * n[b] * delta(int(category[a]), int(category[b]))
			}
		}
		if apart != 0 {
			put(alphaApart, times*apart/(m-1))
		}
	}
	if status != OK {
		add = func(i int, put func(int, float64)) { c.values(i, alphaValues, put) }
	}
	return newSample(c.Documents, alphaValues+q, c.document, add, func(sums []float64) Figure {
		values := sums[alphaValues:]
		f, ok := alphaFigure(c.Coders, sums[alphaItems], values)
		if !ok {
			return f
		}
		if status != OK {
			return f.undefined(status)
		}
		expected, used := 0.0, nonzero(values)
		for i, k := range used {
			for _, l := range used[:i] {
				expected += 2 * values[k] * values[l] * delta(k, l)
			}
		}
		return f.disagreement(sums[alphaApart], expected)
	})
}

// values puts what an item adds besides its disagreement, and returns how often it occurs and its ratings.
func (c *Counts) values(i, from int, put func(int, float64)) (times, m float64) {
	category, n := c.row(i)
	times = c.timesOf(i)
	for _, n := range n {
		m += n
	}
	if m > 0 {
		put(alphaItems, times)
	}
	if m >= 2 {
		for j, k := range category {
			put(from+int(k), times*n[j])
		}
	}
	return times, m
}

// alphaFigure begins the figure of α, and reports whether there is one.
func alphaFigure(coders int, items float64, values []float64) (Figure, bool) {
	n := total(values)
	f := Figure{Items: int(items), Pairable: int(n)}
	s := state(coders, items, n)
	return f.undefined(s), s == OK
}

// disagreement completes α from Σ o δ² and Σ n n δ².
func (f Figure) disagreement(apart, expected float64) Figure {
	n := float64(f.Pairable)
	apart, expected = apart/n, expected/(n*(n-1))
	f.Observed, f.Expected = Of(apart), Of(expected)
	return f.corrected(apart, expected)
}

func ordinalAlpha(c *Counts) Sample {
	q := len(c.Categories)
	rank := make([]int, q) // of each category, by score
	order := make([]int, q)
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.Score(a), c.Score(b)) })
	for r, k := range order {
		rank[k] = r
	}
	met, cells := map[cell]int{}, []cell(nil) // pairs of ranks that occur in one item, the lower first
	pairOf := func(k, l int32) cell {
		a, b := int32(rank[k]), int32(rank[l])
		return cell{min(a, b), max(a, b)}
	}
	for i := range c.Len() {
		category, _ := c.row(i)
		for a := range category {
			for b := range a {
				p := pairOf(category[a], category[b])
				if _, known := met[p]; !known {
					met[p] = len(cells)
					cells = append(cells, p)
				}
			}
		}
	}
	add := func(i int, put func(int, float64)) {
		category, n := c.row(i)
		times, m := c.values(i, alphaValues, put)
		if m < 2 {
			return
		}
		for a := range category {
			for b := range a {
				put(alphaValues+q+met[pairOf(category[a], category[b])], times*2*n[a]*n[b]/(m-1))
			}
		}
	}
	return newSample(c.Documents, alphaValues+q+len(cells), c.document, add, func(sums []float64) Figure {
		f, ok := alphaFigure(c.Coders, sums[alphaItems], sums[alphaValues:alphaValues+q])
		if !ok {
			return f
		}
		n := make([]float64, q)       // of each rank
		below := make([]float64, q+1) // how many ratings lie below a rank
		for r, k := range order {
			n[r] = sums[alphaValues+k]
			below[r+1] = below[r] + n[r]
		}
		delta := func(a, b int) float64 { // a before b
			d := below[b+1] - below[a] - (n[a]+n[b])/2
			return d * d
		}
		apart, expected := 0.0, 0.0
		for j, p := range cells {
			if o := sums[alphaValues+q+j]; o != 0 {
				apart += o * delta(int(p.a), int(p.b))
			}
		}
		used := nonzero(n)
		for i, b := range used {
			for _, a := range used[:i] {
				expected += 2 * n[a] * n[b] * delta(a, b)
			}
		}
		return f.disagreement(apart, expected)
	})
}

// alphaParts returns nominal α of every category held against all others.
func alphaParts(c *Counts) []Part {
	apart, values := make([]float64, len(c.Categories)), make([]float64, len(c.Categories))
	for i := range c.Len() {
		category, n := c.row(i)
		times, m := c.timesOf(i), 0.0
		for _, n := range n {
			m += n
		}
		if m < 2 {
			continue
		}
		for j, k := range category {
			values[k] += times * n[j]
			apart[k] += times * n[j] * (m - n[j]) / (m - 1)
		}
	}
	n := total(values)
	parts := make([]Part, len(values))
	for k := range parts {
		f := Figure{}.undefined(NoPairs)
		if n > 1 {
			f = f.corrected(apart[k]/n, values[k]*(n-values[k])/(n*(n-1)))
		}
		parts[k] = Part{Label: c.Categories[k], Value: f.Value, Status: f.Status}
	}
	return parts
}

// Coincidences returns the values that occur in items with two ratings or more, how often any two of them met, and
// how often each occurs: the table that Krippendorff works α out from.
func Coincidences(c *Counts) (values []int, met [][]float64, n []float64) {
	often := make([]float64, len(c.Categories))
	for i := range c.Len() {
		category, counts := c.row(i)
		if total(counts) < 2 {
			continue
		}
		for j, k := range category {
			often[k] += c.timesOf(i) * counts[j]
		}
	}
	values = nonzero(often)
	place := make(map[int32]int, len(values))
	met = make([][]float64, len(values))
	for p, k := range values {
		place[int32(k)] = p
		met[p] = make([]float64, len(values))
		n = append(n, often[k])
	}
	for i := range c.Len() {
		category, counts := c.row(i)
		m := total(counts)
		if m < 2 {
			continue
		}
		for a, k := range category {
			for b, l := range category {
				both := counts[a] * counts[b]
				if a == b {
					both = counts[a] * (counts[a] - 1)
				}
				met[place[k]][place[l]] += c.timesOf(i) * both / (m - 1)
			}
		}
	}
	return values, met, n
}

func total(x []float64) float64 {
	sum := 0.0
	for _, x := range x {
		sum += x
	}
	return sum
}

package agreement

// Fleiss returns Fleiss' κ for any number of coders, in Gwet's form where ratings are missing: coders guess as all
// coders together do. With two coders and nothing missing it is Scott's π. Its parts are the κ of each category.
func Fleiss(c *Counts, w Weights) Sample {
	s := gwet(c, w, fleissChance())
	whole := s.analytic
	s.analytic = func(f Figure) Figure {
		if whole != nil {
			f = whole(f)
		}
		f.Parts = fleissParts(c)
		return f
	}
	return s
}

func fleissChance() chance {
	return chance{
		expected: func(g gaps, shares []float64) float64 { return product(g, shares, shares) },
		pull: func(g gaps, shares []float64) []float64 {
			pull := make([]float64, len(shares))
			used := nonzero(shares)
			for k := range pull {
				gap := 0.0
				for _, l := range used {
					gap += (g.at(k, l) + g.at(l, k)) / 2 * shares[l]
				}
				pull[k] = 1 - gap
			}
			return pull
		},
	}
}

// fleissParts returns κ of every declared category held against all others. It has none where everybody or nobody
// used the category.
func fleissParts(c *Counts) []Part {
	q := len(c.Categories)
	share, apart := make([]float64, q), make([]float64, q)
	items, pairs := 0.0, 0.0
	for i := range c.Len() {
		category, n := c.row(i)
		times, r := c.timesOf(i), 0.0
		for _, n := range n {
			r += n
		}
		if r == 0 {
			continue
		}
		items += times
		if r >= 2 {
			pairs += times
		}
		for j, k := range category {
			share[k] += times * n[j] / r
			if r >= 2 {
				apart[k] += times * n[j] * (r - n[j]) / (r * (r - 1))
			}
		}
	}
	parts := make([]Part, q)
	for k := range parts {
		var f Figure
		switch {
		case pairs == 0:
			f = f.undefined(state(c.Coders, items, pairs))
		default:
			p := share[k] / items
			f = f.corrected(apart[k]/pairs, p*((items-share[k])/items))
		}
		parts[k] = Part{Label: c.Categories[k], Value: f.Value, Status: f.Status}
	}
	return parts
}

// FleissTest returns the standard error of κ were there no agreement but by chance (Fleiss, Nee & Landis 1979), and
// κ in units of it. Only for data in which every item has the same number of ratings, unweighted.
func FleissTest(c *Counts) (se, z Number) {
	n, m := 0.0, 0.0
	total := make([]float64, len(c.Categories))
	for i := range c.Len() {
		category, counts := c.row(i)
		times, r := c.timesOf(i), 0.0
		for j, k := range category {
			r += counts[j]
			total[k] += times * counts[j]
		}
		if i > 0 && r != m {
			return Number{}, Number{}
		}
		m = r
		n += times
	}
	if n == 0 || m < 2 {
		return Number{}, Number{}
	}
	pq, skew := 0.0, 0.0
	for _, t := range total {
		p := t / (n * m)
		q := (n*m - t) / (n * m)
		pq += p * q
		skew += p * q * (q - p)
	}
	if pq <= 0 {
		return Number{}, Number{}
	}
	se = Of(root(2/(n*m*(m-1))) * root(pq*pq-skew) / pq)
	kappa, ok := Fleiss(c, Weights{}).Figure().Value.Get()
	if error0, known := se.Get(); ok && known && error0 > 0 {
		z = Of(kappa / error0)
	}
	return se, z
}

// product returns Σ over k and l of how far apart they are, times their shares in a and in b.
func product(g gaps, a, b []float64) float64 {
	if g.of == nil { // Σ a_k (Σ b − b_k), which costs nothing and is exactly zero where only one category is used
		if only, several := used(b); !several {
			if only < 0 {
				return 0
			}
			whole := 0.0
			for k, x := range a {
				if k != only {
					whole += x
				}
			}
			return whole * b[only]
		}
		sum, all := 0.0, 0.0
		for _, x := range b {
			all += x
		}
		for k, x := range a {
			sum += x * (all - b[k])
		}
		return sum
	}
	sum := 0.0
	from, to := nonzero(a), nonzero(b)
	for _, k := range from {
		for _, l := range to {
			if k != l {
				sum += a[k] * b[l] * g.of(k, l)
			}
		}
	}
	return sum
}

// nonzero returns the categories that have a share.
func nonzero(shares []float64) []int {
	var used []int
	for k, x := range shares {
		if x != 0 {
			used = append(used, k)
		}
	}
	return used
}

// used returns the first category that was used, or -1, and whether there are several.
func used(shares []float64) (first int, several bool) {
	first = -1
	for k, x := range shares {
		switch {
		case x == 0:
		case first >= 0:
			return first, true
		default:
			first = k
		}
	}
	return first, false
}

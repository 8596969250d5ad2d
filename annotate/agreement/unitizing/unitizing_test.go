package unitizing

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func genContinuum(t *rapid.T) Continuum {
	c := Continuum{Start: rapid.IntRange(0, 5).Draw(t, "start")}
	c.End = c.Start + rapid.IntRange(0, 30).Draw(t, "length")
	for range rapid.IntRange(0, 4).Draw(t, "coders") {
		units := []Unit{}
		for at := c.Start; ; {
			u := Unit{Start: at + rapid.IntRange(0, 4).Draw(t, "gap"), Value: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "value")}
			u.End = u.Start + rapid.IntRange(1, 6).Draw(t, "unit")
			if u.End > c.End {
				break
			}
			units, at = append(units, u), u.End
		}
		c.Coders = append(c.Coders, units)
	}
	return c
}

// byPosition is ℓ, looked up position by position: the slow and obvious twin of the sweep.
func byPosition(c Continuum, t Table) [][]float64 {
	of := make([][]float64, len(t.Values))
	for i := range of {
		of[i] = make([]float64, len(t.Values))
	}
	at := func(units []Unit, p int) int {
		for _, u := range units {
			if u.Start <= p && p < u.End {
				return slices.Index(t.Values[1:], u.Value) + 1
			}
		}
		return 0
	}
	for p := c.Start; p < c.End; p++ {
		for i := range c.Coders {
			for j := range c.Coders {
				if i != j {
					of[at(c.Coders[i], p)][at(c.Coders[j], p)] += 1 / float64(len(c.Coders)-1)
				}
			}
		}
	}
	return of
}

func figures(s Sums) []float64 {
	var all []float64
	add := func(x float64, why Why) {
		if why != "" {
			x = -99
		}
		all = append(all, x)
	}
	add(s.Alpha())
	add(s.Binary())
	add(s.Values())
	for _, v := range s.Table().Values[1:] {
		alpha, coverage, why := s.Value(v)
		add(alpha, why)
		all = append(all, coverage)
	}
	return all
}

func near(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) < 1e-9 })
}

func TestLaws(t *testing.T) { rapid.Check(t, hold) }

func FuzzLaws(f *testing.F) { f.Fuzz(rapid.MakeFuzz(hold)) }

func hold(t *rapid.T) {
	c := genContinuum(t)
	s, err := Of(c)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Coders) >= 2 {
		table := s.Table()
		for i, row := range byPosition(c, table) {
			if !near(row, table.Observed[i]) {
				t.Fatalf("row %d is %v, position by position %v", i, table.Observed[i], row)
			}
		}
	}
	all := figures(s)
	for _, x := range all {
		if math.IsNaN(x) || math.IsInf(x, 0) || x > 1+1e-9 {
			t.Fatalf("%v is no figure", all)
		}
	}

	turned := c
	turned.Coders = slices.Clone(c.Coders)
	slices.Reverse(turned.Coders)
	back, _ := Of(turned)
	if !near(all, figures(back)) {
		t.Fatalf("annotators in another order: %v, %v", all, figures(back))
	}
	one, _ := Of(Continuum{Start: 0, End: 9, Coders: [][]Unit{{{1, 4, "c"}}, {{2, 5, "a"}}}})
	if !near(figures(s.Plus(one)), figures(one.Plus(s))) {
		t.Fatal("documents in another order")
	}
	if !near(all, figures(Sums{}.Plus(s))) && len(c.Coders) >= 2 {
		t.Fatal("nothing added is something")
	}
	if len(c.Coders) > 0 {
		same, _ := Of(Continuum{c.Start, c.End, [][]Unit{c.Coders[0], c.Coders[0], c.Coders[0]}})
		for i, x := range figures(same) {
			if x != -99 && math.Abs(x-1) > 1e-9 {
				t.Fatalf("figure %d of equal cuts is %v", i, x)
			}
		}
	}
	o, _, err := AlphaU(c)
	if err != nil || math.IsNaN(o.Alpha) || math.IsInf(o.Alpha, 0) {
		t.Fatalf("%+v, %v", o, err)
	}
	p, _, _ := AlphaU(turned)
	if math.Abs(o.Alpha-p.Alpha) > 1e-9 {
		t.Fatalf("αU is %v, turned round %v", o.Alpha, p.Alpha)
	}

	// A gap counts by its length, so it makes no difference where one document ends and the next begins.
	next := genContinuum(t)
	for len(next.Coders) < len(c.Coders) {
		next.Coders = append(next.Coders, nil)
	}
	next.Coders = next.Coders[:len(c.Coders)]
	both := Continuum{c.Start, c.End + next.End - next.Start, make([][]Unit, len(c.Coders))}
	for i, own := range c.Coders {
		both.Coders[i] = slices.Clone(own)
		for _, u := range next.Coders[i] {
			both.Coders[i] = append(both.Coders[i], Unit{u.Start - next.Start + c.End, u.End - next.Start + c.End, u.Value})
		}
	}
	joined, err := Of(both)
	if err != nil {
		t.Fatal(err)
	}
	second, _ := Of(next)
	if !near(figures(joined), figures(s.Plus(second))) {
		t.Fatalf("as one text %v, as two %v", figures(joined), figures(s.Plus(second)))
	}

	// What values are called makes no difference.
	other := Continuum{c.Start, c.End, make([][]Unit, len(c.Coders))}
	for i, own := range c.Coders {
		for _, u := range own {
			other.Coders[i] = append(other.Coders[i], Unit{u.Start, u.End, map[string]string{"a": "x", "b": "z", "c": "y"}[u.Value]})
		}
	}
	renamed, _ := Of(other)
	if !near(figures(renamed)[:3], all[:3]) {
		t.Fatalf("by other names %v, not %v", figures(renamed)[:3], all[:3])
	}

	// Of one value uα is |uα, and the numbers that |uα is made of add up.
	one, _ = Of(only(c, "a"))
	u, whyU := one.Alpha()
	b, whyB := one.Binary()
	if math.Abs(u-b) > 1e-9 || whyU != whyB {
		t.Fatalf("uα of one value is %v %s, |uα %v %s", u, whyU, b, whyB)
	}
	if cut, err := only(c, "a").Sections(); err != nil || cut.Cuts() != one.Cuts() {
		t.Fatalf("made of %v %v without the sums, of %v with them", cut.Cuts(), err, one.Cuts())
	}
	for _, joined := range []Sums{s, s.Plus(second)} {
		m := joined.Margins([]string{"a", "b", "c"})
		for k, value := range []string{"a", "b", "c"} {
			want, _, whyNot := joined.Value(value)
			got, _, _, why := m.Of(k).Alpha()
			if math.Abs(got-want) > 1e-9 || why != whyNot {
				t.Fatalf("(k)uα of %s is %v %q of the sums, %v %q of their margins", value, want, whyNot, got, why)
			}
		}
	}
	x, y, z := s.Cuts(), second.Cuts(), s.Plus(second).Cuts()
	added, why := Cuts{x.Gap + y.Gap, x.Mixed + y.Mixed, x.Unit + y.Unit, x.OwnGap + y.OwnGap, x.OwnUnit + y.OwnUnit, x.Texts + y.Texts}.Alpha()
	if whole, because := z.Alpha(); math.Abs(added-whole) > 1e-9 || why != because {
		t.Fatalf("|uα of sums is %v %s, of both %v %s", added, why, whole, because)
	}
}

// onlyA is c without units of other values than a.
func only(c Continuum, value string) Continuum {
	c.Coders = slices.Clone(c.Coders)
	for i, own := range c.Coders {
		c.Coders[i] = slices.DeleteFunc(slices.Clone(own), func(u Unit) bool { return u.Value != value })
	}
	return c
}

// What was marked by somebody alone in a text is not in the sums.
func TestFew(t *testing.T) {
	alone, err := Of(Continuum{0, 10, [][]Unit{{{1, 4, "a"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, why := alone.Alpha(); why != FewCoders || alone.Few != 1 {
		t.Errorf("one annotator: %q, %d left out", why, alone.Few)
	}
	silent, _ := Of(Continuum{0, 10, [][]Unit{{}, {}}})
	for name, s := range map[string]Sums{"silent": silent, "and one alone": silent.Plus(alone), "the other way": alone.Plus(silent)} {
		for _, figure := range []func() (float64, Why){s.Alpha, s.Binary, s.Values, func() (float64, Why) { a, _, why := s.Value("a"); return a, why }} {
			if x, why := figure(); why != NothingDone {
				t.Errorf("%s: %v, %q", name, x, why)
			}
		}
	}
}

// Documents drawn so often are what they are when each is written out so often, one behind the other.
func TestLaidEndToEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "annotators")
		var docs []Continuum
		add := func(to *Continuum, d Continuum) {
			for i, units := range d.Coders {
				for _, u := range units {
					to.Coders[i] = append(to.Coders[i], Unit{u.Start + to.End, u.End + to.End, u.Value})
				}
			}
			to.End += d.End
		}
		values := []string{"a", "b"}
		pieces := make([][]Piece, len(values))
		for range rapid.IntRange(1, 4).Draw(t, "documents") {
			d := Continuum{End: rapid.IntRange(0, 12).Draw(t, "length"), Coders: make([][]Unit, coders)}
			for i := range coders {
				for at := 0; at < d.End; {
					l := rapid.IntRange(1, 4).Draw(t, "step")
					if v := rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "value"); v != "" && at+l <= d.End {
						d.Coders[i] = append(d.Coders[i], Unit{at, at + l, v})
					}
					at += l
				}
			}
			docs = append(docs, d)
			for k, value := range values {
				cut, err := only(d, value).Sections()
				if err != nil {
					t.Fatal(err)
				}
				pieces[k] = append(pieces[k], cut.Piece())
			}
		}
		laid := EndToEnd(pieces)
		drawn := Continuum{Coders: make([][]Unit, coders)}
		times := make([]int32, len(docs))
		for d := range docs {
			times[d] = int32(rapid.IntRange(0, 3).Draw(t, "times"))
			for range times[d] {
				add(&drawn, docs[d])
			}
		}
		once := slices.Repeat([]int32{1}, len(docs))
		alls, ofs := laid.AlphaU(append(slices.Repeat([][]int32{once}, drawsAtOnce), times))
		all, of := alls[drawsAtOnce], ofs[drawsAtOnce]
		wantAll, want, err := AlphaU(drawn)
		if err != nil || math.Abs(all.Alpha-wantAll.Alpha) > 1e-9 || all.Why != wantAll.Why {
			t.Fatalf("%+v, want %+v (%v)", all, wantAll, err)
		}
		for i, name := range values {
			w, used := want[name]
			if !used {
				w.Why = NothingDone
			}
			if math.Abs(of[i].Alpha-w.Alpha) > 1e-9 || of[i].Why != w.Why {
				t.Fatalf("%s: %+v, want %+v", name, of[i], w)
			}
		}
	})
}

func TestRefused(t *testing.T) {
	for name, units := range map[string][]Unit{
		"empty": {{3, 3, "a"}}, "outside": {{3, 12, "a"}}, "before": {{-1, 2, "a"}}, "overlapping": {{1, 4, "a"}, {3, 5, "a"}},
	} {
		c := Continuum{0, 10, [][]Unit{{}, units}}
		if _, err := Of(c); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, _, err := AlphaU(c); err == nil {
			t.Errorf("%s: no error of αU", name)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	c := Continuum{0, 1_000_000, make([][]Unit, 5)}
	for i := range c.Coders {
		for n := range 10_000 {
			c.Coders[i] = append(c.Coders[i], Unit{n*100 + i, n*100 + 60, "abc"[n%3 : n%3+1]})
		}
	}
	for b.Loop() {
		if _, err := Of(c); err != nil {
			b.Fatal(err)
		}
	}
}

package agreement

import "galley/annotate/agreement/unitizing"

// UnitAlpha returns |uα over documents (Krippendorff, Mathet, Bouvry & Widlöcher 2016), ready for the bootstrap: how far any
// number of annotators put the same text into units, against chance. Observed and expected are the shares of text, over
// all pairs of annotators, that one puts into a unit and the other does not. Items are documents.
func UnitAlpha(documents []unitizing.Cuts) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		c := documents[i]
		for at, by := range []float64{c.Gap, c.Mixed, c.Unit, c.OwnGap, c.OwnUnit, c.Texts} {
			put(at, by)
		}
	}
	return newSample(len(documents), 6, number, add, func(x []float64) Figure {
		c := unitizing.Cuts{Gap: x[0], Mixed: x[1], Unit: x[2], OwnGap: x[3], OwnUnit: x[4], Texts: x[5]}
		f := Figure{Items: int(c.Texts), Pairable: int(c.Texts)}
		value, why := c.Alpha()
		switch why {
		case "":
			f.Value, f.Status = Of(value), OK
		case unitizing.FewCoders:
			return f.undefined(FewCoders)
		case unitizing.NothingDone:
			return f.undefined(NothingDone)
		default:
			return f.undefined(NoVariation)
		}
		all := c.Gap + c.Mixed + c.Unit // above zero, for there are units
		f.Observed = Of(c.Mixed / all)
		if chance, ok := c.Chance(); ok {
			f.Expected = Of(chance / all)
		}
		return f
	})
}

// UnitsAlpha returns uα over documents, units with their values, ready for the bootstrap. Observed and expected are shares of
// text, as in [UnitAlpha].
func UnitsAlpha(documents []unitizing.Margins) Sample {
	return marginSample(documents, unitizing.Margins.Alpha)
}

// UnitLabelsAlpha returns cuα over documents, ready for the bootstrap: whether values agree where two have both marked something.
func UnitLabelsAlpha(documents []unitizing.Margins) Sample {
	return marginSample(documents, unitizing.Margins.Labels)
}

// marginSample takes margins of the same values.
func marginSample(documents []unitizing.Margins, alpha func(unitizing.Margins) (value, observed, expected float64, why unitizing.Why)) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	values := 1
	if len(documents) > 0 {
		values = len(documents[0].Values)
	}
	width := values + values - 1 + 6
	add := func(i int, put func(at int, by float64)) {
		m := documents[i]
		for k, x := range m.Values {
			if x != 0 {
				put(k, x)
			}
		}
		for k, x := range m.Both {
			if x != 0 {
				put(values+k, x)
			}
		}
		for k, x := range []float64{m.Apart, m.Own, m.BothApart, m.BothOwn, m.Texts, m.Units} {
			put(width-6+k, x)
		}
	}
	return newSample(len(documents), width, number, add, func(x []float64) Figure {
		rest := x[width-6:]
		m := unitizing.Margins{Values: x[:values], Both: x[values : width-6], Apart: rest[0], Own: rest[1], BothApart: rest[2], BothOwn: rest[3], Texts: rest[4], Units: rest[5]}
		f := Figure{Items: int(m.Texts), Pairable: int(m.Texts)}
		value, observed, expected, why := alpha(m)
		return f.unitized(value, observed, expected, why)
	})
}

// unitized is f with what a coefficient on units came to, or why it came to nothing.
func (f Figure) unitized(value, observed, expected float64, why unitizing.Why) Figure {
	switch why {
	case "":
		f.Value, f.Status = Of(value), OK
	case unitizing.FewCoders:
		return f.undefined(FewCoders)
	case unitizing.NothingDone, unitizing.NothingBoth:
		return f.undefined(NothingDone)
	default:
		f = f.undefined(NoVariation)
	}
	f.Observed, f.Expected = Of(observed), Of(expected)
	return f
}

// UnitCoverage returns the share of text under a value, by its place among the values, that the other annotator has marked at all,
// over documents and all ordered pairs of annotators, ready for the bootstrap: what (k)uα stands on. Below 0 it is of all values
// together, and what cuα stands on. Items are documents.
func UnitCoverage(documents []unitizing.Margins, value int) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		both, marked := documents[i].Covered(value)
		put(0, both)
		put(1, marked)
		put(2, documents[i].Texts)
	}
	return newSample(len(documents), 3, number, add, func(x []float64) Figure {
		f := Figure{Items: int(x[2]), Pairable: int(x[2])}
		switch {
		case x[2] == 0:
			return f.undefined(FewCoders)
		case x[1] <= 0:
			return f.undefined(NothingDone)
		}
		f.Value, f.Status = Of(x[0]/x[1]), OK
		f.Observed = f.Value
		return f
	})
}

// UnitLabelAlpha returns (k)uα over documents of the value at this place, ready for the bootstrap: whether what one gives this value,
// and the other has marked, too, has the same value there. Items are documents.
func UnitLabelAlpha(documents []unitizing.Margins, value int) Sample {
	number := make([]int32, len(documents))
	for i := range number {
		number[i] = int32(i)
	}
	add := func(i int, put func(at int, by float64)) {
		v := documents[i].Of(value)
		for at, by := range []float64{v.Both, v.Apart, v.Own, v.All, v.AllOwn, v.Marked, v.Texts} {
			put(at, by)
		}
	}
	return newSample(len(documents), 7, number, add, func(x []float64) Figure {
		v := unitizing.ValueMargins{Both: x[0], Apart: x[1], Own: x[2], All: x[3], AllOwn: x[4], Marked: x[5], Texts: x[6]}
		f := Figure{Items: int(v.Texts), Pairable: int(v.Texts)}
		alpha, observed, expected, why := v.Alpha()
		return f.unitized(alpha, observed, expected, why)
	})
}

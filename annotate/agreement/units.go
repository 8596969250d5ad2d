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

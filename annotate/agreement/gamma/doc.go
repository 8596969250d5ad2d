// Package gamma computes γ (Mathet, Widlöcher and Métivier 2015): how far annotators agree who each marked units of
// their own on the same text, where finding a unit, its boundaries and its label all count.
//
// # What it does
//
// An alignment puts each unit into one tuple with at most one unit of each annotator. A tuple costs the mean over all
// pairs of annotators of how far apart their units are ([Options.Apart]); a pair in which one has no unit costs
// [Options.Empty]. [Align] finds the alignment that costs least, exactly, and says so when it could not. Divided by
// the mean number of units an annotator has, that cost is the disorder observed; γ is 1 less its ratio to the disorder
// of samples that luck made ([Compare]). It may be negative. γ-cat and γ-k (Mathet 2017) ask of the units aligned
// whether their labels agree. [Over] joins documents.
//
// # Ours and theirs
//
// Position weighs 3 and category 1, as in GammaSoftware: of two annotators, units that do not overlap are then never
// aligned. pygamma-agreement weighs both 1. The mean number of units is a real number, which GammaSoftware rounds down.
// Of alignments that cost the same, the one with fewest tuples is taken and of these the first by its units, so
// that γ-cat can be repeated; γ does not depend on it. γ-cat trusts a pair by 1 − α·d_pos, as both programs do, the paper
// by 1 − d_pos.
//
// # How it is exact and fast
//
// With K units, a tuple costs Empty + Σ(d − Empty)/pairs. Hence a tuple dearer than its parts, cut anywhere, is in no
// best alignment and is never looked at again; what is left falls into small components that share no unit. For two
// annotators each component is an assignment, for more a set partition: prices for units bound it from below, a search
// by branch and bound closes the gap. Where the search gives up, at a fixed number of steps, the alignment has a
// bound below its cost and γ is an interval.
//
// All positions are numbers in one unit, code points for texts; γ is the same in any other. A unit of several fragments
// goes in as the hull of them. Nothing here reads a clock or starts a goroutine; documents can be compared side by side,
// since each has a stream of random numbers of its own.
package gamma

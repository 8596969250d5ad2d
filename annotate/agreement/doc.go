// Package agreement computes how far people agree who annotate the same text, and who among them is careful.
//
// # Which number answers which question
//
//   - Do they put the same items into the same categories? Krippendorff's α ([Alpha]): any number of coders, any
//     pattern of missing ratings, any kind of scale. Where more than four items in five are of one category, AC1
//     ([AC1]) beside it, for α then hangs on a handful of items.
//   - How often do they simply agree? [Percent]. It knows nothing of luck; show it beside what does.
//   - How do these two agree? Cohen's κ ([Cohen]), by pairs, and its mean over pairs ([Light]).
//   - What do others report? Scott's π ([Scott]), Fleiss' κ ([Fleiss]), Conger's κ ([Conger]), Brennan and Prediger's
//     ([BrennanPrediger]): for comparison with the literature.
//   - Did they find the same spans, call and cut them the same? Package match pairs them; F1 ([SpanF1]) knows nothing of
//     luck.
//   - Did they put the same text into units, beyond luck? uα (package unitizing; [UnitAlpha]).
//   - Did they mark the same units, about the same length, with the same label? γ (package gamma; [Gamma] joins it to the
//     bootstrap).
//   - Did they cut the text at the same places? Boundary similarity ([BoundaryPi]).
//   - Who is careful? [DawidSkene] and [MACE] learn it from answers about the same items. They are models of
//     annotators, no measures of agreement, and want three annotators and some twenty items each.
//
// [Measures] lists the measures of agreement. A new one is a file and a line there.
//
// # Items, coders, documents
//
// An [Items] table has a rating of each coder for each item, or [Missing]. Silence is data: a coder who finished a
// document and marked nothing has rated every word of it as unmarked; one who never opened it is missing.
// Categories are those the scheme declares, then any that were found. The order of coders, and of categories where
// the scale is nominal, changes nothing but the last digit or two.
//
// # What a figure says
//
// A [Figure] has a value, or a [Status] that says why it has none: nothing here ever is NaN or infinite, and no
// division by zero is made and then looked for. Beside it stand what was observed and what luck would give, how
// many items and ratings are behind it, and an interval.
//
// Every sum is taken over how far categories are apart, not how near, so that "no variation" is an exact zero and not
// a rounding error.
//
// # Intervals
//
// A measure boils each document down to sums that add up ([Sample]). The bootstrap draws documents, not words,
// because words of one article are not independent: a replicate is a weighted sum of small vectors. [NewDraws] starts
// from a seed, so the same data give the same interval. Values repeat byte for byte on amd64 and wasm. Processors that
// fuse multiplication and addition may differ in the last digit, and so may intervals and models, which need
// exponentials.
//
// # Reference figures
//
// [Check] reads files of vectors (an input, a measure, what it comes to) and computes each.
//
// Where references differ from us by definition: irrCAC's functions on tables divide the variance by n where its functions
// on ratings, and ours, divide by n−1; nltk's MASI rounds thirds to .33 and .67; DKPro's multiplies distances instead of
// likenesses ([DKProMASI]); DKPro's Fleiss pools all ratings where some are missing, ours gives every item
// the same say, and for α it says 1 where only one of several declared categories was used, which to us is no variation;
// segeval averages the rates of texts for π where ours pools them; bratiaa takes the spans of an annotator for a set, so that one
// marked twice counts once; nervaluate pairs spans by the first overlap in the order of the list, so that an exact hit may be left
// over; pygamma-agreement computes in float32, calls labels not apart at all where no unit has a counterpart, and where Δ∅ is not 1
// aligns with categories as far apart as if it were. Random cases of all of these are scored by both in agreement/interop.
package agreement

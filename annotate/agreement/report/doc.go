// Package report works out everything that can be said about how far annotators agree, as one value: what a screen draws, what
// is printed for an appendix, and what the command line writes as JSON.
//
// Every [Figure] names its measure; what the measure asks, and whose it is, stands once in [Report.Measures]. Intervals are by
// resampling documents from a seed that hangs on the marks alone, so the same layers make the same report to the byte,
// whatever order they come in.
//
// # Over time
//
// A layer was worked on when half of its entries had been made ([journal.WorkedAt]): a late correction does not move it. A
// document can be compared from when the last of its annotators worked on it, and that is its place in time. Rounds are
// documents in this order, cut into parts of the same size, ten at most and of five documents at least, so that each
// has an interval. Rounds by calendar would have weeks with one document in them.
//
// # Gold
//
// The gold layer never counts as an annotator. Where there is one, everybody is held against it apart: precision, recall and F1
// of every label, which label was taken for which, and what they missed most, with examples.
//
// Start reading at [Make].
package report

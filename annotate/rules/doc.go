// Package rules says what a rule is, what it may propose, and what becomes of its proposals. It runs nothing: package
// engine does that, and whoever only shows or settles suggestions need not reach it.
//
// A rule is one file of plain JavaScript that exports its [Meta] as "rule" and at least one function: "suggest" proposes
// marks, "check" finds problems, "record" writes a document in a form of the desk's own. One run over one document is a
// [Report]. [Merge] turns reports into operations on the stream [annotate.Suggested], where suggestions wait: they are no
// data yet. [Accept] and [Reject] are what a person does with them.
//
// Start reading at [Report], then [Merge].
package rules

// Package engine runs rules. It is the one importer of goja, an ECMAScript interpreter in Go, and costs its weight in a
// binary: only the worker and the command line reach it.
//
// [Load] reads a rule file into a [Rule], once; [Rule.Run] runs it over a [Document], any number at a time. Each run has a
// runtime to itself, in which there is neither clock nor randomness, network, file, page nor any value of the host's: what a
// script gets are numbers, strings, lists and functions made for it. What names stand
// for and every prototype is frozen, and whatever else a run changes is thrown away with its runtime.
//
// # What stops a rule
//
// goja counts no steps, and its Interrupt never arrives in a browser, whose one thread the loop itself holds. So Load puts
// a counter into every loop and function of the script, and everything that a script can ask of the engine is charged for
// by its size. The count is the same on every machine, in the browser and out of it: a rule without end stops at the
// same place everywhere. Regular expressions are Go's, which take time in proportion to the text; those that would need
// backtracking (looking ahead or behind, references to groups) are refused when the file is loaded. Time and memory are
// looked at where the counter calls, and natively by the context too.
//
// What is left to whoever runs the worker: a rule may take seconds before its steps are used up. Cancelling in a browser
// means ending the worker from outside; the next request gets a fresh one. [Options].Going says meanwhile where the rule is, as
// nobody can ask it then.
//
// # How the desk calls it
//
// A worker keeps one [Cache] as long as it lives. For a request it calls [Cache.Load] for each [rules.Source], which costs
// nothing when the file was loaded before, and [Rule.Run] for each document, answering with the [rules.Report]s after
// every document, so that the page has progress and loses little when it cancels. The reports go as JSON; the page folds
// the stream [annotate.Suggested] and hands both to [rules.Merge], whose transaction is an ordinary entry of that stream.
// Rules that run over one document share what its grammar costs when [Options].Grammar is one [ReadOnce] for all of them.
// In a browser [Options].Now is the clock of the main (nothing else can tell time there); natively the context does.
package engine

// Package grammar is a shallow reading of English news copy: words with their classes, noun phrases, verb groups, clauses,
// quotations, and on top of these who said what.
//
// It knows no statistics and no trees. A lexicon of plain word lists (folder lexicon, one subject a file), the endings of
// words and an ordered handful of rules about their neighbours give every word one [Tag]; patterns over tags give the rest.
// What it cannot know it leaves out rather than guesses, and no article makes it fail.
//
// Every range is in code points. Lists refer to each other by index, so that an [Analysis] is a plain value that can be
// written as JSON and handed to a script. Start reading at [Analyze]; then speech.go, where reported speech is found.
package grammar

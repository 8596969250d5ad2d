// Package strict reads and writes JSON with nothing left to chance: a [Reader] walks over a text in memory and
// refuses what other readers let pass or read each in their own way, namely names that occur twice, unpaired
// surrogates, U+0000, invalid UTF-8, nesting without end and numbers that lose digits. Every error names the
// field and the byte where it stands. The Append functions write one form only, so that equal values are equal
// bytes.
//
// The reader never builds a tree: the caller asks for what it expects, and what it does not ask for is refused.
package strict

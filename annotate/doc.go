// Package annotate is the core of Galley: an article's text, the spans and relations laid over it, and
// the operations that turn one [Layer] of marks into the next.
//
// Every position is a [Pos]: Unicode code points from the start of the text. The DOM counts UTF-16 code
// units and Go counts bytes; [Text] converts, and nothing else does. Values never change once made, so
// they may be shared freely. There is no clock, no randomness, no log and no goroutine here: time and
// ids come in as arguments.
//
// Start reading at [Layer.Apply]; then [Text], [Op], and package journal, which keeps what Apply did.
package annotate

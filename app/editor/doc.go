// Package editor is the desk without a screen: everything that can be seen is in a [Model], everything that happens
// is a [Msg], and everything that should be done outside is an [Effect]. [Update] is a pure function of the first
// two; a [Runner] performs effects against the ports and brings their results back as messages.
//
// Positions are code points ([annotate.Pos]). The sheet on the page speaks of lines and UTF-16 offsets inside them
// ([Point]); [Open.Pos] turns one into the other, and nothing else does.
//
// Start reading at [Update]; [Commands] lists everything a person can do.
package editor

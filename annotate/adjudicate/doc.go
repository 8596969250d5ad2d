// Package adjudicate lays the layers that several annotators made of one document side by side, works out which of their marks
// stand for one thing, and turns what a person decides about each into transactions on the gold layer.
//
// A [Case] is one thing to settle: a mark that some have made, cut, called or described otherwise than others; a link; an
// attribute of the document. Which marks stand for one thing is worked out by [match.Clusters], as for the figures of agreement:
// the order of annotators makes no difference.
//
// What was decided is kept as attributes of the document on the gold layer, one for each case ([annotate.AttrCase]), in the same
// transaction as the marks: who said what, what was taken, by whom, how and why. So a decision is undone, merged and
// interrupted like any other work, and the layer says at any time where each gold mark comes from ([Provenance]) and how many
// annotators stand behind it ([Votes]). A decision about marks that were changed later is shown as open again.
//
// Positions are code points. Start reading at [Lay], then [Sides.Cases] and [Cases.Decide].
package adjudicate

// Package carry brings marks from an article to a newer version of it.
//
// News copy is corrected: a figure changes, a paragraph moves, a typo is mended. [Over] says of every span where it
// belongs in the newer text, and how sure that is. Paragraphs that stand as they stood are found first, then words inside
// those that changed; what a span covered that way is unchanged, only shifted. What is left is looked for by quotation and
// context, as the TextQuoteSelector of the W3C Web Annotation Data Model describes it, and only in text that is new: words
// that stood there before belong to themselves. A span whose words are nowhere is lost, and said to be.
//
// Positions outside are code points, as everywhere; inside the package they are bytes. Nothing depends on time, chance or
// the order of a map.
package carry

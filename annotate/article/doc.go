// Package article turns files into documents and finds the structure of news copy in them.
//
// [Load] reads text, Markdown, HTML, JSONL, CSV and ZIP; [Loaders] is the list. What comes out are documents: a
// text that is canonical and never touched again, with its blocks beside it. [Blocks] finds headlines, datelines,
// bylines, captions and their credits, gallery furniture, live-blog entries and contributor lines by the habits
// of many agencies; [Splits] proposes where one file holds several articles and [SplitAt] makes them.
//
// Everything here is deterministic and touches neither the network nor the disk. Offsets are code points.
// Start reading at [Blocks], then [Load].
package article

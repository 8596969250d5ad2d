package annotate

// A DocID names a document for ever. Without an id of its own (a "id" column, say) it is the first 16
// hexadecimal digits of the text's digest, so that two desks that load one article mean the same document.
type DocID string

// A Digest is the SHA-256 of a document's UTF-8 text, in lower-case hexadecimal.
type Digest string

// A Document is one article: immutable canonical text with metadata and the structure found in it.
type Document struct {
	ID     DocID   `json:"id"`
	Title  string  `json:"title"`           // as loaded; a later rename is an operation
	Lang   string  `json:"lang,omitempty"`  // BCP 47
	Meta   []Field `json:"meta,omitempty"`  // other columns of the file it came from, in their order
	Order  int     `json:"order,omitempty"` // place in the project's list; ties go by id
	Digest Digest  `json:"sha256"`
	Text   Text    `json:"text"`
	Blocks []Block `json:"blocks,omitempty"` // by From, then the longer first
}

// A Field is one named piece of metadata.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A BlockKind says what a stretch of an article is set as.
type BlockKind string

// The kinds. A line of the article is exactly one of the line kinds; the inner kinds lie inside a line.
const (
	Headline    BlockKind = "headline"
	Byline      BlockKind = "byline"
	Paragraph   BlockKind = "paragraph"
	Caption     BlockKind = "caption"     // without its credit
	Furniture   BlockKind = "furniture"   // "Click to Gallery", "ADVERTISEMENT", rules of dashes; also inner: "FILE - "
	Entry       BlockKind = "entry"       // the time or slug line that opens a live-blog entry
	Signer      BlockKind = "signer"      // "— By Jane Doe in Springfield", closing a live-blog entry
	Contributor BlockKind = "contributor" // "Jane Doe contributed to this report."
	EditorNote  BlockKind = "editor_note" // corrections, clarifications, update notes
	Dateline    BlockKind = "dateline"    // inner: "WASHINGTON (AP)", without the dash
	Credit      BlockKind = "credit"      // inner, or a line of its own: "(AP Photo/Jane Doe)" with its parentheses
)

// A Block is a stretch of the article with a structural role. Blocks lie beside the text and never change it.
type Block struct {
	ID      int       `json:"id"` // from 1, in order, unique in the document
	Kind    BlockKind `json:"kind"`
	Range             // "start" and "end", code points
	Of      int       `json:"of,omitempty"`      // a credit: the id of its caption
	Repeats int       `json:"repeats,omitempty"` // a caption that occurs again: the id of its first occurrence
	Note    string    `json:"note,omitempty"`    // a signer's or photographer's name, an agency, "file": what was read off
}

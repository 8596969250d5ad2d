package annotate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

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

// NewDocument returns a document over t with its digest. An empty id becomes the first 16 hexadecimal digits of it.
func NewDocument(id DocID, title string, t Text) Document {
	d := Document{ID: id, Title: title, Text: t, Digest: DigestOf(t)}
	if id == "" {
		d.ID = DocID(d.Digest[:16])
	}
	return d
}

// DigestOf returns the digest of t. O(n).
func DigestOf(t Text) Digest {
	sum := sha256.Sum256([]byte(t.String()))
	return Digest(hex.EncodeToString(sum[:]))
}

// Verify reports whether the document's text is the one that its digest was made of, and its blocks lie on it.
func (d Document) Verify() error {
	if got := DigestOf(d.Text); got != d.Digest {
		return fmt.Errorf("document %q: text has SHA-256 %s, not %s: it was changed after it was loaded", d.ID, got, d.Digest)
	}
	for _, b := range d.Blocks {
		if b.From < 0 || b.To > d.Text.Len() || b.Empty() {
			return fmt.Errorf("document %q: block %d (%s): %v of %d code points: %w", d.ID, b.ID, b.Kind, b.Range, d.Text.Len(), ErrOutside)
		}
	}
	return nil
}

package annotate

import (
	"fmt"
	"unicode/utf8"
)

// A Pos is a place between two characters of a [Text], counted in Unicode code points from its start. It is
// not a byte offset.
type Pos int

// A UTF16 is a place in a [Text] counted in UTF-16 code units, as the DOM counts.
type UTF16 int

// A Byte is a place in a [Text] counted in bytes of its UTF-8 form, as Go counts.
type Byte int

// A Range is the half-open interval [From, To) of code points.
type Range struct {
	From Pos `json:"start"`
	To   Pos `json:"end"`
}

// Len returns the number of code points in r.
func (r Range) Len() Pos { return r.To - r.From }

// Empty reports whether r holds no character.
func (r Range) Empty() bool { return r.To <= r.From }

// Contains reports whether all of o lies in r.
func (r Range) Contains(o Range) bool { return r.From <= o.From && o.To <= r.To }

// Overlaps reports whether r and o share at least one character.
func (r Range) Overlaps(o Range) bool { return r.From < o.To && o.From < r.To }

func (r Range) String() string { return fmt.Sprintf("%d–%d", r.From, r.To) }

// A Text is an immutable article text that converts between the three units in O(log n).
// The zero Text is empty and ready to use.
type Text struct {
	s string
}

// NewText returns s as a Text. s must be valid UTF-8, as [Canonical] makes it.
func NewText(s string) Text { return Text{s: s} }

// String returns the text itself.
func (t Text) String() string { return t.s }

// Len returns the length of the text in code points.
func (t Text) Len() Pos { return Pos(utf8.RuneCountInString(t.s)) }

// Slice returns the characters of r, which must lie inside the text.
func (t Text) Slice(r Range) string { return t.s[t.Byte(r.From):t.Byte(r.To)] }

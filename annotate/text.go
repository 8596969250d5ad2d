package annotate

import (
	"encoding/json"
	"fmt"
	"sort"
	"sync"
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

// A Text is an immutable article text that converts between code points, UTF-16 units and bytes in O(log n).
// It is one pointer: copying it costs nothing. The zero Text is empty and ready to use.
type Text struct{ x *textIndex }

// textIndex holds the text and a checkpoint every stride code points. A text of ASCII alone needs none: its
// three units are one.
type textIndex struct {
	s     string
	marks []mark // marks[i].pos == i*stride; nil when the text is ASCII
	end   mark

	cutting sync.Once // works out cut when somebody first asks
	cut     []Range   // the stretches of lines that are too long to be read at once
}

// A mark is one place in all three units.
type mark struct {
	pos Pos
	b   Byte
	u   UTF16
}

// stride bounds the walk from a checkpoint: large enough that the index is a small part of the text (24 bytes to
// at least 128), small enough that the walk is shorter than a line of print.
const stride = 128

// NewText returns s as a Text in O(n). s must be valid UTF-8, as [Canonical] makes it.
func NewText(s string) Text {
	if s == "" {
		return Text{}
	}
	x := &textIndex{s: s}
	if isASCII(s) {
		x.end = mark{Pos(len(s)), Byte(len(s)), UTF16(len(s))}
		return Text{x}
	}
	var m mark
	for i, r := range s {
		if m.pos%stride == 0 {
			x.marks = append(x.marks, mark{m.pos, Byte(i), m.u})
		}
		m.pos++
		m.u += utf16Len(r)
	}
	m.b = Byte(len(s))
	x.end = m
	return Text{x}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func utf16Len(r rune) UTF16 {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// String returns the text itself.
func (t Text) String() string {
	if t.x == nil {
		return ""
	}
	return t.x.s
}

// Len returns the length of the text in code points.
func (t Text) Len() Pos { return t.end().pos }

// LenUTF16 returns the length of the text in UTF-16 code units.
func (t Text) LenUTF16() UTF16 { return t.end().u }

func (t Text) end() mark {
	if t.x == nil {
		return mark{}
	}
	return t.x.end
}

// Byte returns where p lies in the UTF-8 form. p is held inside the text.
func (t Text) Byte(p Pos) Byte { return t.at(p).b }

// UTF16 returns where p lies in the UTF-16 form. p is held inside the text.
func (t Text) UTF16(p Pos) UTF16 { return t.at(p).u }

func (t Text) at(p Pos) mark {
	switch {
	case p <= 0:
		return mark{}
	case p >= t.Len():
		return t.end()
	case t.x.marks == nil:
		return mark{p, Byte(p), UTF16(p)}
	}
	i := int(p / stride)
	m := t.x.marks[i]
	if i+1 < len(t.x.marks) && t.x.marks[i+1].b-m.b == stride { // ASCII up to the next checkpoint: the units are one
		n := p - m.pos
		return mark{p, m.b + Byte(n), m.u + UTF16(n)}
	}
	// The text is sound, so a character's first byte tells how long it is.
	s := t.x.s
	for ; m.pos < p; m.pos++ {
		switch c := s[m.b]; {
		case c < utf8.RuneSelf:
			m.b++
		case c < 0xe0:
			m.b += 2
		case c < 0xf0:
			m.b += 3
		default:
			m.b += 4
			m.u++ // a pair
		}
		m.u++
	}
	return m
}

// step moves m over one character.
func (t Text) step(m mark) mark {
	r, n := utf8.DecodeRuneInString(t.x.s[m.b:])
	return mark{m.pos + 1, m.b + Byte(n), m.u + utf16Len(r)}
}

// FromByte returns the code point position of byte offset b. The error is a *PosError: [ErrOutside], or
// [ErrMidRune] for an offset inside a character.
func (t Text) FromByte(b Byte) (Pos, error) {
	if b < 0 || b > t.end().b {
		return 0, &PosError{int(b), int(t.end().b), "bytes", ErrOutside}
	}
	m := t.before(func(m mark) bool { return m.b <= b }, Pos(b))
	for m.b < b {
		m = t.step(m)
	}
	if m.b != b {
		return 0, &PosError{int(b), int(t.end().b), "bytes", ErrMidRune}
	}
	return m.pos, nil
}

// FromUTF16 returns the code point position of UTF-16 offset u. The error is a *PosError: [ErrOutside], or
// [ErrSurrogate] for an offset between the two halves of one character.
func (t Text) FromUTF16(u UTF16) (Pos, error) {
	if u < 0 || u > t.end().u {
		return 0, &PosError{int(u), int(t.end().u), "UTF-16 units", ErrOutside}
	}
	m := t.before(func(m mark) bool { return m.u <= u }, Pos(u))
	for m.u < u {
		m = t.step(m)
	}
	if m.u != u {
		return 0, &PosError{int(u), int(t.end().u), "UTF-16 units", ErrSurrogate}
	}
	return m.pos, nil
}

// before returns the last checkpoint that ok holds for; in an ASCII text it is the place p itself.
func (t Text) before(ok func(mark) bool, p Pos) mark {
	if t.x == nil {
		return mark{}
	}
	if t.x.marks == nil {
		return mark{p, Byte(p), UTF16(p)}
	}
	i := sort.Search(len(t.x.marks), func(i int) bool { return !ok(t.x.marks[i]) })
	return t.x.marks[i-1]
}

// Slice returns the characters of r without copying them. r is held inside the text.
func (t Text) Slice(r Range) string {
	from, to := t.Byte(r.From), t.Byte(r.To)
	if to <= from {
		return ""
	}
	return t.x.s[from:to]
}

// Check reports whether r is a range of this text that holds at least one character and splits no grapheme.
// The error is a *PosError.
func (t Text) Check(r Range) error {
	n := t.Len()
	switch {
	case r.From < 0 || r.From > n:
		return &PosError{int(r.From), int(n), "code points", ErrOutside}
	case r.To < 0 || r.To > n:
		return &PosError{int(r.To), int(n), "code points", ErrOutside}
	case r.Empty():
		return &PosError{int(r.From), int(n), "code points", ErrEmpty}
	case !t.IsBoundary(r.From):
		return &PosError{int(r.From), int(n), "code points", ErrGrapheme}
	case !t.IsBoundary(r.To):
		return &PosError{int(r.To), int(n), "code points", ErrGrapheme}
	}
	return nil
}

// MarshalJSON writes the text as a JSON string.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// UnmarshalJSON reads a JSON string as it stands; callers that read strangers' files check it with [Canonical].
func (t *Text) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*t = NewText(s)
	return nil
}

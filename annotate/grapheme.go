package annotate

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// IsBoundary reports whether p lies between two graphemes (what people see as single characters: a family emoji,
// a flag, a letter with its accents), or at an end of the text. The rules are those of Unicode's UAX #29, from
// rivo/uniseg; the cost is that of the walk from the last place that is a boundary whatever came before it.
func (t Text) IsBoundary(p Pos) bool {
	if p <= 0 || p >= t.Len() {
		return p == 0 || p == t.Len()
	}
	b := int(t.Byte(p))
	s := t.String()
	if s[b] < utf8.RuneSelf && s[b-1] < utf8.RuneSelf {
		return true // canonical text has no CR, so two ASCII characters never join
	}
	return t.clusterAt(b).from == b
}

// A byteRange is a stretch of the text in bytes.
type byteRange struct{ from, to int }

// clusterAt returns the grapheme that holds byte b, which must be the start of a code point.
func (t Text) clusterAt(b int) byteRange {
	s := t.String()
	from := safeStart(s, b)
	for from < len(s) {
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s[from:], -1)
		if from+len(cluster) > b {
			return byteRange{from, from + len(cluster)}
		}
		from += len(cluster)
	}
	return byteRange{b, b}
}

// safeStart returns the nearest place at or before b where a grapheme begins whatever stands around it: the start
// of the text, or an ASCII character after one that never attaches itself to what follows (rule GB9b).
func safeStart(s string, b int) int {
	for b > 0 {
		before, n := utf8.DecodeLastRuneInString(s[:b])
		if b < len(s) && s[b] < utf8.RuneSelf && !prepend(before) {
			return b
		}
		b -= n
	}
	return 0
}

// prepend reports whether r may have the property Grapheme_Cluster_Break=Prepend; saying yes too often only
// lengthens the walk.
func prepend(r rune) bool {
	return r >= 0x600 && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Lo, r) && (r == 0xD4E || r >= 0x11000 && r < 0x12000))
}

// SnapGraphemes widens r so that neither end splits a grapheme. r is held inside the text.
func (t Text) SnapGraphemes(r Range) Range {
	r = t.clamp(r)
	if !t.IsBoundary(r.From) {
		r.From = t.fromByte(t.clusterAt(int(t.Byte(r.From))).from)
	}
	if !t.IsBoundary(r.To) {
		r.To = t.fromByte(t.clusterAt(int(t.Byte(r.To))).to)
	}
	return r
}

// fromByte is FromByte for offsets known to be right.
func (t Text) fromByte(b int) Pos {
	p, _ := t.FromByte(Byte(b))
	return p
}

// clamp holds r inside the text, its ends in order.
func (t Text) clamp(r Range) Range {
	n := t.Len()
	r.From = min(max(r.From, 0), n)
	r.To = min(max(r.To, r.From), n)
	return r
}

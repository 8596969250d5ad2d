package article

import (
	"strings"
	"unicode/utf8"

	"galley/annotate"
)

// A line is one non-empty line of an article while its blocks are being found. Offsets inside it are bytes of s.
type line struct {
	s     string       // without outer white space
	at    annotate.Pos // where s begins in the text
	blank int          // empty lines before it
	kind  annotate.BlockKind
	sure  bool   // the kind comes from the line itself, not from its place
	note  string // of the line's own block
	body  part   // the stretch of the line's own block
	inner []part // datelines, credits and furniture inside
	of    int    // a credit alone: index of its caption's line, or -1
	score int    // how many habits of a caption it has
}

// A part is a stretch of a line in bytes.
type part struct {
	from, to int
	kind     annotate.BlockKind
	note     string
}

// scan returns the lines of s that hold more than white space. O(n).
func scan(s string) []line {
	var lines []line
	var pos annotate.Pos
	blank := 0
	for s != "" {
		raw, rest, found := strings.Cut(s, "\n")
		left := strings.TrimLeft(raw, spaces)
		trimmed := strings.TrimRight(left, spaces)
		if trimmed == "" {
			blank++
		} else {
			lead := annotate.Pos(utf8.RuneCountInString(raw[:len(raw)-len(left)]))
			lines = append(lines, line{s: trimmed, at: pos + lead, blank: blank, of: -1, body: part{0, len(trimmed), "", ""}})
			blank = 0
		}
		pos += annotate.Pos(utf8.RuneCountInString(raw))
		if found {
			pos++
		}
		s = rest
	}
	return lines
}

// spaces is what may stand around a line and does not belong to it.
const spaces = " \t\r\v\f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

// span returns the range in the text of bytes [from, to) of the line.
func (l *line) span(from, to int) annotate.Range {
	a := l.at + annotate.Pos(utf8.RuneCountInString(l.s[:from]))
	return annotate.Range{From: a, To: a + annotate.Pos(utf8.RuneCountInString(l.s[from:to]))}
}

// set gives the line its kind for good.
func (l *line) set(k annotate.BlockKind, note string) {
	l.kind, l.sure, l.note = k, true, note
}

// is reports whether the line is of one of the kinds.
func (l *line) is(kinds ...annotate.BlockKind) bool {
	for _, k := range kinds {
		if l.kind == k {
			return true
		}
	}
	return false
}

// story reports whether the line is running text: a paragraph, or not yet anything else.
func (l *line) story() bool { return l.kind == "" || l.kind == annotate.Paragraph }

// credited reports whether a credit stands inside the line.
func (l *line) credited() bool {
	for _, p := range l.inner {
		if p.kind == annotate.Credit {
			return true
		}
	}
	return false
}

// dated returns the line's dateline.
func (l *line) dated() (part, bool) {
	for _, p := range l.inner {
		if p.kind == annotate.Dateline {
			return p, true
		}
	}
	return part{}, false
}

// long reports whether the line has at least n characters.
func (l *line) long(n int) bool { return len(l.s) >= n && utf8.RuneCountInString(l.s) >= n }

// ended reports whether the line ends as a sentence does: a full stop, perhaps within quotation marks.
func (l *line) ended() bool {
	s := strings.TrimRight(l.s, `"'”’»«“‘)] `)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "؟") ||
		strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";")
}

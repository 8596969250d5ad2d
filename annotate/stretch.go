package annotate

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longLine is how many bytes of a line are read and shown at once. What finds words, clauses and sentences reads a line as a whole, and
// so does what draws it; a paragraph of a newspaper is far shorter, but some corpora keep an article on one line.
const longLine = 4000

// Stretches returns the lines of the text as [Text.Lines] does, with those of more than 4,000 bytes cut: at the end of a
// sentence, or else at white space, or else between two characters. One character of white space where a line is cut, as the
// line feed between two lines, is in neither stretch. O(n).
func (t Text) Stretches() []Range {
	var out []Range
	for _, line := range t.Lines() {
		if !t.isLong(line) {
			out = append(out, line)
			continue
		}
		for at := line.From; at < line.To; {
			s := t.stretchAt(at)
			if !t.Trim(s).Empty() {
				out = append(out, s)
			}
			at = t.after(s)
		}
	}
	return out
}

func (t Text) isLong(line Range) bool { return int(t.Byte(line.To)-t.Byte(line.From)) > longLine }

// stretchAt returns the stretch that holds p, or that ends there when white space follows it.
// O(length of the stretch), but for the first in a text that has long lines.
func (t Text) stretchAt(p Pos) Range {
	if t.x != nil && len(t.x.s) > longLine {
		t.x.cutting.Do(t.cutLong)
	}
	if t.x != nil && len(t.x.cut) > 0 {
		i := sort.Search(len(t.x.cut), func(i int) bool { return t.x.cut[i].To > p })
		if i < len(t.x.cut) && t.x.cut[i].From <= p {
			return t.x.cut[i]
		}
		if i > 0 && t.x.cut[i-1].To == p {
			return t.x.cut[i-1]
		}
	}
	return t.LineAt(p)
}

// after is where the stretch begins that follows s: behind the white space between them, if there is any.
func (t Text) after(s Range) Pos {
	if r, _ := utf8.DecodeRuneInString(t.String()[t.Byte(s.To):]); s.To < t.Len() && !unicode.IsSpace(r) {
		return s.To
	}
	return s.To + 1
}

// cutLong cuts the lines that are too long to be read at once.
func (t Text) cutLong() {
	s := t.x.s
	for b := 0; b < len(s); {
		n := strings.IndexByte(s[b:], '\n')
		if n < 0 {
			n = len(s) - b
		}
		if n > longLine {
			t.cutLine(t.fromByte(b), s[b:b+n])
		}
		b += n + 1
	}
}

// cutLine cuts the line s, which begins at from.
func (t Text) cutLine(from Pos, s string) {
	for s != "" {
		n := len(s)
		if len(strings.TrimRightFunc(s, unicode.IsSpace)) > longLine {
			n = cutIn(s[:longLine])
		}
		to := from + Pos(utf8.RuneCountInString(s[:n]))
		t.x.cut = append(t.x.cut, Range{from, to})
		from, s = to, s[n:]
		if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			from, s = from+1, s[n:]
		}
	}
}

// cutIn returns where a line is cut that begins with s; the last character of s may not be all there.
func cutIn(s string) int {
	for {
		if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n != 1 {
			break
		}
		s = s[:len(s)-1]
	}
	// The last sentence may not be all there, and of a part the first may not: a part costs a quarter of the time.
	part := strings.IndexByte(s[len(s)*3/4:], ' ') + len(s)*3/4
	if all := sentences(s[part:]); len(all) > 2 {
		return part + all[len(all)-2].to
	}
	if all := sentences(s); len(all) > 1 {
		return all[len(all)-2].to
	}
	if n := strings.LastIndexFunc(strings.TrimRightFunc(s, unicode.IsSpace), unicode.IsSpace); n > 0 {
		return n
	}
	all := graphemes(s)
	if last := all[len(all)-1]; last.from > 0 {
		return last.from
	}
	return len(s)
}

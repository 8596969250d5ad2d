package annotate

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A Unit is a stretch of text that people select at once.
type Unit int

// The units, from the smallest to the largest. None of them crosses a line, nor, but for ParagraphUnit, one of [Text.Stretches].
const (
	Grapheme      Unit = iota // what people see as one character
	Word                      // letters, figures and what holds them together: don’t, U.S., $2.5, vice-president
	Phrase                    // a name or noun phrase: port director Lena Osk, the Bank of Ely
	Quotation                 // from quotation mark to quotation mark, both included
	Clause                    // with a verb of its own, without the conjunction before it and the marks around it
	Sentence                  // with its closing quotation mark and final period
	ParagraphUnit             // a line
)

var unitNames = [...]string{"character", "word", "phrase", "quotation", "clause", "sentence", "paragraph"}

func (u Unit) String() string {
	if u < 0 || int(u) >= len(unitNames) {
		return "unit"
	}
	return unitNames[u]
}

// UnitNamed returns the unit of that name, as schemes write it.
func UnitNamed(name string) (Unit, bool) {
	for i, n := range unitNames {
		if n == name {
			return Unit(i), true
		}
	}
	return 0, false
}

// Lines returns the paragraphs of the text: the runs between line feeds, without those of white space alone.
// O(n).
func (t Text) Lines() []Range {
	var lines []Range
	s, pos := t.String(), Pos(0)
	for s != "" {
		line, rest, found := strings.Cut(s, "\n")
		n := Pos(utf8.RuneCountInString(line))
		if strings.TrimSpace(line) != "" {
			lines = append(lines, Range{pos, pos + n})
		}
		pos += n
		if found {
			pos++
		}
		s = rest
	}
	return lines
}

// LineAt returns the line that holds p, without its line feed; it may be empty. O(length of the line).
func (t Text) LineAt(p Pos) Range {
	s, b := t.String(), int(t.Byte(p))
	from := strings.LastIndexByte(s[:b], '\n') + 1
	to := len(s)
	if i := strings.IndexByte(s[b:], '\n'); i >= 0 {
		to = b + i
	}
	return Range{t.fromByte(from), t.fromByte(to)}
}

// partAt returns what is read to find units of kind u at p.
func (t Text) partAt(u Unit, p Pos) Range {
	if u == ParagraphUnit {
		return t.LineAt(p)
	}
	return t.stretchAt(p)
}

// Segments returns the units of kind u that lie wholly or partly in r, in order. All but graphemes and paragraphs leave
// out what lies between them.
func (t Text) Segments(u Unit, r Range) []Range {
	r = t.clamp(r)
	var found []Range
	for p := r.From; ; {
		line := t.partAt(u, p)
		units := t.inLine(u, line)
		if found == nil && len(units) > 0 {
			found = make([]Range, 0, len(units))
		}
		for _, s := range units {
			if s.Overlaps(r) || r.Empty() && s.From <= r.From && r.From < s.To {
				found = append(found, s)
			}
		}
		if p = t.after(line); p >= r.To {
			return found
		}
	}
}

// inLine returns the units of kind u in one line.
func (t Text) inLine(u Unit, line Range) []Range {
	s := t.Slice(line)
	switch u {
	case Grapheme:
		return t.ranges(line, graphemes(s))
	case Word:
		return t.ranges(line, words(s))
	case Phrase:
		return t.ranges(line, phrases(s))
	case Quotation:
		return t.ranges(line, quotations(s))
	case Clause:
		return t.ranges(line, clauses(s))
	case Sentence:
		return t.ranges(line, sentences(s))
	}
	if trimmed := t.Trim(line); !trimmed.Empty() {
		return []Range{trimmed}
	}
	return nil
}

// ranges turns byte stretches of a line, in order, into code points in one walk.
func (t Text) ranges(line Range, in []byteRange) []Range {
	if len(in) == 0 {
		return nil
	}
	s, out := t.Slice(line), make([]Range, len(in))
	at, pos := 0, line.From
	to := func(b int) Pos {
		if b < at { // nested stretches step back
			at, pos = 0, line.From
		}
		pos += Pos(utf8.RuneCountInString(s[at:b]))
		at = b
		return pos
	}
	for i, b := range in {
		out[i] = Range{to(b.from), to(b.to)}
	}
	return out
}

// At returns the unit of kind u that holds p, or the one that begins at or after it in its line, or the last of
// its line. It is empty, at p, when the line has none.
func (t Text) At(u Unit, p Pos) Range {
	units := t.inLine(u, t.partAt(u, p))
	i := sort.Search(len(units), func(i int) bool { return units[i].To > p })
	switch {
	case i < len(units):
		return units[i]
	case len(units) > 0:
		return units[len(units)-1]
	}
	return Range{p, p}
}

// Next returns the start of the first unit of kind u that begins after p, or the end of the text.
func (t Text) Next(u Unit, p Pos) Pos {
	for line := t.partAt(u, p); ; line = t.partAt(u, t.after(line)) {
		for _, s := range t.inLine(u, line) {
			if s.From > p {
				return s.From
			}
		}
		if line.To >= t.Len() {
			return t.Len()
		}
	}
}

// Prev returns the start of the last unit of kind u that begins before p, or 0.
func (t Text) Prev(u Unit, p Pos) Pos {
	for line := t.partAt(u, p); ; line = t.partAt(u, line.From-1) {
		units := t.inLine(u, line)
		for i := len(units) - 1; i >= 0; i-- {
			if units[i].From < p {
				return units[i].From
			}
		}
		if line.From <= 0 {
			return 0
		}
	}
}

// Trim takes white space off both ends of r. A range of white space alone becomes empty.
func (t Text) Trim(r Range) Range {
	r = t.clamp(r)
	s := t.Slice(r)
	left := strings.TrimLeftFunc(s, unicode.IsSpace)
	r.From += Pos(utf8.RuneCountInString(s[:len(s)-len(left)]))
	right := strings.TrimRightFunc(left, unicode.IsSpace)
	r.To -= Pos(utf8.RuneCountInString(left[len(right):]))
	return r
}

// SnapWords trims white space off r and moves an end that lies inside a word out to the word's edge. It never
// splits a grapheme.
func (t Text) SnapWords(r Range) Range {
	r = t.Trim(r)
	if r.Empty() {
		return r
	}
	for _, w := range t.inLine(Word, t.stretchAt(r.From)) {
		if w.From < r.From && r.From < w.To {
			r.From = w.From
		}
	}
	for _, w := range t.inLine(Word, t.stretchAt(r.To)) {
		if w.From < r.To && r.To < w.To {
			r.To = w.To
		}
	}
	return t.SnapGraphemes(r)
}

// rungs is the units of kind u that touch r. Behind the phrase stands what a phrase is in full, with its apposition, or what
// hangs on it; behind the clause, the clause with the “that” or “whether” before it.
func (t Text) rungs(u Unit, r Range) []Range {
	found := t.Segments(u, r)
	line := t.partAt(u, r.From)
	if r.To > line.To {
		return found
	}
	var full []byteRange
	switch u {
	case Phrase:
		full = fullPhrases(t.Slice(line))
	case Clause:
		full = fullClauses(t.Slice(line))
	}
	for _, f := range t.ranges(line, full) {
		if f.Overlaps(r) || r.Empty() && f.From <= r.From && r.From < f.To {
			found = append(found, f)
		}
	}
	return found
}

// Grow returns the smallest unit that holds r and more: the word, the phrase, the phrase in full, the quotation, the clause,
// the clause with what leads it, the sentence, the paragraph. Around a paragraph, and what is more than one, it returns r. [Text.Shrink] is the way back.
func (t Text) Grow(r Range) Range {
	r = t.clamp(r)
	best := r
	for u := Word; u <= ParagraphUnit; u++ {
		for _, s := range t.rungs(u, r) {
			if s.Contains(r) && s != r && (best == r || s.Len() < best.Len()) {
				best = s
			}
		}
	}
	return best
}

// Shrink returns the unit that lies in r, is not all of it, and begins first, the largest of those that begin there; ok
// is false when there is none.
func (t Text) Shrink(r Range) (s Range, ok bool) {
	r = t.clamp(r)
	for u := Word; u <= ParagraphUnit; u++ {
		for _, x := range t.rungs(u, r) {
			if r.Contains(x) && x != r && (!ok || x.From < s.From || x.From == s.From && x.To > s.To) {
				s, ok = x, true
			}
		}
	}
	return s, ok
}

// graphemes cuts s into what people see as characters.
func graphemes(s string) []byteRange {
	var out []byteRange
	for at, state := 0, -1; at < len(s); {
		var c string
		c, _, _, state = uniseg.FirstGraphemeClusterInString(s[at:], state)
		out = append(out, byteRange{at, at + len(c)})
		at += len(c)
	}
	return out
}

package annotate

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Query is what to look for in a text.
type Query struct {
	Words  string
	Case   bool // capitals matter
	Whole  bool // only whole words
	Regexp bool // Words is a regular expression, as package regexp/syntax describes it: it takes linear time
}

// maxQuery bounds a query, in bytes.
const maxQuery = 1000

// A finder is a query that is ready to be used.
type finder struct {
	Query
	words []rune // folded
	re    *regexp.Regexp
}

// Find returns the first at most most places of t where q is found, in order and apart from each other, and how many
// there are in all. Curly and straight marks are one, and so are runs of white space. Ends never split a grapheme. The
// error says what is wrong with a regular expression. O(n).
func (t Text) Find(q Query, most int) (hits []Range, total int, err error) {
	f, err := q.ready()
	if err != nil || f.re == nil && len(f.words) == 0 {
		return nil, 0, err
	}
	last := Pos(0)
	add := func(r Range) {
		if r.Empty() {
			return
		}
		if r = t.SnapGraphemes(r); r.From < last || f.Whole && !t.whole(r) {
			return // snapping made it share a character with the one before
		}
		last = r.To
		if total++; len(hits) < most {
			hits = append(hits, r)
		}
	}
	if f.re != nil {
		m, b := mark{}, 0
		for _, at := range f.re.FindAllStringIndex(t.String(), -1) {
			for ; b < at[0]; b = int(m.b) {
				m = t.step(m)
			}
			add(Range{m.pos, m.pos + Pos(utf8.RuneCountInString(t.String()[at[0]:at[1]]))})
		}
		return hits, total, nil
	}
	from := Pos(0)
	var line []rune
	for text := range strings.Lines(t.String()) {
		line = line[:0]
		for _, r := range text {
			line = append(line, f.fold(r))
		}
		for i := 0; i < len(line); {
			if n := f.at(line[i:]); n > 0 {
				add(Range{from + Pos(i), from + Pos(i+n)})
				i += n
				continue
			}
			i++
		}
		from += Pos(len(line))
	}
	return hits, total, nil
}

// ready prepares q.
func (q Query) ready() (finder, error) {
	f := finder{Query: q}
	if len(q.Words) > maxQuery {
		return f, fmt.Errorf("the search has %d characters, more than %d: look for a shorter piece", len(q.Words), maxQuery)
	}
	if !q.Regexp {
		for _, r := range strings.Join(strings.Fields(q.Words), " ") {
			f.words = append(f.words, f.fold(r))
		}
		return f, nil
	}
	if q.Words == "" {
		return f, nil
	}
	flags := "(?m)"
	if !q.Case {
		flags = "(?mi)"
	}
	re, err := regexp.Compile(flags + q.Words)
	if bad, ok := errors.AsType[*syntax.Error](err); ok {
		return f, fmt.Errorf("%s: “%s”", bad.Code, strings.TrimPrefix(bad.Expr, flags))
	}
	f.re = re
	return f, err
}

// fold makes characters that a reader takes for the same one alike.
func (f finder) fold(r rune) rune {
	switch {
	case r == '’' || r == '‘' || r == '‚':
		return '\''
	case r == '“' || r == '”' || r == '„':
		return '"'
	case r != '\n' && unicode.IsSpace(r):
		return ' '
	case f.Case:
		return r
	}
	return unicode.ToLower(r)
}

// at returns how many characters of line, from its start, are what is looked for, or 0.
func (f finder) at(line []rune) int {
	if line[0] != f.words[0] {
		return 0
	}
	i := 0
	for _, r := range f.words {
		if i == len(line) || line[i] != r {
			return 0
		}
		i++
		for r == ' ' && i < len(line) && line[i] == ' ' {
			i++
		}
	}
	return i
}

// whole reports whether r begins and ends where words do.
func (t Text) whole(r Range) bool {
	before, _ := utf8.DecodeLastRuneInString(t.Slice(Range{max(r.From-1, 0), r.From}))
	after, _ := utf8.DecodeRuneInString(t.Slice(Range{r.To, r.To + 1}))
	return !isWordRune(before) && !isWordRune(after)
}

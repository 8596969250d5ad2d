package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A Token is a word, a figure, a clitic (n't, 's) or a mark of punctuation.
type Token struct {
	annotate.Range
	Text     string `json:"text"`           // as it stands
	Lower    string `json:"lower"`          // in lower case, with plain apostrophes
	Lemma    string `json:"lemma"`          // of a verb its base form, else Lower
	Tag      Tag    `json:"tag"`            // its class here
	Form     Form   `json:"form,omitempty"` // of a verb or auxiliary
	Quote    int    `json:"quote"`          // the outermost quotation that holds it, or -1
	Sentence int    `json:"sentence"`       // the sentence that holds it, or -1
	entry    entry
	line     int
}

// A Tag is the class of a word where it stands.
type Tag uint8

// The classes.
const (
	None Tag = iota
	Noun
	Name // capitalised: of a person, a place, a body
	Pronoun
	Determiner
	Number
	Adjective
	Adverb
	VerbTag     // a full verb
	Auxiliary   // be, have, do, where they help
	Modal       // can, will, would
	To          // before an infinitive
	Preposition // also of several words, each of them
	Conjunction // and, or, but
	Subordinator
	Complementizer // that, whether, if before content
	Relative       // who, which, that after a noun
	Possessive     // 's and '
	Mark           // punctuation
	QuotationMark
)

var tagNames = [...]string{"", "noun", "name", "pronoun", "determiner", "number", "adjective", "adverb", "verb", "auxiliary", "modal", "to", "preposition",
	"conjunction", "subordinator", "complementizer", "relative", "possessive", "mark", "quotation mark"}

func (t Tag) String() string { return tagNames[t] }

// MarshalText writes the tag by its name.
func (t Tag) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// A Form is the form of a verb.
type Form uint8

// The forms.
const (
	NoForm Form = iota
	Base
	Third      // says
	Past       // said, gave
	Participle // given
	Ing        // giving
)

var formNames = [...]string{"", "base", "third", "past", "participle", "ing"}

func (f Form) String() string { return formNames[f] }

// MarshalText writes the form by its name.
func (f Form) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

func (t *Token) is(lower string) bool { return t.Lower == lower }

func (t *Token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r)
}

// allCaps reports whether the word is set in capitals, of which it has two at least.
func (t *Token) allCaps() bool {
	n := 0
	for _, r := range t.Text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

func (t *Token) word() bool { return t.Tag != Mark && t.Tag != QuotationMark }

// verbal reports whether the token can be part of a verb group.
func (t *Token) verbal() bool { return t.Tag == VerbTag || t.Tag == Auxiliary || t.Tag == Modal }

// A scanner cuts a text into tokens, in one walk.
type scanner struct {
	s   string
	lex *lexicon
	at  int
	pos annotate.Pos
	ln  int
	out []Token
}

func tokenize(t annotate.Text, lex *lexicon) []Token {
	c := &scanner{s: t.String(), lex: lex}
	c.out = make([]Token, 0, len(c.s)/4+8)
	for c.at < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[c.at:])
		switch {
		case r == '\n':
			c.ln++
			c.at++
			c.pos++
		case unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b':
			c.at += n
			c.pos++
		case inWord(r) || starts(r) && c.wordAfter(n):
			c.word()
		default:
			c.mark(r, n)
		}
	}
	return c.out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

// starts reports whether a sign belongs to the word behind it: $2.5, #tag, @name.
func starts(r rune) bool {
	return r == '$' || r == '£' || r == '€' || r == '¥' || r == '#' || r == '@'
}

func (c *scanner) wordAfter(n int) bool {
	r, _ := utf8.DecodeRuneInString(c.s[c.at+n:])
	return inWord(r)
}

// word takes one word and cuts its clitics off.
func (c *scanner) word() {
	i := c.at
	if r, n := utf8.DecodeRuneInString(c.s[i:]); starts(r) {
		i += n
	}
	dots := 0
	for i < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.s[i:])
		if inWord(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(c.s[i+n:])
		before, _ := utf8.DecodeLastRuneInString(c.s[:i])
		if !inWord(next) || !holds(r, before, next) {
			break
		}
		if r == '.' {
			dots++
		}
		i += n
	}
	w := c.s[c.at:i]
	if i < len(c.s) && c.s[i] == '%' && unicode.IsDigit(rune(w[len(w)-1])) {
		i++
		w = c.s[c.at:i]
	}
	if i < len(c.s) && c.s[i] == '.' && c.abbreviates(w, dots, c.s[i+1:]) {
		i++
		w = c.s[c.at:i]
	}
	if strings.IndexByte(w, '\'') < 0 && !strings.Contains(w, "’") && len(w) != len("cannot") {
		c.push(w)
	} else {
		for _, cut := range clitics(w) {
			c.push(cut)
		}
	}
	if i < len(c.s) && strings.HasSuffix(lower(w), "s") { // users’ needs
		if r, n := utf8.DecodeRuneInString(c.s[i:]); (r == '’' || r == '\'') && c.plainApostrophe(i, n) {
			c.push(c.s[i : i+n])
		}
	}
}

// holds reports whether a sign between two characters of words is part of one word.
func holds(r, before, after rune) bool {
	switch r {
	case '-', '‑', '\'', '’', '&', '\u00ad':
		return true
	case '.':
		return unicode.IsLetter(before) == unicode.IsLetter(after) // 3.5, U.S, flag.govt.nz
	case ',', ':':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case '@', '/':
		return r == '@' || unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

// abbreviates reports whether the period behind w belongs to it.
func (c *scanner) abbreviates(w string, dots int, rest string) bool {
	if dots > 0 && len(w) == 2*dots+1 {
		return true // U.S., a.m.
	}
	first, n := utf8.DecodeRuneInString(w)
	if n == len(w) && unicode.IsUpper(first) {
		return w != "I" || strings.HasPrefix(rest, " ") && len(rest) > 2 && unicode.IsUpper(rune(rest[1])) && unicode.IsLower(rune(rest[2]))
	}
	if n+1 < len(w) && w[n] == '-' && unicode.IsUpper(first) && c.lex.abbrev[lower(w[n+1:])+"."] {
		return true // D-Mo., R-Calif.
	}
	low := lower(w) + "."
	if !c.lex.abbrev[low] {
		return false
	}
	switch low {
	case "no.", "nos.", "fig.", "est.":
		return len(rest) > 1 && (rest[1] >= '0' && rest[1] <= '9' || low == "est." && rest[0] != ' ')
	case "etc.", "vs.", "cf.", "approx.", "al.", "inc.", "e.g.", "i.e.":
		return true
	case "miss.", "mass.", "wash.", "sun.", "sat.", "mar.", "ill.", "ore.", "const.", "chair.", "sec.":
		return unicode.IsUpper(first) && !strings.HasPrefix(strings.TrimLeft(rest, " "), "\n") && strings.TrimSpace(rest) != ""
	}
	return unicode.IsUpper(first)
}

// plainApostrophe reports whether the mark at i is a possessive, and not the end of a single quotation.
func (c *scanner) plainApostrophe(i, n int) bool {
	if i+n >= len(c.s) || c.s[i+n] != ' ' {
		return false
	}
	start := strings.LastIndexByte(c.s[:i], '\n') + 1
	open := 0
	line := c.s[start:i]
	for k, r := range line {
		if r != '‘' && r != '\'' {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(line[:k]); k == 0 || unicode.IsSpace(before) || strings.ContainsRune("(“\"", before) {
			open++
		} else if r == '\'' && k+1 < len(line) && (line[k+1] == ' ' || line[k+1] == ',' || line[k+1] == '.') && open > 0 {
			open--
		}
	}
	closed := strings.Count(line, "’ ") + strings.Count(line, "’,") + strings.Count(line, "’.")
	return open-closed <= 0
}

// clitics cuts what is written as part of a word and is one of its own.
func clitics(w string) []string {
	i := strings.LastIndexAny(w, "'’")
	if i <= 0 {
		if low := lower(w); low == "cannot" {
			return []string{w[:3], w[3:]}
		}
		return []string{w}
	}
	_, n := utf8.DecodeRuneInString(w[i:])
	switch lower(w[i+n:]) {
	case "s", "re", "ve", "ll", "d", "m":
		return []string{w[:i], w[i:]}
	case "t":
		if i > 1 && (w[i-1] == 'n' || w[i-1] == 'N') {
			return []string{w[:i-1], w[i-1:]}
		}
	}
	return []string{w}
}

// push appends the next token, which must begin where the scanner stands.
func (c *scanner) push(w string) {
	n := annotate.Pos(utf8.RuneCountInString(w))
	low := lower(w)
	t := Token{Range: annotate.Range{From: c.pos, To: c.pos + n}, Text: w, Lower: low, Quote: -1, Sentence: -1, line: c.ln}
	t.entry = c.lex.look(low)
	t.Lemma = low
	c.out = append(c.out, t)
	c.at += len(w)
	c.pos += n
}

// mark takes a mark of punctuation; periods and dashes in a row are one.
func (c *scanner) mark(r rune, n int) {
	i := c.at + n
	if r == '.' || r == '-' || r == '!' || r == '?' {
		for i < len(c.s) && (rune(c.s[i]) == r || (r == '!' || r == '?') && (c.s[i] == '!' || c.s[i] == '?')) {
			i++
		}
	}
	if (r == '`' || r == '\'') && i < len(c.s) && rune(c.s[i]) == r {
		i++ // ``typed on a typewriter''
	}
	w := c.s[c.at:i]
	count := annotate.Pos(utf8.RuneCountInString(w))
	t := Token{Range: annotate.Range{From: c.pos, To: c.pos + count}, Text: w, Lower: w, Lemma: w, Tag: Mark, Quote: -1, Sentence: -1, line: c.ln}
	if r == '&' {
		t.Tag = Conjunction
	}
	c.out = append(c.out, t)
	c.at = i
	c.pos += count
}

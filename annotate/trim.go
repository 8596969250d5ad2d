package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a label leaves off both ends of the words that it is put on, beside white space.
const (
	TrimSpace       = ""            // nothing else
	TrimPunctuation = "punctuation" // commas, final periods, dashes, brackets and quotation marks without their other half
	TrimQuotes      = "quotes"      // that, and the quotation marks that hold all of it
)

// TrimOuter takes what kind says off both ends of r; white space always goes. The period of an abbreviation stays: U.S.
// A range of punctuation alone is left as it is.
func (t Text) TrimOuter(r Range, kind string) Range {
	r = t.Trim(r)
	if kind == TrimSpace || !t.hasWord(r) {
		return r
	}
	s := t.Slice(r)
	from, to := 0, len(s)
	for {
		text := s[from:to]
		first, n := utf8.DecodeRuneInString(text)
		last, m := utf8.DecodeLastRuneInString(text)
		shut := closerOf(first)
		switch {
		case kind == TrimQuotes && closers[first] != "" && strings.ContainsRune(shut, last) && closeOf(text, 0, first, n) == len(text):
			from, to = from+n, to-m
		case unicode.IsSpace(first), first == '.', strings.ContainsRune(outer, first), shut != "" && !strings.ContainsAny(text[n:], shut):
			from += n
		case last == ',' && kind == TrimPunctuation && strings.Contains(text[:len(text)-m], ","): // a pair goes in whole: Ida Holm, who chairs the board,
			return t.within(r, s, from, to)
		case kind == TrimQuotes && endsSaid(text, last): // the crews “will sail at dawn,”
			to -= m
		case unicode.IsSpace(last), last == '.' && !ownPeriod(text), strings.ContainsRune(outer, last), lonelyCloser(text[:len(text)-m], last):
			to -= m
		default:
			return t.within(r, s, from, to)
		}
	}
}

// endsSaid reports whether mark, the last of text, closes a quotation that begins within it and has punctuation of its own:
// neither is a part of what was claimed.
func endsSaid(text string, mark rune) bool {
	if !closingQuote(mark) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-utf8.RuneLen(mark)])
	return before == '.' || strings.ContainsRune(outer, before)
}

func closingQuote(mark rune) bool {
	for _, shut := range closers {
		if strings.ContainsRune(shut, mark) {
			return true
		}
	}
	return false
}

// within returns the part of r, whose text is s, between two offsets in bytes.
func (t Text) within(r Range, s string, from, to int) Range {
	a := r.From + Pos(utf8.RuneCountInString(s[:from]))
	return Range{a, a + Pos(utf8.RuneCountInString(s[from:to]))}
}

// outer is the marks that stand between phrases and belong to none of them.
const outer = ",;:!?…—–-/|•·、。，"

// brackets are closed as quotation marks are.
var brackets = map[rune]string{'(': ")", '[': "]", '{': "}"}

func closerOf(mark rune) string { return closers[mark] + brackets[mark] }

// lonelyCloser reports whether mark closes what nothing in before opens. ’ may be a word’s own: the officers’.
func lonelyCloser(before string, mark rune) bool {
	closing := false
	for _, pairs := range []map[rune]string{closers, brackets} {
		for open, shut := range pairs {
			if !strings.ContainsRune(shut, mark) {
				continue
			}
			closing = true
			if strings.ContainsRune(before, open) {
				return false
			}
		}
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return closing && !(mark == '’' && unicode.IsLetter(r))
}

// ownPeriod reports whether the period at the end of text belongs to its last word.
func ownPeriod(text string) bool {
	all := words(text)
	return len(all) > 0 && all[len(all)-1].to == len(text)
}

// Balance returns r with the quotation marks that its own belong with: a selection that takes one mark of a quotation
// and all of its words takes the other mark too.
func (t Text) Balance(r Range) Range {
	r = t.clamp(r)
	if r.Empty() {
		return r
	}
	for _, q := range t.Segments(Quotation, r) {
		opens, shuts := r.From <= q.From, r.To >= q.To
		if opens && !shuts && !t.hasWord(Range{r.To, q.To}) {
			r.To = q.To
		}
		if shuts && !opens && !t.hasWord(Range{q.From, r.From}) {
			r.From = q.From
		}
	}
	return r
}

// Quoted returns r with the quotation marks that stand around it, if it is all that stands between them but for a last mark of
// punctuation. Otherwise it returns r.
func (t Text) Quoted(r Range) Range {
	if r.Empty() || r.From == 0 {
		return r
	}
	open, _ := utf8.DecodeRuneInString(t.Slice(Range{r.From - 1, r.From}))
	for i, c := range []rune(t.Slice(Range{r.To, min(r.To+2, t.Len())})) {
		if strings.ContainsRune(closers[open], c) {
			return Range{r.From - 1, r.To + Pos(i) + 1}
		}
		if c != '.' && !strings.ContainsRune(outer, c) {
			break
		}
	}
	return r
}

func (t Text) hasWord(r Range) bool { return strings.ContainsFunc(t.Slice(r), isWordRune) }

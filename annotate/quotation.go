package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotations returns the outermost quotations that begin in r, marks included, each within its line. A quotation
// that opens a paragraph and is never closed runs to the end of it, as one that goes on in the next paragraph does.
func (t Text) Quotations(r Range) []Range { return t.Segments(Quotation, r) }

// A style is a pair of quotation marks: what closes an opening mark.
var closers = map[rune]string{
	'“': "”\"", '"': "\"”", '„': "“”\"", '«': "»", '»': "«", '‹': "›", '‘': "’", '‚': "‘’", '「': "」", '『': "』",
}

// quotations finds the outermost quotations of one line, in bytes.
func quotations(s string) []byteRange {
	var out []byteRange
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if closers[r] == "" || !opens(s, at, r, n) {
			at += n
			continue
		}
		end := closeOf(s, at, r, n)
		if end < 0 && strings.TrimSpace(s[:at]) == "" && r != '‘' && r != '»' {
			end = len(strings.TrimRightFunc(s, unicode.IsSpace))
		}
		if end < 0 {
			at += n
			continue
		}
		out = append(out, byteRange{at, end})
		at = end
	}
	return out
}

// opens reports whether the mark r at s[at:] can open a quotation: something follows it, and nothing that it could
// belong to stands right before it.
func opens(s string, at int, r rune, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at+n:])
	if at+n >= len(s) || unicode.IsSpace(after) && r != '«' && r != '‹' {
		return false // French sets a space after «
	}
	switch r {
	case '"', '‘', '»':
		return at == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/“‘‚„", before)
	}
	return true
}

// closeOf returns where the quotation that mark r opens at s[at:] ends, behind its closing mark, or -1. Marks of the
// same kind inside it are counted, so that a quotation within a quotation does not end it early; when counting
// comes out uneven, the first closing mark is taken.
func closeOf(s string, at int, r rune, n int) int {
	depth, first := 1, -1
	for i := at + n; i < len(s); {
		c, m := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune(closers[r], c) && closes(s, i, c, m, r):
			depth--
			if first < 0 {
				first = i + m
			}
			if depth == 0 {
				return i + m
			}
		case c == r && r != '"' && opens(s, i, c, m):
			depth++
		}
		i += m
	}
	return first
}

// closes reports whether the mark c at s[i:] closes: an apostrophe inside a word, or a straight mark that opens, does
// not.
func closes(s string, i int, c rune, m int, opener rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+m:])
	switch c {
	case '’', '‘':
		return !(unicode.IsLetter(before) && i+m < len(s) && unicode.IsLetter(after))
	case '"':
		return !unicode.IsSpace(before) || i+m >= len(s) || unicode.IsSpace(after)
	case '“':
		return opener == '„'
	}
	return true
}

package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// words cuts s into words as a news desk sees them: Unicode's (UAX #29, from rivo/uniseg), put together again where
// a hyphen, an abbreviation's last period, a currency or per cent sign, an @ or a # belongs to the word.
func words(s string) []byteRange {
	out := make([]byteRange, 0, len(s)/shortWord+1)
	for at, state := 0, -1; at < len(s); {
		if n, word := plain(s[at:]); n > 0 {
			if word {
				out = append(out, byteRange{at, at + n})
			}
			at, state = at+n, -1
			continue
		}
		var w string
		w, _, state = uniseg.FirstWordInString(s[at:], state)
		if strings.ContainsFunc(w, isWordRune) {
			out = append(out, byteRange{at, at + len(w)})
		}
		at += len(w)
	}
	return join(s, out)
}

// shortWord is how many bytes a word has with the space behind it, where they are short.
const shortWord = 5

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r)
}

// join merges words that a reader would not select apart, and takes in the signs that belong to them. It writes over in.
func join(s string, in []byteRange) []byteRange {
	out := in[:0] // never more than was read
	for _, w := range in {
		w.from -= signBefore(s[:w.from])
		w.to += signAfter(s[w.from:w.to], s[w.to:])
		if n := len(out); n > 0 {
			switch gap := s[min(out[n-1].to, w.from):w.from]; {
			case gap == "-" || gap == "‑" || gap == "’" || gap == "'": // well-known, O’Brien
				out[n-1].to = w.to
				continue
			case w.from < out[n-1].to: // a sign that the word before took in already
				w.from = out[n-1].to
			}
		}
		out = append(out, w)
	}
	return out
}

// signBefore returns the length of a sign at the end of before that belongs to the word that follows.
func signBefore(before string) int {
	r, n := utf8.DecodeLastRuneInString(before)
	if r == '@' || r == '#' || unicode.Is(unicode.Sc, r) {
		return n
	}
	return 0
}

// signAfter returns the length of a sign at the start of after that belongs to word.
func signAfter(word, after string) int {
	r, n := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case (r == '%' || r == '‰' || unicode.Is(unicode.Sc, r)) && unicode.IsNumber(last):
		return n
	case r == '.' && dotted(word): // U.S., a.m., J.D.
		return n
	}
	return 0
}

// dotted reports whether word is single letters with periods between them.
func dotted(word string) bool {
	letters := strings.Split(word, ".")
	if len(letters) < 2 {
		return false
	}
	for _, l := range letters {
		if r, n := utf8.DecodeRuneInString(l); n != len(l) || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

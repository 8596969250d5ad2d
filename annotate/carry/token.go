package carry

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A line is a paragraph with its line feed, in bytes.
type line struct {
	from, to int
	blank    bool
}

func lines(s string) []line {
	var all []line
	for at := 0; at < len(s); {
		to := len(s)
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			to = at + i + 1
		}
		all = append(all, line{at, to, strings.TrimSpace(s[at:to]) == ""})
		at = to
	}
	return all
}

// A token is a word, a figure, or one other character that is no white space, in bytes. No token begins or ends inside
// what people see as one character.
type token struct {
	from, to int
	line     int
	id       int32 // the same for the same text
	word     bool
}

// A lexicon numbers texts.
type lexicon map[string]int32

func (l lexicon) id(s string) int32 {
	id, ok := l[s]
	if !ok {
		id = int32(len(l)) + 1
		l[s] = id
	}
	return id
}

// tokens cuts line number n of s.
func (l lexicon) tokens(all []token, s string, n int, ln line) []token {
	for at := ln.from; at < ln.to; {
		to, word, space := next(s[:ln.to], at)
		if !space {
			all = append(all, token{at, to, n, l.id(s[at:to]), word})
		}
		at = to
	}
	return all
}

// unspaced reports whether r is of a script that sets no space between words: each of its characters is a token.
func unspaced(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// next returns where the token that begins at s[at:] ends.
func next(s string, at int) (to int, word, space bool) {
	to = at
	for to < len(s) {
		var r rune
		var n int
		if s[to] < utf8.RuneSelf && (to+1 == len(s) || s[to+1] < utf8.RuneSelf) { // two of ASCII never join
			r, n = rune(s[to]), 1
		} else {
			cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s[to:], -1)
			r, _ = utf8.DecodeRuneInString(cluster)
			n = len(cluster)
		}
		part := unicode.IsLetter(r) || unicode.IsNumber(r)
		alone := !part || unspaced(r)
		switch {
		case to == at && alone:
			return to + n, part, unicode.IsSpace(r)
		case alone:
			return to, true, false
		}
		to += n
	}
	return to, true, false
}

// within returns the tokens that lie wholly or partly in [from, to).
func within(all []token, from, to int) (first, end int) {
	first = sort.Search(len(all), func(i int) bool { return all[i].to > from })
	end = sort.Search(len(all), func(i int) bool { return all[i].from >= to })
	return first, max(first, end)
}

// size is the length of tokens in bytes, white space left out.
func size(all []token) int {
	n := 0
	for _, t := range all {
		n += t.to - t.from
	}
	return n
}

func ids(all []token) []int32 {
	out := make([]int32, len(all))
	for i, t := range all {
		out[i] = t.id
	}
	return out
}

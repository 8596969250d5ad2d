package export

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"galley/annotate"
)

// A Token is a word of a text, with its place in every unit that consumers count in. It holds no white space.
type Token struct {
	annotate.Range   // code points
	From16, To16     annotate.UTF16
	FromByte, ToByte annotate.Byte
	Text             string
	Space            bool // white space follows
}

// Tokens cuts t into words, in order. What lies between them is white space.
func (k Tokenizer) Tokens(t annotate.Text) []Token {
	if k == Whitespace {
		return tokens(t, func(run string) int { return len(run) })
	}
	state := -1
	return tokens(t, func(run string) int {
		if run == "" {
			state = -1
			return 0
		}
		var w string
		w, _, state = uniseg.FirstWordInString(run, state)
		return len(w)
	})
}

// tokens cuts every run of t without white space into what next says of its rest, in bytes. next is called with "" before
// each run.
func tokens(t annotate.Text, next func(run string) int) []Token {
	s := t.String()
	var out []Token
	var at Token // of which only the ends count: where we are
	step := func(n int) {
		for _, r := range s[at.ToByte : int(at.ToByte)+n] {
			at.To++
			at.To16++
			if r > 0xFFFF {
				at.To16++
			}
		}
		at.ToByte += annotate.Byte(n)
	}
	for int(at.ToByte) < len(s) {
		rest := s[at.ToByte:]
		run := strings.IndexFunc(rest, blank)
		if run < 0 {
			run = len(rest)
		}
		if run == 0 {
			_, n := utf8.DecodeRuneInString(rest)
			if len(out) > 0 {
				out[len(out)-1].Space = true
			}
			step(n)
			continue
		}
		next("")
		for end := int(at.ToByte) + run; int(at.ToByte) < end; {
			n := next(s[at.ToByte:end])
			at.From, at.From16, at.FromByte = at.To, at.To16, at.ToByte
			step(n)
			at.Text = s[at.FromByte:at.ToByte]
			out = append(out, at)
		}
	}
	return out
}

// blank reports whether a consumer might take r for white space: Python's str.split cuts at the separators U+001C to
// U+001F too.
func blank(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// cover returns the tokens that r shares a character with, as indices from and to (exclusive). They are equal where r
// holds white space alone.
func cover(tokens []Token, r annotate.Range) (from, to int) {
	from = sort.Search(len(tokens), func(i int) bool { return tokens[i].To > r.From })
	to = sort.Search(len(tokens), func(i int) bool { return tokens[i].From >= r.To })
	return from, max(from, to)
}

// A piece is a part of a span as words.
type piece struct {
	span     annotate.Span
	part     int
	from, to int // indices of tokens, to exclusive
}

// words returns what a piece covers of t.
func (p piece) words(t annotate.Text, tokens []Token) string {
	return t.Slice(annotate.Range{From: tokens[p.from].From, To: tokens[p.to-1].To})
}

// pieces returns the parts of the spans of l as words, in order. Ends inside a word move out to its edge.
func pieces(l annotate.Layer, tokens []Token, loss *Loss) []piece {
	for s := range l.Spans() {
		if len(s.Ranges) > 1 {
			loss.add(lostParts, 1)
		}
	}
	return wholes(l, tokens, loss)
}

// wholes is pieces for formats that tell which parts belong together.
func wholes(l annotate.Layer, tokens []Token, loss *Loss) []piece {
	var out []piece
	for s := range l.Spans() {
		for i, r := range s.Ranges {
			from, to := cover(tokens, r)
			if from == to {
				loss.add("stretches of white space alone left out", 1)
				continue
			}
			switch got := (annotate.Range{From: tokens[from].From, To: tokens[to-1].To}); got {
			case r:
			case l.Text().Trim(r):
				loss.add("stretches with white space at an end, without it", 1)
			default:
				loss.add("stretches that began or ended inside a word, made whole words", 1)
			}
			out = append(out, piece{s, i, from, to})
		}
	}
	return out
}

// spaced cuts t as spaCy's documents are cut: words, cut at edges too, each with the one space that may follow it, and a
// token for all other white space. Token by token they make up the text.
func (k Tokenizer) spaced(t annotate.Text, edges []annotate.Pos) []Token {
	var out []Token
	add := func(r annotate.Range) {
		for len(edges) > 0 && edges[0] <= r.From {
			edges = edges[1:]
		}
		for ; !r.Empty(); r.From = out[len(out)-1].To {
			to := r.To
			if len(edges) > 0 && edges[0] < to {
				to, edges = edges[0], edges[1:]
			}
			piece := annotate.Range{From: r.From, To: to}
			out = append(out, Token{Range: piece, Text: t.Slice(piece)})
		}
	}
	at := annotate.Pos(0)
	between := func(to annotate.Pos) {
		if at < to && len(out) > 0 && t.Slice(annotate.Range{From: at, To: at + 1}) == " " {
			out[len(out)-1].Space = true
			at++
		}
		add(annotate.Range{From: at, To: to})
	}
	for _, w := range k.Tokens(t) {
		between(w.From)
		add(w.Range)
		at = w.To
	}
	between(t.Len())
	return out
}

// What several formats lose, in the same words.
const (
	lostParts     = "spans in several parts, written as one span a part"
	lostRelations = "relations left out"
	lostAttrs     = "attributes of marks left out"
	lostDocAttrs  = "attributes of documents left out"
	lostOrigins   = "marks whose rule is not named"
	lostOverlaps  = "stretches that share words with a longer one left out"
	lostPieces    = "stretches cut up where a shorter one lies in them"
)

// loses returns what a format cannot say, with what no other tool's notation says.
func loses(own ...string) []string {
	return append(own, "which rule proposed a mark", "which documents are done", "titles, dates and other metadata")
}

package grammar

import (
	"strings"

	"galley/annotate"
)

// An Analysis is all that is known of the grammar of one text. Lists are in the order of the text; fields that refer to
// another list hold an index into it, and -1 stands for none.
type Analysis struct {
	Tokens       []Token       `json:"tokens"`
	Sentences    []Sentence    `json:"sentences"`
	Chunks       []Chunk       `json:"chunks"`
	Verbs        []Verb        `json:"verbs"`
	Clauses      []Clause      `json:"clauses"`
	Quotes       []Quote       `json:"quotes"`
	Attributions []Attribution `json:"attributions"`
	Requests     []Attribution `json:"requests"` // what somebody asked, promised or planned that it be done: urged them to leave
	Speakers     []Speaker     `json:"speakers"`
}

// A Sentence is a run of tokens up to and with its final mark, inside quotations as outside them. The tokens of a sentence
// are those from First up to, not with, Last.
type Sentence struct {
	annotate.Range
	First int `json:"first"`
	Last  int `json:"last"`
}

// Analyze reads t, whose blocks tell what is headline, dateline and furniture; without them all of it is read as
// paragraphs. lang is a BCP 47 tag: for a language other than English tokens, sentences and quotations are found, and
// nothing that hangs on words. It never fails, and its time is linear in the text but for single very long lines.
func Analyze(t annotate.Text, blocks []annotate.Block, lang string) *Analysis {
	r := &reader{text: t, lex: words(), tokens: tokenize(t, words())}
	r.verbs = make([]Verb, 0, len(r.tokens)/6)
	r.chunks = make([]Chunk, 0, len(r.tokens)/4)
	r.clauses = make([]Clause, 0, len(r.tokens)/6)
	r.skipBlocks(blocks)
	r.findQuotes()
	r.findSentences()
	a := &Analysis{}
	if english(lang) {
		r.tag()
		r.findVerbs()
		r.findChunks()
		r.findClauses()
		r.classifyQuotes()
		a.Attributions, a.Requests, a.Speakers = r.reportedSpeech()
	}
	a.Tokens, a.Sentences, a.Chunks, a.Verbs, a.Clauses, a.Quotes = r.tokens, r.sentences, r.chunks, r.verbs, r.clauses, r.quotes
	return a
}

// english reports whether lang is English or not known.
func english(lang string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return primary == "" || primary == "en" || primary == "und"
}

// A reader is an analysis at work. Each step reads what the steps before it left.
type reader struct {
	text      annotate.Text
	lex       *lexicon
	tokens    []Token
	quotes    []Quote
	sentences []Sentence
	units     []unit
	chunks    []Chunk
	chunkAt   []int // by token: the chunk that holds it, or -1
	verbs     []Verb
	verbAt    []int // by token: the verb group that holds it, or -1
	clauses   []Clause
	alone     map[int]bool // quotations that stand by themselves, and are read like sentences
	prose     []bool       // by token: whether it is part of a sentence, not of a dateline, credit or furniture
	headline  []bool       // by token
	caption   []bool       // by token
}

// at returns token i, or an empty token of the class [None] beyond either end.
func (r *reader) at(i int) *Token {
	if i < 0 || i >= len(r.tokens) {
		return &Token{}
	}
	return &r.tokens[i]
}

// spanned returns the range of tokens from up to, not with, to.
func (r *reader) spanned(from, to int) annotate.Range {
	if from >= to {
		return annotate.Range{}
	}
	return annotate.Range{From: r.tokens[from].From, To: r.tokens[to-1].To}
}

// skipBlocks marks the tokens of which no sentence is made.
func (r *reader) skipBlocks(blocks []annotate.Block) {
	r.prose = make([]bool, len(r.tokens))
	r.headline = make([]bool, len(r.tokens))
	r.caption = make([]bool, len(r.tokens))
	for i := range r.prose {
		r.prose[i] = true
	}
	for _, b := range blocks {
		switch b.Kind {
		case annotate.Dateline, annotate.Credit, annotate.Furniture, annotate.Byline, annotate.Signer, annotate.Contributor:
			for i := r.tokenFrom(b.From); i < len(r.tokens) && r.tokens[i].To <= b.To; i++ {
				r.prose[i] = false
			}
		case annotate.Headline:
			for i := r.tokenFrom(b.From); i < len(r.tokens) && r.tokens[i].To <= b.To; i++ {
				r.headline[i] = true
			}
		case annotate.Caption:
			for i := r.tokenFrom(b.From); i < len(r.tokens) && r.tokens[i].To <= b.To; i++ {
				r.caption[i] = true
			}
		}
	}
	if len(blocks) == 0 {
		r.findDatelines()
	}
}

// tokenFrom returns the first token that begins at or after p.
func (r *reader) tokenFrom(p annotate.Pos) int {
	lo, hi := 0, len(r.tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; r.tokens[mid].From < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// findDatelines takes "LONDON (AP) —" off the first sentences of a text whose blocks are not known.
func (r *reader) findDatelines() {
	for i := range r.tokens {
		if !r.firstInLine(i) || !r.tokens[i].allCaps() {
			continue
		}
		for k := i + 1; k < min(i+14, len(r.tokens)) && r.tokens[k].line == r.tokens[i].line; k++ {
			if dash(r.tokens[k].Text) {
				for j := i; j <= k; j++ {
					r.prose[j] = false
				}
				break
			}
		}
	}
}

func (r *reader) firstInLine(i int) bool { return i == 0 || r.tokens[i-1].line != r.tokens[i].line }

func dash(s string) bool { return s == "—" || s == "–" || s == "--" || s == "-" || s == "―" }

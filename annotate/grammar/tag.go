package grammar

import (
	"strings"
	"unicode/utf8"
)

// tag gives every word its class: first what it is most often, then what its neighbours make of it.
func (r *reader) tag() {
	for i := range r.tokens {
		r.tagAlone(i)
	}
	for _, s := range r.sentences {
		r.tagTogether(s.First, s.Last)
		if r.caption[s.First] {
			r.tagCaption(s.First, s.Last)
		}
	}
}

// begins reports whether token i opens a sentence or a quotation, where a capital says nothing.
func (r *reader) begins(i int) bool {
	t := &r.tokens[i]
	if t.Sentence < 0 || i == r.sentences[t.Sentence].First {
		return true
	}
	before := &r.tokens[i-1]
	return before.Tag == QuotationMark && before.Quote >= 0 && r.quotes[before.Quote].first == i-1 || before.Text == ":" || before.Tag == QuotationMark && t.Sentence >= 0 && r.sentences[t.Sentence].First == i-1
}

// tagAlone gives the class that a word has most often.
func (r *reader) tagAlone(i int) {
	t := &r.tokens[i]
	if t.Tag == Mark || t.Tag == QuotationMark || t.Tag == Conjunction {
		return
	}
	c, k := t.entry.class, t.entry.kind
	switch t.Lower {
	case "'s", "'", "’":
		t.Tag = Possessive
		return
	case "to":
		t.Tag = To
		return
	case "not", "n't":
		t.Tag = Adverb
		return
	case "that":
		t.Tag = Determiner
		return
	}
	if startsDigit(t.Text) || utf8.RuneCountInString(t.Text) > 1 && strings.ContainsAny(t.Text[:1], "$£€#") || strings.HasPrefix(t.Text, "£") || strings.HasPrefix(t.Text, "€") {
		t.Tag = Number
		return
	}
	if t.Text == "US" {
		t.Tag = Name
		return
	}
	closed := c&(canDeterminer|canPronoun|canPreposition|canConjunction|canSubordinator|canModal|canBe|canHave|canDo) != 0
	if t.capital() && !(closed && (r.begins(i) || !t.allCaps() && !nameWord[t.Lower])) {
		known := c&^canNoun != 0 && c&canNoun == 0 || k&isTime != 0 || c&canAdverb != 0
		if !r.begins(i) && !r.headline[i] || !known && !r.common(t) {
			if k&isTime == 0 || k&isMonth != 0 && !r.dateNear(i) {
				t.Tag = Name
				return
			}
		}
		if r.begins(i) && (k&(isMale|isFemale|isTitle) != 0) && r.at(i+1).capital() {
			t.Tag = Name
			return
		}
		if (r.begins(i) || r.headline[i]) && r.at(i+1).capital() && !closed && c&(canAdverb|canNumber) == 0 && c&^(canNoun|canAdjective) == 0 && k&isTime == 0 {
			t.Tag = Name
			return
		}
	}
	switch {
	case c&canModal != 0 && !(t.Lower == "may" && t.capital() && !r.begins(i)) && c&canDeterminer == 0:
		t.Tag = Modal
	case c&(canBe|canHave|canDo) != 0:
		t.Tag = Auxiliary
		t.Form = formOf(t.Lower)
		t.Lemma = auxLemma(c)
	case c&canDeterminer != 0:
		t.Tag = Determiner
	case c&canPronoun != 0:
		t.Tag = Pronoun
	case c&canConjunction != 0:
		t.Tag = Conjunction
	case c&canPreposition != 0:
		t.Tag = Preposition
	case c&canSubordinator != 0:
		t.Tag = Subordinator
	case c&canNumber != 0:
		t.Tag = Number
	case c&verbOnly != 0 && c&canAdjective == 0, c&anyVerb != 0 && c&(canNoun|canAdjective) == 0:
		r.setVerb(t)
	case c&canAdverb != 0 && c&(canNoun|canAdjective) == 0 || c&canAdverb != 0 && k&isTime == 0 && c&canAdjective == 0:
		t.Tag = Adverb
	case c&canAdjective != 0 && c&anyVerb == 0:
		t.Tag = Adjective
	case c&(canPast|canParticiple) != 0:
		r.setVerb(t)
	case c&canIng != 0:
		r.setVerb(t)
	default:
		t.Tag = Noun
	}
}

// nameWord holds closed-class words that names are made of.
var nameWord = set("will may mark us")

// common reports whether a capitalised word at the start of a sentence is in the lexicon as an everyday word.
func (r *reader) common(t *Token) bool {
	e, ok := r.lex.word[t.Lower]
	return ok && e.class != 0 && e.kind&(isMale|isFemale) == 0 || ok && e.class&^canNoun != 0 || !ok && (strings.HasSuffix(t.Lower, "s") || len(t.Lower) > 9) && guess(t.Lower).class != canNoun
}

// dateNear reports whether a month stands by a figure, or after "in" and the like.
func (r *reader) dateNear(i int) bool {
	before := r.at(i - 1)
	return startsDigit(r.at(i+1).Text) || startsDigit(before.Text) || before.entry.class&canPreposition != 0 || before.Lower == "last" || before.Lower == "next" || before.Lower == "this"
}

func formOf(lower string) Form {
	switch lower {
	case "be", "have", "do", "are", "am", "'re", "'m", "'ve":
		if lower == "be" || lower == "have" || lower == "do" || lower == "'ve" {
			return Base
		}
		return Third
	case "is", "has", "does", "'s":
		return Third
	case "was", "were", "had", "did", "'d":
		return Past
	case "been":
		return Participle
	case "being", "having", "doing":
		return Ing
	}
	return Base
}

func auxLemma(c class) string {
	switch {
	case c&canBe != 0:
		return "be"
	case c&canHave != 0:
		return "have"
	}
	return "do"
}

// setVerb makes a verb of a word, in the form that it can have; a past tense before a participle.
func (r *reader) setVerb(t *Token) {
	c := t.entry.class
	t.Tag = VerbTag
	if t.entry.lemma != "" {
		t.Lemma = t.entry.lemma
	}
	switch {
	case c&canPast != 0:
		t.Form = Past
	case c&canParticiple != 0:
		t.Form = Participle
	case c&canS != 0:
		t.Form = Third
	case c&canIng != 0:
		t.Form = Ing
	default:
		t.Form = Base
	}
}

func (r *reader) setNoun(t *Token) {
	t.Tag, t.Form, t.Lemma = Noun, NoForm, t.Lower
}

// tagTogether lets neighbours decide, rule after rule, in the sentence of the tokens from up to, not with, to. Quotation
// marks are looked through.
func (r *reader) tagTogether(from, to int) {
	var seen []int // words and marks but quotation marks
	for i := from; i < to; i++ {
		if r.tokens[i].Tag != QuotationMark {
			seen = append(seen, i)
		}
	}
	get := func(k int) *Token {
		if k < 0 || k >= len(seen) {
			return &Token{}
		}
		return &r.tokens[seen[k]]
	}
	for k := range seen {
		r.byNeighbours(get, k)
	}
	for k := range seen {
		r.reduceRelative(get, k, len(seen))
	}
	for k := range seen {
		r.missingVerb(get, k)
	}
	if !r.headline[from] && !r.caption[from] {
		r.verbless(get, len(seen))
	}
}

package grammar

import (
	"strings"
)

// A unit is what one speaker's tag can reach: a sentence of the writer's with the quotations in it, however many sentences
// these have.
type unit struct{ from, to int }

// longest is how many tokens a sentence can have. What goes on for longer is no prose, and is cut so that time stays linear.
const longest = 250

// findSentences cuts the text into sentences, and into units.
func (r *reader) findSentences() {
	from, unitFrom := -1, -1
	endSentence := func(to int) {
		if from >= 0 && to > from {
			r.sentences = append(r.sentences, Sentence{r.spanned(from, to), from, to})
		}
		from = -1
	}
	endUnit := func(to int) {
		endSentence(to)
		if unitFrom >= 0 && to > unitFrom {
			r.units = append(r.units, unit{unitFrom, to})
		}
		unitFrom = -1
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		inside := t.Quote >= 0 && i > r.quotes[t.Quote].first // the quotation began before this token
		switch {
		case !r.prose[i]:
			endUnit(i)
			continue
		case i > 0 && r.tokens[i-1].line != t.line && !inside:
			endUnit(i)
		case i > 0 && r.tokens[i-1].line != t.line:
			endSentence(i)
		case from >= 0 && i-from >= longest && !inside, unitFrom >= 0 && i-unitFrom >= 8*longest:
			endUnit(i)
		case from >= 0 && i-from >= longest:
			endSentence(i)
		}
		if from < 0 {
			from = i
		}
		if unitFrom < 0 {
			unitFrom = i
		}
		t.Sentence = len(r.sentences)
		if !r.ends(i) {
			continue
		}
		end := i + 1
		for end < len(r.tokens) && closes(r, end) && r.tokens[end].line == t.line {
			end++ // closing marks belong to the sentence that they close
		}
		if end > i+1 {
			continue // the closing mark itself will end it
		}
		q := t.Quote
		if q < 0 || i == r.quotes[q].last-1 && !(r.quotes[q].Unclosed) {
			endUnit(end)
		} else {
			endSentence(end)
		}
	}
	endUnit(len(r.tokens))
}

// closes reports whether token i is a closing bracket or quotation mark.
func closes(r *reader, i int) bool {
	t := &r.tokens[i]
	if t.Text == ")" || t.Text == "]" {
		return i > 0 && r.tokens[i-1].To == t.From
	}
	return t.Tag == QuotationMark && t.Quote >= 0 && i == r.quotes[t.Quote].last-1
}

// ends reports whether a sentence ends with token i.
func (r *reader) ends(i int) bool {
	t := &r.tokens[i]
	next := r.at(i + 1)
	if next.Text == "" || next.line != t.line {
		return terminator(t.Text) || closes(r, i)
	}
	low := !next.capital() && !startsDigit(next.Text) && next.Tag != QuotationMark && !strings.ContainsAny(next.Text, "([$£€#‘'—–")
	switch {
	case terminator(t.Text):
		return next.From > t.To && !low || closes(r, i+1) && next.From == t.To
	case t.Tag != Mark && t.Tag != QuotationMark && strings.HasSuffix(t.Text, "."):
		return next.From > t.To && r.lex.closing[t.Lower] && (next.capital() && (starters[next.Text] || t.Lower != "u.s." && next.entry.class&(canDeterminer|canPronoun) != 0 || r.placed(i)) || next.Tag == QuotationMark && next.Quote >= 0 && r.quotes[next.Quote].first == i+1 && r.at(i+2).capital()) && !(t.Lower == "u.s." && next.Text == "A")
	case closes(r, i):
		k := i - 1
		for k > 0 && closes(r, k) {
			k--
		}
		if !terminator(r.tokens[k].Text) || low || dash(next.Text) || next.From == t.To {
			return false
		}
		if t.Tag == QuotationMark && r.tokens[k].Text != "." {
			return !r.speaksAt(i + 1) // “Will it hold?” Lee asked.
		}
		if t.Tag == QuotationMark && r.tagAt(i+1) {
			return false // “It held.” Lee said.
		}
		return true
	}
	return false
}

// placed reports whether token i is the short name of a state behind a comma, and a common word behind it without the comma that would
// close it: in Macomb County, Mich. Deportations fell.
func (r *reader) placed(i int) bool {
	next := r.at(i + 1)
	return i > 1 && r.tokens[i-1].Text == "," && r.tokens[i].capital() && strings.HasSuffix(next.Lower, "s") && !r.at(i+2).capital() && next.entry.kind&isTime == 0 && r.at(i+2).Tag != Mark
}

func terminator(s string) bool {
	return s == "." || s == "…" || strings.HasPrefix(s, "...") || s != "" && (s[0] == '?' || s[0] == '!') || s == "。"
}

// tagAt reports whether a name, a verb of saying and the end of the sentence are all that stands at token i.
func (r *reader) tagAt(i int) bool {
	for k := i; k < min(i+6, len(r.tokens)); k++ {
		t := &r.tokens[k]
		if k > i && t.entry.class&(canPast|canS) != 0 && r.lex.report[t.entry.lemma]&takesBare != 0 {
			return terminator(r.at(k + 1).Text)
		}
		if !t.capital() {
			return false
		}
	}
	return false
}

// speaksAt reports whether a speaker with a verb of saying begins at token i, and nothing follows that is said.
func (r *reader) speaksAt(i int) bool {
	line := r.at(i).line
	for k := i + 1; k < min(i+16, len(r.tokens)) && r.tokens[k].line == line; k++ {
		t := &r.tokens[k]
		if t.Tag == QuotationMark || terminator(t.Text) {
			return false
		}
		if t.entry.class&(canPast|canS) != 0 && r.at(k+1).is("back") && terminator(r.at(k+2).Text) {
			return true // “Will it hold?” Lee shot back.
		}
		if t.entry.class&(canPast|canS) != 0 && r.lex.report[t.entry.lemma] != 0 {
			next := r.at(k + 1)
			if hearers[t.entry.lemma] && r.onlyHearer(k+1) {
				return true
			}
			return next.Tag == Mark || next.line != line || next.entry.class&(canPreposition|canPronoun|canAdverb) != 0 || next.entry.kind&isTime != 0
		}
	}
	return false
}

// onlyHearer reports whether the tokens from i name who is told, and nothing that is said, up to the end of the sentence.
func (r *reader) onlyHearer(i int) bool {
	for k := i; k < min(i+10, len(r.tokens)) && r.tokens[k].line == r.tokens[i].line; k++ {
		t := &r.tokens[k]
		if terminator(t.Text) {
			return k > i
		}
		if t.Tag == QuotationMark || t.Text == "," || t.Text == ":" || t.is("that") || t.is("to") || t.is("if") || t.is("whether") || asks[t.Lower] || t.entry.class&canPast != 0 {
			return false
		}
	}
	return false
}

// starters often begin a sentence, and seldom follow an abbreviation inside one.
var starters = set("A After All Also An And As At Because Before But By Can Did Do Even Every For From He Her Here His How However I If In " +
	"Instead It Its Last Many Meanwhile More Most No Not Now Of On One Only Or Other Our She Since So Some Still That The Their Then There " +
	"These They This Those Though Three To Two Under Until We What When Where Whether Which While Who Why With Yet You Police Officials According")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

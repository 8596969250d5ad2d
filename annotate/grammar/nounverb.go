package grammar

import (
	"strings"
)

// nounOrVerb decides for words such as claim, claims, report, plans.
func (r *reader) nounOrVerb(t, before, after, prior *Token, get func(int) *Token, k int) {
	c := t.entry.class
	third := c&canS != 0
	if t.entry.kind&isPerson != 0 && (!third || t.is("police")) && prior.Tag != Pronoun {
		return // people, coach: whoever they are comes before what they do
	}
	opensObject := after.Tag == Determiner || after.Tag == Pronoun && after.Lower != "that" && after.entry.kind&isRelative == 0 || after.Tag == Number || after.Lower == "that" && (get(k+2).Tag != Mark) || after.is("whether") || after.is("to") && !third && before.Tag == Noun
	switch prior.Tag {
	case Determiner, Possessive, Adjective, Number, Preposition:
		if prior.Tag == Preposition && prior.Lower != "like" || prior.Tag == Determiner && !(prior.is("that") || prior.is("this") || prior.is("some") || prior.is("many") || prior.is("all") || prior.is("both") || prior.is("each")) {
			return
		}
		if prior.Tag == Adjective || prior.Tag == Possessive || prior.Tag == Number && !opensObject {
			return
		}
		if opensObject && before.Tag != Preposition && !(t.is("time") && (prior.Tag == Number || prior.Tag == Determiner)) {
			r.setVerb(t)
		}
		return
	case Pronoun:
		if prior.entry.kind&isSubject != 0 || prior.entry.kind&isRelative != 0 {
			r.setVerb(t)
		}
		return
	case Relative:
		r.setVerb(t)
		return
	case Auxiliary, Modal, To, VerbTag, Subordinator, None, Mark, Complementizer:
		if prior.Tag == Mark && opensObject && (before.Tag == Mark && third || before.Tag == Adverb) && prior.Text == "," && get(back2(get, k)).Tag != None {
			r.setVerb(t) // Smith, of the union, claims the ...
		} else if prior.Tag == Mark && before == prior && !third && (prior.Text == "," || dash(prior.Text)) && after.is("that") && r.lex.report[t.entry.lemma]&speech != 0 {
			r.setVerb(t) // friends of the bill — there are many — argue that
		} else if prior.Tag == Mark && third && prior.Text == "," && r.lex.report[t.entry.lemma]&speech != 0 && (after.Tag == Name || after.entry.kind&isPerson != 0) {
			r.setVerb(t) // ..., says Smith
		} else if third && before == prior && prior.Text == "," && after.Tag == Name && after.entry.kind&isTitle != 0 && r.lex.report[t.entry.lemma] != 0 {
			r.setVerb(t) // the agency, which sued last year, wants Mr. Smith barred
		}
		return
	case Conjunction:
		if opensObject && (third || get(k-2).Tag == Mark) {
			r.setVerb(t)
		} else if third && r.verbBefore(get, k) && (after.Tag == Name || after.Tag == Noun && after.entry.class&anyVerb == 0) {
			r.setVerb(t)
		} else if !third && r.lex.report[t.entry.lemma] != 0 && opensObject {
			r.setVerb(t)
		} else if !third && r.lex.report[t.entry.lemma]&takesBare != 0 && r.clauseFollows(get, k+1) {
			r.setVerb(t)
		}
		return
	}
	// After a noun or name: a verb when what follows can be its object and no verb comes first.
	plural := severalOf(prior)
	if third && (plural && !prior.is("news") && prior.Tag != Name) {
		return
	}
	if !third && !plural && after.Text == "." && r.lex.report[t.entry.lemma]&evidence != 0 && r.lex.report[t.entry.lemma]&takesThat != 0 && r.severalSince(get, k) {
		r.setVerb(t) // ..., the accounts of the bank show.
		return
	}
	if !third && !plural && prior.Tag != Name {
		return
	}
	if !third && prior.Tag == Name && !strings.HasSuffix(prior.Lower, "s") {
		return
	}
	if third && before == prior && get(k-2).Tag == Preposition && r.verbBefore(get, k) {
		return // sold $2 million in hotel stocks a week before
	}
	switch {
	case before == prior && after.Tag != Mark && r.opensFragment(t):
		r.setVerb(t) // the clinic “meets every standard”
	case !third && plural && (after.Tag == Mark || after.Tag == None) && !r.verbBefore(get, k) && t.entry.kind == 0 && get(k-2).Tag == Complementizer:
		r.setVerb(t) // that boats sink
	case !third && plural && before == prior && severalOf(after) && get(k+2).Tag == Mark && t.entry.kind == 0 && !r.verbBefore(get, k) && (get(k-2).Tag == Complementizer || get(k-3).Tag == Complementizer):
		r.setVerb(t) // that wind turbines kill whales
	case !third && plural && before == prior && (after.is("up") || after.is("out")) && !r.verbBefore(get, k):
		r.setVerb(t) // families make up half of it
	case opensObject, before.Tag == Adverb && beginsNoun(after):
		r.setVerb(t)
	case third && (after.Tag == Name || after.Tag == Noun && after.entry.class&anyVerb == 0 || after.Tag == Adjective) && !r.finiteSoon(get, k+1):
		r.setVerb(t)
	case third && r.lex.report[t.entry.lemma] != 0 && (after.Tag == Name || after.Tag == Noun || after.Tag == Adjective || after.is("there")) && r.lex.report[t.entry.lemma]&takesBare != 0:
		r.setVerb(t)
	case !third && r.lex.report[t.entry.lemma]&(takesBare|takesThat) != 0 && (after.Tag == Name || after.Tag == Noun || after.Tag == Adjective) && r.clauseFollows(get, k+1) && plural:
		r.setVerb(t)
	case !third && plural && r.lex.report[t.entry.lemma]&takesThat != 0 && after.Tag == Preposition && !r.verbBefore(get, k) && r.thatSoon(get, k+1):
		r.setVerb(t) // researchers report in a journal that
	case third && (after.Tag == None || after.Tag == Mark) && !r.verbBefore(get, k) && prior.Tag == Name:
		r.setVerb(t)
	case third && !plural && after.Text == "," && r.underIf(get, k):
		r.setVerb(t) // if the dam fails,
	case third && after.Tag == Mark && (after.Text == "." || after.Text == ",") && (r.lex.report[t.entry.lemma]&speech != 0 || t.entry.lemma == "show") && r.commaBefore(get, k):
		r.setVerb(t) // ..., the union claims.
	case !third && plural && after.Tag == Mark && (after.Text == "." || after.Text == ",") && r.lex.report[t.entry.lemma]&(speech|evidence) != 0 && r.lex.report[t.entry.lemma]&takesThat != 0 && r.commaBefore(get, k):
		r.setVerb(t) // ..., polls show.
	case third && !plural && before == prior && after.Tag == Noun && severalOf(get(k+2)) && !r.verbBefore(get, k) && !r.finiteSoon(get, k+1):
		r.setVerb(t) // the law bans drop boxes
	case third && (after.Tag == To || after.Tag == Preposition) && !r.verbBefore(get, k) && !r.finiteSoon(get, k+1):
		r.setVerb(t)
	case third && after.Tag == Preposition && r.lex.report[t.entry.lemma]&takesThat != 0 && !r.verbBefore(get, k) && r.thatSoon(get, k+1):
		r.setVerb(t) // a nurse claims in a lawsuit that
	}
}

// sayings are verbs behind which a clause must have a verb of its own.
var sayings = set("say insist contend argue think")

// missingVerb finds the verb of a clause that "said" leads and that seems to have none: said the dollar helps.
func (r *reader) missingVerb(get func(int) *Token, k int) {
	t := get(k)
	if t.Tag == VerbTag && t.Form == Participle && t.Lemma == t.Lower {
		back := k - 1
		for get(back).Tag == Adverb {
			back--
		}
		if w := get(back); severalOf(w) || w.Tag == Pronoun && w.entry.kind&isSubject != 0 {
			t.Form = Base // the boats come in
		}
	}
	if t.Tag == VerbTag && t.Form == Third && t.entry.class&canNoun != 0 && get(k-1).Tag == Number {
		j := k - 2
		for get(j).Tag == Number {
			j--
		}
		if w := get(j); w.Tag == VerbTag && w.Form != Ing && r.lex.report[w.Lemma]&takesBare == 0 {
			r.setNoun(t) // opened 2 million accounts
			return
		}
	}
	if t.Tag == VerbTag && t.Form == Participle && objectless[t.Lemma] {
		if w := get(back1(get, k)); w.Tag == Noun || w.Tag == Name || w.Tag == Preposition {
			t.Form = Past // all 62 people aboard died
		}
	}
	if t.Tag != VerbTag || t.Form == Ing || t.Form == Participle || !sayings[t.Lemma] {
		return
	}
	back := k - 1
	for get(back).Tag == Adverb {
		back--
	}
	if w := get(back); w.Tag == Mark || w.Tag == None || w.Tag == To {
		return
	}
	var found *Token
	for j := k + 1; ; j++ {
		w, before, next := get(j), get(j-1), get(j+1)
		if w.Tag == None || w.Tag == Mark && w.Text != "," {
			break
		}
		if w.Tag == Modal || w.Tag == Auxiliary && w.Form != Ing && w.Lower != "be" || w.Tag == VerbTag && (w.Form == Past || w.Form == Third || w.Form == Base) {
			return
		}
		if j < k+2 || found != nil || w.Tag != Noun || next.Tag == Noun || next.Tag == Name {
			continue
		}
		for b := j - 2; before.Tag == Adverb; b-- {
			before = get(b)
		}
		if c := w.entry.class; before.Tag == Noun && (c&canS != 0 && !severalOf(before) || c&canVerb != 0 && severalOf(before)) || before.Tag == Name && c&canS != 0 || before.Tag == Pronoun && before.entry.kind&isSubject != 0 && c&(canS|canVerb) != 0 {
			found = w
		}
	}
	if found == nil {
		found = r.between(get, k)
	}
	if found != nil {
		r.setVerb(found)
	}
}

// between finds the verb of what word k says in a row of nouns: says a spoonful of vinegar cures diabetes.
func (r *reader) between(get func(int) *Token, k int) *Token {
	for j := k + 3; ; j++ {
		w, before, after := get(j), get(j-1), get(j+2)
		if w.Tag == None || w.Tag == Mark {
			return nil
		}
		if w.Tag == Noun && w.entry.class&canS != 0 && before.Tag == Noun && !severalOf(before) && (get(j-2).Tag == Determiner || get(j-2).Tag == Preposition) && get(j+1).Tag == Noun && after.Tag == Mark {
			return w
		}
	}
}

// verbless finds the verb of a sentence that seems to have none, or none but that of a relative clause: the fund owns about 2 percent of
// them; the dam, which was built in 1926, holds back 12 million tons. last is how many words there are.
func (r *reader) verbless(get func(int) *Token, last int) {
	if last < 6 || get(last-1).Text != "." {
		return
	}
	var found *Token
	relative := false
	for k := 1; k < last; k++ {
		t, before, after := get(k), get(k-1), get(k+1)
		switch {
		case t.Tag == Relative:
			relative = before.Text == ","
		case t.Tag == Modal || t.verbal() && t.Form != Ing && t.Form != Participle:
			if !relative || found != nil {
				return
			}
		case t.Tag == Mark && t.Text != ",":
			if found == nil && k < last-1 {
				return
			}
			k = last
		case found == nil && t.Tag == Noun && t.entry.class&canS != 0 && t.entry.kind&(isPerson|isTime) == 0 && (before.Tag == Noun && !severalOf(before) || before.Tag == Name || before.Text == "," && relative) &&
			(after.Tag == Determiner || after.Tag == Number || after.Tag == Pronoun || after.Tag == Adverb || after.Tag == Preposition && get(k+2).Tag == Number || after.Tag == Adjective && beginsNoun(after)):
			found, relative = t, false
		}
	}
	if found != nil {
		r.setVerb(found)
	}
}

// severalSince reports whether the first noun behind the comma before word k names more than one, and "of" follows it.
func (r *reader) severalSince(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-9 && j >= 0; j-- {
		if get(j).Text == "," {
			for j++; j < k; j++ {
				if t := get(j); t.Tag == Noun {
					return severalOf(t) && get(j+1).is("of")
				}
			}
			return false
		}
	}
	return false
}

// objectless verbs have no object, so that their participle says nothing of a noun before it.
var objectless = set("die arrive happen occur disappear vanish sleep exist emerge")

// severalOf reports whether a noun names more than one.
func severalOf(t *Token) bool {
	return t.Tag == Noun && (strings.HasSuffix(t.Lower, "s") && !strings.HasSuffix(t.Lower, "ss") || strings.HasSuffix(t.Lower, "men") || t.is("people") || t.is("police") || t.is("data"))
}

// opensFragment reports whether a quotation mark opens right before the token.
func (r *reader) opensFragment(t *Token) bool {
	if t.Quote < 0 {
		return false
	}
	i := r.indexOf(t) - 1
	return i >= 0 && r.tokens[i].Tag == QuotationMark && r.tokens[i].Quote >= 0 && r.quotes[r.tokens[i].Quote].first == i
}

// thatSoon reports whether "that" follows before any verb or mark.
func (r *reader) thatSoon(get func(int) *Token, k int) bool {
	for j := k; j < k+10; j++ {
		t := get(j)
		if t.is("that") {
			return true
		}
		if t.Tag == Mark || t.verbal() || t.Tag == None {
			return false
		}
	}
	return false
}

func back2(get func(int) *Token, k int) int {
	for k--; get(k).Tag == Adverb || get(k).Text == ","; k-- {
	}
	return k
}

// commaBefore reports whether a comma stands not far before word k, with a noun phrase between.
func (r *reader) commaBefore(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-9 && j >= 0; j-- {
		t := get(j)
		if t.Text == "," {
			return true
		}
		if t.verbal() {
			return false
		}
	}
	return false
}

// underIf reports whether nothing but a noun phrase stands between word k and the word that opens a condition or a time.
func (r *reader) underIf(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-6; j-- {
		switch t := get(j); t.Tag {
		case Noun, Name, Adjective, Possessive:
		case Determiner, Number:
			before := get(j - 1)
			return before.is("if") || before.is("when") || before.is("once") || before.is("unless")
		default:
			return false
		}
	}
	return false
}

// verbBefore reports whether a finite verb stands between word k and the mark before it.
func (r *reader) verbBefore(get func(int) *Token, k int) bool {
	for j := k - 1; j >= 0; j-- {
		t := get(j)
		if t.Tag == Mark || t.Tag == Complementizer || t.Tag == Subordinator {
			return false
		}
		if t.verbal() && t.Form != Ing {
			return true
		}
	}
	return false
}

// finiteSoon reports whether a finite verb that needs a subject follows from word k, before the sentence is cut.
func (r *reader) finiteSoon(get func(int) *Token, k int) bool {
	for j := k; j < k+12; j++ {
		t := get(j)
		if t.Tag == Mark || t.Tag == None || t.Tag == Relative || t.Tag == Subordinator || t.Tag == To || t.Tag == Conjunction {
			return false
		}
		if t.Tag == Modal || t.Tag == Auxiliary && t.Form != Ing && t.Lower != "be" || t.Tag == VerbTag && (t.Form == Third || t.Form == Past) {
			return true
		}
	}
	return false
}

// clauseFollows reports whether a subject and a finite verb follow from word k.
func (r *reader) clauseFollows(get func(int) *Token, k int) bool {
	nouns := 0
	for j := k; j < k+22; j++ {
		t := get(j)
		switch {
		case t.Tag == None || t.Tag == Relative || t.Text == ";" || t.Text == ":", t.is("that") && j > k && (get(j-1).Tag == Noun || get(j-1).Form == Ing):
			return false
		case t.Tag == Mark && (terminator(t.Text) || nouns == 0):
			return false
		case t.Text == "," && !(get(j+1).capital() || get(j+1).Tag == Determiner):
			return false
		case t.Tag == Noun || t.Tag == Name || t.Tag == Pronoun && t.entry.kind&isSubject != 0 || t.Tag == Number || t.is("this") || t.is("that"):
			nouns++
			if c := t.entry.class; t.Tag == Noun && nouns > 1 && c&canS != 0 && beginsNoun(get(j+1)) && get(j-1).Tag == Noun {
				return true
			}
		case nouns > 0 && (t.Tag == Modal || t.Tag == Auxiliary && t.Form != Ing && t.Lower != "be" || t.Tag == VerbTag && (t.Form == Third || t.Form == Past)):
			return true
		case nouns > 0 && t.Tag == VerbTag && t.Form == Base && get(j-1).Tag != To:
			return true
		}
	}
	return false
}

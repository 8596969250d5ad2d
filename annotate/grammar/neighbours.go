package grammar

import "strings"

// beginsNoun reports whether a token can only begin or continue a noun phrase.
func beginsNoun(t *Token) bool {
	switch t.Tag {
	case Determiner, Number, Name:
		return true
	case Pronoun:
		return true
	case Adjective:
		return true
	case Noun:
		return t.entry.class&anyVerb == 0
	}
	return false
}

// byNeighbours mends the class of word k.
func (r *reader) byNeighbours(get func(int) *Token, k int) {
	t, before, after := get(k), get(k-1), get(k+1)
	if t.Tag == Mark {
		return
	}
	c := t.entry.class
	back := k - 1 // the last word before that is not an adverb
	for get(back).Tag == Adverb {
		back--
	}
	prior := get(back)
	switch t.Lower {
	case "'s":
		r.apostropheS(t, before, after, get, k)
		return
	case "that":
		r.that(t, before, after, get, k)
		return
	case "who", "whom", "which", "whose":
		t.Tag = Relative
		return
	case "to":
		if object := get(k + 2); after.Tag == Noun && !after.capital() && !toNoun[before.Lower] && object.Tag == Pronoun && object.entry.kind&isObject != 0 && !object.is("it") {
			r.setVerb(after) // to behead him
			return
		}
		if toNoun[before.Lower] || !(after.entry.class&canVerb != 0 && after.Tag != Determiner && !after.capital() || after.Lower == "be" || after.Lower == "have" || after.Lower == "do" || after.Tag == Adverb && get(k+2).entry.class&canVerb != 0) {
			t.Tag = Preposition
		}
		return
	case "her", "his", "its", "my", "our", "their", "your":
		t.Tag = Determiner
		if after.Tag == Mark || after.Tag == None || after.Tag == Preposition || after.Tag == Conjunction || after.Tag == To || after.Tag == Adverb && after.Lower != "very" || after.Tag == Determiner || after.Tag == Subordinator || after.Tag == Pronoun ||
			after.Tag == Modal || after.Tag == Auxiliary {
			t.Tag = Pronoun
		}
		return
	case "whether", "if":
		if back > 0 && prior.Text == "," && before.Text == "," { // wondered, however, whether
			for back--; get(back).Tag == Adverb; back-- {
			}
			if get(back).Text == "," {
				prior = get(back - 1)
			}
		}
		if prior.Tag == VerbTag && r.lex.report[prior.Lemma]&takesWhether != 0 || t.Lower == "whether" && before.Tag != Mark {
			t.Tag = Complementizer
		}
		return
	case "what", "how", "why", "where", "when":
		if t.Tag != Subordinator && t.Tag != Pronoun {
			t.Tag = Subordinator
		}
		return
	case "like", "as", "before", "after", "since", "until", "than", "so", "for":
		if t.Tag == Preposition || t.Tag == Adverb {
			if (t.Lower == "after" || t.Lower == "before" || t.Lower == "since" || t.Lower == "until" || t.Lower == "as") && r.clauseFollows(get, k+1) {
				t.Tag = Subordinator
			}
		}
		if t.Lower == "like" && (after.is("to") && (severalOf(before) || before.Tag == Adverb && severalOf(get(k-2))) || before.Tag == To || before.Tag == Modal || before.Tag == Pronoun && before.entry.kind&isSubject != 0 && before.Lower != "it") {
			r.setVerb(t)
		}
		return
	case "provided", "given", "granted":
		if prior.Tag == Auxiliary {
			r.setVerb(t) // was provided by the mayor
			t.Form = Participle
		}
		return
	case "both", "all", "each":
		if (before.Tag == Auxiliary || before.Tag == Modal) && after.entry.class&anyVerb != 0 {
			t.Tag = Adverb // have both criticised
		}
		return
	case "mine":
		if before.Tag == Determiner || before.Tag == Adjective || before.Tag == Noun {
			t.Tag = Noun
		}
		return
	case "least", "most":
		if after.Tag == Number && before.is("at") {
			t.Tag = Adverb
		}
		return
	case "one":
		if after.Tag == Noun || after.Tag == Adjective || after.Tag == Name {
			t.Tag = Number
		}
		return
	case "first":
		if before.Text == "," && after.entry.class&canParticiple != 0 {
			t.Tag = Adverb // the leak, first reported by The Globe
			return
		}
	case "only":
		if after.is("that") || after.verbal() || after.Tag == Preposition || after.Tag == Determiner {
			t.Tag = Adverb
		}
		return
	case "once":
		if after.verbal() && before.Tag != Mark && before.Tag != None {
			t.Tag = Adverb // as Marks once said
		}
		return
	case "no":
		if after.is("longer") {
			t.Tag, after.Tag = Adverb, Adverb
		}
		return
	case "longer":
		if before.is("no") {
			return
		}
	case "more":
		return
	case "said":
		if before.Tag == Determiner && after.Tag == Noun && before.Lower != "that" {
			return
		}
		r.setVerb(t)
		return
	case "says":
		r.setVerb(t)
		return
	}
	if t.is("times") && before.Tag == Number {
		r.setNoun(t) // ten times what it cost
		return
	}
	if t.Tag == VerbTag && c&canS != 0 && t.entry.kind&isPerson != 0 && after.verbal() && after.Form != Ing {
		r.setNoun(t) // ..., brokers say
		return
	}
	if before.is("whose") && c&canNoun != 0 && after.Tag != Noun && after.Tag != Name && (t.Tag == VerbTag || t.Tag == Noun) {
		r.setNoun(t) // whose boat sank
		return
	}
	// A participle after have, a passive after be.
	if t.Tag == VerbTag && (t.Form == Past || t.Form == Participle) && c&canParticiple != 0 {
		if prior.Tag == Auxiliary && (prior.Lemma == "have" || prior.Lemma == "be") || prior.is("'s") && prior.Tag == Auxiliary || prior.is("get") || prior.is("got") {
			t.Form = Participle
			return
		}
	}
	if c&canAdjective != 0 && c&anyVerb != 0 && t.Tag == Adjective && (prior.Tag == Auxiliary && prior.Lemma == "have") && c&canParticiple != 0 {
		r.setVerb(t)
		t.Form = Participle
		return
	}
	switch {
	case t.Tag == Name && !r.begins(r.indexOf(t)):
		return
	case (t.Tag == Adjective && c&canAdverb != 0 || t.is("long") || t.entry.kind&isTimeAlone != 0 && t.Tag == Noun) && (before.Tag == Auxiliary || before.Tag == Modal) && after.entry.class&anyVerb != 0:
		t.Tag, t.Form, t.Lemma = Adverb, NoForm, t.Lower // has long held, had recently said
	case c&canVerb != 0 && c&canIng == 0 && (before.Tag == To || prior.Tag == Modal || prior.Tag == To || prior.Tag == Auxiliary && prior.Lemma == "do"):
		if t.Tag == Name || t.Tag == Auxiliary || t.Lower == "back" && before.Tag != To {
			return
		}
		r.setVerb(t)
		t.Form = Base
	case t.Tag == Noun && c&(canVerb|canS) != 0:
		r.nounOrVerb(t, before, after, prior, get, k)
	case t.Tag == VerbTag && t.Form == Base && c&canNoun == 0 && before.Tag == Determiner && before.Lower != "that":
		r.setNoun(t) // the unveil
	case t.Tag == VerbTag && (t.Form == Past || t.Form == Participle):
		r.pastOrAdjective(t, before, after, prior, get, k)
	case t.Tag == VerbTag && t.Form == Ing && beside[t.Lower] && (after.Tag == Noun || after.Tag == Name):
		t.Tag, t.Form = Adjective, NoForm // in neighboring Nebraska
	case t.Tag == VerbTag && t.Form == Ing:
		if before.Tag == Determiner || before.Tag == Possessive || before.Tag == Adjective && !before.is("likely") {
			if after.Tag == Noun {
				t.Tag, t.Form = Adjective, NoForm
			} else if before.Tag != Adjective || after.Tag == Preposition || after.verbal() || after.Tag == Mark || get(k-2).Tag == Determiner || get(k-2).Tag == Possessive {
				r.setNoun(t)
			}
		}
	case t.Tag == Adjective && t.entry.kind&isPerson != 0 && after.verbal() && after.Form != Ing && (before.Tag == Adjective || before.Tag == Noun || before.Tag == Name || before.Tag == Possessive):
		t.Tag = Noun // its legislative chief said
	case t.Tag == Adjective && c&canNoun != 0 && prior.Tag == Determiner && (after.Tag == Preposition || after.Tag == Mark || after.verbal() || after.Tag == Conjunction):
		t.Tag = Noun // the firm with
	case t.Tag == Adverb && c&canAdjective != 0 && after.Tag == Noun && before.Tag == Determiner:
		t.Tag = Adjective
	}
}

// beside are forms in -ing that say what a noun is like, and hardly ever what is done to it.
var beside = set("neighboring neighbouring surrounding existing remaining outgoing incoming competing aging ageing ongoing")

// toNoun are words whose "to" goes with a noun.
var toNoun = set("according due thanks prior owing addition response regard relation reaction contrary opposed next close up subject similar")

func (r *reader) indexOf(t *Token) int { return r.tokenFrom(t.From) }

// apostropheS tells it's, Smith's and Smith's done apart.
func (r *reader) apostropheS(t, before, after *Token, get func(int) *Token, k int) {
	t.Tag = Possessive
	if before.Tag == Pronoun || before.is("that") || before.is("there") || before.is("here") || before.is("what") || before.is("who") || before.is("let") || before.is("how") || before.is("where") {
		t.Tag, t.Form, t.Lemma = Auxiliary, Third, "be"
		if next := after; next.Tag == Adverb && get(k+2).entry.class&canParticiple != 0 || next.is("been") {
			t.Lemma = "have"
		}
		return
	}
	if after.Tag == Determiner && !after.is("many") && !after.is("several") && !after.is("few") && !after.is("most") && !after.is("other") || after.is("not") || after.Tag == Preposition || after.is("been") {
		t.Tag, t.Form, t.Lemma = Auxiliary, Third, "be"
	}
}

// saidBefore reports whether a verb that takes "that" stands before word k, with nothing but what says when, where and to whom
// between.
func (r *reader) saidBefore(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-16 && j >= 0; j-- {
		t := get(j)
		f := r.lex.report[t.Lemma]
		if t.Tag == VerbTag && (t.Form != Ing || f&speech != 0 && f&takesBare != 0) && !t.is("according") {
			next := get(j + 1)
			return f&takesThat != 0 && (next.Tag == Preposition || next.Tag == Adverb || next.Tag == To || next.entry.kind&isTime != 0 || f&takesHearer != 0)
		}
		if t.Tag == Mark || t.verbal() || t.Tag == Relative || t.Tag == Complementizer || t.Tag == Subordinator {
			return false
		}
	}
	return false
}

// that tells the four of them apart: before content, after a noun, before a noun, alone.
func (r *reader) that(t, before, after *Token, get func(int) *Token, k int) {
	t.Tag = Determiner
	back := k - 1
	for get(back).Tag == Adverb {
		back--
	}
	verbAfter := after.verbal() || after.Tag == Adverb && get(k+2).verbal() || after.Tag == Noun && after.entry.class&canS != 0 && beginsNoun(get(k+2))
	switch {
	case before.is("out") && get(k-2).Tag == VerbTag: // pointed out that, found out that
		if after.Tag != Mark && after.Tag != None {
			t.Tag = Complementizer
		}
	case before.Tag == VerbTag || before.Tag == Adjective || before.Tag == Adverb && (get(k-2).Tag == VerbTag):
		if !verbAfter || after.Form == Ing {
			if after.Text == "," && r.lex.report[before.Lemma]&takesThat != 0 && before.Tag == VerbTag {
				t.Tag = Complementizer // say that, while ...
			} else if led := get(back); r.clauseFollows(get, k+1) || led.Tag == VerbTag && r.lex.report[led.Lemma]&takesThat != 0 && after.Tag != Mark {
				t.Tag = Complementizer
			}
		} else if r.lex.report[before.Lemma]&takesThat != 0 && before.Tag == VerbTag {
			t.Tag = Pronoun
		}
	case before.Tag == Noun || before.Tag == Name || before.Tag == Pronoun:
		if verbAfter {
			t.Tag = Relative
			return
		}
		t.Tag = Relative
		if r.saidBefore(get, k) && (r.clauseFollows(get, k+1) || after.Tag == Determiner || after.Tag == Name || after.Tag == Pronoun || after.Tag == Noun) {
			t.Tag = Complementizer // said in a post on its site that
			return
		}
		if before.entry.kind&isClaim != 0 || before.entry.kind&isTime != 0 || before.entry.kind&isPerson != 0 || before.Tag == Pronoun || before.Tag == Name {
			t.Tag = Complementizer
		}
	case before.Tag == Mark || before.Tag == Conjunction || before.Tag == Preposition || before.Tag == None:
		if verbAfter && before.Tag != Preposition {
			t.Tag = Pronoun
			return
		}
		if (before.Tag == Conjunction || before.Text == "," || before.Text == ";") && r.clauseFollows(get, k+1) && (after.Tag == Determiner || after.Tag == Name || after.Tag == Pronoun || after.Tag == Preposition || strings.HasSuffix(after.Lower, "s")) {
			t.Tag = Complementizer
		}
	case verbAfter:
		t.Tag = Pronoun
	}
	if t.Tag == Determiner && (after.Tag == Determiner || after.Tag == Pronoun && after.entry.kind&isSubject != 0 || after.Tag == Name && r.clauseFollows(get, k+1)) {
		t.Tag = Complementizer
	}
}

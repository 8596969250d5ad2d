package grammar

// pastOrAdjective decides for words such as disputed: of a noun phrase, of a passive without "was", or a tense.
func (r *reader) pastOrAdjective(t, before, after, prior *Token, get func(int) *Token, k int) {
	c := t.entry.class
	if c&canParticiple == 0 {
		return
	}
	if c&canNoun != 0 && c&(canVerb|canS) != 0 && (before.Tag == Determiner && !before.is("that") || before.Tag == Adjective || before.Tag == Possessive || before.Tag == Preposition) {
		r.setNoun(t) // a cut, the cost
		return
	}
	if c&canNoun != 0 && c&canVerb != 0 && before.Tag == Noun && (after.Tag == Preposition || after.Tag == Mark || after.Tag == Conjunction) && r.verbBefore(get, k) {
		r.setNoun(t) // raised its revenue forecast for the year
		return
	}
	if most := prior; before.Tag == Adverb && most.is("most") || before == prior && (most.is("most") || most.is("least")) {
		t.Tag, t.Form = Adjective, NoForm // the most polluted river, the most ever recorded
		return
	}
	next := after
	for j := k + 2; next.Tag == Adjective || next.Tag == Adverb && j < k+4; j++ {
		next = get(j)
	}
	if (prior.Tag == Determiner && !prior.is("that") || prior.Tag == Possessive || prior.Tag == Adjective || prior.Tag == Number && before == prior && get(k-2).Tag != Noun && !(get(k-2).Tag == Preposition && year(prior.Text)) || // a fire in 1987 killed three
		prior.Tag == Preposition) && (next.Tag == Noun || next.Tag == Name || next.Tag == Conjunction || next.Tag == VerbTag && next.Form == Ing || next.entry.class&canNoun != 0) && !(prior.Tag == Determiner && r.standsAlone(prior)) {
		t.Tag, t.Form = Adjective, NoForm
		return
	}
	if (before.Tag == None || before.Tag == Mark && r.at(r.indexOf(t)-1).Tag == QuotationMark) && (after.Tag == Name || after.Tag == Noun && before.Tag == None) && after.entry.kind&isTime == 0 && !r.lexSays(t) {
		t.Tag, t.Form = Adjective, NoForm // “…,” retired Gen. Holm said
		return
	}
	if prior.Tag == Preposition || prior.Tag == None && c&canPast != 0 && after.Tag == Preposition || prior.Tag == Determiner && prior.is("the") {
		t.Form = Participle
		return
	}
	if prior.Text == "," && before == prior && c&canParticiple != 0 && !(after.Tag == Determiner && r.lexSays(t) && !callings[t.Lemma]) && r.interrupts(get, k) {
		t.Form = Participle // the study, published Thursday, found
		return
	}
	if prior.Text == "," && (after.is("by") && get(k+2).Tag != Number && !get(k+2).is("more") || after.is("in") || after.is("with") || after.is("from") || after.is("at") || after.is("to") || after.is("as") || after.is("for") || after.is("on")) && !r.lexSays(t) {
		t.Form = Participle
		return
	}
	if (prior.Tag == Noun || prior.Tag == Name || prior.Tag == Pronoun && prior.entry.kind&isSubject == 0) && after.is("by") && get(k+2).Form != Ing && get(k+2).Tag != Number {
		t.Form = Participle
		return
	}
	if (prior.Tag == Noun || prior.Tag == Name) && before == prior && (after.Tag == Mark || after.Tag == Preposition) && r.thereIs(get, k) {
		t.Form = Participle // there are nine whales left
		return
	}
	if prior.Tag == Pronoun && (prior.is("those") || prior.is("anyone") || prior.is("someone") || prior.is("everyone") || prior.is("something")) && after.Tag == Preposition {
		t.Form = Participle
		return
	}
	if prior.Tag == Determiner && r.standsAlone(prior) && get(k-2).Text == "," && (after.Tag == To || after.Tag == Preposition) {
		t.Form = Participle // ..., both considered to be
		return
	}
	if prior.Tag == Conjunction && !(after.is("to") && r.lex.report[t.Lemma]&takesInfinitive != 0 && !hearers[t.Lemma]) && !(r.lexSays(t) && (after.is("that") && !hearers[t.Lemma] || after.Tag == Determiner && !after.is("that") || after.Tag == Name && after.entry.kind&isTime == 0)) && r.passiveBefore(get, back1(get, k)) {
		t.Form = Participle // was called in and told
		return
	}
	if prior.Tag == VerbTag && prior.Form == Ing && prior == before {
		if next.Tag == Noun || next.Tag == Name {
			t.Tag, t.Form = Adjective, NoForm // citing unnamed officials
			return
		}
		if led := get(k - 2); led.Tag == VerbTag && r.lex.report[led.Lemma]&takesBare != 0 || led.Tag == Complementizer {
			return // activists said fighting continued
		}
	}
	if prior.Tag == VerbTag && prior.Form != Past && !(prior.Form == Participle && r.lexSays(t)) || prior.Tag == Subordinator || prior.Tag == Auxiliary && prior.Lemma == "do" {
		t.Form = Participle // when asked, as planned
	}
}

// thereIs reports whether "there is" or "there are" stands before word k in its clause.
func (r *reader) thereIs(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-12 && j >= 1; j-- {
		t := get(j)
		if t.Tag == Mark || t.Tag == Conjunction || t.Tag == Relative || t.Tag == Complementizer || t.Tag == VerbTag {
			return false
		}
		if t.Tag == Auxiliary && t.Lemma == "be" && get(j-1).is("there") {
			return true
		}
	}
	return false
}

// back1 returns the last word before k that is no adverb.
func back1(get func(int) *Token, k int) int {
	for k--; get(k).Tag == Adverb; k-- {
	}
	return k
}

// passiveBefore reports whether the verb before the conjunction at word k is a passive, and nothing but what hangs on it stands
// between.
func (r *reader) passiveBefore(get func(int) *Token, k int) bool {
	for j := k - 1; j > k-9 && j >= 0; j-- {
		t := get(j)
		if t.Tag == Mark || t.Tag == Pronoun && t.entry.kind&isSubject != 0 && t.entry.kind&isObject == 0 {
			return false
		}
		if t.Tag == VerbTag {
			if t.Form != Participle {
				return false
			}
			for j--; get(j).Tag == Adverb; j-- {
			}
			return get(j).Tag == Auxiliary && get(j).Lemma == "be"
		}
	}
	return false
}

// interrupts reports whether what begins at word k behind a comma ends at another, and the verb of the sentence follows.
func (r *reader) interrupts(get func(int) *Token, k int) bool {
	if t := get(k - 2); t.Tag != Noun && t.Tag != Name && t.Tag != Number {
		return false
	}
	for j := k + 1; j < k+20; j++ {
		t := get(j)
		if t.Tag == None || terminator(t.Text) || t.Text == ";" {
			return false
		}
		if t.Text != "," {
			continue
		}
		n := j + 1
		for get(n).Tag == Adverb {
			n++
		}
		w := get(n)
		if w.Tag == Modal || w.Tag == Auxiliary && w.Form != Ing || w.Tag == VerbTag && (w.Form == Past || w.Form == Third) {
			return true
		}
		if w.Tag != Number && w.Tag != Preposition && !digits(get(j-1).Text) {
			return false // Doe, 34, of Queens, was
		}
	}
	return false
}

func (r *reader) lexSays(t *Token) bool { return r.lex.report[t.Lemma]&speech != 0 }

// standsAlone reports whether a determiner can be a subject by itself: "both said", "many complained".
func (r *reader) standsAlone(t *Token) bool {
	return t.is("both") || t.is("many") || t.is("some") || t.is("all") || t.is("several") || t.is("few") || t.is("most") || t.is("each") || t.is("half") || t.is("neither") || t.is("either") || t.is("this") || t.is("these") || t.is("those") || t.is("another")
}

// objectBefore reports whether the noun before word k, with all that is its own, is the object of a verb that says nothing.
func (r *reader) objectBefore(get func(int) *Token, k int) bool {
	if get(k-1).Tag != Noun {
		return false
	}
	for j := k - 2; j > k-9 && j >= 0; j-- {
		switch w := get(j); {
		case w.Tag == Noun || w.Tag == Number || w.Tag == Determiner || w.Tag == Adjective || w.Tag == Preposition:
		case w.Tag == VerbTag:
			return w.Form != Ing && r.lex.report[w.Lemma]&takesBare == 0 && !objectless[w.Lemma] && j < k-2 && get(j+1).Tag != Preposition
		default:
			return false
		}
	}
	return false
}

// reduceRelative finds participles that hang on a noun: "the plan backed by the mayor would", "people found there may". The
// sign is a second verb that has no other subject.
func (r *reader) reduceRelative(get func(int) *Token, k, n int) {
	t := get(k)
	if t.Tag != VerbTag || t.Form != Past || t.entry.class&canParticiple == 0 {
		return
	}
	prior, after := get(k-1), get(k+1)
	if r.lex.report[t.Lemma]&takesBare != 0 && !(hearers[t.Lemma] && after.Tag == Preposition && !after.is("that")) { // but: a person briefed on the talks said
		return
	}
	if r.lex.report[t.Lemma]&evidence != 0 && prior.entry.kind&isDocument != 0 && after.Tag == Adverb && get(k+2).Tag == Determiner {
		return // a poll found only a quarter of them
	}
	if prior.Tag != Noun && prior.Tag != Name && !(prior.Tag == Pronoun && r.standsAlone(prior)) || after.Tag != Preposition && after.Tag != To && after.Tag != Adverb && !(after.is("more") && get(k+2).is("than")) && after.entry.kind&isTime == 0 &&
		!((after.is("last") || after.is("this")) && get(k+2).entry.kind&isTime != 0) {
		return
	}
	if after.Tag == Preposition && (after.is("after") || after.is("out") && r.lexSays(t)) {
		return
	}
	if r.objectBefore(get, k) {
		t.Form = Participle // missed 41 of the 60 votes held this spring
		return
	}
	noun := false
	for j := k + 1; j < n; j++ {
		w := get(j)
		switch {
		case w.Tag == Mark || w.Tag == Conjunction || w.Tag == Relative || w.Tag == Subordinator || w.Tag == Complementizer || w.Tag == To:
			return
		case w.Tag == Noun || w.Tag == Name || w.Tag == Number || w.Tag == Pronoun:
			if w.Tag == Pronoun && w.entry.kind&isSubject != 0 && w.entry.kind&isObject == 0 {
				return
			}
			noun = true
		case w.Tag == Modal || w.Tag == Auxiliary && w.Form != Ing && w.Lower != "be" && w.Lower != "been" || w.Tag == VerbTag && (w.Form == Third || w.Form == Past):
			if noun {
				t.Form = Participle
			}
			return
		}
	}
}

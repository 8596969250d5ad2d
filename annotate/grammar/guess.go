package grammar

import "strings"

// compare enters -er and -est of adjectives, unless the form is another word.
func (l *lexicon) compare() {
	forms := map[string]bool{}
	for w, e := range l.word {
		if e.class&canAdjective == 0 || e.class&(canPast|canParticiple|canAdverb) != 0 || len(w) > 8 || strings.ContainsAny(w, "-.") {
			continue
		}
		stem := w
		switch {
		case strings.HasSuffix(w, "e"):
			stem = w[:len(w)-1]
		case strings.HasSuffix(w, "y") && !vowel(w[len(w)-2]):
			stem = w[:len(w)-1] + "i"
		case doubled(w):
			stem = w + w[len(w)-1:]
		}
		forms[stem+"er"], forms[stem+"est"] = true, true
	}
	for w := range forms {
		if _, known := l.word[w]; !known && !notComparatives[w] {
			l.add(w, canAdjective, 0, "")
		}
	}
}

// notComparatives look like them, and name people and things.
var notComparatives = set("stranger number cooler dryer liver tenser offer officer former poster")

// plural returns the -s form of a verb or noun.
func plural(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "man") && n > 4:
		return w[:n-3] + "men"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), w == "go", w == "undergo", w == "veto", w == "echo":
		return w + "es"
	case strings.HasSuffix(w, "y") && n > 1 && !vowel(w[n-2]):
		return w[:n-1] + "ies"
	}
	return w + "s"
}

// pastOf returns the regular past of a verb.
func pastOf(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case strings.HasSuffix(w, "y") && n > 1 && !vowel(w[n-2]):
		return w[:n-1] + "ied"
	}
	return w + "ed"
}

// doubled reports whether the last letter of a short verb is written twice before -ing: cut, run, begin.
func doubled(w string) bool {
	n := len(w)
	if n < 3 || vowel(w[n-1]) || !vowel(w[n-2]) || vowel(w[n-3]) && w != "quit" || strings.ContainsRune("wxyr", rune(w[n-1])) && w != "bar" && w != "stir" {
		return false
	}
	return n <= 4 || strings.HasSuffix(w, "set") || strings.HasSuffix(w, "put") || strings.HasSuffix(w, "get") || strings.HasSuffix(w, "gin") || strings.HasSuffix(w, "split")
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// look returns what is known of a word, which must be in lower case, and guesses from its ending otherwise.
func (l *lexicon) look(lower string) entry {
	if e, ok := l.word[lower]; ok {
		return e
	}
	if e, ok := l.compound(lower); ok {
		return e
	}
	return guess(lower)
}

// compound reads a word with hyphens by its last part: "mother-in-law" by luck, "vice-president" by right.
func (l *lexicon) compound(lower string) (entry, bool) {
	i := strings.LastIndexByte(lower, '-')
	if i <= 0 || i+1 == len(lower) {
		return entry{}, false
	}
	last, ok := l.word[lower[i+1:]]
	if !ok {
		return entry{}, false
	}
	e := entry{kind: last.kind & (isPerson | isOrganisation | isDocument | isTitle)}
	first, _, _ := strings.Cut(lower, "-")
	switch {
	case e.kind == 0 && last.class&canNoun != 0 && !strings.HasSuffix(lower, "s") && (startsDigit(lower) || l.word[first].class&canNumber != 0):
		e.class = canAdjective // a two-day meeting
	case last.class&(canPast|canParticiple|canIng) != 0 && last.class&canNoun == 0, last.class&canAdjective != 0, lower[i+1:] == "old":
		e.class = canAdjective // state-owned, long-running, 10-year-old
	case e.kind == 0 && last.class&canNoun != 0:
		e.class = canNoun | canAdjective
	default:
		e.class = canNoun
	}
	return e, true
}

// notAdverbs end in -ly all the same.
var notAdverbs = set("family assembly anomaly monopoly butterfly melancholy homily dragonfly")

// guess reads the ending of a word that is in no list.
func guess(w string) entry {
	n := len(w)
	ends := func(list ...string) bool {
		for _, s := range list {
			if n > len(s)+2 && strings.HasSuffix(w, s) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(w, "pro-") || strings.HasPrefix(w, "anti-"):
		return entry{class: canAdjective | canNoun}
	case n > 5 && ends("ly") && !notAdverbs[w] || ends("wards"):
		return entry{class: canAdverb}
	case ends("ing"):
		return entry{class: canIng | canNoun, lemma: w[:n-3]}
	case ends("ed", "ate") && strings.HasPrefix(w, "un") && n > 6:
		return entry{class: canAdjective}
	case ends("ed") && !ends("eed"):
		return entry{class: canPast | canParticiple | canAdjective, lemma: w[:n-2]}
	case ends("ness", "ment", "tion", "sion", "ship", "hood", "ism", "ity", "ance", "ence", "ency", "ancy", "age", "ure", "dom"):
		return entry{class: canNoun}
	case ends("ers", "ors", "ists", "ians", "er"):
		return entry{class: canNoun, kind: isPerson}
	case ends("ologist", "ographer", "ician", "woman", "person", "ist"):
		return entry{class: canNoun, kind: isPerson}
	case ends("ous", "ful", "less", "able", "ible", "ical", "ish", "ive", "ary", "ese", "esque", "ular", "ic", "al", "ian", "ean", "ant", "ent", "some", "like", "wide", "most"):
		return entry{class: canAdjective | canNoun}
	case ends("ize", "ise", "ify"):
		return entry{class: canVerb | canNoun, lemma: w}
	}
	return entry{class: canNoun}
}

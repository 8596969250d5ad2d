package grammar

import (
	"embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed lexicon/*.txt
var files embed.FS

// A class is a set of what a word can be.
type class uint32

const (
	canNoun class = 1 << iota
	canVerb       // base form
	canS          // third person
	canPast
	canParticiple
	canIng
	canAdjective
	canAdverb
	canPreposition
	canDeterminer
	canPronoun
	canConjunction
	canSubordinator
	canNumber
	canBe
	canHave
	canDo
	canModal
	verbOnly // a verb and never a noun
)

const anyVerb = canVerb | canS | canPast | canParticiple | canIng

// A kind is what a word means for news: sets of its own, beside the class.
type kind uint32

const (
	isPerson kind = 1 << iota
	isOrganisation
	isDocument
	isTitle
	isTime
	isTimeAlone
	isMale
	isFemale
	isClaim
	isMedium
	isSubject // pronoun that can be a subject
	isObject
	isReflexive
	isRelative
	isHe
	isShe
	isIt
	isThey
	isFirst
	isMonth
	isAttitude
)

// A frame is how a reporting verb takes its content, and what it reports.
type frame uint16

const (
	speech frame = 1 << iota
	thought
	evidence
	takesBare
	takesThat
	takesHearer
	takesWhether
	takesQuote
	takesNaming
	takesInfinitive
	takesExplicit // "that" must be there
)

var frameNames = map[string]frame{"speech": speech, "thought": thought, "evidence": evidence, "bare": takesBare | takesThat, "that": takesThat,
	"hearer": takesHearer, "whether": takesWhether, "quote": takesQuote, "naming": takesNaming, "infinitive": takesInfinitive, "explicit": takesThat | takesExplicit}

// An entry is what the lexicon knows of one word in lower case.
type entry struct {
	class class
	kind  kind
	lemma string // of a verb form; "" when it is the word itself
}

// A lexicon is the word lists, read once and never changed.
type lexicon struct {
	word      map[string]entry
	report    map[string]frame // by lemma
	abbrev    map[string]bool  // words whose period belongs to them
	closing   map[string]bool  // of these, those that may end a sentence
	several   map[string][][]string
	beforeDet map[string]bool
}

// words returns the English lexicon, reading it when first asked.
var words = sync.OnceValue(readLexicon)

func readLexicon() *lexicon {
	l := &lexicon{word: make(map[string]entry, 16000), report: map[string]frame{}, abbrev: map[string]bool{}, closing: map[string]bool{},
		several: map[string][][]string{}, beforeDet: map[string]bool{}}
	irregular := map[string]bool{}
	each("irregular", func(_, line string) {
		f := strings.Fields(line)
		irregular[f[0]] = true
		l.verb(f[0], f[1], f[2])
	})
	eachWord("verbs", func(section, w string) {
		l.add(w, canVerb, 0, "")
		if section == "noun" {
			l.add(w, canNoun, 0, "")
			l.add(plural(w), canNoun, 0, "")
		}
		if irregular[w] {
			return
		}
		past := pastOf(w)
		l.verb(w, past, past)
	})
	for w, e := range l.word {
		if e.class&anyVerb != 0 && e.class&canNoun == 0 {
			e.class |= verbOnly
			l.word[w] = e
		}
	}
	lists := []struct {
		file, section string
		class         class
		kind          kind
	}{
		{"adjectives", "", canAdjective, 0}, {"adverbs", "", canAdverb, 0}, {"numbers", "", canNumber, 0},
		{"determiners", "", canDeterminer, 0},
		{"prepositions", "", canPreposition, 0},
		{"conjunctions", "joining", canConjunction, 0}, {"conjunctions", "subordinating", canSubordinator, 0},
		{"auxiliaries", "be", canBe, 0}, {"auxiliaries", "have", canHave, 0}, {"auxiliaries", "do", canDo, 0}, {"auxiliaries", "modal", canModal, 0},
		{"pronouns", "subject", canPronoun, isSubject}, {"pronouns", "object", canPronoun, isObject}, {"pronouns", "either", canPronoun, isSubject | isObject},
		{"pronouns", "reflexive", canPronoun, isReflexive | isObject}, {"pronouns", "relative", canPronoun, isRelative},
		{"pronouns", "male", 0, isHe}, {"pronouns", "female", 0, isShe}, {"pronouns", "thing", 0, isIt}, {"pronouns", "several", 0, isThey}, {"pronouns", "first", 0, isFirst},
		{"people", "", canNoun, isPerson}, {"organisations", "", canNoun, isOrganisation}, {"documents", "", canNoun, isDocument},
		{"titles", "", 0, isTitle}, {"times", "alone", canNoun, isTime | isTimeAlone}, {"times", "months", canNoun, isTime | isMonth}, {"times", "counted", canNoun, isTime},
		{"firstnames", "male", 0, isMale}, {"firstnames", "female", 0, isFemale},
		{"nominal", "claim", canNoun, isClaim}, {"nominal", "medium", canNoun, isMedium}, {"attitudes", "", canAdjective, isAttitude},
	}
	for _, list := range lists {
		eachWord(list.file, func(section, w string) {
			if list.section == "" && section != "before" && section != "several" || section == list.section && section != "" {
				l.add(w, list.class, list.kind, "")
				if list.kind&(isPerson|isOrganisation) != 0 && list.section == "" && !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "men") {
					l.add(plural(w), list.class, list.kind, "")
				}
			}
		})
	}
	eachWord("determiners", func(section, w string) {
		if section == "before" {
			l.beforeDet[w] = true
		}
	})
	each("prepositions", func(section, line string) {
		if f := strings.Fields(line); section == "several" {
			l.several[f[0]] = append(l.several[f[0]], f[1:])
		}
	})
	eachWord("abbreviations", func(section, w string) {
		l.abbrev[w] = true
		if section == "closing" {
			l.closing[w] = true
		}
	})
	eachWord("titles", func(_, w string) {
		if strings.HasSuffix(w, ".") {
			l.abbrev[w] = true
		}
	})
	eachWord("reporting", func(section, w string) {
		for name := range strings.FieldsSeq(section) {
			l.report[w] |= frameNames[name]
		}
	})
	l.compare()
	return l
}

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

// add gives a word more to be.
func (l *lexicon) add(w string, c class, k kind, lemma string) {
	e := l.word[w]
	e.class |= c
	e.kind |= k
	if e.lemma == "" {
		e.lemma = lemma
	}
	l.word[w] = e
}

// verb enters all forms of a verb.
func (l *lexicon) verb(base, past, participle string) {
	l.add(base, canVerb, 0, base)
	l.add(plural(base), canS, 0, base)
	l.add(past, canPast, 0, base)
	l.add(participle, canParticiple, 0, base)
	stem := base
	switch {
	case strings.HasSuffix(base, "ie"):
		stem = base[:len(base)-2] + "y"
	case strings.HasSuffix(base, "e") && !strings.HasSuffix(base, "ee") && !strings.HasSuffix(base, "oe") && base != "be":
		stem = base[:len(base)-1]
	case strings.HasSuffix(past, base[len(base)-1:]+"ed") && len(past) == len(base)+3:
		stem = past[:len(past)-2]
	case doubled(base) && past != base+"ed":
		stem = base + base[len(base)-1:]
	}
	l.add(stem+"ing", canIng, 0, base)
	if strings.HasSuffix(base, "el") || strings.HasSuffix(base, "al") && len(past) == len(base)+3 {
		l.add(base+"ed", canPast|canParticiple, 0, base) // American: traveled, labeled
		l.add(base+"ing", canIng, 0, base)
	}
}

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

// each calls f with every line of a list and the heading it stands below.
func each(file string, f func(section, line string)) {
	data, err := files.ReadFile("lexicon/" + file + ".txt")
	if err != nil {
		panic(err) // the lists are part of the program
	}
	section := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[' && line[len(line)-1] == ']':
			section = line[1 : len(line)-1]
		default:
			f(section, line)
		}
	}
}

func eachWord(file string, f func(section, w string)) {
	each(file, func(section, line string) {
		for w := range strings.FieldsSeq(line) {
			f(section, w)
		}
	})
}

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
	case n > 5 && ends("ly") && !notAdverbs[w] || ends("wards"):
		return entry{class: canAdverb}
	case ends("ing"):
		return entry{class: canIng | canNoun, lemma: w[:n-3]}
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

// lower returns s in lower case; it costs nothing when s is so already.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return strings.ReplaceAll(strings.ToLower(s), "’", "'")
		}
	}
	return s
}

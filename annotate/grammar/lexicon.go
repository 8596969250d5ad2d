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
		{"nouns", "only", canNoun, 0}, {"people", "", canNoun, isPerson}, {"organisations", "", canNoun, isOrganisation}, {"documents", "", canNoun, isDocument},
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
	l.add("owns", canS|canNoun, 0, "own") // own itself is mostly an adjective
	return l
}

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

// lower returns s in lower case; it costs nothing when s is so already.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return strings.ReplaceAll(strings.ToLower(s), "’", "'")
		}
	}
	return s
}

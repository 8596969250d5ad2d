package article

import (
	"regexp"
	"strings"
)

var (
	// Between the names of an author's line, and between a name and what says who that is.
	between  = regexp.MustCompile(`\s*[|•·/;]\s*|\s+[-–—]+\s+|,\s+(?:and\s+|with\s+)?|\s+(?:and|AND|&|with|et)\s+`)
	rank     = regexp.MustCompile(`(?i)^(?:the )?(?:[\p{L}\d’'&.-]+ ){0,4}(?:writers?|reporters?|correspondents?|editors?|editor-in-chief|columnists?|critics?|producers?|contributors?|bureau chiefs?|staff|staffers?|photographers?|journalists?|photojournalists?|(?:news|political|chief) analysts?|corps members?|fellows?|editorial board|bureau|reporting fellow|reporting intern)$`)
	anybody  = regexp.MustCompile(`(?i)^(?:an?|his|her|its|their|who|former|one) `)
	degree   = regexp.MustCompile(`^ ?(?:M\.?D\.?|Ph\.?D\.?|Jr\.?|Sr\.?|II|III|R\.?N\.?|J\.?D\.?|MBE|OBE)$`)
	onBehalf = regexp.MustCompile(`(?i)^(?:special|exclusive) (?:to|for) (?:the )?.{2,40}$|^(?:for|of) (?:the )?\p{Lu}.{1,40}$`)
	wired    = regexp.MustCompile(`^(?:agencies|wires?|wire (?:services|reports)|news (?:services|agencies)|the Associated Press)$`)
	at       = regexp.MustCompile(`^(.+?) (?:in|at|IN|of|OF|for|For|FOR|from) (\p{Lu}.*|the \p{Lu}.*)$`)
	sentTo   = regexp.MustCompile(`\s*\(\p{Lu}{2,5}\)$`)
)

// authors counts the people in a line of authors, and what else in it says who they are: a rank, a paper, an address, a place.
// Of a line that holds anything else it counts nobody: "Jane Doe and Jon Roe, The Springfield Ledger", "Jane Doe • Staff Writer".
func authors(s string) (people, extra int) {
	if cut := sentTo.FindStringIndex(s); cut != nil {
		s, extra = s[:cut[0]], 1
	}
	if s == "" || len(s) > 150 || strings.ContainsAny(s, "?!“”\"()[]<>=") {
		return 0, 0
	}
	for i, piece := range between.Split(s, -1) {
		named, more := author(strings.TrimSpace(piece), i == 0)
		switch {
		case named:
			people++
			if more {
				extra++
			}
		case i > 0 && (more || degree.MatchString(piece)):
			extra++
		case extra > 0 && nameLike(piece, 1): // The Springfield Courier, Springfield
		default:
			return 0, 0
		}
	}
	return people, extra
}

// author reads one piece of a line of authors: whether it names a person, and whether it says anything else. The first piece is a
// name before it is anything else.
func author(s string, first bool) (named, more bool) {
	if who, of := houseBehind(s); first && of && who {
		return true, true
	}
	switch {
	case s == "" || len(s) > 60:
		return false, false
	case desk(s), isAgency(s), wired.MatchString(s), onBehalf.MatchString(s), email.MatchString(s), isHandle(s) && !strings.Contains(s, " "):
		return false, true
	case rank.MatchString(s):
		return false, !anybody.MatchString(s)
	case !first && domain.MatchString(s):
		return false, true // Jane Doe, courier.example
	case houseName.MatchString(s) && nameLike(s, 6), camel(s):
		if who, of := houseBehind(s); of {
			return who, true
		}
		return false, true
	case !first && office.MatchString(s) && nameLike(s, 7):
		return false, true // Jane Doe, University of Springfield
	case person(s):
		return true, false
	}
	if where, ok := strings.CutPrefix(s, "in "); ok {
		return false, nameLike(where, 4)
	}
	if m := at.FindStringSubmatch(s); m != nil {
		return person(m[1]) || isAgency(m[1]), nameLike(strings.TrimPrefix(m[2], "the "), 5)
	}
	words := strings.Fields(s)
	for n := len(words) - 1; n >= 2; n-- { // Jane Doe BBC News, Jane Doe Political correspondent, Jane Doe @jdoe
		if behind := strings.Join(words[n:], " "); n <= 4 && (isAgency(behind) || isHandle(behind) || desk(behind)) && person(strings.Join(words[:n], " ")) {
			return true, true
		}
	}
	return false, false
}

// houseBehind reports whether the name of a paper follows that of a person: "Jane Doe The Springfield News".
func houseBehind(s string) (named, ok bool) {
	who, _, the := strings.Cut(s, " The ")
	if the && person(who) {
		return true, true
	}
	words := strings.Fields(s)
	for n := 2; n < min(len(words), 4); n++ {
		if behind := strings.Join(words[n:], " "); person(strings.Join(words[:n], " ")) && (isAgency(behind) || rank.MatchString(behind)) {
			return true, true
		}
	}
	return false, false
}

// person reports whether s is the name of a person, as far as one can tell: of two to five words, none a paper's.
func person(s string) bool {
	n := len(strings.Fields(s))
	return n >= 2 && nameLike(s, 5) && !strings.ContainsAny(s, ",/|@0123456789") && !rank.MatchString(s)
}

// camel reports whether s is the name of a house of one word that is written as no other word is: CNN, ProPublica.
func camel(s string) bool {
	if len(s) < 2 || len(s) > 24 || strings.Contains(s, " ") {
		return false
	}
	upper := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			upper++
		} else if r < 'a' || r > 'z' {
			return false
		}
	}
	return upper >= 2
}

// titled reports whether a line that nothing introduces names its authors and who they are.
func titled(s string) bool {
	if len(s) > 120 || strings.HasSuffix(s, ".") && !initial(s) {
		return false
	}
	if cut := alsoBy.FindStringIndex(s); cut != nil && cut[0] > 0 {
		people, _ := authors(s[:cut[0]]) // Jane Doe; editing by Jon Roe, JANE DOE | PHOTOS: JON ROE
		also, _ := authors(s[cut[1]:])
		return people > 0 && (also > 0 || nameLike(s[cut[1]:], 4))
	}
	people, extra := authors(s)
	return people > 0 && extra > 0
}

// ranksFor reports whether s says what somebody is, and for whom: Senior Correspondent for The Courier.
func ranksFor(s string) bool {
	what, house, ok := strings.Cut(s, " for ")
	return ok && rank.MatchString(what) && capital(what) && nameLike(house, 5)
}

// ranks reports whether a line beneath an author's name says who that is: "BBC News", "Africa correspondent, BBC News".
func ranks(s string) bool {
	if house(s) {
		return true
	}
	if len(s) > 80 || strings.HasSuffix(s, ".") {
		return false
	}
	if strings.HasPrefix(s, "The ") && nameLike(s, 4) {
		return true
	}
	proven := false
	for i, piece := range between.Split(s, -1) {
		named, more := author(piece, false)
		if named && more {
			return false
		}
		proven = proven || more
		if !more && !(i > 0 && nameLike(piece, 3)) { // a place: BBC News, Springfield
			return false
		}
	}
	return proven
}

// nameOnly reports whether s is nothing but names of people: "Jane Doe and Jon Roe".
func nameOnly(s string) bool {
	people, extra := authors(s)
	return people > 0 && extra == 0 && len(s) <= 90
}

// sentence reports whether a headline is written as sentences are, with small words in it, so that a line of capitals under it
// is no second headline.
func sentenceCase(s string) bool {
	small, words := 0, strings.Fields(s)
	for _, w := range words {
		if !capital(w) && !particles[strings.ToLower(w)] && len(w) > 3 {
			small++
		}
	}
	return small >= 2 && small*3 >= len(words)
}

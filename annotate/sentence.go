package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts one line into sentences, in bytes, without the white space between them. A sentence ends behind its
// closing quotation mark or bracket; it does not end at an abbreviation, an initial or a figure, nor before the
// words that say who spoke.
func sentences(s string) []byteRange {
	var out []byteRange
	from := 0
	add := func(to int) {
		text := s[from:to]
		left := strings.TrimLeftFunc(text, unicode.IsSpace)
		lo := from + len(text) - len(left)
		if hi := lo + len(strings.TrimRightFunc(left, unicode.IsSpace)); hi > lo {
			out = append(out, byteRange{lo, hi})
		}
		from = to
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !strings.ContainsRune(".!?…。！？؟۔।", r) {
			continue
		}
		end := i
		for end < len(s) { // "?!", "...", and whatever closes
			c, m := utf8.DecodeRuneInString(s[end:])
			if !strings.ContainsRune(".!?…。！？”’\")]»›」』", c) {
				break
			}
			end += m
		}
		if ends(s, i, r, end) {
			add(end)
		}
		i = end
	}
	add(len(s))
	return out
}

// ends reports whether the sentence that has terminator r before s[i:], its closing marks before s[end:], ends there.
func ends(s string, i int, r rune, end int) bool {
	if strings.ContainsRune("。！？", r) {
		return true // no space follows in Chinese and Japanese
	}
	rest := s[end:]
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if next == "" {
		return true
	}
	if len(next) == len(rest) {
		return false // no space: 3.5, U.S.-led, example.com
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, "“\"‘'(«„[—–- "))
	if unicode.IsLower(first) {
		return false
	}
	quoted := end > i
	if quoted && speaks(next) {
		return false // “Will it hold?” Lee asked.
	}
	if r == '.' && !quoted {
		return !abbreviated(lastWord(s[:i-1]), next)
	}
	return true
}

// lastWord returns the letters, digits and periods at the end of s.
func lastWord(s string) string {
	at := strings.LastIndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.'
	})
	if at < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[at:])
	return s[at+n:]
}

// abbreviated reports whether the period behind word belongs to an abbreviation that next goes on from.
func abbreviated(word, next string) bool {
	follows := firstWord(next)
	switch lower := strings.ToLower(word); {
	case word == "":
		return false
	case titles[lower]:
		return true
	case months[lower] || lower == "no" || lower == "nos" || lower == "art" || lower == "pp":
		return startsDigit(next)
	case lower == "a.m" || lower == "p.m":
		return zones[follows]
	case utf8.RuneCountInString(word) == 1:
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(r) // J. Edgar; a lone letter seldom ends a sentence
	case dotted(word) || shortened[lower]:
		return !starters[follows]
	}
	return false
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, "“\"‘'(«„[")
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' }); i >= 0 {
		return s[:i]
	}
	return s
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// speaks reports whether next begins with a speaker and a verb of saying: "Lee asked", "Mayor Ana Ruiz said".
func speaks(next string) bool {
	words := strings.FieldsFunc(next, func(r rune) bool { return unicode.IsSpace(r) })
	for i, w := range words[:min(len(words), 6)] {
		bare := strings.TrimRight(w, ".,;:")
		if i > 0 && sayings[bare] {
			return true
		}
		if bare != w && i > 0 && !titles[strings.ToLower(bare)] {
			return false // a clause ended before anybody spoke
		}
	}
	return false
}

// The word lists below are lower case unless a capital is what they are about.
var (
	// titles stand before a name and never end a sentence.
	titles = set("mr mrs ms mx dr prof gov govs sen sens rep reps gen lt col maj capt cmdr cpl sgt pvt adm brig rev fr hon " +
		"pres supt det insp messrs mme mlle st ste mt ft vs etc. e.g i.e cf al")
	months = set("jan feb mar apr jun jul aug sept sep oct nov dec")
	// shortened words may end a sentence; they do so before a word that often begins one.
	shortened = set("inc co corp ltd llc plc bros jr sr esq ave blvd rd dept univ assn bldg est ala ariz ark calif colo conn del " +
		"fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ph.d")
	starters = set("A After All Also An And As At Because Before But By Can Did Do Even Every For From He Her Here His How However I If In " +
		"Instead It Its Last Many Meanwhile More Most No Not Now Of On One Only Or Other Our She Since So Some Still That The Their Then There " +
		"These They This Those Though Three To Two Under Until We What When Where Whether Which While Who Why With Yet You")
	zones   = set("EDT EST CDT CST MDT MST PDT PST ET CT MT PT GMT UTC BST CET CEST MSK JST Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Central Mountain Pacific")
	sayings = set("said says say asked asks told tells added adds wrote writes replied answered shouted recalled explained insisted " +
		"warned argued noted stated declared announced posted demanded wondered cried continued concluded joked")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

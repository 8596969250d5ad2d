package article

import (
	"regexp"
	"strings"
	"unicode"

	"galley/annotate"
)

const (
	months   = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	weekdays = `(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.?|Tues?\.?|Wed\.?|Thurs?\.?|Fri\.?|Sat\.?|Sun\.?)`
	date     = `(?:(?:` + weekdays + `,? )?(?:` + months + ` \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? ` + months + `)(?:,? \d{4})?)`
	dash     = `(?:—|–|―|--|-|\.-|−)`
)

var (
	// place, perhaps a region, perhaps a date, the agency in parentheses.
	datelineLogo = regexp.MustCompile(`^([\p{L}][\p{L}\p{M}.'’ /-]{1,60}?)((?: \([\p{L} ]+\))?(?:,? ?\[[\p{L} ]+\])?(?:, [\p{L}.'’ -]{2,40}){0,2}?)((?:[,.]? (?i:` + date + `|\d{1,2}\.? [\p{L}]+\.?(?: \d{4})?))?)[.,]? ?\(([\p{L}][\p{L}\p{M}.'’&/ -]{1,40})\)`)
	datelineBare = regexp.MustCompile(`^(?i:` + date + `) ?\(([\p{L}][\p{L}\p{M}.'’&/ -]{1,40})\)`)
	datelineBar  = regexp.MustCompile(`^([\p{Lu}][\p{Lu}\p{M}.'’ -]{2,30}(?:, [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]+){0,2})?) ?(?:>>|»|•|·|\|) ?[\p{Lu}“"‘]`)
	datelineTass = regexp.MustCompile(`^[\p{Lu}][\p{L} .'’,/-]{1,60}, [\p{L}]+\.? ?\d{1,2}|^[\p{Lu}][\p{L} .'’,/-]{1,60}, \d{1,2} [\p{L}]+`)
	datelineDash = regexp.MustCompile(`^((?:Mc|Mac|De|Du|La|Le)?[\p{Lu}][\p{Lu}\p{M}.'’ /-]{2,40}?)((?:, [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]+){0,3}){0,2}?)((?:,? (?i:` + date + `))?(?:,? (?:Kyodo|AP|CNN|Reuters))?)(?: ?` + dash + ` |—|--)`)
	datelineTown = regexp.MustCompile(`^([\p{Lu}][\p{Lu}\p{M}.'’ /-]{3,30}(?:, [\p{Lu}][\p{L}.'’-]+)?(?:,? (?i:` + date + `))?): ?[\p{Lu}“"‘]`)
	datelineLine = regexp.MustCompile(`^([\p{Lu}][\p{Lu}\p{M}.'’ -]{2,30}), [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]+){0,2}(?: ?` + dash + `)?$`)
	datelineLand = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2}, \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2}) [–—] ?[\p{Lu}“"‘]`)
	datelineCity = regexp.MustCompile(`^(\p{Lu}[\p{L}\p{M}'’]{2,}(?: \p{Lu}[\p{L}\p{M}'’-]+){0,2}) - \p{Lu}`)
	datelineOnly = regexp.MustCompile(`^\(([\p{L}][\p{L} ]{1,20})\) ?` + dash + ` ?[\p{Lu}“"‘]`)
	datelineDate = regexp.MustCompile(`^([\p{Lu}][\p{L}\p{M}.'’-]+(?: [\p{Lu}][\p{L}\p{M}.'’-]+){0,2}(?:, [\p{Lu}][\p{L}.'’-]+){0,1}),? (?i:` + date + `)(?:,? [A-Z][\p{L}]+)? ?` + dash + ` `)
	datelineCNN  = regexp.MustCompile(`^[\p{Lu}][\p{L}.'’ -]{2,40} CNN +` + dash)
	datelineANSA = regexp.MustCompile(`^\(([\p{L}][\p{L}/ -]{1,20})\) ?` + dash + ` ?[\p{Lu}][\p{L} .'’/-]{2,40}(?:, (?:\d{1,2} [\p{L}]+\.?|[\p{L}]+\.? \d{1,2})(?: \d{4})?)? ?` + dash)
	datelineHan  = regexp.MustCompile(`^(?:新华社|中新社|中新网|央视网|人民网)[^\s，。]{2,24}[电電]|^【[^】]{1,16}[＝=][^】]{1,16}】`)
	onlyDate     = regexp.MustCompile(`^(?i:` + weekdays + `), (?:` + months + ` \d{1,2}|\d{1,2} ` + months + `),? \d{4}\b|^(?:` + months + ` \d{1,2}, \d{4}|\d{1,2} ` + months + ` \d{4})$`)
	afterDash    = regexp.MustCompile(`^\s*\.?\s*` + dash + `|^:`)
)

// notPlaces are words in capitals that stand before a dash and are no town.
var notPlaces = set(`notes|ap photos|ap exclusive|ap investigation|breaking|breaking news|update|updated|watch|exclusive|live|file|analysis|opinion|video|photos|read|listen|explainer|factbox|correction|corrected|editorial|nato|nasa|note|warning|alert|review|preview|recap|obituary|column|comment|advisory|just in|developing|more|related|new|q|a|ap|reuters|afp|urgent|photo|picture|feature|interview|poll|quiz|podcast|who|what|when|where|why|how|yes|no|fifa|uefa|covid|opec|asean|the latest|fact check|fact focus|timeline|profile|sidebar|refile|wrapup|rpt|newsmaker|insight|spotlight|focus|special report|sport|sports|business|world|politics|weather|usa today|cnn|bbc|trending|tip|tips|step|rule|day|week|part|chapter|round|group|total|final|score|result|results|pros|cons|left|right|above|below|top|bottom|monday|tuesday|wednesday|thursday|friday|saturday|sunday`)

// dateline returns the dateline at the start of s, without the dash.
func dateline(s string) (part, bool) {
	if s == "" {
		return part{}, false
	}
	head := s[:min(len(s), 220)]
	if c := head[0]; !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80 || c == '(') {
		return part{}, false
	}
	if i := strings.IndexAny(head, "(-–—―/0123456789電电】"); i < 0 {
		return part{}, false
	}
	dashed := anyOf(head[:min(len(head), 130)], " - ", "- ", "--", "—", "–", "―", "−")
	if m := match(datelineLogo, head, strings.Contains(head[:min(len(head), 150)], "(")); m != nil {
		city, logo, when := head[m[2]:m[3]], head[m[8]:m[9]], head[m[6]:m[7]]
		known := wireLogo(logo)
		follows := afterDash.MatchString(head[m[1]:])
		caps := capitals(city)
		rest := head[m[1]:]
		if known && german[fold(logo)] && len(rest) > 1 && rest[0] == ' ' && capital(rest[1:]) && nameLike(city, 3) {
			return part{0, m[1], "", strings.TrimSpace(logo)}, true // Rom (KNA) Die Glocken
		}
		if (known || caps && follows && !isPlainWord(logo)) && (follows && (caps || known) || known && (when != "" || caps)) && !notPlaces[fold(city)] && nameLike(strings.ReplaceAll(city, "/", " "), 5) {
			return part{0, m[1], "", strings.TrimSpace(logo)}, true
		}
	}
	if m := match(datelineBare, head, dashed && strings.Contains(head[:min(len(head), 60)], "(")); m != nil && wireLogo(head[m[2]:m[3]]) && afterDash.MatchString(head[m[1]:]) {
		return part{0, m[1], "", strings.TrimSpace(head[m[2]:m[3]])}, true // March 4 (UPI) --
	}
	for _, logo := range []string{"TASS", "ТАСС", "PRNewswire", "PRNewswire-PRWeb", "CNW"} {
		if i := strings.Index(head, "/"+logo+"/"); i > 0 && datelineTass.MatchString(head[:i]) {
			return part{0, i + len(logo) + 2, "", logo}, true
		}
	}
	if m := match(datelineANSA, head, s[0] == '('); m != nil && wireLogo(head[m[2]:m[3]]) {
		return part{0, undash(head[:m[1]]), "", head[m[2]:m[3]]}, true
	}
	if m := match(datelineDash, head, dashed && capitals(whole(head)[:min(len(head), 3)])); m != nil {
		city := whole(head[m[2]:m[3]])
		if capitals(city) && letters(city) >= 3 && !notPlaces[fold(strings.TrimSpace(city))] && len(s)-m[1] >= 40 {
			return part{0, undash(head[:m[1]]), "", ""}, true
		}
	}
	if m := match(datelineOnly, head, s[0] == '('); m != nil && (wireLogo(head[m[2]:m[3]]) || acronym.MatchString(head[m[2]:m[3]]) && !notPlaces[fold(head[m[2]:m[3]])] && len(s)-m[1] >= 40) {
		return part{0, m[3] + 1, "", head[m[2]:m[3]]}, true // (Bloomberg) -- A strike
	}
	if m := match(datelineDate, head, dashed && dayOfMonth(head[:min(len(head), 110)])); m != nil && len(s)-m[1] >= 40 {
		return part{0, undash(head[:m[1]]), "", ""}, true
	}
	if m := match(datelineCNN, head, strings.Contains(head, " CNN ")); m != nil {
		return part{0, undash(head[:m[1]]), "", "CNN"}, true
	}
	if m := match(datelineHan, head, s[0] >= 0x80); m != nil {
		return part{0, m[1], "", ""}, true
	}
	return part{}, false
}

// firstPart returns what stands before the first comma of s.
func firstPart(s string) string {
	before, _, _ := strings.Cut(s, ",")
	return before
}

// whole writes the first syllable of a name in capitals as well: McALLEN, DeKALB.
func whole(s string) string {
	for _, small := range []string{"Mc", "Mac", "De", "Du", "La", "Le"} {
		if rest := s[min(len(s), len(small)):]; strings.HasPrefix(s, small) && len(rest) > 1 && capitals(rest[:2]) {
			return strings.ToUpper(small) + rest
		}
	}
	return s
}

// match runs an expression where a cheap sign says that it may fit.
func match(re *regexp.Regexp, s string, may bool) []int {
	if !may {
		return nil
	}
	return re.FindStringSubmatchIndex(s)
}

// undash returns the length of s without the dash and white space at its end.
func undash(s string) int { return len(strings.TrimRight(s, " -–—―−.")) + dot(s) }

// dot keeps the full stop of an abbreviated place or month: "ST. PAUL, Minn. —".
func dot(s string) int {
	t := strings.TrimRight(s, " -–—―−")
	if strings.HasSuffix(t, ".") && !strings.HasSuffix(s, ".- ") {
		return 1
	}
	return 0
}

// dateLine returns the date that stands for a dateline near the top: "Monday, May 18, 2015".
func dateLine(s string) (part, bool) {
	m := onlyDate.FindStringIndex(s)
	if m == nil {
		return part{}, false
	}
	rest := s[m[1]:]
	if rest == "" || len(rest) > 2 && rest[0] == ' ' && unicode.IsUpper(rune(rest[1])) {
		return part{0, m[1], "", ""}, true
	}
	return part{}, false
}

// filedDay returns the dateline of a line that says where and by whom a story was filed, and the day of print: Velden (AFP) Nov 3, 2022.
func filedDay(s string) (part, bool) {
	m := match(datelineLogo, s, len(s) < 90 && strings.Contains(s, ") "))
	if m == nil || !wires[fold(s[m[8]:m[9]])] || stamped(strings.TrimSpace(s[m[1]:])) > 0 {
		return part{}, false
	}
	return part{0, m[1], annotate.Dateline, s[m[8]:m[9]]}, true
}

// wireLogo reports whether s is what an agency puts in parentheses after the town: "AP", "dpa/bb", "AFP/Reuters".
func wireLogo(s string) bool {
	s = strings.TrimSpace(s)
	first, _, _ := strings.Cut(s, "/")
	f := fold(first)
	if !wires[f] {
		return false
	}
	return len(f) > 3 || german[f] || first == strings.ToUpper(first)
}

// german are agencies that sign in small letters, or without a dash behind.
var german = set(`dpa|sda|epd|kna|apa|dts|ddp`)

// isPlainWord keeps "(and)" or "(file)" from being read as an agency.
func isPlainWord(s string) bool { return !capital(s) || len(strings.Fields(s)) > 4 }

// capitals reports whether all letters of s are capitals, small joining words apart.
func capitals(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
	}
	return letters(s) > 1
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// markDateline notes the line's dateline, if it has one.
func markDateline(l *line, top bool) {
	p, ok := dateline(l.s)
	if !ok && top {
		p, ok = dateLine(l.s)
	}
	if m := match(datelineTown, l.s[:min(len(l.s), 60)], !ok && top && (l.long(80) || len(l.s) >= 60 && l.ended())); m != nil && !notPlaces[fold(l.s[:m[3]])] {
		p, ok = part{0, m[3], "", ""}, true // MUMBAI: A court
	}
	if m := match(datelineBar, l.s[:min(len(l.s), 90)], !ok && top && l.long(70)); m != nil && capitals(firstPart(l.s[:m[3]])) && !notPlaces[fold(firstPart(l.s[:m[3]]))] {
		p, ok = part{0, len(strings.TrimRight(l.s[:m[3]], " ")), "", ""}, true // MONTEREY >> A fire
	}
	if m := match(datelineLogo, l.s[:min(len(l.s), 120)], !ok && top && len(l.s) >= 60 && strings.Contains(l.s[:min(len(l.s), 90)], ") ")); m != nil && acronym.MatchString(l.s[m[8]:m[9]]) && afterDash.MatchString(l.s[m[1]:]) && nameLike(strings.ReplaceAll(l.s[m[2]:m[3]], "/", " "), 4) {
		p, ok = part{0, m[1], "", l.s[m[8]:m[9]]}, true // Geneva / Velden (ICRC) – Four trucks
	}
	if m := match(datelineLand, l.s[:min(len(l.s), 90)], !ok && top && len(l.s) >= 60); m != nil {
		p, ok = part{0, m[3], "", ""}, true // Beirut, Lebanon – The queue
	}
	if m := match(datelineCity, l.s[:min(len(l.s), 60)], !ok && top && len(l.s) >= 60 && l.ended()); m != nil && !notPlaces[fold(l.s[:m[3]])] && !houseName.MatchString(l.s[:m[3]]) {
		p, ok = part{0, m[3], "", ""}, true // Durban - Two men
	}
	if ok {
		p.kind = annotate.Dateline
		l.inner = append(l.inner, p)
	}
}

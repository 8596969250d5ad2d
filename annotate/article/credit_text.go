package article

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// How far a stretch proves that it is a picture's credit.
const (
	noCredit = iota
	weak     // "(Reuters)": copy ends like that too, so the line must look like a caption
	strong   // "(AP Photo/Jane Doe)"
)

var (
	creditLead = regexp.MustCompile(`(?i)^(?:(?:mandatory|crown|file|archive|staff|submitted|contributed|provided|supplied|undated|handout|stock|courtesy|pool|cover|main|top|lead|all|drone|aerial|satellite|ap|reuters|afp|epa|xinhua|getty) )*` +
		`(?:photos?|images?|pictures?|pics?|photographs?|photography|photographers?|video|graphics?|charts?|maps?|animation|illustration|screenshot|screengrab|screen grab|composite|fot\.|mynd|myndir|kuva|foto|fotos|bild|bilder|quelle|bildquelle|source|crédit photo|crédits photo|crédits?|fotografía|fotografia|crédito|credits?|image credits?|photo credits?|picture credits?|image source|photo source|copyright)` +
		`(?: (?:provided|supplied|taken|released|courtesy|made available|illustration|handout))?` +
		`(?:[ \x{00a0}\x{202f}]?[:/|©]\s*| (?:by|from|via|courtesy of|courtesy|para|de|di|von)[: ] ?|, )(.+)$`)
	courtesy = regexp.MustCompile(`(?i)^(?:photos? |images? |pictures? )?(?:(?:courtesy|handout)(?: photo)?(?: of| from| by|:|/| -)\s*|(?:provided|supplied|submitted|contributed|released|distributed|made available) (?:by|via) (?:the )?)(.+)$`)
	acronym  = regexp.MustCompile(`^\p{Lu}{2,6}$`)
	housed   = regexp.MustCompile(`^[\p{Lu}][\p{L}&.'’-]{1,20}(?: [\p{Lu}][\p{L}&.'’-]{1,20}){0,2} (?i:file )?(?i:photos?|images?|pictures?) ?/ ?(.+)$`)
	alone    = regexp.MustCompile(`(?i)^(?:(?:file|handout|courtesy|staff|submitted|contributed|provided|supplied|undated|pool|archive|stock) ?(?:photo|image|picture|pic|photograph)s?|(?:photo|image|picture|pic)s? ?[:/]? ?(?:file|handout|courtesy|provided|supplied|submitted|pool|archive)|foto: ?privat|foto: ?archiv|ap photos?|afp photo|(?:(?:photo|image|picture)s?(?: by|:)? )?special arrangement|courtesy photo|courtesy|handout|pool photo|screenshot|screengrab)$`)
	via      = regexp.MustCompile(`(?:^|[ ,/])(?:(?i:via|on behalf of|courtesy of|courtesy) |(?:for|FOR) (?:[Tt]he )?\p{Lu})[^,/|]+$`)
	filed    = regexp.MustCompile(`(?:[ ,/|-]| — | – )+(?i:from )?(?i:file|archives?)(?: (?i:photos?|images?|pictures?)| (?:19|20)\d\d)?$|, (?:19|20)\d\d$|/(?:\p{Lu}{1,4}-)?(?:19|20)\d\d$`)
	formula  = regexp.MustCompile(`(?i)[;,.]? *\(?(?:used (?:in accordance|with (?:the )?permission|under|by permission)|in accordance with|all rights reserved|(?:taken )?under (?:an? |the )?(?:\p{L}+ ){0,3}permit)\b[^()]*$`)
	mention  = regexp.MustCompile(`(?i)\b(?:(?:ap|afp|epa|reuters|xinhua|upi|pool|handout|courtesy|file|staff) (?:file )?photos?|getty images?|pa wire|(?:photo|image)s? (?:by|via)|(?:press|press service|press office|news) (?:of .+ )?via ap)\b`)
	opening  = regexp.MustCompile(`(?i)\s*[.,|]?\s*(?:acquire licensing rights|purchase licensing rights|licensing rights)[^()]*$|\s+(?:attention editors|this image (?:has been|was|is))\b.*$|\s+mandatory credit\.?$|\s+(?:hide caption|toggle caption|enlarge this image|opens new tab|opens in new tab|read more|buy photo|(?:\| )?license photo|purchase photo| ?==\p{L}+)$`)
)

// creditText judges s, a credit without its parentheses, and returns what was read off: photographer and agency.
func creditText(s string) (note string, how int) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 200 || strings.ContainsAny(s, "“”?!") || worded(s)*2 > strings.Count(s, " ")+5 {
		return "", noCredit
	}
	if len(s) > 5 && strings.EqualFold(s[:5], "file:") {
		return creditText(s[5:])
	}
	if alone.MatchString(s) {
		return strings.ToLower(s), strong
	}
	if anyOf(s, "used ", "Used ", "accordance", "reserved", "permit") {
		if cut := formula.FindStringIndex(s); cut != nil && cut[0] > 0 {
			if note, how := creditText(s[:cut[0]]); how != noCredit || fromDesk(s[:cut[0]]) {
				return note, strong // Twitter; used with permission
			}
		}
	}
	if rest, ok := strings.CutPrefix(s, "©"); ok {
		if rest = strings.TrimSpace(rest); rest != "" && !strings.ContainsAny(rest[:1], "12") {
			return names(rest), strong
		}
		if len(rest) > 5 && (rest[4] == ' ' || rest[4] == ',') && strings.Contains(rest, "/") { // © 2025 Jane Doe/Getty Images
			return creditText(strings.TrimLeft(rest[4:], ", "))
		}
		return "", noCredit
	}
	if m := creditLead.FindStringSubmatch(s); m != nil && creditName(m[1]) {
		return names(m[1]), strong
	}
	if rest, ok := strings.CutPrefix(s, "Copyright "); ok && len(strings.Fields(rest)) <= 5 && nameLike(rest, 5) {
		return names(rest), strong
	}
	if m := courtesy.FindStringSubmatch(s); m != nil && creditName(m[1]) {
		return names(m[1]), strong
	}
	if m := housed.FindStringSubmatch(s); m != nil && nameLike(m[1], 6) {
		return names(s), strong // RNS photo/Jane Doe
	}
	if who, house, ok := strings.Cut(strings.Replace(s, " For ", " for ", 1), " for "); ok && len(strings.Fields(who)) >= 2 && nameLike(who, 4) && (strings.HasPrefix(house, "The ") || houseName.MatchString(house) || camel(house)) && nameLike(strings.TrimPrefix(house, "the "), 6) {
		return names(s), strong // Jane Doe for The Springfield Ledger
	}
	if who, address, ok := cutLast(s); ok && email.MatchString(address) && person(strings.TrimRight(who, ",")) {
		return names(who), strong // JANE DOE jdoe@courier.example
	}
	if capitalHouse(s) {
		return names(s), strong // Jane Doe SPRINGFIELD COURIER
	}
	if house, who, ok := strings.Cut(s, ": "); ok && (isAgency(house) || houseName.MatchString(house) && nameLike(house, 3) && !rank.MatchString(house) || callSign.MatchString(house) || newsroom.MatchString(house)) && len(strings.Fields(who)) >= 2 && nameLike(who, 4) {
		return names(s), strong // ABC News: Jane Doe
	}
	if m := mention.FindString(s); m != "" && nameish(s) && worded(s) <= 1 {
		return names(s), strong
	}
	if cut := filing(s); cut > 0 {
		if note, how := creditText(s[:cut]); how != noCredit {
			return note, strong // Jane Doe -- Springfield Courier file
		}
	}
	if hyphened(s) || tradeLine(s) || fromOutside.MatchString(s) && nameish(s) {
		return names(s), strong
	}
	if cut := licence.FindStringIndex(s); cut != nil && cut[0] > 0 {
		if note, how := creditText(s[:cut[0]]); how != noCredit {
			return note, strong
		}
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '|' })
	if len(parts) == 0 {
		return "", noCredit
	}
	known, people := 0, 0
	for i, p := range parts {
		p = strings.TrimSpace(p)
		main, rest, comma := strings.Cut(p, ",")
		switch {
		case len(parts) > 1 && (fold(p) == "stringer" || fold(p) == "handout"):
			people++
		case fromDesk(p), len(parts) > 1 && bodyName.MatchString(p) && capital(p), len(parts) > 1 && domain.MatchString(p), len(parts) > 1 && (fromOutside.MatchString(p) || rank.MatchString(p) && capital(p) || camel(p)):
			known++
		case isAgency(p) || comma && isAgency(main) && (isAgency(rest) || nameLike(rest, 4) || fold(rest) == "file"):
			known++
		case via.MatchString(p) && nameish(p) && worded(p) < 2 && sender(p):
			known, people = known+1, people+1
		case lastWordAgency(p):
			known++
			people++
		case comma && i == len(parts)-1 && nameLike(main, 6) && (isAgency(strings.TrimSpace(lastPart(rest))) || len(strings.Fields(main)) >= 2 && (houseName.MatchString(rest) && nameLike(strings.TrimSpace(rest), 4) || domain.MatchString(strings.TrimSpace(rest)))):
			known, people = known+1, people+1
		case nameLike(p, 7), len(parts) == 1 && ofFamily.MatchString(p):
			people++
		default:
			return twice(s)
		}
	}
	switch {
	case known > 0 && people > 0, known > 1:
		return names(s), strong
	case known > 0, callSign.MatchString(s):
		return names(s), weak
	case len(parts) == 2 && len(strings.Fields(parts[0])) >= 2 && len(parts[0]) >= 5:
		return names(s), strong // "Jane Doe/The Springfield Ledger"
	case len(parts) == 1 && len(strings.Fields(s)) >= 2 && len(strings.Fields(s)) <= 4:
		return names(s), weak
	}
	return twice(s)
}

// cutLast cuts off the last word of s.
func cutLast(s string) (before, last string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	return s[:max(i, 0)], s[i+1:], i > 0
}

// twice judges two credits in a row: Jane Doe/The Courier, Jane Doe-USA TODAY NETWORK.
func twice(s string) (note string, how int) {
	first, second, ok := strings.Cut(s, ", ")
	if !ok || !strings.ContainsAny(first, "/|") {
		return "", noCredit
	}
	if _, one := creditText(first); one != strong {
		return "", noCredit
	}
	if _, two := creditText(second); two == noCredit {
		return "", noCredit
	}
	return names(s), strong
}

// newsroom is a broadcaster with the place of one of its newsrooms: ABC Alice Springs.
var newsroom = regexp.MustCompile(`^\p{Lu}{3,5}(?: \p{Lu}\p{L}+){1,3}$`)

// capitalHouse reports whether s is a person's name and behind it that of a paper in capitals.
func capitalHouse(s string) bool {
	words := strings.Fields(s)
	for n := 2; n < min(len(words), 5); n++ {
		if house := strings.Join(words[n:], " "); capitals(house) && !capitals(words[n-1]) {
			return person(strings.Join(words[:n], " ")) && houseName.MatchString(house)
		}
	}
	return false
}

// filing returns where the words begin with which s says that it comes from the files, or of which year it is, in bytes, or 0.
func filing(s string) int {
	if last := s[len(s)-1]; !(last >= '0' && last <= '9') && !anyOf(s[max(0, len(s)-16):], "ile", "ILE", "rchive", "RCHIVE") {
		return 0
	}
	if cut := filed.FindStringIndex(s); cut != nil {
		return cut[0]
	}
	return 0
}

// worded counts the words of s that are neither names nor the picture desk's.
func worded(s string) (n int) {
	for w := range strings.FieldsSeq(s) {
		if capital(w) {
			continue
		}
		if low := strings.ToLower(strings.Trim(w, ",.:")); !particles[low] && !joining[low] && !trade[low] {
			n++
		}
	}
	return n
}

// sender reports whether a name, or nothing, stands before "via" or "for": Lee Park for, and not: traders waited for.
func sender(s string) bool {
	before := strings.TrimSpace(s[:via.FindStringIndex(s)[0]])
	return before == "" || nameLike(before, 9) || isAgency(before)
}

func lastPart(s string) string { return s[strings.LastIndex(s, ",")+1:] }

// lastWordAgency reports whether a name is followed by an agency: "Jane Doe Getty Images", "Li Na, Xinhua".
func lastWordAgency(s string) bool {
	words := strings.Fields(s)
	for n := 1; n <= 3 && n < len(words); n++ {
		at := len(words) - n
		who := strings.TrimRight(strings.Join(words[:at], " "), ",-–—")
		if isAgency(strings.Join(words[at:], " ")) && len(words[at]) > 1 && nameLike(strings.TrimSpace(who), 7) {
			return true
		}
	}
	return false
}

// nameish reports whether s can be the text of a credit that an agency's name has already given away.
func nameish(s string) bool {
	words := strings.Fields(s)
	lower := 0
	for _, w := range words {
		if !capital(w) && !particles[strings.ToLower(strings.Trim(w, ",.:"))] {
			lower++
		}
	}
	return len(words) <= 24 && lower*2 <= len(words)+1 && !strings.Contains(shortened.ReplaceAllString(s, ""), ". ")
}

// shortened are initials and ranks, whose full stop ends no sentence.
var shortened = regexp.MustCompile(`\b(?:\p{Lu}|Sgt|Lt|Gen|Capt|Cpl|Dr|St|Mr|Mrs|Ms|Spc|Pfc|Maj|Col|Cmdr|Dept|Jr|Sr|Fot|Univ|Co|Inc)\. `)

// creditName reports whether s can follow "Photo by".
func creditName(s string) bool {
	s = strings.TrimSpace(s)
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (capital(s) || r == '@' || r == '©' || isAgency(s) || isAgency(strings.Split(s, "/")[0])) && nameish(s)
}

// names returns the credit's parts, white space made single.
func names(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, p := range []string{"AP Photo/", "AP Photo ", "AFP PHOTO/", "REUTERS/", "Photo by ", "Photo: "} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			rest := s[len(p):]
			if agency, ok := strings.CutSuffix(strings.TrimSuffix(strings.ToUpper(p), " "), "/"); ok {
				agency = strings.TrimSuffix(strings.TrimSuffix(agency, " PHOTO"), "/")
				if agency == "REUTERS" {
					agency = "Reuters"
				}
				return rest + " / " + agency
			}
			return rest
		}
	}
	return s
}

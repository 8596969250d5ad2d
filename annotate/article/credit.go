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

// tail is how many bytes at a line's end are looked at for a credit.
const tail = 260

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
	formula  = regexp.MustCompile(`(?i)[;,.]? *\(?(?:used (?:in accordance|with (?:the )?permission|under|by permission)|in accordance with|all rights reserved)\b[^()]*$`)
	mention  = regexp.MustCompile(`(?i)\b(?:(?:ap|afp|epa|reuters|xinhua|upi|pool|handout|courtesy|file|staff) (?:file )?photos?|getty images?|pa wire|(?:photo|image)s? (?:by|via)|(?:press|press service|press office|news) (?:of .+ )?via ap)\b`)
	opening  = regexp.MustCompile(`(?i)\s*[.,|]?\s*(?:acquire licensing rights|purchase licensing rights|licensing rights)[^()]*$|\s+(?:attention editors|this image (?:has been|was|is))\b.*$|\s+mandatory credit\.?$|\s+(?:hide caption|toggle caption|enlarge this image|opens new tab|opens in new tab|read more|buy photo|purchase photo| ?==\p{L}+)$`)
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
	if anyOf(s, "used ", "Used ", "accordance", "reserved") {
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
	if who, house, ok := strings.Cut(s, " for "); ok && len(strings.Fields(who)) >= 2 && nameLike(who, 4) && (strings.HasPrefix(house, "The ") || houseName.MatchString(house) || camel(house)) && nameLike(house, 6) {
		return names(s), strong // Jane Doe for The Springfield Ledger
	}
	if who, address, ok := cutLast(s); ok && email.MatchString(address) && person(strings.TrimRight(who, ",")) {
		return names(who), strong // JANE DOE jdoe@courier.example
	}
	if capitalHouse(s) {
		return names(s), strong // Jane Doe SPRINGFIELD COURIER
	}
	if house, who, ok := strings.Cut(s, ": "); ok && (isAgency(house) || houseName.MatchString(house) && nameLike(house, 3) || callSign.MatchString(house) || newsroom.MatchString(house)) && len(strings.Fields(who)) >= 2 && nameLike(who, 4) {
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
		case via.MatchString(p) && nameish(p) && sender(p):
			known, people = known+1, people+1
		case lastWordAgency(p):
			known++
			people++
		case comma && i == len(parts)-1 && nameLike(main, 6) && (isAgency(strings.TrimSpace(lastPart(rest))) || len(strings.Fields(main)) >= 2 && houseName.MatchString(rest) && nameLike(strings.TrimSpace(rest), 4)):
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

// findCredit returns the credit at the end of s, in bytes, with its parentheses, and what follows it on the
// line as furniture.
func findCredit(s string) (credit, rest part, how int) {
	end := len(s)
	low := strings.ToLower(s[max(0, end-tail):])
	if len(low) != min(end, tail) {
		low = s[max(0, end-tail):] // a letter that changes its length with its case
	}
	if anyOf(low, "licensing", "attention", "this image", "mandatory credit", "caption", "enlarge", "opens", "read more", "buy photo", "purchase", "==") {
		if m := opening.FindStringIndex(low); m != nil {
			from := max(0, end-tail) + m[0]
			for from < end && strings.IndexByte(" .,|", s[from]) >= 0 {
				from++
			}
			rest = part{from, end, "", ""}
			end = len(strings.TrimRight(s[:from], spaces+"|"))
		}
	}
	body := s[:end]
	licensed := 0
	if strings.HasSuffix(body, ")") {
		if cut := licence.FindStringIndex(body); cut != nil && cut[0] > 0 { // Jane Doe/Flickr (CC BY 2.0)
			licensed, body = len(body), body[:cut[0]]
		}
	}
	if i := bracketed(body); i >= 0 && licensed == 0 {
		inner := strings.TrimRight(body, ".")
		note, how := creditText(inner[i+1 : len(inner)-1])
		if how == noCredit && labelled.MatchString(inner[i+1:]) {
			note, how = names(inner[i+1:len(inner)-1]), strong // (Credit: Photo sent by our correspondent)
		}
		if how != strong && inner == body && signedBody(inner[:i], inner[i+1:len(inner)-1]) {
			note, how = inner[i+1:len(inner)-1], strong
		}
		if how == noCredit && inner == body && strings.HasSuffix(strings.TrimRight(inner[:i], " "), ".") && nameLike(strings.TrimLeft(inner[i+1:len(inner)-1], "0123456789"), 3) && len(s) < 160 {
			note, how = inner[i+1:len(inner)-1], weak // (9News)
		}
		if how == noCredit {
			if from, note, how := bare(strings.TrimRight(body[:i], " ")); how == strong && creditLeadish(body[from:]) && capitals(inner[i+1:]) {
				return part{from, len(inner), "", note}, rest, how // REUTERS/Jane Doe (BOLIVIA)
			}
			if from, note, how := bare(body); how == strong && creditLeadish(body[from:]) {
				return part{from, len(strings.TrimRight(body, ".")), "", note}, rest, how // Image: Jane Doe (JANE).
			}
			return part{}, part{}, noCredit
		}
		if before := strings.TrimRight(inner[:i], " "); strings.HasSuffix(before, ")") {
			if k := bracketed(before); k > 0 { // (Photo by Doe / AFP) (Photo by DOE/AFP via Getty Images)
				if _, twice := creditText(before[k+1 : len(before)-1]); twice == strong {
					i = k
				}
			}
		}
		return part{i, len(inner), "", note}, rest, how
	}
	if !anyOf(low, "photo", "image", "picture", "foto", "bild", "quelle", "crédit", "credit", "courtesy", "handout", "provided", "supplied", "submitted", "via ", "getty", "©", "/", "|", "wire", "chart", "map", "graphic", " for ", "pic:", "pics:", "illustra", "source:", "special to", "copyright", " pic", "screen", "rendering", "unsplash", "composite", "fot. ", "mynd", "archive", "arrangement", "@", ", the ", "-", "–", "—") && !(len(body) < 200 && houseTail(body) > 0) {
		return part{}, part{}, noCredit
	}
	from, note, how := bare(body)
	if how == noCredit {
		return part{}, part{}, noCredit
	}
	if words := strings.Fields(body); len(words[len(words)-1]) > 4 {
		end = len(strings.TrimRight(body, "."))
	}
	return part{from, max(end, licensed), "", note}, rest, how
}

// signedBody reports whether in, which stands in parentheses behind a full stop or a name, is what a body is called, whatever its case: Presidential office.
func signedBody(before, in string) bool {
	before = strings.TrimRight(before, " ")
	return (strings.HasSuffix(before, ".") || nameLike(before, 6)) && len(before) < 200 && capital(in) && len(strings.Fields(in)) < 7 && bodyName.MatchString(in)
}

// labelled opens what can be nothing but a credit, whoever it names.
var labelled = regexp.MustCompile(`^(?i:(?:photo |image |picture )?(?:credits?|source): |(?:provided|supplied|submitted|released) by |courtesy of )[^.?!]{4,60}\)$`)

var bodyName = regexp.MustCompile(`(?i)\b(?:office|ministry|department|police|headquarters|agency|authority|administration|army|navy|air force|marine corps|coast guard|command|embassy|fire station|museum|university|council|institute|society|party)$|^(?:ministry|office|department|embassy) of\b`)

// bracketed returns where the parenthesis that closes s opens, or -1.
func bracketed(s string) int {
	s = strings.TrimRight(s, ".")
	if s == "" {
		return -1
	}
	open, shut := byte('('), s[len(s)-1]
	switch shut {
	case ')':
	case ']':
		open = '['
	default:
		return -1
	}
	depth := 0
	for i := len(s) - 1; i >= 0 && i > len(s)-tail; i-- {
		switch s[i] {
		case shut:
			depth++
		case open:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// bare returns where a credit without parentheses begins at the end of s: after a sentence, a bar or a dash.
func bare(s string) (from int, note string, how int) {
	low := max(0, len(s)-160)
	for i := low; i < len(s)-2; i++ {
		if s[i] != ' ' && s[i] != '|' {
			continue
		}
		before := strings.TrimRight(s[:i], " ")
		sign := strings.HasSuffix(before, "|") || strings.HasSuffix(before, "—") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, " -") || strings.HasSuffix(before, ". /") || s[i] == '|'
		stop := !goesOn(before, s[i+1:]) && (strings.HasSuffix(strings.TrimRight(before, `"'”’)`), ".") || strings.HasSuffix(strings.TrimRight(before, `"'”’)`), "!") || strings.HasSuffix(strings.TrimRight(before, `"'”’)`), "?"))
		c := strings.TrimLeft(s[i:], " |–—-/")
		at := len(s) - len(c)
		lead := creditLeadish(c)
		if !sign && !stop && !lead {
			continue
		}
		if k := strings.LastIndex(c, ". "); k > 0 && !lead && creditLeadish(c[k+2:]) && !initial(c[:k+1]) {
			continue // Velden, Feb. 12. Photo: Jane Doe
		}
		note, how := creditText(strings.TrimRight(c, "."))
		if how == strong && (stop || sign || lead) && !prose(c) {
			return at, note, strong
		}
		if how == weak && stop && (strings.HasPrefix(s[at-2:], "| ") || strings.HasPrefix(s[at-2:], "/ ")) && (isAgency(c) || person(c) || rank.MatchString(c)) {
			return at, note, strong // on Friday. | KYODO
		}
		if full := strings.TrimRight(s[:at], "—–- "); how != noCredit && strings.ContainsAny(s[len(full):at], "—–") && strings.HasSuffix(full, ".") && len(s) < 240 && !strings.Contains(full, ". ") && nameLike(c, 4) && !speech(s) && !strings.HasSuffix(s, ".") {
			return at, note, strong // in Lahore. — White Star
		}
		i = max(i, at-1)
	}
	if at := capsTail(s); at > low {
		if note, how := creditText(s[at:]); how == strong || how == weak && (isAgency(s[at:]) || person(s[at:])) || photoWord[fold(s[at:])] {
			return at, note, strong // Tourists on Duval Street GETTY IMAGES
		}
	}
	if at := houseTail(s); at > low {
		return at, s[at:], strong // The old mill before the fire Alamy Stock Photo
	}
	// A caption without a full stop: signs outside the town hall Jane Doe/Reuters
	if at := afterPlace(s, afterProse(s)); at > low && at < len(s) {
		if note, how := creditText(s[at:]); how == strong && agencyIn(s[at:]) {
			return at, note, strong
		}
	}
	return 0, "", noCredit
}

// photoWord are words that are a credit where they end a line in capitals.
var photoWord = set(`submitted|contributed|supplied|provided|courtesy|handout|file|archive|getty|photo provided|photo submitted`)

// capsTail returns where the words in capitals begin with which a line ends that is not in capitals, in bytes, or 0.
func capsTail(s string) int {
	at := len(s)
	for at > 0 {
		from := strings.LastIndexByte(s[:at], ' ') + 1
		w := strings.Trim(s[from:at], "/|,.&()")
		if at == len(s) && strings.Trim(w, "0123456789") == "" {
			at = max(from-1, 0) // GLOBE STAFF/FILE 2009
			continue
		}
		if w != "" && !capitals(w) && letters(w) != 1 || w == "" && s[from:at] != "/" && s[from:at] != "|" {
			break
		}
		if at = from - 1; at < 0 {
			return 0
		}
	}
	before := s[:max(at, 0)]
	if at >= len(s)-3 || at <= 0 || strings.IndexByte(".!?”\"", before[len(before)-1]) >= 0 || len(strings.Fields(before)) < 3 || creditLeadish(before+" X") || tradeLine(before) {
		return 0
	}
	return at + 1
}

// houseTail returns where the name of a house that sells pictures begins with which a line ends, behind words that it does not hang on,
// in bytes, or 0.
func houseTail(s string) int {
	words := strings.Fields(s)
	at := len(s)
	if len(words) < 4 {
		return 0
	}
	for n := 1; n <= 3 && n+3 <= len(words); n++ {
		at = strings.LastIndexByte(s[:at], ' ')
		name, last := s[at+1:], strings.Trim(words[len(words)-n-1], ",.;")
		if strings.IndexByte(".!?”\"", words[len(words)-n-1][len(words[len(words)-n-1])-1]) >= 0 {
			return 0 // behind a sentence it may sign the story
		}
		if capital(name) && pictureHouse[fold(name)] && !hangs[strings.ToLower(last)] && !particles[strings.ToLower(last)] && afterProse(s[:at]) > 0 && !speech(s) {
			return at + 1
		}
	}
	return 0
}

// pictureHouse are names that stand behind a caption without anything between them. hangs are words that a name behind them belongs to.
var (
	pictureHouse = set(`getty images|getty|alamy|alamy stock photo|shutterstock|istock|pa media|pa|reuters|afp|epa|ap|swns|swns.com|family handout|handout|rex|rex features|national world|google|google maps|google street view|facebook|contributed|submitted|supplied|courtesy photo|wikimedia commons|unsplash`)
	hangs        = set(`told|tells|says|by|to|with|from|at|in|on|off|via|over|and|or|than|as|against|per|between|about|is|was|are|were|be|use|uses|using|sue|sues|left|right|into`)
)

// goesOn reports whether the full stop at the end of before ends no sentence there: that of an initial, a title or a month before its day.
func goesOn(before, next string) bool {
	if !strings.HasSuffix(before, ".") {
		return false
	}
	word := strings.ToLower(before[strings.LastIndexByte(before, ' ')+1 : len(before)-1])
	return initial(before) || titular[word] || numbered[word] && next != "" && next[0] >= '0' && next[0] <= '9'
}

// titular are abbreviations that stand before a name, numbered those that stand before a number.
var (
	titular  = set(`st|ste|mt|ft|gov|sen|rep|gen|lt|col|maj|capt|cmdr|sgt|spc|pfc|cpl|dr|mr|mrs|ms|prof|rev|hon|dept|vs`)
	numbered = set(`jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|no|nos`)
)

// initial reports whether s ends with the initial of a name.
func initial(s string) bool {
	return len(s) > 2 && s[len(s)-1] == '.' && s[len(s)-3] == ' ' && s[len(s)-2] >= 'A' && s[len(s)-2] <= 'Z'
}

// afterProse returns where the names begin with which s ends, behind its last word that is none, in bytes.
func afterProse(s string) int {
	at := len(s)
	for at > 0 {
		from := strings.LastIndexByte(s[:at], ' ') + 1
		if w := s[from:at]; w != "" && !capital(w) && !strings.ContainsAny(w, "/|@") && !trade[w] && w != "for" {
			return at + 1
		}
		at = from - 1
	}
	return 0
}

// afterPlace moves at, where the names of a credit begin, behind a place that a preposition before it holds: at Anfield Jane Doe/Reuters.
func afterPlace(s string, at int) int {
	if at >= len(s) {
		return at
	}
	who, _, ok := strings.Cut(s[at:], "/")
	names := strings.Fields(who)
	last := strings.Fields(s[:at])
	if !ok || len(names) < 3 || len(last) == 0 || !hangs[last[len(last)-1]] || particles[strings.ToLower(names[len(names)-2])] {
		return at
	}
	return at + strings.LastIndex(who, " "+names[len(names)-2]) + 1
}

// agencyIn reports whether a credit names an agency.
func agencyIn(s string) bool {
	if mention.MatchString(s) || hyphened(s) {
		return true
	}
	if a, b, ok := strings.Cut(s, "/"); ok && (acronym.MatchString(a) && person(b) || acronym.MatchString(b) && person(a) || domain.MatchString(a) && capital(b)) {
		return true // GNA/Kofi Doe
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(s, "|", "/"), "/") {
		if part = strings.TrimSpace(part); isAgency(part) || lastWordAgency(part) || (houseName.MatchString(part) || strings.HasPrefix(part, "The ")) && nameLike(part, 4) {
			return strings.Contains(s, "/")
		}
	}
	return false
}

var leadish = regexp.MustCompile(`^(?:REUTERS/|AP Photo/|(?:Contributed|Submitted|Courtesy|Staff|Provided|Supplied|Handout|HANDOUT|STRINGER|Stringer|STR) ?(?:/|[Pp]hoto|[Ii]mage|[Pp]icture)|File (?:photo|image|picture)|(?:PHOTO|Photo) (?:COURTESY|Courtesy|courtesy)(?: of| OF)?:? |Courtesy: ?|EPA-EFE/|EPA/|AFP PHOTO|AFP/|Xinhua/|©|Courtesy of |(?:(?:Mandatory|Crown|Photo|Image|Picture|Video|MANDATORY|PHOTO|IMAGE|PICTURE) )?(?:[Cc]redits?|CREDITS?|Photos?|PHOTOS?|Photograph|PHOTOGRAPH|Images?|IMAGES?|Pictures?|PICTURES?|Pics?|PICS?|Illustration|ILLUSTRATION|Graphic|GRAPHIC|Rendering|Video|VIDEO|Screenshot|Composite|Mynd|Kuva|Foto|FOTO|Fotos|Bild|Bilder|Crédits?|(?:Bildq|Q)uelle|Copyright)(?:(?: by)? ?: ?|/| / | by | ?© ?)|Fot\. |(?:Image|Photo|Picture) (?:source|copyright|credit), )`)

// creditLeadish reports whether c opens so that it can be nothing but a credit, even inside a sentence.
func creditLeadish(c string) bool {
	if len(c) > 3 && (c[0] == 'i' || c[0] == 'p' || c[0] == 'c') { // words begin so too often to ask an expression about each
		word, _, ok := strings.Cut(c[:min(len(c), 10)], ": ")
		return ok && labels[word]
	}
	return len(c) > 3 && strings.IndexByte("RAEXCMPIVGSFBQH\xc2", c[0]) >= 0 && leadish.MatchString(c)
}

// labels open a credit in small letters.
var labels = set(`image|photo|picture|pic|credit|courtesy`)

// prose reports whether c reads as a sentence: "Pool Photo by night. Then rain".
func prose(c string) bool {
	for _, w := range strings.Fields(c) {
		switch strings.ToLower(strings.Trim(w, ".,")) {
		case "is", "was", "were", "are", "has", "had", "have", "said", "says", "that", "which", "who", "his", "her", "their":
			return true
		}
	}
	return false
}

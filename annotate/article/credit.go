package article

import (
	"cmp"
	"regexp"
	"strings"
)

// tail is how many bytes at a line's end are looked at for a credit.
const tail = 260

// findCredit returns the credit at the end of s, in bytes, with its parentheses, and what follows it on the
// line as furniture.
func findCredit(s string) (credit, rest part, how int) {
	end := len(s)
	low := strings.ToLower(s[max(0, end-tail):])
	if len(low) != min(end, tail) {
		low = s[max(0, end-tail):] // a letter that changes its length with its case
	}
	if anyOf(low, "licensing", "license photo", "attention", "this image", "mandatory credit", "caption", "enlarge", "opens", "read more", "buy photo", "purchase", "==") {
		if m := opening.FindStringIndex(low); m != nil {
			from := max(0, end-tail) + m[0]
			for from < end && strings.IndexByte(" .,|", s[from]) >= 0 {
				from++
			}
			rest = part{from, end, "", ""}
			end = len(strings.TrimRight(s[:from], spaces+"|"))
		}
	}
	if i := strings.LastIndex(s[:end], ") @"); i > 0 && isHandle(s[i+2:end]) && strings.IndexByte(s[i+2:end], ' ') < 0 { // (Jane Doe/The Springfield Ledger) @jdoe
		if credit, _, how := findCredit(s[:i+1]); how == strong {
			credit.to = end
			return credit, rest, how
		}
	}
	if i := max(strings.LastIndex(s[:end], "Credit..."), strings.LastIndex(s[:end], "Credit…")); i > 0 && strings.IndexByte(".) ", s[i-1]) >= 0 { // on Friday.Credit...Jane Doe for The New York Times
		who := strings.TrimSpace(strings.TrimLeft(s[i+len("Credit"):end], ".… "))
		if note, _ := creditText(who); note != "" || creditName(who) {
			return part{i, end, "", cmp.Or(note, names(who))}, rest, strong
		}
	}
	if m := gluedName.FindStringSubmatchIndex(s[max(0, end-80):end]); m != nil {
		from := max(0, end-80) + m[2]
		if note, how := creditText(s[from:end]); how == strong {
			return part{from, end, "", note}, rest, strong // his father in 1958.Jane Doe/Globe Staff
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
	if !anyOf(low, "photo", "image", "picture", "foto", "bild", "quelle", "crédit", "credit", "courtesy", "handout", "provided", "supplied", "submitted", "via ", "getty", "©", "/", "|", "wire", "chart", "map", "graphic", " for ", "pic:", "pics:", "illustra", "source:", "special to", "copyright", " pic", "screen", "rendering", "unsplash", "composite", "fot. ", "mynd", "archive", "arrangement", "@", ", the ", "-", "–", "—", ".com", ".org", ".net", "contributed", "collected") && !(len(body) < 200 && houseTail(body) > 0) {
		if at := strings.LastIndex(body, ". ") + 2; at > 24 && end < 240 && acronym.MatchString(body[at:]) && len(body) > at+2 && !wires[fold(body[at:])] && !speech(body) && !sentences(body[:at-1]) {
			return part{at, end, "", body[at:]}, rest, strong // A diver checks the hull on Monday. NOAA
		}
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

// gluedName is a name with a house that follows a full stop without a space, as two elements of a page do that are copied together.
var gluedName = regexp.MustCompile(`[\p{Ll}\d)”"’]\.(\p{Lu}[\p{L}'’-]+ [^.]*/[^.]*)$`)

// sentences reports whether s is more than one sentence.
func sentences(s string) bool {
	_, rest := firstSentence(s)
	return rest != ""
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
		if stop && capital(c) && (photoWord[fold(c)] || c == "Collected") && i > 12 {
			return at, c, strong // The sign at the pier. Contributed
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
		at = behindDay(s, at)
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

// behindDay moves at, where an agency's name begins with which s ends, to the name of a person before it, if that stands behind a day or
// a year: on Saturday Jane Doe AFP.
func behindDay(s string, at int) int {
	words := strings.Fields(s[:at])
	for n := 2; n <= 3 && n < len(words) && isAgency(s[at:]); n++ {
		who, day := strings.Join(words[len(words)-n:], " "), strings.ToLower(words[len(words)-n-1])
		if person(who) && !numbered[strings.TrimSuffix(day, ".")] && (strings.HasSuffix(day, "day") || yearly.MatchString(day)) {
			return strings.LastIndex(s[:at], who)
		}
	}
	return at
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
	if last := before[strings.LastIndexByte(before, ' ')+1:]; hangs[last] || last == "for" {
		return 0 // Jane Doe for NPR
	}
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
	if n := len(names); ok && n > 1 && n < 4 && isAgency(names[n-1]) {
		return at + strings.LastIndex(who, names[n-1]) // in Oerlikon Keystone / Jane Doe
	}
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

package article

import (
	"regexp"
	"strings"
)

var (
	bylineLead = regexp.MustCompile(`^(By|BY|(?i:(?:stor(?:y|ies)|written|words|text|report|reported|posted|analysis|opinion|commentary|review|reviewed|perspective|column|essay|interview|special report|exclusive|guest (?:column|essay|post)|special to [^,]{3,30})(?:,? (?:and|&) (?:photos?|photographs|photography|pictures|images|video|illustrations?|words|text))? by|(?:photos?|photographs|photography|pictures) (?:and|&) (?:text|words|story|reporting) by)|(?i:authors?|story|text|words|writer|reporter)(?::| by)|Von|Par|Por|Di|Da)(?:: ?| )(.+)$`)
	bylineTail = regexp.MustCompile(`(?i)(?:^|[,|/•·] ?|\s[-–—] ?)(?:(?:the )?(?:associated press|ap|reuters|afp|dpa|xinhua|press association|upi|canadian press|bloomberg|cnn|bbc news|npr|pa)(?: (?:staff )?(?:writers?|reporters?|correspondents?|staff|business writers?|sports writers?|news staff))?|(?:[a-z]+ ){0,4}(?:staff|staff writers?|staff reporters?|(?:senior |chief |special )?correspondents?|reporters?|editors?|columnists?|bureau chief|contributors?))$`)
	bylineDesk = regexp.MustCompile(`(?i)^(?:(?:the )?(?:associated press|ap|reuters|reuters staff|agence france-presse|afp|dpa|xinhua|press association|pa media|upi|united press international|the canadian press|bloomberg(?: news)?|tribune news service|news agencies|agencies|wire reports|staff (?:report|reporter|writer|and agencies|and wire reports)s?|associated press (?:[a-z]+ )?writers?|ap (?:[a-z]+ )?(?:writers?|staff))|for the associated press|special (?:to|for) .{3,40}|from (?:(?:our|staff|wire|news|local)(?: own| special)? ?(?:staff|wire|news)?(?: and (?:wire|staff|news))?) (?:reports?|reporters?|correspondents?|services?|dispatches)|our (?:own )?(?:[a-z]+ )?(?:correspondents?|reporters?|staff|bureau)|(?:political|business|health|science|diplomatic|sports?|europe|middle east|asia|africa|education|environment|chief|senior|national|local|crime|world|foreign|white house) (?:[a-z]+ )?(?:correspondent|reporter|editor|writer|staff)s?)$`)
	deskStaff  = regexp.MustCompile(`^(?:The )?(?:[\p{Lu}\d][\p{L}.&’'-]+,? ){0,3}(?i:(?:news |foreign |wire |web |digital |local )?(?:staff(?: reports?)?|reporters?|correspondents?|bureau|desk|newsroom|news desk|web desk|editorial board|news service|news services)(?: (?:and|&|with) (?:agencies|(?:wire|news) (?:reports|services|agencies)|wires))?)$`)
	alsoBy     = regexp.MustCompile(`(?i)\s+(?:photos?|photographs|photography|pictures|images|video): |\s*[;,|/&]\s*(?:and )?(?:graphics?|photos?|photographs|photography|pictures|images|illustrations?|video|design|animation|editing|edited|translation|translated|additional reporting)(?: by |: ?)`)
	email      = regexp.MustCompile(`(?i)^[^\s@]+@\S+\.[a-z]{2,}$`)
	contact    = regexp.MustCompile(`(?i)^(?:e-?mail:? )?(?:[^\s@]+@\S+\.[a-z]{2,}|@\w{3,20})(?:(?:,? |[|•·/]| - )*(?:[^\s@]+@\S+\.[a-z]{2,}|@\w{3,20}|on|and|twitter|x|twitter:|[|•·/–-]|[\d() .-]{7,}))*$`)
	photosBy   = regexp.MustCompile(`^(?i:photos|photographs|photography|pictures|illustrations|graphics|visuals|video) by \p{Lu}`)
	network    = regexp.MustCompile(`^From (?:[A-Z][\p{L}]*[A-Z]\p{L}*(?:[’']s?)? |(?:[Tt]he )?(?:\p{Lu}\p{L}+ ){1,3}?(?:staff|correspondents?|reporters?) )(\p{Lu}.+)$`)
)

// byline reports whether s is an author's line, and the names in it.
func byline(s string) (who string, ok bool) {
	if len(s) > 160 {
		return "", false
	}
	if m := network.FindStringSubmatch(s); m != nil && !strings.HasSuffix(s, ".") {
		if people, _ := authors(m[1]); people > 0 {
			return m[1], true // From CNN's Jane Doe in Rome
		}
	}
	m := bylineLead.FindStringSubmatch(s)
	if m == nil {
		name, small := strings.CutPrefix(undated(s), "by ")
		if small {
			people, _ := authors(name)
			if who := servingAs.FindStringSubmatch(name); who != nil && people == 0 {
				people, _ = authors(who[1]) // by Xinhua writers Jane Doe, Jon Roe
			}
			if who, house, ok := strings.Cut(name, ", "); people == 0 && ok && len(name) < 60 && (capital(house) || rank.MatchString(house)) && !strings.HasSuffix(house, ".") {
				people, _ = authors(who) // by Jane Doe, TV 2 Nyheter
			}
			return name, people > 0
		}
		return "", false
	}
	rest := strings.TrimSpace(alsoBy.ReplaceAllString(undated(m[2]), ", "))
	if who := servingAs.FindStringSubmatch(rest); who != nil && person(who[1]) {
		return rest, true // By state political reporter Jane Doe
	}
	if who, also, two := strings.Cut(rest, ". "); two && photosBy.MatchString(also) && person(who) {
		rest = who // Words by Jane Doe. Photographs by Jon Roe
	}
	for _, article := range []string{"the ", "a ", "A ", "an ", "our ", "Our "} {
		if staff, ok := strings.CutPrefix(rest, article); ok && (deskStaff.MatchString(staff) || article != "the " && capital(staff) && rank.MatchString(staff)) {
			return rest, true // By a Staff Reporter
		}
	}
	if rest == "" || !capital(rest) || strings.HasSuffix(rest, ".") && !strings.HasSuffix(rest, "Jr.") && !degree.MatchString(lastPart(rest)) || strings.ContainsAny(rest, "?!“”\"") {
		return "", false
	}
	foreign := m[1] == "Von" || m[1] == "Par" || m[1] == "Por" || m[1] == "Di" || m[1] == "Da"
	if people, _ := authors(serving.ReplaceAllString(rest, "")); people > 0 && !foreign || len(m[1]) > 2 && deskStaff.MatchString(rest) {
		return rest, true
	}
	if len(m[1]) > 2 && !foreign && !strings.HasPrefix(m[1], "A") {
		return "", false // a word that anything may follow
	}
	lower, words := 0, strings.Fields(rest)
	for _, w := range words {
		if !capital(w) && !particles[strings.ToLower(strings.Trim(w, ",.;|"))] && !email.MatchString(w) {
			lower++
		}
	}
	limit := 2
	if bylineTail.MatchString(rest) {
		limit = 5
	}
	if lower > limit || lower > 0 && foreign || foreign && len(words) < 2 || len(words) > 20 || lower*2 > len(words) {
		return "", false
	}
	return rest, true
}

// serving are the ranks of soldiers, in front of their names.
var serving = regexp.MustCompile(`^(?:(?:Master|Senior|Chief|Staff|Tech\.?|Technical|Gunnery|Petty|Lance|Command|1st|2nd|3rd|First|Second|Third|Mass|Communication|Specialist|Officer|Class|Airman|Seaman|Sgt\.?|Sergeant|Cpl\.?|Pfc\.?|Spc\.?|Lt\.?|Cmdr\.?|Capt\.?|Maj\.?|Col\.?|Major|Captain|Lieutenant|Corporal) )+`)

// servingAs is a rank in small letters, and whose it is: state political reporter Jane Doe.
var servingAs = regexp.MustCompile(`^(?:the |our )?(?:[\p{L}’'&-]+ ){0,4}(?:writer|reporter|correspondent|editor|columnist|critic|bureau chief|analyst|producer|journalist)s? (\p{Lu}.+)$`)

// desk reports whether s is the line beneath a byline, or a byline of its own near the top: an agency, a rank, an address.
func desk(s string) bool {
	if what, where, ok := strings.Cut(s, " in "); ok && nameLike(where, 3) && strings.Contains(fold(what), "staff") {
		s = what // Staff and agencies in Velden
	}
	return len(s) <= 80 && (bylineDesk.MatchString(s) || contact.MatchString(s) || len(s) <= 60 && deskStaff.MatchString(s))
}

// house reports whether s can be the paper or the rank beneath an author's name: "BBC News", "The Springfield Ledger".
func house(s string) bool {
	if cut := sentTo.FindStringIndex(s); cut != nil {
		s = s[:cut[0]] // Los Angeles Chronicle (TNS)
	}
	if len(s) > 50 || strings.HasSuffix(s, ".") {
		return false
	}
	return desk(s) || isAgency(s) || houseName.MatchString(s) && nameLike(s, 5)
}

var houseName = regexp.MustCompile(`(?i)\b(?:news|times|post|herald|ledger|courier|gazette|tribune|journal|star|globe|chronicle|observer|examiner|register|press|sun|bulletin|dispatch|inquirer|sentinel|record|review|standard|newspapers?|network|media|online|mail|telegraph|guardian|independent|today|daily|weekly|writer|reporter|correspondent|editor|staff|radio|television|tv|magazine|republic|bee|advocate|enquirer|statesman|argus|echo|mirror|nation|citizen|express)\b`)

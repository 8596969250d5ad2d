package article

import (
	"regexp"
	"strings"
)

var (
	bylineLead = regexp.MustCompile(`^(?:By|BY|Story by|STORY BY|Written by|WRITTEN BY|Words by|Text by|Author:|Authors:|Von|Par|Por|Di|Da)(?:: ?| )(.+)$`)
	bylineTail = regexp.MustCompile(`(?i)(?:^|[,|/] ?|\s[-–—] ?)(?:(?:the )?(?:associated press|ap|reuters|afp|dpa|xinhua|press association|upi|canadian press|bloomberg|cnn|bbc news|npr|pa)(?: (?:staff )?(?:writers?|reporters?|correspondents?|staff|business writers?|sports writers?|news staff))?|(?:[a-z]+ ){0,4}(?:staff|staff writers?|staff reporters?|(?:senior |chief |special )?correspondents?|reporters?|editors?|columnists?|bureau chief|contributors?))$`)
	bylineDesk = regexp.MustCompile(`(?i)^(?:(?:the )?(?:associated press|ap|reuters|reuters staff|agence france-presse|afp|dpa|xinhua|press association|pa media|upi|united press international|the canadian press|bloomberg(?: news)?|tribune news service|news agencies|agencies|wire reports|staff (?:report|reporter|writer|and agencies|and wire reports)s?|associated press (?:[a-z]+ )?writers?|ap (?:[a-z]+ )?writers?)|for the associated press|special to .{3,40}|(?:political|business|health|science|diplomatic|sports?|europe|middle east|asia|africa|education|environment|chief|senior|national|local|crime|world|foreign|white house) (?:[a-z]+ )?(?:correspondent|reporter|editor|writer|staff))$`)
	email      = regexp.MustCompile(`^\S+@\S+\.[a-z]{2,}$`)
)

// byline reports whether s is an author's line, and the names in it.
func byline(s string) (who string, ok bool) {
	if len(s) > 160 {
		return "", false
	}
	m := bylineLead.FindStringSubmatch(s)
	if m == nil {
		name, small := strings.CutPrefix(s, "by ")
		return name, small && len(strings.Fields(name)) >= 2 && nameLike(name, 6)
	}
	rest := strings.TrimSpace(m[1])
	if rest == "" || !capital(rest) || strings.HasSuffix(rest, ".") && !strings.HasSuffix(rest, "Jr.") || strings.ContainsAny(rest, "?!“”\"") {
		return "", false
	}
	foreign := !strings.HasPrefix(strings.ToLower(s), "by") && !strings.Contains(strings.ToLower(s[:min(len(s), 12)]), " by") && !strings.HasPrefix(s, "Author")
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

// desk reports whether s is the line beneath a byline, or a byline of its own near the top: an agency, a rank, an address.
func desk(s string) bool {
	return len(s) <= 80 && (bylineDesk.MatchString(s) || email.MatchString(s))
}

// house reports whether s can be the paper or the rank beneath an author's name: "BBC News", "The Springfield Ledger".
func house(s string) bool {
	if len(s) > 50 || strings.HasSuffix(s, ".") {
		return false
	}
	return desk(s) || isAgency(s) || houseName.MatchString(s) && nameLike(s, 5)
}

var houseName = regexp.MustCompile(`(?i)\b(?:news|times|post|herald|ledger|courier|gazette|tribune|journal|star|globe|chronicle|observer|examiner|register|press|sun|bulletin|dispatch|inquirer|sentinel|record|review|standard|mail|telegraph|guardian|independent|today|daily|weekly|writer|reporter|correspondent|editor|staff|radio|television|tv|magazine)\b`)

// nameIn reports whether s is an author and where they wrote: "Jane Doe in Springfield".
func nameIn(s string) bool {
	name, place, ok := strings.Cut(s, " in ")
	if !ok || len(s) > 80 || strings.HasSuffix(s, ".") {
		return false
	}
	for who := range strings.SplitSeq(strings.ReplaceAll(name, " and ", ","), ",") {
		if who = strings.TrimSpace(who); !nameLike(who, 4) || len(strings.Fields(who)) < 2 {
			return false
		}
	}
	return nameLike(place, 4)
}

// nameAt reports whether s is an author and the paper: "Jane Doe, The Springfield Ledger".
func nameAt(s string) bool {
	name, paper, ok := strings.Cut(s, ", ")
	return ok && len(strings.Fields(name)) >= 2 && nameLike(name, 4) && house(paper)
}

// authorTitle reports whether s is a name with its agency or rank: "Jane Doe, Associated Press".
func authorTitle(s string) bool {
	if len(s) > 110 || strings.HasSuffix(s, ".") {
		return false
	}
	m := bylineTail.FindStringIndex(s)
	if m == nil || m[0] == 0 {
		return false
	}
	for name := range strings.SplitSeq(strings.ReplaceAll(s[:m[0]], " and ", ","), ",") {
		if !nameLike(strings.TrimSpace(name), 4) {
			return false
		}
	}
	return len(strings.Fields(s[:m[0]])) >= 2
}

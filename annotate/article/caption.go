package article

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"galley/annotate"
)

var (
	captionLead = regexp.MustCompile(`(?i)^(?:in (?:this|these|an?) (?:[\p{L}\p{N}.,'’-]+ ){0,8}?(?:photos?|images?|pictures?|photographs?|frames?|combo|combination|screenshot|screengrab|illustration|rendering|sketch)\b|(?:this|these|an?) (?:[\p{L}'’-]+ ){0,4}?(?:photos?|images?|pictures?|photographs?|combo|combination|screenshot|video grab|frame grab|screengrab|file) (?:provided|released|taken|made|obtained|combination|shows?|from|of|issued|supplied|dated|posted|grab)\b|(?:photos?|images?|pictures?|photographs?|satellite images?|pictured|caption|from left|from right|clockwise|left to right|l-r|above|below|left|right|top|bottom)(?:,|:| shows?\b| taken\b| provided\b| released\b| left\b| top\b| from (?:top|left)\b)|pictured here)`)
	leftRight   = regexp.MustCompile(`(?i)(?:, (?:far |top |bottom |second (?:from )?|third (?:from )?|front |back )?(?:left|right|center|centre|middle|background|foreground|front|rear)(?:,|\.|;| and )| \((?:l|r|c|l-r|left|right|centre|center|front|back|2nd [lr])\)|\bfrom left\b|\bl-r\b|\b(?:second|third) from (?:left|right)\b)`)
	fullDate    = regexp.MustCompile(`(?i:` + weekdays + `),? (?:` + months + ` \d{1,2}|\d{1,2} ` + months + `)(?:,? \d{4})?|(?:` + months + ` \d{1,2}, \d{4}|\d{1,2} ` + months + `,? \d{4})`)
	weekdayDate = regexp.MustCompile(weekdays + `,? (?:` + months + ` \d{1,2}|\d{1,2} ` + months + `)(?:,? \d{4})`)
	said        = regexp.MustCompile(`(?i)\b(?:said|told|added|according to|announced|reported|argued|warned)\b`)

	fileLead   = regexp.MustCompile(`^(?:(?:FILED?|File|ARCHIVE|Archive)(?:(?: PHOTO| Photo| photo| PICTURE| IMAGE| Image| image| PIC| picture)(?: ?[:–—-]+ ?| )|(?: ?[-–—:]+ ?))|FILE: |\(FILES?\) |(?:PHOTO|IMAGE) FILE: |HANDOUT ?[-–—:]+ ?|ARCHIV ?[-–—:]+ ?|Archivbild: ?)+`)
	countLead  = regexp.MustCompile(`^(?:(?:(?i:photo|image|picture|slide) )?\d{1,3} ?(?:of|/) ?\d{1,3} ?(?:\||:|–|—|-|\)) ?|Item \d{1,3} of \d{1,3} |\[\d{1,3}/\d{1,3}\] ?|\d{1,3}/\d{1,3} )`)
	labelLead  = regexp.MustCompile(`^(?:Image caption,? ?|IMAGE CAPTION:? ?|Image caption: ?|Caption: ?|CAPTION: ?|Photo caption: ?|Media caption,? ?)`)
	photoLead  = regexp.MustCompile(`^(?i:photos?|images?|pictures?|pic): `)
	placeLead  = regexp.MustCompile(`^(?i:banner|header|cover|main|top|lead|featured?|hero|thumbnail) (?i:photo|image|picture): `)
	sourceLine = regexp.MustCompile(`^(?:Image source|Image credit|Photo credit|Media source|Image copyright),? ?(.+)$`)
	archival   = regexp.MustCompile(`(?i)(?:[;,(] ?(?:from )?file(?:d)?,? (?:photo,? )?(?:from )?(?:\p{Lu}\p{L}+ )?(?:\d{4})?\)?\.?|, file (?:photo|image|picture)\.?|\(file(?: photo| image| picture)?\)\.?)$`)
)

// present are verbs in the form that captions use: what is seen, now.
var present = set(`speaks|speak|gestures|gesture|walks|walk|stands|stand|sits|sit|holds|hold|looks|look|waves|wave|arrives|arrive|attends|attend|listens|listen|poses|pose|shakes|shake|greets|greet|chairs|chair|gathers|gather|takes|take|carries|carry|watches|watch|waits|wait|works|work|runs|run|rides|ride|drives|drive|plays|play|celebrates|celebrate|reacts|react|leaves|leave|enters|enter|departs|depart|addresses|address|delivers|deliver|answers|answer|talks|talk|smiles|smile|prepares|prepare|pays|pay|lays|lay|places|place|inspects|inspect|visits|visit|protests|protest|march|marches|chants|chant|shouts|shout|burns|burn|rises|rise|billows|billow|flies|fly|lies|lie|hangs|hang|shows|show|displays|display|passes|pass|crosses|cross|stops|stop|searches|search|clears|clear|clean|cleans|carrying|meets|meet|hugs|hug|embraces|embrace|kisses|kiss|points|point|reads|read|signs|sign|hits|hit|throws|throw|kicks|kick|scores|score|shoots|shoot|catches|catch|dives|dive|competes|compete|performs|perform|dances|dance|sings|sing|prays|pray|mourns|mourn|lights|light|fires|fire|aims|aim|patrols|patrol|guards|guard|blocks|block|escorts|escort|helps|help|treats|treat|receives|receive|serves|serve|sells|sell|buys|buy|shops|shop|eats|eat|cooks|cook|swims|swim|surfs|surf|plants|plant|harvests|harvest|feeds|feed|fills|fill|loads|load|unloads|unload|moves|move|pushes|push|pulls|pull|climbs|climb|jumps|jump|lands|land|floats|float|sails|sail|docks|dock|sweeps|sweep|wears|wear|uses|use|checks|check|examines|examine|testifies|testify|appears|appear|boards|board|exits|exit|hands|hand|presents|present|opens|open|cuts|cut|raises|raise|lifts|lift|applauds|applaud|cheers|cheer|reaches|reach|rests|rest|sleeps|sleep|tries|try|makes|make|leads|lead|joins|join|participates|participate|tours|tour|observes|observe|views|view|flows|flow|covers|cover|surrounds|surround|is|are|seen|pictured|illuminated|damaged|destroyed|parked`)

// reading judges the habits of a caption in s: 3 is enough without a credit, and less where the place speaks for it too.
func reading(s string) int {
	score := 0
	first, _ := firstSentence(s)
	if leads(s) {
		score += 2
		if len(s) >= 8 && strings.EqualFold(s[:3], "in ") || strings.HasPrefix(fold(s[:min(len(s), 12)]), "this") {
			score++
		}
	}
	if anyOf(first, "left", "right", "cent", "middle", "ground", "front", "rear", "L-R", "(") && leftRight.MatchString(first) {
		score++
	}
	verb := shown(first)
	if verb {
		score++
	}
	switch {
	case !dayOfMonth(first):
	case weekdayDate.MatchString(first):
		score += 2
		if verb && !speech(s) {
			score++
		}
	case fullDate.MatchString(first):
		score++
	}
	if score > 0 && speech(first) {
		score -= 2
	}
	if score > 0 && strings.ContainsAny(s, "“”") && speech(s) {
		score--
	}
	return score
}

// leads reports whether s opens as captions do.
func leads(s string) bool {
	head := s[:min(len(s), 200)]
	return anyOf(head, "photo", "mage", "ictur", "frame", "comb", "creen", "illus", "render", "sketch", "grab", "aption", "left", "Left", "right", "Right", "L-R", "l-r", "bove", "elow", "lockwise", "Top", "Bottom", "file", "Photo", "Combo") &&
		captionLead.MatchString(head)
}

func anyOf(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// speech reports whether somebody says something in s.
func speech(s string) bool {
	return anyOf(s, "said", "told", "added", "ccording to", "announced", "reported", "argued", "warned") && said.MatchString(s)
}

// dayOfMonth reports whether a number of one or two figures, or a year, stands beside a month's name in s. It only saves
// the expressions above their work.
func dayOfMonth(s string) bool {
	if !strings.ContainsAny(s, "0123456789") {
		return false
	}
	return anyOf(s, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
}

// shown reports whether one of the present-tense verbs stands among the first words of s, after its subject.
func shown(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if n++; n > 30 {
			return false
		}
		if n > 1 && present[strings.Trim(w, ",.;")] {
			return true
		}
	}
	return false
}

// firstSentence cuts s after its first sentence, roughly: a full stop before a capital, unless it is that of an
// initial or a short abbreviation.
func firstSentence(s string) (first, rest string) {
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' || s[i+1] != ' ' {
			continue
		}
		word := s[strings.LastIndexByte(s[:i], ' ')+1 : i]
		if capital(s[i+2:]) && (utf8.RuneCountInString(word) > 4 || !capital(word)) {
			return s[:i+1], s[i+2:]
		}
	}
	return s, ""
}

// findCaption looks for a caption's own signs in the line: its credit, "FILE - ", a counter.
func findCaption(l *line) {
	from, lead := 0, 0
	for range 4 {
		if from >= len(l.s) || strings.IndexByte("0123456789[(FfAPpISsHCM", l.s[from]) < 0 {
			break
		}
		rest := l.s[from:]
		end := 0
		switch {
		case countLead.MatchString(rest):
			end = countLead.FindStringIndex(rest)[1]
			lead = max(lead, 2)
		case fileLead.MatchString(rest):
			end = fileLead.FindStringIndex(rest)[1]
			lead = 3
			if after := rest[end:]; strings.HasPrefix(after, "of ") || strings.HasPrefix(after, "from ") || strings.HasPrefix(after, "shows ") {
				end = 0 // File photo of a tram
			}
		case labelLead.MatchString(rest):
			end = labelLead.FindStringIndex(rest)[1]
			lead = 3
		}
		if end == 0 {
			break
		}
		mark := strings.TrimRight(rest[:end], " ")
		l.inner = append(l.inner, part{from, from + len(mark), annotate.Furniture, inNote(mark)})
		from += end
		for from < len(l.s) && l.s[from] == ' ' {
			from++
		}
	}
	marks := l.inner
	if m := source0(l); m != nil {
		l.inner = nil
		l.set(annotate.Credit, names(m[1]))
		return
	}
	if m := photoLead.FindStringIndex(l.s); m != nil && from == 0 && l.long(60) {
		if credit, _, how := findCredit(l.s[m[1]:]); how != noCredit && credit.from > 30 && len(strings.Fields(l.s[m[1]:m[1]+credit.from])) > 6 && afterProse(l.s[:m[1]+credit.from]) > m[1] {
			l.inner = append(l.inner, part{0, m[1] - 1, annotate.Furniture, ""})
			from, lead = m[1], 3 // Photo: The pianist at the hall on Tuesday. (Jane Doe/The Springfield Courier)
			marks = l.inner
		}
	}
	if m := placeLead.FindStringIndex(l.s); m != nil && from == 0 {
		if credit, _, how := findCredit(l.s[m[1]:]); how == strong && len(strings.Fields(l.s[m[1]:m[1]+credit.from])) > 1 {
			l.inner = append(l.inner, part{0, m[1] - 1, annotate.Furniture, ""})
			from, lead = m[1], 3 // Banner image: A hen on a roof. Image by Jane Doe.
			marks = l.inner
		}
	}
	if end, note := creditHead(l.s); end > 0 && from == 0 {
		from = end + len(l.s[end:]) - len(strings.TrimLeft(l.s[end:], spaces))
		l.set(annotate.Caption, "")
		l.body = part{from, len(l.s), "", ""}
		l.inner = []part{{0, end, annotate.Credit, note}}
		return
	}
	if note, ok := creditLine(l.s); ok && from == 0 {
		l.set(annotate.Credit, note)
		return
	}
	credit, rest, how := findCredit(l.s[from:])
	to := len(l.s)
	if how != noCredit {
		credit.from, credit.to, credit.kind = credit.from+from, credit.to+from, annotate.Credit
		to = len(strings.TrimRight(l.s[:credit.from], spaces+"|/–—-"))
		if to <= from {
			if how == strong || len(marks) > 0 {
				l.set(annotate.Credit, credit.note)
				l.inner = nil
			}
			return
		}
	}
	if how == noCredit && lead == 0 {
		if strings.Contains(strings.ToLower(l.s[max(0, to-24):]), "file") && archival.MatchString(l.s) && !l.long(300) {
			l.set(annotate.Caption, "")
		}
		return
	}
	if to <= from {
		l.inner = nil
		l.set(annotate.Furniture, "")
		return
	}
	l.score = reading(l.s[from:to]) + lead
	_, dated := dateline(l.s[from:to])
	if how == weak && (dated && l.score < 2 || l.score < 1) && !unended(l.s, credit.from) {
		how = noCredit
	}
	switch {
	case how != noCredit && !(dated && l.long(700)):
	case how == noCredit && lead > 0 && l.score >= 3 && !l.long(900):
		to = len(l.s)
	default:
		l.inner = nil
		return
	}
	l.set(annotate.Caption, "")
	l.body = part{from, to, "", ""}
	if how != noCredit {
		l.inner = append(l.inner, credit)
		if rest.to > rest.from {
			l.inner = append(l.inner, part{rest.from + from, rest.to + from, annotate.Furniture, ""})
		}
	}
}

// creditLine reports whether the whole line is a credit: "Photo: Jane Doe/Reuters".
func creditLine(s string) (note string, ok bool) {
	if len(s) > 140 || len(s) > 80 && !anyOf(s, "/", "hoto", "PHOTO", "mage", "ictur", "redit", "ourtesy", "via ", "©", "andout", "Getty", "Foto") || len(s) > 7 && strings.EqualFold(s[:7], "source:") || fromOutside.MatchString(s) {
		return "", false
	}
	if !strings.HasPrefix(s, "Copyright ") && !attributed.MatchString(s) && !alone.MatchString(strings.TrimRight(s, ".")) && !mention.MatchString(s) {
		return "", false // Stock Market, The Big Picture: a subhead, unless a caption stands above it
	}
	if capsTail(s) > 0 && !creditLeadish(s) || houseTail(s) > 0 && worded(s) > 1 {
		return "", false // Tourists on Duval Street GETTY IMAGES
	}
	if strings.Contains(s, ", file ") && archival.MatchString(s) && nameLike(firstPart(s), 5) && !isAgency(firstPart(s)) && (len(strings.Fields(firstPart(s))) > 2 || yearly.MatchString(s)) {
		return "", false // Ana Ruiz, file photo from 2009
	}
	if i := tailLead(s); i > 0 {
		return "", false // City Hall File photo
	}
	if i := strings.Index(s, ". "); i > 0 && (creditLeadish(s[i+2:]) || len(strings.Fields(s[:i])) > 3 && worded(s[:i]) == 0 && tradeLine(s[i+2:]) && !tradeLine(s[:i])) && !initial(s[:i+1]) {
		return "", false // President Ruiz in 2018. Image: Jane Doe
	}
	if i := bracketed(s); i > 0 && !nameLike(strings.TrimSpace(s[:i]), 3) && !creditLeadish(s) {
		return "", false // a caption without a full stop, and its credit
	}
	note, how := creditText(strings.TrimRight(s, "."))
	return note, how == strong && !prose(s)
}

// creditHead returns where a credit in parentheses ends that stands before its caption, in bytes, or 0: (Jane Doe | The Springfield Courier) Boats
// at the marina.
func creditHead(s string) (end int, note string) {
	if s[0] != '(' || len(s) > 500 {
		return capsHead(s)
	}
	end = strings.IndexByte(s, ')') + 1
	if end < 8 || len(s)-end < 20 || s[end] != ' ' || !capital(s[end+1:]) {
		return 0, ""
	}
	if _, ok := dateline(s); ok {
		return 0, ""
	}
	note, how := creditText(s[1 : end-1])
	if in := s[1 : end-1]; how == noCredit || how == weak && !bodyName.MatchString(in) || how == strong && !attributed.MatchString(in) || prose(in) {
		return 0, ""
	}
	return end, note
}

// capsHead returns where a credit in capitals ends that stands before its caption, in bytes, or 0: JANE DOE / SPRINGFIELD COURIER Boats at the
// marina on Sunday.
func capsHead(s string) (end int, note string) {
	slash := strings.IndexByte(s, '/')
	if slash < 5 || slash > 60 || len(s) > 500 || !capitals(s[:slash]) {
		return 0, ""
	}
	for end = slash + 1; end < len(s); {
		word, _, _ := strings.Cut(strings.TrimLeft(s[end:], " "), " ")
		if word == "" || !capitals(word) || letters(word) < 2 {
			break
		}
		end = len(s) - len(strings.TrimLeft(s[end:], " ")) + len(word)
	}
	if len(s)-end < 20 || !capital(strings.TrimLeft(s[end:], " ")) || strings.ContainsAny(s[:end], ":;—–") {
		return 0, ""
	}
	if _, ok := dateline(s); ok || s[end-1] == ',' {
		return 0, "" // NEW YORK/WASHINGTON, July 25 (Reuters)
	}
	note, how := creditText(s[:end])
	if how != strong || !person(strings.TrimSpace(s[:slash])) {
		return 0, ""
	}
	return end, note
}

// tailLead returns where a credit opens inside s that begins with names of something else, in bytes, or 0: City Hall Contributed photo.
func tailLead(s string) int {
	led := strings.ContainsAny(s, ":/©") || anyOf(s, "ourtesy", "OURTESY", " by ", " BY ")
	words := 0
	for i := 0; i < len(s)-5 && strings.IndexByte("/|:(", s[i]) < 0; i++ {
		if s[i] != ' ' {
			continue
		}
		if words++; words < 2 {
			continue
		}
		if c := s[i+1:]; strings.IndexByte("CSPFH", c[0]) >= 0 && deskLead.MatchString(c) || led && creditLeadish(c) && !tradeLine(s[:i]) {
			return i + 1
		}
	}
	return 0
}

var deskLead = regexp.MustCompile(`^(?:Contributed|Submitted|Courtesy|Staff|Provided|Supplied|Handout|File) ?(?:/|(?:photo|image|picture)s?$)`)

// unended reports whether a line that ends with a bracket, and has no full stop behind it, can be a caption with its credit: copy ends
// with a full stop. from is where the bracket opens, in bytes.
func unended(s string, from int) bool {
	if before := strings.TrimSpace(s[:max(from, 0)]); len(strings.Fields(before)) >= 2 && nameLike(before, 7) {
		return false // Jane Doe The Springfield Ledger (TNS)
	}
	return len(s) < 200 && strings.IndexByte(")]", s[len(s)-1]) >= 0 && from > 0 && !speech(s[:from]) && strings.IndexByte("([", s[from]) >= 0 && !strings.ContainsAny(s[:from], "“”?!:")
}

// source0 reads "Image source, Reuters".
func source0(l *line) []string {
	if len(l.s) >= 120 || l.s[0] != 'I' && l.s[0] != 'P' && l.s[0] != 'M' || l.ended() {
		return nil
	}
	return sourceLine.FindStringSubmatch(l.s)
}

// inNote says what an inner piece of furniture means.
func inNote(mark string) string {
	f := fold(mark)
	if strings.Contains(f, "file") || strings.Contains(f, "archiv") {
		return "file"
	}
	return ""
}

// bareCaption makes the line a caption without a credit in it.
func bareCaption(l *line) {
	l.set(annotate.Caption, "")
	l.inner = nil
	l.body = part{0, len(l.s), "", ""}
}

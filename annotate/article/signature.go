package article

import (
	"regexp"
	"strings"

	"galley/annotate"
)

// signatures finds captions that end with nothing but a name that signs a picture: one that signs another of the article's pictures or
// the article itself, or an agency's or a platform's. Alone such a name proves nothing.
func signatures(lines []line) {
	known := signers(lines)
	again := endings(lines)
	signs, dashed := credits(lines)
	for i := range lines {
		l := &lines[i]
		bare := l.is(annotate.Caption) && !l.credited()
		if !bare && (l.kind != "" || len(l.inner) > 0) || l.long(420) || i+1 >= len(lines) {
			continue
		}
		if at := signedAs(l, known, signs, dashed); at > 0 {
			l.sign(at)
			continue
		}
		at := tailName(l.s)
		if at == 0 {
			at = ending(l, again)
		}
		if at == 0 {
			continue
		}
		name := strings.TrimRight(l.s[at:], ".")
		body := strings.TrimRight(l.s[:at], spaces)
		if acronym.MatchString(name) && !wires[fold(name)] && len(name) > 2 && at < 160 && !strings.Contains(body, ". ") && !strings.HasSuffix(l.s, ".") {
			known[fold(name)] = true // A ranger studies a map. NPS
		}
		if words := len(strings.Fields(name)); capitals(name) && words > 1 && words < 8 && !capitals(body) && !isFurniture(name) {
			known[fold(name)] = true // An aerial view of the road. MINISTRY OF WORKS
		}
		if !known[fold(name)] && !(domain.MatchString(name) && !l.long(220)) && !strings.Contains(name, ", ") && !((isAgency(name) && nameLike(name, 4) || fromDesk(name)) || office.MatchString(name) && nameLike(name, 7) && !l.long(220) && len(strings.Fields(name)) > 1 && !l.long(300)) || speech(body) {
			continue
		}
		l.set(annotate.Caption, "")
		l.body.to = len(body)
		l.inner = append(l.inner, part{at, len(l.s), annotate.Credit, name})
	}
}

// resigned cuts lines that seem to be credits and nothing else, and end with the credit of another picture: Driver Jane Doe Courier photo by
// Jon Roe.
func resigned(lines []line) {
	signs, _ := credits(lines)
	if len(signs) == 0 {
		return
	}
	for i := range lines {
		if l := &lines[i]; l.is(annotate.Credit) && len(l.inner) == 0 && !l.long(420) {
			if at := signedAs(l, nil, signs, false); at > 0 {
				l.sign(at)
			}
		}
	}
}

// sign makes a line a caption with the credit that begins at at, in bytes, and ends it.
func (l *line) sign(at int) {
	l.set(annotate.Caption, "")
	l.body.to = len(strings.TrimRight(l.s[:at], spaces+"—–|"))
	l.inner = append(l.inner, part{at, len(l.s), annotate.Credit, names(l.s[at:])})
}

// credits returns the credits without parentheses that stand behind captions in lines, and whether a dash parts one from its caption.
func credits(lines []line) (signs map[string]bool, dashed bool) {
	signs = map[string]bool{}
	for i := range lines {
		l := &lines[i]
		for _, p := range l.inner {
			if p.kind != annotate.Credit || p.from == 0 || l.s[p.from] == '(' || l.s[p.from] == '[' {
				continue
			}
			if s := l.s[p.from:p.to]; strings.ContainsAny(s, "/|,:") || creditLeadish(s) || len(strings.Fields(s)) > 2 {
				signs[s] = true
			}
			before := strings.TrimRight(l.s[:p.from], spaces)
			dashed = dashed || strings.HasSuffix(before, "—") || strings.HasSuffix(before, "–")
		}
	}
	return signs, dashed
}

// signedAs returns where a line that is nothing yet ends with a credit of another line's, with one of those who sign behind a bar, or with
// a name behind a dash as another does, in bytes, or 0.
func signedAs(l *line, known, signs map[string]bool, dashed bool) int {
	if len(signs) > 0 && !l.ended() {
		found := 0
		for at, n := len(l.s), 0; n < 9 && at > 0; n++ {
			from := strings.LastIndexByte(l.s[:at], ' ') + 1
			if signs[l.s[from:]] && from > 0 && len(strings.Fields(l.s[:from])) > 1 {
				found = from
			}
			at = from - 1
		}
		if found > 0 && (!l.is(annotate.Credit) || l.s[found-2] == '.' || len(strings.Fields(l.s[:found])) > 2 && !tradeLine(l.s[:found]) && !creditLeadish(l.s)) {
			return found
		}
	}
	if l.is(annotate.Credit) {
		return 0
	}
	if i := strings.LastIndex(l.s, " | ") + 3; i > 12 && known[fold(l.s[i:])] && !l.long(300) && !speech(l.s) {
		return i // Terraced paddies in the north | JANE DOE
	}
	if i := max(strings.LastIndex(l.s, " — ")+len(" — "), strings.LastIndex(l.s, " – ")+len(" – ")); dashed && i > 12 && !l.long(220) && !l.ended() && !speech(l.s) && nameLike(l.s[i:], 4) && len(strings.Fields(l.s[:i])) > 3 {
		return i
	}
	return 0
}

// endings counts the names that end lines without a full stop, folded: of several captions one may sign them all.
func endings(lines []line) map[string]int {
	again := map[string]int{}
	for i := range lines {
		for _, at := range nameEnds(&lines[i]) {
			again[fold(lines[i].s[at:])]++
		}
	}
	return again
}

// ending returns where the longest name begins, in bytes, with which the line and another one end without a full stop, or 0.
func ending(l *line, again map[string]int) (at int) {
	for _, from := range nameEnds(l) {
		before := strings.Fields(l.s[:from])
		last := strings.ToLower(before[len(before)-1])
		if again[fold(l.s[from:])] > 1 && len(before) >= 4 && !hangs[last] && !particles[last] && afterProse(l.s[:from-1]) > 0 {
			at = from
		}
	}
	return at
}

// nameEnds returns where the last two, three, four and five words of a line begin, in bytes, as far as they are names; none if the
// line is something already or ends with a full stop.
func nameEnds(l *line) (starts []int) {
	if l.kind != "" || len(l.inner) > 0 || l.ended() || l.long(220) || len(l.s) < 24 {
		return nil
	}
	at := len(l.s)
	for n := 1; n <= 5; n++ {
		from := strings.LastIndexByte(l.s[:at], ' ') + 1
		if w := l.s[from:at]; from == 0 || !capital(w) && !particles[w] {
			break
		}
		if n > 1 && capital(l.s[from:]) {
			starts = append(starts, from)
		}
		at = from - 1
	}
	return starts
}

// office is what bodies are called that hand out pictures of their own: Ohio Dept. of Transportation, Alder County Sheriff's Office.
var office = regexp.MustCompile(`\b(?:Department|Dept\.?|Police|Sheriff['’]s Office|Coast Guard|Army|Navy|Air Force|National Guard|University|College|Museum|Ministry|Authority|Historical Society|Institute|Library|Zoo|Commission|Fire Rescue|Fire District|Agency|Archives?|Administration|Bureau|Patent Office|Geological Survey|Weather Service|Park Service|Forest Service|Observatory|Press Office|Productions?|Pictures|Entertainment|Studios?)$|\b(?:Department|Dept\.|Office|Ministry|University|Bureau|Division) of |^(?:City|State|Port) of `)

// signers returns, folded, the names of those who sign pictures in lines, of those who wrote them, and names that end two lines.
func signers(lines []line) map[string]bool {
	known, tails := map[string]bool{}, map[string]int{}
	add := func(list string) {
		for _, piece := range strings.FieldsFunc(list, func(r rune) bool { return r == '/' || r == '|' || r == ',' }) {
			for _, name := range between.Split(strings.TrimSpace(piece), -1) {
				for _, word := range []string{" for ", " via "} {
					name, _, _ = strings.Cut(name, word)
				}
				for _, by := range []string{"by ", "By ", "BY "} {
					if k := strings.LastIndex(name, by); k >= 0 {
						name = name[k+len(by):]
					}
				}
				if len(strings.Fields(name)) >= 2 && nameLike(name, 5) {
					known[fold(name)] = true
				}
			}
		}
	}
	for i := range lines {
		l := &lines[i]
		if l.is(annotate.Credit, annotate.Byline) {
			add(l.note)
			add(l.s)
		}
		for _, p := range l.inner {
			if p.kind == annotate.Credit {
				add(p.note)
			}
		}
		if at := tailName(l.s); l.kind == "" && at > 0 && len(strings.Fields(l.s[at:])) >= 2 {
			name := fold(strings.TrimRight(l.s[at:], "."))
			if tails[name]++; tails[name] > 1 {
				known[name] = true
			}
		}
	}
	return known
}

// tailName returns where the name begins that stands behind the last sentence of s and ends it, in bytes, or 0.
func tailName(s string) int {
	for i := len(s) - 3; i > max(12, len(s)-60); i-- {
		if s[i] != ' ' || strings.IndexByte(".!?”\"’)", s[i-1]) < 0 || goesOn(s[:i], s[i+1:]) || strings.HasSuffix(s[:i], ". U.S.") {
			continue
		}
		name := strings.TrimRight(s[i+1:], ".")
		if domain.MatchString(name) && s[len(s)-1] != '.' {
			return i + 1 // kremlin.ru
		}
		who, house, housed := strings.Cut(name, ", ")
		if housed && !(person(who) && houseName.MatchString(house) && nameLike(house, 4)) || !nameLike(who, 5) && !fromDesk(name) && !(capitals(name) && nameLike(name, 8)) {
			return 0
		}
		return i + 1
	}
	return 0
}

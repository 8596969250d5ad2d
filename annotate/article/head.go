package article

import (
	"regexp"
	"strings"

	"galley/annotate"
)

// Between a headline and the copy stand short lines: who wrote it, for whom and where, and when the page was printed.

// stamped returns where the words begin with which s says when the page was printed, in bytes: 0 where it says nothing else, len(s) where
// it does not say so. "Jane Doe • Updated May 3, 2024, 7:14 PM EDT".
func stamped(s string) int {
	at, figures, dated := len(s), false, false
	for end := len(s); end > 0; {
		from := strings.LastIndexAny(s[:end], " \u00a0") + 1
		word := strings.ToLower(strings.Trim(s[from:end], separators))
		number := word != "" && word[0] >= '0' && word[0] <= '9'
		switch {
		case word == "":
		case number && clockOrDay.MatchString(word):
			figures = true
			dated = dated || len(word) > 4
		case monthOrDay[word]:
			dated = true
		case timeWord[word], strings.HasPrefix(word, "gmt"), strings.HasPrefix(word, "utc"):
		default:
			end = 0
			continue
		}
		at, end = from, from-1
	}
	if !figures || !dated {
		return len(s)
	}
	return at
}

// separators may stand between a name and the date.
const separators = ",.;:()|•·●/-–—"

var (
	clockOrDay = regexp.MustCompile(`^\d{1,4}(?:st|nd|rd|th|am|pm)?$|^\d{1,2},\d{4}$|^\d{1,2}[:.h]\d{2}(?::\d{2})?(?:am|pm)?$|^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})$|^\d{4}[./-]\d{1,2}[./-]\d{1,2}$`)
	monthOrDay = set(`january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun`)
	timeWord   = set(`published|publication|updated|posted|last|first|modified|issued|date|on|at|and|the|from|edition|hours|ago|min|mins|minutes|read|reading|time|am|pm|a.m|p.m|noon|midnight|local|central|eastern|pacific|mountain|` +
		`est|edt|et|cst|cdt|ct|mst|mdt|mt|pst|pdt|pt|bst|cet|cest|eet|msk|ist|sast|wat|eat|cat|aest|aedt|acst|awst|nzst|nzdt|hkt|sgt|jst|kst|ict|wib|pkt|uhr`)
)

// undated cuts off what says when the page was printed.
func undated(s string) string { return strings.TrimRight(s[:stamped(s)], separators+" \u00a0") }

// printed reports whether the line says when the page was printed and nothing else.
func (l *line) printed() bool { return len(l.s) < 100 && stamped(l.s) == 0 }

// daily reports whether the line is the day that Wikinews heads its articles with, under which nobody signs.
func (l *line) daily() bool {
	p, ok := l.dated()
	return ok && p.to == len(l.s) && strings.HasSuffix(strings.Fields(l.s)[0], "day,")
}

// named reports whether line i, under a headline, names its authors: names over what says who they are or over another name, or alone.
func named(lines []line, i int) bool {
	s := lines[i].s
	if i+1 >= len(lines) {
		return false
	}
	next := lines[i+1].s
	return (nameLike(s, 4) || nameOnly(s)) && ranks(next) || nameOnly(s) && shared(s, next) || signedAndDated(s) || lone(lines, i)
}

// signedAndDated reports whether s names somebody, or a house, and says when the page was printed.
func signedAndDated(s string) bool {
	who := undated(s)
	people, _ := authors(who)
	if !strings.Contains(who, " ") && !capitals(who) && !desk(who) || strings.HasSuffix(fold(who), " photo") {
		return false // Patna | Updated August 12, 2021
	}
	return who != s && len(who) > 3 && len(who) < 70 && (people > 0 || nameLike(who, 5) || desk(who) || placed(who))
}

// authorAndDay reports whether s names people and says when the page was printed: "Jane Doe • Updated May 3, 2024".
func authorAndDay(s string) bool {
	at := stamped(s)
	if at == 0 || at == len(s) {
		return false
	}
	people, _ := authors(undated(s))
	return people > 0
}

// shared reports whether next names another author of the same story: Jane Doe, over "and Jon Roe".
func shared(s, next string) bool {
	for _, and := range []string{"and ", "AND ", "& ", "with "} {
		if who, ok := strings.CutPrefix(next, and); ok {
			return nameOnly(who) && len(s) < 80
		}
	}
	return false
}

// placed reports whether s names an author or a house, and a town: Jane Doe, Velden; ISTANBUL - Demirören News Agency.
func placed(s string) bool {
	pieces := between.Split(s, -1)
	if len(s) > 70 || len(pieces) != 2 || strings.Contains(s, " and ") || strings.Contains(s, " with ") {
		return false
	}
	who, where := pieces[0], pieces[1]
	if person(who) && nameLike(where, 2) {
		return true
	}
	for range 2 {
		if nameLike(where, 2) && !strings.ContainsAny(where, "0123456789") && (desk(who) || isAgency(who) || wires[fold(who)] || nameLike(who, 5) && houseName.MatchString(who)) {
			return true
		}
		who, where = where, who
	}
	return false
}

// underAuthors reports whether l can stand beneath an author's name: copy, or what stands over it.
func underAuthors(l *line) bool {
	return l.is(annotate.Furniture, annotate.Caption, annotate.Credit) || l.is(annotate.Entry) && yearly.MatchString(l.s) || l.story() && (l.long(60) || datelineLine.MatchString(l.s) || len(l.inner) > 0)
}

// lone reports whether line i, under a headline, is the name of its author and perhaps of a town: under a headline that is written as a
// sentence or over the day of print, and over copy.
func lone(lines []line, i int) bool {
	if i == 0 || i+1 >= len(lines) || !nameOnly(lines[i].s) && !placed(lines[i].s) || !lines[i+1].printed() && !sentenceCase(lines[i-1].s) {
		return false
	}
	return overCopy(lines, i)
}

// overCopy reports whether copy, or what stands over it, is beneath line i; the author's house and town may be between.
func overCopy(lines []line, i int) bool {
	next := i + 1
	for next < i+3 && next+1 < len(lines) && underName(&lines[next]) {
		next++
	}
	return next < len(lines) && underAuthors(&lines[next])
}

// underName reports whether l, under an author's line, is short and capital: a house, a rank, a town.
func underName(l *line) bool {
	return l.story() && len(l.inner) == 0 && (house(l.s) || len(l.s) < 40 && !l.ended() && nameLike(l.s, 5))
}

// filedFrom returns where the town ends that line i, between its author or headline and the copy, consists of, in bytes, or 0:
// VELDEN, Freedonia; Velden, Freedonia, with the day behind it; VELDEN under an author or the day.
func filedFrom(lines []line, i int, bylined, headed bool) int {
	l := &lines[i]
	if i == 0 || i+1 >= len(lines) || l.kind != "" || len(l.inner) > 0 {
		return 0
	}
	if lines[i+1].is(annotate.Byline) && headed && datelineLine.MatchString(l.s) && !house(l.s) {
		return undash(l.s)
	}
	if who := undated(l.s); bylined && lines[i-1].is(annotate.Byline) && who != l.s && capitals(who) && letters(who) > 3 && nameLike(who, 2) && !house(who) && !wires[fold(who)] && !notPlaces[fold(who)] {
		return len(who) // VELDEN JAN 12, 2024 - 3:34 PM GMT+3
	}
	if !lines[i+1].long(60) || !lines[i+1].ended() {
		return 0
	}
	if m := datelineLine.FindStringSubmatchIndex(l.s); m != nil && (bylined || headed) && !notPlaces[fold(l.s[:m[3]])] {
		return undash(l.s)
	}
	if who := undated(l.s); bylined && who != l.s && !houseName.MatchString(who) {
		if townLine.MatchString(who) {
			return len(who)
		}
		if filedOn.MatchString(l.s[len(who):]) && nameLike(strings.ReplaceAll(who, "/", " "), 4) {
			return len(l.s) // Ranchi/Dhanbad, July 4
		}
	}
	if (lines[i-1].is(annotate.Byline) || lines[i-1].printed()) && capitals(l.s) && letters(l.s) > 4 && nameLike(l.s, 1) && !house(l.s) && !wires[fold(l.s)] && !notPlaces[fold(l.s)] {
		return len(l.s)
	}
	return 0
}

// filedHere returns where the town ends, in bytes, with which the first paragraph under an author's line opens, or which is all of the line
// over it, or 0: Abu Dhabi: A falcon; Kathmandu, under the day or a picture.
func filedHere(lines []line, i int) int {
	l := &lines[i]
	if l.kind != "" || len(l.inner) > 0 {
		return 0
	}
	if town, copy, ok := strings.Cut(l.s[:min(len(l.s), 60)], ": "); ok && l.long(60) && l.ended() && len(town) > 3 && nameLike(town, 2) && capital(copy) && !notPlaces[fold(town)] && !houseName.MatchString(town) {
		return len(town)
	}
	if i+1 < len(lines) && (lines[i-1].is(annotate.Caption) || lines[i-1].printed()) && nameLike(l.s, 2) && len(l.s) < 30 && !l.ended() && lines[i+1].kind == "" && lines[i+1].long(60) && lines[i+1].ended() &&
		!house(l.s) && !isAgency(l.s) && !wires[fold(l.s)] && !notPlaces[fold(l.s)] && !photoWord[fold(l.s)] && !rank.MatchString(l.s) {
		return len(l.s)
	}
	return 0
}

// filedOn is the day of a dateline, which has no year and no hour as the day of print has.
var filedOn = regexp.MustCompile(`^, (?:` + months + ` \d{1,2}|\d{1,2} ` + months + `)$`)

// townLine is a town and its region.
var townLine = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]+){0,2}, \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2}$`)

// titleLine reports whether line i reads as a headline: short, no dateline, no full stop, and copy beneath it.
func titleLine(lines []line, i int) bool {
	l := &lines[i]
	if l.kind != "" || len(l.inner) > 0 || l.long(170) || i+1 >= len(lines) || l.ended() && !(i == 0 && !l.long(130) && headless(lines[1:])) {
		return false
	}
	if n := len(l.s); n < 4 || n > 90 && (strings.HasSuffix(l.s, "?”") || strings.HasSuffix(l.s, "!”") || strings.HasSuffix(l.s, `?"`) || strings.HasSuffix(l.s, `!"`)) {
		return false // a first paragraph that ends with a question
	}
	if lines[i+1].is(annotate.Byline) {
		return true
	}
	seen := 0
	for j := i + 1; j < min(len(lines), i+60) && seen < 8; j++ {
		switch {
		case lines[j].is(annotate.Caption, annotate.Credit, annotate.Furniture, annotate.Byline):
			continue // a gallery stands between
		case lines[j].story() && (lines[j].long(60) || lines[j].long(40) && lines[j].ended()):
			return true
		}
		seen++
	}
	return false
}

// headless reports whether what follows stands in no article but under its headline, however that ends.
func headless(lines []line) bool {
	l := &lines[0]
	return l.is(annotate.Byline) || l.is(annotate.Caption) && l.credited() || l.kind == "" && len(lines) > 1 && nameOnly(l.s) && ranks(lines[1].s) || signedSoon(lines)
}

// signedSoon reports whether an author follows the first of lines with nothing but pictures between: it is no copy then, but stands
// under the headline.
func signedSoon(lines []line) bool {
	for i := 1; i < min(len(lines), 6); i++ {
		if lines[i].is(annotate.Byline) {
			return lines[0].kind == "" && !lines[0].long(200)
		}
		if !lines[i].is(annotate.Caption, annotate.Credit, annotate.Furniture) {
			return false
		}
	}
	return false
}

// deck reports whether line i belongs to the headline above it.
func deck(lines []line, i int) bool {
	l := &lines[i]
	if len(l.inner) > 0 || l.long(260) || i+1 >= len(lines) || strings.HasSuffix(l.s, " Read more") || desk(l.s) || titled(l.s) || named(lines, i) || stamped(l.s) < len(l.s) || tailName(l.s) > 0 || datelineLine.MatchString(l.s) || labelledName(l.s) {
		return false
	}
	if lines[i+1].is(annotate.Byline) || signedSoon(lines[i:]) {
		return true
	}
	return !l.ended() && !l.long(200) && titleLine(lines, i) && len(l.s) > 24 && !nameLike(l.s, 4)
}

// labelledName reports whether s is a word and behind it, after a colon, the name of a person: Media contact: Jane Doe.
func labelledName(s string) bool {
	label, who, ok := strings.Cut(s, ": ")
	return ok && len(s) < 70 && len(strings.Fields(label)) <= 2 && nameOnly(who)
}

package article

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"galley/annotate"
)

// Blocks returns the structure of t as news copy: one block of a line kind for every line that is not empty, and
// inside the lines datelines, credits and furniture such as "FILE -". A caption's range leaves its credit out.
// Blocks are in order of From, the longer first, with ids from 1; credits point to their caption and a caption
// that occurs again to its first occurrence. Blocks never fails, and is linear in the text.
func Blocks(t annotate.Text) []annotate.Block { return blocks(t, nil) }

// A hint is what a loader knows of a line from the file's own markup, by the line's number from 0.
type hint struct {
	kind annotate.BlockKind
	note string
}

func blocks(t annotate.Text, hints map[int]hint) []annotate.Block {
	return build(read(t.String(), hints))
}

// read finds the kind of every line of s.
func read(s string, hints map[int]hint) []line {
	lines := scan(s)
	for i := range lines {
		classify(&lines[i], i, hints[i])
	}
	top(lines, len(hints) > 0)
	onlyPlaces(lines)
	resigned(lines)
	runs(lines)
	signatures(lines)
	for i := range lines {
		if lines[i].kind == "" {
			lines[i].kind = annotate.Paragraph
		}
	}
	linkCredits(lines)
	return lines
}

// classify reads what the line says by itself.
func classify(l *line, i int, h hint) {
	switch h.kind {
	case annotate.Caption:
		findCaption(l)
		if !l.is(annotate.Caption, annotate.Credit) {
			bareCaption(l)
		}
		return
	case annotate.Headline, annotate.Byline, annotate.Credit:
		l.set(h.kind, h.note)
		return
	}
	s := l.s
	switch {
	case isFurniture(s) && !(i > 0 && i < 8 && authorAndDay(s)):
		l.set(annotate.Furniture, "")
		return
	case editorNote(s):
		l.set(annotate.EditorNote, "")
		return
	case contributor(s):
		l.set(annotate.Contributor, "")
		return
	}
	if who, ok := signed(s); ok {
		l.set(annotate.Signer, who)
		return
	}
	if who, ok := byline(s); ok {
		l.set(annotate.Byline, who)
		return
	}
	if entry(s) {
		l.set(annotate.Entry, "")
		return
	}
	if l.printed() {
		if _, ok := dateLine(s); !ok {
			l.set(annotate.Furniture, "")
			return
		}
	}
	if p, ok := filedDay(s); ok && i < 8 {
		l.inner = append(l.inner, p)
		return
	}
	if i < 8 && signedAndDated(s) && !leads(s) {
		if credit, _, how := findCredit(s); how != strong || credit.from == 0 || !creditLeadish(s[credit.from:]) || strings.ContainsAny(s[credit.from:], "0123456789") {
			return // Springfield Courier Staff / 04 October 2022 13:26, and not: The harbor in 2011. Image: Jane Doe
		}
	}
	findCaption(l)
	if !l.is(annotate.Credit) && !(l.is(annotate.Caption) && l.credited()) {
		markDateline(l, i < 7)
	}
}

// top finds the headline, what stands beneath it, and bylines that only their place gives away.
func top(lines []line, marked bool) {
	i := 0
	for i < len(lines) && lines[i].is(annotate.Furniture, annotate.EditorNote, annotate.Caption, annotate.Credit) {
		i++
	}
	if i >= len(lines) {
		return
	}
	if titleLine(lines, i) && !hasHeadline(lines) {
		heads := i + 1
		lines[i].set(annotate.Headline, "")
		for heads < len(lines) && heads < i+3 && lines[heads].kind == "" && deck(lines, heads) {
			lines[heads].set(annotate.Headline, "")
			heads++
		}
		i = heads
	} else if lines[i].is(annotate.Entry) && i+1 < len(lines) && !lines[i].ended() && lines[i].long(24) && entrySlug.MatchString(lines[i].s) {
		lines[i].set(annotate.Headline, "") // "The Latest: Council votes on bridge" heads a whole live blog
	}
	if first := &lines[0]; !marked && first.is(annotate.Furniture) && first.long(30) && !first.ended() && len(lines) > 1 && galleryWord(first.s) && !hasHeadline(lines) {
		first.set(annotate.Headline, "") // Photos: Sunflower festival draws crowds
	}
	limit := min(len(lines), i+8)
	bylined, copied := false, false
	for ; i < limit; i++ {
		l := &lines[i]
		above := i > 0 && lines[i-1].is(annotate.Byline) ||
			i > 1 && lines[i-1].is(annotate.Furniture) && lines[i-1].printed() && lines[i-2].is(annotate.Byline) && capitals(l.s) && rank.MatchString(l.s) // the day, and then: TIMES STAFF WRITER
		bylined = bylined || above
		headed := i > 0 && lines[i-1].is(annotate.Headline)
		if town := filedFrom(lines, i, bylined, headed); town > 0 {
			l.kind = ""
			l.inner = append(l.inner[:0], part{0, town, annotate.Dateline, ""})
			continue
		}
		if l.is(annotate.Credit) && (above || headed) && !creditLeadish(l.s) && (titled(l.s) || desk(l.s) || above && (wireHouse(l.s) || rank.MatchString(l.s) || ranksFor(l.s)) || headed && (nameOnly(l.s) || placed(l.s) || signedAndDated(l.s)) && overCopy(lines, i)) {
			l.set(annotate.Byline, l.s) // Jane Doe | The Springfield Ledger: of a story, not of a picture
			continue
		}
		if p, ok := l.dated(); ok && (bylined || headed && i+1 < len(lines) && lines[i+1].is(annotate.Byline)) && l.kind == "" && p.to == len(l.s) && l.printed() {
			l.inner = nil
			l.set(annotate.Furniture, "") // August 29, 2018, under a byline
		}
		if town := 0; bylined && !copied && !lines[i-1].is(annotate.Headline) {
			if town = filedHere(lines, i); town > 0 {
				l.inner = append(l.inner, part{0, town, annotate.Dateline, ""})
			}
		}
		copied = copied || l.story() && l.long(60) && l.ended()
		if l.kind != "" || len(l.inner) > 0 {
			continue
		}
		if above && pictureHouse[fold(l.s)] && overCaption(lines, i) {
			continue
		}
		if bylined && signsAgain(lines[:i], l.s) {
			continue
		}
		if above && ranks(l.s) || headed && named(lines, i) || above && (shared(lines[i-1].s, l.s) || signedAndDated(l.s) || underName(l) && overCopy(lines, i) && !lines[i+1].is(annotate.Credit)) || above && unitLine.MatchString(l.s) && !l.ended() || headed && paperLine(lines, i) {
			l.set(annotate.Byline, l.s)
			continue
		}
		if bylined && i > 0 && lines[i-1].is(annotate.Caption) && isAgency(l.s) {
			l.set(annotate.Credit, l.s)
			continue
		}
		if copied || i > 0 && lines[i-1].daily() {
			continue // what stands under copy is about other things than its authors
		}
		if !bylined && i > 1 && i+1 < len(lines) && person(l.s) && lines[i-1].is(annotate.Furniture) && lines[i+1].is(annotate.Furniture) && hasHeadline(lines[:i]) {
			l.set(annotate.Byline, l.s) // between the day of print and what plays the story aloud
			continue
		}
		if headed && agencyLine(lines, i) || desk(l.s) || titled(l.s) || i+1 < len(lines) && desk(lines[i+1].s) && nameLike(l.s, 8) && len(l.s) < 60 && !above {
			l.set(annotate.Byline, l.s)
		}
	}
}

// onlyPlaces takes the day at the head of an article that is filed from a place for the day of print that it then is.
func onlyPlaces(lines []line) {
	filed := slices.ContainsFunc(lines, func(l line) bool {
		p, ok := l.dated()
		return ok && p.to < len(l.s)
	})
	for i := range lines {
		l := &lines[i]
		if p, ok := l.dated(); ok && filed && p.to == len(l.s) && l.kind == "" && l.printed() {
			l.inner = nil
			l.set(annotate.Furniture, "")
		}
	}
}

// signsAgain reports whether s ends, behind a bar, with an author's name that stands in a line before it: the author took the picture too.
func signsAgain(lines []line, s string) bool {
	i := strings.LastIndex(s, " | ") + 3
	if i < 3 {
		return false
	}
	name := fold(s[i:])
	return slices.ContainsFunc(lines, func(l line) bool { return l.is(annotate.Byline) && strings.Contains(fold(l.s), name) })
}

// yearly is a date with its year, as no entry of a live blog has it.
var yearly = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

func hasHeadline(lines []line) bool {
	return slices.ContainsFunc(lines[:min(len(lines), 12)], func(l line) bool { return l.kind == annotate.Headline })
}

// unitLine is the body that an author serves in: 3rd Public Affairs Detachment.
var unitLine = regexp.MustCompile(`^(?:\d{1,3}(?:st|nd|rd|th) )?(?:\p{Lu}[\p{L}'’-]+ ){1,4}(?:Detachment|Brigade|Element|Wing|Command|Division|Squadron|Office|Department|Battalion|Public Affairs|Communications)(?: (?:North|South|East|West|Pacific|Atlantic))?$|^USS (?:\p{Lu}[\p{L}.'’-]* ?){1,4}(?:\([A-Z]+ \d+\))?$`)

// paperLine reports whether line i, under a headline, is the name of a paper and nothing else, with the story beneath.
func paperLine(lines []line, i int) bool {
	s := lines[i].s
	return (strings.HasPrefix(s, "The ") || capitals(s)) && len(s) < 40 && houseName.MatchString(s) && nameLike(s, 5) && sentenceCase(lines[i-1].s) && i+1 < len(lines) && (lines[i+1].long(60) || lines[i+1].printed())
}

// agencyLine reports whether line i, under a headline, is the name of an agency or a broadcaster and nothing else, with the story beneath.
func agencyLine(lines []line, i int) bool {
	s := lines[i].s
	return i+1 < len(lines) && len(s) < 40 && (wires[fold(s)] || (strings.HasSuffix(s, " News") || strings.HasSuffix(s, " Report")) && nameLike(s, 3)) && capital(s) &&
		(lines[i+1].is(annotate.Furniture) || len(lines[i+1].inner) > 0 || lines[i+1].long(60))
}

// wireHouse reports whether s, under a byline, is an agency with what it stands for there: Associated Press/Report for America.
func wireHouse(s string) bool {
	first, _, _ := strings.Cut(s, "/")
	return wires[fold(first)] && ranks(s) && !tradeLine(s)
}

// runs reads lines by their neighbours: the captions of a gallery that carry no credit, credits on the next line.
func runs(lines []line) {
	over := housesOver(lines)
	for i := range lines {
		l := &lines[i]
		if i > 0 && l.kind == "" && !l.long(80) && lines[i-1].kind == "" && reading(lines[i-1].s) >= 1 && above(&lines[i-1]) {
			underCaption(l)
		}
		if l.kind == "" && i > 2 && (over && !strings.HasPrefix(l.s, "The ") || pictureHouse[fold(l.s)]) && nameLike(l.s, 4) && !l.ended() && overCaption(lines, i) {
			l.set(annotate.Credit, l.s)
		}
		if !l.is(annotate.Credit) {
			continue
		}
		if overCaption(lines, i) {
			asCaption(&lines[i+1])
		} else if i > 0 && lines[i-1].kind == "" && above(&lines[i-1]) && !sourceLine.MatchString(l.s) && !topPicture.MatchString(l.s) {
			asCaption(&lines[i-1])
		} else if i+1 < len(lines) && lines[i+1].kind == "" && sourceLine.MatchString(l.s) && !lines[i+1].long(260) && !lines[i+1].ended() {
			asCaption(&lines[i+1])
		}
	}
	for i := 1; i < len(lines); i++ {
		if lines[i].kind == "" && len(lines[i].inner) == 0 && !lines[i].long(400) && lines[i-1].is(annotate.Furniture) && labelLead.FindString(lines[i-1].s+" ") == lines[i-1].s+" " {
			asCaption(&lines[i])
		}
	}
	for i := range lines {
		l := &lines[i]
		if l.kind != "" || l.long(900) {
			continue
		}
		if _, dated := l.dated(); dated {
			continue
		}
		score := reading(l.s)
		gallery := i > 0 && lines[i-1].is(annotate.Caption, annotate.Credit) || i > 0 && lines[i-1].is(annotate.Furniture) && galleryWord(lines[i-1].s) ||
			i+1 < len(lines) && lines[i+1].is(annotate.Caption)
		switch {
		case score >= 4, score >= 3 && leads(l.s), gallery && score >= 3, i > 0 && viewed(lines, i):
			asCaption(l)
		}
	}
}

// topPicture opens the credit, at the foot of a story, of the picture at its head.
var topPicture = regexp.MustCompile(`(?i)^[(\[]?(?:top|lead|cover|main|header|banner|featured?) (?:photo|image|picture|illustration)`)

// viewed reports whether line i stands under a button that shows a picture, and does not end as copy does.
func viewed(lines []line, i int) bool {
	return lines[i-1].is(annotate.Furniture) && galleryWord(lines[i-1].s) && !lines[i].ended() && len(strings.Fields(lines[i].s)) >= 5 && !speech(lines[i].s)
}

// housesOver reports whether the article sets an agency alone over a caption, as it then does with other houses.
func housesOver(lines []line) bool {
	names := 0
	for i := 2; i < len(lines); i++ {
		l := &lines[i]
		if l.kind != "" && !l.is(annotate.Credit) || !overCaption(lines, i) {
			continue
		}
		if pictureHouse[fold(l.s)] {
			return true
		}
		if person(l.s) || nameLike(l.s, 4) && houseName.MatchString(l.s) || capitals(l.s) && nameLike(l.s, 3) {
			if names++; names > 1 {
				return true
			}
		}
	}
	return false
}

// overCaption reports whether the caption of a credit on line i, a line of its own, stands below it: the line above is copy, which ends
// with a full stop, and that below does not and is no subhead.
func overCaption(lines []line, i int) bool {
	if i == 0 || i+1 >= len(lines) {
		return false
	}
	over, under := &lines[i-1], &lines[i+1]
	if under.s[0] == '(' {
		return false // (By Jane Doe and Jon Roe)
	}
	return under.kind == "" && len(under.inner) == 0 && !under.ended() && !under.long(180) && len(strings.Fields(under.s)) >= 5 && !strings.HasSuffix(under.s, "?") &&
		(over.kind == "" && over.ended() && reading(over.s) == 0 || over.is(annotate.Byline, annotate.Furniture, annotate.Caption) && !(over.is(annotate.Caption) && !over.credited() && !(i > 1 && lines[i-2].is(annotate.Credit))))
}

var fromOutside = regexp.MustCompile(`^(?i:special (?:to|for)) (?:[Tt]he )?\p{Lu}[^.]*$`)

// underCaption makes a line a credit that would be none elsewhere: a house or a name in parentheses, "Special to The Ledger".
func underCaption(l *line) {
	if fromOutside.MatchString(l.s) {
		l.set(annotate.Credit, l.s)
	} else if note, how := creditText(strings.TrimRight(l.s, ".")); how == strong && !prose(l.s) {
		l.set(annotate.Credit, note)
	} else if bracketed(l.s) == 0 {
		if note, how := creditText(l.s[1 : len(strings.TrimRight(l.s, "."))-1]); how != noCredit {
			l.set(annotate.Credit, note)
		}
	}
}

// above reports whether the line over a credit can be its caption.
func above(l *line) bool {
	if len(l.inner) > 0 || l.long(600) {
		return false
	}
	score := reading(l.s)
	return score >= 1 || !l.long(280) && !said.MatchString(l.s)
}

func asCaption(l *line) {
	bareCaption(l)
	if at := len(strings.TrimSuffix(l.s, " Read more")); at < len(l.s) {
		l.body.to = at
		l.inner = append(l.inner, part{at + 1, len(l.s), annotate.Furniture, ""})
	}
	if m := labelLead.FindStringIndex(l.s); m != nil && m[1] < len(l.s) {
		l.body.from = m[1]
		l.inner = append(l.inner, part{0, len(l.s[:m[1]]), annotate.Furniture, ""})
	}
}

func galleryWord(s string) bool {
	f := fold(s)
	for _, w := range []string{"gallery", "photo", "image", "slide", "caption", "picture"} {
		if len(f) < 60 && strings.Contains(f, w) {
			return true
		}
	}
	return counterLine.MatchString(f)
}

// linkCredits gives each credit on a line of its own the caption it belongs to: the one before it, or after it
// when the one before has its credit.
func linkCredits(lines []line) {
	taken := map[int]bool{}
	for i := range lines {
		if !lines[i].is(annotate.Credit) {
			continue
		}
		near := []int{i - 1, i + 1}
		if i+1 < len(lines) && lines[i+1].is(annotate.Furniture) {
			near = append(near, i+2) // "Image source, Reuters", "Image caption," and then the caption
		}
		for _, j := range near {
			if j >= 0 && j < len(lines) && lines[j].is(annotate.Caption) && !lines[j].credited() && !taken[j] {
				lines[i].of, taken[j] = j, true
				break
			}
		}
	}
}

// build lays the blocks out, numbers them and links credits and repeated captions.
func build(lines []line) []annotate.Block {
	type link struct {
		annotate.Block
		line   int
		credit int // the line whose caption a credit belongs to
	}
	all := make([]link, 0, len(lines)+len(lines)/4)
	for i := range lines {
		l := &lines[i]
		all = append(all, link{annotate.Block{Kind: l.kind, Range: l.span(l.body.from, l.body.to), Note: l.note}, i, l.of})
		for _, p := range l.inner {
			of := -1
			if p.kind == annotate.Credit {
				of = i
			}
			all = append(all, link{annotate.Block{Kind: p.kind, Range: l.span(p.from, p.to), Note: p.note}, -1, of})
		}
	}
	slices.SortStableFunc(all, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	captions := map[int]int{} // a line's caption: its id
	first := map[string]int{}
	out := make([]annotate.Block, len(all))
	for i := range all {
		all[i].ID = i + 1
		if all[i].Kind == annotate.Caption && all[i].line >= 0 {
			l := &lines[all[i].line]
			captions[all[i].line] = i + 1
			key := strings.TrimRight(fold(l.s[l.body.from:l.body.to]), " .,;:")
			if id, ok := first[key]; ok {
				all[i].Repeats = id
			} else {
				first[key] = i + 1
			}
		}
	}
	for i := range all {
		if all[i].Kind == annotate.Credit && all[i].credit >= 0 {
			all[i].Of = captions[all[i].credit]
		}
		out[i] = all[i].Block
	}
	return out
}

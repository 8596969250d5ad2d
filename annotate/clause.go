package annotate

import "strings"

// clauses cuts the sentences of one line into clauses, in bytes: stretches with a verb of their own, without the
// conjunction that leads them, the words that say who spoke left apart from what was said, and without outer
// punctuation and quotation marks. It goes by punctuation, by the closed word classes of English and by the forms of
// its verbs; a piece without a verb stays with the one before it. A sentence of one clause is that clause.
func clauses(s string) []byteRange {
	var out []byteRange
	for _, sentence := range sentences(s) {
		out = append(out, clausesOf(s, sentence)...)
	}
	return out
}

func clausesOf(s string, sentence byteRange) []byteRange {
	var all []byteRange
	for _, w := range words(s[sentence.from:sentence.to]) {
		all = append(all, byteRange{w.from + sentence.from, w.to + sentence.from})
	}
	var pieces [][2]int // first and last+1 word of each
	from := 0
	for i := 1; i < len(all); i++ {
		if breaks(s, all, i) {
			pieces = append(pieces, [2]int{from, i})
			from = i
		}
	}
	if len(all) > from {
		pieces = append(pieces, [2]int{from, len(all)})
	}
	var whole [][2]int
	for _, p := range pieces {
		if n := len(whole); n > 0 && (!hasVerb(s, all[p[0]:p[1]]) || !hasVerb(s, all[whole[n-1][0]:whole[n-1][1]])) && !quoted(s, all, p[0]) {
			whole[n-1][1] = p[1]
			continue
		}
		whole = append(whole, p)
	}
	var out []byteRange
	for _, p := range whole {
		for p[0]+1 < p[1] && leaders[strings.ToLower(s[all[p[0]].from:all[p[0]].to])] {
			p[0]++
		}
		out = append(out, byteRange{all[p[0]].from, all[p[1]-1].to})
	}
	return out
}

// breaks reports whether a clause may begin at word i.
func breaks(s string, all []byteRange, i int) bool {
	gap := s[all[i-1].to:all[i].from]
	word := strings.ToLower(s[all[i].from:all[i].to])
	switch {
	case strings.ContainsAny(gap, ";:—–“”\"()") || strings.ContainsRune(gap, '…'):
		return true
	case strings.Contains(gap, ","):
		return true
	case subordinators[word]:
		return true
	case word == "that" || word == "whether":
		before := strings.ToLower(s[all[i-1].from:all[i-1].to])
		return sayings[before] || thinking[before]
	case word == "and" || word == "but" || word == "or":
		// Only before what looks like a subject with its verb: “inflation fell and wages rose”.
		for k := i + 2; k < min(i+6, len(all)); k++ {
			if strings.ContainsAny(s[all[k-1].to:all[k].from], ",;:") {
				return false
			}
			if w := strings.ToLower(s[all[k].from:all[k].to]); isVerb(w) {
				return true
			} else if functionWords[w] {
				return false
			}
		}
	}
	return false
}

// quoted reports whether a quotation mark stands before word i: what was said, and who said it, stay two.
func quoted(s string, all []byteRange, i int) bool {
	return i > 0 && strings.ContainsAny(s[all[i-1].to:all[i].from], "“”\"«»„")
}

func hasVerb(s string, all []byteRange) bool {
	for _, w := range all {
		if isVerb(strings.ToLower(s[w.from:w.to])) {
			return true
		}
	}
	return false
}

func isVerb(lower string) bool {
	return verbs[lower] || sayings[lower] || thinking[lower] || isFiniteForm(lower)
}

var (
	subordinators = set("because although though while when whenever unless until since if who which where after before")
	leaders       = set("and but or nor so yet that because although though while when if who which as whether")
	thinking      = set("believes believed believe thinks thought think hopes hoped fears feared expects expected shows showed found finds means meant suggests suggested")
)

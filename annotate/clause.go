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
		if breaks(s, all, from, i) {
			pieces = append(pieces, [2]int{from, i})
			from = i
		}
	}
	if len(all) > from {
		pieces = append(pieces, [2]int{from, len(all)})
	}
	pieces = pieces[dateline(s, all, pieces):]
	var whole [][2]int
	for _, p := range pieces {
		if n := len(whole); n > 0 && !quoted(s, all, p[0]) && belongs(s, all, whole[n-1], p) {
			whole[n-1][1] = p[1]
			continue
		}
		whole = append(whole, p)
	}
	var out []byteRange
	for _, p := range whole {
		for p[0]+1 < p[1] && leaders[lowerWord(s, all[p[0]])] {
			p[0]++
		}
		for p[0]+1 < p[1] && (trailers[lowerWord(s, all[p[1]-1])] || subordinators[lowerWord(s, all[p[1]-1])]) {
			p[1]--
		}
		out = append(out, byteRange{all[p[0]].from, all[p[1]-1].to})
	}
	return out
}

// fullClauses finds the clauses of one line that “that” or “whether” leads, in bytes, with that word.
func fullClauses(s string) []byteRange {
	var out []byteRange
	for _, c := range clauses(s) {
		before := strings.TrimRight(s[:c.from], " ")
		for _, lead := range []string{"that", "whether"} {
			if strings.HasSuffix(before, " "+lead) {
				out = append(out, byteRange{len(before) - len(lead), c.to})
			}
		}
	}
	return out
}

func lowerWord(s string, w byteRange) string { return strings.ToLower(s[w.from:w.to]) }

// belongs reports whether piece p is no clause of its own behind piece before: one of the two has no verb, or p begins
// with a verb whose subject stands before a relative clause or who said it.
func belongs(s string, all []byteRange, before, p [2]int) bool {
	if !hasVerb(s, all, p) || !hasVerb(s, all, before) {
		return true
	}
	first := lowerWord(s, all[p[0]])
	if !verbAt(s, all, p[0]) {
		return false
	}
	if !sayings[first] {
		return true
	}
	for _, w := range all[before[0]:before[1]] { // Ida Holm, who chairs the board, said …; but not: It will hold, said Holm
		if relatives[lowerWord(s, w)] {
			return true
		}
	}
	return false
}

// dateline returns how many pieces at the head of a sentence are a dateline: a city in capitals or an agency in brackets,
// and a dash.
func dateline(s string, all []byteRange, pieces [][2]int) int {
	city := s[all[0].from:all[0].to]
	for n, p := range pieces[:min(4, max(len(pieces)-1, 0))] {
		if hasVerb(s, all, p) {
			return 0
		}
		if gap := s[all[p[1]-1].to:all[p[1]].from]; strings.ContainsAny(gap, "—–") {
			if strings.Contains(gap, ")") || city == strings.ToUpper(city) {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

// breaks reports whether a clause may begin at word i, when the piece at hand begins at word from.
func breaks(s string, all []byteRange, from, i int) bool {
	gap := s[all[i-1].to:all[i].from]
	word := lowerWord(s, all[i])
	before := lowerWord(s, all[i-1])
	switch {
	case strings.ContainsAny(gap, ";:—–()") || strings.ContainsRune(gap, '…'):
		return true
	case strings.Contains(gap, ","):
		return true
	case strings.ContainsAny(gap, "“”\"«»„"): // words quoted within a clause do not end it
		return sayings[before] || strings.ContainsAny(gap, ".?!")
	case subordinators[word]:
		return true
	case word == "that" || word == "whether":
		for k := i - 1; k >= max(from, i-4); k-- { // said that, said Monday that, told reporters that
			if w := lowerWord(s, all[k]); sayings[w] || thinking[w] || w == "clear" {
				return true
			} else if strings.ContainsAny(s[all[k].to:all[k+1].from], ",;:") {
				return false
			}
		}
	case i-1 > from && (sayings[before] && !addressing[before] || thinking[before]):
		return whatWasSaid(s, all, i)
	case word == "and" || word == "but" || word == "or":
		// Only between two subjects with their verbs: “inflation fell and wages rose”.
		if !hasVerb(s, all, [2]int{from, i}) {
			return false
		}
		for k := i + 2; k < min(i+6, len(all)); k++ {
			if strings.ContainsAny(s[all[k-1].to:all[k].from], ",;:") {
				return false
			}
			if verbAt(s, all, k) {
				return true
			} else if functionWords[lowerWord(s, all[k])] {
				return false
			}
		}
	}
	return false
}

// whatWasSaid reports whether a statement begins at word i, behind a verb of saying that no “that” follows: “Holm said the
// pier was safe”. It has a subject and, before anything else begins, a verb.
func whatWasSaid(s string, all []byteRange, i int) bool {
	word := lowerWord(s, all[i])
	if functionWords[word] || verbs[word] || zones[s[all[i].from:all[i].to]] {
		return false
	}
	if !capital(s, all[i]) && !determiners[word] && !pronouns[word] {
		return false
	}
	for k := i + 1; k < min(i+12, len(all)); k++ {
		if strings.ContainsAny(s[all[k-1].to:all[k].from], ",;:—–“”\"") || subordinators[lowerWord(s, all[k])] {
			return false
		}
		if verbAt(s, all, k) {
			return true
		}
	}
	return false
}

// quoted reports whether a quotation mark stands before word i: what was said, and who said it, stay two.
func quoted(s string, all []byteRange, i int) bool {
	if i == 0 {
		return false
	}
	gap := s[all[i-1].to:all[i].from]
	return strings.ContainsAny(gap, "“”\"«»„") || strings.Contains(gap, " ‘")
}

func hasVerb(s string, all []byteRange, piece [2]int) bool {
	for i := piece[0]; i < piece[1]; i++ {
		if verbAt(s, all, i) {
			return true
		}
	}
	return false
}

// verbAt reports whether word i is a verb. Will and May may be a name and a month.
func verbAt(s string, all []byteRange, i int) bool {
	w := all[i]
	lower := lowerWord(s, w)
	if (lower == "will" || lower == "may") && capital(s, w) && i+1 < len(all) && (capital(s, all[i+1]) || startsDigit(s[all[i+1].from:])) {
		return false
	}
	if lower == "left" && i > 0 && i+1 < len(all) && strings.Contains(s[all[i-1].to:w.from], ",") && strings.Contains(s[w.to:all[i+1].from], ",") {
		return false // where somebody stands in a picture
	}
	return verbs[lower] || sayings[lower] || thinking[lower] || inPictures[lower] && i > 0 && capital(s, all[i-1]) || isFiniteForm(lower)
}

var (
	subordinators = set("because although though while when whenever unless until since if who which where after before")
	leaders       = set("and but or nor so yet that because although though while when if who which as whether")
	trailers      = set("and but or nor so yet")
	relatives     = set("who which whose where")
	addressing    = set("told tells asked asks")
	thinking      = set("believes believed believe thinks thought think hopes hoped fears feared expects expected shows showed found finds means meant suggests suggested")
)

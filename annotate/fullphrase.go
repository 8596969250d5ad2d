package annotate

import "strings"

// fullPhrases finds what says more fully than a phrase of the same line whom or what it means, in bytes: the phrase with what
// hangs on it by "of", "for" or "from" (the head of the port board), and with the apposition or the relative clause behind it,
// both commas included where there are two (Ida Holm, who chairs the port board,). A phrase that has none of that is not
// among them; one that has two of them is there twice, the shorter first.
func fullPhrases(s string) []byteRange {
	all := phrases(s)
	var out []byteRange
	for i, p := range all {
		full := p
		next := i + 1
		for next < len(all) && hangs[strings.TrimSpace(s[full.to:all[next].from])] {
			full.to = all[next].to
			next++
		}
		if full != p {
			out = append(out, full)
		}
		if next >= len(all) || strings.TrimSpace(s[full.to:min(full.to+2, len(s))]) != "," {
			continue
		}
		if to := apposed(s, full, all[next]); to > 0 {
			out = append(out, byteRange{full.from, to})
		}
	}
	return out
}

// hangs are the prepositions that hang one phrase on another.
var hangs = set("of for from")

// apposed returns the end of what stands between commas behind phrase p and begins with phrase q, or 0: a relative clause, or a
// name beside a description. A list is neither: France, Italy and Spain.
func apposed(s string, p, q byteRange) int {
	if strings.TrimSpace(s[p.to+1:q.from]) != "" {
		return 0
	}
	end := q.from
	for {
		i := strings.IndexAny(s[end:], ",;:.“”\"—()")
		if i < 0 {
			return 0
		}
		end += i
		if s[end] != '.' || end+1 < len(s) && s[end+1] != ' ' || !abbreviated(lastWord(s[:end]), s[end+1:]) {
			if s[end] == '.' && end+1 < len(s) && s[end+1] != ' ' { // inside the U.S.
				end++
				continue
			}
			break
		}
		end++
	}
	inner := s[q.from:end]
	switch s[end] {
	case ',':
		end++
	case '.':
	default:
		return 0
	}
	if first := strings.ToLower(s[q.from:q.to]); first == "who" || first == "whose" || first == "which" {
		return end
	}
	if allCapital(s[p.from:p.to]) == allCapital(inner) {
		return 0
	}
	for _, w := range words(inner) {
		if lower := strings.ToLower(inner[w.from:w.to]); verbs[lower] || sayings[lower] {
			return 0
		}
	}
	return end
}

// allCapital reports whether every word begins with a capital, as in a name.
func allCapital(s string) bool {
	for _, w := range words(s) {
		if !capital(s, w) && !nameParticles[s[w.from:w.to]] {
			return false
		}
	}
	return true
}

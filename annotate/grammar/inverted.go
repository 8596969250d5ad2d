package grammar

// inverted reports whether a speaker follows the verb: said Osk. What is said must come before.
func (g *region) inverted(from, after int, v *Verb, f frame) bool {
	if !v.Finite || v.Passive || v.Shape == Base || f&(speech|thought) == 0 || v.First != v.Head {
		return false
	}
	p := from - 1
	for g.get(p).Tag == Adverb {
		p--
	}
	t := g.get(p)
	n := g.chunk(after)
	if !(g.block(p) || t.Text == "," || dash(t.Text) || terminator(t.Text) || p >= 0 && g.items[p].block < 0 && g.closedBefore(p)) || n == nil || n.First != g.items[after].first || n.Sort == Time {
		return false
	}
	head := &g.tokens[n.Head]
	if head.Tag == Pronoun && head.entry.kind&isSubject == 0 {
		return false
	}
	if t.Text == "," && !g.block(p-1) && p > 0 && !g.lowerBlock(g.item(g.phraseAt(after)[1])) {
		if out := g.interrupted(p); out[1] > out[0] {
			return false
		}
	}
	if t.Text == "," && !g.block(p-1) { // ..., said Osk; but not: Osk, of Ely, said the boats were late
		end := g.item(g.phraseAt(after)[1])
		return p > 0 && (g.worthy(0, p) || answers[g.get(0).Lower] || g.lowerBlock(end)) && !g.finiteFrom(after, true) && g.ender2(end) && (g.clauseIn(0, p) || p < 4 && answers[g.get(0).Lower] || g.lowerBlock(end))
	}
	return g.block(p) || !g.finiteFrom(after, false) || g.block(p-1)
}

// answers are words that can be all that is said: No, says Osk.
var answers = set("no yes not maybe perhaps never nonsense")

// ender2 reports whether a tag ends at item p, with what somebody was doing allowed behind it.
func (g *region) ender2(p int) bool {
	t := g.get(p)
	return g.ender(p) || t.Tag == Relative || t.Tag == Preposition || t.Tag == VerbTag && t.Form == Ing || t.Tag == Subordinator
}

// closedBefore reports whether a quotation ends right behind item p.
func (g *region) closedBefore(p int) bool {
	i := g.items[p].last
	return i < len(g.tokens) && g.tokens[i].Tag == QuotationMark && g.tokens[i].Quote >= 0 && g.quotes[g.tokens[i].Quote].last == i+1
}

// behind returns the tokens of the speaker behind an inverted verb.
func (g *region) behind(after int) [2]int { return g.phraseAt(after) }

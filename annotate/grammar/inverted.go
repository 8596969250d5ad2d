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
		return p > 0 && (g.worthy(0, p) || answers[g.get(0).Lower] || g.lowerBlock(end)) && (!g.finiteFrom(after, true) && g.ender2(end) || g.lastPhrase(after)) && (g.clauseIn(0, p) || p < 4 && answers[g.get(0).Lower] || g.lowerBlock(end))
	}
	return g.block(p) || !g.finiteFrom(after, false) || g.block(p-1)
}

// lastPhrase reports whether nothing but somebody, and what says who that is, stands between item p and the end of the sentence: said
// people close to the talks.
func (g *region) lastPhrase(p int) bool {
	end := g.item(g.identified(p)[1])
	return g.tokens[g.chunk(p).Head].Tag == Noun && (end >= len(g.items) || terminator(g.get(end).Text))
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
func (g *region) behind(after int) [2]int { return g.identified(after) }

// identified returns the tokens of the phrase at item p with what says, without a comma, which ones are meant: people familiar with the
// matter, a report released Monday by the auditor, two officials who asked not to be named.
func (g *region) identified(p int) [2]int {
	source := g.phraseAt(p)
	if source[1] <= source[0] {
		return source
	}
	k := g.item(source[1])
	if k >= len(g.items) || g.items[k].first != source[1] {
		return source
	}
	switch t, next := g.get(k), g.get(k+1); {
	case t.Tag == Relative && !t.is("which") && !g.block(k+1):
	case t.Tag == Adjective && next.Tag == Preposition, t.is("close") && next.is("to"):
	case t.Tag == VerbTag && t.Form != Ing && t.entry.class&canParticiple != 0 && next.Tag != Mark && !g.block(k+1) && g.tokens[g.chunk(p).Head].Tag == Noun:
	case t.Tag == Preposition && (t.is("with") || t.is("on") || t.is("inside") || t.is("involved") || t.is("close")) && g.tokens[g.chunk(p).Head].Tag == Noun && (next.is("knowledge") || next.is("direct") || next.is("both")):
	default:
		return source
	}
	for k++; k < len(g.items) && k < g.item(source[1])+24; k++ {
		t := g.get(k)
		if g.block(k) || t.Tag == Mark || t.Tag == QuotationMark || t.Tag == Conjunction && g.finiteFrom(k+1, true) || t.Tag == Subordinator && !t.is("because") {
			break
		}
	}
	return [2]int{source[0], g.items[k-1].last}
}

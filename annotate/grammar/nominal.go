package grammar

// accordingTo finds cues that are no verbs.
func (g *region) accordingTo() {
	for p := range g.items {
		t := g.get(p)
		words := 0
		switch {
		case t.is("according") && g.get(p+1).is("to"):
			words = 2
		case t.is("in") && g.get(p+1).is("the") && (g.get(p+2).is("words") || g.get(p+2).is("view") || g.get(p+2).is("opinion")) && g.get(p+3).is("of"):
			words = 4
		default:
			continue
		}
		source := g.identified(p + words)
		if source[1] <= source[0] {
			continue
		}
		if head := &g.tokens[g.chunk(p+words).Head]; head.is("plan") || head.is("plans") || head.is("schedule") || head.is("size") || head.is("need") || head.is("needs") {
			continue
		}
		end := g.item(source[1])
		c := find{lemma: "according to", reports: "speech", source: source, cue: [2]int{g.items[p].first, g.items[p+words-1].last}}
		start := g.frontOf(p)
		switch {
		case p <= start || g.onlySmall(start, p): // According to Osk, ...
			from := end
			if v := g.verb(from); v != nil && !v.Finite && v.Shape == Participle || g.get(from).Tag == VerbTag && g.get(from).entry.class&canParticiple != 0 && g.commaBetween(from, min(from+12, len(g.items))) {
				for from < len(g.items) && g.get(from).Text != "," { // a statement released on Monday
					from++
				}
			}
			if g.get(from).Text == "," {
				from++
				if g.get(from).Tag == Relative { // According to Osk, who left, ...
					for from < len(g.items) && g.get(from).Text != "," {
						from++
					}
					from++
				}
				// According to Osk, citing the harbour office, ...
				if v := g.verb(from); v != nil && !v.Finite && (v.Shape == Ing && cites[v.Lemma] || v.Shape == Participle && g.closes(from)) {
					for from < len(g.items) && g.get(from).Text != "," {
						from++
					}
					from++
				} else if n := g.chunk(from); n != nil && g.get(g.item(n.Last)).Text == "," && !g.anyFinite2(from, g.item(n.Last)) && n.Sort == Person && g.tokens[n.First].Tag == Determiner {
					from = g.item(n.Last) + 1
				}
			}
			if from < len(g.items) {
				c.content = [][2]int{{from, g.contentEnd(from, nil)}}
			}
		default:
			left := start
			stop := p
			for stop > left && g.get(stop-1).Tag == Mark && !g.block(stop-1) && g.get(stop-1).Text != ")" {
				stop--
			}
			if g.get(p-1).Text == "(" {
				stop = p - 1
			}
			c.content = [][2]int{{left, stop}}
			if g.get(end).Text == "," && g.get(end+1).Tag == Relative && !g.clauseIn(left, stop) { // the market, in the view of Osk, who left, could fall
				for end++; end < len(g.items) && g.get(end).Text != ","; end++ {
				}
			}
			if g.get(end).Text == "," && end+1 < len(g.items) && g.get(end+1).Tag != Relative && (!g.clauseIn(left, stop) || g.fragmentAt(end+1) || g.block(end+1)) {
				c.content = append(c.content, [2]int{end + 1, g.contentEnd(end+1, nil)})
				if g.get(stop-1).Tag == Relative || stop-left <= 1 && g.get(left).Tag == Conjunction {
					c.content = c.content[1:]
				}
			}
		}
		if len(c.content) > 0 {
			g.finds = append(g.finds, c)
		}
	}
}

// closes reports whether what begins at item p ends at a comma behind which somebody or something stands with a verb: filed on
// Monday, the board had known.
func (g *region) closes(p int) bool {
	for ; p < len(g.items) && g.get(p).Text != ","; p++ {
		if g.block(p) {
			return false
		}
	}
	n := g.chunk(p + 1)
	return g.finiteFrom(p+1, false) || n != nil && n.Sort != Time && g.fragmentAt(g.item(n.Last))
}

// frontOf returns where the sentence that "according to" at item p belongs to begins: at the region's start, or behind the
// semicolon, or the relative pronoun that it follows.
func (g *region) frontOf(p int) int {
	for k := p - 1; k >= 0; k-- {
		t := g.get(k)
		if t.Text == ";" || t.Text == ":" && k > 0 {
			return k + 1
		}
		if t.Tag == Relative && p-k <= 2 {
			return k
		}
		if (t.Tag == Conjunction || t.Tag == Complementizer) && k == p-1 {
			return p
		}
	}
	if t := g.get(0); t.Tag == Conjunction {
		return 1
	}
	return 0
}

// onlySmall reports whether nothing but adverbs, conjunctions and commas stands among the items.
func (g *region) onlySmall(from, to int) bool {
	for k := from; k < to; k++ {
		if t := g.get(k); t.Tag != Adverb && t.Tag != Conjunction && t.Text != "," || g.block(k) {
			return false
		}
	}
	return true
}

// nominalCue finds "his claim that ...", "a claim by the union that ...", "made the claim that ...".
func (g *region) nominalCue() {
	for p := range g.items {
		t := g.get(p)
		if t.Tag != Noun || t.entry.kind&isClaim == 0 {
			continue
		}
		n := g.chunk(p)
		if n == nil || n.Head != g.items[p].first {
			continue
		}
		var source [2]int
		k := p + 1
		if w := g.get(k); (w.is("by") || w.is("from") || w.is("of") && !t.is("hopes")) && g.chunk(k+1) != nil {
			source = [2]int{g.chunk(k + 1).First, g.chunk(k + 1).Last}
			k = g.item(source[1])
		}
		if when := g.chunk(k); when != nil && when.Sort == Time && g.get(g.item(when.Last)).is("that") {
			k = g.item(when.Last) // her comment on Monday that
		}
		giver := g.verb(g.item(n.First) - 1)
		given := giver != nil && !giver.Passive && gives[giver.Lemma]
		if !(g.get(k).is("that") && g.get(k).Tag != Pronoun && g.finiteFrom(k+1, false)) && !(given && felt[t.Lower] && g.finiteFrom(k, true)) {
			continue
		}
		cue := [2]int{g.items[p].first, g.items[p].last}
		if t := &g.tokens[n.First]; giver != nil && giver.Finite && !giver.Passive && renews[giver.Lemma] && t.Tag == Determiner && source[1] == 0 {
			if source = g.subject(g.item(giver.First), giver); source[1] > source[0] {
				cue[0] = giver.Head // repeated his claim that
			}
		}
		if source[1] == 0 {
			source = g.possessor(n)
		}
		if source[1] == 0 && given {
			source = g.subject(g.item(giver.First), giver)
		}
		if source[1] <= source[0] {
			continue
		}
		reports := "speech"
		if felt[t.Lower] {
			reports = "thought"
		}
		g.finds = append(g.finds, find{lemma: t.Lower, reports: reports, source: source, cue: cue, content: [][2]int{{k, min(g.contentEnd(k, nil), g.secondVerb(k))}}})
	}
}

// attitudes finds "is confident that", "are concerned the dam will burst", "made clear that".
func (g *region) attitudes() {
	for p := range g.items {
		t := g.get(p)
		if (t.entry.kind&isAttitude == 0 || t.Tag != Adjective && t.Tag != VerbTag) && !t.is("clear") {
			continue
		}
		k := p - 1
		for g.get(k).Tag == Adverb {
			k--
		}
		v := g.verb(k)
		if v == nil && g.get(k).is("it") && t.is("clear") {
			v = g.verb(k - 1) // made it clear that
		}
		if v != nil && v.Lemma == "make" && t.is("clear") && g.get(p+1).is("that") {
			if source := g.subject(g.item(v.First), v); source[1] > source[0] {
				g.finds = append(g.finds, find{lemma: "make clear", reports: "speech", negative: v.Negative, source: source, cue: [2]int{v.Head, g.items[p].last}, content: [][2]int{{p + 1, g.contentEnd(p+1, v)}}})
			}
			continue
		}
		if v == nil || !v.Finite || !(v.Lemma == "be" || v.Lemma == "feel" || v.Lemma == "remain" || v.Head == g.items[p].first) {
			continue
		}
		q := p + 1
		if !(g.get(q).is("that") && g.finiteFrom(q+1, false) || g.get(q).Tag != Preposition && g.get(q).Tag != To && g.finiteFrom(q, true)) {
			continue
		}
		if source := g.subject(g.item(v.First), v); source[1] > source[0] && g.speaks(source) {
			g.finds = append(g.finds, find{lemma: t.Lower, reports: "thought", negative: v.Negative, source: source, cue: [2]int{g.items[p].first, g.items[p].last}, content: [][2]int{{q, g.contentEnd(q, v)}}})
		}
	}
}

// secondVerb returns the item of the verb that takes up the sentence behind a clause at item k that is part of its subject:
// the claim that the vote was fair drew fire.
func (g *region) secondVerb(k int) int {
	seen := false
	for j := k + 1; j < len(g.items); j++ {
		t := g.get(j)
		if t.Tag == Mark || t.Tag == Conjunction || t.Tag == Complementizer || t.Tag == Relative || t.Tag == Subordinator || g.block(j) {
			break
		}
		if v := g.verb(j); v != nil && v.Finite && v.First == g.items[j].first {
			if seen {
				return j
			}
			seen = true
		}
	}
	return len(g.items)
}

// possessor returns the tokens of whose claim a phrase is about: his claim, the union's claim.
func (g *region) possessor(n *Chunk) [2]int {
	if t := &g.tokens[n.First]; t.Tag == Determiner && t.entry.kind&(isHe|isShe|isThey|isFirst|isIt) != 0 {
		return [2]int{n.First, n.First + 1}
	}
	for k := n.Head - 1; k > n.First; k-- {
		if g.tokens[k].Tag == Possessive {
			from := n.First
			if g.tokens[from].Tag != Determiner {
				if out := g.leftwards(g.item(from)); out[1] > out[0] {
					from = out[0] // the secretary of state's
				}
			}
			return [2]int{from, k}
		}
	}
	return [2]int{}
}

// gives are verbs with which people make a claim, and renews those with which they make it again; felt are nouns of what is thought and not said.
var (
	gives  = set("make issue express voice give repeat deliver release hold have raise offer receive file present share")
	renews = set("repeat reiterate restate renew reaffirm retract withdraw defend")
	felt   = set("belief hope hopes fear fears idea impression notion suspicion suspicions view views theory expectation expectations concern concerns doubt doubts")
)

package grammar

// contentEnd returns the item behind the last of a content that begins at item q: where the sentence ends, or where somebody
// else, or the writer, takes over.
func (g *region) contentEnd(q int, v *Verb) int {
	inAside := v != nil && g.inAside(v)
	led := v != nil && g.ledVerb(v)
	parens := 0
	opened := g.opensUnder(q)
	for j := q + 1; j < len(g.items); j++ {
		t := g.get(j)
		switch {
		case j == opened: // that while he liked it, he would not buy it
		case t.Text == "(":
			parens++
		case t.Text == ")":
			if parens == 0 {
				return j
			}
			parens--
		case t.Text == ":" && g.block(j+1) && (g.tagFollows(j+2) || g.get(j+2).Text == "," && g.tagFollows(j+3)):
			return j
		case t.is("in") && g.closedBefore(j-1) && g.setting(j):
			return j
		case t.Text == ";":
			if next := g.get(j + 1); !(next.is("that") || next.Tag == Conjunction && g.get(j+2).is("that")) {
				return j
			}
		case t.is("according") && g.get(j+1).is("to") && g.get(j-1).Text == ",":
			if v == nil || g.items[j].first > v.Head {
				return j - 1
			}
		case t.Text == ",":
			if g.get(j+1).is("as") && g.get(j+2).entry.class&canDo != 0 || g.judged(j+1) || g.ensues(j) || g.handsOver(j, q, v) || (inAside || led) && g.mainFollows(j, led) {
				return j
			}
		case t.Tag == Conjunction && (t.is("and") || t.is("but")):
			if v != nil && (g.cueShares(j+1) || g.cueJoins(j+1, v)) {
				return j
			}
		case t.Tag == Subordinator && v != nil && charges[v.Lemma] && g.closedBefore(j-1):
			return j
		case dash(t.Text) && g.fragmentAt(j+1) && g.tagFollows(g.item(g.quotes[g.tokens[g.items[j+1].first-1].Quote].last-1)), dash(t.Text) && g.block(j+1) && g.tagFollows(j+2):
			return j
		case dash(t.Text) && g.says(j+1) && len(t.Text) > 0:
			return j
		}
	}
	return len(g.items)
}

// opensUnder returns the comma that ends the clause with which a content at item q opens, when that hangs on the one behind it: that
// while he liked it, he would not buy it. It is -1 where there is none.
func (g *region) opensUnder(q int) int {
	if g.get(q).Tag == Complementizer && g.get(q).is("that") {
		q++
	}
	if t := g.get(q); t.Tag != Subordinator && !(t.Tag == Complementizer && t.is("if")) {
		return -1
	}
	for j := q + 1; j < len(g.items); j++ {
		if g.get(j).Text == "," && g.anyFinite2(q, j) {
			if g.finiteFrom(j+1, false) {
				return j
			}
			return -1
		}
	}
	return -1
}

// setting reports whether at item p it says in what something was said: in a statement.
func (g *region) setting(p int) bool {
	n := g.chunk(p + 1)
	return n != nil && (g.tokens[n.First].is("a") || g.tokens[n.First].is("an")) && g.tokens[n.Head].entry.kind&isMedium != 0
}

// judged reports whether at item p the writer says what to make of what was said: ..., a claim the video contradicts.
func (g *region) judged(p int) bool {
	if g.get(p).is("something") {
		return true
	}
	n := g.chunk(p)
	if n == nil || n.First != g.items[p].first || !g.get(p).is("a") && !g.get(p).is("an") {
		return false
	}
	for k := g.item(n.Last); k < min(g.item(n.Last)+6, len(g.items)) && g.get(k).Tag != Mark; k++ {
		if v := g.verb(k); v != nil {
			return denials[v.Lemma] || g.lex.report[v.Lemma]&speech != 0 && v.Finite || verdicts[g.tokens[n.Head].Lower] // a figure he disputes
		}
	}
	return verdicts[g.tokens[n.Head].Lower]
}

// ensues reports whether behind the comma at item j the writer says what came of somebody's words, and when they fell: ..., sending
// shares down; “...,” hours after it closed.
func (g *region) ensues(j int) bool {
	k := j + 1
	for g.get(k).Tag == Adverb {
		k++
	}
	if v := g.verb(k); v != nil && v.Shape == Ing && v.First == g.items[k].first {
		next, then := g.get(k+1), g.get(k+2)
		if v.Lemma == "make" && next.Tag == Pronoun && then.is("the") || v.Lemma == "set" && (next.is("up") || next.is("off")) {
			return true // ..., making it the first such case; ..., setting off a rush
		}
		return consequences[v.Lemma] || g.closedBefore(j) && !cites[v.Lemma] && g.lex.report[v.Lemma]&speech == 0
	}
	n := g.chunk(k)
	timed := n != nil && n.Sort == Time
	if timed {
		k = g.item(n.Last)
	}
	if timed && (g.get(k).is("after") || g.get(k).is("before")) {
		return true // ..., two days before the vote
	}
	if !g.closedBefore(j) {
		return false
	}
	return g.get(k).is("after") || g.get(k).is("before") || g.get(k).is("as") && k == j+1 && g.get(k).Tag == Subordinator
}

// consequences are what somebody's words do, and not what they tell of.
var consequences = set("send prompt spark draw upend trigger provoke ignite stun shock infuriate rattle roil jolt contradict overturn overrule echo defy rekindle reignite dash avert")

// verdicts are what writers call the words of others.
var verdicts = set("claim assertion allegation charge accusation suggestion contention argument prediction statement remark comment pledge promise proposal idea position view theory notion stance sentiment")

// insertedEnd returns where the rest of a relative clause ends that begins at item q, behind a tag inside it.
func (g *region) insertedEnd(q int) int {
	for j := q + 1; j < len(g.items); j++ {
		if t := g.get(j); t.Tag == Mark && (t.Text != "," || g.mainFollows(j, false) || g.get(j+1).entry.class&canPast != 0) && t.Text != "(" && t.Text != ")" {
			return j
		}
	}
	return len(g.items)
}

// relativeSubject reports whether the subject of v is a relative pronoun: who requested anonymity said.
func (g *region) relativeSubject(v *Verb) bool {
	p := g.item(v.First) - 1
	for g.get(p).Tag == Adverb {
		p--
	}
	return g.get(p).Tag == Relative
}

// inAside reports whether v stands in something set off by a comma behind a noun, and goes on behind another: who says so, ...; noting
// that, ...; whose lawyer says that, ....
func (g *region) inAside(v *Verb) bool {
	for p := g.item(v.First); p > 0; p-- {
		t := g.get(p)
		if g.block(p) || t.Text == ";" || t.Text == ":" {
			return false
		}
		if g.get(p-1).Text != "," {
			continue
		}
		if t.Tag == Preposition && g.get(p+1).Tag == Relative || t.Tag == Relative {
			return true
		}
		w := g.verb(p)
		return w != nil && !w.Finite && w.Shape != Base && g.chunk(p-2) != nil
	}
	return false
}

// ledVerb reports whether the clause of v hangs on a word that opens the sentence: After the mayor said ..., the boats.
func (g *region) ledVerb(v *Verb) bool {
	for p := g.item(v.First) - 1; p >= 0; p-- {
		t := g.get(p)
		if t.Text == "," || t.Text == ";" || g.block(p) || t.verbal() && t.Form != Ing {
			return false
		}
		if (t.Tag == Subordinator || t.Tag == Preposition && p == 0 && g.verb(p+1) != nil) && p <= 1 {
			return !t.is("as") || p > 0
		}
		if p == 0 && t.Tag == VerbTag && t.Form == Ing {
			return true
		}
	}
	return g.verb(0) != nil && g.verb(0) == v && v.Shape == Ing
}

// mainFollows reports whether behind the comma at item j the sentence that was interrupted goes on: with its verb, or, when
// the clause before leads it, with its subject and verb.
func (g *region) mainFollows(j int, led bool) bool {
	k := j + 1
	for g.get(k).Tag == Adverb {
		k++
	}
	if v := g.verb(k); v != nil && v.Finite {
		return true
	}
	return led && g.chunk(k) != nil && g.finiteFrom(k, true)
}

// handsOver reports whether the writer, or somebody else, takes over behind the comma at item j.
func (g *region) handsOver(j, q int, cue *Verb) bool {
	k := j + 1
	t := g.get(k)
	if t.Tag == Conjunction || t.is("while") || t.is("although") || t.is("though") || t.is("whereas") {
		// ..., but Smith denied it: only another cue, with a subject of its own or none, hands over.
		m := k + 1
		if g.cueShares(m) {
			return true
		}
		own := g.lex.report
		for n := m; n < min(m+14, len(g.items)); n++ {
			w := g.get(n)
			if w.Text == ":" && g.block(n+1) {
				return true // though she told them: “...”
			}
			if w.Tag == Mark && w.Text != "," || w.Tag == Complementizer || g.block(n) {
				return false
			}
			if w.Tag == Relative && g.get(n-1).Text == "," && g.chunk(m) != nil { // and the mayor, who was away, said
				for n++; n < len(g.items) && g.get(n).Text != ","; n++ {
				}
				continue
			}
			if v := g.verb(n); v != nil && v.Finite && v.First == g.items[n].first {
				if own[v.Lemma]&speech != 0 && own[v.Lemma]&(takesBare|takesThat|takesNaming) != 0 && g.tokens[v.Head].Tag == VerbTag && !v.Passive {
					if who := g.subject(n, v); who[1] > who[0] && g.item(who[0]) >= m-1 && (g.speaks(who) || g.tokens[who[0]].is("it")) {
						return true
					}
				}
				if own[v.Lemma]&takesQuote != 0 && !v.Passive && g.chunk(m) != nil {
					continue // what it says may follow behind a colon
				}
				if f := own[v.Lemma]; f&speech != 0 && f&takesInfinitive != 0 && !v.Passive && g.infinitive(g.item(v.Last)) > 0 { // and they asked the judge to drop it
					who := g.subject(n, v)
					return who[1] > who[0] && g.item(who[0]) >= m-1
				}
				return false
			}
		}
		return false
	}
	for g.get(k).Tag == Adverb {
		k++
	}
	if g.get(k).is("while") && g.verb(k+1) != nil {
		k++
	}
	if v := g.verb(k); v != nil && v.Shape == Ing && v.First == g.items[k].first {
		return cites[v.Lemma] || g.lex.report[v.Lemma]&takesNaming != 0 && len(g.fragments(k+1, takesNaming, v)) > 0 || g.lex.report[v.Lemma]&speech != 0 && g.lex.report[v.Lemma]&(takesThat|takesBare) != 0 && v.Head == v.First && !plainDoing[v.Lemma]
	}
	// ..., Smith said.
	if g.chunk(k) != nil || g.says(k) {
		return g.tagFollows(k)
	}
	return false
}

// cites are what writers do with sources.
var cites = set("cite quote refer note add say")

// plainDoing are verbs of saying that more often say what happened.
var plainDoing = set("order report maintain show rule publish broadcast post sign document open close offer appeal answer detail issue lie state text wire cable teach lecture submit request demand urge command pledge")

// tagFollows reports whether a speaker and a verb of saying stand at item k with nothing said behind them.
func (g *region) tagFollows(k int) bool {
	if g.says(k) && g.chunk(k+1) != nil {
		v := g.verb(k)
		return v.Finite && !v.Passive && g.lex.report[v.Lemma]&(takesBare|takesThat) != 0 && g.ender(g.item(g.phraseAt(k + 1)[1]))
	}
	end := g.item(g.phraseAt(k)[1])
	n := g.chunk(k)
	if n != nil && g.get(end).Text == "," && g.item(n.Last) == end && g.verb(end+1) != nil {
		return false // his wife, Ida, had hoped
	}
	for g.get(end).Tag == Adverb || g.get(end).Text == "," && g.verb(end+1) != nil {
		end++
	}
	w := g.verb(end)
	if n != nil && n.Sort == Person && (w != nil && !w.Finite && w.Shape == Participle || g.get(end).Tag == Adjective) { // a person involved in it said
		for k := end + 1; k < min(end+8, len(g.items)) && g.get(k).Tag != Mark; k++ {
			if said := g.verb(k); said != nil && said.Finite {
				end = k
				break
			}
		}
	}
	v := g.verb(end)
	mask := speech | thought
	if n != nil && (n.Sort == Document || v != nil && v.Lemma == "show") {
		mask |= evidence // ..., polls show
	}
	if v == nil || !v.Finite || v.Passive || g.lex.report[v.Lemma]&mask == 0 || g.tokens[v.Head].Tag != VerbTag || g.lex.report[v.Lemma]&(takesBare|takesThat) == 0 {
		return false
	}
	return g.ender(g.item(v.Last))
}

// ender reports whether the words of a speaker's tag end at item p, but for when and where.
func (g *region) ender(p int) bool {
	for steps := 0; steps < 8; steps++ {
		t := g.get(p)
		if t.Tag == None || t.Tag == Mark || g.block(p) {
			return true
		}
		next := g.skip(p, 0)
		if next == p {
			return false
		}
		p = next
	}
	return false
}

// requestEnd returns the item behind an infinitive that begins at item q: before a comma and a clause with a subject of its own.
func (g *region) requestEnd(q int, v *Verb) int {
	end := g.contentEnd(q, v)
	plain := true
	for j := q + 1; j < end; j++ {
		switch t := g.get(j); {
		case t.Tag == Relative || t.Tag == Complementizer || t.Tag == Subordinator:
			plain = false
		case plain && t.Tag == Conjunction:
			k := j + 1
			for g.get(k).Tag == Adverb {
				k++
			}
			if w := g.verb(k); w != nil && w.Finite && (w.Shape == Past || w.Shape == Third) {
				return j // declined to speak but issued a statement
			}
		}
		if g.get(j).Text == "," && g.get(j+1).Tag == Conjunction && g.chunk(j+2) != nil && g.finiteFrom(j+2, true) {
			return j
		}
	}
	return end
}

// infinitiveAt reports whether "to" and a verb follow at item p, or behind whoever is told to.
func (g *region) infinitiveAt(p int) bool { return g.infinitive(p) > 0 }

// infinitive returns the item where an infinitive begins that infinitiveAt tells of, or 0.
func (g *region) infinitive(p int) int {
	if n := g.chunk(p); n != nil && n.First == g.items[p].first {
		if n.Sort == Thing && n.Name == "" && g.tokens[n.First].Tag == Noun && !severalOf(&g.tokens[n.Head]) {
			return 0 // requested anonymity to speak
		}
		p = g.item(n.Last)
		if of := g.get(p); of.is("of") || of.is("for") || of.is("in") || of.is("at") || g.get(p).Text == "," || of.Tag == Conjunction {
			p = g.item(g.phraseAt(g.item(n.First))[1])
		}
	}
	if n := g.chunk(p + 1); g.get(p).is("for") && n != nil && n.Sort == Thing && g.tokens[n.First].Tag == Noun && !severalOf(&g.tokens[n.Head]) {
		return 0 // asked for anonymity to speak
	}
	for steps := 0; steps < 3 && g.get(p).Tag == Preposition; steps++ { // declined through a spokesman to say
		next := g.skip(p, 0)
		if next == p {
			return 0
		}
		p = next
	}
	if g.get(p).Text == "," && (g.get(p+1).Tag == Preposition || g.get(p+1).Tag == Adverb) { // threatened, in a letter, to sue
		for k := p + 1; k < min(p+16, len(g.items)) && !g.block(k); k++ {
			if t := g.get(k); t.Tag == Relative || t.Tag == Complementizer || t.Tag == Subordinator {
				break
			}
			if g.get(k).Text == "," {
				if g.get(k+1).Tag == To {
					p = k + 1
				}
				break
			}
		}
	}
	from := p
	for {
		if n := g.chunk(p); n != nil && n.Sort == Time && n.First == g.items[p].first {
			p = g.item(n.Last) // urged both sides Tuesday to show restraint
			from = p
		} else if g.get(p).Tag == Adverb || g.get(p).entry.kind&isTimeAlone != 0 {
			p++
		} else {
			break
		}
	}
	if g.get(p).Tag != To {
		return 0
	}
	return from
}

// cueJoins reports whether at item p, behind "and", a participle of saying takes up the one of v: telling them it rained, and
// demanding to know why.
func (g *region) cueJoins(p int, v *Verb) bool {
	w := g.verb(p)
	if w == nil || v.Shape != Ing || v.Finite || w.Shape != Ing || w.Finite || w.First != g.items[p].first {
		return false
	}
	f := g.lex.report[w.Lemma]
	_, ok := g.rightOf(g.item(w.Last), f, w)
	return f&speech != 0 && (ok || f&takesInfinitive != 0 && g.infinitiveAt(g.item(w.Last)))
}

// cueShares reports whether at item p, behind "and", a verb of saying stands that has no subject of its own and says
// something.
func (g *region) cueShares(p int) bool {
	for g.get(p).Tag == Adverb {
		p++
	}
	v := g.verb(p)
	if v == nil || v.Passive || v.First != g.items[p].first || !(v.Finite) {
		return false
	}
	f := g.lex.report[v.Lemma]
	if n := g.chunk(g.item(v.Last)); n != nil && gives[v.Lemma] && g.tokens[n.Head].entry.kind&isClaim != 0 && (g.get(g.item(n.Last)).is("that") || felt[g.tokens[n.Head].Lower] && g.finiteFrom(g.item(n.Last), true)) {
		return true // and expressed hope the rain would come
	}
	if f&speech == 0 || g.tokens[v.Head].Tag != VerbTag {
		return false
	}
	if _, ok := g.named(g.item(v.Last), v); ok {
		return true
	}
	if g.get(p-1).is("but") && f&takesNaming != 0 && g.chunk(g.item(v.Last)) != nil {
		return true // but blamed the weather
	}
	after := g.item(v.Last)
	if w := g.get(after); v.Lemma == "call" && (w.is("on") || w.is("upon") || w.is("for")) {
		after++
	}
	if (v.Lemma == "decline" || f&takesInfinitive != 0) && g.infinitiveAt(after) {
		return true
	}
	_, ok := g.rightOf(g.item(v.Last), f, v)
	return ok
}

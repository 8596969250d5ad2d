package grammar

// verbCue reads the verb group of items from up to head as a cue.
func (g *region) verbCue(from, head int, v *Verb) {
	f := g.lex.report[v.Lemma]
	t := &g.tokens[v.Head]
	if f == 0 || t.Tag != VerbTag {
		return
	}
	wanted := g.wantsToKnow(from, v)
	if wanted > 0 {
		f = g.lex.report["ask"]
	}
	after := head + 1
	if v.Lemma == "rule" && g.get(after).is("out") {
		return
	}
	if w := g.get(after); (w.Tag == Adverb || w.Tag == Preposition) && (w.is("out") || w.is("back") || w.is("up")) && v.Lemma != "say" {
		after++ // pointed out, fired back; but not: said up to nine inches fell
	}
	if v.Lemma == "go" || v.Lemma == "continue" || v.Lemma == "point" || v.Lemma == "make" {
		if v.Lemma == "point" && !g.get(head+1).is("out") {
			return
		}
	}
	if v.Lemma == "go" && g.get(after).is("on") {
		after++
	}
	negative := v.Negative || v.Lemma == "deny" || v.Lemma == "refuse" || v.Lemma == "decline" || g.declined(from)
	c := find{lemma: v.Lemma, reports: reportsOf(f, false, v), negative: negative, cue: [2]int{v.Head, g.items[after-1].last}}
	if told := g.verb(after); told != nil && told.Shape == Ing && !told.Finite && doings[v.Lemma] && told.First == g.items[min(after, len(g.items)-1)].first && g.lex.report[told.Lemma]&speech != 0 {
		if _, ok := g.rightOf(g.item(told.Last), g.lex.report[told.Lemma], told); ok {
			return // recalled telling them that: the cue is what was told
		}
	}
	if before := g.verb(from - 1); v.Shape == Ing && !v.Finite && before != nil && doings[before.Lemma] && from > 0 && g.get(from-1).Tag == VerbTag {
		c.cue[0] = before.Head
	}
	if wanted > 0 {
		c.cue[0] = g.verb(wanted).Head
	}
	if g.declined(from) {
		c.cue[0] = g.verb(from - 1).Head // declined to say
	}
	if g.inverted(from, after, v, f) {
		who := g.behind(after)
		if who[1] > who[0] {
			c.source = who
			c.content = g.leftOf(from, g.item(who[1]))
			if len(c.content) > 0 {
				g.finds = append(g.finds, c)
				return
			}
		}
	}
	if v.Passive && v.Finite {
		g.passiveCue(c, from, after, v, f)
		return
	}
	if v.Passive && !v.Finite && v.Shape == Participle {
		g.reducedPassive(c, from, after, f)
		return
	}
	if v.Shape == Base && !v.Finite && (f&speech == 0 || g.get(from).Tag != To || !g.catenates(from-1) && !(v.Lemma == "say" && g.get(from-1).Tag != Mark)) {
		return // to show that: a purpose, and nobody's words yet
	}
	subject := g.subject(from, v)
	if subject[1] > subject[0] {
		if n := g.chunkAt[subject[0]]; n >= 0 {
			c.reports = reportsOf(f, g.chunks[n].Sort == Document, v)
		}
	}
	if span, ok := g.asReported(subject, after, f, v); ok {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if v.Lemma == "say" && v.Shape == Ing && g.get(from-1).is("as") { // “…,” Osk was quoted as saying
		if quoted := g.verb(from - 2); quoted != nil && quoted.Passive && quoted.Finite && subject[1] > subject[0] && g.item(subject[0]) > 0 && (g.block(g.item(subject[0])-1) || g.hangsOpen(g.item(subject[0]), after)) {
			c.cue[0] = quoted.First
			c.source, c.content = subject, g.leftOf(g.item(subject[0]), after)
			g.finds = append(g.finds, c)
			return
		}
	}
	beside := !g.anyFinite2(g.item(subject[1]), from) || g.whoAside(g.item(subject[1]), from) // not shared with a verb before
	if start := g.item(subject[0]); beside && subject[1] > subject[0] && start > 0 && (g.block(start-1) || g.hangsOpen(start, g.hearerEnd(after, v))) && v.Finite && f&(speech|thought) != 0 {
		if content := g.parenthetical(start, g.hearerEnd(after, v), f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
			return
		}
	}
	if v.Shape == Base && !v.Finite && subject[1] == subject[0]+1 && g.tokens[subject[0]].is("it") {
		return // it is hard to say
	}
	if start := g.item(subject[0]); beside && subject[1] > subject[0] && v.Finite && f&speech != 0 && g.closesWithTime(start, after) {
		if content := g.parenthetical(start, after, f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
			return
		}
	}
	if span, ok := g.rightOf(after, f, v); ok && subject[1] > subject[0] {
		c.source = subject
		c.content = [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if next := g.verb(after); next != nil && next.Finite && f&takesBare != 0 && v.Finite && subject[1] > subject[0] && g.hangsOn(g.item(subject[0])) {
		c.source, c.content = subject, [][2]int{{after, g.insertedEnd(after)}} // a bill that critics say would fail
		g.finds = append(g.finds, c)
		return
	}
	if beside && !g.heldByFind(from) && (f&(speech|thought) != 0 || c.reports == "evidence") && v.Finite && subject[1] > subject[0] && (f&(takesBare|takesThat|takesQuote|takesWhether) != 0) {
		if content := g.parenthetical(g.item(subject[0]), g.hearerEnd(after, v), f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
			return
		}
	}
	if f&takesInfinitive != 0 && (v.Finite || v.Shape == Ing && (g.get(from-1).Text == "," || g.get(from-1).Tag == Conjunction || g.issuer(from - 1)[1] > 0)) && !v.Negative && subject[1] > subject[0] {
		if v.Lemma == "call" || v.Lemma == "appeal" {
			if w := g.get(after); (w.is("on") || w.is("upon") || w.is("for") || w.is("to")) && w.Tag == Preposition && g.chunk(after+1) != nil {
				after++
				c.cue[1] = g.items[after-1].last // called on
			}
		}
		if p := g.infinitive(after); p > 0 && !g.declinesToSay(p, v) && !g.hidesName(p) {
			c.source, c.content, c.request = subject, [][2]int{{p, g.requestEnd(p, v)}}, true
			g.finds = append(g.finds, c)
			return
		}
	}
	if span, ok := g.named(after, v); ok && subject[1] > subject[0] && !g.heldByFind(from) {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if span, ok := g.denied(after, v, subject); ok && v.Finite && !g.heldByFind(from) {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if span, ok := g.objectOf(head+1, after, v, c.reports); ok && v.Finite && subject[1] > subject[0] && (g.speaks(subject) || doings[v.Lemma] && c.reports == "speech") && !g.heldByFind(from) {
		if g.get(span[0]-1).is("for") && span[0] == head+2 {
			c.cue[1] = g.items[span[0]-1].last // called for
		}
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if f&speech != 0 && subject[1] > subject[0] && (f&takesNaming != 0 || f&(takesBare|takesThat) != 0 && (v.Finite || v.Shape == Base)) && !g.heldByFind(from) {
		if content := g.fragments(after, f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
		}
	}
}

// hangsOn reports whether the clause whose subject begins at item p is about the noun before it: a bill that critics say,
// something critics say.
func (g *region) hangsOn(p int) bool {
	before := g.get(p - 1)
	if before.Tag == Relative || before.is("something") {
		return true
	}
	n := g.chunk(p - 1)
	return n != nil && n != g.chunk(p) && (g.tokens[n.First].is("a") || g.tokens[n.First].is("an")) && g.get(g.item(n.First)-1).Text == ","
}

// reportsOf says what a cue reports. What takes its content without "that" reports speech before findings, but a document
// that says something has not spoken.
func reportsOf(f frame, document bool, v *Verb) string {
	switch {
	case f&evidence != 0 && (document || f&(speech|thought) == 0):
		return "evidence"
	case f&thought != 0 && f&speech == 0, f&thought != 0 && firmThoughts[v.Lemma]:
		return "thought"
	case f&speech != 0:
		return "speech"
	}
	return "evidence"
}

// firmThoughts are verbs of thought that may lead a quotation too.
var firmThoughts = set("think believe hope decide decree wish expect dream consider deem")

// wantsToKnow returns the item of the verb by which "to know" at item from is a question, or 0: wanted to know why, demanded to know.
func (g *region) wantsToKnow(from int, v *Verb) int {
	before := g.verb(from - 1)
	if v.Lemma != "know" || g.get(from).Tag != To || before == nil || !(before.Lemma == "want" || before.Lemma == "demand") {
		return 0
	}
	return from - 1
}

// catenates reports whether the word at item p ties an infinitive to the verb before it: wants to say, is likely to say.
func (g *region) catenates(p int) bool {
	for g.get(p).Tag == Adverb {
		p--
	}
	t := g.get(p)
	if v := g.verb(p - 1); t.is("on") && v != nil && v.Lemma == "go" {
		return true // goes on to say
	}
	return t.verbal() || t.Tag == Adjective
}

// declined reports whether the verb group is what somebody refused to do: declined to say whether.
func (g *region) declined(from int) bool {
	if g.get(from).Tag != To {
		return false
	}
	before := g.verb(from - 1)
	return before != nil && (before.Lemma == "decline" || before.Lemma == "refuse" || before.Lemma == "fail")
}

// hidesName reports whether the infinitive at item p is what the unnamed ask for: asked not to be identified, declined to give
// her name.
func (g *region) hidesName(p int) bool {
	if v := g.verb(p); v != nil && (v.Lemma == "give" || v.Lemma == "provide" || v.Lemma == "disclose" || v.Lemma == "reveal") {
		n := g.chunk(g.item(v.Last))
		return n != nil && (g.tokens[n.Head].is("name") || g.tokens[n.Head].is("names")) // declined to give her name
	}
	if v := g.verb(p); v != nil && v.Passive && (v.Lemma == "name" || v.Lemma == "identify") {
		return true // declined to be identified
	}
	if !g.get(p).is("not") {
		return false
	}
	v := g.verb(p + 1)
	return v != nil && v.Passive && (v.Lemma == "name" || v.Lemma == "identify" || v.Lemma == "quote")
}

// declinesToSay reports whether the infinitive at item p is one of saying that has a content of its own: declined to say
// whether he would run.
func (g *region) declinesToSay(p int, v *Verb) bool {
	if known := g.verb(p); known != nil && g.wantsToKnow(p, known) > 0 {
		return true
	}
	if v.Lemma != "decline" && v.Lemma != "refuse" {
		return false
	}
	for g.get(p).Tag == Adverb {
		p++
	}
	said := g.verb(p)
	if said == nil {
		return false
	}
	f := g.lex.report[said.Lemma]
	if f&speech == 0 {
		return false
	}
	_, ok := g.rightOf(g.item(said.Last), f, said)
	return ok
}

// passiveCue reads "was told by X that", "X was quoted as saying", and without a speaker "was told that", "it was reported that".
func (g *region) passiveCue(c find, from, after int, v *Verb, f frame) {
	span, ok := g.rightOf(after, f|takesThat, v)
	by := g.byAgent(after)
	if by[1] > by[0] {
		if !ok {
			span, ok = g.rightOf(g.item(by[1]), f|takesThat, v)
		}
		c.source = by
	} else if f&speech == 0 || !hearers[v.Lemma] && !g.get(from-1).is("it") || ok && g.get(span[0]).Tag != Complementizer {
		return
	}
	if ok {
		c.content = [][2]int{span}
		g.finds = append(g.finds, c)
	}
}

// reducedPassive reads "a plan described by the mayor as “a start”".
func (g *region) reducedPassive(c find, from, after int, f frame) {
	by := g.byAgent(after)
	if by[1] <= by[0] || f&takesNaming == 0 {
		return
	}
	if content := g.fragments(g.item(by[1]), f, nil); len(content) > 0 {
		c.source, c.content = by, content
		g.finds = append(g.finds, c)
	}
}

// byAgent returns who did it when "by" and a phrase follow, in tokens.
func (g *region) byAgent(p int) [2]int {
	if !g.get(p).is("by") || g.chunk(p+1) == nil {
		return [2]int{}
	}
	return g.phraseAt(p + 1)
}

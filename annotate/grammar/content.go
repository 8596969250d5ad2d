package grammar

import "strings"

// rightOf finds what is said behind a cue: from item p, over adverbs, hearers and what says when and where, to a quotation,
// a clause with "that", a question, a colon, or a clause without anything.
func (g *region) rightOf(p int, f frame, v *Verb) (span [2]int, ok bool) {
	q := p
	skipped := false
	if f&takesHearer != 0 && hearers[v.Lemma] {
		if n := g.chunk(q); n != nil && !g.fragmentAt(q) {
			end := g.item(g.phraseAt(q)[1])
			if next := g.get(end); next.Tag == Complementizer || next.is("that") || g.block(end) || next.Text == "," || next.Text == ":" || next.Tag == Preposition || next.Tag == Adverb || next.Tag == Relative || asks[next.Lower] ||
				g.chunk(end) != nil || n.Sort == Person {
				q = end
				skipped = true
			}
		}
		_ = skipped
	}
	for steps := 0; steps < 14 && q < len(g.items); steps++ {
		t := g.get(q)
		switch {
		case g.block(q):
			return [2]int{q, g.blockEnd(q)}, true
		case t.Text == ":":
			if q+1 < len(g.items) && f&speech != 0 {
				return [2]int{q + 1, len(g.items)}, true
			}
			return span, false
		case t.Tag == Complementizer && (t.is("that") && f&takesThat != 0 || !t.is("that") && f&takesWhether != 0):
			return [2]int{q, g.contentEnd(q, v)}, true
		case t.is("that") && f&takesThat != 0 && t.Tag != Relative && g.finiteFrom(q+1, false):
			return [2]int{q, g.contentEnd(q, v)}, true
		case f&takesWhether != 0 && (f&speech != 0 || t.Lower == "whether" || t.Lower == "if") && asks[t.Lower] && t.Tag != Preposition && (t.Lower != "if" || q == p) && !(t.Lower == "when" || t.Lower == "where" || t.Lower == "who" || t.Lower == "which") && g.finiteFrom(q, false):
			return [2]int{q, g.contentEnd(q, v)}, true
		case f&takesWhether != 0 && q == p && (t.Lower == "when" || t.Lower == "where" || t.Lower == "who" || t.Lower == "which") && (v.Lemma == "ask" || v.Lemma == "explain" || v.Lemma == "say" || v.Lemma == "know" || v.Lemma == "wonder") && g.anyFinite(q+1):
			return [2]int{q, g.contentEnd(q, v)}, true
		}
		if t.Tag == Preposition && f&takesBare != 0 {
			if k := g.skip(q, f); k > q && g.get(k).Tag != Preposition && g.chunk(k) != nil && g.chunk(k).First == g.items[k].first && g.finiteFrom(k, !trusted[v.Lemma]) && !(g.get(q).is("at") && (g.get(q+1).is("least") || g.get(q+1).is("most"))) {
				q = k // said in its ruling the law
				continue
			}
		}
		if f&takesBare != 0 && g.finiteFrom(q, !trusted[v.Lemma]) && !g.timeLeads(q, v) {
			return [2]int{q, g.contentEnd(q, v)}, true
		}
		if f&takesThat != 0 && f&(takesBare|takesExplicit) == 0 && q == p && !g.relativeSubject(v) && !g.nounish(q, v) && g.finiteFrom(q, true) {
			return [2]int{q, g.contentEnd(q, v)}, true
		}
		next := g.skip(q, f)
		if next == q {
			return span, false
		}
		q = next
	}
	return span, false
}

// hearers are verbs whose object is the one who listens.
var hearers = set("tell inform remind assure reassure advise warn notify convince persuade promise brief alert ask teach instruct text email caution")

// asks lead questions.
var asks = set("what how why where when who which whether if whom whose")

// trusted verbs take a clause without "that" so often that any verb in what follows is good enough.
var trusted = set("say claim believe think insist allege argue hope feel maintain fear suspect know assert contend reckon state")

// nounish reports whether what follows a verb that wants "that" is more likely its object: announced the plan that failed.
func (g *region) nounish(q int, v *Verb) bool {
	t := g.get(q)
	return t.Tag == Preposition || t.Tag == To || t.Tag == Mark || t.Tag == VerbTag || t.Tag == Relative || t.Tag == Subordinator || t.Tag == Conjunction || t.Tag == None
}

// timeLeads reports whether what stands at q says when it was said rather than what: said Monday the boats would sail.
func (g *region) timeLeads(q int, v *Verb) bool {
	n := g.chunk(q)
	return n != nil && n.Sort == Time && n.First == g.items[q].first && g.get(g.item(n.Last)).Text != "," && !g.get(g.item(n.Last)).verbal()
}

// skip returns the item behind one adverb, time, prepositional phrase or bracket at item q, or q.
func (g *region) skip(q int, f frame) int {
	t := g.get(q)
	switch {
	case g.titleAt(q) > q:
		return g.titleAt(q)
	case t.Tag == Adverb:
		return q + 1
	case t.Text == ",":
		if g.block(q + 1) {
			return q + 1
		}
		if next := g.get(q + 1); next.Tag == Preposition || next.Tag == Adverb || next.Tag == VerbTag && (next.Form == Ing || next.Form == Participle) || next.entry.kind&isTime != 0 || next.Tag == Subordinator {
			for k := q + 1; k < min(q+24, len(g.items)); k++ { // said, speaking in Ely, that
				if g.get(k).Text == "," || g.get(k).Text == ":" || g.block(k) {
					if after := g.get(k + 1); g.get(k).Text != "," || g.block(k+1) || after.Tag == Complementizer || f&takesBare != 0 && g.finiteFrom(k+1, true) && !g.anyFinite2(q+1, k) {
						if g.get(k).Text == "," {
							return k + 1
						}
						return k
					}
				}
				if terminator(g.get(k).Text) {
					break
				}
			}
		}
		return q
	case t.Tag == Preposition || t.Tag == To:
		k := q + 1
		for g.get(k).Tag == Preposition {
			k++
		}
		if n := g.chunk(k); n != nil && !g.fragmentAt(k) {
			end := g.item(n.Last)
			if n.Sort != Time && n.Name != "" && g.items[k].first == n.First {
				end = max(end, g.item(g.phraseAt(k)[1]))
			}
			return g.pastTitle(end)
		}
		return q
	case t.Tag == Relative, t.Tag == Conjunction:
		return q
	case g.chunk(q) != nil && g.chunk(q).Sort == Time:
		return g.item(g.chunk(q).Last)
	case t.Tag == VerbTag && t.Form == Ing && g.items[q].first > 0 && !g.says(q):
		// told a crowd gathered in the hall, said speaking in Ely: only with its own phrase
		return q
	case t.Text == "(":
		for k := q; k < min(q+12, len(g.items)); k++ {
			if g.get(k).Text == ")" {
				return k + 1
			}
		}
	case f&takesHearer != 0 && g.chunk(q) != nil && g.chunk(q).Sort == Person && g.get(q-1).Tag != Preposition:
		return q
	}
	return q
}

// pastTitle returns the item behind the title of a work that holds item p or the one before it, or p.
func (g *region) pastTitle(p int) int {
	for k := p - 1; k <= p && k >= 0 && k < len(g.items); k++ {
		if q := g.tokens[g.items[k].first].Quote; q >= 0 && g.quotes[q].Use == Title {
			return max(p, g.item(g.quotes[q].last-1))
		}
	}
	return p
}

// titleAt returns the item behind the title of a work that stands in quotation marks at item q, or q.
func (g *region) titleAt(q int) int {
	if !g.fragmentAt(q) {
		return q
	}
	if quote := g.quotes[g.tokens[g.items[q].first-1].Quote]; quote.Use == Title {
		return max(q, g.item(quote.last-1))
	}
	return q
}

// says reports whether the verb at item p reports speech.
func (g *region) says(p int) bool {
	v := g.verb(p)
	return v != nil && g.lex.report[v.Lemma]&speech != 0
}

// fragmentAt reports whether a quotation of a few words begins right before item q.
func (g *region) fragmentAt(q int) bool {
	if q < 0 || q >= len(g.items) || g.items[q].block >= 0 {
		return false
	}
	i := g.items[q].first - 1
	return i >= 0 && g.tokens[i].Tag == QuotationMark && g.tokens[i].Quote >= 0 && g.quotes[g.tokens[i].Quote].first == i
}

// blockEnd returns the item behind the quotation at q and those that follow it at once.
func (g *region) blockEnd(q int) int {
	for q++; g.block(q); q++ {
	}
	return q
}

// finiteFrom reports whether a subject and a finite verb follow from item p before the clause ends. strict leaves out
// verbs that could be participles that hang on the noun before them.
func (g *region) finiteFrom(p int, strict bool) bool {
	nouns, relative, commas := 0, 0, 0
	for j := p; j < min(p+45, len(g.items)); j++ {
		t := g.get(j)
		switch {
		case g.block(j):
			return false
		case t.Tag == Complementizer:
			if nouns == 0 || g.get(p).Tag == Preposition {
				return false
			}
			relative++
		case t.Tag == Relative:
			relative++
		case j == p && asks[t.Lower] && !t.is("if") && !t.is("when") && !t.is("where"):
			nouns++
		case t.Tag == Subordinator:
			if nouns > 0 && relative == 0 {
				return false
			}
			if j == p {
				relative++ // said if it rained the boats would
			}
		case nouns > 0 && j > p && (t.is("what") || t.is("how") || t.is("why")) && relative == 0:
			return false
		case t.Text == ",":
			if nouns == 0 && j == p || g.get(j+1).Tag == Conjunction {
				return false
			}
			commas++
		case t.is("but") && nouns > 0 && relative == 0:
			return false
		case terminator(t.Text) || t.Text == ";" || t.Text == ":" || dash(t.Text) && len(t.Text) > 1:
			return false
		case j == p && (t.Tag == Preposition && strict || t.Tag == Conjunction || t.Tag == To):
			return false
		}
		if n := g.chunk(j); n != nil && n.First == g.items[j].first && n.After < 0 {
			if head := &g.tokens[n.Head]; !(head.Tag == Pronoun && head.entry.kind&isSubject == 0 && head.entry.kind&isObject != 0) {
				nouns++
			}
		}
		if t.is("there") {
			nouns++
		}
		v := g.verb(j)
		if v == nil || v.First != g.items[j].first {
			continue
		}
		if v.Shape == Ing && nouns == 0 {
			if !g.anyFinite(j + 1) {
				return false
			}
			nouns++ // redesigning it would
			continue
		}
		if !v.Finite {
			continue
		}
		if commas == 1 && g.get(j-1).Text == "," {
			return false // who saw it, said
		}
		if g.get(j-1).Tag == Conjunction && relative == 0 && !(g.get(j-1).Text == "&") {
			return false // it shares an outer subject
		}
		if relative > 0 {
			relative--
			continue
		}
		if nouns == 0 {
			return false
		}
		if strict && v.First == v.Head && g.tokens[v.Head].Form == Past && g.tokens[v.Head].entry.class&canParticiple != 0 {
			next := g.get(j + 1)
			subject := g.get(j - 1)
			if subject.Tag != Pronoun && (next.is("by") || next.is("in") || next.is("at") || next.is("on") || next.is("from") || next.is("for") || next.is("with") || next.Tag == Mark) {
				continue
			}
		}
		return true
	}
	return false
}

// anyFinite reports whether a finite verb follows from item p before a mark.
func (g *region) anyFinite(p int) bool {
	for j := p; j < min(p+20, len(g.items)); j++ {
		if g.get(j).Tag == Mark {
			return false
		}
		if v := g.verb(j); v != nil && v.Finite {
			return true
		}
	}
	return false
}

// anyFinite2 reports whether a finite verb stands among the items from up to to.
func (g *region) anyFinite2(from, to int) bool {
	for j := from; j < to; j++ {
		if v := g.verb(j); v != nil && v.Finite {
			return true
		}
	}
	return false
}

// contentEnd returns the item behind the last of a content that begins at item q: where the sentence ends, or where somebody
// else, or the writer, takes over.
func (g *region) contentEnd(q int, v *Verb) int {
	inRelative := v != nil && g.relativeVerb(v)
	led := v != nil && g.ledVerb(v)
	parens := 0
	for j := q + 1; j < len(g.items); j++ {
		t := g.get(j)
		switch {
		case t.Text == "(":
			parens++
		case t.Text == ")":
			if parens == 0 {
				return j
			}
			parens--
		case t.Text == ":" && g.block(j+1) && (g.tagFollows(j+2) || g.get(j+2).Text == "," && g.tagFollows(j+3)):
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
			if g.handsOver(j, q, v) || (inRelative || led) && g.mainFollows(j, led) {
				return j
			}
		case t.Tag == Conjunction && (t.is("and") || t.is("but")):
			if g.cueShares(j + 1) {
				return j
			}
		case dash(t.Text) && g.says(j+1) && len(t.Text) > 0:
			return j
		}
	}
	return len(g.items)
}

// insertedEnd returns where the rest of a relative clause ends that begins at item q, behind a tag inside it.
func (g *region) insertedEnd(q int) int {
	for j := q + 1; j < len(g.items); j++ {
		if t := g.get(j); t.Tag == Mark && (t.Text != "," || g.mainFollows(j, false)) && t.Text != "(" && t.Text != ")" {
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

// relativeVerb reports whether the subject of v is "who" or "which" behind a comma: who says so, the sentence goes on behind.
func (g *region) relativeVerb(v *Verb) bool {
	p := g.item(v.First) - 1
	for g.get(p).Tag == Adverb {
		p--
	}
	return g.get(p).Tag == Relative && g.get(p-1).Text == ","
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
			if w.Tag == Mark && w.Text != "," || w.Tag == Complementizer || g.block(n) {
				return false
			}
			if v := g.verb(n); v != nil && v.Finite && v.First == g.items[n].first {
				if own[v.Lemma]&speech != 0 && own[v.Lemma]&(takesBare|takesThat) != 0 && g.tokens[v.Head].Tag == VerbTag && !v.Passive {
					if who := g.subject(n, v); who[1] > who[0] && g.item(who[0]) >= m-1 && g.speaks(who) {
						return true
					}
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
		return cites[v.Lemma] || g.lex.report[v.Lemma]&speech != 0 && g.lex.report[v.Lemma]&(takesThat|takesBare) != 0 && v.Head == v.First && !plainDoing[v.Lemma]
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
	for g.get(end).Tag == Adverb || g.get(end).Text == "," && g.verb(end+1) != nil {
		end++
	}
	v := g.verb(end)
	if v == nil || !v.Finite || v.Passive || g.lex.report[v.Lemma]&(speech|thought) == 0 || g.tokens[v.Head].Tag != VerbTag || g.lex.report[v.Lemma]&(takesBare|takesThat) == 0 {
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
	if f&speech == 0 || g.tokens[v.Head].Tag != VerbTag {
		return false
	}
	if (v.Lemma == "decline" || f&takesInfinitive != 0) && g.get(g.item(v.Last)).Tag == To {
		return true
	}
	_, ok := g.rightOf(g.item(v.Last), f, v)
	return ok
}

// leftOf returns what is said before a cue that ends it: “…,” said Osk; the boats will sail, said Osk. from is the first item
// of the tag, to the one behind its last.
func (g *region) leftOf(from, to int) [][2]int {
	if from <= 0 {
		return nil
	}
	left := g.contentStart(from)
	end := from
	for end > left && g.get(end-1).Tag == Mark && !g.block(end-1) {
		end--
	}
	if end <= left {
		return nil
	}
	out := [][2]int{{left, end}}
	if right, ok := g.goesOn(to, left, end); ok {
		out = append(out, right)
	}
	return out
}

// contentStart returns where what is said before item p begins: behind the tag or the block that came before it.
func (g *region) contentStart(p int) int {
	start := 0
	for _, f := range g.finds { // what somebody else was found to say ends before
		for _, c := range f.content {
			if c[1] <= p && c[1] > start && f.cue[0] < g.items[min(p, len(g.items)-1)].first && g.item(f.cue[0]) < c[0] {
				if g.get(c[1]).Text == ";" || g.get(c[1]).Tag == Conjunction {
					start = c[1] + 1
				}
			}
		}
	}
	for k := start; k < p; k++ {
		if g.get(k).Text == ";" && !g.block(k) {
			start = k + 1
		}
	}
	if t := g.get(start); t.Tag == Conjunction {
		start++
	}
	for k := start; k < p; k++ { // a quotation right before a tag is said by it; what led up to it may not be
		if g.block(k) && k > start && g.get(k-1).Text != "," {
			return k
		}
	}
	return start
}

// hangsOpen reports whether a tag stands between the subject of what is said and the rest: the boats, he said, “will sail”. The
// tag is the items from subject up to after.
func (g *region) hangsOpen(subject, after int) bool {
	if subject < 2 || g.get(subject-1).Text != "," || g.block(subject-2) || !g.afterAdverbs(after) {
		return false
	}
	left := g.contentStart(subject)
	n := g.chunk(left)
	return n != nil && n.Sort != Time && n.After < 0 && !g.mainClause(left, subject-1) && !g.clauseIn(left, subject-1)
}

// finiteCount counts the finite verbs among the items from up to to.
func (g *region) finiteCount(from, to int) (n int) {
	for k := from; k < to; k++ {
		if v := g.verb(k); v != nil && v.Finite && v.First == g.items[k].first {
			n++
		}
	}
	return n
}

// goesOn finds what follows a tag that stands inside what is said: “…,” she said, “…”; the plan, she said, will work.
func (g *region) goesOn(to, left, end int) (span [2]int, ok bool) {
	p := to
	for steps := 0; steps < 8; steps++ {
		t := g.get(p)
		if g.block(p) {
			return [2]int{p, g.blockEnd(p)}, true
		}
		if t.Tag == Mark && t.Text != "(" {
			break
		}
		next := g.skip(p, 0)
		if next == p {
			return span, false
		}
		p = next
	}
	t := g.get(p)
	if t.Tag != Mark || terminator(t.Text) {
		return span, false
	}
	if g.block(p + 1) {
		return [2]int{p + 1, g.blockEnd(p + 1)}, true
	}
	if t.Text == ";" || t.Text == "," { // “…,” she said; and, later, “…”
		for k := p + 1; k < min(p+7, len(g.items)); k++ {
			if g.block(k) {
				return [2]int{k, g.blockEnd(k)}, true
			}
			if w := g.get(k); w.verbal() || g.chunk(k) != nil && g.chunk(k).Sort != Time {
				break
			}
		}
	}
	if t.Text == "," && g.get(p+1).Tag == Conjunction && g.fragmentAt(p+2) {
		return [2]int{p + 1, g.contentEnd(p+1, nil)}, true // he said, but “it will take time”
	}
	if t.Text != "," || p+1 >= len(g.items) || g.block(end-1) {
		return span, false
	}
	next := g.get(p + 1)
	v := g.verb(p + 1)
	if v != nil && v.Shape == Ing || next.Tag == Relative && next.is("who") {
		return span, false
	}
	if !g.mainClause(left, end) && next.Tag != Conjunction { // the boats, she said, will sail
		return [2]int{p + 1, g.contentEnd(p+1, nil)}, true
	}
	return span, false
}

// clauseIn reports whether a finite verb stands among the items from up to to.
func (g *region) clauseIn(from, to int) bool {
	for k := from; k < to; k++ {
		if g.block(k) {
			return true
		}
		if t := g.get(k); t.Tag == Relative || t.Tag == Subordinator && k > from {
			return g.anyFinite2(from, k)
		}
		if v := g.verb(k); v != nil && v.Finite {
			return true
		}
	}
	return false
}

// parenthetical finds what is said around a tag of subject and verb that nothing follows: the boats will sail, Osk said.
func (g *region) parenthetical(subject, after int, f frame, v *Verb) [][2]int {
	if g.get(subject-1).is("as") && g.get(subject-2).Text == "," && subject > 2 {
		subject-- // it will rain, as Osk says
	}
	before := g.get(subject - 1)
	if subject <= 0 || g.relativeSubject(v) {
		return nil
	}
	if g.block(subject-1) || before.Text == "," || dash(before.Text) || before.Tag == Mark && strings.ContainsAny(before.Text, "?!.") {
		if !g.block(subject-1) && f&(takesBare|takesThat) == 0 {
			return nil
		}
		left := g.contentStart(subject)
		if q := g.tokens[v.Head].Quote; q >= 0 && g.tokens[g.items[left].first].Quote != q {
			return nil // inside a fragment: “it is big, I tell you”
		}
		if g.get(left).Tag == Subordinator && !g.block(subject-1) && g.finiteCount(left, subject) < 2 && !g.afterAdverbs(after) {
			return nil // If people ask, we tell them.
		}
		if n := g.chunk(subject); n != nil && n.Sort == Thing && n.Name == "" && g.tokens[n.Head].Tag != Pronoun && g.tokens[v.Head].entry.class&canParticiple != 0 && g.get(after).Tag == Preposition && !g.block(subject-1) {
			return nil // a finding confirmed in May
		}
		if !g.ender(after) && !(before.Text == "," && g.mainClause(left, subject-1)) {
			return nil
		}
		if before.Text == "," && !g.block(subject-2) && !g.clauseIn(left, subject-1) && !(g.get(after).isComma() && after+1 < len(g.items)) && !g.afterAdverbs(after) && !g.terse(left, subject-1) {
			return nil // On Monday, he said.
		}
		if !g.worthy(left, subject) {
			return nil
		}
		return g.leftOf(subject, after)
	}
	return nil
}

// mainClause reports whether the items hold a finite verb that hangs on no other clause.
func (g *region) mainClause(from, to int) bool {
	for k := from; k < to; k++ {
		if t := g.get(k); t.Tag == Subordinator || t.Tag == Relative || t.Tag == Complementizer || k == from && asks[t.Lower] {
			return false
		}
		if v := g.verb(k); v != nil && v.Finite {
			return true
		}
	}
	return false
}

// hearerEnd returns the item behind whoever is told at item p, or p.
func (g *region) hearerEnd(p int, v *Verb) int {
	if !hearers[v.Lemma] || g.chunk(p) == nil || g.chunk(p).Sort == Time {
		return p
	}
	return max(p, g.item(g.phraseAt(p)[1]))
}

// terse reports whether the items say something without a finite verb, as headlines do: Bridge to close.
func (g *region) terse(from, to int) bool {
	if g.chunk(from) == nil || g.chunk(from).Sort == Time {
		return false
	}
	for k := from; k < to; k++ {
		if v := g.verb(k); v != nil && v.Shape != Ing {
			return true
		}
	}
	return false
}

func (t *Token) isComma() bool { return t.Text == "," }

// afterAdverbs reports whether a comma follows the adverbs at item p.
func (g *region) afterAdverbs(p int) bool {
	for steps := 0; steps < 6; steps++ {
		if g.get(p).Text == "," {
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

// worthy reports whether the items from up to to can be what somebody says: a quotation, a clause, or a phrase that a clause
// goes on from.
func (g *region) worthy(from, to int) bool {
	for k := from; k < to; k++ {
		if g.block(k) || g.get(k).Tag == Noun || g.get(k).Tag == Name || g.get(k).Tag == Pronoun {
			return true
		}
	}
	return false
}

// fragments returns the quoted words behind a cue, up to the end of its clause: called it “a start”.
func (g *region) fragments(p int, f frame, v *Verb) (out [][2]int) {
	limit := min(p+28, len(g.items))
	for k := p; k < limit; k++ {
		t := g.get(k)
		if terminator(t.Text) || t.Text == ";" || g.says(k) && k > p && (g.verb(k).Finite || g.verb(k).Shape == Ing) && g.items[k].first == g.verb(k).Head {
			break
		}
		if g.block(k) {
			out = append(out, [2]int{k, k + 1})
			continue
		}
		if !g.fragmentAt(k) {
			continue
		}
		q := g.tokens[g.items[k].first-1].Quote
		use := g.quotes[q].Use
		end := g.item(g.quotes[q].last - 1)
		if use == Title || use == Scare && f&takesNaming == 0 {
			continue
		}
		out = append(out, [2]int{k, max(end, k+1)})
		k = end - 1
	}
	return out
}

package grammar

// What is said can be a noun that a preposition leads, or what somebody does or did: called for a vote, warned of floods, denied
// taking the money.
var (
	// leads are the prepositions behind which a verb of saying has its content.
	leads = map[string]map[string]bool{
		"call": set("for"), "plead": set("for"), "appeal": set("for"), "beg": set("for"), "ask": set("for"), "press": set("for"), "argue": set("for against"),
		"warn": set("of against about"), "caution": set("against about"), "advise": set("against"), "insist": set("on"), "speak": set("of"),
	}
	// doings are verbs of saying that tell of what is done by its "-ing".
	doings = set("deny admit acknowledge recall recount recommend suggest propose advocate describe report mention confess urge favor favour oppose")
)

// ledObject returns the phrase behind the preposition at item p that a verb leads its content with: called for an inquiry. What was
// asked for at a counter is nothing that was said.
func (g *region) ledObject(p int, v *Verb) (span [2]int, ok bool) {
	if n := g.chunk(p + 1); g.get(p).is("with") && n != nil {
		p = g.item(n.Last) // pleaded with them for
	}
	t := g.get(p)
	if t.Tag != Preposition || !leads[v.Lemma][t.Lower] || v.Passive {
		return span, false
	}
	if w := g.verb(p + 1); w != nil && w.Shape == Ing && !w.Finite {
		return [2]int{p, g.contentEnd(p, v)}, true // warned against reading too much into it
	}
	n := g.chunk(p + 1)
	if w := g.get(p + 1); n == nil && w.Tag == Adjective && w.entry.class&canNoun != 0 {
		return [2]int{p + 1, p + 2}, true // pleaded for calm
	}
	if n == nil || n.First != g.items[p+1].first || n.Sort == Time || g.fragmentAt(p+1) || g.tokens[n.Head].is("anonymity") {
		return span, false
	}
	if k := g.tokens[n.Head].Tag; k == Pronoun || k == Name && !t.is("of") {
		return span, false // called for him
	}
	if t.is("for") {
		p++ // the cue is "called for"
	}
	end := g.item(n.Last)
	end = max(end, g.item(g.phraseAt(g.item(n.First))[1]))
	for steps := 0; steps < 3 && g.get(end).Tag == Preposition && g.chunk(end+1) != nil && g.chunk(end+1).Sort != Time; steps++ {
		end = g.item(g.chunk(end + 1).Last)
	}
	return [2]int{p, end}, true
}

// doing returns what a verb tells of by its "-ing" from item p on: denied taking the money.
func (g *region) doing(p int, v *Verb) (span [2]int, ok bool) {
	w := g.verb(p)
	if w == nil || !doings[v.Lemma] || v.Passive || w.Shape != Ing || w.Finite || w.First != g.items[p].first || g.tokens[w.Head].Tag != VerbTag {
		return span, false
	}
	if f := g.lex.report[w.Lemma]; f&speech != 0 {
		if _, said := g.rightOf(g.item(w.Last), f, w); said {
			return span, false // recalled telling them that
		}
	}
	return [2]int{p, g.contentEnd(p, v)}, true
}

// inProgress returns what a finding has somebody do, from item p on: a poll showed Osk leading.
func (g *region) inProgress(p int, v *Verb) (span [2]int, ok bool) {
	n := g.chunk(p)
	if n == nil || n.First != g.items[p].first || n.Sort == Time {
		return span, false
	}
	k := g.item(g.phraseAt(p)[1])
	w := g.verb(k)
	if w == nil || w.Finite || w.Shape != Ing || w.First != g.items[k].first {
		return span, false
	}
	return [2]int{p, g.contentEnd(p, v)}, true
}

// objectOf returns what a verb says with a noun or an "-ing": behind it at item p, or behind a particle or hearer that ends before item
// after.
func (g *region) objectOf(p, after int, v *Verb, reports string) (span [2]int, ok bool) {
	if v.Negative {
		return span, false
	}
	if reports == "evidence" {
		return g.inProgress(p, v)
	}
	if t := g.get(p); (t.is("no") || t.is("yes")) && (v.Lemma == "say" || v.Lemma == "answer" || v.Lemma == "reply") && (g.get(p+1).Tag == Mark || g.get(p+1).Tag == None) {
		return [2]int{p, p + 1}, true // said no
	}
	if g.get(p).is("as") && g.get(p+1).is("much") && (g.get(p+2).Tag == Mark || g.get(p+2).Tag == None) && g.lex.report[v.Lemma]&takesBare != 0 {
		return [2]int{p, p + 2}, true // acknowledged as much
	}
	if span, ok = g.ledObject(p, v); ok {
		return span, ok
	}
	return g.doing(after, v)
}

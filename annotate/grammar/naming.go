package grammar

// Verbs that say what somebody or something is: called him a liar, described the plan as a start. Denials take up what others
// said, and name it.
var (
	callings  = set("call label dub brand term deem pronounce")
	describes = set("describe characterize characterise portray depict denounce dismiss deride hail condemn cast decry blast slam tout brand label mock ridicule attack criticize criticise praise")
	charges   = set("accuse") // of having done it
	denials   = set("deny dispute refute acknowledge admit")
	asides    = set("him her it them himself herself itself themselves me us you")
)

// named returns what a verb of naming says from item p on: its object and what that is called, as one stretch, “a start” or
// a start. Without a complement it is nothing: called a meeting, called the police.
func (g *region) named(p int, v *Verb) (span [2]int, ok bool) {
	if !callings[v.Lemma] && !describes[v.Lemma] && !charges[v.Lemma] || g.fragmentAt(p) {
		return span, false
	}
	object := g.chunk(p)
	if object == nil || object.First != g.items[p].first || object.Sort == Time {
		return span, false
	}
	end := g.item(object.Last)
	whole := g.item(g.phraseAt(p)[1]) // not for the accused: of belongs to the charge
	if asides[g.get(p).Lower] {
		whole = end
	}
	for _, q := range []int{end, whole} {
		switch next := g.get(q); {
		case describes[v.Lemma] && next.is("as") && q+1 < len(g.items):
			return [2]int{p, g.complementEnd(q + 1)}, true
		case charges[v.Lemma] && next.is("of") && q+1 < len(g.items):
			return [2]int{p, g.contentEnd(q, v)}, true
		case !callings[v.Lemma]:
		case g.fragmentAt(q) || g.block(q):
			return [2]int{p, g.complementEnd(q)}, true
		case next.is("a") || next.is("an"):
			return [2]int{p, g.complementEnd(q)}, true
		case next.Tag == Adjective && g.chunk(q) == nil && (g.get(q+1).Tag == Mark || g.get(q+1).Tag == Conjunction || g.get(q+1).Tag == None):
			return [2]int{p, q + 1}, true
		}
	}
	return span, false
}

// complementEnd returns the item behind the complement that begins at item q: the quoted words and those that they go on with, or
// the phrase.
func (g *region) complementEnd(q int) int {
	if g.block(q) {
		return q + 1
	}
	end := q
	for k := q; k < min(q+40, len(g.items)); k++ {
		t := g.get(k)
		if g.fragmentAt(k) {
			end = max(k+1, g.item(g.quotes[g.tokens[g.items[k].first-1].Quote].last-1))
			if next := g.get(end); g.get(end-1).Tag == Mark || next.Tag == Mark || next.Tag == None || next.Tag == Conjunction && !g.fragmentAt(end+1) || next.Tag == Subordinator || next.verbal() {
				return end
			}
			k = end - 1
			continue
		}
		if k >= end && (t.Tag == Mark && t.Text != "(" && t.Text != ")" || t.Tag == Subordinator || t.Tag == Conjunction && (g.verb(k+1) != nil || g.verb(k+2) != nil)) {
			return k
		}
		end = max(end, k+1)
	}
	return end
}

// denied returns the phrase that a verb of denial takes up at item p: denied any wrongdoing. What a court denies is a motion, and
// nobody said it.
func (g *region) denied(p int, v *Verb, subject [2]int) (span [2]int, ok bool) {
	object := g.chunk(p)
	if !denials[v.Lemma] || v.Passive || v.Negative || object == nil || object.First != g.items[p].first || object.Sort == Time || object.Sort == Person && g.tokens[object.Head].Tag != Pronoun || granted[g.tokens[object.Head].Lower] {
		return span, false
	}
	if g.tokens[object.Head].Tag == Pronoun && !g.tokens[object.Head].is("it") && !g.tokens[object.Head].is("that") && !g.tokens[object.Head].is("this") || !g.speaks(subject) {
		return span, false
	}
	end := g.item(g.phraseAt(p)[1])
	if next := g.get(end); next.Tag == Mark && next.Text != ":" || next.Tag == None || next.Tag == Conjunction || next.Tag == Preposition || next.Tag == Adverb || next.Tag == Subordinator || next.entry.kind&isTime != 0 {
		return [2]int{p, end}, true
	}
	return span, false
}

// granted are things that are asked for, and not said.
var granted = set("motion motions request requests appeal appeals bail parole petition petitions permit permits access entry visa visas admission service services application applications bid patients students")

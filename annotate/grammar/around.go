package grammar

import (
	"iter"
	"strings"
)

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
	if g.get(end-1).Tag == Relative && g.get(to).Text == "," {
		return [][2]int{{to + 1, g.insertedEnd(to + 1)}} // Osk, who, friends say, wanted to teach, left
	}
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
		if (g.get(k).Text == ";" || g.get(k).Text == ":" && !g.block(k+1)) && !g.block(k) {
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
	if g.lowerBlock(after) && left < subject-1 && !g.setting(left) {
		return true // if they don't, he said, “it will be hard”
	}
	n := g.chunk(left)
	return n != nil && n.Sort != Time && n.After < 0 && !g.mainClause(left, subject-1) && !g.clauseIn(left, subject-1)
}

// lowerBlock reports whether behind the tag that ends before item p a quotation goes on in the middle of a sentence.
func (g *region) lowerBlock(p int) bool {
	for p := range g.adverbs(p, 8) {
		if g.block(p) {
			first := g.at(g.items[p].first + 1)
			return first.word() && !first.capital()
		}
	}
	return false
}

// closesWithTime reports whether a tag of a subject at item p and a verb before item after ends what a clause before it said, and only
// says when behind it: the vote was fair, he said on Monday, the first time in years.
func (g *region) closesWithTime(p, after int) bool {
	if p < 2 || g.get(p-1).Text != "," || g.block(p-2) || !g.mainClause(g.contentStart(p), p-1) {
		return false
	}
	if g.get(after).Tag == Preposition {
		after++
	}
	n := g.chunk(after)
	return n != nil && n.Sort == Time && n.First == g.items[after].first && g.get(g.item(n.Last)).Text == ","
}

// asReported returns what follows when the tag opens the sentence: As The Globe reported in May, the mine had closed.
func (g *region) asReported(subject [2]int, after int, f frame, v *Verb) (span [2]int, ok bool) {
	start := g.item(subject[0])
	if subject[1] <= subject[0] || !v.Finite || f&speech == 0 || f&takesThat == 0 || start < 1 || !g.get(start-1).is("as") || !g.onlySmall(0, start-1) || g.get(after).is("it") {
		return span, false
	}
	for p := range g.adverbs(after, len(g.items)) {
		if g.get(p).Text == "," {
			return [2]int{p + 1, g.contentEnd(p+1, nil)}, p+1 < len(g.items) && (g.block(p+1) || g.finiteFrom(p+1, false))
		}
	}
	return span, false
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
	if t.Tag == Subordinator && g.block(end-1) { // “…,” she said as they left, “…”
		for k := p + 1; k < min(p+16, len(g.items)) && g.get(k).Tag != Mark; k++ {
			if g.get(k+1).Text == "," && g.lowerBlock(k+1) {
				return [2]int{k + 2, g.blockEnd(k + 2)}, true
			}
		}
	}
	if t.Tag != Mark || terminator(t.Text) {
		return span, false
	}
	if g.block(p + 1) {
		return [2]int{p + 1, g.blockEnd(p + 1)}, true
	}
	if t.Text == ";" || t.Text == "," { // “…,” she said; and, later, “…”
		for k := p + 1; k < min(p+9, len(g.items)); k++ {
			if g.block(k) {
				return [2]int{k, g.blockEnd(k)}, true
			}
			if n := g.chunk(k); n != nil && g.get(g.item(n.Last)).Text == ":" && g.block(g.item(n.Last)+1) {
				continue // “…,” said Osk, then, after a pause: “…”
			}
			if g.get(k).verbal() || g.chunk(k) != nil && g.chunk(k).Sort != Time {
				break
			}
		}
	}
	if w := g.get(p + 1); t.Text == "," && (w.Tag == Relative || w.Tag == VerbTag && w.Form != Past && w.Form != Third) { // “…,” said Osk, who left, “…”
		for k := p + 1; k < min(p+40, len(g.items)); k++ {
			if g.block(k) && (g.get(k-1).Text == "," || g.get(k-1).Tag != Mark) && !g.says(k-2) && !g.says(k-1) {
				return [2]int{k, g.blockEnd(k)}, true
			}
			if g.get(k).Text == ":" || terminator(g.get(k).Text) {
				break
			}
		}
	}
	if w := g.get(p + 1); t.Text == "," && (w.is("if") || w.is("unless") || w.is("because")) && !g.block(end-1) {
		return [2]int{p + 1, g.contentEnd(p+1, nil)}, true // rates could fall, she said, if hiring slows
	}
	if t.Text == "," && p == to && !g.block(end-1) && g.addsOn(p+1) {
		return [2]int{p + 1, g.contentEnd(p+1, nil)}, true // rates fell, she said, mainly in the north
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
	if (!g.mainClause(left, end) || g.get(end-1).Tag == Auxiliary || g.get(end-1).Tag == Modal) && next.Tag != Conjunction { // the boats, she said, will sail
		return [2]int{p + 1, g.contentEnd(p+1, nil)}, true
	}
	return span, false
}

// addsOn reports whether what begins at item p, behind a bare tag and its comma, goes on with what is said: mainly in the north, but
// only by a little, although it rained.
func (g *region) addsOn(p int) bool {
	t := g.get(p)
	joined := t.is("and") || t.is("but")
	for t.Tag == Adverb || t.Tag == Conjunction {
		p++
		t = g.get(p)
	}
	if v := g.verb(p); joined && v != nil && (v.Finite || v.Shape == Base) && !g.cueShares(p) {
		return true // they nod, he said, and then ask
	}
	if joined && (t.Tag == Pronoun && t.entry.kind&isSubject != 0 || t.is("there") || t.is("one") && g.get(p+1).is("of")) && g.finiteFrom(p, true) {
		for k := p; k < len(g.items) && g.get(k).Tag != Mark; k++ {
			if g.block(k) || g.says(k) || g.get(k).Tag == QuotationMark {
				return false
			}
		}
		return true // two were told, the suit says, and one of them sold
	}
	if t.Tag == Subordinator {
		return !t.is("as") && !t.is("when") && !t.is("while")
	}
	return t.Tag == Preposition && !t.is("according") && !g.setting(p)
}

// clauseIn reports whether a finite verb stands among the items from up to to.
func (g *region) clauseIn(from, to int) bool {
	for k := from; k < to; k++ {
		if g.block(k) {
			return true
		}
		if t := g.get(k); t.Tag == Relative || t.Tag == Subordinator && k > from && !t.is("as") {
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
		if end := g.item(g.phraseAt(subject)[1]); before.Text == "," && !g.block(subject-2) && g.get(end).Text == "," && g.item(v.First) == end+1 && g.item(g.chunk(subject).Last) == end {
			return nil // he and his wife, Ida, had hoped
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
		if !g.ender(after) && !g.block(subject-1) && !(before.Text == "," && g.mainClause(left, subject-1)) {
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
	if t := g.get(from); t.is("had") || t.is("were") || t.is("should") {
		return false // had she asked
	}
	held := false // a clause with "who" is open
	for k := from; k < to; k++ {
		if t := g.get(k); t.Tag == Relative && g.get(k-1).Text != "," && k > from {
			held = true
			continue
		}
		if v := g.verb(k); v != nil && held && v.Finite {
			if v.Head == g.items[k].first {
				held = false
			}
			continue
		}
		if t := g.get(k); t.Tag == Relative && g.get(k-1).Text == "," { // the boats, which left on Monday, sank
			for k < to && g.get(k).Text != "," {
				k++
			}
			continue
		}
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
	for p := range g.adverbs(p, 6) {
		if g.get(p).Text == "," {
			return true
		}
	}
	return false
}

// adverbs walks over the adverbs and commas from item p on, at most so many of them, and ends with what stands behind.
func (g *region) adverbs(p, most int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for range most {
			if !yield(p) {
				return
			}
			next := p + 1
			if g.get(p).Text != "," {
				next = g.skip(p, 0)
			}
			if next == p {
				return
			}
			p = next
		}
	}
}

// worthy reports whether the items from up to to can be what somebody says: a quotation, a clause, or a phrase that a clause
// goes on from.
func (g *region) worthy(from, to int) bool {
	for k := from; k < to; k++ {
		if g.block(k) || g.get(k).Tag == Noun || g.get(k).Tag == Name || g.get(k).Tag == Pronoun || g.get(k).Form == Ing {
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
		if terminator(t.Text) || t.Text == ";" || !g.fragmentAt(k) && g.says(k) && k > p && (g.verb(k).Finite || g.verb(k).Shape == Ing) && g.items[k].first == g.verb(k).Head {
			break
		}
		if g.block(k) {
			if !g.taken(k) {
				out = append(out, [2]int{k, k + 1})
			}
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
		start := k
		if n := g.chunk(k); n != nil && n.First < g.items[k].first && g.item(n.First) >= p { // its “poor record”
			start = g.item(n.First)
		}
		out = append(out, [2]int{start, max(end, k+1)})
		k = end - 1
	}
	return out
}

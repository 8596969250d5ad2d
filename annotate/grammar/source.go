package grammar

// subject returns the tokens of who does what the verb group at item from says, or nothing.
func (g *region) subject(from int, v *Verb) [2]int {
	p := from - 1
	for g.get(p).Tag == Adverb {
		p--
	}
	t := g.get(p)
	switch {
	case v.Shape == Ing && !v.Finite:
		return g.participleSubject(p, v)
	case g.get(from).Tag == To:
		if head := g.verbBackFrom(p); head != nil {
			return g.subject(g.item(head.First), head)
		}
		return [2]int{}
	case t.Tag == Conjunction:
		if g.get(p-1).Text == "," {
			p--
		}
		return g.sharedSubject(p, v)
	case t.Tag == Relative:
		return g.antecedent(p)
	case t.is("what") || t.Tag == Complementizer:
		return [2]int{}
	case t.Text == "," || dash(t.Text) || t.Text == ")":
		if out := g.interrupted(p); out[1] > out[0] {
			return out
		}
		return g.sharedSubject(p, v)
	case g.chunk(p) != nil:
		return g.leftwards(p)
	case t.Tag == Noun || t.Tag == Preposition && t.is("as"):
		if t.is("as") { // quoted as saying
			if head := g.verbBackFrom(p - 1); head != nil {
				return g.subject(g.item(head.First), head)
			}
		}
	case t.Tag == Adjective || t.Tag == VerbTag:
		return g.leftwards(p)
	}
	return [2]int{}
}

// verbBackFrom returns the last finite verb group at or before item p, no mark but commas between.
func (g *region) verbBackFrom(p int) *Verb {
	for ; p >= 0; p-- {
		t := g.get(p)
		if terminator(t.Text) || t.Text == ";" {
			return nil
		}
		if v := g.verb(p); v != nil && v.Finite {
			return v
		}
	}
	return nil
}

// participleSubject finds who says what "adding" and "saying" lead: the noun right before, or the subject of the sentence.
func (g *region) participleSubject(p int, v *Verb) [2]int {
	t := g.get(p)
	if n := g.chunk(p); n != nil && t.Text != "," && (n.Sort != Thing || g.tokens[n.Head].entry.kind&(isDocument|isMedium|isClaim) != 0) && n.Sort != Time {
		return g.leftwards(p) // a statement saying
	}
	if t.is("as") {
		if head := g.verbBackFrom(p - 1); head != nil {
			if !head.Passive && g.chunk(p-1) != nil && g.item(head.Last) <= p-1 {
				return g.leftwards(p - 1) // quoted the minister as saying
			}
			return g.subject(g.item(head.First), head)
		}
	}
	if out := g.withSomebody(p); out[1] > out[0] {
		return out
	}
	// Whoever spoke last in this sentence.
	best := -1
	for k := p; k >= 0; k-- {
		if w := g.verb(k); w != nil && w.Finite && g.items[k].first == w.Head && g.lex.report[w.Lemma]&speech != 0 {
			for _, f := range g.finds {
				if f.cue[0] == w.Head && f.source[1] > f.source[0] {
					return f.source
				}
			}
			if best < 0 {
				best = k
			}
		}
	}
	if best >= 0 {
		w := g.verb(best)
		if out := g.subject(g.item(w.First), w); out[1] > out[0] {
			return out
		}
	}
	if out := g.lastActor(p); out[1] > out[0] {
		return out
	}
	// Saying so, the firm left.
	for k := g.item(v.Last); k < len(g.items); k++ {
		if w := g.verb(k); w != nil && w.Finite && g.get(k-1).Tag != Mark && w.First == g.items[k].first && g.commaBetween(g.item(v.Last), k) {
			return g.subject(k, w)
		}
	}
	return [2]int{}
}

// withSomebody returns the phrase between "with" and the comma or noun at item p: with the mayor, Lena Osk, saying.
func (g *region) withSomebody(p int) [2]int {
	for k := p; k >= max(0, p-14); k-- {
		t := g.get(k)
		if g.verb(k) != nil || g.block(k) || t.Text == ";" {
			break
		}
		if n := g.chunk(k + 1); t.is("with") && n != nil && g.get(k-1).Text == "," && n.Sort != Thing && n.Sort != Time {
			return [2]int{n.First, g.items[p].first}
		}
	}
	return [2]int{}
}

// lastActor returns the subject of the verb nearest before item p that can speak: of the main clause, or of one that hangs on it
// with "after" or "as" when that one is about people.
func (g *region) lastActor(p int) [2]int {
	for k := p - 1; k >= 0; k-- {
		w := g.verb(k)
		if w == nil || !w.Finite || w.First != g.items[k].first {
			continue
		}
		out := g.subject(k, w)
		if out[1] <= out[0] {
			continue
		}
		switch lead := g.get(g.item(out[0]) - 1); {
		case g.get(g.item(out[1])-1).Tag == Relative || lead.Tag == Relative || lead.Tag == Complementizer:
		case g.taken(k):
		case lead.Tag == Subordinator && !g.speaks(out):
		default:
			return out
		}
	}
	return [2]int{}
}

func (g *region) commaBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if g.get(k).Text == "," {
			return true
		}
	}
	return false
}

// sharedSubject finds the subject that a verb behind "and" shares with the one before it.
func (g *region) sharedSubject(p int, v *Verb) [2]int {
	// The find whose content ends here spoke before.
	outer := -1
	for i := len(g.finds) - 1; i >= 0; i-- {
		f := g.finds[i]
		for _, c := range f.content {
			if c[1] >= p-1 && c[1] <= p+1 && f.source[1] > f.source[0] && f.lemma != "according to" && g.item(f.cue[0]) < p && (outer < 0 || f.cue[0] < g.finds[outer].cue[0]) {
				outer = i
			}
		}
	}
	if outer >= 0 {
		return g.finds[outer].source
	}
	depth := 0
	for k := p - 1; k >= 0; k-- {
		t := g.get(k)
		if t.Text == ";" || terminator(t.Text) {
			return [2]int{}
		}
		w := g.verb(k)
		if w == nil || !w.Finite || w.First != g.items[k].first {
			continue
		}
		if g.get(k-1).Tag == Relative && depth < 2 {
			depth++
			continue
		}
		return g.subject(k, w)
	}
	return [2]int{}
}

// antecedent returns the phrase that the relative pronoun at item p stands for, with it.
func (g *region) antecedent(p int) [2]int {
	k := p - 1
	if g.get(k).Text == "," {
		k--
	}
	if g.get(k).Tag == Preposition || g.chunk(k) == nil {
		return [2]int{g.items[p].first, g.items[p].last}
	}
	out := g.leftwards(k)
	if out[1] > out[0] {
		out[1] = g.items[p].last
	}
	return out
}

// leftwards returns the whole phrase that ends with item p: over prepositions, "and", appositions and what hangs on a noun.
func (g *region) leftwards(p int) [2]int {
	to := g.items[p].last
	at := -1 // the item where the phrase begins, as far as it is known
	for steps := 0; steps < 16 && p >= 0; steps++ {
		if n := g.chunk(p); n != nil {
			if n.Sort == Time && at < 0 { // the mayor on Monday said
				k := g.item(n.First) - 1
				if g.get(k).Tag == Preposition {
					k--
				}
				if g.chunk(k) == nil {
					return [2]int{}
				}
				p = k
				to = g.items[k].last
				continue
			}
			if n.Sort == Time {
				break
			}
			at = g.item(n.First)
			p = at - 1
		}
		t := g.get(p)
		switch {
		case t.Tag == Preposition && g.hangs(p):
			p--
			for g.get(p).Tag == Preposition {
				p--
			}
			if k := g.verb(p); k != nil && !k.Finite && k.Shape != Base { // contacted by, standing at
				p = g.item(k.First) - 1
			} else if g.get(p).Tag == Adjective || g.get(p).Tag == Adverb {
				p--
			}
		case t.Tag == Conjunction && (t.is("and") || t.is("or") || t.Text == "&") && g.chunk(p-1) != nil && g.listed(p, at):
			p--
		case t.Text == "," && g.chunk(p-1) != nil && g.chunk(p-1).Sort != Time && (g.appositive(p-1, at) || g.serial(p, at)):
			p--
		case t.Tag == Adverb && g.chunk(p-1) != nil && at < 0:
			p--
		case at >= 0 && t.Tag == VerbTag && t.Form == Ing && g.chunk(p-1) != nil && g.chunk(p-1).Sort != Time && g.verb(p) != nil && !g.verb(p).Finite && !g.catenates(p-1):
			p-- // the union representing 400 workers
		default:
			if at < 0 {
				return [2]int{}
			}
			if v := g.verb(p); v != nil || t.Tag == To || t.Tag == Preposition {
				if rel := g.relativeBefore(p); rel >= 0 { // a cook who feared losing her job said
					if out := g.leftwards(rel - 1); out[1] > out[0] {
						return [2]int{out[0], to}
					}
				}
			}
			return [2]int{g.items[at].first, to}
		}
		if g.chunk(p) == nil {
			break
		}
	}
	if at < 0 {
		return [2]int{}
	}
	return [2]int{g.items[at].first, to}
}

// relativeBefore returns the relative pronoun behind a noun that leads the clause at item p, or -1; no comma may stand between.
func (g *region) relativeBefore(p int) int {
	for k := p; k > 0; k-- {
		t := g.get(k)
		if t.Tag == Mark || t.Tag == Complementizer || t.Tag == QuotationMark {
			return -1
		}
		if t.Tag == Relative {
			if g.chunk(k-1) == nil {
				return -1
			}
			return k
		}
	}
	return -1
}

// hangs reports whether the preposition at item p ties a phrase to a noun before it, and does not open the sentence.
func (g *region) hangs(p int) bool {
	k := p - 1
	for g.get(k).Tag == Preposition {
		k--
	}
	if v := g.verb(k); v != nil && !v.Finite && v.Shape != Base {
		k = g.item(v.First) - 1
		return g.chunk(k) != nil && g.chunk(k).Sort != Time
	}
	if g.get(k).Tag == Adjective && g.chunk(k) == nil {
		k--
	}
	n := g.chunk(k)
	return n != nil && n.Sort != Time
}

// listed reports whether "and" at item p joins two phrases that are one subject, and no verb comes before them for which the
// first is an object.
func (g *region) listed(p, at int) bool {
	first := g.chunk(p - 1)
	if first.Sort == Time {
		return false
	}
	k := g.item(first.First) - 1
	if g.get(k).Tag == Preposition {
		for k >= 0 && (g.get(k).Tag == Preposition || g.chunk(k) != nil) {
			k--
		}
	}
	v := g.verb(k)
	return v == nil || !v.Finite
}

// appositive reports whether the phrase that ends at item p names a role, and the one at item at the person.
func (g *region) appositive(p, at int) bool {
	a, b := g.chunk(p), g.chunk(at)
	if a == nil || b == nil {
		return false
	}
	role := g.tokens[a.Head].entry.kind&(isPerson|isTitle) != 0 || a.Sort == Person
	if !role && g.get(g.item(a.First)-1).is("of") { // the head of the union, Lena Osk
		k := g.item(a.First) - 2
		role = g.chunk(k) != nil && g.tokens[g.chunk(k).Head].entry.kind&(isPerson|isTitle) != 0
		return role && b.Name != "" && a.After >= 0
	}
	if b.Title != "" && a.Name == "" && g.tokens[a.First].is("the") && a.Last-a.First == 2 {
		return false // the president, press secretary Ida Holm told reporters, “is well”
	}
	return role && b.Name != "" && (a.Name == "" || a.Name != "" && g.tokens[a.Head].entry.kind&(isTitle|isPerson) != 0) && a.After < 0
}

// serial reports whether the comma at item p stands in a list of names before "and".
func (g *region) serial(p, at int) bool {
	a := g.chunk(p - 1)
	b := g.chunk(at)
	if b == nil || a.Name == "" || b.Name == "" || a.After >= 0 {
		return false
	}
	for k := g.item(b.Last); k < min(g.item(b.Last)+3, len(g.items)); k++ {
		if g.get(k).Tag == Conjunction {
			return true
		}
	}
	return false
}

// interrupted finds the subject when a comma stands between it and its verb: Osk, the mayor of Ely, said. p is the item of the
// comma. The first stretch between commas that begins with a phrase, and has no verb of its own, is the subject.
func (g *region) interrupted(p int) [2]int {
	floor := g.clauseFloor(p)
	k := floor
	for k < p {
		end := k
		for end < p && !(g.get(end).Text == "," || dash(g.get(end).Text)) {
			end++
		}
		n := g.chunk(k)
		t := g.get(k)
		lead := k
		if t.Tag == Conjunction || t.Tag == Adverb {
			lead = k + 1
			n = g.chunk(lead)
			t = g.get(lead)
		}
		if t.is("that") && t.Tag == Complementizer {
			lead++
			n = g.chunk(lead)
		}
		if n != nil && n.Sort != Time && n.First == g.items[lead].first && !g.mainVerbIn(lead, end) && n.After < 0 {
			from := g.items[lead].first
			last := g.extent(end, p)
			return [2]int{from, g.items[last-1].last}
		}
		if n != nil && n.Sort == Time || t.Tag == Preposition {
			// A preposition opens the stretch: its phrase may be followed by the subject without a comma.
			for j := k + 1; j < end; j++ {
				if m := g.chunk(j); m != nil && m.First == g.items[j].first && m.After < 0 && m.Sort != Time && (g.chunk(j-1) != nil || g.get(j-1).Tag == Adverb) && !g.mainVerbIn(j, end) {
					last := g.extent(end, p)
					return [2]int{m.First, g.items[last-1].last}
				}
			}
		}
		k = end + 1
	}
	return [2]int{}
}

// mainVerbIn reports whether a finite verb that is not in a relative clause stands among the items from up to to.
func (g *region) mainVerbIn(from, to int) bool {
	relative := false
	for k := from; k < to; k++ {
		if g.get(k).Tag == Relative {
			relative = true
		}
		if v := g.verb(k); v != nil && v.Finite && v.First == g.items[k].first {
			if !relative {
				return true
			}
			relative = false
		}
	}
	return false
}

// inWho reports whether a relative clause with who begins before item k, whose own clause ends at a mark behind.
func (g *region) inWho(k int) bool {
	for k--; k >= 0 && !terminator(g.get(k).Text) && !g.block(k) && g.get(k).Tag != Complementizer; k-- {
		if t := g.get(k); t.Tag == Relative && t.is("who") {
			return true
		}
	}
	return false
}

// clauseFloor returns the item where the clause that is interrupted at item p may begin.
func (g *region) clauseFloor(p int) int {
	for k := p - 1; k >= 0; k-- {
		t := g.get(k)
		if t.Text == ";" || t.Text == ":" || g.block(k) || terminator(t.Text) && k < p-1 {
			return k + 1
		}
		if t.Tag == Complementizer && g.asideAt(k) {
			continue // the mayor, asked whether he knew, said
		}
		if t.Tag == Subordinator && g.anyFinite2(k, p) && g.inWho(k) {
			continue // who asked not to be named because they fear for their jobs, said
		}
		if t.Tag == Complementizer || t.Tag == Subordinator && k > 0 && !t.is("as") && !t.is("when") && !t.is("while") && !t.is("after") {
			return k + 1
		}
		if t.Tag == Conjunction && (t.is("but") || t.is("and")) && g.get(k-1).Text == "," && g.get(k+1).Tag != Relative {
			return k + 1
		}
	}
	return 0
}

// asideAt reports whether the stretch between commas that holds item k begins with a participle.
func (g *region) asideAt(k int) bool {
	for k > 0 && g.get(k-1).Text != "," {
		k--
	}
	v := g.verb(k)
	return k > 0 && v != nil && !v.Finite && v.Shape != Base
}

// extent returns the item behind the last apposition between end, where the phrase itself ends, and the comma at p. Relative
// clauses and what somebody was doing are left out.
func (g *region) extent(end, p int) int {
	last := end
	for k := end + 1; k < p; {
		next := k
		for next < p && g.get(next).Text != "," {
			next++
		}
		t := g.get(k)
		n := g.chunk(k)
		age := digits(t.Text) && next == k+1
		if !age && (n == nil || n.Sort == Time || t.Tag == Relative || g.mainVerbIn(k, next)) {
			return last
		}
		last = next
		k = next + 1
	}
	return last
}

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
	if t.Text == "," && !g.block(p-1) && p > 0 {
		if out := g.interrupted(p); out[1] > out[0] {
			return false
		}
	}
	if t.Text == "," && !g.block(p-1) { // ..., said Osk; but not: Osk, of Ely, said the boats were late
		end := g.item(g.phraseAt(after)[1])
		return p > 0 && g.worthy(0, p) && !g.finiteFrom(after, true) && g.ender2(end) && g.clauseIn(0, p)
	}
	return g.block(p) || !g.finiteFrom(after, false) || g.block(p-1)
}

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

// gives are verbs with which people make a claim; felt are nouns of what is thought and not said.
var (
	gives = set("make issue express voice give repeat deliver release hold have raise offer receive file present share")
	felt  = set("belief hope hopes fear fears idea impression notion suspicion suspicions view views theory expectation expectations concern concerns doubt doubts")
)

package grammar

// subject returns the tokens of who does what the verb group at item from says, or nothing.
func (g *region) subject(from int, v *Verb) [2]int {
	p := from - 1
	for g.get(p).Tag == Adverb || whereabouts[g.get(p).Lower] && g.verb(p-1) != nil {
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
	case t.Tag == VerbTag && g.chosen(p) > 0:
		out := g.leftwards(g.chosen(p))
		if out[1] > out[0] {
			out[1] = g.items[p].last // the engineers he hired
		}
		return out
	case t.Tag == Adjective || t.Tag == VerbTag:
		out := g.leftwards(p)
		if out[1] > out[0] && g.verb(p) != nil {
			out[1] = g.items[from-1].last // who lives nearby
		}
		return out
	}
	return [2]int{}
}

// chosen returns the item of the noun that a pronoun and the verb at item p are about, or 0: the engineers he hired.
func (g *region) chosen(p int) int {
	v := g.verb(p)
	if v == nil || !v.Finite || v.Passive || g.items[p].first != v.Head {
		return 0
	}
	k := g.item(v.First) - 1
	who, n := g.get(k), g.chunk(k-1)
	if who.Tag != Pronoun || who.entry.kind&isSubject == 0 || n == nil || n.Sort == Time || g.tokens[n.Head].Tag == Pronoun {
		return 0
	}
	return k - 1
}

// whereabouts say where somebody is and need no noun behind them: standing outside.
var whereabouts = set("nearby outside inside upstairs downstairs aboard below above behind abroad")

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
	if out := g.issuer(p); out[1] > out[0] {
		return out
	}
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
	if t.Text == "," && g.chunk(p-1) != nil && g.inAside(v) && !g.anyFinite2(g.clauseFloor(p), p) { // Osk, noting that it rained, stayed
		if out := g.leftwards(p - 1); out[1] > out[0] && g.speaks(out) {
			return out
		}
	}
	// Whoever spoke last in this sentence.
	best := -1
	for k := p; k >= 0; k-- {
		if w := g.verb(k); w != nil && w.Finite && g.items[k].first == w.Head && g.lex.report[w.Lemma]&speech != 0 && g.lex.report[w.Lemma]&^(speech|takesQuote) != 0 {
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

// issuer returns who gave out what ends at item p and says something: the company issued a statement saying.
func (g *region) issuer(p int) [2]int {
	n := g.chunk(p)
	if n == nil || n.Sort != Document && g.tokens[n.Head].entry.kind&isMedium == 0 {
		return [2]int{}
	}
	v := g.verb(g.item(n.First) - 1)
	if v == nil || v.Passive || !v.Finite || !issues[v.Lemma] {
		return [2]int{}
	}
	out := g.subject(g.item(v.First), v)
	if out[1] > out[0] && !g.speaks(out) && g.chunks[max(0, g.chunkAt[out[0]])].Sort != Quantity {
		return [2]int{}
	}
	return out
}

// issues are verbs with which people give out what they write.
var issues = set("issue release publish send post circulate distribute write sign file put deliver read email fax mail")

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
	var hung [2]int // a pronoun in a clause that hangs on the main one
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
		case lead.Tag == Subordinator && g.tokens[out[0]].Tag == Pronoun && hung[1] == 0:
			hung = out // the envoy stopped the talks days after they began, saying
		case hung[1] > 0 && !g.speaks(out):
			return hung
		default:
			return out
		}
	}
	return hung
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
		if t.Tag == Conjunction || t.Tag == Adverb || t.Tag == Subordinator && k == 0 {
			lead = k + 1
			n = g.chunk(lead)
			t = g.get(lead)
		}
		if t.is("that") && t.Tag == Complementizer {
			lead++
			n = g.chunk(lead)
		}
		if n != nil && n.Sort != Time && n.First == g.items[lead].first && !g.mainVerbIn(lead, end) && n.After < 0 && !g.predicated(end, p) {
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

// predicated reports whether a stretch between the commas at items from and to begins with a verb that a subject before from has: the
// concerts, which began in 1967, cost a million.
func (g *region) predicated(from, to int) bool {
	for k := from; k < to; k++ {
		if g.get(k).Text != "," {
			continue
		}
		m := k + 1
		for g.get(m).Tag == Adverb {
			m++
		}
		if v := g.verb(m); v != nil && v.Finite && v.First == g.items[m].first && m < to {
			return true
		}
	}
	return false
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

// whoAside reports whether the items from up to to, behind a subject and before its verb, are a relative clause about it and
// nothing else: Osk, who leads the board, said; a man who lives nearby said.
func (g *region) whoAside(from, to int) bool {
	set := g.get(from).Text == ","
	if set {
		from++
	}
	if g.get(from).Tag == Preposition || g.get(from).Text == "one" {
		from++ // of whom
	}
	if g.get(from).Tag != Relative {
		return false
	}
	for to > from && g.get(to-1).Tag == Adverb {
		to--
	}
	if !set {
		return !g.mainVerbIn(from, to)
	}
	return g.get(to-1).Text == "," && to-1 > from
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

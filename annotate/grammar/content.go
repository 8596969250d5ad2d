package grammar

// rightOf finds what is said behind a cue: from item p, over adverbs, hearers and what says when and where, to a quotation,
// a clause with "that", a question, a colon, or a clause without anything.
func (g *region) rightOf(p int, f frame, v *Verb) (span [2]int, ok bool) {
	q := p
	if f&takesHearer != 0 && hearers[v.Lemma] {
		if n := g.chunk(q); n != nil && !g.fragmentAt(q) {
			end := g.item(g.phraseAt(q)[1])
			if next := g.get(end); next.Tag == Complementizer || next.is("that") || g.block(end) || next.Text == "," || next.Text == ":" || next.Tag == Preposition || next.Tag == Adverb || next.Tag == Relative || asks[next.Lower] ||
				g.chunk(end) != nil || n.Sort == Person {
				q = g.pastTitle(end)
			}
		}
	}
	for steps := 0; steps < 14 && q < len(g.items); steps++ {
		t := g.get(q)
		switch {
		case g.block(q):
			return [2]int{q, g.blockEnd(q)}, true
		case t.Text == ":":
			if end := g.blockEnd(q + 1); g.block(q+1) && g.get(end).Text == "," && g.says(end+1) && g.get(end+1).Form == Ing {
				return [2]int{q + 1, end}, true // said: “…”, adding: “…”
			}
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
		if asks[t.Lower] && t.Tag != Preposition && f&speech == 0 {
			return span, false // know what it is: nothing says what is known
		}
		if t.Tag == Preposition && f&takesBare != 0 {
			if k := g.skip(q, f); k > q && g.get(k).Tag != Preposition && g.chunk(k) != nil && g.chunk(k).First == g.items[k].first && g.finiteFrom(k, !trusted[v.Lemma]) && !(g.get(q).is("at") && (g.get(q+1).is("least") || g.get(q+1).is("most"))) {
				q = k // said in its ruling the law
				continue
			}
		}
		if f&takesBare != 0 && g.finiteFrom(q, !trusted[v.Lemma]) && !g.timeLeads(q, v) {
			if end := g.contentEnd(q, v); g.anyFinite2(q, end) { // not: refused to concede early Friday, telling them that it rained
				return [2]int{q, end}, true
			}
		}
		if f&takesThat != 0 && f&(takesBare|takesExplicit) == 0 && q == p && !g.relativeSubject(v) && !g.nounish(q, v) && !g.timeLeads(q, v) && g.finiteFrom(q, true) {
			return [2]int{q, g.contentEnd(q, v)}, true
		}
		next := g.skip(q, f)
		if next == q {
			next = g.pastParticiple(q, p)
		}
		if next == q {
			return span, false
		}
		q = next
	}
	return span, false
}

// pastParticiple returns the item of the "that" behind a participle at item q that hangs on a noun on the way from p: said in a letter
// made public on Friday that. Without one it is q.
func (g *region) pastParticiple(q, p int) int {
	t := g.get(q)
	if q <= p || t.Tag != VerbTag || t.entry.class&canParticiple == 0 || g.chunk(q-1) == nil {
		return q
	}
	for k := q + 1; k < min(q+9, len(g.items)) && g.get(k).Tag != Mark; k++ {
		if g.get(k).is("that") && g.get(k).Tag == Complementizer {
			return k
		}
	}
	return q
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
	case t.is("as") && (g.get(q+2).is("as") || g.get(q+3).is("as")): // as early as May, as long ago as 1986
		for k := q + 2; k <= q+3; k++ {
			if n := g.chunk(k + 1); g.get(k).is("as") && n != nil && n.Sort == Time {
				return g.item(n.Last)
			}
		}
		return q
	case t.Tag == Adverb:
		return q + 1
	case t.Text == ",":
		if g.block(q + 1) {
			return q + 1
		}
		if next := g.get(q + 1); next.Tag == Preposition || next.Tag == Adverb || next.Tag == VerbTag && (next.Form == Ing || next.Form == Participle) || next.entry.kind&isTime != 0 || next.Tag == Subordinator || next.Tag == Relative {
			for k := q + 1; k < min(q+24, len(g.items)); k++ { // said, speaking in Ely, that
				if g.get(k).Text == "," || g.get(k).Text == ":" || g.block(k) {
					if after := g.get(k + 1); g.get(k).Text != "," || g.block(k+1) || after.Tag == Complementizer || f&takesBare != 0 && g.finiteFrom(k+1, true) && !g.anyFinite2(q+1, k) {
						if g.get(k).Text == "," {
							return k + 1
						}
						return k
					}
				}
				if terminator(g.get(k).Text) || g.says(k) && g.get(k).Tag == VerbTag && k > q+1 {
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
		if v := g.verb(k); t.is("under") && v != nil && v.Shape == Ing && !v.Finite {
			return k + 1 // acknowledged under questioning that
		}
		return q
	case g.chunk(q) != nil && g.chunk(q).Sort == Time:
		return g.item(g.chunk(q).Last)
	case t.Text == "(":
		for k := q; k < min(q+12, len(g.items)); k++ {
			if g.get(k).Text == ")" {
				return k + 1
			}
		}
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
			if nouns > 0 && relative == 0 && !(t.is("where") && nouns == 1 && !strict) {
				return false
			}
			if t.is("where") && j > p {
				relative++ // homes where residents were hurt were fined
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
		case t.is("but") && nouns > 0 && relative == 0, t.is("according") && j > p && g.get(j+1).is("to"):
			return false
		case terminator(t.Text) || t.Text == ";" || t.Text == ":" || dash(t.Text) && len(t.Text) > 1:
			return false
		case j == p && (t.Tag == Preposition && strict || t.Tag == Conjunction || t.Tag == To):
			return false
		}
		if n := g.chunk(j); n != nil && n.First == g.items[j].first && n.After < 0 {
			head := &g.tokens[n.Head]
			if before := g.chunk(j - 1); head.Tag == Pronoun && head.entry.kind&isSubject != 0 && head.entry.kind&isObject == 0 && before != nil && before.Sort != Time && j > p && g.tokens[before.Head].Tag != Pronoun {
				relative++ // the laws he broke
				continue
			}
			if !(head.Tag == Pronoun && head.entry.kind&isSubject == 0 && head.entry.kind&isObject != 0) {
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
		if n := g.chunk(j - 1); strict && commas == 1 && n != nil && g.get(g.item(n.First)-1).Text == "," {
			return false // regretted the choice, it was
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

package grammar

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
	if n := g.chunk(k); g.get(p).is("who") && n.After >= 0 && loose[g.tokens[n.After].Lower] {
		out[0] = max(out[0], n.First) // an apology from the mayor, who said
	}
	if out[1] > out[0] {
		out[1] = g.items[p].last
	}
	return out
}

// loose prepositions tie what a clause with "who" hangs on to something else.
var loose = set("from by to with against among between like including toward towards")

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
				if v := g.verb(k); v != nil && !v.Finite && v.Shape == Participle && g.chunk(g.item(v.First)-1) != nil {
					k = g.item(v.First) - 1 // a statement released Monday said
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
			if n := g.chunk(p); n != nil && n.Sort == Time && g.verb(g.item(n.First)-1) != nil {
				p = g.item(n.First) - 1 // released Monday by
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
		case at >= 0 && (t.is("least") || t.is("most")) && g.get(p-1).is("at") && g.get(p-2).Tag == Preposition && g.hangs(p-2):
			p -= 3 // unions in at least a dozen cities
		case at >= 0 && t.Tag == VerbTag && t.Form == Ing && g.chunk(p-1) != nil && g.chunk(p-1).Sort != Time && g.verb(p) != nil && !g.verb(p).Finite && !g.catenates(p-1):
			p-- // the union representing 400 workers
		default:
			if at < 0 {
				return g.behindVerb(p, to)
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

// behindVerb returns the phrase that ends with the verb at item p, and with the token before to: a man who lives nearby, the woman
// standing outside.
func (g *region) behindVerb(p, to int) [2]int {
	v := g.verb(p)
	if v == nil {
		return [2]int{}
	}
	at := g.relativeBefore(p) - 1
	if n := g.chunk(p - 1); at < 0 && v.Shape == Ing && !v.Finite && g.items[p].first == v.First && n != nil && n.Sort == Person {
		at = p - 1
	}
	if at >= 0 {
		if out := g.leftwards(at); out[1] > out[0] {
			return [2]int{out[0], to}
		}
	}
	return [2]int{}
}

// relativeBefore returns the relative pronoun behind a noun that leads the clause at item p, or -1; no comma may stand between.
func (g *region) relativeBefore(p int) int {
	for k := p; k > 0; k-- {
		t := g.get(k)
		if t.Tag == Mark || t.Tag == Complementizer || t.Tag == QuotationMark {
			return -1
		}
		if t.Tag == Relative || t.is("where") {
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
	if n := g.chunk(k); n != nil && n.Sort == Time {
		k = g.item(n.First) - 1 // released Monday by
		if v := g.verb(k); v == nil || v.Finite {
			return false
		}
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

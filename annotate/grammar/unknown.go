package grammar

// unknownCue takes any verb between a quotation and a speaker for one of saying: “…,” Osk thundered.
func (g *region) unknownCue() {
	for p := range g.items {
		if !g.block(p) || g.taken(p) {
			continue
		}
		k := p + 1
		if n := g.chunk(k + 1); dash(g.get(k).Text) && n != nil && n.Name != "" && g.item(g.phraseAt(k + 1)[1]) >= len(g.items) { // “…” — Lena Osk
			g.finds = append(g.finds, find{lemma: "—", reports: "speech", source: g.phraseAt(k + 1), cue: [2]int{g.items[k].first, g.items[k].last}, content: [][2]int{{p, p + 1}}})
			continue
		}
		if g.get(k).Text == "," {
			k++
		}
		tag := k
		if g.get(k).is("as") { // “…,” as Osk put it
			k++
		}
		if n := g.chunk(k); n != nil && n.First == g.items[k].first && (n.Sort == Person || n.Name != "") {
			end := g.item(g.phraseAt(k)[1])
			if g.get(end).Text == "," {
				end++
			}
			for g.get(end).Tag == Adverb {
				end++
			}
			if v := g.verb(end); v != nil && v.Finite && !v.Passive && v.Shape != Base && g.endsInside(p) && g.tokens[v.Head].Tag == VerbTag {
				source := g.phraseAt(k)
				g.finds = append(g.finds, find{lemma: v.Lemma, reports: "speech", source: source, cue: [2]int{v.Head, v.Head + 1}, content: g.leftOf(tag, g.item(v.Last))})
			}
		}
	}
	// Osk was blunt: “…”
	for p := range g.items {
		g.howPut(p)
		if !g.block(p) || g.taken(p) || p < 2 {
			continue
		}
		mark := g.get(p - 1)
		v := g.verbBackFrom(p - 2)
		if n := g.chunk(p - 2); mark.Text == ":" && v == nil && n != nil && g.tokens[n.Head].entry.kind&(isClaim|isMedium) != 0 {
			if source := g.possessor(n); source[1] > source[0] { // Osk's reply: “…”
				g.finds = append(g.finds, find{lemma: g.tokens[n.Head].Lower, reports: "speech", source: source, cue: [2]int{n.Head, n.Head + 1}, content: [][2]int{{p, g.blockEnd(p)}}})
			}
			continue
		}
		if n := g.chunk(0); mark.Text == ":" && v == nil && n != nil && n.Name != "" && g.item(g.phraseAt(0)[1]) == p-1 { // Osk: “…”
			g.finds = append(g.finds, find{lemma: ":", reports: "speech", source: g.phraseAt(0), cue: [2]int{g.items[p-1].first, g.items[p-1].last}, content: [][2]int{{p, g.blockEnd(p)}}})
			continue
		}
		if mark.Text != ":" && !(mark.Text == "," && v != nil && (g.lex.report[v.Lemma]&speech != 0 || v.Lemma == "put" && g.get(p-2).is("it"))) || v == nil {
			continue
		}
		source := g.mainSubject(p)
		if source[1] <= source[0] {
			if who := g.subject(g.item(v.First), v); who[1] > who[0] && g.chunkAt[who[0]] >= 0 {
				source = g.possessor(&g.chunks[g.chunkAt[who[0]]]) // Osk's words were clear: “…”
			}
		}
		if source[1] <= source[0] {
			continue
		}
		c := find{lemma: ":", reports: "speech", source: source, cue: [2]int{g.items[p-1].first, g.items[p-1].last}, content: [][2]int{{p, g.blockEnd(p)}}}
		if v.Lemma == "put" && mark.Text == "," {
			c.cue, c.lemma = [2]int{v.Head, g.items[p-2].last}, "put"
		} else if cue, lemma := g.wordOfSaying(p); cue[1] > 0 {
			c.cue, c.lemma = cue, lemma
		}
		g.finds = append(g.finds, c)
	}
}

// howPut reads “terrible” is how Osk put it.
func (g *region) howPut(p int) {
	end := p + 1
	if g.fragmentAt(p) {
		end = g.item(g.quotes[g.tokens[g.items[p].first-1].Quote].last - 1)
	} else if !g.block(p) {
		return
	}
	be, n := g.verb(end), g.chunk(end+2)
	if be == nil || be.Lemma != "be" || !g.get(end+1).is("how") || n == nil {
		return
	}
	source := g.phraseAt(end + 2)
	if v := g.verb(g.item(source[1])); v != nil && v.Finite && !v.Passive && (v.Lemma == "put" || v.Lemma == "describe" || v.Lemma == "phrase") {
		last := g.item(v.Last) - 1
		if g.get(last + 1).is("it") {
			last++
		}
		g.finds = append(g.finds, find{lemma: v.Lemma, reports: "speech", source: source, cue: [2]int{v.Head, g.items[last].last}, content: [][2]int{{p, end}}})
	}
}

// wordOfSaying returns the last verb or noun of saying before item p.
func (g *region) wordOfSaying(p int) ([2]int, string) {
	for k := p - 1; k >= 0; k-- {
		if v := g.verb(k); v != nil && g.items[k].first == v.Head && g.lex.report[v.Lemma]&speech != 0 {
			return [2]int{v.Head, v.Head + 1}, v.Lemma
		}
		if t := g.get(k); t.Tag == Noun && t.entry.kind&(isClaim|isMedium) != 0 {
			return [2]int{g.items[k].first, g.items[k].last}, t.Lower
		}
	}
	return [2]int{}, ""
}

// mainSubject returns the subject of the last finite verb before item p that has a person or a body for it.
func (g *region) mainSubject(p int) [2]int {
	for k := p - 1; k >= 0; k-- {
		v := g.verb(k)
		if v == nil || !v.Finite || v.First != g.items[k].first {
			continue
		}
		out := g.subject(k, v)
		if out[1] > out[0] && g.speaks(out) {
			return out
		}
	}
	return [2]int{}
}

// speaks reports whether the phrase of the tokens can be somebody's.
func (g *region) speaks(span [2]int) bool {
	n := g.chunkAt[span[0]]
	if n < 0 {
		return false
	}
	s := g.chunks[n].Sort
	return s == Person || s == Organisation || s == Document || g.chunks[n].Name != ""
}

// taken reports whether the quotation at item p has a speaker.
func (g *region) taken(p int) bool {
	for _, f := range g.finds {
		for _, c := range f.content {
			if c[0] <= p && p < c[1] {
				return true
			}
		}
	}
	return false
}

// heldByFind reports whether item p lies in what was found to be said.
func (g *region) heldByFind(p int) bool {
	for _, f := range g.finds {
		for _, c := range f.content {
			if c[0] <= p && p < c[1] && !f.request {
				return true
			}
		}
	}
	return false
}

// endsInside reports whether the quotation at item p ends with a comma, question or exclamation mark, as before a tag, or a
// comma follows it.
func (g *region) endsInside(p int) bool {
	t := g.at(g.items[p].last - 2)
	return t.Text == "," || t.Text != "" && (t.Text[0] == '?' || t.Text[0] == '!') || g.get(p+1).Text == ","
}

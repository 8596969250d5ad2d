package grammar

// right returns the tokens of a phrase with what hangs on it to the right: phrases with "of", with other prepositions when
// it is about people or bodies, and an apposition between commas.
func (r *reader) right(c int) (from, to int) {
	from, to = r.chunks[c].First, r.chunks[c].Last
	s := r.chunks[c].Sort
	limit := len(r.tokens)
	if n := r.tokens[from].Sentence; n >= 0 {
		limit = r.sentences[n].Last
	}
	for steps := 0; steps < 12 && to < limit; steps++ {
		t := &r.tokens[to]
		next := -1
		if to+1 < limit {
			next = r.chunkAt[to+1]
		}
		switch {
		case t.Tag == Preposition && next >= 0 && r.chunks[next].Sort != Time && (t.is("of") || s != Thing && s != Time && (t.is("for") || t.is("at") || t.is("in") || t.is("from") || t.is("with"))):
			to = r.chunks[next].Last
		case t.Tag == Conjunction && t.is("and") && next >= 0 && r.joins(c, next, limit):
			to = r.chunks[next].Last
		case t.Tag == QuotationMark && t.Quote >= 0 && r.quotes[t.Quote].first >= from && r.quotes[t.Quote].last == to+1:
			to++
		case t.Text == "(" && to+2 < limit && r.tokens[to+2].Text == ")":
			to += 3
		default:
			return from, r.apposition(c, to, limit)
		}
	}
	return from, to
}

// joins reports whether a phrase behind "and" belongs with c: both are names or people, and no verb follows the second that
// the first does not share.
func (r *reader) joins(c, next, limit int) bool {
	a, b := &r.chunks[c], &r.chunks[next]
	if a.Sort == Time || b.Sort == Time {
		return false
	}
	after := r.at(b.Last)
	if a.Last+1 != b.First {
		return false
	}
	return (a.Sort == b.Sort || a.Name != "" && b.Name != "") && (!after.verbal() || b.Last >= limit || r.at(a.First-1).Tag != Preposition)
}

// apposition returns where the apposition that begins at the comma at token to ends, or to itself: "Lena Osk, the mayor of
// Ely". It must name a role, or begin with a determiner, and end at a mark.
func (r *reader) apposition(c, to, limit int) int {
	if to+1 >= limit || r.tokens[to].Text != "," || r.chunks[c].Sort == Time {
		return to
	}
	at := to + 1
	if digits(r.tokens[at].Text) && len(r.tokens[at].Text) <= 3 && (at+1 == limit || r.tokens[at+1].Tag == Mark) { // Osk, 52,
		at++
		if at < limit && r.tokens[at].Text == "," && at+1 < limit && r.chunkAt[at+1] >= 0 {
			if end := r.appositive(c, at+1, limit); end > 0 {
				return end
			}
		}
		return at
	}
	if end := r.appositive(c, at, limit); end > 0 {
		return end
	}
	return to
}

// appositive reads the apposition at token at, and returns its end or 0.
func (r *reader) appositive(c, at, limit int) int {
	n := r.chunkAt[at]
	if r.tokens[at].is("one") && r.at(at+1).is("of") && r.chunkAt[min(at+2, limit-1)] >= 0 { // Osk, one of the authors
		to := r.chunks[r.chunkAt[min(at+2, limit-1)]].Last
		if to >= limit || r.tokens[to].Tag == Mark || r.tokens[to].Tag == QuotationMark {
			return to
		}
		return 0
	}
	if n < 0 || r.chunks[n].First != at || r.chunks[n].Sort == Time || r.tokens[at].Tag == Pronoun {
		return 0
	}
	host, own := &r.chunks[c], &r.chunks[n]
	var kinds kind
	for k := own.First; k < own.Last; k++ {
		kinds |= r.tokens[k].entry.kind
	}
	ownRole := r.tokens[own.Head].entry.kind&(isPerson|isTitle) != 0
	if host.Name != "" && own.Name != "" && r.tokens[at].Tag != Determiner && !ownRole || host.Sort == Organisation && own.Sort == Person && own.Name != "" && !ownRole {
		return 0
	}
	role := kinds&(isPerson|isTitle|isOrganisation) != 0 || r.tokens[at].Tag == Determiner
	named := host.Name == "" && own.Name != "" && (r.tokens[host.Head].entry.kind&(isPerson|isTitle) != 0 || host.Sort == Organisation && own.Sort != Person && r.at(own.Last).Text == "," && r.at(own.Last+1).verbal()) // the minister, Ana Ruiz,
	if !role && !named || host.Name == "" && !named && r.tokens[at].Tag == Determiner {
		return 0
	}
	if role && !named && own.Name != "" && own.Title == "" && r.tokens[at].Tag != Determiner && own.Sort != Organisation && kinds&isPerson == 0 {
		return 0 // Osk, Ruiz and Holm
	}
	to := own.Last
	for to < limit {
		t := &r.tokens[to]
		next := -1
		if to+1 < limit {
			next = r.chunkAt[to+1]
		}
		if (t.Tag == Preposition || t.Tag == Conjunction && t.is("and")) && next >= 0 && r.chunks[next].Sort != Time {
			to = r.chunks[next].Last
			continue
		}
		if t.Tag == Adjective || t.Tag == Adverb {
			to++
			continue
		}
		break
	}
	if to < limit && r.tokens[to].Tag == Relative { // Osk, a cook who lives in Ely
		for to < limit && r.tokens[to].Tag != Mark && r.tokens[to].Tag != QuotationMark {
			to++
		}
	}
	if to >= limit || r.tokens[to].Tag == Mark || r.tokens[to].Tag == QuotationMark {
		return to
	}
	return 0
}

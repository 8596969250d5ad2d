package grammar

import (
	"slices"

	"galley/annotate"
)

// A Clause is a stretch with a verb of its own. A relative clause lies inside the one whose noun it belongs to; for the rest
// clauses do not overlap.
type Clause struct {
	annotate.Range
	Kind       ClauseKind `json:"kind"`
	First      int        `json:"first"` // of its tokens
	Last       int        `json:"last"`
	Verb       int        `json:"verb"`
	Subject    int        `json:"subject"`    // a chunk, or -1
	Introducer int        `json:"introducer"` // the token that leads it, "that" or "because", or -1
}

// A ClauseKind is how a clause hangs on what is around it.
type ClauseKind string

// The kinds.
const (
	MainClause        ClauseKind = "main"
	SubordinateClause ClauseKind = "subordinate" // because, when, after
	ComplementClause  ClauseKind = "complement"  // that, whether, and none after a verb of saying
	RelativeClause    ClauseKind = "relative"
	InfinitiveClause  ClauseKind = "infinitive"
	ParticipleClause  ClauseKind = "participle"
)

// findClauses gives every verb group its clause: from what leads it, or from its subject, to where the next begins.
func (r *reader) findClauses() {
	starts := r.clauseStarts()
	for k, st := range starts {
		verb := &r.verbs[st.verb]
		to := r.sentences[r.tokens[verb.First].Sentence].Last
		for _, next := range starts[max(0, k-1):min(len(starts), k+4)] {
			if next.at >= verb.Last && next.at < to {
				to = next.at
			}
		}
		if st.stop > 0 {
			to = min(to, st.stop)
		}
		for to > verb.Last && (!r.tokens[to-1].word() || r.tokens[to-1].Tag == Conjunction) {
			to--
		}
		c := Clause{First: st.at, Last: to, Verb: st.verb, Introducer: st.lead, Subject: -1, Kind: MainClause, Range: r.spanned(st.at, to)}
		for i := verb.First - 1; i >= st.at; i-- {
			if n := r.chunkAt[i]; n >= 0 && (r.chunks[n].After < 0 || r.inexact(n)) && r.chunks[n].Sort != Time {
				c.Subject = n
				break
			}
		}
		switch {
		case !verb.Finite && verb.Shape == Ing || verb.Shape == Participle:
			c.Kind = ParticipleClause
		case !verb.Finite:
			c.Kind = InfinitiveClause
		case st.lead >= 0 && r.tokens[st.lead].Tag == Relative:
			c.Kind = RelativeClause
		case st.lead >= 0 && r.tokens[st.lead].Tag == Complementizer:
			c.Kind = ComplementClause
		case st.lead > 0 && r.tokens[st.lead].is("so") && r.tokens[st.lead-1].Text == ",":
			// it rained, so they left
		case st.lead >= 0:
			c.Kind = SubordinateClause
		case k > 0 && r.verbs[starts[k-1].verb].Last == st.at && r.lex.report[r.verbs[starts[k-1].verb].Lemma]&takesThat != 0:
			c.Kind = ComplementClause
		case k > 0 && r.hangs(starts[k-1], st):
			c.Kind = RelativeClause
		}
		r.clauses = append(r.clauses, c)
	}
	slices.SortStableFunc(r.clauses, func(a, b Clause) int { return a.First - b.First })
}

// A clauseStart is where the clause of a verb begins, the token that leads it, or -1, and the token before which it must
// end, or 0.
type clauseStart struct{ at, verb, lead, stop int }

// clauseStarts finds where clauses begin, verb by verb. A verb behind a relative clause without a noun between goes on with
// the clause that this one interrupts.
func (r *reader) clauseStarts() []clauseStart {
	var starts []clauseStart
	floor := 0
	for v := range r.verbs {
		verb := &r.verbs[v]
		floor = max(floor, r.sentences[r.tokens[verb.First].Sentence].First)
		st := clauseStart{at: verb.First, verb: v, lead: -1}
		if verb.Finite {
			st.at, st.lead = r.clauseBack(verb.First, floor)
			if n := len(starts); n > 0 && st.lead < 0 && r.tokens[r.verbs[starts[n-1].verb].First].Sentence == r.tokens[verb.First].Sentence {
				before := &starts[n-1]
				if at := r.joined(before.verb, verb.First, st.at); at >= 0 {
					st.at = at
				} else {
					st.at = r.opens(r.nearly(r.subjectBack(verb.First, st.at), st.at), st.at)
				}
				if (!r.nounIn(st.at, verb.First) || r.closed(before.lead, verb.First)) && r.joinsBack(verb.First) && (before.lead >= 0 && r.relative(before.lead) || !r.verbs[before.verb].Finite && !r.eitherPast(verb.First)) {
					from := before.at
					if before.lead >= 0 {
						from = before.lead
					}
					low := r.sentences[r.tokens[verb.First].Sentence].First
					for n--; n > 0 && r.verbs[starts[n-1].verb].Last > low; n-- {
						if v := r.verbs[starts[n-1].verb]; v.Finite || starts[n-1].lead >= 0 {
							low = v.Last
						}
					}
					if at, lead := r.clauseBack(from, low); r.phraseIn(at, from) {
						st.at, st.lead, before.stop = at, lead, verb.First
					}
				}
			}
		}
		starts = append(starts, st)
		floor = verb.Last
	}
	return starts
}

// clauseBack walks from token i back to where its clause begins, not beyond floor.
func (r *reader) clauseBack(i, floor int) (at, lead int) {
	at = i
	first := floor <= r.sentences[r.tokens[i].Sentence].First
	for k := i - 1; k >= floor; k-- {
		t := &r.tokens[k]
		switch {
		case t.Tag == Complementizer || t.Tag == Relative || t.Tag == Subordinator:
			return k, k
		case t.Tag == QuotationMark && k+1 < i && k > floor && (r.tokens[k-1].Tag == Complementizer || r.tokens[k-1].Tag == Relative || r.tokens[k-1].Tag == Subordinator):
			return k - 1, k - 1 // with which “they ...
		case t.Text == ";" || t.Text == ":" || dash(t.Text) || t.Tag == QuotationMark && k+1 < i:
			return at, -1
		case t.Tag == Conjunction && first:
			// Oxley and Brenner have: no verb before it
		case t.Tag == Conjunction && (k+1 == i || r.onlyAdverbs(k+1, i) || r.tokens[k+1].Tag == Pronoun || r.tokens[k+1].Tag == Determiner || r.tokens[k+1].Tag == Name):
			return at, -1
		}
		if t.word() {
			at = k
		}
	}
	return at, -1
}

// relative reports whether the word at token i leads a relative clause: the man who, the farms where.
func (r *reader) relative(i int) bool {
	t := &r.tokens[i]
	return t.Tag == Relative || t.is("where") && i > 0 && r.tokens[i-1].Tag == Noun
}

// closed reports whether commas stand around the clause that the relative at token lead leads, right before the verb at token i: the dam, which
// was his work, burst.
func (r *reader) closed(lead, i int) bool {
	for i--; r.at(i).Tag == Adverb; i-- {
	}
	return lead > 0 && r.tokens[lead].Tag == Relative && r.tokens[lead-1].Text == "," && r.at(i).Text == ","
}

// eitherPast reports whether token i is a past form that may be a participle too: a study published on Monday.
func (r *reader) eitherPast(i int) bool {
	t := &r.tokens[i]
	return t.Tag == VerbTag && t.Form == Past && t.entry.class&canParticiple != 0
}

// onlyAdverbs reports whether nothing else stands among the tokens.
func (r *reader) onlyAdverbs(from, to int) bool {
	for i := from; i < to; i++ {
		if r.tokens[i].Tag != Adverb {
			return false
		}
	}
	return true
}

// joined returns where the clause of the verb at token i begins, if a comma and a conjunction join it to the clause before, or -1:
// issued an order, and by noon only a few were there. A list is not taken for that.
func (r *reader) joined(before, i, from int) int {
	v := &r.verbs[before]
	for k := i - 1; k > from; k-- {
		t := &r.tokens[k]
		if r.tokens[k-1].Text != "," || t.Tag != Conjunction && !t.is("so") && !t.is("yet") && !t.is("hence") {
			continue
		}
		if r.onlyAdverbs(k+1, i) || !r.phraseIn(k+1, i) {
			return -1
		}
		for j := v.Last; j < k-1; j++ {
			if r.tokens[j].Text == "," && r.lex.report[v.Lemma]&takesThat != 0 {
				return -1
			}
		}
		return k + 1
	}
	return -1
}

// phraseIn reports whether a noun phrase stands among the tokens.
func (r *reader) phraseIn(from, to int) bool {
	for i := from; i < to; i++ {
		if r.chunkAt[i] >= 0 {
			return true
		}
	}
	return false
}

// opens returns the token behind the mark or conjunction that parts a clause from the one before, if between it and the subject at
// token i stands nothing but what says when and where: and by May his wife had left. Otherwise it is i.
func (r *reader) opens(i, from int) int {
	for k := i; k > from; k-- {
		t := &r.tokens[k-1]
		c := r.chunkAt[k-1]
		switch {
		case t.Tag == Conjunction && k < i:
			return k
		case !t.word() && t.Text == "," && k < i && k-1 > from && r.tokens[k-2].Tag == Conjunction:
			return k - 1
		case t.Tag == Preposition || t.Tag == Adverb || c >= 0 && (r.chunks[c].After >= from || r.chunks[c].Sort == Time):
		case t.Text == "," && k == i:
		default:
			return i
		}
	}
	return i
}

// hangs reports whether a clause without a word that leads it begins in the middle of the one before: the first time it rained, drove
// a car parked there. A clause begins behind a mark or conjunction, behind a verb of saying, and where an opening one ends.
func (r *reader) hangs(before, st clauseStart) bool {
	v := &r.verbs[before.verb]
	s := r.tokens[st.at].Sentence
	if st.at == 0 || r.tokens[v.First].Sentence != s || st.at <= r.sentences[s].First || !v.Finite && before.lead < 0 || v.Last > st.at {
		return false
	}
	if r.lex.report[v.Lemma]&takesThat != 0 || before.lead >= 0 && (before.at <= r.sentences[s].First+1 || r.tokens[before.lead].Tag == Relative) {
		return false
	}
	last := &r.tokens[st.at-1]
	return last.word() && last.Tag != Conjunction && !last.is("so") && !last.is("hence")
}

// subjectBack returns where the subject of the verb at token i begins, if what stands between it and from belongs to the verb
// before: rose 4% in May, and wages fell. Without a noun it is from.
func (r *reader) subjectBack(i, from int) int {
	n := -1
	for k := i - 1; k >= from; k-- {
		switch c := r.chunkAt[k]; {
		case c < 0 || c == n:
		case r.chunks[c].Sort == Time:
		case r.chunks[c].After >= from && r.tokens[r.chunks[c].After].is("of"):
			// the price of gas rose
		case n >= 0:
			if r.chunks[n].First < from {
				return from
			}
			return r.chunks[n].First
		case r.chunks[c].After < 0:
			n = c
		}
		if n >= 0 && k <= r.chunks[n].First {
			return max(from, r.chunks[n].First)
		}
	}
	return from
}

// nearly returns where the words begin that say how exact the quantity at token i is, not before from: nearly half of them, at least 40,
// more than 600, up to ten, as many as nine.
func (r *reader) nearly(i, from int) int {
	for i > from {
		t := &r.tokens[i-1]
		switch {
		case t.Tag == Adverb && roughly[t.Lower], t.is("at") && (r.tokens[i].is("least") || r.tokens[i].is("most")):
			i--
		case i-1 > from && (t.is("than") && (r.tokens[i-2].is("more") || r.tokens[i-2].is("less") || r.tokens[i-2].is("fewer")) || t.is("to") && r.tokens[i-2].is("up")):
			i -= 2
		case i-2 > from && t.is("as") && (r.tokens[i-2].is("many") || r.tokens[i-2].is("few") || r.tokens[i-2].is("much")) && r.tokens[i-3].is("as"):
			i -= 3
		default:
			return i
		}
	}
	return i
}

// inexact reports whether the word before chunk n says how exact it is, and does not govern it: about a hundred of them left.
func (r *reader) inexact(n int) bool {
	c := &r.chunks[n]
	first := &r.tokens[c.First]
	return c.After == c.First-1 && roughly[r.tokens[c.After].Lower] && (first.Tag == Number || first.is("a") && r.at(c.First+1).Tag == Number)
}

var roughly = set("about nearly almost roughly approximately some only just barely over around even")

// nounIn reports whether a phrase that can be a subject stands among the tokens.
func (r *reader) nounIn(from, to int) bool {
	for i := from; i < to; i++ {
		if n := r.chunkAt[i]; n >= 0 && r.chunks[n].After < 0 && r.chunks[n].Sort != Time && r.at(r.chunks[n].First-1).Tag != VerbTag {
			return true
		}
	}
	return false
}

// joinsBack reports whether the verb at token i does not stand behind a conjunction.
func (r *reader) joinsBack(i int) bool {
	for i--; r.at(i).Tag == Adverb; i-- {
	}
	return r.at(i).Tag != Conjunction
}

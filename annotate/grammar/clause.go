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
			if n := r.chunkAt[i]; n >= 0 && r.chunks[n].After < 0 && r.chunks[n].Sort != Time {
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
		case st.lead >= 0:
			c.Kind = SubordinateClause
		case k > 0 && r.verbs[starts[k-1].verb].Last == st.at && r.lex.report[r.verbs[starts[k-1].verb].Lemma]&takesThat != 0:
			c.Kind = ComplementClause
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
				st.at = r.nearly(r.subjectBack(verb.First, st.at), st.at)
			}
			if n := len(starts); n > 0 && st.lead < 0 && !r.nounIn(st.at, verb.First) && r.joinsBack(verb.First) {
				if before := starts[n-1]; before.lead >= 0 && r.tokens[before.lead].Tag == Relative && r.tokens[before.lead].Sentence == r.tokens[verb.First].Sentence {
					low := r.sentences[r.tokens[verb.First].Sentence].First
					if n > 1 {
						low = max(low, r.verbs[starts[n-2].verb].Last)
					}
					st.at, st.lead = r.clauseBack(before.lead, low)
					starts[n-1].stop = verb.First
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
	for k := i - 1; k >= floor; k-- {
		t := &r.tokens[k]
		switch {
		case t.Tag == Complementizer || t.Tag == Relative || t.Tag == Subordinator:
			return k, k
		case t.Text == ";" || t.Text == ":" || dash(t.Text) || t.Tag == QuotationMark && k+1 < i:
			return at, -1
		case t.Tag == Conjunction && (k+1 == i || r.tokens[k+1].Tag == Pronoun || r.tokens[k+1].Tag == Determiner || r.tokens[k+1].Tag == Name):
			return at, -1
		}
		if t.word() {
			at = k
		}
	}
	return at, -1
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

// nearly returns where the words begin that say how exact the quantity at token i is, not before from: nearly half of them.
func (r *reader) nearly(i, from int) int {
	for i > from && r.tokens[i-1].Tag == Adverb && roughly[r.tokens[i-1].Lower] {
		i--
	}
	return i
}

var roughly = set("about nearly almost roughly approximately some only just barely over around even")

// nounIn reports whether a phrase that can be a subject stands among the tokens.
func (r *reader) nounIn(from, to int) bool {
	for i := from; i < to; i++ {
		if n := r.chunkAt[i]; n >= 0 && r.chunks[n].After < 0 && r.at(r.chunks[n].First-1).Tag != VerbTag {
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

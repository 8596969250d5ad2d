package grammar

import (
	"galley/annotate"
)

// A Clause is a stretch with a verb of its own. Clauses do not overlap: what is inside another cuts it short.
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
	type start struct{ at, verb, lead int }
	var starts []start
	floor := 0
	for v := range r.verbs {
		verb := &r.verbs[v]
		s := r.sentences[r.tokens[verb.First].Sentence]
		floor = max(floor, s.First)
		at, lead := verb.First, -1
		if verb.Finite {
		back:
			for k := verb.First - 1; k >= floor; k-- {
				t := &r.tokens[k]
				switch {
				case t.Tag == Complementizer || t.Tag == Relative || t.Tag == Subordinator:
					at, lead = k, k
					break back
				case t.Text == ";" || t.Text == ":" || dash(t.Text) || t.Tag == QuotationMark && k+1 < verb.First:
					break back
				case t.Tag == Conjunction && k+1 < len(r.tokens) && (k+1 == verb.First || r.tokens[k+1].Tag == Pronoun || r.tokens[k+1].Tag == Determiner || r.tokens[k+1].Tag == Name):
					break back
				}
				if t.word() {
					at = k
				}
			}
		}
		starts = append(starts, start{at, v, lead})
		floor = verb.Last
	}
	for k, st := range starts {
		verb := &r.verbs[st.verb]
		s := r.sentences[r.tokens[verb.First].Sentence]
		to := s.Last
		if k+1 < len(starts) && starts[k+1].at < to {
			to = max(starts[k+1].at, verb.Last)
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
		case k > 0 && starts[k-1].verb >= 0 && r.verbs[starts[k-1].verb].Last == st.at && r.lex.report[r.verbs[starts[k-1].verb].Lemma]&takesThat != 0:
			c.Kind = ComplementClause
		}
		r.clauses = append(r.clauses, c)
	}
}

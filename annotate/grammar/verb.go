package grammar

import (
	"galley/annotate"
)

// A Verb is a verb group: "has not been told", "to leave", "adding".
type Verb struct {
	annotate.Range
	First    int    `json:"first"` // of its tokens
	Last     int    `json:"last"`
	Head     int    `json:"head"`   // the token that says what is done
	Lemma    string `json:"lemma"`  // of the head
	Finite   bool   `json:"finite"` // whether it can be the verb of a sentence
	Shape    Form   `json:"shape"`  // of the first verb in it: base with Finite false is an infinitive
	Passive  bool   `json:"passive"`
	Perfect  bool   `json:"perfect"`
	Tense    string `json:"tense"`    // present, past, future, conditional; "" when not finite
	Negative bool   `json:"negative"` // not, n't, never
}

// findVerbs groups auxiliaries with the verbs that they help.
func (r *reader) findVerbs() {
	r.verbAt = make([]int, len(r.tokens))
	for i := range r.verbAt {
		r.verbAt[i] = -1
	}
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		if !t.verbal() && t.Tag != To || t.Sentence < 0 {
			i++
			continue
		}
		v, end := r.group(i)
		if end == i {
			i++
			continue
		}
		for k := i; k < end; k++ {
			r.verbAt[k] = len(r.verbs)
		}
		r.verbs = append(r.verbs, v)
		i = end
	}
}

// group reads the verb group that begins at token i and returns it with the token behind it.
func (r *reader) group(i int) (Verb, int) {
	t := &r.tokens[i]
	v := Verb{First: i, Head: i, Shape: t.Form}
	if t.Tag == To {
		v.Shape = Base
	}
	end, last := i+1, t
	if t.Tag == VerbTag {
		v.Passive = t.Form == Participle
	} else {
		for k := end; k < len(r.tokens) && r.tokens[k].line == t.line; k++ {
			w := &r.tokens[k]
			if w.Tag == Adverb || w.Tag == QuotationMark && k+1 < len(r.tokens) && helps(last, &r.tokens[k+1]) {
				continue
			}
			if !helps(last, w) {
				break
			}
			if w.Lemma == "have" && w.Tag == Auxiliary {
				v.Perfect = true
			}
			v.Passive = last.Lemma == "be" && last.Tag == Auxiliary && w.Tag == VerbTag && w.Form == Participle
			v.Head, last, end = k, w, k+1
			if w.Tag == VerbTag {
				break
			}
		}
		if t.Tag == To && end == i+1 {
			return v, i
		}
		v.Perfect = v.Perfect || t.Lemma == "have" && end > i+1 && v.Head != i
	}
	v.Lemma, v.Last, v.Range = r.tokens[v.Head].Lemma, end, r.spanned(i, end)
	v.Finite = t.Tag != To && v.Shape != Ing && v.Shape != Participle
	if v.Finite && v.Shape == Base && t.Tag != Modal && r.sharesTo(i) {
		v.Finite = false
	}
	if v.Finite {
		switch {
		case t.is("will") || t.is("'ll") || t.is("wo") || t.is("shall"):
			v.Tense = "future"
		case t.Tag == Modal:
			v.Tense = "conditional"
		case v.Shape == Past:
			v.Tense = "past"
		default:
			v.Tense = "present"
		}
	}
	for k := i - 1; k < end; k++ {
		if w := r.at(k); w.is("not") || w.is("n't") || w.is("never") {
			v.Negative = true
		}
	}
	if w := r.at(end); w.is("not") && t.Tag != VerbTag {
		v.Negative = true
	}
	return v, end
}

// sharesTo reports whether the verb at token i stands behind "and", and shares the "to" or the modal of a verb before it.
func (r *reader) sharesTo(i int) bool {
	k := i - 1
	for r.at(k).Tag == Adverb {
		k--
	}
	if r.at(k).Tag != Conjunction || r.tokens[i].is("say") {
		return false
	}
	for k--; k >= 0 && r.tokens[k].Sentence == r.tokens[i].Sentence; k-- {
		t := &r.tokens[k]
		if t.Tag == To || t.Tag == Modal {
			return true
		}
		if t.verbal() && t.Form != Base && t.Form != Ing {
			return false
		}
	}
	return false
}

// helps reports whether w can follow helper in one verb group.
func helps(helper, w *Token) bool {
	if w.Tag != VerbTag && w.Tag != Auxiliary {
		return false
	}
	switch {
	case helper.Tag == Modal || helper.Tag == To:
		return w.Form == Base || w.Tag == VerbTag && w.entry.class&canVerb != 0
	case helper.Lemma == "have":
		return w.Form == Participle || w.is("had") || w.Form == Past && w.entry.class&canParticiple != 0
	case helper.Lemma == "be":
		return w.Form == Participle || w.Form == Ing || w.Form == Past && w.entry.class&canParticiple != 0
	case helper.Lemma == "do":
		return w.Form == Base
	}
	return false
}

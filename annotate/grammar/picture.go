package grammar

import "strings"

// positions say where in a picture somebody stands.
var positions = set("left right center centre top bottom background foreground rear front")

// tagCaption mends a sentence of a caption, the tokens from up to, not with, to. Captions tell in the present tense what is
// seen, so the first word that can be such a verb, behind somebody or something, is one; and ", left," is no leaving.
func (r *reader) tagCaption(from, to int) {
	for i := from + 1; i < to; i++ {
		t := &r.tokens[i]
		if positions[t.Lower] && (r.at(i-1).Text == "," || r.at(i-1).is("far") || r.at(i-1).is("from")) && (r.at(i+1).Tag == Mark || r.at(i+1).Tag == Conjunction) {
			t.Tag, t.Form, t.Lemma = Adverb, NoForm, t.Lower
		}
	}
	for i := from + 1; i < to; i++ {
		t := &r.tokens[i]
		switch before := r.at(i - 1); {
		case t.Tag == Subordinator && r.at(i+1).is("by"): // provided by
			t.Tag, t.Form, t.Lemma = VerbTag, Participle, "provide"
		case t.Tag == Relative, t.Tag == Subordinator, t.Text == ":":
			return
		case t.Tag == VerbTag && (t.Form == Base || t.Form == Third || t.Form == Past) && r.at(i-1).Tag != To, t.Tag == Modal, t.Tag == Auxiliary:
			return
		case t.Tag != Noun || t.entry.class&(canVerb|canS) == 0 || t.capital():
		case before.Tag == Name || before.Tag == Adverb && positions[before.Lower], before.Tag == Noun && strings.HasSuffix(before.Lower, "s") && t.entry.class&canS == 0,
			before.Text == "," && positions[r.at(i-2).Lower], before.Tag == Noun && t.entry.class&canS != 0:
			if after := r.at(i + 1); after.Tag == Preposition || after.Tag == Determiner || after.Tag == Pronoun || after.Tag == Adverb || after.Tag == Number || after.Tag == Mark || after.Tag == Name || after.Tag == Adjective ||
				after.Tag == Noun && before.Text == "," {
				r.setVerb(t)
				return
			}
		}
	}
}

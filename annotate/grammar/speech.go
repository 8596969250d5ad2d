package grammar

import (
	"slices"

	"galley/annotate"
)

// An Attribution is one case of somebody saying, thinking or showing something.
type Attribution struct {
	Content   []annotate.Range `json:"content"`   // what is said, marks included; several ranges when the speaker stands inside
	Source    []annotate.Range `json:"source"`    // who says it, with title and apposition; empty when nobody is named
	Cue       []annotate.Range `json:"cue"`       // the words that say so: "said", "according to", a colon
	Kind      string           `json:"kind"`      // direct, indirect, mixed
	Reports   string           `json:"reports"`   // speech, thought, evidence
	Negative  bool             `json:"negative"`  // did not say, denied
	Order     string           `json:"order"`     // of the parts by their first letters: scq is source, cue, content (quotation)
	Inherited bool             `json:"inherited"` // the quotation stands alone; its source is that of the one before or after
	Request   bool             `json:"request"`   // asks, promises or refuses that something be done
	Depth     int              `json:"depth"`     // 0, or how many contents it lies in
	Lemma     string           `json:"lemma"`     // of the cue
	Speaker   int              `json:"speaker"`   // whom the source refers to, as far as that is known: an index into Speakers, or -1
	first     int              // tokens of the source, for those who ask who it was
	last      int
	unit      int
}

// A find is an attribution in items of a region, before it is kept. The stretches are half-open.
type find struct {
	content  [][2]int
	source   [2]int // tokens
	cue      [2]int // tokens
	lemma    string
	reports  string
	negative bool
	request  bool
}

// A region is what the search for one speaker's words looks at: a unit outside quotations, or a sentence inside one.
// Quotations that could stand alone are one item in it; the marks of the others are left out.
type region struct {
	*reader
	items []item
	depth int
	unit  int
	finds []find
}

// An item is a token, or a whole quotation.
type item struct {
	first, last int // tokens
	block       int // the quotation, or -1
}

// reportedSpeech finds who says what.
func (r *reader) reportedSpeech() (said, requests []Attribution, speakers []Speaker) {
	var all []Attribution
	r.alone = map[int]bool{}
	for u, un := range r.units {
		g := r.region(un.from, un.to, 1, 0, u)
		g.search()
		all = append(all, g.keep()...)
	}
	for q := range r.quotes {
		if quote := &r.quotes[q]; r.alone[q] {
			for _, s := range r.within(quote) {
				g := r.region(s[0], s[1], quote.Level+1, quote.Level, -1)
				g.search()
				all = append(all, g.keep()...)
			}
		}
	}
	all = append(all, r.announced(all)...)
	all = append(all, r.signed()...)
	all = append(all, r.scripted(all)...)
	all = append(all, r.inherit(all)...)
	slices.SortStableFunc(all, func(a, b Attribution) int {
		x, y := a.Content[0], b.Content[0]
		if x.From != y.From {
			return int(x.From - y.From)
		}
		return int(y.To - x.To)
	})
	all = slices.CompactFunc(all, func(a, b Attribution) bool { return slices.Equal(a.Content, b.Content) && slices.Equal(a.Cue, b.Cue) })
	for i := range all {
		if all[i].Source == nil {
			all[i].Source = []annotate.Range{} // scripts read lists, and not null
		}
		if all[i].Cue == nil {
			all[i].Cue = []annotate.Range{}
		}
	}
	speakers = r.follow(all)
	for _, a := range all {
		if a.Request {
			requests = append(requests, a)
		} else {
			said = append(said, a)
		}
	}
	return said, requests, speakers
}

// Reach is from the first to the last character of all its parts.
func (a *Attribution) Reach() annotate.Range {
	out := a.Content[0]
	for _, list := range [][]annotate.Range{a.Content, a.Source, a.Cue} {
		for _, x := range list {
			out.From, out.To = min(out.From, x.From), max(out.To, x.To)
		}
	}
	return out
}

// within returns the sentences inside a quotation, in tokens.
func (r *reader) within(q *Quote) (out [][2]int) {
	last := q.last
	if !q.Unclosed {
		last--
	}
	for from := q.first + 1; from < last; {
		n := r.tokens[from].Sentence
		if n < 0 {
			from++
			continue
		}
		to := min(r.sentences[n].Last, last)
		if to <= from {
			break
		}
		out = append(out, [2]int{from, to})
		from = to
	}
	return out
}

// region makes the items of the tokens from up to, not with, to; quotations of a level are taken whole.
func (r *reader) region(from, to, level, depth, unit int) *region {
	g := &region{reader: r, depth: depth, unit: unit, items: make([]item, 0, to-from)}
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		if t.Tag == QuotationMark {
			if q := r.opensAt(i, level); q >= 0 && r.quotes[q].Use == Speech && r.quotes[q].last <= to+1 && g.standing(q) {
				last := min(r.quotes[q].last, to)
				r.alone[q] = true
				g.items = append(g.items, item{i, last, q})
				i = last - 1
			}
			continue
		}
		g.items = append(g.items, item{i, i + 1, -1})
	}
	return g
}

// standing reports whether a quotation stands by itself in the sentence around it, and is no part of its grammar: at the
// start, or behind a mark or a verb of saying, and before a mark or the end.
func (g *region) standing(q int) bool {
	quote := &g.quotes[q]
	end := g.at(quote.last - 2)
	for k := quote.last - 3; end.Tag == QuotationMark && k > quote.first; k-- { // ‘Never again,’”
		end = g.at(k)
	}
	if quote.Unclosed {
		return true
	}
	after := g.at(quote.last)
	shut := end.Tag == Mark || after.Tag == Mark || after.Text == "" || after.line != end.line
	if len(g.items) == 0 {
		return shut || after.verbal() && end.Tag == Mark
	}
	before := g.at(g.items[len(g.items)-1].last - 1)
	return shut && (before.Tag == Mark || g.tokens[quote.first+1].capital() || before.Tag == VerbTag && quote.Use == Speech && end.Tag == Mark)
}

// opensAt returns the quotation of a level that begins at token i, or -1.
func (r *reader) opensAt(i, level int) int {
	lo, hi := 0, len(r.quotes)
	for lo < hi {
		if mid := (lo + hi) / 2; r.quotes[mid].first < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.quotes) && r.quotes[lo].first == i && r.quotes[lo].Level == level {
		return lo
	}
	return -1
}

// get returns the first token of item p; a whole quotation looks like a mark.
func (g *region) get(p int) *Token {
	if p < 0 || p >= len(g.items) {
		return &Token{}
	}
	if g.items[p].block >= 0 {
		return &Token{Tag: QuotationMark, Text: "“"}
	}
	return &g.tokens[g.items[p].first]
}

func (g *region) block(p int) bool { return p >= 0 && p < len(g.items) && g.items[p].block >= 0 }

// verb returns the verb group that item p is in, or nil.
func (g *region) verb(p int) *Verb {
	if p < 0 || p >= len(g.items) || g.items[p].block >= 0 {
		return nil
	}
	if v := g.verbAt[g.items[p].first]; v >= 0 {
		return &g.verbs[v]
	}
	return nil
}

// chunk returns the noun phrase that item p is in, or nil.
func (g *region) chunk(p int) *Chunk {
	if n := g.chunkNo(p); n >= 0 {
		return &g.chunks[n]
	}
	return nil
}

func (g *region) chunkNo(p int) int {
	if p < 0 || p >= len(g.items) || g.items[p].block >= 0 {
		return -1
	}
	return g.chunkAt[g.items[p].first]
}

// item returns the first item at or behind a token.
func (g *region) item(token int) int {
	p, _ := slices.BinarySearchFunc(g.items, token, func(it item, t int) int { return it.first - t })
	return p
}

// search finds the attributions of a region, one kind of cue after the other.
func (g *region) search() {
	g.accordingTo()
	for p := range g.items {
		v := g.verb(p)
		if v == nil || g.items[p].first != v.Head {
			continue
		}
		g.verbCue(g.item(v.First), p, v)
	}
	g.attitudes()
	g.nominalCue()
	g.unknownCue()
}

// verbCue reads the verb group of items from up to head as a cue.
func (g *region) verbCue(from, head int, v *Verb) {
	f := g.lex.report[v.Lemma]
	t := &g.tokens[v.Head]
	if f == 0 || t.Tag != VerbTag {
		return
	}
	after := head + 1
	if v.Lemma == "rule" && g.get(after).is("out") {
		return
	}
	if w := g.get(after); (w.Tag == Adverb || w.Tag == Preposition) && (w.is("out") || w.is("back") || w.is("up")) && v.Lemma != "say" {
		after++ // pointed out, fired back; but not: said up to nine inches fell
	}
	if v.Lemma == "go" || v.Lemma == "continue" || v.Lemma == "point" || v.Lemma == "make" {
		if v.Lemma == "point" && !g.get(head+1).is("out") {
			return
		}
	}
	negative := v.Negative || v.Lemma == "deny" || v.Lemma == "refuse" || v.Lemma == "decline" || g.declined(from)
	c := find{lemma: v.Lemma, reports: reportsOf(f, false, v), negative: negative, cue: [2]int{v.Head, g.items[after-1].last}}
	if g.declined(from) {
		c.cue[0] = g.verb(from - 1).Head // declined to say
	}
	if g.inverted(from, after, v, f) {
		who := g.behind(after)
		if who[1] > who[0] {
			c.source = who
			c.content = g.leftOf(from, g.item(who[1]))
			if len(c.content) > 0 {
				g.finds = append(g.finds, c)
				return
			}
		}
	}
	if v.Passive && v.Finite {
		g.passiveCue(c, from, after, v, f)
		return
	}
	if v.Passive && !v.Finite && v.Shape == Participle {
		g.reducedPassive(c, from, after, f)
		return
	}
	if v.Shape == Base && !v.Finite && (f&speech == 0 || g.get(from).Tag != To || !g.catenates(from-1) && !(v.Lemma == "say" && g.get(from-1).Tag != Mark)) {
		return // to show that: a purpose, and nobody's words yet
	}
	subject := g.subject(from, v)
	if subject[1] > subject[0] {
		if n := g.chunkAt[subject[0]]; n >= 0 {
			c.reports = reportsOf(f, g.chunks[n].Sort == Document, v)
		}
	}
	if span, ok := g.asReported(subject, after, f, v); ok {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if start := g.item(subject[0]); subject[1] > subject[0] && start > 0 && (g.block(start-1) || g.hangsOpen(start, g.hearerEnd(after, v))) && v.Finite && f&(speech|thought) != 0 {
		if content := g.parenthetical(start, g.hearerEnd(after, v), f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
			return
		}
	}
	if v.Shape == Base && !v.Finite && subject[1] == subject[0]+1 && g.tokens[subject[0]].is("it") {
		return // it is hard to say
	}
	if span, ok := g.rightOf(after, f, v); ok && subject[1] > subject[0] {
		c.source = subject
		c.content = [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if next := g.verb(after); next != nil && next.Finite && f&takesBare != 0 && v.Finite && subject[1] > subject[0] && g.get(g.item(subject[0])-1).Tag == Relative {
		c.source, c.content = subject, [][2]int{{after, g.insertedEnd(after)}} // a bill that critics say would fail
		g.finds = append(g.finds, c)
		return
	}
	if f&(speech|thought) != 0 && v.Finite && subject[1] > subject[0] && (f&(takesBare|takesThat|takesQuote|takesWhether) != 0) {
		if content := g.parenthetical(g.item(subject[0]), g.hearerEnd(after, v), f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
			return
		}
	}
	if f&takesInfinitive != 0 && (v.Finite || v.Shape == Ing && g.get(from-1).Text == ",") && !v.Negative && subject[1] > subject[0] {
		if v.Lemma == "call" || v.Lemma == "appeal" {
			if w := g.get(after); (w.is("on") || w.is("upon") || w.is("for") || w.is("to")) && w.Tag == Preposition && g.chunk(after+1) != nil {
				after++
				c.cue[1] = g.items[after-1].last // called on
			}
		}
		if p := g.infinitive(after); p > 0 && !g.declinesToSay(p, v) && !g.hidesName(p) {
			c.source, c.content, c.request = subject, [][2]int{{p, g.requestEnd(p, v)}}, true
			g.finds = append(g.finds, c)
			return
		}
	}
	if span, ok := g.named(after, v); ok && subject[1] > subject[0] && !g.heldByFind(from) {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if span, ok := g.denied(after, v, subject); ok && v.Finite && !g.heldByFind(from) {
		c.source, c.content = subject, [][2]int{span}
		g.finds = append(g.finds, c)
		return
	}
	if f&speech != 0 && subject[1] > subject[0] && (f&takesNaming != 0 || f&(takesBare|takesThat) != 0 && v.Finite) && !g.heldByFind(from) {
		if content := g.fragments(after, f, v); len(content) > 0 {
			c.source, c.content = subject, content
			g.finds = append(g.finds, c)
		}
	}
}

// reportsOf says what a cue reports. What takes its content without "that" reports speech before findings, but a document
// that says something has not spoken.
func reportsOf(f frame, document bool, v *Verb) string {
	switch {
	case f&evidence != 0 && (document || f&(speech|thought) == 0):
		return "evidence"
	case f&thought != 0 && f&speech == 0, f&thought != 0 && firmThoughts[v.Lemma]:
		return "thought"
	case f&speech != 0:
		return "speech"
	}
	return "evidence"
}

// firmThoughts are verbs of thought that may lead a quotation too.
var firmThoughts = set("think believe hope decide decree wish expect dream consider deem")

// catenates reports whether the word at item p ties an infinitive to the verb before it: wants to say, is likely to say.
func (g *region) catenates(p int) bool {
	for g.get(p).Tag == Adverb {
		p--
	}
	t := g.get(p)
	return t.verbal() || t.Tag == Adjective
}

// declined reports whether the verb group is what somebody refused to do: declined to say whether.
func (g *region) declined(from int) bool {
	if g.get(from).Tag != To {
		return false
	}
	before := g.verb(from - 1)
	return before != nil && (before.Lemma == "decline" || before.Lemma == "refuse" || before.Lemma == "fail")
}

// hidesName reports whether the infinitive at item p is what the unnamed ask for: asked not to be identified.
func (g *region) hidesName(p int) bool {
	if !g.get(p).is("not") {
		return false
	}
	v := g.verb(p + 1)
	return v != nil && v.Passive && (v.Lemma == "name" || v.Lemma == "identify" || v.Lemma == "quote")
}

// declinesToSay reports whether the infinitive at item p is one of saying that has a content of its own: declined to say
// whether he would run.
func (g *region) declinesToSay(p int, v *Verb) bool {
	if v.Lemma != "decline" && v.Lemma != "refuse" {
		return false
	}
	for g.get(p).Tag == Adverb {
		p++
	}
	said := g.verb(p)
	if said == nil {
		return false
	}
	f := g.lex.report[said.Lemma]
	if f&speech == 0 {
		return false
	}
	_, ok := g.rightOf(g.item(said.Last), f, said)
	return ok
}

// passiveCue reads "was told by X that", "X was quoted as saying", and without a speaker "was told that", "it was reported that".
func (g *region) passiveCue(c find, from, after int, v *Verb, f frame) {
	span, ok := g.rightOf(after, f|takesThat, v)
	by := g.byAgent(after)
	if by[1] > by[0] {
		if !ok {
			span, ok = g.rightOf(g.item(by[1]), f|takesThat, v)
		}
		c.source = by
	} else if f&speech == 0 || !hearers[v.Lemma] && !g.get(from-1).is("it") || ok && g.get(span[0]).Tag != Complementizer {
		return
	}
	if ok {
		c.content = [][2]int{span}
		g.finds = append(g.finds, c)
	}
}

// reducedPassive reads "a plan described by the mayor as “a start”".
func (g *region) reducedPassive(c find, from, after int, f frame) {
	by := g.byAgent(after)
	if by[1] <= by[0] || f&takesNaming == 0 {
		return
	}
	if content := g.fragments(g.item(by[1]), f, nil); len(content) > 0 {
		c.source, c.content = by, content
		g.finds = append(g.finds, c)
	}
}

// byAgent returns who did it when "by" and a phrase follow, in tokens.
func (g *region) byAgent(p int) [2]int {
	if !g.get(p).is("by") || g.chunk(p+1) == nil {
		return [2]int{}
	}
	return g.phraseAt(p + 1)
}

// phraseAt returns the tokens of the phrase at item p with all that hangs on it.
func (g *region) phraseAt(p int) [2]int {
	n := g.chunkNo(p)
	if n < 0 {
		return [2]int{}
	}
	from, to := g.reader.right(n)
	return [2]int{from, to}
}

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

// phraseAt returns the tokens of the phrase at item p with all that hangs on it.
func (g *region) phraseAt(p int) [2]int {
	n := g.chunkNo(p)
	if n < 0 {
		return [2]int{}
	}
	from, to := g.reader.right(n)
	return [2]int{from, to}
}

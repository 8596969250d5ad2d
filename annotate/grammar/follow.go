package grammar

import (
	"slices"
	"strings"

	"galley/annotate"
)

// A Speaker is somebody or something that attributions have for a source.
type Speaker struct {
	Name     string           `json:"name"` // as first written out: "Lena Osk", "the harbour office"
	Sort     Sort             `json:"sort"`
	First    annotate.Range   `json:"first"`    // the first phrase that names it
	Mentions []annotate.Range `json:"mentions"` // the sources that refer to it, in order
	last     string           // surname, or head noun, in lower case
	male     bool
	female   bool
	several  bool
}

// announced finds what a paragraph that ends with a colon announces in the next.
func (r *reader) announced(all []Attribution) (out []Attribution) {
	for u := 0; u+1 < len(r.units); u++ {
		from, to := r.units[u].from, r.units[u].to
		if r.tokens[to-1].Text != ":" || r.headline[from] {
			continue
		}
		next := r.units[u+1]
		if spokenFor(all, r.spanned(next.from, next.to)) {
			continue
		}
		g := r.region(from, to, 1, 0, u)
		source := g.mainSubject(len(g.items))
		if source[1] <= source[0] {
			continue
		}
		cue, lemma := g.wordOfSaying(len(g.items))
		if cue[1] == 0 {
			if g.opensAt(next.from, 1) < 0 {
				continue
			}
			cue, lemma = [2]int{to - 1, to}, ":"
		}
		end := next.to
		if r.tokens[next.from].Quote < 0 { // unquoted: the paragraph, as far as nobody else speaks in it
			for v := u + 2; v < len(r.units) && r.tokens[r.units[v].from].line == r.tokens[next.from].line && !speaksIn(all, r.spanned(r.units[v].from, r.units[v].to)); v++ {
				end = r.units[v].to
			}
		}
		content := r.trimmedContent(next.from, end)
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.trimmed(source[0], source[1])}, Cue: []annotate.Range{r.spanned(cue[0], cue[1])},
			Kind: r.kindOf([]annotate.Range{content}), Reports: "speech", Order: "scq", Lemma: lemma, Speaker: -1, first: source[0], last: source[1], unit: u + 1})
	}
	return out
}

// signed finds words that are set off, and signed with a name that the article has elsewhere: a paragraph in the first person,
// and behind its last sentence the name alone.
func (r *reader) signed() (out []Attribution) {
	names := map[string]int{}
	for i := range r.chunks {
		if c := &r.chunks[i]; strings.ContainsRune(c.Name, ' ') {
			names[c.Name]++
		}
	}
	for u := 1; u < len(r.units); u++ {
		un := r.units[u]
		n := r.chunkAt[un.from]
		if n < 0 || r.chunks[n].Last != un.to || names[r.chunks[n].Name] < 2 || r.chunks[n].Sort != Person && r.chunks[n].Sort != Thing {
			continue
		}
		if un.to < len(r.tokens) && r.tokens[un.to].line == r.tokens[un.from].line {
			continue
		}
		from, first := u, false
		for v := u - 1; v >= 0 && r.tokens[r.units[v].from].line == r.tokens[un.from].line; v-- {
			from = v
			for i := r.units[v].from; i < r.units[v].to; i++ {
				first = first || r.tokens[i].entry.kind&isFirst != 0 && r.tokens[i].Quote < 0
			}
		}
		if from == u || !first {
			continue
		}
		content := r.trimmedContent(r.units[from].from, r.units[u-1].to)
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.spanned(un.from, un.to)}, Kind: r.kindOf([]annotate.Range{content}),
			Reports: "speech", Order: "qs", Speaker: -1, first: un.from, last: un.to, unit: from})
	}
	return out
}

// scripted finds talk set as in a play: lines that begin with a name and a colon. The name must lead two lines at least.
func (r *reader) scripted(all []Attribution) (out []Attribution) {
	type line struct{ name, colon, end int } // units and tokens
	lines := map[string][]line{}
	var order []string
	for u := 0; u < len(r.units); u++ {
		from := r.units[u].from
		if !r.firstInLine(from) || r.tokens[from].Tag != Name && !r.tokens[from].allCaps() && !r.tokens[from].capital() {
			continue
		}
		k := from
		for k < min(from+5, r.units[u].to) && r.tokens[k].Text != ":" && (r.tokens[k].capital() || r.tokens[k].Text == ".") {
			k++
		}
		if k == from || r.at(k).Text != ":" || k+1 >= r.units[u].to {
			continue
		}
		end := r.units[u].to
		for v := u + 1; v < len(r.units) && r.tokens[r.units[v].from].line == r.tokens[from].line; v++ {
			end = r.units[v].to
		}
		name := r.text.Slice(r.spanned(from, k))
		if lines[name] == nil {
			order = append(order, name)
		}
		lines[name] = append(lines[name], line{from, k, end})
	}
	for _, name := range order {
		if len(lines[name]) < 2 {
			continue
		}
		for _, l := range lines[name] {
			content := r.trimmedContent(l.colon+1, l.end)
			if spokenFor(all, content) {
				continue
			}
			out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.spanned(l.name, l.colon)}, Cue: []annotate.Range{r.spanned(l.colon, l.colon+1)},
				Kind: r.kindOf([]annotate.Range{content}), Reports: "speech", Order: "scq", Lemma: ":", Speaker: -1, first: l.name, last: l.colon, unit: -1})
		}
	}
	return out
}

// trimmedContent returns the range of tokens without the final mark, unless a quotation closes behind it.
func (r *reader) trimmedContent(from, to int) annotate.Range {
	for to > from+1 && r.tokens[to-1].Tag == Mark {
		to--
	}
	return r.spanned(from, to)
}

// spokenFor reports whether what lies in a range is content already.
func spokenFor(all []Attribution, in annotate.Range) bool {
	for _, a := range all {
		for _, c := range a.Content {
			if a.Depth == 0 && c.Overlaps(in) {
				return true
			}
		}
	}
	return false
}

// speaksIn reports whether a range holds a cue.
func speaksIn(all []Attribution, in annotate.Range) bool {
	for _, a := range all {
		for _, c := range a.Cue {
			if a.Depth == 0 && c.Overlaps(in) {
				return true
			}
		}
	}
	return false
}

// inherit gives quotations that stand alone the source of the one before them, or else of the one that follows in their
// paragraph.
func (r *reader) inherit(all []Attribution) (out []Attribution) {
	last := map[int]int{} // by unit: its last attribution with quoted content
	first := map[int]int{}
	for i := range all {
		a := &all[i]
		if a.unit < 0 || len(a.Source) == 0 || a.Kind == "indirect" && a.Reports != "speech" {
			continue
		}
		if _, ok := first[a.unit]; !ok {
			first[a.unit] = i
		}
		if k, ok := last[a.unit]; !ok || all[k].Kind == "indirect" || a.Kind != "indirect" {
			last[a.unit] = i
		}
	}
	speaker := -1 // the attribution that the run of quotations goes on from
	for u, un := range r.units {
		line := r.tokens[un.from].line
		if k, ok := last[u]; ok {
			speaker = k
			continue
		}
		q := r.opensAt(un.from, 1)
		alone := q >= 0 && r.quotes[q].Use == Speech && r.quotes[q].last >= un.to-1
		if !alone {
			if u > 0 && r.tokens[r.units[u-1].from].line != line {
				speaker = -1
			}
			if speaker >= 0 && r.units[all[speaker].unit].to != un.from {
				speaker = -1
			}
			continue
		}
		k := -1
		switch {
		case speaker >= 0 && all[speaker].unit < u && r.tokens[un.from].line-r.tokens[r.units[max(0, u-1)].to-1].line <= 1:
			k = speaker
		default:
			if n, ok := first[u+1]; ok && r.tokens[r.units[u+1].from].line-line <= 1 {
				k = n
			}
		}
		if k < 0 {
			continue
		}
		from := &all[k]
		content := r.spanned(un.from, r.quotes[q].last)
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: from.Source, Cue: from.Cue, Kind: "direct", Reports: "speech",
			Order: from.Order, Inherited: true, Lemma: from.Lemma, Speaker: -1, first: from.first, last: from.last, unit: u})
		speaker = k
	}
	return out
}

// follow finds out who the sources are: names by their surnames, pronouns by who spoke last and fits, "the spokesman" by its
// head noun.
func (r *reader) follow(all []Attribution) []Speaker {
	var speakers []Speaker
	full := r.fullNames()
	order := make([]int, 0, len(all))
	for i := range all {
		if all[i].last > all[i].first {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return all[x].first - all[y].first })
	recent := []int{}
	for _, i := range order {
		a := &all[i]
		n := r.chunkAt[a.first]
		if n < 0 {
			continue
		}
		c := &r.chunks[r.named(n, a.last)]
		head := &r.tokens[c.Head]
		s := -1
		switch {
		case head.Tag == Pronoun:
			s = r.whom(head, speakers, recent)
			if k := r.namedBefore(n, head); k >= 0 && (s < 0 || last(speakers[s].Mentions).To < r.chunks[k].From) {
				c = &r.chunks[k]
				if s = r.sameAs(c, speakers, full); s < 0 {
					s = len(speakers)
					speakers = append(speakers, r.newSpeaker(c, full))
				}
			}
		default:
			s = r.sameAs(c, speakers, full)
		}
		if s < 0 && head.Tag == Pronoun {
			continue
		}
		if s < 0 {
			s = len(speakers)
			speakers = append(speakers, r.newSpeaker(c, full))
		}
		speakers[s].Mentions = append(speakers[s].Mentions, a.Source[0])
		r.learn(&speakers[s], c)
		a.Speaker = s
		recent = append(slices.DeleteFunc(recent, func(x int) bool { return x == s }), s)
	}
	return speakers
}

func last(ranges []annotate.Range) annotate.Range {
	if len(ranges) == 0 {
		return annotate.Range{}
	}
	return ranges[len(ranges)-1]
}

// namedBefore returns the person who is the subject of a sentence before phrase n, in its paragraph or the one before, and
// whom "he" or "she" can stand for; or -1.
func (r *reader) namedBefore(n int, head *Token) int {
	k := head.entry.kind
	if k&(isHe|isShe) == 0 {
		return -1
	}
	line := head.line
	for i := n - 1; i >= 0; i-- {
		c := &r.chunks[i]
		t := &r.tokens[c.Head]
		if t.line < line-1 {
			break
		}
		if t.Quote >= 0 || t.Sentence == head.Sentence || c.Sort != Person || c.Name == "" || c.After >= 0 || r.headline[c.Head] {
			continue
		}
		if after := r.at(c.Last); !after.verbal() && after.Text != "," && after.Tag != Relative && after.Tag != Adverb {
			continue
		}
		s := Speaker{}
		r.learn(&s, c)
		if s.male != s.female && s.male != (k&isHe != 0) {
			continue
		}
		return i
	}
	return -1
}

// fullNames maps surnames to the first phrase with a name of several words that ends so.
func (r *reader) fullNames() map[string]int {
	out := map[string]int{}
	for i := range r.chunks {
		if c := &r.chunks[i]; strings.ContainsRune(c.Name, ' ') {
			key := r.tokens[c.Head].Lower
			if k, ok := out[key]; !ok || r.chunks[k].Sort != Person && c.Sort == Person {
				out[key] = i
			}
		}
	}
	return out
}

// named returns the phrase that names whom phrase n is about: the minister, Ana Ruiz.
func (r *reader) named(n, last int) int {
	if r.chunks[n].Name != "" || r.tokens[r.chunks[n].Head].Tag == Pronoun {
		return n
	}
	for i := r.chunks[n].Last; i < last; i++ {
		if m := r.chunkAt[i]; m > n && r.chunks[m].Name != "" && r.at(r.chunks[m].First-1).Text == "," {
			return m
		}
	}
	return n
}

func (r *reader) newSpeaker(c *Chunk, full map[string]int) Speaker {
	s := Speaker{Name: c.Name, Sort: c.Sort, First: c.Range, last: r.tokens[c.Head].Lower}
	if c.Name == "" {
		s.Name = r.text.Slice(c.Range)
	} else if k, ok := full[s.last]; ok {
		s.Name, s.First, s.Sort = r.chunks[k].Name, r.chunks[k].Range, r.chunks[k].Sort
		r.learn(&s, &r.chunks[k])
	}
	head := r.tokens[c.Head]
	s.several = c.Name == "" && (strings.HasSuffix(head.Lower, "s") || strings.HasSuffix(head.Lower, "men") || head.is("people") || head.is("police"))
	return s
}

// learn notes what a phrase tells of a speaker's sex.
func (r *reader) learn(s *Speaker, c *Chunk) {
	for i := c.First; i < c.Last; i++ {
		t := &r.tokens[i]
		w := strings.TrimSuffix(t.Lower, ".")
		k := t.entry.kind
		switch {
		case k&isMale != 0 && k&isFemale == 0 && t.Tag == Name && i+1 < c.Last || men[w] || strings.HasSuffix(w, "man") && w != "woman" && !strings.HasSuffix(w, "woman") && t.Tag == Noun:
			s.male = true
		case k&isFemale != 0 && k&isMale == 0 && t.Tag == Name && i+1 < c.Last || womenWords[w] || strings.HasSuffix(w, "woman"):
			s.female = true
		}
	}
}

var (
	men        = set("mr sir lord king prince father brother son husband uncle boy man duke baron")
	womenWords = set("mrs ms miss mme lady dame queen princess mother sister daughter wife aunt girl woman duchess baroness actress")
)

// sameAs returns the speaker that a phrase names again, or -1.
func (r *reader) sameAs(c *Chunk, speakers []Speaker, full map[string]int) int {
	head := r.tokens[c.Head].Lower
	name := r.text.Slice(c.Range)
	for s := len(speakers) - 1; s >= 0; s-- {
		sp := &speakers[s]
		switch {
		case c.Name != "" && sp.last == head:
			return s
		case strings.EqualFold(sp.Name, name):
			return s
		case c.Name == "" && r.tokens[c.First].is("the") && (sp.last == head || r.firstHas(sp, head)):
			return s // the spokesman
		}
	}
	return -1
}

// firstHas reports whether the phrase that first named a speaker holds a word.
func (r *reader) firstHas(s *Speaker, word string) bool {
	if len(s.Mentions) == 0 {
		return false
	}
	whole := s.Mentions[0]
	for i := r.tokenFrom(whole.From); i < len(r.tokens) && r.tokens[i].To <= whole.To; i++ {
		if r.tokens[i].Lower == word && r.tokens[i].entry.kind&(isPerson|isTitle|isOrganisation) != 0 {
			return true
		}
	}
	return false
}

// whom returns the speaker that a pronoun stands for: the last that fits.
func (r *reader) whom(head *Token, speakers []Speaker, recent []int) int {
	k := head.entry.kind
	for i := len(recent) - 1; i >= 0; i-- {
		s := &speakers[recent[i]]
		switch {
		case k&isHe != 0 && s.Sort == Person && !s.several && !(s.female && !s.male),
			k&isShe != 0 && s.Sort == Person && !s.several && !(s.male && !s.female),
			k&isIt != 0 && s.Sort != Person && !s.several,
			k&isThey != 0 && (s.several || s.Sort == Organisation):
			return recent[i]
		case (k&isHe != 0 || k&isShe != 0) && s.Sort == Thing && strings.Count(s.Name, " ") > 0 && s.last != "" && !s.several && s.First.Len() > 0 && startsUpper(s.Name):
			return recent[i] // a foreign name that no list knows
		}
	}
	return -1
}

func startsUpper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

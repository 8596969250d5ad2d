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

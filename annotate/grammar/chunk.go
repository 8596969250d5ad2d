package grammar

import (
	"strings"

	"galley/annotate"
)

// A Chunk is a noun phrase without what hangs on it: "the former mayor", "Prime Minister Ana Ruiz", "they".
type Chunk struct {
	annotate.Range
	Full  annotate.Range `json:"full"`  // with the phrases that hang on it and its apposition: "the mayor of Ely, a farmer"
	Head  int            `json:"head"`  // the token that the phrase is about
	First int            `json:"first"` // of its tokens
	Last  int            `json:"last"`
	Sort  Sort           `json:"sort"`
	After int            `json:"after"`           // the preposition that governs it, a token, or -1
	Title string         `json:"title,omitempty"` // of a person: what stands before the name
	Name  string         `json:"name,omitempty"`  // of a person or a body
}

// A Sort is what kind of thing a noun phrase is about.
type Sort string

// The sorts. Thing is what is known to be none of the others, or not known.
const (
	Person       Sort = "person"
	Organisation Sort = "organisation"
	Document     Sort = "document"
	Time         Sort = "time"
	Quantity     Sort = "quantity"
	Thing        Sort = "thing"
)

// findChunks finds noun phrases from left to right.
func (r *reader) findChunks() {
	r.chunkAt = make([]int, len(r.tokens))
	for i := range r.chunkAt {
		r.chunkAt[i] = -1
	}
	for _, s := range r.sentences {
		for i := s.First; i < s.Last; {
			end := r.chunkEnd(i, s.Last)
			if end == i {
				i++
				continue
			}
			r.addChunk(i, end)
			i = end
		}
	}
	r.knowPeople()
	for c := range r.chunks {
		from, to := r.right(c)
		r.chunks[c].Full = r.spanned(from, to)
	}
}

// knowPeople makes people of bare surnames that the text has with a title or a first name elsewhere.
func (r *reader) knowPeople() {
	people := map[string]bool{}
	for i := range r.chunks {
		if c := &r.chunks[i]; c.Sort == Person && c.Name != "" {
			people[r.tokens[c.Head].Lower] = true
		}
	}
	for i := range r.chunks {
		if c := &r.chunks[i]; c.Sort == Thing && c.Name != "" && people[r.tokens[c.Head].Lower] && r.tokens[c.First].Tag == Name {
			c.Sort = Person
		}
	}
}

// approximate words stand before a figure and belong to it.
var approximate = set("over about around nearly almost under some only just roughly approximately another up at more less fewer as between")

// bodies are nouns that stand before an adjective within one name: the county medical examiner, the state environmental agency.
var bodies = set("state county city town district police company school government party army university college hospital campaign union")

// ofOffice reports whether an adjective says what an office is for, rather than what something is like.
func ofOffice(s string) bool {
	return strings.HasSuffix(s, "al") || strings.HasSuffix(s, "ic") || strings.HasSuffix(s, "ary") || strings.HasSuffix(s, "tory")
}

// chunkEnd returns the token behind the noun phrase that begins at token i, or i when none does.
func (r *reader) chunkEnd(i, limit int) int {
	k := i
	headed, time := false, false
	last := &Token{}
	for ; k < limit; k++ {
		t, next := &r.tokens[k], r.at(k+1)
		if k > i && t.line != r.tokens[i].line {
			return trimChunk(r, i, k, headed)
		}
		switch t.Tag {
		case Determiner:
			if k > i && !(r.lex.beforeDet[last.Lower] || last.entry.class&canDeterminer == 0 && approximate[last.Lower] || last.is("of")) {
				return trimChunk(r, i, k, headed)
			}
			if r.standsAlone(t) || t.is("that") {
				if next.Tag != Noun && next.Tag != Adjective && next.Tag != Number && next.Tag != Name && next.Tag != Determiner && !(next.Tag == Adverb && r.at(k+2).Tag == Adjective) && next.Tag != QuotationMark {
					return k + 1
				}
			}
		case Pronoun:
			if k > i && !headed && (t.is("one") || t.is("ones")) && last.Tag == Adjective {
				return k + 1 // a longer one
			}
			if k > i {
				return trimChunk(r, i, k, headed)
			}
			return k + 1
		case Adjective:
			if headed && !(t.entry.class&canNoun != 0 || t.capital() && last.Tag == Name || bodies[last.Lower] && ofOffice(t.Lower) && next.Tag == Noun && r.tokens[i].Tag == Determiner) {
				return trimChunk(r, i, k, headed)
			}
			if t.entry.class&canNoun != 0 && next.Tag != Noun && next.Tag != Name && next.Tag != Adjective {
				headed = true // an official, the poor
			}
		case Number:
			if headed && !(last.Tag == Name || time) {
				return trimChunk(r, i, k, headed)
			}
			if k == i && year(t.Text) && r.at(i-1).Tag == Preposition {
				return k + 1
			}
			headed = true
			if next.Tag == Noun || next.Tag == Adjective || next.Tag == Name || next.Tag == Number {
				headed = false
			}
		case Noun, Name:
			isT := t.entry.kind&isTime != 0 && !(t.Tag == Name && t.entry.kind&isTime == 0)
			alone := t.entry.kind&(isTimeAlone|isMonth) != 0 && (t.Tag == Noun || t.capital())
			if k > i && headed && time && !isT && (last.entry.kind&(isTimeAlone|isMonth) != 0 || t.Tag == Name) {
				return k // Tuesday Prime Minister
			}
			if k > i && headed && !time && alone {
				return trimChunk(r, i, k, headed) // officials Monday
			}
			if k > i && headed && last.Tag == Noun && !severalOf(last) && (r.tokens[i].is("a") || r.tokens[i].is("an")) && (t.entry.kind&isPerson != 0 && severalOf(t) && (next.verbal() || next.Tag == Preposition) || t.Tag == Name && t.entry.kind&isTime == 0 && (next.Tag == Auxiliary || next.Tag == Modal)) {
				return k // a move critics say
			}
			headed, time = true, isT
			if alone && t.entry.kind&isMonth != 0 && startsDigit(next.Text) {
				k++ // May 18, 2015
				if r.at(k+1).Text == "," && year(r.at(k+2).Text) {
					k += 2
				}
				return k + 1
			}
			if t.entry.kind&isTimeAlone != 0 && t.capital() && next.Text == "," && r.at(k+2).entry.kind&isMonth != 0 && k+2 < limit {
				k++ // Monday, May 18
			}
		case Possessive:
			if !headed || next.Tag == Mark || next.Tag == Preposition || next.verbal() && next.Form != Ing || next.Tag == None {
				if headed {
					return k + 1
				}
				return i
			}
			headed, time = false, false
		case Adverb:
			if headed || !(next.Tag == Adjective || next.Tag == Number || next.Tag == Adverb && r.at(k+2).Tag == Adjective) {
				if t.entry.kind&isTimeAlone != 0 && k == i {
					return k + 1
				}
				return trimChunk(r, i, k, headed)
			}
		case Preposition:
			if k > i || !approximate[t.Lower] || next.Tag != Number || year(next.Text) {
				return trimChunk(r, i, k, headed)
			}
		case VerbTag:
			if headed || k == i || t.Form != Ing && t.Form != Participle && t.Form != Past || last.Tag == Pronoun {
				return trimChunk(r, i, k, headed)
			}
			if next.Tag != Noun && next.Tag != Name && next.Tag != Adjective {
				return trimChunk(r, i, k, headed)
			}
		case Conjunction:
			if t.Text == "&" && headed && next.Tag == Name {
				headed = false
				break
			}
			if !headed && k > i && last.Tag == Adjective && next.Tag == Adjective {
				break
			}
			return trimChunk(r, i, k, headed)
		case Mark:
			if !headed && k > i && t.Text == "," && last.Tag == Adjective && next.Tag == Adjective {
				break
			}
			if r.tokens[i].Tag == Determiner && t.Text == "," && last.Tag == Name && next.Tag == Name && r.at(k+2).Text == "," && r.at(k+3).entry.class&canNoun != 0 && r.at(k+3).Tag != VerbTag && !r.at(k+3).capital() && k+3 < limit {
				k, headed = k+2, false // the Ely, Minn., company
				break
			}
			return trimChunk(r, i, k, headed)
		case QuotationMark:
			q := t.Quote
			opens := q >= 0 && r.quotes[q].first == k
			if k > i && opens && (next.Tag == Noun || next.Tag == Adjective || next.Tag == Name) && !headed {
				break
			}
			if k > i && !opens && q >= 0 && r.quotes[q].first >= i && (next.Tag == Noun || next.Tag == Name) {
				break
			}
			return trimChunk(r, i, k, headed)
		default:
			return trimChunk(r, i, k, headed)
		}
		last = &r.tokens[k]
	}
	return trimChunk(r, i, k, headed)
}

// trimChunk gives up a phrase that has no head, unless its last word can be one.
func trimChunk(r *reader, i, k int, headed bool) int {
	if headed || k == i {
		return k
	}
	for j := k - 1; j >= i; j-- {
		t := &r.tokens[j]
		if t.Tag == Noun || t.Tag == Name || t.Tag == Number || t.Tag == Determiner && r.standsAlone(t) || t.Tag == Adjective && t.entry.class&canNoun != 0 ||
			t.Tag == Adjective && r.tokens[i].Tag == Determiner && r.tokens[i].is("the") {
			return j + 1
		}
	}
	return i
}

func year(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && digits(s[2:]) }

// addChunk keeps a phrase and says what it is about.
func (r *reader) addChunk(from, to int) {
	c := Chunk{Range: r.spanned(from, to), First: from, Last: to, Head: to - 1, Sort: Thing, After: -1}
	for c.Head > from && (r.tokens[c.Head].Tag == QuotationMark || r.tokens[c.Head].Tag == Possessive) {
		c.Head--
	}
	for k := from - 1; k >= 0 && k > from-3; k-- {
		if t := &r.tokens[k]; (t.Tag == Preposition || t.Tag == To) && !r.approximates(k, from) {
			c.After = k
		} else if t.Tag == QuotationMark || t.Tag == Adverb {
			continue
		}
		break
	}
	r.sortOf(&c)
	for k := from; k < to; k++ {
		r.chunkAt[k] = len(r.chunks)
	}
	r.chunks = append(r.chunks, c)
}

// approximates reports whether the preposition at token k tells of how many: at least nine, more than 40, up to six.
func (r *reader) approximates(k, from int) bool {
	if first := &r.tokens[from]; first.Tag != Number && !first.is("half") && !(first.Tag == Adverb && r.at(from+1).Tag == Number) {
		return false
	}
	t, next := &r.tokens[k], r.at(k+1)
	return t.is("at") && (next.is("least") || next.is("most")) || t.is("than") || t.is("to") && r.at(k-1).is("up") || t.is("as") || t.is("about") || t.is("over") || t.is("around")
}

// sortOf says what a phrase is about, and takes title and name apart.
func (r *reader) sortOf(c *Chunk) {
	head := &r.tokens[c.Head]
	begin := c.First
	for k := c.First; k < c.Head; k++ {
		if r.tokens[k].Tag == Possessive {
			begin = k + 1
		}
	}
	names := c.Head + 1
	for names > begin && r.tokens[names-1].Tag == Name && !(r.tokens[names-1].entry.kind&(isTitle|isPerson) != 0 && names-1 < c.Head && r.tokens[names-1].entry.kind&(isMale|isFemale) == 0) {
		names--
	}
	if names <= c.Head {
		c.Name = r.text.Slice(r.spanned(names, c.Head+1))
	}
	var before kind
	for k := begin; k < names; k++ {
		before |= r.tokens[k].entry.kind
	}
	var inName kind
	for k := names; k <= c.Head; k++ {
		inName |= r.tokens[k].entry.kind
	}
	k := head.entry.kind
	switch {
	case head.Tag == Pronoun && k&(isHe|isShe|isFirst|isThey) != 0 || head.is("who"):
		c.Sort = Person
	case head.Tag == Pronoun && k&isIt == 0 && strings.HasSuffix(head.Lower, "one") || head.is("those") || head.is("others") || head.is("many") || head.is("some") || head.is("both") || head.is("somebody") || head.is("nobody") || head.is("everybody"):
		c.Sort = Person
	case k&isTime != 0 && (head.Tag == Noun || k&(isTimeAlone|isMonth) != 0), head.Tag == Number && year(head.Text) || head.Tag == Adverb:
		c.Sort = Time
	case head.Tag == Name && names <= c.Head && (before&(isTitle|isPerson) != 0 || inName&isTitle != 0 && inName&isOrganisation == 0):
		c.Sort = Person
		c.Title = r.text.Slice(r.spanned(begin, names))
	case head.Tag == Name && inName&isOrganisation != 0:
		c.Sort = Organisation
	case head.Tag == Name && r.tokens[names].entry.kind&(isMale|isFemale) != 0 && c.Head > names:
		c.Sort = Person
	case head.Tag == Name && before&isOrganisation != 0:
		c.Sort = Organisation
	case k&isPerson != 0:
		c.Sort = Person
	case k&isDocument != 0 && k&isOrganisation == 0:
		c.Sort = Document
	case k&isOrganisation != 0, head.allCaps() && head.Tag == Name:
		c.Sort = Organisation
	case head.Tag == Number:
		c.Sort = Quantity
	}
}

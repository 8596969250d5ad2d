package journal

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// An article is its text. Two desks may know one article by two ids, when each gave it its own, and two articles by one.
// Marks are put on the text that they were made on, whatever it is called: [Place] does so for a store, whose ids stand,
// [Unite] for files, none of which comes before another.

// A Placing is a document of a bundle that goes by another id where it was brought in.
type Placing struct {
	From, To annotate.DocID
	Other    bool // From is another text there, so that this one was given an id of its own
}

// Place returns the records of a bundle as they fit a project that holds the documents have, of which only ids and
// digests are looked at. A document whose text is there under another id goes by that id, unless the bundle holds both ids
// and so means two. A document whose id is another text there gets an id of its own, made of both. Bringing the same bundle
// in again makes the same of it.
func Place(have []annotate.Document, recs []Record) ([]Record, []Placing) {
	there := map[annotate.DocID]annotate.Digest{}
	ids := map[annotate.Digest][]annotate.DocID{}
	for _, d := range have {
		there[d.ID] = d.Digest
		ids[d.Digest] = append(ids[d.Digest], d.ID)
	}
	came := map[annotate.DocID]annotate.Digest{}
	var docs []*annotate.Document
	for _, r := range recs {
		if r.Document == nil {
			continue
		}
		if _, twice := came[r.Document.ID]; !twice {
			came[r.Document.ID] = r.Document.Digest
			docs = append(docs, r.Document)
		}
	}
	slices.SortFunc(docs, func(a, b *annotate.Document) int { return cmp.Compare(a.ID, b.ID) })
	taken := map[annotate.DocID]bool{}
	other := map[annotate.DocID]annotate.DocID{}
	var placings []Placing
	for _, d := range docs {
		digest, known := there[d.ID]
		if known && digest == d.Digest {
			continue
		}
		free := slices.DeleteFunc(slices.Sorted(slices.Values(ids[d.Digest])), func(id annotate.DocID) bool { return came[id] == d.Digest || taken[id] })
		p := Placing{From: d.ID}
		switch {
		case len(free) > 0:
			p.To = free[0]
			taken[p.To] = true
		case known:
			p.To, p.Other = ofItsOwn(d), true
		default:
			continue
		}
		other[d.ID] = p.To
		placings = append(placings, p)
	}
	return renamed(recs, other), placings
}

// Unite returns sets of records in which one text has one id: of several, the first in their order. Where one set holds a
// text under two ids, these are two documents on purpose, and that text stays as it is in all of them. The order of the sets
// makes no difference.
func Unite(sets ...[]Record) [][]Record {
	ids := map[annotate.Digest]map[annotate.DocID]bool{}
	twice := map[annotate.Digest]bool{}
	for _, set := range sets {
		here := map[annotate.Digest]annotate.DocID{}
		for _, r := range set {
			d := r.Document
			if d == nil {
				continue
			}
			if id, ok := here[d.Digest]; ok && id != d.ID {
				twice[d.Digest] = true
			}
			here[d.Digest] = d.ID
			if ids[d.Digest] == nil {
				ids[d.Digest] = map[annotate.DocID]bool{}
			}
			ids[d.Digest][d.ID] = true
		}
	}
	out := make([][]Record, len(sets))
	for i, set := range sets {
		other := map[annotate.DocID]annotate.DocID{}
		for _, r := range set {
			if d := r.Document; d != nil && !twice[d.Digest] {
				for id := range ids[d.Digest] {
					if strings.Compare(string(id), string(cmp.Or(other[d.ID], d.ID))) < 0 {
						other[d.ID] = id
					}
				}
			}
		}
		out[i] = renamed(set, other)
	}
	return out
}

// Apart returns sets of records in which one id is one text: where sets mean different texts by it, the text that most of them
// mean keeps it, of several the first by digest, and the others get ids of their own, made of both. The order of the sets makes no
// difference.
func Apart(sets ...[]Record) [][]Record {
	texts := map[annotate.DocID]map[annotate.Digest]int{}
	for _, set := range sets {
		for _, r := range set {
			if d := r.Document; d != nil {
				if texts[d.ID] == nil {
					texts[d.ID] = map[annotate.Digest]int{}
				}
				texts[d.ID][d.Digest]++
			}
		}
	}
	keeps := func(d *annotate.Document) bool {
		for digest, n := range texts[d.ID] {
			if own := texts[d.ID][d.Digest]; n > own || n == own && digest < d.Digest {
				return false
			}
		}
		return true
	}
	out := make([][]Record, len(sets))
	for i, set := range sets {
		other := map[annotate.DocID]annotate.DocID{}
		for _, r := range set {
			if r.Document != nil && !keeps(r.Document) {
				other[r.Document.ID] = ofItsOwn(r.Document)
			}
		}
		out[i] = renamed(set, other)
	}
	return out
}

// ofItsOwn is the id of a document whose id is another text elsewhere.
func ofItsOwn(d *annotate.Document) annotate.DocID {
	return d.ID + "-" + annotate.DocID(d.Digest[:min(8, len(d.Digest))])
}

// renamed returns recs with documents and the entries about them under other ids. Records that stay are shared.
func renamed(recs []Record, other map[annotate.DocID]annotate.DocID) []Record {
	if len(other) == 0 {
		return recs
	}
	out := make([]Record, len(recs))
	for i, r := range recs {
		switch {
		case r.Document != nil && other[r.Document.ID] != "":
			d := *r.Document
			d.ID = other[d.ID]
			r.Document = &d
		case r.Entry != nil && other[r.Entry.Doc] != "":
			e := *r.Entry
			e.Doc = other[e.Doc]
			r.Entry = &e
		}
		out[i] = r
	}
	return out
}

package adjudicate

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/order"
)

// A Reader is one annotator with what they made of the document.
type Reader struct {
	Annotator annotate.Annotator
	Layer     annotate.Layer
}

// Sides is the layers of a document side by side, with what stands for one thing. It is worked out once; how far each case is
// settled hangs on the gold layer too, and is [Sides.Cases].
type Sides struct {
	Readers []Reader // by name
	groups  []group  // in the order in which they are best walked
	of      map[mark]int
}

// A mark is one of an annotator's spans or links.
type mark struct {
	by annotate.Annotator
	id annotate.SpanID
}

// A group is what stands for one thing: a mark, a link, or an attribute of the document.
type group struct {
	id    string
	said  []Said // one for each reader
	kinds []match.Kind
	names []string // of attributes that differ
	at    annotate.Range
	attr  string // of the document; "" for marks and links
	link  bool
	ends  [2]int // of a link: the groups of the marks at its ends

	turned []bool            // by reader: their link goes the other way
	gold   []annotate.SpanID // by reader: what theirs is called on gold
}

// A Said is what one reader has in a case: at most one of Span, Link and Value is set, none where they have nothing.
type Said struct {
	Annotator annotate.Annotator
	Span      *annotate.Span
	Link      *annotate.Relation
	Value     *string
}

// Nothing reports whether the reader has nothing there.
func (s Said) Nothing() bool { return s.Span == nil && s.Link == nil && s.Value == nil }

func (s Said) id() annotate.SpanID {
	switch {
	case s.Span != nil:
		return s.Span.ID
	case s.Link != nil:
		return s.Link.ID
	}
	return ""
}

func (s Said) attrs() annotate.Attrs {
	switch {
	case s.Span != nil:
		return ownLeftOff(s.Span.Attrs)
	case s.Link != nil:
		return ownLeftOff(s.Link.Attrs)
	}
	return nil
}

func (s Said) label() annotate.Label {
	switch {
	case s.Span != nil:
		return s.Span.Label
	case s.Link != nil:
		return s.Link.Label
	}
	return ""
}

// ownLeftOff returns the attributes that are the scheme's.
func ownLeftOff(attrs annotate.Attrs) annotate.Attrs {
	if !slices.ContainsFunc(attrs, func(f annotate.Field) bool { return strings.HasPrefix(f.Name, annotate.OwnAttr) }) {
		return attrs
	}
	return slices.DeleteFunc(slices.Clone(attrs), func(f annotate.Field) bool { return strings.HasPrefix(f.Name, annotate.OwnAttr) })
}

// Lay lays the layers of one document side by side. Its cost is that of [match.Clusters]. Two readers of one name count as the
// first of them.
func Lay(readers []Reader) Sides {
	s := Sides{Readers: slices.Clone(readers), of: map[mark]int{}}
	order.By(s.Readers, func(a, b Reader) int { return cmp.Compare(a.Annotator, b.Annotator) })
	s.Readers = slices.CompactFunc(s.Readers, func(a, b Reader) bool { return a.Annotator == b.Annotator })
	s.document()
	links := s.links(s.spans())
	s.weave(links)
	for i := range s.groups {
		g := &s.groups[i]
		g.gold = make([]annotate.SpanID, len(g.said))
		for k, x := range g.said {
			if id := x.id(); id != "" {
				s.of[mark{x.Annotator, id}] = i
				g.gold[k] = GoldID(x.Annotator, id)
			}
		}
	}
	return s
}

// saidBy returns a row with nothing said, one for each reader.
func (s *Sides) saidBy() []Said {
	row := make([]Said, len(s.Readers))
	for i, r := range s.Readers {
		row[i].Annotator = r.Annotator
	}
	return row
}

// document makes a group of every attribute of the document that somebody has set.
func (s *Sides) document() {
	values := map[string][]Said{}
	for i, r := range s.Readers {
		for _, f := range r.Layer.Attrs() {
			if strings.HasPrefix(f.Name, annotate.OwnAttr) {
				continue
			}
			if values[f.Name] == nil {
				values[f.Name] = s.saidBy()
			}
			values[f.Name][i].Value = &f.Value
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		g := group{id: identity("document", name), said: values[name], attr: name}
		for _, x := range g.said {
			if first := g.said[0]; (x.Value == nil) != (first.Value == nil) || x.Value != nil && *x.Value != *first.Value {
				g.kinds, g.names = []match.Kind{match.Attribute}, []string{name}
			}
		}
		s.groups = append(s.groups, g)
	}
}

// spans makes a group of every cluster of marks, in the order of the text, the longer first. It returns the group of each
// reader's marks by their id.
func (s *Sides) spans() []map[annotate.SpanID]int {
	lists := make([][]match.Span, len(s.Readers))
	marks := make([][]annotate.Span, len(s.Readers))
	for i, r := range s.Readers {
		lists[i] = match.FromLayer(r.Layer).Spans
		marks[i] = slices.Collect(r.Layer.Spans())
	}
	var all []group
	for _, members := range match.Clusters(lists) {
		g := group{said: s.saidBy()}
		var who []string
		for _, m := range members {
			x := &marks[m.List][m.Span]
			g.said[m.List].Span = x
			who = append(who, string(s.Readers[m.List].Annotator), string(x.ID))
			if e := x.Envelope(); len(who) == 2 {
				g.at = e
			} else {
				g.at = annotate.Range{From: min(g.at.From, e.From), To: max(g.at.To, e.To)}
			}
		}
		g.id = identity(append([]string{"span"}, who...)...)
		g.compare(len(s.Readers) - len(members))
		all = append(all, g)
	}
	order.By(all, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.at.From, b.at.From), cmp.Compare(b.at.To, a.at.To), strings.Compare(a.id, b.id))
	})
	of := make([]map[annotate.SpanID]int, len(s.Readers))
	for i := range of {
		of[i] = map[annotate.SpanID]int{}
	}
	for _, g := range all {
		for i, x := range g.said {
			if x.Span != nil {
				of[i][x.Span.ID] = len(s.groups)
			}
		}
		s.groups = append(s.groups, g)
	}
	return of
}

// compare works out in what those differ who have something; missing is how many have nothing.
func (g *group) compare(missing int) {
	var have []Said
	turned := 0
	for i, x := range g.said {
		if !x.Nothing() {
			have = append(have, x)
			if g.link && g.turned[i] {
				turned++
			}
		}
	}
	same := func(equal func(a, b Said) bool) bool {
		return !slices.ContainsFunc(have, func(x Said) bool { return !equal(have[0], x) })
	}
	label := same(func(a, b Said) bool { return a.label() == b.label() })
	switch {
	case g.link && (missing > 0 || !label || turned > 0 && turned < len(have)):
		g.kinds = append(g.kinds, match.Link)
	case g.link:
	default:
		if missing > 0 {
			g.kinds = append(g.kinds, match.Missed)
		}
		if !same(func(a, b Said) bool { return slices.Equal(a.Span.Ranges, b.Span.Ranges) }) {
			g.kinds = append(g.kinds, match.Edges)
		}
		if !label {
			g.kinds = append(g.kinds, match.Label)
		}
	}
	if !label {
		return
	}
	names := map[string]bool{}
	for _, x := range have {
		for _, f := range x.attrs() {
			if !same(func(a, b Said) bool {
				v, set := a.attrs().Get(f.Name)
				w, also := b.attrs().Get(f.Name)
				return set == also && v == w
			}) {
				names[f.Name] = true
			}
		}
	}
	if len(names) > 0 {
		g.kinds, g.names = append(g.kinds, match.Attribute), slices.Sorted(maps.Keys(names))
	}
}

// weave puts each link behind the later of the marks that it is between: by then both are settled.
func (s *Sides) weave(links []group) {
	behind := map[int][]int{}
	for i, l := range links {
		at := max(l.ends[0], l.ends[1])
		behind[at] = append(behind[at], i)
	}
	place := make([]int, len(s.groups)) // where a group has come to stand
	woven := make([]group, 0, len(s.groups)+len(links))
	for i, g := range s.groups {
		place[i] = len(woven)
		woven = append(woven, g)
		for _, l := range behind[i] {
			woven = append(woven, links[l])
		}
	}
	for i := range woven {
		if g := &woven[i]; g.link {
			g.ends = [2]int{place[g.ends[0]], place[g.ends[1]]}
		}
	}
	s.groups = woven
}

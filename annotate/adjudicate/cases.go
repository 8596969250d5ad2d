package adjudicate

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A State is how far a case is settled.
type State string

// The states.
const (
	Open    State = "open"
	Waiting State = "waiting" // a link whose ends are not both settled
	Changed State = "changed" // it was decided, and what it was decided on has changed since: open again
	Settled State = "settled"
	Moot    State = "moot" // a link at a mark that was not taken: there is nothing to decide
)

// A Case is one thing to settle.
type Case struct {
	ID    string
	At    annotate.Range // all that somebody marked; nothing for an attribute of the document
	Kinds []match.Kind   // in what readers differ; none where all have the same
	Names []string       // of the attributes that they differ in
	Said  []Said         // one for each reader, in the order of [Sides.Readers]
	Link  bool
	Attr  string // of the document

	State    State
	Decision *Decision         // that settles it, or, when it is Changed, did
	Gold     []annotate.SpanID // the marks, or links, on gold that stand for it now
	By       []bool            // by reader: a mark on gold is as theirs; with Neither or nothing on gold: they have nothing

	group int      // -1: nobody has anything of it any more
	drop  []string // records that another decision takes away
}

// Agreed reports whether all readers have the same.
func (c Case) Agreed() bool { return len(c.Kinds) == 0 && c.group >= 0 }

// Done reports whether nothing is left to decide.
func (c Case) Done() bool { return c.State == Settled || c.State == Moot }

// ToDo reports whether it can be decided now.
func (c Case) ToDo() bool { return c.State == Open || c.State == Changed }

// Cases is how the sides of a document stand against its gold layer.
type Cases struct {
	Sides
	Gold annotate.Layer
	All  []Case // in the order in which they are best walked: the order of the text, each link behind its ends
	by   map[string]int
	read map[string]reading // by attribute
}

// A reading is what a record holds.
type reading struct {
	value string
	Decision
	ok bool
}

// record names the attribute that keeps the decision of a case.
func record(id string) string { return annotate.AttrCase + id }

// Cases returns how far each case is settled on gold. Whatever the gold layer says, every case and every record is accounted
// for: a record whose marks are all gone is a case of its own. O(n) in the cases and records, with what the records hold.
func (s Sides) Cases(gold annotate.Layer) Cases { return Cases{Sides: s}.On(gold) }

// On returns how far the same cases are settled on another gold layer. Of the records it reads those that are not as they were.
func (c Cases) On(gold annotate.Layer) Cases {
	s, had := c.Sides, c.read
	c = Cases{
		Sides: s, Gold: gold, All: make([]Case, len(s.groups), len(s.groups)+4), by: make(map[string]int, len(s.groups)),
		read: make(map[string]reading, len(had)+1),
	}
	for i, g := range s.groups {
		c.All[i] = Case{ID: g.id, At: g.at, Kinds: g.kinds, Names: g.names, Said: g.said, Link: g.link, Attr: g.attr, State: Open, group: i}
		c.by[g.id] = i
	}
	attrs := gold.Attrs()
	first, _ := slices.BinarySearchFunc(attrs, annotate.AttrCase, func(f annotate.Field, n string) int { return strings.Compare(f.Name, n) })
	for _, f := range attrs[first:] {
		id, ok := strings.CutPrefix(f.Name, annotate.AttrCase)
		if !ok {
			break
		}
		r, known := had[f.Name]
		if !known || r.value != f.Value {
			r.value = f.Value
			r.Decision, r.ok = decode(f.Value)
		}
		c.read[f.Name] = r
		c.place(id, f.Name, r.Decision, r.ok)
	}
	claimed := map[annotate.SpanID]bool{}
	for i := range c.All {
		for _, id := range c.All[i].Gold {
			claimed[id] = true
		}
	}
	for i := range c.All {
		c.strays(i, claimed)
		c.likeness(i)
	}
	for i := range c.All { // ends first: a link's state hangs on theirs
		if k := &c.All[i]; k.Link && k.group >= 0 {
			c.await(k)
		}
	}
	return c
}

// place puts a record with the case that it is about. ok is false for one that cannot be read.
func (c *Cases) place(id, name string, d Decision, ok bool) {
	i, known := c.by[id]
	if !known {
		i, known = c.about(d)
	}
	if !known {
		k := Case{ID: id, State: Changed, group: -1, drop: []string{name}}
		if ok {
			k.Decision = &d
			k.Gold, k.At, k.Link = c.there(d.Gold)
			if !strings.HasPrefix(d.Attr, annotate.OwnAttr) {
				k.Attr = d.Attr
			}
			if d.Kept && len(k.Gold) == len(d.Gold) {
				k.State = Settled
			}
			for _, q := range d.Said {
				for _, r := range q.Parts {
					if t := c.Gold.Text(); k.At.Empty() && t.Check(r) == nil {
						k.At = r
					}
				}
			}
		}
		c.by[id] = len(c.All)
		c.All = append(c.All, k)
		return
	}
	k := &c.All[i]
	k.drop = append(k.drop, name)
	if !ok {
		if k.State = Changed; k.Decision == nil {
			k.Decision = &Decision{}
		}
		return
	}
	gold, _, _ := c.there(d.Gold)
	sound := id == k.ID && len(k.drop) == 1 && len(gold) == len(d.Gold) && d.stillSaid(k.Said)
	for _, g := range gold {
		if !slices.Contains(k.Gold, g) {
			k.Gold = append(k.Gold, g)
		}
	}
	k.Decision, k.State = &d, Settled
	if !sound {
		k.State = Changed
	}
}

// about returns the case with one of the marks that a decision was about.
func (c *Cases) about(d Decision) (int, bool) {
	for _, q := range d.Said {
		if i, ok := c.of[mark{q.Annotator, q.ID}]; ok && q.ID != "" {
			return i, true
		}
	}
	return 0, false
}

// there returns which of these are on gold, where the first of them lies, and whether it is a link.
func (c *Cases) there(ids []annotate.SpanID) (on []annotate.SpanID, at annotate.Range, link bool) {
	for _, id := range ids {
		if s, ok := c.Gold.Span(id); ok {
			if len(on) == 0 {
				at = s.Envelope()
			}
			on = append(on, id)
		} else if r, ok := c.Gold.Relation(id); ok {
			s, _ := c.Gold.Span(r.Head)
			if len(on) == 0 {
				at, link = s.Envelope(), true
			}
			on = append(on, id)
		}
	}
	return on, at, link
}

// strays finds marks on gold that were taken from this case by somebody whose record did not last, as when two people decided
// it without knowing of each other.
func (c *Cases) strays(i int, claimed map[annotate.SpanID]bool) {
	k := &c.All[i]
	if k.group < 0 {
		return
	}
	for _, id := range c.groups[k.group].gold {
		if id == "" {
			continue
		}
		if _, there := c.Gold.Span(id); claimed[id] || !there && !c.linked(id) {
			continue
		}
		k.Gold, claimed[id] = append(k.Gold, id), true
		if k.State == Settled {
			k.State = Changed
		}
	}
}

// linked reports whether gold has a link of that id.
func (c *Cases) linked(id annotate.SpanID) bool {
	_, ok := c.Gold.Relation(id)
	return ok
}

// likeness works out whose answer stands.
func (c *Cases) likeness(i int) {
	k := &c.All[i]
	k.By = make([]bool, len(k.Said))
	for n, s := range k.Said {
		switch {
		case k.Attr != "":
			now, set := c.Gold.Attr(k.Attr)
			k.By[n] = set == (s.Value != nil) && (s.Value == nil || *s.Value == now)
		case s.Nothing():
			k.By[n] = len(k.Gold) == 0
		default:
			k.By[n] = slices.ContainsFunc(k.Gold, func(id annotate.SpanID) bool { return c.isAs(id, s) })
		}
	}
}

// isAs reports whether something on gold is as a reader has it.
func (c *Cases) isAs(id annotate.SpanID, s Said) bool {
	if x, ok := c.Gold.Span(id); ok && s.Span != nil {
		return x.Label == s.Span.Label && slices.Equal(x.Ranges, s.Span.Ranges) && slices.Equal(ownLeftOff(x.Attrs), s.attrs())
	}
	x, ok := c.Gold.Relation(id)
	if !ok || s.Link == nil {
		return false
	}
	head, tail, found := c.goldEnds(s)
	return found && x.Label == s.Link.Label && x.Head == head && x.Tail == tail && slices.Equal(ownLeftOff(x.Attrs), s.attrs())
}

// await sets the state of a link that hangs on its ends.
func (c *Cases) await(k *Case) {
	g := c.groups[k.group]
	for _, end := range g.ends {
		e := c.All[end]
		switch {
		case !e.Done():
			k.State = Waiting
			return
		case len(e.Gold) == 0 && len(k.Gold) == 0:
			k.State = Moot
		}
	}
}

// goldEnds returns the marks on gold that stand for the ends of a reader's link.
func (c *Cases) goldEnds(s Said) (head, tail annotate.SpanID, ok bool) {
	head, ok1 := c.stands(mark{s.Annotator, s.Link.Head})
	tail, ok2 := c.stands(mark{s.Annotator, s.Link.Tail})
	return head, tail, ok1 && ok2
}

// stands returns the mark on gold that stands for a reader's: one that is the same, or else covers the same, or else the first.
func (c *Cases) stands(m mark) (annotate.SpanID, bool) {
	i, ok := c.of[m]
	if !ok || len(c.All[i].Gold) == 0 {
		return "", false
	}
	k := c.All[i]
	n := slices.IndexFunc(k.Said, func(s Said) bool { return s.Annotator == m.by })
	own := k.Said[n].Span
	best, rank := k.Gold[0], 0
	for _, id := range k.Gold {
		x, ok := c.Gold.Span(id)
		if !ok {
			continue
		}
		now := 0
		if slices.Equal(x.Ranges, own.Ranges) {
			now++
		}
		if x.Label == own.Label {
			now++
		}
		if now > rank {
			best, rank = id, now
		}
	}
	if _, ok := c.Gold.Span(best); !ok {
		return "", false
	}
	return best, true
}

// Case returns the case of that name.
func (c Cases) Case(id string) (Case, bool) {
	i, ok := c.by[id]
	if !ok {
		return Case{}, false
	}
	return c.All[i], true
}

// Of returns the case that a reader's mark or link belongs to.
func (c Cases) Of(by annotate.Annotator, id annotate.SpanID) (Case, bool) {
	i, ok := c.of[mark{by, id}]
	if !ok {
		return Case{}, false
	}
	return c.All[i], true
}

// Left counts the cases that are not done, and how many there are.
func (c Cases) Left() (left, all int) {
	for i := range c.All {
		if !c.All[i].Done() {
			left++
		}
	}
	return left, len(c.All)
}

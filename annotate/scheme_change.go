package annotate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A SchemeChange is one difference between two versions of a scheme, in words.
type SchemeChange struct {
	What string // "scheme", "group", "label", "attribute", "relation", "preset" or "guideline"
	ID   string // of what changed or, for a guideline, of what it guides; "" for the scheme and for an order
	Kind string // "added", "removed" or "changed"
	Text string // "“Claim” is renamed “Assertion”"
}

// The kinds of a [SchemeChange].
const (
	changeAdded   = "added"
	changeRemoved = "removed"
	changeChanged = "changed"
)

// Changes lists what is different in next, in the order of the scheme: groups, labels, attributes, relations, presets,
// in each first what s has and then what is new. It is nil when nothing is. Ids and versions of the schemes themselves
// do not count, nor does the order of lists in which order means nothing, such as the ends of a relation.
//
// What has another id is another thing: the old one is gone and the new one is new, since marks name it by its id.
func (s Scheme) Changes(next Scheme) []SchemeChange {
	c := schemeChanges{old: s, next: next}
	if s.Title != next.Title {
		c.changed("scheme", "", "The scheme is renamed “%s”", next.Title)
	}
	c.guideline("", "the scheme", s.Guideline, next.Guideline)
	section(&c, "group", s.Groups, next.Groups, func(g Group) schemePart {
		return schemePart{g.ID, g.Title, g.Guideline}
	}, c.group, func(a, b Group) bool { return a.ID == b.ID })
	section(&c, "label", s.Labels, next.Labels, func(l LabelDef) schemePart {
		return schemePart{string(l.ID), l.Title, l.Guideline}
	}, c.label, func(a, b LabelDef) bool { return a.ID == b.ID })
	section(&c, "attribute", s.Attributes, next.Attributes, func(a AttrDef) schemePart {
		return schemePart{a.ID, a.Title, a.Guideline}
	}, c.attribute, sharesBearer, sameAttr)
	section(&c, "relation", s.Relations, next.Relations, func(r RelationDef) schemePart {
		return schemePart{string(r.ID), r.Title, r.Guideline}
	}, c.relation, func(a, b RelationDef) bool { return a.ID == b.ID })
	section(&c, "preset", s.Presets, next.Presets, func(p Preset) schemePart {
		return schemePart{p.ID, p.Title, ""}
	}, c.preset, func(a, b Preset) bool { return a.ID == b.ID })
	return c.found
}

// sameAttr reports whether a and b, of two versions, are one attribute. Ids alone do not tell: an attribute of one
// label may have the id of another label's.
func sameAttr(a, b AttrDef) bool {
	return a.ID == b.ID && a.Title == b.Title || sharesBearer(a, b)
}

// sharesBearer reports whether a and b are of one id and on one label at least, which is the surest sign.
func sharesBearer(a, b AttrDef) bool {
	return a.ID == b.ID && slices.ContainsFunc(a.On, func(on string) bool { return slices.Contains(b.On, on) })
}

// schemeChanges gathers the changes from old to next.
type schemeChanges struct {
	old, next Scheme
	found     []SchemeChange
}

// A schemePart is what all parts of a scheme have.
type schemePart struct{ id, title, guideline string }

func (c *schemeChanges) add(what, id, kind, format string, args ...any) {
	c.found = append(c.found, SchemeChange{what, id, kind, fmt.Sprintf(format, args...)})
}

func (c *schemeChanges) changed(what, id, format string, args ...any) {
	c.add(what, id, changeChanged, format, args...)
}

func (c *schemeChanges) guideline(id, title, old, next string) {
	switch {
	case old == next:
	case old == "":
		c.add("guideline", id, changeAdded, "The guideline of %s is new", title)
	case next == "":
		c.add("guideline", id, changeRemoved, "The guideline of %s is gone", title)
	default:
		c.changed("guideline", id, "The guideline of %s is changed", title)
	}
}

// property reports a property of one word: a key, a color.
func (c *schemeChanges) property(what, id, title, name, old, next string) {
	switch {
	case old == next:
	case old == "":
		c.changed(what, id, "%s has the %s “%s” now", title, name, next)
	case next == "":
		c.changed(what, id, "%s has no %s any more", title, name)
	default:
		c.changed(what, id, "The %s of %s is “%s” now, not “%s”", name, title, next, old)
	}
}

// flag reports a property that is so or not.
func (c *schemeChanges) flag(what, id string, old, next bool, nowSo, noLonger string) {
	switch {
	case next && !old:
		c.changed(what, id, "%s", nowSo)
	case old && !next:
		c.changed(what, id, "%s", noLonger)
	}
}

// section compares one list of the two schemes. part says what an element is called, changed reports what only this
// kind of element has, and same which two are one, the surest sign first.
func section[T any](c *schemeChanges, what string, old, next []T, part func(T) schemePart, changed func(a, b T), same ...func(a, b T) bool) {
	partner := partners(old, next, same)
	for i, a := range old {
		p := part(a)
		if partner[i] < 0 {
			c.add(what, p.id, changeRemoved, "%s is gone", named(p, next, part))
			continue
		}
		b := next[partner[i]]
		q := part(b)
		if p.title != q.title {
			c.changed(what, p.id, "“%s” is renamed “%s”", p.title, q.title)
		}
		changed(a, b)
		c.guideline(p.id, q.title, p.guideline, q.guideline)
	}
	for i, b := range next {
		if q := part(b); !slices.Contains(partner, i) {
			c.add(what, q.id, changeAdded, "%s is new", named(q, old, part))
		}
	}
	if stay := slices.DeleteFunc(partner, func(i int) bool { return i < 0 }); !slices.IsSorted(stay) {
		c.changed(what, "", "The %ss are in another order", what)
	}
}

// partners returns for each element of old its index in next, or -1. No two have one partner.
func partners[T any](old, next []T, same []func(a, b T) bool) []int {
	partner, kept := slices.Repeat([]int{-1}, len(old)), make([]bool, len(next))
	for _, one := range same {
		for i, a := range old {
			for k, b := range next {
				if partner[i] < 0 && !kept[k] && one(a, b) {
					partner[i], kept[k] = k, true
				}
			}
		}
	}
	return partner
}

// named is the title of p, with its id when the other scheme has something else of that title.
func named[T any](p schemePart, others []T, part func(T) schemePart) string {
	if slices.ContainsFunc(others, func(o T) bool { return part(o).title == p.title }) {
		return fmt.Sprintf("“%s” (%s)", p.title, p.id)
	}
	return "“" + p.title + "”"
}

func (c *schemeChanges) group(a, b Group) {
	if a.Overlap == b.Overlap {
		return
	}
	text := "Marks of %s may overlap freely now"
	switch {
	case b.Overlap == OverlapNone:
		text = "Marks of %s may no longer overlap"
	case b.Overlap == OverlapNest && a.Overlap == OverlapNone:
		text = "Marks of %s may lie inside one another now"
	case b.Overlap == OverlapNest:
		text = "Marks of %s may overlap only where one lies inside the other"
	}
	c.changed("group", b.ID, text, b.Title)
}

func (c *schemeChanges) label(a, b LabelDef) {
	id := string(b.ID)
	if a.Group != b.Group {
		c.changed("label", id, "%s is in the group %s now", b.Title, c.next.groupTitle(b.Group))
	}
	c.property("label", id, b.Title, "key", a.Key, b.Key)
	c.property("label", id, b.Title, "color", a.Color, b.Color)
	c.property("label", id, b.Title, "line", a.Style, b.Style)
	c.flag("label", id, a.Contiguous, b.Contiguous, b.Title+" must be one piece now", b.Title+" may have several parts now")
	c.property("label", id, b.Title, "usual unit", a.Unit, b.Unit)
	switch {
	case a.Trim == b.Trim:
	case b.Trim == TrimSpace:
		c.changed("label", id, "%s leaves off only white space at its ends now", b.Title)
	default:
		c.changed("label", id, "%s leaves off %s at its ends now", b.Title, b.Trim)
	}
	switch {
	case sameSet(a.Inside, b.Inside):
	case len(b.Inside) == 0:
		c.changed("label", id, "%s may stand anywhere now", b.Title)
	default:
		c.changed("label", id, "%s must lie inside %s now", b.Title, c.next.titles(b.Inside))
	}
	if !slices.Equal(a.Examples, b.Examples) {
		c.changed("guideline", id, "The examples of %s are changed", b.Title)
	}
}

// attrTypes says in words what an attribute holds.
var attrTypes = map[AttrType]string{Enum: "a choice", String: "a text", Number: "a number", Boolean: "yes or no"}

func (c *schemeChanges) attribute(a, b AttrDef) {
	for _, on := range gone(a.On, b.On) {
		c.changed("attribute", b.ID, "%s is no longer on %s", b.Title, c.old.bearer(on))
	}
	for _, on := range gone(b.On, a.On) {
		c.changed("attribute", b.ID, "%s is on %s now", b.Title, c.next.bearer(on))
	}
	if a.Type != b.Type {
		c.changed("attribute", b.ID, "%s is %s now, not %s", b.Title, attrTypes[b.Type], attrTypes[a.Type])
	}
	left, fresh := gone(a.Values, b.Values), gone(b.Values, a.Values)
	if a.Type == b.Type {
		for _, v := range left {
			c.changed("attribute", b.ID, "The value “%s” is gone from %s", v, b.Title)
		}
		for _, v := range fresh {
			c.changed("attribute", b.ID, "The value “%s” is new in %s", v, b.Title)
		}
		if !slices.Equal(gone(a.Values, left), gone(b.Values, fresh)) {
			c.changed("attribute", b.ID, "The values of %s are in another order", b.Title)
		}
	}
	c.flag("attribute", b.ID, a.Ordinal, b.Ordinal, "The values of "+b.Title+" are ranked now", "The values of "+b.Title+" are no longer ranked")
	c.property("attribute", b.ID, b.Title, "first offer", a.Default, b.Default)
	c.flag("attribute", b.ID, a.Required, b.Required, b.Title+" must be set now", b.Title+" may be left unset now")
}

func (c *schemeChanges) relation(a, b RelationDef) {
	id := string(b.ID)
	ends := func(way string, old, next []Label) {
		for _, l := range gone(old, next) {
			c.changed("relation", id, "“%s” may no longer go %s %s", b.Title, way, c.old.titles([]Label{l}))
		}
		for _, l := range gone(next, old) {
			c.changed("relation", id, "“%s” may go %s %s now", b.Title, way, c.next.titles([]Label{l}))
		}
	}
	ends("from", a.Heads, b.Heads)
	ends("to", a.Tails, b.Tails)
	switch {
	case a.Min == b.Min:
	case b.Min == 0:
		c.changed("relation", id, "A mark may do without “%s” now", b.Title)
	default:
		c.changed("relation", id, "A mark needs at least %d “%s” now, not %d", b.Min, b.Title, a.Min)
	}
	switch {
	case a.Max == b.Max:
	case b.Max == 0:
		c.changed("relation", id, "A mark may have any number of “%s” now", b.Title)
	case a.Max == 0:
		c.changed("relation", id, "A mark may have at most %d “%s” now", b.Max, b.Title)
	default:
		c.changed("relation", id, "A mark may have at most %d “%s” now, not %d", b.Max, b.Title, a.Max)
	}
	c.property("relation", id, "“"+b.Title+"”", "key", a.Key, b.Key)
}

func (c *schemeChanges) preset(a, b Preset) {
	was, is := c.old.members(a), c.next.members(b)
	report := func(from, other []presetMember, text string) {
		for _, m := range from {
			if !slices.ContainsFunc(other, func(o presetMember) bool { return o.id == m.id }) && c.next.has(m) { // what is gone from the scheme is told already
				c.changed("preset", b.ID, text, b.Title, m.title)
			}
		}
	}
	report(was, is, "“%s” no longer has %s")
	report(is, was, "“%s” has %s now")
}

// A presetMember is one thing that a preset names. Its id tells a label from a relation of the same id.
type presetMember struct{ id, title string }

func (s Scheme) members(p Preset) []presetMember {
	var all []presetMember
	for _, id := range p.Labels {
		all = append(all, presetMember{"label " + string(id), s.titles([]Label{id})})
	}
	for _, name := range p.Attributes {
		on, id, _ := strings.Cut(name, ".")
		title := id
		for _, a := range s.AttrsOf(on) {
			if a.ID == id {
				title = a.Title
			}
		}
		all = append(all, presetMember{"attribute " + name, title + " of " + s.bearer(on)})
	}
	for _, id := range p.Relations {
		def, _ := s.RelationDef(id)
		all = append(all, presetMember{"relation " + string(id), "“" + def.Title + "”"})
	}
	return all
}

// has reports whether a scheme has what a preset names.
func (s Scheme) has(m presetMember) bool {
	kind, id, _ := strings.Cut(m.id, " ")
	switch kind {
	case "label":
		_, ok := s.Label(Label(id))
		return ok
	case "relation":
		_, ok := s.RelationDef(Label(id))
		return ok
	}
	on, id, _ := strings.Cut(id, ".")
	return slices.ContainsFunc(s.AttrsOf(on), func(a AttrDef) bool { return a.ID == id })
}

// bearer is what has an attribute, in words.
func (s Scheme) bearer(on string) string {
	if on == onDocument {
		return "the article"
	}
	if l, ok := s.Label(Label(on)); ok {
		return l.Title
	}
	if r, ok := s.RelationDef(Label(on)); ok {
		return "“" + r.Title + "”"
	}
	return on
}

func (s Scheme) groupTitle(id string) string {
	for _, g := range s.Groups {
		if g.ID == id {
			return g.Title
		}
	}
	return id
}

// gone returns what of a is not in b, in order.
func gone[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(a), func(x T) bool { return slices.Contains(b, x) })
}

func sameSet[T comparable](a, b []T) bool { return len(gone(a, b)) == 0 && len(gone(b, a)) == 0 }

// NextVersion returns next with s's id and the version after s's, for a scheme that was edited.
func (s Scheme) NextVersion(next Scheme) Scheme {
	next.ID, next.Version = s.ID, s.Version+1
	return next
}

// FreeKey proposes a key that no label or relation of s has and that taken, which may be nil, does not claim: a letter
// of the title first, small, then any other of a–z, then of A–Z. It is "" when all are taken.
func (s Scheme) FreeKey(title string, taken func(key string) bool) string {
	for _, r := range strings.ToLower(title) + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		// What an input method composes is no single press.
		if !unicode.IsLetter(r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			continue
		}
		key := string(r)
		used := slices.ContainsFunc(s.Labels, func(l LabelDef) bool { return l.Key == key }) ||
			slices.ContainsFunc(s.Relations, func(r RelationDef) bool { return r.Key == key })
		if !used && (taken == nil || !taken(key)) {
			return key
		}
	}
	return ""
}

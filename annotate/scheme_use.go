package annotate

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Name returns "id@version", by which projects and records mean a scheme.
func (s Scheme) Name() string { return fmt.Sprintf("%s@%d", s.ID, s.Version) }

// With returns the part of the scheme that a preset names; "" is all of it.
func (s Scheme) With(preset string) (Scheme, error) {
	if preset == "" {
		return s, nil
	}
	i := slices.IndexFunc(s.Presets, func(p Preset) bool { return p.ID == preset })
	if i < 0 {
		return s, fmt.Errorf("preset %q of %s: %w", preset, s.Name(), ErrNotFound)
	}
	p := s.Presets[i]
	part := s
	part.Labels = slices.DeleteFunc(slices.Clone(s.Labels), func(l LabelDef) bool { return !slices.Contains(p.Labels, l.ID) })
	part.Relations = slices.DeleteFunc(slices.Clone(s.Relations), func(r RelationDef) bool { return !slices.Contains(p.Relations, r.ID) })
	part.Attributes = nil
	for _, a := range s.Attributes {
		on := slices.DeleteFunc(slices.Clone(a.On), func(o string) bool { return !slices.Contains(p.Attributes, o+"."+a.ID) })
		if len(on) > 0 {
			a.On = on
			part.Attributes = append(part.Attributes, a)
		}
	}
	return part, nil
}

// Label returns the definition of a label, and whether there is one.
func (s Scheme) Label(id Label) (LabelDef, bool) {
	i := slices.IndexFunc(s.Labels, func(l LabelDef) bool { return l.ID == id })
	if i < 0 {
		return LabelDef{}, false
	}
	return s.Labels[i], true
}

// AttrsOf returns the attributes of a label, a relation type, or "document", in the order of the scheme.
func (s Scheme) AttrsOf(on string) []AttrDef {
	var all []AttrDef
	for _, a := range s.Attributes {
		if slices.Contains(a.On, on) {
			all = append(all, a)
		}
	}
	return all
}

// RelationDef returns the definition of a relation type, and whether there is one.
func (s Scheme) RelationDef(id Label) (RelationDef, bool) {
	i := slices.IndexFunc(s.Relations, func(r RelationDef) bool { return r.ID == id })
	if i < 0 {
		return RelationDef{}, false
	}
	return s.Relations[i], true
}

// RelationsFrom returns the relation types that a span of label head may begin.
func (s Scheme) RelationsFrom(head Label) []RelationDef {
	var all []RelationDef
	for _, r := range s.Relations {
		if slices.Contains(r.Heads, head) {
			all = append(all, r)
		}
	}
	return all
}

func (s Scheme) group(id string) Group {
	for _, g := range s.Groups {
		if g.ID == id {
			return g
		}
	}
	return Group{ID: id, Overlap: OverlapFree}
}

// CheckSpan reports why x may not lie on l: its label, pieces, overlap with its own group, or the label that it must
// lie inside. A span of x's id that l has already is left out of account. All errors wrap [ErrScheme].
func (s Scheme) CheckSpan(l Layer, x Span) error {
	def, ok := s.Label(x.Label)
	if !ok {
		return fmt.Errorf("label %q: %w %s", x.Label, ErrScheme, s.Name())
	}
	if def.Contiguous && len(x.Ranges) > 1 {
		return ruledOut("%s is one piece, not %d", def.Title, len(x.Ranges))
	}
	near := l.In(x.Envelope())
	if len(def.Inside) > 0 && !slices.ContainsFunc(near, func(y Span) bool {
		return slices.Contains(def.Inside, y.Label) && y.ID != x.ID && covers(y, x)
	}) {
		return ruledOut("%s stands only inside %s: mark that first", def.Title, s.titles(def.Inside))
	}
	group := s.group(def.Group)
	if group.Overlap == OverlapFree {
		return nil
	}
	for _, y := range near {
		other, _ := s.Label(y.Label)
		if y.ID == x.ID || mayMeet(x, y, &def, &other, group.Overlap) {
			continue
		}
		return ruledOut("%s may not overlap the %s “%s”", def.Title, other.Title, shorten(l.Surface(y)))
	}
	return nil
}

// mayMeet reports whether two spans, whose labels are a and b, may lie as they do when the group of a allows overlap.
func mayMeet(x, y Span, a, b *LabelDef, overlap Overlap) bool {
	return overlap == OverlapFree || a.Group != b.Group || !share(x, y) ||
		slices.Contains(a.Inside, y.Label) || slices.Contains(b.Inside, x.Label) ||
		overlap == OverlapNest && (covers(x, y) || covers(y, x))
}

func (s Scheme) titles(labels []Label) string {
	text := ""
	for i, id := range labels {
		if i > 0 {
			text += " or "
		}
		def, _ := s.Label(id)
		text += def.Title
	}
	return text
}

// titleOf is the name of a label, or its id when the scheme does not know it.
func (s Scheme) titleOf(id Label) string {
	if def, ok := s.Label(id); ok {
		return def.Title
	}
	return string(id)
}

// covers reports whether every part of x lies in a part of y.
func covers(y, x Span) bool {
	return !slices.ContainsFunc(x.Ranges, func(r Range) bool {
		return !slices.ContainsFunc(y.Ranges, func(o Range) bool { return o.Contains(r) })
	})
}

// share reports whether two spans have a character in common.
func share(x, y Span) bool {
	return slices.ContainsFunc(x.Ranges, func(r Range) bool {
		return slices.ContainsFunc(y.Ranges, r.Overlaps)
	})
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 32 {
		return string(r[:31]) + "…"
	}
	return s
}

// CheckRelation reports why x may not be on l, which it is not yet: its type, its ends, or that its head has enough of
// it. All errors wrap [ErrScheme].
func (s Scheme) CheckRelation(l Layer, x Relation) error {
	def, ok := s.RelationDef(x.Label)
	if !ok {
		return fmt.Errorf("relation %q: %w %s", x.Label, ErrScheme, s.Name())
	}
	head, okHead := l.Span(x.Head)
	tail, okTail := l.Span(x.Tail)
	switch {
	case !okHead:
		return fmt.Errorf("relation %s: head %q: %w", def.Title, x.Head, ErrNotFound)
	case !okTail:
		return fmt.Errorf("relation %s: tail %q: %w", def.Title, x.Tail, ErrNotFound)
	case x.Head == x.Tail:
		return ruledOut("%s links two marks, not one with itself", def.Title)
	case !slices.Contains(def.Heads, head.Label):
		return ruledOut("“%s” goes from %s, not from %s", def.Title, s.titles(def.Heads), s.titleOf(head.Label))
	case !slices.Contains(def.Tails, tail.Label):
		return ruledOut("“%s” goes to %s, not to %s", def.Title, s.titles(def.Tails), s.titleOf(tail.Label))
	}
	n := 0
	for _, have := range l.RelationsOf(x.Head) {
		if have.Label == x.Label && have.Head == x.Head && have.ID != x.ID {
			n++
		}
	}
	if def.Max > 0 && n >= def.Max {
		return ruledOut("“%s” has %d %s already, which is all it may have", shorten(l.Surface(head)), n, def.Title)
	}
	return nil
}

// maxAttr bounds the text of an attribute, in code points.
const maxAttr = 2000

// CheckAttr reports why on (a label, a relation type, or "document") may not have attribute name with value. All errors
// wrap [ErrScheme].
func (s Scheme) CheckAttr(on, name, value string) error {
	for i := range s.Attributes { // by place: a rule that proposes asks for thousands
		if d := &s.Attributes[i]; d.ID == name && slices.Contains(d.On, on) {
			return d.check(on, value)
		}
	}
	return fmt.Errorf("attribute %q of %s: %w %s", name, on, ErrScheme, s.Name())
}

// check reports why d, on a label, a relation type, or "document", may not have value.
func (d *AttrDef) check(on, value string) error {
	switch d.Type {
	case Enum:
		if !slices.Contains(d.Values, value) {
			return ruledOut("%s of %s is one of %v, not %q", d.Title, on, d.Values, value)
		}
	case Boolean:
		if value != "true" && value != "false" {
			return ruledOut("%s of %s is true or false, not %q", d.Title, on, value)
		}
	case Number:
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return ruledOut("%s of %s is a number, not %q", d.Title, on, value)
		}
	default:
		if n := utf8.RuneCountInString(value); n > maxAttr {
			return ruledOut("%s of %s has %d characters, more than %d", d.Title, on, n, maxAttr)
		}
	}
	return nil
}

// Check returns everything about l that the scheme does not allow, by place, or nil.
func (s Scheme) Check(l Layer) []error {
	var problems []error
	add := func(id SpanID, err error) {
		if err != nil {
			problems = append(problems, fmt.Errorf("%q: %w", id, err))
		}
	}
	for x := range l.Spans() {
		add(x.ID, s.CheckSpan(l, x))
		for _, a := range x.Attrs {
			add(x.ID, s.CheckAttr(string(x.Label), a.Name, a.Value))
		}
	}
	for _, r := range l.Relations() {
		add(r.ID, s.CheckRelation(l, r))
		for _, a := range r.Attrs {
			add(r.ID, s.CheckAttr(string(r.Label), a.Name, a.Value))
		}
	}
	return problems
}

// ruledOut is an error in words of its own that is an [ErrScheme].
func ruledOut(format string, args ...any) error {
	return &ruleError{fmt.Sprintf(format, args...)}
}

type ruleError struct{ text string }

func (e *ruleError) Error() string { return e.text }
func (e *ruleError) Unwrap() error { return ErrScheme }

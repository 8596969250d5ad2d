package annotate

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Hues are the colours that a label may have; the page defines them for its light and its dark.
var hues = []string{"blue", "teal", "green", "olive", "ochre", "orange", "red", "rose", "violet", "indigo", "slate", "brown"}

// lineStyles are the ways in which a mark's line may be drawn, so that labels differ without colour too.
var lineStyles = []string{"solid", "dotted", "double", "wavy", "bar", "dashed"}

// Hues lists the colours that a label may have.
func Hues() []string { return slices.Clone(hues) }

// validate finds what is wrong with a scheme that is well-formed.
func (p *schemeParser) validate(s Scheme) {
	if s.Galley != SchemeVersion {
		p.bad("galley", "is %q, not %q: this file is no scheme, or one of a newer Galley", s.Galley, SchemeVersion)
		return
	}
	if !validID(SpanID(s.ID)) {
		p.bad("id", "%q is %v", s.ID, ErrID)
	}
	if s.Version < 1 {
		p.bad("version", "is %d: versions count from 1", s.Version)
	}
	if len(s.Labels) == 0 {
		p.bad("labels", "a scheme has at least one label")
	}
	for field, n := range map[string]int{"labels": len(s.Labels), "attributes": len(s.Attributes), "relations": len(s.Relations)} {
		if n > maxSchemeItems {
			p.bad(field, "has %d entries, more than %d", n, maxSchemeItems)
		}
	}
	groups := map[string]bool{}
	for i, g := range s.Groups {
		field := fmt.Sprintf("groups[%d]", i)
		p.once(groups, field+".id", "group", g.ID)
		if !slices.Contains([]Overlap{OverlapNone, OverlapNest, OverlapFree}, g.Overlap) {
			p.bad(field+".overlap", "is %q: use none, nest or free", g.Overlap)
		}
	}
	ids, keys := map[string]bool{}, map[string]string{}
	for i, l := range s.Labels {
		p.label(s, l, fmt.Sprintf("labels[%d]", i), groups, ids, keys)
	}
	for i, r := range s.Relations {
		field := fmt.Sprintf("relations[%d]", i)
		p.once(ids, field+".id", "label or relation", string(r.ID)+" (relation)")
		if !validID(SpanID(r.ID)) {
			p.bad(field+".id", "%q is %v", r.ID, ErrID)
		}
		p.key(keys, field+".key", r.Key, string(r.ID))
		p.labels(s, field+".heads", r.Heads, true)
		p.labels(s, field+".tails", r.Tails, true)
		if r.Min < 0 || r.Max < 0 || r.Max > 0 && r.Min > r.Max {
			p.bad(field+".max", "a head cannot have at least %d and at most %d", r.Min, r.Max)
		}
	}
	p.attributes(s)
	p.presets(s)
}

func (p *schemeParser) label(s Scheme, l LabelDef, field string, groups, ids map[string]bool, keys map[string]string) {
	if !validID(SpanID(l.ID)) {
		p.bad(field+".id", "%q is %v", l.ID, ErrID)
	}
	p.once(ids, field+".id", "label", string(l.ID))
	if l.Title == "" {
		p.bad(field+".title", "is empty: people need a name for it")
	}
	if !groups[l.Group] {
		p.bad(field+".group", "%q is no group of this scheme", l.Group)
	}
	p.key(keys, field+".key", l.Key, string(l.ID))
	if l.Color != "" && !slices.Contains(hues, l.Color) {
		p.bad(field+".color", "%q is no hue: use one of %v", l.Color, hues)
	}
	if l.Style != "" && !slices.Contains(lineStyles, l.Style) {
		p.bad(field+".style", "%q is no line style: use one of %v", l.Style, lineStyles)
	}
	if _, ok := UnitNamed(l.Unit); l.Unit != "" && !ok {
		p.bad(field+".unit", "%q is no unit: use one of %v", l.Unit, unitNames)
	}
	p.labels(s, field+".inside", l.Inside, false)
}

// once reports an id that stands twice.
func (p *schemeParser) once(seen map[string]bool, field, what, id string) {
	if id == "" {
		p.bad(field, "is empty")
	} else if seen[id] {
		p.bad(field, "%q is the id of another %s: ids stand once", id, what)
	}
	seen[id] = true
}

// key reports a shortcut that is taken, or is no single character.
func (p *schemeParser) key(seen map[string]string, field, key, id string) {
	if key == "" {
		return
	}
	if utf8.RuneCountInString(key) != 1 || key < "!" || key >= "0" && key <= "9" {
		p.bad(field, "%q is no shortcut: use one character that is no digit and no space", key)
	} else if other, ok := seen[key]; ok {
		p.bad(field, "%q is the key of %q already: give %q another", key, other, id)
	}
	seen[key] = id
}

// labels reports names that are no labels.
func (p *schemeParser) labels(s Scheme, field string, of []Label, needed bool) {
	if needed && len(of) == 0 {
		p.bad(field, "is empty: name at least one label")
	}
	for i, id := range of {
		if _, ok := s.Label(id); !ok {
			p.bad(fmt.Sprintf("%s[%d]", field, i), "%q is no label of this scheme", id)
		}
	}
}

func (p *schemeParser) attributes(s Scheme) {
	seen := map[string]bool{}
	for i, a := range s.Attributes {
		field := fmt.Sprintf("attributes[%d]", i)
		if !validID(SpanID(a.ID)) {
			p.bad(field+".id", "%q is %v", a.ID, ErrID)
		}
		if len(a.On) == 0 {
			p.bad(field+".on", "is empty: say what has this attribute")
		}
		for k, on := range a.On {
			at := fmt.Sprintf("%s.on[%d]", field, k)
			if !s.has(on) {
				p.bad(at, "%q is no label or relation of this scheme, nor \"document\"", on)
			}
			p.once(seen, at, "attribute of it", on+"."+a.ID)
		}
		switch a.Type {
		case Enum:
			p.values(field, a)
		case String, Number, Boolean:
			if len(a.Values) > 0 {
				p.bad(field+".values", "only an enum lists values")
			}
		default:
			p.bad(field+".type", "is %q: use enum, text, number or boolean", a.Type)
		}
	}
}

func (p *schemeParser) values(field string, a AttrDef) {
	if len(a.Values) == 0 || len(a.Values) > maxSchemeItems {
		p.bad(field+".values", "an enum lists between 1 and %d values", maxSchemeItems)
	}
	seen := map[string]bool{}
	for k, v := range a.Values {
		p.once(seen, fmt.Sprintf("%s.values[%d]", field, k), "value", v)
	}
	if a.Default != "" && !seen[a.Default] {
		p.bad(field+".default", "%q is none of the values", a.Default)
	}
}

// has reports whether on is something that attributes can be on.
func (s Scheme) has(on string) bool {
	_, label := s.Label(Label(on))
	_, relation := s.RelationDef(Label(on))
	return label || relation || on == "document"
}

func (p *schemeParser) presets(s Scheme) {
	ids := map[string]bool{}
	for i, r := range s.Presets {
		field := fmt.Sprintf("presets[%d]", i)
		p.once(ids, field+".id", "preset", r.ID)
		p.labels(s, field+".labels", r.Labels, true)
		for k, rel := range r.Relations {
			if _, ok := s.RelationDef(rel); !ok {
				p.bad(fmt.Sprintf("%s.relations[%d]", field, k), "%q is no relation of this scheme", rel)
			}
		}
		known := map[string]bool{}
		for _, a := range s.Attributes {
			for _, on := range a.On {
				known[on+"."+a.ID] = true
			}
		}
		for k, name := range r.Attributes {
			if !known[name] {
				p.bad(fmt.Sprintf("%s.attributes[%d]", field, k), "%q is no attribute of this scheme: write label.attribute", name)
			}
		}
	}
}

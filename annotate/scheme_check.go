package annotate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hues and line styles that a label may have: those the page can draw.
var (
	schemeHues   = []string{"blue", "teal", "green", "olive", "ochre", "orange", "red", "rose", "violet", "indigo", "slate", "brown"}
	schemeStyles = []string{"solid", "dotted", "double", "wavy", "bar", "dashed"}
	schemeUnits  = []string{"word", "phrase", "quotation", "clause", "sentence", "paragraph"}
)

// onDocument is what an attribute of the whole document is on.
const onDocument = "document"

// A schemeCheck gathers what is wrong with a scheme.
type schemeCheck struct {
	Scheme
	found []*SchemeError
}

// problems returns all that is wrong with s, section by section, in order.
func (s Scheme) problems() []*SchemeError {
	c := schemeCheck{Scheme: s}
	c.head()
	c.groups()
	c.labels()
	c.attributes()
	c.relations()
	c.keys()
	c.presets()
	return c.found
}

func (c *schemeCheck) fail(field, reason, remedy string) {
	c.found = append(c.found, &SchemeError{Field: field, Reason: reason, Remedy: remedy})
}

func (c *schemeCheck) head() {
	switch {
	case c.Galley == "":
		c.fail("galley", "missing", "write \"galley\": \""+schemeFormat+"\"")
	case c.Galley != schemeFormat:
		c.fail("galley", fmt.Sprintf("%q is not a format that this program reads", c.Galley), "it reads "+schemeFormat)
	}
	c.id("id", c.ID, nil)
	if c.Version < 1 {
		c.fail("version", fmt.Sprintf("version is %d", c.Version), "count versions from 1")
	}
	c.title("title", c.Title)
	if len(c.Labels) == 0 {
		c.fail("labels", "there is none", "a scheme has at least one label")
	}
}

// id checks an id and that it is not among those before it.
func (c *schemeCheck) id(field, id string, before []string) {
	switch {
	case id == "":
		c.fail(field, "missing", "give it an id of a–z 0–9 _ -")
	case strings.ContainsFunc(id, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_-", r) }) || len(id) > 64:
		c.fail(field, fmt.Sprintf("%q is no id", id), "use up to 64 of a–z 0–9 _ -")
	case slices.Contains(before, id):
		c.fail(field, fmt.Sprintf("%q is there already", id), "give each an id of its own")
	}
}

func (c *schemeCheck) title(field, title string) {
	if strings.TrimSpace(title) == "" {
		c.fail(field, "missing", "say in a word or two what people shall read")
	}
}

// oneOf checks a word of a closed list; "" is allowed.
func (c *schemeCheck) oneOf(field, word string, known []string) {
	if word != "" && !slices.Contains(known, word) {
		c.fail(field, fmt.Sprintf("%q is unknown", word), "known are "+strings.Join(known, ", "))
	}
}

func (c *schemeCheck) groups() {
	var before []string
	for i, g := range c.Groups {
		at := fmt.Sprintf("groups[%d]", i)
		c.id(at+".id", g.ID, before)
		c.title(at+".title", g.Title)
		known := []string{string(OverlapNone), string(OverlapNest), string(OverlapFree)}
		if c.oneOf(at+".overlap", string(g.Overlap), known); g.Overlap == "" {
			c.fail(at+".overlap", "missing", "write one of "+strings.Join(known, ", "))
		}
		before = append(before, g.ID)
	}
}

func (c *schemeCheck) labels() {
	var before []string
	for i, l := range c.Labels {
		at := fmt.Sprintf("labels[%d]", i)
		c.id(at+".id", string(l.ID), before)
		if l.ID == onDocument {
			c.fail(at+".id", "\"document\" means the whole document", "name the label otherwise")
		}
		c.title(at+".title", l.Title)
		if !slices.ContainsFunc(c.Groups, func(g Group) bool { return g.ID == l.Group }) {
			c.fail(at+".group", fmt.Sprintf("group %q does not exist", l.Group), "add it to groups, or name one of them")
		}
		c.oneOf(at+".color", l.Color, schemeHues)
		c.oneOf(at+".style", l.Style, schemeStyles)
		c.oneOf(at+".unit", l.Unit, schemeUnits)
		c.oneOf(at+".trim", l.Trim, []string{TrimPunctuation, TrimQuotes})
		c.known(at+".inside", l.Inside)
		if slices.Contains(l.Inside, l.ID) {
			c.fail(at+".inside", "a label cannot lie only inside itself", "take it out")
		}
		for j, e := range l.Examples {
			if open, shut := strings.Count(e.Text, "["), strings.Count(e.Text, "]"); open == 0 || open != shut {
				c.fail(fmt.Sprintf("%s.examples[%d].text", at, j), "no pair of brackets shows the span", "put [ and ] around it")
			}
		}
		before = append(before, string(l.ID))
	}
}

// known checks that labels exist and are named once.
func (c *schemeCheck) known(field string, labels []Label) {
	for i, id := range labels {
		at := fmt.Sprintf("%s[%d]", field, i)
		if _, ok := c.Label(id); !ok {
			c.fail(at, fmt.Sprintf("label %q does not exist", id), "add it to labels, or name one of them")
		} else if slices.Contains(labels[:i], id) {
			c.fail(at, fmt.Sprintf("label %q is named twice", id), "name it once")
		}
	}
}

func (c *schemeCheck) attributes() {
	var taken []string // "label.attribute"
	for i, a := range c.Attributes {
		at := fmt.Sprintf("attributes[%d]", i)
		c.id(at+".id", a.ID, nil)
		c.title(at+".title", a.Title)
		if len(a.On) == 0 {
			c.fail(at+".on", "nothing has this attribute", "name labels, relations, or \"document\"")
		}
		for j, on := range a.On {
			field := fmt.Sprintf("%s.on[%d]", at, j)
			if !c.bears(on) {
				c.fail(field, fmt.Sprintf("%q is no label, relation or \"document\"", on), "name one that exists")
			}
			if name := on + "." + a.ID; slices.Contains(taken, name) {
				c.fail(field, fmt.Sprintf("%s has an attribute %q already", on, a.ID), "give it an id of its own")
			} else {
				taken = append(taken, name)
			}
		}
		c.values(at, a)
	}
}

func (c *schemeCheck) bears(on string) bool {
	_, label := c.Label(Label(on))
	_, relation := c.RelationDef(Label(on))
	return label || relation || on == onDocument
}

// values checks the type of an attribute, its values and its default.
func (c *schemeCheck) values(at string, a AttrDef) {
	types := []string{string(Enum), string(String), string(Number), string(Boolean)}
	if !slices.Contains(types, string(a.Type)) {
		c.fail(at+".type", fmt.Sprintf("%q is no type", a.Type), "write one of "+strings.Join(types, ", "))
		return
	}
	switch {
	case a.Type == Enum && len(a.Values) == 0:
		c.fail(at+".values", "an enum without values", "list them, the usual one first")
	case a.Type != Enum && len(a.Values) > 0:
		c.fail(at+".values", "only an enum has values", "make the type enum, or take the values away")
	case a.Type != Enum && a.Ordinal:
		c.fail(at+".ordinal", "only an enum is ordinal", "make the type enum, or take ordinal away")
	}
	for i, v := range a.Values {
		field := fmt.Sprintf("%s.values[%d]", at, i)
		if strings.TrimSpace(v) != v || v == "" {
			c.fail(field, fmt.Sprintf("%q is empty or has white space at its ends", v), "trim it")
		} else if slices.Contains(a.Values[:i], v) {
			c.fail(field, fmt.Sprintf("%q is there already", v), "keep one of them")
		}
	}
	if a.Default != "" {
		only := Scheme{Attributes: []AttrDef{{ID: a.ID, On: []string{onDocument}, Title: a.Title, Type: a.Type, Values: a.Values}}}
		if only.CheckAttr(onDocument, a.ID, a.Default) != nil {
			c.fail(at+".default", fmt.Sprintf("%q is not a value of this attribute", a.Default), "name one that it may have")
		}
	}
}

func (c *schemeCheck) relations() {
	var before []string
	for i, r := range c.Relations {
		at := fmt.Sprintf("relations[%d]", i)
		c.id(at+".id", string(r.ID), before)
		c.title(at+".title", r.Title)
		for _, end := range []struct {
			name   string
			labels []Label
		}{{"heads", r.Heads}, {"tails", r.Tails}} {
			if c.known(at+"."+end.name, end.labels); len(end.labels) == 0 {
				c.fail(at+"."+end.name, "there is none", "name the labels that it may link")
			}
		}
		if r.Min < 0 {
			c.fail(at+".min", fmt.Sprintf("%d is less than none", r.Min), "count from 0")
		}
		if r.Max < 0 || r.Max > 0 && r.Max < r.Min {
			c.fail(at+".max", fmt.Sprintf("%d is less than min", r.Max), "raise it, or write 0 for no limit")
		}
		before = append(before, string(r.ID))
	}
}

// keys checks that every key is one printable character, no digit, and that no two are the same.
func (c *schemeCheck) keys() {
	taken := map[string]string{}
	check := func(field, key string, id Label) {
		r, _ := utf8.DecodeRuneInString(key)
		switch {
		case key == "":
		case utf8.RuneCountInString(key) != 1 || !unicode.IsGraphic(r) || unicode.IsSpace(r):
			c.fail(field, fmt.Sprintf("%q is not one character", key), "name a single key")
		case unicode.IsDigit(r):
			c.fail(field, fmt.Sprintf("%q is a digit, and digits choose the values of attributes", key), "name another key")
		case taken[key] != "":
			c.fail(field, fmt.Sprintf("the key %q belongs to %s already", key, taken[key]), "name another key")
		default:
			taken[key] = string(id)
		}
	}
	for i, l := range c.Labels {
		check(fmt.Sprintf("labels[%d].key", i), l.Key, l.ID)
	}
	for i, r := range c.Relations {
		check(fmt.Sprintf("relations[%d].key", i), r.Key, r.ID)
	}
}

func (c *schemeCheck) presets() {
	var before []string
	for i, p := range c.Presets {
		at := fmt.Sprintf("presets[%d]", i)
		c.id(at+".id", p.ID, before)
		c.title(at+".title", p.Title)
		if c.known(at+".labels", p.Labels); len(p.Labels) == 0 {
			c.fail(at+".labels", "there is none", "name the labels to begin with")
		}
		for j, name := range p.Attributes {
			c.presetAttr(fmt.Sprintf("%s.attributes[%d]", at, j), p, name)
		}
		for j, id := range p.Relations {
			c.presetRelation(fmt.Sprintf("%s.relations[%d]", at, j), p, id)
		}
		before = append(before, p.ID)
	}
}

func (c *schemeCheck) presetAttr(field string, p Preset, name string) {
	on, id, _ := strings.Cut(name, ".")
	switch {
	case !slices.ContainsFunc(c.AttrsOf(on), func(a AttrDef) bool { return a.ID == id }):
		c.fail(field, fmt.Sprintf("%q is no attribute", name), "write \"label.attribute\" of one that exists")
	case on != onDocument && !slices.Contains(p.Labels, Label(on)) && !slices.Contains(p.Relations, Label(on)):
		c.fail(field, fmt.Sprintf("%q is not in the preset, so neither is its attribute", on), "add the label, or take this away")
	}
}

func (c *schemeCheck) presetRelation(field string, p Preset, id Label) {
	def, ok := c.RelationDef(id)
	if !ok {
		c.fail(field, fmt.Sprintf("relation %q does not exist", id), "add it to relations, or name one of them")
		return
	}
	for _, end := range [][]Label{def.Heads, def.Tails} {
		if len(end) > 0 && !slices.ContainsFunc(end, func(l Label) bool { return slices.Contains(p.Labels, l) }) {
			c.fail(field, fmt.Sprintf("%q links labels that are not in the preset", id), "add one of them, or take this away")
			return
		}
	}
}

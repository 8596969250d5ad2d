package export

import (
	"cmp"
	"slices"
	"strings"
)

// mostValues is how many values of an attribute, or types at an end, are listed: beyond that it is free text.
const mostValues = 100

// A bratConf is what annotation.conf tells: names in the order in which they were met.
type bratConf struct {
	entities   []string
	relations  []bratRule
	attributes []bratRule
}

// A bratRule is a relation with the types at its ends, or an attribute with those it is for and its values.
type bratRule struct {
	name         string
	first, other []string
}

func newBratConf() bratConf { return bratConf{} }

func (c *bratConf) entity(name string) { c.entities = with(c.entities, name) }

func (c *bratConf) relation(name, head, tail string) {
	c.relations = rule(c.relations, name, head, tail)
}

// attribute notes an attribute of an entity and a value; "" is none yet. The configuration cuts values at bars.
func (c *bratConf) attribute(name, entity, value string) {
	if strings.ContainsAny(value, "|,") {
		value = ""
	}
	c.attributes = rule(c.attributes, name, entity, value)
}

func rule(all []bratRule, name, first, other string) []bratRule {
	i := slices.IndexFunc(all, func(r bratRule) bool { return r.name == name })
	if i < 0 {
		i = len(all)
		all = append(all, bratRule{name: name})
	}
	all[i].first = with(all[i].first, first)
	if other != "" && len(all[i].other) < mostValues {
		all[i].other = with(all[i].other, other)
	}
	return all
}

func with(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// append writes the four sections; brat warns of one that is missing, even if it is empty.
func (c *bratConf) append(b []byte) []byte {
	b = append(b, "[entities]\n"...)
	for _, e := range c.entities {
		b = append(b, e+"\n"...)
	}
	b = append(b, "\n[relations]\n"...)
	for _, r := range c.relations {
		b = append(b, r.name+"\tArg1:"+strings.Join(r.first, "|")+", Arg2:"+strings.Join(r.other, "|")+"\n"...)
	}
	b = append(b, "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n"...)
	b = append(b, "\n[events]\n\n[attributes]\n"...)
	for _, a := range c.attributes {
		b = append(b, a.name+"\tArg:"+cmp.Or(strings.Join(a.first, "|"), "<ANY>")...)
		if len(a.other) > 0 {
			b = append(b, ", Value:"+strings.Join(a.other, "|")...)
		}
		b = append(b, '\n')
	}
	return b
}

package export

import (
	"slices"
	"strings"

	"galley/annotate"
)

// controls are what a labelling configuration must name: what the scheme says, and what else the documents hold.
type controls struct {
	labels, relations []annotate.Label
	attrs             []annotate.AttrDef // On has one entry: a label or "document"
}

// control is the name of the control for an attribute of a label, or of the document. The same attribute may mean another
// thing on another label.
func control(on, attr string) string { return on + "." + attr }

const onDocument = "document"

func (j Job) controls() (controls, error) {
	groups, err := j.Groups()
	if err != nil {
		return controls{}, err
	}
	var c controls
	for _, g := range groups {
		c.labels = append(c.labels, g.Labels...)
	}
	scheme := j.Scheme()
	for _, r := range scheme.Relations {
		c.relations = append(c.relations, r.ID)
	}
	for _, a := range scheme.Attributes {
		for _, on := range a.On {
			if on == onDocument || slices.Contains(c.labels, annotate.Label(on)) {
				a := a
				a.On = []string{on}
				c.attrs = append(c.attrs, a)
			}
		}
	}
	docs, err := j.Documents()
	if err != nil {
		return c, err
	}
	known := func(on string, fields annotate.Attrs) {
		for _, f := range fields {
			if strings.HasPrefix(f.Name, annotate.OwnAttr) {
				continue
			}
			i := slices.IndexFunc(c.attrs, func(a annotate.AttrDef) bool { return a.On[0] == on && a.ID == f.Name })
			switch {
			case i < 0:
				c.attrs = append(c.attrs, annotate.AttrDef{ID: f.Name, On: []string{on}, Title: f.Name, Type: annotate.String})
			case c.attrs[i].Type == annotate.Enum && !slices.Contains(c.attrs[i].Values, f.Value):
				c.attrs[i].Values = append(slices.Clone(c.attrs[i].Values), f.Value)
			}
		}
	}
	for m := range docs {
		for _, l := range m.Layers {
			known(onDocument, l.Attrs())
			for s := range l.Spans() {
				known(string(s.Label), s.Attrs)
			}
			for _, r := range l.Relations() {
				if !slices.Contains(c.relations, r.Label) {
					c.relations = append(c.relations, r.Label)
				}
			}
		}
	}
	c.relations = append(c.relations, partOf)
	return c, nil
}

// of returns the control of an attribute.
func (c controls) of(on, attr string) annotate.AttrDef {
	i := slices.IndexFunc(c.attrs, func(a annotate.AttrDef) bool { return a.On[0] == on && a.ID == attr })
	return c.attrs[i]
}

// labelConfig is the configuration as Label Studio's project settings take it.
func labelConfig(c controls) string {
	var b strings.Builder
	tag := func(indent int, name string, attrs ...string) {
		b.WriteString(strings.Repeat("  ", indent) + "<" + name)
		for i := 0; i < len(attrs); i += 2 {
			b.WriteString(" " + attrs[i] + `="` + xmlAttr.Replace(attrs[i+1]) + `"`)
		}
	}
	b.WriteString("<View>\n")
	tag(1, "Labels", "name", "label", "toName", "text")
	b.WriteString(">\n")
	for _, l := range c.labels {
		tag(2, "Label", "value", string(l))
		b.WriteString("/>\n")
	}
	b.WriteString("  </Labels>\n")
	tag(1, "Text", "name", "text", "value", "$text")
	b.WriteString("/>\n")
	tag(1, "Relations")
	b.WriteString(">\n")
	for _, r := range c.relations {
		tag(2, "Relation", "value", string(r))
		b.WriteString("/>\n")
	}
	b.WriteString("  </Relations>\n")
	for _, a := range c.attrs {
		on := a.On[0]
		where := []string{"name", control(on, a.ID), "toName", "text"}
		if on != onDocument {
			where = append(where, "perRegion", "true", "whenTagName", "label", "whenLabelValue", on)
		}
		if values := choicesOf(a); values != nil {
			tag(1, "Choices", where...)
			b.WriteString(">\n")
			for _, v := range values {
				tag(2, "Choice", "value", v)
				b.WriteString("/>\n")
			}
			b.WriteString("  </Choices>\n")
			continue
		}
		tag(1, "TextArea", where...)
		b.WriteString("/>\n")
	}
	b.WriteString("</View>\n")
	return b.String()
}

var xmlAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// choicesOf returns the values that an attribute is chosen from, or nil for those that are typed.
func choicesOf(a annotate.AttrDef) []string {
	switch a.Type {
	case annotate.Enum:
		return a.Values
	case annotate.Boolean:
		return []string{"true", "false"}
	}
	return nil
}

package editor

import (
	"maps"
	"strings"

	"galley/annotate"
)

// A held is an attribute that can be set now: of the mark in hand, of a link from it, or of the article.
type held struct {
	bearer
	def   annotate.AttrDef
	value string
	set   bool
}

// A bearer is what an attribute is on.
type bearer struct {
	id    annotate.SpanID // of a span or a relation; "" is the article
	on    string          // its label, its type, or "document": what the scheme says which attributes it has by
	title string          // of a link; "" is what is in hand itself
}

// heldAttrs lists what can be set, in the order of its digits.
func (m Model) heldAttrs() []held {
	o := m.Open
	var all []held
	add := func(b bearer, attrs annotate.Attrs) {
		for _, d := range m.Scheme.AttrsOf(b.on) {
			v, set := attrs.Get(d.ID)
			all = append(all, held{b, d, v, set})
		}
	}
	if o.About {
		add(bearer{"", "document", ""}, o.Layer.Attrs())
		return all
	}
	s, ok := o.Layer.Span(o.Selected)
	if !ok {
		return nil
	}
	add(bearer{s.ID, string(s.Label), ""}, s.Attrs)
	for _, r := range o.Layer.RelationsOf(s.ID) {
		if _, label := m.Scheme.Label(r.Label); r.Head != s.ID || label { // an attribute on a name that both have is the label's
			continue
		}
		add(bearer{r.ID, string(r.Label), m.relationTitle(r.Label)}, r.Attrs)
	}
	return all
}

// about takes the article itself in hand, or puts it down.
func (m Model) about() (Model, []Effect, bool) {
	if m.Open == nil || len(m.Scheme.AttrsOf("document")) == 0 {
		return m, nil, false
	}
	was := m.Open.About
	m.drop()
	m.Open.About = !was
	if was {
		return m, []Effect{FocusOn{"sheet"}}, true
	}
	if !m.Narrow { // there its note is at the foot, wherever the words are
		m.Open.Scroll++
	}
	return m.say("The article: %s", m.AboutText()), []Effect{FocusOn{"sheet"}}, true
}

// AboutText is the attributes of the article in words, with a question mark behind one that is not set.
func (m Model) AboutText() string {
	var words []string
	for _, d := range m.Scheme.AttrsOf("document") {
		if v, set := m.Open.Layer.Attr(d.ID); set {
			words = append(words, strings.ReplaceAll(v, "_", " "))
		} else {
			words = append(words, strings.ToLower(d.Title)+"?")
		}
	}
	return strings.Join(words, ", ")
}

// bearerOf finds what has the id, and its attributes.
func (m Model) bearerOf(id annotate.SpanID) (b bearer, attrs annotate.Attrs, ok bool) {
	if id == "" {
		return bearer{on: "document"}, m.Open.Layer.Attrs(), true
	}
	if s, ok := m.Open.Layer.Span(id); ok {
		return bearer{id: id, on: string(s.Label)}, s.Attrs, true
	}
	r, ok := m.Open.Layer.Relation(id)
	return bearer{id: id, on: string(r.Label)}, r.Attrs, ok
}

// setValue sets or unsets an attribute of a span, a relation or, without an id, the article.
func (m Model) setValue(id annotate.SpanID, name string, to *string) (Model, []Effect) {
	b, attrs, ok := m.bearerOf(id)
	if !ok {
		return m, nil
	}
	if to != nil {
		if err := m.Scheme.CheckAttr(b.on, name, *to); err != nil {
			return m.notice(reason(err), true), nil
		}
	}
	var from *string
	if v, set := attrs.Get(name); set {
		from = &v
	}
	if from == to || from != nil && to != nil && *from == *to {
		return m, nil
	}
	m, effects, err := m.commit(annotate.Tx{annotate.SetAttr{ID: id, Name: name, From: from, To: to}})
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	m.open().Attr = 0
	m.did("value")
	if to == nil {
		return m.say("%s unset", name), effects
	}
	m.values = maps.Clone(m.values)
	if m.values == nil {
		m.values = map[string]string{}
	}
	m.values[b.on+"."+name] = *to
	return m.say("%s: %s", name, *to), effects
}

// digit chooses an attribute of what is in hand, then its value; 0 unsets it. Two keys set any of 35. An attribute that is
// written, not chosen, gets the keyboard.
func (m Model) digit(n int) (Model, []Effect) {
	attrs := m.heldAttrs()
	if m.Open.Attr > len(attrs) { // its link is gone
		m.open().Attr = 0
	}
	if m.Open.Attr == 0 {
		if n < 1 || n > len(attrs) {
			return m, nil
		}
		m.open().Attr = n
		a := attrs[n-1]
		if len(values(a.def)) == 0 {
			return m.say("%s: type it, then Enter", a.def.Title), []Effect{FocusOn{a.field()}}
		}
		return m.say("%s: %s", a.def.Title, strings.Join(values(a.def), ", ")), nil
	}
	a := attrs[m.Open.Attr-1]
	if n == 0 {
		m.open().Attr = 0
		return m.setValue(a.id, a.def.ID, nil)
	}
	if vs := values(a.def); n <= len(vs) {
		return m.setValue(a.id, a.def.ID, &vs[n-1])
	}
	return m, nil
}

// hasValue reports whether the chosen attribute has an n-th value: a letter that stands for none is a label's or a command's.
func (m Model) hasValue(n int) bool {
	attrs := m.heldAttrs()
	return m.Open.Attr <= len(attrs) && n <= len(values(attrs[m.Open.Attr-1].def))
}

// field is the id of the field that the attribute is written in.
func (a held) field() string {
	if a.title != "" {
		return "attr-" + string(a.id) + "-" + a.def.ID
	}
	return "attr-" + a.def.ID
}

// values are what an attribute can be, as far as they can be listed.
func values(d annotate.AttrDef) []string {
	if d.Type == annotate.Boolean {
		return []string{"true", "false"}
	}
	return d.Values
}

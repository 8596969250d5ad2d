package export

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// A w3cReader reads one file of annotations: a collection, a page, a list, or one annotation alone.
type w3cReader struct {
	in    *importer
	d     *found
	name  string
	count int                           // annotations read
	at    map[string]annotate.Annotator // of each span, whose it is
	late  []w3cAnno                     // links, which may come before what they link
	*strict.Reader
}

// A w3cAnno is one annotation, as far as we understand it.
type w3cAnno struct {
	id, motivation, by string
	labels             []string
	attrs              annotate.Attrs
	links              []string // what a body links to
	parts              []foundPart
	targets            []string // addresses of targets without a selector
	place              string
}

// file reads whatever a file holds.
func (r *w3cReader) file() {
	if r.peek() == '[' {
		for r.Array(); r.More(); {
			r.add(r.annotation())
		}
		return
	}
	m := r.Mark()
	kind := ""
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		if string(name) == "type" {
			kind = r.oneOf()
		} else {
			r.Skip()
		}
	}
	if r.Err() != nil {
		return
	}
	r.Return(m)
	switch kind {
	case "AnnotationCollection", "AnnotationPage":
		r.collection()
	default:
		r.add(r.annotation())
	}
}

// collection reads the annotations of a collection or page.
func (r *w3cReader) collection() {
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			return
		}
		switch string(name) {
		case "first", "next":
			if r.peek() == '{' {
				r.collection()
			} else {
				r.in.note(r.name, "another page lies elsewhere, at %s, and is not read", quote(r.String()))
			}
		case "items":
			for r.Array(); r.More(); {
				r.add(r.annotation())
			}
		default:
			r.Skip()
		}
	}
}

// peek returns the first byte of the next value.
func (r *w3cReader) peek() byte {
	m := r.Mark()
	raw := r.Skip()
	r.Return(m)
	if len(raw) == 0 {
		return 0
	}
	return raw[0]
}

// each reads a value that may stand alone or in a list.
func (r *w3cReader) each(read func()) {
	if r.peek() != '[' {
		read()
		return
	}
	for r.Array(); r.More(); {
		read()
	}
}

// oneOf reads a string that may stand in a list, of which the first counts.
func (r *w3cReader) oneOf() (s string) {
	r.each(func() { s = cmp.Or(s, plain(r.Skip())) })
	return s
}

func (r *w3cReader) annotation() (a w3cAnno) {
	r.count++
	a.place = fmt.Sprintf("%s: annotation %d", r.name, r.count)
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			return a
		}
		switch string(name) {
		case "id":
			a.id = r.String()
			a.place += " (" + a.id + ")"
		case "motivation":
			a.motivation = r.oneOf()
		case "creator":
			r.each(func() { a.by = cmp.Or(a.by, r.agent()) })
		case "body", "bodies":
			r.each(func() { r.body(&a) })
		case "target":
			r.each(func() { r.target(&a) })
		default:
			r.Skip()
		}
	}
}

// agent reads who made an annotation: a name, or an address.
func (r *w3cReader) agent() string {
	if r.peek() != '{' {
		return plain(r.Skip())
	}
	names := map[string]string{}
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			return cmp.Or(names["nickname"], names["name"], names["id"])
		}
		names[string(name)] = plain(r.Skip())
	}
}

func (r *w3cReader) body(a *w3cAnno) {
	if r.peek() != '{' {
		a.labels = append(a.labels, plain(r.Skip()))
		return
	}
	var purpose, format, value, source string
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "purpose":
			purpose = r.oneOf()
		case "format":
			format = r.oneOf()
		case "value":
			value = plain(r.Skip())
		case "source", "id":
			source = cmp.Or(source, plain(r.Skip()))
		default:
			r.Skip()
		}
	}
	switch {
	case purpose == "linking":
		a.links = append(a.links, source)
	case format == "application/json":
		r.json(a, value)
	case purpose == "tagging" || purpose == "classifying":
		a.labels = append(a.labels, cmp.Or(value, source))
	case value != "":
		old, _ := a.attrs.Get(noteAttr)
		if old != "" {
			value = old + "\n" + value
		}
		a.attrs = a.attrs.With(noteAttr, &value)
	}
}

// json reads the body in which we write attributes.
func (r *w3cReader) json(a *w3cAnno, value string) {
	in := strict.NewReader([]byte(value))
	for in.Object(); ; {
		name, ok := in.Name()
		if !ok {
			break
		}
		n := string(name)
		if v := plain(in.Skip()); n != "" {
			a.attrs = a.attrs.With(n, &v)
		}
	}
	if in.End(); in.Err() != nil {
		r.in.note(a.place, "its attributes are no JSON and are left out in part: %v", in.Err())
	}
}

// target reads a target: an address, or a resource with selectors, or a List of them.
func (r *w3cReader) target(a *w3cAnno) {
	if r.peek() != '{' {
		a.targets = append(a.targets, plain(r.Skip()))
		return
	}
	part, selected := foundPart{from: -1, to: -1}, false
	source := ""
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch string(name) {
		case "items":
			r.each(func() { r.target(a) })
		case "source", "id":
			if r.peek() == '{' {
				r.Skip()
			} else {
				source = cmp.Or(source, plain(r.Skip()))
			}
		case "selector":
			r.each(func() {
				if r.peek() == '{' {
					selected = r.selector(&part) || selected
				} else {
					r.Skip()
				}
			})
		default:
			r.Skip()
		}
	}
	switch {
	case selected:
		a.parts = append(a.parts, part)
	case source != "":
		a.targets = append(a.targets, source)
	}
}

// selector reads one way in which a target's place is told.
func (r *w3cReader) selector(p *foundPart) bool {
	kind, known := "", false
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			return known && (kind == "TextPositionSelector" || kind == "TextQuoteSelector")
		}
		switch string(name) {
		case "type":
			kind = r.oneOf()
		case "exact":
			p.quote, known = r.String(), true
		case "prefix":
			p.prefix = r.String()
		case "suffix":
			p.suffix = r.String()
		case "start", "end":
			end := string(name) == "end"
			raw := r.Skip()
			n, err := strconv.Atoi(string(raw))
			switch {
			case err != nil: // other selectors have other starts
			case end:
				p.to, known = n, true
			default:
				p.from = n
			}
		default:
			r.Skip()
		}
	}
}

// add makes a mark of an annotation.
func (r *w3cReader) add(a w3cAnno) {
	switch {
	case r.Err() != nil:
	case len(a.links) > 0:
		r.late = append(r.late, a)
	case len(a.parts) > 0:
		l := r.d.layer(annotate.Annotator(a.by))
		id := markID(a.id)
		s := foundSpan{Span: annotate.Span{ID: id, Label: "note"}, place: a.place, parts: a.parts}
		if len(a.labels) > 0 {
			s.Label = annotate.Label(cmp.Or(a.labels[0], "note"))
		}
		if len(a.labels) > 1 {
			r.in.note(a.place, "it has %d tags, of which the first is its label", len(a.labels))
		}
		s.Attrs, s.Origin = originOf(a.attrs)
		r.at[a.id] = l.by
		l.spans = append(l.spans, s)
	case len(a.targets) > 0 && len(a.attrs) > 0:
		l := r.d.layer(annotate.Annotator(a.by))
		for _, f := range a.attrs {
			l.attrs = l.attrs.With(f.Name, &f.Value)
		}
	default:
		r.in.note(a.place, "it has no selector that we read, which are TextQuoteSelector and TextPositionSelector; it is left out")
	}
}

// links makes relations, now that all spans are known.
func (r *w3cReader) links() {
	for _, a := range r.late {
		label := annotate.Label("link")
		if len(a.labels) > 0 && a.labels[0] != "" {
			label = annotate.Label(a.labels[0])
		}
		attrs, origin := originOf(a.attrs)
		for _, head := range a.targets {
			l := r.d.layer(cmp.Or(r.at[head], annotate.Annotator(a.by)))
			for _, tail := range a.links {
				l.relations = append(l.relations, foundRelation{annotate.Relation{
					ID: markID(a.id), Label: label, Head: markID(head), Tail: markID(tail), Attrs: attrs, Origin: origin,
				}, a.place})
			}
		}
		if len(a.targets) == 0 {
			r.in.note(a.place, "it links to something, but is about no other annotation; it is left out")
		}
	}
}

// markID is the id of a mark in Galley: of ours the last piece, of another's the whole address.
func markID(address string) annotate.SpanID {
	rest, ok := strings.CutPrefix(address, w3cURN)
	if i := strings.LastIndexByte(rest, ':'); ok && i >= 0 {
		return annotate.SpanID(rest[i+1:])
	}
	return annotate.SpanID(address)
}

// originOf takes which rule proposed a mark out of its attributes.
func originOf(attrs annotate.Attrs) (annotate.Attrs, *annotate.Origin) {
	rule, ok := attrs.Get(attrRule)
	if !ok || rule == "" {
		return attrs, nil
	}
	o := &annotate.Origin{Rule: rule, Score: 1}
	o.Version, _ = attrs.Get(attrVersion)
	if v, ok := attrs.Get(attrScore); ok {
		if n, err := strconv.ParseFloat(v, 64); err == nil && 0 <= n && n <= 1 {
			o.Score = n
		}
	}
	return attrs.With(attrRule, nil).With(attrVersion, nil).With(attrScore, nil), o
}

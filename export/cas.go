package export

import (
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// Types of a CAS. Ours are custom layers of INCEpTION, whose names begin as it wants.
const (
	casSpan  = "webanno.custom.GalleySpan"
	casRel   = "webanno.custom.GalleyRel"
	casField = "webanno.custom.GalleyField" // of the document: its metadata, and what annotators said of it
	casMeta  = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
	casDoc   = "uima.tcas.DocumentAnnotation"
	casSofa  = "uima.cas.Sofa"
	casView  = "_InitialView"

	casString  = "uima.cas.String"
	casInteger = "uima.cas.Integer"
	casDouble  = "uima.cas.Double"
	casBoolean = "uima.cas.Boolean"
)

// A cas is one UIMA CAS: a text with feature structures on it, whose offsets count UTF-16 units.
type cas struct {
	sofa string
	fss  []casFS
}

// A casFS is one feature structure. Ids begin at 1; 1 is the sofa when we write.
type casFS struct {
	id       int
	kind     string
	features []casFeature
	elements []string // of an array, in our form
}

// A casFeature is a named value.
type casFeature struct {
	name  string
	value string // as text; of a reference, the id
	of    casKind
}

// A casKind says what a value is.
type casKind int

const (
	isString casKind = iota
	isNumber
	isRef
)

// A casType is a type with its features; those that UIMA itself has are not among them.
type casType struct {
	name, super string
	features    [][2]string // name and range
}

// casTypes are the types of all we write: the attributes are features.
func casTypes(spanAttrs, relAttrs []string) []casType {
	origin := [][2]string{{"rule", casString}, {"version", casString}, {"score", casDouble}}
	features := func(first [][2]string, attrs []string) [][2]string {
		for _, a := range attrs {
			first = append(first, [2]string{casName(a), casString})
		}
		return first
	}
	return []casType{
		{casMeta, casDoc, [][2]string{
			{"documentTitle", casString}, {"documentId", casString}, {"documentUri", casString},
			{"collectionId", casString}, {"documentBaseUri", casString}, {"isLastSegment", casBoolean},
		}},
		{casField, "uima.cas.AnnotationBase", [][2]string{{"kind", casString}, {"name", casString}, {"value", casString}}},
		{casSpan, "uima.tcas.Annotation", features(append([][2]string{{"gid", casString}, {"label", casString}, {"part", casInteger}}, origin...), spanAttrs)},
		{casRel, "uima.tcas.Annotation", features(append([][2]string{{"Governor", casSpan}, {"Dependent", casSpan}, {"gid", casString}, {"label", casString}}, origin...), relAttrs)},
	}
}

// attrPrefix begins the features that are attributes, so that none of them meets one of UIMA's.
const attrPrefix = "attr_"

// casName makes an attribute's name that of a feature, which holds letters A–Z, digits and _: any other character is
// written as its code point, a space as _x20_.
func casName(attr string) string {
	var b strings.Builder
	b.WriteString(attrPrefix)
	for i, r := range attr {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '_' && !strings.HasPrefix(attr[i:], "_x"):
			b.WriteRune(r)
		default:
			b.WriteString("_x" + strconv.FormatInt(int64(r), 16) + "_")
		}
	}
	return b.String()
}

// attrName undoes casName. A feature that is none of ours keeps its name.
func attrName(feature string) string {
	s, ok := strings.CutPrefix(feature, attrPrefix)
	if !ok {
		return feature
	}
	var b strings.Builder
	for s != "" {
		if hex, rest, found := strings.Cut(strings.TrimPrefix(s, "_x"), "_"); found && strings.HasPrefix(s, "_x") {
			if n, err := strconv.ParseInt(hex, 16, 32); err == nil && n > 0 {
				b.WriteString(string(rune(n)))
				s = rest
				continue
			}
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

// attrsUsed lists the names of the attributes of all spans and relations that j asks for, sorted: every file of one export
// declares the same types.
func (j Job) attrsUsed() (spans, relations []string, err error) {
	pages, err := j.pages()
	if err != nil {
		return nil, nil, err
	}
	inSpans, inRelations := map[string]bool{}, map[string]bool{}
	for p := range pages {
		for s := range p.Spans() {
			for _, a := range s.Attrs {
				inSpans[a.Name] = true
			}
		}
		for _, r := range p.Relations() {
			for _, a := range r.Attrs {
				inRelations[a.Name] = true
			}
		}
	}
	return keys(inSpans), keys(inRelations), nil
}

func keys(m map[string]bool) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// casOf returns a page as a CAS.
func casOf(j Job, p page) cas {
	t := p.text()
	c := cas{sofa: t.String()}
	add := func(kind string, features ...casFeature) int {
		id := len(c.fss) + 2
		c.fss = append(c.fss, casFS{id: id, kind: kind, features: features})
		return id
	}
	place := func(r annotate.Range) []casFeature {
		return []casFeature{number("begin", int(t.UTF16(r.From))), number("end", int(t.UTF16(r.To)))}
	}
	lang := p.Lang
	if lang == "" {
		lang = "x-unspecified"
	}
	add(casMeta, append(place(annotate.Range{To: t.Len()}), str("language", lang), str("documentTitle", p.Title), str("documentId", string(p.ID)))...)
	field := func(kind, name, value string) {
		add(casField, str("kind", kind), str("name", name), str("value", value))
	}
	for _, f := range p.Meta {
		field("meta", f.Name, f.Value)
	}
	if p.marked {
		field("layer", "annotator", string(p.Annotator))
		for _, a := range p.Attrs() {
			field("attribute", a.Name, a.Value)
		}
	}
	first := map[annotate.SpanID]int{}
	at := map[annotate.SpanID]annotate.Range{}
	for s := range p.Spans() {
		j.sayParts(p.ID, s.ID, t, s.Ranges)
		for i, r := range s.Ranges {
			f := append(place(r), str("gid", string(s.ID)), str("label", string(s.Label)), number("part", i))
			if i == 0 {
				f = append(f, originFeatures(s.Origin)...)
				for _, a := range s.Attrs {
					f = append(f, str(casName(a.Name), a.Value))
				}
			}
			if id := add(casSpan, f...); i == 0 {
				first[s.ID], at[s.ID] = id, r
			}
		}
	}
	for _, r := range p.Relations() {
		f := append(place(at[r.Tail]), ref("Governor", first[r.Head]), ref("Dependent", first[r.Tail]), str("gid", string(r.ID)), str("label", string(r.Label)))
		f = append(f, originFeatures(r.Origin)...)
		for _, a := range r.Attrs {
			f = append(f, str(casName(a.Name), a.Value))
		}
		add(casRel, f...)
	}
	return c
}

func originFeatures(o *annotate.Origin) []casFeature {
	if o == nil {
		return nil
	}
	return []casFeature{str("rule", o.Rule), str("version", o.Version), {"score", string(strict.AppendFloat(nil, o.Score)), isNumber}}
}

func str(name, value string) casFeature    { return casFeature{name, value, isString} }
func number(name string, n int) casFeature { return casFeature{name, strconv.Itoa(n), isNumber} }
func ref(name string, id int) casFeature   { return casFeature{name, strconv.Itoa(id), isRef} }
func (f *casFS) has(name string) bool      { _, ok := f.get(name); return ok }
func (f *casFS) get(name string) (string, bool) {
	for _, x := range f.features {
		if x.name == name {
			return x.value, true
		}
	}
	return "", false
}

// value returns a feature's value, or "".
func (f *casFS) value(name string) string { v, _ := f.get(name); return v }

// int returns a feature that is a whole number.
func (f *casFS) int(name string) (int, bool) {
	n, err := strconv.Atoi(f.value(name))
	return n, err == nil
}

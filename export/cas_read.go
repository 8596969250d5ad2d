package export

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// readCASes reads every file of a folder that has an ending, each by read.
func readCASes(files fs.FS, opt ReadOptions, ext string, read func(*importer, string, []byte) (cas, error)) (Imported, error) {
	in := newImporter(opt)
	names, err := filesOf(files, ext)
	if err != nil {
		return Imported{}, err
	}
	for _, name := range names {
		data, err := in.open(files, name)
		if err != nil {
			return Imported{}, err
		}
		c, err := read(in, name, data)
		if err != nil {
			return Imported{}, err
		}
		d, err := c.found(in, name)
		if err != nil {
			return Imported{}, err
		}
		if err := in.add(d); err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

// passed are types of other tools' preprocessing, which is nobody's marks.
var passed = []string{
	"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.", "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.",
	"de.tudarmstadt.ukp.dkpro.core.api.syntax.type.", "de.tudarmstadt.ukp.clarin.webanno.api.type.",
}

// found turns a CAS into a document with marks. Annotations of any type are spans, those with a Governor and a Dependent
// relations, and links from a slot to a target relations too. The label is the feature of that name, or value, or else
// the type's name.
func (c *cas) found(in *importer, name string) (*found, error) {
	title := strings.TrimSuffix(path.Base(name), path.Ext(name))
	d := &found{Document: annotate.Document{ID: annotate.DocID(title), Title: title}, unit: "utf16", sure: true, place: name}
	if err := d.setText(c.sofa); err != nil {
		return nil, fmt.Errorf("%s: sofaString: %w", name, err)
	}
	by := annotate.Annotator(folderOf(name))
	var attrs annotate.Attrs
	left := map[string]int{}
	for i := range c.fss {
		switch f := &c.fss[i]; {
		case f.kind == casField:
			value := f.value("value")
			switch n := f.value("name"); {
			case f.value("kind") == "meta":
				d.Meta = append(d.Meta, annotate.Field{Name: n, Value: value})
			case f.value("kind") == "attribute":
				attrs = attrs.With(n, &value)
			case n == "annotator":
				by = annotate.Annotator(value)
			}
		case f.kind == casMeta || f.kind == casDoc:
			if lang := f.value("language"); lang != "x-unspecified" {
				d.Lang = lang
			}
			if f.kind == casMeta {
				d.ID = annotate.DocID(cmp.Or(f.value("documentId"), string(d.ID)))
				if v, ok := f.get("documentTitle"); ok {
					d.Title = v
				}
			}
		}
	}
	l := d.layer(by)
	l.attrs = attrs
	m := casMarks{l: l, name: name, byFS: map[string]annotate.SpanID{}, byID: map[string]*casFS{}, at: map[[2]string]int{}}
	for i := range c.fss {
		m.byID[strconv.Itoa(c.fss[i].id)] = &c.fss[i]
	}
	for i := range c.fss {
		f := &c.fss[i]
		if !f.has("begin") || f.kind == casMeta || f.kind == casDoc || f.has("Governor") && f.has("Dependent") {
			continue
		}
		if slices.ContainsFunc(passed, func(p string) bool { return strings.HasPrefix(f.kind, p) }) {
			left[f.kind]++
			continue
		}
		m.span(f)
	}
	for i := range c.fss {
		m.relations(&c.fss[i])
	}
	for _, kind := range keys(counted(left)) {
		in.note(name, "%d annotations of %s are left out: they are no marks of people", left[kind], kind)
	}
	for _, n := range m.notes {
		in.note(name, "%s", n)
	}
	return d, nil
}

func counted(m map[string]int) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

// casMarks makes marks of feature structures.
type casMarks struct {
	l     *foundLayer
	name  string
	notes []string
	byID  map[string]*casFS
	byFS  map[string]annotate.SpanID // the span that a feature structure is a part of
	at    map[[2]string]int          // by type and gid, the index of a span
}

// own are features that are no attributes.
var own = []string{"begin", "end", "sofa", "gid", "part", "rule", "version", "score", "Governor", "Dependent"}

func (m *casMarks) span(f *casFS) {
	place := fmt.Sprintf("%s: feature structure %d", m.name, f.id)
	begin, ok := f.int("begin")
	end, ok2 := f.int("end")
	if !ok || !ok2 {
		m.notes = append(m.notes, fmt.Sprintf("feature structure %d: begin and end are whole numbers, not %s and %s; it is left out", f.id, quote(f.value("begin")), quote(f.value("end"))))
		return
	}
	gid := f.value("gid")
	key := [2]string{f.kind, gid}
	if i, ok := m.at[key]; ok && gid != "" {
		s := &m.l.spans[i]
		s.parts = append(s.parts, foundPart{from: begin, to: end})
		m.byFS[strconv.Itoa(f.id)] = s.ID
		if s.Origin == nil {
			s.Origin = m.origin(f)
		}
		for _, a := range m.attrs(f, "label") {
			if _, ok := s.Attrs.Get(a.Name); !ok {
				s.Attrs = s.Attrs.With(a.Name, &a.Value)
			}
		}
		return
	}
	id := annotate.SpanID(cmp.Or(gid, "fs"+strconv.Itoa(f.id)))
	label, from := m.label(f)
	s := foundSpan{Span: annotate.Span{ID: id, Label: label, Attrs: m.attrs(f, from), Origin: m.origin(f)}, place: place, parts: []foundPart{{from: begin, to: end}}}
	m.at[key] = len(m.l.spans)
	m.byFS[strconv.Itoa(f.id)] = id
	m.l.spans = append(m.l.spans, s)
}

// label returns a mark's label and the feature that it came from.
func (m *casMarks) label(f *casFS) (annotate.Label, string) {
	for _, name := range []string{"label", "value"} {
		if v := f.value(name); v != "" {
			return annotate.Label(v), name
		}
	}
	return annotate.Label(f.kind[strings.LastIndexByte(f.kind, '.')+1:]), ""
}

// attrs returns the features that are attributes.
func (m *casMarks) attrs(f *casFS, but ...string) (out annotate.Attrs) {
	for _, x := range f.features {
		if x.of != isRef && !slices.Contains(own, x.name) && !slices.Contains(but, x.name) {
			if name := attrName(x.name); name != "" {
				out = out.With(name, &x.value)
			}
		}
	}
	return out
}

func (m *casMarks) origin(f *casFS) *annotate.Origin {
	rule := f.value("rule")
	if rule == "" {
		return nil
	}
	score, err := strconv.ParseFloat(f.value("score"), 64)
	if err != nil || !(0 <= score && score <= 1) {
		score = 1
	}
	return &annotate.Origin{Rule: rule, Version: f.value("version"), Score: score}
}

// relations makes relations of a feature structure: of itself, or of the slots that it has.
func (m *casMarks) relations(f *casFS) {
	place := fmt.Sprintf("%s: feature structure %d", m.name, f.id)
	add := func(r annotate.Relation, head, tail string) {
		r.Head, r.Tail = m.byFS[head], m.byFS[tail]
		m.l.relations = append(m.l.relations, foundRelation{r, place})
	}
	if f.has("Governor") && f.has("Dependent") {
		if slices.ContainsFunc(passed, func(p string) bool { return strings.HasPrefix(f.kind, p) }) {
			return
		}
		label, from := m.label(f)
		add(annotate.Relation{
			ID: annotate.SpanID(cmp.Or(f.value("gid"), "fs"+strconv.Itoa(f.id))), Label: label, Attrs: m.attrs(f, from), Origin: m.origin(f),
		}, f.value("Governor"), f.value("Dependent"))
		return
	}
	if m.byFS[strconv.Itoa(f.id)] == "" {
		return
	}
	for _, x := range f.features {
		if x.of != isRef {
			continue
		}
		for id := range strings.FieldsSeq(x.value) {
			array := m.byID[id]
			if array == nil {
				continue
			}
			for _, e := range append([]string{id}, array.elements...) {
				if link := m.byID[e]; link != nil && link.has("target") {
					add(annotate.Relation{Label: annotate.Label(cmp.Or(link.value("role"), x.name))}, strconv.Itoa(f.id), link.value("target"))
				}
			}
		}
	}
}

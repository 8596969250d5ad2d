package export

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// CSV is four tables in the long form: documents, one row for each part of a span, relations, and attributes of documents.
var CSV = tables("csv", "CSV tables (pandas, R, spreadsheets)", csvKind)

// TSV is the same with tabs, escaped and never quoted, so that a line is a row.
var TSV = tables("tsv", "TSV tables (tabs escaped, one row a line)", tsvKind)

func tables(name, title string, k tableKind) Format {
	return Format{
		Name: name, Title: title, Ext: k.ext, Unit: "codepoint",
		Loses:      []string{"attributes with an empty value: an empty cell is one that is not set"},
		WriteFiles: inParts(k.write4),
		Surfaces:   k.surfaces,
		ReadFiles:  k.read4,
	}
}

// write4 writes the four tables one after the other, as a zip wants them.
func (k tableKind) write4(s Sink, j Job) (loss Loss, err error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	attrs, relAttrs := attrColumns(j)
	var ignored Loss
	err = k.table(s, "docs", []string{"doc_id", "text", "lang", "title", "source_url", "published", "n_cp", "sha256"}, func(put func(...string) error) error {
		for m := range docs {
			url, published, _ := metaOf(m.Meta)
			if err := put(string(m.ID), m.Text.String(), m.Lang, m.Title, url, published, strconv.Itoa(int(m.Text.Len())), string(m.Digest)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return loss, err
	}
	header := []string{"doc_id", "span_id", "part", "n_parts", "label", "start", "end", "text", "annotator", "status", "unit", "start_u16", "end_u16", "rule", "version", "score"}
	err = k.table(s, "spans", append(header, prefixed(attrs)...), func(put func(...string) error) error {
		for m := range docs {
			spans, _ := rows(m, &loss)
			for _, x := range spans {
				j.sayParts(m.ID, x.id, m.Text, x.Ranges)
				for i, r := range x.Ranges {
					row := append([]string{
						string(m.ID), string(x.id), strconv.Itoa(i), strconv.Itoa(len(x.Ranges)), string(x.Label),
						strconv.Itoa(int(r.From)), strconv.Itoa(int(r.To)), m.Text.Slice(r), string(x.by), x.status, "codepoint",
						strconv.Itoa(int(m.Text.UTF16(r.From))), strconv.Itoa(int(m.Text.UTF16(r.To))),
					}, originCells(x.Origin)...)
					if err := put(append(row, attrCells(x.Attrs, attrs)...)...); err != nil {
						return err
					}
				}
				loss.add("attributes with an empty value", empties(x.Attrs))
			}
		}
		return nil
	})
	if err != nil {
		return loss, err
	}
	header = []string{"doc_id", "rel_id", "label", "head", "tail", "annotator", "rule", "version", "score"}
	err = k.table(s, "relations", append(header, prefixed(relAttrs)...), func(put func(...string) error) error {
		for m := range docs {
			spans, relations := rows(m, &ignored)
			by := map[annotate.SpanID]annotate.Annotator{}
			for _, x := range spans {
				by[x.id] = x.by
			}
			for _, r := range relations {
				row := append([]string{string(m.ID), string(r.ID), string(r.Label), string(r.Head), string(r.Tail), string(by[r.Head])}, originCells(r.Origin)...)
				if err := put(append(row, attrCells(r.Attrs, relAttrs)...)...); err != nil {
					return err
				}
				loss.add("attributes with an empty value", empties(r.Attrs))
			}
		}
		return nil
	})
	if err != nil {
		return loss, err
	}
	return loss, k.table(s, "attributes", []string{"doc_id", "annotator", "name", "value"}, func(put func(...string) error) error {
		for m := range docs {
			_, _, meta := metaOf(m.Meta)
			for _, f := range meta {
				if err := put(string(m.ID), "", f.Name, f.Value); err != nil {
					return err
				}
			}
			for _, l := range m.Layers {
				for _, f := range l.Attrs() {
					if err := put(string(m.ID), string(l.Annotator), f.Name, f.Value); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// attrColumns lists the attributes that have a column: those of the scheme in its order, so that all exports under it have
// the same header, and then any others that are used.
func attrColumns(j Job) (spans, relations []string) {
	if s, ok := schemeOf(j.Records); ok {
		for _, a := range s.Attributes {
			for _, on := range a.On {
				if _, ok := s.RelationDef(annotate.Label(on)); ok {
					relations = with(relations, a.ID)
				} else if on != "document" {
					spans = with(spans, a.ID)
				}
			}
		}
	}
	moreSpans, moreRelations, _ := j.attrsUsed()
	for _, a := range moreSpans {
		spans = with(spans, a)
	}
	for _, a := range moreRelations {
		relations = with(relations, a)
	}
	return spans, relations
}

// attrColumn begins the names of the columns that hold attributes.
const attrColumn = "attr."

func prefixed(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = attrColumn + n
	}
	return out
}

func attrCells(attrs annotate.Attrs, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i], _ = attrs.Get(n)
	}
	return out
}

func empties(attrs annotate.Attrs) (n int) {
	for _, a := range attrs {
		n += b2i(a.Value == "")
	}
	return n
}

func originCells(o *annotate.Origin) []string {
	if o == nil {
		return []string{"", "", ""}
	}
	return []string{o.Rule, o.Version, string(strict.AppendFloat(nil, o.Score))}
}

// read4 reads the tables. Only docs must be there.
// read4 reads the four tables, from as many folders as have them: a split has one for each part.
func (k tableKind) read4(files fs.FS, opt ReadOptions) (Imported, error) {
	in := newImporter(opt)
	names, err := filesOf(files, k.ext)
	if err != nil {
		return Imported{}, err
	}
	read := false
	for _, name := range names {
		if dir, file := path.Split(name); file == "docs"+k.ext {
			read = true
			if err := k.readTables(in, files, dir); err != nil {
				return Imported{}, err
			}
		}
	}
	if !read {
		return Imported{}, &strict.FileError{File: "docs" + k.ext, Reason: "it is not there; it holds the texts, with the columns doc_id and text"}
	}
	return in.finish(), nil
}

// readTables reads the tables of one folder, "" or with a slash behind it.
func (k tableKind) readTables(in *importer, files fs.FS, dir string) error {
	var docs []*found
	byID := map[string]*found{}
	err := k.each(in, files, dir+"docs", []string{"doc_id", "text"}, func(r tableRow) error {
		id := r.get("doc_id")
		if id == "" {
			return r.fail("doc_id", "it is empty")
		}
		if byID[id] != nil {
			return r.fail("doc_id", "document %q stands in %s already", id, byID[id].place)
		}
		d := &found{Document: annotate.Document{ID: annotate.DocID(id), Title: r.get("title"), Lang: r.get("lang")}, unit: "codepoint", place: r.place()}
		if err := d.setText(r.get("text")); err != nil {
			return r.fail("text", "%v", err)
		}
		for _, f := range []annotate.Field{{Name: "url", Value: r.get("source_url")}, {Name: "published", Value: r.get("published")}} {
			if f.Value != "" {
				d.Meta = append(d.Meta, f)
			}
		}
		byID[id] = d
		docs = append(docs, d)
		return nil
	})
	if err != nil {
		return err
	}
	at := map[[3]string]int{} // document, annotator and span, to its index in the layer
	owner := map[[2]string]annotate.Annotator{}
	doc := func(r tableRow) (*found, error) {
		d := byID[r.get("doc_id")]
		if d == nil {
			return nil, r.fail("doc_id", "there is no document %q in docs%s", r.get("doc_id"), k.ext)
		}
		return d, nil
	}
	err = k.each(in, files, dir+"spans", []string{"doc_id", "label", "start", "end"}, func(r tableRow) error {
		d, err := doc(r)
		if err != nil {
			return err
		}
		part := foundPart{quote: r.get("text")}
		for _, c := range []struct {
			name string
			to   *int
		}{{"start", &part.from}, {"end", &part.to}} {
			if *c.to, err = strconv.Atoi(r.get(c.name)); err != nil || *c.to < 0 {
				return r.fail(c.name, "%s is no offset", quote(r.get(c.name)))
			}
		}
		if r.get("label") == "" {
			return r.fail("label", "it is empty")
		}
		if u := r.get("unit"); u == "utf16" || u == "byte" {
			d.unit = u
		}
		l := d.layer(annotate.Annotator(r.get("annotator")))
		key := [3]string{string(d.ID), string(l.by), r.get("span_id")}
		if i, ok := at[key]; ok && key[2] != "" {
			if l.spans[i].Label != annotate.Label(r.get("label")) {
				return r.fail("label", "parts of span %q have two labels, %s and %s", key[2], quote(string(l.spans[i].Label)), quote(r.get("label")))
			}
			l.spans[i].parts = append(l.spans[i].parts, part)
			return nil
		}
		at[key] = len(l.spans)
		owner[[2]string{key[0], key[2]}] = l.by
		s := foundSpan{Span: annotate.Span{ID: annotate.SpanID(key[2]), Label: annotate.Label(r.get("label")), Attrs: r.attrs()}, place: r.place(), parts: []foundPart{part}}
		if s.Origin, err = r.origin(); err != nil {
			return err
		}
		l.spans = append(l.spans, s)
		return nil
	})
	if err != nil {
		return err
	}
	err = k.each(in, files, dir+"relations", []string{"doc_id", "label", "head", "tail"}, func(r tableRow) error {
		d, err := doc(r)
		if err != nil {
			return err
		}
		if r.get("label") == "" {
			return r.fail("label", "it is empty")
		}
		l := d.layer(cmp.Or(annotate.Annotator(r.get("annotator")), owner[[2]string{string(d.ID), r.get("head")}]))
		x := foundRelation{annotate.Relation{
			ID: annotate.SpanID(r.get("rel_id")), Label: annotate.Label(r.get("label")),
			Head: annotate.SpanID(r.get("head")), Tail: annotate.SpanID(r.get("tail")), Attrs: r.attrs(),
		}, r.place()}
		if x.Origin, err = r.origin(); err != nil {
			return err
		}
		l.relations = append(l.relations, x)
		return nil
	})
	if err != nil {
		return err
	}
	err = k.each(in, files, dir+"attributes", []string{"doc_id", "annotator", "name", "value"}, func(r tableRow) error {
		d, err := doc(r)
		if err != nil {
			return err
		}
		name, value := r.get("name"), r.get("value")
		if name == "" {
			return r.fail("name", "it is empty")
		}
		if by := r.get("annotator"); by == "" {
			d.Meta = append(d.Meta, annotate.Field{Name: name, Value: value})
		} else {
			l := d.layer(annotate.Annotator(by))
			l.attrs = l.attrs.With(name, &value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range docs {
		slices.SortStableFunc(d.layers, func(a, b *foundLayer) int { return cmp.Compare(a.by, b.by) })
		if err := in.add(d); err != nil {
			return err
		}
	}
	return nil
}

// attrs returns the attributes that a row sets.
func (r tableRow) attrs() (out annotate.Attrs) {
	for i, c := range r.header {
		if name, ok := strings.CutPrefix(c, attrColumn); ok && name != "" && r.cells[i] != "" {
			out = out.With(name, &r.cells[i])
		}
	}
	return out
}

// origin returns which rule proposed the mark of a row.
func (r tableRow) origin() (*annotate.Origin, error) {
	if r.get("rule") == "" {
		return nil, nil
	}
	score, err := strconv.ParseFloat(cmp.Or(r.get("score"), "1"), 64)
	if err != nil || !(0 <= score && score <= 1) {
		return nil, r.fail("score", "%s is no number from 0 to 1", quote(r.get("score")))
	}
	return &annotate.Origin{Rule: r.get("rule"), Version: r.get("version"), Score: score}, nil
}

package export

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/strict"
)

// WebAnnotation is the W3C's Web Annotation model in JSON-LD: for each document its text and a collection of annotations
// by all annotators. A span of several parts has as many targets: the model would call that a List, but tools that know
// several targets fail on it. A relation is an annotation that links two others; the first page holds spans alone, as tools
// that place annotations on a text fail on those that have no place there, and the next page holds the rest.
var WebAnnotation = w3c("w3c", "W3C Web Annotation (JSON-LD)", "codepoint")

// Recogito is the same in the unit that programs in a browser count in, against the letter of the W3C's model.
var Recogito = w3c("recogito", "W3C Web Annotation for Recogito and Hypothesis (UTF-16)", "utf16")

func w3c(name, title, unit string) Format {
	return Format{
		Name: name, Title: title, Ext: ".jsonld", Unit: unit,
		Loses:      []string{"the order of documents"},
		WriteFiles: inParts(func(s Sink, j Job) (Loss, error) { return writeW3C(s, j, unit) }),
		Surfaces:   surfacesW3C(unit),
		ReadFiles:  func(files fs.FS, opt ReadOptions) (Imported, error) { return readW3C(files, opt, unit) },
	}
}

const (
	w3cContext = "http://www.w3.org/ns/anno.jsonld"
	w3cURN     = "urn:galley:"
	// contextLen is how many code points of its surroundings a quotation has to either side.
	contextLen = 32
)

func writeW3C(s Sink, j Job, unit string) (loss Loss, err error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	names, side := fileNames{}, sidecar{}
	for m := range docs {
		name := names.of(string(m.ID))
		side.add(page{Marked: m, name: name})
		if err := writeFile(s, name+".txt", []byte(m.Text.String())); err != nil {
			return loss, err
		}
		if err := writeFile(s, name+".jsonld", appendW3C(nil, j, m, unit, &loss)); err != nil {
			return loss, err
		}
	}
	return loss, writeFile(s, sidecarName, side.append(nil))
}

// w3cID names a mark, or the document itself, as an address.
func w3cID(doc annotate.DocID, mark annotate.SpanID) string {
	if mark == "" {
		return w3cURN + "doc:" + escapeURN(string(doc))
	}
	return w3cURN + escapeURN(string(doc)) + ":" + string(mark)
}

// escapeURN writes a name as a piece of an address.
func escapeURN(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func appendW3C(b []byte, j Job, m Marked, unit string, loss *Loss) []byte {
	source := w3cID(m.ID, "")
	b = append(b, `{"@context":["`+w3cContext+`",{"galley":"urn:galley:ns:"}],"type":"AnnotationCollection"`...)
	b = text(b, "id", source+":annotations")
	b = text(b, "label", m.Title)
	b = append(b, `,"galley:offsetUnit":"`+unit+`","first":{"type":"AnnotationPage","id":`...)
	b = append(strict.AppendString(b, source+":page:1"), `,"items":[`...)
	first := true
	begin := func(id, motivation string, by annotate.Annotator) {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, "\n"+`{"@context":"`+w3cContext+`"`...)
		b = text(b, "id", id)
		b = text(append(b, `,"type":"Annotation"`...), "motivation", motivation)
		b = append(text(append(b, `,"creator":{"type":"Person"`...), "nickname", string(by)), '}')
	}
	by := map[annotate.SpanID]annotate.Annotator{}
	spans, relations := rows(m, loss)
	for _, s := range spans {
		by[s.id] = s.by
		j.sayParts(m.ID, s.id, m.Text, s.Ranges)
		begin(w3cID(m.ID, s.id), "classifying", s.by)
		b = append(b, `,"body":[{"type":"TextualBody","purpose":"tagging"`...)
		b = append(text(b, "value", string(s.Label)), '}')
		b = append(appendW3CAttrs(b, s.Attrs, s.Origin), `],"target":`...)
		if len(s.Ranges) > 1 {
			b = append(b, '[')
		}
		for i, r := range s.Ranges {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendW3CTarget(b, source, m.Text, r, unit)
		}
		if len(s.Ranges) > 1 {
			b = append(b, ']')
		}
		b = append(b, '}')
	}
	b = append(b, "\n"+`],"next":{"type":"AnnotationPage","id":`...)
	b = append(strict.AppendString(b, source+":page:2"), `,"items":[`...)
	first = true
	for _, r := range relations {
		begin(w3cID(m.ID, r.ID), "linking", by[r.Head])
		b = text(append(b, `,"body":[{"type":"SpecificResource","purpose":"linking"`...), "source", w3cID(m.ID, r.Tail))
		b = append(text(append(b, `},{"type":"TextualBody","purpose":"tagging"`...), "value", string(r.Label)), '}')
		b = append(appendW3CAttrs(b, r.Attrs, r.Origin), ']')
		b = append(text(b, "target", w3cID(m.ID, r.Head)), '}')
	}
	for _, l := range m.Layers {
		if len(l.Attrs()) > 0 {
			begin(source+":of:"+escapeURN(string(l.Annotator)), "describing", l.Annotator)
			b = appendW3CAttrs(append(b, `,"body":[`...), l.Attrs(), nil)
			b = append(text(append(b, ']'), "target", source), '}')
		}
	}
	return append(b, "\n]}}}\n"...)
}

// appendW3CAttrs appends attributes as one body that holds them as JSON.
func appendW3CAttrs(b []byte, attrs annotate.Attrs, o *annotate.Origin) []byte {
	if o != nil {
		score := string(strict.AppendFloat(nil, o.Score))
		attrs = attrs.With(attrRule, &o.Rule).With(attrVersion, &o.Version).With(attrScore, &score)
	}
	if len(attrs) == 0 {
		return b
	}
	value := []byte{'{'}
	for i, a := range attrs {
		if i > 0 {
			value = append(value, ',')
		}
		value = strict.AppendString(append(strict.AppendString(value, a.Name), ':'), a.Value)
	}
	if b[len(b)-1] != '[' {
		b = append(b, ',')
	}
	b = append(b, `{"type":"TextualBody","purpose":"describing","format":"application/json"`...)
	return append(text(b, "value", string(append(value, '}'))), '}')
}

// appendW3CTarget appends a stretch of text: its place, and its words with those around them.
func appendW3CTarget(b []byte, source string, t annotate.Text, r annotate.Range, unit string) []byte {
	prefix, suffix := surroundings(t, r)
	b = append(text(append(b, `{"type":"SpecificResource"`...), "source", source), `,"selector":[{"type":"TextQuoteSelector"`...)
	b = text(text(text(b, "exact", t.Slice(r)), "prefix", prefix), "suffix", suffix)
	from, to := int(r.From), int(r.To)
	if unit == "utf16" {
		from, to = int(t.UTF16(r.From)), int(t.UTF16(r.To))
	}
	return fmt.Appendf(b, `},{"type":"TextPositionSelector","start":%d,"end":%d}]}`, from, to)
}

// surroundings returns what stands before and after r, cut at a word's edge.
func surroundings(t annotate.Text, r annotate.Range) (prefix, suffix string) {
	from := max(r.From-contextLen, 0)
	prefix, suffix = t.Slice(annotate.Range{From: from, To: r.From}), t.Slice(annotate.Range{From: r.To, To: min(r.To+contextLen, t.Len())})
	if i := strings.IndexFunc(prefix, unicode.IsSpace); from > 0 && i >= 0 && i < len(prefix)-1 {
		_, n := utf8.DecodeRuneInString(prefix[i:])
		prefix = prefix[i+n:]
	}
	if i := strings.LastIndexFunc(suffix, unicode.IsSpace); r.To+contextLen < t.Len() && i > 0 {
		suffix = suffix[:i]
	}
	return prefix, suffix
}

func readW3C(files fs.FS, opt ReadOptions, unit string) (Imported, error) {
	in := newImporter(opt)
	side, err := in.sidecar(files)
	if err != nil {
		return Imported{}, err
	}
	names, err := filesOf(files, ".jsonld", ".json")
	if err != nil {
		return Imported{}, err
	}
	for _, name := range names {
		if path.Base(name) == sidecarName {
			continue
		}
		base := strings.TrimSuffix(name, path.Ext(name))
		if _, err := fs.Stat(files, base+".txt"); err != nil {
			return Imported{}, &strict.FileError{File: name, Reason: fmt.Sprintf("its text %s.txt is not there: annotations quote the text they lie on, and do not hold it", base)}
		}
		data, err := in.open(files, base+".txt")
		if err != nil {
			return Imported{}, err
		}
		d := &found{Document: annotate.Document{ID: annotate.DocID(path.Base(base)), Title: path.Base(base)}, unit: unit, place: name}
		if known, ok := side.page(base); ok {
			d.Document = known.doc
		}
		if err := d.setText(string(data)); err != nil {
			return Imported{}, fmt.Errorf("%s.txt: %w", base, err)
		}
		if data, err = in.open(files, name); err != nil {
			return Imported{}, err
		}
		r := &w3cReader{in: in, d: d, name: name, at: map[string]annotate.Annotator{}, Reader: strict.NewReader(data)}
		r.file()
		r.End()
		if err := in.fault(name, data, r.Reader); err != nil {
			return Imported{}, err
		}
		r.links()
		if err := in.add(d); err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// An About says of a data set what no mark in it says. The zero value says nothing.
type About struct {
	Name, Description string // "" is the project's name
	License, URL      string // addresses
	Creator           string // an organization
	Published         string // a date, 2026-01-02
	Version           string // 1.0.0
	Cite              string // how to cite it
}

// Croissant writes our own records with croissant.json beside them: what the data set is, where its fields lie, and, in the
// words of the responsible-AI extension, who marked it and with what. All that it says is counted or stands in a; nothing is
// made up.
func Croissant(a About) Format {
	return Format{
		Name: "croissant", Title: "Croissant metadata with records (responsible AI)", Ext: ".json", Unit: "codepoint",
		Takes:      []string{"soft"},
		Loses:      JSONL.Loses,
		WriteFiles: inParts(func(s Sink, j Job) (Loss, error) { return writeCroissant(s, j, a) }),
		Surfaces:   surfacesCroissant,
	}
}

// croissantRecords is the file of records.
const croissantRecords = "records.jsonl"

// A summedWriter counts and sums what passes.
type summedWriter struct {
	io.WriteCloser
	sum hash.Hash
	n   int
}

func (w *summedWriter) Write(b []byte) (int, error) {
	n, err := w.WriteCloser.Write(b)
	w.sum.Write(b[:n])
	w.n += n
	return n, err
}

func writeCroissant(s Sink, j Job, a About) (Loss, error) {
	file, err := s.Create(croissantRecords)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", croissantRecords, err)
	}
	w := &summedWriter{WriteCloser: file, sum: sha256.New()}
	loss, err := JSONL.Write(w, j)
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		return loss, err
	}
	facts, err := factsOf(j)
	if err != nil {
		return loss, err
	}
	return loss, writeFile(s, "croissant.json", appendCroissant(nil, a, facts, hex.EncodeToString(w.sum.Sum(nil)), w.n))
}

// facts are what the records themselves tell.
type facts struct {
	project             string
	scheme              string
	languages           []string
	annotators          []annotate.Annotator
	rules               []string // that proposed marks: "figures 1"
	documents, unmarked int
	least, most         int // annotators of a document that has any
	spans, relations    int
}

func factsOf(j Job) (f facts, err error) {
	docs, err := j.Documents()
	if err != nil {
		return f, err
	}
	for _, r := range j.Records {
		if r.Project != nil {
			f.project, f.scheme = r.Project.Name, r.Project.Scheme
		}
	}
	if s, ok := schemeOf(j.Records); ok {
		f.scheme = s.Name()
	}
	by := map[string]bool{}
	languages, rules := map[string]bool{}, map[string]bool{}
	origin := func(o *annotate.Origin) {
		if o != nil {
			rules[strings.TrimSpace(o.Rule+" "+o.Version)] = true
		}
	}
	for m := range docs {
		f.documents++
		if m.Lang != "" {
			languages[m.Lang] = true
		}
		if len(m.Layers) == 0 {
			f.unmarked++
			continue
		}
		if f.least == 0 || len(m.Layers) < f.least {
			f.least = len(m.Layers)
		}
		f.most = max(f.most, len(m.Layers))
		for _, l := range m.Layers {
			by[string(l.Annotator)] = true
			f.spans += l.Len()
			for s := range l.Spans() {
				origin(s.Origin)
			}
			for _, r := range l.Relations() {
				f.relations++
				origin(r.Origin)
			}
		}
	}
	for _, a := range keys(by) {
		f.annotators = append(f.annotators, annotate.Annotator(a))
	}
	f.languages, f.rules = keys(languages), keys(rules)
	return f, nil
}

// croissantTerms are the words of Croissant itself in its context.
const croissantTerms = "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field fileProperty fileObject fileSet " +
	"format includes isArray isLiveDataset jsonPath key md5 parentField path readLines recordSet references regex repeated replace " +
	"samplingRate sdVersion separator source subField transform unArchive value"

func appendCroissant(b []byte, a About, f facts, sum string, size int) []byte {
	b = append(b, `{"@context":{"@language":"en","@vocab":"https://schema.org/","sc":"https://schema.org/","cr":"http://mlcommons.org/croissant/",`+
		`"rai":"http://mlcommons.org/croissant/RAI/","dct":"http://purl.org/dc/terms/","prov":"http://www.w3.org/ns/prov#","conformsTo":"dct:conformsTo",`+
		`"data":{"@id":"cr:data","@type":"@json"},"examples":{"@id":"cr:examples","@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"}`...)
	for term := range strings.FieldsSeq(croissantTerms) {
		b = append(b, `,"`+term+`":"cr:`+term+`"`...)
	}
	b = append(b, "},\n"+`"@type":"sc:Dataset","conformsTo":["http://mlcommons.org/croissant/1.1","http://mlcommons.org/croissant/RAI/1.0"]`...)
	name := cmp.Or(a.Name, f.project, "galley")
	b = text(b, "name", name)
	b = text(b, "description", cmp.Or(a.Description, f.describe()))
	for _, x := range [][2]string{{"license", a.License}, {"url", a.URL}, {"datePublished", a.Published}, {"version", a.Version}, {"citeAs", a.Cite}} {
		if x[1] != "" {
			b = text(b, x[0], x[1])
		}
	}
	if a.Creator != "" {
		b = append(text(append(b, `,"creator":{"@type":"Organization"`...), "name", a.Creator), '}')
	}
	if len(f.languages) > 0 {
		b = appendList(b, "inLanguage", f.languages)
	}
	b = append(b, ",\n"+`"distribution":[{"@type":"cr:FileObject","@id":"records","name":"`+croissantRecords+`","contentUrl":"`+croissantRecords+
		`","encodingFormat":"application/jsonlines"`...)
	b = append(text(text(b, "sha256", sum), "contentSize", strconv.Itoa(size)+" B"), "}],\n"...)
	b = append(b, `"recordSet":[{"@type":"cr:RecordSet","@id":"documents","name":"documents","key":{"@id":"documents/id"},"field":[`...)
	for i, c := range [][2]string{
		{"id", "the document"}, {"text", "its text; all offsets count Unicode code points of it"}, {"lang", "BCP 47"}, {"title", "its title"},
		{"url", "where it was published"}, {"published", "when"}, {"sha256", "of the text in UTF-8"}, {"offset_unit", "codepoint"},
	} {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCRField(b, "documents", c[0], "sc:Text", c[1], c[0], "")
		b = append(b, '}')
	}
	b = appendCRGroup(b, "spans", "every mark; end is behind the last character", [][2]string{
		{"id", "sc:Text"}, {"label", "sc:Text"}, {"start", "sc:Integer"}, {"end", "sc:Integer"}, {"text", "sc:Text"}, {"annotator", "sc:Text"}, {"score", "sc:Float"}, {"status", "sc:Text"},
	})
	b = appendCRGroup(b, "relations", "links from the span head to the span tail", [][2]string{{"id", "sc:Text"}, {"label", "sc:Text"}, {"head", "sc:Text"}, {"tail", "sc:Text"}})
	b = append(b, "]}],\n"+`"rai:dataAnnotationPlatform":["Galley"]`...)
	b = text(b, "rai:dataAnnotationProtocol", "Labels, attributes and guidelines of the scheme "+cmp.Or(f.scheme, "that the records name")+".")
	b = text(b, "rai:annotationsPerItem", f.perItem())
	b = appendList(b, "rai:annotatorDemographics", []string{fmt.Sprintf("%d annotators; nothing is recorded of them but the names of their layers", len(f.annotators))})
	if len(f.rules) > 0 {
		b = appendList(b, "rai:machineAnnotationTools", f.rules)
	}
	return append(b, "}\n"...)
}

func (f facts) describe() string {
	return fmt.Sprintf("%d news documents with %d marked spans and %d relations between them.", f.documents, f.spans, f.relations)
}

func (f facts) perItem() string {
	s := fmt.Sprintf("%d to %d annotators a document", f.least, f.most)
	if f.least == f.most {
		s = fmt.Sprintf("%d annotators a document", f.most)
	}
	if slices.Contains(f.annotators, annotate.Gold) {
		s += ", the layer gold being what was agreed"
	}
	return fmt.Sprintf("%s; %d of %d documents are not marked", s, f.unmarked, f.documents)
}

func appendList(b []byte, name string, all []string) []byte {
	b = append(strict.AppendString(append(b, ','), name), ":["...)
	for i, s := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = strict.AppendString(b, s)
	}
	return append(b, ']')
}

// appendCRField appends a field without its closing brace.
func appendCRField(b []byte, parent, name, kind, description, column, path string) []byte {
	b = append(b, "\n"+`{"@type":"cr:Field"`...)
	b = text(text(text(b, "@id", parent+"/"+name), "name", name), "description", description)
	if kind != "" {
		b = text(b, "dataType", kind)
		b = strict.AppendString(append(b, `,"source":{"fileObject":{"@id":"records"},"extract":{"column":`...), column)
		b = append(b, '}')
		if path != "" {
			b = append(strict.AppendString(append(b, `,"transform":{"jsonPath":`...), path), '}')
		}
		b = append(b, '}')
	}
	return b
}

// appendCRGroup appends a field that is a list of records with fields of their own.
func appendCRGroup(b []byte, name, description string, fields [][2]string) []byte {
	b = append(b, ',')
	b = appendCRField(b, "documents", name, "", description, "", "")
	b = append(b, `,"isArray":true,"arrayShape":"-1","subField":[`...)
	for i, f := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendCRField(b, "documents/"+name, f[0], f[1], f[0]+" of each", name, f[0]), '}')
	}
	return append(b, "]}"...)
}

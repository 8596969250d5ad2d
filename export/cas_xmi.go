package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"galley/annotate/strict"
)

// XMI is UIMA's older notation: an .xmi for each document and annotator, and TypeSystem.xml for all.
var XMI = Format{
	Name:       "xmi",
	Title:      "UIMA XMI with type system (WebAnno, INCEpTION, dkpro-cassis)",
	Ext:        ".xmi",
	Unit:       "utf16",
	Loses:      append(CASJSON.Loses[:len(CASJSON.Loses):len(CASJSON.Loses)], "control characters, which XML cannot hold: they become spaces"),
	WriteFiles: inParts(writeXMI),
	Surfaces:   surfacesXMI,
	ReadFiles:  readXMI,
}

// Names that XMI itself has.
const (
	xmiSpace  = "http://www.omg.org/XMI"
	xmiOf     = "http:///"
	xmiSuffix = ".ecore"
)

func writeXMI(s Sink, j Job) (loss Loss, err error) {
	spans, relations, err := j.attrsUsed()
	if err != nil {
		return nil, err
	}
	pages, err := j.pages()
	if err != nil {
		return nil, err
	}
	types := casTypes(spans, relations)
	if err := writeFile(s, "TypeSystem.xml", appendTypeSystem(nil, types)); err != nil {
		return nil, err
	}
	for p := range pages {
		if err := writeFile(s, p.name+".xmi", casOf(j, p).appendXMI(nil, types, &loss)); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func appendTypeSystem(b []byte, types []casType) []byte {
	b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>`+"\n"...)
	var none Loss
	for _, t := range types {
		b = fmt.Appendf(b, "<typeDescription><name>%s</name><description/><supertypeName>%s</supertypeName><features>", t.name, t.super)
		for _, f := range t.features {
			b = append(appendXML(append(b, "<featureDescription><name>"...), f[0], &none), "</name><description/><rangeTypeName>"+f[1]+"</rangeTypeName></featureDescription>"...)
		}
		b = append(b, "</features></typeDescription>\n"...)
	}
	return append(b, "</types></typeSystemDescription>\n"...)
}

// prefixes gives each type's package a prefix: its last word.
func prefixes(types []casType) (of map[string]string, decl string) {
	of = map[string]string{}
	for _, t := range types {
		pkg := t.name[:strings.LastIndexByte(t.name, '.')]
		if of[pkg] == "" {
			of[pkg] = pkg[strings.LastIndexByte(pkg, '.')+1:]
			decl += fmt.Sprintf(` xmlns:%s="%s%s%s"`, of[pkg], xmiOf, strings.ReplaceAll(pkg, ".", "/"), xmiSuffix)
		}
	}
	return of, decl
}

func (c cas) appendXMI(b []byte, types []casType, loss *Loss) []byte {
	prefix, decl := prefixes(types)
	b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<xmi:XMI xmlns:xmi="`+xmiSpace+`" xmlns:cas="http:///uima/cas.ecore"`+decl+` xmi:version="2.0">`+"\n"+`<cas:NULL xmi:id="0"/>`+"\n"...)
	members := make([]string, len(c.fss))
	for i, f := range c.fss {
		members[i] = strconv.Itoa(f.id)
		dot := strings.LastIndexByte(f.kind, '.')
		b = fmt.Appendf(b, `<%s:%s xmi:id="%d" sofa="1"`, prefix[f.kind[:dot]], f.kind[dot+1:], f.id)
		for _, x := range f.features {
			b = append(appendXML(append(b, " "+x.name+`="`...), x.value, loss), '"')
		}
		b = append(b, "/>\n"...)
	}
	b = append(b, `<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="`...)
	b = append(appendXML(b, c.sofa, loss), `"/>`+"\n"...)
	return append(b, `<cas:View sofa="1" members="`+strings.Join(members, " ")+`"/>`+"\n</xmi:XMI>\n"...)
}

// appendXML appends s as the value of an attribute. Line ends and tabs are written as numbers, or a reader would make
// spaces of them; what XML 1.0 cannot hold becomes a space, so that no offset moves.
func appendXML(b []byte, s string, loss *Loss) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r == '\t' || r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028':
			b = fmt.Appendf(b, "&#%d;", r)
		case r < ' ' || r == '\uFFFE' || r == '\uFFFF':
			loss.add("control characters that XML cannot hold, made spaces", 1)
			b = append(b, ' ')
		default:
			b = append(b, string(r)...)
		}
	}
	return b
}

func readXMI(files fs.FS, opt ReadOptions) (Imported, error) {
	refs, err := refsOf(files, opt)
	if err != nil {
		return Imported{}, err
	}
	return readCASes(files, opt, ".xmi", func(in *importer, name string, data []byte) (cas, error) {
		c := casReader{sofas: map[int]int{}}
		err := elements(name, data, func(d *xml.Decoder, depth int, e xml.StartElement) error {
			switch {
			case depth == 0 && (e.Name.Space != xmiSpace || e.Name.Local != "XMI"):
				return fmt.Errorf("the outermost element is %s, not xmi:XMI", e.Name.Local)
			case depth == 1:
				return c.element(e, refs)
			case depth == 2: // a feature with several values: its text is one of them
				return c.more(d, e)
			}
			return nil
		})
		if err != nil {
			return cas{}, err
		}
		return c.view(in, name)
	})
}

// elements walks over an XML file. An error of read is placed where the walk stands.
func elements(name string, data []byte, read func(d *xml.Decoder, depth int, e xml.StartElement) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(charset string, r io.Reader) (io.Reader, error) {
		if c := strings.ToLower(charset); c == "us-ascii" || c == "ascii" { // part of UTF-8
			return r, nil
		}
		return nil, fmt.Errorf("it is in %s; save it as UTF-8", charset)
	}
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF && depth == 0 {
			return nil
		}
		switch e := tok.(type) {
		case xml.StartElement:
			err = read(d, depth, e)
			depth++
			if err == errEnded {
				depth, err = depth-1, nil
			}
		case xml.EndElement:
			depth--
		}
		if err != nil {
			line, column := d.InputPos()
			reason := err.Error()
			if e, ok := errors.AsType[*xml.SyntaxError](err); ok {
				reason = "this is no XML: " + e.Msg
			}
			return &strict.FileError{File: name, Line: line, Column: column, Reason: reason, Err: err}
		}
	}
}

// errEnded says that a reader of an element has read its end, too.
var errEnded = errors.New("element read to its end")

// element reads one feature structure.
func (c *casReader) element(e xml.StartElement, refs map[[2]string]bool) (err error) {
	pkg := strings.TrimSuffix(strings.TrimPrefix(e.Name.Space, xmiOf), xmiSuffix)
	f := casFS{kind: e.Name.Local}
	if pkg != "" && pkg != "uima/noNamespace" {
		f.kind = strings.ReplaceAll(pkg, "/", ".") + "." + f.kind
	}
	sofa, on := casSofaFS{}, 0
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "id" && a.Name.Space == xmiSpace:
			if f.id, err = strconv.Atoi(a.Value); err != nil {
				return fmt.Errorf("%s: xmi:id: %q is no whole number", e.Name.Local, a.Value)
			}
		case a.Name.Space != "" || a.Name.Local == "xmlns":
		case a.Name.Local == "sofa":
			if on, err = strconv.Atoi(a.Value); err != nil {
				return fmt.Errorf("%s: sofa: %q is no whole number", e.Name.Local, a.Value)
			}
		case a.Name.Local == "sofaID":
			sofa.name = a.Value
		case a.Name.Local == "sofaString":
			sofa.text, sofa.has = a.Value, true
		case a.Name.Local == "elements":
			f.elements = strings.Fields(a.Value)
		case refs[[2]string{f.kind, a.Name.Local}] || a.Name.Local == "Governor" || a.Name.Local == "Dependent":
			f.features = append(f.features, casFeature{a.Name.Local, a.Value, isRef})
		default:
			f.features = append(f.features, casFeature{a.Name.Local, a.Value, isString})
		}
	}
	switch f.kind {
	case casSofa:
		sofa.id = f.id
		c.views = append(c.views, sofa)
	case "uima.cas.NULL", "uima.cas.View":
	default:
		c.fss = append(c.fss, f)
		if on > 0 {
			c.sofas[f.id] = on
		}
	}
	return nil
}

// more reads one value of a feature of the element before, joining them with bars.
func (c *casReader) more(d *xml.Decoder, e xml.StartElement) error {
	var v string
	if err := d.DecodeElement(&v, &e); err != nil {
		return err
	}
	if len(c.fss) == 0 {
		return errEnded
	}
	f := &c.fss[len(c.fss)-1]
	for i := range f.features {
		if f.features[i].name == e.Name.Local {
			f.features[i].value += "|" + v
			return errEnded
		}
	}
	f.features = append(f.features, casFeature{e.Name.Local, v, isString})
	return errEnded
}

// refsOf reads which features refer to others, of the type systems in a folder.
func refsOf(files fs.FS, opt ReadOptions) (map[[2]string]bool, error) {
	names, err := filesOf(files, ".xml")
	if err != nil {
		return nil, err
	}
	in, refs := newImporter(opt), map[[2]string]bool{}
	for _, name := range names {
		data, err := in.open(files, name)
		if err != nil {
			return nil, err
		}
		var kind, feature, path string
		err = elements(name, data, func(d *xml.Decoder, _ int, e xml.StartElement) error {
			switch e.Name.Local {
			case "typeDescription", "featureDescription":
				path = e.Name.Local
				return nil
			case "name", "rangeTypeName":
			default:
				return nil
			}
			var v string
			if err := d.DecodeElement(&v, &e); err != nil {
				return err
			}
			switch v = strings.TrimSpace(v); {
			case e.Name.Local == "rangeTypeName":
				refs[[2]string{kind, feature}] = isRefRange(v)
			case path == "typeDescription":
				kind = v
			default:
				feature = v
			}
			return errEnded
		})
		if err != nil {
			return nil, err
		}
	}
	return refs, nil
}

// isRefRange reports whether values of that type are other feature structures.
func isRefRange(kind string) bool {
	switch kind {
	case casString, casInteger, casDouble, casBoolean, "uima.cas.Float", "uima.cas.Long", "uima.cas.Short", "uima.cas.Byte",
		"uima.cas.StringArray", "uima.cas.IntegerArray", "uima.cas.FloatArray", "uima.cas.DoubleArray", "uima.cas.BooleanArray", "uima.cas.StringList":
		return false
	}
	return true
}

package export

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"galley/annotate/strict"
)

// CASJSON is UIMA's CAS JSON 0.4: one file for each document and annotator, types included.
var CASJSON = Format{
	Name:       "cas-json",
	Title:      "UIMA CAS JSON 0.4 (INCEpTION, dkpro-cassis)",
	Ext:        ".json",
	Unit:       "utf16",
	Loses:      []string{"the order of documents", "parts of a span are annotations of their own, tied by gid and part"},
	WriteFiles: inParts(writeCASJSON),
	Surfaces:   surfacesCASJSON,
	ReadFiles:  readCASJSON,
}

func writeCASJSON(s Sink, j Job) (loss Loss, err error) {
	spans, relations, err := j.attrsUsed()
	if err != nil {
		return nil, err
	}
	pages, err := j.pages()
	if err != nil {
		return nil, err
	}
	types := appendCASTypes(nil, casTypes(spans, relations))
	for p := range pages {
		if err := writeFile(s, p.name+".json", casOf(j, p).appendJSON(nil, types)); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func appendCASTypes(b []byte, types []casType) []byte {
	b = append(b, '{')
	for i, t := range types {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strict.AppendString(append(b, '\n'), t.name), ':')
		b = text(strict.AppendString(append(b, `{"%NAME":`...), t.name), "%SUPER_TYPE", t.super)
		for _, f := range t.features {
			b = append(strict.AppendString(append(b, ','), f[0]), ':')
			b = append(text(strict.AppendString(append(b, `{"%NAME":`...), f[0]), "%RANGE", f[1]), '}')
		}
		b = append(b, '}')
	}
	return append(b, '}')
}

func (c cas) appendJSON(b, types []byte) []byte {
	b = append(append(b, `{"%TYPES":`...), types...)
	b = append(b, `,"%FEATURE_STRUCTURES":[`+"\n"+`{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text"`...)
	b = append(text(b, "sofaString", c.sofa), '}')
	for _, f := range c.fss {
		b = strict.AppendInt(append(b, ",\n"+`{"%ID":`...), f.id)
		b = append(text(b, "%TYPE", f.kind), `,"@sofa":1`...)
		for _, x := range f.features {
			name := x.name
			if x.of == isRef {
				name = "@" + name
			}
			b = append(strict.AppendString(append(b, ','), name), ':')
			if x.of == isString {
				b = strict.AppendString(b, x.value)
			} else {
				b = append(b, x.value...)
			}
		}
		b = append(b, '}')
	}
	b = append(b, `],"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[`...)
	for i, f := range c.fss {
		if i > 0 {
			b = append(b, ',')
		}
		b = strict.AppendInt(b, f.id)
	}
	return append(b, "]}}}\n"...)
}

func readCASJSON(files fs.FS, opt ReadOptions) (Imported, error) {
	return readCASes(files, opt, ".json", func(in *importer, name string, data []byte) (cas, error) {
		r := strict.NewReader(data)
		c := casReader{cas: cas{}, sofas: map[int]int{}}
		for r.Object(); ; {
			member, ok := r.Name()
			if !ok {
				break
			}
			switch string(member) {
			case "%FEATURE_STRUCTURES":
				for r.Array(); r.More(); {
					c.feature(r)
				}
				c.seen = true
			default:
				r.Skip()
			}
		}
		r.End()
		if r.Err() == nil && !c.seen {
			r.Missing("%FEATURE_STRUCTURES")
		}
		if err := in.fault(name, data, r); err != nil {
			return cas{}, err
		}
		return c.view(in, name)
	})
}

// A casReader gathers the feature structures of a file, whatever view they are of.
type casReader struct {
	cas
	seen  bool
	views []casSofaFS
	sofas map[int]int // of a feature structure, the id of its sofa
}

type casSofaFS struct {
	id         int
	name, text string
	has        bool
}

// feature reads one feature structure.
func (c *casReader) feature(r *strict.Reader) {
	f := casFS{}
	sofa, on := casSofaFS{}, 0
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			break
		}
		switch n := string(name); {
		case n == "%ID":
			f.id = r.Int(0, strict.MaxInt)
		case n == "%TYPE":
			f.kind = r.Filled()
		case n == "%ELEMENTS":
			for r.Array(); r.More(); {
				f.elements = append(f.elements, plain(r.Skip()))
			}
		case n == "@sofa":
			on = r.Int(0, strict.MaxInt)
		case n == "sofaString" && !r.Null():
			sofa.text, sofa.has = r.String(), true
		case n == "sofaID":
			sofa.name = r.String()
		case strings.HasPrefix(n, "%") || strings.HasPrefix(n, "^"):
			r.Skip()
		case strings.HasPrefix(n, "@"):
			if !r.Null() {
				f.features = append(f.features, casFeature{n[1:], strconv.Itoa(r.Int(0, strict.MaxInt)), isRef})
			}
		default:
			raw := r.Skip()
			if len(raw) == 0 || string(raw) == "null" || raw[0] == '[' || raw[0] == '{' {
				continue
			}
			of := isString
			if raw[0] != '"' {
				of = isNumber
			}
			f.features = append(f.features, casFeature{strings.TrimPrefix(n, "#"), plain(raw), of})
		}
	}
	switch {
	case f.kind == "":
		r.Missing("%TYPE")
	case f.kind == casSofa:
		sofa.id = f.id
		c.views = append(c.views, sofa)
	default:
		c.fss = append(c.fss, f)
		if on > 0 {
			c.sofas[f.id] = on
		}
	}
}

// plain returns a JSON value as text.
func plain(raw []byte) string {
	if len(raw) > 0 && raw[0] == '"' {
		return strict.NewReader(raw).String()
	}
	return string(raw)
}

// view returns the text that there is with what lies on it: of several views the initial one, or else the first.
func (c *casReader) view(in *importer, name string) (cas, error) {
	at := -1
	for i, v := range c.views {
		if v.has && (at < 0 || v.name == casView) {
			at = i
		}
	}
	if at < 0 {
		return cas{}, &strict.FileError{File: name, Reason: "there is no text in it: a sofa with a sofaString is what holds one"}
	}
	out := cas{sofa: c.views[at].text}
	left := 0
	for _, f := range c.fss {
		if s, ok := c.sofas[f.id]; ok && s != c.views[at].id {
			left++
			continue
		}
		out.fss = append(out.fss, f)
	}
	if left > 0 {
		in.note(name, "%d feature structures lie on other views than %s and are left out", left, fmt.Sprintf("%q", c.views[at].name))
	}
	return out, nil
}

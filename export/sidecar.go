package export

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/strict"
)

// sidecarName is the file that lies beside those of a format with no place for what a document is called and what it says
// of itself. Other tools pass it by.
const sidecarName = "galley.json"

// A sidecar holds that. A reader that finds none makes do without.
type sidecar struct {
	pages []sidePage
	names []sideName
}

// A sidePage says what the files of one name hold.
type sidePage struct {
	file  string // without ending: "ana/ex1"
	doc   annotate.Document
	by    annotate.Annotator // "" for a document that nobody has marked
	attrs annotate.Attrs     // of the document, by that annotator
}

// A sideName says what stands for a name that the format cannot write.
type sideName struct {
	kind  string // "entity", "relation" or "attribute"
	name  string // in the file
	label string // in Galley
}

// add notes a page as it is written.
func (s *sidecar) add(p page) {
	doc := p.Document
	doc.Text, doc.Blocks = annotate.Text{}, nil
	x := sidePage{file: p.name, doc: doc}
	if p.marked {
		x.by, x.attrs = p.Annotator, p.Attrs()
	}
	s.pages = append(s.pages, x)
}

// page returns what is known of files of that name.
func (s *sidecar) page(file string) (sidePage, bool) {
	i := slices.IndexFunc(s.pages, func(p sidePage) bool { return p.file == file })
	if i < 0 {
		return sidePage{}, false
	}
	return s.pages[i], true
}

// label returns what name stands for.
func (s *sidecar) label(kind, name string) string {
	for _, n := range s.names {
		if n.kind == kind && n.name == name {
			return n.label
		}
	}
	return name
}

func (s *sidecar) append(b []byte) []byte {
	b = append(b, `{"galley":"sidecar-1","documents":[`...)
	for i, p := range s.pages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n"+`{"file":`...)
		b = strict.AppendString(b, p.file)
		b = text(b, "id", string(p.doc.ID))
		b = text(b, "title", p.doc.Title)
		b = text(b, "lang", p.doc.Lang)
		b = text(b, "annotator", string(p.by))
		b = appendFields(append(b, `,"attrs":`...), p.attrs)
		b = append(appendFields(append(b, `,"meta":`...), p.doc.Meta), '}')
	}
	b = append(b, `],"names":[`...)
	for i, n := range s.names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n"+`{"kind":`...)
		b = strict.AppendString(b, n.kind)
		b = text(b, "name", n.name)
		b = append(text(b, "label", n.label), '}')
	}
	return append(b, "]}\n"...)
}

func appendFields(b []byte, fields []annotate.Field) []byte {
	b = append(b, '[')
	for i, f := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, f)
	}
	return append(b, ']')
}

// sidecar reads the sidecars of a folder and of the folders in it, as each part of a split has one; there need not be any.
func (in *importer) sidecar(files fs.FS) (s sidecar, err error) {
	names, err := filesOf(files, sidecarName)
	if err != nil {
		return s, err
	}
	for _, name := range names {
		dir, file := path.Split(name)
		if file != sidecarName {
			continue
		}
		one, err := in.readSidecar(files, name)
		if err != nil {
			return s, err
		}
		for _, p := range one.pages {
			p.file = dir + p.file
			s.pages = append(s.pages, p)
		}
		s.names = append(s.names, one.names...)
	}
	return s, nil
}

func (in *importer) readSidecar(files fs.FS, name string) (s sidecar, err error) {
	data, err := in.open(files, name)
	if err != nil {
		return s, err
	}
	r := strict.NewReader(data)
	members(r, "galley, documents and names", map[string]func(){
		"galley": func() {
			if v := r.String(); v != "sidecar-1" {
				r.Fail("%q is no sidecar that this Galley reads, which is \"sidecar-1\"; get a newer Galley, or delete the file", v)
			}
		},
		"documents": func() {
			for r.Array(); r.More(); {
				s.pages = append(s.pages, readSidePage(r))
			}
		},
		"names": func() {
			for r.Array(); r.More(); {
				n := sideName{}
				members(r, "kind, name and label", map[string]func(){
					"kind":  func() { n.kind = r.Filled() },
					"name":  func() { n.name = r.Filled() },
					"label": func() { n.label = r.Filled() },
				})
				s.names = append(s.names, n)
			}
		},
	})
	r.End()
	return s, in.fault(name, data, r)
}

func readSidePage(r *strict.Reader) (p sidePage) {
	members(r, "file, id, title, lang, annotator, attrs and meta", map[string]func(){
		"file":      func() { p.file = r.Filled() },
		"id":        func() { p.doc.ID = annotate.DocID(r.Filled()) },
		"title":     func() { p.doc.Title = r.String() },
		"lang":      func() { p.doc.Lang = r.String() },
		"annotator": func() { p.by = annotate.Annotator(r.String()) },
		"attrs": func() {
			for _, f := range journal.ReadFields(r) {
				p.attrs = p.attrs.With(f.Name, &f.Value)
			}
		},
		"meta": func() { p.doc.Meta = journal.ReadFields(r) },
	})
	return p
}

// members reads an object whose members each have a reader of their own.
func members(r *strict.Reader, known string, read map[string]func()) {
	for r.Object(); ; {
		name, ok := r.Name()
		if !ok {
			return
		}
		if f := read[string(name)]; f != nil {
			f()
		} else {
			r.Unknown(known)
		}
	}
}

// fault returns the error that reader met in a file, with its line.
func (in *importer) fault(name string, data []byte, r *strict.Reader) error {
	e, ok := r.Err().(*strict.Error)
	if !ok {
		return r.Err()
	}
	at := min(max(e.Offset, 0), len(data))
	line := 1 + strings.Count(string(data[:at]), "\n")
	from := 1 + strings.LastIndexByte(string(data[:at]), '\n')
	to := len(data)
	if i := strings.IndexByte(string(data[at:]), '\n'); i >= 0 {
		to = at + i
	}
	moved := *e
	moved.Offset -= from
	return strict.At(name, line, data[from:to], &moved)
}

package export

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A page is one document with one annotator's marks: what tools take that keep a file for each.
type page struct {
	Marked
	MarkedLayer
	marked bool   // whether there is a layer
	name   string // of its files without their endings: "ex1", or "ana/ex1" when a job asks for every layer
	file   string // the same without the folder
}

// text returns the document's text.
func (p page) text() annotate.Text { return p.Document.Text }

// pages returns what j asks for, document by document and in each by annotator. A document that nobody has marked is a
// page without a layer.
func (j Job) pages() (iter.Seq[page], error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	return func(yield func(page) bool) {
		files, folders := fileNames{}, fileNames{}
		for m := range docs {
			file := files.of(string(m.ID))
			if len(m.Layers) == 0 && !yield(page{Marked: m, name: file, file: file}) {
				return
			}
			for _, l := range m.Layers {
				name := file
				if j.Layer == All || j.Layer == "" {
					name = folders.of(string(l.Annotator)) + "/" + file
				}
				if !yield(page{m, l, true, name, file}) {
					return
				}
			}
		}
	}, nil
}

// fileNames gives names that every system takes for a file, no two of them alike but for their case.
type fileNames map[string]string // folded name to what it was made of

// of returns the name for s, the same each time.
func (n fileNames) of(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == unicode.ReplacementChar || strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, s)
	for len(clean) > 100 {
		_, size := utf8.DecodeLastRuneInString(clean)
		clean = clean[:len(clean)-size]
	}
	clean = strings.TrimRight(clean, " .")
	if clean == "" || strings.HasPrefix(clean, ".") || strings.HasPrefix(clean, " ") {
		clean = "_" + strings.TrimLeft(clean, ". ")
	}
	try := clean
	for k := 2; ; k++ {
		of, taken := n[strings.ToLower(try)]
		if !taken || of == s {
			n[strings.ToLower(try)] = s
			return try
		}
		try = fmt.Sprintf("%s-%d", clean, k)
	}
}

// writeFile writes one file whole.
func writeFile(s Sink, name string, data []byte) error {
	w, err := s.Create(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = w.Write(data)
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

package export

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// PARC reads the attribution corpus PARC 3.0: an XML file an article, whose words say which attributions they are part of,
// and in what role. The text is put together from the words and where they stood.
var PARC = Format{
	Name:      "parc",
	Title:     "PARC 3.0 attributions (XML)",
	Ext:       ".xml",
	Unit:      "byte",
	ReadFiles: readPARC,
}

// A parcReader reads one article.
type parcReader struct {
	text   strings.Builder
	end    int              // where the word before ended, as the file counts
	words  []annotate.Range // in code points of the text as it is put together
	pos    annotate.Pos     // of its end
	order  []string         // attributions as they are met
	roles  map[string][]int // by attribution and role, the words
	open   string           // the attribution whose roles come next
	listed map[string]bool
}

func readPARC(files fs.FS, opt ReadOptions) (Imported, error) {
	in := newImporter(opt)
	names, err := filesOf(files, ".xml")
	if err != nil {
		return Imported{}, err
	}
	for _, name := range names {
		data, err := in.open(files, name)
		if err != nil {
			return Imported{}, err
		}
		r := parcReader{roles: map[string][]int{}, listed: map[string]bool{}}
		err = elements(name, data, func(_ *xml.Decoder, _ int, e xml.StartElement) error { return r.element(e) })
		if err != nil {
			return Imported{}, err
		}
		title := strings.TrimSuffix(path.Base(name), path.Ext(name))
		d := &found{Document: annotate.Document{ID: annotate.DocID(title), Title: title}, unit: "codepoint", place: name}
		if err := d.setText(r.text.String()); err != nil {
			return Imported{}, fmt.Errorf("%s: %w", name, err)
		}
		r.marks(name, d)
		if err := in.add(d); err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

func attrOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *parcReader) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "WORD":
		r.open = ""
		a, b, _ := strings.Cut(attrOf(e, "ByteCount"), ",")
		from, err := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil || to < from {
			return fmt.Errorf("WORD: ByteCount: %s are no offsets, which are like 9,16", quote(attrOf(e, "ByteCount")))
		}
		word := attrOf(e, "text")
		if gap := from - r.end; gap > 0 {
			if gap > 1<<16 {
				return fmt.Errorf("WORD: ByteCount: the word begins %d bytes behind the one before; the file is damaged", gap)
			}
			r.text.WriteString(strings.Repeat(" ", gap))
			r.pos += annotate.Pos(gap)
		}
		r.end = max(r.end, to)
		r.text.WriteString(word)
		n := annotate.Pos(len([]rune(word)))
		r.words = append(r.words, annotate.Range{From: r.pos, To: r.pos + n})
		r.pos += n
	case "attribution":
		if r.open = attrOf(e, "id"); r.open == "" {
			return fmt.Errorf("attribution: it has no id")
		}
		if len(r.words) == 0 {
			return fmt.Errorf("attribution: it stands outside a word")
		}
		if !r.listed[r.open] {
			r.listed[r.open] = true
			r.order = append(r.order, r.open)
		}
	case "attributionRole":
		role := attrOf(e, "roleValue")
		if r.open == "" {
			return fmt.Errorf("attributionRole: it stands outside an attribution")
		}
		switch role {
		case "source", "cue", "content":
			key := r.open + " " + role
			r.roles[key] = append(r.roles[key], len(r.words)-1)
		}
	}
	return nil
}

// marks makes a span of each role and links the content to its source and cue.
func (r *parcReader) marks(name string, d *found) {
	l := d.layer("")
	for n, id := range r.order {
		has := map[string]annotate.SpanID{}
		for _, role := range []string{"content", "source", "cue"} {
			words := r.roles[id+" "+role]
			slices.Sort(words)
			words = slices.Compact(words)
			if len(words) == 0 {
				continue
			}
			s := foundSpan{
				Span:  annotate.Span{ID: annotate.SpanID(fmt.Sprintf("a%d-%s", n+1, role)), Label: annotate.Label(role)},
				place: name + ": " + id,
			}
			for i, w := range words {
				at := r.words[w]
				if i > 0 && words[i-1] == w-1 {
					s.parts[len(s.parts)-1].to = int(at.To)
				} else {
					s.parts = append(s.parts, foundPart{from: int(at.From), to: int(at.To)})
				}
			}
			for i := range s.parts {
				s.parts[i].quote = d.Text.Slice(annotate.Range{From: annotate.Pos(s.parts[i].from), To: annotate.Pos(s.parts[i].to)})
			}
			if role == "content" && strings.Contains(id, "Nested") {
				nested := "nested"
				s.Attrs = s.Attrs.With("level", &nested)
			}
			has[role] = s.ID
			l.spans = append(l.spans, s)
		}
		head := has["content"]
		if head == "" {
			head = has["cue"]
		}
		for _, role := range []string{"source", "cue"} {
			if tail := has[role]; head != "" && tail != "" && tail != head {
				l.relations = append(l.relations, foundRelation{annotate.Relation{Label: annotate.Label(role), Head: head, Tail: tail}, name + ": " + id})
			}
		}
	}
}

package article

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"galley/annotate"
)

// A Mode says what Load does where a file seems to hold several articles.
type Mode string

// The modes.
const (
	Auto  Mode = "auto"  // split at the places that are sure
	Never Mode = "never" // one document; what was proposed is told
)

// Limits bound what Load reads. A zero field means its default.
type Limits struct {
	File     int64 // bytes of one file: 32 MiB
	Unpacked int64 // bytes of all files in an archive together: 256 MiB
	Entries  int   // files in an archive: 10,000
	Ratio    int   // unpacked to packed size of one file in an archive: 200
	Nesting  int   // archives inside archives: 1
	Records  int   // documents of one file: 200,000
}

func (l Limits) filled() Limits {
	return Limits{
		cmp.Or(l.File, 32<<20), cmp.Or(l.Unpacked, 256<<20), cmp.Or(l.Entries, 10_000),
		cmp.Or(l.Ratio, 200), cmp.Or(l.Nesting, 1), cmp.Or(l.Records, 200_000),
	}
}

// Options tunes Load. The zero value splits where it is sure and has the default limits.
type Options struct {
	Split     Mode   // "" is Auto
	MediaType string // as the browser or the share sheet says, "" if unknown; the name's ending wins
	Limits    Limits
}

// Loaded is what a file held.
type Loaded struct {
	Documents []annotate.Document
	Splits    []Split // with one document and Never, or with places that are not sure: where more may begin
	Notes     []Note  // what a person should know, though nothing is wrong enough to stop
}

// A Note is a remark on a file that was loaded.
type Note struct {
	File string
	Line int // from 1; 0 when it is about the whole file
	Text string
}

func (n Note) String() string {
	if n.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.Text)
	}
	return n.File + ": " + n.Text
}

// A Loader reads one kind of file.
type Loader struct {
	Name  string
	Ext   []string // endings of file names, lower case, with the dot
	Media []string // media types
	load  func(source) (Loaded, error)
}

// source is what a loader gets.
type source struct {
	name  string
	data  []byte
	opt   Options // limits filled in
	depth int     // of archives around it
	spent *int64  // bytes unpacked so far in the outermost archive
}

// Loaders lists every kind of file, in the order they are shown. The first reads whatever no other claims.
func Loaders() []Loader { return []Loader{Plain, Markdown, HTML, JSONL, CSV, ZIP} }

// Load reads a file's articles. The name chooses the loader by its ending, then the media type, then the bytes.
// data is not kept or changed. The error is an [*Error], one sentence that names the file.
func Load(name string, data []byte, opt Options) (Loaded, error) {
	opt.Limits = opt.Limits.filled()
	var spent int64
	return load(source{name: name, data: data, opt: opt, spent: &spent})
}

func load(src source) (Loaded, error) {
	if src.name == "" {
		src.name = "pasted text"
	}
	l := choose(src)
	if int64(len(src.data)) > src.opt.Limits.File && l.Name != ZIP.Name {
		return Loaded{}, tooLarge(src)
	}
	if l.Name == ZIP.Name && int64(len(src.data)) > src.opt.Limits.Unpacked {
		return Loaded{}, tooLarge(src)
	}
	if len(strings.TrimSpace(string(src.data[:min(len(src.data), 4096)]))) == 0 && len(strings.TrimSpace(string(src.data))) == 0 {
		return Loaded{}, &Error{File: src.name, What: "the file is empty", Do: "choose a file with text in it", Err: ErrEmpty}
	}
	if l.Name != ZIP.Name {
		if err := binary(src); err != nil {
			return Loaded{}, err
		}
	}
	return l.read(src)
}

// choose returns the loader for a file.
func choose(src source) Loader {
	ext := strings.ToLower(path.Ext(src.name))
	media, _, _ := strings.Cut(strings.ToLower(src.opt.MediaType), ";")
	for _, l := range Loaders() {
		for _, e := range l.Ext {
			if ext == e {
				return l
			}
		}
	}
	for _, l := range Loaders() {
		for _, m := range l.Media {
			if strings.TrimSpace(media) == m {
				return l
			}
		}
	}
	if ext == "" || media == "" {
		switch head := strings.ToLower(strings.TrimSpace(string(src.data[:min(len(src.data), 512)]))); {
		case strings.HasPrefix(head, "pk\x03\x04") && ext == "":
			return ZIP
		case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"):
			return HTML
		}
	}
	return Plain
}

// canonical makes the bytes of a file a text.
func canonical(src source) (annotate.Text, error) {
	t, err := annotate.Canonical(src.data)
	if err != nil {
		return t, canonError(src.name, 0, err)
	}
	return t, nil
}

// document makes a text a document, with its blocks and a title read off.
func document(s string) annotate.Document { return withBlocks("", "", annotate.NewText(s), nil) }

func withBlocks(id annotate.DocID, title string, t annotate.Text, hints map[int]hint) annotate.Document {
	lines := read(t.String(), hints)
	if title == "" {
		title = titleOf(lines)
	}
	d := annotate.NewDocument(id, title, t)
	d.Blocks = build(lines)
	return d
}

// documentID is the id that a text has when nobody gave it one.
func documentID(d annotate.Document) annotate.DocID {
	return annotate.NewDocument("", "", d.Text).ID
}

// one is a file that holds one text: split it or propose to.
func one(src source, t annotate.Text, title, lang string, hints map[int]hint, meta ...annotate.Field) Loaded {
	d := withBlocks("", title, t, hints)
	d.Lang = lang
	d.Meta = append([]annotate.Field{{Name: "file", Value: src.name}}, meta...)
	out := Loaded{Documents: []annotate.Document{d}}
	if hints != nil {
		return out // a page or a marked-up file is one article
	}
	found := splits(read(t.String(), nil))
	if src.opt.Split == Never {
		out.Splits = found
		return out
	}
	var points []annotate.Pos
	for _, s := range found {
		if s.Sure {
			points = append(points, s.Pos)
		}
	}
	out.Documents = SplitAt(d, points)
	if len(points) == 0 {
		out.Splits = found
	}
	return out
}

// titleOf returns the headline, or the first words of the story.
func titleOf(lines []line) string {
	for i := range min(len(lines), 12) {
		if lines[i].is(annotate.Headline) {
			return short(lines[i].s, 120)
		}
	}
	for _, kinds := range [][]annotate.BlockKind{{annotate.Paragraph}, {annotate.Caption}} {
		for i := range lines {
			if l := &lines[i]; l.is(kinds...) {
				s := l.s
				if p, ok := l.dated(); ok && p.to < len(s) {
					s = strings.TrimLeft(s[p.to:], " .:-–—―")
				}
				if s != "" {
					return short(s, 80)
				}
			}
		}
	}
	if len(lines) > 0 {
		return short(lines[0].s, 80)
	}
	return ""
}

// short cuts s after at most n characters, between words, and says so with an ellipsis.
func short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	count := 0
	for i := range s {
		if count == n {
			if at := strings.LastIndexByte(s[:i], ' '); at > i/2 {
				i = at
			}
			return strings.TrimRight(s[:i], " ,;:-–—") + "…"
		}
		count++
	}
	return s
}

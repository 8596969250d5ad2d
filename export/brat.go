package export

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/journal"
)

// Brat is the standoff format of brat: a .txt and an .ann for each document, with annotation.conf beside them. Of all
// layers, each annotator has a folder, as brat's own collections do and bratiaa expects.
var Brat = Format{
	Name:  "brat",
	Title: "brat standoff (a folder of .txt and .ann)",
	Ext:   ".ann",
	Unit:  "codepoint",
	Loses: []string{
		"ids of marks (brat counts T1, R1)", "the order of documents", "attributes of relations", "which rule proposed a mark",
		"attribute values that are empty; tabs and line breaks in them become spaces",
	},
	WriteFiles: inParts(writeBrat),
	ReadFiles:  func(files fs.FS, opt ReadOptions) (Imported, error) { return readBrat(files, opt, false) },
	Surfaces:   surfacesBrat,
}

// Types of our own among brat's notes, and the attribute that its comments are.
const (
	bratJoined  = "GalleyParts"    // the parts that a span had before it was cut at line ends
	bratComment = "AnnotatorNotes" // what brat calls a comment
	noteAttr    = "note"
)

// A bratWriter keeps what annotation.conf and the sidecar tell, while documents are written.
type bratWriter struct {
	Sink
	loss  Loss
	side  sidecar
	named map[string]map[string]string // by kind: Galley's name to brat's
	taken map[string]bool              // kind and brat's name
	conf  bratConf
}

func writeBrat(s Sink, j Job) (Loss, error) {
	pages, err := j.pages()
	if err != nil {
		return nil, err
	}
	w := &bratWriter{Sink: s, named: map[string]map[string]string{}, taken: map[string]bool{}, conf: newBratConf()}
	if scheme, ok := schemeOf(j.Records); ok {
		w.know(scheme)
	}
	for p := range pages {
		w.side.add(p)
		if err := writeFile(s, p.name+".txt", []byte(p.text().String())); err != nil {
			return w.loss, err
		}
		if err := writeFile(s, p.name+".ann", w.page(j, p)); err != nil {
			return w.loss, err
		}
	}
	if err := writeFile(s, "annotation.conf", w.conf.append(nil)); err != nil {
		return w.loss, err
	}
	return w.loss, writeFile(s, sidecarName, w.side.append(nil))
}

// schemeOf returns the scheme that a project works with, if its records hold it.
func schemeOf(recs []journal.Record) (annotate.Scheme, bool) {
	for _, r := range recs {
		if r.Project != nil {
			return journal.SchemeInForce(*r.Project, recs)
		}
	}
	return annotate.Scheme{}, false
}

// know lists what a scheme has, in its order, so that equal schemes give equal configurations.
func (w *bratWriter) know(s annotate.Scheme) {
	for _, l := range s.Labels {
		w.conf.entity(w.name("entity", string(l.ID)))
	}
	for _, r := range s.Relations {
		for _, h := range r.Heads {
			for _, t := range r.Tails {
				w.conf.relation(w.name("relation", string(r.ID)), w.name("entity", string(h)), w.name("entity", string(t)))
			}
		}
	}
	for _, a := range s.Attributes {
		for _, on := range a.On {
			if _, ok := s.Label(annotate.Label(on)); !ok {
				continue
			}
			w.conf.attribute(w.name("attribute", a.ID), w.name("entity", on), "")
			for _, v := range a.Values {
				w.conf.attribute(w.name("attribute", a.ID), w.name("entity", on), v)
			}
		}
	}
}

// name returns how brat writes a label: of letters A–Z, digits, _ and - alone, no two labels alike.
func (w *bratWriter) name(kind, label string) string {
	if n, ok := w.named[kind][label]; ok {
		return n
	}
	clean := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' {
			return c
		}
		return '_'
	}, label)
	try := cmp.Or(clean, "_")
	for k := 2; w.taken[kind+" "+try]; k++ {
		try = clean + "-" + strconv.Itoa(k)
	}
	w.taken[kind+" "+try] = true
	if w.named[kind] == nil {
		w.named[kind] = map[string]string{}
	}
	w.named[kind][label] = try
	if try != label {
		w.side.names = append(w.side.names, sideName{kind, try, label})
	}
	return try
}

// page returns the .ann of a page.
func (w *bratWriter) page(j Job, p page) []byte {
	var marks, attrs, notes []byte
	ids := map[annotate.SpanID]string{}
	labels := map[annotate.SpanID]string{}
	nA, nNote := 0, 0
	note := func(kind, target, text string) {
		nNote++
		notes = fmt.Appendf(notes, "#%d\t%s %s\t%s\n", nNote, kind, target, text)
	}
	for s := range p.Spans() {
		var parts []annotate.Range
		for _, r := range s.Ranges {
			parts = append(parts, cutLines(p.text(), r)...)
		}
		if len(parts) == 0 {
			w.loss.add("spans of white space alone", 1)
			continue
		}
		id := "T" + strconv.Itoa(len(ids)+1)
		label := w.name("entity", string(s.Label))
		ids[s.ID], labels[s.ID] = id, label
		w.conf.entity(label)
		j.sayParts(p.ID, s.ID, p.text(), s.Ranges)
		marks = fmt.Appendf(marks, "%s\t%s %s\t%s\n", id, label, bratPlaces(parts), bratText(p.text(), parts))
		if !slices.Equal(parts, s.Ranges) {
			note(bratJoined, id, bratPlaces(s.Ranges))
		}
		if s.Origin != nil {
			w.loss.add(lostOrigins, 1)
		}
		for _, a := range s.Attrs {
			switch {
			case a.Value == "":
				w.loss.add("attributes with an empty value", 1)
			case a.Name == noteAttr:
				note(bratComment, id, bratEscape.Replace(a.Value))
			default:
				name := w.name("attribute", a.Name)
				value := w.value(a.Value)
				nA++
				w.conf.attribute(name, label, value)
				attrs = fmt.Appendf(attrs, "A%d\t%s %s %s\n", nA, name, id, value)
			}
		}
	}
	n := 0
	for _, r := range p.Relations() {
		head, tail := ids[r.Head], ids[r.Tail]
		if head == "" || tail == "" {
			w.loss.add("relations of spans that are left out", 1)
			continue
		}
		n++
		label := w.name("relation", string(r.Label))
		w.conf.relation(label, labels[r.Head], labels[r.Tail])
		marks = fmt.Appendf(marks, "R%d\t%s Arg1:%s Arg2:%s\n", n, label, head, tail)
		w.loss.add("attributes of relations", len(r.Attrs))
		if r.Origin != nil {
			w.loss.add(lostOrigins, 1)
		}
	}
	return append(append(marks, attrs...), notes...)
}

// value returns an attribute's value in one line.
func (w *bratWriter) value(v string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '\t' || breaksLine(r) {
			return ' '
		}
		return r
	}, v)
	if clean != v {
		w.loss.add("attribute values with tabs or line breaks, made spaces", 1)
	}
	return clean
}

// bratEscape and bratUnescape keep what a person wrote in one line.
var bratEscape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)
var bratUnescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\t`, "\t")

// breaksLine reports whether some reader ends a line at r.
func breaksLine(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', '\x1c', '\x1d', '\x1e', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// cutLines cuts r at line ends and trims white space there, as brat does with a selection that runs over them.
func cutLines(t annotate.Text, r annotate.Range) (parts []annotate.Range) {
	s := t.Slice(r)
	if !strings.ContainsFunc(s, breaksLine) {
		return []annotate.Range{r}
	}
	from := r.From
	for s != "" {
		line, rest := s, ""
		if i := strings.IndexFunc(s, breaksLine); i >= 0 {
			line, rest = s[:i], s[i:]
			_, n := utf8.DecodeRuneInString(rest)
			rest = rest[n:]
		}
		width := annotate.Pos(utf8.RuneCountInString(line))
		lead := annotate.Pos(utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeftFunc(line, unicode.IsSpace)))
		core := annotate.Pos(utf8.RuneCountInString(strings.TrimSpace(line)))
		if core > 0 {
			parts = append(parts, annotate.Range{From: from + lead, To: from + lead + core})
		}
		from += width + 1
		s = rest
	}
	return parts
}

// bratPlaces writes ranges as brat does: "2 25;36 54".
func bratPlaces(rs []annotate.Range) string {
	parts := make([]string, len(rs))
	for i, r := range rs {
		parts[i] = fmt.Sprintf("%d %d", r.From, r.To)
	}
	return strings.Join(parts, ";")
}

// bratText is what a span covers as brat repeats it: its fragments with one space between.
func bratText(t annotate.Text, rs []annotate.Range) string {
	parts := make([]string, len(rs))
	for i, r := range rs {
		parts[i] = t.Slice(r)
	}
	return strings.Join(parts, " ")
}

package export

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// readBrat reads a folder of brat's. Files in a folder of their own are the marks of the annotator that it is named for.
// As brat itself does, it passes over lines that it cannot understand, telling of each. attribution says that the folder is
// laid out and named as PolNeAR is: see [PolNeAR].
func readBrat(files fs.FS, opt ReadOptions, attribution bool) (Imported, error) {
	in := newImporter(opt)
	side, err := in.sidecar(files)
	if err != nil {
		return Imported{}, err
	}
	names, err := filesOf(files, ".ann")
	if err != nil {
		return Imported{}, err
	}
	texts, err := filesOf(files, ".txt")
	if err != nil {
		return Imported{}, err
	}
	for _, name := range names {
		base := strings.TrimSuffix(name, path.Ext(name))
		txt, by := base+".txt", annotate.Annotator(folderOf(name))
		if attribution {
			txt, by = textOf(base, texts)
		}
		if !slices.Contains(texts, txt) {
			return Imported{}, &strict.FileError{File: name, Reason: fmt.Sprintf("its text %s is not there; brat keeps both files side by side", txt)}
		}
		data, err := in.open(files, txt)
		if err != nil {
			return Imported{}, err
		}
		title := strings.TrimSuffix(path.Base(txt), ".txt")
		d := &found{Document: annotate.Document{ID: annotate.DocID(title), Title: title}, unit: "codepoint", place: name}
		known, ok := side.page(base)
		if ok {
			d.Document, by = known.doc, known.by
		}
		if err := d.setText(string(data)); err != nil {
			return Imported{}, fmt.Errorf("%s: %w", txt, err)
		}
		lines, err := in.open(files, name)
		if err != nil {
			return Imported{}, err
		}
		r := &bratReader{in: in, d: d, layer: d.layer(by), side: &side, at: map[string]int{}, attribution: attribution, events: map[string]bratEvent{}}
		r.layer.attrs = known.attrs
		r.lines(name, string(lines))
		if err := in.add(d); err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

// A bratReader reads one .ann.
type bratReader struct {
	in          *importer
	d           *found
	layer       *foundLayer
	side        *sidecar
	attribution bool
	at          map[string]int // of each T, its place among the spans
	late        []bratLine     // lines that speak of others, to be read when all marks are known
	events      map[string]bratEvent
	order       []string // of events
}

// A bratLine is a line cut at its tabs.
type bratLine struct{ place, id, data, tail string }

type bratEvent struct {
	place, kind, trigger string
	args                 [][2]string // role without its number, id
}

func (r *bratReader) lines(name, data string) {
	open := false // the line before is a T, whose text may go on
	for n, line := range strings.Split(data, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		place := fmt.Sprintf("%s:%d", name, n+1)
		id, rest, tabbed := strings.Cut(line, "\t")
		if !tabbed || id == "" || !strings.ContainsRune("TREAMN#*", rune(id[0])) {
			if open { // the text of a mark that held a line feed
				s := &r.layer.spans[len(r.layer.spans)-1]
				s.parts[len(s.parts)-1].quote += "\n" + line
				continue
			}
			r.in.note(place, "this is no line of brat's and is left out: %s", quote(line))
			continue
		}
		data, tail, _ := strings.Cut(rest, "\t")
		l := bratLine{place, id, data, tail}
		if open = id[0] == 'T' && r.span(l); !open && id[0] != 'T' {
			r.late = append(r.late, l)
		}
	}
	// Events link what they name, and some of them are all that a trigger is for: so they come before relations.
	for _, l := range r.late {
		if l.id[0] == 'E' {
			r.event(l)
		}
	}
	r.link()
	for _, l := range r.late {
		if l.id[0] != 'E' {
			r.line(l)
		}
	}
}

// span reads "T1 TAB content 2 25;36 54 TAB text".
func (r *bratReader) span(l bratLine) bool {
	kind, places, _ := strings.Cut(l.data, " ")
	s := foundSpan{Span: annotate.Span{ID: annotate.SpanID(l.id), Label: r.label("entity", kind)}, place: l.place + ": " + l.id}
	if kind == "" {
		r.in.note(s.place, "it has no type and is left out")
		return false
	}
	parts, ok := bratParts(places)
	if !ok {
		r.in.note(s.place, "its offsets are like 2 25 or 2 25;36 54, not %s; it is left out", quote(places))
		return false
	}
	if _, twice := r.at[l.id]; twice {
		r.in.note(s.place, "the id is given twice; this line is left out")
		return false
	}
	s.parts = quoteParts(parts, l.tail)
	r.at[l.id] = len(r.layer.spans)
	r.layer.spans = append(r.layer.spans, s)
	return true
}

func bratParts(s string) (parts []foundPart, ok bool) {
	for part := range strings.SplitSeq(s, ";") {
		a, b, _ := strings.Cut(part, " ")
		from, err := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil || from < 0 || to < from {
			return nil, false
		}
		parts = append(parts, foundPart{from: from, to: to})
	}
	return parts, true
}

// quoteParts cuts the text that a line repeats into that of its fragments, in whatever unit their lengths fit it. Text
// that fits none is taken for the whole.
func quoteParts(parts []foundPart, s string) []foundPart {
	t := annotate.NewText(s)
	for _, u := range []string{"codepoint", "utf16", "byte"} {
		pos := inUnit(t, u)
		out, at := slices.Clone(parts), 0
		fits := true
		for i := range out {
			from, ok := pos(at)
			at += out[i].to - out[i].from
			to, ok2 := pos(at)
			if fits = ok && ok2 && fits; !fits {
				break
			}
			out[i].quote = t.Slice(annotate.Range{From: from, To: to})
			if i+1 < len(out) {
				end, ok := pos(at + 1)
				fits = ok && t.Slice(annotate.Range{From: to, To: end}) == " "
				at++
			}
		}
		if end, ok := pos(at); fits && ok && end == t.Len() {
			return out
		}
	}
	if s == "" {
		return parts
	}
	return []foundPart{{from: parts[0].from, to: parts[len(parts)-1].to, quote: s}}
}

// label returns what a type is called in Galley.
func (r *bratReader) label(kind, name string) annotate.Label {
	if r.attribution {
		switch low := strings.ToLower(name); low {
		case "source", "cue", "content":
			return annotate.Label(low)
		}
	}
	return annotate.Label(r.side.label(kind, name))
}

// target returns the span that a line speaks of.
func (r *bratReader) target(l bratLine, id string) *foundSpan {
	if e, ok := r.events[id]; ok {
		id = e.trigger
	}
	i, ok := r.at[id]
	if !ok {
		r.in.note(l.place, "%s speaks of %s, which is no mark of this file; it is left out", l.id, quote(id))
		return nil
	}
	return &r.layer.spans[i]
}

func (r *bratReader) set(s *foundSpan, place, name, value string) {
	if old, ok := s.Attrs.Get(name); ok && old != value {
		r.in.note(place, "%s of %s is given twice, as %s and %s; the first stands", name, s.ID, quote(old), quote(value))
		return
	}
	s.Attrs = s.Attrs.With(name, &value)
}

func (r *bratReader) line(l bratLine) {
	words := strings.SplitN(l.data, " ", 3)
	if len(words) < 2 {
		r.in.note(l.place, "%s has no target and is left out", l.id)
		return
	}
	switch l.id[0] {
	case 'R':
		r.relation(l)
	case 'A', 'M':
		if s := r.target(l, words[1]); s != nil {
			value := "true"
			if len(words) == 3 {
				value = words[2]
			}
			r.set(s, l.place, r.side.label("attribute", words[0]), value)
		}
	case 'N':
		if s := r.target(l, words[1]); s != nil && len(words) == 3 {
			r.set(s, l.place, words[0], words[2])
		}
	case '#':
		if words[0] == bratJoined {
			r.joined(l, words[1])
		} else if s := r.target(l, words[1]); s != nil {
			name := words[0]
			if name == bratComment {
				name = noteAttr
			}
			r.set(s, l.place, name, bratUnescape.Replace(l.tail))
		}
	case '*':
		all := strings.Fields(l.data)
		for i := 2; i < len(all); i++ {
			r.relate(l.place, "", r.label("relation", all[0]), all[i-1], all[i])
		}
	}
}

// relation reads "R1 TAB source Arg1:T1 Arg2:T2".
func (r *bratReader) relation(l bratLine) {
	words := strings.Fields(l.data)
	if len(words) != 3 {
		r.in.note(l.place, "%s: a relation is like source Arg1:T1 Arg2:T2, not %s; it is left out", l.id, quote(l.data))
		return
	}
	_, head, ok := strings.Cut(words[1], ":")
	_, tail, ok2 := strings.Cut(words[2], ":")
	if !ok || !ok2 {
		r.in.note(l.place, "%s: a relation is like source Arg1:T1 Arg2:T2, not %s; it is left out", l.id, quote(l.data))
		return
	}
	r.relate(l.place, l.id, r.label("relation", words[0]), head, tail)
}

func (r *bratReader) relate(place, id string, label annotate.Label, head, tail string) {
	if e, ok := r.events[head]; ok {
		head = e.trigger
	}
	if e, ok := r.events[tail]; ok {
		tail = e.trigger
	}
	r.layer.relations = append(r.layer.relations, foundRelation{
		annotate.Relation{ID: annotate.SpanID(id), Label: label, Head: annotate.SpanID(head), Tail: annotate.SpanID(tail)}, place,
	})
}

// joined gives a span the parts that it had before it was cut at line ends. That holds only as long as the pieces are where
// they were put: brat may have moved them since.
func (r *bratReader) joined(l bratLine, id string) {
	i, ok := r.at[id]
	whole, ok2 := bratParts(l.tail)
	if !ok || !ok2 {
		return
	}
	s, t := &r.layer.spans[i], r.d.Text
	var cut, parts []foundPart
	for _, w := range whole {
		at := annotate.Range{From: annotate.Pos(w.from), To: annotate.Pos(w.to)}
		if at.To > t.Len() || at.Empty() {
			return
		}
		for _, c := range cutLines(t, at) {
			cut = append(cut, foundPart{from: int(c.From), to: int(c.To), quote: t.Slice(c)})
		}
		w.quote = t.Slice(at)
		parts = append(parts, w)
	}
	if slices.Equal(cut, s.parts) {
		s.parts = parts
	}
}

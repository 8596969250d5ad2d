package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/strict"
)

// An intake turns what other tools' files say into records: a document and one entry a layer.
type intake struct {
	name string // the file's, in messages
	opt  ReadOptions
	unit string // what offsets count where nothing shows otherwise: "codepoint", "utf16" or "byte"
	sum  hash.Hash
	docs map[annotate.DocID]*arrival
	ids  []annotate.DocID // in order
	out  Imported
}

func newIntake(name, unit string, opt ReadOptions) *intake {
	in := &intake{name: name, opt: opt, unit: cmp.Or(opt.Unit, unit), sum: sha256.New(), docs: map[annotate.DocID]*arrival{}}
	in.sum.Write([]byte(opt.Annotator + "\n"))
	return in
}

// note tells a person something about a place in the file, "" for the file as a whole.
func (in *intake) note(place, format string, args ...any) {
	at := in.name
	if place != "" {
		at += ":" + place
	}
	in.out.Notes = append(in.out.Notes, at+": "+fmt.Sprintf(format, args...))
}

// fail is an error at a place of the file.
func (in *intake) fail(line int, field, format string, args ...any) error {
	return &strict.FileError{File: in.name, Line: line, Field: field, Reason: fmt.Sprintf(format, args...)}
}

// failAt is an error at a line or, where place is no number, at a path in the file.
func (in *intake) failAt(place string, err error) error {
	e := &strict.FileError{File: in.name, Reason: err.Error(), Err: err}
	if n, bad := strconv.Atoi(place); bad == nil {
		e.Line = n
	} else {
		e.Field = place
	}
	return e
}

// An arrival is a document of a stranger's file with the marks found so far.
type arrival struct {
	annotate.Document
	in     *intake
	raw    annotate.Text // as the file has it, which is what its offsets count in
	pairs  []int         // byte offsets in raw of CRs that were dropped
	place  string
	layers map[annotate.Annotator]*layerIn
	used   map[annotate.SpanID]bool // of all layers
}

type layerIn struct {
	has       map[annotate.SpanID]bool // the spans
	spans     []annotate.Span
	relations []annotate.Relation
	attrs     annotate.Attrs
}

// document begins a document, or goes on with one of the same id and text, as when two people marked it. An empty id
// becomes one of the text's digest.
func (in *intake) document(place, id, title, text string) (*arrival, error) {
	in.sum.Write([]byte(id + "\x00" + text + "\x00"))
	t, err := annotate.Canonical([]byte(text))
	if err != nil {
		return nil, in.failAt(place, err)
	}
	a := &arrival{
		Document: annotate.NewDocument(annotate.DocID(id), title, t), in: in, raw: t, place: place,
		layers: map[annotate.Annotator]*layerIn{}, used: map[annotate.SpanID]bool{},
	}
	if t.String() != text {
		a.raw = annotate.NewText(text)
		for i := range len(text) - 1 {
			if text[i] == '\r' && text[i+1] == '\n' {
				a.pairs = append(a.pairs, i)
			}
		}
	}
	if old := in.docs[a.ID]; old != nil {
		if old.Digest != a.Digest {
			return nil, in.failAt(place, fmt.Errorf("document %q stands at %s already, with another text: give one of them another id", a.ID, old.place))
		}
		return old, nil
	}
	a.Order = len(in.ids) + 1
	in.docs[a.ID] = a
	in.ids = append(in.ids, a.ID)
	return a, nil
}

func (a *arrival) layer(by annotate.Annotator) *layerIn {
	by = cmp.Or(a.in.opt.Annotator, by, "import")
	if a.layers[by] == nil {
		a.layers[by] = &layerIn{has: map[annotate.SpanID]bool{}}
	}
	return a.layers[by]
}

// free returns id if it can be a span's and is new in the document, and one like it otherwise. "" is numbered.
func (a *arrival) free(id, kind string) annotate.SpanID {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, id)
	if clean = clean[:min(len(clean), 64)]; clean == "" {
		for n := 1; clean == "" || a.used[annotate.SpanID(clean)]; n++ {
			clean = kind + strconv.Itoa(n)
		}
	}
	if got := annotate.SpanID(clean); !a.used[got] {
		a.used[got] = true
		return got
	}
	return other(annotate.SpanID(clean), a.used)
}

// A stretch is a part of a span as a file says it: offsets in the file's unit, and the words there, "" if it has none.
type stretch struct {
	from, to int
	words    string
}

// span adds a span, and reports whether it could be placed. Words decide: where the offsets lead to others, the other
// units are tried, then the words are looked for, and a note says what was done. place is the line or path in the file.
func (a *arrival) span(place string, by annotate.Annotator, s annotate.Span, parts ...stretch) (annotate.SpanID, bool) {
	fmt.Fprintf(a.in.sum, "%s\x00%s\x00%s\x00%v\x00%v\x00", by, s.ID, s.Label, s.Attrs, parts)
	for _, p := range parts {
		r, how, ok := a.find(p)
		if !ok {
			a.in.note(place, "%s at %d–%d is left out: %s", s.Label, p.from, p.to, how)
			return "", false
		}
		if how != "" {
			a.in.note(place, "%s at %d–%d: %s", s.Label, p.from, p.to, how)
		}
		s.Ranges = append(s.Ranges, r)
	}
	if s.Ranges = tidy(s.Ranges); len(s.Ranges) == 0 || s.Label == "" {
		a.in.note(place, "a span without %s is left out", map[bool]string{true: "a label", false: "words"}[s.Label == ""])
		return "", false
	}
	s.ID = a.free(string(s.ID), "s")
	l := a.layer(by)
	l.spans, l.has[s.ID] = append(l.spans, s), true
	return s.ID, true
}

// tidy puts ranges in order and joins those that overlap or touch.
func tidy(rs []annotate.Range) []annotate.Range {
	slices.SortFunc(rs, func(x, y annotate.Range) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	var out []annotate.Range
	for _, r := range rs {
		if n := len(out); n > 0 && r.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// unitWords names a unit in words.
func unitWords(unit string) string {
	switch unit {
	case "utf16":
		return "UTF-16 units"
	case "byte":
		return "bytes"
	}
	return "code points"
}

// find returns where a stretch lies in the document. how says what had to be done, "" if nothing, or why it is nowhere.
func (a *arrival) find(p stretch) (r annotate.Range, how string, ok bool) {
	wanted := strings.ReplaceAll(p.words, "\r\n", "\n")
	for _, unit := range []string{a.in.unit, "codepoint", "utf16", "byte"} {
		for _, t := range []annotate.Text{a.raw, a.Text} {
			from, to, ok := bytesAt(t, unit, p)
			if !ok {
				continue
			}
			if t == a.raw {
				from, to = a.settle(from), a.settle(to)
			}
			if got := a.Text.String()[from:to]; wanted != "" && got != wanted {
				continue
			}
			r, why := a.whole(from, to)
			switch {
			case unit != a.in.unit:
				why = "its offsets count " + unitWords(unit) + ", as its words show" + why
			case t != a.raw:
				why = "its offsets count a line's end as one character, as its words show" + why
			}
			return r, strings.TrimPrefix(why, "; "), true
		}
		if wanted == "" {
			return r, "its offsets lie outside the text or inside a character; " + unitWords(a.in.unit) + " were counted", false
		}
	}
	s := a.Text.String()
	from, _, ok := bytesAt(a.raw, a.in.unit, stretch{max(p.from, 0), max(p.from, 0), ""})
	if ok {
		from = a.settle(from)
	}
	best, count := -1, 0
	for at := 0; ; {
		i := strings.Index(s[at:], wanted)
		if i < 0 {
			break
		}
		if at += i; best < 0 || abs(at-from) < abs(best-from) {
			best = at
		}
		count++
		at += max(len(wanted), 1)
	}
	if best < 0 {
		return r, "its words, " + quote(wanted) + ", are not in the text", false
	}
	r, why := a.whole(best, best+len(wanted))
	return r, fmt.Sprintf("its words are not there; found %s by them at %v (of %d places)%s", quote(wanted), r, count, why), true
}

func abs(n int) int { return max(n, -n) }

// whole turns byte offsets of the text into a range that splits no character.
func (a *arrival) whole(from, to int) (annotate.Range, string) {
	f, _ := a.Text.FromByte(annotate.Byte(from))
	t, _ := a.Text.FromByte(annotate.Byte(to))
	r := annotate.Range{From: f, To: t}
	if wide := a.Text.SnapGraphemes(r); wide != r {
		return wide, "; it split a character made of several code points and is wider now"
	}
	return r, ""
}

// bytesAt returns the byte offsets of a stretch of t.
func bytesAt(t annotate.Text, unit string, p stretch) (from, to int, ok bool) {
	if p.from < 0 || p.to < p.from {
		return 0, 0, false
	}
	at := func(n int) (annotate.Byte, bool) {
		switch unit {
		case "utf16":
			pos, err := t.FromUTF16(annotate.UTF16(n))
			return t.Byte(pos), err == nil
		case "byte":
			_, err := t.FromByte(annotate.Byte(n))
			return annotate.Byte(n), err == nil
		}
		return t.Byte(annotate.Pos(n)), n <= int(t.Len())
	}
	f, ok1 := at(p.from)
	e, ok2 := at(p.to)
	return int(f), int(e), ok1 && ok2
}

// settle turns a byte offset of the raw text into one of the text: CRs before it are gone.
func (a *arrival) settle(b int) int {
	n, _ := slices.BinarySearch(a.pairs, b)
	return b - n
}

// relation links two spans that were added under these ids.
func (a *arrival) relation(place string, by annotate.Annotator, r annotate.Relation) {
	fmt.Fprintf(a.in.sum, "%s\x00%s\x00%s\x00%s\x00%s\x00%v\x00", by, r.ID, r.Label, r.Head, r.Tail, r.Attrs)
	l := a.layer(by)
	if r.Label == "" || !l.has[r.Head] || !l.has[r.Tail] {
		a.in.note(place, "a relation is left out, as a span at its end or its label is missing")
		return
	}
	r.ID = a.free(string(r.ID), "r")
	l.relations = append(l.relations, r)
}

// attr sets an attribute of the document.
func (a *arrival) attr(by annotate.Annotator, name, value string) {
	fmt.Fprintf(a.in.sum, "%s\x00%s\x00%s\x00", by, name, value)
	l := a.layer(by)
	l.attrs = l.attrs.With(name, &value)
}

// finish returns what came in. The entries' actor is made of all that was read.
func (in *intake) finish() Imported {
	actor := journal.Actor("import-" + hex.EncodeToString(in.sum.Sum(nil)[:6]))
	seq := 0
	for _, id := range in.ids {
		a := in.docs[id]
		in.out.Records = append(in.out.Records, journal.Record{Document: &a.Document})
		for _, by := range slices.Sorted(maps.Keys(a.layers)) {
			l := a.layers[by]
			var tx annotate.Tx
			for _, s := range l.spans {
				tx = append(tx, annotate.AddSpan{Span: s})
			}
			for _, r := range l.relations {
				tx = append(tx, annotate.AddRelation{Relation: r})
			}
			for _, f := range l.attrs {
				tx = append(tx, annotate.SetAttr{Name: f.Name, To: &f.Value})
			}
			if len(tx) == 0 {
				continue
			}
			seq++
			in.out.Records = append(in.out.Records, journal.Record{Entry: &journal.Entry{
				Ref: journal.Ref{Actor: actor, Seq: seq}, Lamport: seq, Stream: journal.Stream{Doc: a.ID, Layer: by}, Tx: tx,
			}})
		}
	}
	journal.SortRecords(in.out.Records)
	return in.out
}

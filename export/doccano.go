package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"galley/annotate"
)

// Doccano is what doccano's sequence labelling imports and exports. Its page counts UTF-16 units, so those are written.
// Spans that share words stay only where the project allows overlapping.
var Doccano = Format{
	Name: "doccano", Title: "doccano sequence labelling (JSON Lines)", Ext: ".jsonl", Unit: "utf16",
	Loses:    loses("which parts belong to one span", "attributes", "relations", "ids of spans"),
	Write:    func(w io.Writer, j Job) (Loss, error) { return writeDoccano(w, j, false) },
	Read:     readDoccano,
	Surfaces: surfacesDoccano,
}

// DoccanoRelations is what doccano imports and exports in projects with relations. The parts of a span are linked to the
// first by relations of their own.
var DoccanoRelations = Format{
	Name: "doccano-relations", Title: "doccano spans and relations (JSON Lines)", Ext: ".jsonl", Unit: "utf16",
	Loses:    loses("attributes", "ids of spans and relations"),
	Write:    func(w io.Writer, j Job) (Loss, error) { return writeDoccano(w, j, true) },
	Read:     readDoccano,
	Surfaces: surfacesDoccano,
}

// partOf is the relation that links a later part of a span to the first, where a notation has spans of one part alone.
const partOf = "part-of"

func writeDoccano(w io.Writer, j Job, relations bool) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	var p pen
	for v := range views {
		if v.Text.Len() == 0 {
			loss.add("documents without text left out", 1)
			continue
		}
		lostMarkup(v, &loss)
		p.b = p.b[:0]
		p.open('{')
		p.text("text", v.Text.String())
		if relations {
			p.list("entities")
		} else {
			p.list("label")
			loss.add(lostRelations, len(v.Layer.Relations()))
		}
		first := map[annotate.SpanID]int{}
		var links []link
		n := 0
		for s := range v.Layer.Spans() {
			if len(s.Ranges) > 1 && !relations {
				loss.add(lostParts, 1)
			}
			for i, r := range s.Ranges {
				j.say(v.ID, s.ID, v.Text.Slice(r))
				from, to := int(v.Text.UTF16(r.From)), int(v.Text.UTF16(r.To))
				if !relations {
					p.open('[')
					p.num(from)
					p.num(to)
					p.str(string(s.Label))
					p.close(']')
					continue
				}
				p.open('{')
				p.int("id", n)
				p.int("start_offset", from)
				p.int("end_offset", to)
				p.text("label", string(s.Label))
				p.close('}')
				if i == 0 {
					first[s.ID] = n
				} else {
					links = append(links, link{strconv.Itoa(n), strconv.Itoa(first[s.ID]), partOf})
				}
				n++
			}
		}
		p.close(']')
		if relations {
			for _, r := range v.Layer.Relations() {
				loss.add(lostAttrs, len(r.Attrs))
				links = append(links, link{strconv.Itoa(first[r.Head]), strconv.Itoa(first[r.Tail]), string(r.Label)})
			}
			p.list("relations")
			for i, l := range links {
				p.open('{')
				p.int("id", i)
				p.name("from_id").raw(l.from)
				p.name("to_id").raw(l.to)
				p.text("type", l.label)
				p.close('}')
			}
			p.close(']')
		}
		p.text("gid", string(v.ID)) // "id" would be taken for doccano's own
		if v.By != "" {
			p.text("annotator", string(v.By))
		}
		p.close('}')
		p.b = append(p.b, '\n')
		if _, err := w.Write(p.b); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

// A doccanoRow is what is read of a line. Depending on the project and on how it was exported, spans are named
// "label", "labels" or "entities".
type doccanoRow struct {
	Text      *string
	Label     []doccanoSpan
	Labels    []doccanoSpan
	Entities  []doccanoSpan
	Relations []struct {
		From int `json:"from_id"`
		To   int `json:"to_id"`
		Type string
	}
	GID       string
	ID        json.RawMessage
	Annotator string
}

// A doccanoSpan is a list of start, end and label, or an object.
type doccanoSpan struct {
	ID       *int
	From, To int
	Label    string
}

func (s *doccanoSpan) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil {
			return err
		}
		if len(list) != 3 {
			return fmt.Errorf("a span is start, end and label, not %s", data)
		}
		return errors.Join(json.Unmarshal(list[0], &s.From), json.Unmarshal(list[1], &s.To), json.Unmarshal(list[2], &s.Label))
	}
	var o struct {
		ID    *int
		Start *int `json:"start_offset"`
		End   *int `json:"end_offset"`
		Label string
	}
	if err := json.Unmarshal(data, &o); err != nil {
		return err
	}
	if o.Start == nil || o.End == nil {
		return fmt.Errorf("a span has a start_offset and an end_offset, and %s has not", data)
	}
	*s = doccanoSpan{o.ID, *o.Start, *o.End, o.Label}
	return nil
}

func (r *doccanoRow) spans() []doccanoSpan {
	return append(append(r.Label, r.Labels...), r.Entities...)
}

func readDoccano(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "utf16", opt)
	err := decodeLines(r, name, opt.Line, func(line int, row *doccanoRow) error {
		if row.Text == nil {
			return in.fail(line, "text", "a record of doccano has a text, and this line has none")
		}
		place := strconv.Itoa(line)
		a, err := in.document(place, row.GID, row.GID, *row.Text)
		if err != nil {
			return err
		}
		var all []linked
		for i, s := range row.spans() {
			id := i
			if s.ID != nil {
				id = *s.ID
			}
			all = append(all, linked{strconv.Itoa(id), annotate.Span{Label: annotate.Label(s.Label)}, []stretch{{s.From, s.To, ""}}})
		}
		var links []link
		for _, l := range row.Relations {
			links = append(links, link{strconv.Itoa(l.From), strconv.Itoa(l.To), l.Type})
		}
		a.addLinked(place, annotate.Annotator(row.Annotator), all, links)
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

func surfacesDoccano(files fs.FS, name string, say func(place, words string)) error {
	return eachLine(files, name, func(line int, row *doccanoRow) error {
		cut := slicing("utf16", *row.Text)
		for i, s := range row.spans() {
			say(fmt.Sprintf("line %d, span %d", line, i), cut(s.From, s.To))
		}
		return nil
	})
}

// A linked is a span of one part under the file's own id, and a link what a file says of two of them.
type (
	linked struct {
		id    string
		span  annotate.Span
		parts []stretch
	}
	link struct{ from, to, label string }
)

// addLinked adds spans and their relations. Those that [partOf] links to another are its parts.
func (a *arrival) addLinked(place string, by annotate.Annotator, all []linked, links []link) {
	at := map[string]int{}
	for i, s := range all {
		at[s.id] = i
	}
	whole := map[int]int{} // of a part: the span that it is a part of
	for _, l := range links {
		from, ok := at[l.from]
		to, ok2 := at[l.to]
		if l.label == partOf && ok && ok2 && from != to && all[from].span.Label == all[to].span.Label {
			whole[from] = to
		}
	}
	root := func(i int) int {
		for range all { // a ring of parts ends somewhere
			next, ok := whole[i]
			if !ok {
				break
			}
			i = next
		}
		return i
	}
	for i := range all {
		if r := root(i); r != i {
			all[r].parts = append(all[r].parts, all[i].parts...)
		}
	}
	ids := make([]annotate.SpanID, len(all))
	for i := range all {
		if root(i) == i {
			ids[i], _ = a.span(place, by, all[i].span, all[i].parts...)
		}
	}
	for _, l := range links {
		from, ok := at[l.from]
		to, ok2 := at[l.to]
		if _, part := whole[from]; ok && ok2 && l.label == partOf && part && root(from) == root(to) {
			continue
		}
		r := annotate.Relation{Label: annotate.Label(l.label)}
		if ok && ok2 {
			r.Head, r.Tail = ids[root(from)], ids[root(to)]
		}
		a.relation(place, by, r)
	}
}

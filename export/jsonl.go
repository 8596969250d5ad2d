package export

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/strict"
)

// JSONL is Galley's own training records: one JSON object a document and line, every key on every line in the same
// order, so that a reader which guesses types from the first lines guesses right. galley-jsonl-1.schema.json
// describes a line.
var JSONL = Format{
	Name:     "jsonl",
	Title:    "Galley records (JSON Lines, Hugging Face datasets)",
	Ext:      ".jsonl",
	Unit:     "codepoint",
	Takes:    []string{"soft"},
	Loses:    []string{"blocks (found again on loading)", "who did what when: a record holds the marks as they stand", "votes, when they are asked for (worked out again from the layers and decisions)"},
	Write:    writeJSONL,
	Read:     readJSONL,
	Surfaces: surfacesJSONL,
}

// Names of attributes that say which rule proposed a mark. A span's score has a place of its own.
const (
	attrRule    = "galley:rule"
	attrVersion = "galley:version"
	attrScore   = "galley:score"
	reserved    = "galley:"
)

// gap joins the parts of a discontinuous span's text.
const gap = " … "

func writeJSONL(w io.Writer, j Job) (loss Loss, err error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	buf := make([]byte, 0, 1<<16)
	for m := range docs {
		buf = appendRow(buf[:0], m, j, &loss)
		if _, err := w.Write(append(buf, '\n')); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

// A spanRow is a span to be written, under the id it has in the row.
type spanRow struct {
	annotate.Span
	id     annotate.SpanID
	by     annotate.Annotator
	status string
	votes  adjudicate.Votes
}

// appendRow appends the row of m.
func appendRow(b []byte, m Marked, j Job, loss *Loss) []byte {
	url, published, meta := metaOf(m.Meta)
	b = append(b, `{"galley":"1","id":`...)
	b = strict.AppendString(b, string(m.ID))
	b = text(b, "text", m.Text.String())
	b = text(b, "lang", m.Lang)
	b = text(b, "title", m.Title)
	b = text(b, "url", url)
	b = text(b, "published", published)
	b = text(b, "sha256", string(m.Digest))
	b = append(b, `,"offset_unit":"codepoint","spans":[`...)
	spans, relations := rows(m, loss)
	for i := range spans {
		if i > 0 {
			b = append(b, ',')
		}
		j.sayParts(m.ID, spans[i].id, m.Text, spans[i].Ranges)
		b = appendSpanRow(b, m.Text, &spans[i], j.Soft, loss)
	}
	b = append(b, `],"relations":[`...)
	for i, r := range relations {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"id":`...)
		b = strict.AppendString(b, string(r.ID))
		b = text(b, "label", string(r.Label))
		b = text(b, "head", string(r.Head))
		b = text(b, "tail", string(r.Tail))
		b = appendAttrs(append(b, `,"attrs":`...), r.Attrs, r.Origin, true, loss)
		b = append(b, '}')
	}
	b = append(b, `],"doc_attrs":[`...)
	first := true
	for _, l := range m.Layers {
		for _, a := range l.Attrs() {
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(b, `{"name":`...)
			b = strict.AppendString(b, a.Name)
			b = text(b, "value", a.Value)
			b = append(text(b, "annotator", string(l.Annotator)), '}')
		}
	}
	b = append(b, `],"meta":[`...)
	for i, f := range meta {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, f)
	}
	return append(b, ']', '}')
}

// rows returns the spans and relations of all layers in the order they are written: spans by place, the longer
// first; relations by annotator and id. Ids that two layers share are told apart.
func rows(m Marked, loss *Loss) (spans []spanRow, relations []annotate.Relation) {
	n := 0
	for _, l := range m.Layers {
		n += l.Len()
	}
	spans = make([]spanRow, 0, n)
	used := make(map[annotate.SpanID]bool, n)
	for _, l := range m.Layers {
		status := "open"
		if l.State() == annotate.Done {
			status = "done"
		}
		renamed := map[annotate.SpanID]annotate.SpanID{}
		free := func(id annotate.SpanID) annotate.SpanID {
			if !used[id] {
				used[id] = true
				return id
			}
			renamed[id] = other(id, used)
			loss.add("ids used by two layers, made different", 1)
			return renamed[id]
		}
		for s := range l.Spans() {
			spans = append(spans, spanRow{Span: s, id: free(s.ID), by: l.Annotator, status: status, votes: l.votes[s.ID]})
		}
		links := slices.Clone(l.Relations())
		slices.SortFunc(links, func(x, y annotate.Relation) int { return strings.Compare(string(x.ID), string(y.ID)) })
		for _, r := range links {
			r.Head, r.Tail = cmp.Or(renamed[r.Head], r.Head), cmp.Or(renamed[r.Tail], r.Tail)
			r.ID = free(r.ID)
			relations = append(relations, r)
		}
	}
	if len(m.Layers) > 1 {
		slices.SortFunc(spans, func(x, y spanRow) int {
			i, j := x.Envelope(), y.Envelope()
			return cmp.Or(cmp.Compare(i.From, j.From), cmp.Compare(j.To, i.To), cmp.Compare(x.by, y.by), cmp.Compare(x.id, y.id))
		})
	}
	return spans, relations
}

// other returns an id like id that is free, and takes it.
func other(id annotate.SpanID, used map[annotate.SpanID]bool) annotate.SpanID {
	for n := 2; ; n++ {
		end := "-" + strconv.Itoa(n)
		try := id[:min(len(id), 64-len(end))] + annotate.SpanID(end)
		if !used[try] {
			used[try] = true
			return try
		}
	}
}

func appendSpanRow(b []byte, t annotate.Text, s *spanRow, soft bool, loss *Loss) []byte {
	env := s.Envelope()
	b = append(b, `{"id":`...)
	b = strict.AppendString(b, string(s.id))
	b = text(b, "label", string(s.Label))
	b = append(b, `,"start":`...)
	b = strict.AppendInt(b, int(env.From))
	b = append(b, `,"end":`...)
	b = strict.AppendInt(b, int(env.To))
	b = append(b, `,"parts":[`...)
	for i, r := range s.Ranges {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"start":`...)
		b = strict.AppendInt(b, int(r.From))
		b = append(b, `,"end":`...)
		b = append(strict.AppendInt(b, int(r.To)), '}')
	}
	b = append(b, ']')
	b = text(b, "text", surface(t, s.Ranges))
	b = appendAttrs(append(b, `,"attrs":`...), s.Attrs, s.Origin, false, loss)
	b = text(b, "annotator", string(s.by))
	score := 1.0
	if s.Origin != nil {
		score = s.Origin.Score
	}
	b = strict.AppendFloat(append(b, `,"score":`...), score)
	b = text(b, "status", s.status)
	if soft {
		b = appendVotes(b, s.votes)
	}
	return append(b, '}')
}

// appendVotes appends who stands behind a mark of gold. Marks of other layers have the votes of nobody, so that every span has
// the same members.
func appendVotes(b []byte, v adjudicate.Votes) []byte {
	b = strict.AppendInt(append(b, `,"votes":{"readers":`...), v.Readers)
	b = strict.AppendInt(append(b, `,"marked":`...), v.Marked)
	b = strict.AppendInt(append(b, `,"same":`...), v.Same)
	b = append(b, `,"labels":[`...)
	for i, s := range v.Labels {
		if i > 0 {
			b = append(b, ',')
		}
		b = strict.AppendString(append(b, `{"label":`...), string(s.Label))
		b = append(strict.AppendFloat(append(b, `,"share":`...), s.Share), '}')
	}
	return append(b, ']', '}')
}

// surface returns the text of ranges.
func surface(t annotate.Text, rs []annotate.Range) string {
	if len(rs) == 1 {
		return t.Slice(rs[0])
	}
	var b strings.Builder
	for i, r := range rs {
		if i > 0 {
			b.WriteString(gap)
		}
		b.WriteString(t.Slice(r))
	}
	return b.String()
}

// appendAttrs appends a mark's attributes and, as attributes, which rule proposed it.
func appendAttrs(b []byte, attrs annotate.Attrs, o *annotate.Origin, score bool, loss *Loss) []byte {
	b = append(b, '[')
	for _, a := range attrs {
		if strings.HasPrefix(a.Name, reserved) {
			loss.add("attributes with a name that Galley keeps for itself", 1)
			continue
		}
		if b[len(b)-1] != '[' {
			b = append(b, ',')
		}
		b = appendField(b, a)
	}
	if o != nil {
		own := []annotate.Field{{Name: attrRule, Value: o.Rule}}
		if score {
			own = append(own, annotate.Field{Name: attrScore, Value: string(strict.AppendFloat(nil, o.Score))})
		}
		own = append(own, annotate.Field{Name: attrVersion, Value: o.Version})
		for _, a := range own {
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = appendField(b, a)
		}
	}
	return append(b, ']')
}

func appendField(b []byte, f annotate.Field) []byte {
	b = append(b, `{"name":`...)
	b = strict.AppendString(b, f.Name)
	return append(text(b, "value", f.Value), '}')
}

// text appends a member whose value is a string.
func text(b []byte, name, s string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return strict.AppendString(b, s)
}

// metaOf takes the address and the date of publication out of a document's metadata: the first of each that is not
// empty.
func metaOf(fields []annotate.Field) (url, published string, rest []annotate.Field) {
	for _, f := range fields {
		switch {
		case f.Name == "url" && url == "" && f.Value != "":
			url = f.Value
		case f.Name == "published" && published == "" && f.Value != "":
			published = f.Value
		default:
			rest = append(rest, f)
		}
	}
	return url, published, rest
}

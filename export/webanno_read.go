package export

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

func readWebAnno(files fs.FS, opt ReadOptions) (Imported, error) {
	in := newImporter(opt)
	side, err := in.sidecar(files)
	if err != nil {
		return Imported{}, err
	}
	names, err := filesOf(files, ".tsv")
	if err != nil {
		return Imported{}, err
	}
	for _, name := range names {
		data, err := in.open(files, name)
		if err != nil {
			return Imported{}, err
		}
		r := webannoReader{in: in, name: name, marks: map[string]*webannoFound{}}
		if err := r.lines(string(data)); err != nil {
			return Imported{}, err
		}
		base := strings.TrimSuffix(name, path.Ext(name))
		title := path.Base(base)
		d := &found{Document: annotate.Document{ID: annotate.DocID(title), Title: title}, sure: true, shown: true, place: name}
		by := annotate.Annotator(folderOf(name))
		known, ok := side.page(base)
		if ok {
			d.Document, by = known.doc, known.by
		}
		if err := r.text(d); err != nil {
			return Imported{}, err
		}
		l := d.layer(by)
		l.attrs = known.attrs
		r.layer(l)
		if err := in.add(d); err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

// A webannoLayer is one of the header's lines: a type and the columns that it has.
type webannoLayer struct {
	kind     string // "SP", "RL" or "CH"
	name     string
	features []string
	from     int // its first column, after the three of the token
}

// A webannoReader reads one file.
type webannoReader struct {
	in     *importer
	name   string
	layers []webannoLayer
	blocks []webannoBlock
	order  []*webannoFound
	marks  map[string]*webannoFound // by layer and id, or by layer, unit and place in the stack
	refs   []webannoLink
}

type webannoBlock struct {
	text   []string
	line   int
	tokens []webannoToken
}

type webannoToken struct {
	from, to int
	text     string
}

// A webannoFound is a mark that has been met, over the units seen so far.
type webannoFound struct {
	layer  *webannoLayer
	id     annotate.SpanID // our own for it
	line   int
	from   int
	to     int
	values []string // by feature; "" is none
}

// A webannoLink is a relation met: the units of both ends with the ids that stand there.
type webannoLink struct {
	layer    *webannoLayer
	line     int
	values   []string
	ref, own string // "1-2[1_0]", "1-10"
}

func (r *webannoReader) fail(line int, field, format string, args ...any) error {
	return &strict.FileError{File: r.name, Line: line, Field: field, Reason: fmt.Sprintf(format, args...)}
}

func (r *webannoReader) lines(data string) error {
	column := 3
	for n, line := range strings.Split(data, "\n") {
		line = strings.TrimSuffix(line, "\r")
		switch {
		case n == 0:
			if !strings.HasPrefix(line, webannoFormat) {
				return r.fail(1, "", "the first line is %s, not %s.3: only version 3 of WebAnno TSV is read", quote(line), webannoFormat)
			}
		case strings.HasPrefix(line, "#T_") && len(r.blocks) == 0:
			kind, rest, ok := strings.Cut(line[3:], "=")
			if !ok {
				return r.fail(n+1, "", "%s names no layer", quote(line))
			}
			parts := strings.Split(rest, "|")
			l := webannoLayer{kind: kind, name: parts[0], features: parts[1:], from: column}
			column += len(l.features)
			r.layers = append(r.layers, l)
			if kind != "SP" && kind != "RL" {
				r.in.note(fmt.Sprintf("%s:%d", r.name, n+1), "the layer %s is left out: chains are not read", l.name)
			}
		case strings.HasPrefix(line, "#Text="):
			if k := len(r.blocks); k == 0 || len(r.blocks[k-1].tokens) > 0 {
				r.blocks = append(r.blocks, webannoBlock{line: n + 1})
			}
			b := &r.blocks[len(r.blocks)-1]
			b.text = append(b.text, unescape(line[len("#Text="):]))
		case line == "" || line[0] == '#':
		default:
			if err := r.row(n+1, line); err != nil {
				return err
			}
		}
	}
	return nil
}

var webannoUnit = regexp.MustCompile(`^\d+-\d+(\.\d+)?$`)

func (r *webannoReader) row(n int, line string) error {
	cells := strings.Split(line, "\t")
	if len(r.blocks) == 0 {
		return r.fail(n, "", "a row stands before its sentence, which begins #Text=")
	}
	if len(cells) < 3 || !webannoUnit.MatchString(cells[0]) {
		return r.fail(n, "", "a row begins with a token like 1-3, its offsets and its text, not %s", quote(line))
	}
	a, b, _ := strings.Cut(cells[1], "-")
	from, err := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil || from < 0 || to < from {
		return r.fail(n, "offsets", "%s are no offsets, which are like 4-13", quote(cells[1]))
	}
	block := &r.blocks[len(r.blocks)-1]
	block.tokens = append(block.tokens, webannoToken{from, to, cells[2]})
	for i := range r.layers {
		l := &r.layers[i]
		if l.kind != "SP" && l.kind != "RL" {
			continue
		}
		stack, ids, err := l.stack(cells)
		if err != nil {
			return r.fail(n, l.name, "%v", err)
		}
		for k, values := range stack {
			if l.kind == "RL" {
				last := len(values) - 1
				r.refs = append(r.refs, webannoLink{l, n, values[:last], values[last], cells[0]})
				continue
			}
			key := fmt.Sprintf("%s %s %d", l.name, cells[0], k)
			if ids[k] > 0 {
				key = fmt.Sprintf("%s [%d]", l.name, ids[k])
			}
			m := r.marks[key]
			if m == nil {
				m = &webannoFound{layer: l, line: n, from: from, to: to, values: values}
				r.marks[key] = m
				r.order = append(r.order, m)
			}
			m.from, m.to = min(m.from, from), max(m.to, to)
			// A relation names the unit and the id that stand at its ends.
			r.marks[fmt.Sprintf("%s %s [%d]", l.name, cells[0], ids[k])] = m
		}
	}
	return nil
}

// stack reads what the columns of a layer say on one row: the values of each mark there, and the ids that tell them apart.
// The last column of a relation is kept as it stands.
func (l *webannoLayer) stack(cells []string) (marks [][]string, ids []int, err error) {
	for c := range l.features {
		if l.from+c >= len(cells) {
			return nil, nil, fmt.Errorf("the row has %d columns, and this layer's begin at %d", len(cells), l.from+1)
		}
		cell := cells[l.from+c]
		if cell == "_" {
			continue
		}
		for k, v := range splitStack(cell) {
			id := 0
			if l.kind != "RL" {
				v, id = cutID(v)
			}
			if k == len(marks) {
				marks, ids = append(marks, make([]string, len(l.features))), append(ids, id)
			}
			ids[k] = max(ids[k], id)
			switch {
			case l.kind == "RL" && c == len(l.features)-1:
				marks[k][c] = v
			case v != "*":
				marks[k][c] = unescape(v)
			}
		}
	}
	return marks, ids, nil
}

// splitStack cuts a cell at the bars that are not escaped.
func splitStack(s string) (out []string) {
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			out, from = append(out, s[from:i]), i+1
		}
	}
	return append(out, s[from:])
}

var webannoID = regexp.MustCompile(`\[(\d{1,9})\]$`)

// cutID takes the id off a value.
func cutID(v string) (string, int) {
	m := webannoID.FindStringSubmatchIndex(v)
	if m == nil || m[0] > 0 && escaped(v, m[0]) {
		return v, 0
	}
	n, _ := strconv.Atoi(v[m[2]:m[3]])
	return v[:m[0]], n
}

// escaped reports whether an odd number of backslashes stands before s[i].
func escaped(s string, i int) bool {
	n := 0
	for n < i && s[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// text makes the text of the sentences, in the unit in which most tokens stand where their offsets say.
func (r *webannoReader) text(d *found) error {
	best, most, total := "", -1, 0
	var text string
	for _, u := range []string{"utf16", "codepoint", "byte"} {
		s, err := r.join(u)
		if err != nil {
			return err
		}
		t := annotate.NewText(s)
		pos, n := inUnit(t, u), 0
		total = 0
		for _, b := range r.blocks {
			for _, x := range b.tokens {
				total++
				from, ok := pos(x.from)
				to, ok2 := pos(x.to)
				n += b2i(ok && ok2 && from <= to && t.Slice(annotate.Range{From: from, To: to}) == x.text)
			}
		}
		if n > most {
			best, most, text = u, n, s
		}
	}
	if best != "utf16" {
		r.in.note(r.name, "the offsets count %s, not UTF-16 units: %d of %d rows have their words there, and are read so", unitName(best), most, total)
	} else if most < total {
		r.in.note(r.name, "%d of %d rows do not have their words at their offsets; look at the marks on them", total-most, total)
	}
	d.unit = best
	if err := d.setText(text); err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}
	return nil
}

// join puts the sentences where their first tokens say, with spaces between.
func (r *webannoReader) join(unit string) (string, error) {
	var b strings.Builder
	at := 0
	add := func(s string) {
		b.WriteString(s)
		t := annotate.NewText(s)
		switch unit {
		case "utf16":
			at += int(t.LenUTF16())
		case "byte":
			at += len(s)
		default:
			at += int(t.Len())
		}
	}
	for _, x := range r.blocks {
		if len(x.tokens) > 0 && x.tokens[0].from > at {
			gap := x.tokens[0].from - at
			if gap > 1<<20 {
				return "", r.fail(x.line+1, "offsets", "the sentence begins %d places behind the one before; the file is damaged", gap)
			}
			add(strings.Repeat(" ", gap))
		}
		add(strings.Join(x.text, "\n"))
	}
	return b.String(), nil
}

var webannoPart = regexp.MustCompile(`^(.+)\.(\d+)$`)

// layer makes spans and relations of what was met.
func (r *webannoReader) layer(l *foundLayer) {
	at := map[string]int{} // by gid without its part
	for i, m := range r.order {
		label, gid := "", ""
		var attrs annotate.Attrs
		for k, f := range m.layer.features {
			switch v := m.values[k]; {
			case v == "" || strings.HasPrefix(f, "ROLE_") || k > 0 && strings.HasPrefix(m.layer.features[k-1], "ROLE_"):
			case f == "gid":
				gid = v
			case label == "" && (f == "label" || f == "value"):
				label = v
			default:
				if n := attrName(f); n != "" {
					attrs = attrs.With(n, &v)
				}
			}
		}
		part := foundPart{from: m.from, to: m.to}
		base := gid
		if x := webannoPart.FindStringSubmatch(gid); x != nil {
			base = x[1]
		}
		if k, ok := at[m.layer.name+" "+base]; ok && base != "" && base != gid {
			l.spans[k].parts = append(l.spans[k].parts, part)
			m.id = l.spans[k].ID
			continue
		}
		m.id = annotate.SpanID(cmp.Or(base, "w"+strconv.Itoa(i+1)))
		at[m.layer.name+" "+base] = len(l.spans)
		label = cmp.Or(label, m.layer.name[strings.LastIndexByte(m.layer.name, '.')+1:], "mark")
		l.spans = append(l.spans, foundSpan{
			Span: annotate.Span{ID: m.id, Label: annotate.Label(label), Attrs: attrs}, place: fmt.Sprintf("%s:%d", r.name, m.line), parts: []foundPart{part},
		})
	}
	if slices.ContainsFunc(r.layers, func(l webannoLayer) bool {
		return slices.ContainsFunc(l.features, func(f string) bool { return strings.HasPrefix(f, "ROLE_") })
	}) {
		r.in.note(r.name, "links of slots are left out")
	}
	for _, x := range r.refs {
		l.relations = append(l.relations, x.relation(r))
	}
}

var webannoRefID = regexp.MustCompile(`^([^\[]+)(?:\[(\d+)_(\d+)\])?$`)

func (x webannoLink) relation(r *webannoReader) foundRelation {
	out := foundRelation{place: fmt.Sprintf("%s:%d", r.name, x.line)}
	for k, v := range x.values {
		switch f := x.layer.features[k]; {
		case v == "":
		case f == "gid":
			out.ID = annotate.SpanID(v)
		case f == "label" || f == "value":
			out.Label = annotate.Label(v)
		default:
			if n := attrName(f); n != "" {
				out.Attrs = out.Attrs.With(n, &v)
			}
		}
	}
	if out.Label == "" {
		out.Label = annotate.Label(cmp.Or(x.layer.name[strings.LastIndexByte(x.layer.name, '.')+1:], "link"))
	}
	base := strings.TrimPrefix(x.layer.features[len(x.layer.features)-1], "BT_")
	if m := webannoRefID.FindStringSubmatch(x.ref); m != nil {
		head := r.marks[fmt.Sprintf("%s %s [%s]", base, m[1], cmp.Or(m[2], "0"))]
		tail := r.marks[fmt.Sprintf("%s %s [%s]", base, x.own, cmp.Or(m[3], "0"))]
		if head != nil && tail != nil {
			out.Head, out.Tail = head.id, tail.id
		}
	}
	return out
}

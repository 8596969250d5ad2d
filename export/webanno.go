package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
)

// WebAnno is WebAnno TSV 3.3: sentences, one row a token, one column a feature. It is a file for each document and
// annotator, with offsets in UTF-16 units.
var WebAnno = Format{
	Name:  "webanno",
	Title: "WebAnno TSV 3.3 (INCEpTION)",
	Ext:   ".tsv",
	Unit:  "utf16",
	Loses: []string{
		"white space at the ends of parts, and parts of white space alone", "white space before the first word: it becomes spaces",
		"attributes with an empty value", "which rule proposed a mark", "the order of documents",
	},
	WriteFiles: inParts(writeWebAnno),
	Surfaces:   surfacesWebAnno,
	ReadFiles:  readWebAnno,
}

const webannoFormat = "#FORMAT=WebAnno TSV 3"

func writeWebAnno(s Sink, j Job) (loss Loss, err error) {
	spanAttrs, relAttrs, err := j.attrsUsed()
	if err != nil {
		return nil, err
	}
	pages, err := j.pages()
	if err != nil {
		return nil, err
	}
	var side sidecar
	for p := range pages {
		side.add(p)
		w := webannoWriter{page: p, job: j, loss: &loss, spanAttrs: spanAttrs, relAttrs: relAttrs}
		if err := writeFile(s, p.name+".tsv", w.bytes()); err != nil {
			return loss, err
		}
	}
	return loss, writeFile(s, sidecarName, side.append(nil))
}

// A webannoWriter writes one page.
type webannoWriter struct {
	page
	job                 Job
	loss                *Loss
	spanAttrs, relAttrs []string
	blocks              [][]annotate.Range // the tokens of each sentence
	pieces              map[annotate.Pos][]annotate.Range
	marks               []webannoMark
	on                  map[annotate.Range][]int // marks by unit, in order
	name                map[annotate.Range]string
}

// A webannoMark is one part of a span.
type webannoMark struct {
	annotate.Span
	gid   string
	units []annotate.Range
	n     int // the id that tells it from others, 0 when nothing else is on its one unit
}

func (w *webannoWriter) bytes() []byte {
	w.blocks = sentences(w.text())
	w.place()
	b := []byte(webannoFormat + ".3\n#T_SP=" + casSpan + "|gid|label")
	for _, a := range w.spanAttrs {
		b = append(b, "|"+casName(a)...)
	}
	b = append(b, "\n#T_RL="+casRel+"|gid|label"...)
	for _, a := range w.relAttrs {
		b = append(b, "|"+casName(a)...)
	}
	b = append(b, "|BT_"+casSpan+"\n\n"...)
	if len(w.blocks) == 0 && w.text().Len() > 0 {
		w.loss.add("documents of white space alone, which have no rows", 1)
	} else if len(w.blocks) > 0 && strings.Trim(w.text().Slice(annotate.Range{To: w.blocks[0][0].From}), " ") != "" {
		w.loss.add("documents whose first white space becomes spaces", 1)
	}
	w.name = map[annotate.Range]string{}
	for i, tokens := range w.blocks {
		for k, t := range tokens {
			w.name[t] = fmt.Sprintf("%d-%d", i+1, k+1)
			for n, p := range w.pieces[t.From] {
				w.name[p] = fmt.Sprintf("%d-%d.%d", i+1, k+1, n+1)
			}
		}
	}
	refs := w.relations()
	for i, tokens := range w.blocks {
		end := w.text().Len()
		if i+1 < len(w.blocks) {
			end = w.blocks[i+1][0].From
		}
		b = append(b, '\n')
		for line := range strings.SplitSeq(w.text().Slice(annotate.Range{From: tokens[0].From, To: end}), "\n") {
			b = append(b, "#Text="+escapeControl(line)+"\n"...)
		}
		for _, t := range tokens {
			b = w.row(b, t, refs[t])
			for _, p := range w.pieces[t.From] {
				b = w.row(b, p, refs[p])
			}
		}
	}
	return b
}

// sentences cuts a text into sentences of tokens: words, and characters that are neither in one nor white space.
func sentences(t annotate.Text) (blocks [][]annotate.Range) {
	for _, line := range t.Lines() {
		words, starts := t.Segments(annotate.Word, line), t.Segments(annotate.Sentence, line)
		var tokens []annotate.Range
		inWord := -1
		for _, g := range t.Segments(annotate.Grapheme, line) {
			for len(words) > 0 && words[0].To <= g.From {
				words = words[1:]
			}
			switch {
			case strings.TrimSpace(t.Slice(g)) == "":
				inWord = -1
			case len(words) > 0 && words[0].Overlaps(g) && inWord == len(words):
				tokens[len(tokens)-1].To = g.To
			default:
				inWord = -1
				if len(words) > 0 && words[0].Overlaps(g) {
					inWord = len(words)
				}
				tokens = append(tokens, g)
			}
		}
		first := true
		for _, token := range tokens {
			for len(starts) > 0 && starts[0].From <= token.From {
				starts, first = starts[1:], true
			}
			if first {
				blocks = append(blocks, nil)
			}
			first = false
			blocks[len(blocks)-1] = append(blocks[len(blocks)-1], token)
		}
	}
	return blocks
}

// place finds the units of every mark, cuts the tokens that one begins or ends in, and numbers those that share a unit or
// have several.
func (w *webannoWriter) place() {
	var tokens []annotate.Range
	for _, b := range w.blocks {
		tokens = append(tokens, b...)
	}
	w.pieces, w.on = map[annotate.Pos][]annotate.Range{}, map[annotate.Range][]int{}
	for s := range w.Spans() {
		if s.Origin != nil {
			w.loss.add(lostOrigins, 1)
		}
		w.loss.add("attributes with an empty value", empties(s.Attrs))
		for i, r := range s.Ranges {
			m := webannoMark{Span: s, gid: string(s.ID)}
			if len(s.Ranges) > 1 {
				m.gid = fmt.Sprintf("%s.%d", s.ID, i)
			}
			at, _ := slices.BinarySearchFunc(tokens, r.From, func(t annotate.Range, p annotate.Pos) int { return int(t.To - p - 1) })
			for ; at < len(tokens) && tokens[at].From < r.To; at++ {
				t := tokens[at]
				u := annotate.Range{From: max(t.From, r.From), To: min(t.To, r.To)}
				if u != t && !slices.Contains(w.pieces[t.From], u) {
					w.pieces[t.From] = append(w.pieces[t.From], u)
					slices.SortFunc(w.pieces[t.From], func(a, b annotate.Range) int { return int(2*(a.From-b.From)) + sign(b.To-a.To) })
				}
				m.units = append(m.units, u)
			}
			if len(m.units) == 0 {
				w.loss.add("parts of white space alone", 1)
				continue
			}
			if m.units[0].From != r.From || m.units[len(m.units)-1].To != r.To {
				w.loss.add("parts with white space at their ends, which goes", 1)
			}
			for _, u := range m.units {
				w.on[u] = append(w.on[u], len(w.marks))
			}
			w.marks = append(w.marks, m)
		}
	}
	n := 0
	for i := range w.marks {
		m := &w.marks[i]
		if len(m.units) > 1 || len(w.on[m.units[0]]) > 1 {
			n++
			m.n = n
		}
	}
}

func sign(p annotate.Pos) int {
	if p > 0 {
		return 1
	}
	if p < 0 {
		return -1
	}
	return 0
}

// A webannoRef is a relation as it stands on the first unit of its tail.
type webannoRef struct {
	annotate.Relation
	ref string // where its head begins: "1-2", "1-2[1_0]"
}

func (w *webannoWriter) relations() map[annotate.Range][]webannoRef {
	first := map[annotate.SpanID]*webannoMark{}
	for i := range w.marks {
		if m := &w.marks[i]; first[m.ID] == nil {
			first[m.ID] = m
		}
	}
	refs := map[annotate.Range][]webannoRef{}
	for _, r := range w.Relations() {
		if r.Origin != nil {
			w.loss.add(lostOrigins, 1)
		}
		w.loss.add("attributes with an empty value", empties(r.Attrs))
		head, tail := first[r.Head], first[r.Tail]
		if head == nil || tail == nil {
			w.loss.add("relations of spans that are left out", 1)
			continue
		}
		ref := w.name[head.units[0]]
		if head.n > 0 || tail.n > 0 {
			ref += fmt.Sprintf("[%d_%d]", head.n, tail.n)
		}
		refs[tail.units[0]] = append(refs[tail.units[0]], webannoRef{r, ref})
	}
	return refs
}

// row appends one row.
func (w *webannoWriter) row(b []byte, u annotate.Range, refs []webannoRef) []byte {
	t := w.text()
	b = fmt.Appendf(b, "%s\t%d-%d\t%s\t", w.name[u], t.UTF16(u.From), t.UTF16(u.To), t.Slice(u))
	marks := w.on[u]
	for _, i := range marks {
		if m := &w.marks[i]; m.units[0] == u {
			w.job.say(w.ID, m.ID, t.Slice(annotate.Range{From: u.From, To: m.units[len(m.units)-1].To}))
		}
	}
	cell := func(n int, value func(int) (string, int)) {
		if n == 0 {
			b = append(b, '_')
		}
		for i := range n {
			v, id := value(i)
			if i > 0 {
				b = append(b, '|')
			}
			b = append(b, v...)
			if id > 0 {
				b = fmt.Appendf(b, "[%d]", id)
			}
		}
		b = append(b, '\t')
	}
	cell(len(marks), func(i int) (string, int) { m := w.marks[marks[i]]; return escapeCell(m.gid), m.n })
	cell(len(marks), func(i int) (string, int) { m := w.marks[marks[i]]; return escapeCell(string(m.Label)), m.n })
	for _, a := range w.spanAttrs {
		cell(len(marks), func(i int) (string, int) {
			m := w.marks[marks[i]]
			v, _ := m.Attrs.Get(a)
			return escapeCell(v), m.n
		})
	}
	cell(len(refs), func(i int) (string, int) { return escapeCell(string(refs[i].ID)), 0 })
	cell(len(refs), func(i int) (string, int) { return escapeCell(string(refs[i].Label)), 0 })
	for _, a := range w.relAttrs {
		cell(len(refs), func(i int) (string, int) { v, _ := refs[i].Attrs.Get(a); return escapeCell(v), 0 })
	}
	cell(len(refs), func(i int) (string, int) { return refs[i].ref, 0 })
	return append(b, '\n')
}

var cellEscape = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "|", `\|`, "_", `\_`, "->", `\->`, ";", `\;`, "\t", `\t`, "\n", `\n`, "*", `\*`)

// escapeCell writes a value; none is a star.
func escapeCell(v string) string {
	if v == "" {
		return "*"
	}
	return cellEscape.Replace(escapeReturns(v))
}

func escapeReturns(v string) string { return strings.ReplaceAll(v, "\r", " ") }

// escapeControl writes control characters and backslashes of a sentence as Java does.
func escapeControl(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '\\' }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unescape undoes both: letters for control characters, \uXXXX, and a backslash before anything else.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if r != '\\' || s == "" {
			b.WriteRune(r)
			continue
		}
		r, n = utf8.DecodeRuneInString(s)
		s = s[n:]
		switch r {
		case 't':
			r = '\t'
		case 'n':
			r = '\n'
		case 'r':
			r = '\r'
		case 'f':
			r = '\f'
		case 'b':
			r = '\b'
		case 'u':
			var x rune
			if k, err := fmt.Sscanf(s, "%04x", &x); k == 1 && err == nil && len(s) >= 4 && x > 0 {
				r, s = x, s[4:]
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

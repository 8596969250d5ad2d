package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/strict"
)

// CoNLL is one word a line with its tags in columns, a blank line after each sentence, as taggers have been trained on
// since the shared tasks of that name. The columns are the word, its offsets in code points, and one tag for each group
// of labels; the last column is a tag, as every reader expects. Comments give the article's id and text, so that what
// was written can be read back whole.
var CoNLL = conll("conll", "CoNLL columns, IOB2 tags", false)

// CoNLLBIOES is CoNLL with tags that also mark the end of a span.
var CoNLLBIOES = conll("conll-bioes", "CoNLL columns, BIOES tags", true)

func conll(name, title string, bioes bool) Format {
	return Format{
		Name: name, Title: title, Ext: ".conll", Unit: "token",
		Takes: []string{"tokenizer", "overlap"},
		Loses: loses("spans that share words, but for those of different groups", "which parts belong to one span", "attributes", "relations",
			"where a span begins or ends inside a word", "ids of spans"),
		Write:    func(w io.Writer, j Job) (Loss, error) { return writeCoNLL(w, j, bioes) },
		Read:     readCoNLL,
		Surfaces: surfacesCoNLL,
	}
}

// Words that begin the comments before an article.
const (
	conllID      = "# id = "
	conllBy      = "# annotator = "
	conllText    = "# text = " // as a JSON string, for its line ends
	conllColumns = "# columns = "
)

func writeCoNLL(w io.Writer, j Job, bioes bool) (loss Loss, err error) {
	groups, err := j.Groups()
	if err != nil {
		return nil, err
	}
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	head := []string{"word", "start", "end"}
	if j.Overlap == SplitOverlap {
		for _, g := range groups {
			head = append(head, g.ID)
		}
	}
	if len(head) == 3 {
		head = append(head, "tag")
	}
	var b []byte
	for v := range views {
		unsaid(v, &loss)
		toks := j.Tokenizer.Tokens(v.Text)
		if len(toks) == 0 {
			loss.add("documents without a word left out", 1)
			continue
		}
		cols := columns(pieces(v.Layer, toks, &loss), len(toks), groups, j.Overlap, bioes, &loss)
		if len(cols) == 0 {
			cols = columns(nil, len(toks), nil, DropOverlap, bioes, &loss)
		}
		b = append(append(b[:0], conllID...), oneLine(string(v.ID))...)
		if v.By != "" {
			b = append(append(append(b, '\n'), conllBy...), oneLine(string(v.By))...)
		}
		b = append(append(append(b, '\n'), conllColumns...), strings.Join(head, " ")...)
		b = strict.AppendString(append(append(b, '\n'), conllText...), v.Text.String())
		b = append(b, '\n')
		breaks := sentenceEnds(v.Text, toks)
		for i, t := range toks {
			if i > 0 && breaks[i] {
				b = append(b, '\n')
			}
			b = append(append(b, t.Text...), '\t')
			b = append(strconv.AppendInt(b, int64(t.From), 10), '\t')
			b = strconv.AppendInt(b, int64(t.To), 10)
			for _, c := range cols {
				b = append(append(b, '\t'), c.tags[i]...)
			}
			b = append(b, '\n')
		}
		b = append(b, '\n')
		for _, c := range cols {
			for _, p := range c.kept {
				j.say(v.ID, p.span.ID, p.words(v.Text, toks))
			}
		}
		if _, err := w.Write(b); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

// oneLine keeps a name from ending a line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// unsaid counts what formats lose that know spans and their labels alone.
func unsaid(v View, loss *Loss) {
	loss.add(lostRelations, len(v.Layer.Relations()))
	lostMarkup(v, loss)
}

// lostMarkup counts attributes and origins.
func lostMarkup(v View, loss *Loss) {
	for s := range v.Layer.Spans() {
		loss.add(lostAttrs, len(s.Attrs))
		if s.Origin != nil {
			loss.add(lostOrigins, 1)
		}
	}
	own := 0
	for _, a := range v.Layer.Attrs() {
		if !strings.HasPrefix(a.Name, annotate.OwnAttr) {
			own++
		}
	}
	loss.add(lostDocAttrs, own)
}

// sentenceEnds reports for each word whether it begins a sentence. A line's end ends a sentence too.
func sentenceEnds(t annotate.Text, toks []Token) []bool {
	out := make([]bool, len(toks))
	i := 0
	for _, s := range t.Segments(annotate.Sentence, annotate.Range{From: 0, To: t.Len()}) {
		for i < len(toks) && toks[i].From < s.From {
			i++
		}
		if i < len(toks) && toks[i].From < s.To {
			out[i] = true
		}
	}
	return out
}

// A conllDoc is the lines of one article.
type conllDoc struct {
	line         int
	id, by, text string
	names        []string
	words        []string
	from, to     []int
	tags         [][]string // a column each
	lines        []int      // of each word
	width        int        // how many columns there are
}

// eachCoNLL calls f for every article of a file.
func eachCoNLL(name string, r io.Reader, max int, f func(*conllDoc) error) error {
	if max == 0 {
		max = 64 << 20
	}
	var d *conllDoc
	flush := func() error {
		defer func() { d = nil }()
		if d == nil || len(d.words) == 0 {
			return nil
		}
		return f(d)
	}
	for lines := strict.NewLines(r, max); ; {
		data, _, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return flush()
		}
		n := lines.Number()
		if err != nil {
			return &strict.FileError{File: name, Line: n, Reason: err.Error(), Err: err}
		}
		bad := func(format string, args ...any) error {
			return &strict.FileError{File: name, Line: n, Reason: fmt.Sprintf(format, args...)}
		}
		line := string(data)
		id, begins := strings.CutPrefix(line, conllID)
		if begins || line == "-DOCSTART-" || strings.HasPrefix(line, "-DOCSTART- ") {
			if err := flush(); err != nil {
				return err
			}
			d = &conllDoc{line: n, id: id}
			if !begins {
				d.id = ""
			}
			continue
		}
		if d == nil {
			d = &conllDoc{line: n}
		}
		if len(d.words) == 0 && strings.HasPrefix(line, "# ") {
			if by, ok := strings.CutPrefix(line, conllBy); ok {
				d.by = by
			}
			if names, ok := strings.CutPrefix(line, conllColumns); ok {
				d.names = strings.Fields(names)
			}
			if text, ok := strings.CutPrefix(line, conllText); ok {
				r := strict.NewReader([]byte(text))
				d.text = r.String()
				if r.End(); r.Err() != nil {
					return bad("the text is no JSON string: %v", r.Err())
				}
			}
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) == 1 {
			cells = strings.Fields(line)
		}
		if len(cells) < 2 {
			return bad("%s has no tag: a line is a word and its tags, with tabs or spaces between", quote(line))
		}
		if len(d.words) == 0 {
			d.width = len(cells)
			first := len(cells) - 1 // a stranger's last column is the tag
			if len(d.names) > 3 {
				d.width, first = len(d.names), 3
			}
			d.tags = make([][]string, d.width-first)
		}
		if len(cells) != d.width {
			return bad("there are %d columns, where %d are expected", len(cells), d.width)
		}
		first := d.width - len(d.tags)
		d.words, d.lines = append(d.words, cells[0]), append(d.lines, n)
		for i, t := range cells[first:] {
			d.tags[i] = append(d.tags[i], t)
		}
		if first >= 3 {
			from, err1 := strconv.Atoi(cells[1])
			to, err2 := strconv.Atoi(cells[2])
			if err1 == nil && err2 == nil {
				d.from, d.to = append(d.from, from), append(d.to, to)
			}
		}
	}
}

func readCoNLL(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := eachCoNLL(name, r, opt.Line, func(d *conllDoc) error {
		placed := len(d.from) == len(d.words)
		if d.text == "" || !placed {
			// A stranger's file: words in order, a space between.
			d.text, d.from, d.to = spread(d.words)
		}
		a, err := in.document(strconv.Itoa(d.line), d.id, d.id, d.text)
		if err != nil {
			return err
		}
		cut := slicing("codepoint", d.text)
		for _, tags := range d.tags {
			for _, c := range chunks(tags) {
				from, to := d.from[c.from], d.to[c.to-1]
				for i := c.from; i < c.to; i++ {
					if got := cut(d.from[i], d.to[i]); got != d.words[i] {
						return in.fail(d.lines[i], "", "the text at %d–%d is %s, not %s", d.from[i], d.to[i], quote(got), quote(d.words[i]))
					}
				}
				a.span(strconv.Itoa(d.lines[c.from]), annotate.Annotator(d.by), annotate.Span{Label: annotate.Label(c.label)}, stretch{from, to, cut(from, to)})
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

func surfacesCoNLL(files fs.FS, name string, say func(place, words string)) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return eachCoNLL(name, bytes.NewReader(data), 0, func(d *conllDoc) error {
		cut := slicing("codepoint", d.text)
		for i, w := range d.words {
			if got := cut(d.from[i], d.to[i]); got != w {
				return fmt.Errorf("line %d: the text at %d–%d is %s, not %s", d.lines[i], d.from[i], d.to[i], quote(got), quote(w))
			}
		}
		for _, tags := range d.tags {
			for _, c := range chunks(tags) {
				say(fmt.Sprintf("line %d", d.lines[c.from]), cut(d.from[c.from], d.to[c.to-1]))
			}
		}
		return nil
	})
}

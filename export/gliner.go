package export

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

// GLiNER is what GLiNER is trained on: words cut as its own splitter cuts them, and spans as first and last word. Articles
// are cut between sentences into pieces of at most 300 words, as longer ones would lose their tails. Beside each file
// stands another with the articles and the place of each word, so that it can be read back.
var GLiNER = Format{
	Name: "gliner", Title: "GLiNER training data", Ext: ".json", Unit: "token",
	Loses:      loses("where a span begins or ends inside a word", "which parts belong to one span", "attributes"),
	WriteFiles: writeGLiNER,
	ReadFiles:  readGLiNER,
	Surfaces:   surfacesGLiNER,
}

// glinerWords is the largest piece, in words. Models read 384 of theirs, and theirs are smaller.
const glinerWords = 300

// glinerPlaces is the ending of the file beside.
const glinerPlaces = ".places.jsonl"

// glinerTokens cuts t with GLiNER's expression, \w+(?:[-_]\w+)*|\S, read as Python reads it: \w is letters, numbers and _.
func glinerTokens(t annotate.Text) []Token {
	word := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
	return tokens(t, func(run string) int {
		end := func(from int) int { // of a run of word characters
			if i := strings.IndexFunc(run[from:], func(r rune) bool { return !word(r) }); i >= 0 {
				return from + i
			}
			return len(run)
		}
		n := end(0)
		if n == 0 {
			for i := range run {
				if i > 0 {
					return i
				}
			}
			return len(run)
		}
		for n < len(run) && (run[n] == '-' || run[n] == '_') && end(n+1) > n+1 {
			n = end(n + 1)
		}
		return n
	})
}

// prompts says how a model is asked for a label: by its title, in small letters.
func prompts(s annotate.Scheme) func(annotate.Label) string {
	title := map[annotate.Label]string{}
	for _, l := range s.Labels {
		title[l.ID] = strings.ToLower(l.Title)
	}
	for _, r := range s.Relations {
		if title[r.ID] == "" {
			title[r.ID] = strings.ToLower(r.Title)
		}
	}
	return func(l annotate.Label) string {
		if t := title[l]; t != "" {
			return t
		}
		return strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(string(l)))
	}
}

func writeGLiNER(s Sink, j Job) (loss Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	groups, err := j.Groups()
	if err != nil {
		return nil, err
	}
	var labels []string
	prompt := prompts(j.Scheme())
	for _, g := range groups {
		for _, l := range g.Labels {
			labels = append(labels, prompt(l))
		}
	}
	for _, part := range parts {
		var places pen
		if err := create(s, part.Name+".json", func(w io.Writer) error { return part.Job.gliner(w, &places, labels, prompt, &loss) }); err != nil {
			return loss, err
		}
		if err := create(s, part.Name+glinerPlaces, func(w io.Writer) error {
			_, err := w.Write(places.b)
			return err
		}); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func (j Job) gliner(w io.Writer, places *pen, labels []string, prompt func(annotate.Label) string, loss *Loss) error {
	views, err := j.Views(loss)
	if err != nil {
		return err
	}
	list := newArray(w)
	var p pen
	for v := range views {
		lostMarkup(v, loss)
		toks := glinerTokens(v.Text)
		if len(toks) == 0 {
			loss.add("documents without a word left out", 1)
			continue
		}
		ps := pieces(v.Layer, toks, loss)
		relations := v.Layer.Relations()
		for i, c := range glinerCut(v.Text, toks, ps) {
			var own []piece
			for _, x := range ps {
				if c.from <= x.from && x.to <= c.to {
					own = append(own, x)
				}
			}
			p.b = p.b[:0]
			p.open('{')
			p.list("tokenized_text")
			for _, t := range toks[c.from:c.to] {
				p.str(t.Text)
			}
			p.close(']')
			p.list("ner")
			at := map[annotate.SpanID]int{}
			for n, x := range own {
				p.open('[')
				p.num(x.from - c.from)
				p.num(x.to - c.from - 1)
				p.str(prompt(x.span.Label))
				p.close(']')
				j.say(v.ID, x.span.ID, x.words(v.Text, toks))
				if _, ok := at[x.span.ID]; !ok {
					at[x.span.ID] = n
				}
			}
			p.close(']')
			p.strings("ner_labels", labels)
			p.list("relations")
			var links []string
			relations = slices.DeleteFunc(relations, func(r annotate.Relation) bool {
				head, ok := at[r.Head]
				tail, ok2 := at[r.Tail]
				if ok && ok2 {
					p.open('[')
					p.num(head)
					p.num(tail)
					p.str(prompt(r.Label))
					p.close(']')
					links = append(links, string(r.Label))
				}
				return ok && ok2
			})
			p.close(']')
			p.close('}')
			if err := list.add(p.b); err != nil {
				return err
			}
			places.open('{')
			places.text("id", string(v.ID))
			places.text("annotator", string(v.By))
			text := ""
			if i == 0 {
				text = v.Text.String()
			}
			places.text("text", text) // once an article
			places.list("words")
			for _, t := range toks[c.from:c.to] {
				places.open('[')
				places.num(int(t.From))
				places.num(int(t.To))
				places.close(']')
			}
			places.close(']')
			places.list("labels")
			for _, x := range own {
				places.str(string(x.span.Label))
			}
			places.close(']')
			places.strings("relations", links)
			places.close('}')
			places.b = append(places.b, '\n')
		}
		loss.add("relations between two pieces of an article left out", len(relations))
	}
	return list.end()
}

// glinerCut cuts an article between sentences, where no span is cut, into pieces of at most glinerWords words as far as
// that allows.
func glinerCut(t annotate.Text, toks []Token, ps []piece) []chunk {
	inside := make([]bool, len(toks)+1)
	for _, x := range ps {
		for i := x.from + 1; i < x.to; i++ {
			inside[i] = true
		}
	}
	begins := sentenceEnds(t, toks)
	var out []chunk
	from, last := 0, 0 // last: the last place where a piece may end
	for i := 1; i <= len(toks); i++ {
		end := i == len(toks)
		if !end && (!begins[i] || inside[i]) {
			continue
		}
		if i-from > glinerWords && last > from {
			out = append(out, chunk{from: from, to: last})
			from = last
		}
		if end {
			out = append(out, chunk{from: from, to: i})
		}
		last = i
	}
	return out
}

// A glinerRow is what is read of a piece, with what stands beside.
type glinerRow struct {
	Tokens    []string            `json:"tokenized_text"`
	NER       [][]json.RawMessage `json:"ner"`
	Relations [][]json.RawMessage
}

type glinerPlace struct {
	ID, Annotator, Text string
	Words               [][2]int
	Labels, Relations   []string
}

// triple reads two numbers and a label.
func triple(list []json.RawMessage) (a, b int, label string, err error) {
	if len(list) != 3 {
		return 0, 0, "", fmt.Errorf("%d values, where two numbers and a label are expected", len(list))
	}
	for i, to := range []any{&a, &b, &label} {
		if err := json.Unmarshal(list[i], to); err != nil {
			return 0, 0, "", err
		}
	}
	return a, b, label, nil
}

// eachGLiNER calls f for every piece of a file, with its place: that of the file beside it, or one made of the words.
func eachGLiNER(files fs.FS, name string, f func(n int, row *glinerRow, place *glinerPlace) error) error {
	var places []*glinerPlace
	beside := strings.TrimSuffix(name, path.Ext(name)) + glinerPlaces
	if _, err := fs.Stat(files, beside); err == nil {
		if err := eachLine(files, beside, func(line int, p *glinerPlace) error {
			if p.Text == "" && len(places) > 0 {
				p.Text = places[len(places)-1].Text
			}
			places = append(places, p)
			return nil
		}); err != nil {
			return err
		}
	}
	return eachItem(files, name, func(n int, row *glinerRow) error {
		p := &glinerPlace{Text: strings.Join(row.Tokens, " ") + "\n"}
		if n < len(places) && len(places[n].Words) == len(row.Tokens) {
			p = places[n]
		} else {
			if len(places) > 0 {
				return fmt.Errorf("%s: piece %d has other words than %s says: take both files from one export", name, n, beside)
			}
			at := 0
			for _, w := range row.Tokens {
				to := at + len([]rune(w))
				p.Words = append(p.Words, [2]int{at, to})
				at = to + 1
			}
		}
		return f(n, row, p)
	})
}

func readGLiNER(files fs.FS, opt ReadOptions) (Imported, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return Imported{}, err
	}
	if len(names) == 0 {
		return Imported{}, fmt.Errorf("there is no file ending in .json here")
	}
	in := newIntake("", "codepoint", opt)
	for _, name := range names {
		in.name = name
		err := eachGLiNER(files, name, func(n int, row *glinerRow, p *glinerPlace) error {
			place := fmt.Sprintf("[%d]", n)
			a, err := in.document(place, p.ID, "", p.Text)
			if err != nil {
				return err
			}
			cut := slicing("codepoint", p.Text)
			for i, w := range row.Tokens {
				if got := cut(p.Words[i][0], p.Words[i][1]); got != w {
					return in.failAt(place, fmt.Errorf("word %d is %s, and the article has %s there", i, quote(w), quote(got)))
				}
			}
			ids := make([]annotate.SpanID, len(row.NER))
			by := annotate.Annotator(p.Annotator)
			for i, x := range row.NER {
				from, to, label, err := triple(x)
				if err != nil || from < 0 || to < from || to >= len(p.Words) {
					return in.failAt(place, fmt.Errorf("ner[%d] is not the first and the last of %d words and a label", i, len(p.Words)))
				}
				if i < len(p.Labels) {
					label = p.Labels[i]
				}
				s := stretch{p.Words[from][0], p.Words[to][1], ""}
				s.words = cut(s.from, s.to)
				ids[i], _ = a.span(place, by, annotate.Span{Label: annotate.Label(label)}, s)
			}
			for i, x := range row.Relations {
				head, tail, label, err := triple(x)
				if err != nil || head < 0 || tail < 0 || head >= len(ids) || tail >= len(ids) {
					return in.failAt(place, fmt.Errorf("relations[%d] is not two of %d spans and a label", i, len(ids)))
				}
				if i < len(p.Relations) {
					label = p.Relations[i]
				}
				a.relation(place, by, annotate.Relation{Label: annotate.Label(label), Head: ids[head], Tail: ids[tail]})
			}
			return nil
		})
		if err != nil {
			return Imported{}, err
		}
	}
	return in.finish(), nil
}

func surfacesGLiNER(files fs.FS, name string, say func(place, words string)) error {
	if strings.HasSuffix(name, glinerPlaces) {
		return nil
	}
	return eachGLiNER(files, name, func(n int, row *glinerRow, p *glinerPlace) error {
		cut := slicing("codepoint", p.Text)
		for i, w := range row.Tokens {
			if got := cut(p.Words[i][0], p.Words[i][1]); got != w {
				return fmt.Errorf("piece %d, word %d is %s, and the article has %s there", n, i, quote(w), quote(got))
			}
		}
		for i, x := range row.NER {
			from, to, _, err := triple(x)
			if err != nil {
				return fmt.Errorf("piece %d, ner[%d]: %w", n, i, err)
			}
			say(fmt.Sprintf("piece %d, ner[%d]", n, i), cut(p.Words[from][0], p.Words[to][1]))
		}
		return nil
	})
}

package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"galley/annotate"
)

// SpaCy is one dictionary a line, as spaCy's Example.from_dict takes it beside a document made of the text: entities, of
// which no two share a character, and all spans under the key "sc", which spancat reads unless told otherwise.
var SpaCy = Format{
	Name: "spacy", Title: "spaCy training examples (JSON Lines)", Ext: ".jsonl", Unit: "codepoint",
	Takes:    []string{"overlap"},
	Loses:    loses("which parts belong to one span", "attributes", "relations", "ids", "annotators"),
	Write:    writeSpaCy,
	Read:     readSpaCy,
	Surfaces: surfacesSpaCy,
}

func writeSpaCy(w io.Writer, j Job) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	var p pen
	for v := range views {
		unsaid(v, &loss)
		var all []piece
		for s := range v.Layer.Spans() {
			if len(s.Ranges) > 1 {
				loss.add(lostParts, 1)
			}
			for i, r := range s.Ranges {
				all = append(all, piece{s, i, int(r.From), int(r.To)})
			}
		}
		// spaCy refuses a document in which a character belongs to two entities, and one with the same span twice.
		var entities Loss
		kept := apart(all, int(v.Text.Len()), flat(j.Overlap), &entities)
		for _, x := range entities {
			loss.add(strings.Replace(x.What, " left out", ", in spans alone and not in entities", 1), x.Count)
		}
		p.b = p.b[:0]
		p.open('{')
		p.text("text", v.Text.String())
		p.list("entities")
		write := func(ps []piece) {
			for _, x := range ps {
				p.open('[')
				p.num(x.from)
				p.num(x.to)
				p.str(string(x.span.Label))
				p.close(']')
				j.say(v.ID, x.span.ID, v.Text.Slice(annotate.Range{From: annotate.Pos(x.from), To: annotate.Pos(x.to)}))
			}
			p.close(']')
		}
		write(kept)
		p.object("spans")
		p.list("sc")
		write(all)
		p.close('}')
		p.object("cats")
		p.close('}')
		p.close('}')
		p.b = append(p.b, '\n')
		if _, err := w.Write(p.b); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func surfacesSpaCy(files fs.FS, name string, say func(place, words string)) error {
	type row struct {
		Text     string
		Entities []doccanoSpan
		Spans    map[string][]doccanoSpan
	}
	return eachLine(files, name, func(line int, r *row) error {
		cut := slicing("codepoint", r.Text)
		for i, s := range r.Entities {
			say(fmt.Sprintf("line %d, entities[%d]", line, i), cut(s.From, s.To))
		}
		for i, s := range r.Spans["sc"] {
			say(fmt.Sprintf("line %d, spans.sc[%d]", line, i), cut(s.From, s.To))
		}
		return nil
	})
}

// SpaCy2 is the JSON of spaCy 2, which spacy convert turns into a DocBin. The words are cut where spans begin and end, and
// make up the text together with their spaces.
var SpaCy2 = Format{
	Name: "spacy2", Title: "spaCy v2 JSON, for spacy convert", Ext: ".json", Unit: "token",
	Takes:    []string{"tokenizer", "overlap"},
	Loses:    loses("spans that share words, but for the longest", "which parts belong to one span", "white space at the ends of spans", "attributes", "relations", "ids", "annotators"),
	Write:    writeSpaCy2,
	Surfaces: surfacesSpaCy2,
}

func writeSpaCy2(w io.Writer, j Job) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	var p pen
	list := newArray(w)
	n := 0
	for v := range views {
		toks := j.Tokenizer.spaced(v.Text, edges(v.Layer))
		if len(toks) == 0 {
			loss.add("documents without a word left out", 1)
			continue
		}
		unsaid(v, &loss)
		c := tag("", pieces(v.Layer, toks, &loss), len(toks), flat(j.Overlap), true, &loss)
		p.b = p.b[:0]
		p.open('{')
		p.int("id", n)
		p.list("paragraphs")
		p.open('{')
		p.text("raw", v.Text.String())
		p.list("sentences")
		p.open('{')
		p.list("tokens")
		for i, t := range toks {
			p.open('{')
			p.int("id", i)
			p.text("orth", t.Text)
			p.text("space", map[bool]string{true: " "}[t.Space])
			p.text("ner", bilou(c.tags[i]))
			p.close('}')
		}
		p.close(']')
		p.list("brackets")
		p.close(']')
		p.close('}')
		p.close(']')
		p.list("cats")
		p.close(']')
		p.close('}')
		p.close(']')
		p.close('}')
		for _, x := range c.kept {
			j.say(v.ID, x.span.ID, x.words(v.Text, toks))
		}
		n++
		if err := list.add(p.b); err != nil {
			return loss, err
		}
	}
	return loss, list.end()
}

// bilou turns a BIOES tag into what spaCy calls it.
func bilou(tag string) string {
	switch tag[0] {
	case 'E':
		return "L" + tag[1:]
	case 'S':
		return "U" + tag[1:]
	}
	return tag
}

func surfacesSpaCy2(files fs.FS, name string, say func(place, words string)) error {
	type doc struct {
		Paragraphs []struct {
			Raw       string
			Sentences []struct {
				Tokens []struct{ Orth, Space, NER string }
			}
		}
	}
	return eachItem(files, name, func(n int, d *doc) error {
		for _, para := range d.Paragraphs {
			var text strings.Builder
			var tags []string
			var from, to []int
			for _, s := range para.Sentences {
				for _, t := range s.Tokens {
					from = append(from, text.Len())
					text.WriteString(t.Orth)
					to = append(to, text.Len())
					text.WriteString(t.Space)
					tags = append(tags, t.NER)
				}
			}
			if text.String() != para.Raw {
				return fmt.Errorf("the words do not make up the text")
			}
			for _, c := range chunks(tags) {
				say(fmt.Sprintf("document %d, token %d", n, c.from), para.Raw[from[c.from]:to[c.to-1]])
			}
		}
		return nil
	})
}

// An array writes a JSON list, an item a line.
type array struct {
	w io.Writer
	n int
}

func newArray(w io.Writer) *array { return &array{w: w} }

func (a *array) add(item []byte) error {
	head := ",\n"
	if a.n == 0 {
		head = "[\n"
	}
	a.n++
	if _, err := io.WriteString(a.w, head); err != nil {
		return err
	}
	_, err := a.w.Write(item)
	return err
}

func (a *array) end() error {
	tail := "\n]\n"
	if a.n == 0 {
		tail = "[]\n"
	}
	_, err := io.WriteString(a.w, tail)
	return err
}

// eachItem calls f for every item of a JSON list, from 0.
func eachItem[T any](files fs.FS, name string, f func(n int, v *T) error) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return decodeItems(bytes.NewReader(data), name, f)
}

// decodeItems calls f for every item of a JSON list, holding one at a time.
func decodeItems[T any](r io.Reader, name string, f func(n int, v *T) error) error {
	d := json.NewDecoder(skipBOM(r))
	bad := func(err error) error { return fmt.Errorf("%s: byte %d: %s", name, d.InputOffset(), reason(err)) }
	t, err := d.Token()
	if err != nil {
		return bad(err)
	}
	if t != json.Delim('[') {
		return fmt.Errorf("%s: this is no JSON list, which begins with [", name)
	}
	for n := 0; d.More(); n++ {
		v := new(T)
		if err := d.Decode(v); err != nil {
			return bad(err)
		}
		if err := f(n, v); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return bad(err)
	}
	return nil
}

// skipBOM returns r without the byte order mark that some editors put first.
func skipBOM(r io.Reader) io.Reader {
	head := make([]byte, 3)
	n, _ := io.ReadFull(r, head)
	return io.MultiReader(bytes.NewReader(bytes.TrimPrefix(head[:n], []byte("\uFEFF"))), r)
}

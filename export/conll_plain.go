package export

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// CoNLLPlain is a word and its tag a line and nothing else, for readers that know neither comments nor more columns:
// spacy convert, doccano, Flair. The text between the words is gone, and so is which article it was.
var CoNLLPlain = Format{
	Name: "conll-plain", Title: "CoNLL, two columns, IOB2 tags", Ext: ".conll", Unit: "token",
	Takes: []string{"tokenizer", "overlap"},
	Loses: loses("the text between the words", "ids of documents", "annotators", "spans that share words, but for the longest", "which parts belong to one span",
		"attributes", "relations", "where a span begins or ends inside a word", "ids of spans"),
	Write:    writeCoNLLPlain,
	Read:     readCoNLL,
	Surfaces: surfacesCoNLLPlain,
}

// conllStart is the line before each article, as spaCy splits articles at it.
const conllStart = "-DOCSTART- -X- O O\n\n"

func writeCoNLLPlain(w io.Writer, j Job) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	var b []byte
	for v := range views {
		unsaid(v, &loss)
		toks := j.Tokenizer.Tokens(v.Text)
		if len(toks) == 0 {
			loss.add("documents without a word left out", 1)
			continue
		}
		loss.add("documents of which the words are kept, and not what lies between", 1)
		c := tag("", pieces(v.Layer, toks, &loss), len(toks), flat(j.Overlap), false, &loss)
		b = append(b[:0], conllStart...)
		breaks := sentenceEnds(v.Text, toks)
		for i, t := range toks {
			if i > 0 && breaks[i] {
				b = append(b, '\n')
			}
			b = append(append(append(append(b, t.Text...), '\t'), c.tags[i]...), '\n')
		}
		b = append(b, '\n')
		for _, p := range c.kept {
			var words []string
			for _, t := range toks[p.from:p.to] {
				words = append(words, t.Text)
			}
			j.say(v.ID, p.span.ID, strings.Join(words, " "))
		}
		if _, err := w.Write(b); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

// surfacesCoNLLPlain says the words of each span with a space between: that is all that the file knows.
func surfacesCoNLLPlain(files fs.FS, name string, say func(place, words string)) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return eachCoNLL(name, bytes.NewReader(data), 0, func(d *conllDoc) error {
		for _, c := range chunks(d.tags[0]) {
			say(fmt.Sprintf("line %d", d.lines[c.from]), strings.Join(d.words[c.from:c.to], " "))
		}
		return nil
	})
}

package export

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// HFTokens is a dataset folder for token classification: a row an article and annotator, its words, and a column of IOB2
// tags for each group of labels. The features declare the tags as class labels; the text and the place of each word stand
// beside, so that nothing must be guessed.
var HFTokens = Format{
	Name: "hf-tokens", Title: "Hugging Face token classification", Ext: ".jsonl", Unit: "token",
	Takes:      []string{"tokenizer", "overlap"},
	Loses:      CoNLL.Loses,
	WriteFiles: writeHFTokens,
	ReadFiles: func(files fs.FS, opt ReadOptions) (Imported, error) {
		return readFolder(files, "*.jsonl", readHFTokens, opt)
	},
	Surfaces: surfacesHFTokens,
}

// tagColumn begins the name of a column of tags.
const tagColumn = "tags"

func writeHFTokens(s Sink, j Job) (loss Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	groups, err := j.Groups()
	if err != nil {
		return nil, err
	}
	if j.Overlap != SplitOverlap || len(groups) == 0 {
		one := LabelGroup{}
		for _, g := range groups {
			one.Labels = append(one.Labels, g.Labels...)
		}
		groups = []LabelGroup{one}
	}
	for _, part := range parts {
		if err := create(s, "data/"+part.Name+".jsonl", func(w io.Writer) error { return part.Job.hfTokens(w, groups, &loss) }); err != nil {
			return loss, err
		}
	}
	var features strings.Builder
	features.WriteString("- {name: id, dtype: string}\n- {name: annotator, dtype: string}\n- {name: text, dtype: string}\n- {name: tokens, list: string}\n- {name: starts, list: int64}\n- {name: ends, list: int64}\n- {name: ws, list: bool}\n")
	for _, g := range groups {
		fmt.Fprintf(&features, "- name: %s\n  list:\n    class_label:\n      names:\n", tagsOf(g))
		for i, n := range tagNames(g.Labels) {
			fmt.Fprintf(&features, "        '%d': %s\n", i, yamlString(n))
		}
	}
	return loss, writeCard(s, j, parts, ".jsonl", features.String())
}

// tagsOf names the column of a group.
func tagsOf(g LabelGroup) string {
	if g.ID == "" {
		return tagColumn
	}
	return tagColumn + "_" + g.ID
}

func (j Job) hfTokens(w io.Writer, groups []LabelGroup, loss *Loss) error {
	views, err := j.Views(loss)
	if err != nil {
		return err
	}
	var p pen
	for v := range views {
		unsaid(v, loss)
		toks := j.Tokenizer.Tokens(v.Text)
		if len(toks) == 0 {
			loss.add("documents without a word left out", 1)
			continue
		}
		cols := columns(pieces(v.Layer, toks, loss), len(toks), groups, j.Overlap, false, loss)
		p.b = p.b[:0]
		p.open('{')
		p.text("id", string(v.ID))
		p.text("annotator", string(v.By))
		p.text("text", v.Text.String())
		p.list("tokens")
		for _, t := range toks {
			p.str(t.Text)
		}
		p.close(']')
		p.list("starts")
		for _, t := range toks {
			p.num(int(t.From))
		}
		p.close(']')
		p.list("ends")
		for _, t := range toks {
			p.num(int(t.To))
		}
		p.close(']')
		p.list("ws")
		for _, t := range toks {
			p.next()
			p.b = strconv.AppendBool(p.b, t.Space)
		}
		p.close(']')
		for i, c := range cols {
			p.strings(tagsOf(groups[i]), c.tags)
		}
		p.close('}')
		p.b = append(p.b, '\n')
		// Readers go through the columns by name.
		slices.SortStableFunc(cols, func(a, b column) int { return strings.Compare(a.name, b.name) })
		for _, c := range cols {
			for _, x := range c.kept {
				j.say(v.ID, x.span.ID, x.words(v.Text, toks))
			}
		}
		if _, err := w.Write(p.b); err != nil {
			return err
		}
	}
	return nil
}

// eachTagged calls f for every row of token classification, with its columns of tags.
func eachTagged(r io.Reader, name string, max int, f func(line int, row map[string]any, tags map[string][]string) error) error {
	return decodeLines(r, name, max, func(line int, row *map[string]any) error {
		tags := map[string][]string{}
		for column, v := range *row {
			if list, ok := v.([]any); ok && (strings.HasPrefix(column, tagColumn) || strings.HasSuffix(column, "_tags")) {
				for _, t := range list {
					tag, ok := t.(string)
					if !ok {
						return fmt.Errorf("%s: %v is a number; export the tags by name, as only the card knows what numbers mean", column, t)
					}
					tags[column] = append(tags[column], tag)
				}
			}
		}
		return f(line, *row, tags)
	})
}

// words reads a column of words, and of where they stand, which may be missing.
func taggedWords(row map[string]any) (words []string, from, to []int) {
	for _, v := range list(row["tokens"]) {
		w, _ := v.(string)
		words = append(words, w)
	}
	numbers := func(name string) (out []int) {
		for _, v := range list(row[name]) {
			n, _ := v.(float64)
			out = append(out, int(n))
		}
		return out
	}
	return words, numbers("starts"), numbers("ends")
}

func list(v any) []any { l, _ := v.([]any); return l }

func readHFTokens(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := eachTagged(r, name, opt.Line, func(line int, row map[string]any, tags map[string][]string) error {
		words, from, to := taggedWords(row)
		text, _ := row["text"].(string)
		if text == "" || len(from) != len(words) || len(to) != len(words) {
			text, from, to = spread(words)
		}
		id, _ := row["id"].(string)
		by, _ := row["annotator"].(string)
		place := strconv.Itoa(line)
		a, err := in.document(place, id, "", text)
		if err != nil {
			return err
		}
		for _, column := range sortedKeys(tags) {
			if len(tags[column]) != len(words) {
				return in.fail(line, column, "there are %d tags for %d words", len(tags[column]), len(words))
			}
			if err := a.tagged(place, annotate.Annotator(by), words, from, to, tags[column]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

// spread sets words in a row with a space between, and returns where each stands.
func spread(words []string) (text string, from, to []int) {
	at := 0
	for _, w := range words {
		n := len([]rune(w))
		from, to = append(from, at), append(to, at+n)
		at += n + 1
	}
	return strings.Join(words, " ") + "\n", from, to
}

// tagged adds the spans that a column of tags says, once each word is found where it should stand.
func (a *arrival) tagged(place string, by annotate.Annotator, words []string, from, to []int, tags []string) error {
	cut := slicing("codepoint", a.raw.String())
	for _, c := range chunks(tags) {
		for i := c.from; i < c.to; i++ {
			if got := cut(from[i], to[i]); got != words[i] {
				return fmt.Errorf("word %d is %s, and the text at %d–%d is %s", i, quote(words[i]), from[i], to[i], quote(got))
			}
		}
		s := stretch{from[c.from], to[c.to-1], cut(from[c.from], to[c.to-1])}
		a.span(place, by, annotate.Span{Label: annotate.Label(c.label)}, s)
	}
	return nil
}

func surfacesHFTokens(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ".jsonl" {
		return nil
	}
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return eachTagged(f, name, 0, func(line int, row map[string]any, tags map[string][]string) error {
		text, _ := row["text"].(string)
		cut := slicing("codepoint", text)
		words, from, to := taggedWords(row)
		for i, w := range words {
			if got := cut(from[i], to[i]); got != w {
				return fmt.Errorf("token %d is %s, and the text there is %s", i, quote(w), quote(got))
			}
		}
		for _, column := range sortedKeys(tags) {
			for _, c := range chunks(tags[column]) {
				say(fmt.Sprintf("line %d, %s[%d]", line, column, c.from), cut(from[c.from], to[c.to-1]))
			}
		}
		return nil
	})
}

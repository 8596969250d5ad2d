package export

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"galley/annotate"
)

// Chat is conversations to fine-tune a language model on: a system message that says what to find, the article, and the
// marks as the JSON that the model should answer. A line holds "messages" and nothing else, as hosted services demand;
// which article it is stands on the same line of the file beside. Models count badly, so the answer quotes the words and
// says, where they occur more than once, which occurrence is meant.
var Chat = Format{
	Name: "chat", Title: "Chat messages for fine-tuning", Ext: ".jsonl", Unit: "none",
	Takes:      []string{"prompt"},
	Loses:      loses("offsets (the words are quoted, with the number of the occurrence)", "ids"),
	WriteFiles: writeChat,
	Surfaces:   surfacesChat,
}

// ChatPrompt is the system message where nobody gives another. "{labels}" and "{relations}" stand for their names.
const ChatPrompt = `Mark up the news article. Find every span of these labels: {labels}. Link spans by these relations: {relations}. ` +
	`Reply with JSON only: {"spans":[{"label":…,"text":…,"n":…,"attributes":{…}}],"relations":[{"label":…,"head":…,"tail":…}]}. ` +
	`Quote the words exactly; a span in several pieces has "parts", a list, in place of "text". "n" says which occurrence is meant ` +
	`and is left out where there is one. "head" and "tail" are places in "spans", from 0.`

// chatMeta is the ending of the file beside.
const chatMeta = ".meta.jsonl"

func writeChat(s Sink, j Job) (loss Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	groups, err := j.Groups()
	if err != nil {
		return nil, err
	}
	system := j.Prompt
	if system == "" {
		system = ChatPrompt
	}
	var labels, relations []string
	for _, g := range groups {
		for _, l := range g.Labels {
			labels = append(labels, string(l))
		}
	}
	for _, r := range j.Scheme().Relations {
		relations = append(relations, string(r.ID))
	}
	system = strings.NewReplacer("{labels}", strings.Join(labels, ", "), "{relations}", strings.Join(relations, ", ")).Replace(system)
	for _, part := range parts {
		var meta pen
		if err := create(s, part.Name+".jsonl", func(w io.Writer) error { return part.Job.chat(w, &meta, system, &loss) }); err != nil {
			return loss, err
		}
		if err := create(s, part.Name+chatMeta, func(w io.Writer) error {
			_, err := w.Write(meta.b)
			return err
		}); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func (j Job) chat(w io.Writer, meta *pen, system string, loss *Loss) error {
	views, err := j.Views(loss)
	if err != nil {
		return err
	}
	var p pen
	for v := range views {
		if v.Text.Len() == 0 {
			loss.add("documents without text left out", 1)
			continue
		}
		p.b = p.b[:0]
		p.open('{')
		p.list("messages")
		for _, m := range [][2]string{{"system", system}, {"user", v.Text.String()}, {"assistant", j.answer(v, loss)}} {
			p.open('{')
			p.text("role", m[0])
			p.text("content", m[1])
			p.close('}')
		}
		p.close(']')
		p.close('}')
		p.b = append(p.b, '\n')
		if _, err := w.Write(p.b); err != nil {
			return err
		}
		meta.open('{')
		meta.text("id", string(v.ID))
		meta.text("annotator", string(v.By))
		meta.text("sha256", string(v.Digest))
		meta.close('}')
		meta.b = append(meta.b, '\n')
	}
	return nil
}

// answer is the marks of a view as the model should give them, in one order always.
func (j Job) answer(v View, loss *Loss) string {
	var p pen
	p.open('{')
	p.list("spans")
	at := map[annotate.SpanID]int{}
	for s := range v.Layer.Spans() {
		at[s.ID] = len(at)
		if s.Origin != nil {
			loss.add(lostOrigins, 1)
		}
		p.open('{')
		p.text("label", string(s.Label))
		words := make([]string, len(s.Ranges))
		n := make([]int, len(s.Ranges))
		several := false
		for i, r := range s.Ranges {
			words[i] = v.Text.Slice(r)
			var all int
			n[i], all = occurrence(v.Text, r)
			several = several || all > 1
		}
		if len(words) == 1 {
			p.text("text", words[0])
			if several {
				p.int("n", n[0])
			}
		} else {
			p.strings("parts", words)
			if several {
				p.list("n")
				for _, x := range n {
					p.num(x)
				}
				p.close(']')
			}
		}
		chatAttrs(&p, s.Attrs)
		p.close('}')
		j.sayParts(v.ID, s.ID, v.Text, s.Ranges)
	}
	p.close(']')
	p.list("relations")
	links := v.Layer.Relations()
	slices.SortStableFunc(links, func(a, b annotate.Relation) int {
		return (at[a.Head]-at[b.Head])*(len(at)+1) + at[a.Tail] - at[b.Tail]
	})
	for _, r := range links {
		p.open('{')
		p.text("label", string(r.Label))
		p.int("head", at[r.Head])
		p.int("tail", at[r.Tail])
		chatAttrs(&p, r.Attrs)
		p.close('}')
	}
	p.close(']')
	own := slices.DeleteFunc(slices.Clone(v.Layer.Attrs()), func(f annotate.Field) bool { return strings.HasPrefix(f.Name, annotate.OwnAttr) })
	chatAttrs(&p, own)
	p.close('}')
	return string(p.b)
}

func chatAttrs(p *pen, attrs annotate.Attrs) {
	if len(attrs) == 0 {
		return
	}
	p.object("attributes")
	for _, a := range attrs {
		p.text(a.Name, a.Value)
	}
	p.close('}')
}

// occurrence returns which occurrence of its words in t the range r is, from 1, and how many there are. They may overlap.
func occurrence(t annotate.Text, r annotate.Range) (n, all int) {
	s, words, from := t.String(), t.Slice(r), int(t.Byte(r.From))
	for at := 0; ; at++ {
		i := strings.Index(s[at:], words)
		if i < 0 {
			return n, all
		}
		at += i
		all++
		if at <= from {
			n++
		}
	}
}

func surfacesChat(files fs.FS, name string, say func(place, words string)) error {
	if strings.HasSuffix(name, chatMeta) {
		return nil
	}
	type row struct {
		Messages []struct{ Role, Content string }
	}
	type answer struct {
		Spans []struct {
			Text  *string
			Parts []string
			N     json.RawMessage
		}
	}
	return eachLine(files, name, func(line int, r *row) error {
		if len(r.Messages) != 3 || r.Messages[2].Role != "assistant" {
			return fmt.Errorf("a conversation is system, user and assistant")
		}
		var a answer
		if err := json.Unmarshal([]byte(r.Messages[2].Content), &a); err != nil {
			return err
		}
		for i, s := range a.Spans {
			parts, which := s.Parts, []int{}
			if s.Text != nil {
				parts = []string{*s.Text}
			}
			if one := 0; json.Unmarshal(s.N, &one) == nil {
				which = []int{one}
			} else {
				json.Unmarshal(s.N, &which)
			}
			for k, words := range parts {
				n, text := 1, r.Messages[1].Content
				if len(which) > 0 {
					n = which[k]
				}
				for ; n > 0; n-- {
					at := strings.Index(text, words)
					if at < 0 {
						return fmt.Errorf("spans[%d] quotes %s, which the article does not hold so often", i, quote(words))
					}
					if n > 1 {
						at++
					}
					text = text[at:]
				}
				say(fmt.Sprintf("line %d, spans[%d]", line, i), text[:len(words)])
			}
		}
		return nil
	})
}

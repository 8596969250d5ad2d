package export

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// Prodigy is the task file of Prodigy's view spans_manual: one article and annotator a line. The words are cut where spans
// begin and end, so that every span lies on their borders, as that view demands.
var Prodigy = Format{
	Name: "prodigy", Title: "Prodigy spans (JSON Lines)", Ext: ".jsonl", Unit: "codepoint",
	Takes:    []string{"tokenizer"},
	Loses:    loses("attributes", "relations", "white space at the ends of spans"),
	Write:    func(w io.Writer, j Job) (Loss, error) { return writeProdigy(w, j, false) },
	Read:     readProdigy,
	Surfaces: surfacesProdigy,
}

// ProdigyRelations is the task file of Prodigy's view relations, in which spans do not share words.
var ProdigyRelations = Format{
	Name: "prodigy-relations", Title: "Prodigy spans and relations (JSON Lines)", Ext: ".jsonl", Unit: "codepoint",
	Takes:    []string{"tokenizer", "overlap"},
	Loses:    loses("spans that share words, but for the longest", "attributes", "white space at the ends of spans"),
	Write:    func(w io.Writer, j Job) (Loss, error) { return writeProdigy(w, j, true) },
	Read:     readProdigy,
	Surfaces: surfacesProdigy,
}

func writeProdigy(w io.Writer, j Job, relations bool) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	var p pen
	for v := range views {
		lostMarkup(v, &loss)
		toks := j.Tokenizer.spaced(v.Text, edges(v.Layer))
		ps := wholes(v.Layer, toks, &loss)
		if relations {
			ps = apart(ps, len(toks), flat(j.Overlap), &loss)
		} else {
			loss.add(lostRelations, len(v.Layer.Relations()))
		}
		p.b = p.b[:0]
		p.open('{')
		p.text("text", v.Text.String())
		p.list("tokens")
		for i, t := range toks {
			p.open('{')
			p.text("text", t.Text)
			p.place(t.Range)
			p.int("id", i)
			p.name("ws").bool(t.Space)
			p.close('}')
		}
		p.close(']')
		p.list("spans")
		first := map[annotate.SpanID]piece{}
		for _, x := range ps {
			p.open('{')
			prodigySpan(&p, x, toks)
			p.text("text", x.words(v.Text, toks))
			if relations {
				p.text("type", "span")
			}
			p.text("gid", string(x.span.ID))
			p.close('}')
			j.say(v.ID, x.span.ID, x.words(v.Text, toks))
			if _, ok := first[x.span.ID]; !ok {
				first[x.span.ID] = x
			}
		}
		p.close(']')
		if relations {
			p.list("relations")
			for _, r := range v.Layer.Relations() {
				head, ok := first[r.Head]
				tail, ok2 := first[r.Tail]
				if !ok || !ok2 {
					loss.add("relations of spans that were left out", 1)
					continue
				}
				loss.add(lostAttrs, len(r.Attrs))
				p.open('{')
				p.int("head", head.to-1)
				p.int("child", tail.to-1)
				p.text("label", string(r.Label))
				p.object("head_span")
				prodigySpan(&p, head, toks)
				p.close('}')
				p.object("child_span")
				prodigySpan(&p, tail, toks)
				p.close('}')
				p.text("gid", string(r.ID))
				p.close('}')
			}
			p.close(']')
		}
		p.object("meta")
		p.text("gid", string(v.ID))
		p.close('}')
		if v.By != "" {
			p.text("_annotator_id", string(v.By))
			switch v.Layer.State() {
			case annotate.Skipped:
				p.text("answer", "ignore")
			default:
				p.text("answer", "accept")
			}
		}
		p.text("_view_id", map[bool]string{false: "spans_manual", true: "relations"}[relations])
		p.close('}')
		p.b = append(p.b, '\n')
		if _, err := w.Write(p.b); err != nil {
			return loss, err
		}
	}
	return loss, nil
}

func prodigySpan(p *pen, x piece, toks []Token) {
	p.int("start", int(toks[x.from].From))
	p.int("end", int(toks[x.to-1].To))
	p.int("token_start", x.from)
	p.int("token_end", x.to-1)
	p.text("label", string(x.span.Label))
}

// A prodigyTask is what is read of a line.
type prodigyTask struct {
	Text      *string
	Spans     []prodigyMark
	Relations []struct {
		Head, Child int
		Label, GID  string
		HeadSpan    *prodigyMark `json:"head_span"`
		ChildSpan   *prodigyMark `json:"child_span"`
	}
	Meta      map[string]any
	Answer    string
	Annotator string `json:"_annotator_id"`
	Session   string `json:"_session_id"`
}

type prodigyMark struct {
	Start, End int
	TokenEnd   int `json:"token_end"`
	Label      string
	Text       string
	GID        string
}

func readProdigy(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := decodeLines(r, name, opt.Line, func(line int, t *prodigyTask) error {
		if t.Text == nil {
			return in.fail(line, "text", "a task of Prodigy has a text, and this line has none")
		}
		place := strconv.Itoa(line)
		id, _ := t.Meta["gid"].(string)
		a, err := in.document(place, id, id, *t.Text)
		if err != nil {
			return err
		}
		by := annotate.Annotator(cmp.Or(t.Annotator, t.Session))
		if t.Answer == "reject" {
			in.note(place, "the task was rejected: its %d spans are left out", len(t.Spans))
			return nil
		}
		if t.Answer == "ignore" {
			a.attr(by, annotate.AttrState, string(annotate.Skipped))
		}
		ids := map[prodigyMark]annotate.SpanID{}
		byToken := map[int]annotate.SpanID{}
		// Spans of one gid and label are the parts of one.
		type whole struct{ gid, label string }
		parts := map[whole][]prodigyMark{}
		for _, s := range t.Spans {
			if s.GID != "" {
				parts[whole{s.GID, s.Label}] = append(parts[whole{s.GID, s.Label}], s)
			}
		}
		for _, s := range t.Spans {
			own := []prodigyMark{s}
			if s.GID != "" {
				own = parts[whole{s.GID, s.Label}]
				delete(parts, whole{s.GID, s.Label})
			}
			if len(own) == 0 {
				continue // it came with an earlier part
			}
			var at []stretch
			for _, o := range own {
				at = append(at, stretch{o.Start, o.End, o.Text})
			}
			got, ok := a.span(place, by, annotate.Span{ID: annotate.SpanID(s.GID), Label: annotate.Label(s.Label)}, at...)
			if !ok {
				continue
			}
			for _, o := range own {
				byToken[o.TokenEnd] = got
				o.Text, o.GID = "", ""
				ids[o] = got
			}
		}
		end := func(at int, s *prodigyMark) annotate.SpanID {
			if s == nil {
				return byToken[at]
			}
			k := *s
			k.Text, k.GID = "", ""
			return ids[k]
		}
		for _, l := range t.Relations {
			a.relation(place, by, annotate.Relation{
				ID: annotate.SpanID(l.GID), Label: annotate.Label(l.Label), Head: end(l.Head, l.HeadSpan), Tail: end(l.Child, l.ChildSpan),
			})
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

// surfacesProdigy holds to what Prodigy does: the text is that of the tokens, and a span is a run of them.
func surfacesProdigy(files fs.FS, name string, say func(place, words string)) error {
	type task struct {
		Text   string
		Tokens []struct {
			Text       string
			Start, End int
			WS         bool
		}
		Spans []struct {
			Start, End int
			TokenStart int `json:"token_start"`
			TokenEnd   int `json:"token_end"`
		}
	}
	return eachLine(files, name, func(line int, t *task) error {
		cut := slicing("codepoint", t.Text)
		var whole strings.Builder
		for i, k := range t.Tokens {
			if got := cut(k.Start, k.End); got != k.Text {
				return fmt.Errorf("tokens[%d] is %s, and the text there %s", i, quote(k.Text), quote(got))
			}
			whole.WriteString(k.Text)
			if k.WS {
				whole.WriteByte(' ')
			}
		}
		if whole.String() != t.Text {
			return fmt.Errorf("the tokens do not make up the text")
		}
		for i, s := range t.Spans {
			if s.Start != t.Tokens[s.TokenStart].Start || s.End != t.Tokens[s.TokenEnd].End {
				return fmt.Errorf("spans[%d] does not lie on the borders of its tokens", i)
			}
			say(fmt.Sprintf("line %d, spans[%d]", line, i), cut(s.Start, s.End))
		}
		return nil
	})
}

// edges returns where spans begin and end, in order, each once.
func edges(l annotate.Layer) []annotate.Pos {
	var out []annotate.Pos
	for s := range l.Spans() {
		for _, r := range s.Ranges {
			out = append(out, r.From, r.To)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package export

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"galley/annotate"
)

// Argilla is the records that Argilla's Record.from_dict reads, one an article and annotator, for a dataset with the text
// field "text" and the span question "span". Marks are suggestions: a response would need the id of one of the server's
// users.
var Argilla = Format{
	Name: "argilla", Title: "Argilla records", Ext: ".json", Unit: "codepoint",
	Loses:    loses("which parts belong to one span", "attributes", "relations", "ids of spans"),
	Write:    writeArgilla,
	Read:     readArgilla,
	Surfaces: surfacesArgilla,
}

func writeArgilla(w io.Writer, j Job) (loss Loss, err error) {
	views, err := j.Views(&loss)
	if err != nil {
		return nil, err
	}
	list := newArray(w)
	var p pen
	for v := range views {
		unsaid(v, &loss)
		p.b = p.b[:0]
		p.open('{')
		p.text("id", v.Record)
		p.object("fields")
		p.text("text", v.Text.String())
		p.close('}')
		p.object("metadata")
		p.text("gid", string(v.ID))
		p.text("annotator", string(v.By))
		p.close('}')
		p.object("suggestions")
		if v.By != "" {
			p.object("span")
			p.list("value")
			for s := range v.Layer.Spans() {
				if len(s.Ranges) > 1 {
					loss.add(lostParts, 1)
				}
				for _, r := range s.Ranges {
					p.open('{')
					p.text("label", string(s.Label))
					p.place(r)
					p.close('}')
				}
				j.sayParts(v.ID, s.ID, v.Text, s.Ranges)
			}
			p.close(']')
			p.name("score").raw("null")
			p.text("agent", string(v.By))
			p.close('}')
		}
		p.close('}')
		p.object("responses")
		p.close('}')
		p.object("vectors")
		p.close('}')
		p.text("status", "pending")
		p.close('}')
		if err := list.add(p.b); err != nil {
			return loss, err
		}
	}
	return loss, list.end()
}

// An argillaRecord is what is read of a record. Questions and fields may have any names: a value that is a list of spans
// is one.
type argillaRecord struct {
	ID          any
	Fields      map[string]any
	Metadata    map[string]any
	Suggestions map[string]struct {
		Value json.RawMessage
		Agent any
	}
	Responses map[string][]struct {
		Value  json.RawMessage
		UserID string `json:"user_id"`
	}
}

type argillaSpan struct {
	Label      string
	Start, End int
}

// An argillaLayer is what one person or program said.
type argillaLayer struct {
	by    string
	spans []argillaSpan
}

// layers returns the responses or, where nobody responded, the suggestions.
func (r *argillaRecord) layers() []argillaLayer {
	var out []argillaLayer
	add := func(by string, value json.RawMessage) {
		var spans []argillaSpan
		if json.Unmarshal(value, &spans) == nil { // another question's answer is no list of spans
			out = append(out, argillaLayer{by, spans})
		}
	}
	for _, question := range sortedKeys(r.Responses) {
		for _, a := range r.Responses[question] {
			add(a.UserID, a.Value)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, question := range sortedKeys(r.Suggestions) {
		s := r.Suggestions[question]
		agent, _ := s.Agent.(string)
		add(agent, s.Value)
	}
	return out
}

func (r *argillaRecord) text() (string, bool) {
	if t, ok := r.Fields["text"].(string); ok {
		return t, true
	}
	for _, name := range sortedKeys(r.Fields) {
		if t, ok := r.Fields[name].(string); ok {
			return t, true
		}
	}
	return "", false
}

func readArgilla(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := decodeItems(r, name, func(n int, rec *argillaRecord) error {
		place := fmt.Sprintf("[%d]", n)
		text, ok := rec.text()
		if !ok {
			return in.failAt(place, errors.New("no field of the record is a text"))
		}
		id, _ := rec.Metadata["gid"].(string)
		own, _ := rec.ID.(string)
		a, err := in.document(place, cmp.Or(id, own), "", text)
		if err != nil {
			return err
		}
		for _, l := range rec.layers() {
			for _, s := range l.spans {
				a.span(place, annotate.Annotator(l.by), annotate.Span{Label: annotate.Label(s.Label)}, stretch{s.Start, s.End, ""})
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

func surfacesArgilla(files fs.FS, name string, say func(place, words string)) error {
	return eachItem(files, name, func(n int, rec *argillaRecord) error {
		text, _ := rec.text()
		cut := slicing("codepoint", text)
		for _, l := range rec.layers() {
			for i, s := range l.spans {
				say(fmt.Sprintf("record %d, span %d", n, i), cut(s.Start, s.End))
			}
		}
		return nil
	})
}

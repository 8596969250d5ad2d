// Package gold measures what was found in texts against what people marked in them: spans of a label exactly and by overlap,
// and who said what. Positions are in code points.
//
// Gold and finds have one form, a document a line of JSON: "id", "text", "spans" (id, label, start, end) and "relations"
// (attribution: quote, source and cue, each a list of ids of spans, and the kind of the quotation). Span edges are trimmed of
// white space, punctuation and quotation marks before anything is counted. Start reading at [Read], then [SpanScore] and [LinkScore].
package gold

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"galley/annotate"
)

// A Doc is a text with the spans and relations of one side.
type Doc struct {
	ID        string     `json:"id"`
	Lang      string     `json:"lang,omitempty"`
	Text      string     `json:"text"`
	Spans     []Span     `json:"spans"`
	Relations []Relation `json:"relations"`
}

// A Span is a stretch with a label.
type Span struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	annotate.Range
}

// A Relation says who said what: "attribution", of spans named by their ids.
type Relation struct {
	Label  string   `json:"label"`
	Quote  []string `json:"quote"`
	Source []string `json:"source"`
	Cue    []string `json:"cue"`
	Kind   string   `json:"kind,omitempty"` // direct, indirect, mixed

	Reporting *bool `json:"reporting,omitempty"` // whether it reports speech or writing, not a thought or a finding; nil for not told
}

// A Filter says which of the gold attributions are asked for. To find the others costs nothing, and to miss them neither.
type Filter func(Relation) bool

// Reporting passes what reports speech or writing, and what is not told about.
func Reporting(r Relation) bool { return r.Reporting == nil || *r.Reporting }

// Kinds passes attributions of some kinds: direct, indirect, mixed.
func Kinds(kinds ...string) Filter {
	return func(r Relation) bool { return slices.Contains(kinds, r.Kind) }
}

// split returns the ids of the spans that attributions which pass have, and those that only the others have. Without a filter
// both are nil, which stands for all and none.
func (d Doc) split(pass Filter) (wanted, free map[string]bool) {
	if pass == nil {
		return nil, nil
	}
	wanted, free = map[string]bool{}, map[string]bool{}
	for _, r := range d.Relations {
		for _, id := range slices.Concat(r.Quote, r.Source, r.Cue) {
			if pass(r) {
				wanted[id] = true
			} else {
				free[id] = true
			}
		}
	}
	for id := range wanted {
		delete(free, id)
	}
	return wanted, free
}

// Read reads documents, a line each, and trims them.
func Read(r io.Reader) (docs []Doc, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d Doc
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return docs, fmt.Errorf("line %d: %w", len(docs)+1, err)
		}
		d.Trim()
		docs = append(docs, d)
	}
	return docs, lines.Err()
}

// Write writes documents, a line each.
func Write(w io.Writer, docs []Doc) error {
	for _, d := range docs {
		line, err := json.Marshal(d)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// Add adds spans of one label, those that are there already only once, and returns their ids.
func (d *Doc) Add(label string, ranges ...annotate.Range) []string {
	ids := []string{}
	for _, r := range ranges {
		i := slices.IndexFunc(d.Spans, func(s Span) bool { return s.Label == label && s.Range == r })
		if i < 0 {
			i = len(d.Spans)
			d.Spans = append(d.Spans, Span{fmt.Sprintf("%s%d", label, i), label, r})
		}
		ids = append(ids, d.Spans[i].ID)
	}
	return ids
}

const edge = " \t\n\r\u00a0.,;:!?-–—\"'“”„‘’«»()[]"

// Trim takes punctuation off the edges of all spans that are not punctuation alone.
func (d *Doc) Trim() {
	text := []rune(d.Text)
	for i := range d.Spans {
		r := d.Spans[i].Range
		for r.From < r.To && strings.ContainsRune(edge, text[r.From]) {
			r.From++
		}
		for r.To > r.From && strings.ContainsRune(edge, text[r.To-1]) {
			r.To--
		}
		if r.From < r.To {
			d.Spans[i].Range = r
		}
	}
}

func (d Doc) byID(ids []string) (out []annotate.Range) {
	for _, s := range d.Spans {
		if slices.Contains(ids, s.ID) {
			out = append(out, s.Range)
		}
	}
	return out
}

func (d Doc) ranges(label string, ids map[string]bool) (out []annotate.Range) {
	for _, s := range d.Spans {
		if s.Label == label && (ids == nil || ids[s.ID]) && !slices.Contains(out, s.Range) {
			out = append(out, s.Range)
		}
	}
	return out
}

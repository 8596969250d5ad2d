package export

import (
	"bytes"
	"io"
	"slices"

	"galley/annotate"
)

// A Look says what an export would hold and leave out, before anything is written.
type Look struct {
	Documents int          `json:"documents"` // that are written
	Parts     []PartCount  `json:"parts"`     // of the split, in order; one named train where there is no split
	Labels    []LabelCount `json:"labels"`    // in the scheme's order, others behind them by name
	Relations int          `json:"relations"`
	Loss      Loss         `json:"loss,omitempty"`
	Head      []HeadOfFile `json:"head,omitempty"`    // how the first files begin
	Samples   []Sample     `json:"samples,omitempty"` // the first marked documents
}

// A PartCount counts the documents of one part of a split.
type PartCount struct {
	Name      string `json:"name"`
	Documents int    `json:"documents"`
}

// A LabelCount counts the spans of a label, in all and in each part of [Look].Parts.
type LabelCount struct {
	Label annotate.Label `json:"label"`
	Spans int            `json:"spans"`
	Parts []int          `json:"parts"`
}

// A HeadOfFile is how a file begins, cut at the end of a line or a character.
type HeadOfFile struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Cut  bool   `json:"cut,omitempty"` // there is more
}

// A Sample is a stretch of a document with what is marked in it.
type Sample struct {
	ID     annotate.DocID `json:"id"`
	Title  string         `json:"title,omitempty"`
	Part   string         `json:"part"`
	Before bool           `json:"before,omitempty"` // text stands before the stretch
	After  bool           `json:"after,omitempty"`  // and behind it
	Pieces []Piece        `json:"pieces"`
}

// A Piece is text under the same marks throughout.
type Piece struct {
	Text   string           `json:"text"`
	Labels []annotate.Label `json:"labels,omitempty"` // of the spans that cover it, the longest first
}

// Bounds of what a Look shows.
const (
	sampleRunes = 360  // code points of a sample
	headBytes   = 1500 // of a file's beginning
	headFiles   = 3
)

// Look works out what writing j would come to. It writes into nothing, so it costs what writing costs without the reading
// that checks it. Samples are of the first marked documents that may be shown, at most samples of them; a nil may allows
// all.
func (f Format) Look(j Job, samples int, may func(annotate.DocID) bool) (Look, error) {
	j.said = nil
	j, failed := j.failing()
	var look Look
	heads := &beginnings{look: &look}
	loss, err := f.write(heads, "preview", j)
	if err != nil {
		return look, err
	}
	look.Loss = loss
	j.Progress = nil // the second time through is the shorter one
	parts, err := j.Parts()
	if err != nil {
		return look, err
	}
	at := map[annotate.DocID]int{}
	for i, p := range parts {
		look.Parts = append(look.Parts, PartCount{Name: p.Name})
		for _, id := range p.Job.Docs {
			at[id] = i
		}
	}
	docs, err := j.Documents()
	if err != nil {
		return look, err
	}
	counts := map[annotate.Label][]int{}
	for m := range docs {
		look.Documents++
		part := at[m.ID]
		look.Parts[part].Documents++
		for _, l := range m.Layers {
			look.Relations += len(l.Relations())
			for s := range l.Spans() {
				if counts[s.Label] == nil {
					counts[s.Label] = make([]int, len(parts))
				}
				counts[s.Label][part]++
			}
		}
		if len(look.Samples) < samples && (may == nil || may(m.ID)) && slices.ContainsFunc(m.Layers, func(l MarkedLayer) bool { return l.Len() > 0 }) {
			look.Samples = append(look.Samples, sampleOf(m, look.Parts[part].Name))
		}
	}
	add := func(l annotate.Label) {
		if n := counts[l]; n != nil {
			c := LabelCount{Label: l, Parts: n}
			for _, k := range n {
				c.Spans += k
			}
			look.Labels = append(look.Labels, c)
			delete(counts, l)
		}
	}
	for _, l := range j.Scheme().Labels {
		add(l.ID)
	}
	for _, l := range sortedLabels(counts) {
		add(l)
	}
	return look, failed()
}

func sortedLabels(m map[annotate.Label][]int) []annotate.Label {
	var out []annotate.Label
	for l := range m {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// sampleOf cuts the stretch around the first marks out of a document.
func sampleOf(m Marked, part string) Sample {
	var spans []annotate.Span
	first := m.Text.Len()
	for _, l := range m.Layers {
		for s := range l.Spans() {
			spans = append(spans, s)
			first = min(first, s.Envelope().From)
		}
	}
	show := annotate.Range{From: max(0, first-60)}
	if show.From > 0 { // begin with a word
		for p := show.From; p < first; p++ {
			if m.Text.Slice(annotate.Range{From: p, To: p + 1}) == " " {
				show.From = p + 1
				break
			}
		}
	}
	show.To = min(m.Text.Len(), show.From+sampleRunes)
	for p := show.To; show.To < m.Text.Len() && p > show.To-20; p-- { // end with a word too
		if m.Text.Slice(annotate.Range{From: p, To: p + 1}) == " " {
			show.To = p
			break
		}
	}
	show = m.Text.SnapGraphemes(show)
	slices.SortStableFunc(spans, func(x, y annotate.Span) int { return lengthOf(y) - lengthOf(x) })
	cuts := []annotate.Pos{show.From, show.To}
	for _, s := range spans {
		for _, r := range s.Ranges {
			for _, p := range []annotate.Pos{r.From, r.To} {
				if show.From < p && p < show.To {
					cuts = append(cuts, p)
				}
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	s := Sample{ID: m.ID, Title: m.Title, Part: part, Before: show.From > 0, After: show.To < m.Text.Len()}
	for i := range len(cuts) - 1 {
		piece := annotate.Range{From: cuts[i], To: cuts[i+1]}
		p := Piece{Text: m.Text.Slice(piece)}
		for _, x := range spans {
			if slices.ContainsFunc(x.Ranges, func(r annotate.Range) bool { return r.From <= piece.From && piece.To <= r.To }) {
				p.Labels = append(p.Labels, x.Label)
			}
		}
		s.Pieces = append(s.Pieces, p)
	}
	return s
}

func lengthOf(s annotate.Span) int {
	n := 0
	for _, r := range s.Ranges {
		n += int(r.To - r.From)
	}
	return n
}

// beginnings is a sink that keeps how the first files begin, and nothing else.
type beginnings struct{ look *Look }

func (b *beginnings) Create(name string) (io.WriteCloser, error) {
	if len(b.look.Head) == headFiles {
		return nopCloser{io.Discard}, nil
	}
	b.look.Head = append(b.look.Head, HeadOfFile{Name: name})
	return &beginning{look: b.look, at: len(b.look.Head) - 1}, nil
}

type beginning struct {
	look *Look
	at   int
	data []byte
}

func (b *beginning) Write(p []byte) (int, error) {
	if room := headBytes + 1 - len(b.data); room > 0 {
		b.data = append(b.data, p[:min(len(p), room)]...)
	}
	return len(p), nil
}

// Close puts down what is text of the beginning: a binary file begins with nothing to read.
func (b *beginning) Close() error {
	h := &b.look.Head[b.at]
	h.Cut = len(b.data) > headBytes
	if bytes.IndexByte(b.data, 0) < 0 {
		h.Text = string(bytes.ToValidUTF8(b.data[:min(len(b.data), headBytes)], nil))
	}
	return nil
}

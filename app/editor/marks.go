package editor

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/order"
)

// LineMarks is the marks of one line, flat: [rowWidth] numbers a mark.
type LineMarks []int32

// A mark on a line is these numbers, in this order.
const (
	rowFrom = iota // UTF-16 units from the line's start
	rowTo
	rowStyle // the label's place in the scheme
	rowLane  // 0 is nearest to the text
	rowFlags
	rowWidth
)

// Rows are the marks of all lines of an article. They never change: a change makes others, which share with them what it did
// not touch. They lie in pieces, since a key draws a line or two of thousands.
type Rows struct {
	pieces [][]LineMarks
	n      int
}

const rowsPiece = 64

func newRows(n int) Rows {
	r := Rows{n: n}
	for at := 0; at < n; at += rowsPiece {
		r.pieces = append(r.pieces, make([]LineMarks, min(n-at, rowsPiece)))
	}
	return r
}

// Len is the number of lines.
func (r Rows) Len() int { return r.n }

// Of returns the marks of line i.
func (r Rows) Of(i int) LineMarks { return r.pieces[i/rowsPiece][i%rowsPiece] }

// All yields the marks of each line, with its number.
func (r Rows) All() iter.Seq2[int, LineMarks] {
	return func(yield func(int, LineMarks) bool) {
		for i := range r.n {
			if !yield(i, r.Of(i)) {
				return
			}
		}
	}
}

// with returns rows in which the lines of lr have the marks that of gives.
func (r Rows) with(lr LineRange, of func(i int) LineMarks) Rows {
	r.pieces = slices.Clone(r.pieces)
	for i := lr.First; i <= lr.Last; i++ {
		k := i / rowsPiece
		if i == lr.First || i%rowsPiece == 0 {
			r.pieces[k] = slices.Clone(r.pieces[k])
		}
		r.pieces[k][i%rowsPiece] = of(i)
	}
	return r
}

// Differ returns the lines between the first and the last whose marks are not the same memory in both.
func (r Rows) Differ(o Rows) LineRange {
	if r.n != o.n {
		return LineRange{0, o.n - 1}
	}
	same := func(i int) bool {
		a, b := r.Of(i), o.Of(i)
		return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
	}
	first, last := 0, r.n-1
	for first <= last && same(first) {
		first++
	}
	for last >= first && same(last) {
		last--
	}
	return LineRange{first, last}
}

// Flags of a mark.
const (
	FlagSelected   = 1
	FlagSuggestion = 4
	FlagFirst      = 8  // the span begins here
	FlagLast       = 16 // the span ends here
	FlagSide       = 32 // times the number of the side, from 1, whose mark it is while gold is made
)

// RowWidth is how many numbers one mark of LineMarks takes.
const RowWidth = rowWidth

// mark draws line i anew.
func (o *Open) mark(i int, styles map[annotate.Label]int32) LineMarks {
	l := o.Lines[i]
	spans, waits := o.withPencil(o.Layer.In(l.Range), l.Range)
	spans, sides := o.withSides(spans, l.Range)
	var rows LineMarks
	var lanes []annotate.Pos // where each lane is free again
	for n, s := range spans {
		lane := -1
		env := s.Envelope()
		for k, free := range lanes {
			if free <= env.From {
				lane = k
				break
			}
		}
		if lane < 0 {
			lane, lanes = len(lanes), append(lanes, 0)
		}
		lanes[lane] = env.To
		for k, part := range s.Ranges {
			if !part.Overlaps(l.Range) {
				continue
			}
			from, to := max(part.From, l.From), min(part.To, l.To)
			var flags int32
			if s.ID == o.Selected || s.ID == o.Pencil.Hand {
				flags |= FlagSelected
			}
			if waits[s.ID] {
				flags |= FlagSuggestion
			}
			flags |= sides[n]
			if k == 0 && from == part.From {
				flags |= FlagFirst
			}
			if k == len(s.Ranges)-1 && to == part.To {
				flags |= FlagLast
			}
			style, ok := styles[s.Label]
			if !ok {
				style = int32(len(styles))
			}
			rows = append(rows,
				int32(o.Doc.Text.UTF16(from)-l.from), int32(o.Doc.Text.UTF16(to)-l.from),
				style, int32(lane), flags)
		}
	}
	return rows
}

// withSides adds what readers have in r to the spans there, and says by place which flags that gives. The sides of the case in
// hand lie next to the text, one below the other.
func (o *Open) withSides(spans []annotate.Span, r annotate.Range) ([]annotate.Span, map[int]int32) {
	found := o.sidesIn(r)
	if len(found) == 0 {
		return spans, nil
	}
	order.By(found, func(a, b sideMark) int {
		switch {
		case a.held != b.held && a.held:
			return -1
		case a.held != b.held:
			return 1
		}
		x, y := a.Envelope(), b.Envelope()
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(y.To, x.To), cmp.Compare(a.letter, b.letter))
	})
	all := make([]annotate.Span, 0, len(spans)+len(found))
	flags := make(map[int]int32, len(found))
	for _, s := range found {
		f := int32(s.letter%7+1) * FlagSide
		if s.alike {
			f = FlagSuggestion
		}
		if s.held {
			f |= FlagSelected
		}
		flags[len(all)] = f
		all = append(all, s.Span)
	}
	return append(all, spans...), flags
}

// redraw draws the lines of lr anew. All other lines keep the rows they have.
func (m *Model) redraw(lr LineRange) {
	o := m.open()
	o.Pencil.blind = m.Blind()
	styles := m.styles()
	o.Rows = o.Rows.with(LineRange{max(lr.First, 0), min(lr.Last, len(o.Lines)-1)}, func(i int) LineMarks { return o.mark(i, styles) })
	o.Version++
	o.Dirty = lr
}

// An article that is opened gets its first lines drawn at once, and the others when those are on screen: a megabyte with
// 20,000 spans has 60 ms worth of them.
const (
	firstLines = 150
	moreLines  = 600
	restBeat   = 30 * time.Millisecond
)

// drawOn draws the next lines of an article that was opened, from the top, and says what is left to do.
func (m Model) drawOn(n int) (Model, []Effect) {
	o := m.Open
	if o == nil || o.drawn >= len(o.Lines) {
		return m, nil
	}
	from := o.drawn
	o = m.open()
	o.drawn = min(from+n, len(o.Lines))
	m.redraw(LineRange{from, o.drawn - 1})
	o = m.Open
	for _, l := range o.Lines[from:o.drawn] { // no word goes on in the next line
		o.words += countWords(o.Doc.Text.Slice(l.Range))
	}
	if o.drawn < len(o.Lines) {
		return m, []Effect{After{restBeat, DrawOn{o.Doc.ID}}}
	}
	return m, nil
}

// styles numbers the labels as [Model.Styles] lists them.
func (m *Model) styles() map[annotate.Label]int32 {
	n := map[annotate.Label]int32{}
	for i, l := range m.Base.Labels {
		n[l.ID] = int32(i)
	}
	return n
}

// open returns the open document for change: a copy that is the model's own.
func (m *Model) open() *Open {
	o := *m.Open
	m.Open = &o
	return m.Open
}

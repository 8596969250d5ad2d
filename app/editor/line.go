package editor

import (
	"fmt"
	"slices"

	"galley/annotate"
)

// A Line is a paragraph as it is set, or a stretch of one that is very long: what it is, and its text in segments.
type Line struct {
	annotate.Range
	Kind  annotate.BlockKind
	Block int // its block's id, 0 for none
	Segs  []Seg
	Note  string         // beside the line: "Photo 3 of 11, as photo 1"
	from  annotate.UTF16 // where it begins in the text
}

// A Seg is a stretch of a line that is set in one way.
type Seg struct {
	Text string
	Kind annotate.BlockKind // "" is the line's own
}

// lines sets a document.
func lines(d annotate.Document) []Line {
	var out []Line
	photos := photoNotes(d.Blocks)
	blocks := d.Blocks
	for _, r := range d.Text.Stretches() {
		for len(blocks) > 0 && blocks[0].To <= r.From {
			blocks = blocks[1:]
		}
		l := Line{Range: r, Kind: annotate.Paragraph, from: d.Text.UTF16(r.From)}
		var inner []annotate.Block
		for _, b := range blocks {
			if b.From >= r.To {
				break
			}
			if !b.Overlaps(r) {
				continue
			}
			if isInner(b, r) {
				inner = append(inner, b)
			} else if l.Block == 0 {
				l.Kind, l.Block = b.Kind, b.ID
				if b.From >= r.From {
					l.Note = photos[b.ID]
				}
			}
		}
		l.Segs = segments(d.Text, r, inner)
		out = append(out, l)
	}
	return out
}

// isInner reports whether b is a part of line r rather than what the line is.
func isInner(b annotate.Block, r annotate.Range) bool {
	switch b.Kind {
	case annotate.Dateline:
		return true
	case annotate.Credit, annotate.Furniture:
		return b.Range != r && b.Len() < r.Len()-2
	}
	return false
}

// segments cuts line r at the ends of the blocks inside it.
func segments(t annotate.Text, r annotate.Range, inner []annotate.Block) []Seg {
	var segs []Seg
	at := r.From
	add := func(to annotate.Pos, kind annotate.BlockKind) {
		if to > at {
			segs = append(segs, Seg{t.Slice(annotate.Range{From: at, To: to}), kind})
			at = to
		}
	}
	for _, b := range inner {
		if b.From < at {
			continue
		}
		add(b.From, "")
		add(min(b.To, r.To), b.Kind)
	}
	add(r.To, "")
	return segs
}

// photoNotes numbers the captions, by block id.
func photoNotes(blocks []annotate.Block) map[int]string {
	number, total := map[int]int{}, 0
	for _, b := range blocks {
		if b.Kind == annotate.Caption {
			total++
			number[b.ID] = total
		}
	}
	notes := map[int]string{}
	for _, b := range blocks {
		if b.Kind != annotate.Caption {
			continue
		}
		notes[b.ID] = fmt.Sprintf("Photo %d of %d", number[b.ID], total)
		if b.Repeats != 0 {
			notes[b.ID] += fmt.Sprintf(", as photo %d", number[b.Repeats])
		}
	}
	return notes
}

// lineAt returns the index of the line that holds p, or that comes next, or the last; -1 in an empty document.
func (o *Open) lineAt(p annotate.Pos) int {
	i, _ := slices.BinarySearchFunc(o.Lines, p, func(l Line, p annotate.Pos) int { return int(l.To - p) })
	return min(i, len(o.Lines)-1)
}

// Pos returns the position of a point of the sheet. A point inside a surrogate pair is that of its character; one
// outside the sheet is held inside it.
func (o *Open) Pos(p Point) annotate.Pos {
	if len(o.Lines) == 0 {
		return 0
	}
	l := o.Lines[min(max(p.Line, 0), len(o.Lines)-1)]
	u := l.from + annotate.UTF16(max(p.Off, 0))
	for {
		pos, err := o.Doc.Text.FromUTF16(u)
		if err == nil {
			return min(max(pos, l.From), l.To)
		}
		if u <= l.from || u > o.Doc.Text.LenUTF16() {
			return l.To
		}
		u--
	}
}

// Point returns where p lies on the sheet.
func (o *Open) Point(p annotate.Pos) Point {
	i := o.lineAt(p)
	if i < 0 {
		return Point{}
	}
	l := o.Lines[i]
	p = min(max(p, l.From), l.To)
	return Point{i, int(o.Doc.Text.UTF16(p) - l.from)}
}

// linesOf returns the lines that r touches.
func (o *Open) linesOf(r annotate.Range) LineRange {
	last := r.To
	if last > r.From {
		last--
	}
	return LineRange{o.lineAt(r.From), o.lineAt(last)}
}

// join returns the smallest range of lines that holds both; an empty one adds nothing.
func (a LineRange) join(b LineRange) LineRange {
	if a.Last < a.First {
		return b
	}
	if b.Last < b.First {
		return a
	}
	return LineRange{min(a.First, b.First), max(a.Last, b.Last)}
}

// noLines is an empty range of lines.
var noLines = LineRange{0, -1}

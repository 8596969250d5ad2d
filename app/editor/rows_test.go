package editor_test

import (
	"slices"
	"testing"
	"unicode/utf16"

	"galley/app/editor"
)

// same reports whether two rows are one piece of memory, or both empty.
func same(a, b editor.LineMarks) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return len(a) == len(b) && &a[0] == &b[0]
}

// A change draws the lines that it touches; all others keep the very rows they had, so that nothing compares or
// copies them.
func TestUntouchedRowsStay(t *testing.T) {
	tests := []struct {
		name  string
		do    func(*page)
		drawn []int // the lines that may be drawn anew
	}{
		{"a mark", func(p *page) { p.selects("Ida Holm").keys("s") }, []int{3, 0}}, // 0: the mark in hand is let go
		{"a mark over nothing in hand", func(p *page) { p.keys("Escape").selects("Ida Holm").keys("s") }, []int{3, 0}},
		{"a value", func(p *page) { p.taps("sail").keys("1 1") }, []int{3, 0}},
		{"another label", func(p *page) { p.taps("sail").keys("m") }, []int{3, 0}},
		{"deleted", func(p *page) { p.taps("sail").keys("Delete") }, []int{3, 0}},
		{"undone", func(p *page) { p.keys("u") }, []int{3, 0}},
		{"moved on", func(p *page) { p.keys("j j ArrowRight ?") }, []int{0}},
		{"over lines", func(p *page) { p.selects(ferries[35:80]).keys("m") }, []int{0, 1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries).keys("h Escape").selects("LENA MOSS").keys("m Escape").selects("The pier lost 40 jobs").keys("m Escape")
			p.selects("snow").keys("m Escape [ c")
			p.send(editor.Pick{Span: p.ids()[0]})
			before := p.m.Open.Rows
			old := make([]editor.LineMarks, before.Len())
			for i, r := range before.All() {
				old[i] = slices.Clone(r)
			}
			tt.do(p)
			for i, row := range p.m.Open.Rows.All() {
				if !slices.Contains(tt.drawn, i) && !same(row, before.Of(i)) {
					t.Errorf("line %d is drawn anew: %v, was %v", i, row, old[i])
				}
				if !slices.Equal(before.Of(i), old[i]) {
					t.Errorf("line %d: the rows of the model before were changed, from %v to %v", i, old[i], before.Of(i))
				}
			}
			p.redrawn()
		})
	}
}

// redrawn fails the test unless the rows, drawn line by line with each change, are those that the article has when it
// is opened anew.
func (p *page) redrawn() {
	p.t.Helper()
	m := p.m
	defer func() { p.m = m }()
	p.send(editor.OpenDoc{Doc: m.Open.Doc.ID})
	for i, fresh := range p.m.Open.Rows.All() {
		if got := unselected(m.Open.Rows.Of(i)); !slices.Equal(got, fresh) {
			p.t.Errorf("line %d has rows %v; opened anew it has %v", i, got, fresh)
		}
	}
}

func unselected(row editor.LineMarks) editor.LineMarks {
	row = slices.Clone(row)
	for i := 4; i < len(row); i += editor.RowWidth {
		row[i] &^= editor.FlagSelected
	}
	return row
}

// The numbers of a row: from, to, style, lane, flags, in UTF-16 units of the line.
func TestRows(t *testing.T) {
	p := atDesk(t, "Ice on the quay 🙂 and 👨‍👩‍👧 café\n\nThe 🙂 quay closed.\n")
	styles := map[string]int32{}
	for i, s := range p.m.Styles() {
		styles[s.Label] = int32(i)
	}
	p.selects("quay 🙂 and").keys("m Escape").selects("and").keys("s Escape").selects("café").keys("s")
	const whole = editor.FlagFirst | editor.FlagLast
	want := editor.LineMarks{
		11, 22, styles["claim"], 0, whole,
		19, 22, styles["source"], 1, whole,
		32, 36, styles["source"], 0, whole | editor.FlagSelected,
	}
	if got := p.m.Open.Rows.Of(0); !slices.Equal(got, want) {
		t.Errorf("rows\n  %v, want\n  %v", got, want)
	}
	d := p.m.Open.Dirty
	if d.First != 0 || d.Last != 0 {
		t.Errorf("the page is told to draw %+v", d)
	}
}

// A point of the sheet comes back as itself; inside a surrogate pair as its character's, past the end as the end.
func TestPoints(t *testing.T) {
	p := atDesk(t, "Ice on the quay 🙂 and 👨‍👩‍👧 café\n\nThe 🙂 quay closed.\n")
	for i, l := range p.m.Open.Lines {
		units := utf16.Encode([]rune(p.m.Open.Doc.Text.Slice(l.Range)))
		for off := range len(units) + 3 {
			want := editor.Point{Line: i, Off: min(off, len(units))}
			if off < len(units) && units[off] >= 0xDC00 && units[off] < 0xE000 {
				want.Off--
			}
			if got := p.m.Open.Point(p.m.Open.Pos(editor.Point{Line: i, Off: off})); got != want {
				t.Errorf("line %d, unit %d comes back as %+v, not %+v", i, off, got, want)
			}
		}
	}
	for _, at := range []editor.Point{{Line: -1, Off: -1}, {Line: 99, Off: 99}} {
		if got := p.m.Open.Point(p.m.Open.Pos(at)); got.Line != max(0, min(at.Line, 1)) {
			t.Errorf("%+v is held inside the sheet at %+v", at, got)
		}
	}
}

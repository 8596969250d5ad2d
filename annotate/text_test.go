package annotate

import (
	"errors"
	"testing"
	"unicode/utf8"
)

// ugly is the text that every conversion is tried on: an emoji, a flag, a family, combining marks, right-to-left.
const ugly = "📈 “Inflation fell,” Kim said.\n🇵🇪 José e\u0301te\u0301.\n👩‍👩‍👧‍👦 left.\nقالت الوزيرة: “لن نعود”.\n"

func TestUnits(t *testing.T) {
	text := NewText("Yes 🙂 no é")
	tests := []struct {
		name string
		in   UTF16
		want Pos
		err  error
	}{
		{name: "start", in: 0, want: 0},
		{name: "before emoji", in: 4, want: 4},
		{name: "inside emoji", in: 5, err: ErrSurrogate},
		{name: "after emoji", in: 6, want: 5}, // 🙂 is one code point, two code units
		{name: "end", in: 11, want: 10},
		{name: "past the end", in: 12, err: ErrOutside},
		{name: "before the start", in: -1, err: ErrOutside},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := text.FromUTF16(tt.in)
			if !errors.Is(err, tt.err) || got != tt.want {
				t.Errorf("FromUTF16(%d) = %d, %v; want %d, %v", tt.in, got, err, tt.want, tt.err)
			}
		})
	}
	if _, err := text.FromByte(5); !errors.Is(err, ErrMidRune) {
		t.Errorf("FromByte inside an emoji: %v, want ErrMidRune", err)
	}
}

func FuzzText(f *testing.F) {
	f.Add(ugly, 3)
	f.Add("e\u0301 🙂 \u200d", 3)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if !utf8.ValidString(s) {
			return
		}
		text := NewText(s)
		if int(text.Len()) != utf8.RuneCountInString(s) {
			t.Fatalf("%q has %d code points, not %d", s, utf8.RuneCountInString(s), text.Len())
		}
		if p, err := text.FromUTF16(UTF16(n)); err == nil && text.UTF16(p) != UTF16(n) {
			t.Errorf("%q: UTF-16 offset %d comes back as %d", s, n, text.UTF16(p))
		}
		if p, err := text.FromByte(Byte(n)); err == nil && text.Byte(p) != Byte(n) {
			t.Errorf("%q: byte offset %d comes back as %d", s, n, text.Byte(p))
		}
		if p := Pos(n); p >= 0 && p <= text.Len() {
			if back, err := text.FromUTF16(text.UTF16(p)); err != nil || back != p {
				t.Errorf("%q: position %d comes back from UTF-16 as %d, %v", s, p, back, err)
			}
			if back, err := text.FromByte(text.Byte(p)); err != nil || back != p {
				t.Errorf("%q: position %d comes back from bytes as %d, %v", s, p, back, err)
			}
			if got, want := text.Slice(Range{0, p})+text.Slice(Range{p, text.Len()}), s; got != want {
				t.Errorf("cut at %d, %q is %q", p, want, got)
			}
		}
		for u := Grapheme; u <= ParagraphUnit; u++ {
			last := Pos(0)
			for _, r := range text.Segments(u, Range{0, text.Len()}) {
				if r.Empty() || r.From < last || r.To > text.Len() {
					t.Fatalf("%q: %v %v after %d", s, u, r, last)
				}
				last = r.To
			}
		}
	})
}

func TestGraphemes(t *testing.T) {
	text := NewText(ugly)
	whole := text.Segments(Grapheme, Range{0, text.Len()})
	inside := map[Pos]bool{}
	for _, g := range whole {
		for p := g.From + 1; p < g.To; p++ {
			inside[p] = true
		}
	}
	for p := Pos(0); p <= text.Len(); p++ {
		if text.IsBoundary(p) == inside[p] {
			t.Errorf("IsBoundary(%d) = %t", p, !inside[p])
		}
	}
	family := text.Segments(Grapheme, text.Lines()[2])[0]
	if got := text.SnapGraphemes(Range{family.From + 1, family.From + 2}); got != family {
		t.Errorf("half a family snaps to %v, want %v", got, family)
	}
}

func surfaces(t Text, rs []Range) (out []string) {
	for _, r := range rs {
		out = append(out, t.Slice(r))
	}
	return out
}

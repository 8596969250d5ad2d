package annotate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	const text = "The Pier lost 40 jobs. “The pier is safe,” she’d said.\nA  pier’s 🙂 pier 3.5 e\u0301t e\nthe PIER"
	tests := []struct {
		q    Query
		want []string
	}{
		{Query{Words: "pier"}, []string{"Pier", "pier", "pier", "pier", "PIER"}},
		{Query{Words: "pier", Case: true}, []string{"pier", "pier", "pier"}},
		{Query{Words: "the pier"}, []string{"The Pier", "The pier", "the PIER"}},
		{Query{Words: "a pier"}, []string{"A  pier"}},
		{Query{Words: "she'd"}, []string{"she’d"}},
		{Query{Words: `"the`}, []string{"“The"}},
		{Query{Words: "pie", Whole: true}, nil},
		{Query{Words: "🙂"}, []string{"🙂"}},
		{Query{Words: "e", Whole: true, Case: true}, []string{"e"}}, // the é is one character
		{Query{Words: `\d+(\.\d)?`, Regexp: true}, []string{"40", "3.5"}},
		{Query{Words: `^the`, Regexp: true}, []string{"The", "the"}},
		{Query{Words: `x*`, Regexp: true}, nil},
		{Query{Words: ""}, nil},
		{Query{Words: "safe,” she’d said. A"}, nil}, // nothing is found over the end of a line
	}
	for _, tt := range tests {
		whole := NewText(text)
		hits, total, err := whole.Find(tt.q, 100)
		if err != nil {
			t.Errorf("%+v: %v", tt.q, err)
		}
		if diff := cmp.Diff(tt.want, surfaces(whole, hits)); diff != "" || total != len(tt.want) {
			t.Errorf("%+v, %d in all (-want +got)\n%s", tt.q, total, diff)
		}
	}
	if hits, total, _ := NewText(text).Find(Query{Words: "pier"}, 2); len(hits) != 2 || total != 5 {
		t.Errorf("2 of 5 were asked for, not %d of %d", len(hits), total)
	}
	for words, want := range map[string]string{"(": "missing closing )", strings.Repeat("x", 2000): "shorter"} {
		if _, _, err := NewText(text).Find(Query{Words: words, Regexp: true}, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.10s: %v", words, err)
		}
	}
}

// FuzzFind: whatever is looked for, hits are apart, in order, and split no character.
func FuzzFind(f *testing.F) {
	f.Add("The pier, the Pier", "pier", false)
	f.Add("a\r\u2028b e\u0301 👩‍👩‍👧", "e", false)
	f.Add("aaa", "a*", true)
	f.Fuzz(func(t *testing.T, text, words string, re bool) {
		text = strings.ToValidUTF8(text, "�")
		x := NewText(text)
		hits, total, err := x.Find(Query{Words: strings.ToValidUTF8(words, "�"), Regexp: re}, 1000)
		if err != nil {
			return
		}
		last := Pos(-1)
		for _, h := range hits {
			if h.From < last || x.Check(h) != nil {
				t.Fatalf("%q in %q: %v after %d: %v", words, text, h, last, x.Check(h))
			}
			last = h.To
		}
		if total < len(hits) {
			t.Fatalf("%d of %d", len(hits), total)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := NewText(strings.Repeat("The harbor office said on Friday that boats had sailed. “We counted them,” an officer said.\n", 11_500))
	b.SetBytes(int64(len(x.String())))
	for b.Loop() {
		_, _, _ = x.Find(Query{Words: "officer"}, 2000)
	}
}
